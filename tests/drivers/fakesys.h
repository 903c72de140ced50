/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the kernel says in /sys of a device of the emulated USB, as umockdev reads it. SYS_PATH: "/devices/usb1/1-1". Free
 * what is returned.
 */
#pragma once

#include "fakeusb.h"

/* The device itself, with its raw descriptors. */
char *fake_describe_device (const char *sys_path, const FakeModel *model, guint address);

char *fake_describe_interface (const char *sys_path, const FakeInterface *interface, guint number);

/* The serial port that interface NUMBER has become. */
char *fake_describe_port (const char *sys_path, const char *tty, guint number);

/* <hid>/input/inputN/eventN, as directories; or no more. */
void fake_set_input (const char *hid, guint number, bool there);

/* "1-1" is below the root hub, "1-1.2" below "1-1". */
char *fake_path_of_port (const char *bus, const char *port);

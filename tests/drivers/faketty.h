/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A serial port without a wire: a pseudo-terminal of the real kernel, under the name of a port in the test bed's /dev.
 */
#pragma once

#include "fakeusb.h"

typedef struct FakeTty FakeTty;

/* "ttyACM0" is there. USB NULL: only by fake_tty_node. */
FakeTty *fake_tty_new (FakeUsb *usb, const char *name);
void fake_tty_free (FakeTty *tty);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeTty, fake_tty_free)

void fake_tty_send (FakeTty *tty, const char *bytes);

/* Is that what was written to it since it was asked last? */
bool fake_tty_was_sent (FakeTty *tty, const char *bytes);

/* The cable is pulled: a hang-up, and the node goes. */
void fake_tty_hang_up (FakeTty *tty);

/* Another program takes it, and gives it back. */
void fake_tty_take (FakeTty *tty);
void fake_tty_give_back (FakeTty *tty);

/* Is it so that nobody else may have it? */
bool fake_tty_is_taken (FakeTty *tty);

/* Is it marked so for those who do not ask (TIOCEXCL)? */
bool fake_tty_is_exclusive (FakeTty *tty);

/* The real path of its node: for chmod. */
const char *fake_tty_node (FakeTty *tty);

/* How it is set: "raw 9600 8n1", or what is different. Free it. */
char *fake_tty_settings (FakeTty *tty);

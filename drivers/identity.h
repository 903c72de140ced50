/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a device says of itself, made fit to show and to compare. Any thread.
 */
#pragma once

#include "firstout/drivers/scanner.h"

/* FROM as valid UTF-8 without control characters and without blanks around it, cut at a character so that it fits
 * into SIZE bytes. */
void fo_text_clean (const char *from, char *to, gsize size);

/* The id by serial number, "usb:0c2e:0b61:SERIAL", or by port where it has none or BY_PORT. Only visible ASCII: the
 * rest of the serial number becomes '_'. */
void fo_device_identify (FoDevice *device, bool by_port);

/* Everything else in an id becomes '_'. */
void fo_device_id_clean (char *id);

#define FO_DEVICE_HELP_PORT_BUSY "another program has this serial port: ModemManager, most likely"
#define FO_UDEV_RULES "70-firstout.rules"

/* How to get access to DEVICE, or to its serial port, into HELP (FO_DEVICE_HELP_MAX bytes): the rule we ship, or one to
 * add. */
FoDeviceHelp fo_device_help_no_access (const FoDevice *device, bool rule_is_shipped, bool is_port, char *help);

/* The same for an input device that no USB device brings (inputs.h): the rule to add. */
FoDeviceHelp fo_device_help_no_input (const FoDevice *device, char *help);

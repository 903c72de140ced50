/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An input device of the kernel, /dev/input/eventN, as far as we depend on it: who grabs it has it alone, a second grab is
 * EBUSY, a read after the unplug is ENODEV. Below it is a named pipe.
 */
#pragma once

#include "fakeusb.h"
#include "typist.h"

typedef struct FakeInput FakeInput;

FakeInput *fake_input_new (FakeUsb *usb, guint number);
void fake_input_free (FakeInput *input);

/* Keys move now, EACH_US apart by their own time; the last of them now. */
void fake_input_type (FakeInput *input, const GArray *keys, gint64 each_us);

/* The kernel's buffer ran over. */
void fake_input_drop (FakeInput *input);

/* Whoever reads is told ENODEV. */
void fake_input_unplug (FakeInput *input);

/* Another program has grabbed it. */
void fake_input_refuse_grabs (FakeInput *input, bool refused);
bool fake_input_is_grabbed (FakeInput *input);

/* Everything was read. */
bool fake_input_is_drained (FakeInput *input);

/* The real path of its node: for chmod. */
const char *fake_input_node (FakeInput *input);

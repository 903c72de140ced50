/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An input device of the kernel, /dev/input/eventN, as far as we depend on it: who grabs it has it alone, a second grab is
 * EBUSY, a read after the unplug is ENODEV. Below it is a named pipe.
 */
#pragma once

#include "fakeusb.h"
#include "typist.h"

typedef struct FakeInput FakeInput;

/* The node alone: a USB device brings it (FakeInterface.event). */
FakeInput *fake_input_new (FakeUsb *usb, guint number);

/* A device of its own, as sysfs says it; texts may be NULL. */
typedef struct {
  guint bus, vendor, product;
  const char *name, *phys, *uniq;
  const char *keys; /* its capabilities, "10000 7 ff…"; NULL: of a whole keyboard */
} FakeInputModel;

FakeInput *fake_input_plug (FakeUsb *usb, guint number, const FakeInputModel *model);

/* Whoever reads is told ENODEV, and node and sysfs are gone; the program may still have it open: fake_input_free when it has not. */
void fake_input_leave (FakeInput *input);
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
guint fake_input_grabs (FakeInput *input); /* ever */

/* Everything was read. */
bool fake_input_is_drained (FakeInput *input);

/* The real path of its node: for chmod. */
const char *fake_input_node (FakeInput *input);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fixture of the USB scenes: a bus, the shipped profiles, the hub and somebody who listens. */
#pragma once

#include "fakeusb.h"
#include "heard.h"
#include "reports.h"

typedef struct {
  FakeUsb *usb;
  FoProfiles *profiles;
  Heard *heard;
  FoScanners *scanners;
  const char *pairing_file; /* NULL: none */
} Rig;

/* Adds a scene: a function of Rig. */
#define RIG_SCENE(path, test) g_test_add (path, Rig, NULL, rig_set_up, test, rig_tear_down)

/* Where the profiles are read from: the tree's, unless a test says otherwise before its first rig. */
extern const char *rig_devices;

/* The tree may lie where only root can read: the profiles come along. The folder stays behind, a few small files in the temporary
 * folder of a test run as root. */
void rig_take_profiles_along (void);

void rig_set_up (Rig *rig, gconstpointer data);
void rig_tear_down (Rig *rig, gconstpointer data);

/* Makes the hub anew, recording into WRITER. */
void rig_record (Rig *rig, FoTraceWriter *writer);

/* As after a restart of the program: another hub, with this file, and an empty log. */
void rig_restart (Rig *rig, const char *pairing_file);

void rig_start (Rig *rig);

/* Ids of the usual devices. */
#define X1 "usb:0c2e:0b61:X1"
#define X2 "usb:0c2e:0b61:X2"
#define N1 "usb:1eab:0d10:N1"

FakeModel rig_honeywell (const char *port, const char *serial); /* 0c2e:0b61, layout A on interface 0 */
FakeModel rig_newland (const char *port, const char *serial);   /* 1eab:0d10, layout B */
FakeModel rig_keyboard (const char *port);                      /* of an office */

FakeModel rig_wedge (const char *port, const char *serial); /* 13ba:0018: a scanner that types */

FakeDevice *rig_plug (Rig *rig, FakeModel model);

/* Plugs in Honeywell X1 on port 1-1, starts, and waits until it is ready and what it sends counts as fresh. */
FakeDevice *rig_start_with_x1 (Rig *rig);

/* What comes in the first 250 ms after opening is stale: waits until it is not. */
void rig_let_it_settle (void);

void rig_send (FakeDevice *device, guint interface, const ReportLayout *layout, const char *aim, const char *text);

/* One Honeywell report, from interface 0, with any count and flag. */
void rig_send_report (FakeDevice *device, const char *aim, const char *data, guint8 count, bool more, gsize bytes);

/* The device with this id, as the list has it now. */
FoDevice rig_device (Rig *rig, const char *id);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fixture of the scenes without access to USB devices: a scanner that types, and its input events. */
#pragma once

#include "fakeinput.h"
#include "pairing.h"
#include "rig.h"

#define W1 "usb:13ba:0018:W1"
#define SEAT_EVENT 7

typedef struct {
  Rig rig;
  char *folder, *path;
  FakeInput *input;
  FakeDevice *wedge;
} Seat;

/* Root may open anything: become somebody else first. False: that did not work. */
bool seat_become_nobody (void);

#define SEAT_SCENE(path, test) g_test_add (path, Seat, NULL, seat_set_up, test, seat_tear_down)
void seat_set_up (Seat *seat, gconstpointer data);
void seat_tear_down (Seat *seat, gconstpointer data);

/* 13ba:0018, "W1", at port 1-1; its node is closed. */
FakeModel seat_wedge (void);

/* Plugs it in and starts; PAIRINGS is the text of the pairing file, NULL: there is none. */
void seat_start (Seat *seat, const char *pairings);
void seat_settle (void);

/* TEXT and Enter on its keyboard; or only the first N movements of keys. */
void seat_type (Seat *seat, const char *text);
void seat_type_part (Seat *seat, const char *text, guint n);

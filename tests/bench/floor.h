/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The floor: the least a program could do and still keep a book. Per line one select of the first open lot, one update of the
 * balance, one insert of the movement, one update of the line; per order one operation row and one outbox row; nothing else: no
 * promises, no rules, no replies, no idempotency. Written by hand on SQLite, prepared once. What Firstout costs is measured as a
 * multiple of it. */
#pragma once

#include <glib.h>

#define FLOOR_LINES 5     /* of an order */
#define FLOOR_ORDERS 2000 /* that exist */

typedef struct Floor Floor;

/* Opens a fresh book of ITEMS items with LOTS open lots each at PATH, or (ITEMS 0) one that exists. */
Floor *floor_open (const char *path, guint items, guint lots);
void floor_free (Floor *floor);

/* One unit of one new lot arrives. */
void floor_receive (Floor *floor, guint i);
/* Order I of five lines, one unit each, is given its lots. */
void floor_reserve (Floor *floor, guint i);
/* And leaves. */
void floor_ship (Floor *floor, guint i);

/* VM steps of one run of the statement of that name (as in floor.c, in small letters). */
double floor_vm_steps (const Floor *floor, const char *name);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The floor of acts.h, in the manner of floor.h: the rows that blocking and recalling must read and write, each by one statement on its
 * key, in one transaction. Per deal: its order and its lines are read, the hold and the balance let go, the line, the order and what
 * it lost are written, a promise is made again by what is free and promised, and sales is told of both. */
#pragma once

#include <glib.h>

typedef struct FloorActs FloorActs;

/* Makes a book of ITEMS items with LOTS lots, and N lots to be blocked and called back, at PATH; or (N 0) opens it. */
FloorActs *floor_acts_open (const char *path, guint items, guint lots, guint n);
void floor_acts_free (FloorActs *floor);

void floor_acts_block (FloorActs *floor, guint i);
void floor_acts_recall (FloorActs *floor, guint i);

/* As acts_child. */
int floor_acts_child (const char *what, guint n, const char *path);

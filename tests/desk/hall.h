/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small warehouse for tests of the intakes: one item, BOLT-M8 with the GTIN 04601234567893, and somebody who holds the
 * database. */
#pragma once

#include "firstout/desk/intake.h"
#include "support/stores.h"

#define HALL_CODE "4601234567893"

typedef struct {
  FoStore *store;
  FoId item, dock;
} Hall;

void hall_furnish (Hall *hall, FoStore *store);
/* An order NUMBER, paid, for one of the item. */
void hall_bin (const Hall *hall, const char *code);
void hall_order (const Hall *hall, const char *number);
void hall_order_of (const Hall *hall, const char *number, guint units);
FoQuantity hall_on_hand (FoStore *store, const Hall *hall);
char *hall_journal_path (void);
FoScan hall_scan (const char *text);
void hall_expect_clean (FoStore *store);

/* Another connection that holds the locks a receipt of the item needs, on a thread of its own, from when hall_hold returns until
 * hall_let_go, or for HOLD_MS. */
typedef struct HallHolder HallHolder;
HallHolder *hall_hold (const Hall *hall, gint64 hold_ms);
void hall_let_go (HallHolder *holder);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small warehouse for tests of the work: it is 2026-11-22 there, and every step says which verdict it expects. */
#pragma once

#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "support/stores.h"

typedef struct {
  FoStore *store;
  FoReply reply; /* of the last step */
  const char *request, *content;
  const char *station; /* "1" unless a test says otherwise */
  FoId dock, bench, bin;
} Warehouse;

/* WAREHOUSE_TEST (test_something) { … w … }: a test function for fo_test_each_store that gets a furnished warehouse w. */
#define WAREHOUSE_TEST(name)                                                                                           \
  static void name##_in (Warehouse *w);                                                                                \
  static void name (FoStore *store)                                                                                    \
  {                                                                                                                    \
    warehouse_run (store, name##_in);                                                                                  \
  }                                                                                                                    \
  static void name##_in (Warehouse *w)
void warehouse_run (FoStore *store, void (*test) (Warehouse *w));

FoId warehouse_item (Warehouse *w, const char *code, FoIssueOrder issue, bool has_expiry);
FoId warehouse_order (Warehouse *w, const char *number, FoGate gate);
FoId warehouse_line (Warehouse *w, FoId order, FoId item, int quantity);
/* With a minimum life in days and a wanted lot ("" any). */
FoId warehouse_line_for (Warehouse *w, FoId order, FoId item, int quantity, int min_life_days, const char *lot_wanted);
FoId warehouse_supply (Warehouse *w, const char *number, FoId item, int quantity);

void warehouse_receive (Warehouse *w, FoId item, const char *lot, const char *expires_on, int quantity);
/* First stock: a movement from opening. Fills the queue as every arrival does. */
void warehouse_opening (Warehouse *w, FoId item, const char *lot, const char *expires_on, int quantity);
void warehouse_receive_as (Warehouse *w, FoId item, const char *lot, const char *expires_on, int quantity, FoVerdict expect);
void warehouse_receive_on (Warehouse *w, FoId supply, FoId item, const char *lot, const char *expires_on, int quantity,
                           FoVerdict expect);
void warehouse_promise (Warehouse *w, FoId order, FoVerdict expect);
void warehouse_gate (Warehouse *w, FoId order, FoGate gate);
void warehouse_gate_because (Warehouse *w, FoId order, FoGate gate, const char *reason, FoVerdict expect);
void warehouse_release (Warehouse *w, FoId order, FoVerdict expect);
void warehouse_pick (Warehouse *w, FoId order, const char *lot, int quantity, const char *reason, FoVerdict expect);
void warehouse_ship (Warehouse *w, FoId order, FoVerdict expect);
void warehouse_short (Warehouse *w, FoId order, const char *lot, const char *reason, FoVerdict expect);
void warehouse_park (Warehouse *w, FoId order, FoVerdict expect);
/* From the dock; put away to the bin. */
void warehouse_carry (Warehouse *w, FoMoveKind kind, const char *lot, int quantity, FoVerdict expect);
/* From the bench to the dock. */
void warehouse_put_back (Warehouse *w, const char *lot, int quantity, FoVerdict expect);
void warehouse_find (Warehouse *w, const char *lot, int quantity, FoVerdict expect);
/* The bin: nobody shall go there; REASON NULL: anybody may again. */
void warehouse_block_bin (Warehouse *w, const char *reason, FoVerdict expect);
/* A note of the warehouse. */
void warehouse_note (Warehouse *w, const char *key, const char *value);
void warehouse_morning (Warehouse *w);
/* The order the station would be given next, 0 none. */
FoId warehouse_next (Warehouse *w);
void warehouse_undo (Warehouse *w, FoVerdict expect);
void warehouse_block (Warehouse *w, const char *lot, const char *reason, FoVerdict expect);

FoId warehouse_lot (Warehouse *w, const char *lot);

const char *warehouse_arg (Warehouse *w, const char *name);
void warehouse_expect_line (Warehouse *w, FoId line, const char *quantities);
void warehouse_expect_on_hand (Warehouse *w, const char *lot, int quantity);
/* In what explain answers: the verdict on a candidate. */
void warehouse_expect_candidate (const char *json, const char *lot, const char *verdict);
void warehouse_expect_clean (Warehouse *w);

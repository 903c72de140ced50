/* SPDX-License-Identifier: GPL-3.0-or-later
 * A lot that thirty deals count on is called back, through two levels of production: none is left on it, all are listed. */
#include "warehouse.h"

#include "firstout/store/operations.h"
#include "firstout/work/lineage.h"
#include "firstout/work/lot-acts.h"

#include <string.h>

#define DEALS 30

typedef struct {
  FoId lot, supply, item, place;
  const char *number, *recall;
  FoQuantity quantity_u;
  FoId operation;
  FoMoveKind kind;
  FoRecallFacts facts;
  FoLineage lineage;
  guint holds;
  FoLot found;
} Do;

static FoId
new_id (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  FoId id = fo_store_next_id (w->store, &error);

  g_assert_no_error (error);
  return id;
}

static FoTxnEnd
read_lot (FoTxn *txn, gpointer data, GError **error)
{
  Do *d = data;

  if (fo_lot_find_by_number (txn, d->item, d->number, &d->found, error) != FO_FOUND)
    return FO_TXN_FAIL;
  d->lot = d->found.id;
  return FO_TXN_COMMIT;
}

static FoLot
lot_of (Warehouse *w, FoId item, const char *number)
{
  Do d = { .item = item, .number = number };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (w->store, read_lot, &d, &error));
  return d.found;
}

/* Material for a production order, as a movement of its own. */
static FoTxnEnd
issue (FoTxn *txn, gpointer data, GError **error)
{
  const Do *d = data;
  FoPlace from, production;
  FoTurn turn;
  FoItem item;
  FoLot lot;

  if (fo_lot_find (txn, d->lot, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND
      || fo_place_find (txn, d->place, &from, error) != FO_FOUND
      || fo_place_of_kind (txn, FO_PLACE_PRODUCTION, &production, error) != FO_FOUND || !fo_turn_take (txn, item.id, &turn, error))
    return FO_TXN_FAIL;
  const FoMove move = { .kind = FO_MOVE_MATERIAL, .item = &item, .lot = &lot, .from = &from, .to = &production,
                        .quantity_u = d->quantity_u, .supply_id = d->supply, .reason = "" };
  const FoOperation operation = { .id = d->operation, .content = "", .kind = "material", .reply = "{}", .station = "1", .person = "",
                                  .day = fo_store_today (fo_txn_store (txn)) };

  if (!fo_move_book (txn, &turn, d->operation, &move, error))
    return FO_TXN_FAIL;
  fo_operation_insert (txn, &operation);
  return FO_TXN_COMMIT;
}

static void
use (Warehouse *w, FoId item, const char *lot, FoId supply, int quantity)
{
  Do d = { .lot = lot_of (w, item, lot).id, .supply = supply, .place = w->dock, .quantity_u = quantity * FO_ONE,
           .operation = new_id (w) };
  g_autoptr (GError) error = NULL;
  bool done = fo_store_write (w->store, d.operation, issue, &d, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
recall (Warehouse *w, FoId lot, bool wide)
{
  const FoAct act = { .operation = new_id (w), .station = "1", .person = "" };
  const FoRecall what = { .lots = &lot, .n_lots = 1, .reason = "cracks", .wide = wide };
  g_autoptr (GError) error = NULL;

  fo_reply_clear (&w->reply);
  g_assert_true (fo_work_recall (w->store, &act, &what, &w->reply, &error));
  g_assert_cmpstr (fo_verdict_name (w->reply.verdict), ==, "FO_OK");
}

static FoTxnEnd
read_facts (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Do *d = data;

  if (fo_recall_facts (txn, d->recall, &d->facts, error) != FO_FOUND || fo_lineage_read (txn, d->lot, &d->lineage, error) != FO_FOUND
      || !fo_holds_of_lot (txn, d->lot, holds, error))
    return FO_TXN_FAIL;
  d->holds = holds->len;
  return FO_TXN_COMMIT;
}

static const FoRecallLotFacts *
recalled (const FoRecallFacts *facts, const char *number)
{
  for (guint i = 0; i < facts->lots->len; i++)
    if (strcmp (g_array_index (facts->lots, FoRecallLotFacts, i).lot.number, number) == 0)
      return &g_array_index (facts->lots, FoRecallLotFacts, i);
  return NULL;
}

/* STEEL → PART → PUMP: steel of two melts, parts of each, pumps of the first's parts; PUMP/P-1 has thirty deals. */
static FoId
furnish (Warehouse *w, FoId *ret_steel)
{
  FoId steel = warehouse_item (w, "STEEL", FO_ISSUE_FIFO, false), part = warehouse_item (w, "PART", FO_ISSUE_FIFO, false),
       pump = warehouse_item (w, "PUMP", FO_ISSUE_FIFO, false), first, second, third;

  warehouse_receive (w, steel, "M-1", NULL, 100);
  warehouse_receive (w, steel, "M-2", NULL, 100);
  first = warehouse_supply (w, "MO-1", part, 80);
  second = warehouse_supply (w, "MO-2", part, 10);
  third = warehouse_supply (w, "MO-3", pump, 60);
  use (w, steel, "M-1", first, 60);
  use (w, steel, "M-1", second, 5);
  use (w, steel, "M-2", second, 5);
  warehouse_receive_on (w, first, part, "T-1", NULL, 70, FO_OK);
  warehouse_receive_on (w, second, part, "T-2", NULL, 10, FO_COMPLETE);
  use (w, part, "T-1", third, 50);
  warehouse_receive_on (w, third, pump, "P-1", NULL, 60, FO_COMPLETE);
  *ret_steel = steel;
  return pump;
}

WAREHOUSE_TEST (test_thirty_deals)
{
  FoId steel, pump = furnish (w, &steel);
  Do d = { .recall = "R1" };
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < DEALS; i++) {
    g_autofree char *number = g_strdup_printf ("%d", 100 + i);
    FoId order = warehouse_order (w, number, FO_GATE_OPEN);

    warehouse_line (w, order, pump, 2);
    warehouse_promise (w, order, FO_OK);
    if (i % 3 == 0)
      warehouse_release (w, order, FO_OK);
  }
  d.lot = lot_of (w, pump, "P-1").id;
  recall (w, d.lot, false);
  g_assert_true (fo_store_read (w->store, read_facts, &d, &error));
  g_assert_cmpuint (d.holds, ==, 0);
  g_assert_cmpuint (d.facts.lines->len, ==, DEALS);
  for (guint i = 0; i < d.facts.lines->len; i++) {
    const FoRecallLine *line = &g_array_index (d.facts.lines, FoRecallLine, i);

    g_assert_cmpint (line->promised_u + line->held_u + line->picked_u, ==, 0);
    g_assert_cmpint (line->missing_u, ==, 2 * FO_ONE);
    g_assert_cmpint (line->lost_u, ==, 2 * FO_ONE);
  }
  g_assert_cmpint (fo_args_get (&w->reply.args, "orders")->number, ==, DEALS);
  g_test_message ("thirty deals called back in %" G_GINT64_FORMAT " µs", fo_args_get (&w->reply.args, "took_us")->number);
  fo_recall_facts_clear (&d.facts);
  fo_lineage_clear (&d.lineage);
  warehouse_expect_clean (w);
}

/* Up to the steel, down to the pumps, and not to what was only made beside them. */
WAREHOUSE_TEST (test_through_production)
{
  FoId steel, pump = furnish (w, &steel);
  Do d = { .recall = "R1" };
  g_autoptr (GError) error = NULL;

  d.lot = lot_of (w, pump, "P-1").id;
  recall (w, d.lot, false);
  g_assert_true (fo_store_read (w->store, read_facts, &d, &error));
  g_assert_cmpuint (d.facts.lots->len, ==, 3);
  g_assert_cmpint (recalled (&d.facts, "P-1")->is.depth, ==, 0);
  g_assert_cmpint (recalled (&d.facts, "T-1")->is.depth, ==, -1);
  g_assert_cmpint (recalled (&d.facts, "M-1")->is.depth, ==, -2);
  g_assert_cmpint (recalled (&d.facts, "M-1")->lot.state, ==, FO_LOT_STATE_BLOCKED);
  g_assert_null (recalled (&d.facts, "T-2"));
  g_assert_null (recalled (&d.facts, "M-2"));
  /* More of these parts is on its way: said, for it cannot be blocked yet. */
  g_assert_cmpuint (d.facts.making->len, ==, 1);
  g_assert_cmpstr (g_array_index (d.facts.making, FoRecallMaking, 0).number, ==, "MO-1");
  g_assert_cmpint (g_array_index (d.facts.making, FoRecallMaking, 0).open_u, ==, 10 * FO_ONE);
  g_assert_cmpint (d.lineage.n_columns, ==, 7); /* supplier, steel, order, part, order, pump, shelf */
  fo_recall_facts_clear (&d.facts);
  fo_lineage_clear (&d.lineage);
  /* With all that was made of the same steel. */
  d.recall = "R2";
  recall (w, d.lot, true);
  g_assert_true (fo_store_read (w->store, read_facts, &d, &error));
  g_assert_cmpuint (d.facts.lots->len, ==, 4);
  g_assert_cmpint (recalled (&d.facts, "T-2")->is.depth, ==, -1);
  g_assert_null (recalled (&d.facts, "M-2"));
  fo_recall_facts_clear (&d.facts);
  fo_lineage_clear (&d.lineage);
  warehouse_expect_clean (w);
}

/* From the steel everything that is made of it. */
WAREHOUSE_TEST (test_down)
{
  Do d = { .recall = "R1", .number = "M-1" };
  g_autoptr (GError) error = NULL;

  furnish (w, &d.item);
  g_assert_true (fo_store_read (w->store, read_lot, &d, &error));
  recall (w, d.lot, false);
  g_assert_true (fo_store_read (w->store, read_facts, &d, &error));
  g_assert_cmpuint (d.facts.lots->len, ==, 4);
  g_assert_cmpint (recalled (&d.facts, "T-1")->is.depth, ==, 1);
  g_assert_cmpint (recalled (&d.facts, "T-2")->is.depth, ==, 1);
  g_assert_cmpint (recalled (&d.facts, "P-1")->is.depth, ==, 2);
  fo_recall_facts_clear (&d.facts);
  fo_lineage_clear (&d.lineage);
  warehouse_expect_clean (w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/recall/thirty-deals", test_thirty_deals);
  fo_test_each_store ("/work/recall/through-production", test_through_production);
  fo_test_each_store ("/work/recall/down", test_down);
  return g_test_run ();
}

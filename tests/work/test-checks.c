/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables themselves refuse what the rules should never let through: the last line behind the locks. */
#include "firstout/store/items.h"
#include "warehouse.h"

typedef struct {
  FoId lot, place, item;
  FoQuantity quantity_u;
} Hold;

static FoTxnEnd
hold (FoTxn *txn, gpointer data, GError **error)
{
  const Hold *h = data;
  FoTurn turn = { 0 };

  if (!fo_turn_take (txn, h->item, &turn, error))
    return FO_TXN_FAIL;
  fo_balance_hold_add (txn, &turn, h->lot, h->place, h->quantity_u);
  return FO_TXN_COMMIT;
}

WAREHOUSE_TEST (test_no_more_is_held_than_lies_there)
{
  FoId item = warehouse_item (w, "PUMP-50", FO_ISSUE_FEFO, true);
  Hold h = { .place = w->dock, .item = item, .quantity_u = 6 * FO_ONE };
  g_autoptr (GError) error = NULL;

  warehouse_receive (w, item, "A", "2027-01-31", 5);
  h.lot = warehouse_lot (w, "A");
  g_assert_false (fo_store_write (w->store, 0, hold, &h, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  h.quantity_u = -FO_ONE;
  g_assert_false (fo_store_write (w->store, 0, hold, &h, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_CONSTRAINT);
  warehouse_expect_clean (w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/no-more-is-held-than-lies-there", test_no_more_is_held_than_lies_there);
  return g_test_run ();
}

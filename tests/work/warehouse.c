/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "warehouse.h"
#include "firstout/store/meta.h"

#define TODAY "2026-11-22"

static FoDay
day (const char *text)
{
  FoDay found = FO_DAY_NONE;

  if (text)
    g_assert_cmpint (fo_day_parse_iso (text, &found), ==, FO_OK);
  return found;
}

static FoId
next_id (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  FoId id = fo_store_next_id (w->store, &error);

  g_assert_no_error (error);
  return id;
}

static FoAct
act (Warehouse *w)
{
  return (FoAct){ .operation = next_id (w), .request = w->request, .content = w->content, .station = w->station, .person = "storekeeper" };
}

static void
expect (Warehouse *w, bool done, GError *error, FoVerdict verdict)
{
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (fo_verdict_name (w->reply.verdict), ==, fo_verdict_name (verdict));
}

/* ---- furnishing -------------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
insert_places (FoTxn *txn, gpointer data, GError **error)
{
  Warehouse *w = data;

  for (int kind = 0; kind < FO_N_PLACE_KINDS; kind++) {
    FoPlace place = { .id = fo_store_next_id (w->store, error), .kind = (FoPlaceKind) kind };

    g_snprintf (place.code, sizeof place.code, "%s", fo_place_kind_name (place.kind));
    fo_place_insert (txn, &place);
    if (kind == FO_PLACE_DOCK)
      w->dock = place.id;
    if (kind == FO_PLACE_BIN)
      w->bin = place.id;
    if (kind == FO_PLACE_BENCH)
      w->bench = place.id;
  }
  return FO_TXN_COMMIT;
}

static void
write (Warehouse *w, FoTxnFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;
  bool done = fo_store_write (w->store, 0, func, data, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static FoTxnEnd
insert_item (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_item_insert (txn, data, NULL);
  return FO_TXN_COMMIT;
}

FoId
warehouse_item (Warehouse *w, const char *code, FoIssueOrder issue, bool has_expiry)
{
  FoItem item = { .id = next_id (w), .unit = "шт", .tracking = FO_TRACKING_LOT, .has_expiry = has_expiry, .issue = issue,
                  .enforcement = FO_ENFORCE_WARN, .by_eye = true };

  g_strlcpy (item.code, code, sizeof item.code);
  g_strlcpy (item.name, code, sizeof item.name);
  write (w, insert_item, &item);
  return item.id;
}

static FoTxnEnd
insert_order (FoTxn *txn, gpointer data, GError **error)
{
  const FoOrder *order = data;

  (void) error;
  fo_order_insert (txn, order, order->number);
  return FO_TXN_COMMIT;
}

FoId
warehouse_order (Warehouse *w, const char *number, FoGate gate)
{
  FoOrder order = { .id = next_id (w), .gate = gate, .due_on = FO_DAY_NONE };

  g_strlcpy (order.number, number, sizeof order.number);
  g_strlcpy (order.deal, "deal", sizeof order.deal);
  write (w, insert_order, &order);
  return order.id;
}

static FoTxnEnd
insert_line (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_line_insert (txn, data, NULL);
  return FO_TXN_COMMIT;
}

FoId
warehouse_line (Warehouse *w, FoId order, FoId item, int quantity)
{
  return warehouse_line_for (w, order, item, quantity, 0, "");
}

FoId
warehouse_line_for (Warehouse *w, FoId order, FoId item, int quantity, int min_life_days, const char *lot_wanted)
{
  FoLine line = { .id = next_id (w), .order_id = order, .position = 1, .item_id = item, .goods = true, .ordered_u = quantity * FO_ONE,
                  .min_life_days = min_life_days };

  g_strlcpy (line.lot_wanted, lot_wanted, sizeof line.lot_wanted);
  write (w, insert_line, &line);
  return line.id;
}

static FoTxnEnd
insert_supply (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_supply_insert (txn, data, NULL);
  return FO_TXN_COMMIT;
}

FoId
warehouse_supply (Warehouse *w, const char *number, FoId item, int quantity)
{
  FoSupply supply = { .id = next_id (w), .kind = FO_SUPPLY_PRODUCTION, .item_id = item, .ordered_u = quantity * FO_ONE,
                      .progress_percent = 60, .ready_on = day ("2026-11-25") };

  g_strlcpy (supply.number, number, sizeof supply.number);
  write (w, insert_supply, &supply);
  return supply.id;
}

/* ---- steps ------------------------------------------------------------------------------------------------------------------- */

void
warehouse_receive_on (Warehouse *w, FoId supply, FoId item, const char *lot, const char *expires_on, int quantity, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);
  const FoReceive what = { .kind = FO_MOVE_RECEIPT, .item = item, .lot = lot, .expires_on = day (expires_on),
                           .produced_on = FO_DAY_NONE, .quantity_u = quantity * FO_ONE, .place = w->dock, .supply = supply };

  expect (w, fo_work_receive (w->store, &a, &what, &w->reply, &error), error, verdict);
}

void
warehouse_receive_as (Warehouse *w, FoId item, const char *lot, const char *expires_on, int quantity, FoVerdict verdict)
{
  warehouse_receive_on (w, 0, item, lot, expires_on, quantity, verdict);
}

void
warehouse_receive (Warehouse *w, FoId item, const char *lot, const char *expires_on, int quantity)
{
  warehouse_receive_as (w, item, lot, expires_on, quantity, FO_OK);
}

void
warehouse_opening (Warehouse *w, FoId item, const char *lot, const char *expires_on, int quantity)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);
  const FoReceive what = { .kind = FO_MOVE_OPENING, .item = item, .lot = lot, .expires_on = day (expires_on),
                           .produced_on = FO_DAY_NONE, .quantity_u = quantity * FO_ONE, .place = w->bin };

  expect (w, fo_work_receive (w->store, &a, &what, &w->reply, &error), error, FO_OK);
}

void
warehouse_promise (Warehouse *w, FoId order, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);

  expect (w, fo_work_promise (w->store, &a, order, &w->reply, &error), error, verdict);
}

void
warehouse_gate_because (Warehouse *w, FoId order, FoGate gate, const char *reason, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);

  expect (w, fo_work_gate (w->store, &a, order, gate, reason, &w->reply, &error), error, verdict);
}

void
warehouse_gate (Warehouse *w, FoId order, FoGate gate)
{
  warehouse_gate_because (w, order, gate, "", FO_OK);
}

void
warehouse_release (Warehouse *w, FoId order, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);

  expect (w, fo_work_release (w->store, &a, order, &w->reply, &error), error, verdict);
}

typedef struct {
  const char *number;
  FoLot lot;
  FoQuantity on_hand_u;
} LotLook;

static FoTxnEnd
look_lot (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  LotLook *look = data;

  g_assert_true (fo_lots_numbered (txn, look->number, lots, error));
  g_assert_cmpuint (lots->len, ==, 1);
  look->lot = g_array_index (lots, FoLot, 0);
  g_assert_true (fo_stock_of_item (txn, look->lot.item_id, rows, error));
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, FoStockRow, i).lot_id == look->lot.id)
      look->on_hand_u += g_array_index (rows, FoStockRow, i).on_hand_u;
  return FO_TXN_COMMIT;
}

static LotLook
lot_numbered (Warehouse *w, const char *number)
{
  g_autoptr (GError) error = NULL;
  LotLook look = { .number = number };

  g_assert_true (fo_store_read (w->store, look_lot, &look, &error));
  return look;
}

void
warehouse_pick (Warehouse *w, FoId order, const char *lot, int quantity, const char *reason, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);
  const FoPickAct what = { order, lot_numbered (w, lot).lot.id, 0, quantity * FO_ONE, reason };

  expect (w, fo_work_pick (w->store, &a, &what, &w->reply, &error), error, verdict);
}

void
warehouse_ship (Warehouse *w, FoId order, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);

  expect (w, fo_work_ship (w->store, &a, order, &w->reply, &error), error, verdict);
}

void
warehouse_undo (Warehouse *w, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);

  expect (w, fo_work_undo (w->store, &a, 0, &w->reply, &error), error, verdict);
}

void
warehouse_short (Warehouse *w, FoId order, const char *lot, const char *reason, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);

  expect (w, fo_work_short (w->store, &a, order, lot_numbered (w, lot).lot.id, w->bin, reason, &w->reply, &error), error, verdict);
}

void
warehouse_park (Warehouse *w, FoId order, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);

  expect (w, fo_work_park (w->store, &a, order, 0, &w->reply, &error), error, verdict);
}

void
warehouse_carry (Warehouse *w, FoMoveKind kind, const char *lot, int quantity, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);
  const FoCarry what = { kind, lot_numbered (w, lot).lot.id, w->dock, w->bin, quantity * FO_ONE, "test" };

  expect (w, fo_work_carry (w->store, &a, &what, &w->reply, &error), error, verdict);
}

void
warehouse_put_back (Warehouse *w, const char *lot, int quantity, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);
  const FoPutBack what = { lot_numbered (w, lot).lot.id, w->bench, w->dock, quantity * FO_ONE };

  expect (w, fo_work_put_back (w->store, &a, &what, &w->reply, &error), error, verdict);
}

void
warehouse_find (Warehouse *w, const char *lot, int quantity, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);
  const FoFind what = { lot_numbered (w, lot).lot.id, w->dock, quantity * FO_ONE };

  expect (w, fo_work_find (w->store, &a, &what, &w->reply, &error), error, verdict);
}

void
warehouse_block_bin (Warehouse *w, const char *reason, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);
  const FoBlockPlace what = { w->bin, reason != NULL, reason };

  expect (w, fo_work_block_place (w->store, &a, &what, &w->reply, &error), error, verdict);
}

typedef struct {
  const char *key, *value;
} Note;

static FoTxnEnd
write_note (FoTxn *txn, gpointer data, GError **error)
{
  const Note *note = data;

  (void) error;
  fo_meta_set (txn, note->key, note->value);
  return FO_TXN_COMMIT;
}

void
warehouse_note (Warehouse *w, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;
  Note note = { key, value };

  g_assert_true (fo_store_write (w->store, 0, write_note, &note, &error));
}

void
warehouse_morning (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);

  expect (w, fo_work_morning (w->store, &a, &w->reply, &error), error, FO_OK);
}

FoId
warehouse_next (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  FoVerdict verdict;
  FoId order = 0;

  g_assert_true (fo_work_next_order (w->store, w->station, &order, &verdict, &error));
  g_assert_cmpint (verdict, ==, order ? FO_OK : FO_NOTHING_OPEN);
  return order;
}

void
warehouse_block (Warehouse *w, const char *lot, const char *reason, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct a = act (w);
  const FoBlock what = { lot_numbered (w, lot).lot.id, FO_LOT_STATE_BLOCKED, reason };

  expect (w, fo_work_block (w->store, &a, &what, &w->reply, &error), error, verdict);
}

FoId
warehouse_lot (Warehouse *w, const char *lot)
{
  return lot_numbered (w, lot).lot.id;
}

/* ---- what came of it --------------------------------------------------------------------------------------------------------- */

const char *
warehouse_arg (Warehouse *w, const char *name)
{
  const FoArg *arg = fo_args_get (&w->reply.args, name);

  return arg ? arg->text : NULL;
}

static FoTxnEnd
look_line (FoTxn *txn, gpointer data, GError **error)
{
  FoLine *line = data;

  g_assert_cmpint (fo_line_find (txn, line->id, line, error), ==, FO_FOUND);
  return FO_TXN_COMMIT;
}

void
warehouse_expect_line (Warehouse *w, FoId id, const char *quantities)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  FoLine line = { .id = id };

  g_assert_true (fo_store_read (w->store, look_line, &line, &error));
  found = g_strdup_printf ("promised %d held %d picked %d shipped %d missing %d", (int) (line.promised_u / FO_ONE),
                           (int) (line.held_u / FO_ONE), (int) (line.picked_u / FO_ONE), (int) (line.shipped_u / FO_ONE),
                           (int) (fo_line_missing (&line) / FO_ONE));
  g_assert_cmpstr (found, ==, quantities);
}

void
warehouse_expect_on_hand (Warehouse *w, const char *lot, int quantity)
{
  g_assert_cmpint (lot_numbered (w, lot).on_hand_u, ==, quantity * FO_ONE);
}

void
warehouse_expect_candidate (const char *json, const char *lot, const char *verdict)
{
  g_autofree char *named = g_strdup_printf ("\"lot\":\"%s\"", lot);
  const char *at = strstr (json, named), *said = at ? strstr (at, "\"verdict\":\"") : NULL;

  g_assert_nonnull (said);
  g_assert_true (g_str_has_prefix (said + strlen ("\"verdict\":\""), verdict));
}

static void
count_fault (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  g_test_message ("%s: %s: %" G_GINT64_FORMAT " but %" G_GINT64_FORMAT, name, what, written_u, adds_up_to_u);
  ++*(int *) data;
}

static FoTxnEnd
audit (FoTxn *txn, gpointer data, GError **error)
{
  return fo_stock_audit (txn, count_fault, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

void
warehouse_expect_clean (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  int faults = 0;

  g_assert_true (fo_store_read (w->store, audit, &faults, &error));
  g_assert_no_error (error);
  g_assert_cmpint (faults, ==, 0);
}

void
warehouse_run (FoStore *store, void (*test) (Warehouse *w))
{
  Warehouse w = { .store = store, .station = "1" };

  fo_store_set_today (store, day (TODAY));
  write (&w, insert_places, &w);
  test (&w);
  fo_reply_clear (&w.reply);
}

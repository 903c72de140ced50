/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales says about items, orders, lines and supplies, and what the warehouse makes of it: absolute, repeatable,
 * and never against goods that were touched. */
#include "firstout/store/exchange.h"
#include "firstout/store/remote.h"
#include "firstout/work/apply.h"
#include "warehouse.h"

/* ---- saying things ----------------------------------------------------------------------------------------------- */

static FoAct
said (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  FoAct act = { .operation = fo_store_next_id (w->store, &error), .station = "gateway", .person = "" };

  g_assert_no_error (error);
  return act;
}

static void
answered (Warehouse *w, bool done, GError *error, FoVerdict verdict)
{
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (fo_verdict_name (w->reply.verdict), ==, fo_verdict_name (verdict));
}

static FoDay
day (const char *text)
{
  FoDay found = FO_DAY_NONE;

  if (text)
    g_assert_cmpint (fo_day_parse_iso (text, &found), ==, FO_OK);
  return found;
}

static void
say_whole_item (Warehouse *w, const FoApplyItem *what, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = said (w);

  answered (w, fo_work_apply_item (w->store, &act, what, &w->reply, &error), error, verdict);
}

static FoApplyItem
item_called (const char *remote_id, const char *code)
{
  FoApplyItem what = { .remote_id = remote_id };

  what.item = (FoItem){
    .unit = "шт", .tracking = FO_TRACKING_LOT, .has_expiry = true, .enforcement = FO_ENFORCE_WARN, .by_eye = true
  };
  g_strlcpy (what.item.code, code, sizeof what.item.code);
  g_strlcpy (what.item.name, code, sizeof what.item.name);
  return what;
}

typedef struct {
  const char *order, *line, *supply, *item;
  FoId found;
  FoOrder the_order;
  FoSupply the_supply;
  FoItem the_item;
  FoQuantity barcode_u;
} Look;

static FoTxnEnd
look_up (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  FoLine line = { 0 };

  if (look->order && fo_order_find_by_remote (txn, look->order, &look->the_order, error) == FO_FOUND)
    look->found = look->the_order.id;
  if (look->line && fo_line_find_by_remote (txn, look->line, &line, error) == FO_FOUND)
    look->found = line.id;
  if (look->supply && fo_supply_find_by_remote (txn, look->supply, &look->the_supply, error) == FO_FOUND)
    look->found = look->the_supply.id;
  if (look->item && fo_item_find_by_barcode (txn, look->item, &look->the_item, &look->barcode_u, error) == FO_FOUND)
    look->found = look->the_item.id;
  else if (look->item && fo_item_find_by_code (txn, look->item, &look->the_item, error) == FO_FOUND)
    look->found = look->the_item.id;
  return FO_TXN_COMMIT;
}

static FoId
find (Warehouse *w, Look *look)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (w->store, look_up, look, &error));
  g_assert_no_error (error);
  return look->found;
}

static FoId
say_item (Warehouse *w, const char *code)
{
  FoApplyItem what = item_called (NULL, code);

  say_whole_item (w, &what, FO_OK);
  return find (w, &(Look){ .item = code });
}

typedef struct {
  const char *remote_id, *number;
  FoGate gate;
  const char *due_on;
  bool cancelled;
} OrderSaid;

static FoId
say_order (Warehouse *w, OrderSaid order, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = said (w);
  FoApplyOrder what = { .remote_id = order.remote_id, .cancelled = order.cancelled };

  what.order.gate = order.gate;
  what.order.due_on = day (order.due_on);
  g_strlcpy (what.order.number, order.number, sizeof what.order.number);
  answered (w, fo_work_apply_order (w->store, &act, &what, &w->reply, &error), error, verdict);
  return find (w, &(Look){ .order = order.remote_id });
}

typedef struct {
  const char *remote_id;
  FoId order, item;
  int ordered, cancelled, min_life_days;
} LineSaid;

static FoId
say_line (Warehouse *w, LineSaid line, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = said (w);
  FoApplyLine what = { .remote_id = line.remote_id };

  what.line = (FoLine){ .order_id = line.order,
                        .item_id = line.item,
                        .goods = true,
                        .ordered_u = line.ordered * FO_ONE,
                        .cancelled_u = line.cancelled * FO_ONE,
                        .min_life_days = line.min_life_days };
  answered (w, fo_work_apply_line (w->store, &act, &what, &w->reply, &error), error, verdict);
  return find (w, &(Look){ .line = line.remote_id });
}

typedef struct {
  const char *remote_id, *number;
  FoId item, line;
  int ordered, progress;
  const char *ready_on;
  FoSupplyState state;
} SupplySaid;

static FoId
say_supply (Warehouse *w, SupplySaid supply, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = said (w);
  FoApplySupply what = { .remote_id = supply.remote_id };

  what.supply = (FoSupply){ .kind = FO_SUPPLY_PRODUCTION,
                            .item_id = supply.item,
                            .ordered_u = supply.ordered * FO_ONE,
                            .line_id = supply.line,
                            .progress_percent = supply.progress,
                            .ready_on = day (supply.ready_on),
                            .state = supply.state };
  g_strlcpy (what.supply.number, supply.number, sizeof what.supply.number);
  answered (w, fo_work_apply_supply (w->store, &act, &what, &w->reply, &error), error, verdict);
  return find (w, &(Look){ .supply = supply.remote_id });
}

/* ---- looking at what came of it ---------------------------------------------------------------------------------- */

static FoTxnEnd
list_conflicts (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoConflict));
  GString *text = data;

  g_array_set_clear_func (rows, (GDestroyNotify) fo_conflict_clear);
  g_assert_true (fo_conflicts_page (txn, 0, 100, rows, error));
  g_string_truncate (text, 0);
  for (guint i = 0; i < rows->len; i++) {
    const FoConflict *row = &g_array_index (rows, FoConflict, i);
    g_string_append_printf (text, "%s%s %s %s", i ? ", " : "", row->entity, row->remote_id, row->kind);
  }
  return FO_TXN_COMMIT;
}

static void
expect_conflicts (Warehouse *w, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (w->store, list_conflicts, text, &error));
  g_assert_cmpstr (text->str, ==, expected);
}

static FoTxnEnd
list_told (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoOutboxRow));
  GString *text = data;

  g_array_set_clear_func (rows, (GDestroyNotify) fo_outbox_row_clear);
  g_assert_true (fo_outbox_page (txn, 0, 1000, rows, error));
  g_string_truncate (text, 0);
  for (guint i = 0; i < rows->len; i++) {
    const FoOutboxRow *row = &g_array_index (rows, FoOutboxRow, i);
    g_string_append_printf (text, "%s %s\n", row->op, row->body);
  }
  return FO_TXN_COMMIT;
}

/* Everything that was told to sales so far. Free with g_free. */
static char *
told (Warehouse *w)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (w->store, list_told, text, &error));
  return g_string_free (text, FALSE);
}

static void
expect_state (Warehouse *w, const char *order, const char *state)
{
  Look look = { .order = order };

  find (w, &look);
  g_assert_cmpstr (fo_order_state_name (look.the_order.state), ==, state);
}

static void
expect_supply (Warehouse *w, const char *remote_id, const char *expected)
{
  Look look = { .supply = remote_id };
  g_autofree char *found = NULL;
  char ready[FO_DAY_TEXT_MAX];

  find (w, &look);
  found = g_strdup_printf ("%s ordered %d received %d promised %d progress %d ready %s",
                           fo_supply_state_name (look.the_supply.state), (int) (look.the_supply.ordered_u / FO_ONE),
                           (int) (look.the_supply.received_u / FO_ONE), (int) (look.the_supply.promised_u / FO_ONE),
                           look.the_supply.progress_percent, fo_day_print_iso (look.the_supply.ready_on, ready));
  g_assert_cmpstr (found, ==, expected);
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

WAREHOUSE_TEST (test_new_line_is_promised)
{
  FoId sealant = say_item (w, "SEALANT-310"), order, line;
  g_autofree char *before = NULL, *after = NULL;

  warehouse_receive (w, sealant, "A", "2027-06-30", 4);
  say_supply (w, (SupplySaid){ "s1", "PRO-7", sealant, .ordered = 5, .progress = 60, .ready_on = "2026-11-25" }, FO_OK);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  line = say_line (w, (LineSaid){ "l1", order, sealant, 8 }, FO_OK);
  warehouse_expect_line (w, line, "promised 8 held 0 picked 0 shipped 0 missing 0");
  expect_supply (w, "s1", "open ordered 5 received 0 promised 4 progress 60 ready 2026-11-25");
  expect_state (w, "o1", "waiting");

  before = told (w);
  g_assert_nonnull (strstr (before, "\"line\":\"l1\",\"promised\":\"8\",\"from_supply\":\"4\""));
  say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  say_line (w, (LineSaid){ "l1", order, sealant, 8 }, FO_OK);
  say_supply (w, (SupplySaid){ "s1", "PRO-7", sealant, .ordered = 5, .progress = 60, .ready_on = "2026-11-25" }, FO_OK);
  after = told (w);
  g_assert_cmpstr (before, ==, after);
  warehouse_expect_line (w, line, "promised 8 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_lower_quantity)
{
  FoId sealant = say_item (w, "SEALANT-310"), order, line, other, other_line;

  warehouse_receive (w, sealant, "OLD", "2027-01-31", 4);
  warehouse_receive (w, sealant, "NEW", "2027-06-30", 4);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  line = say_line (w, (LineSaid){ "l1", order, sealant, 8 }, FO_OK);
  warehouse_release (w, order, FO_OK);
  say_supply (w, (SupplySaid){ "s1", "PRO-7", sealant, .ordered = 10 }, FO_OK);
  say_line (w, (LineSaid){ "l1", order, sealant, 11 }, FO_OK);
  warehouse_expect_line (w, line, "promised 3 held 8 picked 0 shipped 0 missing 0");
  other = say_order (w, (OrderSaid){ "o2", "215" }, FO_OK);
  other_line = say_line (w, (LineSaid){ "l2", other, sealant, 12 }, FO_OK);
  warehouse_expect_line (w, other_line, "promised 7 held 0 picked 0 shipped 0 missing 5");

  /* The promise on the production order goes first, then what is held, the newest lot first; each at once to who
   * waits. */
  say_line (w, (LineSaid){ "l1", order, sealant, 9 }, FO_OK);
  warehouse_expect_line (w, line, "promised 1 held 8 picked 0 shipped 0 missing 0");
  warehouse_expect_line (w, other_line, "promised 9 held 0 picked 0 shipped 0 missing 3");
  say_line (w, (LineSaid){ "l1", order, sealant, 9, .cancelled = 4 }, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 5 picked 0 shipped 0 missing 0");
  warehouse_expect_line (w, other_line, "promised 12 held 0 picked 0 shipped 0 missing 0");
  warehouse_pick (w, order, "OLD", 4, NULL, FO_OK);
  warehouse_pick (w, order, "NEW", 1, NULL, FO_COMPLETE);
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_below_picked_and_shipped)
{
  FoId sealant = say_item (w, "SEALANT-310"), order, line;

  warehouse_receive (w, sealant, "A", "2027-06-30", 8);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  line = say_line (w, (LineSaid){ "l1", order, sealant, 8 }, FO_OK);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "A", 5, NULL, FO_OK);
  say_line (w, (LineSaid){ "l1", order, sealant, 4 }, FO_BELOW_PICKED);
  say_line (w, (LineSaid){ "l1", order, sealant, 4 }, FO_BELOW_PICKED);
  warehouse_expect_line (w, line, "promised 0 held 3 picked 5 shipped 0 missing 0");
  expect_conflicts (w, "line l1 below_picked");

  say_line (w, (LineSaid){ "l1", order, sealant, 5 }, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 5 shipped 0 missing 0");
  expect_conflicts (w, "");
  warehouse_ship (w, order, FO_COMPLETE);
  say_line (w, (LineSaid){ "l1", order, sealant, 5, .cancelled = 1 }, FO_BELOW_SHIPPED);
  expect_conflicts (w, "line l1 below_shipped");
  say_line (w, (LineSaid){ "l1", order, sealant, 6 }, FO_OK);
  warehouse_expect_line (w, line, "promised 1 held 0 picked 0 shipped 5 missing 0");
  expect_state (w, "o1", "part_shipped");
  expect_conflicts (w, "");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_another_item_on_a_line)
{
  FoId sealant = say_item (w, "SEALANT-310"), grease = say_item (w, "GREASE-2"), order, line, now;

  warehouse_receive (w, sealant, "A", "2027-06-30", 8);
  warehouse_receive (w, grease, "G", "2027-06-30", 3);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  line = say_line (w, (LineSaid){ "l1", order, sealant, 8 }, FO_OK);
  now = say_line (w, (LineSaid){ "l1", order, grease, 2 }, FO_OK);
  g_assert_cmpint (line, !=, now);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_line (w, now, "promised 2 held 0 picked 0 shipped 0 missing 0");
  say_line (w, (LineSaid){ "l1", order, grease, 2 }, FO_OK);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "G", 2, NULL, FO_COMPLETE);
  g_assert_cmpint (say_line (w, (LineSaid){ "l1", order, sealant, 2 }, FO_BELOW_PICKED), ==, now);
  expect_conflicts (w, "line l1 item_changed");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_longer_life_asked)
{
  FoId sealant = say_item (w, "SEALANT-310"), order, line;

  warehouse_receive (w, sealant, "OLD", "2027-01-31", 4);
  warehouse_receive (w, sealant, "NEW", "2027-06-30", 1);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  line = say_line (w, (LineSaid){ "l1", order, sealant, 4 }, FO_OK);
  warehouse_expect_line (w, line, "promised 4 held 0 picked 0 shipped 0 missing 0");
  say_line (w, (LineSaid){ "l1", order, sealant, 4, .min_life_days = 90 }, FO_OK);
  warehouse_expect_line (w, line, "promised 1 held 0 picked 0 shipped 0 missing 3");
  say_line (w, (LineSaid){ "l1", order, sealant, 4, .min_life_days = 10 }, FO_OK);
  warehouse_expect_line (w, line, "promised 4 held 0 picked 0 shipped 0 missing 0");
  say_order (w, (OrderSaid){ "o1", "214", .due_on = "2027-03-01" }, FO_OK);
  warehouse_expect_line (w, line, "promised 1 held 0 picked 0 shipped 0 missing 3");
  warehouse_expect_clean (w);
}

/* ---- orders ------------------------------------------------------------------------------------------------------ */

static void
override (Warehouse *w, FoId order)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = said (w);

  answered (w, fo_work_gate (w->store, &act, order, FO_GATE_OVERRIDE, "the customer is known", &w->reply, &error),
            error, FO_OK);
}

WAREHOUSE_TEST (test_gate)
{
  FoId sealant = say_item (w, "SEALANT-310"), order;

  warehouse_receive (w, sealant, "A", "2027-06-30", 8);
  order = say_order (w, (OrderSaid){ "o1", "214", FO_GATE_CLOSED }, FO_OK);
  say_line (w, (LineSaid){ "l1", order, sealant, 8 }, FO_OK);
  warehouse_release (w, order, FO_PAYMENT_MISSING);
  say_order (w, (OrderSaid){ "o1", "214", FO_GATE_OPEN }, FO_OK);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "A", 8, NULL, FO_COMPLETE);
  say_order (w, (OrderSaid){ "o1", "214", FO_GATE_CLOSED }, FO_OK);
  warehouse_ship (w, order, FO_PAYMENT_MISSING);
  /* The lead takes it upon himself, and sales repeats what it knows. */
  override (w, order);
  say_order (w, (OrderSaid){ "o1", "214", FO_GATE_CLOSED }, FO_OK);
  warehouse_ship (w, order, FO_COMPLETE);
}

WAREHOUSE_TEST (test_cancelled)
{
  FoId sealant = say_item (w, "SEALANT-310"), order, waiting, line, waiting_line;

  warehouse_receive (w, sealant, "A", "2027-06-30", 5);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  line = say_line (w, (LineSaid){ "l1", order, sealant, 5 }, FO_OK);
  waiting = say_order (w, (OrderSaid){ "o2", "215" }, FO_OK);
  waiting_line = say_line (w, (LineSaid){ "l2", waiting, sealant, 3 }, FO_OK);
  warehouse_release (w, order, FO_OK);
  say_order (w, (OrderSaid){ "o1", "214", .cancelled = true }, FO_OK);
  expect_state (w, "o1", "cancelled");
  warehouse_expect_line (w, line, "promised 0 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_line (w, waiting_line, "promised 3 held 0 picked 0 shipped 0 missing 0");

  /* What comes late for it is written down and never promised; it does not come back either. */
  say_line (w, (LineSaid){ "l1", order, sealant, 7 }, FO_OK);
  say_line (w, (LineSaid){ "l9", order, sealant, 1 }, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 0 shipped 0 missing 0");
  say_order (w, (OrderSaid){ "o1", "214" }, FO_ORDER_CANCELLED);
  expect_state (w, "o1", "cancelled");
  expect_conflicts (w, "order o1 revived");
  say_order (w, (OrderSaid){ "o1", "214", .cancelled = true }, FO_OK);
  expect_conflicts (w, "");
  say_order (w, (OrderSaid){ "o3", "216", .cancelled = true }, FO_OK);
  expect_state (w, "o3", "cancelled");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_cancelled_too_late)
{
  FoId sealant = say_item (w, "SEALANT-310"), order, line;

  warehouse_receive (w, sealant, "A", "2027-06-30", 5);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  line = say_line (w, (LineSaid){ "l1", order, sealant, 4 }, FO_OK);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "A", 2, NULL, FO_OK);
  say_order (w, (OrderSaid){ "o1", "214", .cancelled = true }, FO_BELOW_PICKED);
  warehouse_expect_line (w, line, "promised 0 held 2 picked 2 shipped 0 missing 0");
  expect_conflicts (w, "order o1 cancel_picked");
  warehouse_ship (w, order, FO_ORDER_CANCELLED);

  say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  expect_conflicts (w, "");
  warehouse_pick (w, order, "A", 2, NULL, FO_COMPLETE);
  warehouse_ship (w, order, FO_COMPLETE);
  say_order (w, (OrderSaid){ "o1", "214", .cancelled = true }, FO_BELOW_SHIPPED);
  expect_state (w, "o1", "shipped");
  expect_conflicts (w, "order o1 cancel_shipped");
  warehouse_expect_clean (w);
}

/* Called off, put back, wanted again, and the putting back undone: nobody asks for the cancellation any more, so it ships. And the other
 * way: what sales has called off again since stays called off. */
static void
undo_put_back (Warehouse *w, FoId operation)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = { .operation = fo_store_next_id (w->store, &error), .station = "1", .person = "" };

  g_assert_true (fo_work_undo (w->store, &act, operation, &w->reply, &error));
  g_assert_cmpstr (fo_verdict_name (w->reply.verdict), ==, "FO_OK");
}

WAREHOUSE_TEST (test_wanted_again)
{
  FoId sealant = say_item (w, "SEALANT-310"), order, put_back;

  warehouse_receive (w, sealant, "A", "2027-06-30", 5);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  say_line (w, (LineSaid){ "l1", order, sealant, 4 }, FO_OK);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "A", 4, NULL, FO_COMPLETE);
  say_order (w, (OrderSaid){ "o1", "214", .cancelled = true }, FO_BELOW_PICKED);
  for (int again = 0; again < 2; again++) {
    warehouse_put_back (w, "A", 4, FO_OK);
    put_back = w->reply.operation;
    expect_state (w, "o1", "cancelled");
    say_order (w, (OrderSaid){ "o1", "214" }, FO_ORDER_CANCELLED);
    if (!again)
      say_order (w, (OrderSaid){ "o1", "214", .cancelled = true }, FO_OK);
    undo_put_back (w, put_back);
    if (!again)
      warehouse_ship (w, order, FO_ORDER_CANCELLED);
  }
  warehouse_ship (w, order, FO_COMPLETE);
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_born_here)
{
  FoId sealant = say_item (w, "SEALANT-310"), order, line;
  g_autofree char *messages = NULL;

  warehouse_receive (w, sealant, "A", "2027-06-30", 5);
  say_order (w, (OrderSaid){ NULL, "214" }, FO_OK);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  line = warehouse_line (w, order, sealant, 5);
  warehouse_promise (w, order, FO_OK);
  g_assert_cmpint (say_line (w, (LineSaid){ "l1", order, sealant, 5 }, FO_OK), ==, line);
  warehouse_expect_line (w, line, "promised 5 held 0 picked 0 shipped 0 missing 0");
  messages = told (w);
  g_assert_nonnull (strstr (messages, "\"line\":\"l1\",\"promised\":\"5\""));
  say_order (w, (OrderSaid){ "o2", "214" }, FO_NUMBER_TAKEN);
  warehouse_expect_clean (w);
}

/* ---- supplies ---------------------------------------------------------------------------------------------------- */

WAREHOUSE_TEST (test_supply_comes_and_shrinks)
{
  FoId pump = say_item (w, "PUMP-50"), first, second, first_line, second_line;

  first = say_order (w, (OrderSaid){ "o1", "214", .due_on = "2026-12-01" }, FO_OK);
  second = say_order (w, (OrderSaid){ "o2", "215", .due_on = "2026-12-09" }, FO_OK);
  second_line = say_line (w, (LineSaid){ "l2", second, pump, 3 }, FO_OK);
  first_line = say_line (w, (LineSaid){ "l1", first, pump, 3 }, FO_OK);
  warehouse_expect_line (w, first_line, "promised 0 held 0 picked 0 shipped 0 missing 3");

  say_supply (w, (SupplySaid){ "s1", "PRO-7", pump, .ordered = 5, .progress = 10 }, FO_OK);
  warehouse_expect_line (w, first_line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_line (w, second_line, "promised 2 held 0 picked 0 shipped 0 missing 1");
  say_supply (w, (SupplySaid){ "s1", "PRO-7", pump, .ordered = 4, .progress = 60, .ready_on = "2026-11-30" }, FO_OK);
  expect_supply (w, "s1", "open ordered 4 received 0 promised 4 progress 60 ready 2026-11-30");
  warehouse_expect_line (w, second_line, "promised 1 held 0 picked 0 shipped 0 missing 2");
  say_supply (w, (SupplySaid){ "s2", "PRO-8", pump, .ordered = 1 }, FO_OK);
  warehouse_expect_line (w, second_line, "promised 2 held 0 picked 0 shipped 0 missing 1");
  say_supply (w, (SupplySaid){ "s1", "PRO-7", pump, .ordered = 4, .state = FO_SUPPLY_CANCELLED }, FO_OK);
  expect_supply (w, "s1", "cancelled ordered 4 received 0 promised 0 progress 0 ready ");
  warehouse_expect_line (w, first_line, "promised 0 held 0 picked 0 shipped 0 missing 3");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_supply_for_a_line)
{
  FoId pump = say_item (w, "PUMP-50"), first, second, second_line, supply;

  first = say_order (w, (OrderSaid){ "o1", "214", .due_on = "2026-12-01" }, FO_OK);
  say_line (w, (LineSaid){ "l1", first, pump, 3 }, FO_OK);
  second = say_order (w, (OrderSaid){ "o2", "215", .due_on = "2026-12-09" }, FO_OK);
  second_line = say_line (w, (LineSaid){ "l2", second, pump, 3 }, FO_OK);
  supply = say_supply (w, (SupplySaid){ "s1", "PRO-7", pump, second_line, 3 }, FO_OK);
  warehouse_expect_line (w, second_line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_receive_on (w, supply, pump, "B", "2027-06-30", 2, FO_OK);
  g_assert_cmpstr (warehouse_arg (w, "order"), ==, "215");
  say_supply (w, (SupplySaid){ "s1", "PRO-7", pump, second_line, 3, .state = FO_SUPPLY_CLOSED_STATE }, FO_OK);
  expect_supply (w, "s1", "closed ordered 3 received 2 promised 0 progress 0 ready ");
  warehouse_expect_line (w, second_line, "promised 2 held 0 picked 0 shipped 0 missing 1");
  warehouse_expect_clean (w);
}

/* ---- items ------------------------------------------------------------------------------------------------------- */

WAREHOUSE_TEST (test_items)
{
  FoApplyItem what = item_called ("i1", "SEALANT-310"), other = item_called ("i2", "SEALANT-310");
  Look look = { .item = "04601234567893" };

  what.barcode = "4601234567893";
  what.barcode_quantity_u = 12 * FO_ONE;
  say_whole_item (w, &what, FO_OK);
  g_assert_cmpint (find (w, &look), !=, 0);
  g_assert_cmpint (look.barcode_u, ==, 12 * FO_ONE);
  say_whole_item (w, &other, FO_NUMBER_TAKEN);
  g_strlcpy (what.item.code, "SEALANT-310R", sizeof what.item.code);
  what.barcode = "полка 7";
  say_whole_item (w, &what, FO_OK);
  g_assert_cmpint (find (w, &(Look){ .item = "полка 7" }), ==, look.the_item.id);
  g_assert_cmpint (find (w, &(Look){ .item = "SEALANT-310R" }), ==, look.the_item.id);
  say_whole_item (w, &other, FO_OK);
  what.barcode_quantity_u = 0;
  say_whole_item (w, &what, FO_QUANTITY_NOT_POSITIVE);
  what.item.name[0] = '\0';
  say_whole_item (w, &what, FO_MESSAGE_MALFORMED);
}

WAREHOUSE_TEST (test_rules_of_an_item_with_stock)
{
  FoApplyItem what = item_called (NULL, "SEALANT-310");
  FoId sealant = say_item (w, "SEALANT-310"), order, line;

  warehouse_receive (w, sealant, "LATE", "2027-06-30", 2);
  warehouse_receive (w, sealant, "SOON", "2027-01-31", 2);
  order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  line = say_line (w, (LineSaid){ "l1", order, sealant, 4, .min_life_days = 90 }, FO_OK);
  warehouse_expect_line (w, line, "promised 2 held 0 picked 0 shipped 0 missing 2");
  what.item.issue = FO_ISSUE_FIFO;
  say_whole_item (w, &what, FO_OK);
  warehouse_expect_clean (w);
  what.item.tracking = FO_TRACKING_NONE;
  say_whole_item (w, &what, FO_ITEM_HAS_STOCK);
  what.item.tracking = FO_TRACKING_LOT;
  what.item.kind = FO_ITEM_SERVICE;
  say_whole_item (w, &what, FO_ITEM_HAS_STOCK);
  what.item.kind = FO_ITEM_GOODS;
  what.item.has_expiry = false;
  say_whole_item (w, &what, FO_OK);
  say_line (w, (LineSaid){ "l1", order, sealant, 4, .min_life_days = 90 }, FO_OK);
  warehouse_expect_line (w, line, "promised 4 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_quantities_that_cannot_be)
{
  FoId sealant = say_item (w, "SEALANT-310"), order = say_order (w, (OrderSaid){ "o1", "214" }, FO_OK);
  g_autoptr (GError) error = NULL;
  const FoAct act = said (w);
  FoApplyLine half = { .remote_id = "l4" };

  say_line (w, (LineSaid){ "l1", order, sealant, -1 }, FO_QUANTITY_NOT_POSITIVE);
  say_line (w, (LineSaid){ "l2", order, sealant, 1, .cancelled = 2 }, FO_QUANTITY_TOO_LARGE);
  say_line (w, (LineSaid){ "l3", order, 12345, 1 }, FO_ITEM_UNKNOWN);
  say_line (w, (LineSaid){ "l3", 12345, sealant, 1 }, FO_ORDER_UNKNOWN);
  half.line = (FoLine){ .order_id = order, .item_id = sealant, .goods = true, .ordered_u = FO_ONE / 2 };
  answered (w, fo_work_apply_line (w->store, &act, &half, &w->reply, &error), error, FO_QUANTITY_NOT_WHOLE);
  g_assert_cmpint (say_line (w, (LineSaid){ "l5", order, sealant, 0 }, FO_OK), !=, 0);
}

/* ---- places ------------------------------------------------------------------------------------------------------ */

static void
say_place (Warehouse *w, const char *code, FoPlaceKind kind, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = said (w);
  FoPlace place = { .kind = kind };

  g_strlcpy (place.code, code, sizeof place.code);
  answered (w, fo_work_apply_place (w->store, &act, &place, &w->reply, &error), error, verdict);
}

static void
say_station (Warehouse *w, FoId dock, FoId bench, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = said (w);

  answered (w, fo_work_apply_station (w->store, &act, "2", dock, bench, &w->reply, &error), error, verdict);
}

WAREHOUSE_TEST (test_places_and_stations)
{
  FoId sealant = say_item (w, "SEALANT-310");

  say_place (w, "A-01-1", FO_PLACE_BIN, FO_OK);
  say_place (w, "A-01-1", FO_PLACE_QUARANTINE, FO_OK);
  say_place (w, "A-01-1", FO_PLACE_CUSTOMER, FO_MOVEMENT_FORBIDDEN);
  say_place (w, "", FO_PLACE_BIN, FO_MESSAGE_MALFORMED);
  warehouse_receive (w, sealant, "A", "2027-06-30", 1);
  say_place (w, "dock", FO_PLACE_BIN, FO_MOVEMENT_FORBIDDEN);
  say_place (w, "dock", FO_PLACE_DOCK, FO_OK);
  say_station (w, w->dock, w->bench, FO_OK);
  say_station (w, 0, 0, FO_OK);
  say_station (w, w->bench, w->dock, FO_MOVEMENT_FORBIDDEN);
  say_station (w, 12345, 0, FO_PLACE_UNKNOWN);
}

static FoTxnEnd
count_places (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoPlace));

  g_assert_true (fo_places_page (txn, "", 100, places, error));
  *(guint *) data = places->len;
  return FO_TXN_COMMIT;
}

static void
test_furnish (FoStore *store)
{
  g_autoptr (GError) error = NULL;
  guint places;

  for (int i = 0; i < 2; i++) {
    const FoAct act = { .operation = fo_store_next_id (store, &error), .station = "1" };

    g_assert_true (fo_work_furnish (store, &act, &error));
    g_assert_no_error (error);
    g_assert_true (fo_store_read (store, count_places, &places, &error));
    g_assert_cmpuint (places, ==, 10);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/apply/new-line-is-promised", test_new_line_is_promised);
  fo_test_each_store ("/apply/lower-quantity", test_lower_quantity);
  fo_test_each_store ("/apply/below-picked-and-shipped", test_below_picked_and_shipped);
  fo_test_each_store ("/apply/another-item-on-a-line", test_another_item_on_a_line);
  fo_test_each_store ("/apply/longer-life-asked", test_longer_life_asked);
  fo_test_each_store ("/apply/gate", test_gate);
  fo_test_each_store ("/apply/cancelled", test_cancelled);
  fo_test_each_store ("/apply/cancelled-too-late", test_cancelled_too_late);
  fo_test_each_store ("/apply/wanted-again", test_wanted_again);
  fo_test_each_store ("/apply/born-here", test_born_here);
  fo_test_each_store ("/apply/supply-comes-and-shrinks", test_supply_comes_and_shrinks);
  fo_test_each_store ("/apply/supply-for-a-line", test_supply_for_a_line);
  fo_test_each_store ("/apply/items", test_items);
  fo_test_each_store ("/apply/rules-of-an-item-with-stock", test_rules_of_an_item_with_stock);
  fo_test_each_store ("/apply/quantities-that-cannot-be", test_quantities_that_cannot_be);
  fo_test_each_store ("/apply/places-and-stations", test_places_and_stations);
  fo_test_each_store ("/apply/furnish", test_furnish);
  return g_test_run ();
}

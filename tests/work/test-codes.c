/* SPDX-License-Identifier: GPL-3.0-or-later
 * Marking codes as sales and `check` see them, and who comes first when two scan the same. */
#include "warehouse.h"

#include "firstout/store/exchange.h"
#include "firstout/work/apply.h"
#include "firstout/work/codes.h"

#include <json-c/json.h>
#include <string.h>

#define TAIL "\x1d" "91EE09\x1d" "92dGFpbHRhaWx0YWls="

static FoAct
act (FoStore *store)
{
  g_autoptr (GError) error = NULL;
  FoId id = fo_store_next_id (store, &error);

  g_assert_no_error (error);
  return (FoAct){ .operation = id, .station = "1", .person = "" };
}

static FoMark
mark_of (int unit)
{
  FoMark mark;

  g_snprintf (mark.identity, sizeof mark.identity, "010460123456789321serial%07d", unit);
  g_snprintf (mark.code, sizeof mark.code, "%s" TAIL, mark.identity);
  return mark;
}

typedef struct {
  FoId id;
  FoItem item;
} ReadItem;

static FoTxnEnd
read_item (FoTxn *txn, gpointer data, GError **error)
{
  ReadItem *read = data;

  return fo_item_find (txn, read->id, &read->item, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoId
marked_item (Warehouse *w)
{
  ReadItem read = { .id = warehouse_item (w, "OIL-1L", FO_ISSUE_FIFO, false) };
  const FoAct a = act (w->store);
  FoApplyItem what = { .barcode = NULL };
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (w->store, read_item, &read, &error));
  what.item = read.item;
  what.item.marked = true;
  g_assert_true (fo_work_apply_item (w->store, &a, &what, &reply, &error));
  g_assert_cmpint (reply.verdict, ==, FO_OK);
  return read.id;
}

static FoVerdict
receive_unit (FoStore *store, FoId item, int unit)
{
  const FoMark mark = mark_of (unit);
  const FoAct a = act (store);
  const FoReceive what = { .kind = FO_MOVE_RECEIPT, .item = item, .lot = "L1", .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE,
                           .quantity_u = FO_ONE, .marks = &mark, .n_marks = 1 };
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  if (!fo_work_receive (store, &a, &what, &reply, &error))
    g_error ("%s", error->message);
  return reply.verdict;
}

static FoTxnEnd
read_lot (FoTxn *txn, gpointer data, GError **error)
{
  FoLot *lot = data;

  return fo_lot_find_by_number (txn, lot->item_id, "L1", lot, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoVerdict
pick_unit (FoStore *store, FoId order, FoId item, int unit)
{
  const FoMark mark = mark_of (unit);
  FoLot lot = { .item_id = item };
  FoPickAct what = { .order = order, .quantity_u = FO_ONE, .marks = &mark, .n_marks = 1 };
  const FoAct a = act (store);
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (store, read_lot, &lot, &error));
  what.lot = lot.id;
  g_assert_true (fo_work_pick (store, &a, &what, &reply, &error));
  return reply.verdict;
}

/* ---- what sales hears ---------------------------------------------------------------------------------------------- */

static FoTxnEnd
find_shipment (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoOutboxRow));
  char **body = data;

  g_array_set_clear_func (rows, (GDestroyNotify) fo_outbox_row_clear);
  g_clear_pointer (body, g_free);
  if (!fo_outbox_page (txn, 0, 1000, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (g_array_index (rows, FoOutboxRow, i).op, "shipment.create"))
      *body = g_strdup (g_array_index (rows, FoOutboxRow, i).body);
  return FO_TXN_COMMIT;
}

WAREHOUSE_TEST (test_codes_leave_with_their_line)
{
  FoId oil = marked_item (w), order = warehouse_order (w, "300", FO_GATE_OPEN);
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  json_object *message, *lines, *line, *codes;

  warehouse_line (w, order, oil, 2);
  for (int unit = 1; unit <= 3; unit++)
    g_assert_cmpint (receive_unit (w->store, oil, unit), ==, FO_OK);
  warehouse_release (w, order, FO_OK);
  g_assert_cmpint (pick_unit (w->store, order, oil, 1), ==, FO_OK);
  g_assert_cmpint (pick_unit (w->store, order, oil, 3), ==, FO_COMPLETE);
  warehouse_ship (w, order, FO_COMPLETE);
  g_assert_true (fo_store_read (w->store, find_shipment, &body, &error));
  g_assert_nonnull (body);
  message = json_tokener_parse (body);
  g_assert_true (json_object_object_get_ex (message, "lines", &lines));
  line = json_object_array_get_idx (lines, 0);
  g_assert_true (json_object_object_get_ex (line, "codes", &codes));
  g_assert_cmpuint (json_object_array_length (codes), ==, 2);
  g_assert_cmpstr (json_object_get_string (json_object_array_get_idx (codes, 0)), ==, mark_of (1).code);
  g_assert_cmpstr (json_object_get_string (json_object_array_get_idx (codes, 1)), ==, mark_of (3).code);
  json_object_put (message);
  warehouse_expect_clean (w);
}

/* Without a code for each unit nothing leaves, and nothing changed. */
WAREHOUSE_TEST (test_no_unit_without_its_code)
{
  FoId oil = marked_item (w), order = warehouse_order (w, "300", FO_GATE_OPEN);

  warehouse_line (w, order, oil, 2);
  warehouse_opening (w, oil, "L1", NULL, 2);
  warehouse_receive_as (w, oil, "L1", NULL, 1, FO_MARKING_NEEDED);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "L1", 2, NULL, FO_MARKING_NEEDED);
  g_assert_cmpint (pick_unit (w->store, order, oil, 7), ==, FO_OK);
  g_assert_cmpint (pick_unit (w->store, order, oil, 7), ==, FO_MARKING_KNOWN);
  warehouse_expect_clean (w);
}

/* ---- check ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  int unit;
  FoUnitState state;
  FoId operation;
} Tamper;

static FoTxnEnd
tamper (FoTxn *txn, gpointer data, GError **error)
{
  const Tamper *as = data;
  const FoMark mark = mark_of (as->unit);
  FoUnit unit;
  FoUnitState before;

  g_assert_cmpint (fo_unit_find (txn, mark.identity, &unit, error), ==, FO_FOUND);
  before = unit.state;
  unit.state = as->state;
  unit.operation = as->operation;
  return fo_unit_put (txn, &unit, before, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
count_fault (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  (void) written_u, (void) adds_up_to_u;
  g_test_message ("%s %s", name, what);
  if (g_str_equal (name, "AUDIT_SHIPPED_CODES"))
    ++*(guint *) data;
}

static FoTxnEnd
audit (FoTxn *txn, gpointer data, GError **error)
{
  *(guint *) data = 0;
  return fo_stock_audit (txn, count_fault, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static guint
count_faults (FoStore *store, int unit, FoUnitState state)
{
  const FoAct a = act (store);
  Tamper as = { unit, state, a.operation };
  g_autoptr (GError) error = NULL;
  guint faults;

  g_assert_true (fo_store_write (store, 0, tamper, &as, &error));
  g_assert_true (fo_store_read (store, audit, &faults, &error));
  return faults;
}

WAREHOUSE_TEST (test_check_finds_what_left_without_a_code)
{
  FoId oil = marked_item (w), order = warehouse_order (w, "300", FO_GATE_OPEN);

  warehouse_line (w, order, oil, 1);
  for (int unit = 1; unit <= 2; unit++)
    g_assert_cmpint (receive_unit (w->store, oil, unit), ==, FO_OK);
  warehouse_release (w, order, FO_OK);
  g_assert_cmpint (pick_unit (w->store, order, oil, 1), ==, FO_COMPLETE);
  warehouse_ship (w, order, FO_COMPLETE);
  warehouse_expect_clean (w);
  g_assert_cmpuint (count_faults (w->store, 1, FO_UNIT_GONE), ==, 1);    /* the unit left, its code did not */
  g_assert_cmpuint (count_faults (w->store, 1, FO_UNIT_SHIPPED), ==, 0);
  g_assert_cmpuint (count_faults (w->store, 2, FO_UNIT_SHIPPED), ==, 1); /* the code left, its unit did not */
}

/* ---- two at once ------------------------------------------------------------------------------------------------------ */

#define UNITS 30

typedef struct {
  FoStore *store;
  FoId item;
  guint taken, known;
} Receiver;

static gpointer
receive_all (gpointer data)
{
  Receiver *receiver = data;

  for (int unit = 0; unit < UNITS; unit++) {
    FoVerdict verdict = receive_unit (receiver->store, receiver->item, unit);

    receiver->taken += verdict == FO_OK;
    receiver->known += verdict == FO_MARKING_KNOWN;
  }
  return NULL;
}

/* Both docks scan the same thirty units: each is in the house once, whoever came first. */
WAREHOUSE_TEST (test_the_same_units_at_two_docks)
{
  FoId oil = marked_item (w);
  g_autoptr (FoStore) again = fo_test_store_again (w->store);
  Receiver one = { w->store, oil, 0, 0 }, other = { again, oil, 0, 0 };
  GThread *thread;

  fo_store_set_today (again, fo_store_today (w->store));
  thread = g_thread_new ("other dock", receive_all, &other);
  receive_all (&one);
  g_thread_join (thread);
  g_assert_cmpuint (one.taken + other.taken, ==, UNITS);
  g_assert_cmpuint (one.known + other.known, ==, UNITS);
  warehouse_expect_on_hand (w, "L1", UNITS);
  warehouse_expect_clean (w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/codes/leave-with-their-line", test_codes_leave_with_their_line);
  fo_test_each_store ("/work/codes/no-unit-without", test_no_unit_without_its_code);
  fo_test_each_store ("/work/codes/check-finds", test_check_finds_what_left_without_a_code);
  fo_test_each_store ("/work/codes/two-docks", test_the_same_units_at_two_docks);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reservations: thirty deals lose a lot and are listed; an urgent order takes, and only looks; promises that were meant to hold until a
 * day. */
#include "firstout/store/meta.h"
#include "firstout/work/apply.h"
#include "firstout/work/reserve.h"
#include "warehouse.h"

#include <json-c/json.h>
#include <string.h>

enum { DEALS = 30 };

static FoAct
act_of (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  FoAct act = { .operation = fo_store_next_id (w->store, &error), .station = w->station, .person = "" };

  g_assert_no_error (error);
  return act;
}

static void
next_day (Warehouse *w, int days)
{
  fo_store_set_today (w->store, fo_store_today (w->store) + days);
}

typedef struct {
  GArray *rows; /* FoBroken */
  FoId line, lot;
  FoDay day;
} Look;

static FoTxnEnd
read_broken (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  FoId after = 0;
  guint before;

  g_array_set_size (look->rows, 0);
  do { /* in small pages: each once */
    before = look->rows->len;
    if (!fo_broken_page (txn, after, 7, look->rows, error))
      return FO_TXN_FAIL;
    if (look->rows->len > 0)
      after = g_array_index (look->rows, FoBroken, look->rows->len - 1).id;
  } while (look->rows->len == before + 7);
  return FO_TXN_COMMIT;
}

static GArray *
broken_of (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  Look look = { .rows = g_array_new (FALSE, FALSE, sizeof (FoBroken)) };

  g_assert_true (fo_store_read (w->store, read_broken, &look, &error));
  g_assert_no_error (error);
  return look.rows;
}

static FoTxnEnd
read_leaves (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  FoLine line;

  return fo_line_find (txn, look->line, &line, error) == FO_FOUND
                 && fo_line_leaves_on (txn, &line, fo_store_today (fo_txn_store (txn)), &look->day, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static void
expect_leaves (Warehouse *w, FoId line, const char *day)
{
  g_autoptr (GError) error = NULL;
  Look look = { .line = line };
  char text[FO_DAY_TEXT_MAX] = "-";

  g_assert_true (fo_store_read (w->store, read_leaves, &look, &error));
  if (look.day != FO_DAY_NONE)
    fo_day_print_iso (look.day, text);
  g_assert_cmpstr (text, ==, day);
}

static guint
n_lines (Warehouse *w)
{
  json_object *lines = json_tokener_parse (w->reply.lines ? w->reply.lines : "[]");
  guint n = (guint) json_object_array_length (lines);

  json_object_put (lines);
  return n;
}

/* ---- a lot is blocked ------------------------------------------------------------------------------------------------------- */

/* Of thirty deals every third is being picked, every third has a pin, the others are promised. */
static void
promise_or_pin (Warehouse *w, guint i, FoId order, FoId line)
{
  g_autoptr (GError) error = NULL;
  FoAct act = act_of (w);

  warehouse_promise (w, order, FO_OK);
  if (i % 3 == 0)
    warehouse_release (w, order, FO_OK);
  if (i % 3 != 1)
    return;
  g_assert_true (fo_work_pin (w->store, &act, &(FoPin){ line, warehouse_lot (w, "L-1"), 0 }, &w->reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
}

WAREHOUSE_TEST (test_blocked)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true), lines[DEALS];
  g_autoptr (GArray) broken = NULL;

  warehouse_receive (w, glue, "L-1", "2027-05-31", DEALS);
  for (guint i = 0; i < DEALS; i++) {
    g_autofree char *number = g_strdup_printf ("%u", 100 + i), *station = g_strdup_printf ("s%u", i);
    FoId order = warehouse_order (w, number, FO_GATE_OPEN);

    lines[i] = warehouse_line (w, order, glue, 1);
    w->station = station;
    promise_or_pin (w, i, order, lines[i]);
    w->station = "1";
  }
  warehouse_expect_clean (w);
  warehouse_block (w, "L-1", "damp", FO_OK);
  g_assert_cmpuint (n_lines (w), ==, DEALS);
  for (guint i = 0; i < DEALS; i++)
    warehouse_expect_line (w, lines[i], "promised 0 held 0 picked 0 shipped 0 missing 1");
  broken = broken_of (w);
  g_assert_cmpuint (broken->len, ==, DEALS);
  for (guint i = 0; i < DEALS; i++) {
    const FoBroken *one = &g_array_index (broken, FoBroken, i);

    g_assert_cmpstr (one->why, ==, "block");
    g_assert_cmpstr (one->item, ==, "GLUE");
    g_assert_cmpint (one->lost_u, ==, FO_ONE);
    g_assert_cmpint (one->missing_u, ==, FO_ONE);
  }
  warehouse_expect_clean (w);
}

/* What is promised again stands open no longer; what a person has seen to does not either. */
WAREHOUSE_TEST (test_open_until)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true), orders[2], lines[2];
  g_autoptr (GArray) broken = NULL, left = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  FoAct act;

  warehouse_receive (w, glue, "L-1", "2027-05-31", 4);
  for (guint i = 0; i < 2; i++) {
    orders[i] = warehouse_order (w, i ? "101" : "100", FO_GATE_OPEN);
    lines[i] = warehouse_line (w, orders[i], glue, 2);
    warehouse_promise (w, orders[i], FO_OK);
  }
  warehouse_block (w, "L-1", "damp", FO_OK);
  broken = broken_of (w);
  g_assert_cmpuint (broken->len, ==, 2);
  warehouse_receive (w, glue, "L-2", "2027-06-30", 2); /* the first in the queue gets them */
  warehouse_expect_line (w, lines[0], "promised 2 held 0 picked 0 shipped 0 missing 0");
  left = broken_of (w);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (g_array_index (left, FoBroken, 0).order, ==, "101");
  act = act_of (w);
  g_assert_true (
      fo_work_acknowledge (w->store, &act, g_array_index (left, FoBroken, 0).id, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
  none = broken_of (w);
  g_assert_cmpuint (none->len, ==, 0);
  act = act_of (w);
  g_assert_true (fo_work_acknowledge (w->store, &act, g_array_index (left, FoBroken, 0).id, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_LINE_UNKNOWN);
}

/* ---- goods end over night --------------------------------------------------------------------------------------------------- */

WAREHOUSE_TEST (test_night)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true);
  FoId held = warehouse_order (w, "100", FO_GATE_OPEN), promised = warehouse_order (w, "101", FO_GATE_OPEN);
  FoId held_line = warehouse_line (w, held, glue, 2), promised_line = warehouse_line (w, promised, glue, 2);
  g_autoptr (GArray) broken = NULL;

  warehouse_receive (w, glue, "L-1", "2026-11-23", 4);
  warehouse_receive (w, glue, "L-2", "2027-05-31", 1);
  warehouse_promise (w, held, FO_OK);
  warehouse_promise (w, promised, FO_OK);
  warehouse_release (w, held, FO_OK);
  warehouse_expect_line (w, held_line, "promised 0 held 2 picked 0 shipped 0 missing 0");
  next_day (w, 1);
  warehouse_morning (w);
  g_assert_cmpuint (n_lines (w), ==, 0);
  next_day (w, 1);
  warehouse_morning (w);
  warehouse_expect_line (w, held_line, "promised 0 held 0 picked 0 shipped 0 missing 2");
  warehouse_expect_line (w, promised_line, "promised 1 held 0 picked 0 shipped 0 missing 1"); /* nobody took that from it */
  broken = broken_of (w);
  g_assert_cmpuint (broken->len, ==, 2);
  g_assert_cmpstr (g_array_index (broken, FoBroken, 0).why, ==, "morning");
  warehouse_expect_clean (w);
}

/* ---- an urgent order -------------------------------------------------------------------------------------------------------- */

static void
take_from_others (Warehouse *w, FoId order, const char *reason, bool only_look, FoVerdict expect)
{
  g_autoptr (GError) error = NULL;
  FoAct act = act_of (w);

  fo_reply_clear (&w->reply);
  g_assert_true (
      fo_work_preempt (w->store, &act, &(FoPreempt){ order, 0, reason, only_look }, &w->reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (w->reply.verdict, ==, expect);
}

/* FIELD of the answer's line I, as text. */
static void
expect_row (Warehouse *w, guint i, const char *field, const char *value)
{
  json_object *lines = json_tokener_parse (w->reply.lines);
  const char *text = json_object_get_string (json_object_object_get (json_object_array_get_idx (lines, i), field));

  g_assert_cmpstr (text ? text : "-", ==, value);
  json_object_put (lines);
}

WAREHOUSE_TEST (test_urgent)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true);
  FoId held = warehouse_order (w, "100", FO_GATE_OPEN), promised = warehouse_order (w, "101", FO_GATE_OPEN);
  FoId urgent = warehouse_order (w, "102", FO_GATE_OPEN), lines[3];
  g_autoptr (GArray) broken = NULL;

  warehouse_receive (w, glue, "L-1", "2027-05-31", 5);
  lines[0] = warehouse_line (w, held, glue, 2);
  lines[1] = warehouse_line (w, promised, glue, 3);
  lines[2] = warehouse_line (w, urgent, glue, 4);
  warehouse_promise (w, held, FO_OK);
  warehouse_release (w, held, FO_OK);
  warehouse_promise (w, promised, FO_OK);
  warehouse_promise (w, urgent, FO_OK);
  expect_leaves (w, lines[1], "2026-11-22");
  expect_leaves (w, lines[2], "-");

  take_from_others (w, urgent, NULL, true, FO_ONLY_LOOKED);
  g_assert_cmpuint (n_lines (w), ==, 3);
  expect_row (w, 0, "order", "102");
  expect_row (w, 0, "quantity", "4");
  expect_row (w, 0, "leaves_before", "-");
  expect_row (w, 0, "leaves_on", "2026-11-22");
  expect_row (w, 1, "order", "101"); /* a promise is taken before a hold */
  expect_row (w, 1, "quantity", "-3");
  expect_row (w, 1, "leaves_before", "2026-11-22");
  expect_row (w, 1, "leaves_on", "-");
  expect_row (w, 2, "order", "100");
  expect_row (w, 2, "quantity", "-1");
  warehouse_expect_line (w, lines[1], "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_line (w, lines[2], "promised 0 held 0 picked 0 shipped 0 missing 4");

  take_from_others (w, urgent, "", false, FO_REASON_NEEDED);
  take_from_others (w, urgent, "the line stands still", false, FO_OK);
  g_assert_cmpuint (n_lines (w), ==, 3);
  warehouse_expect_line (w, lines[0], "promised 0 held 1 picked 0 shipped 0 missing 1");
  warehouse_expect_line (w, lines[1], "promised 0 held 0 picked 0 shipped 0 missing 3");
  warehouse_expect_line (w, lines[2], "promised 4 held 0 picked 0 shipped 0 missing 0");
  broken = broken_of (w);
  g_assert_cmpuint (broken->len, ==, 2);
  g_assert_cmpstr (g_array_index (broken, FoBroken, 0).why, ==, "preempt");
  warehouse_expect_clean (w);
}

/* ---- whose order it is ------------------------------------------------------------------------------------------------------ */

static void
take_over (Warehouse *w, FoId order, FoVerdict expect)
{
  g_autoptr (GError) error = NULL;
  FoAct act = act_of (w);

  fo_reply_clear (&w->reply);
  g_assert_true (fo_work_take_over (w->store, &act, order, &w->reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (w->reply.verdict, ==, expect);
}

WAREHOUSE_TEST (test_taken_over)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true), order = warehouse_order (w, "100", FO_GATE_OPEN);

  warehouse_receive (w, glue, "L-1", "2027-05-31", 3);
  warehouse_line (w, order, glue, 3);
  take_over (w, order, FO_ORDER_NOT_RELEASED);
  warehouse_release (w, order, FO_OK);
  w->station = "2";
  g_assert_cmpint (warehouse_next (w), ==, 0);
  warehouse_pick (w, order, "L-1", 1, NULL, FO_ORDER_TAKEN);
  take_over (w, order, FO_ORDER_TAKEN); /* somebody works there */
  g_assert_cmpstr (warehouse_arg (w, "station"), ==, "1");
  warehouse_note (w, "lease_minutes", "0");
  take_over (w, order, FO_OK);
  g_assert_cmpint (warehouse_next (w), ==, order);
  warehouse_pick (w, order, "L-1", 1, NULL, FO_OK);
  w->station = "1";
  g_assert_cmpint (warehouse_next (w), ==, 0);
  warehouse_pick (w, order, "L-1", 1, NULL, FO_ORDER_TAKEN);
}

static FoTxnEnd
read_pickable (FoTxn *txn, gpointer data, GError **error)
{
  return fo_orders_pickable (txn, NULL, 100, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* The next order is one that the list shows: also one of which only a part is in stock, unless it must leave complete or nobody paid. */
WAREHOUSE_TEST (test_next_is_listed)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true);
  FoId nothing = warehouse_order (w, "100", FO_GATE_OPEN), unpaid = warehouse_order (w, "101", FO_GATE_CLOSED);
  FoId part = warehouse_order (w, "102", FO_GATE_OPEN);
  g_autoptr (GArray) listed = g_array_new (FALSE, FALSE, sizeof (FoOrder));
  g_autoptr (GError) error = NULL;

  warehouse_receive (w, glue, "L-1", "2027-05-31", 3);
  warehouse_line (w, unpaid, glue, 2);
  warehouse_promise (w, unpaid, FO_OK);
  warehouse_line (w, part, glue, 3);
  warehouse_promise (w, part, FO_OK);
  warehouse_line (w, nothing, glue, 1);
  warehouse_promise (w, nothing, FO_OK);
  g_assert_cmpint (warehouse_next (w), ==, part);
  g_assert_true (fo_store_read (w->store, read_pickable, listed, &error));
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_cmpint (g_array_index (listed, FoOrder, 0).id, ==, part);
}

/* ---- until a day, as sales says ----------------------------------------------------------------------------------------------- */

/* Heard from sales: until DAY; NULL: nothing is said. */
static void
hear_validity (Warehouse *w, const char *customer, const char *day)
{
  FoApplyOrder said = { .order = { .number = "100", .gate = FO_GATE_OPEN }, .says_validity = day != NULL };
  g_autoptr (GError) error = NULL;
  FoAct act = act_of (w);

  g_strlcpy (said.order.customer, customer, sizeof said.order.customer);
  if (!day || fo_day_parse_iso (day, &said.valid_until) != FO_OK)
    said.valid_until = FO_DAY_NONE;
  g_assert_true (fo_work_apply_order (w->store, &act, &said, &w->reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
}

static void
set_validity (Warehouse *w, FoId order, const char *text)
{
  g_autoptr (GError) error = NULL;
  FoAct act = act_of (w);
  FoDay day = FO_DAY_NONE;

  fo_day_parse_iso (text, &day);
  g_assert_true (fo_work_validity (w->store, &act, order, day, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
}

typedef struct {
  FoId order;
  FoDay day;
} ReadValidity;

static FoTxnEnd
read_validity (FoTxn *txn, gpointer data, GError **error)
{
  ReadValidity *read = data;

  return fo_order_validity (txn, read->order, &read->day, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
expect_validity (Warehouse *w, FoId order, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char text[FO_DAY_TEXT_MAX] = "";
  ReadValidity read = { .order = order };

  g_assert_true (fo_store_read (w->store, read_validity, &read, &error));
  if (read.day != FO_DAY_NONE)
    fo_day_print_iso (read.day, text);
  g_assert_cmpstr (text, ==, expected);
}

/* Sales says until when goods are kept; what the lead changes stays while sales says what it said before. */
WAREHOUSE_TEST (test_validity_of_sales)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true), order = warehouse_order (w, "100", FO_GATE_OPEN), line;

  line = warehouse_line (w, order, glue, 3);
  warehouse_receive (w, glue, "L-1", "2027-05-31", 3);
  expect_validity (w, order, "");
  hear_validity (w, "Вектор", "2026-11-24");
  expect_validity (w, order, "2026-11-24");
  set_validity (w, order, "2026-12-10");
  hear_validity (w, "ООО «Вектор»", "2026-11-24"); /* another word changed, this one did not */
  expect_validity (w, order, "2026-12-10");
  hear_validity (w, "ООО «Вектор»", NULL);
  expect_validity (w, order, "2026-12-10");
  hear_validity (w, "ООО «Вектор»", "2026-11-25");
  expect_validity (w, order, "2026-11-25");

  warehouse_note (w, "validity", "release");
  next_day (w, 5);
  warehouse_morning (w);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 0 shipped 0 missing 3");
  hear_validity (w, "ООО «Вектор»", "none"); /* it is wanted again, and for good */
  expect_validity (w, order, "");
  warehouse_expect_line (w, line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

/* ---- until a day ------------------------------------------------------------------------------------------------------------ */

WAREHOUSE_TEST (test_validity)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true);
  FoId first = warehouse_order (w, "100", FO_GATE_CLOSED), second = warehouse_order (w, "101", FO_GATE_OPEN);
  FoId first_line = warehouse_line (w, first, glue, 3), second_line = warehouse_line (w, second, glue, 3);
  g_autoptr (GError) error = NULL;
  FoAct act;

  warehouse_receive (w, glue, "L-1", "2027-05-31", 3);
  act = act_of (w);
  g_assert_true (
      fo_work_validity (w->store, &act, first, fo_store_today (w->store) + 2, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
  warehouse_morning (w);
  g_assert_cmpuint (n_lines (w), ==, 0);
  next_day (w, 1);
  warehouse_morning (w); /* the day before */
  g_assert_cmpuint (n_lines (w), ==, 1);
  expect_row (w, 0, "valid_until", "2026-11-24");
  expect_row (w, 0, "passed", "false");
  next_day (w, 2);
  warehouse_morning (w); /* it has passed, and nothing is taken by itself */
  expect_row (w, 0, "passed", "true");
  expect_row (w, 0, "released", "false");
  warehouse_expect_line (w, first_line, "promised 3 held 0 picked 0 shipped 0 missing 0");

  warehouse_note (w, "validity", "release");
  warehouse_morning (w);
  expect_row (w, 0, "released", "true");
  warehouse_expect_line (w, first_line, "promised 0 held 0 picked 0 shipped 0 missing 3");
  warehouse_expect_line (w, second_line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
  warehouse_receive (w, glue, "L-2", "2027-06-30", 3); /* the lapsed one waits for nothing until somebody asks */
  warehouse_expect_line (w, first_line, "promised 0 held 0 picked 0 shipped 0 missing 3");
  warehouse_promise (w, first, FO_OK);
  warehouse_expect_line (w, first_line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

/* ---- who wants it ------------------------------------------------------------------------------------------------ */

typedef struct {
  FoId item, lot;
  GArray *ids; /* FoId */
} Wanting;

static FoTxnEnd
read_wanting (FoTxn *txn, gpointer data, GError **error)
{
  Wanting *wanting = data;

  g_array_set_size (wanting->ids, 0);
  return fo_orders_wanting (txn, wanting->item, wanting->lot, wanting->ids, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Each of the orders once, 0 ends them, and no other. */
static void
expect_wanting (Warehouse *w, FoId item, FoId lot, const FoId *orders)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId));
  g_autoptr (GError) error = NULL;
  Wanting wanting = { item, lot, ids };
  guint n = 0;

  g_assert_true (fo_store_read (w->store, read_wanting, &wanting, &error));
  g_assert_no_error (error);
  for (; orders[n]; n++) {
    guint times = 0;

    for (guint i = 0; i < ids->len; i++)
      times += g_array_index (ids, FoId, i) == orders[n];
    g_assert_cmpuint (times, ==, 1);
  }
  g_assert_cmpuint (ids->len, ==, n);
}

/* Goods, or one lot of them, are wanted by whoever holds some, was promised some, waits for a supply of them, or misses some. */
WAREHOUSE_TEST (test_wanting)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true), nut = warehouse_item (w, "NUT-M8", FO_ISSUE_FIFO, false);
  FoId holds = warehouse_order (w, "214", FO_GATE_OPEN), promised = warehouse_order (w, "215", FO_GATE_OPEN),
       expects = warehouse_order (w, "216", FO_GATE_OPEN), misses = warehouse_order (w, "217", FO_GATE_OPEN),
       picky = warehouse_order (w, "218", FO_GATE_OPEN), other = warehouse_order (w, "219", FO_GATE_OPEN), old, new;

  warehouse_opening (w, sealant, "OLD", "2027-01-31", 2);
  warehouse_opening (w, nut, "N", NULL, 1);
  warehouse_line (w, holds, sealant, 2);
  warehouse_line (w, other, nut, 1);
  warehouse_release (w, holds, FO_OK);
  warehouse_opening (w, sealant, "NEW", "2027-06-30", 3);
  warehouse_line (w, promised, sealant, 3);
  warehouse_promise (w, promised, FO_OK);
  warehouse_supply (w, "PO-1", sealant, 5);
  warehouse_line (w, expects, sealant, 5);
  warehouse_promise (w, expects, FO_OK);
  warehouse_line (w, misses, sealant, 4);
  warehouse_promise (w, misses, FO_OK);
  warehouse_line_for (w, picky, sealant, 1, 0, "NEW");
  old = warehouse_lot (w, "OLD");
  new = warehouse_lot (w, "NEW");
  expect_wanting (w, sealant, 0, (const FoId[]){ holds, promised, expects, misses, picky, 0 });
  expect_wanting (w, sealant, old, (const FoId[]){ holds, promised, expects, misses, 0 });
  expect_wanting (w, sealant, new, (const FoId[]){ promised, expects, misses, picky, 0 });
  expect_wanting (w, nut, 0, (const FoId[]){ other, 0 });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/reserve/blocked", test_blocked);
  fo_test_each_store ("/work/reserve/open-until", test_open_until);
  fo_test_each_store ("/work/reserve/night", test_night);
  fo_test_each_store ("/work/reserve/urgent", test_urgent);
  fo_test_each_store ("/work/reserve/taken-over", test_taken_over);
  fo_test_each_store ("/work/reserve/next-is-listed", test_next_is_listed);
  fo_test_each_store ("/work/reserve/validity", test_validity);
  fo_test_each_store ("/work/reserve/wanting", test_wanting);
  fo_test_each_store ("/work/reserve/validity-of-sales", test_validity_of_sales);
  return g_test_run ();
}

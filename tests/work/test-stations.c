/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stations: who works where, and what becomes of one that is revoked. */
#include "firstout/work/reserve.h"
#include "firstout/work/stations.h"
#include "warehouse.h"
#include <string.h>

static void
enter (FoStore *store, const char *station, FoStationRow *row)
{
  g_autoptr (GError) error = NULL;
  bool done = fo_store_enter_station (store, station, row, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static FoAct
act_at (FoStore *store, const char *station)
{
  g_autoptr (GError) error = NULL;
  FoId operation = fo_store_next_id (store, &error);

  g_assert_no_error (error);
  return (FoAct){ .operation = operation, .station = station, .person = "Lena" };
}

static void
expect (const FoReply *reply, bool done, const GError *error, FoVerdict verdict)
{
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (fo_verdict_name (reply->verdict), ==, fo_verdict_name (verdict));
}

static void
revoke (FoStore *store, const char *station, const char *reason, FoVerdict verdict)
{
  FoAct act = act_at (store, "lead");
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  expect (&reply, fo_work_station_revoke (store, &act, station, reason, &reply, &error), error, verdict);
}

static void
admit (FoStore *store, const char *station, FoVerdict verdict)
{
  FoAct act = act_at (store, "lead");
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  expect (&reply, fo_work_station_admit (store, &act, station, &reply, &error), error, verdict);
}

static void
take_over (FoStore *store, const char *station, FoId order, FoVerdict verdict)
{
  FoAct act = act_at (store, station);
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  expect (&reply, fo_work_take_over (store, &act, order, &reply, &error), error, verdict);
}

static FoTxnEnd
read_views (FoTxn *txn, gpointer data, GError **error)
{
  g_array_set_size (data, 0);
  return fo_stations_view (txn, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* "1 here: 300" … */
static char *
who_works_where (FoStore *store)
{
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (FoStationView));
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);
  bool done = fo_store_read (store, read_views, views, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  for (guint i = 0; i < views->len; i++) {
    const FoStationView *view = &g_array_index (views, FoStationView, i);

    g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s %s: %s", i ? "; " : "", view->row.number,
                            view->row.station, fo_station_state_name (view->state), view->work);
  }
  return g_string_free (text, FALSE);
}

static void
expect_who (FoStore *store, const char *expected)
{
  g_autofree char *found = who_works_where (store);

  g_assert_cmpstr (found, ==, expected);
}

WAREHOUSE_TEST (test_who_works_where_and_on_what)
{
  FoStore *other = fo_test_store_again (w->store);
  FoId pump = warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false), order = warehouse_order (w, "300", FO_GATE_OPEN);

  warehouse_line (w, order, pump, 2);
  warehouse_opening (w, pump, "A", NULL, 2);
  expect_who (w->store, "");
  enter (w->store, "1", NULL);
  enter (other, "bench", NULL);
  enter (w->store, "1", NULL);
  warehouse_release (w, order, FO_OK);
  expect_who (w->store, "1 1 here: 300; 2 bench here: ");
  fo_store_free (other);
  expect_who (w->store, "1 1 here: 300; 2 bench closed: ");
  warehouse_park (w, order, FO_OK);
  expect_who (w->store, "1 1 here: ; 2 bench closed: ");
}

/* On a server. A file's station cannot be cut off from its file. */
static void
test_nothing_of_a_revoked_station_is_booked_in (Warehouse *w)
{
  FoStore *lead = fo_test_store_again (w->store);
  FoId pump = warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false), order = warehouse_order (w, "300", FO_GATE_OPEN),
       line = warehouse_line (w, order, pump, 2);
  FoStationRow row;

  warehouse_opening (w, pump, "A", NULL, 4);
  enter (w->store, "1", &row);
  g_assert_cmpint (row.epoch, ==, 0);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "A", 1, NULL, FO_OK);
  take_over (lead, "2", order, FO_ORDER_TAKEN);
  revoke (lead, "nine", "lost", FO_STATION_UNKNOWN);
  revoke (lead, "1", "", FO_REASON_NEEDED);
  revoke (lead, "1", "the tablet is lost", FO_OK);

  warehouse_pick (w, order, "A", 1, NULL, FO_STATION_REVOKED);
  g_assert_cmpstr (warehouse_arg (w, "person"), ==, "Lena");
  warehouse_receive_as (w, pump, "B", NULL, 5, FO_STATION_REVOKED);
  warehouse_expect_line (w, line, "promised 0 held 1 picked 1 shipped 0 missing 0");
  warehouse_expect_on_hand (w, "A", 4);

  /* The others go on at once with what it had. */
  take_over (lead, "2", order, FO_OK);
  admit (lead, "nine", FO_STATION_UNKNOWN);
  admit (lead, "1", FO_OK);
  admit (lead, "1", FO_ALREADY_DONE);

  /* It works on under its new epoch; what is another's stays another's. */
  warehouse_receive_as (w, pump, "B", NULL, 5, FO_OK);
  warehouse_pick (w, order, "A", 1, NULL, FO_ORDER_TAKEN);
  enter (w->store, "1", &row);
  g_assert_cmpint (row.epoch, ==, 1);
  g_assert_false (row.revoked);
  warehouse_expect_clean (w);
  fo_store_free (lead);
}

static void
test_nothing_of_a_revoked_station_is_booked (void)
{
  FoStore *store = fo_test_store_new (FO_TEST_POSTGRESQL);

  warehouse_run (store, test_nothing_of_a_revoked_station_is_booked_in);
  fo_store_free (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/stations/who-works-where", test_who_works_where_and_on_what);
  g_test_add_func ("/stations/revoked", test_nothing_of_a_revoked_station_is_booked);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cartons as the book keeps them: their numbers from several stations at once, what lies in them after any sequence of acts, and the
 * range that ends. */
#include "support/seed.h"
#include "warehouse.h"

#include "firstout/store/meta.h"
#include "firstout/work/packing.h"

#include <json-c/json.h>
#include <string.h>

enum { STATIONS = 6, CARTONS = 25, ACTS = 220 };

static FoAct
act_at (FoStore *store, const char *station)
{
  g_autoptr (GError) error = NULL;
  FoId id = fo_store_next_id (store, &error);

  g_assert_no_error (error);
  return (FoAct){ .operation = id, .station = station, .person = "Анна" };
}

static void
set_up (Warehouse *w, FoPacking packing, const char *company, gint64 first)
{
  g_autoptr (GError) error = NULL;
  FoAct act = act_at (w->store, "ctl");

  g_assert_true (fo_work_set_packing (w->store, &act, packing, &w->reply, &error));
  act = act_at (w->store, "ctl");
  g_assert_true (fo_work_set_sscc (w->store, &act, company, first, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
}

static FoId
picked_order (Warehouse *w, const char *number, FoId item, int quantity)
{
  FoId order = warehouse_order (w, number, FO_GATE_OPEN);

  warehouse_line (w, order, item, quantity);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "L1", quantity, NULL, FO_COMPLETE);
  return order;
}

/* ---- numbers ----------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoStore *store;
  FoId order;
  char station[16];
  GPtrArray *numbers;
} Packer;

static gpointer
open_many (gpointer data)
{
  Packer *packer = data;

  for (guint i = 0; i < CARTONS; i++) {
    const FoAct act = act_at (packer->store, packer->station);
    g_auto (FoReply) reply = { 0 };
    g_autoptr (GError) error = NULL;

    if (!fo_work_carton_open (packer->store, &act, packer->order, "", &reply, &error))
      g_error ("%s", error->message);
    g_assert_cmpint (reply.verdict, ==, FO_OK);
    g_ptr_array_add (packer->numbers, g_strdup (fo_args_get (&reply.args, "carton")->text));
  }
  return NULL;
}

/* Orders of their own, at the same time: only the range is common to them. */
WAREHOUSE_TEST (test_stations)
{
  FoId item = warehouse_item (w, "TEA-100", FO_ISSUE_FIFO, false);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Packer packers[STATIONS];
  GThread *threads[STATIONS];

  set_up (w, FO_PACKING_ASKED, "3460123456", 0);
  warehouse_receive (w, item, "L1", NULL, 100);
  for (guint i = 0; i < STATIONS; i++) {
    g_autofree char *number = g_strdup_printf ("P%u", i);
    packers[i] = (Packer){ .store = fo_test_store_again (w->store), .order = picked_order (w, number, item, 1),
                           .numbers = g_ptr_array_new () };
    fo_store_set_patience (packers[i].store, 60000);
    g_snprintf (packers[i].station, sizeof packers[i].station, "%u", i + 1);
  }
  for (guint i = 0; i < STATIONS; i++)
    threads[i] = g_thread_new ("packer", open_many, &packers[i]);
  for (guint i = 0; i < STATIONS; i++) {
    g_thread_join (threads[i]);
    for (guint k = 0; k < packers[i].numbers->len; k++)
      g_assert_true (g_hash_table_add (seen, packers[i].numbers->pdata[k]));
    g_ptr_array_unref (packers[i].numbers);
    fo_store_free (packers[i].store);
  }
  g_assert_cmpuint (g_hash_table_size (seen), ==, STATIONS * CARTONS);
  warehouse_expect_clean (w);
}

static FoVerdict
open_one (Warehouse *w, FoId order)
{
  const FoAct act = act_at (w->store, "1");
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_work_carton_open (w->store, &act, order, "", &w->reply, &error));
  return w->reply.verdict;
}

/* The last number is given, and nothing after it; who packs is told early. A range that was begun is never begun again. */
WAREHOUSE_TEST (test_range_ends)
{
  FoId item = warehouse_item (w, "TEA-100", FO_ISSUE_FIFO, false), order;
  g_autoptr (GError) error = NULL;
  FoAct act;

  set_up (w, FO_PACKING_ASKED, "3460123456789", 9998);
  warehouse_receive (w, item, "L1", NULL, 5);
  order = picked_order (w, "214", item, 2);
  g_assert_cmpint (open_one (w, order), ==, FO_OK);
  g_assert_cmpint (fo_args_get (&w->reply.args, "numbers_left")->number, ==, 1);
  g_assert_cmpint (open_one (w, order), ==, FO_OK);
  g_assert_cmpint (open_one (w, order), ==, FO_SSCC_RANGE_EMPTY);
  g_assert_cmpint (open_one (w, order), ==, FO_SSCC_RANGE_EMPTY);
  act = act_at (w->store, "ctl");
  g_assert_true (fo_work_set_sscc (w->store, &act, "3460123456789", 5, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_NUMBER_TAKEN);
  act = act_at (w->store, "ctl");
  g_assert_true (fo_work_set_sscc (w->store, &act, "12x", 0, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_SSCC_PREFIX_BAD);
  set_up (w, FO_PACKING_ASKED, "3460123456780", 0);
  g_assert_cmpint (open_one (w, order), ==, FO_OK);
  g_assert_null (fo_args_get (&w->reply.args, "numbers_left"));
}

/* ---- what lies in them --------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId order;
  FoBench bench;
} ReadBench;

static FoTxnEnd
read_bench (FoTxn *txn, gpointer data, GError **error)
{
  ReadBench *read = data;

  return fo_bench_read (txn, read->order, &read->bench, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Never more in cartons than on the bench. */
static void
expect_no_more (Warehouse *w, FoId order)
{
  ReadBench read = { .order = order };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (w->store, read_bench, &read, &error));
  for (guint i = 0; i < read.bench.rows->len; i++) {
    const FoBenchRow *row = &g_array_index (read.bench.rows, FoBenchRow, i);
    g_assert_cmpint (row->closed_u + row->open_u, <=, row->picked_u);
  }
  g_assert_cmpint (fo_bench_left (&read.bench), >=, 0);
  fo_bench_clear (&read.bench);
}

static bool
do_something (Warehouse *w, FoId order, FoId item, GRand *rand, GError **error)
{
  const FoPack what = { .order = order, .item = item, .quantity_u = g_rand_int_range (rand, 1, 5) * FO_ONE };
  const char *station = g_rand_boolean (rand) ? "1" : "2";
  const FoAct act = act_at (w->store, station);

  switch (g_rand_int_range (rand, 0, 9)) {
  case 0:
    return fo_work_carton_open (w->store, &act, order, "", &w->reply, error);
  case 1:
  case 2:
  case 3:
    return fo_work_pack (w->store, &act, &what, &w->reply, error);
  case 4:
    return fo_work_unpack (w->store, &act, &what, &w->reply, error);
  case 5:
    return fo_work_carton_close (w->store, &act, order, 0, FO_ONE, &w->reply, error);
  case 6:
    return fo_work_carton_reopen (w->store, &act, order, 0, &w->reply, error);
  case 7:
    return fo_work_carton_cancel (w->store, &act, order, 0, &w->reply, error);
  default:
    return fo_work_undo (w->store, &act, 0, &w->reply, error);
  }
}

WAREHOUSE_TEST (test_any_acts)
{
  FoId item = warehouse_item (w, "TEA-100", FO_ISSUE_FIFO, false), order;
  g_autoptr (GRand) rand = fo_test_rand ("packing");

  set_up (w, FO_PACKING_REQUIRED, "3460123456", 0);
  warehouse_receive (w, item, "L1", NULL, 40);
  order = picked_order (w, "214", item, 20);
  for (guint i = 0; i < ACTS; i++) {
    g_autoptr (GError) error = NULL;

    if (!do_something (w, order, item, rand, &error))
      g_error ("%s", error->message);
    expect_no_more (w, order);
  }
  warehouse_expect_clean (w);
}

/* ---- history ------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  char sscc[FO_SSCC_MAX];
  char *json;
  FoFound found;
} Describe;

static FoTxnEnd
describe (FoTxn *txn, gpointer data, GError **error)
{
  Describe *d = data;

  d->found = fo_carton_describe (txn, d->sscc, &d->json, error);
  return d->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static const char *
member (json_object *object, const char *name)
{
  json_object *value = NULL;

  return json_object_object_get_ex (object, name, &value) ? json_object_get_string (value) : NULL;
}

/* For a claim: who packed it, when, where, what it weighed, and that it was loaded. */
WAREHOUSE_TEST (test_history)
{
  static const char *const kinds[] = { "pack", "pack", "carton-close", "ship", "load" };
  FoId item = warehouse_item (w, "TEA-100", FO_ISSUE_FIFO, false), order;
  FoPack what = { .item = item, .quantity_u = 2 * FO_ONE };
  g_autoptr (GError) error = NULL;
  json_object *object, *history = NULL, *contents = NULL;
  ReadBench read = { 0 };
  Describe d = { "" };
  FoAct act;

  set_up (w, FO_PACKING_REQUIRED, "3460123456", 0);
  warehouse_receive (w, item, "L1", NULL, 5);
  what.order = order = read.order = picked_order (w, "214", item, 2);
  act = act_at (w->store, "1");
  g_assert_true (fo_work_pack (w->store, &act, &what, &w->reply, &error));
  g_strlcpy (d.sscc, warehouse_arg (w, "carton"), sizeof d.sscc);
  act = act_at (w->store, "2");
  g_assert_true (fo_work_carton_close (w->store, &act, order, 0, 2500000, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_COMPLETE);
  warehouse_ship (w, order, FO_COMPLETE);
  g_assert_true (fo_store_read (w->store, read_bench, &read, &error));
  act = act_at (w->store, "3");
  g_assert_true (fo_work_carton_load (w->store, &act, 0, g_array_index (read.bench.cartons, FoCarton, 0).id, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_COMPLETE);
  fo_bench_clear (&read.bench);
  g_assert_true (fo_store_read (w->store, describe, &d, &error));
  g_assert_cmpint (d.found, ==, FO_FOUND);
  object = json_tokener_parse (d.json);
  g_assert_cmpstr (member (object, "state"), ==, "shipped");
  g_assert_cmpstr (member (object, "weight"), ==, "2.5");
  g_assert_cmpstr (member (object, "order"), ==, "214");
  g_assert_cmpstr (member (object, "shipment"), ==, "214-1");
  g_assert_true (json_object_object_get_ex (object, "contents", &contents));
  g_assert_cmpstr (member (json_object_array_get_idx (contents, 0), "quantity"), ==, "2");
  g_assert_true (json_object_object_get_ex (object, "history", &history));
  g_assert_cmpuint (json_object_array_length (history), ==, G_N_ELEMENTS (kinds));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpstr (member (json_object_array_get_idx (history, i), "what"), ==, kinds[i]);
  g_assert_cmpstr (member (json_object_array_get_idx (history, 2), "station"), ==, "2");
  g_assert_cmpstr (member (json_object_array_get_idx (history, 2), "person"), ==, "Анна");
  json_object_put (object);
  g_free (d.json);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/packing/stations", test_stations);
  fo_test_each_store ("/work/packing/range-ends", test_range_ends);
  fo_test_each_store ("/work/packing/any-acts", test_any_acts);
  fo_test_each_store ("/work/packing/history", test_history);
  return g_test_run ();
}

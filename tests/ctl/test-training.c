/* SPDX-License-Identifier: GPL-3.0-or-later
 * The training warehouse as data/training has it: what a newcomer and a script find there. */
#include "program.h"
#include <string.h>

static json_object *
line_of (const Ran *orders, guint n)
{
  json_object *lines;

  g_assert_true (json_object_object_get_ex (g_ptr_array_index (orders->lines, 0), "lines", &lines));
  return json_object_array_get_idx (lines, n);
}

static void
test_numbers (const char *uri)
{
  g_auto (Ran) items = run_to (0, "items --store %s", uri), places = run_to (0, "places --store %s", uri);
  g_auto (Ran) stock = run_to (0, "stock --store %s", uri), orders = run_to (0, "orders --store %s", uri);
  g_auto (Ran) supplies = run_to (0, "supplies --store %s", uri),
               check = run_to (0, "check --store %s --today 2026-11-22", uri);
  guint services = 0, without_barcode = 0, with_expiry = 0, with_certificate = 0;

  for (guint i = 0; i < items.lines->len; i++) {
    json_object *barcodes, *item = g_ptr_array_index (items.lines, i);
    bool service = g_str_equal (field_of (item, "kind"), "service");

    json_object_object_get_ex (item, "barcodes", &barcodes);
    services += service;
    without_barcode += !service && json_object_array_length (barcodes) == 0;
    with_expiry += g_str_equal (field_of (item, "expiry"), "true");
    with_certificate += !g_str_equal (field_of (item, "certificate"), "none");
    g_assert_cmpstr (field_of (item, "name_de"), !=, "");
    g_assert_cmpstr (field_of (item, "name_en"), !=, "");
  }
  g_assert_cmpuint (items.lines->len, ==, 44);
  g_assert_cmpuint (services, ==, 3);
  g_assert_cmpuint (without_barcode, ==, 7);
  g_assert_cmpuint (with_expiry, ==, 11);
  g_assert_cmpuint (with_certificate, ==, 2);
  g_assert_cmpuint (places.lines->len, ==, 25 + 7);
  g_assert_cmpuint (stock.lines->len, ==, 46);
  g_assert_cmpuint (orders.lines->len, ==, 12);
  g_assert_cmpuint (supplies.lines->len, ==, 10);
  g_assert_cmpuint (check.lines->len, ==, 0);
}

/* Two lots, a GTIN, days counted from today. */
static void
test_sealant (const char *uri)
{
  g_auto (Ran) ran = run_to (0, "stock --item SEALANT-310 --store %s", uri);

  g_assert_cmpuint (ran.lines->len, ==, 2);
  g_assert_cmpstr (said (&ran, 0, "lot"), ==, "S2406");
  g_assert_cmpstr (said (&ran, 0, "gtin"), ==, "04601234567893");
  g_assert_cmpstr (said (&ran, 0, "on_hand"), ==, "24");
  g_assert_cmpstr (said (&ran, 0, "expires_on"), ==, "2027-06-10");
  g_assert_cmpstr (said (&ran, 1, "lot"), ==, "S2409");
}

/* HT-301 came first, HT-287 expires first: it is bound, and with FIFO it would not be. */
static void
test_fefo_and_fifo_differ (const char *uri)
{
  g_autofree char *table = write_file ("fifo.csv", "item;name;issue\nSEALANT-HT-310;Герметик термостойкий;fifo\n", -1);
  g_auto (Ran) fefo = run_to (0, "lots SEALANT-HT-310 --store %s", uri);
  g_auto (Ran) change = run_to (0, "import items %s --store %s --today 2026-11-22", table, uri);
  g_auto (Ran) fifo = run_to (0, "lots SEALANT-HT-310 --store %s", uri);

  g_assert_cmpstr (said (&fefo, 0, "lot"), ==, "HT-287");
  g_assert_cmpstr (said (&fifo, 0, "lot"), ==, "HT-301");
}

/* Part from stock, part from production at 60 % in three days, and a service that waits for nothing. */
static void
test_deal (const char *uri)
{
  g_auto (Ran) order = run_to (0, "orders 214 --store %s", uri),
               food = run_to (0, "explain 202/1 --store %s --today 2026-11-22", uri);
  json_object *supply, *candidates, *pump = line_of (&order, 1);

  g_assert_cmpstr (said (&order, 0, "gate"), ==, "closed");
  g_assert_cmpstr (field_of (line_of (&order, 0), "promised"), ==, "12");
  g_assert_cmpstr (field_of (pump, "promised"), ==, "5");
  g_assert_true (json_object_object_get_ex (pump, "supply", &supply));
  supply = json_object_array_get_idx (supply, 0);
  g_assert_cmpstr (field_of (supply, "number"), ==, "PRO-77");
  g_assert_cmpstr (field_of (supply, "quantity"), ==, "2");
  g_assert_cmpstr (field_of (supply, "progress"), ==, "60");
  g_assert_cmpstr (field_of (supply, "ready_on"), ==, "2026-11-25");
  g_assert_cmpstr (field_of (line_of (&order, 2), "kind"), ==, "service");
  g_assert_cmpstr (field_of (line_of (&order, 2), "missing"), ==, "0");

  /* The food plant asks for 180 days: the oldest lot is passed over, and explain says why. */
  g_assert_true (json_object_object_get_ex (g_ptr_array_index (food.lines, 0), "candidates", &candidates));
  g_assert_cmpstr (field_of (json_object_array_get_idx (candidates, 0), "lot"), ==, "PS-90");
  g_assert_cmpstr (field_of (json_object_array_get_idx (candidates, 0), "verdict"), ==, "FO_LIFE_TOO_SHORT");
  g_assert_cmpstr (field_of (json_object_array_get_idx (candidates, 1), "verdict"), ==, "FO_OK");
}

/* Two motors of four are there, and none will come: somebody has to buy some. */
static void
test_missing (const char *uri)
{
  g_auto (Ran) order = run_to (0, "orders 209 --store %s", uri);
  json_object *motor = line_of (&order, 2);

  g_assert_cmpstr (field_of (motor, "item"), ==, "MOTOR-11");
  g_assert_cmpstr (field_of (motor, "ordered"), ==, "4");
  g_assert_cmpstr (field_of (motor, "promised"), ==, "2");
  g_assert_cmpstr (field_of (motor, "missing"), ==, "2");
}

/* The warehouse knows where its sales database is; nothing is left to hear or to send after one round. */
static void
test_sync (const char *uri)
{
  g_auto (Ran) first = run_to (0, "sync --quiet --store %s --today 2026-11-22", uri);
  g_auto (Ran) second = run_to (0, "sync --store %s --today 2026-11-22", uri);

  g_assert_cmpuint (second.lines->len, ==, 1);
  g_assert_cmpstr (said (&second, 0, "heard"), ==, "0");
  g_assert_cmpstr (said (&second, 0, "sent"), ==, "0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  each_training ("/ctl/training/numbers", test_numbers);
  each_training ("/ctl/training/sealant", test_sealant);
  each_training ("/ctl/training/fefo-and-fifo-differ", test_fefo_and_fifo_differ);
  each_training ("/ctl/training/deal", test_deal);
  each_training ("/ctl/training/missing", test_missing);
  each_training ("/ctl/training/sync", test_sync);
  return g_test_run ();
}

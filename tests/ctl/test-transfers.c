/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods between warehouses from the command line: to another one, and from one. */
#include "program.h"
#include <string.h>

static void
fill (const char *uri)
{
  g_autofree char *items = write_file ("transfer-items.csv", "item;name;tracking\nBOLT;Bolt;none\nGLUE;Glue;lot\n", -1);
  g_autofree char *places = write_file ("transfer-places.csv", "place;kind\nX;bin\n", -1);
  g_autofree char *stock = write_file ("transfer-stock.csv", "item;lot;place;quantity\nBOLT;;X;10\nGLUE;L1;X;4\n", -1);

  g_auto (Ran) ran_items = run_to (0, "import items %s --store %s", items, uri);
  g_auto (Ran) ran_places = run_to (0, "import places %s --store %s", places, uri);
  g_auto (Ran) ran_stock = run_to (0, "import stock %s --store %s", stock, uri);
}

static void
test_out (const char *uri)
{
  fill (uri);
  g_auto (Ran) begun = run_to (0, "transfer to Kazan --store %s", uri);
  g_autofree char *number = g_strdup (said (&begun, 0, "order"));
  g_auto (Ran) empty = run_to (1, "transfer send %s --store %s", number, uri);
  g_auto (Ran) bolts = run_to (0, "transfer add %s BOLT/ X 3 --store %s", number, uri);
  g_auto (Ran) glue = run_to (0, "transfer add %s GLUE/L1 X 4 --store %s", number, uri);
  g_auto (Ran) more = run_to (1, "transfer add %s GLUE/L1 X 1 --store %s", number, uri);
  g_auto (Ran) nowhere = run_to (1, "transfer add %s BOLT/ Y 1 --store %s", number, uri);
  g_auto (Ran) unknown = run_to (1, "transfer add T-99 BOLT/ X 1 --store %s", uri);

  g_assert_cmpstr (said (&empty, 0, "verdict"), ==, "FO_NOTHING_OPEN");
  g_assert_cmpstr (said (&more, 0, "verdict"), ==, "FO_NOT_ENOUGH");
  g_assert_cmpstr (said (&nowhere, 0, "verdict"), ==, "FO_PLACE_UNKNOWN");
  g_assert_cmpstr (said (&unknown, 0, "verdict"), ==, "FO_TRANSFER_UNKNOWN");
  g_auto (Ran) sent = run_to (0, "transfer send %s --store %s", number, uri);
  g_auto (Ran) list = run_to (0, "transfers --store %s", uri);
  g_assert_cmpuint (list.lines->len, ==, 1);
  g_assert_cmpstr (said (&list, 0, "direction"), ==, "out");
  g_assert_cmpstr (said (&list, 0, "partner"), ==, "Kazan");
  g_assert_cmpstr (said (&list, 0, "state"), ==, "under-way");
  g_auto (Ran) arrived = run_to (0, "transfer arrived %s --store %s", number, uri);
  g_auto (Ran) none = run_to (0, "transfers --store %s", uri);
  g_assert_cmpuint (none.lines->len, ==, 0);
  g_auto (Ran) one = run_to (0, "transfers %s --store %s", number, uri);
  g_assert_cmpstr (said (&one, 0, "state"), ==, "arrived");
  g_auto (Ran) stock = run_to (0, "stock --store %s", uri);
  g_assert_cmpstr (field_of (line_with (&stock, "item", "BOLT"), "on_hand"), ==, "7");
  g_assert_null (line_with (&stock, "item", "GLUE"));
  g_auto (Ran) check = run_to (0, "check --store %s", uri);
}

/* What Perm sends is announced by the file its own `transfers` printed. */
static void
test_in (const char *uri)
{
  g_autofree char *file = write_file ("transfer-announced.json",
                                      "{\"number\":\"Z-5\",\"from\":\"Perm\",\"lines\":[{\"item\":\"BOLT\",\"lot\":\"\",\"moved\":\"5\"}]}", -1);

  fill (uri);
  g_auto (Ran) announced = run_to (0, "transfer announce %s --store %s", file, uri);
  g_auto (Ran) coming = run_to (0, "transfers Z-5 --in --store %s", uri);
  g_assert_cmpstr (said (&coming, 0, "partner"), ==, "Perm");
  g_auto (Ran) begun = run_to (0, "transfer from Z-5 --store %s", uri);
  g_auto (Ran) bolts = run_to (0, "transfer take Z-5 BOLT - 5 --place X --store %s", uri);
  g_auto (Ran) strange = run_to (1, "transfer take Z-5 CAT - 5 --store %s", uri);
  g_assert_cmpstr (said (&strange, 0, "verdict"), ==, "FO_ITEM_UNKNOWN");
  g_auto (Ran) finished = run_to (0, "transfer finish Z-5 --store %s", uri);
  g_auto (Ran) stock = run_to (0, "stock --store %s", uri);
  g_assert_cmpstr (field_of (line_with (&stock, "item", "BOLT"), "on_hand"), ==, "15");
  g_auto (Ran) gone = run_to (1, "transfers Z-77 --store %s", uri);
  g_assert_cmpstr (said (&gone, 0, "verdict"), ==, "FO_TRANSFER_UNKNOWN");
  g_auto (Ran) check = run_to (0, "check --store %s", uri);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  each_engine ("/ctl/transfers/out", test_out);
  each_engine ("/ctl/transfers/in", test_in);
  return g_test_run ();
}

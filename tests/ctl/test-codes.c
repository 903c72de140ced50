/* SPDX-License-Identifier: GPL-3.0-or-later
 * codes, learn, forget, cartons, import cartons: what a script sees of the codes that are kept. */
#include "program.h"
#include <string.h>

#define ITEMS                                                                                                          \
  "item;name;tracking;barcode;pack_barcode;pack_quantity;marked\n"                                                     \
  "OIL;Oil;lot;4601234567893;14601234567890;12;1\n"                                                                    \
  "BOLT;Bolt;none;4601234567909;;;нет\n"

#define UNIT(n) "010460123456789321serial000000" #n

#define CARTONS                                                                                                        \
  "SSCC;Партия;Код маркировки\n"                                                                                       \
  "046012345600000016;L1;" UNIT (1) "<GS>91EE09<GS>92abcd=\n"                                                          \
  "(00)046012345600000016;L1;" UNIT (2) "_x001D_93Abcd\n"                                                              \
  "00046012345600000016;L1;" UNIT (3) "\n"

static void
import (const char *uri, const char *kind, const char *text, int status, Ran *ret)
{
  g_autofree char *path = write_file ("codes.csv", text, -1);

  *ret = run_to (status, "import %s %s --store %s --today 2026-11-22 --lang en", kind, path, uri);
}

static void
furnish (const char *uri)
{
  g_auto (Ran) items = { 0 }, places = { 0 };

  import (uri, "items", ITEMS, 0, &items);
  import (uri, "places", "place;kind\nA-01-1;bin\n4601234567909;bin\n", 0, &places);
}

static void
assert_last (const Ran *ran, const char *field, const char *value)
{
  g_assert_cmpstr (said (ran, ran->lines->len - 1, field), ==, value);
}

/* The pack's code beside the unit's is a code like any other, and goes out again. */
static void
test_packs_and_marks (const char *uri)
{
  g_auto (Ran) again = { 0 };
  g_autofree char *path = file_path ("out.csv"), *text = NULL;

  furnish (uri);
  g_auto (Ran) codes = run_to (0, "codes --item OIL --store %s", uri);
  g_auto (Ran) out = run_to (0, "export items %s --store %s", path, uri);
  g_assert_cmpuint (codes.lines->len, ==, 2);
  g_assert_cmpstr (said (&codes, 0, "code"), ==, "04601234567893");
  g_assert_cmpstr (said (&codes, 1, "quantity"), ==, "12");
  import (uri, "items", ITEMS, 0, &again);
  assert_last (&again, "unchanged", "2");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "OIL;Oil;"));
  g_assert_nonnull (strstr (text, ";14601234567890;12;;;1"));
}

/* To whom, when, on which order; and the certificate that is due for it. */
static void
test_serial (const char *uri)
{
  g_auto (Ran) items = { 0 }, places = { 0 }, stock = { 0 }, orders = { 0 };
  g_autofree char *journal = file_path ("serial.journal"),
                  *desk = g_strdup_printf ("desk --store %s --station 1 --journal %s", uri, journal);

  import (uri, "items", "item;name;tracking;barcode;certificate\nLIFT;Lift;serial-shipment;4601234567893;after\n", 0, &items);
  import (uri, "places", "place;kind\nA-01-1;bin\n", 0, &places);
  import (uri, "stock", "item;place;quantity\nLIFT;A-01-1;2\n", 0, &stock);
  import (uri, "orders", "order;deal;customer;item;quantity\nO-1;D-1;North;LIFT;1\n", 0, &orders);
  g_auto (Ran) shipped = run_input ("command task pick\nscan FO:O:O-1\nscan 4601234567893\nscan L-1\ncommand ship\n", desk);
  assert_last (&shipped, "verdict", "FO_COMPLETE");
  g_auto (Ran) serial = run_to (0, "serial l-1 --store %s", uri), none = run_to (1, "serial L-2 --store %s", uri);
  g_auto (Ran) due = run_to (0, "certificates --store %s", uri), other = run_to (1, "certificates O-2 --store %s", uri);
  assert_last (&serial, "item", "LIFT");
  assert_last (&serial, "state", "shipped");
  assert_last (&serial, "order", "O-1");
  assert_last (&serial, "customer", "North");
  assert_last (&none, "verdict", "FO_CODE_UNKNOWN");
  g_assert_cmpuint (due.lines->len, ==, 1);
  assert_last (&due, "shipment", "O-1-1");
  assert_last (&due, "item", "LIFT");
  assert_last (&other, "verdict", "FO_ORDER_UNKNOWN");
}

/* A supplier's list, in the three ways lists write a separator and a carton; twice is once; out again it is the same. */
static void
test_cartons (const char *uri)
{
  g_autofree char *path = file_path ("cartons.csv"), *text = NULL;
  g_auto (Ran) first = { 0 }, again = { 0 }, back = { 0 };
  json_object *units;

  furnish (uri);
  import (uri, "cartons", CARTONS, 0, &first);
  assert_last (&first, "booked", "3");
  import (uri, "cartons", CARTONS, 0, &again);
  assert_last (&again, "unchanged", "3");
  g_auto (Ran) cartons = run_to (0, "cartons --store %s", uri), out = run_to (0, "export cartons %s --store %s", path, uri);
  g_assert_cmpuint (cartons.lines->len, ==, 1);
  g_assert_cmpstr (said (&cartons, 0, "carton"), ==, "00046012345600000016");
  g_assert_cmpstr (said (&cartons, 0, "state"), ==, "announced");
  g_assert_true (json_object_object_get_ex (g_ptr_array_index (cartons.lines, 0), "units", &units));
  g_assert_cmpuint (json_object_array_length (units), ==, 3);
  g_assert_cmpstr (field_of (json_object_array_get_idx (units, 1), "code"), ==, UNIT (2) "\x1d" "93Abcd");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "00046012345600000016;OIL;L1;;" UNIT (1) "<GS>91EE09<GS>92abcd="));
  import (uri, "cartons", text, 0, &back);
  assert_last (&back, "unchanged", "3");
}

/* row | column | verdict */
static const struct {
  const char *row, *column, *verdict;
} faults[] = {
  { "00046012345600000017;OIL;L1;" UNIT (1), "carton", "FO_GS1_CHECK_DIGIT" },
  { "HELLO;OIL;L1;" UNIT (1), "carton", "FO_MESSAGE_MALFORMED" },
  { "046012345600000016;OIL;L1;4601234567893", "code", "FO_MARKING_NEEDED" },
  { "046012345600000016;OIL;L1;" UNIT (1) "91EE0992abcd=", "code", "FO_GS1_SEPARATOR_LOST" },
  { "046012345600000016;GREASE;L1;" UNIT (1), "item", "FO_ITEM_UNKNOWN" },
  { "046012345600000016;BOLT;L1;" UNIT (1), "item", "FO_MARKING_OTHER_ITEM" },
  { "046012345600000016;;L1;010460123456790921serial0000001", "item", "FO_MESSAGE_MALFORMED" },
  { "046012345600000016;;L1;010460123456792321serial0000001", "code", "FO_ITEM_UNKNOWN" },
};

static void
test_carton_faults (const char *uri)
{
  furnish (uri);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *text = g_strdup_printf ("carton;item;lot;code\n%s\n", faults[i].row);
    g_auto (Ran) ran = { 0 };

    import (uri, "cartons", text, 1, &ran);
    g_test_message ("%s%s", faults[i].row, ran.out);
    g_assert_cmpstr (said (&ran, 0, "verdict"), ==, faults[i].verdict);
    g_assert_cmpstr (said (&ran, 0, "column"), ==, faults[i].column);
  }
}

/* Taught, corrected with a trace, forgotten; and what may not be taught. */
static void
test_learn (const char *uri)
{
  furnish (uri);
  g_auto (Ran) learnt = run_to (0, "learn SACK-50 BOLT 50 --person Smirnova --store %s", uri);
  g_auto (Ran) moved = run_to (0, "learn SACK-50 BOLT 40 --store %s", uri);
  g_auto (Ran) others = run_to (1, "learn 4601234567893 BOLT --store %s", uri);
  g_auto (Ran) place = run_to (1, "learn A-01-1 BOLT --store %s", uri);
  g_auto (Ran) ours = run_to (1, "learn FO:P:A-01-1 BOLT --store %s", uri);
  g_auto (Ran) nothing = run_to (1, "learn SACK-51 GREASE --store %s", uri);
  g_auto (Ran) list = run_to (0, "codes --learned --store %s", uri);
  g_auto (Ran) history = run_to (0, "codes --history SACK-50 --store %s", uri);
  g_auto (Ran) official = run_to (1, "forget 04601234567893 --store %s", uri);
  g_auto (Ran) forgotten = run_to (0, "forget SACK-50 --store %s", uri);
  g_auto (Ran) after = run_to (0, "codes --learned --store %s", uri);

  g_assert_cmpstr (said (&others, 0, "verdict"), ==, "FO_NUMBER_TAKEN");
  g_assert_cmpstr (said (&others, 0, "item"), ==, "OIL");
  g_assert_cmpstr (said (&place, 0, "field"), ==, "place");
  g_assert_cmpstr (said (&ours, 0, "verdict"), ==, "FO_NUMBER_TAKEN");
  g_assert_cmpstr (said (&nothing, 0, "verdict"), ==, "FO_ITEM_UNKNOWN");
  g_assert_cmpuint (list.lines->len, ==, 1);
  g_assert_cmpstr (said (&list, 0, "quantity"), ==, "40");
  g_assert_cmpuint (history.lines->len, ==, 2);
  g_assert_cmpstr (said (&history, 0, "person"), ==, "Smirnova");
  g_assert_cmpstr (said (&history, 1, "quantity_before"), ==, "50");
  g_assert_cmpstr (said (&official, 0, "verdict"), ==, "FO_CODE_NOT_LEARNED");
  g_assert_cmpuint (after.lines->len, ==, 0);
}

static void
test_who_may (const char *uri)
{
  furnish (uri);
  g_auto (Ran) wrong = run_to (2, "codes --allow boss --store %s", uri);
  g_auto (Ran) lead = run_to (0, "codes --allow lead --leads Petrov --store %s", uri);
  g_auto (Ran) no = run_to (1, "learn SACK-50 BOLT --person Ivanov --store %s", uri);
  g_auto (Ran) yes = run_to (0, "learn SACK-50 BOLT --person Petrov --store %s", uri);
  g_auto (Ran) any = run_to (0, "codes --allow any --store %s", uri);
  g_auto (Ran) now = run_to (0, "learn SACK-51 BOLT --store %s", uri);

  g_assert_cmpstr (said (&no, 0, "verdict"), ==, "FO_RIGHT_MISSING");
}

static void
assert_name (json_object *line, guint at, const char *is, const char *said_as)
{
  json_object *names, *name;

  g_assert_true (json_object_object_get_ex (line, "names", &names));
  name = json_object_array_get_idx (names, at);
  g_test_message ("%s", json_object_to_json_string (names));
  g_assert_cmpstr (field_of (name, "is"), ==, is);
  g_assert_cmpstr (field_of (name, "said"), ==, said_as);
}

/* The shelf that was given a product number, and nothing else. */
static void
test_collisions (const char *uri)
{
  json_object *names;

  furnish (uri);
  g_auto (Ran) found = run_to (1, "codes --collisions --store %s", uri);
  g_assert_cmpuint (found.lines->len, ==, 1);
  g_assert_cmpstr (said (&found, 0, "text"), ==, "04601234567909");
  g_assert_cmpstr (said (&found, 0, "read_as"), ==, "gtin");
  g_assert_true (json_object_object_get_ex (g_ptr_array_index (found.lines, 0), "names", &names));
  g_assert_cmpuint (json_object_array_length (names), ==, 2);
  assert_name (g_ptr_array_index (found.lines, 0), 0, "barcode", "04601234567909");
  g_assert_cmpstr (field_of (json_object_array_get_idx (names, 0), "item"), ==, "BOLT");
  assert_name (g_ptr_array_index (found.lines, 0), 1, "place", "4601234567909");
}

/* What an exact look at the texts does not see: an EAN-8 whose digits are another's UPC-A as UPC-E, a carton whose number
 * was taught without its 00, a place's own label that is somebody's barcode. Two lots of one number are nobody's trouble. */
static void
test_collisions_by_reading (const char *uri)
{
  static const struct {
    const char *text, *read_as, *is[2], *said[2];
  } expected[] = {
    { "00012345000065", "gtin", { "barcode", "barcode" }, { "01234565", "00012345000065" } },
    { "046012345600000016", "sscc", { "barcode", "carton" }, { "046012345600000016", "00046012345600000016" } },
    { "A-02-1", "place", { "barcode", "place" }, { "FO:P:A-02-1", "A-02-1" } },
  };
  g_auto (Ran) items = { 0 }, places = { 0 }, stock = { 0 }, cartons = { 0 };

  import (uri, "items",
          "item;name;tracking;barcode;marked\nSHORT;Short;none;01234565;\nLONG;Long;none;012345000065;\n"
          "SACK;Sack;none;046012345600000016;\nSIGN;Sign;none;FO:P:A-02-1;\n"
          "OIL;Oil;lot;4601234567893;1\nPASTE;Paste;lot;4601234567916;\n",
          0, &items);
  import (uri, "places", "place;kind\nA-02-1;bin\n", 0, &places);
  import (uri, "stock", "item;lot;place;quantity\nOIL;L-7;A-02-1;3\nPASTE;L-7;A-02-1;2\n", 0, &stock);
  import (uri, "cartons", "carton;lot;code\n046012345600000016;L1;" UNIT (1) "<GS>91EE09<GS>92abcd=\n", 0, &cartons);
  g_auto (Ran) found = run_to (1, "codes --collisions --store %s", uri);
  g_test_message ("%s", found.out);
  g_assert_cmpuint (found.lines->len, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    json_object *line = line_with (&found, "text", expected[i].text);

    g_assert_nonnull (line);
    g_assert_cmpstr (field_of (line, "read_as"), ==, expected[i].read_as);
    assert_name (line, 0, expected[i].is[0], expected[i].said[0]);
    assert_name (line, 1, expected[i].is[1], expected[i].said[1]);
  }
}

/* A hundred thousand codes, and the two that are one. */
static void
test_many_codes (const char *uri)
{
  int n = 100000;
  g_autoptr (GString) table = g_string_new ("item;name;tracking;barcode\n");
  g_autofree char *path = NULL;
  gint64 began_us, took_us;

  if (!g_test_slow ()) /* the table takes longer to read in than to look through */
    n = 2000;
  for (int i = 0; i < n; i++)
    g_string_append_printf (table, "I%06d;Item;none;CODE-%06d\n", i, i);
  g_string_append (table, "TWIN;Twin;none;I000007\n");
  path = write_file ("codes.csv", table->str, -1);
  g_auto (Ran) in = run_to (0, "import items %s --store %s", path, uri);
  began_us = g_get_monotonic_time ();
  g_auto (Ran) found = run_to (1, "codes --collisions --store %s", uri);
  took_us = g_get_monotonic_time () - began_us;
  g_test_message ("%d codes: %" G_GINT64_FORMAT " ms", 2 * n, took_us / 1000);
  g_assert_cmpuint (found.lines->len, ==, 1);
  assert_name (g_ptr_array_index (found.lines, 0), 0, "barcode", "I000007");
  assert_name (g_ptr_array_index (found.lines, 0), 1, "item", "I000007");
  g_assert_cmpint (took_us, <, 10 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  each_engine ("/ctl/codes/packs-and-marks", test_packs_and_marks);
  each_engine ("/ctl/codes/serial", test_serial);
  each_engine ("/ctl/codes/cartons", test_cartons);
  each_engine ("/ctl/codes/carton-faults", test_carton_faults);
  each_engine ("/ctl/codes/learn", test_learn);
  each_engine ("/ctl/codes/who-may", test_who_may);
  each_engine ("/ctl/codes/collisions", test_collisions);
  each_engine ("/ctl/codes/collisions-by-reading", test_collisions_by_reading);
  each_engine ("/ctl/codes/many-codes", test_many_codes);
  return g_test_run ();
}

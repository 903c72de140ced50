/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the program is called, and how it ends: 0 done, 1 refused or something found, 2 called wrongly or not possible
 * now. */
#include "program.h"
#include "where.h"
#include <glib/gstdio.h>
#include <string.h>

/* ---- called wrongly ---------------------------------------------------------------------------------------------- */

static void
test_wrong_calls (void)
{
  static const struct {
    const char *command, *says;
  } calls[] = {
    { "fly", "no such command: fly" },
    { "stock", "--store sqlite:PATH" },
    { "stock --store", "--store needs a value" },
    { "stock --store mysql://x", "sqlite:" },
    { "stock --store sqlite:/nowhere/at/all.db", "/nowhere/at/all.db" },
    { "stock --store postgresql:///nothing?host=/nowhere", "" },
    { "code --today 2026-02-30", "not a day" },
    { "code --today yesterday", "not a day" },
    { "code --lang xx", "ru, de or en" },
    { "desk --store sqlite:/tmp/x", "--station" },
    { "import stock", "import items|places|stock|orders|cartons FILE" },
    { "import cats /etc/hostname --store sqlite:/tmp/x", "import items|places|stock|orders|cartons FILE" },
    { "import items /nowhere.csv --store sqlite:/tmp/x", "/nowhere.csv" },
    { "label --lot A", "--out" },
    { "label --lot A --place B --out x.pdf", "--lot LOT|--place CODE" },
    { "trace play x", "record|replay" },
    { "decode /etc/hostname", "/etc/hostname" },
    { "decode", "decode FILE" },
    { "init --store sqlite:/tmp/x --issue lifo", "fefo or fifo" },
    { "gate 1 ajar --store sqlite:/tmp/x", "open|closed|override" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_auto (Ran) ran = run_to (2, "%s", calls[i].command);

    if (!strstr (ran.err, calls[i].says))
      g_test_message ("%s: %s", calls[i].command, ran.err);
    g_assert_nonnull (strstr (ran.err, calls[i].says));
    g_assert_true (g_str_has_prefix (ran.err, "firstoutctl: "));
    g_assert_cmpstr (ran.out, ==, "");
  }
}

/* Help of the program, and of each command in its list. */
static void
test_help (void)
{
  g_auto (Ran) all = run_to (0, "help"), none = run_to (2, "--lang en"), asked = run_to (0, "--help"),
               again = run_to (0, "help import");
  g_auto (GStrv) lines = g_strsplit (all.out, "\n", -1);
  guint commands = 0;

  g_assert_cmpstr (all.out, ==, asked.out);
  g_assert_cmpstr (all.out, ==, none.err);
  for (char **line = lines; *line; line++) {
    g_auto (GStrv) words = g_strsplit (g_strchug (*line), " ", 2);

    if (!g_str_has_prefix (all.out, "firstoutctl") || !words[0] || !g_ascii_islower (words[0][0]) || !words[1]
        || words[1][0] != ' ')
      continue;
    g_auto (Ran) one = run_to (0, "help %s", words[0]), two = run_to (0, "%s --help", words[0]);
    g_assert_cmpstr (one.out, ==, two.out);
    commands++;
  }
  g_assert_cmpuint (commands, >=, 15);
  g_assert_nonnull (strstr (again.out, "Windows-1251"));
}

/* ---- lots -------------------------------------------------------------------------------------------------------- */

static void
test_lot_names (const char *uri)
{
  g_autofree char *items =
      write_file ("lots-items.csv", "item;name;tracking\nA;A;lot\nB;B;lot\nC/1;C;lot\nN;N;none\n", -1);
  g_autofree char *places = write_file ("lots-places.csv", "place\nX\n", -1);
  g_autofree char *stock =
      write_file ("lots-stock.csv", "item;lot;place;quantity\nA;7;X;1\nB;7;X;1\nA;8;X;1\nC/1;9/9;X;1\nN;;X;1\n", -1);

  g_auto (Ran) ran_items = run_to (0, "import items %s --store %s", items, uri);
  g_auto (Ran) ran_places = run_to (0, "import places %s --store %s", places, uri);
  g_auto (Ran) ran_stock = run_to (0, "import stock %s --store %s", stock, uri);
  g_auto (Ran) several = run_to (2, "block 7 leaking --store %s", uri);
  g_assert_nonnull (strstr (several.err, "A/7"));
  g_assert_nonnull (strstr (several.err, "B/7"));

  g_auto (Ran) by_item = run_to (0, "block B/7 leaking --store %s", uri);
  g_auto (Ran) alone = run_to (0, "block 8 leaking --store %s", uri);
  g_auto (Ran) slashes = run_to (0, "block C/1/9/9 leaking --store %s", uri);
  g_auto (Ran) no_lots = run_to (0, "block N/ leaking --store %s", uri);
  g_auto (Ran) unknown = run_to (1, "block 4711 leaking --store %s", uri);
  g_assert_cmpstr (said (&unknown, 0, "verdict"), ==, "FO_LOT_UNKNOWN");
  g_auto (Ran) no_reason = run_to (1, "block A/7 --store %s", uri);
  g_assert_cmpstr (said (&no_reason, 0, "verdict"), ==, "FO_REASON_NEEDED");

  g_auto (Ran) list = run_to (0, "stock --store %s", uri);
  for (guint i = 0; i < list.lines->len; i++) {
    bool free = g_str_equal (said (&list, i, "item"), "A") && g_str_equal (said (&list, i, "lot"), "7");
    g_assert_cmpstr (said (&list, i, "state"), ==, free ? "free" : "blocked");
  }
}

/* ---- labels ------------------------------------------------------------------------------------------------------ */

static void
test_labels (const char *uri)
{
  g_autofree char *png = file_path ("lot.png"), *pdf = file_path ("lot.pdf"), *place = file_path ("place.png");
  g_auto (Ran) printed = run_to (0, "label --lot S2406 --out %s --store %s --lang ru --today 2026-11-22", png, uri);
  g_auto (Ran) three =
      run_to (0, "label --lot SEALANT-310/S2406 --count 3 --out %s --store %s --today 2026-11-22", pdf, uri);
  g_auto (Ran) shelf = run_to (0, "label --place C-01-1 --out %s --store %s", place, uri);
  g_auto (Ran) read = run_to (0, "decode %s %s --today 2026-11-22", png, place);
  g_auto (Ran) wrong = run_to (1, "label --place NOWHERE --out %s --store %s", place, uri);
  g_auto (Ran) ending = run_to (2, "label --lot S2406 --out label.bmp --store %s --today 2026-11-22", uri);

  g_assert_cmpstr (said (&read, 0, "gtin"), ==, "04601234567893");
  g_assert_cmpstr (said (&read, 0, "expires_on"), ==, "2027-06-10");
  g_assert_cmpstr (said (&read, 1, "name"), ==, "C-01-1");
  g_assert_cmpstr (said (&three, 0, "labels"), ==, "3");
  g_assert_cmpstr (said (&wrong, 0, "verdict"), ==, "FO_PLACE_UNKNOWN");
}

/* Papers and labels of everything else that has a code, and what stands on them is read from the picture again. */
static void
test_papers (const char *uri)
{
  g_autofree char *item = file_path ("item.png"), *task = file_path ("task.png"), *supply = file_path ("supply.png");
  g_autofree char *sheet = file_path ("commands.pdf"), *picture = file_path ("commands.png"), *stickers = file_path ("stickers.pdf");
  g_auto (Ran) of_item = run_to (0, "label --item SEALANT-310 --out %s --store %s", item, uri);
  g_auto (Ran) of_order = run_to (0, "label --order 201 --out %s --store %s --lang ru", task, uri);
  g_auto (Ran) of_supply = run_to (0, "label --supply PRO-77 --out %s --store %s --lang de", supply, uri);
  g_auto (Ran) commands = run_to (0, "label --commands --out %s --store %s", sheet, uri);
  g_auto (Ran) two_pages = run_to (2, "label --commands --out %s --store %s", picture, uri); /* a picture is one page */
  g_auto (Ran) paper = run_to (0, "label --place C-01-1 --sheet 3x7@5 --copies 20 --out %s --store %s", stickers, uri);
  g_auto (Ran) small = run_to (1, "label --place C-01-1 --sheet 5x7 --out %s --store %s", stickers, uri);
  g_auto (Ran) read = run_to (0, "decode %s %s %s", item, task, supply);
  g_auto (Ran) nothing = run_to (1, "label --order NOWHERE --out %s --store %s", task, uri);
  g_auto (Ran) no_supply = run_to (1, "label --supply NOWHERE --out %s --store %s", task, uri);
  g_auto (Ran) no_item = run_to (1, "label --item NOWHERE --out %s --store %s", task, uri);

  g_assert_cmpstr (said (&read, 0, "gtin"), ==, "04601234567893");
  g_assert_cmpstr (said (&read, 1, "name"), ==, "201");
  g_assert_cmpstr (said (&read, 2, "name"), ==, "PRO-77");
  g_assert_nonnull (strstr (commands.out, ":C:UNDO\"")); /* what was read from the pages before they were written */
  g_assert_nonnull (strstr (commands.out, ":C:SHIP\""));
  g_assert_nonnull (strstr (commands.out, ":C:PAGE-HAND-OVER\""));
  g_assert_cmpstr (said (&paper, 0, "labels"), ==, "20");
  g_assert_cmpstr (said (&paper, 0, "sheets"), ==, "2");
  g_assert_cmpstr (said (&small, 0, "verdict"), ==, "FO_LABEL_DOES_NOT_FIT");
  g_assert_cmpstr (said (&nothing, 0, "verdict"), ==, "FO_ORDER_UNKNOWN");
  g_assert_cmpstr (said (&no_supply, 0, "verdict"), ==, "FO_SUPPLY_UNKNOWN");
  g_assert_cmpstr (said (&no_item, 0, "verdict"), ==, "FO_ITEM_UNKNOWN");
}

/* Every command on the sheet is one the desk knows, whether or not it may be given now; pages, and what is said on them, are the
 * window's. */
static void
test_sheet_of_commands (const char *uri)
{
  g_autofree char *sheet = file_path ("known.pdf"), *desk = g_strdup_printf ("desk --station sheet --store %s", uri);
  g_auto (Ran) printed = run_to (0, "label --commands --out %s --store %s", sheet, uri);
  json_object *symbols = json_object_object_get (printed.lines->pdata[0], "symbols");
  g_autoptr (GString) input = g_string_new (NULL);
  guint n = 0;

  for (size_t i = 0; i < json_object_array_length (symbols); i++) {
    const char *code = field_of (json_object_array_get_idx (symbols, i), "data");
    if (strstr (code, ":C:PAGE-") || strstr (code, ":C:SAY-"))
      continue;
    g_string_append_printf (input, "scan %s\n", code);
    n++;
  }
  g_auto (Ran) answers = run_input (input->str, desk);
  g_assert_cmpuint (n, >=, 30); /* of all its pages */
  g_assert_cmpuint (answers.lines->len, ==, n);
  g_assert_null (strstr (answers.out, "FO_COMMAND_UNKNOWN"));
}

/* One label each serial number, the number last in the code; a label printed again is another one. */
static void
test_series (const char *uri)
{
  g_autofree char *many = file_path ("many.pdf"), *one = file_path ("one.png"), *again = file_path ("again.png");
  g_autofree char *first = NULL, *second = NULL;
  g_auto (Ran) series = run_to (0, "label --lot S2406 --serial A001..A003 --copies 2 --out %s --store %s", many, uri);
  g_auto (Ran) single = run_to (0, "label --lot S2406 --serial A001 --out %s --store %s", one, uri);
  g_auto (Ran) twice = run_to (0, "label --lot S2406 --serial A001 --copy 2 --out %s --store %s", again, uri);
  g_auto (Ran) backwards = run_to (1, "label --lot S2406 --serial A003..A001 --out %s --store %s", many, uri);
  g_auto (Ran) flood = run_to (1, "label --lot S2406 --serial A00001..A99999 --out %s --store %s", many, uri);
  g_auto (Ran) read = run_to (0, "decode %s", one);
  gsize first_length, second_length;

  g_assert_cmpstr (said (&series, 0, "labels"), ==, "6");
  g_assert_nonnull (strstr (read.out, "\"10\":\"S2406\",\"21\":\"A001\""));
  g_assert_cmpstr (said (&backwards, 0, "verdict"), ==, "FO_LABEL_SERIES_BAD");
  g_assert_cmpstr (said (&flood, 0, "verdict"), ==, "FO_LABEL_TOO_MANY");
  g_assert_true (g_file_get_contents (one, &first, &first_length, NULL));
  g_assert_true (g_file_get_contents (again, &second, &second_length, NULL));
  g_assert_false (first_length == second_length && memcmp (first, second, first_length) == 0);
}

/* A table is printed whole or not at all, unless asked. */
static void
test_tables_of_labels (void)
{
  static const char good[] =
      "Артикул;название;партия;последний день годности;копий\nA-1;Насос;L1;05.27;2\nA-2;Клапан;L2;;1\n";
  static const char faulty[] =
      "code,item,lot,expires_on,copies\nA-1,Pump,L1,2027-05-31,2\nA-2,,L2,,1\nA-3,Valve,L3,32.05.27,1\n";
  g_autofree char *table = file_path ("labels.csv"), *wrong = file_path ("faulty.csv"), *out = file_path ("table.pdf");
  g_assert_true (g_file_set_contents (table, good, -1, NULL));
  g_assert_true (g_file_set_contents (wrong, faulty, -1, NULL));
  g_auto (Ran) printed = run_to (0, "label --from %s --out %s", table, out);
  g_assert_cmpint (g_unlink (out), ==, 0);
  g_auto (Ran) refused = run_to (1, "label --from %s --out %s --lang en", wrong, out);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  g_auto (Ran) some = run_to (0, "label --from %s --out %s --skip-faults", wrong, out);
  g_auto (Ran) without = run_to (1, "label --from %s --template badge --out %s", table, out);

  g_assert_cmpstr (said (&printed, 0, "labels"), ==, "3");
  g_assert_cmpuint (refused.lines->len, ==, 2);
  g_assert_cmpstr (said (&refused, 0, "row"), ==, "3");
  g_assert_cmpstr (said (&refused, 0, "verdict"), ==, "FO_LABEL_FIELD_EMPTY");
  g_assert_cmpstr (said (&refused, 1, "row"), ==, "4");
  g_assert_cmpstr (said (&refused, 1, "verdict"), ==, "FO_DAY_BAD");
  g_assert_cmpstr (said (&some, 2, "labels"), ==, "2");
  g_assert_cmpstr (said (&without, 0, "verdict"), ==, "FO_LABEL_FIELD_EMPTY");
}

/* Given values need no warehouse. */
static void
test_given_labels (void)
{
  g_autofree char *badge = file_path ("badge.png"), *carton = file_path ("carton.png");
  g_auto (Ran) printed = run_to (0, "label --template badge person=Orlova badge=17 --out %s", badge);
  g_auto (Ran) logistic =
      run_to (0, "label --template carton sscc=346012340000000179 sender=A receiver=B --out %s", carton);
  g_auto (Ran) digit = run_to (1, "label --template carton sscc=346012340000000170 --out %s", carton);
  g_auto (Ran) unknown = run_to (2, "label --template badge colour=red --out %s", badge);
  g_auto (Ran) no_template = run_to (2, "label --template nowhere --out %s", badge);
  g_auto (Ran) read = run_to (0, "decode %s %s", badge, carton);

  g_assert_cmpstr (said (&read, 0, "name"), ==, "17");
  g_assert_nonnull (strstr (read.out, "\"00\":\"346012340000000179\""));
  g_assert_cmpstr (said (&digit, 0, "verdict"), ==, "FO_CODE_CHECK_DIGIT");
}

/* ---- today ------------------------------------------------------------------------------------------------------- */

/* The same warehouse, seen on another day: what was promised can no longer be kept, and check says so. */
static void
test_today (const char *uri)
{
  g_auto (Ran) today = run_to (0, "check --store %s --today 2026-11-22", uri);
  g_auto (Ran) years_later = run_to (1, "check --store %s --today 2030-11-22", uri);

  g_assert_nonnull (line_with (&years_later, "check", "PROMISE_BROKEN"));
}

/* ---- traces ------------------------------------------------------------------------------------------------------ */

static void
test_trace (void)
{
  g_auto (Ran) ran = run_to (0, "trace replay " FO_TESTS_DIR "/traces/honeywell-hidpos.trace --today 2026-11-22");

  g_assert_nonnull (line_with (&ran, "event", "appeared"));
  g_assert_nonnull (line_with (&ran, "event", "scan"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/commands/wrong-calls", test_wrong_calls);
  g_test_add_func ("/ctl/commands/help", test_help);
  each_engine ("/ctl/commands/lot-names", test_lot_names);
  each_training ("/ctl/commands/labels", test_labels);
  each_training ("/ctl/commands/papers", test_papers);
  each_training ("/ctl/commands/sheet-of-commands", test_sheet_of_commands);
  each_training ("/ctl/commands/series", test_series);
  g_test_add_func ("/ctl/commands/tables-of-labels", test_tables_of_labels);
  g_test_add_func ("/ctl/commands/given-labels", test_given_labels);
  each_training ("/ctl/commands/today", test_today);
  g_test_add_func ("/ctl/commands/trace", test_trace);
  return g_test_run ();
}

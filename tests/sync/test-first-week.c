/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first week of a firm, in one day: its stock comes from an Excel table of three hundred rows, a third of them without a
 * barcode, a fifth without a lot; sales has thirty orders, one with a kit, one with a service. A person with a scanner opens,
 * prints labels, picks and ships all of them; material goes to service, a surplus is found, a customer brings something back that
 * nothing proves, a place is counted and differs; and sales hears it. No step ends in a refusal that does not say what to do next. */
#include "firstout/desk/intake.h"
#include "firstout/store/exchange.h"
#include "firstout/work/import.h"
#include "shop.h"
#include "support/stores.h"
#include <glib/gstdio.h>
#include <string.h>

enum { N_ITEMS = 300, N_ORDERS = 30, N_PLACES = 20 };

/* ---- the table ----------------------------------------------------------------------------------------------------- */

static bool
has_barcode (int n)
{
  return n % 3 != 0;
}

static bool
has_lot (int n)
{
  return n % 5 != 0;
}

static bool
expires (int n)
{
  return has_lot (n) && n % 2 == 0;
}

static char *
barcode_of (int n)
{
  g_autofree char *digits = g_strdup_printf ("46%010d", n);
  int sum = 0;

  for (int i = 0; digits[i]; i++)
    sum += (digits[i] - '0') * (i % 2 ? 3 : 1);
  return g_strdup_printf ("%s%d", digits, (10 - sum % 10) % 10);
}

static char *
code_of (int n)
{
  return g_strdup_printf ("А-%03d", n);
}

static char *
lot_of (int n)
{
  return has_lot (n) ? g_strdup_printf ("П%03d", n) : g_strdup ("");
}

static char *
place_of (int n)
{
  return g_strdup_printf ("A-%02d", 1 + n % N_PLACES);
}

/* As it comes out of the firm's Excel: Russian headings, one table for goods, one for what lies where. */
static char *
items_table (void)
{
  GString *text = g_string_new ("Артикул;Наименование;Ед.;Учёт;Срок годности;Штрихкод\n");

  for (int n = 0; n < N_ITEMS; n++) {
    g_autofree char *code = code_of (n), *barcode = has_barcode (n) ? barcode_of (n) : g_strdup ("");
    g_string_append_printf (text, "%s;Товар %d;шт;%s;%d;%s\n", code, n, has_lot (n) ? "lot" : "none", expires (n), barcode);
  }
  return g_string_free (text, FALSE);
}

static char *
places_table (void)
{
  GString *text = g_string_new ("Место;Вид;Порядок\n");

  for (int n = 0; n < N_PLACES; n++)
    g_string_append_printf (text, "A-%02d;bin;%d\n", n + 1, n + 1);
  return g_string_free (text, FALSE);
}

static char *
stock_table (void)
{
  GString *text = g_string_new ("Артикул;Серия;Годен до;Место;Количество\n");

  for (int n = 0; n < N_ITEMS; n++) {
    g_autofree char *code = code_of (n), *lot = lot_of (n), *place = place_of (n);
    g_string_append_printf (text, "%s;%s;%s;%s;%d\n", code, lot, expires (n) ? "31.05.2027" : "", place, 20 + n % 7);
  }
  return g_string_free (text, FALSE);
}

static void
import (Shop *shop, FoImportKind kind, char *text, guint faults)
{
  g_autofree char *owned = text;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoSheet) sheet = fo_sheet_parse ("first-week.csv", owned, (gsize) strlen (owned), &error);
  const FoImportOptions options = { 0 };
  FoImportResult result = { 0 };
  bool fine;

  g_assert_no_error (error);
  fine = fo_import_run (shop->w->store, kind, sheet, &options, &result, &error);
  g_assert_no_error (error);
  g_assert_true (fine);
  g_assert_cmpuint (result.faults, ==, faults);
  g_assert_cmpuint (result.booked, ==, faults ? 0 : result.rows);
}

/* A spreadsheet has rounded a barcode: the table is refused by its row, and nothing of it is booked. */
static char *
mangled_table (void)
{
  g_autofree char *good = items_table ();

  return g_strconcat (good, "Б-1;Кабель;м;none;0;4,60123E+12\n", NULL);
}

/* ---- a person with a scanner ---------------------------------------------------------------------------------------- */

typedef struct {
  Shop *shop;
  FoDesk *desk;
  FoJournal *journal;
  FoDeskReply reply;
  guint inputs, refusals, labels;
} Week;

/* Whoever is refused is told what to do next, in three languages, and the page offers it or asks for it. */
static void
expect_next_step (Week *week, const char *input)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoView) view = { 0 };

  fo_view_init (&view);
  if (!fo_desk_view (week->desk, &view, &error))
    g_error ("%s: %s", input, error->message);
  week->refusals++;
  for (int l = 0; l < FO_N_LANGUAGES; l++) {
    g_autofree char *next = fo_words_verdict_next ((FoLanguage) l, week->reply.reply.verdict, &week->reply.reply.args);
    if (!*next)
      g_error ("%s: %s does not say what is next", input, fo_verdict_name (week->reply.reply.verdict));
  }
  if (view.offers->len == 0 && !*view.instruction_id)
    g_error ("%s: %s leaves the page without a key", input, fo_verdict_name (week->reply.reply.verdict));
}

static FoVerdict
answered (Week *week, const char *input, bool done, GError *error)
{
  FoMood mood;

  if (!done)
    g_error ("%s: %s", input, error->message);
  week->inputs++;
  for (guint i = 0; i < week->reply.labels->len; i++)
    week->labels += g_array_index (week->reply.labels, FoLabelWish, i).count;
  mood = fo_verdict_mood (week->reply.reply.verdict);
  if (mood == FO_MOOD_WRONG || mood == FO_MOOD_ATTENTION)
    expect_next_step (week, input);
  return week->reply.reply.verdict;
}

static FoVerdict
tell (Week *week, const char *format, ...) G_GNUC_PRINTF (2, 3);

static FoVerdict
tell (Week *week, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  fo_desk_reply_clear (&week->reply);
  fo_desk_reply_init (&week->reply);
  return answered (week, text, fo_intake_command (week->desk, week->journal, text, NULL, &week->reply, &error), error);
}

static FoVerdict
scan (Week *week, const char *format, ...) G_GNUC_PRINTF (2, 3);

static FoVerdict
scan (Week *week, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  FoScan scanned;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  g_assert_true (fo_scan_init (&scanned, text, strlen (text), FO_SYMBOLOGY_UNKNOWN, "week", 1));
  fo_desk_reply_clear (&week->reply);
  fo_desk_reply_init (&week->reply);
  return answered (week, text, fo_intake_scan (week->desk, week->journal, &scanned, NULL, &week->reply, &error), error);
}

#define EXPECT(what, verdict) g_assert_cmpstr (fo_verdict_name (what), ==, #verdict)

/* The line the page speaks of; what is still to be taken of it. */
static bool
next_pick (Week *week, FoViewLine *ret_line)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoView) view = { 0 };

  fo_view_init (&view);
  g_assert_true (fo_desk_view (week->desk, &view, &error));
  for (guint i = 0; i < view.lines->len; i++)
    if (g_array_index (view.lines, FoViewLine, i).current) {
      *ret_line = g_array_index (view.lines, FoViewLine, i);
      return ret_line->asked_u > ret_line->done_u;
    }
  return false;
}

/* ---- the day ---------------------------------------------------------------------------------------------------------- */

static void
add_goods_to_sales (Shop *shop)
{
  for (int n = 0; n < N_ITEMS; n++) {
    g_autofree char *code = code_of (n), *name = g_strdup_printf ("Товар %d", n);
    shop_add (shop, "items", "code", code, "name", name, "unit", "шт", "tracking",
              expires (n) ? "expiry" : has_lot (n) ? "lot" : "none", NULL);
  }
  shop_add (shop, "items", "code", "MOUNTING", "name", "Монтаж", "unit", "шт", "kind", "service", NULL);
  shop_add (shop, "items", "code", "KIT-7", "name", "Набор", "unit", "шт", "kind", "kit", NULL);
  shop_add (shop, "kit_lines", "item", "KIT-7", "component", "А-001", "quantity", "2", NULL);
  shop_add (shop, "kit_lines", "item", "KIT-7", "component", "А-006", "quantity", "1", NULL);
}

static void
add_line (Shop *shop, const char *order, int position, const char *item, int quantity)
{
  g_autofree char *at = g_strdup_printf ("%d", position), *many = g_strdup_printf ("%d", quantity);

  shop_add (shop, "order_lines", "order_number", order, "position", at, "item", item, "quantity", many, NULL);
}

/* Three goods each; the seventh wants a kit, the eleventh a service as well. */
static void
add_orders_to_sales (Shop *shop)
{
  shop_add (shop, "customers", "name", "Завод", "credit", "1", NULL);
  for (int o = 0; o < N_ORDERS; o++) {
    g_autofree char *number = g_strdup_printf ("З-%d", o + 1), *deal = g_strdup_printf ("Д-%d", o + 1);
    shop_add (shop, "orders", "number", number, "deal", deal, "customer", "Завод", "paid", "1", NULL);
    for (int l = 0; l < 3; l++) {
      g_autofree char *code = code_of (8 * o + 3 * l + 10);
      add_line (shop, number, l + 1, code, 1 + (o + l) % 4);
    }
    if (o == 6)
      add_line (shop, number, 4, "KIT-7", 2);
    if (o == 10)
      add_line (shop, number, 4, "MOUNTING", 1);
  }
}

/* Goods without a code of their own get one of ours: found by their name, and labelled. */
static void
label_goods (Week *week)
{
  EXPECT (tell (week, "task look-up"), FO_OK);
  for (int n = 0; n < N_ITEMS; n += 3) {
    g_autofree char *code = code_of (n), *lot = lot_of (n);
    EXPECT (scan (week, "FO:L:%s/%s", code, lot), FO_OK);
    EXPECT (tell (week, "print"), FO_OK);
  }
  g_assert_cmpuint (week->labels, ==, N_ITEMS / 3);
}

static void
pick_order (Week *week, const char *number)
{
  FoViewLine line = { 0 };
  FoVerdict verdict = tell (week, "order %s", number);
  guint steps = 0;

  EXPECT (verdict, FO_OK);
  while (next_pick (week, &line)) {
    char quantity[FO_QUANTITY_TEXT_MAX];
    fo_quantity_print (line.asked_u - line.done_u, quantity);
    scan (week, "FO:P:%s", line.place);
    EXPECT (week->reply.reply.verdict, FO_OK);
    verdict = scan (week, "FO:L:%s/%s", line.item, line.lot);
    if (verdict == FO_OK && line.asked_u - line.done_u > FO_ONE)
      verdict = tell (week, "quantity %s", quantity);
    g_assert_true (verdict == FO_OK || verdict == FO_COMPLETE);
    g_assert_cmpuint (++steps, <, 20);
  }
  EXPECT (verdict, FO_COMPLETE);
}

static void
ship_order (Week *week, const char *number)
{
  EXPECT (tell (week, "task ship"), FO_OK);
  scan (week, "FO:O:%s", number);
  EXPECT (tell (week, "ship"), FO_COMPLETE);
  EXPECT (tell (week, "voucher goods-issue %s", number), FO_OK);
}

static void
pick_and_ship (Week *week)
{
  for (int o = 0; o < N_ORDERS; o++) {
    g_autofree char *number = g_strdup_printf ("З-%d", o + 1);
    EXPECT (tell (week, "task pick"), FO_OK);
    pick_order (week, number);
    ship_order (week, number);
  }
}

/* One more of А-299 than the book has, and А-298 is missing one. */
static void
count_a_place (Week *week)
{
  g_autofree char *place = place_of (299);

  EXPECT (tell (week, "task count"), FO_OK);
  EXPECT (scan (week, "FO:P:%s", place), FO_OK);
  for (int n = N_PLACES - 1; n < N_ITEMS; n += N_PLACES) {
    g_autofree char *code = code_of (n), *lot = lot_of (n), *rows = NULL, *query = NULL;
    int there;
    query = g_strdup_printf ("SELECT b.on_hand_u / 1000000 FROM balance b JOIN item i ON i.item_id = b.item_id "
                             "JOIN place p ON p.place_id = b.place_id WHERE i.code = '%s' AND p.code = '%s'", code, place);
    rows = shop_store_rows (week->shop, query);
    there = (int) g_ascii_strtoll (rows, NULL, 10) + (n == 299);
    EXPECT (scan (week, "FO:L:%s/%s", code, lot), FO_OK);
    EXPECT (tell (week, "quantity %d", there), FO_OK);
  }
  /* A surplus is asked for once more before it is believed. */
  if (tell (week, "finish") != FO_COMPLETE) {
    g_autofree char *code = code_of (299), *lot = lot_of (299);
    scan (week, "FO:P:%s", place);
    scan (week, "FO:L:%s/%s", code, lot);
    tell (week, "quantity %d", 20 + 299 % 7 + 1);
    EXPECT (tell (week, "finish"), FO_COMPLETE);
  }
}

static void
take_back (Week *week)
{
  EXPECT (tell (week, "task return"), FO_OK);
  EXPECT (scan (week, "FO:L:А-291/П291"), FO_REASON_NEEDED);
  tell (week, "reason damaged");
  if (week->reply.reply.verdict == FO_RETURN_UNPROVED)
    tell (week, "quarantine");
  EXPECT (week->reply.reply.verdict, FO_OK);
  EXPECT (tell (week, "finish"), FO_OK);
}

/* Two of a thing for the service, from where they lie. */
static void
issue_to_service (Week *week)
{
  g_autofree char *place = place_of (291);

  EXPECT (tell (week, "task issue"), FO_OK);
  EXPECT (scan (week, "FO:P:%s", place), FO_OK);
  EXPECT (scan (week, "FO:L:А-291/П291"), FO_OK);
  EXPECT (tell (week, "quantity 2"), FO_OK);
  EXPECT (tell (week, "issue service"), FO_OK);
  EXPECT (tell (week, "voucher internal-issue"), FO_OK);
}

static void
expect_sales_heard (Shop *shop)
{
  shop_expect_rows (shop, "SELECT COUNT (*) FROM fo_inbox WHERE op = 'shipment.create'", "30\n");
  shop_expect_rows (shop, "SELECT COUNT (*) FROM fo_inbox WHERE op = 'count.difference'", "1\n");
  shop_expect_rows (shop, "SELECT COUNT (*) FROM fo_inbox WHERE op = 'return.create'", "1\n");
  g_autofree char *issues = shop_rows (shop, "SELECT COUNT (*) FROM fo_inbox WHERE op = 'internal.issue'");
  g_assert_cmpint (g_ascii_strtoll (issues, NULL, 10), >=, 1);
  shop_expect_store (shop, "SELECT COUNT (*) FROM sales_order WHERE state <> 'shipped'", "0\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM outbox WHERE state <> 'verified'", "0\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1", "0\n");
}

static void
test_first_week (Shop *shop)
{
  g_autofree char *path = g_build_filename (fo_test_folder_name (), "first-week.journal", NULL);
  Week week = { .shop = shop };
  g_autoptr (GError) error = NULL;

  g_remove (path);
  import (shop, FO_IMPORT_ITEMS, mangled_table (), 1);
  import (shop, FO_IMPORT_ITEMS, items_table (), 0);
  import (shop, FO_IMPORT_PLACES, places_table (), 0);
  import (shop, FO_IMPORT_STOCK, stock_table (), 0);
  add_goods_to_sales (shop);
  add_orders_to_sales (shop);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.rejected, ==, 0);
  week.journal = fo_journal_open (path, &error);
  g_assert_no_error (error);
  week.desk = fo_desk_new (shop->w->store, "1", &error);
  g_assert_no_error (error);
  fo_desk_reply_init (&week.reply);
  label_goods (&week);
  pick_and_ship (&week);
  issue_to_service (&week);
  take_back (&week);
  count_a_place (&week);
  shop_sync (shop);
  expect_sales_heard (shop);
  warehouse_expect_clean (shop->w);
  g_test_message ("%u inputs, %u of them refused or asked, each with a next step", week.inputs, week.refusals);
  fo_desk_reply_clear (&week.reply);
  fo_desk_free (week.desk);
  fo_journal_free (week.journal);
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/first-week", test_first_week);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * In which order lots leave, and which of them a line takes. */
#include "cells.h"
#include "firstout/core/issue.h"
#include "support/seed.h"

CELL_OF (FoIssueOrder, issue_order)

static FoDay
today (void)
{
  return fo_day_from_civil (2027, 6, 15);
}

/* ---- the key ----------------------------------------------------------------------------------------------------- */

typedef struct {
  char item[32];
  char key[FO_ISSUE_KEY_MAX];
  guint n_items;
} Previous;

static void
check_order (const FoTableRow *row, gpointer data)
{
  Previous *previous = data;
  gboolean expires = strcmp (row->cells[2], "none") != 0;
  FoItem item = { .issue = cell_issue_order (row, 1), .has_expiry = expires };
  FoLot lot = { .expires_on = expires ? cell_day (row, 2) : today (), .received_on = cell_day (row, 3) };
  char key[FO_ISSUE_KEY_MAX];

  g_strlcpy (lot.number, row->cells[4], sizeof lot.number);
  fo_issue_key (&lot, &item, key);
  if (strcmp (previous->item, row->cells[0]) != 0)
    previous->n_items++;
  else if (strcmp (previous->key, key) >= 0)
    fo_row_fail (row, "“%s” does not sort after “%s”", key, previous->key);
  g_strlcpy (previous->item, row->cells[0], sizeof previous->item);
  g_strlcpy (previous->key, key, sizeof previous->key);
}

static void
test_order (void)
{
  Previous previous = { .n_items = 0 };

  fo_table_run ("issue-order.table", 5, check_order, &previous);
  g_assert_cmpuint (previous.n_items, ==, 7);
}

/* The key is kept in the store: its text is a promise to every row that carries it. */
static void
test_key_text (void)
{
  FoItem fefo = { .issue = FO_ISSUE_FEFO, .has_expiry = true }, fifo = { .issue = FO_ISSUE_FIFO, .has_expiry = true };
  FoItem lasts = { .issue = FO_ISSUE_FEFO };
  FoLot lot = { .expires_on = today () + 15, .received_on = today (), .number = "A|1" };
  char key[FO_ISSUE_KEY_MAX];

  g_assert_cmpstr (fo_issue_key (&lot, &fefo, key), ==, "2027-06-30|2027-06-15|A|1");
  g_assert_cmpstr (fo_issue_key (&lot, &fifo, key), ==, "2027-06-15|2027-06-30|A|1");
  g_assert_cmpstr (fo_issue_key (&lot, &lasts, key), ==, "9999-12-31|2027-06-15|A|1");
  lot.expires_on = FO_DAY_NONE;
  g_assert_cmpstr (fo_issue_key (&lot, &fifo, key), ==, "0000-00-00|2027-06-15|A|1");
  lot.received_on = FO_DAY_NONE;
  memset (lot.number, 'Z', sizeof lot.number - 1);
  g_assert_cmpuint (strlen (fo_issue_key (&lot, &fefo, key)), ==, 2 * 11 + FO_LOT_NUMBER_MAX - 1);
  g_assert_cmpuint (strlen (key), <, FO_ISSUE_KEY_MAX);
}

static gint
compare_days (FoDay a, FoDay b)
{
  return (a > b) - (a < b); /* FO_DAY_NONE is the least of all */
}

/* Decision 5, said with comparisons instead of a text. */
static gint
leaves_before (const FoLot *a, const FoLot *b, FoIssueOrder issue)
{
  gint by_end = compare_days (a->expires_on, b->expires_on);
  gint by_receipt = compare_days (a->received_on, b->received_on);
  gboolean unknown = a->expires_on == FO_DAY_NONE || b->expires_on == FO_DAY_NONE;
  gint first = issue == FO_ISSUE_FEFO || unknown ? by_end : by_receipt;
  gint second = issue == FO_ISSUE_FEFO || unknown ? by_receipt : by_end;

  return first ? first : second ? second : strcmp (a->number, b->number);
}

static FoLot
random_lot (GRand *rand)
{
  FoLot lot = { .expires_on = FO_DAY_NONE };

  if (g_rand_int_range (rand, 0, 5) > 0)
    lot.expires_on = g_rand_int_range (rand, 0, 9) == 0 ? FO_DAY_MAX : today () + g_rand_int_range (rand, -200, 200);
  lot.received_on = today () - g_rand_int_range (rand, 0, 4);
  g_snprintf (lot.number, sizeof lot.number, "%d", g_rand_int_range (rand, 0, 12));
  return lot;
}

static void
test_random_pairs (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("issue keys");
  guint n = fo_test_count (20000);

  for (guint i = 0; i < n; i++) {
    FoItem item = { .issue = g_rand_boolean (rand) ? FO_ISSUE_FEFO : FO_ISSUE_FIFO, .has_expiry = true };
    FoLot a = random_lot (rand), b = random_lot (rand);
    char key_a[FO_ISSUE_KEY_MAX], key_b[FO_ISSUE_KEY_MAX];
    gint by_key, by_rule;

    if (g_rand_int_range (rand, 0, 3) == 0)
      b.expires_on = a.expires_on;
    by_key = strcmp (fo_issue_key (&a, &item, key_a), fo_issue_key (&b, &item, key_b));
    by_rule = leaves_before (&a, &b, item.issue);
    if ((by_key > 0) - (by_key < 0) != (by_rule > 0) - (by_rule < 0))
      g_error ("%s and %s under %s", key_a, key_b, fo_issue_order_name (item.issue));
  }
}

static void
test_usable_until_key (void)
{
  char text[FO_DAY_KEY_MAX];

  g_assert_cmpstr (fo_usable_until_key (FO_DAY_NONE, text), ==, "0000-00-00");
  g_assert_cmpstr (fo_usable_until_key (FO_DAY_MAX, text), ==, "9999-12-31");
  g_assert_cmpstr (fo_usable_until_key (today (), text), ==, "2027-06-15");
  g_assert_cmpint (fo_usable_until_from_key ("0000-00-00"), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_usable_until_from_key ("9999-12-31"), ==, FO_DAY_MAX);
  g_assert_cmpint (fo_usable_until_from_key ("2027-06-15"), ==, today ());
  g_assert_cmpint (fo_usable_until_from_key (""), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_usable_until_from_key ("soon"), ==, FO_DAY_NONE);
}

/* ---- the plan ---------------------------------------------------------------------------------------------------- */

#define MAX_LOTS 9

/* "A1=5@2027-06-30": lot A, place 1. */
static FoOpenLot
open_lot (const FoTableRow *row, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "=@", 3);
  FoOpenLot lot = { parts[0][0], parts[0][1], FO_DAY_NONE, 0 };

  if (fo_quantity_parse (parts[1], &lot.free_u) != FO_OK)
    fo_row_fail (row, "“%s” is no quantity", parts[1]);
  if (strcmp (parts[2], "never") == 0)
    lot.usable_until = FO_DAY_MAX;
  else if (strcmp (parts[2], "unknown") != 0 && fo_day_parse_iso (parts[2], &lot.usable_until) != FO_OK)
    fo_row_fail (row, "“%s” is no day", parts[2]);
  return lot;
}

static char *
print_picks (const FoPick *picks, gsize n)
{
  GString *text = g_string_new (NULL);
  char quantity[FO_QUANTITY_TEXT_MAX];

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%s%c%c=%s", i ? " " : "", (char) picks[i].lot_id, (char) picks[i].place_id,
                            fo_quantity_print (picks[i].quantity_u, quantity));
  return g_string_free (text, FALSE);
}

static void
check_plan (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  g_auto (GStrv) texts = g_strsplit (row->cells[0], " ", -1);
  g_autofree char *taken = NULL;
  FoOpenLot lots[MAX_LOTS];
  FoPick picks[MAX_LOTS];
  FoQuantity missing_u = -1;
  gsize n = g_strv_length (texts), n_picks;

  for (gsize i = 0; i < n; i++)
    lots[i] = open_lot (row, texts[i]);
  n_picks = fo_issue_plan (lots, n, today (), cell_day (row, 1), cell_quantity (row, 2), picks,
                           (gsize) cell_int (row, 3), &missing_u);
  taken = print_picks (picks, n_picks);
  fo_row_text (row, "taken", taken, row->cells[4]);
  row_quantity (row, "missing", missing_u, 5);
  for (gsize i = 0; i < n_picks; i++)
    for (gsize j = 0; j < n; j++)
      if (lots[j].lot_id == picks[i].lot_id && lots[j].place_id == picks[i].place_id)
        fo_row_number (row, "the last usable day of the pick", picks[i].usable_until, lots[j].usable_until);
}

static void
test_plan (void)
{
  fo_table_run ("issue-plan.table", 6, check_plan, NULL);
}

/* An open lot is judged by the one predicate: the same table, rows of free lots. */
static void
check_open_lot (const FoTableRow *row, gpointer data)
{
  guint *n_free = data;
  FoOpenLot lot = { .usable_until = strcmp (row->cells[1], "none") == 0 ? FO_DAY_MAX : cell_day (row, 1) };

  if (strcmp (row->cells[0], "free") != 0)
    return;
  fo_row_verdict (row, 3, fo_open_lot_usable (&lot, today (), cell_day (row, 2)));
  ++*n_free;
}

static void
test_open_lot (void)
{
  guint n_free = 0;

  fo_table_run ("lot-usable.table", 4, check_open_lot, &n_free);
  g_assert_cmpuint (n_free, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/issue/order", test_order);
  g_test_add_func ("/core/issue/key-text", test_key_text);
  g_test_add_func ("/core/issue/random-pairs", test_random_pairs);
  g_test_add_func ("/core/issue/usable-until-key", test_usable_until_key);
  g_test_add_func ("/core/issue/plan", test_plan);
  g_test_add_func ("/core/issue/open-lot", test_open_lot);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Items: what may be booked of one, and how long goods made on a day last. */
#include "cells.h"
#include "firstout/core/item.h"

TEST_NAMES (FoItemKind, item_kind, TRUE, "goods", "service", "kit")
TEST_NAMES (FoTracking, tracking, TRUE, "none", "lot")
TEST_NAMES (FoIssueOrder, issue_order, TRUE, "fefo", "fifo")
TEST_NAMES (FoEnforcement, enforcement, TRUE, "off", "warn", "force")
TEST_NAMES (FoCertificateRule, certificate_rule, TRUE, "none", "before", "after")
TEST_NAMES (FoLabelsRule, labels_rule, TRUE, "none", "line", "pack", "unit")

CELL_OF (FoItemKind, item_kind)

/* One word says how goods are told apart, and says it back. */
static void
test_told_apart (void)
{
  static const char *const words[] = { "none", "lot", "serial", "lot-serial", "serial-shipment", "lot-serial-shipment" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    FoItem item = { .serials = FO_SERIALS_ALWAYS };

    g_assert_true (fo_item_tracking_parse (&item, words[i]));
    g_assert_cmpstr (fo_item_tracking_name (&item), ==, words[i]);
    g_assert_cmpint (item.tracking == FO_TRACKING_LOT, ==, strncmp (words[i], "lot", 3) == 0);
    g_assert_cmpint (fo_item_units_come (&item), ==, g_str_has_suffix (words[i], "serial"));
    g_assert_cmpint (fo_item_units_leave (&item), ==, strstr (words[i], "serial") != NULL);
    g_assert_false (fo_item_tracking_parse (&item, "lots"));
  }
}

/* Days, a part of the shelf life, or both; who says it first is believed. */
static void
test_min_life (void)
{
  static const struct {
    const char *text, *printed;
    gboolean good;
    int days, percent, of_365, of_unknown;
  } rows[] = { { "", "", TRUE, 0, 0, 0, 0 },          { "30", "30", TRUE, 30, 0, 30, 30 },
               { "66%", "66%", TRUE, 0, 66, 241, 0 }, { "300 66%", "300 66%", TRUE, 300, 66, 300, 300 },
               { "100%", "100%", TRUE, 0, 100, 365, 0 }, { "1%", "1%", TRUE, 0, 1, 4, 0 },
               { "101%", NULL, FALSE },               { "long", NULL, FALSE },
               { "-3", NULL, FALSE },                 { "30 20", NULL, FALSE },
               { "66% 30", NULL, FALSE },             { "3000000000", NULL, FALSE },
               { "%", NULL, FALSE } };
  FoItem item = { .shelf_life_days = 365 }, unknown = { .shelf_life_days = 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    char text[FO_MIN_LIFE_TEXT_MAX];
    FoMinLife life = { 7, 7 };

    g_assert_cmpint (fo_min_life_parse (rows[i].text, &life), ==, rows[i].good);
    if (!rows[i].good) {
      g_assert_cmpint (life.days, ==, 7);
      continue;
    }
    g_assert_cmpint (life.days, ==, rows[i].days);
    g_assert_cmpint (life.percent, ==, rows[i].percent);
    g_assert_cmpstr (fo_min_life_print (&life, text), ==, rows[i].printed);
    g_assert_cmpint (fo_min_life_days (&life, &item), ==, rows[i].of_365);
    g_assert_cmpint (fo_min_life_days (&life, &unknown), ==, rows[i].of_unknown);
    g_assert_cmpint (fo_min_life_of_line (0, 0, &life, &item), ==, rows[i].of_365);
    g_assert_cmpint (fo_min_life_of_line (0, 90, &life, &item), ==, 90);
    g_assert_cmpint (fo_min_life_of_line (5, 90, &life, &item), ==, 5);
  }
}

/* Half a unit has no serial number, whatever the unit is called. */
static void
test_whole_units (void)
{
  FoItem item = { .kind = FO_ITEM_GOODS, .unit = "кг" };

  g_assert_cmpint (fo_item_may_book (&item, FO_ONE / 2), ==, FO_OK);
  item.serials = FO_SERIALS_SHIPMENT;
  g_assert_cmpint (fo_item_may_book (&item, FO_ONE / 2), ==, FO_QUANTITY_NOT_WHOLE);
}

static void
check_book (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoItem item = { .kind = cell_item_kind (row, 1) };

  g_strlcpy (item.unit, row->cells[0], sizeof item.unit);
  fo_row_verdict (row, 3, fo_item_may_book (&item, cell_quantity (row, 2)));
}

static void
test_book (void)
{
  fo_table_run ("item-book.table", 4, check_book, NULL);
}

/* What no text can say: beyond the largest quantity, whole or not, for goods or a service. */
static void
test_book_too_much (void)
{
  FoItem piece = { .kind = FO_ITEM_GOODS, .unit = "pcs" }, service = { .kind = FO_ITEM_SERVICE, .unit = "pcs" };

  g_assert_cmpint (fo_item_may_book (&piece, FO_QUANTITY_MAX), ==, FO_OK);
  g_assert_cmpint (fo_item_may_book (&piece, FO_QUANTITY_MAX + FO_ONE), ==, FO_QUANTITY_TOO_LARGE);
  g_assert_cmpint (fo_item_may_book (&piece, FO_QUANTITY_MAX + 1), ==, FO_QUANTITY_TOO_LARGE);
  g_assert_cmpint (fo_item_may_book (&service, FO_QUANTITY_MAX + 1), ==, FO_QUANTITY_TOO_LARGE);
  g_assert_cmpint (fo_item_may_book (&service, INT64_MAX), ==, FO_QUANTITY_TOO_LARGE);
  g_assert_cmpint (fo_item_may_book (&piece, INT64_MIN), ==, FO_QUANTITY_NOT_POSITIVE);
}

static void
check_shelf_life (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoItem item = { .has_expiry = true, .shelf_life_days = cell_int (row, 1) };

  row_day (row, "the last usable day", fo_item_expiry_from_production (&item, cell_day (row, 0)), 2);
}

static void
test_shelf_life (void)
{
  fo_table_run ("item-shelf-life.table", 3, check_shelf_life, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/item/names/kind", test_item_kind_names);
  g_test_add_func ("/core/item/names/tracking", test_tracking_names);
  g_test_add_func ("/core/item/told-apart", test_told_apart);
  g_test_add_func ("/core/item/whole-units", test_whole_units);
  g_test_add_func ("/core/item/min-life", test_min_life);
  g_test_add_func ("/core/item/names/issue-order", test_issue_order_names);
  g_test_add_func ("/core/item/names/enforcement", test_enforcement_names);
  g_test_add_func ("/core/item/names/certificate", test_certificate_rule_names);
  g_test_add_func ("/core/item/names/labels", test_labels_rule_names);
  g_test_add_func ("/core/item/book", test_book);
  g_test_add_func ("/core/item/book-too-much", test_book_too_much);
  g_test_add_func ("/core/item/shelf-life", test_shelf_life);
  return g_test_run ();
}

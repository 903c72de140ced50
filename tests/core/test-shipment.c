/* SPDX-License-Identifier: GPL-3.0-or-later
 * The last look before goods leave. */
#include "cells.h"
#include "firstout/core/shipment.h"

CELL_OF (FoCertificateRule, certificate_rule)
CELL_OF (FoLotState, lot_state)

static FoDay
today (void)
{
  return fo_day_from_civil (2027, 6, 15);
}

static void
check_leave (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoItem item = { .has_expiry = true, .certificate = cell_certificate_rule (row, 0) };
  FoLot lot = { .number = "L-1", .state = cell_lot_state (row, 2), .expires_on = cell_day (row, 3) };
  FoLine line = { .goods = true, .certificate_on = cell_day (row, 1), .min_life_days = cell_int (row, 4) };

  g_strlcpy (line.lot_wanted, row->cells[5], sizeof line.lot_wanted);
  fo_row_verdict (row, 6, fo_shipment_may_leave (&line, &item, &lot, today ()));
}

static void
test_table (void)
{
  fo_table_run ("shipment.table", 7, check_leave, NULL);
}

/* Every mixture of what can be in the way: the answer is the first of the list, and the lot's part of it is what the
 * one predicate says. */
static void
test_every_mixture (void)
{
  for (guint mix = 0; mix < 2 * 2 * 3 * 40 * 2 * 2; mix++) {
    gboolean before = mix % 2, confirmed = mix / 2 % 2, wanted = mix / 480 % 2, other = mix / 960 % 2;
    FoItem item = { .has_expiry = true, .certificate = before ? FO_CERTIFICATE_BEFORE : FO_CERTIFICATE_AFTER };
    FoLot lot = { .number = "L-1", .state = (FoLotState) (mix / 4 % 3) };
    FoLine line = { .goods = true, .certificate_on = confirmed ? today () : FO_DAY_NONE, .min_life_days = 10 };
    guint day = mix / 12 % 40;
    FoVerdict expected;

    lot.expires_on = day == 0 ? FO_DAY_NONE : today () - 20 + (FoDay) day;
    if (wanted)
      g_strlcpy (line.lot_wanted, other ? "L-2" : "L-1", sizeof line.lot_wanted);
    expected = fo_lot_usable (&lot, &item, today (), today () + 10);
    if (before && !confirmed)
      expected = fo_verdict_first (expected, FO_CERTIFICATE_MISSING);
    if (wanted && other)
      expected = fo_verdict_first (expected, FO_LOT_NOT_WANTED);
    g_assert_cmpstr (fo_verdict_name (fo_shipment_may_leave (&line, &item, &lot, today ())), ==,
                     fo_verdict_name (expected));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/shipment/table", test_table);
  g_test_add_func ("/core/shipment/every-mixture", test_every_mixture);
  return g_test_run ();
}

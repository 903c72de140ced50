/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kits, stages of orders, and what a customer means for the gate of his. */
#include "cells.h"
#include "firstout/core/customer.h"
#include "firstout/core/kit.h"
#include "firstout/core/stage.h"
#include "firstout/core/substitute.h"

TEST_NAMES (FoStage, stage, FALSE, "new", "in_work", "awaiting_confirmation", "awaiting_arrival", "confirmed", "awaiting_picking",
            "picked", "shipped", "done", "cancelled")
CELL_OF (FoStage, stage)
CELL_OF (FoGate, gate)
CELL_OF (FoOrderState, order_state)

/* ---- substitutes ------------------------------------------------------------------------------------------------- */

static FoQuantity
amount (const FoTableRow *row, guint cell, FoItem *ret_item)
{
  g_auto (GStrv) words = g_strsplit (row->cells[cell], " ", 2);
  FoQuantity quantity_u = 0;

  *ret_item = (FoItem){ .kind = FO_ITEM_GOODS };
  if (!words[0] || !words[1] || fo_quantity_parse (words[0], &quantity_u) != FO_OK)
    fo_row_fail (row, "“%s” is no quantity with its unit", row->cells[cell]);
  else
    g_strlcpy (ret_item->unit, words[1], sizeof ret_item->unit);
  return quantity_u;
}

static void
check_substitute (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoQuantity room_u = 0, missing_u = 0, covers_u, needs_u = 0;
  FoSubstitute ratio = { 0 };
  FoItem item, instead;

  ratio.for_u = amount (row, 0, &item);
  ratio.instead_u = amount (row, 1, &instead);
  g_assert_cmpint (fo_quantity_parse (row->cells[2], &room_u), ==, FO_OK);
  g_assert_cmpint (fo_quantity_parse (row->cells[3], &missing_u), ==, FO_OK);
  covers_u = fo_substitute_covers (&ratio, &item, &instead, room_u, missing_u);
  row_quantity (row, "covers", covers_u, 4);
  if (strcmp (row->cells[5], "-") == 0)
    return;
  g_assert_true (fo_substitute_needs (&ratio, covers_u, &needs_u));
  row_quantity (row, "takes", needs_u, 5);
}

/* Whatever is covered is exact, may be booked on both sides, fits, and one step more would not: by all small numbers. */
static void
test_covers (void)
{
  const FoItem pieces = { .kind = FO_ITEM_GOODS, .unit = "шт" };

  for (int of = 1; of < 7; of++)
    for (int with = 1; with < 7; with++)
      for (int room = 0; room < 14; room++)
        for (int most = 0; most < 14; most++) {
          const FoSubstitute ratio = { .for_u = of * FO_ONE, .instead_u = with * FO_ONE };
          FoQuantity covers_u = fo_substitute_covers (&ratio, &pieces, &pieces, room * FO_ONE, most * FO_ONE), best_u = 0, needs_u;

          for (int q = 1; q <= most; q++)
            if (q * with % of == 0 && q * with / of <= room)
              best_u = q * FO_ONE;
          g_assert_cmpint (covers_u, ==, best_u);
          g_assert_true (fo_substitute_needs (&ratio, covers_u, &needs_u));
          g_assert_cmpint (needs_u * of, ==, covers_u * with);
        }
}

static void
test_substitutes (void)
{
  fo_table_run ("substitute.table", 6, check_substitute, NULL);
  for (int asks = FO_ASKS_NOBODY; asks <= (int) FO_ASKS_SALES; asks++)
    for (int lead = 0; lead < 2; lead++) { /* sales' own word goes before everybody's */
      g_assert_cmpint (fo_substitute_may ((FoSubstituteAsks) asks, FO_SUBSTITUTES_REFUSED, lead), ==, FO_SUBSTITUTE_REFUSED);
      g_assert_cmpint (fo_substitute_may ((FoSubstituteAsks) asks, FO_SUBSTITUTES_ALLOWED, lead), ==, FO_OK);
    }
  g_assert_cmpint (fo_substitute_may (FO_ASKS_NOBODY, FO_SUBSTITUTES_UNSAID, false), ==, FO_OK);
  g_assert_cmpint (fo_substitute_may (FO_ASKS_LEAD, FO_SUBSTITUTES_UNSAID, false), ==, FO_RIGHT_MISSING);
  g_assert_cmpint (fo_substitute_may (FO_ASKS_LEAD, FO_SUBSTITUTES_UNSAID, true), ==, FO_OK);
  g_assert_cmpint (fo_substitute_may (FO_ASKS_SALES, FO_SUBSTITUTES_UNSAID, true), ==, FO_SUBSTITUTE_ASKED);
}

/* ---- kits --------------------------------------------------------------------------------------------------------- */

static void
read_five (const FoTableRow *row, guint cell, FoQuantity five[5])
{
  g_auto (GStrv) words = g_strsplit_set (row->cells[cell], " ", -1);

  for (guint i = 0; i < 5; i++)
    if (i >= g_strv_length (words) || fo_quantity_parse (words[i], &five[i]) != FO_OK)
      fo_row_fail (row, "“%s” are no five quantities", row->cells[cell]);
}

static FoLine
component (FoId id, const FoQuantity five[5])
{
  return (FoLine){ .id = id, .goods = true, .shipped_u = five[0], .picked_u = five[1], .held_u = five[2],
                   .promised_u = five[3] + five[4], .from_supply_u = five[4], .ordered_u = 100 * FO_ONE };
}

static void
check_kit (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  const FoKitPart parts[] = { { 1, 9, FO_ONE }, { 2, 9, FO_ONE * 5 / 2 }, { 3, 8, FO_ONE } };
  FoLine kit = { .id = 9, .goods = true, .ordered_u = 4 * FO_ONE }, lines[3];
  FoQuantity a[5] = { 0 }, b[5] = { 0 }, kits[5] = { 0 };

  read_five (row, 0, a);
  read_five (row, 1, b);
  read_five (row, 2, kits);
  lines[0] = component (1, a);
  lines[1] = component (2, b);
  lines[2] = component (3, (const FoQuantity[5]){ 0 }); /* another kit's: nothing of it is there */
  fo_kit_quantities (&kit, parts, G_N_ELEMENTS (parts), lines, G_N_ELEMENTS (lines));
  g_assert_cmpint (kit.shipped_u, ==, kits[0]);
  g_assert_cmpint (kit.picked_u, ==, kits[1]);
  g_assert_cmpint (kit.held_u, ==, kits[2]);
  g_assert_cmpint (kit.promised_u, ==, kits[3]);
  g_assert_cmpint (kit.from_supply_u, ==, kits[4]);
  row_quantity (row, "missing", fo_line_missing (&kit), 3);
}

static void
test_kits (void)
{
  FoQuantity needs_u = 7;

  fo_table_run ("kit-quantities.table", 4, check_kit, NULL);
  g_assert_true (fo_kit_needs (FO_ONE * 5 / 2, 3 * FO_ONE, &needs_u));
  g_assert_cmpint (needs_u, ==, FO_ONE * 15 / 2);
  g_assert_false (fo_kit_needs (FO_ONE, FO_ONE / 2, &needs_u)); /* half a kit */
  g_assert_cmpint (fo_kit_whole (1, INT64_MAX), ==, FO_QUANTITY_MAX);
}

/* What is left of two components without their surplus makes as many kits as before, and one less would not. By all small numbers. */
static void
test_kit_surplus (void)
{
  for (FoQuantity a = 1; a < 5; a++)
    for (FoQuantity b = 1; b < 5; b++)
      for (FoQuantity got_a = 0; got_a < 12; got_a++)
        for (FoQuantity got_b = 0; got_b < 12; got_b++) {
          FoQuantity kits = MIN (got_a / a, got_b / b);
          FoQuantity left_a = got_a - fo_kit_surplus (a, kits * FO_ONE, got_a), left_b = got_b - fo_kit_surplus (b, kits * FO_ONE, got_b);

          g_assert_cmpint (MIN (left_a / a, left_b / b), ==, kits);
          g_assert_true (kits == 0 || (MIN ((left_a - 1) / a, left_b / b) < kits && MIN (left_a / a, (left_b - 1) / b) < kits));
        }
  g_assert_cmpint (fo_kit_surplus (FO_ONE, 5 * FO_ONE, 3 * FO_ONE), ==, 0);
}

/* ---- stages ------------------------------------------------------------------------------------------------------- */

static void
check_stage (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  const FoOrder order = { .state = cell_order_state (row, 0), .gate = cell_gate (row, 1) };
  FoLine line = { .goods = true, .from_supply_u = cell_quantity (row, 3), .promised_u = cell_quantity (row, 3) };

  line.ordered_u = cell_quantity (row, 2) + line.promised_u;
  fo_row_text (row, "stage", fo_stage_name (fo_stage_of (&order, &line, 1)), row->cells[4]);
}

static void
read_steps (const FoTableRow *row, gpointer data)
{
  gboolean (*written)[FO_N_STAGES] = data;
  g_auto (GStrv) to = g_strsplit (row->cells[1], " ", -1);

  for (char **name = to; *name; name++) {
    FoStage stage;

    if (!fo_stage_parse (*name, &stage))
      fo_row_fail (row, "“%s” is no stage", *name);
    else
      written[cell_stage (row, 0)][stage] = TRUE;
  }
}

static void
test_stages (void)
{
  gboolean written[FO_N_STAGES][FO_N_STAGES] = { 0 };

  fo_table_run ("stage.table", 5, check_stage, NULL);
  g_assert_cmpuint (fo_table_run ("stage-step.table", 2, read_steps, written), ==, FO_N_STAGES);
  for (int from = 0; from < FO_N_STAGES; from++)
    for (int to = 0; to < FO_N_STAGES; to++)
      g_assert_cmpint (fo_stage_may_step ((FoStage) from, (FoStage) to), ==, written[from][to]);
  g_assert_false (fo_stage_opens_gate (FO_STAGE_AWAITING_CONFIRMATION));
  g_assert_true (fo_stage_opens_gate (FO_STAGE_CONFIRMED));
}

/* ---- customers ---------------------------------------------------------------------------------------------------- */

static void
check_gate (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  const FoCustomer customer = { .blocked = strstr (row->cells[0], "blocked") != NULL,
                                .credit = strstr (row->cells[0], "credit") != NULL };
  bool known = strcmp (row->cells[0], "-") != 0;

  fo_row_text (row, "gate", fo_gate_name (fo_customer_gate (known ? &customer : NULL, cell_gate (row, 1), cell_gate (row, 2))),
               row->cells[3]);
}

static void
check_keep (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  row_day (row, "until", fo_customer_keep_until (cell_day (row, 0), cell_int (row, 1)), 2);
}

static void
test_customers (void)
{
  fo_table_run ("customer-gate.table", 4, check_gate, NULL);
  fo_table_run ("customer-keep.table", 3, check_keep, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/deal/substitutes", test_substitutes);
  g_test_add_func ("/core/deal/substitutes/covers", test_covers);
  g_test_add_func ("/core/deal/kits", test_kits);
  g_test_add_func ("/core/deal/kit-surplus", test_kit_surplus);
  g_test_add_func ("/core/deal/stage-names", test_stage_names);
  g_test_add_func ("/core/deal/stages", test_stages);
  g_test_add_func ("/core/deal/customers", test_customers);
  return g_test_run ();
}

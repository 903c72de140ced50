/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/outlook.h"
#include "fill.h"
#include "firstout/core/issue.h"

static void
fill_ending (FoRows *rows, gpointer ret)
{
  FoEnding *ending = ret;
  const char *until = fo_rows_text (rows, 2);

  *ending = (FoEnding){ .lot_id = fo_rows_int (rows, 0), .place_id = fo_rows_int (rows, 1), .ends_on = FO_DAY_NONE };
  if (fo_day_parse_iso (until, &ending->ends_on) != FO_OK || g_str_equal (until, "9999-12-31"))
    ending->ends_on = FO_DAY_NONE;
  ending->usable = fo_rows_int (rows, 3) != 0;
  ending->balance = (FoBalance){ .on_hand_u = fo_rows_int (rows, 4), .held_u = fo_rows_int (rows, 5) };
}

bool
fo_endings_of_item (FoTxn *txn, const FoItem *item, FoDay until, GArray *endings, GError **error)
{
  char day[FO_DAY_KEY_MAX], before[FO_DAY_KEY_MAX + 1] = "~";

  if (item->issue == FO_ISSUE_FEFO)
    g_snprintf (before, sizeof before, "%s~", fo_day_print_iso (until, day));
  return fo_fill_all (txn, FO_SQL_ENDINGS_OF_ITEM, FO_VALUES (FO_INT (item->id), FO_TEXT (before)), fill_ending, endings, error);
}

static void
fill_promised (FoRows *rows, gpointer ret)
{
  FoLifeStep *step = ret;

  *step = (FoLifeStep){ .quantity_u = fo_rows_int (rows, 1) };
  if (fo_day_parse_iso (fo_rows_text (rows, 0), &step->day) != FO_OK)
    step->day = FO_DAY_NONE;
}

bool
fo_promised_by_day (FoTxn *txn, FoId item, GArray *steps, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LIFE_PROMISED, FO_VALUES (FO_INT (item)), fill_promised, steps, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected.h"

#include "common/closures.h"
#include "common/work-list.h"
#include "firstout/store/items.h"
#include "firstout/store/supplies.h"

enum { SUPPLIES_MAX = 200 };

static gint
sooner (gconstpointer a, gconstpointer b)
{
  const FoSupply *x = a, *y = b;
  FoDay x_day = x->ready_on == FO_DAY_NONE ? FO_DAY_MAX : x->ready_on, y_day = y->ready_on == FO_DAY_NONE ? FO_DAY_MAX : y->ready_on;

  return x_day < y_day ? -1 : x_day > y_day;
}

static void
add_row (GArray *rows, FoLanguage language, const FoSupply *supply, const FoItem *item)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *detail = NULL, *open = fo_words_quantity (language, fo_supply_open (supply));
  FoWorkRow row = { 0 };

  fo_args_set_text (&args, "item", fo_name_in (language, item->name, item->name_de, item->name_en));
  fo_args_set_text (&args, "partner", supply->partner);
  fo_args_set_day (&args, "ready_on", supply->ready_on);
  fo_args_set_count (&args, "percent", supply->progress_percent);
  detail = fo_words (language, supply->kind == FO_SUPPLY_PRODUCTION ? "page.receive.production" : "page.receive.purchase", &args);
  g_snprintf (row.command, sizeof row.command, "supply %s", supply->number);
  g_snprintf (row.title, sizeof row.title, "%s · %s", supply->number, fo_args_get (&args, "item")->text);
  g_strlcpy (row.detail, detail, sizeof row.detail);
  g_snprintf (row.right, sizeof row.right, "%s %s", open, item->unit);
  g_array_append_val (rows, row);
}

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  const FoLanguage *language = input;
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  if (!fo_supplies_page (txn, 0, SUPPLIES_MAX, supplies, error))
    return false;
  g_array_sort (supplies, sooner);
  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);
    FoItem item;

    if (supply->state != FO_SUPPLY_OPEN || fo_supply_open (supply) == 0)
      continue;
    if (fo_item_find (txn, supply->item_id, &item, error) != FO_FOUND)
      return *error == NULL;
    add_row (rows, *language, supply, &item);
  }
  return true;
}

void
fo_expected_read (FoStation *station, FoLanguage language, FoRequestCame came, GObject *owner)
{
  const FoRequest request = { load, &language, sizeof language, sizeof (FoWorkRow), came };

  fo_request (station, &request, owner);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected.h"

#include "common/closures.h"
#include "common/work-list.h"
#include "firstout/store/items.h"
#include "firstout/store/supplies.h"

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  FoSupply supply;
} Expected;

static void
word (FoLanguage language, FoDay today, const FoItem *item, Expected *expected)
{
  const FoSupply *supply = &expected->supply;
  FoWorkRow *row = &expected->shown;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *detail = NULL, *open = fo_words_quantity (language, fo_supply_open (supply));
  g_autofree char *when = fo_due_text (language, supply->ready_on, today);
  g_autofree char *somebody = fo_words (language, "page.receive.supplier", NULL);

  fo_args_set_text (&args, "partner", *supply->partner ? supply->partner : somebody);
  fo_args_set_text (&args, "when", when);
  fo_args_set_count (&args, "percent", supply->progress_percent);
  detail = fo_words (language, supply->kind == FO_SUPPLY_PRODUCTION ? "page.receive.production" : "page.receive.purchase", &args);
  g_snprintf (row->command, sizeof row->command, "supply %s", supply->number);
  g_snprintf (row->title, sizeof row->title, "%s · %s", supply->number,
              fo_name_in (language, item->name, item->name_de, item->name_en));
  g_strlcpy (row->detail, detail, sizeof row->detail);
  g_snprintf (row->right, sizeof row->right, "%s %s", open, item->unit);
}

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const Expected *after = wish->after;
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  if (!fo_supplies_expected (txn, after ? &after->supply : NULL, wish->limit, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++) {
    Expected expected = { .supply = g_array_index (supplies, FoSupply, i) };
    FoItem item;

    if (fo_item_find (txn, expected.supply.item_id, &item, error) != FO_FOUND)
      return false;
    word (wish->language, fo_store_today (fo_txn_store (txn)), &item, &expected);
    g_array_append_val (rows, expected);
  }
  return true;
}

const FoLongListKind fo_expected_kind = { sizeof (Expected), load };

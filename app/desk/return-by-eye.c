/* SPDX-License-Identifier: GPL-3.0-or-later
 * Return: goods whose code cannot be read: what left with the papers that are open, what is undecided, else anything by its words.
 */
#include "return.h"

#include "firstout/work/returns.h"

typedef struct {
  const FoDeskState *now;
  const char *words;
  GArray *choices; /* FoChoice */
} Search;

/* Each lot once. */
static bool
add (FoTxn *txn, Search *s, FoId lot_id, FoQuantity quantity_u, GError **error)
{
  FoChoice choice = { .lot = lot_id, .quantity_u = quantity_u };
  FoItem item;
  FoLot lot;

  for (guint i = 0; i < s->choices->len; i++)
    if (g_array_index (s->choices, FoChoice, i).lot == lot_id)
      return true;
  if (fo_lot_find (txn, lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
    return false;
  choice.item = item.id;
  if (quantity_u > 0 && fo_words_fit (s->words, &item, lot.number))
    g_array_append_val (s->choices, choice);
  return true;
}

static bool
add_undecided (FoTxn *txn, Search *s, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));
  bool ok = fo_returns_open (txn, 0, FO_RETURNS_SHOWN, rows, error);

  for (guint i = 0; i < rows->len && ok; i++)
    ok = add (txn, s, g_array_index (rows, FoReturnRow, i).lot_id, g_array_index (rows, FoReturnRow, i).open_u, error);
  return ok;
}

static bool
add_shipped (FoTxn *txn, Search *s, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToReturn));
  bool ok = fo_shipped_to_return (txn, s->now->order, rows, error);

  for (guint i = 0; i < rows->len && ok; i++) {
    const FoToReturn *row = &g_array_index (rows, FoToReturn, i);

    if (!s->now->shipment || row->shipment_id == s->now->shipment)
      ok = add (txn, s, row->lot_id, row->quantity_u - row->returned_u, error);
  }
  return ok;
}

static FoTxnEnd
search (FoTxn *txn, gpointer data, GError **error)
{
  Search *s = data;

  g_array_set_size (s->choices, 0);
  if (fo_return_is_deciding (s->now))
    return add_undecided (txn, s, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  return !s->now->order || add_shipped (txn, s, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
take_choice (FoStep *step, const FoChoice *choice, GError **error)
{
  FoGoods goods;
  bool may;

  if (!fo_step_choice_goods (step, choice, &goods, &may, error))
    return false;
  return !may || fo_return_take (step, &goods, error);
}

bool
fo_return_no_code (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  Search s = { step->now, argument, choices };
  const FoChoice *one = NULL;

  if (!fo_store_read (step->store, search, &s, error))
    return false;
  if (!(choices->len ? fo_step_offer_choices (step, choices, &one, error)
                     : fo_step_search_items (step, argument, choices, &one, error)))
    return false;
  return !one || take_choice (step, one, error);
}

bool
fo_return_choose_goods (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);

  return !choice || take_choice (step, choice, error);
}

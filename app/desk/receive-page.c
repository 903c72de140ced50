/* SPDX-License-Identifier: GPL-3.0-or-later
 * Receiving without a code, and what the page of receiving shows. */
#include "receive.h"

#define SEARCH_MAX 200

/* ---- without a code ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoDeskState *now;
  const char *words;
  GArray *choices;
} Search;

static bool
add_item (FoTxn *txn, Search *search, FoId item_id, GError **error)
{
  FoChoice choice = { .item = item_id };
  FoItem item;

  if (fo_item_find (txn, item_id, &item, error) != FO_FOUND)
    return false;
  if (item.kind == FO_ITEM_GOODS && fo_words_fit (search->words, &item, NULL))
    g_array_append_val (search->choices, choice);
  return true;
}

/* What is still expected comes first. */
static bool
search_document (FoTxn *txn, Search *search, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  if (!fo_supplies_numbered (txn, search->now->document, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);

    if (supply->state == FO_SUPPLY_OPEN && fo_supply_open (supply) > 0
        && !add_item (txn, search, supply->item_id, error))
      return false;
  }
  return true;
}

static bool
search_everywhere (FoTxn *txn, Search *search, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!fo_items_search (txn, search->words, SEARCH_MAX, items, error)
      || !fo_lots_numbered (txn, search->words, lots, error))
    return false;
  for (guint i = 0; i < items->len; i++) {
    const FoItem *item = &g_array_index (items, FoItem, i);
    const FoChoice choice = { .item = item->id };

    if (item->kind == FO_ITEM_GOODS)
      g_array_append_val (search->choices, choice);
  }
  for (guint i = 0; i < lots->len; i++) {
    const FoChoice choice = { .item = g_array_index (lots, FoLot, i).item_id };

    g_array_append_val (search->choices, choice);
  }
  return true;
}

static FoTxnEnd
search_choices (FoTxn *txn, gpointer data, GError **error)
{
  Search *search = data;

  g_array_set_size (search->choices, 0);
  if (search->now->document[0] && !search_document (txn, search, error))
    return FO_TXN_FAIL;
  if (search->choices->len == 0 && *search->words && !search_everywhere (txn, search, error))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

typedef struct {
  const FoChoice *choice;
  const char *document;
  FoItem item;
  FoId supply;
} Chosen;

static FoTxnEnd
look_up_choice (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  Chosen *chosen = data;

  chosen->supply = 0;
  if (fo_item_find (txn, chosen->choice->item, &chosen->item, error) != FO_FOUND
      || (*chosen->document && !fo_supplies_numbered (txn, chosen->document, supplies, error)))
    return FO_TXN_FAIL;
  for (guint i = 0; i < supplies->len; i++)
    if (g_array_index (supplies, FoSupply, i).item_id == chosen->item.id)
      chosen->supply = g_array_index (supplies, FoSupply, i).id;
  return FO_TXN_COMMIT;
}

static bool
take_choice (FoStep *step, const FoChoice *choice, GError **error)
{
  Chosen chosen = { .choice = choice, .document = step->now->document };

  return fo_store_read (step->store, look_up_choice, &chosen, error)
         && fo_receive_by_eye (step, &chosen.item, chosen.supply, error);
}

bool
fo_receive_no_code (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  Search search = { step->now, argument, choices };
  const FoChoice *one;

  if (!fo_store_read (step->store, search_choices, &search, error))
    return false;
  if (choices->len == 0) {
    fo_step_let_go (step);
    step->next->ask = FO_ASK_WORDS;
    fo_args_set_text (&step->ret->reply.args, "code", argument);
    return fo_step_answer (step, *argument ? FO_ITEM_UNKNOWN : FO_SEVERAL_MATCH);
  }
  if (!fo_step_offer_choices (step, choices, &one, error))
    return false;
  return !one || take_choice (step, one, error);
}

bool
fo_receive_choose (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);

  return !choice || take_choice (step, choice, error);
}

/* ---- the page ------------------------------------------------------------------------------------------------------------------- */

static void
add_offers (const FoDeskState *now, FoView *view)
{
  if (now->refused != FO_OK || now->unknown[0])
    fo_view_offer (view, "quarantine", "offer.quarantine", 5);
  if (now->unknown_carton.identity[0])
    fo_view_offer (view, "carton", "offer.carton", 8);
  else if (now->carton)
    fo_view_offer (view, "carton", "offer.close_carton", 8);
  fo_view_offer (view, "no-code", "offer.no_code", 2);
  if (now->n_booked)
    fo_view_offer (view, "undo", "offer.undo", 4);
  if (now->line)
    fo_view_offer (view, "print", "offer.print", 11);
  if (now->document[0])
    fo_view_offer (view, "finish", "offer.finish", 9);
  if (now->refused != FO_OK || now->unknown[0])
    fo_view_offer (view, "cancel", "offer.cancel", 12);
}

static bool
add_supply (FoTxn *txn, const FoDeskState *now, const FoSupply *supply, FoView *view, GError **error)
{
  FoViewLine *line;
  FoItem item;

  if (fo_item_find (txn, supply->item_id, &item, error) != FO_FOUND)
    return false;
  line = fo_view_add_line (view, &item, supply->ordered_u, supply->received_u);
  line->line_id = supply->id;
  line->current = now->line && now->last.supply == supply->id;
  if (line->current || view->lines->len == 1) {
    view->asked_u = supply->ordered_u;
    view->done_u = supply->received_u;
  }
  g_strlcpy (view->customer, supply->partner, sizeof view->customer);
  return true;
}

static bool
show_document (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  if (!fo_supplies_numbered (txn, now->document, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++)
    if (!add_supply (txn, now, &g_array_index (supplies, FoSupply, i), view, error))
      return false;
  g_strlcpy (view->title, now->document, sizeof view->title);
  return true;
}

/* On no order: what came so far, newest first. */
static bool
show_seen (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  for (guint i = now->n_seen; i > 0; i--) {
    const FoSeen *seen = &now->seen[i - 1];
    FoViewLine *line;
    FoItem item;

    if (seen->counted_u == 0)
      continue;
    if (fo_item_find (txn, seen->item, &item, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, 0, seen->counted_u);
    fo_view_line_lot (line, 0, seen->lot, seen->expires_on);
    line->current = now->line && seen->item == now->last.item.id && g_str_equal (seen->lot, now->last.lot);
    if (line->current)
      view->done_u = seen->counted_u;
  }
  return true;
}

static bool
name_open_carton (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  FoUnit carton;

  if (!now->carton)
    return true;
  if (fo_unit_find_by_id (txn, now->carton, &carton, error) != FO_FOUND)
    return false;
  fo_args_set_text (&view->instruction, "carton", carton.identity);
  return true;
}

bool
fo_receive_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error)
{
  (void) station;
  if (now->refused != FO_OK || now->unknown[0])
    fo_view_instruct (view, "task.receive.aside");
  else if (now->carton)
    fo_view_instruct (view, "task.receive.carton");
  else
    fo_view_instruct (view, now->document[0] ? "task.receive.goods" : "task.receive.start");
  add_offers (now, view);
  fo_args_set_text (&view->instruction, "document", now->document);
  if (now->place)
    fo_args_set_text (&view->instruction, "place", now->place_code);
  return name_open_carton (txn, now, view, error)
         && (now->document[0] ? show_document (txn, now, view, error) : show_seen (txn, now, view, error));
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods without a code: the person says what they are, by choosing from few. */
#include "firstout/store/items.h"
#include "firstout/store/lots.h"
#include "step.h"

#include <json-c/json.h>
#include <string.h>

static bool
contains (const char *text, const char *folded_words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, folded_words) != NULL;
}

bool
fo_words_fit (const char *words, const FoItem *item, const char *lot)
{
  g_autofree char *folded = g_utf8_casefold (words, -1);

  return !*folded || contains (item->code, folded) || contains (item->name, folded) || contains (item->name_de, folded)
         || contains (item->name_en, folded) || (lot && contains (lot, folded));
}

/* ---- what is offered ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const GArray *choices;
  const char *asks_for;
  json_object *rows;
} Describe;

static json_object *
describe (guint n, const FoItem *item, const FoLot *lot, const FoPlace *place)
{
  json_object *row = json_object_new_object ();
  char day[FO_DAY_TEXT_MAX];

  json_object_object_add (row, "n", json_object_new_int64 (n));
  if (item->id) {
    json_object_object_add (row, "item", json_object_new_string (item->code));
    json_object_object_add (row, "name", json_object_new_string (item->name));
  }
  if (lot)
    json_object_object_add (row, "lot", json_object_new_string (lot->number));
  if (lot && lot->owner[0])
    json_object_object_add (row, "owner", json_object_new_string (lot->owner));
  if (lot && lot->expires_on != FO_DAY_NONE)
    json_object_object_add (row, "expires_on", json_object_new_string (fo_day_print_iso (lot->expires_on, day)));
  if (place)
    json_object_object_add (row, "place", json_object_new_string (place->code));
  return row;
}

static FoTxnEnd
describe_all (FoTxn *txn, gpointer data, GError **error)
{
  Describe *d = data;

  g_clear_pointer (&d->rows, json_object_put);
  d->rows = json_object_new_array ();
  for (guint i = 0; i < MIN (d->choices->len, FO_CHOICES_MAX); i++) {
    const FoChoice *choice = &g_array_index (d->choices, FoChoice, i);
    FoItem item = { .id = 0 };
    json_object *row;
    FoPlace place;
    FoLot lot;

    if ((choice->item && fo_item_find (txn, choice->item, &item, error) != FO_FOUND)
        || (choice->lot && fo_lot_find (txn, choice->lot, &lot, error) != FO_FOUND)
        || (choice->place && fo_place_find (txn, choice->place, &place, error) != FO_FOUND))
      return FO_TXN_FAIL;
    row = describe (i + 1, &item, choice->lot ? &lot : NULL, choice->place ? &place : NULL);
    if (choice->number[0])
      json_object_object_add (row, g_strcmp0 (d->asks_for, "whose") == 0 ? "owner" : choice->order ? "order" : "supply",
                              json_object_new_string (choice->number));
    json_object_array_add (d->rows, row);
  }
  return FO_TXN_COMMIT;
}

bool
fo_step_ask_choice (FoStep *step, const GArray *choices, const char *asks_for, GError **error)
{
  Describe d = { .choices = choices, .asks_for = asks_for };
  FoDeskState *next = step->next;
  bool read = fo_store_read (step->store, describe_all, &d, error);

  if (read) {
    fo_step_let_go (step);
    next->ask = FO_ASK_CHOICE;
    next->asks_for = asks_for;
    next->n_choices = MIN (choices->len, FO_CHOICES_MAX);
    memcpy (next->choices, choices->data, sizeof (FoChoice) * next->n_choices);
    step->ret->reply.lines =
        g_strdup (json_object_to_json_string_ext (d.rows, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
    fo_args_set_count (&step->ret->reply.args, "count", choices->len);
    fo_step_answer (step, FO_SEVERAL_MATCH);
  }
  g_clear_pointer (&d.rows, json_object_put);
  return read;
}

typedef struct {
  const char *words;
  GArray *choices;
} Search;

static FoTxnEnd
search_items (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));
  Search *search = data;

  g_array_set_size (search->choices, 0);
  if (!fo_items_search (txn, search->words, FO_CHOICES_MAX * 4, items, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < items->len; i++) {
    const FoChoice choice = { .item = g_array_index (items, FoItem, i).id };
    g_array_append_val (search->choices, choice);
  }
  return FO_TXN_COMMIT;
}

bool
fo_step_search_items (FoStep *step, const char *words, GArray *choices, const FoChoice **ret_one, GError **error)
{
  Search search = { words, choices };

  *ret_one = NULL;
  if (*words && !fo_store_read (step->store, search_items, &search, error))
    return false;
  if (choices->len)
    return fo_step_offer_choices (step, choices, ret_one, error);
  fo_step_let_go (step);
  step->next->ask = FO_ASK_WORDS;
  fo_args_set_text (&step->ret->reply.args, "code", words);
  return fo_step_answer (step, *words ? FO_ITEM_UNKNOWN : FO_SEVERAL_MATCH);
}

bool
fo_step_offer_choices (FoStep *step, const GArray *choices, const FoChoice **ret_one, GError **error)
{
  *ret_one = choices->len == 1 ? &g_array_index (choices, FoChoice, 0) : NULL;
  return choices->len == 1 || fo_step_ask_choice (step, choices, NULL, error);
}

const FoChoice *
fo_step_chosen (FoStep *step, const char *argument)
{
  guint64 n;

  if (step->now->ask != FO_ASK_CHOICE)
    fo_step_answer (step, FO_COMMAND_NOT_NOW);
  else if (!g_ascii_string_to_unsigned (argument, 10, 1, step->now->n_choices, &n, NULL))
    fo_step_answer (step, FO_SEVERAL_MATCH);
  else
    return &step->now->choices[n - 1];
  return NULL;
}

/* ---- what was chosen, in the hand -------------------------------------------------------------------------------- */

typedef struct {
  const FoChoice *choice;
  FoGoods goods;
} Chosen;

static FoTxnEnd
read_choice (FoTxn *txn, gpointer data, GError **error)
{
  Chosen *chosen = data;
  FoGoods *goods = &chosen->goods;
  FoLot lot;

  *goods = (FoGoods){ .has_lot = chosen->choice->lot != 0,
                      .named_lot = chosen->choice->lot,
                      .quantity_u = FO_ONE,
                      .pack_u = FO_ONE,
                      .by_eye = true,
                      .expires_on = FO_DAY_NONE,
                      .produced_on = FO_DAY_NONE,
                      .place = chosen->choice->place };
  if (!chosen->choice->lot)
    return fo_item_find (txn, chosen->choice->item, &goods->item, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
  if (fo_lot_find (txn, chosen->choice->lot, &lot, error) != FO_FOUND
      || fo_item_find (txn, lot.item_id, &goods->item, error) != FO_FOUND)
    return FO_TXN_FAIL;
  goods->lot_id = lot.id;
  g_strlcpy (goods->lot, lot.number, sizeof goods->lot);
  goods->expires_on = lot.expires_on;
  return FO_TXN_COMMIT;
}

bool
fo_step_choice_goods (FoStep *step, const FoChoice *choice, FoGoods *ret_goods, bool *ret_may, GError **error)
{
  Chosen chosen = { .choice = choice };

  if (!fo_store_read (step->store, read_choice, &chosen, error))
    return false;
  *ret_goods = chosen.goods;
  *ret_may = chosen.goods.item.by_eye;
  if (*ret_may)
    return true;
  fo_step_let_go (step);
  fo_args_goods (&step->ret->reply.args, &chosen.goods);
  return fo_step_answer (step, FO_NO_CODE_FORBIDDEN);
}

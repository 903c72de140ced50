/* SPDX-License-Identifier: GPL-3.0-or-later
 * An item instead of another, at the desk: what could be taken for a short line, chosen by a person. */
#include "firstout/store/item-names.h"
#include "firstout/work/reserve.h"
#include "firstout/work/substitutes.h"
#include "step.h"

#include <string.h>

/* ---- taking ------------------------------------------------------------------------------------------------------ */

static bool
take (FoStep *step, const FoTakeSubstitute *what, GError **error)
{
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_STOCK;
  if (!fo_work_substitute (step->store, fo_step_act (step), what, fo_step_reply (step), error))
    return false;
  if (fo_step_is_done (step))
    fo_step_booked_beside (step, step->act.operation);
  fo_step_let_go (step);
  return true;
}

typedef struct {
  const char *line_name, *code;
  FoId line, item;
  FoVerdict verdict; /* why there is no item */
} Named;

static FoTxnEnd
find_named (FoTxn *txn, gpointer data, GError **error)
{
  Named *named = data;
  FoFound found = FO_ABSENT;
  FoItem item;

  named->line = named->item = 0;
  named->verdict = FO_ITEM_UNKNOWN;
  if (named->code)
    found = fo_item_find_meant (txn, named->code, &item, &named->verdict, error);
  if (found == FO_FOUND)
    named->item = item.id;
  return found != FO_FAILED && fo_line_named (txn, named->line_name, &named->line, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* LINE ITEM [QUANTITY] [REASON …] */
static bool
take_named (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *line = fo_next_word (&argument), *code = fo_next_word (&argument), *word = NULL;
  Named named = { .line_name = line, .code = code };
  FoTakeSubstitute what = { .reason = argument };
  const char *rest = argument;

  if (!fo_store_read (step->store, find_named, &named, error))
    return false;
  if (!named.item) {
    fo_args_set_text (&step->ret->reply.args, "code", code);
    fo_args_set_text (&step->ret->reply.args, "text", code);
    return fo_step_answer (step, named.verdict);
  }
  word = fo_next_word (&rest);
  if (*word && fo_quantity_parse (word, &what.quantity_u) == FO_OK)
    what.reason = rest;
  what.line = named.line;
  what.instead = named.item;
  return take (step, &what, error);
}

/* ---- choosing ---------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId order;
  GArray *choices; /* FoChoice */
  bool any;        /* something stands for a line, though there is none of it or it must not be */
} Search;

static bool
add_choices (FoTxn *txn, FoId line, Search *search, GError **error)
{
  g_autoptr (GArray) offers = g_array_new (FALSE, FALSE, sizeof (FoSubstituteOffer));

  if (!fo_substitute_offers (txn, line, offers, error))
    return false;
  for (guint i = 0; i < offers->len; i++) {
    const FoSubstituteOffer *offer = &g_array_index (offers, FoSubstituteOffer, i);
    const FoChoice choice = { .item = offer->substitute.instead, .quantity_u = offer->covers_u, .line = line };

    search->any = true;
    if (offer->covers_u > 0 && offer->verdict != FO_SUBSTITUTE_REFUSED)
      g_array_append_val (search->choices, choice);
  }
  return true;
}

static FoTxnEnd
search_order (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  Search *search = data;

  g_array_set_size (search->choices, 0);
  search->any = false;
  if (!fo_lines_of_order (txn, search->order, lines, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < lines->len; i++)
    if (!add_choices (txn, g_array_index (lines, FoLine, i).id, search, error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

/* Of the order that is open: also the only one is chosen by a person. */
static bool
offer (FoStep *step, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, TRUE, sizeof (FoChoice));
  Search search = { .order = step->now->order, .choices = choices };

  if (!search.order)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_store_read (step->store, search_order, &search, error))
    return false;
  if (choices->len > 0)
    return fo_step_ask_choice (step, choices, "substitute", error);
  return fo_step_answer (step, search.any ? FO_NOT_ENOUGH_FREE : FO_SUBSTITUTE_UNKNOWN);
}

bool
fo_step_substitute (FoStep *step, const char *argument, GError **error)
{
  return *argument ? take_named (step, argument, error) : offer (step, error);
}

bool
fo_step_choose_substitute (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);
  FoTakeSubstitute what;

  if (!choice)
    return true;
  what = (FoTakeSubstitute){ .line = choice->line, .instead = choice->item };
  return take (step, &what, error);
}

bool
fo_step_substitute_back (FoStep *step, const char *argument, GError **error)
{
  Named named = { .line_name = argument };

  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_STOCK;
  return fo_store_read (step->store, find_named, &named, error)
         && fo_work_substitute_back (step->store, fo_step_act (step), named.line, fo_step_reply (step), error);
}

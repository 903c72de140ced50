/* SPDX-License-Identifier: GPL-3.0-or-later
 * A code nobody knows is taught, and its scan is then applied once; a code that may mean several things is asked about. */
#include "step.h"

#include <string.h>

/* ---- the scan that waits ------------------------------------------------------------------------------------------------- */

bool
fo_step_scan_again (FoStep *step, GError **error)
{
  const FoScan scan = step->now->asked;
  FoCode code;

  fo_step_let_go (step);
  fo_code_read (&code, &scan, step->today, step->training);
  step->scan = &step->now->asked;
  return step->now->task->scan (step, &code, error);
}

bool
fo_step_choose_meaning (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);

  if (!choice)
    return true;
  step->chosen = (guint) (choice - step->now->choices) + 1;
  return fo_step_scan_again (step, error);
}

/* ---- teaching ------------------------------------------------------------------------------------------------------------- */

/* The code is taught by an operation of its own, so that undo can take the booking back and keep what was learned. */
static bool
teach (FoStep *step, FoId item, FoQuantity quantity_u, GError **error)
{
  const FoLearn what = { .code = step->now->unknown, .item = item, .quantity_u = quantity_u };
  FoAct act = { .station = step->act.station, .person = step->act.person };
  FoReply *reply = fo_step_reply (step);

  act.operation = fo_store_next_id (step->store, error);
  if (!act.operation || !fo_work_learn (step->store, &act, &what, reply, error))
    return false;
  if (!fo_step_is_done (step))
    return true;
  step->ret->topics |= FO_TOPIC_ITEMS;
  fo_args_set_text (&step->with, "learned", step->now->unknown);
  fo_step_booked_beside (step, act.operation);
  fo_reply_clear (reply);
  if (!fo_step_scan_again (step, error))
    return false;
  fo_args_set_text (&reply->args, "learned", step->now->unknown);
  return true;
}

static FoVerdict
read_quantity (const char *text, FoQuantity *ret_quantity_u)
{
  FoVerdict verdict = FO_OK;

  *ret_quantity_u = FO_ONE;
  if (*text)
    verdict = fo_quantity_parse (text, ret_quantity_u);
  return verdict == FO_OK && *ret_quantity_u <= 0 ? FO_QUANTITY_NOT_POSITIVE : verdict;
}

/* ---- which goods ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const FoDeskState *now;
  const char *words;
  GArray *choices; /* FoChoice */
} Search;

static void
add_item (GArray *choices, FoId item)
{
  const FoChoice choice = { .item = item };

  for (guint i = 0; i < choices->len; i++)
    if (g_array_index (choices, FoChoice, i).item == item)
      return;
  g_array_append_val (choices, choice);
}

/* What is worked on comes first: those goods are in the hand. */
static bool
add_expected (FoTxn *txn, Search *search, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  const FoDeskState *now = search->now;

  if (now->order && !fo_holds_of_order (txn, now->order, holds, error))
    return false;
  if (!now->order && now->document[0] && !fo_supplies_numbered (txn, now->document, supplies, error))
    return false;
  for (guint i = 0; i < holds->len; i++)
    add_item (search->choices, g_array_index (holds, FoHold, i).item_id);
  for (guint i = 0; i < supplies->len; i++)
    add_item (search->choices, g_array_index (supplies, FoSupply, i).item_id);
  return true;
}

static bool
add_found (FoTxn *txn, Search *search, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));

  if (!fo_items_search (txn, search->words, FO_CHOICES_MAX + 1, items, error))
    return false;
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, FoItem, i).kind == FO_ITEM_GOODS)
      add_item (search->choices, g_array_index (items, FoItem, i).id);
  return true;
}

static FoTxnEnd
search_items (FoTxn *txn, gpointer data, GError **error)
{
  Search *search = data;

  g_array_set_size (search->choices, 0);
  return (*search->words ? add_found (txn, search, error) : add_expected (txn, search, error)) ? FO_TXN_COMMIT
                                                                                                : FO_TXN_FAIL;
}

/* The unknown code stays in mind while its goods are looked for. */
static void
keep_unknown (FoStep *step)
{
  g_strlcpy (step->next->unknown, step->now->unknown, sizeof step->next->unknown);
}

static bool
ask_goods (FoStep *step, const char *words, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  Search search = { step->now, words, choices };

  if (!fo_store_read (step->store, search_items, &search, error))
    return false;
  if (choices->len == 0) {
    fo_step_let_go (step);
    keep_unknown (step);
    step->next->ask = FO_ASK_LEARN;
    fo_args_set_text (&step->ret->reply.args, "code", words);
    return fo_step_answer (step, *words ? FO_ITEM_UNKNOWN : FO_SEVERAL_MATCH);
  }
  if (!fo_step_ask_choice (step, choices, "learn", error))
    return false;
  keep_unknown (step);
  return true;
}

/* ---- the commands ---------------------------------------------------------------------------------------------------------- */

bool
fo_step_learn (FoStep *step, const char *argument, GError **error)
{
  gsize length = strcspn (argument, " ");
  g_autofree char *article = g_strndup (argument, length);
  FoQuantity quantity_u;
  FoVerdict verdict = read_quantity (argument + length, &quantity_u);
  FoNames names;

  if (!step->now->unknown[0])
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!*argument)
    return ask_goods (step, "", error);
  if (!fo_step_name_text (step, article, 1u << FO_NAMED_GOODS, &names, error))
    return false;
  if (names.n == 1 && verdict == FO_OK)
    return teach (step, names.list[0].item.id, quantity_u, error);
  return names.n == 1 && argument[length] ? fo_step_answer (step, verdict) : ask_goods (step, argument, error);
}

bool
fo_step_learn_choice (FoStep *step, const char *argument, GError **error)
{
  gsize length = strcspn (argument, " ");
  g_autofree char *number = g_strndup (argument, length);
  FoQuantity quantity_u;
  FoVerdict verdict = read_quantity (argument + length, &quantity_u);
  const FoChoice *choice;

  if (*argument && !g_ascii_isdigit (*argument))
    return ask_goods (step, argument, error);
  choice = fo_step_chosen (step, number);
  if (!choice)
    return true;
  return verdict == FO_OK ? teach (step, choice->item, quantity_u, error) : fo_step_answer (step, verdict);
}

/* Taught or forgotten beside whatever is at work: undo takes it back. */
static bool
done_beside (FoStep *step)
{
  if (!fo_step_is_done (step))
    return true;
  step->ret->topics |= FO_TOPIC_ITEMS;
  fo_step_let_go (step);
  fo_step_booked_beside (step, step->act.operation);
  return true;
}

static bool
is_one_item (const FoNames *names)
{
  for (guint i = 1; i < names->n; i++)
    if (names->list[i].item.id != names->list[0].item.id)
      return false;
  return names->n > 0;
}

/* A code may have blanks: it stands last, in quotes or not. */
static char *
last_word (const char *argument)
{
  return *argument == '"' ? fo_next_word (&argument) : g_strdup (argument);
}

bool
fo_step_teach (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *article = fo_next_word (&argument), *amount = fo_next_word (&argument), *code = last_word (argument);
  FoLearn what = { .code = code };
  FoVerdict verdict = *code ? read_quantity (amount, &what.quantity_u) : FO_CODE_EMPTY;
  FoNames names;

  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  if (!fo_step_name_text (step, article, 1u << FO_NAMED_GOODS, &names, error))
    return false;
  if (!is_one_item (&names)) {
    fo_args_set_text (&step->ret->reply.args, "code", article);
    return fo_step_answer (step, FO_ITEM_UNKNOWN);
  }
  what.item = names.list[0].item.id;
  fo_args_set_text (&step->with, "learned", code);
  return fo_work_learn (step->store, fo_step_act (step), &what, fo_step_reply (step), error) && done_beside (step);
}

bool
fo_step_forget (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *code = last_word (argument);

  if (!*code)
    return fo_step_answer (step, FO_CODE_EMPTY);
  return fo_work_forget (step->store, fo_step_act (step), code, fo_step_reply (step), error) && done_beside (step);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person says about deals: what is missing of an order, what is opened here, what is decided, and work that was done on
 * paper. */
#include "firstout/store/meta.h"
#include "firstout/work/asking.h"
#include "step.h"

#include <string.h>

#define WORDS_MAX 64

/* ---- orders ------------------------------------------------------------------------------------------------------ */

static bool
shortage (FoStep *step, const char *argument, GError **error)
{
  FoNames names = { 0 };
  FoId order = *argument ? 0 : step->now->order;

  if (*argument && !fo_step_name_text (step, argument, 1u << FO_NAMED_ORDER, &names, error))
    return false;
  if (names.n)
    order = names.list[0].order;
  if (!order) {
    fo_args_set_text (&step->ret->reply.args, "order", argument);
    return fo_step_answer (step, *argument ? FO_ORDER_UNKNOWN : FO_COMMAND_NOT_NOW);
  }
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES;
  return fo_work_shortage (step->store, fo_step_act (step), order, fo_step_reply (step), error);
}

/* ---- opened here ------------------------------------------------------------------------------------------------- */

typedef struct {
  char **words;
  guint n, at;
  FoOpenLine lines[WORDS_MAX / 2];
  guint n_lines;
  char *rest; /* after "for" or "from" */
  FoVerdict verdict;
  const char *wrong;
} Opening;

/* ITEM QUANTITY [ITEM QUANTITY …] [for|from|für|для … ] */
static FoTxnEnd
read_lines (FoTxn *txn, gpointer data, GError **error)
{
  Opening *o = data;

  o->n_lines = 0;
  o->verdict = FO_OK;
  for (o->at = 1; o->at < o->n && strcmp (o->words[o->at], "for") != 0 && strcmp (o->words[o->at], "from") != 0; o->at += 2) {
    FoOpenLine *line = &o->lines[o->n_lines];
    FoItem item;
    FoFound found = fo_item_find_by_code (txn, o->words[o->at], &item, error);

    o->wrong = o->words[o->at];
    if (found == FO_FAILED)
      return FO_TXN_FAIL;
    if (found == FO_ABSENT)
      o->verdict = FO_ITEM_UNKNOWN;
    else if (o->at + 1 >= o->n)
      o->verdict = FO_QUANTITY_NEEDED;
    else
      o->verdict = fo_quantity_parse (o->words[o->at + 1], &line->quantity_u);
    if (o->verdict != FO_OK)
      return FO_TXN_COMMIT;
    line->item = item.id;
    if (++o->n_lines == G_N_ELEMENTS (o->lines))
      break;
  }
  if (o->n_lines == 0)
    o->verdict = FO_ITEM_UNKNOWN;
  return FO_TXN_COMMIT;
}

static bool
open_supply (FoStep *step, const Opening *o, FoSupplyKind kind, GError **error)
{
  const FoOpenSupply what = { .kind = kind,
                              .item = o->lines[0].item,
                              .quantity_u = o->lines[0].quantity_u,
                              .partner = o->rest,
                              .ready_on = FO_DAY_NONE };

  step->ret->topics |= FO_TOPIC_SUPPLIES | FO_TOPIC_ORDERS;
  return fo_work_open_supply (step->store, fo_step_act (step), &what, fo_step_reply (step), error);
}

static bool
open_order (FoStep *step, const Opening *o, GError **error)
{
  const FoOpenOrder what = { .customer = o->rest, .due_on = FO_DAY_NONE, .lines = o->lines, .n_lines = o->n_lines };

  step->ret->topics |= FO_TOPIC_ORDERS;
  return fo_work_open_order (step->store, fo_step_act (step), &what, fo_step_reply (step), error);
}

static bool
open_here (FoStep *step, const char *argument, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (argument, " ", WORDS_MAX);
  Opening o = { .words = words, .n = g_strv_length (words) };
  g_autofree char *rest = NULL;

  if (!fo_store_read (step->store, read_lines, &o, error))
    return false;
  if (o.verdict != FO_OK) {
    fo_args_set_text (&step->ret->reply.args, "text", o.wrong ? o.wrong : "");
    return fo_step_answer (step, o.verdict);
  }
  if (o.at + 1 < o.n)
    o.rest = rest = g_strjoinv (" ", words + o.at + 1);
  if (strcmp (words[0], "order") == 0)
    return open_order (step, &o, error);
  if (strcmp (words[0], "production") == 0 || strcmp (words[0], "purchase") == 0)
    return open_supply (step, &o, words[0][1] == 'r' ? FO_SUPPLY_PRODUCTION : FO_SUPPLY_PURCHASE, error);
  fo_args_set_text (&step->ret->reply.args, "text", words[0]);
  return fo_step_answer (step, FO_COMMAND_UNKNOWN);
}

static bool
match (FoStep *step, const char *argument, GError **error)
{
  g_auto (GStrv) words = g_strsplit (argument, " ", 2);

  if (g_strv_length (words) != 2)
    return fo_step_answer (step, FO_ORDER_UNKNOWN);
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES;
  return fo_work_match (step->store, fo_step_act (step), words[0], words[1], fo_step_reply (step), error);
}

/* ---- deciding ---------------------------------------------------------------------------------------------------- */

typedef struct {
  guint n; /* counted from one */
  FoId id;
} Nth;

static FoTxnEnd
find_nth (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (FoQuestion));
  Nth *nth = data;

  nth->id = 0;
  if (!fo_questions_open (txn, 0, nth->n, questions, error))
    return FO_TXN_FAIL;
  if (nth->n > 0 && questions->len == nth->n)
    nth->id = g_array_index (questions, FoQuestion, nth->n - 1).id;
  return FO_TXN_COMMIT;
}

/* `decide N ANSWER`: N is the number in the list, or the question's own. */
static bool
decide (FoStep *step, const char *argument, GError **error)
{
  g_auto (GStrv) words = g_strsplit (argument, " ", 2);
  guint64 n = 0;
  Nth nth = { 0, 0 };

  if (g_strv_length (words) != 2 || !g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXINT64, &n, NULL))
    return fo_step_answer (step, FO_NOTHING_OPEN);
  nth.n = n < 1000 ? (guint) n : 0;
  if (nth.n && !fo_store_read (step->store, find_nth, &nth, error))
    return false;
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES;
  return fo_work_decide (step->store, fo_step_act (step), nth.n ? nth.id : (FoId) n, words[1], fo_step_reply (step), error);
}

static bool
to_decide (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  g_clear_pointer (&step->ret->reply.lines, g_free);
  if (!fo_work_to_decide (step->store, &step->ret->reply.lines, error))
    return false;
  return fo_step_answer (step, FO_OK);
}

/* ---- on paper ---------------------------------------------------------------------------------------------------- */

typedef struct {
  FoDay truth; /* what lies before it nobody knows */
} Truth;

static FoTxnEnd
read_truth (FoTxn *txn, gpointer data, GError **error)
{
  g_autofree char *note = NULL;
  Truth *truth = data;

  truth->truth = FO_DAY_MIN;
  if (!fo_meta_get (txn, "truth_day", &note, error))
    return FO_TXN_FAIL;
  fo_day_parse_iso (note, &truth->truth);
  return FO_TXN_COMMIT;
}

/* `paper WHO DAY`: what is entered from now on was done by WHO on DAY, on paper; `paper off` ends it. */
static bool
paper (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *who = g_strdup (argument);
  char *space = strrchr (who, ' ');
  FoDay day = FO_DAY_NONE;
  Truth truth;

  if (strcmp (argument, "off") == 0) {
    step->next->paper_by[0] = '\0';
    return fo_step_answer (step, FO_OK);
  }
  if (!space || fo_day_parse_typed (space + 1, step->today, &day) != FO_OK)
    return fo_step_answer (step, FO_DAY_BAD);
  if (!fo_store_read (step->store, read_truth, &truth, error))
    return false;
  fo_args_set_day (&step->ret->reply.args, "day", day);
  if (day > step->today || day < truth.truth)
    return fo_step_answer (step, FO_DAY_BAD);
  *space = '\0';
  g_strlcpy (step->next->paper_by, g_strstrip (who), sizeof step->next->paper_by);
  step->next->paper_on = day;
  fo_args_set_text (&step->ret->reply.args, "person", step->next->paper_by);
  return fo_step_answer (step, FO_OK);
}

const FoTaskCommand fo_dealing_commands[] = {
  { "shortage", shortage }, { "open", open_here }, { "match", match },
  { "decide", decide },     { "to-decide", to_decide },           { "paper", paper },
  { NULL, NULL },
};

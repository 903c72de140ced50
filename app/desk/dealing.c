/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person says about deals: what is missing of an order, what is opened here, what is decided, and work that was done on
 * paper. */
#include "firstout/store/item-names.h"
#include "firstout/work/asking.h"
#include "firstout/work/reserve.h"
#include "firstout/work/setting.h"
#include "step.h"

#include <string.h>

#define WORDS_MAX 64

/* ---- orders ------------------------------------------------------------------------------------------------------ */

typedef struct {
  char **words;
  guint n, n_order; /* so many words are the order's number */
  FoShortageWay ways[WORDS_MAX];
  guint n_ways;
  const char *wrong; /* no item's code, or no way */
} Ways;

/* The ways as they are stored, and as they are said in the languages of the house. */
static bool
parse_way (const char *word, FoSource *ret)
{
  static const struct {
    const char *said;
    FoSource way;
  } said[] = {
    { "склад", FO_SOURCE_STOCK },  { "производство", FO_SOURCE_PRODUCTION }, { "закупка", FO_SOURCE_PURCHASE },
    { "lager", FO_SOURCE_STOCK },  { "fertigung", FO_SOURCE_PRODUCTION },    { "einkauf", FO_SOURCE_PURCHASE },
  };
  g_autofree char *lower = g_utf8_strdown (word, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    if (strcmp (lower, said[i].said) == 0) {
      *ret = said[i].way;
      return true;
    }
  return fo_source_parse (word, ret);
}

/* Behind which the customer or the supplier is named. */
static bool
is_of_whom (const char *word)
{
  static const char *const words[] = { "for", "from", "для", "от", "für", "von", NULL };

  return g_strv_contains (words, word);
}

/* A line by its id, "#…", or all lines of an item by its code. */
static FoFound
find_lines (FoTxn *txn, const char *word, FoShortageWay *way, GError **error)
{
  FoVerdict verdict;
  FoItem item;
  FoFound found;

  way->line = way->item = 0;
  if (word[0] == '#')
    return fo_id_parse (word + 1, &way->line) ? FO_FOUND : FO_ABSENT;
  found = fo_item_find_meant (txn, word, &item, &verdict, error);
  if (found == FO_FOUND)
    way->item = item.id;
  return found;
}

/* [ORDER] [WAY] [ITEM WAY …]: the word before the first way is an item's code, or the last of the number. */
static FoTxnEnd
read_ways (FoTxn *txn, gpointer data, GError **error)
{
  Ways *w = data;
  FoShortageWay way = { .item = 0 };
  guint first = 0;

  w->n_ways = 0;
  w->wrong = NULL;
  while (first < w->n && !parse_way (w->words[first], &way.way))
    first++;
  w->n_order = first;
  for (guint i = first; i < w->n; i += 2) {
    FoFound found = i > 0 ? find_lines (txn, w->words[i - 1], &way, error) : FO_ABSENT;

    if (found == FO_FAILED)
      return FO_TXN_FAIL;
    if (!parse_way (w->words[i], &way.way) || (found == FO_ABSENT && i > first)) {
      w->wrong = w->words[found == FO_ABSENT && i > first ? i - 1 : i];
      return FO_TXN_COMMIT;
    }
    w->n_order -= found == FO_FOUND && i == first;
    w->ways[w->n_ways++] = way;
  }
  return FO_TXN_COMMIT;
}

/* What is said of one item goes before what is said of all. */
static void
sort_ways (Ways *w)
{
  FoShortageWay all;

  if (w->n_ways < 2 || w->ways[0].item || w->ways[0].line)
    return;
  all = w->ways[0];
  memmove (w->ways, w->ways + 1, (w->n_ways - 1) * sizeof all);
  w->ways[w->n_ways - 1] = all;
}

static char *
join (char **words, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i ? " " : "", words[i]);
  return g_string_free (text, FALSE);
}

static bool
shortage (FoStep *step, const char *argument, GError **error)
{
  g_auto (GStrv) words = g_strsplit (argument, " ", WORDS_MAX);
  Ways ways = { .words = words, .n = g_strv_length (words) };
  FoShortage what = { .ways = ways.ways };
  g_autofree char *number = NULL;
  FoNames names = { 0 };

  if (!fo_store_read (step->store, read_ways, &ways, error))
    return false;
  if (ways.wrong) {
    fo_args_set_text (&step->ret->reply.args, "text", ways.wrong);
    return fo_step_answer (step, FO_ITEM_UNKNOWN);
  }
  sort_ways (&ways);
  what.n_ways = ways.n_ways;
  number = join (words, ways.n_order);
  what.order = *number ? 0 : step->now->order;
  if (*number && !fo_step_name_text (step, number, 1u << FO_NAMED_ORDER, &names, error))
    return false;
  if (names.n)
    what.order = names.list[0].order;
  if (!what.order) {
    fo_args_set_text (&step->ret->reply.args, "order", number);
    return fo_step_answer (step, *number ? FO_ORDER_UNKNOWN : FO_COMMAND_NOT_NOW);
  }
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES;
  return fo_work_shortage (step->store, fo_step_act (step), &what, fo_step_reply (step), error);
}

typedef struct {
  const char *code;
  FoId item; /* 0: there is none ... */
  FoVerdict verdict; /* ... and why */
} Code;

static FoTxnEnd
find_code (FoTxn *txn, gpointer data, GError **error)
{
  Code *code = data;
  FoItem item;
  FoFound found = fo_item_find_meant (txn, code->code, &item, &code->verdict, error);

  code->item = found == FO_FOUND ? item.id : 0;
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* `way ITEM stock|production|purchase|-`: how what is missing of it is got from now on. */
static bool
way (FoStep *step, const char *argument, GError **error)
{
  g_auto (GStrv) words = g_strsplit (argument, " ", 2);
  Code code = { .code = words[0] };
  FoSource way;

  if (g_strv_length (words) != 2 || (strcmp (words[1], "-") != 0 && !parse_way (words[1], &way))) {
    fo_args_set_text (&step->ret->reply.args, "text", argument);
    return fo_step_answer (step, FO_COMMAND_UNKNOWN);
  }
  if (!fo_store_read (step->store, find_code, &code, error))
    return false;
  if (!code.item) {
    fo_args_set_text (&step->ret->reply.args, "code", code.code);
    fo_args_set_text (&step->ret->reply.args, "text", code.code);
    return fo_step_answer (step, code.verdict);
  }
  step->ret->topics |= FO_TOPIC_SUPPLIES;
  return fo_work_item_way (step->store, fo_step_act (step), code.item, strcmp (words[1], "-") == 0 ? NULL : &way,
                           fo_step_reply (step), error);
}

/* ---- opened here ------------------------------------------------------------------------------------------------- */

typedef struct {
  char **words;
  guint n, at;
  FoOpenLine lines[WORDS_MAX / 2];
  guint n_lines;
  char *rest; /* after "for" or "from" */
  const char *deal, *line; /* said with deal=, line=; "" not */
  FoDay day;               /* with due= or ready= */
  FoId line_id;
  FoVerdict verdict;
  const char *wrong;
} Opening;

/* Takes deal=D-7, due= and ready=25.11.26, line=214/2 out of the words, wherever they stand. FO_DAY_BAD. */
static FoVerdict
take_said (Opening *o, FoDay today)
{
  guint kept = 0;

  for (guint i = 0; i < o->n; i++) {
    char *word = o->words[i], *value = strchr (word, '=');
    bool is_day = g_str_has_prefix (word, "due=") || g_str_has_prefix (word, "ready=");

    if (is_day && value[1] && fo_day_parse_iso (value + 1, &o->day) != FO_OK && fo_day_parse_typed (value + 1, today, &o->day) != FO_OK)
      return FO_DAY_BAD;
    if (g_str_has_prefix (word, "deal="))
      o->deal = value + 1;
    else if (g_str_has_prefix (word, "line="))
      o->line = value + 1;
    else if (!is_day)
      o->words[kept++] = word;
  }
  o->n = kept;
  return FO_OK;
}

/* ITEM QUANTITY [ITEM QUANTITY …] [for|from … ] */
static FoTxnEnd
read_lines (FoTxn *txn, gpointer data, GError **error)
{
  Opening *o = data;

  o->n_lines = 0;
  o->verdict = FO_OK;
  for (o->at = 1; o->at < o->n && !is_of_whom (o->words[o->at]); o->at += 2) {
    FoOpenLine *line = &o->lines[o->n_lines];
    FoItem item;
    FoVerdict verdict;
    FoFound found = fo_item_find_meant (txn, o->words[o->at], &item, &verdict, error);

    o->wrong = o->words[o->at];
    if (found == FO_FAILED)
      return FO_TXN_FAIL;
    if (found == FO_ABSENT)
      o->verdict = verdict;
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
  o->line_id = 0;
  if (*o->line && !fo_line_named (txn, o->line, &o->line_id, error))
    return FO_TXN_FAIL;
  if (*o->line && !o->line_id && o->verdict == FO_OK)
    o->verdict = FO_LINE_UNKNOWN;
  return FO_TXN_COMMIT;
}

static bool
open_supply (FoStep *step, const Opening *o, FoSupplyKind kind, GError **error)
{
  const FoOpenSupply what = { .kind = kind,
                              .item = o->lines[0].item,
                              .quantity_u = o->lines[0].quantity_u,
                              .partner = o->rest,
                              .line = o->line_id,
                              .ready_on = o->day };

  step->ret->topics |= FO_TOPIC_SUPPLIES | FO_TOPIC_ORDERS;
  return fo_work_open_supply (step->store, fo_step_act (step), &what, fo_step_reply (step), error);
}

static bool
open_order (FoStep *step, const Opening *o, GError **error)
{
  const FoOpenOrder what = { .customer = o->rest, .deal = o->deal, .due_on = o->day, .lines = o->lines, .n_lines = o->n_lines };

  step->ret->topics |= FO_TOPIC_ORDERS;
  return fo_work_open_order (step->store, fo_step_act (step), &what, fo_step_reply (step), error);
}

static bool
open_here (FoStep *step, const char *argument, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (argument, " ", WORDS_MAX);
  g_autofree char **taken = g_memdup2 (words, (g_strv_length (words) + 1) * sizeof *words);
  Opening o = { .words = taken, .n = g_strv_length (words), .deal = "", .line = "", .day = FO_DAY_NONE };
  g_autofree char *rest = NULL;

  o.verdict = take_said (&o, step->today);
  taken[o.n] = NULL;
  if (o.verdict != FO_OK || o.n == 0)
    return fo_step_answer (step, o.n ? o.verdict : FO_COMMAND_UNKNOWN);
  if (!fo_store_read (step->store, read_lines, &o, error))
    return false;
  if (o.verdict != FO_OK) {
    fo_args_set_text (&step->ret->reply.args, "text", o.wrong ? o.wrong : "");
    return fo_step_answer (step, o.verdict);
  }
  if (o.at + 1 < o.n)
    o.rest = rest = g_strjoinv (" ", taken + o.at + 1);
  if (strcmp (taken[0], "order") == 0)
    return open_order (step, &o, error);
  if (strcmp (taken[0], "production") == 0 || strcmp (taken[0], "purchase") == 0)
    return open_supply (step, &o, taken[0][1] == 'r' ? FO_SUPPLY_PRODUCTION : FO_SUPPLY_PURCHASE, error);
  fo_args_set_text (&step->ret->reply.args, "text", taken[0]);
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

/* `paper WHO DAY`: what is entered from now on was done by WHO on DAY, on paper; `paper off` ends it. */
static bool
paper (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *who = g_strdup (argument);
  char *space = strrchr (who, ' ');
  FoPaperDay what = { .day = FO_DAY_NONE };
  FoAct act;

  if (strcmp (argument, "off") != 0) {
    if (!space || fo_day_parse_typed (space + 1, step->today, &what.day) != FO_OK)
      return fo_step_answer (step, FO_DAY_BAD);
    *space = '\0';
    g_strlcpy (what.who, g_strstrip (who), sizeof what.who);
  }
  act = *fo_step_act (step);
  act.done_by = NULL; /* this is said now */
  if (!fo_work_paper_day (step->store, &act, &what, fo_step_reply (step), error))
    return false;
  if (step->ret->reply.verdict == FO_OK) {
    g_strlcpy (step->next->paper_by, what.who, sizeof step->next->paper_by);
    step->next->paper_on = what.day;
  }
  return true;
}

const FoTaskCommand fo_dealing_commands[] = {
  { "shortage", shortage }, { "way", way }, { "open", open_here }, { "match", match },
  { "decide", decide },     { "to-decide", to_decide },           { "paper", paper },
  { NULL, NULL },
};

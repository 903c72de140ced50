/* SPDX-License-Identifier: GPL-3.0-or-later
 * A recall: what is to be emptied, who has to be told, whose orders lost something. */
#include "cases.h"

#include "common/closures.h"
#include "firstout/store/orders.h"
#include "firstout/work/lot-acts.h"

#include <string.h>

enum { END, N_ACTS };

static const FoActReason how_it_ended[] = { { "destroyed", "offer.reason.destroyed" },
                                            { "returned", "offer.reason.returned" },
                                            { "tested", "offer.reason.tested" },
                                            { "by-mistake", "offer.reason.by_mistake" },
                                            { NULL, NULL } };

static const FoActKind acts[N_ACTS] = {
  [END] = { "recall-end", "page.recall.end", "page.recall.end.hint", "recall-end $s $r", "recall", 9, TRUE, FALSE, { { 0 } }, how_it_ended, TRUE },
};

typedef struct {
  FoTxn *txn;
  FoLanguage language;
  const FoRecallFacts *facts;
  GArray *rows;
} Say;

static const FoRecallLotFacts *
lot_of (const Say *s, FoId lot)
{
  for (guint i = 0; i < s->facts->lots->len; i++)
    if (g_array_index (s->facts->lots, FoRecallLotFacts, i).lot.id == lot)
      return &g_array_index (s->facts->lots, FoRecallLotFacts, i);
  return NULL;
}

static char *
name_of (const Say *s, const FoRecallLotFacts *lot)
{
  return g_strdup_printf ("%s · %s", fo_name_in (s->language, lot->item.name, lot->item.name_de, lot->item.name_en), lot->lot.number);
}

static char *
quantity_of (const Say *s, const FoRecallLotFacts *lot, FoQuantity quantity_u)
{
  g_autofree char *number = fo_words_quantity (s->language, quantity_u);

  return g_strdup_printf ("%s %s", number, lot->item.unit);
}

/* ---- who is to be told ----------------------------------------------------------------------------------------------- */

static bool
is_first_of_order (const Say *s, guint i)
{
  for (guint k = 0; k < i; k++)
    if (g_array_index (s->facts->shipped, FoRecallShipped, k).order == g_array_index (s->facts->shipped, FoRecallShipped, i).order)
      return false;
  return true;
}

static char *
got_by (const Say *s, FoId order)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < s->facts->shipped->len; i++) {
    const FoRecallShipped *shipped = &g_array_index (s->facts->shipped, FoRecallShipped, i);
    const FoRecallLotFacts *lot = lot_of (s, shipped->lot);
    g_autofree char *quantity = lot ? quantity_of (s, lot, shipped->quantity_u - shipped->returned_u) : NULL;

    if (lot && shipped->order == order)
      g_string_append_printf (text, "%s%s %s: %s", text->len ? "; " : "", lot->item.code, lot->lot.number, quantity);
  }
  return g_string_free (text, FALSE);
}

static void
add_customers (const Say *s)
{
  fo_dossier_add_section (s->rows, s->language, s->facts->shipped->len ? "page.recall.customers" : "page.recall.no-customers");
  for (guint i = 0; i < s->facts->shipped->len; i++) {
    const FoRecallShipped *shipped = &g_array_index (s->facts->shipped, FoRecallShipped, i);
    g_autofree char *title = g_strdup_printf ("%s · %s", shipped->order_number, shipped->customer), *got = got_by (s, shipped->order);
    g_autofree char *day = shipped->told_on != FO_DAY_NONE ? fo_words_day (s->language, shipped->told_on) : NULL;
    g_autofree char *told = day ? g_strconcat ("✓ ", day, NULL) : NULL;
    FoDossierRow *line;

    if (!is_first_of_order (s, i))
      continue;
    line = fo_dossier_add_line (s->rows, title, got, told);
    line->buttons[0].message = "page.recall.notice";
    g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "voucher recall-notice %s/%s", s->facts->recall.number, shipped->order_number);
    if (told || s->facts->recall.ended_on != FO_DAY_NONE)
      continue;
    line->buttons[1].message = "page.recall.told";
    g_snprintf (line->buttons[1].command, sizeof line->buttons[1].command, "recall-told %s %s", s->facts->recall.number, shipped->order_number);
  }
}

/* ---- what lies where, who lost what ---------------------------------------------------------------------------------- */

static void
add_lots (const Say *s)
{
  fo_dossier_add_section (s->rows, s->language, "page.recall.lots");
  for (guint i = 0; i < s->facts->lots->len; i++) {
    const FoRecallLotFacts *lot = &g_array_index (s->facts->lots, FoRecallLotFacts, i);
    g_autofree char *name = name_of (s, lot), *here = quantity_of (s, lot, lot->here_u), *detail = NULL;
    g_auto (FoArgs) args = { 0 };
    FoDossierRow *line;
    char id[FO_ID_TEXT_MAX];

    fo_args_set_text (&args, "other_lot", lot->via);
    fo_args_set_quantity (&args, "shipped", lot->shipped_u);
    fo_args_set_quantity (&args, "returned", lot->returned_u);
    detail = fo_words (s->language, lot->is.depth > 0 ? "page.recall.lot.made-of" : lot->is.depth < 0 ? "page.recall.lot.made-from" : "page.recall.lot", &args);
    line = fo_dossier_add_line (s->rows, name, detail, here);
    line->buttons[0].message = "page.recall.open-lot";
    g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "show stock:#%s", fo_id_print (lot->lot.id, id));
  }
}

static void
add_places (const Say *s)
{
  fo_dossier_add_section (s->rows, s->language, s->facts->places->len ? "page.recall.places" : "page.recall.no-places");
  for (guint i = 0; i < s->facts->places->len; i++) {
    const FoRecallPlace *place = &g_array_index (s->facts->places, FoRecallPlace, i);
    const FoRecallLotFacts *lot = lot_of (s, place->lot);
    g_autofree char *name = lot ? name_of (s, lot) : NULL, *quantity = lot ? quantity_of (s, lot, place->on_hand_u) : NULL;

    fo_dossier_add_line (s->rows, place->place, name, quantity);
  }
}

static void
add_lines (const Say *s)
{
  if (s->facts->lines->len)
    fo_dossier_add_section (s->rows, s->language, "page.recall.lines");
  for (guint i = 0; i < s->facts->lines->len; i++) {
    const FoRecallLine *lost = &g_array_index (s->facts->lines, FoRecallLine, i);
    g_autofree char *title = g_strdup_printf ("%s · %s", lost->order, lost->customer), *detail = NULL;
    g_auto (FoArgs) args = { 0 };

    fo_args_set_text (&args, "item", lost->item);
    fo_args_set_quantity (&args, "lost", lost->lost_u);
    if (lost->missing_u > 0)
      fo_args_set_quantity (&args, "missing", lost->missing_u);
    detail = fo_words (s->language, "page.recall.lost", &args);
    fo_dossier_add_line (s->rows, title, detail, NULL);
  }
}

/* ---- all of it ------------------------------------------------------------------------------------------------------- */

static void
say_head (const Say *s, FoDossierRow *head)
{
  const FoRecallRow *recall = &s->facts->recall;
  gboolean is_over = recall->ended_on != FO_DAY_NONE;
  g_autofree char *reason = fo_closure_reason (s->language, recall->reason), *answer = fo_closure_reason (s->language, recall->answer);
  g_autofree char *state = fo_words (s->language, is_over ? "page.recall.over" : "page.recall.open", NULL), *title = NULL, *detail = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "recall", recall->number);
  fo_args_set_text (&args, "reason", reason);
  fo_args_set_text (&args, "answer", answer);
  fo_args_set_day (&args, "day", recall->opened_on);
  fo_args_set_day (&args, "due_on", recall->ended_on);
  fo_args_set_count (&args, "told", s->facts->told);
  fo_args_set_count (&args, "customers", s->facts->customers);
  title = fo_words (s->language, "page.returns.recall", &args);
  detail = fo_words (s->language, "page.recall.of", &args);
  g_strlcpy (head->title, title, sizeof head->title);
  g_strlcpy (head->detail, detail, sizeof head->detail);
  g_strlcpy (head->right, state, sizeof head->right);
  head->pill_class = is_over ? "pill-done" : "pill-bad";
}

static bool
load (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  g_auto (FoRecallFacts) facts = { 0 };
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };
  FoFound found = fo_recall_facts (txn, wish->name, &facts, error);
  const Say s = { txn, wish->language, &facts, rows };
  FoDossierRow *line;

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  say_head (&s, &head);
  if (!fo_dossier_judge (txn, &fo_recall_dossier_kind, wish, facts.recall.ended_on == FO_DAY_NONE ? 1u << END : 0, &head, error))
    return false;
  g_array_append_val (rows, head);
  add_customers (&s);
  add_places (&s);
  line = fo_dossier_add_line (rows, NULL, NULL, NULL);
  line->buttons[0].message = "page.recall.goods-back";
  g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "recalled %s", facts.recall.number);
  add_lines (&s);
  add_lots (&s);
  return true;
}

const FoDossierKind fo_recall_dossier_kind = { acts, N_ACTS, load };

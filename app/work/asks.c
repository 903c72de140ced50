/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asks.h"
#include "firstout/store/born.h"

#define PAGE 50

/* The open row of KIND about SUPPLY (and ORDER, 0 any). */
static bool
open_question (FoTxn *txn, const char *kind, FoId supply, FoId order, FoQuestion *ret, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (FoQuestion));

  ret->id = 0;
  if (!fo_questions_of_supply (txn, supply, questions, error))
    return false;
  for (guint i = 0; i < questions->len; i++) {
    const FoQuestion *question = &g_array_index (questions, FoQuestion, i);
    if (!question->answer[0] && g_str_equal (question->kind, kind) && (!order || question->order_id == order))
      *ret = *question;
  }
  return true;
}

/* Opens the question, says it anew, or closes it when there is nothing to ask any more. */
static bool
ask (FoTxn *txn, FoId operation, const FoQuestion *wanted, bool is_asked, GError **error)
{
  FoQuestion question;

  if (!open_question (txn, wanted->kind, wanted->supply_id, wanted->order_id, &question, error))
    return false;
  if (!question.id && !is_asked)
    return true;
  if (question.id && !is_asked) {
    fo_question_settle (txn, question.id, "void", operation);
    return true;
  }
  if (question.id) {
    question.quantity_u = wanted->quantity_u;
    question.day = wanted->day;
    fo_question_set (txn, &question);
    return true;
  }
  question = *wanted;
  question.id = fo_store_next_id (fo_txn_store (txn), error);
  if (question.id)
    fo_question_insert (txn, &question, operation);
  return question.id != 0;
}

static FoQuestion
question_of (const char *kind, const FoSupply *supply)
{
  FoQuestion question = { .supply_id = supply->id, .item_id = supply->item_id, .day = FO_DAY_NONE };

  g_strlcpy (question.kind, kind, sizeof question.kind);
  return question;
}

bool
fo_ask_about_supplies (FoTxn *txn, FoId operation, const FoOrderWork *work, const FoLine *line, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoQuantity need_u = fo_line_open (line) - line->held_u - line->picked_u - (line->promised_u - line->from_supply_u);

  if (!line->goods)
    return true;
  if (!fo_supplies_for_line (txn, line->id, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);
    FoQuestion question = question_of ("keep-supply", supply);
    FoQuantity comes_u = supply->state == FO_SUPPLY_PROPOSED ? supply->ordered_u : fo_supply_open (supply);
    FoQuantity used_u = MIN (comes_u, MAX (need_u, 0));

    need_u -= used_u;
    question.order_id = work->order.id;
    question.line_id = line->id;
    question.quantity_u = comes_u - used_u;
    if (!ask (txn, operation, &question, comes_u > used_u, error))
      return false;
  }
  return true;
}

bool
fo_ask_about_slip (FoTxn *txn, FoId operation, const FoSupply *supply, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (!fo_promises_of_supply (txn, supply->id, promises, error))
    return false;
  for (guint i = 0; i < promises->len; i++) {
    const FoPromise *promise = &g_array_index (promises, FoPromise, i);
    FoQuestion question = question_of ("slipped", supply);
    FoOrder order;
    FoLine line;

    if (fo_line_find (txn, promise->line_id, &line, error) != FO_FOUND
        || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND)
      return false;
    question.order_id = order.id;
    question.line_id = line.id;
    question.quantity_u = promise->quantity_u;
    question.day = supply->ready_on;
    if (!ask (txn, operation, &question, order.due_on != FO_DAY_NONE && supply->ready_on > order.due_on, error))
      return false;
  }
  return true;
}

bool
fo_ask_came_short (FoTxn *txn, FoId operation, const FoSupply *supply, FoQuantity lost_u, GError **error)
{
  FoQuestion question = question_of ("came-short", supply);

  question.line_id = supply->line_id;
  question.quantity_u = lost_u;
  return ask (txn, operation, &question, lost_u > 0, error);
}

bool
fo_ask_same_thing (FoTxn *txn, FoId operation, const FoOrder *order, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (FoBorn));

  if (!order->remote_id[0] || !fo_born_open (txn, PAGE, page, error))
    return !order->remote_id[0];
  for (guint i = 0; i < page->len; i++) {
    const FoBorn *born = &g_array_index (page, FoBorn, i);
    FoQuestion question = { .kind = "same-thing", .order_id = born->order_id, .day = FO_DAY_NONE };
    FoOrder ours;

    if (!born->order_id)
      continue;
    if (fo_order_find (txn, born->order_id, &ours, error) != FO_FOUND)
      return false;
    if (!(ours.customer[0] && g_str_equal (ours.customer, order->customer))
        && !(ours.deal[0] && g_str_equal (ours.deal, order->deal)))
      continue;
    g_strlcpy (question.text, order->number, sizeof question.text);
    question.id = fo_store_next_id (fo_txn_store (txn), error);
    if (!question.id)
      return false;
    fo_question_insert (txn, &question, operation);
  }
  return true;
}

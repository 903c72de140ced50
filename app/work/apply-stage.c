/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply-stage.h"
#include "firstout/store/channels.h"
#include "firstout/store/questions.h"

bool
fo_stage_hear (FoTxn *txn, const FoOrder *order, FoHeard *ret, GError **error)
{
  FoHeard heard = { .follows = true };
  FoFound found = FO_ABSENT;

  if (order->sales_state[0])
    found = fo_channel_stage (txn, order->channel, order->sales_state, &heard.stage, error);
  heard.said = found == FO_FOUND;
  *ret = heard;
  return found != FO_FAILED;
}

bool
fo_stage_judge (FoTxn *txn, FoHeard *heard, const FoOrderWork *work, GError **error)
{
  FoFound found = FO_ABSENT;
  FoDay done_on;

  heard->from = FO_STAGE_NEW;
  if (!heard->said)
    return true;
  if (work) {
    heard->from = fo_stage_of (&work->order, (const FoLine *) work->lines->data, work->lines->len);
    found = fo_order_done (txn, work->order.id, &done_on, error);
  }
  if (found == FO_FOUND)
    heard->from = FO_STAGE_DONE;
  heard->follows = heard->stage == FO_STAGE_CANCELLED || fo_stage_may_step (heard->from, heard->stage);
  return found != FO_FAILED;
}

/* What is open about the order's stage has no reason any more. */
static bool
settle_questions (FoTxn *txn, FoId operation, FoId order, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (FoQuestion));

  if (!fo_questions_of_order (txn, order, questions, error))
    return false;
  for (guint i = 0; i < questions->len; i++) {
    const FoQuestion *question = &g_array_index (questions, FoQuestion, i);

    if (!question->answer[0] && (g_str_equal (question->kind, "stage") || g_str_equal (question->kind, "done")))
      fo_question_settle (txn, question->id, "void", operation);
  }
  return true;
}

static bool
ask (FoTxn *txn, FoId operation, const FoHeard *heard, FoId order, const char *word, GError **error)
{
  FoQuestion question = { .id = fo_store_next_id (fo_txn_store (txn), error), .order_id = order, .day = FO_DAY_NONE };

  if (!question.id)
    return false;
  g_strlcpy (question.kind, heard->stage == FO_STAGE_DONE ? "done" : "stage", sizeof question.kind);
  g_strlcpy (question.text, word, sizeof question.text);
  fo_question_insert (txn, &question, operation);
  return true;
}

bool
fo_stage_take (FoTxn *txn, const FoActContext *context, const FoHeard *heard, FoId order, const char *word, bool is_new, GError **error)
{
  FoId operation = context->act->operation;

  if (!heard->said || (!is_new && !heard->follows))
    return true;
  if (!settle_questions (txn, operation, order, error))
    return false;
  if (!heard->follows)
    return ask (txn, operation, heard, order, word, error);
  if (heard->stage == FO_STAGE_DONE && heard->from != FO_STAGE_DONE)
    fo_order_set_done (txn, order, operation, context->today);
  if (heard->from == FO_STAGE_DONE && heard->stage != FO_STAGE_DONE)
    fo_order_set_not_done (txn, order);
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A match, and the closing of an order with a rest, are taken back: as long as sales has not heard of them, has said nothing since, and
 * nothing has left since. Else the refusal says which of these. */
#include "firstout/store/born.h"
#include "firstout/store/channels.h"
#include "firstout/store/exchange.h"
#include "firstout/store/questions.h"
#include "snapshot.h"
#include "undo-parts.h"

typedef struct {
  FoTxn *txn;
  const FoUndone *undone;
  FoReply *reply;
  json_object *was; /* {"ours":…,"theirs":…} */
  json_object *ours, *theirs;
  FoTakenOrders taken;
  FoId ours_id, theirs_id;
} TakeBack;

static void
take_back_clear (TakeBack *t)
{
  g_clear_pointer (&t->was, json_object_put);
  fo_taken_clear (&t->taken);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TakeBack, take_back_clear)

static const char *
text_of (const FoReply *reply, const char *name)
{
  const FoArg *arg = fo_args_get (&reply->args, name);

  return arg && arg->kind == FO_ARG_TEXT ? arg->text : "";
}

static FoTxnEnd
refuse (TakeBack *t, FoVerdict verdict, const char *number)
{
  fo_args_set_text (&t->reply->args, "text", number);
  return fo_refuse (t->reply, verdict);
}

/* What is open of it is opened, in the order of turns. A match of before this was kept has nothing to go back to. */
static FoTxnEnd
open_orders (TakeBack *t, GError **error)
{
  fo_taken_init (&t->taken);
  t->was = json_tokener_parse (text_of (t->undone->was, "before"));
  if (!t->was || !json_object_object_get_ex (t->was, "ours", &t->ours))
    return refuse (t, FO_KNOWN_TO_SALES, text_of (t->undone->was, "text"));
  json_object_object_get_ex (t->was, "theirs", &t->theirs);
  return fo_snapshot_want (t->txn, t->ours, &t->taken, &t->ours_id, error)
                 && (!t->theirs || fo_snapshot_want (t->txn, t->theirs, &t->taken, &t->theirs_id, error))
                 && fo_taken_open (t->txn, &t->taken, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

/* Has sales said anything of this row since? */
static bool
heard_since (TakeBack *t, const char *entity, const char *remote_id, bool *ret_heard, GError **error)
{
  if (*ret_heard || !remote_id[0])
    return true;
  return fo_inbox_since (t->txn, entity, remote_id, t->undone->operation, ret_heard, error);
}

static bool
order_heard_since (TakeBack *t, const FoOrderWork *work, bool *ret_heard, GError **error)
{
  *ret_heard = false;
  if (!heard_since (t, "order", work->order.remote_id, ret_heard, error))
    return false;
  for (guint i = 0; i < work->lines->len; i++)
    if (!heard_since (t, "line", g_array_index (work->lines, FoLine, i).remote_id, ret_heard, error))
      return false;
  return true;
}

/* Nothing has left, sales has heard of nothing and said nothing: what waits to be told of it is taken back with it. */
static FoTxnEnd
judge (TakeBack *t, const FoOrderWork *work, GError **error)
{
  g_autofree char *aggregate = g_strdup_printf ("order:%" G_GINT64_FORMAT, work->order.id);
  bool heard, begun;

  fo_reply_order (t->reply, &work->order);
  if (fo_snapshot_left_since (t->ours, work))
    return refuse (t, FO_BELOW_SHIPPED, work->order.number);
  if (!order_heard_since (t, work, &heard, error)
      || (!heard && !fo_outbox_withdraw (t->txn, aggregate, t->undone->operation, &begun, error)))
    return FO_TXN_FAIL;
  return heard || begun ? refuse (t, FO_KNOWN_TO_SALES, work->order.number) : FO_TXN_COMMIT;
}

static FoTxnEnd
restore (TakeBack *t, json_object *was, FoId id, GError **error)
{
  FoOrderWork *work = fo_taken_order (&t->taken, id);

  return work ? fo_snapshot_restore (t->txn, t->undone->context, was, &t->taken, work, t->reply, error) : FO_TXN_FAIL;
}

/* ---- a match ----------------------------------------------------------------------------------------------------- */

FoTxnEnd
fo_undo_match (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  g_auto (TakeBack) t = { .txn = txn, .undone = undone, .reply = reply };
  FoTxnEnd end = open_orders (&t, error);
  FoBorn born;
  FoFound found;

  if (end != FO_TXN_COMMIT)
    return end;
  found = fo_born_find (txn, text_of (undone->was, "ours"), &born, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (found == FO_ABSENT || born.matched_by != undone->operation || !t.theirs || !fo_taken_order (&t.taken, t.ours_id))
    return refuse (&t, FO_KNOWN_TO_SALES, text_of (undone->was, "text"));
  end = judge (&t, fo_taken_order (&t.taken, t.ours_id), error);
  if (end == FO_TXN_COMMIT) /* ours first: theirs takes its names back from it */
    end = restore (&t, t.ours, t.ours_id, error);
  if (end == FO_TXN_COMMIT)
    end = restore (&t, t.theirs, t.theirs_id, error);
  if (end != FO_TXN_COMMIT)
    return end;
  born.matched_by = 0;
  born.told = false;
  fo_born_set (txn, &born);
  fo_reply_order (reply, &fo_taken_order (&t.taken, t.theirs_id)->order);
  return fo_taken_settle (txn, undone->context->act->operation, &t.taken, NULL, false, error) ? FO_TXN_COMMIT
                                                                                              : FO_TXN_FAIL;
}

/* ---- closed with a rest ------------------------------------------------------------------------------------------ */

/* What it asked then is asked no more; what a person has answered since holds. */
static bool
forget_questions (FoTxn *txn, FoId order, FoId operation, FoId by, bool *ret_answered, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (FoQuestion));

  *ret_answered = false;
  if (!fo_questions_of_order (txn, order, questions, error))
    return false;
  for (guint i = 0; i < questions->len; i++) {
    const FoQuestion *question = &g_array_index (questions, FoQuestion, i);

    if (question->id <= operation || strcmp (question->kind, "keep-supply") != 0)
      continue;
    if (question->answer[0])
      *ret_answered = true;
    else
      fo_question_settle (txn, question->id, "seen", by);
  }
  return true;
}

FoTxnEnd
fo_undo_close (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  g_auto (TakeBack) t = { .txn = txn, .undone = undone, .reply = reply };
  FoTxnEnd end = open_orders (&t, error);
  bool answered;

  if (end != FO_TXN_COMMIT)
    return end;
  end = judge (&t, fo_taken_order (&t.taken, t.ours_id), error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!forget_questions (txn, t.ours_id, undone->operation, undone->context->act->operation, &answered, error))
    return FO_TXN_FAIL;
  if (answered)
    return refuse (&t, FO_ORDER_DONE, text_of (undone->was, "order"));
  fo_order_set_not_done (txn, t.ours_id);
  end = restore (&t, t.ours, t.ours_id, error);
  if (end != FO_TXN_COMMIT)
    return end;
  return fo_taken_settle (txn, undone->context->act->operation, &t.taken, NULL, false, error) ? FO_TXN_COMMIT
                                                                                              : FO_TXN_FAIL;
}

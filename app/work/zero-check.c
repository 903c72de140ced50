/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pick has emptied a place by the book: somebody says whether it is empty, who stands there or who comes to count it. */
#include "firstout/store/stocktakes.h"
#include "firstout/work/count.h"
#include "inside.h"

bool
fo_zero_ask (FoTxn *txn, FoId operation, const FoPlace *place, FoId lot, FoReply *reply, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoBalanceRow));

  if (place->kind != FO_PLACE_BIN)
    return true;
  if (!fo_balances_at_place (txn, place->id, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, FoBalanceRow, i).balance.on_hand_u > 0)
      return true;
  fo_args_set_text (&reply->args, "zero_check", place->code);
  return fo_zero_question_add (txn, operation, place->id, lot, error);
}

typedef struct {
  FoId question;
  bool is_empty;
} ZeroCheck;

static FoTxnEnd
zero_check (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const char *station = context->act->station ? context->act->station : "";
  const ZeroCheck *what = data;
  FoZeroQuestion question;
  FoFound found = what->question ? fo_zero_question_find (txn, what->question, &question, error)
                                 : fo_zero_question_next (txn, station, &question, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_COMMAND_NOT_NOW);
  fo_args_set_text (&reply->args, "place", question.place);
  fo_args_set_text (&reply->args, "state", what->is_empty ? "empty" : "not-empty");
  fo_zero_question_answer (txn, question.operation, what->is_empty);
  return FO_TXN_COMMIT;
}

bool
fo_work_zero_check (FoStore *store, const FoAct *act, FoId question, bool is_empty, FoReply *reply, GError **error)
{
  const ZeroCheck what = { question, is_empty };

  return fo_act_run (store, act, "zero-check", zero_check, &what, reply, error);
}

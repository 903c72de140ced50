/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was said about deals is taken back: what was opened here, proposed, decided, answered. Where somebody has gone on from there, the
 * refusal says who. */
#include "apply-parts.h"
#include "asks.h"
#include "firstout/core/stage.h"
#include "firstout/store/born.h"
#include "firstout/store/channels.h"
#include "firstout/store/customers.h"
#include "undo-parts.h"

#include <string.h>

static const char *
text_of (const FoReply *reply, const char *name)
{
  const FoArg *arg = fo_args_get (&reply->args, name);

  return arg && arg->kind == FO_ARG_TEXT ? arg->text : "";
}

/* The refusal is about this number. */
static FoTxnEnd
refuse_about (FoReply *reply, FoVerdict verdict, const char *number)
{
  fo_args_set_text (&reply->args, "text", number);
  fo_args_set_text (&reply->args, "supply", number);
  return fo_refuse (reply, verdict);
}

static FoFound
supply_numbered (FoTxn *txn, const char *number, FoSupply *ret, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  if (!fo_supplies_numbered (txn, number, supplies, error))
    return FO_FAILED;
  if (supplies->len != 1)
    return FO_ABSENT;
  *ret = g_array_index (supplies, FoSupply, 0);
  return FO_FOUND;
}

/* ---- a shortage -------------------------------------------------------------------------------------------------- */

/* What it proposed is called off, what it called off is proposed again; what was promised stays, for it is what the order asks for. */
static FoTxnEnd
turn_proposal (FoTxn *txn, FoId operation, const char *number, bool again, FoReply *reply, GError **error)
{
  FoSupply supply;
  FoFound found = supply_numbered (txn, number, &supply, error);

  if (found != FO_FOUND || supply.state != (again ? FO_SUPPLY_CANCELLED : FO_SUPPLY_PROPOSED))
    return found == FO_FAILED ? FO_TXN_FAIL : refuse_about (reply, FO_KNOWN_TO_SALES, number);
  return (again ? fo_proposal_renew : fo_proposal_withdraw) (txn, operation, &supply, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
turn_proposals (FoTxn *txn, FoId operation, json_object *line, FoReply *reply, GError **error)
{
  const char *number = json_object_get_string (json_object_object_get (line, "number"));
  const char *withdrawn = json_object_get_string (json_object_object_get (line, "withdrawn"));
  g_auto (GStrv) others = g_strsplit (withdrawn ? withdrawn : "", " ", -1);
  FoTxnEnd end = FO_TXN_COMMIT;

  if (number && number[0])
    end = turn_proposal (txn, operation, number, false, reply, error);
  for (guint i = 0; others[i] && end == FO_TXN_COMMIT; i++)
    if (others[i][0])
      end = turn_proposal (txn, operation, others[i], true, reply, error);
  return end;
}

FoTxnEnd
fo_undo_shortage (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  json_object *lines = json_tokener_parse (undone->was->lines ? undone->was->lines : "[]");
  FoTxnEnd end = FO_TXN_COMMIT;

  fo_args_set_text (&reply->args, "order", text_of (undone->was, "order"));
  for (size_t i = 0; i < json_object_array_length (lines) && end == FO_TXN_COMMIT; i++)
    end = turn_proposals (txn, undone->context->act->operation, json_object_array_get_idx (lines, i), reply, error);
  json_object_put (lines);
  return end;
}

/* ---- opened here ------------------------------------------------------------------------------------------------- */

static void
forget_born (FoTxn *txn, FoId operation, FoBorn *born)
{
  born->matched_by = operation; /* nothing that comes is this one */
  born->told = true;
  fo_born_set (txn, born);
}

static FoTxnEnd
judge_lines (FoTxn *txn, FoId order, FoReply *reply, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  FoVerdict verdict = FO_OK;

  if (!fo_lines_of_order (txn, order, lines, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < lines->len; i++)
    verdict = fo_verdict_first (verdict, fo_line_may_lower (&g_array_index (lines, FoLine, i), 0, 0));
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

static bool
tell_order_gone (FoTxn *txn, FoId operation, const FoOrder *order, GError **error)
{
  GString *body = fo_json_new ('{');

  fo_json_add_text (body, "number", order->number);
  fo_json_add_text (body, "customer", order->customer);
  fo_json_add_text (body, "deal", order->deal);
  return fo_tell_sales (txn, operation, "order", order->id, "order.cancel", body, error);
}

FoTxnEnd
fo_undo_open_order (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoApplyOrder said = { .cancelled = true };
  const char *number = text_of (undone->was, "order");
  FoId operation = undone->context->act->operation;
  FoBorn born;
  FoFound found = fo_born_find (txn, number, &born, error);
  FoTxnEnd end;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  if (fo_order_find (txn, born.order_id, &said.order, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_reply_order (reply, &said.order);
  if (born.matched_by)
    return refuse_about (reply, FO_KNOWN_TO_SALES, said.order.number);
  end = judge_lines (txn, born.order_id, reply, error);
  if (end == FO_TXN_COMMIT)
    end = fo_apply_order_part (txn, undone->context, &said, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  forget_born (txn, operation, &born);
  return tell_order_gone (txn, operation, &said.order, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

FoTxnEnd
fo_undo_open_supply (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoApplySupply said = { .remote_id = NULL };
  const char *number = text_of (undone->was, "supply");
  FoId operation = undone->context->act->operation;
  FoBorn born;
  FoTxnEnd end;
  FoFound found = fo_born_find (txn, number, &born, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  if (fo_supply_find (txn, born.supply_id, &said.supply, error) != FO_FOUND)
    return FO_TXN_FAIL;
  if (born.matched_by)
    return refuse_about (reply, FO_KNOWN_TO_SALES, said.supply.number);
  if (said.supply.received_u > 0)
    return refuse_about (reply, FO_SUPPLY_RECEIVED, number);
  said.supply.state = FO_SUPPLY_CANCELLED;
  end = fo_apply_supply_part (txn, undone->context, &said, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  forget_born (txn, operation, &born);
  return fo_proposal_withdraw (txn, operation, &said.supply, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- what sales asked -------------------------------------------------------------------------------------------- */

/* Sales has the answer, or may have: it hears that it does not hold. */
static bool
tell_recalled (FoTxn *txn, FoId operation, const FoAvailability *asked, GError **error)
{
  GString *body = fo_json_new ('{');
  FoOrder order = { .id = 0 };
  FoItem item;

  if (fo_item_find (txn, asked->item_id, &item, error) != FO_FOUND
      || (asked->order_id && fo_order_find (txn, asked->order_id, &order, error) != FO_FOUND)) {
    g_string_free (body, TRUE);
    return false;
  }
  fo_json_add_text (body, "question", asked->remote_id);
  fo_json_add_text (body, "order", order.remote_id);
  fo_json_add_text (body, "number", order.number);
  fo_json_add_text (body, "deal", order.deal);
  fo_json_add_text (body, "item", item.code);
  fo_json_add_quantity (body, "asked", asked->quantity_u);
  fo_json_add_yes (body, "recalled", true);
  return fo_tell_sales (txn, operation, order.id ? "order" : "item", order.id ? order.id : item.id, "availability.answer", body, error);
}

/* An answer that nobody has begun to send is never sent. */
static bool
recall_answer (FoTxn *txn, const FoUndone *undone, const FoAvailability *asked, GError **error)
{
  const char *state = "";
  FoId message;
  FoFound found = fo_outbox_of_operation (txn, undone->operation, "availability.answer", &message, &state, error);

  if (found == FO_FOUND && g_str_equal (state, "waiting")) {
    fo_outbox_forget (txn, message);
    return true;
  }
  return found != FO_FAILED && (found == FO_ABSENT || tell_recalled (txn, undone->context->act->operation, asked, error));
}

/* It is asked again; the next answer goes to sales like this one did. */
FoTxnEnd
fo_undo_answer (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoAvailability asked;
  FoFound found = FO_ABSENT;
  FoId id;

  if (fo_id_parse (text_of (undone->was, "question"), &id))
    found = fo_availability_find (txn, id, &asked, error);
  if (found != FO_FOUND || asked.answer != undone->operation)
    return fo_not_found (found == FO_FAILED ? found : FO_ABSENT, reply, FO_CANNOT_UNDO);
  fo_availability_reopen (txn, asked.id);
  return recall_answer (txn, undone, &asked, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- what was decided -------------------------------------------------------------------------------------------- */

/* It was kept for stock: it is for its line alone again, unless others count on it by now. */
static FoTxnEnd
give_back (FoTxn *txn, const FoUndone *undone, const FoQuestion *question, FoReply *reply, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  char remote_id[FO_REMOTE_ID_MAX];
  FoApplySupply said = { .remote_id = remote_id };

  if (fo_supply_find (txn, question->supply_id, &said.supply, error) != FO_FOUND
      || !fo_supply_remote_id (txn, question->supply_id, remote_id, error)
      || !fo_promises_of_supply (txn, question->supply_id, promises, error))
    return FO_TXN_FAIL;
  if (said.supply.received_u > 0)
    return refuse_about (reply, FO_SUPPLY_RECEIVED, said.supply.number);
  if (said.supply.state != FO_SUPPLY_OPEN && said.supply.state != FO_SUPPLY_PROPOSED)
    return refuse_about (reply, FO_SUPPLY_CLOSED, said.supply.number);
  for (guint i = 0; i < promises->len; i++)
    if (g_array_index (promises, FoPromise, i).line_id != question->line_id)
      return refuse_about (reply, FO_PROMISED_ELSEWHERE, said.supply.number);
  said.supply.line_id = question->line_id;
  said.supply.dedicated = strcmp (text_of (undone->was, "before"), "dedicated") == 0;
  return fo_apply_supply_part (txn, undone->context, &said, reply, error);
}

/* It was called off: only a proposal is ours to make again. */
static FoTxnEnd
propose_again (FoTxn *txn, const FoUndone *undone, const FoQuestion *question, FoReply *reply, GError **error)
{
  FoSupply supply;

  if (fo_supply_find (txn, question->supply_id, &supply, error) != FO_FOUND)
    return FO_TXN_FAIL;
  if (strcmp (text_of (undone->was, "before"), "proposed") != 0 || supply.state != FO_SUPPLY_CANCELLED)
    return refuse_about (reply, FO_KNOWN_TO_SALES, supply.number);
  return fo_proposal_renew (txn, undone->context->act->operation, &supply, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Sales was taken at its word about the payment: it says again what it said before, unless it has spoken since. */
static FoTxnEnd
say_gate_before (FoTxn *txn, const FoUndone *undone, const FoQuestion *question, FoReply *reply, GError **error)
{
  FoApplyOrder said = { .rest_closed = false };

  if (fo_order_find (txn, question->order_id, &said.order, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_reply_order (reply, &said.order);
  if (said.order.state == FO_ORDER_ALL_SHIPPED)
    return fo_refuse (reply, FO_ORDER_SHIPPED);
  if (strcmp (said.order.sales_state, question->text) != 0 || !fo_gate_parse (text_of (undone->was, "before"), &said.order.gate))
    return refuse_about (reply, FO_KNOWN_TO_SALES, said.order.number);
  return fo_apply_order_part (txn, undone->context, &said, reply, error);
}

static FoTxnEnd
undo_decided (FoTxn *txn, const FoUndone *undone, const FoQuestion *question, FoReply *reply, GError **error)
{
  if (g_str_equal (question->answer, "same"))
    return fo_undo_match (txn, undone, reply, error);
  if (g_str_equal (question->answer, "close"))
    return fo_undo_close (txn, undone, reply, error);
  if (g_str_equal (question->answer, "take"))
    return say_gate_before (txn, undone, question, reply, error);
  if (!g_str_equal (question->kind, "keep-supply"))
    return FO_TXN_COMMIT;
  return g_str_equal (question->answer, "keep") ? give_back (txn, undone, question, reply, error)
                                                : propose_again (txn, undone, question, reply, error);
}

FoTxnEnd
fo_undo_decide (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoQuestion question;
  FoFound found = FO_ABSENT;
  FoOrder order;
  FoId id;

  if (fo_id_parse (text_of (undone->was, "question"), &id))
    found = fo_question_find (txn, id, &question, error);
  if (found != FO_FOUND || question.answered_by != undone->operation)
    return fo_not_found (found == FO_FAILED ? found : FO_ABSENT, reply, FO_CANNOT_UNDO);
  if (question.order_id && fo_order_find (txn, question.order_id, &order, error) != FO_FOUND)
    return FO_TXN_FAIL;
  if (question.order_id)
    fo_reply_order (reply, &order);
  fo_question_reopen (txn, question.id);
  return undo_decided (txn, undone, &question, reply, error);
}

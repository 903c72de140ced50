/* SPDX-License-Identifier: GPL-3.0-or-later
 * A person says that something opened here is something that has come from sales: one of the two stays, ours, and goes by sales'
 * name. */
#include "apply-parts.h"
#include "born.h"
#include "firstout/store/customers.h"
#include "firstout/work/asking.h"
#include "match.h"
#include "snapshot.h"
#include "stand-ins.h"
#include "substitute.h"

typedef struct {
  FoTxn *txn;
  FoActContext *context;
  FoReply *reply;
  const FoBorn *born;
  const char *theirs;
} Match;

static void
name_gone (char *number, const FoBorn *born)
{
  g_autofree char *gone = g_strdup_printf ("%.40s=%.20s", number, born->number);

  g_strlcpy (number, gone, FO_NUMBER_MAX);
}

/* ---- orders ------------------------------------------------------------------------------------------------------- */

static FoVerdict
judge_theirs (const FoOrderWork *work)
{
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    if (line->picked_u + line->shipped_u > 0)
      return FO_BELOW_PICKED;
  }
  return work->order.remote_id[0] ? FO_OK : FO_NUMBER_TAKEN;
}

/* Theirs lets everything go, also its names, so that ours may have them. */
static bool
dissolve (Match *m, FoOrderWork *work, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  FoOrder *order = &work->order;

  if (!fo_turns_of_order (m->txn, work, turns, error) || !fo_call_off_lines (m->txn, turns, work, error))
    return false;
  for (guint i = 0; i < work->lines->len; i++)
    fo_line_set_remote_id (m->txn, &g_array_index (work->lines, FoLine, i), NULL);
  fo_order_set_remote_id (m->txn, order, NULL);
  name_gone (order->number, m->born);
  order->cancel_asked = true;
  fo_order_update (m->txn, order);
  return fo_order_settle (m->txn, m->context->act->operation, work, true, error);
}

static FoTxnEnd
take_lines (Match *m, const GArray *lines, GError **error)
{
  FoTxnEnd end = FO_TXN_COMMIT;

  for (guint i = 0; i < lines->len && end == FO_TXN_COMMIT; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    FoApplyLine said = { .line = *line, .remote_id = line->remote_id, .substitutes = fo_line_substitutes_said (line) };

    if (line->flags & (FO_LINE_OF_KIT | FO_LINE_STANDS_IN))
      continue;
    if (line->flags & FO_LINE_LIFE_OF_CUSTOMER)
      said.line.min_life_days = 0;
    said.line.goods = true; /* as the item is */
    said.line.order_id = m->born->order_id;
    end = fo_apply_line_part (m->txn, m->context, &said, m->reply, error);
  }
  return end;
}

/* Theirs as sales says it: what other goods stand for there is not called off. */
static bool
forget_stand_ins (FoTxn *txn, const FoOrderWork *work, GArray *lines, GError **error)
{
  g_autoptr (GArray) stand_ins = NULL;

  if (!fo_stand_ins_load (txn, work, &stand_ins, error))
    return false;
  for (guint i = 0; stand_ins && i < lines->len; i++) {
    FoLine *line = &g_array_index (lines, FoLine, i);
    line->cancelled_u -= fo_stand_ins_replaced (stand_ins, work, line->id);
  }
  return true;
}

/* Both as they were, for whoever takes the match back. */
static bool
remember (Match *m, const FoOrderWork *theirs, GError **error)
{
  g_autoptr (GString) json = fo_json_new ('{');
  g_auto (FoOrderWork) ours = { 0 };

  if (fo_order_work_open (m->txn, m->born->order_id, &ours, error) != FO_FOUND || !fo_snapshot_add (m->txn, json, "ours", &ours, error)
      || !fo_snapshot_add (m->txn, json, "theirs", theirs, error))
    return false;
  fo_json_close (json, '}');
  fo_args_set_text (&m->reply->args, "before", json->str);
  return true;
}

static FoTxnEnd
match_orders (Match *m, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  g_autoptr (GArray) lines = NULL;
  FoApplyOrder said = { .reference = m->born->number };
  g_autofree char *remote_id = NULL;
  FoFound found = fo_order_find_by_number (m->txn, m->theirs, &said.order, error);
  FoVerdict verdict;
  FoDay closed_on;
  FoTxnEnd end;

  if (found == FO_FOUND && said.order.id == m->born->order_id)
    return fo_refuse (m->reply, FO_NUMBER_TAKEN);
  if (found == FO_FOUND)
    found = fo_order_work_open (m->txn, said.order.id, &work, error);
  if (found != FO_FOUND)
    return fo_not_found (found, m->reply, FO_ORDER_UNKNOWN);
  verdict = judge_theirs (&work);
  if (verdict != FO_OK)
    return fo_refuse (m->reply, verdict);
  lines = g_array_copy (work.lines);
  said.order = work.order;
  said.remote_id = remote_id = g_strdup (work.order.remote_id);
  if (!remember (m, &work, error) || !forget_stand_ins (m->txn, &work, lines, error)
      || !fo_order_gate_said (m->txn, work.order.id, &said.order.gate, &closed_on, error) || !dissolve (m, &work, error))
    return FO_TXN_FAIL;
  end = fo_apply_order_part (m->txn, m->context, &said, m->reply, error);
  return end == FO_TXN_COMMIT ? take_lines (m, lines, error) : end;
}

/* ---- supplies ----------------------------------------------------------------------------------------------------- */

static bool
find_theirs (Match *m, const FoSupply *ours, FoSupply *ret, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  ret->id = 0;
  if (!fo_supplies_numbered (m->txn, m->theirs, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);
    if (supply->id != ours->id && (!ret->id || (supply->kind == ours->kind && supply->item_id == ours->item_id)))
      *ret = *supply;
  }
  return true;
}

static FoTxnEnd
judge_supplies (Match *m, const FoSupply *ours, const FoSupply *theirs, const char *remote_id)
{
  if (!theirs->id)
    return fo_refuse (m->reply, FO_SUPPLY_UNKNOWN);
  if (!remote_id[0])
    return fo_refuse (m->reply, FO_NUMBER_TAKEN);
  if (theirs->received_u > 0)
    return fo_refuse (m->reply, FO_BELOW_PICKED);
  return theirs->kind == ours->kind && theirs->item_id == ours->item_id ? FO_TXN_COMMIT
                                                                        : fo_refuse (m->reply, FO_NOT_ON_THIS_ORDER);
}

static FoTxnEnd
match_supplies (Match *m, GError **error)
{
  char remote_id[FO_REMOTE_ID_MAX] = "";
  FoApplySupply gone = { .remote_id = remote_id }, said = { .reference = m->born->number, .remote_id = remote_id };
  FoSupply ours, theirs;
  FoTxnEnd end;

  if (fo_supply_find (m->txn, m->born->supply_id, &ours, error) != FO_FOUND || !find_theirs (m, &ours, &theirs, error)
      || (theirs.id && !fo_supply_remote_id (m->txn, theirs.id, remote_id, error)))
    return FO_TXN_FAIL;
  end = judge_supplies (m, &ours, &theirs, remote_id);
  if (end != FO_TXN_COMMIT)
    return end;
  gone.supply = said.supply = theirs;
  gone.supply.state = FO_SUPPLY_CANCELLED;
  gone.supply.line_id = 0;
  name_gone (gone.supply.number, m->born);
  end = fo_apply_supply_part (m->txn, m->context, &gone, m->reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_supply_set_remote_id (m->txn, theirs.id, NULL);
  return fo_apply_supply_part (m->txn, m->context, &said, m->reply, error);
}

/* ---- the act ------------------------------------------------------------------------------------------------------ */

FoTxnEnd
fo_match_part (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoMatch *what = data;
  FoBorn born;
  FoFound found = fo_born_find (txn, what->ours, &born, error);
  Match match = { .txn = txn, .context = context, .reply = reply, .born = &born, .theirs = what->theirs };

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_args_set_text (&reply->args, "text", what->theirs);
  fo_args_set_text (&reply->args, "ours", born.number);
  if (born.matched_by)
    return fo_refuse (reply, FO_NUMBER_TAKEN);
  return born.order_id ? match_orders (&match, error) : match_supplies (&match, error);
}

bool
fo_work_match (FoStore *store, const FoAct *act, const char *ours, const char *theirs, FoReply *reply, GError **error)
{
  const FoMatch what = { ours, theirs };

  return fo_act_run (store, act, "match", fo_match_part, &what, reply, error);
}

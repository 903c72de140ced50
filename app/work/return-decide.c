/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of goods that came back. */
#include "firstout/store/genealogy.h"
#include "lots.h"
#include "marks.h"
#include "returns.h"

#include <string.h>

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoReturnDecide *what;
  FoReply *reply;
  FoReturnRow row;
  FoItem item;
  FoLot lot;
  FoPlace from, to;
  FoQuantity quantity_u;
} Decide;

/* ---- judging ------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
find_all (Decide *d, GError **error)
{
  FoFound found = fo_return_find (d->txn, d->what->id, &d->row, error);

  if (found == FO_FOUND)
    found = fo_lot_find (d->txn, d->row.lot_id, &d->lot, error);
  if (found == FO_FOUND)
    found = fo_item_find (d->txn, d->lot.item_id, &d->item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, d->reply, FO_RETURN_UNKNOWN);
  d->quantity_u = d->what->quantity_u ? d->what->quantity_u : d->row.open_u;
  fo_reply_item (d->reply, &d->item);
  fo_reply_lot (d->reply, &d->lot);
  fo_args_set_text (&d->reply->args, "decision", fo_return_decision_name (d->what->decision));
  fo_args_set_text (&d->reply->args, "customer", d->row.customer);
  fo_args_set_quantity (&d->reply->args, "quantity", d->quantity_u);
  return d->row.state == FO_RETURN_IS_OPEN ? FO_TXN_COMMIT : fo_refuse (d->reply, FO_RETURN_DECIDED);
}

/* Nothing proves that unproved goods are what they seem to be: somebody answers for them. */
static FoTxnEnd
judge_release (Decide *d, GError **error)
{
  FoVerdict verdict = fo_lot_usable (&d->lot, &d->item, d->context->today, d->context->today);
  FoTxnEnd end = d->row.line_id ? FO_TXN_COMMIT : fo_right_judge (d->txn, d->context->act, "returns", d->reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (d->reply, verdict);
}

static bool
needs_reason (const Decide *d)
{
  return d->what->decision == FO_RETURN_SCRAP || (d->what->decision == FO_RETURN_TO_STOCK && !d->row.line_id);
}

static FoTxnEnd
judge (Decide *d, GError **error)
{
  FoTxnEnd end = d->what->decision == FO_RETURN_TO_STOCK ? judge_release (d, error) : FO_TXN_COMMIT;
  FoVerdict verdict = fo_item_may_book (&d->item, d->quantity_u);

  if (end != FO_TXN_COMMIT)
    return end;
  if (verdict == FO_OK && d->quantity_u > d->row.open_u)
    verdict = FO_NOT_ENOUGH;
  if (verdict == FO_OK && needs_reason (d) && (!d->what->reason || !d->what->reason[0]))
    verdict = FO_REASON_NEEDED;
  if (verdict == FO_OK && d->what->decision == FO_RETURN_REPAIR && !d->row.customer[0])
    verdict = FO_RETURN_UNPROVED; /* whose they are must be known */
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (d->reply, verdict);
}

/* They may have been moved to another place of quarantine since. */
static FoTxnEnd
find_from (Decide *d, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoLotPlace));
  FoId best = 0;

  if (!fo_lot_places (d->txn, d->lot.id, places, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < places->len; i++) {
    const FoLotPlace *place = &g_array_index (places, FoLotPlace, i);

    if (place->kind == FO_PLACE_QUARANTINE && place->on_hand_u - place->held_u >= d->quantity_u && (!best || place->place_id == d->row.place_id))
      best = place->place_id;
  }
  if (!best)
    return fo_refuse (d->reply, FO_NOT_ENOUGH);
  return fo_place_find (d->txn, best, &d->from, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoFound
find_to (Decide *d, GError **error)
{
  FoPlace bench;

  switch (d->what->decision) {
  case FO_RETURN_TO_STOCK:
    if (d->what->place)
      return fo_place_find (d->txn, d->what->place, &d->to, error);
    return fo_station_places (d->txn, d->context->act->station ? d->context->act->station : "", &d->to, &bench, error) ? FO_FOUND
                                                                                                                       : FO_FAILED;
  case FO_RETURN_SCRAP:
    return fo_place_of_kind (d->txn, FO_PLACE_SCRAP, &d->to, error);
  case FO_RETURN_TO_SUPPLIER:
    return fo_place_of_kind (d->txn, FO_PLACE_SUPPLIER, &d->to, error);
  case FO_RETURN_REPAIR:
    d->to = d->from;
    return FO_FOUND;
  case FO_N_RETURN_DECISIONS:
    break;
  }
  g_assert_not_reached ();
}

/* ---- booking ------------------------------------------------------------------------------------------------------- */

static bool
move_goods (Decide *d, FoTurn *turn, GError **error)
{
  static const FoMoveKind kinds[FO_N_RETURN_DECISIONS] = { FO_MOVE_MOVE, FO_MOVE_SCRAP, FO_MOVE_TO_SUPPLIER, FO_MOVE_RELABEL_OUT };
  const FoMove move = { .kind = kinds[d->what->decision], .item = &d->item, .lot = &d->lot, .from = &d->from, .to = &d->to,
                        .quantity_u = d->quantity_u, .line_id = d->row.line_id,
                        .reason = d->what->reason ? d->what->reason : "" };

  return fo_move_book (d->txn, turn, d->context->act->operation, &move, error);
}

/* The same lot, but the customer's own. */
static bool
give_to_owner (Decide *d, FoTurn *turn, GError **error)
{
  FoLot own = d->lot;
  FoLotLink link = { .parent = d->lot.id, .operation = d->context->act->operation, .quantity_u = d->quantity_u, .why = "repair" };
  FoFound found;

  g_strlcpy (own.owner, d->row.customer, sizeof own.owner);
  found = fo_lot_find_owned (d->txn, d->item.id, d->lot.number, own.owner, &own, error);
  if (found == FO_ABSENT) {
    own = d->lot;
    g_strlcpy (own.owner, d->row.customer, sizeof own.owner);
    own.id = fo_store_next_id (fo_txn_store (d->txn), error);
    if (!own.id)
      return false;
    fo_lot_insert (d->txn, &own, "repair");
  }
  if (found == FO_FAILED)
    return false;
  const FoRelabelPart part = { .item = &d->item, .from = &d->lot, .to = &own, .place = &d->from, .quantity_u = d->quantity_u,
                               .why = "repair" };
  link.child = own.id;
  fo_lot_link_insert (d->txn, &link);
  return fo_relabel_book (d->txn, turn, d->context->act->operation, &part, error);
}

/* The return's units that still lie where it is decided about them. *ret_named: its units were named when they came. */
static bool
find_units (Decide *d, GArray *units, bool *ret_named, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoUnitStep));

  if (!fo_units_of_operation (d->txn, d->row.operation, steps, error))
    return false;
  *ret_named = false;
  for (guint i = 0; i < steps->len; i++) {
    const FoUnit *unit = &g_array_index (steps, FoUnitStep, i).unit;

    *ret_named |= unit->item_id == d->item.id;
    if (unit->state == FO_UNIT_STOCK && fo_unit_is_of (unit, &d->item, &d->lot)
        && (unit->operation == d->row.operation || unit->place_id == d->from.id))
      g_array_append_vals (units, unit, 1);
  }
  return true;
}

/* Of the return's units those that were said. */
static FoTxnEnd
keep_said (Decide *d, GArray *units)
{
  guint kept = 0;

  for (guint i = 0; i < units->len; i++)
    for (guint k = 0; k < d->what->n_marks; k++)
      if (strcmp (g_array_index (units, FoUnit, i).identity, d->what->marks[k].identity) == 0) {
        g_array_index (units, FoUnit, kept++) = g_array_index (units, FoUnit, i);
        break;
      }
  g_array_set_size (units, kept);
  return kept == d->what->n_marks ? FO_TXN_COMMIT : fo_refuse (d->reply, FO_MARKING_OTHER_ITEM);
}

/* Units that leave the house for good are gone, those of a customer's are his, the others lie where they are put: all of the return's, or
 * it must be said which. */
static FoTxnEnd
decide_units (Decide *d, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  bool stock = d->what->decision == FO_RETURN_TO_STOCK, repair = d->what->decision == FO_RETURN_REPAIR, named;

  if (!find_units (d, units, &named, error))
    return FO_TXN_FAIL;
  if (d->what->n_marks && keep_said (d, units) != FO_TXN_COMMIT)
    return FO_TXN_REFUSE;
  if (named && units->len == 0) /* somebody has carried them off */
    return fo_refuse (d->reply, FO_NOT_ENOUGH);
  if (units->len && (FoQuantity) units->len * FO_ONE != d->quantity_u)
    return fo_refuse (d->reply, fo_mark_needed (&d->item));
  for (guint i = 0; i < units->len; i++) {
    FoUnit *unit = &g_array_index (units, FoUnit, i);

    unit->state = stock || repair ? FO_UNIT_STOCK : FO_UNIT_GONE;
    unit->place_id = repair ? unit->place_id : stock ? d->to.id : 0;
    if (repair)
      g_strlcpy (unit->owner, d->row.customer, sizeof unit->owner);
    unit->operation = d->context->act->operation;
    if (!fo_unit_put (d->txn, unit, FO_UNIT_STOCK, error))
      return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}

static bool
tell_sales (Decide *d, GError **error)
{
  GString *body = fo_json_new ('{');

  fo_json_add_id (body, "return", d->row.id);
  fo_json_add_text (body, "decision", fo_return_decision_name (d->what->decision));
  fo_json_add_text (body, "item", d->item.code);
  fo_json_add_text (body, "lot", d->lot.number);
  fo_json_add_day (body, "expires_on", d->lot.expires_on);
  fo_json_add_quantity (body, "quantity", d->quantity_u);
  fo_json_add_text (body, "reason", d->what->reason ? d->what->reason : "");
  return fo_tell_sales (d->txn, d->context->act->operation, "item", d->item.id, "return.decide", body, error);
}

static bool
write_decision (Decide *d)
{
  FoReturnStep step = { .return_id = d->row.id, .operation = d->context->act->operation, .decision = d->what->decision,
                        .quantity_u = d->quantity_u };

  g_strlcpy (step.reason, d->what->reason ? d->what->reason : "", sizeof step.reason);
  fo_return_decision_insert (d->txn, &step);
  d->row.open_u -= d->quantity_u;
  d->row.state = d->row.open_u == 0 ? FO_RETURN_IS_DECIDED : FO_RETURN_IS_OPEN;
  fo_return_set (d->txn, &d->row);
  return true;
}

static FoTxnEnd
book (Decide *d, GError **error)
{
  FoId operation = d->context->act->operation;
  FoTxnEnd end;
  FoTurn turn;
  bool done;

  if (!fo_turn_take (d->txn, d->item.id, &turn, error))
    return FO_TXN_FAIL;
  end = decide_units (d, error);
  if (end != FO_TXN_COMMIT)
    return end;
  done = d->what->decision == FO_RETURN_REPAIR ? give_to_owner (d, &turn, error) : move_goods (d, &turn, error);
  fo_args_set_text (&d->reply->args, "place", d->to.code);
  return done && write_decision (d) && tell_sales (d, error)
                 && (d->what->decision != FO_RETURN_TO_STOCK
                     || fo_promise_waiting (d->txn, operation, &turn, &d->item, d->context->today, error))
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static FoTxnEnd
decide (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  Decide d = { .txn = txn, .context = context, .what = what, .reply = reply };
  FoTxnEnd end = find_all (&d, error);
  FoVerdict verdict;
  FoFound found;

  if (end == FO_TXN_COMMIT)
    end = judge (&d, error);
  if (end == FO_TXN_COMMIT)
    end = find_from (&d, error);
  if (end != FO_TXN_COMMIT)
    return end;
  found = find_to (&d, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  verdict = d.what->decision == FO_RETURN_TO_STOCK ? fo_move_allowed (FO_MOVE_MOVE, d.from.kind, d.to.kind, d.from.id == d.to.id) : FO_OK;
  return verdict == FO_OK ? book (&d, error) : fo_refuse (reply, verdict);
}

bool
fo_work_return_decide (FoStore *store, const FoAct *act, const FoReturnDecide *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "return-decide", decide, what, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why this lot, and why not each other candidate: the same predicates as the binding, asked again for every lot in the house. */
#include "firstout/work/explain.h"
#include "firstout/work/reserve.h"
#include "inside.h"

#define CLAIMANTS 100

/* A line on its way to being explained. */
typedef struct {
  FoTxn *txn;
  FoExplanation *to;
  FoQuantity wanted_u; /* not bound yet: what the walk would still take */
  GArray *rows;        /* FoStockRow */
  GArray *holds;       /* FoHold of the order */
  GArray *refused;     /* FoId */
} Explain;

static void
explain_clear (Explain *e)
{
  g_clear_pointer (&e->rows, g_array_unref);
  g_clear_pointer (&e->holds, g_array_unref);
  g_clear_pointer (&e->refused, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Explain, explain_clear)

void
fo_explanation_init (FoExplanation *explanation)
{
  *explanation = (FoExplanation){ .candidates = g_array_new (FALSE, FALSE, sizeof (FoCandidate)),
                                  .promised = g_array_new (FALSE, FALSE, sizeof (FoClaimant)),
                                  .supplies = g_array_new (FALSE, FALSE, sizeof (FoExplainedSupply)) };
}

void
fo_explanation_clear (FoExplanation *explanation)
{
  g_clear_pointer (&explanation->candidates, g_array_unref);
  g_clear_pointer (&explanation->promised, g_array_unref);
  g_clear_pointer (&explanation->supplies, g_array_unref);
}

static FoFound
load (Explain *e, FoId line, GError **error)
{
  FoExplanation *to = e->to;
  FoFound found = fo_line_find (e->txn, line, &to->line, error);

  if (found == FO_FOUND)
    found = fo_order_find (e->txn, to->line.order_id, &to->order, error);
  if (found == FO_FOUND)
    found = fo_item_find (e->txn, to->line.item_id, &to->item, error);
  if (found != FO_FOUND)
    return found;
  to->today = fo_store_today (fo_txn_store (e->txn));
  to->until = fo_lot_until_for (to->today, to->order.due_on, to->line.min_life_days);
  e->wanted_u = to->line.promised_u - to->line.from_supply_u;
  if (!fo_stock_of_item (e->txn, to->item.id, e->rows, error) || !fo_holds_of_order (e->txn, to->order.id, e->holds, error)
      || !fo_line_leaves_on (e->txn, &to->line, to->today, &to->leaves_on, error)
      || ((to->line.flags & FO_LINE_REFUSES)
          && !fo_lots_refused (e->txn, line, to->order.customer, to->item.id, e->refused, error)))
    return FO_FAILED;
  return FO_FOUND;
}

/* ---- who has it ------------------------------------------------------------------------------------------------------------- */

static bool
name_claimant (FoTxn *txn, FoId line_id, FoClaimant *claimant, GError **error)
{
  FoOrder order;
  FoLine line;

  claimant->line = line_id;
  if (fo_line_find (txn, line_id, &line, error) != FO_FOUND || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND)
    return false;
  g_strlcpy (claimant->order, order.number, sizeof claimant->order);
  g_strlcpy (claimant->deal, order.deal, sizeof claimant->deal);
  return true;
}

static bool
name_holders (const Explain *e, FoCandidate *candidate, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (candidate->row.held_u == 0)
    return true;
  if (!fo_holds_of_lot (e->txn, candidate->row.lot_id, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    FoClaimant holder = { .quantity_u = hold->quantity_u, .usable_until = hold->usable_until, .picked = hold->picked };

    if (hold->line_id == e->to->line.id || hold->place_id != candidate->row.place_id || candidate->n_holders++ >= FO_CLAIMANTS_MAX)
      continue;
    if (!name_claimant (e->txn, hold->line_id, &holder, error))
      return false;
    candidate->holders[candidate->n_holders - 1] = holder;
  }
  return true;
}

/* Others who were promised goods of the item: the last read is the most urgent. */
static bool
name_promised (const Explain *e, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (!fo_promises_of_item (e->txn, e->to->item.id, promises, error))
    return false;
  for (guint i = promises->len; i > 0 && e->to->promised->len < CLAIMANTS; i--) {
    const FoPromise *promise = &g_array_index (promises, FoPromise, i - 1);
    FoClaimant claimant = { .quantity_u = promise->quantity_u, .usable_until = promise->usable_until };

    if (promise->line_id == e->to->line.id)
      continue;
    if (!name_claimant (e->txn, promise->line_id, &claimant, error))
      return false;
    g_array_append_val (e->to->promised, claimant);
  }
  return true;
}

/* ---- the lots --------------------------------------------------------------------------------------------------------------- */

static FoQuantity
held_for_line (const Explain *e, const FoStockRow *row)
{
  for (guint i = 0; i < e->holds->len; i++) {
    const FoHold *hold = &g_array_index (e->holds, FoHold, i);
    if (hold->line_id == e->to->line.id && hold->lot_id == row->lot_id && hold->place_id == row->place_id)
      return hold->quantity_u;
  }
  return 0;
}

/* What speaks against a candidate; FO_OK when nothing does. */
static FoVerdict
judge (const Explain *e, const FoStockRow *row, const FoLot *lot)
{
  FoVerdict verdict = fo_lot_usable (lot, &e->to->item, e->to->today, e->to->until);

  verdict = fo_verdict_first (verdict, fo_line_takes_lot (&e->to->line, lot->number, lot->owner));
  for (guint i = 0; i < e->refused->len; i++)
    if (g_array_index (e->refused, FoId, i) == lot->id)
      verdict = fo_verdict_first (verdict, FO_LOT_REFUSED);
  if (!fo_place_issues (row->place_kind))
    verdict = fo_verdict_first (verdict, row->place_kind == FO_PLACE_SHUT ? FO_PLACE_BLOCKED : FO_WRONG_PLACE);
  if (row->on_hand_u == row->held_u)
    verdict = fo_verdict_first (verdict, FO_NOT_ENOUGH_FREE);
  return verdict;
}

/* Free, fit, and still not this line's: an older one was enough, or it was promised to others. */
static FoVerdict
not_taken (const Explain *e)
{
  return fo_line_missing (&e->to->line) > 0 ? FO_PROMISED_ELSEWHERE : FO_OLDER_LOT_FIRST;
}

static bool
explain_row (Explain *e, const FoStockRow *row, GError **error)
{
  FoCandidate candidate = { .row = *row, .quantity_u = held_for_line (e, row) };
  FoLot lot;

  if (fo_lot_find (e->txn, row->lot_id, &lot, error) != FO_FOUND || !name_holders (e, &candidate, error))
    return false;
  g_strlcpy (candidate.owner, lot.owner, sizeof candidate.owner);
  candidate.chosen = candidate.quantity_u > 0;
  candidate.verdict = candidate.chosen ? FO_OK : judge (e, row, &lot);
  if (candidate.verdict == FO_OK && !candidate.chosen) {
    candidate.quantity_u = MIN (e->wanted_u, row->on_hand_u - row->held_u);
    e->wanted_u -= candidate.quantity_u;
    candidate.verdict = candidate.quantity_u > 0 ? FO_OK : not_taken (e);
  }
  g_array_append_val (e->to->candidates, candidate);
  return true;
}

/* ---- what is to come -------------------------------------------------------------------------------------------------------- */

static bool
explain_supplies (const Explain *e, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (!fo_supplies_of_item (e->txn, e->to->item.id, supplies, error)
      || !fo_promises_of_line (e->txn, e->to->line.id, promises, error))
    return false;
  for (guint i = 0; i < supplies->len; i++) {
    FoExplainedSupply one = { .supply = g_array_index (supplies, FoSupply, i) };

    for (guint k = 0; k < promises->len; k++)
      if (g_array_index (promises, FoPromise, k).supply_id == one.supply.id)
        one.quantity_u += g_array_index (promises, FoPromise, k).quantity_u;
    g_array_append_val (e->to->supplies, one);
  }
  return true;
}

FoFound
fo_explain_line (FoTxn *txn, FoId line, FoExplanation *ret, GError **error)
{
  g_auto (Explain) e = { .txn = txn,
                         .to = ret,
                         .rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow)),
                         .holds = g_array_new (FALSE, FALSE, sizeof (FoHold)),
                         .refused = g_array_new (FALSE, FALSE, sizeof (FoId)) };
  FoFound found;

  g_array_set_size (ret->candidates, 0);
  g_array_set_size (ret->promised, 0);
  g_array_set_size (ret->supplies, 0);
  found = load (&e, line, error);
  if (found != FO_FOUND)
    return found;
  for (guint i = 0; i < e.rows->len; i++)
    if (!explain_row (&e, &g_array_index (e.rows, FoStockRow, i), error))
      return FO_FAILED;
  return name_promised (&e, error) && explain_supplies (&e, error) ? FO_FOUND : FO_FAILED;
}

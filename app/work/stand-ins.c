/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stand-ins.h"

bool
fo_stand_ins_load (FoTxn *txn, const FoOrderWork *work, GArray **ret, GError **error)
{
  int32_t flags = 0;

  *ret = NULL;
  for (guint i = 0; i < work->lines->len; i++)
    flags |= g_array_index (work->lines, FoLine, i).flags;
  if (!(flags & FO_LINE_STANDS_IN))
    return true;
  *ret = g_array_new (FALSE, FALSE, sizeof (FoStandIn));
  return fo_stand_ins_of_order (txn, work->order.id, *ret, error);
}

const FoStandIn *
fo_stand_in_of (const GArray *stand_ins, FoId line)
{
  for (guint i = 0; stand_ins && i < stand_ins->len; i++)
    if (g_array_index (stand_ins, FoStandIn, i).line_id == line)
      return &g_array_index (stand_ins, FoStandIn, i);
  return NULL;
}

/* ---- how much ---------------------------------------------------------------------------------------------------- */

static FoSubstitute
ratio_of (const FoStandIn *stand_in)
{
  return (FoSubstitute){ .for_u = stand_in->for_u, .instead_u = stand_in->instead_u };
}

FoQuantity
fo_stand_in_stands_for (const FoStandIn *stand_in, FoQuantity quantity_u)
{
  const FoSubstitute ratio = ratio_of (stand_in);
  const FoItem any = { .kind = FO_ITEM_GOODS };

  return fo_substitute_covers (&ratio, &any, &any, quantity_u, FO_QUANTITY_MAX);
}

static FoQuantity
left_of (const FoLine *line)
{
  return line->ordered_u - line->cancelled_u;
}

FoQuantity
fo_stand_ins_replaced (const GArray *stand_ins, const FoOrderWork *work, FoId line)
{
  FoQuantity replaced_u = 0;

  for (guint i = 0; stand_ins && i < stand_ins->len; i++) {
    const FoStandIn *stand_in = &g_array_index (stand_ins, FoStandIn, i);

    for (guint k = 0; stand_in->for_line == line && k < work->lines->len; k++)
      if (g_array_index (work->lines, FoLine, k).id == stand_in->line_id)
        replaced_u += fo_stand_in_stands_for (stand_in, left_of (&g_array_index (work->lines, FoLine, k)));
  }
  return replaced_u;
}

/* ---- giving back ------------------------------------------------------------------------------------------------- */

bool
fo_stand_in_give_back (FoTxn *txn,
                       FoTurn *turn,
                       const FoItem *item,
                       FoOrderWork *work,
                       const GArray *stand_ins,
                       const FoStandIn *stand_in,
                       FoQuantity quantity_u,
                       GError **error)
{
  FoLine *line = fo_order_work_line (work, stand_in->line_id),
         *original = fo_order_work_line (work, stand_in->for_line);
  FoQuantity bound_u = MIN (quantity_u, line->promised_u + line->held_u), free_u = fo_line_missing (line);

  if (quantity_u > free_u && !fo_apply_release (txn, turn, item, work, line, MIN (quantity_u - free_u, bound_u), error))
    return false;
  line->cancelled_u += quantity_u;
  fo_line_update (txn, line);
  fo_line_mended (txn, line);
  original->cancelled_u -= fo_stand_in_stands_for (stand_in, quantity_u);
  fo_line_update (txn, original);
  fo_line_mark (txn, original, FO_LINE_REPLACED, fo_stand_ins_replaced (stand_ins, work, original->id) > 0);
  work->reservations_changed = true;
  return true;
}

/* ---- sales says something else ----------------------------------------------------------------------------------- */

/* As much of the stand-in as can still be called off, OVER_U of the line it stands for. */
static bool
shrink (FoApplyingLine *a, const GArray *stand_ins, const FoStandIn *stand_in, FoQuantity *over_u, GError **error)
{
  FoLine *line = fo_order_work_line (a->work, stand_in->line_id);
  FoQuantity open_u = left_of (line) - line->picked_u - line->shipped_u, gone_u = 0, kept_u = 0;
  const FoSubstitute ratio = ratio_of (stand_in);
  FoQuantity all_u = fo_stand_in_stands_for (stand_in, open_u);
  FoItem item;
  FoTurn turn;

  if (all_u == 0)
    return true;
  if (fo_item_find (a->txn, line->item_id, &item, error) != FO_FOUND || !fo_turn_take (a->txn, item.id, &turn, error))
    return false;
  /* As much stays as the ratio divides: what that leaves of the line it takes of its own goods again. */
  (void) fo_substitute_needs (&ratio, fo_substitute_covers (&ratio, &a->item, &item, open_u, MAX (all_u - *over_u, 0)),
                              &kept_u);
  (void) fo_substitute_needs (&ratio, all_u, &gone_u);
  gone_u -= kept_u;
  *over_u -= MIN (fo_stand_in_stands_for (stand_in, gone_u), *over_u);
  return fo_stand_in_give_back (a->txn, &turn, &item, a->work, stand_ins, stand_in, gone_u, error)
         && fo_taken_offer (a->txn, &turn, &item, &a->taken, a->context->today, error);
}

static FoVerdict
judge_left (const FoApplyingLine *a, const GArray *stand_ins, FoQuantity over_u)
{
  bool shipped = false;

  for (guint i = 0; i < stand_ins->len; i++) {
    const FoStandIn *stand_in = &g_array_index (stand_ins, FoStandIn, i);

    shipped |= stand_in->for_line == a->line->id && fo_order_work_line (a->work, stand_in->line_id)->shipped_u > 0;
  }
  return over_u <= 0 ? FO_OK : shipped ? FO_BELOW_SHIPPED : FO_BELOW_PICKED;
}

bool
fo_stand_ins_follow (FoApplyingLine *a, bool keeps, FoVerdict *ret, GError **error)
{
  const FoLine *said = &a->what->line;
  FoQuantity own_u = a->line->picked_u + a->line->shipped_u, may_u, over_u;
  g_autoptr (GArray) stand_ins = NULL;

  *ret = FO_OK;
  if (!fo_stand_ins_load (a->txn, a->work, &stand_ins, error))
    return false;
  may_u = keeps ? MAX (said->ordered_u - said->cancelled_u - own_u, 0) : 0;
  over_u = fo_stand_ins_replaced (stand_ins, a->work, a->line->id) - may_u;
  for (guint i = stand_ins ? stand_ins->len : 0; i > 0 && over_u > 0; i--) {
    const FoStandIn *stand_in = &g_array_index (stand_ins, FoStandIn, i - 1);

    if (stand_in->for_line == a->line->id && !shrink (a, stand_ins, stand_in, &over_u, error))
      return false;
  }
  if (stand_ins)
    *ret = judge_left (a, stand_ins, over_u);
  a->replaced_u = fo_stand_ins_replaced (stand_ins, a->work, a->line->id);
  return true;
}

bool
fo_stand_ins_want_waiting (FoApplyingLine *a, GError **error)
{
  g_autoptr (GArray) stand_ins = g_array_new (FALSE, FALSE, sizeof (FoStandIn));

  if (!fo_stand_ins_of_order (a->txn, a->known.order_id, stand_ins, error))
    return false;
  for (guint i = 0; i < stand_ins->len; i++) {
    const FoStandIn *stand_in = &g_array_index (stand_ins, FoStandIn, i);
    FoLine line;

    if (stand_in->for_line == a->known.id
        && (fo_line_find (a->txn, stand_in->line_id, &line, error) != FO_FOUND
            || !fo_taken_want_waiting (a->txn, &a->taken, line.item_id, error)))
      return false;
  }
  return true;
}

/* ---- what sales hears -------------------------------------------------------------------------------------------- */

bool
fo_line_told_as (FoTxn *txn, const FoLine *line, char *text, GError **error)
{
  FoStandIn stand_in;

  g_strlcpy (text, line->remote_id, FO_NUMBER_MAX);
  if (!(line->flags & FO_LINE_STANDS_IN))
    return true;
  return fo_stand_in_find (txn, line->id, &stand_in, error) == FO_FOUND
         && fo_line_remote_id (txn, stand_in.for_line, text, error);
}

void
fo_stand_in_tell (GString *json, const FoStandIn *stand_in, const FoItem *of)
{
  fo_json_open (json, "instead_of", '{');
  fo_json_add_text (json, "item", of->code);
  fo_json_add_quantity (json, "quantity", stand_in->instead_u);
  fo_json_add_quantity (json, "stands_for", stand_in->for_u);
  fo_json_close (json, '}');
}

bool
fo_line_tell_original (FoTxn *txn, GString *json, const FoLine *line, GError **error)
{
  FoStandIn stand_in;
  FoLine original;
  FoItem item;

  if (!(line->flags & FO_LINE_STANDS_IN))
    return true;
  if (fo_stand_in_find (txn, line->id, &stand_in, error) != FO_FOUND || fo_line_find (txn, stand_in.for_line, &original, error) != FO_FOUND
      || fo_item_find (txn, original.item_id, &item, error) != FO_FOUND)
    return false;
  fo_stand_in_tell (json, &stand_in, &item);
  return true;
}

static bool
tell_one (FoTxn *txn, GString *json, const FoStandIn *stand_in, const FoLine *line, GError **error)
{
  FoItem item;

  if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
    return false;
  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "item", item.code);
  fo_json_add_quantity (json, "quantity", stand_in->instead_u);
  fo_json_add_quantity (json, "stands_for", stand_in->for_u);
  fo_json_add_quantity (json, "promised", line->promised_u);
  fo_json_add_quantity (json, "from_supply", line->from_supply_u);
  fo_json_add_quantity (json, "held", line->held_u);
  fo_json_add_quantity (json, "picked", line->picked_u);
  fo_json_add_quantity (json, "shipped", line->shipped_u);
  fo_json_add_quantity (json, "missing", fo_line_missing (line));
  fo_json_close (json, '}');
  return true;
}

bool
fo_stand_ins_tell (
    FoTxn *txn, GString *json, const GArray *stand_ins, const FoOrderWork *work, FoId line, GError **error)
{
  fo_json_open (json, "instead", '[');
  for (guint i = 0; stand_ins && i < stand_ins->len; i++) {
    const FoStandIn *stand_in = &g_array_index (stand_ins, FoStandIn, i);

    for (guint k = 0; stand_in->for_line == line && k < work->lines->len; k++) {
      const FoLine *by = &g_array_index (work->lines, FoLine, k);

      if (by->id == stand_in->line_id && left_of (by) > 0 && !tell_one (txn, json, stand_in, by, error))
        return false;
    }
  }
  fo_json_close (json, ']');
  return true;
}

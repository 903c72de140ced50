/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "telling.h"

static const char *
op_of (FoMoveKind kind)
{
  switch (kind) {
  case FO_MOVE_FOUND:
  case FO_MOVE_LOST:
  case FO_MOVE_RELABEL_OUT: /* less of one lot, more of another */
  case FO_MOVE_RELABEL_IN:
    return "count.difference";
  case FO_MOVE_SCRAP:
    return "write.off";
  case FO_MOVE_ISSUE:
    return "internal.issue";
  case FO_MOVE_MATERIAL:
  case FO_MOVE_MATERIAL_BACK:
    return "production.issue";
  case FO_MOVE_OPENING:
  case FO_MOVE_RECEIPT:
  case FO_MOVE_PRODUCTION:
  case FO_MOVE_PUT_AWAY:
  case FO_MOVE_MOVE:
  case FO_MOVE_PICK:
  case FO_MOVE_PUT_BACK:
  case FO_MOVE_SHIP:
  case FO_MOVE_RETURN:
  case FO_MOVE_TO_SUPPLIER:
  case FO_MOVE_TRANSFER_OUT:
  case FO_MOVE_TRANSFER_IN:
  case FO_MOVE_UNDO:
  case FO_N_MOVES:
    return NULL;
  }
  g_assert_not_reached ();
}

static bool
is_difference (FoMoveKind kind)
{
  return g_strcmp0 (op_of (kind), "count.difference") == 0;
}

/* A difference is told by what the shelf has; what left, by how much left: an undo has the opposite sign. */
static void
add_quantities (GString *body, const FoTelling *what)
{
  if (is_difference (what->kind)) {
    fo_json_add_quantity (body, "before", what->before_u);
    fo_json_add_quantity (body, "after", what->before_u + what->quantity_u);
    fo_json_add_quantity (body, "difference", what->quantity_u);
  } else
    fo_json_add_quantity (body, "quantity", -what->quantity_u);
}

/* Who did it: also on paper, which somebody else has entered. */
static const char *
doer_of (const FoAct *act)
{
  if (act->done_by && act->done_by[0])
    return act->done_by;
  return act->person ? act->person : "";
}

static GString *
body_of (const FoActContext *context, const FoTelling *what)
{
  GString *body = fo_json_new ('{');

  if (what->supply && what->supply[0])
    fo_json_add_text (body, "supply", what->supply);
  fo_json_add_text (body, "item", what->item->code);
  fo_json_add_text (body, "lot", what->lot->number);
  fo_json_add_day (body, "expires_on", what->lot->expires_on);
  fo_json_add_text (body, "place", what->place->code);
  add_quantities (body, what);
  fo_json_add_text (body, "reason", what->reason ? what->reason : "");
  if (what->deal && what->deal[0])
    fo_json_add_text (body, "deal", what->deal);
  fo_json_add_text (body, "person", doer_of (context->act));
  fo_json_add_day (body, "day", context->day);
  if (what->codes)
    fo_json_add_json (body, "codes", what->codes);
  if (what->undoes)
    fo_json_add_id (body, "undoes", what->undoes);
  return body;
}

bool
fo_tell_goods (FoTxn *txn, const FoActContext *context, const FoTelling *what, GError **error)
{
  const char *op = op_of (what->kind);

  return !op || fo_tell_sales (txn, context->act->operation, "item", what->item->id, op, body_of (context, what), error);
}

bool
fo_tell_lot (FoTxn *txn, FoId operation, const FoItem *item, const FoLot *lot, GError **error)
{
  GString *body;

  if (!lot->number[0])
    return true;
  body = fo_json_new ('{');
  fo_json_add_text (body, "item", item->code);
  fo_json_add_text (body, "lot", lot->number);
  fo_json_add_day (body, "expires_on", lot->expires_on);
  fo_json_add_day (body, "produced_on", lot->produced_on);
  return fo_tell_sales (txn, operation, "item", item->id, "lot.create", body, error);
}

bool
fo_tell_code (FoTxn *txn, FoId operation, const FoItem *item, const char *code, FoQuantity quantity_u, GError **error)
{
  GString *body = fo_json_new ('{');

  fo_json_add_text (body, "item", item->code);
  fo_json_add_text (body, "code", code);
  if (quantity_u)
    fo_json_add_quantity (body, "quantity", quantity_u);
  else
    fo_json_add_yes (body, "forgotten", true);
  return fo_tell_sales (txn, operation, "item", item->id, "barcode.create", body, error);
}

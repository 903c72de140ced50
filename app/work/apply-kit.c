/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a kit consists of. */
#include "apply-parts.h"
#include "explode.h"
#include "firstout/store/kits.h"

/* With this component: does the kit contain itself now, or kits in kits without an end? Then nothing is written. */
static FoTxnEnd
judge_circle (FoTxn *txn, const FoItem *kit, const FoItem *component, FoReply *reply, GError **error)
{
  g_autoptr (GArray) goods = g_array_new (FALSE, FALSE, sizeof (FoKitLine));
  FoId wrong = 0;

  if (!fo_kit_explode (txn, kit->id, goods, &wrong, error))
    return FO_TXN_FAIL;
  return wrong ? fo_apply_refuse_field (reply, FO_KIT_CIRCLE, "component_id", component->code) : FO_TXN_COMMIT;
}

static FoTxnEnd
apply_kit_line (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoApplyKitLine *what = data;
  const FoKitLine line = { what->kit, what->component, what->quantity_u };
  FoItem kit, component;
  FoFound found = fo_item_find (txn, what->kit, &kit, error);

  (void) context;
  if (found == FO_FOUND)
    found = fo_item_find (txn, what->component, &component, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  fo_reply_item (reply, &kit);
  if (kit.kind != FO_ITEM_KIT)
    return fo_apply_refuse_field (reply, FO_KIT_BAD, "item_id", kit.code);
  if (component.kind == FO_ITEM_SERVICE)
    return fo_apply_refuse_field (reply, FO_KIT_BAD, "component_id", component.code);
  if (what->quantity_u < 0)
    return fo_apply_refuse_field (reply, FO_QUANTITY_NOT_POSITIVE, "quantity", "");
  if (what->quantity_u > 0 && component.kind == FO_ITEM_GOODS && fo_item_may_book (&component, what->quantity_u) != FO_OK)
    return fo_apply_refuse_field (reply, fo_item_may_book (&component, what->quantity_u), "quantity", component.code);
  if (!fo_apply_remote_fits (what->remote_id))
    return fo_apply_refuse_field (reply, FO_TEXT_TOO_LONG, "id", what->remote_id);
  if (component.kind == FO_ITEM_KIT && !fo_quantity_is_whole (what->quantity_u))
    return fo_apply_refuse_field (reply, FO_QUANTITY_NOT_WHOLE, "quantity", component.code);
  fo_kit_line_set (txn, &line, fo_apply_has_remote (what->remote_id) ? what->remote_id : NULL);
  return component.kind == FO_ITEM_KIT ? judge_circle (txn, &kit, &component, reply, error) : FO_TXN_COMMIT;
}

bool
fo_work_apply_kit_line (FoStore *store, const FoAct *act, const FoApplyKitLine *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-kit-line", apply_kit_line, what, reply, error);
}

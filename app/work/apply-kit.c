/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a kit consists of. */
#include "apply-parts.h"
#include "firstout/store/kits.h"

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
  if (component.kind != FO_ITEM_GOODS)
    return fo_apply_refuse_field (reply, FO_KIT_BAD, "component_id", component.code);
  if (what->quantity_u < 0)
    return fo_apply_refuse_field (reply, FO_QUANTITY_NOT_POSITIVE, "quantity", "");
  if (what->quantity_u > 0 && fo_item_may_book (&component, what->quantity_u) != FO_OK)
    return fo_apply_refuse_field (reply, fo_item_may_book (&component, what->quantity_u), "quantity", component.code);
  if (!fo_apply_remote_fits (what->remote_id))
    return fo_apply_refuse_field (reply, FO_TEXT_TOO_LONG, "id", what->remote_id);
  fo_kit_line_set (txn, &line, fo_apply_has_remote (what->remote_id) ? what->remote_id : NULL);
  return FO_TXN_COMMIT;
}

bool
fo_work_apply_kit_line (FoStore *store, const FoAct *act, const FoApplyKitLine *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-kit-line", apply_kit_line, what, reply, error);
}

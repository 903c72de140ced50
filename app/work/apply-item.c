/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply-parts.h"
#include "firstout/work/codes.h"
#include "firstout/core/code.h"
#include "firstout/store/item-names.h"

#include <string.h>

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoApplyItem *what;
  FoReply *reply;
  FoItem known; /* as it is in the store */
  bool is_known;
  char barcode[FO_BARCODE_MAX]; /* as it is looked up: a GTIN has 14 digits */
} Applying;

/* ---- what is said ------------------------------------------------------------------------------------------------ */

/* A product number counts the same however many zeros stand before it. Any other text is learned as it is. */
static FoTxnEnd
read_barcode (Applying *a)
{
  const char *said = a->what->barcode;

  a->barcode[0] = '\0';
  if (!said || !said[0])
    return FO_TXN_COMMIT;
  if (fo_code_lookup (said, a->context->today, a->barcode) != FO_OK)
    return fo_apply_refuse_field (a->reply, FO_CODE_TOO_LONG, "barcode", said);
  if (a->what->barcode_quantity_u <= 0)
    return fo_apply_refuse_field (a->reply, FO_QUANTITY_NOT_POSITIVE, "barcode_quantity", said);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
judge (Applying *a)
{
  const FoItem *said = &a->what->item;

  if (!said->code[0])
    return fo_apply_refuse_field (a->reply, FO_MESSAGE_MALFORMED, "code", "");
  if (!said->name[0])
    return fo_apply_refuse_field (a->reply, FO_MESSAGE_MALFORMED, "name", "");
  if (said->shelf_life_days < 0)
    return fo_apply_refuse_field (a->reply, FO_MESSAGE_MALFORMED, "shelf_life_days", "");
  if (!fo_apply_remote_fits (a->what->remote_id))
    return fo_apply_refuse_field (a->reply, FO_TEXT_TOO_LONG, "id", a->what->remote_id);
  return read_barcode (a);
}

/* ---- which item it is -------------------------------------------------------------------------------------------- */

static FoTxnEnd
code_taken (Applying *a)
{
  return fo_apply_refuse_field (a->reply, FO_NUMBER_TAKEN, "code", a->what->item.code);
}

static FoTxnEnd
find_item (Applying *a, GError **error)
{
  FoItem by_remote = { 0 }, by_code = { 0 };
  bool has_remote = fo_apply_has_remote (a->what->remote_id);
  char remote_id[FO_REMOTE_ID_MAX];

  if ((has_remote && fo_item_find_by_remote (a->txn, a->what->remote_id, &by_remote, error) == FO_FAILED)
      || fo_item_find_by_code (a->txn, a->what->item.code, &by_code, error) == FO_FAILED)
    return FO_TXN_FAIL;
  a->is_known = by_remote.id || by_code.id;
  a->known = by_remote.id ? by_remote : by_code;
  if (by_remote.id && by_code.id && by_remote.id != by_code.id)
    return code_taken (a);
  if (!has_remote || by_remote.id || !by_code.id)
    return FO_TXN_COMMIT;
  if (!fo_item_remote_id (a->txn, by_code.id, remote_id, error))
    return FO_TXN_FAIL;
  return remote_id[0] ? code_taken (a) : FO_TXN_COMMIT;
}

/* ---- writing it -------------------------------------------------------------------------------------------------- */

static bool
sorts_otherwise (const FoItem *before, const FoItem *after)
{
  return before->issue != after->issue || before->has_expiry != after->has_expiry;
}

/* What the book repeats of each lot follows the item's rules; promises that rested on the old ones may break. */
static bool
follow_rules (Applying *a, const FoItem *item, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  FoTurn turn;

  if (!fo_turn_take (a->txn, item->id, &turn, error) || !fo_lots_of_item (a->txn, item->id, lots, error))
    return false;
  for (guint i = 0; i < lots->len; i++) {
    const FoLot *lot = &g_array_index (lots, FoLot, i);
    if (!fo_lot_set (a->txn, &turn, item, lot, lot, "", error))
      return false;
  }
  return fo_mend_promises (a->txn, a->context->act->operation, &turn, item, a->context->today, NULL, error);
}

/* Goods without lots cannot be told apart later, and goods with lots not be thrown together. */
static FoTxnEnd
judge_change (Applying *a, GError **error)
{
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  const FoItem *said = &a->what->item;

  if (said->tracking == a->known.tracking && said->kind == a->known.kind)
    return FO_TXN_COMMIT;
  if (!fo_stock_of_item (a->txn, a->known.id, stock, error))
    return FO_TXN_FAIL;
  return stock->len > 0 ? fo_apply_refuse_field (a->reply, FO_ITEM_HAS_STOCK, "tracking", "") : FO_TXN_COMMIT;
}

/* People and their papers go on saying the old one. */
static void
remember_code (Applying *a)
{
  FoItemName name = { .item = a->known.id, .called = FO_CALLED_FORMERLY };

  g_strlcpy (name.text, a->known.code, sizeof name.text);
  fo_item_name_set (a->txn, &name);
}

static FoTxnEnd
change_item (Applying *a, GError **error)
{
  FoItem item = a->what->item;
  FoTxnEnd end = judge_change (a, error);

  if (end != FO_TXN_COMMIT)
    return end;
  item.id = a->known.id;
  if (strcmp (a->known.code, item.code) != 0)
    remember_code (a);
  fo_item_update (a->txn, &item, fo_apply_has_remote (a->what->remote_id) ? a->what->remote_id : NULL);
  return !sorts_otherwise (&a->known, &item) || follow_rules (a, &item, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
new_item (Applying *a, GError **error)
{
  FoItem item = a->what->item;

  item.id = fo_store_next_id (fo_txn_store (a->txn), error);
  if (!item.id)
    return FO_TXN_FAIL;
  fo_item_insert (a->txn, &item, fo_apply_has_remote (a->what->remote_id) ? a->what->remote_id : NULL);
  a->known = item;
  return FO_TXN_COMMIT;
}

/* What a code means from now on, for sales or a table says so. */
static bool
set_barcode (Applying *a, GError **error)
{
  FoMeaning before, after;

  if (!fo_meaning_get (a->txn, a->barcode, &before, error))
    return false;
  after = before;
  after.item = a->known.id;
  after.quantity_u = a->what->barcode_quantity_u;
  after.learned_by = 0;
  fo_meaning_change (a->txn, a->context->act->operation, &before, &after);
  return true;
}

/* ---- the act ----------------------------------------------------------------------------------------------------- */

static FoTxnEnd
apply_item (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  Applying a = { .txn = txn, .context = context, .what = what, .reply = reply };
  FoTxnEnd end = judge (&a);

  fo_reply_item (reply, &a.what->item);
  if (end == FO_TXN_COMMIT)
    end = find_item (&a, error);
  if (end == FO_TXN_COMMIT)
    end = a.is_known ? change_item (&a, error) : new_item (&a, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (a.barcode[0] && !set_barcode (&a, error))
    return FO_TXN_FAIL;
  if (a.what->min_life)
    fo_item_life_set (txn, a.known.id, a.what->min_life);
  if (fo_apply_has_remote (a.what->remote_id))
    fo_conflict_close (txn, "item", a.what->remote_id);
  return FO_TXN_COMMIT;
}

bool
fo_work_apply_item (FoStore *store, const FoAct *act, const FoApplyItem *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-item", apply_item, what, reply, error);
}

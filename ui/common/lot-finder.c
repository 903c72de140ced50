/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lot-finder.h"

#include "firstout/core/code.h"
#include "firstout/store/genealogy.h"

#include <string.h>

static bool
find_of_item (FoTxn *txn, FoId item, const char *number, FoId *ret_lot, GError **error)
{
  FoLot lot;
  FoFound found = fo_lot_find_by_number (txn, item, number, &lot, error);

  if (found == FO_ABSENT)
    found = fo_lot_find_by_alias (txn, item, number, &lot, error);
  if (found == FO_FOUND)
    *ret_lot = lot.id;
  return found != FO_FAILED;
}

/* "ITEM/LOT": either may have a "/" of its own. */
static bool
find_split (FoTxn *txn, const char *text, FoId *ret_lot, GError **error)
{
  for (const char *slash = strchr (text, '/'); slash && !*ret_lot; slash = strchr (slash + 1, '/')) {
    g_autofree char *code = g_strndup (text, (gsize) (slash - text));
    FoItem item;
    FoFound found = fo_item_find_by_code (txn, code, &item, error);

    if (found == FO_FAILED || (found == FO_FOUND && !find_of_item (txn, item.id, slash + 1, ret_lot, error)))
      return false;
  }
  return true;
}

static bool
find_numbered (FoTxn *txn, const char *text, FoId *ret_lot, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!*text || !fo_lots_numbered (txn, text, lots, error) || (!lots->len && !fo_lots_aliased (txn, text, lots, error)))
    return !*text;
  if (lots->len)
    *ret_lot = g_array_index (lots, FoLot, 0).id;
  return true;
}

/* Our own label, or the maker's with its lot. */
static bool
find_of_code (FoTxn *txn, const FoCode *code, FoId *ret_lot, GError **error)
{
  char gtin[FO_GTIN_MAX], number[FO_GS1_LOT_MAX];
  FoQuantity pack_u;
  FoItem item;
  FoFound found = FO_ABSENT;

  if (fo_code_may_be (code, FO_CODE_LOT)) {
    found = fo_item_find_by_code (txn, code->name, &item, error);
    return found == FO_FOUND ? find_of_item (txn, item.id, code->lot, ret_lot, error) : found == FO_ABSENT;
  }
  if (!fo_code_may_be (code, FO_CODE_GS1) || !fo_gs1_gtin (&code->gs1, gtin) || !fo_gs1_lot (&code->gs1, number))
    return true;
  found = fo_item_find_by_barcode (txn, gtin, &item, &pack_u, error);
  return found == FO_FOUND ? find_of_item (txn, item.id, number, ret_lot, error) : found == FO_ABSENT;
}

bool
fo_lot_of_scan (FoTxn *txn, const FoScan *scan, gboolean training, FoId *ret_lot, GError **error)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  FoVerdict verdict = fo_code_read (code, scan, fo_store_today (fo_txn_store (txn)), training);
  FoId lot = 0;

  if (code->text[0] == '#' && fo_id_parse (code->text + 1, ret_lot))
    return true;
  if (verdict == FO_OK && !find_of_code (txn, code, &lot, error))
    return false;
  if (!lot && code->text[0] && (!find_split (txn, code->text, &lot, error) || (!lot && !find_numbered (txn, code->text, &lot, error))))
    return false;
  *ret_lot = lot;
  return true;
}

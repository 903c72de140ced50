/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

#include <string.h>

static FoNamed *
add (FoNames *names, FoNamedKind kind)
{
  FoNamed *named;

  if (names->n == FO_NAMES_MAX)
    return NULL;
  named = &names->list[names->n++];
  *named = (FoNamed){ .kind = kind, .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE, .pack_u = FO_ONE };
  return named;
}

static FoNamed *
add_goods (FoNames *names, const FoItem *item, FoQuantity pack_u)
{
  FoNamed *named;

  for (guint i = 0; i < names->n; i++) /* its GTIN and its learned text are one thing */
    if (names->list[i].kind == FO_NAMED_GOODS && names->list[i].item.id == item->id && !names->list[i].has_lot)
      return &names->list[i];
  named = add (names, FO_NAMED_GOODS);
  if (named) {
    named->item = *item;
    named->pack_u = pack_u;
  }
  return named;
}

static void
set_lot (FoNamed *named, const char *number)
{
  g_strlcpy (named->lot, number, sizeof named->lot);
  named->has_lot = true;
}

/* ---- goods ------------------------------------------------------------------------------------------------------------- */

static bool
name_barcode (FoTxn *txn, const char *text, FoNames *names, FoNamed **ret_named, GError **error)
{
  FoQuantity pack_u;
  FoItem item;
  FoFound found = *text ? fo_item_find_by_barcode (txn, text, &item, &pack_u, error) : FO_ABSENT;

  if (found == FO_FOUND && ret_named)
    *ret_named = add_goods (names, &item, pack_u);
  else if (found == FO_FOUND)
    add_goods (names, &item, pack_u);
  return found != FO_FAILED;
}

static bool
name_lots (FoTxn *txn, const char *number, FoNames *names, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!*number || !fo_lots_numbered (txn, number, lots, error))
    return !*number;
  for (guint i = 0; i < lots->len; i++) {
    FoNamed *named;
    FoItem item;

    if (fo_item_find (txn, g_array_index (lots, FoLot, i).item_id, &item, error) != FO_FOUND)
      return false;
    named = add (names, FO_NAMED_GOODS);
    if (!named)
      break;
    named->item = item;
    set_lot (named, number);
  }
  return true;
}

static bool
name_item (FoTxn *txn, const char *code, FoNames *names, FoNamed **ret_named, GError **error)
{
  FoItem item;
  FoFound found = fo_item_find_by_code (txn, code, &item, error);

  if (found == FO_FOUND)
    *ret_named = add_goods (names, &item, FO_ONE);
  return found != FO_FAILED;
}

/* Kilograms as quantities of the item's unit; false when the item is not weighed. */
static bool
weight_in_unit (const FoItem *item, FoQuantity weight_u, FoQuantity *ret_quantity_u)
{
  static const char *const kilograms[] = { "кг", "kg", "кг.", NULL }, *const grams[] = { "г", "g", "гр", "г.", NULL };

  if (g_strv_contains (kilograms, item->unit))
    *ret_quantity_u = weight_u;
  else if (!g_strv_contains (grams, item->unit) || !fo_quantity_times (weight_u, 1000, ret_quantity_u))
    return false;
  return true;
}

/* How much the element string says there is. */
static bool
said_quantity (const FoGs1 *gs1, bool is_content, const FoNamed *named, FoQuantity *ret_quantity_u)
{
  FoQuantity said_u;

  if (fo_gs1_count (gs1, ret_quantity_u))
    return true;
  if (fo_gs1_weight (gs1, &said_u) && weight_in_unit (&named->item, said_u, ret_quantity_u))
    return true;
  return fo_gs1_content_count (gs1, &said_u)
         && fo_quantity_times (is_content ? named->pack_u : FO_ONE, said_u / FO_ONE, ret_quantity_u);
}

static void
read_lot (const FoGs1 *gs1, FoNamed *named)
{
  char lot[FO_GS1_LOT_MAX];

  if (fo_gs1_lot (gs1, lot))
    set_lot (named, lot);
  named->expires_on = fo_gs1_expires_on (gs1);
  if (named->expires_on == FO_DAY_NONE)
    named->expires_on = fo_gs1_best_before_on (gs1);
  named->produced_on = fo_gs1_produced_on (gs1);
}

static bool
name_gs1 (FoTxn *txn, const FoGs1 *gs1, FoNames *names, GError **error)
{
  char gtin[FO_GTIN_MAX] = "", lot[FO_GS1_LOT_MAX] = "";
  bool is_content = !fo_gs1_gtin (gs1, gtin) && fo_gs1_content_gtin (gs1, gtin);
  guint first = names->n;
  FoNamed *named = NULL;

  if (*gtin ? !name_barcode (txn, gtin, names, &named, error)
            : fo_gs1_lot (gs1, lot) && !name_lots (txn, lot, names, error))
    return false;
  if (named)
    named->counted = said_quantity (gs1, is_content, named, &named->pack_u);
  for (guint i = first; i < names->n; i++)
    read_lot (gs1, &names->list[i]);
  return true;
}

/* Our own lot label. */
static bool
name_own_lot (FoTxn *txn, const FoCode *code, FoNames *names, GError **error)
{
  FoNamed *named = NULL;

  if (!name_item (txn, code->name, names, &named, error))
    return false;
  if (named)
    set_lot (named, code->lot);
  else
    names->verdict = FO_ITEM_UNKNOWN;
  return true;
}

/* ---- places, orders, supplies ------------------------------------------------------------------------------------------------ */

static bool
name_place (FoTxn *txn, const char *code, FoNames *names, GError **error)
{
  FoPlace place;
  FoFound found = fo_place_find_by_code (txn, code, &place, error);
  FoNamed *named = found == FO_FOUND ? add (names, FO_NAMED_PLACE) : NULL;

  if (named)
    named->place = place;
  return found != FO_FAILED;
}

static void
add_order (FoNames *names, const FoOrder *order)
{
  FoNamed *named = add (names, FO_NAMED_ORDER);

  if (!named)
    return;
  named->order = order->id;
  g_strlcpy (named->number, order->number, sizeof named->number);
}

static bool
name_order (FoTxn *txn, const char *number, FoNames *names, GError **error)
{
  FoOrder order;
  FoFound found = fo_order_find_by_number (txn, number, &order, error);

  if (found == FO_FOUND)
    add_order (names, &order);
  return found != FO_FAILED;
}

static bool
name_supply (FoTxn *txn, const char *number, FoNames *names, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoNamed *named;

  if (!fo_supplies_numbered (txn, number, supplies, error))
    return false;
  named = supplies->len ? add (names, FO_NAMED_SUPPLY) : NULL;
  if (named)
    g_strlcpy (named->number, number, sizeof named->number);
  return true;
}

/* The bar code 1C prints on its forms names the document by its GUID. */
static bool
name_document (FoTxn *txn, const char *guid, FoNames *names, GError **error)
{
  FoSupply supply;
  FoOrder order;
  FoFound found = fo_order_find_by_remote (txn, guid, &order, error);

  if (found == FO_FOUND)
    add_order (names, &order);
  if (found != FO_ABSENT)
    return found == FO_FOUND;
  found = fo_supply_find_by_remote (txn, guid, &supply, error);
  return found == FO_FOUND ? name_supply (txn, supply.number, names, error) : found == FO_ABSENT;
}

/* ---- all together --------------------------------------------------------------------------------------------------------------- */

bool
fo_names_of_text (FoTxn *txn, const char *text, guint kinds, FoNames *ret, GError **error)
{
  FoNamed *named;

  ret->n = 0;
  ret->verdict = FO_CODE_UNKNOWN;
  if (kinds & 1u << FO_NAMED_GOODS
      && (!name_barcode (txn, text, ret, NULL, error) || !name_item (txn, text, ret, &named, error)
          || !name_lots (txn, text, ret, error)))
    return false;
  if (kinds & 1u << FO_NAMED_PLACE && !name_place (txn, text, ret, error))
    return false;
  if (kinds & 1u << FO_NAMED_ORDER && !name_order (txn, text, ret, error))
    return false;
  if (kinds & 1u << FO_NAMED_SUPPLY && !name_supply (txn, text, ret, error))
    return false;
  if (ret->n)
    ret->verdict = FO_OK;
  return true;
}

/* What it is refused with when the warehouse knows nothing of that name. */
static FoVerdict
unknown_as (const FoCode *code)
{
  if (code->verdict != FO_OK)
    return code->verdict;
  if (code->kind == FO_CODE_PLACE)
    return FO_PLACE_UNKNOWN;
  if (code->kind == FO_CODE_ORDER)
    return FO_ORDER_UNKNOWN;
  return code->kind == FO_CODE_SUPPLY ? FO_SUPPLY_UNKNOWN : FO_CODE_UNKNOWN;
}

static bool
name_own (FoTxn *txn, const FoCode *code, FoNames *ret, GError **error)
{
  if (fo_code_may_be (code, FO_CODE_PLACE))
    return name_place (txn, code->name, ret, error);
  if (fo_code_may_be (code, FO_CODE_ORDER))
    return name_order (txn, code->name, ret, error);
  if (fo_code_may_be (code, FO_CODE_SUPPLY))
    return name_supply (txn, code->name, ret, error);
  return !fo_code_may_be (code, FO_CODE_LOT) || name_own_lot (txn, code, ret, error);
}

bool
fo_names_read (FoTxn *txn, const FoCode *code, FoNames *ret, GError **error)
{
  bool sound = code->verdict == FO_OK;

  ret->n = 0;
  if (fo_code_may_be (code, FO_CODE_OTHER) && !fo_names_of_text (txn, code->text, (1u << FO_N_NAMED) - 1, ret, error))
    return false;
  ret->verdict = unknown_as (code);
  if (sound && fo_code_may_be (code, FO_CODE_GTIN)
      && (!name_barcode (txn, code->gtin, ret, NULL, error) || !name_barcode (txn, code->gtin_upce, ret, NULL, error)))
    return false;
  if (sound && fo_code_may_be (code, FO_CODE_GS1) && !name_gs1 (txn, &code->gs1, ret, error))
    return false;
  if (sound && fo_code_may_be (code, FO_CODE_DOCUMENT) && !name_document (txn, code->guid, ret, error))
    return false;
  if (sound && !name_own (txn, code, ret, error))
    return false;
  if (ret->n)
    ret->verdict = FO_OK;
  return true;
}

bool
fo_names_of_gs1 (FoTxn *txn, const FoGs1 *gs1, FoNames *ret, GError **error)
{
  ret->n = 0;
  ret->verdict = FO_OK;
  return name_gs1 (txn, gs1, ret, error);
}

const FoNamed *
fo_names_choose (const FoNames *names, FoNamedRank rank, gconstpointer data, FoVerdict *ret_verdict)
{
  const FoNamed *best = NULL;
  int best_rank = -1;
  guint as_likely = 0;

  for (guint i = 0; i < names->n; i++) {
    int ours = names->n > 1 && rank ? rank (&names->list[i], data) : 0;

    as_likely = ours > best_rank ? 1 : as_likely + (ours == best_rank);
    if (ours > best_rank) {
      best = &names->list[i];
      best_rank = ours;
    }
  }
  *ret_verdict = as_likely > 1 ? FO_CODE_AMBIGUOUS : names->verdict;
  return as_likely > 1 ? NULL : best;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

#include "firstout/store/genealogy.h"
#include "firstout/store/item-names.h"

#include <string.h>

static FoNamed *
add (FoNames *names, FoNamedKind kind)
{
  FoNamed *named;

  if (names->n == FO_NAMES_MAX)
    return NULL;
  named = &names->list[names->n++];
  *named = (FoNamed){ .kind = kind,
                      .expires_on = FO_DAY_NONE,
                      .produced_on = FO_DAY_NONE,
                      .pack_u = FO_ONE,
                      .mark_verdict = FO_MARKING_NEEDED };
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
is_named (const FoNames *names, const FoLot *lot)
{
  for (guint i = 0; i < names->n; i++)
    if (names->list[i].has_lot && names->list[i].item.id == lot->item_id && strcmp (names->list[i].lot, lot->number) == 0)
      return true;
  return false;
}

static bool
add_lots (FoTxn *txn, const GArray *lots, FoNames *names, GError **error)
{
  for (guint i = 0; i < lots->len; i++) {
    FoNamed *named;
    FoItem item;

    if (is_named (names, &g_array_index (lots, FoLot, i))) /* another owner's of the same number */
      continue;
    if (fo_item_find (txn, g_array_index (lots, FoLot, i).item_id, &item, error) != FO_FOUND)
      return false;
    named = add (names, FO_NAMED_GOODS);
    if (!named)
      break;
    named->item = item;
    set_lot (named, g_array_index (lots, FoLot, i).number);
  }
  return true;
}

static bool
name_lots (FoTxn *txn, const char *number, FoNames *names, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  return !*number || (fo_lots_numbered (txn, number, lots, error) && add_lots (txn, lots, names, error));
}

/* Lots that were called so once: only where the text means nothing else. */
static bool
name_old_lots (FoTxn *txn, const char *number, FoNames *names, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  return !*number || (fo_lots_aliased (txn, number, lots, error) && add_lots (txn, lots, names, error));
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

/* By its own code or by whatever else it is called. */
static bool
name_called (FoTxn *txn, const char *text, FoNames *names, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));

  if (!fo_items_called (txn, text, items, error))
    return false;
  for (guint i = 0; i < items->len; i++)
    add_goods (names, &g_array_index (items, FoItem, i), FO_ONE);
  return true;
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
  named->days = (FoLotDays){ .produced_on = named->produced_on,
                             .packed_on = fo_gs1_packed_on (gs1),
                             .best_before_on = fo_gs1_best_before_on (gs1),
                             .use_by_on = fo_gs1_expires_on (gs1) };
  named->has_days = fo_lot_days_told (&named->days);
}

/* ---- units and cartons ------------------------------------------------------------------------------------------------- */

/* A carton counts its units and is spoken of as its first one. */
static bool
read_carton (FoTxn *txn, FoNamed *named, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  const FoUnit *first;

  if (!fo_units_of_carton (txn, named->unit.id, units, error))
    return false;
  named->carton = true;
  named->pack_u = (FoQuantity) units->len * FO_ONE;
  named->has_lot = false;
  first = units->len ? &g_array_index (units, FoUnit, 0) : NULL;
  if (!first)
    return true;
  for (guint i = 1; i < units->len; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    named->mixed |= unit->item_id != first->item_id || strcmp (unit->lot, first->lot) != 0 || strcmp (unit->owner, first->owner) != 0;
  }
  if (first->lot[0])
    set_lot (named, first->lot);
  g_strlcpy (named->unit.owner, first->owner, sizeof named->unit.owner);
  named->expires_on = first->expires_on;
  return fo_item_find (txn, first->item_id, &named->item, error) == FO_FOUND;
}

/* What the book knows of the unit: a unit in the house needs no lot number beside its code. */
static bool
read_unit (FoTxn *txn, FoNamed *named, GError **error)
{
  if (!named->unit.item_id)
    return read_carton (txn, named, error);
  if (named->unit.state == FO_UNIT_GONE)
    return true;
  if (named->unit.lot[0] || named->unit.state != FO_UNIT_ANNOUNCED)
    set_lot (named, named->unit.lot);
  if (named->unit.expires_on != FO_DAY_NONE)
    named->expires_on = named->unit.expires_on;
  return true;
}

/* CODE is NULL where only a reading of it is known: its code is not whole then. */
static bool
name_unit (FoTxn *txn, const FoCode *code, const FoGs1 *gs1, FoNamed *named, GError **error)
{
  char identity[FO_IDENTITY_MAX];
  FoFound found;

  named->mark_verdict = code ? fo_mark_read (code, &named->mark) : FO_GS1_SEPARATOR_LOST;
  if (named->mark_verdict == FO_OK)
    g_strlcpy (identity, named->mark.identity, sizeof identity);
  else if (!fo_mark_identity (gs1, identity))
    return true;
  found = fo_unit_find (txn, identity, &named->unit, error);
  if (found == FO_ABSENT && named->pack_u != FO_ONE && !named->counted) { /* a pack's own marking code is no unit's */
    g_strlcpy (named->mark.identity, identity, sizeof named->mark.identity);
    g_strlcpy (named->mark.code, named->mark_verdict == FO_OK ? named->mark.code : identity, sizeof named->mark.code);
    named->mark_verdict = FO_CARTON_UNKNOWN;
  }
  return found == FO_FOUND ? read_unit (txn, named, error) : found == FO_ABSENT;
}

/* A GS1 code with a serial number names a unit of goods that have them. */
static bool
name_serial (FoTxn *txn, const FoGs1 *gs1, FoNamed *named, GError **error)
{
  char serial[FO_GS1_SERIAL_MAX];
  FoFound found;

  named->mark_verdict = FO_SERIAL_NEEDED;
  if (!fo_gs1_serial (gs1, serial) || (named->pack_u != FO_ONE && !named->counted))
    return true;
  named->mark_verdict = fo_mark_of_serial (&named->item, serial, &named->mark);
  found = named->mark_verdict == FO_OK ? fo_unit_find (txn, named->mark.identity, &named->unit, error) : FO_ABSENT;
  return found == FO_FOUND ? read_unit (txn, named, error) : found == FO_ABSENT;
}

/* A serial number as it stands on the unit, without a code around it: those the book knows. */
static bool
name_serials (FoTxn *txn, const char *text, FoNames *names, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autofree char *serial = g_strstrip (g_ascii_strup (text, -1));

  if (!*serial || strlen (serial) >= FO_SERIAL_MAX)
    return true;
  if (!fo_units_by_serial (txn, serial, units, error))
    return false;
  for (guint i = 0; i < units->len; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    FoNamed *named = unit->state == FO_UNIT_GONE ? NULL : add (names, FO_NAMED_GOODS);

    if (!named)
      continue;
    named->unit = *unit;
    if (fo_item_find (txn, unit->item_id, &named->item, error) != FO_FOUND || !read_unit (txn, named, error))
      return false;
    named->mark_verdict = named->item.marked ? FO_MARKING_NEEDED : fo_mark_of_serial (&named->item, unit->code, &named->mark);
  }
  return true;
}

bool
fo_names_add_unit (FoTxn *txn, const char *identity, FoNames *names, GError **error)
{
  FoUnit unit;
  FoNamed *named;
  FoFound found = fo_unit_find (txn, identity, &unit, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  named = add (names, FO_NAMED_GOODS);
  if (!named)
    return true;
  named->unit = unit;
  named->mark_verdict = FO_GS1_SEPARATOR_LOST; /* the book knows more of it than the code said */
  if (unit.item_id && fo_item_find (txn, unit.item_id, &named->item, error) != FO_FOUND)
    return false;
  return read_unit (txn, named, error);
}

/* The number of a carton, or a carton's marking code whose GTIN nobody knows. A carton that is known is nothing else. */
static bool
name_carton (FoTxn *txn, const FoCode *code, FoNames *names, GError **error)
{
  char identity[FO_IDENTITY_MAX], sscc[FO_SSCC_MAX];

  if (fo_code_sscc (code, sscc)) {
    FoNames cartons = { .n = 0 };

    g_snprintf (identity, sizeof identity, "00%s", sscc);
    if (!fo_names_add_unit (txn, identity, &cartons, error))
      return false;
    if (cartons.n) {
      names->n = 1;
      names->list[0] = cartons.list[0];
    }
    return true;
  }
  return names->n > 0 || !fo_code_may_be (code, FO_CODE_GS1) || !fo_mark_identity (&code->gs1, identity)
         || fo_names_add_unit (txn, identity, names, error);
}

static bool
name_gs1 (FoTxn *txn, const FoCode *code, const FoGs1 *gs1, FoNames *names, GError **error)
{
  char gtin[FO_GTIN_MAX] = "", lot[FO_GS1_LOT_MAX] = "", gln[FO_GLN_MAX];
  bool is_content = !fo_gs1_gtin (gs1, gtin) && fo_gs1_content_gtin (gs1, gtin);
  guint first = names->n;
  FoNamed *named = NULL;

  if (fo_gs1_location (gs1, gln) && !name_place (txn, gln, names, error))
    return false;
  if (*gtin ? !name_barcode (txn, gtin, names, &named, error)
            : fo_gs1_lot (gs1, lot) && !name_lots (txn, lot, names, error))
    return false;
  if (named)
    named->counted = said_quantity (gs1, is_content, named, &named->pack_u);
  for (guint i = first; i < names->n; i++)
    read_lot (gs1, &names->list[i]);
  if (!named || named->item.marked)
    return !named || name_unit (txn, code, gs1, named, error);
  return named->item.serials == FO_SERIALS_NONE || name_serial (txn, gs1, named, error);
}

/* A pack of cigarettes says what it is without any AI. */
static bool
name_tobacco (FoTxn *txn, const FoCode *code, FoNames *names, GError **error)
{
  FoNamed *named = NULL;
  FoMarking marking;

  if (fo_marking_read (&marking, code) != FO_MARKING_TOBACCO)
    return true;
  return name_barcode (txn, marking.gtin, names, &named, error)
         && (!named || !named->item.marked || name_unit (txn, code, &code->gs1, named, error));
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

/* ---- orders, supplies ------------------------------------------------------------------------------------------------ */

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
  ret->n = 0;
  ret->verdict = FO_CODE_UNKNOWN;
  if (kinds & 1u << FO_NAMED_GOODS
      && (!name_barcode (txn, text, ret, NULL, error) || !name_called (txn, text, ret, error)
          || !name_lots (txn, text, ret, error) || !name_serials (txn, text, ret, error)))
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
  char sscc[FO_SSCC_MAX];

  if (code->verdict != FO_OK)
    return code->verdict;
  if (fo_code_sscc (code, sscc))
    return FO_CARTON_UNKNOWN;
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
  if (sound && fo_code_may_be (code, FO_CODE_GS1) && !name_gs1 (txn, code, &code->gs1, ret, error))
    return false;
  if (sound && fo_code_may_be (code, FO_CODE_OTHER) && !name_tobacco (txn, code, ret, error))
    return false;
  if (sound && !name_carton (txn, code, ret, error))
    return false;
  if (sound && fo_code_may_be (code, FO_CODE_DOCUMENT) && !name_document (txn, code->guid, ret, error))
    return false;
  if (sound && !name_own (txn, code, ret, error))
    return false;
  if (!ret->n && fo_code_may_be (code, FO_CODE_OTHER) && !name_old_lots (txn, code->text, ret, error))
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
  return name_gs1 (txn, NULL, gs1, ret, error);
}

const FoNamed *
fo_names_choose (FoNames *names, FoNamedRank rank, gconstpointer data, FoVerdict *ret_verdict)
{
  int best_rank = -1;

  names->n_likely = 0;
  for (guint i = 0; i < names->n; i++) {
    int ours = names->n > 1 && rank ? rank (&names->list[i], data) : 0;

    if (ours > best_rank)
      names->n_likely = 0;
    if (ours >= best_rank)
      names->likely[names->n_likely++] = i;
    best_rank = MAX (best_rank, ours);
  }
  *ret_verdict = names->verdict;
  if (names->n_likely == 1)
    return &names->list[names->likely[0]];
  if (names->n_likely > 1 && names->chosen >= 1 && names->chosen <= names->n_likely)
    return &names->list[names->likely[names->chosen - 1]];
  if (names->n_likely > 1)
    *ret_verdict = FO_CODE_AMBIGUOUS;
  return NULL;
}

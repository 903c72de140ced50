/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what a code says to a lot of the book. */
#include "step.h"

#include "firstout/store/genealogy.h"

#include <json-c/json.h>
#include <string.h>

#define READINGS_MAX 64 /* more ways to read a code than that, and nothing can be concluded */

/* ---- lost separators -------------------------------------------------------------------------------------------------------- */

/* What the book knows of all the readings name: lots, and units of marked goods. */
typedef struct {
  FoTxn *txn;
  char gtin[FO_GTIN_MAX]; /* of the reading before: all readings of a code mostly share it */
  FoId item;
  GArray *lots;  /* KnownLot */
  FoNames units; /* each once */
} Known;

typedef struct {
  char gtin[FO_GTIN_MAX];
  FoLot lot;
} KnownLot;

static bool
item_of_reading (Known *known, const FoGs1 *reading, FoId *ret_item, GError **error)
{
  char gtin[FO_GTIN_MAX];
  FoQuantity pack_u;
  FoItem item;
  FoFound found = FO_ABSENT;

  *ret_item = 0;
  if (!fo_gs1_gtin (reading, gtin) && !fo_gs1_content_gtin (reading, gtin))
    return true;
  if (strcmp (gtin, known->gtin) != 0) {
    found = fo_item_find_by_barcode (known->txn, gtin, &item, &pack_u, error);
    g_strlcpy (known->gtin, gtin, sizeof known->gtin);
    known->item = found == FO_FOUND ? item.id : 0;
  }
  *ret_item = known->item;
  return found != FO_FAILED;
}

static bool
know_lot (Known *known, const FoGs1 *reading, GError **error)
{
  char number[FO_GS1_LOT_MAX];
  KnownLot one;
  FoFound found;
  FoId item;

  if (!item_of_reading (known, reading, &item, error))
    return false;
  if (!item || !fo_gs1_lot (reading, number))
    return true;
  for (guint i = 0; i < known->lots->len; i++)
    if (strcmp (g_array_index (known->lots, KnownLot, i).lot.number, number) == 0)
      return true;
  found = fo_lot_find_by_number (known->txn, item, number, &one.lot, error);
  g_strlcpy (one.gtin, known->gtin, sizeof one.gtin);
  if (found == FO_FOUND)
    g_array_append_val (known->lots, one);
  return found != FO_FAILED;
}

static bool
know_unit (Known *known, const FoGs1 *reading, GError **error)
{
  char identity[FO_IDENTITY_MAX];

  if (!fo_mark_identity (reading, identity))
    return true;
  for (guint k = 0; k < known->units.n; k++)
    if (strcmp (known->units.list[k].unit.identity, identity) == 0)
      return true;
  return fo_names_add_unit (known->txn, identity, &known->units, error);
}

bool
fo_code_may_have_lost_separators (const FoCode *code)
{
  return fo_code_may_be (code, FO_CODE_GS1) && (code->verdict == FO_OK || code->verdict == FO_GS1_SEPARATOR_LOST)
         && fo_gs1_may_have_lost_separators (&code->gs1);
}

/* Every reading is held against the book: a lot by its number, so that it costs the same with ten lots and with two thousand. */
static bool
read_known (const FoCode *code, FoDay today, Known *known, GError **error)
{
  g_autofree FoGs1 *readings = g_new (FoGs1, READINGS_MAX);
  gsize n = fo_gs1_readings (code->gs1.bytes, code->gs1.length, today, readings, READINGS_MAX);

  for (gsize i = 0; i < n && n <= READINGS_MAX; i++) /* of more nothing may be concluded: as it stands, or not at all */
    if (!know_unit (known, &readings[i], error) || !know_lot (known, &readings[i], error))
      return false;
  return true;
}

static FoVerdict
choose_lot (const FoCode *code, FoDay today, const Known *known, FoGs1Choice *choice)
{
  g_autofree FoGs1Candidate *candidates = g_new0 (FoGs1Candidate, MAX (known->lots->len, 1));

  for (guint i = 0; i < known->lots->len; i++) {
    const KnownLot *one = &g_array_index (known->lots, KnownLot, i);
    candidates[i] = (FoGs1Candidate){
      .gtin = one->gtin, .lot = one->lot.number, .expires_on = one->lot.expires_on, .id = one->lot.id
    };
  }
  return fo_gs1_choose (code->gs1.bytes, code->gs1.length, today, candidates, known->lots->len, choice);
}

static bool
name_choice (FoTxn *txn, const FoGs1Choice *choice, FoNames *ret, GError **error)
{
  if (!fo_names_of_gs1 (txn, &choice->reading, ret, error))
    return false;
  for (guint i = 0; i < ret->n; i++)
    ret->list[i].unsure = !choice->quantity_is_sure;
  return true;
}

static bool
read_sure (FoTxn *txn, const FoCode *code, FoDay today, FoNames *ret, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (KnownLot));
  Known known = { .txn = txn, .lots = lots };
  FoGs1Choice choice;
  FoVerdict verdict;

  if (!fo_names_read (txn, code, ret, error))
    return false;
  if (!fo_code_may_have_lost_separators (code))
    return true;
  if (!read_known (code, today, &known, error))
    return false;
  if (known.units.n == 1) {
    ret->n = 1;
    ret->list[0] = known.units.list[0];
    ret->verdict = FO_OK;
    return true;
  }
  verdict = known.units.n ? FO_GS1_SEPARATOR_LOST : lots->len ? choose_lot (code, today, &known, &choice) : FO_LOT_UNKNOWN;
  if (verdict == FO_OK)
    return name_choice (txn, &choice, ret, error);
  if (verdict == FO_GS1_SEPARATOR_LOST || verdict == FO_LOT_AMBIGUOUS) {
    ret->n = 0;
    ret->verdict = verdict;
  }
  return true;
}

/* A unit that is known is its owner's; else all that the number may mean. */
static bool
lots_of_named (FoTxn *txn, const FoNamed *named, const FoLotsExpected *expected, GArray *lots, GError **error)
{
  const char *number = named->item.tracking == FO_TRACKING_NONE ? "" : named->lot;
  FoLot lot;
  FoFound found;

  if (!named->unit.id || named->unit.state == FO_UNIT_GONE || named->unit.state == FO_UNIT_ANNOUNCED)
    return fo_lots_meant (txn, named->item.id, number, expected, lots, error);
  found = fo_lot_find_owned (txn, named->item.id, number, named->unit.owner, &lot, error);
  if (found == FO_FOUND)
    g_array_append_val (lots, lot);
  return found != FO_FAILED;
}

static bool
split_owners (FoTxn *txn, const FoLotsExpected *expected, FoNames *names, GError **error)
{
  guint n = names->n;

  for (guint i = 0; i < n; i++) {
    g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
    FoNamed *named = &names->list[i];

    if (named->kind != FO_NAMED_GOODS || !named->item.id || (!named->has_lot && named->item.tracking != FO_TRACKING_NONE))
      continue;
    if (!lots_of_named (txn, named, expected, lots, error))
      return false;
    if (lots->len > 0)
      named->lot_id = g_array_index (lots, FoLot, 0).id;
    if (lots->len > 0 && named->has_lot) /* "L1@Vega" on its label, or what it was called before */
      g_strlcpy (named->lot, g_array_index (lots, FoLot, 0).number, sizeof named->lot);
    for (guint k = 1; k < lots->len && names->n < FO_NAMES_MAX; k++) {
      names->list[names->n] = *named;
      names->list[names->n++].lot_id = g_array_index (lots, FoLot, k).id;
    }
  }
  return true;
}

bool
fo_names_read_outbound (FoTxn *txn, const FoCode *code, FoDay today, const FoLotsExpected *expected, FoNames *ret, GError **error)
{
  return read_sure (txn, code, today, ret, error) && split_owners (txn, expected, ret, error);
}

/* ---- goods -------------------------------------------------------------------------------------------------------------------- */

void
fo_goods_init (FoGoods *goods, const FoNamed *named)
{
  *goods = (FoGoods){ .item = named->item,
                      .has_lot = named->has_lot,
                      .expires_on = named->expires_on,
                      .produced_on = named->produced_on,
                      .days = named->days,
                      .has_days = named->has_days,
                      .quantity_u = named->pack_u,
                      .pack_u = named->pack_u,
                      .unsure = named->unsure && !named->item.every_unit,
                      .labelled = named->has_lot || named->item.tracking == FO_TRACKING_NONE,
                      .carton = named->carton ? named->unit.id : 0,
                      .named_lot = named->lot_id };
  if (goods->expires_on == FO_DAY_NONE)
    goods->expires_on = fo_item_expiry_from_production (&named->item, named->produced_on);
  if (named->has_lot && named->item.tracking == FO_TRACKING_LOT)
    g_strlcpy (goods->lot, named->lot, sizeof goods->lot);
  if (!fo_item_units_leave (&named->item) || named->carton)
    return;
  if (named->mark_verdict == FO_OK)
    goods->mark = named->mark;
  if (fo_item_units_come (&named->item))
    fo_goods_one_unit (goods);
}

void
fo_goods_one_unit (FoGoods *goods)
{
  goods->quantity_u = goods->pack_u = FO_ONE;
  goods->unsure = false;
  goods->labelled = goods->labelled || goods->item.marked;
}

/* Going out the book may know a unit by less than its whole code, which it has. */
void
fo_goods_know_unit (FoGoods *goods, const FoNamed *named)
{
  if (fo_item_units_leave (&named->item) && !named->carton)
    fo_goods_one_unit (goods);
  goods->unit_at = named->unit.state == FO_UNIT_STOCK ? named->unit.place_id : 0;
  if (goods->mark.identity[0] || named->carton || !named->unit.id || named->unit.state == FO_UNIT_GONE)
    return;
  g_strlcpy (goods->mark.identity, named->unit.identity, sizeof goods->mark.identity);
  g_strlcpy (goods->mark.code, named->unit.identity, sizeof goods->mark.code);
}

static bool
only_lot_at (FoTxn *txn, FoGoods *goods, FoId place, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!fo_lots_at_place (txn, goods->item.id, place, 2, lots, error))
    return false;
  goods->lot_id = 0;
  if (lots->len != 1)
    return true;
  goods->lot_id = g_array_index (lots, FoLot, 0).id;
  g_strlcpy (goods->lot, g_array_index (lots, FoLot, 0).number, sizeof goods->lot);
  return true;
}

/* The lot that was named, or those that the number may mean; of none an old number. */
static bool
find_meant (FoTxn *txn, const FoGoods *goods, FoId place, GArray *lots, GError **error)
{
  const FoLotsExpected expected = { .place = place };
  FoFound found = FO_ABSENT;
  FoLot lot;

  if (goods->named_lot)
    found = fo_lot_find (txn, goods->named_lot, &lot, error);
  else
    found = fo_lot_chosen (txn, goods->lot, &lot, error);
  if (found == FO_ABSENT && !goods->named_lot && !fo_lots_meant (txn, goods->item.id, goods->lot, &expected, lots, error))
    return false;
  if (found == FO_ABSENT && !lots->len && goods->lot[0]) /* its label is from before its number was put right */
    found = fo_lot_find_by_alias (txn, goods->item.id, goods->lot, &lot, error);
  if (found == FO_FOUND)
    g_array_append_val (lots, lot);
  return found != FO_FAILED;
}

bool
fo_goods_find_lot (FoTxn *txn, FoGoods *goods, FoId place, FoVerdict *ret_verdict, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  bool by_number = goods->has_lot || goods->item.tracking == FO_TRACKING_NONE;

  *ret_verdict = FO_OK;
  if (by_number) {
    if (!find_meant (txn, goods, place, lots, error))
      return false;
    goods->lot_id = lots->len == 1 ? g_array_index (lots, FoLot, 0).id : 0;
    if (lots->len == 1)
      g_strlcpy (goods->lot, g_array_index (lots, FoLot, 0).number, sizeof goods->lot);
    *ret_verdict = lots->len == 1 ? FO_OK : lots->len == 0 ? FO_LOT_UNKNOWN : FO_LOT_AMBIGUOUS;
    return true;
  }
  if (!only_lot_at (txn, goods, place, error))
    return false;
  if (!goods->lot_id)
    *ret_verdict = FO_LOT_NEEDED;
  return true;
}

/* ---- for scripts ---------------------------------------------------------------------------------------------------------------- */

static void
add_text (json_object *object, const char *key, const char *text)
{
  json_object_object_add (object, key, json_object_new_string (text));
}

static void
add_quantity (json_object *object, const char *key, FoQuantity quantity_u)
{
  char text[FO_QUANTITY_TEXT_MAX];

  add_text (object, key, fo_quantity_print (quantity_u, text));
}

static void
add_day (json_object *object, const char *key, FoDay day)
{
  char text[FO_DAY_TEXT_MAX];

  if (day != FO_DAY_NONE)
    add_text (object, key, fo_day_print_iso (day, text));
}

static json_object *
stock_row (const FoStockRow *row)
{
  json_object *object = json_object_new_object ();

  add_text (object, "item", row->item);
  add_text (object, "lot", row->lot);
  if (row->owner[0])
    add_text (object, "owner", row->owner);
  add_day (object, "expires_on", row->expires_on);
  add_day (object, "best_before_on", row->days.best_before_on);
  add_day (object, "use_by_on", row->days.use_by_on);
  add_day (object, "produced_on", row->days.produced_on);
  add_day (object, "packed_on", row->days.packed_on);
  add_text (object, "place", row->place);
  add_quantity (object, "on_hand", row->on_hand_u);
  add_quantity (object, "held", row->held_u);
  add_quantity (object, "free", row->on_hand_u - row->held_u);
  add_text (object, "state", fo_lot_state_name (row->state));
  return object;
}

char *
fo_stock_to_json (const GArray *rows)
{
  json_object *array = json_object_new_array ();
  char *text;

  for (guint i = 0; i < rows->len; i++)
    json_object_array_add (array, stock_row (&g_array_index (rows, FoStockRow, i)));
  text = g_strdup (json_object_to_json_string_ext (array, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (array);
  return text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Marking codes of units: what is one, and where each unit is. */
#include "marks.h"
#include "firstout/store/cartons.h"

#include <string.h>

/* ---- reading ----------------------------------------------------------------------------------------------------- */

bool
fo_mark_identity (const FoGs1 *gs1, char ret_identity[FO_IDENTITY_MAX])
{
  char gtin[FO_GTIN_MAX], serial[FO_GS1_SERIAL_MAX], sscc[FO_SSCC_MAX];

  if (fo_gs1_sscc (gs1, sscc))
    g_snprintf (ret_identity, FO_IDENTITY_MAX, "00%s", sscc);
  else if (fo_gs1_gtin (gs1, gtin) && fo_gs1_serial (gs1, serial))
    g_snprintf (ret_identity, FO_IDENTITY_MAX, "01%s21%s", gtin, serial);
  else
    return false;
  return true;
}

FoVerdict
fo_mark_read (const FoCode *code, FoMark *ret_mark)
{
  FoMarking marking;

  switch (fo_marking_read (&marking, code)) {
  case FO_MARKING_NONE:
    return marking.verdict == FO_OK ? FO_MARKING_NEEDED : marking.verdict;
  case FO_MARKING_IDENTITY:
  case FO_N_MARKING_FORMS:
    return FO_MARKING_NEEDED;
  case FO_MARKING_FULL:
  case FO_MARKING_SHORT:
  case FO_MARKING_TOBACCO:
    break;
  }
  if (strlen (marking.full) >= sizeof ret_mark->code)
    return FO_CODE_TOO_LONG;
  g_strlcpy (ret_mark->identity, marking.identity, sizeof ret_mark->identity);
  g_strlcpy (ret_mark->code, marking.full, sizeof ret_mark->code);
  return FO_OK;
}

FoVerdict
fo_mark_of_serial (const FoItem *item, const char *serial, FoMark *ret_mark)
{
  g_autofree char *text = g_strstrip (g_ascii_strup (serial, -1));
  char id[FO_ID_TEXT_MAX];

  if (!*text)
    return FO_CODE_EMPTY;
  if (strlen (text) >= FO_SERIAL_MAX)
    return FO_TEXT_TOO_LONG;
  g_snprintf (ret_mark->identity, sizeof ret_mark->identity, "S%s/%s", fo_id_print (item->id, id), text);
  g_strlcpy (ret_mark->code, text, sizeof ret_mark->code);
  return FO_OK;
}

FoVerdict
fo_mark_needed (const FoItem *item)
{
  return item->marked ? FO_MARKING_NEEDED : FO_SERIAL_NEEDED;
}

/* ---- where a unit is --------------------------------------------------------------------------------------------- */

/* The serial is what a person compares with the package. */
static const char *
serial_of (const FoUnit *unit)
{
  return unit->serial[0] ? unit->serial : unit->identity + 2;
}

/* To whom, when, on which order. */
static bool
describe_gone (FoTxn *txn, const FoUnit *unit, FoReply *reply, GError **error)
{
  FoUnitGone gone;

  if (!unit->shipment_id)
    return true;
  if (fo_unit_gone (txn, unit->shipment_id, &gone, error) != FO_FOUND)
    return false;
  fo_args_set_text (&reply->args, "shipment", gone.shipment);
  fo_args_set_day (&reply->args, "shipped_on", gone.shipped_on);
  if (gone.deal[0])
    fo_args_set_text (&reply->args, "deal", gone.deal);
  if (gone.customer[0])
    fo_args_set_text (&reply->args, "customer", gone.customer);
  return true;
}

bool
fo_unit_describe (FoTxn *txn, const FoUnit *unit, FoReply *reply, GError **error)
{
  char order[FO_NUMBER_MAX] = "", supply[FO_NUMBER_MAX] = "";
  FoPlace place;

  if ((unit->line_id && !fo_unit_order (txn, unit->line_id, order, error))
      || (unit->state == FO_UNIT_STOCK && !fo_unit_supply (txn, unit->id, supply, error)))
    return false;
  if (unit->place_id && fo_place_find (txn, unit->place_id, &place, error) != FO_FOUND)
    return false;
  fo_args_set_text (&reply->args, "text", serial_of (unit));
  fo_args_set_text (&reply->args, "state", fo_unit_state_name (unit->state));
  if (unit->lot[0])
    fo_args_set_text (&reply->args, "lot", unit->lot);
  if (order[0])
    fo_args_set_text (&reply->args, "order", order);
  if (supply[0])
    fo_args_set_text (&reply->args, "supply", supply);
  if (unit->place_id)
    fo_args_set_text (&reply->args, "unit_place", place.code);
  return unit->state != FO_UNIT_SHIPPED || describe_gone (txn, unit, reply, error);
}

static bool
is_here (const FoUnit *unit)
{
  return unit->state == FO_UNIT_STOCK || unit->state == FO_UNIT_OPEN;
}

static bool
has_left (const FoUnit *unit)
{
  return unit->state == FO_UNIT_PICKED || unit->state == FO_UNIT_SHIPPED;
}

static FoVerdict
known_already (const FoItem *item)
{
  return item->marked ? FO_MARKING_KNOWN : FO_SERIAL_KNOWN;
}

static FoTxnEnd
refuse_known (FoTxn *txn, const FoUnit *unit, FoVerdict verdict, FoReply *reply, GError **error)
{
  return fo_unit_describe (txn, unit, reply, error) ? fo_refuse (reply, verdict) : FO_TXN_FAIL;
}

/* The carton is not what it was announced or closed as. One that was opened before keeps in mind that another unit left: undoing the
 * first does not make it whole. */
static bool
open_up (FoTxn *txn, FoId operation, FoId carton_id, FoReply *reply, GError **error)
{
  FoUnit carton;
  FoUnitState before;

  if (fo_unit_find_by_id (txn, carton_id, &carton, error) != FO_FOUND)
    return false;
  if (carton.state != FO_UNIT_STOCK && carton.state != FO_UNIT_ANNOUNCED && carton.state != FO_UNIT_GONE)
    return true;
  before = carton.state;
  carton.state = FO_UNIT_GONE;
  carton.operation = operation;
  if (reply)
    fo_args_set_text (&reply->args, "carton", carton.identity);
  return fo_unit_put (txn, &carton, before, error);
}

/* ---- in ---------------------------------------------------------------------------------------------------------- */

FoTxnEnd
fo_marks_judge_in (FoTxn *txn, const FoItem *item, const FoMark *marks, guint n, FoReply *reply, GError **error)
{
  for (guint i = 0; i < n; i++) {
    FoUnit unit;
    FoFound found = fo_unit_find (txn, marks[i].identity, &unit, error);

    if (found == FO_FAILED)
      return FO_TXN_FAIL;
    if (found == FO_FOUND && (is_here (&unit) || has_left (&unit)))
      return refuse_known (txn, &unit, known_already (item), reply, error);
    if (found == FO_FOUND && unit.item_id != item->id)
      return refuse_known (txn, &unit, FO_MARKING_OTHER_ITEM, reply, error);
  }
  return FO_TXN_COMMIT;
}

/* A list often has no more than the identity; whoever has seen the whole code knows better. */
void
fo_unit_take_code (FoUnit *unit, const FoMark *mark)
{
  if (!unit->id || strcmp (mark->code, mark->identity) != 0)
    g_strlcpy (unit->code, mark->code, sizeof unit->code);
  g_strlcpy (unit->identity, mark->identity, sizeof unit->identity);
  if (g_str_has_prefix (mark->identity, "01"))
    g_strlcpy (unit->serial, mark->identity + 18, sizeof unit->serial);
  else if (mark->identity[0] == 'S')
    g_strlcpy (unit->serial, strchr (mark->identity, '/') + 1, sizeof unit->serial);
}

FoTxnEnd
fo_marks_take_in (FoTxn *txn, FoId operation, const FoItem *item, const FoLot *lot, FoId place, const FoMark *marks, guint n,
                  FoId carton, FoReply *reply, GError **error)
{
  FoTxnEnd end = fo_marks_judge_in (txn, item, marks, n, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  for (guint i = 0; i < n; i++) {
    FoUnit unit = { .expires_on = FO_DAY_NONE };
    FoUnitState before;

    if (fo_unit_find (txn, marks[i].identity, &unit, error) == FO_FAILED)
      return FO_TXN_FAIL;
    before = unit.state;
    if (unit.carton_id && unit.carton_id != carton && before == FO_UNIT_ANNOUNCED
        && !open_up (txn, operation, unit.carton_id, NULL, error))
      return FO_TXN_FAIL;
    fo_unit_take_code (&unit, &marks[i]);
    fo_unit_set_lot (&unit, item, lot);
    unit.place_id = place;
    unit.carton_id = carton;
    unit.state = FO_UNIT_STOCK;
    unit.operation = operation;
    if (!fo_unit_put (txn, &unit, before, error))
      return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}

/* ---- out --------------------------------------------------------------------------------------------------------- */

/* A serial nobody has heard of may be that of goods from before serials were kept. Where every unit of the lot is known, it is misread. */
static FoTxnEnd
judge_unknown (FoTxn *txn, const FoItem *item, const FoLot *lot, const FoMark *mark, guint n, FoReply *reply, GError **error)
{
  FoQuantity unknown_u;

  if (item->serials != FO_SERIALS_ALWAYS)
    return FO_TXN_COMMIT;
  if (!fo_units_unknown (txn, lot, &unknown_u, error))
    return FO_TXN_FAIL;
  if (unknown_u >= (FoQuantity) n * FO_ONE)
    return FO_TXN_COMMIT;
  fo_args_set_text (&reply->args, "text", mark->code);
  return fo_refuse (reply, FO_SERIAL_UNKNOWN);
}

FoTxnEnd
fo_marks_judge_out (FoTxn *txn, const FoItem *item, const FoLot *lot, const FoMark *marks, guint n, FoReply *reply, GError **error)
{
  guint n_unknown = 0;

  for (guint i = 0; i < n; i++) {
    FoUnit unit;
    FoFound found = fo_unit_find (txn, marks[i].identity, &unit, error);

    if (found == FO_FAILED)
      return FO_TXN_FAIL;
    if (found == FO_FOUND && has_left (&unit))
      return refuse_known (txn, &unit, known_already (item), reply, error);
    if (found == FO_ABSENT || !is_here (&unit)) {
      FoTxnEnd end = judge_unknown (txn, item, lot, &marks[i], ++n_unknown, reply, error);
      if (end != FO_TXN_COMMIT)
        return end;
    }
    if (found == FO_FOUND && (unit.item_id != item->id || (is_here (&unit) && !fo_unit_is_of (&unit, item, lot))))
      return refuse_known (txn, &unit, FO_MARKING_OTHER_ITEM, reply, error);
  }
  return FO_TXN_COMMIT;
}

bool
fo_marks_put_out (FoTxn *txn, FoId operation, FoId line, const FoItem *item, const FoLot *lot, FoId from, FoId to,
                  const FoMark *marks, guint n, FoId carton, FoReply *reply, GError **error)
{
  for (guint i = 0; i < n; i++) {
    FoUnit unit = { .expires_on = FO_DAY_NONE };
    FoUnitState before;

    if (fo_unit_find (txn, marks[i].identity, &unit, error) == FO_FAILED)
      return false;
    before = unit.state;
    if ((unit.carton_id && unit.carton_id != carton && !open_up (txn, operation, unit.carton_id, reply, error))
        || !fo_unit_note_elsewhere (txn, operation, &unit, lot, from, reply, error))
      return false;
    fo_unit_take_code (&unit, &marks[i]);
    fo_unit_set_lot (&unit, item, lot);
    unit.place_id = to;
    unit.carton_id = carton;
    unit.state = FO_UNIT_PICKED;
    unit.line_id = line;
    unit.operation = operation;
    if (!fo_unit_put (txn, &unit, before, error))
      return false;
  }
  return true;
}

/* ---- undo -------------------------------------------------------------------------------------------------------- */

static bool
was_closed (const FoUnitStep *step)
{
  return step->before == FO_UNIT_STOCK || step->before == FO_UNIT_ANNOUNCED;
}

static bool
are_all (FoTxn *txn, FoId carton, FoUnitState state, bool *ret_all, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));

  *ret_all = true;
  if (!fo_units_of_carton (txn, carton, units, error))
    return false;
  for (guint i = 0; i < units->len; i++)
    *ret_all = *ret_all && g_array_index (units, FoUnit, i).state == state;
  return true;
}

/* The carton that was opened for the one unit that left it, if that is all that was done, and all that ever left it. */
static bool
opened_by (FoTxn *txn, GArray *steps, FoId undone, const FoUnit **ret_carton, GError **error)
{
  FoUnitStep *carton = NULL, *unit = NULL;
  bool all;

  *ret_carton = NULL;
  for (guint i = 0; i < steps->len; i++) {
    FoUnitStep *step = &g_array_index (steps, FoUnitStep, i);

    if (step->unit.item_id)
      unit = step;
    else
      carton = step;
  }
  if (steps->len != 2 || !carton || !unit || carton->unit.state != FO_UNIT_GONE || carton->unit.operation != undone
      || unit->unit.operation != undone || !was_closed (carton) || unit->before != carton->before || unit->unit.carton_id)
    return true;
  if (!are_all (txn, carton->unit.id, carton->before, &all, error))
    return false;
  if (all) {
    unit->unit.carton_id = carton->unit.id; /* back into it */
    *ret_carton = &carton->unit;
  }
  return true;
}

/* Whose it was. Of steps from before that was kept: one that did not come back after all is where it was, and one that did not leave after
 * all stays its line's. */
static void
give_back (FoUnit *unit, const FoUnitStep *step)
{
  if (step->was_whose) {
    unit->line_id = step->line_before;
    unit->shipment_id = step->shipment_before;
    return;
  }
  if (step->before != FO_UNIT_SHIPPED)
    unit->shipment_id = 0;
  if (step->before != FO_UNIT_PICKED && step->before != FO_UNIT_SHIPPED)
    unit->line_id = 0;
}

/* A closed carton of which one unit is not in the house after all stands for nothing; one that was opened stays so, unless the unit it
 * was opened for is what goes back. */
static FoTxnEnd
undo_unit (FoTxn *txn, FoId undone, FoId operation, FoUnitStep *step, bool closes, FoReply *reply, GError **error)
{
  FoUnit *unit = &step->unit;
  FoUnitState after = unit->state;

  if (!unit->item_id && after == FO_UNIT_GONE && !closes)
    return FO_TXN_COMMIT;
  if (unit->operation != undone)
    return refuse_known (txn, unit, FO_CANNOT_UNDO, reply, error);
  if (unit->carton_id && step->before == FO_UNIT_GONE && !open_up (txn, operation, unit->carton_id, NULL, error))
    return FO_TXN_FAIL;
  unit->state = step->before;
  give_back (unit, step);
  unit->place_id = step->place_before;
  if (step->was_other) {
    g_strlcpy (unit->lot, step->lot_before, sizeof unit->lot);
    g_strlcpy (unit->owner, step->owner_before, sizeof unit->owner);
  }
  unit->operation = step->operation_before ? step->operation_before : operation; /* that one may be undone now */
  if (step->before == FO_UNIT_GONE)
    unit->carton_id = 0;
  fo_unit_put_back (txn, unit, after, operation);
  return FO_TXN_COMMIT;
}

/* A carton that left with all that was in it is whole again with them. */
static bool
left_whole (FoTxn *txn, GArray *steps, const FoUnitStep *carton, FoId undone, bool *ret_whole, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));

  *ret_whole = false;
  if (carton->unit.item_id || carton->unit.state != FO_UNIT_GONE || carton->unit.operation != undone || !was_closed (carton))
    return true;
  if (!fo_units_of_carton (txn, carton->unit.id, units, error))
    return false;
  *ret_whole = units->len > 0;
  for (guint i = 0; i < units->len; i++) {
    bool left = false;

    for (guint k = 0; k < steps->len; k++)
      left |= g_array_index (steps, FoUnitStep, k).unit.id == g_array_index (units, FoUnit, i).id;
    *ret_whole = *ret_whole && left;
  }
  return true;
}

FoTxnEnd
fo_marks_undo (FoTxn *txn, FoId undone, FoId operation, FoReply *reply, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoUnitStep));
  FoTxnEnd end = FO_TXN_COMMIT;
  const FoUnit *closes;

  if (!fo_units_of_operation (txn, undone, steps, error) || !opened_by (txn, steps, undone, &closes, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < steps->len && end == FO_TXN_COMMIT; i++) {
    FoUnitStep *step = &g_array_index (steps, FoUnitStep, i);
    bool whole;

    if (!left_whole (txn, steps, step, undone, &whole, error))
      return FO_TXN_FAIL;
    end = undo_unit (txn, undone, operation, step, whole || &step->unit == closes, reply, error);
  }
  return end;
}

/* ---- back to a shelf --------------------------------------------------------------------------------------------- */

static bool
is_of_hold (const FoUnit *unit, const FoItem *item, const FoLot *lot)
{
  return unit->state == FO_UNIT_PICKED && fo_unit_is_of (unit, item, lot);
}

/* A carton that was picked is whole again when the last of its units is back, and opened when it lacks one for good. */
static bool
settle_carton (FoTxn *txn, FoId operation, FoId carton_id, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  bool whole = true;
  FoUnit carton;

  if (fo_unit_find_by_id (txn, carton_id, &carton, error) != FO_FOUND)
    return false;
  if (carton.state != FO_UNIT_PICKED)
    return true;
  if (!fo_units_of_carton (txn, carton_id, units, error))
    return false;
  for (guint i = 0; i < units->len; i++)
    whole = whole && g_array_index (units, FoUnit, i).state == FO_UNIT_STOCK;
  carton.state = whole ? FO_UNIT_STOCK : FO_UNIT_GONE;
  carton.line_id = 0;
  carton.operation = operation;
  return fo_unit_put (txn, &carton, FO_UNIT_PICKED, error);
}

bool
fo_marks_put_back (FoTxn *txn, FoId operation, FoId line, const FoItem *item, const FoLot *lot, FoId to, const FoUnit *chosen,
                   FoQuantity *ret_quantity_u, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit)), cartons = g_array_new (FALSE, FALSE, sizeof (FoId));

  *ret_quantity_u = 0;
  if (!fo_units_of_line (txn, line, units, error))
    return false;
  for (guint i = 0; i < units->len; i++) {
    FoUnit *unit = &g_array_index (units, FoUnit, i);

    if (!is_of_hold (unit, item, lot) || (chosen && chosen->id != unit->id && chosen->id != unit->carton_id))
      continue;
    if (unit->carton_id && (!cartons->len || g_array_index (cartons, FoId, cartons->len - 1) != unit->carton_id))
      g_array_append_val (cartons, unit->carton_id);
    unit->state = FO_UNIT_STOCK;
    unit->place_id = to;
    unit->line_id = 0;
    unit->operation = operation;
    if (!fo_unit_put (txn, unit, FO_UNIT_PICKED, error))
      return false;
    *ret_quantity_u += FO_ONE;
  }
  for (guint i = 0; i < cartons->len; i++)
    if (!settle_carton (txn, operation, g_array_index (cartons, FoId, i), error))
      return false;
  return true;
}

/* ---- they leave -------------------------------------------------------------------------------------------------- */

static bool
ship_unit (FoTxn *txn, FoId operation, FoId shipment, FoUnit *unit, GError **error)
{
  unit->state = FO_UNIT_SHIPPED;
  unit->place_id = 0;
  unit->shipment_id = shipment;
  unit->operation = operation;
  return fo_unit_put (txn, unit, FO_UNIT_PICKED, error);
}

/* A carton leaves with the first of its units; it was picked whole. */
static bool
ship_carton (FoTxn *txn, FoId operation, FoId shipment, FoId carton_id, GString *cartons, GError **error)
{
  FoUnit carton;

  if (fo_unit_find_by_id (txn, carton_id, &carton, error) != FO_FOUND)
    return false;
  if (carton.state != FO_UNIT_PICKED)
    return true;
  fo_json_add_text (cartons, NULL, carton.code);
  return ship_unit (txn, operation, shipment, &carton, error);
}

static bool
is_among (const GArray *only, FoId unit)
{
  for (guint i = 0; only && i < only->len; i++)
    if (g_array_index (only, FoCartonUnit, i).unit_id == unit)
      return true;
  return !only;
}

/* Only some of its units leave: it stands for nothing any more. */
static bool
split_carton (FoTxn *txn, FoId operation, FoId carton_id, const GArray *only, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  bool whole = true;
  FoUnit carton;

  if (fo_unit_find_by_id (txn, carton_id, &carton, error) != FO_FOUND || !fo_units_of_carton (txn, carton_id, units, error))
    return false;
  for (guint i = 0; i < units->len; i++)
    whole = whole && is_among (only, g_array_index (units, FoUnit, i).id);
  if (whole || carton.state != FO_UNIT_PICKED)
    return true;
  carton.state = FO_UNIT_GONE;
  carton.operation = operation;
  return fo_unit_put (txn, &carton, FO_UNIT_PICKED, error);
}

FoTxnEnd
fo_marks_ship (FoTxn *txn, FoId operation, FoId shipment, FoId line, const FoItem *item, const FoLot *lot, FoQuantity quantity_u,
               const GArray *only, GString *lines, FoReply *reply, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autoptr (GString) cartons = fo_json_new ('[');
  FoQuantity with_code_u = 0;
  FoId last_carton = 0;

  if (!fo_units_of_line (txn, line, units, error))
    return FO_TXN_FAIL;
  fo_json_open (lines, item->marked ? "codes" : "serials", '[');
  for (guint i = 0; i < units->len; i++) {
    FoUnit *unit = &g_array_index (units, FoUnit, i);

    if (!is_of_hold (unit, item, lot) || !is_among (only, unit->id))
      continue;
    if (only && unit->carton_id && unit->carton_id != last_carton && !split_carton (txn, operation, unit->carton_id, only, error))
      return FO_TXN_FAIL;
    if (unit->carton_id && unit->carton_id != last_carton
        && !ship_carton (txn, operation, shipment, unit->carton_id, cartons, error))
      return FO_TXN_FAIL;
    last_carton = unit->carton_id;
    fo_json_add_text (lines, NULL, unit->code);
    if (!ship_unit (txn, operation, shipment, unit, error))
      return FO_TXN_FAIL;
    with_code_u += FO_ONE;
  }
  fo_json_close (lines, ']');
  fo_json_close (cartons, ']');
  if (cartons->len > 2)
    fo_json_add_json (lines, "cartons", cartons->str);
  if (with_code_u == quantity_u)
    return FO_TXN_COMMIT;
  fo_reply_item (reply, item);
  fo_reply_lot (reply, lot);
  return fo_refuse (reply, fo_mark_needed (item));
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands for the slots of a wave, and what was put into them. */
#include "firstout/work/wave.h"
#include "packing.h"

#include <string.h>

typedef struct {
  const FoWaveSlot *what;
  FoWaveOrder mine;  /* as it is */
  FoWaveOrder label; /* what was scanned: code, place, carton */
  FoId of_order;     /* the scanned carton's */
} Slot;

/* ---- which ------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
find_mine (FoTxn *txn, const char *station, FoId order, FoWaveOrder *ret_mine, FoReply *reply, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, TRUE, sizeof (FoWaveOrder));

  if (!fo_wave_orders (txn, station, orders, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < orders->len; i++) {
    *ret_mine = g_array_index (orders, FoWaveOrder, i);
    if (ret_mine->order != order)
      continue;
    fo_args_set_count (&reply->args, "slot", ret_mine->slot);
    fo_args_set_text (&reply->args, "order", ret_mine->number);
    return FO_TXN_COMMIT;
  }
  return fo_refuse (reply, FO_ORDER_NOT_RELEASED);
}

static FoTxnEnd
find_label (FoTxn *txn, Slot *s, FoReply *reply, GError **error)
{
  FoCarton carton;
  FoPlace place;
  FoFound found;

  if (s->what->place) {
    found = fo_place_find (txn, s->what->place, &place, error);
    if (found != FO_FOUND)
      return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
    s->label.place = place.id;
    g_strlcpy (s->label.code, place.code, sizeof s->label.code);
    return place.kind == FO_PLACE_BENCH ? FO_TXN_COMMIT : fo_refuse (reply, FO_MOVEMENT_FORBIDDEN);
  }
  found = fo_carton_find (txn, s->what->carton, &carton, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CARTON_UNKNOWN);
  s->label.carton = carton.id;
  s->of_order = carton.order_id;
  g_strlcpy (s->label.code, carton.sscc, sizeof s->label.code);
  return FO_TXN_COMMIT;
}

/* Which one it should have been. */
static FoTxnEnd
wrong_slot (const Slot *s, FoReply *reply)
{
  fo_args_set_text (&reply->args, "text", s->mine.code);
  return fo_refuse (reply, FO_SLOT_WRONG);
}

static FoTxnEnd
judge_label (FoTxn *txn, const char *station, const Slot *s, FoReply *reply, GError **error)
{
  char whose[FO_NUMBER_MAX];
  FoId order;
  FoFound found;

  if (s->of_order && s->of_order != s->what->order)
    return wrong_slot (s, reply);
  if (strcmp (s->mine.code, s->label.code) == 0)
    return FO_TXN_COMMIT;
  found = fo_wave_slot_coded (txn, s->label.code, whose, &order, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (found == FO_FOUND && strcmp (whose, station) != 0) {
    fo_args_set_text (&reply->args, "station", whose);
    return wrong_slot (s, reply);
  }
  return found == FO_FOUND || (s->mine.code[0] && s->label.place) ? wrong_slot (s, reply) : FO_TXN_COMMIT;
}

/* ---- into a carton ----------------------------------------------------------------------------------------------- */

/* The newest first. */
static int
by_age (gconstpointer a, gconstpointer b)
{
  const FoUnit *x = a, *y = b;

  return (x->operation < y->operation) - (x->operation > y->operation);
}

static bool
lies_in_carton (FoTxn *txn, FoId unit, bool *ret_lies, GError **error)
{
  FoCartonUnit packed;
  FoFound found = fo_carton_unit_find (txn, unit, &packed, error);

  *ret_lies = found == FO_FOUND && (packed.state == FO_CARTON_IS_OPEN || packed.state == FO_CARTON_IS_CLOSED);
  return found != FO_FAILED;
}

/* FoMark of the units of LOT that were picked last and lie in no carton, as many as wait. */
static bool
waiting_marks (FoTxn *txn, const Slot *s, const FoItem *item, const FoLot *lot, GArray *marks, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine)),
                     units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  bool lies;

  if (!fo_lines_of_order (txn, s->what->order, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, FoLine, i).item_id == item->id
        && !fo_units_of_line (txn, g_array_index (lines, FoLine, i).id, units, error))
      return false;
  g_array_sort (units, by_age);
  for (guint i = 0; i < units->len && (FoQuantity) marks->len * FO_ONE < s->mine.waiting_u; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    FoMark mark;

    if (unit->state != FO_UNIT_PICKED || !fo_unit_is_of (unit, item, lot))
      continue;
    if (!lies_in_carton (txn, unit->id, &lies, error))
      return false;
    g_strlcpy (mark.identity, unit->identity, sizeof mark.identity);
    g_strlcpy (mark.code, unit->code, sizeof mark.code);
    if (!lies)
      g_array_append_val (marks, mark);
  }
  return true;
}

static FoTxnEnd
pack_waiting (FoTxn *txn, FoActContext *context, const Slot *s, FoReply *reply, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (FoMark));
  FoPack pack = {
    .order = s->what->order, .carton = s->label.carton, .lot = s->mine.waiting_lot, .quantity_u = s->mine.waiting_u
  };
  FoItem item;
  FoLot lot;

  if (fo_lot_find (txn, pack.lot, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND
      || (fo_item_units_leave (&item) && !waiting_marks (txn, s, &item, &lot, marks, error)))
    return FO_TXN_FAIL;
  pack.item = item.id;
  pack.marks = (const FoMark *) (gconstpointer) marks->data;
  pack.n_marks = marks->len;
  return fo_pack_part (txn, context, &pack, reply, error);
}

/* ---- the operations ---------------------------------------------------------------------------------------------- */

static FoTxnEnd
put (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const char *station = context->act->station ? context->act->station : "";
  Slot s = { .what = data };
  FoTxnEnd end = find_mine (txn, station, s.what->order, &s.mine, reply, error);

  if (end == FO_TXN_COMMIT)
    end = find_label (txn, &s, reply, error);
  if (end == FO_TXN_COMMIT)
    end = judge_label (txn, station, &s, reply, error);
  if (end == FO_TXN_COMMIT && s.what->packs && s.mine.waiting_u > 0)
    end = pack_waiting (txn, context, &s, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_wave_slot_set (txn, s.what->order, &s.label);
  if (s.mine.waiting_u > 0)
    fo_wave_wait_over (txn, s.what->order);
  fo_args_set_text (&reply->args, "text", s.label.code);
  return FO_TXN_COMMIT;
}

bool
fo_work_wave_slot (FoStore *store, const FoAct *act, const FoWaveSlot *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, what->packs ? "pack" : "wave-slot", put, what, reply, error);
}

static FoTxnEnd
open_carton (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoPackRoom) room = { 0 };
  const FoId *order = data;
  FoWaveOrder mine, slot = { 0 };
  FoTxnEnd end = find_mine (txn, context->act->station ? context->act->station : "", *order, &mine, reply, error);

  if (end == FO_TXN_COMMIT)
    end = fo_pack_room_open (&room, txn, context, *order, 0, true, reply, error);
  if (end == FO_TXN_COMMIT)
    end = fo_pack_new_carton (&room, "", error);
  if (end != FO_TXN_COMMIT)
    return end;
  slot.carton = room.carton.id;
  g_strlcpy (slot.code, room.carton.sscc, sizeof slot.code);
  fo_wave_slot_set (txn, *order, &slot);
  return FO_TXN_COMMIT;
}

bool
fo_work_wave_carton (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "carton-open", open_carton, &order, reply, error);
}

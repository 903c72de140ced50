/* SPDX-License-Identifier: GPL-3.0-or-later
 * A carton's own life: opened with a number, closed, weighed, opened again, given up, loaded. */
#include "firstout/label/record.h"
#include "firstout/store/meta.h"
#include "packing.h"

/* ---- the room -------------------------------------------------------------------------------------------------------------- */

void
fo_pack_room_clear (FoPackRoom *room)
{
  fo_order_work_clear (&room->work);
  fo_bench_clear (&room->bench);
}

void
fo_pack_name_carton (FoPackRoom *room)
{
  if (!room->carton.id)
    return;
  fo_args_set_text (&room->reply->args, "carton", room->carton.sscc);
  fo_args_set_count (&room->reply->args, "parcel", room->carton.position);
  fo_args_set_text (&room->reply->args, "state", fo_carton_state_name (room->carton.state));
}

static FoVerdict
judge_order (const FoOrder *order)
{
  if (order->state == FO_ORDER_IS_CANCELLED || order->cancel_asked)
    return FO_ORDER_CANCELLED;
  if (order->state == FO_ORDER_ALL_SHIPPED)
    return FO_ORDER_SHIPPED;
  return order->packing == FO_PACKING_OFF ? FO_NO_PACKING_HERE : FO_OK;
}

FoTxnEnd
fo_pack_room_open (FoPackRoom *room, FoTxn *txn, FoActContext *context, FoId order, FoId carton, bool changes, FoReply *reply,
                   GError **error)
{
  FoCarton found = { .order_id = order };
  FoFound known = carton ? fo_carton_find (txn, carton, &found, error) : FO_FOUND;
  FoVerdict verdict;

  if (known != FO_FOUND)
    return fo_not_found (known, reply, FO_CARTON_UNKNOWN);
  *room = (FoPackRoom){ .txn = txn, .context = context, .reply = reply, 
                         .operation = context->act->operation };
  known = fo_order_work_open (txn, found.order_id, &room->work, error);
  if (known != FO_FOUND)
    return fo_not_found (known, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &room->work.order);
  verdict = changes ? judge_order (&room->work.order) : FO_OK;
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  if (!fo_bench_read (txn, found.order_id, &room->bench, error))
    return FO_TXN_FAIL;
  const FoCarton *here = carton ? fo_bench_carton (&room->bench, carton)
                                : fo_bench_open_carton (&room->bench, context->act->station);
  if (here)
    room->carton = room->before = *here;
  fo_pack_name_carton (room);
  return order && found.order_id != order ? fo_refuse (reply, FO_NOT_ON_THIS_ORDER) : FO_TXN_COMMIT;
}

/* ---- numbers --------------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
take_number (FoPackRoom *room, char sscc[FO_SSCC_MAX], GError **error)
{
  g_autofree char *company = NULL;
  gint64 number, capacity, left;

  if (fo_act_is_gated (fo_txn_store (room->txn))) /* without the server another's carton would be given the same number */
    return fo_refuse (room->reply, FO_OFFLINE_REFUSED);
  if (!fo_meta_get (room->txn, "sscc", &company, error))
    return FO_TXN_FAIL;
  capacity = fo_sscc_room (company);
  if (capacity == 0)
    return fo_refuse (room->reply, FO_SSCC_RANGE_MISSING);
  if (!fo_sscc_take (room->txn, company, &number, error))
    return FO_TXN_FAIL;
  left = capacity - number;
  if (left < 0 || fo_label_sscc (company, (guint64) number, sscc) != FO_OK)
    return fo_refuse (room->reply, FO_SSCC_RANGE_EMPTY);
  if (fo_sscc_runs_out (capacity, left))
    fo_args_set_count (&room->reply->args, "numbers_left", left);
  return FO_TXN_COMMIT;
}

FoTxnEnd
fo_pack_new_carton (FoPackRoom *room, const char *packaging, GError **error)
{
  FoCarton carton = { .id = fo_store_next_id (fo_txn_store (room->txn), error),
                      .order_id = room->work.order.id,
                      .position = (gint32) room->bench.cartons->len + 1 };
  FoTxnEnd end = carton.id ? take_number (room, carton.sscc, error) : FO_TXN_FAIL;

  if (end != FO_TXN_COMMIT)
    return end;
  g_strlcpy (carton.packaging, packaging ? packaging : "", sizeof carton.packaging);
  g_strlcpy (carton.station, room->context->act->station ? room->context->act->station : "", sizeof carton.station);
  fo_carton_put (room->txn, room->operation, &carton, NULL);
  g_array_append_val (room->bench.cartons, carton);
  room->carton = room->before = carton;
  fo_pack_name_carton (room);
  return FO_TXN_COMMIT;
}

bool
fo_packing_note (FoTxn *txn, FoPackingNote *ret, GError **error)
{
  g_autofree char *packing = NULL, *company = NULL;

  *ret = (FoPackingNote){ .packing = FO_PACKING_OFF };
  if (!fo_meta_get (txn, "pack", &packing, error) || !fo_meta_get (txn, "sscc", &company, error)
      || !fo_sscc_last (txn, company, &ret->last, error))
    return false;
  fo_packing_parse (packing, &ret->packing);
  ret->room = fo_sscc_room (company);
  if (ret->room > 0)
    g_strlcpy (ret->company, company, sizeof ret->company);
  ret->left = MAX (0, ret->room - ret->last);
  ret->runs_out = ret->room > 0 && fo_sscc_runs_out (ret->room, ret->left);
  return true;
}

/* ---- open ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoId order, carton;
  const char *packaging;
  FoQuantity weight_u;
} Which;

static FoTxnEnd
open_carton (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoPackRoom) room = { 0 };
  const Which *which = data;
  FoTxnEnd end = fo_pack_room_open (&room, txn, context, which->order, 0, true, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (room.bench.rows->len == 0)
    return fo_refuse (reply, FO_ORDER_NOT_PICKED);
  return fo_pack_new_carton (&room, which->packaging, error);
}

bool
fo_work_carton_open (FoStore *store, const FoAct *act, FoId order, const char *packaging, FoReply *reply, GError **error)
{
  const Which which = { .order = order, .packaging = packaging };

  return fo_act_run (store, act, "carton-open", open_carton, &which, reply, error);
}

/* ---- close, weigh, open again ---------------------------------------------------------------------------------------------- */

/* The newest closed one: of a room without an open carton. */
static void
take_closed (FoPackRoom *room)
{
  for (guint i = room->bench.cartons->len; i > 0 && !room->carton.id; i--) {
    const FoCarton *carton = &g_array_index (room->bench.cartons, FoCarton, i - 1);
    if (carton->state == FO_CARTON_IS_CLOSED)
      room->carton = room->before = *carton;
  }
  fo_pack_name_carton (room);
}

static FoQuantity
closed_sum (const FoBench *bench)
{
  FoQuantity closed_u = 0;

  for (guint i = 0; i < bench->rows->len; i++)
    closed_u += g_array_index (bench->rows, FoBenchRow, i).closed_u;
  return closed_u;
}

static FoQuantity
picked_sum (const FoBench *bench)
{
  FoQuantity picked_u = 0;

  for (guint i = 0; i < bench->rows->len; i++)
    picked_u += g_array_index (bench->rows, FoBenchRow, i).picked_u;
  return picked_u;
}

static FoQuantity
carton_sum (const FoBench *bench, FoId carton)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < bench->lines->len; i++) {
    const FoCartonLine *line = &g_array_index (bench->lines, FoCartonLine, i);
    sum_u += line->carton_id == carton ? line->quantity_u : 0;
  }
  return sum_u;
}

static FoTxnEnd
close_carton (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoPackRoom) room = { 0 };
  const Which *which = data;
  FoTxnEnd end = fo_pack_room_open (&room, txn, context, which->order, which->carton, true, reply, error);
  FoVerdict verdict;
  FoQuantity inside_u;

  if (end != FO_TXN_COMMIT)
    return end;
  if (!room.carton.id)
    return fo_refuse (reply, FO_COMMAND_NOT_NOW);
  verdict = fo_carton_may_fill (room.carton.state);
  inside_u = carton_sum (&room.bench, room.carton.id);
  if (verdict == FO_OK && inside_u == 0)
    verdict = FO_CARTON_EMPTY;
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  room.carton.state = FO_CARTON_IS_CLOSED;
  if (which->weight_u > 0)
    room.carton.weight_u = which->weight_u;
  fo_carton_put (txn, room.operation, &room.carton, &room.before);
  fo_pack_name_carton (&room);
  if (room.carton.weight_u > 0)
    fo_args_set_quantity (&reply->args, "weight", room.carton.weight_u);
  fo_args_set_quantity (&reply->args, "left", picked_sum (&room.bench) - closed_sum (&room.bench) - inside_u);
  reply->verdict = picked_sum (&room.bench) == closed_sum (&room.bench) + inside_u ? FO_COMPLETE : FO_OK;
  return FO_TXN_COMMIT;
}

bool
fo_work_carton_close (FoStore *store, const FoAct *act, FoId order, FoId carton, FoQuantity weight_u, FoReply *reply, GError **error)
{
  const Which which = { .order = order, .carton = carton, .weight_u = weight_u };

  return fo_act_run (store, act, "carton-close", close_carton, &which, reply, error);
}

static FoTxnEnd
weigh (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoPackRoom) room = { 0 };
  const Which *which = data;
  FoTxnEnd end = fo_pack_room_open (&room, txn, context, which->order, which->carton, true, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  take_closed (&room);
  if (!room.carton.id)
    return fo_refuse (reply, FO_COMMAND_NOT_NOW);
  if (fo_carton_may_fill (room.carton.state) == FO_CARTON_GONE)
    return fo_refuse (reply, FO_CARTON_GONE);
  if (which->weight_u <= 0)
    return fo_refuse (reply, FO_QUANTITY_NOT_POSITIVE);
  room.carton.weight_u = which->weight_u;
  fo_args_set_quantity (&reply->args, "weight", room.carton.weight_u);
  fo_carton_put (txn, room.operation, &room.carton, &room.before);
  return FO_TXN_COMMIT;
}

bool
fo_work_carton_weigh (FoStore *store, const FoAct *act, FoId order, FoId carton, FoQuantity weight_u, FoReply *reply, GError **error)
{
  const Which which = { .order = order, .carton = carton, .weight_u = weight_u };

  return fo_act_run (store, act, "carton-weigh", weigh, &which, reply, error);
}

static FoTxnEnd
reopen (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoPackRoom) room = { 0 };
  const Which *which = data;
  FoTxnEnd end = fo_pack_room_open (&room, txn, context, which->order, which->carton, true, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!which->carton)
    room.carton.id = 0;
  take_closed (&room);
  if (!room.carton.id)
    return fo_refuse (reply, FO_COMMAND_NOT_NOW);
  if (fo_carton_may_fill (room.carton.state) == FO_CARTON_GONE)
    return fo_refuse (reply, FO_CARTON_GONE);
  if (room.carton.state == FO_CARTON_IS_OPEN)
    return FO_TXN_COMMIT;
  room.carton.state = FO_CARTON_IS_OPEN;
  room.carton.loaded = false;
  fo_carton_put (txn, room.operation, &room.carton, &room.before);
  fo_pack_name_carton (&room);
  return FO_TXN_COMMIT;
}

bool
fo_work_carton_reopen (FoStore *store, const FoAct *act, FoId order, FoId carton, FoReply *reply, GError **error)
{
  const Which which = { .order = order, .carton = carton };

  return fo_act_run (store, act, "carton-reopen", reopen, &which, reply, error);
}

/* ---- give up --------------------------------------------------------------------------------------------------------------- */

bool
fo_pack_empty (FoPackRoom *room, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoCartonUnit));

  if (!fo_carton_units (room->txn, room->carton.id, units, error))
    return false;
  for (guint i = 0; i < room->bench.lines->len; i++) {
    const FoCartonLine *line = &g_array_index (room->bench.lines, FoCartonLine, i);
    FoQuantity there_u = line->quantity_u;

    if (line->carton_id != room->carton.id)
      continue;
    for (guint k = 0; k < units->len; k++) {
      const FoCartonUnit *unit = &g_array_index (units, FoCartonUnit, k);
      if (unit->line_id != line->line_id || unit->lot_id != line->lot_id)
        continue;
      fo_carton_move (room->txn, room->operation, &room->carton, line->line_id, line->lot_id, -FO_ONE, there_u, unit->unit_id);
      there_u -= FO_ONE;
    }
    if (there_u > 0)
      fo_carton_move (room->txn, room->operation, &room->carton, line->line_id, line->lot_id, -there_u, there_u, 0);
  }
  return true;
}

static FoTxnEnd
cancel (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoPackRoom) room = { 0 };
  const Which *which = data;
  FoTxnEnd end = fo_pack_room_open (&room, txn, context, which->order, which->carton, false, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!room.carton.id)
    return fo_refuse (reply, FO_COMMAND_NOT_NOW);
  if (fo_carton_may_fill (room.carton.state) == FO_CARTON_GONE)
    return fo_refuse (reply, FO_CARTON_GONE);
  if (!fo_pack_empty (&room, error))
    return FO_TXN_FAIL;
  room.carton.state = FO_CARTON_IS_CANCELLED;
  room.carton.loaded = false;
  fo_carton_put (txn, room.operation, &room.carton, &room.before);
  fo_pack_name_carton (&room);
  return FO_TXN_COMMIT;
}

bool
fo_work_carton_cancel (FoStore *store, const FoAct *act, FoId order, FoId carton, FoReply *reply, GError **error)
{
  const Which which = { .order = order, .carton = carton };

  return fo_act_run (store, act, "carton-cancel", cancel, &which, reply, error);
}

/* ---- load ------------------------------------------------------------------------------------------------------------------ */

/* Cartons that go on the vehicle, and those that are on it. */
static void
count_loaded (const FoPackRoom *room, guint *ret_all, guint *ret_loaded)
{
  *ret_all = *ret_loaded = 0;
  for (guint i = 0; i < room->bench.cartons->len; i++) {
    const FoCarton *carton = &g_array_index (room->bench.cartons, FoCarton, i);
    if (carton->state != FO_CARTON_IS_CLOSED && carton->state != FO_CARTON_IS_SHIPPED)
      continue;
    ++*ret_all;
    *ret_loaded += carton->loaded;
  }
}

static FoTxnEnd
load (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoPackRoom) room = { 0 };
  const Which *which = data;
  FoTxnEnd end = fo_pack_room_open (&room, txn, context, which->order, which->carton, false, reply, error);
  FoVerdict verdict = FO_OK;
  guint all, loaded;

  if (end != FO_TXN_COMMIT)
    return end;
  count_loaded (&room, &all, &loaded);
  fo_args_set_count (&reply->args, "asked", all);
  fo_args_set_count (&reply->args, "left", all - loaded);
  if (room.carton.state == FO_CARTON_IS_OPEN)
    verdict = FO_CARTON_OPEN;
  else if (room.carton.state == FO_CARTON_IS_CANCELLED)
    verdict = FO_CARTON_GONE;
  else if (room.carton.loaded)
    verdict = FO_CARTON_LOADED;
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  room.carton.loaded = true;
  fo_carton_put (txn, room.operation, &room.carton, &room.before);
  fo_args_set_count (&reply->args, "left", all - loaded - 1);
  reply->verdict = loaded + 1 == all ? FO_COMPLETE : FO_OK;
  return FO_TXN_COMMIT;
}

bool
fo_work_carton_load (FoStore *store, const FoAct *act, FoId order, FoId carton, FoReply *reply, GError **error)
{
  const Which which = { .order = order, .carton = carton };

  return fo_act_run (store, act, "load", load, &which, reply, error);
}

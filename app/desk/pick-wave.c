/* SPDX-License-Identifier: GPL-3.0-or-later
 * Picking several orders in one walk. The order that is open is always that of the next pick by place: all a picker can do he does to
 * it; who scans goods that only another order of the wave waits for picks for that one. */
#include "pick.h"

#include "firstout/work/wave.h"

#include <string.h>

#define USUAL_ORDERS 4

typedef struct {
  const char *station;
  FoId place, item;
  const char *lot;
  FoFound found;
  FoWavePick pick;
} Next;

static FoTxnEnd
look_for_next (FoTxn *txn, gpointer data, GError **error)
{
  Next *next = data;

  next->found = fo_wave_next (txn, next->station, next->place, next->item, next->lot, &next->pick, error);
  return next->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static void
turn_to (FoStep *step, const FoWaveOrder *order)
{
  step->next->order = order->order;
  g_strlcpy (step->next->document, order->number, sizeof step->next->document);
}

bool
fo_pick_wave_on (FoStep *step, FoId place, GError **error)
{
  Next next = { .station = step->act.station, .place = place };

  if (!step->now->wave)
    return true;
  if (!fo_store_read (step->store, look_for_next, &next, error))
    return false;
  if (next.found == FO_FOUND)
    turn_to (step, &next.pick.of);
  return true;
}

/* ---- it begins ----------------------------------------------------------------------------------------------------------- */

/* One order is released for this station by an act of its own; one that cannot be is left out. */
static bool
release (FoStep *step, FoId order, GArray *released, GError **error)
{
  FoAct act = { .operation = fo_store_next_id (step->store, error), .station = step->act.station, .person = step->act.person };
  g_auto (FoReply) reply = { 0 };

  if (!act.operation || !fo_work_release (step->store, &act, order, &reply, error))
    return false;
  if (fo_verdict_mood (reply.verdict) != FO_MOOD_WRONG && reply.operation)
    g_array_append_val (released, order);
  return true;
}

/* `wave`, `wave 6`, `wave 214 215 217`: so many of the queue, or these. */
static bool
find_orders (FoStep *step, const char *argument, GArray *orders, GError **error)
{
  guint64 n = USUAL_ORDERS;

  if (!*argument || (!strchr (argument, ' ') && strlen (argument) <= 2 && g_ascii_string_to_unsigned (argument, 10, 1, FO_WAVE_MAX, &n, NULL)))
    return fo_work_orders_next (step->store, step->act.station, (guint) n, orders, error);
  while (*argument && orders->len < FO_WAVE_MAX) {
    g_autofree char *number = fo_next_word (&argument);
    FoNames names = { 0 };

    if (!fo_step_name_text (step, number, 1u << FO_NAMED_ORDER, &names, error))
      return false;
    if (names.n)
      g_array_append_val (orders, names.list[0].order);
  }
  return true;
}

bool
fo_pick_wave (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoId)), released = g_array_new (FALSE, FALSE, sizeof (FoId));
  Next next = { .station = step->act.station };

  if (!find_orders (step, argument, orders, error))
    return false;
  for (guint i = 0; i < orders->len; i++)
    if (!release (step, g_array_index (orders, FoId, i), released, error))
      return false;
  if (!fo_work_wave (step->store, fo_step_act (step), (const FoId *) released->data, released->len, fo_step_reply (step), error))
    return false;
  if (!fo_step_is_done (step))
    return true;
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_STOCK;
  if (!fo_store_read (step->store, look_for_next, &next, error))
    return false;
  fo_step_close_document (step);
  step->next->wave = true;
  if (next.found == FO_FOUND)
    turn_to (step, &next.pick.of);
  return true;
}

/* ---- which order a scan is for --------------------------------------------------------------------------------------------- */

bool
fo_pick_wave_order (FoTxn *txn, const char *station, FoId order, const FoGoods *goods, FoId place, const GArray *holds, FoId *ret_order,
                    GError **error)
{
  const char *lot = goods->has_lot ? goods->lot : NULL;
  FoWavePick pick;
  FoFound found;

  *ret_order = order;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);

    if (!hold->picked && hold->item_id == goods->item.id && (!lot || strcmp (hold->lot, lot) == 0))
      return true;
  }
  found = fo_wave_next (txn, station, place, goods->item.id, lot, &pick, error);
  if (found == FO_ABSENT && lot)
    found = fo_wave_next (txn, station, place, goods->item.id, NULL, &pick, error);
  if (found == FO_FOUND)
    *ret_order = pick.of.order;
  return found != FO_FAILED;
}

/* As a person finds it on a label: the end of a carton's number. */
static void
name_label (FoArgs *args, const FoWaveOrder *slot)
{
  gsize length = strlen (slot->code);
  g_autofree char *end = slot->carton && length > 6 ? g_strdup_printf ("…%s", slot->code + length - 6) : g_strdup (slot->code);

  fo_args_set_text (args, "text", end);
}

/* Picked goods come first, then slots without a label, then the next pick. */
static void
instruct (const GArray *orders, const FoDeskState *now, FoView *view, FoPickWaveAsk *ret)
{
  const FoWaveOrder *waiting = NULL, *bare = NULL, *open = NULL, *shown;

  for (guint i = 0; i < orders->len; i++) {
    const FoWaveOrder *order = &g_array_index (orders, FoWaveOrder, i);

    waiting = order->waiting_lot ? order : waiting;
    bare = bare || order->code[0] ? bare : order;
    open = order->order == now->order ? order : open;
  }
  ret->slot = now->slot_check && (waiting || bare);
  shown = !now->slot_check ? open : waiting ? waiting : bare ? bare : open;
  if (ret->slot)
    fo_view_instruct (view, waiting ? "task.pick.slot" : "task.pick.slot_label");
  if (!shown)
    return;
  ret->carton = !shown->place;
  fo_args_set_count (&view->instruction, "slot", shown->slot);
  fo_args_set_text (&view->instruction, "order", shown->number);
  name_label (&view->instruction, shown);
}

bool
fo_pick_wave_show (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, FoPickWaveAsk *ret, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, TRUE, sizeof (FoWaveOrder));

  *ret = (FoPickWaveAsk){ false, false };
  if (!now->wave)
    return true;
  if (!fo_wave_orders (txn, station, orders, error))
    return false;
  instruct (orders, now, view, ret);
  return true;
}

bool
fo_pick_wave_resume (FoTxn *txn, const char *station, FoDeskState *state, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, TRUE, sizeof (FoWaveOrder));

  if (state->task != &fo_task_pick || !state->order)
    return true;
  if (!fo_wave_orders (txn, station, orders, error))
    return false;
  for (guint i = 0; i < orders->len; i++)
    state->wave = state->wave || g_array_index (orders, FoWaveOrder, i).order == state->order;
  return true;
}

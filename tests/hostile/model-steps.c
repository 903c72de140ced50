/* SPDX-License-Identifier: GPL-3.0-or-later
 * The operations: random, most of them sensible, some of them not. A refusal is an answer; a GError is trouble. */
#include "firstout/work/apply.h"
#include "firstout/work/packing.h"
#include "model-book.h"
#include "model-cartons-inside.h"
#include "model-dice.h"
#include "model-else.h"
#include "model-kits.h"
#include "model-more.h"
#include "model-shelf.h"
#include "model-waves.h"

static bool
waits_on_shelf (const GArray *holds)
{
  for (guint i = 0; i < holds->len; i++)
    if (!g_array_index (holds, FoHold, i).picked)
      return true;
  return false;
}

/* Most people work on what is begun: on an order that goods are held for, on a shelf or already on the bench. */
static FoId
busy_order (Model *m, bool on_shelf, GArray *holds)
{
  FoId order = any_order (m);

  for (guint tries = 0; tries < 2 * m->n_orders; tries++, order = any_order (m)) {
    g_array_set_size (holds, 0);
    if (!model_holds (m, order, holds) || (holds->len && waits_on_shelf (holds) == on_shelf))
      break;
  }
  return order;
}

static const FoHold *
any_hold (Model *m, const GArray *holds)
{
  gint32 at = holds->len ? up_to (m, (gint32) holds->len) : 0;

  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, ((guint) at + i) % holds->len);
    if (!hold->picked)
      return hold;
  }
  return NULL;
}

/* ---- the operations ----------------------------------------------------------------------------------------------------------------- */

typedef bool (*Operate) (Model *m, const FoAct *act, FoReply *reply, GError **error);

static bool
do_receive (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  guint item = any_item (m);
  char number[16];
  FoReceive what = { .kind = FO_MOVE_RECEIPT,
                     .item = m->items[item],
                     .lot = number,
                     .produced_on = FO_DAY_NONE,
                     .expires_on = item < 2 ? m->today + (once_in (m, 15) ? -1 : 1 + up_to (m, 25)) : FO_DAY_NONE,
                     .quantity_u = few (m),
                     .place = any_shelf (m),
                     .confirmed = once_in (m, 2) };
  const FoLot *known = once_in (m, 4) ? any_lot (m) : NULL;

  g_snprintf (number, sizeof number, "%c%02u", 'A' + up_to (m, 4), m->numbers++ % 100);
  if (once_in (m, 3))
    what.supply = m->supplies[item];
  if (once_in (m, 8))
    what.into_quarantine = "looks wet";
  if (once_in (m, 6))
    what.owner = MODEL_GROUP;
  if (known) {
    what.item = known->item_id;
    g_strlcpy (number, known->number, sizeof number);
    what.expires_on = known->expires_on;
    what.owner = known->owner;
    what.supply = 0;
  }
  if (!fo_work_receive (m->store, act, &what, reply, error))
    return false;
  model_book_receive (m, act, "receive", &what, reply);
  return true;
}

static bool
do_promise (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  if (!fo_work_promise (m->store, act, any_order (m), reply, error))
    return false;
  model_book_other (m, act, "promise", reply);
  return true;
}

/* Mostly one that has been promised something from stock. */
static bool
order_to_release (Model *m, FoId *ret_order, GError **error)
{
  bool ready = false;

  for (guint tries = 0; tries < m->n_orders && !ready; tries++) {
    guint at = any_order_index (m);
    g_auto (OrderLook) look = { 0 };

    if (!model_look_order (m, at, &look, error))
      return false;
    *ret_order = m->orders[at];
    for (guint i = 0; i < look.lines->len; i++) {
      const FoLine *line = &g_array_index (look.lines, FoLine, i);
      ready |= line->promised_u > line->from_supply_u;
    }
  }
  return true;
}

static bool
do_release (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  FoId order;
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!order_to_release (m, &order, error))
    return false;
  if (!model_holds (m, order, before))
    return true;
  if (!fo_work_release (m->store, act, order, reply, error))
    return false;
  model_book_other (m, act, "release", reply);
  model_judge_binding (m, order, before);
  return true;
}

static bool
do_pick (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  FoPickAct what = { .order = busy_order (m, true, holds), .quantity_u = few (m) };
  const FoHold *hold = any_hold (m, holds);
  const FoLot *other = once_in (m, 5) ? any_lot (m) : NULL;

  if (hold) {
    what.lot = hold->lot_id;
    what.quantity_u = once_in (m, 4) ? few (m) : hold->quantity_u;
  }
  if (other)
    what.lot = other->id;
  if (!what.lot)
    return true;
  what.reason = once_in (m, 2) ? "nearer" : NULL;
  if (once_in (m, 10)) {
    what.here_u = FO_ONE;
    what.place = m->places[once_in (m, 3) ? MODEL_SHELF : FO_PLACE_BIN];
  }
  if (!fo_work_pick (m->store, act, &what, reply, error))
    return false;
  model_book_pick (m, act, &what, reply);
  return true;
}

static bool
do_short (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  FoId order = busy_order (m, true, holds);
  const FoHold *hold = any_hold (m, holds);

  if (!hold)
    return true;
  if (!fo_work_short (m->store, act, order, hold->lot_id, hold->place_id, once_in (m, 2) ? "not-found" : "damaged", reply,
                      error))
    return false;
  model_book_short (m, act, hold->lot_id, hold->place_id, reply);
  return true;
}

static bool
do_ship (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  FoId order = busy_order (m, false, holds);
  g_auto (ModelLeave) leave = { 0 };

  if (!model_leave_judge (m, order, false, &leave, error) || !fo_work_ship (m->store, act, order, reply, error))
    return false;
  model_kit_hear_leave (m, leave.lines, &leave, reply);
  model_book_ship (m, act, &leave, reply);
  return true;
}

/* What is in closed cartons leaves, or, where there are none, what is picked. */
static bool
do_ship_part (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  FoId order = busy_order (m, false, holds);
  g_auto (ModelLeave) leave = { 0 };

  if (!model_leave_judge (m, order, true, &leave, error) || !fo_work_ship_part (m->store, act, order, reply, error))
    return false;
  model_kit_hear_leave (m, leave.lines, &leave, reply);
  model_book_ship (m, act, &leave, reply);
  return true;
}

static bool
do_undo (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  FoId undone;

  if (!fo_work_undo (m->store, act, 0, reply, error))
    return false;
  undone = model_book_undo (m, act, reply);
  model_kin_drop (m, undone);
  model_else_undone (m, undone);
  model_shelf_undone (m, undone);
  model_cartons_undone (m, undone);
  if (undone && undone == m->transfer_begun)
    m->transfer[0] = '\0';
  return true;
}

static bool
do_block (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  const FoLot *lot = any_lot (m);
  FoBlock what = { .state = (FoLotState) up_to (m, 3), .reason = "looked at" };

  if (!lot)
    return true;
  what.lot = lot->id;
  if (once_in (m, 2))
    what.state = FO_LOT_STATE_FREE;
  if (!fo_work_block (m->store, act, &what, reply, error))
    return false;
  model_book_block (m, act, &what, reply);
  return true;
}

static bool
do_carry (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  static const FoMoveKind kinds[] = { FO_MOVE_PUT_AWAY, FO_MOVE_MOVE,  FO_MOVE_MOVE,       FO_MOVE_SCRAP,
                                      FO_MOVE_LOST,     FO_MOVE_ISSUE, FO_MOVE_TO_SUPPLIER };
  const FoLot *lot = any_lot (m);
  FoCarry what = { .kind = kinds[up_to (m, G_N_ELEMENTS (kinds))], .reason = "because" };

  if (!lot)
    return true;
  what.lot = lot->id;
  what.from = m->places[up_to (m, FO_PLACE_SUPPLIER)];
  what.to = what.kind == FO_MOVE_PUT_AWAY || what.kind == FO_MOVE_MOVE ? m->places[up_to (m, FO_PLACE_SUPPLIER)] : 0;
  what.quantity_u = once_in (m, 3) ? 0 : few (m);
  if (!fo_work_carry (m->store, act, &what, reply, error))
    return false;
  model_book_carry (m, act, &what, reply);
  return true;
}

static bool
do_find (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  const FoLot *lot = any_lot (m);
  FoFind what = { .quantity_u = FO_ONE };

  if (!lot)
    return true;
  what.lot = lot->id;
  what.place = any_shelf (m);
  if (!fo_work_find (m->store, act, &what, reply, error))
    return false;
  model_book_find (m, act, &what, reply);
  return true;
}

static bool
do_gate (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  FoGate gate = once_in (m, 5) ? FO_GATE_CLOSED : FO_GATE_OPEN;

  if (!fo_work_gate (m->store, act, any_order (m), gate, "as told", reply, error))
    return false;
  model_book_other (m, act, "gate", reply);
  return true;
}

static bool
do_park (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  if (!fo_work_park (m->store, act, any_order (m), 0, reply, error))
    return false;
  model_book_other (m, act, "park", reply);
  return true;
}

typedef struct {
  FoId order;
  bool of_kit; /* the kit's line, if it has one; else the first */
  FoLine line;
} LineLook;

static FoTxnEnd
look_line (FoTxn *txn, gpointer data, GError **error)
{
  LineLook *look = data;
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  if (!fo_lines_of_order (txn, look->order, lines, error))
    return FO_TXN_FAIL;
  look->line = g_array_index (lines, FoLine, 0);
  for (guint i = 0; look->of_kit && i < lines->len; i++)
    if (!g_array_index (lines, FoLine, i).goods)
      look->line = g_array_index (lines, FoLine, i);
  return FO_TXN_COMMIT;
}

/* Sales changes its mind about how much. */
static bool
do_change_line (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  LineLook look = { .order = any_order (m), .of_kit = once_in (m, 3) };
  FoApplyLine what = { .remote_id = NULL };

  if (!fo_store_read (m->store, look_line, &look, error))
    return false;
  what.line = look.line;
  what.line.ordered_u = look.line.shipped_u + few (m);
  what.line.cancelled_u = once_in (m, 5) ? FO_ONE : 0;
  if (!fo_work_apply_line (m->store, act, &what, reply, error))
    return false;
  model_book_other (m, act, "line", reply);
  return true;
}

static bool
do_morning (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  bool done = fo_work_morning (m->store, act, reply, error);

  m->night = m->night && !done;
  if (done)
    model_book_other (m, act, "morning", reply);
  return done;
}

/* A day passes; the morning's run follows, but others may be faster. */
static bool
do_sleep (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  fo_store_set_today (m->store, m->today += 1 + up_to (m, 3));
  m->night = true;
  return once_in (m, 3) || do_morning (m, act, reply, error);
}

static const struct {
  const char *name;
  Operate operate;
  gint32 share;
} kinds[] = {
  { "receive", do_receive, 14 },  { "promise", do_promise, 18 }, { "release", do_release, 12 },
  { "pick", do_pick, 20 },        { "short", do_short, 3 },      { "ship", do_ship, 10 },
  { "undo", do_undo, 3 },         { "block", do_block, 3 },      { "carry", do_carry, 5 },
  { "find", do_find, 1 },         { "gate", do_gate, 2 },        { "park", do_park, 2 },
  { "line", do_change_line, 12 }, { "morning", do_morning, 4 },  { "sleep", do_sleep, 3 },
  { "count", model_do_count, 8 }, { "write-off", model_do_write_off, 2 },
  { "return", model_do_return, 5 }, { "decide", model_do_decide, 3 },
  { "relabel", model_do_relabel, 3 }, { "recall", model_do_recall, 1 },
  { "transfer", model_do_transfer, 3 }, { "pin", model_do_pin, 8 },
  { "unpin", model_do_unpin, 2 }, { "preempt", model_do_preempt, 2 },
  { "call-off", model_do_call_off, 2 }, { "put-back", model_do_put_back, 10 },
  { "approve", model_do_approve, 2 }, { "refuse-lot", model_do_refuse, 2 },
  { "arrive", model_do_arrive, 6 }, { "shut", model_do_shut, 4 },
  { "carton-open", model_do_carton_open, 3 }, { "pack", model_do_pack, 14 },
  { "unpack", model_do_unpack, 4 }, { "carton-close", model_do_carton_close, 8 },
  { "carton-weigh", model_do_carton_weigh, 2 }, { "carton-reopen", model_do_carton_reopen, 2 },
  { "carton-cancel", model_do_carton_cancel, 2 }, { "load", model_do_load, 3 },
  { "ship-part", do_ship_part, 5 }, { "packing", model_do_packing, 1 },
  { "wave", model_do_wave, 4 }, { "wave-pick", model_do_wave_pick, 6 },
  { "wave-slot", model_do_wave_slot, 6 }, { "wave-carton", model_do_wave_carton, 2 },
};

guint
model_n_kinds (void)
{
  return G_N_ELEMENTS (kinds);
}

const char *
model_kind_name (guint kind)
{
  return kinds[kind].name;
}

static guint
any_kind (Model *m)
{
  gint32 all = 0, at;
  guint kind = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    all += kinds[i].share;
  for (at = up_to (m, all); at >= kinds[kind].share; kind++)
    at -= kinds[kind].share;
  return kind;
}

static FoTxnEnd
learn_lots (FoTxn *txn, gpointer data, GError **error)
{
  Model *m = data;

  g_array_set_size (m->lots, 0);
  for (guint i = 0; i < MODEL_ITEMS; i++)
    if (!fo_lots_of_item (txn, m->items[i], m->lots, error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

/* The same request again is the same answer, whatever else it would be this time, and nothing happens: what is judged afterwards
 * sees to that. */
static void
ask_again (Model *m, const FoAct *act, const FoReply *first)
{
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  const FoAct again = { .operation = fo_store_next_id (m->store, &error),
                        .request = act->request,
                        .content = act->content,
                        .station = act->station,
                        .person = "" };

  if (!again.operation || !fo_work_promise (m->store, &again, m->orders[0], &reply, &error))
    model_trouble (m, "asking again failed: %s", error->message);
  else if (reply.operation != first->operation || reply.verdict != first->verdict)
    model_trouble (m, "asked again: %s instead of %s", fo_verdict_name (reply.verdict),
                   fo_verdict_name (first->verdict));
}

guint
model_step (Model *m)
{
  guint kind = any_kind (m);
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  char station[2] = { kinds[kind].operate == model_do_count ? '9' : (char) ('1' + up_to (m, 2)), '\0' };
  g_autofree char *request = once_in (m, 4) ? g_strdup_printf ("r-%u", ++m->requests) : NULL;
  const FoAct act = { .operation = fo_store_next_id (m->store, &error),
                      .request = request,
                      .content = "once",
                      .station = station,
                      .person = "" };

  if (!act.operation || !kinds[kind].operate (m, &act, &reply, &error))
    model_trouble (m, "%s failed: %s", kinds[kind].name, error ? error->message : "?");
  m->effects[kind] += reply.operation != 0;
  if (g_getenv ("FO_MODEL")) {
    g_autofree char *json = fo_reply_to_json (&reply);
    g_print ("# day %d, station %s: %s %s\n", (int) m->today, station, kinds[kind].name, json);
  }
  if (request && reply.operation && !m->trouble)
    ask_again (m, &act, &reply);
  if (!fo_store_read (m->store, learn_lots, m, &error))
    model_trouble (m, "lots: %s", error->message);
  return kind;
}

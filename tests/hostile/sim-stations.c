/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people do at the stations: mostly sensible. A scan is in the journal before anything is done, so that after a death it is
 * asked for by its operation, and scanned again under the same request where nothing came of it. */
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "firstout/work/leaving.h"
#include "firstout/work/returns.h"
#include "sim.h"
#include <string.h>

/* ---- what is in the house ------------------------------------------------------------------------------------------ */

typedef struct {
  Sim *sim;
  FoOrder order; /* id 0: none yet */
  FoItem item;
  FoSupply supply; /* of the item; id 0: none */
  GArray *holds;   /* FoHold, of the order */
  GArray *lots;    /* FoLot, of the item */
} House;

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  House *h = data;
  char id[16];

  g_array_set_size (h->holds, 0);
  g_array_set_size (h->lots, 0);
  if (h->order.remote_id[0] && fo_order_find_by_remote (txn, h->order.remote_id, &h->order, error) == FO_FAILED)
    return FO_TXN_FAIL;
  if (h->order.id && !fo_holds_of_order (txn, h->order.id, h->holds, error))
    return FO_TXN_FAIL;
  if (fo_item_find_by_remote (txn, h->item.code, &h->item, error) == FO_FAILED
      || (h->item.id && !fo_lots_of_item (txn, h->item.id, h->lots, error)))
    return FO_TXN_FAIL;
  g_snprintf (id, sizeof id, "s%d", h->supply.tolerance_percent);
  return fo_supply_find_by_remote (txn, id, &h->supply, error) == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static const FoHold *
any_hold (const House *h, bool picked)
{
  gint32 at = h->holds->len ? sim_up_to (h->sim, (gint32) h->holds->len) : 0;

  for (guint i = 0; i < h->holds->len; i++) {
    const FoHold *hold = &g_array_index (h->holds, FoHold, ((guint) at + i) % h->holds->len);
    if (hold->picked == picked)
      return hold;
  }
  return NULL;
}

/* What an order must have for the work that is next. */
typedef enum { NEEDS_NOTHING, NEEDS_ORDER, NEEDS_TO_PICK, NEEDS_PICKED } Needs;

static bool
has_it (const House *h, Needs needs)
{
  switch (needs) {
  case NEEDS_NOTHING:
    return true;
  case NEEDS_ORDER:
    return h->order.id && h->order.state != FO_ORDER_ALL_SHIPPED && h->order.state != FO_ORDER_IS_CANCELLED;
  case NEEDS_TO_PICK:
    return any_hold (h, false) != NULL;
  case NEEDS_PICKED:
    return any_hold (h, true) != NULL && (!any_hold (h, false) || sim_once_in (h->sim, 3));
  }
  g_assert_not_reached ();
}

/* Any item and supply, and mostly an order that the work can be done for; some people do it for another one. */
static bool
look_around (House *h, Needs needs, GError **error)
{
  Sim *sim = h->sim;

  for (guint tries = 0; tries < 10; tries++) {
    h->order = (FoOrder){ 0 };
    h->item = (FoItem){ 0 };
    h->supply = (FoSupply){ .tolerance_percent = sim_up_to (sim, SIM_SUPPLIES) };
    g_snprintf (h->order.remote_id, sizeof h->order.remote_id, "o%d", sim_up_to (sim, SIM_ORDERS));
    g_snprintf (h->item.code, sizeof h->item.code, "i%d", sim_up_to (sim, SIM_ITEMS));
    if (!fo_store_read (sim->store, look, h, error))
      return false;
    if (has_it (h, needs))
      break;
  }
  return true;
}

static FoQuantity
few (Sim *sim)
{
  return (1 + sim_up_to (sim, 5)) * FO_ONE;
}

static FoId
any_lot (const House *h)
{
  return h->lots->len ? g_array_index (h->lots, FoLot, sim_up_to (h->sim, (gint32) h->lots->len)).id : 0;
}

static FoDay
today (const Sim *sim)
{
  return fo_store_today (sim->store);
}

/* ---- what is done -------------------------------------------------------------------------------------------------- */

typedef bool (*Do) (House *h, const FoAct *act, FoReply *reply, GError **error);

/* Each receipt has a lot of its own: so it can be seen whether it was done once. */
static bool
do_receive (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  Sim *sim = h->sim;
  char number[16];
  FoReceive what = { .kind = FO_MOVE_RECEIPT,
                     .item = h->item.id,
                     .lot = number,
                     .produced_on = FO_DAY_NONE,
                     .expires_on = h->item.has_expiry ? today (sim) + 1 + sim_up_to (sim, 30) : FO_DAY_NONE,
                     .quantity_u = few (sim),
                     .place = sim->places[sim_once_in (sim, 2) ? FO_PLACE_DOCK : FO_PLACE_BIN],
                     .confirmed = true };

  if (!h->item.id)
    return true;
  g_snprintf (number, sizeof number, "L%04u", sim->numbers++);
  if (h->supply.id && h->supply.item_id == h->item.id)
    what.supply = h->supply.id;
  return fo_work_receive (sim->store, act, &what, reply, error);
}

static bool
do_promise (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  return !h->order.id || fo_work_promise (h->sim->store, act, h->order.id, reply, error);
}

static bool
do_release (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  return !h->order.id || fo_work_release (h->sim->store, act, h->order.id, reply, error);
}

static bool
do_pick (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  Sim *sim = h->sim;
  const FoHold *hold = any_hold (h, false);
  FoPickAct what = { .order = h->order.id, .reason = sim_once_in (sim, 3) ? "nearer" : NULL };

  if (!hold)
    return true;
  what.lot = sim_once_in (sim, 8) ? any_lot (h) : hold->lot_id;
  what.quantity_u = sim_once_in (sim, 4) ? few (sim) : hold->quantity_u;
  return !what.lot || fo_work_pick (sim->store, act, &what, reply, error);
}

static bool
do_short (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  const FoHold *hold = any_hold (h, false);

  return !hold
         || fo_work_short (h->sim->store, act, h->order.id, hold->lot_id, hold->place_id, "not-found", reply, error);
}

/* What sales has stopped must not leave; that is judged by what stood in the store right before. */
static bool
do_ship (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  Sim *sim = h->sim;

  if (!h->order.id)
    return true;
  if (!fo_work_ship (sim->store, act, h->order.id, reply, error))
    return false;
  if (reply->operation == act->operation) {
    sim->counts->shipments++;
    if (h->order.gate == FO_GATE_CLOSED || h->order.cancel_asked)
      sim_trouble (sim, "order %s left, which is %s", h->order.remote_id,
                   h->order.cancel_asked ? "called off" : "not paid");
  }
  return true;
}

static bool
do_undo (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_undo (h->sim->store, act, 0, reply, error);
}

static bool
do_block (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  FoBlock what = { .lot = any_lot (h), .state = FO_LOT_STATE_FREE, .reason = "looked at" };

  if (sim_once_in (h->sim, 3))
    what.state = FO_LOT_STATE_BLOCKED;
  return !what.lot || fo_work_block (h->sim->store, act, &what, reply, error);
}

static bool
do_write_off (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  FoWriteOff what = { .lot = any_lot (h), .quantity_u = FO_ONE, .reason = "damaged" };

  what.from = h->sim->places[sim_once_in (h->sim, 2) ? FO_PLACE_DOCK : FO_PLACE_BIN];
  return !what.lot || fo_work_write_off (h->sim->store, act, &what, reply, error);
}

static bool
do_move (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  FoCarry what = { .kind = FO_MOVE_PUT_AWAY,
                   .lot = any_lot (h),
                   .from = h->sim->places[FO_PLACE_DOCK],
                   .to = h->sim->places[FO_PLACE_BIN] };

  return !what.lot || fo_work_carry (h->sim->store, act, &what, reply, error);
}

static bool
do_put_back (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  const FoHold *hold = any_hold (h, true);
  FoPutBack what = { .from = h->sim->places[FO_PLACE_BENCH], .to = h->sim->places[FO_PLACE_DOCK] };

  if (!hold)
    return true;
  what.lot = hold->lot_id;
  return fo_work_put_back (h->sim->store, act, &what, reply, error);
}

static bool
do_find (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  const FoFind what = {
    .lot = any_lot (h), .place = h->sim->places[FO_PLACE_BIN], .quantity_u = FO_ONE
  };

  return !what.lot || fo_work_find (h->sim->store, act, &what, reply, error);
}

static bool
do_return (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  const FoReturn what = {
    .lot = any_lot (h), .order = h->order.id, .expires_on = FO_DAY_NONE, .quantity_u = FO_ONE, .reason = "damaged"
  };

  return !what.lot || fo_work_return (h->sim->store, act, &what, reply, error);
}

static bool
do_morning (House *h, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_morning (h->sim->store, act, reply, error);
}

static const struct {
  const char *name;
  Do act;
  Needs needs;
  gint32 share;
} kinds[] = {
  { "receive", do_receive, NEEDS_NOTHING, 20 },    { "promise", do_promise, NEEDS_ORDER, 5 },
  { "release", do_release, NEEDS_ORDER, 16 },      { "pick", do_pick, NEEDS_TO_PICK, 30 },
  { "short", do_short, NEEDS_TO_PICK, 2 },         { "ship", do_ship, NEEDS_PICKED, 16 },
  { "undo", do_undo, NEEDS_NOTHING, 4 },           { "block", do_block, NEEDS_NOTHING, 3 },
  { "write-off", do_write_off, NEEDS_NOTHING, 2 }, { "move", do_move, NEEDS_NOTHING, 3 },
  { "put-back", do_put_back, NEEDS_PICKED, 3 },    { "find", do_find, NEEDS_NOTHING, 1 },
  { "return", do_return, NEEDS_NOTHING, 3 },       { "morning", do_morning, NEEDS_NOTHING, 1 },
};

static guint
any_kind (Sim *sim)
{
  gint32 all = 0, at;
  guint kind = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    all += kinds[i].share;
  for (at = sim_up_to (sim, all); at >= kinds[kind].share; kind++)
    at -= kinds[kind].share;
  return kind;
}

/* ---- one scan ------------------------------------------------------------------------------------------------------ */

static void
answered (Sim *sim, const FoReply *reply)
{
  FoId *operation;

  if (!reply->operation)
    return;
  operation = g_new (FoId, 1);
  *operation = reply->operation;
  g_ptr_array_add (sim->answered, operation);
  sim->counts->effects++;
}

/* The same request again is the same answer, whatever else it would be this time. */
static void
ask_again (Sim *sim, const FoAct *act, const FoReply *first)
{
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct again = *act;

  again.operation = fo_store_next_id (sim->store, &error);
  if (!again.operation || !fo_work_morning (sim->store, &again, &reply, &error)) {
    if (!sim->died_unseen)
      sim_trouble (sim, "asking again failed: %s", error->message);
    sim_die (sim, "because its disk fails");
  } else if (reply.operation != first->operation || reply.verdict != first->verdict)
    sim_trouble (sim, "asked again: %s instead of %s", fo_verdict_name (reply.verdict),
                 fo_verdict_name (first->verdict));
}

/* Nobody knows whether it was done, until the machine is up again. */
static void
not_answered (Sim *sim, SimScan *scan, const FoAct *act, guint kind, const GError *error)
{
  if (!sim->died_unseen && !sim->dead)
    sim_trouble (sim, "%s failed: %s", kinds[kind].name, error->message);
  scan->operation = act->operation;
  scan->kind = kind;
  scan->request = g_strdup (act->request);
  sim_tell (sim, "station %s: %s is not answered: %s", act->station, kinds[kind].name, error->message);
  sim_die (sim, "because its disk fails");
}

static void
work (Sim *sim, guint station, guint kind, const char *request)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold)),
                     lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  House house = { .sim = sim, .holds = holds, .lots = lots };
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  char name[2] = { (char) ('1' + station), '\0' };
  FoAct act = { .request = request, .content = kinds[kind].name, .station = name, .person = "" };

  if (!look_around (&house, kinds[kind].needs, &error)) {
    not_answered (sim, &sim->scans[station], &act, kind, error);
    return;
  }
  if (house.order.taken_by[0] && !sim_once_in (sim, 10)) /* mostly who has begun with it goes on */
    station = (guint) ((name[0] = house.order.taken_by[0]) - '1');
  act.operation = fo_store_next_id (sim->store, &error);
  if (!act.operation || !kinds[kind].act (&house, &act, &reply, &error)) {
    not_answered (sim, &sim->scans[station], &act, kind, error);
    return;
  }
  answered (sim, &reply);
  sim_tell (sim, "station %s: %s of %s, %s: %s%s", name, kinds[kind].name, house.order.remote_id, house.item.code,
            fo_verdict_name (reply.verdict), reply.operation ? "" : ", nothing changed");
  if (request && reply.operation && sim_once_in (sim, 6))
    ask_again (sim, &act, &reply);
}

void
sim_station_works (Sim *sim)
{
  guint station = (guint) sim_up_to (sim, SIM_STATIONS), kind = any_kind (sim);
  g_autofree char *request = sim_once_in (sim, 4) ? NULL : g_strdup_printf ("r-%u", ++sim->requests);

  work (sim, station, kind, request);
}

/* What the journal of STATION does not know the end of. */
static void
look_up (Sim *sim, guint station)
{
  SimScan scan = sim->scans[station];
  g_autofree char *request = scan.request;
  char name[2] = { (char) ('1' + station), '\0' };
  const FoAct act = { .request = request, .content = kinds[scan.kind].name, .station = name, .person = "" };
  g_auto (FoReply) reply = { 0 };
  bool done = false;
  g_autoptr (GError) error = NULL;

  sim->scans[station] = (SimScan){ NULL };
  if (!scan.operation)
    return;
  if (!fo_store_settle (sim->store, scan.operation, &done, &error)
      || (done && fo_act_recall (sim->store, scan.operation, &reply, &error) != FO_FOUND))
    sim_trouble (sim, "station %s cannot find out: %s", name, error ? error->message : "it was there just now");
  sim_tell (sim, "station %s: %s was %s", name, kinds[scan.kind].name, done ? "done" : "not done");
  if (done)
    answered (sim, &reply);
  if (!request || sim->trouble || sim_once_in (sim, 2))
    return;
  sim->counts->scans_again++;
  if (done)
    ask_again (sim, &act, &reply);
  else
    work (sim, station, scan.kind, request);
}

void
sim_stations_wake (Sim *sim)
{
  for (guint station = 0; station < SIM_STATIONS; station++)
    look_up (sim, station);
}

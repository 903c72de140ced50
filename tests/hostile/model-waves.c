/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-waves.h"

#include "firstout/work/wave.h"
#include "model-book-inside.h"
#include "model-cartons-inside.h"
#include "model-dice.h"

#include <string.h>

#define WAVE_MOST 4

typedef struct {
  FoId order;
  char station[4];
  guint slot;
  FoId place, carton; /* whose label it has; 0, 0: it is only a number */
} Slot;

struct ModelWaves {
  GArray *slots; /* Slot: an order has one at most */
};

ModelWaves *
model_waves_new (void)
{
  ModelWaves *waves = g_new0 (ModelWaves, 1);

  waves->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  return waves;
}

void
model_waves_free (ModelWaves *waves)
{
  g_array_unref (waves->slots);
  g_free (waves);
}

/* ---- what the store says ----------------------------------------------------------------------------------------- */

typedef struct {
  Model *m;
  const char *station;
  FoOrder orders[MODEL_ORDERS];
  GArray *said; /* FoWaveOrder */
} Look;

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  g_array_set_size (l->said, 0);
  for (guint i = 0; i < l->m->n_orders; i++)
    if (fo_order_find (txn, l->m->orders[i], &l->orders[i], error) != FO_FOUND)
      return FO_TXN_FAIL;
  return fo_wave_orders (txn, l->station, l->said, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
look_clear (Look *l)
{
  g_clear_pointer (&l->said, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static bool
look_at (Model *m, const char *station, Look *ret, GError **error)
{
  *ret = (Look){ .m = m, .station = station, .said = g_array_new (FALSE, FALSE, sizeof (FoWaveOrder)) };
  return fo_store_read (m->store, look, ret, error);
}

/* ---- the slots --------------------------------------------------------------------------------------------------- */

static Slot *
slot_of (const Model *m, FoId order)
{
  for (guint i = 0; i < m->waves->slots->len; i++)
    if (g_array_index (m->waves->slots, Slot, i).order == order)
      return &g_array_index (m->waves->slots, Slot, i);
  return NULL;
}

/* Is it still its station's? Not what was parked, taken over, shipped or called off since. */
static bool
goes_on (const Look *l, const Slot *slot)
{
  const FoOrder *order = &l->orders[model_index_of (l->m->orders, l->m->n_orders, slot->order)];

  return g_str_equal (order->taken_by, slot->station) && !order->parked_at && order->state != FO_ORDER_ALL_SHIPPED
         && order->state != FO_ORDER_IS_CANCELLED;
}

static const FoWaveOrder *
said_of (const Look *l, FoId order)
{
  for (guint i = 0; i < l->said->len; i++)
    if (g_array_index (l->said, FoWaveOrder, i).order == order)
      return &g_array_index (l->said, FoWaveOrder, i);
  return NULL;
}

/* One of the station's wave; NULL: it has none. */
static Slot *
any_slot (Model *m, const Look *l)
{
  guint n = m->waves->slots->len, at = n ? (guint) up_to (m, (gint32) n) : 0;

  for (guint i = 0; i < n; i++) {
    Slot *slot = &g_array_index (m->waves->slots, Slot, (at + i) % n);
    if (g_str_equal (slot->station, l->station) && goes_on (l, slot))
      return slot;
  }
  return NULL;
}

static void
judge_verdict (Model *m, const char *what, FoVerdict must, const FoReply *reply)
{
  if (reply->verdict != must)
    model_trouble (m, "%s: %s instead of %s", what, fo_verdict_name (reply->verdict), fo_verdict_name (must));
}

/* ---- it begins --------------------------------------------------------------------------------------------------- */

static FoVerdict
judge_order (const FoOrder *order, const char *station)
{
  if (order->state != FO_ORDER_PICKING && order->state != FO_ORDER_PICKED)
    return FO_ORDER_NOT_RELEASED;
  return g_str_equal (order->taken_by, station) ? FO_OK : FO_ORDER_TAKEN;
}

static void
begin (Model *m, const char *station, const FoId *orders, guint n)
{
  for (guint i = m->waves->slots->len; i > 0; i--)
    if (g_str_equal (g_array_index (m->waves->slots, Slot, i - 1).station, station))
      g_array_remove_index (m->waves->slots, i - 1);
  for (guint i = 0; i < n; i++) {
    Slot fresh = { .order = orders[i], .slot = i + 1 }, *known = slot_of (m, orders[i]);

    g_strlcpy (fresh.station, station, sizeof fresh.station);
    if (known)
      *known = fresh;
    else
      g_array_append_val (m->waves->slots, fresh);
  }
}

bool
model_do_wave (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  guint n = 0, at = (guint) up_to (m, (gint32) m->n_orders),
        most = once_in (m, 10) ? 0 : 1 + (guint) up_to (m, WAVE_MOST);
  FoId orders[WAVE_MOST];
  FoVerdict must = FO_OK;
  g_auto (Look) l = { 0 };

  if (!look_at (m, act->station, &l, error))
    return false;
  for (guint i = 0; i < m->n_orders && n < most; i++) {
    const FoOrder *order = &l.orders[(at + i) % m->n_orders];
    FoVerdict verdict = judge_order (order, act->station);

    if (verdict != FO_OK && !once_in (m, 20))
      continue;
    orders[n++] = order->id;
    must = must == FO_OK ? verdict : must;
  }
  if (!fo_work_wave (m->store, act, orders, n, reply, error))
    return false;
  judge_verdict (m, "wave", n ? must : FO_NOTHING_OPEN, reply);
  model_book_other (m, act, "wave", reply);
  if (reply->operation)
    begin (m, act->station, orders, n);
  return true;
}

/* ---- picked and put into its slot -------------------------------------------------------------------------------- */

/* Nothing else is taken before what is in the hand lies in its slot. */
bool
model_do_wave_pick (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  g_auto (Look) l = { 0 }, after = { 0 };
  FoPickAct what = { .waits = true, .reason = "nearer" };
  const FoWaveOrder *said;
  const Slot *slot;

  if (!look_at (m, act->station, &l, error))
    return false;
  slot = any_slot (m, &l);
  said = slot ? said_of (&l, slot->order) : NULL;
  if (!said || said->waiting_u || !model_holds (m, slot->order, holds))
    return true;
  for (guint i = 0; i < holds->len && !what.lot; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    what.lot = hold->picked ? 0 : hold->lot_id;
    what.quantity_u = once_in (m, 2) ? FO_ONE : hold->quantity_u;
  }
  what.order = slot->order;
  if (!what.lot)
    return true;
  if (!fo_work_pick (m->store, act, &what, reply, error) || !look_at (m, act->station, &after, error))
    return false;
  model_book_pick (m, act, &what, reply);
  said = said_of (&after, what.order);
  if (reply->operation && (!said || said->waiting_lot != what.lot || said->waiting_u != what.quantity_u))
    model_trouble (m, "what was picked does not wait for its slot");
  return true;
}

/* Whose label it is, when it is one of a slot that somebody fills: 0 nobody's. */
static FoId
whose (const Model *m, const Look *l, const FoWaveSlot *what)
{
  for (guint i = 0; i < m->waves->slots->len; i++) {
    const Slot *slot = &g_array_index (m->waves->slots, Slot, i);
    if (goes_on (l, slot) && (what->place ? slot->place == what->place : slot->carton == what->carton))
      return slot->order;
  }
  return 0;
}

static const Box *
box_of (const Model *m, FoId carton)
{
  for (guint i = 0; i < m->cartons->boxes->len; i++)
    if (((const Box *) m->cartons->boxes->pdata[i])->id == carton)
      return m->cartons->boxes->pdata[i];
  return NULL;
}

static FoVerdict
judge_label (const Model *m, const Look *l, const Slot *mine, const FoWaveSlot *what)
{
  const Box *box = what->carton ? box_of (m, what->carton) : NULL;

  if (!mine || !goes_on (l, mine))
    return FO_ORDER_NOT_RELEASED;
  if (what->place && model_zone_of (m, what->place) != BENCH)
    return FO_MOVEMENT_FORBIDDEN;
  if (box && m->orders[box->order] != what->order)
    return FO_SLOT_WRONG;
  if (what->place ? mine->place == what->place : mine->carton == what->carton)
    return FO_OK;
  return whose (m, l, what) || (what->place && (mine->place || mine->carton)) ? FO_SLOT_WRONG : FO_OK;
}

/* What waits goes into the carton. */
static FoVerdict
judge_pack (Model *m, const Look *l, const FoWaveSlot *what, const FoWaveOrder *said)
{
  guint order = model_index_of (m->orders, m->n_orders, what->order);
  FoQuantity left_u =
      model_book_lot (m, said->waiting_lot)->benched_u[order] - model_packed_u (m, order, said->waiting_lot);
  const Box *box = box_of (m, what->carton);

  if (l->orders[order].cancel_asked)
    return FO_ORDER_CANCELLED;
  if (l->orders[order].packing == FO_PACKING_OFF)
    return FO_NO_PACKING_HERE;
  if (left_u < said->waiting_u)
    return left_u ? FO_MORE_THAN_PICKED : FO_LINE_COMPLETE;
  if (box->state == FO_CARTON_IS_OPEN)
    return FO_OK;
  return box->state == FO_CARTON_IS_CLOSED ? FO_CARTON_CLOSED : FO_CARTON_GONE;
}

/* A cart's compartment, or a carton, mostly of this order. */
static void
choose_label (Model *m, guint order, FoWaveSlot *ret)
{
  guint n = m->cartons->boxes->len, at = n ? (guint) up_to (m, (gint32) n) : 0;

  if (once_in (m, 4))
    ret->place = once_in (m, 6) ? m->places[FO_PLACE_BIN] : m->places[FO_PLACE_BENCH];
  for (guint i = 0; i < n && !ret->place && !ret->carton; i++) {
    const Box *box = m->cartons->boxes->pdata[(at + i) % n];
    if (box->order == order || once_in (m, 20))
      ret->carton = box->id;
  }
}

static void
book_slot (Model *m, const FoAct *act, Slot *mine, const FoWaveSlot *what, const FoWaveOrder *said)
{
  mine->place = what->place;
  mine->carton = what->carton;
  if (what->packs && said->waiting_u)
    model_box_move (m, act->operation, (Box *) box_of (m, what->carton), said->waiting_lot, said->waiting_u);
}

bool
model_do_wave_slot (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_auto (Look) l = { 0 };
  g_auto (OrderLook) order = { 0 };
  FoWaveSlot what = { 0 };
  const FoWaveOrder *said;
  FoVerdict must;
  Slot *mine;
  guint at;

  if (!look_at (m, act->station, &l, error))
    return false;
  mine = any_slot (m, &l);
  what.order = mine && !once_in (m, 20) ? mine->order : any_order (m);
  at = model_index_of (m->orders, m->n_orders, what.order);
  mine = slot_of (m, what.order);
  mine = mine && g_str_equal (mine->station, act->station) ? mine : NULL;
  choose_label (m, at, &what);
  if ((!what.place && !what.carton) || !model_look_order (m, at, &order, error))
    return what.place || what.carton ? false : true;
  said = said_of (&l, what.order);
  what.packs = what.carton && said && said->waiting_u;
  must = judge_label (m, &l, mine, &what);
  if (must == FO_OK && what.packs)
    must = judge_pack (m, &l, &what, said);
  if (!fo_work_wave_slot (m->store, act, &what, reply, error))
    return false;
  if (!(what.packs && !reply->operation && model_may_be_refused (m, &order, said->waiting_lot)))
    judge_verdict (m, "wave-slot", must, reply);
  model_book_other (m, act, what.packs ? "pack" : "wave-slot", reply);
  if (reply->operation)
    book_slot (m, act, mine, &what, said);
  return true;
}

bool
model_do_wave_carton (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_auto (Look) l = { 0 };
  FoVerdict must = FO_OK;
  Slot *mine;
  guint at;

  if (!look_at (m, act->station, &l, error))
    return false;
  mine = any_slot (m, &l);
  if (!mine)
    return true;
  at = model_index_of (m->orders, m->n_orders, mine->order);
  if (l.orders[at].cancel_asked)
    must = FO_ORDER_CANCELLED;
  else if (l.orders[at].packing == FO_PACKING_OFF)
    must = FO_NO_PACKING_HERE;
  if (!fo_work_wave_carton (m->store, act, mine->order, reply, error))
    return false;
  judge_verdict (m, "wave-carton", must, reply);
  model_book_other (m, act, "carton-open", reply);
  if (!reply->operation)
    return true;
  mine->carton = model_box_new (m, act, at, true, reply)->id;
  mine->place = 0;
  return true;
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

static void
compare_slot (Model *m, const Look *l, const Slot *slot)
{
  const FoWaveOrder *said = said_of (l, slot->order);
  guint order = model_index_of (m->orders, m->n_orders, slot->order);

  if (!said || said->slot != slot->slot || said->place != slot->place || said->carton != slot->carton)
    model_trouble (m, "D-%u is not in slot %u of the wave of %s, as it was put there", order, slot->slot,
                   slot->station);
  else if (said->waiting_u && said->waiting_u > model_book_lot (m, said->waiting_lot)->benched_u[order])
    model_trouble (m, "for D-%u more waits for its slot than stands on the bench", order);
}

static void
compare_station (Model *m, const char *station)
{
  g_autoptr (GError) error = NULL;
  g_auto (Look) l = { 0 };
  guint n = 0;

  if (!look_at (m, station, &l, &error)) {
    model_trouble (m, "reading failed: %s", error->message);
    return;
  }
  for (guint i = 0; i < m->waves->slots->len; i++) {
    const Slot *slot = &g_array_index (m->waves->slots, Slot, i);

    if (!g_str_equal (slot->station, station) || !goes_on (&l, slot))
      continue;
    compare_slot (m, &l, slot);
    n++;
  }
  if (n != l.said->len)
    model_trouble (m, "the wave of %s has %u orders by the plain book, %u by the store", station, n, l.said->len);
}

void
model_waves_compare (Model *m)
{
  compare_station (m, "1");
  compare_station (m, "2");
}

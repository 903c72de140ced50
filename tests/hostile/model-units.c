/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-units-inside.h"

#include "firstout/store/orders.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"

#include <string.h>

void
units_trouble (Days *d, const char *format, ...)
{
  va_list list;

  if (d->trouble)
    return;
  va_start (list, format);
  d->trouble = g_strdup_vprintf (format, list);
  va_end (list);
}

/* ---- units ------------------------------------------------------------------------------------------------------- */

Unit *
units_at (Days *d, guint i)
{
  return &g_array_index (d->units, Unit, i);
}

FoMark
units_mark (const Days *d, guint item, const char *serial)
{
  const FoItem of = { .id = d->items[item] };
  FoMark mark = { "" };

  g_assert_cmpint (fo_mark_of_serial (&of, serial, &mark), ==, FO_OK);
  return mark;
}

static void
units_scan (Days *d, Scan *scan, guint at)
{
  scan->at[scan->n] = at;
  scan->marks[scan->n++] = units_mark (d, units_at (d, at)->item, units_at (d, at)->serial);
}

static guint
fresh_unit (Days *d, guint item)
{
  Unit unit = { .item = item };

  g_snprintf (unit.serial, sizeof unit.serial, "U%u", ++d->serials);
  g_array_append_val (d->units, unit);
  return d->units->len - 1;
}

void
units_scan_fitting (Days *d, Fits fits, const Unit *like, guint n, Scan *scan)
{
  guint all = d->units->len, from = all ? (guint) up_to (d, (gint32) all) : 0;

  for (guint i = 0; i < all && scan->n < MIN (n, MARKS_MAX); i++)
    if (fits (units_at (d, (from + i) % all), like))
      units_scan (d, scan, (from + i) % all);
}

static bool
lies_there (const Unit *unit, const Unit *like)
{
  return unit->item == like->item && unit->lot == like->lot && unit->state == FO_UNIT_STOCK
         && (!like->place || unit->place == like->place);
}

static bool
has_left_shelf (const Unit *unit, const Unit *like)
{
  return unit->item == like->item && (unit->state == FO_UNIT_PICKED || unit->state == FO_UNIT_SHIPPED);
}

static bool
is_of_other_lot (const Unit *unit, const Unit *like)
{
  return unit->item == like->item && unit->state == FO_UNIT_STOCK && unit->lot != like->lot;
}

/* One of them is another one: left already, or another lot's, or nobody knows it, or nothing is scanned at all. */
static void
spoil (Days *d, const Unit *like, bool unknown_is_bad, Scan *scan)
{
  Fits other = once_in (d, 2) ? has_left_shelf : is_of_other_lot;
  Scan wrong = { .n = 0 };

  units_scan_fitting (d, other, like, 1, &wrong);
  scan->bad = true;
  if (wrong.n && once_in (d, 2)) {
    scan->marks[0] = wrong.marks[0];
  } else if (unknown_is_bad && once_in (d, 2)) {
    scan->marks[0] = units_mark (d, like->item, "NOBODY");
  } else
    scan->n = 0;
}

/* ---- operations -------------------------------------------------------------------------------------------------- */

/* Is it a word about which units were scanned? */
static bool
is_about_units (FoVerdict verdict)
{
  return verdict == FO_SERIAL_NEEDED || verdict == FO_SERIAL_KNOWN || verdict == FO_SERIAL_UNKNOWN
         || verdict == FO_MARKING_KNOWN || verdict == FO_MARKING_NEEDED || verdict == FO_MARKING_OTHER_ITEM
         || verdict == FO_NOT_ON_THIS_ORDER;
}

void
units_judge_scan (Days *d, const char *kind, const Scan *scan, const FoReply *reply)
{
  if (scan->bad && reply->operation)
    units_trouble (d, "%s was granted for units that it must not be for", kind);
  if (!scan->bad && !reply->operation && is_about_units (reply->verdict))
    units_trouble (d, "%s of the right units was refused: %s", kind, fo_verdict_name (reply->verdict));
}

Done *
units_begin (Days *d, const FoAct *act, const char *kind)
{
  Done *done = g_new0 (Done, 1);

  *done = (Done){ act->operation, kind, g_array_new (FALSE, FALSE, sizeof (Unit)) };
  g_ptr_array_add (d->done, done);
  return done;
}

static bool
is_about_cartons (const char *kind)
{
  return g_str_equal (kind, "pack") || g_str_equal (kind, "unpack");
}

Unit *
units_change (Days *d, Done *done, guint at)
{
  Unit *unit = units_at (d, at);

  g_array_append_val (done->before, *unit);
  if (!is_about_cartons (
          done->kind)) /* that a unit lies in a carton keeps nobody from undoing what was before, once it is out again */
    unit->last = done->operation;
  return unit;
}

typedef struct {
  FoId item;
  const char *number;
  FoId id;
} LotLook;

static FoTxnEnd
look_lot (FoTxn *txn, gpointer data, GError **error)
{
  LotLook *look = data;
  FoLot lot;

  if (fo_lot_find_owned (txn, look->item, look->number, "", &lot, error) != FO_FOUND)
    return FO_TXN_FAIL;
  look->id = lot.id;
  return FO_TXN_COMMIT;
}

static bool
do_receive (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  guint item = (guint) up_to (d, ITEMS), lot = (guint) up_to (d, LOTS), n = 1 + (guint) up_to (d, MARKS_MAX);
  char number[8];
  LotLook look = { d->items[item], number, 0 };
  Unit like = { .item = item };
  Scan scan = { .n = 0 };
  FoReceive what = { .kind = FO_MOVE_RECEIPT,
                     .item = d->items[item],
                     .lot = number,
                     .produced_on = FO_DAY_NONE,
                     .expires_on = d->today + 100 + (FoDay) lot,
                     .quantity_u = (FoQuantity) n * FO_ONE,
                     .place = d->places[once_in (d, 2) ? FO_PLACE_DOCK : FO_PLACE_BIN] };
  Done *done;

  g_snprintf (number, sizeof number, "L%u", lot);
  for (guint i = 0; i < n && item == ALWAYS; i++)
    units_scan (d, &scan, fresh_unit (d, item));
  if (item == ALWAYS && once_in (d, 8)) {
    spoil (d, &like, false, &scan);
  }
  what.marks = scan.marks;
  what.n_marks = scan.n;
  if (!fo_work_receive (d->store, act, &what, reply, error))
    return false;
  units_judge_scan (d, "a receipt", &scan, reply);
  if (!reply->operation)
    return true;
  done = units_begin (d, act, "receive");
  if (!fo_store_read (d->store, look_lot, &look, error))
    return false;
  for (guint i = 0; i < scan.n; i++) {
    Unit *unit = units_change (d, done, scan.at[i]);
    unit->lot = look.id;
    unit->state = FO_UNIT_STOCK;
    unit->place = what.place;
  }
  return true;
}

/* Some of a lot, with their numbers; what of the other item is carried nobody has numbers for. */
static bool
do_carry (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  Scan any = { .n = 0 }, scan = { .n = 0 };
  Unit like = { .item = ALWAYS }, *first;
  bool scraps = once_in (d, 5);
  FoCarry what = { .kind = scraps ? FO_MOVE_SCRAP : FO_MOVE_MOVE, .reason = "because" };
  Done *done;

  for (guint i = 0; i < 8 && !any.n && d->units->len; i++) {
    guint at = (guint) up_to (d, (gint32) d->units->len);
    if (units_at (d, at)->state == FO_UNIT_STOCK && units_at (d, at)->item == ALWAYS)
      units_scan (d, &any, at);
  }
  if (!any.n)
    return true;
  first = units_at (d, any.at[0]);
  like.lot = first->lot;
  like.place = first->place;
  units_scan_fitting (d, lies_there, &like, 1 + (guint) up_to (d, 2), &scan);
  what.lot = like.lot;
  what.from = like.place;
  what.to = scraps ? 0 : d->places[once_in (d, 2) ? FO_PLACE_QUARANTINE : FO_PLACE_BIN];
  what.quantity_u = (FoQuantity) scan.n * FO_ONE;
  if (once_in (d, 8) && scan.n) {
    spoil (d, &like, true, &scan);
    scan.bad = scan.n > 0; /* without any it may be all that lies there, or what has no number */
    if (!scan.n)
      return true;
  }
  what.marks = scan.marks;
  what.n_marks = scan.n;
  if (!fo_work_carry (d->store, act, &what, reply, error))
    return false;
  units_judge_scan (d, "a move", &scan, reply);
  if (!reply->operation)
    return true;
  done = units_begin (d, act, fo_move_kind_name (what.kind));
  for (guint i = 0; i < scan.n; i++) {
    Unit *unit = units_change (d, done, scan.at[i]);
    unit->state = scraps ? FO_UNIT_GONE : FO_UNIT_STOCK;
    unit->place = what.to;
  }
  return true;
}

FoId
units_any_order (Days *d)
{
  return d->orders[up_to (d, ORDERS)];
}

static bool
do_release (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  FoId order = units_any_order (d);
  FoAct first = { .operation = fo_store_next_id (d->store, error), .station = "1", .person = "" };

  if (!first.operation || !fo_work_promise (d->store, &first, order, reply, error))
    return false;
  units_begin (d, &first, "promise");
  fo_reply_clear (reply);
  *reply = (FoReply){ 0 };
  if (!fo_work_release (d->store, act, order, reply, error))
    return false;
  if (reply->operation)
    units_begin (d, act, "release");
  return true;
}

typedef struct {
  FoId order;
  GArray *holds; /* FoHold */
} HoldsLook;

static FoTxnEnd
look_holds (FoTxn *txn, gpointer data, GError **error)
{
  HoldsLook *look = data;

  g_array_set_size (look->holds, 0);
  return fo_holds_of_order (txn, look->order, look->holds, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* An order with a hold that is picked, or not; with all its holds. False: reading failed. */
static bool
find_hold (Days *d, bool picked, HoldsLook *look, const FoHold **ret_hold, GError **error)
{
  *ret_hold = NULL;
  for (guint tries = 0; tries < ORDERS && !*ret_hold; tries++) {
    look->order = units_any_order (d);
    if (!fo_store_read (d->store, look_holds, look, error))
      return false;
    for (guint i = 0; i < look->holds->len; i++)
      if (g_array_index (look->holds, FoHold, i).picked == picked)
        *ret_hold = &g_array_index (look->holds, FoHold, i);
  }
  return true;
}

static bool
do_pick (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  HoldsLook look = { 0, holds };
  const FoHold *hold;
  Scan scan = { .n = 0 };
  Unit like = { 0 };
  FoPickAct what = { .reason = "nearer" };
  guint n;
  Done *done;

  if (!find_hold (d, false, &look, &hold, error))
    return false;
  if (!hold)
    return true;
  n = MIN (MARKS_MAX, 1 + (guint) up_to (d, (gint32) (hold->quantity_u / FO_ONE)));
  like = (Unit){ .item = hold->item_id == d->items[ALWAYS] ? ALWAYS : SHIPMENT, .lot = hold->lot_id };
  like.place = hold->place_id;
  if (like.item == ALWAYS || once_in (d, 2))
    units_scan_fitting (d, lies_there, &like, n, &scan);
  while (like.item == SHIPMENT && scan.n < n)
    units_scan (d, &scan, fresh_unit (d, SHIPMENT));
  if (!scan.n)
    return true;
  what.order = look.order;
  what.lot = hold->lot_id;
  what.place = hold->place_id;
  what.quantity_u = (FoQuantity) scan.n * FO_ONE;
  if (once_in (d, 8))
    spoil (d, &like, like.item == ALWAYS, &scan);
  what.marks = scan.marks;
  what.n_marks = scan.n;
  if (!fo_work_pick (d->store, act, &what, reply, error))
    return false;
  units_judge_scan (d, "a pick", &scan, reply);
  if (!reply->operation)
    return true;
  done = units_begin (d, act, "pick");
  for (guint i = 0; i < scan.n; i++) {
    Unit *unit = units_change (d, done, scan.at[i]);
    unit->lot = what.lot;
    unit->state = FO_UNIT_PICKED;
    unit->place = d->places[FO_PLACE_BENCH];
    unit->order = what.order;
  }
  return true;
}

/* ---- undone ------------------------------------------------------------------------------------------------------ */

static Unit *
named (Days *d, const Unit *like)
{
  for (guint i = 0; i < d->units->len; i++)
    if (g_str_equal (units_at (d, i)->serial, like->serial))
      return units_at (d, i);
  g_assert_not_reached ();
}

/* One of the last; none that others have built on: of packing it is enough that the unit lies where that has left it. */
static bool
do_undo (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  guint back = 1 + (guint) up_to (d, 3);
  Done *done = d->done->len >= back ? d->done->pdata[d->done->len - back] : NULL;

  if (!done)
    return true;
  if (!fo_work_undo (d->store, act, done->operation, reply, error))
    return false;
  if (!reply->operation)
    return true;
  for (guint i = 0; i < done->before->len; i++) {
    const Unit *before = &g_array_index (done->before, Unit, i);
    Unit *unit = named (d, before);

    if (is_about_cartons (done->kind)
            ? unit->state != FO_UNIT_PICKED || (unit->carton != 0) == (before->carton != 0)
            : unit->last != done->operation || (unit->state == FO_UNIT_PICKED && unit->carton))
      units_trouble (d, "%s was undone, and since then %s was somewhere else", done->kind, unit->serial);
    if (is_about_cartons (done->kind))
      unit->carton = before->carton;
    else
      *unit = *before;
  }
  g_ptr_array_remove (d->done, done);
  return true;
}

/* ---- any of them ------------------------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  Operate operate;
  gint32 share;
} kinds[] = {
  { "receive", do_receive, 10 },          { "carry", do_carry, 8 },
  { "release", do_release, 12 },          { "pick", do_pick, 24 },
  { "pack", units_do_pack, 14 },          { "unpack", units_do_unpack, 4 },
  { "carton-close", units_do_close, 5 },  { "ship", units_do_ship, 6 },
  { "ship-part", units_do_ship_part, 5 }, { "return", units_do_return, 6 },
  { "decide", units_do_decide, 4 },       { "undo", do_undo, 8 },
};

guint
model_units_n_kinds (void)
{
  return G_N_ELEMENTS (kinds);
}

const char *
model_units_kind_name (guint kind)
{
  return kinds[kind].name;
}

static guint
any_kind (Days *d)
{
  gint32 all = 0, at;
  guint kind = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    all += kinds[i].share;
  for (at = up_to (d, all); at >= kinds[kind].share; kind++)
    at -= kinds[kind].share;
  return kind;
}

guint
units_step (Days *d, guint *effects)
{
  guint kind = any_kind (d);
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct act = { .operation = fo_store_next_id (d->store, &error), .station = "1", .person = "" };

  if (!act.operation || !kinds[kind].operate (d, &act, &reply, &error))
    units_trouble (d, "%s failed: %s", kinds[kind].name, error ? error->message : "?");
  effects[kind] += reply.operation != 0;
  if (g_getenv ("FO_MODEL")) {
    g_autofree char *json = fo_reply_to_json (&reply);
    g_print ("# units: %s %s\n", kinds[kind].name, json);
  }
  return kind;
}

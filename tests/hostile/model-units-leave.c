/* SPDX-License-Identifier: GPL-3.0-or-later
 * Units go into cartons, leave, and come back. */
#include "firstout/store/cartons.h"
#include "firstout/store/returns.h"
#include "firstout/work/deals.h"
#include "firstout/work/packing.h"
#include "firstout/work/returns.h"
#include "model-units-inside.h"

#include <string.h>

/* ---- cartons ----------------------------------------------------------------------------------------------------- */

static bool
can_be_packed (const Unit *unit, const Unit *like)
{
  return unit->state == FO_UNIT_PICKED && unit->order == like->order && !unit->carton;
}

static bool
is_in_it (const Unit *unit, const Unit *like)
{
  return unit->state == FO_UNIT_PICKED && unit->carton == like->carton;
}

typedef struct {
  FoId order;
  GArray *cartons; /* FoCarton */
} CartonsLook;

static FoTxnEnd
look_cartons (FoTxn *txn, gpointer data, GError **error)
{
  CartonsLook *look = data;

  g_array_set_size (look->cartons, 0);
  return fo_cartons_of_order (txn, look->order, look->cartons, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* The newest of ORDER in STATE; 0 none. */
static bool
find_carton (Days *d, FoId order, FoCartonState state, FoId *ret_carton, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));
  CartonsLook look = { order, cartons };

  *ret_carton = 0;
  if (!fo_store_read (d->store, look_cartons, &look, error))
    return false;
  for (guint i = 0; i < cartons->len; i++)
    if (g_array_index (cartons, FoCarton, i).state == state)
      *ret_carton = g_array_index (cartons, FoCarton, i).id;
  return true;
}

/* An order of which something is picked. */
static FoId
order_on_bench (Days *d)
{
  for (guint tries = 0; tries < 12 && d->units->len; tries++) {
    const Unit *unit = units_at (d, (guint) up_to (d, (gint32) d->units->len));
    if (unit->state == FO_UNIT_PICKED)
      return unit->order;
  }
  return units_any_order (d);
}

static bool
pack_or_unpack (Days *d, const FoAct *act, bool out, FoReply *reply, GError **error)
{
  Unit like = { .order = order_on_bench (d) };
  Scan scan = { .n = 0 }, more = { .n = 0 };
  FoPack what = { .order = like.order };
  Done *done;

  if (!find_carton (d, like.order, FO_CARTON_IS_OPEN, &like.carton, error))
    return false;
  if (out && !like.carton)
    return true;
  units_scan_fitting (d, out ? is_in_it : can_be_packed, &like, 1, &scan);
  if (!scan.n)
    return true;
  what.item = d->items[units_at (d, scan.at[0])->item];
  what.lot = units_at (d, scan.at[0])->lot;
  what.quantity_u = FO_ONE;
  if (like.carton && once_in (d, 6)) /* one that is on the other side of the carton's wall */
    units_scan_fitting (d, out ? can_be_packed : is_in_it, &like, 1, &more);
  if (more.n && units_at (d, more.at[0])->lot == what.lot) {
    scan.marks[0] = more.marks[0];
    scan.bad = true;
  }
  what.marks = scan.marks;
  what.n_marks = 1;
  if (!(out ? fo_work_unpack : fo_work_pack) (d->store, act, &what, reply, error))
    return false;
  units_judge_scan (d, out ? "unpacking" : "packing", &scan, reply);
  if (!reply->operation)
    return true;
  if (!find_carton (d, like.order, FO_CARTON_IS_OPEN, &like.carton, error))
    return false;
  done = units_begin (d, act, out ? "unpack" : "pack");
  units_change (d, done, scan.at[0])->carton = out ? 0 : like.carton;
  return true;
}

bool
units_do_pack (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  return pack_or_unpack (d, act, false, reply, error);
}

bool
units_do_unpack (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  return pack_or_unpack (d, act, true, reply, error);
}

bool
units_do_close (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  if (!fo_work_carton_close (d->store, act, order_on_bench (d), 0, 0, reply, error))
    return false;
  if (reply->operation)
    units_begin (d, act, "carton-close");
  return true;
}

/* ---- they leave, and come back ----------------------------------------------------------------------------------- */

/* With a part only what is in closed cartons leaves, if there are any. */
static bool
ship (Days *d, const FoAct *act, bool part, FoReply *reply, GError **error)
{
  FoId order = order_on_bench (d), closed = 0;
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));
  CartonsLook look = { order, cartons };
  Done *done;

  if (!fo_store_read (d->store, look_cartons, &look, error)
      || !find_carton (d, order, FO_CARTON_IS_CLOSED, &closed, error))
    return false;
  if (!(part ? fo_work_ship_part : fo_work_ship) (d->store, act, order, reply, error))
    return false;
  if (!reply->operation)
    return true;
  done = units_begin (d, act, "ship");
  for (guint i = 0; i < d->units->len; i++) {
    bool leaves = units_at (d, i)->state == FO_UNIT_PICKED && units_at (d, i)->order == order;

    for (guint k = 0; leaves && part && closed && k < cartons->len; k++) {
      const FoCarton *carton = &g_array_index (cartons, FoCarton, k);
      leaves = carton->id != units_at (d, i)->carton || carton->state == FO_CARTON_IS_CLOSED;
    }
    if (!leaves || (part && closed && !units_at (d, i)->carton))
      continue;
    units_change (d, done, i)->state = FO_UNIT_SHIPPED;
    units_at (d, i)->place = 0;
  }
  return true;
}

bool
units_do_ship (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  return ship (d, act, false, reply, error);
}

bool
units_do_ship_part (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  return ship (d, act, true, reply, error);
}

static bool
has_gone (const Unit *unit, const Unit *like)
{
  return unit->item == like->item && unit->state == FO_UNIT_SHIPPED;
}

static bool
is_here (const Unit *unit, const Unit *like)
{
  return unit->item == like->item && (unit->state == FO_UNIT_STOCK || unit->state == FO_UNIT_PICKED);
}

bool
units_do_return (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  Unit like = { .item = (guint) up_to (d, ITEMS) };
  Scan scan = { .n = 0 };
  FoReturn what = { .expires_on = FO_DAY_NONE, .quantity_u = FO_ONE, .reason = "damaged" };
  Unit *unit;

  scan.bad = once_in (d, 6);
  units_scan_fitting (d, scan.bad ? is_here : has_gone, &like, 1, &scan);
  if (!scan.n)
    return true;
  unit = units_at (d, scan.at[0]);
  what.lot = unit->lot;
  what.marks = scan.marks;
  what.n_marks = 1;
  if (!fo_work_return (d->store, act, &what, reply, error))
    return false;
  units_judge_scan (d, "a return", &scan, reply);
  if (!reply->operation)
    return true;
  unit = units_change (d, units_begin (d, act, "return"), scan.at[0]);
  unit->state = FO_UNIT_STOCK;
  unit->place = d->places[FO_PLACE_QUARANTINE];
  unit->carton = 0;
  unit->order = 0;
  unit->came_back = act->operation;
  return true;
}

static FoTxnEnd
look_returns (FoTxn *txn, gpointer rows, GError **error)
{
  g_array_set_size (rows, 0);
  return fo_returns_open (txn, 0, 20, rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
units_do_decide (Days *d, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));
  FoReturnDecide what = { .decision = once_in (d, 3) ? FO_RETURN_SCRAP : FO_RETURN_TO_STOCK, .reason = "looked at" };
  const FoReturnRow *row;
  Done *done;

  if (!fo_store_read (d->store, look_returns, rows, error))
    return false;
  if (!rows->len)
    return true;
  row = &g_array_index (rows, FoReturnRow, up_to (d, (gint32) rows->len));
  what.id = row->id;
  what.place = d->places[FO_PLACE_BIN];
  if (!fo_work_return_decide (d->store, act, &what, reply, error))
    return false;
  if (!reply->operation)
    return true;
  done = units_begin (d, act, "return-decide");
  for (guint i = 0; i < d->units->len; i++)
    if (units_at (d, i)->state == FO_UNIT_STOCK && units_at (d, i)->came_back == row->operation
        && units_at (d, i)->place == d->places[FO_PLACE_QUARANTINE]) {
      Unit *unit = units_change (d, done, i);
      unit->state = what.decision == FO_RETURN_SCRAP ? FO_UNIT_GONE : FO_UNIT_STOCK;
      unit->place = what.decision == FO_RETURN_SCRAP ? 0 : what.place;
    }
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people do in the lives of fefo-history.c. */
#include "fefo.h"

#include "firstout/store/meta.h"
#include "firstout/store/places.h"
#include "firstout/store/returns.h"
#include "firstout/work/apply.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "firstout/work/leaving.h"
#include "firstout/work/packing.h"
#include "firstout/work/returns.h"

#include <string.h>

/* ---- the house --------------------------------------------------------------------------------------------------- */

static void
furnish_item (FoTxn *txn, Life *l, guint i)
{
  FoItem item = { .id = l->items[i] = 500 + i, .unit = "шт", .tracking = FO_TRACKING_LOT, .has_expiry = true, .by_eye = true,
                  .issue = i == 1 ? FO_ISSUE_FIFO : FO_ISSUE_FEFO, .serials = i == 2 ? FO_SERIALS_SHIPMENT : FO_SERIALS_NONE,
                  .enforcement = l->careless ? FO_ENFORCE_OFF : FO_ENFORCE_WARN };

  g_snprintf (item.code, sizeof item.code, "ITEM-%u", i);
  g_strlcpy (item.name, item.code, sizeof item.name);
  fo_item_insert (txn, &item, NULL);
}

static void
furnish_order (FoTxn *txn, Life *l, guint i)
{
  FoOrder order = { .id = l->orders[i] = 700 + i, .due_on = up_to (l, 2) ? l->today + up_to (l, 12) : FO_DAY_NONE, .priority = up_to (l, 3) };

  g_snprintf (order.number, sizeof order.number, "D-%u", i);
  fo_order_insert (txn, &order, order.number);
  for (gint32 n = 0; n < 1 + up_to (l, 3); n++) {
    const FoLine line = { .id = 1000 + 10 * i + n, .order_id = order.id, .position = n + 1, .goods = true,
                          .item_id = l->items[up_to (l, ITEMS)], .ordered_u = (1 + up_to (l, 5)) * FO_ONE,
                          .min_life_days = up_to (l, 2) ? 0 : 3 + up_to (l, 9) };
    fo_line_insert (txn, &line, NULL);
  }
}

FoTxnEnd
fefo_furnish (FoTxn *txn, gpointer data, GError **error)
{
  Life *l = data;

  (void) error;
  for (int kind = 0; kind < FO_N_PLACE_KINDS; kind++) {
    FoPlace place = { .id = l->places[kind] = 10 + kind, .kind = kind == SHELF ? FO_PLACE_BIN : (FoPlaceKind) kind };
    g_strlcpy (place.code, kind == SHELF ? "shelf" : fo_place_kind_name (place.kind), sizeof place.code);
    fo_place_insert (txn, &place);
  }
  for (guint i = 0; i < ITEMS; i++)
    furnish_item (txn, l, i);
  fo_meta_set (txn, "pack", "asked");
  fo_meta_set (txn, "sscc", "4601234");
  for (guint i = 0; i < ORDERS; i++)
    furnish_order (txn, l, i);
  return FO_TXN_COMMIT;
}

/* ---- what people do ---------------------------------------------------------------------------------------------- */

typedef bool (*Step) (Life *l, const FoAct *act, FoReply *reply, GError **error);

static const FoLot *
any_lot (Life *l)
{
  return l->lots->len ? &g_array_index (l->lots, FoLot, up_to (l, (gint32) l->lots->len)) : NULL;
}

static FoId
any_shelf (Life *l)
{
  static const FoPlaceKind kinds[] = { FO_PLACE_DOCK, FO_PLACE_BIN, SHELF };

  return l->places[kinds[up_to (l, G_N_ELEMENTS (kinds))]];
}

/* What is scanned of N units, where they have numbers: nobody has seen these before. */
static guint
scan_units (Life *l, FoId item, guint n, FoMark *marks)
{
  const FoItem of = { .id = item };

  for (guint i = 0; item == l->items[2] && i < n; i++) {
    g_autofree char *serial = g_strdup_printf ("U%u", ++l->serials);
    g_assert_cmpint (fo_mark_of_serial (&of, serial, &marks[i]), ==, FO_OK);
  }
  return item == l->items[2] ? n : 0;
}

static FoId
any_order (Life *l)
{
  return l->orders[up_to (l, ORDERS)];
}

static bool
do_receive (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  char number[16];
  FoReceive what = { .kind = FO_MOVE_RECEIPT, .item = l->items[up_to (l, ITEMS)], .lot = number, .produced_on = FO_DAY_NONE,
                     .expires_on = l->today + 1 + up_to (l, 25), .quantity_u = (1 + up_to (l, 4)) * FO_ONE,
                     .place = any_shelf (l), .confirmed = true };

  g_snprintf (number, sizeof number, "%c%02u", 'A' + up_to (l, 4), l->numbers++);
  return fo_work_receive (l->store, act, &what, reply, error);
}

static bool
do_promise (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_promise (l->store, act, any_order (l), reply, error);
}

static bool
do_release (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_release (l->store, act, any_order (l), reply, error);
}

/* What is bound, or what is nearest; asked for a reason, people sometimes have one. */
static bool
do_pick (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  const Chosen *chosen = l->chosen->len ? &g_array_index (l->chosen, Chosen, up_to (l, (gint32) l->chosen->len)) : NULL;
  const FoLot *other = up_to (l, 3) ? NULL : any_lot (l);
  FoPickAct what = { .quantity_u = FO_ONE, .reason = up_to (l, 2) || l->careless ? NULL : "nearer" };
  FoMark mark = { "" };

  if (!chosen && !other)
    return true;
  what.order = chosen ? 700 + (chosen->line - 1000) / 10 : any_order (l);
  what.lot = other ? other->id : chosen->lot;
  what.marks = &mark;
  for (guint i = 0; i < l->lots->len; i++)
    if (g_array_index (l->lots, FoLot, i).id == what.lot)
      what.n_marks = scan_units (l, g_array_index (l->lots, FoLot, i).item_id, 1, &mark);
  if (what.reason)
    l->excused_lot = what.lot;
  return fo_work_pick (l->store, act, &what, reply, error);
}

static bool
do_ship (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_ship (l->store, act, any_order (l), reply, error);
}

/* What is in closed cartons, or all of it. */
static bool
do_ship_part (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_ship_part (l->store, act, any_order (l), reply, error);
}

/* Goods without numbers go into a carton as they come to hand. */
static bool
do_pack (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  const FoPack what = { .order = any_order (l), .item = l->items[up_to (l, 2)], .quantity_u = FO_ONE };

  if (up_to (l, 3) == 0)
    return fo_work_carton_close (l->store, act, what.order, 0, 0, reply, error);
  return up_to (l, 6) ? fo_work_pack (l->store, act, &what, reply, error) : fo_work_unpack (l->store, act, &what, reply, error);
}

static bool
do_shut (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  const FoBlockPlace what = { .place = l->places[SHELF], .blocked = !l->shut, .reason = "spilt" };

  if (!fo_work_block_place (l->store, act, &what, reply, error))
    return false;
  l->shut = reply->operation ? !l->shut : l->shut;
  return true;
}

static FoTxnEnd
look_returns (FoTxn *txn, gpointer rows, GError **error)
{
  g_array_set_size (rows, 0);
  return fo_returns_open (txn, 0, 20, rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* What came back lies as long as it ever did: its day and its first receipt are what they were. */
static bool
do_return (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));
  const FoLot *lot = any_lot (l);
  FoReturnDecide back = { .decision = FO_RETURN_TO_STOCK, .reason = "as new", .place = any_shelf (l) };
  FoReturn what = { .expires_on = FO_DAY_NONE, .quantity_u = FO_ONE, .reason = "not-needed", .unproved = true };

  if (!fo_store_read (l->store, look_returns, rows, error))
    return false;
  if (rows->len) {
    back.id = g_array_index (rows, FoReturnRow, 0).id;
    return fo_work_return_decide (l->store, act, &back, reply, error);
  }
  if (!lot)
    return true;
  what.lot = lot->id;
  return fo_work_return (l->store, act, &what, reply, error);
}

/* Goods go to another warehouse, and come from it with lots of their own. */
static bool
do_transfer (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  bool in = up_to (l, 2);
  char *number = in ? l->arriving : l->leaving, lot_number[16];
  const FoLot *lot = any_lot (l);
  FoTransferGoods what = { .in = in, .number = number, .lot = in || !lot ? 0 : lot->id, .item = l->items[up_to (l, ITEMS)],
                           .lot_number = lot_number, .expires_on = in ? l->today + 1 + up_to (l, 25) : FO_DAY_NONE,
                           .quantity_u = FO_ONE, .place = any_shelf (l) };

  if (!*number && in) {
    g_snprintf (number, FO_NUMBER_MAX, "N-%u", l->numbers++);
    return fo_work_transfer_in (l->store, act, number, "North", reply, error);
  }
  if (!*number) {
    if (!fo_work_transfer_out (l->store, act, "North", reply, error))
      return false;
    if (reply->operation)
      g_strlcpy (number, fo_args_get (&reply->args, "order")->text, FO_NUMBER_MAX);
    return true;
  }
  g_snprintf (lot_number, sizeof lot_number, "%c%02u", 'N' + up_to (l, 4), l->numbers++);
  return (!in && !lot) || fo_work_transfer_goods (l->store, act, &what, reply, error);
}

static bool
do_undo (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  l->excused = true;
  if (!fo_work_undo (l->store, act, 0, reply, error))
    return false;
  if (reply->operation && fo_args_get (&reply->args, "undone")) {
    const char *undone = fo_args_get (&reply->args, "undone")->text;
    if (g_str_has_suffix (undone, "block-place"))
      l->shut = !l->shut;
    if (g_str_equal (undone, "transfer-begin"))
      l->arriving[0] = l->leaving[0] = '\0';
  }
  return true;
}

static bool
do_block (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  const FoLot *lot = any_lot (l);
  FoBlock what = { .state = up_to (l, 2) ? FO_LOT_STATE_FREE : FO_LOT_STATE_BLOCKED, .reason = "looked at" };

  if (!lot)
    return true;
  what.lot = lot->id;
  return fo_work_block (l->store, act, &what, reply, error);
}

static bool
do_carry (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  static const FoPlaceKind kinds[] = { FO_PLACE_DOCK, FO_PLACE_BIN, SHELF, FO_PLACE_QUARANTINE };
  const FoLot *lot = any_lot (l);
  FoCarry what = { .kind = FO_MOVE_MOVE, .reason = "", .from = l->places[kinds[up_to (l, 4)]], .to = l->places[kinds[up_to (l, 4)]] };

  if (!lot)
    return true;
  what.lot = lot->id;
  what.quantity_u = FO_ONE;
  return fo_work_carry (l->store, act, &what, reply, error);
}

static bool
do_short (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  const Chosen *chosen = l->chosen->len ? &g_array_index (l->chosen, Chosen, up_to (l, (gint32) l->chosen->len)) : NULL;

  return !chosen
         || fo_work_short (l->store, act, 700 + (chosen->line - 1000) / 10, chosen->lot, l->places[FO_PLACE_BIN], "not-found", reply, error);
}

static bool
do_sleep (Life *l, const FoAct *act, FoReply *reply, GError **error)
{
  fo_store_set_today (l->store, l->today += 1 + up_to (l, 3));
  return fo_work_morning (l->store, act, reply, error);
}

static const struct {
  const char *name;
  Step step;
  gint32 share;
} steps[] = { { "receive", do_receive, 16 },  { "promise", do_promise, 14 },     { "release", do_release, 16 },
              { "pick", do_pick, 24 },        { "ship", do_ship, 10 },           { "undo", do_undo, 3 },
              { "block", do_block, 4 },       { "carry", do_carry, 5 },          { "short", do_short, 2 },
              { "sleep", do_sleep, 4 },       { "ship-part", do_ship_part, 4 },  { "pack", do_pack, 10 },
              { "shut", do_shut, 3 },         { "return", do_return, 6 },        { "transfer", do_transfer, 8 } };

guint
fefo_n_kinds (void)
{
  return G_N_ELEMENTS (steps);
}

const char *
fefo_kind_name (guint kind)
{
  return steps[kind].name;
}

void
fefo_step (Life *l)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct act = { .operation = fo_store_next_id (l->store, &error), .station = up_to (l, 2) ? "1" : "2", .person = "" };
  gint32 all = 0, at;
  guint i = 0;
  bool done;

  for (guint k = 0; k < G_N_ELEMENTS (steps); k++)
    all += steps[k].share;
  for (at = up_to (l, all); at >= steps[i].share; i++)
    at -= steps[i].share;
  l->excused_lot = 0;
  l->excused = false;
  done = steps[i].step (l, &act, &reply, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  l->effects[i] += reply.operation != 0;
}

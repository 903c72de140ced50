/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/shipment.h"
#include "firstout/store/reservations.h"
#include "firstout/work/deals.h"
#include "certificate.h"
#include "kits.h"
#include "marks.h"
#include "ship-cartons.h"
#include "stand-ins.h"

typedef struct {
  FoOrderWork work;
  GArray *holds;
  GArray *items;
  FoPlace customer;
  FoId shipment;
  char number[FO_NUMBER_MAX];
  bool part;
  FoShipCartons cartons;
  FoKits kits;
  GArray *leaving;   /* FoQuantity of each hold, where an order has kits; NULL: all that could leave does */
  GArray *stand_ins; /* FoStandIn; NULL: none */
  GString *lines;     /* for the reply: lines by our ids, as a release names them */
  GString *for_sales; /* the same by what sales calls them */
} Ship;

static void
ship_clear (Ship *s)
{
  fo_order_work_clear (&s->work);
  g_clear_pointer (&s->holds, g_array_unref);
  g_clear_pointer (&s->items, g_array_unref);
  fo_ship_cartons_clear (&s->cartons);
  fo_kits_clear (&s->kits);
  g_clear_pointer (&s->leaving, g_array_unref);
  g_clear_pointer (&s->stand_ins, g_array_unref);
  if (s->lines)
    g_string_free (g_steal_pointer (&s->lines), TRUE);
  if (s->for_sales)
    g_string_free (g_steal_pointer (&s->for_sales), TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ship, ship_clear)

static FoTxnEnd
find_all (FoTxn *txn, FoId order, Ship *s, FoReply *reply, GError **error)
{
  FoFound found = fo_order_work_open (txn, order, &s->work, error);
  FoVerdict verdict;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &s->work.order);
  verdict = (s->part ? fo_order_may_ship_part : fo_order_may_ship) (&s->work.order, (const FoLine *) s->work.lines->data,
                                                                    s->work.lines->len);
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  s->holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  s->items = g_array_new (FALSE, FALSE, sizeof (FoItem));
  s->lines = fo_json_new ('[');
  s->for_sales = fo_json_new ('[');
  fo_announce_items_of_order (txn, order);
  fo_announce_holds_of_order (txn, order);
  fo_announce_shipments_of_order (txn, order);
  fo_announce_place_of_kind (txn, FO_PLACE_CUSTOMER);
  s->shipment = fo_store_next_id (fo_txn_store (txn), error);
  if (!s->shipment || !fo_items_of_order (txn, order, s->items, error) || !fo_holds_of_order (txn, order, s->holds, error))
    return FO_TXN_FAIL;
  found = fo_place_of_kind (txn, FO_PLACE_CUSTOMER, &s->customer, error);
  return found == FO_FOUND ? FO_TXN_COMMIT : fo_not_found (found, reply, FO_PLACE_UNKNOWN);
}

/* Order number and how many times it has shipped: readable, and unique because the order's number is. */
static bool
number_shipment (FoTxn *txn, Ship *s, GError **error)
{
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (FoShipped));
  FoId last = 0;
  guint n = 1;

  if (!fo_shipments_of_order (txn, s->work.order.id, before, error))
    return false;
  for (guint i = 0; i < before->len; i++) {
    const FoShipped *row = &g_array_index (before, FoShipped, i);
    n += row->shipment_id != last;
    last = row->shipment_id;
  }
  g_snprintf (s->number, sizeof s->number, "%.48s-%u", s->work.order.number, n);
  return true;
}

/* Goods that leave instead of others say so. */
static void
name_original (Ship *s, const FoLine *line)
{
  const FoStandIn *stand_in = fo_stand_in_of (s->stand_ins, line->id);

  if (stand_in)
    fo_stand_in_tell (s->lines, stand_in, fo_item_of (s->items, fo_order_work_line (&s->work, stand_in->for_line)->item_id));
}

static const char *
told_as (Ship *s, const FoLine *line)
{
  const FoStandIn *stand_in = fo_stand_in_of (s->stand_ins, line->id);

  return stand_in ? fo_order_work_line (&s->work, stand_in->for_line)->remote_id : line->remote_id;
}

static FoTxnEnd
list_line (FoTxn *txn, FoId operation, Ship *s, const FoLine *line, const FoItem *item, const FoLot *lot, FoQuantity quantity_u,
           FoReply *reply, GError **error)
{
  GString *of_kit = fo_kits_leaving (&s->kits, line->id, quantity_u), *for_sales = of_kit ? of_kit : s->for_sales;
  FoTxnEnd end = FO_TXN_COMMIT;
  gsize behind_line;

  fo_json_open (s->lines, NULL, '{');
  fo_json_add_id (s->lines, "line", line->id);
  behind_line = s->lines->len;
  fo_json_add_text (s->lines, "item", item->code);
  fo_json_add_text (s->lines, "lot", lot->number);
  fo_json_add_day (s->lines, "expires_on", lot->expires_on);
  fo_json_add_quantity (s->lines, "quantity", quantity_u);
  name_original (s, line);
  if (fo_item_units_leave (item))
    end = fo_marks_ship (txn, operation, s->shipment, line->id, item, lot, quantity_u, s->cartons.only, s->lines, reply, error);
  fo_json_close (s->lines, '}');
  fo_json_open (for_sales, NULL, '{');
  fo_json_add_text (for_sales, "line", told_as (s, line));
  g_string_append (for_sales, s->lines->str + behind_line);
  return end;
}

/* No turn is taken: goods on a bench are nobody's to promise, so no decision rests on what leaves; the balance's own CHECK holds. */
static FoTxnEnd
ship_hold (FoTxn *txn, const FoActContext *context, Ship *s, guint i, FoReply *reply, GError **error)
{
  const FoHold *hold = &g_array_index (s->holds, FoHold, i);
  FoQuantity quantity_u = s->leaving ? g_array_index (s->leaving, FoQuantity, i) : fo_ship_cartons_quantity (&s->cartons, hold);
  FoLine *line = fo_order_work_line (&s->work, hold->line_id);
  FoTurn turn = { .item = hold->item_id };
  const FoItem *item = fo_item_of (s->items, hold->item_id);
  const FoLot *lot = &hold->goods;
  const FoPlace bench = { .id = hold->place_id, .kind = hold->place_kind };
  FoVerdict verdict = fo_shipment_may_leave (line, item, lot, context->day);

  if (quantity_u == 0) /* it stays */
    return FO_TXN_COMMIT;
  g_assert (hold->picked);
  if (!fo_certificate_judge (txn, line, item, lot, context->day, &verdict, reply, error)
      || !fo_line_judge_refused (txn, &s->work.order, line, lot, &verdict, error))
    return FO_TXN_FAIL;
  if (verdict != FO_OK) {
    fo_reply_item (reply, item);
    fo_reply_lot (reply, lot);
    fo_args_set_text (&reply->args, "place", hold->place);
    return fo_refuse (reply, verdict);
  }
  const FoMove move = { .kind = FO_MOVE_SHIP, .item = item, .lot = lot, .from = &bench, .to = &s->customer,
                        .quantity_u = quantity_u, .held_u = quantity_u, .held_ends = true, .line_id = line->id,
                        .reason = "" };
  fo_hold_take (txn, hold, quantity_u);
  if (!fo_move_book (txn, &turn, context->act->operation, &move, error)
      || !fo_certificate_follows (txn, s->shipment, line, item, lot, error))
    return FO_TXN_FAIL;
  fo_line_add (txn, line, 0, 0, -quantity_u, quantity_u);
  fo_shipment_line_insert (txn, s->shipment, line->id, lot->id, quantity_u, fo_item_units_leave (item));
  return list_line (txn, context->act->operation, s, line, item, lot, quantity_u, reply, error);
}

static FoTxnEnd
refuse_packed_part (FoTxn *txn, Ship *s, const FoHold *hold, FoReply *reply, GError **error)
{
  fo_ship_cartons_name (&s->cartons, hold, reply);
  return fo_kits_name_broken (txn, &s->kits, &s->work, hold->line_id, reply, error) ? fo_refuse (reply, FO_KIT_INCOMPLETE)
                                                                                    : FO_TXN_FAIL;
}

/* A kit leaves only whole: what is picked beyond that stays on the bench. Of nothing else there is no shipment. What lies in closed
 * cartons goes first, and all of it: a carton leaves as it is, or it is opened. */
static FoTxnEnd
share_out_kits (FoTxn *txn, Ship *s, FoReply *reply, GError **error)
{
  s->leaving = g_array_new (FALSE, FALSE, sizeof (FoQuantity));
  for (guint i = 0; i < s->holds->len; i++) {
    const FoHold *hold = &g_array_index (s->holds, FoHold, i);
    fo_kits_offer (&s->kits, hold->line_id, fo_ship_cartons_quantity (&s->cartons, hold));
  }
  for (guint i = 0; i < s->holds->len; i++) {
    const FoHold *hold = &g_array_index (s->holds, FoHold, i);
    FoQuantity closed_u = fo_ship_cartons_closed (&s->cartons, hold);
    FoQuantity leaving_u = fo_kits_take (&s->kits, hold->line_id, closed_u);

    if (leaving_u < closed_u)
      return refuse_packed_part (txn, s, hold, reply, error);
    g_array_append_val (s->leaving, leaving_u);
  }
  for (guint i = 0; i < s->holds->len; i++) {
    const FoHold *hold = &g_array_index (s->holds, FoHold, i);
    FoQuantity *leaving_u = &g_array_index (s->leaving, FoQuantity, i);
    *leaving_u += fo_kits_take (&s->kits, hold->line_id, fo_ship_cartons_quantity (&s->cartons, hold) - *leaving_u);
  }
  return FO_TXN_COMMIT;
}

static FoTxnEnd
offer_kits (FoTxn *txn, Ship *s, FoReply *reply, GError **error)
{
  if (!fo_kits_load (txn, &s->work, &s->kits, error) || !fo_stand_ins_load (txn, &s->work, &s->stand_ins, error))
    return FO_TXN_FAIL;
  s->cartons.stand_ins = s->stand_ins;
  return s->kits.parts ? share_out_kits (txn, s, reply, error) : FO_TXN_COMMIT;
}

static FoTxnEnd
judge_kits (FoTxn *txn, Ship *s, FoReply *reply, GError **error)
{
  if (!s->kits.parts || s->lines->len > 1)
    return FO_TXN_COMMIT;
  return fo_kits_name_broken (txn, &s->kits, &s->work, 0, reply, error) ? fo_refuse (reply, FO_KIT_INCOMPLETE) : FO_TXN_FAIL;
}

static bool
tell_sales (FoTxn *txn, const FoActContext *context, Ship *s, GError **error)
{
  const FoOrder *order = &s->work.order;
  GString *body;

  if (!order->remote_id[0])
    return true;
  if (!fo_kits_tell_shipped (txn, &s->kits, &s->work, s->for_sales, error))
    return false;
  body = fo_json_new ('{');
  fo_json_add_text (body, "shipment", s->number);
  fo_json_add_text (body, "order", order->remote_id);
  fo_json_add_text (body, "number", order->number);
  fo_json_add_text (body, "deal", order->deal);
  fo_json_add_day (body, "shipped_on", context->day);
  fo_json_close (s->for_sales, ']');
  fo_json_add_json (body, "lines", s->for_sales->str);
  if (s->cartons.told)
    fo_json_add_json (body, "cartons", s->cartons.told->str);
  return fo_tell_sales (txn, context->act->operation, "order", order->id, "shipment.create", body, error);
}

/* Goods still wait on shelves or stand on the bench: whoever picks goes on. */
static bool
work_is_left (const FoOrderWork *work)
{
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    if (line->held_u + line->picked_u > 0)
      return true;
  }
  return false;
}

static FoTxnEnd
ship_order (FoTxn *txn, FoActContext *context, FoId order, bool part, FoReply *reply, GError **error)
{
  g_auto (Ship) s = { .part = part };
  FoTxnEnd end = find_all (txn, order, &s, reply, error);

  if (end == FO_TXN_COMMIT)
    end = fo_ship_cartons_read (&s.cartons, txn, &s.work.order, part, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!number_shipment (txn, &s, error))
    return FO_TXN_FAIL;
  end = offer_kits (txn, &s, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_shipment_insert (txn, s.shipment, context->act->operation, s.work.order.id, s.number, context->day);
  for (guint i = 0; i < s.holds->len && end == FO_TXN_COMMIT; i++)
    end = ship_hold (txn, context, &s, i, reply, error);
  if (end == FO_TXN_COMMIT)
    end = judge_kits (txn, &s, reply, error);
  if (end == FO_TXN_COMMIT)
    end = fo_ship_cartons_leave (&s.cartons, txn, context->act->operation, s.shipment, &s.work, s.items, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!part || !work_is_left (&s.work)) {
    s.work.order.taken_by[0] = '\0';
    s.work.order.parked_at = 0;
  }
  s.work.reservations_changed = true; /* what was picked is shipped now: sales hears both */
  fo_reply_take_lines (reply, g_steal_pointer (&s.lines));
  if (!tell_sales (txn, context, &s, error) || !fo_order_settle (txn, context->act->operation, &s.work, false, error))
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "text", s.number);
  fo_args_set_text (&reply->args, "shipment", s.number);
  fo_args_set_text (&reply->args, "state", fo_order_state_name (s.work.order.state));
  reply->verdict = s.work.order.state == FO_ORDER_ALL_SHIPPED ? FO_COMPLETE : FO_OK;
  return FO_TXN_COMMIT;
}

static FoTxnEnd
ship (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  return ship_order (txn, context, *(const FoId *) what, false, reply, error);
}

static FoTxnEnd
ship_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  return ship_order (txn, context, *(const FoId *) what, true, reply, error);
}

bool
fo_work_ship_part (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "ship", ship_part, &order, reply, error);
}

bool
fo_work_ship (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "ship", ship, &order, reply, error);
}

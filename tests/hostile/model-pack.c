/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people do with cartons on random days: each operation, and the verdict it must end with. */
#include "firstout/work/packing.h"
#include "model-book-inside.h"
#include "model-cartons-inside.h"
#include "model-dice.h"

/* ---- which ------------------------------------------------------------------------------------------------------- */

/* What is about to be done: to a carton that is named, or to the one the station fills. */
typedef struct {
  FoId order;     /* as it is said: not always the carton's */
  Box *named;     /* NULL: none is */
  Box *meant;     /* NULL: there is none */
  OrderLook look; /* of the order the carton is of */
} Try;

static void
try_clear (Try *t)
{
  model_order_look_clear (&t->look);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Try, try_clear)

static bool
has_open (const Model *m, guint order)
{
  for (guint i = 0; i < m->cartons->boxes->len; i++) {
    const Box *box = m->cartons->boxes->pdata[i];
    if (box->order == order && box->state == FO_CARTON_IS_OPEN)
      return true;
  }
  return false;
}

/* Mostly one that something stands on the bench for, or that has an open carton. */
static guint
order_to_pack (Model *m, bool opened)
{
  guint at = any_order_index (m);

  for (guint i = 0; i < m->n_orders && !once_in (m, 10); i++)
    if (opened ? has_open (m, (at + i) % m->n_orders) : model_book_benched (m, (at + i) % m->n_orders) != 0)
      return (at + i) % m->n_orders;
  return at;
}

/* Any of the order's. */
static Box *
any_box (Model *m, guint order)
{
  guint n = m->cartons->boxes->len, at = n ? (guint) up_to (m, (gint32) n) : 0;

  for (guint i = 0; i < n; i++) {
    Box *box = m->cartons->boxes->pdata[(at + i) % n];
    if (box->order == order)
      return box;
  }
  return NULL;
}

/* The newest open one that the station opened, else the newest open one. */
static Box *
box_of_station (const Model *m, guint order, const char *station)
{
  Box *any = NULL, *own = NULL;

  for (guint i = 0; i < m->cartons->boxes->len; i++) {
    Box *box = m->cartons->boxes->pdata[i];

    if (box->order != order || box->state != FO_CARTON_IS_OPEN)
      continue;
    any = box;
    own = g_str_equal (box->station, station) ? box : own;
  }
  return own ? own : any;
}

static Box *
newest_closed (const Model *m, guint order)
{
  Box *newest = NULL;

  for (guint i = 0; i < m->cartons->boxes->len; i++) {
    Box *box = m->cartons->boxes->pdata[i];
    newest = box->order == order && box->state == FO_CARTON_IS_CLOSED ? box : newest;
  }
  return newest;
}

/* NAMES: one time in so many a carton is named. */
static bool
begin (Model *m, const FoAct *act, gint32 names, bool opened, Try *ret, GError **error)
{
  guint order = order_to_pack (m, opened);

  ret->order = m->orders[order];
  ret->named = once_in (m, names) ? any_box (m, order) : NULL;
  ret->meant = ret->named ? ret->named : box_of_station (m, order, act->station);
  if (ret->named && once_in (m, 12))
    ret->order = any_order (m);
  return model_look_order (m, order, &ret->look, error);
}

static FoId
id_of (const Box *box)
{
  return box ? box->id : 0;
}

/* What is said of every one of them. */
static FoVerdict
judge_try (const Model *m, const Try *t, bool changes)
{
  const FoOrder *order = &t->look.order;

  if (changes && (order->state == FO_ORDER_IS_CANCELLED || order->cancel_asked))
    return FO_ORDER_CANCELLED;
  if (changes && order->state == FO_ORDER_ALL_SHIPPED)
    return FO_ORDER_SHIPPED;
  if (changes && order->packing == FO_PACKING_OFF)
    return FO_NO_PACKING_HERE;
  return t->order != m->orders[t->look.at] ? FO_NOT_ON_THIS_ORDER : FO_OK;
}

static FoVerdict
judge_fill (const Box *box)
{
  if (!box)
    return FO_COMMAND_NOT_NOW;
  if (box->state == FO_CARTON_IS_OPEN)
    return FO_OK;
  return box->state == FO_CARTON_IS_CLOSED ? FO_CARTON_CLOSED : FO_CARTON_GONE;
}

/* Trouble when it did not end as it must. True when it was done. */
static bool
ended (Model *m, const FoAct *act, const char *kind, FoVerdict must, const FoReply *reply)
{
  if (reply->verdict != must)
    model_trouble (m, "%s: %s instead of %s", kind, fo_verdict_name (reply->verdict), fo_verdict_name (must));
  model_book_other (m, act, kind, reply);
  return reply->operation != 0;
}

static void
judge_left (Model *m, const char *kind, FoQuantity must_u, const FoReply *reply)
{
  const FoArg *left = fo_args_get (&reply->args, "left");

  if (!left || left->number != must_u)
    model_trouble (m, "%s: %g are left, and the answer says %g", kind, (double) must_u / FO_ONE,
                   left ? (double) left->number / FO_ONE : -1.);
}

static FoQuantity
benched_sum (const Model *m, guint order)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < MODEL_ITEMS; i++)
    sum_u += m->book->goods[order][i].picked_u;
  return sum_u;
}

/* ---- goods in, goods out ----------------------------------------------------------------------------------------- */

typedef struct {
  Try t;
  FoPack what;
  bool out;
  FoId lot;          /* the one it is about */
  FoQuantity left_u; /* behind it */
  bool perhaps;      /* a lot that this line may not take today, or may */
} PackTry;

/* Which lot is meant, when it is not said. */
static FoVerdict
find_lot (Model *m, PackTry *p)
{
  guint order = p->t.look.at, n = 0;
  bool any = false;

  for (guint i = 0; i < m->lots->len; i++) {
    const FoLot *lot = &g_array_index (m->lots, FoLot, i);
    FoQuantity benched_u = model_book_lot (m, lot->id)->benched_u[order], rest_u;

    if (lot->item_id != p->what.item || (p->what.lot && lot->id != p->what.lot) || benched_u == 0)
      continue;
    rest_u = p->out ? (p->t.meant ? model_box_holds (p->t.meant, lot->id) : 0)
                    : benched_u - model_packed_u (m, order, lot->id);
    if (rest_u > 0 || !p->lot)
      p->lot = lot->id;
    any = true;
    n += rest_u > 0;
  }
  if (!any)
    return FO_NOT_ON_THIS_ORDER;
  return n > 1 ? FO_LOT_NEEDED : FO_OK;
}

static FoVerdict
judge_in (Model *m, PackTry *p)
{
  FoQuantity picked_u = model_book_lot (m, p->lot)->benched_u[p->t.look.at];
  FoQuantity packed_u = model_packed_u (m, p->t.look.at, p->lot);

  p->left_u = picked_u - packed_u - p->what.quantity_u;
  if (packed_u == picked_u)
    return FO_LINE_COMPLETE;
  if (p->left_u < 0)
    return FO_MORE_THAN_PICKED;
  p->perhaps = model_may_be_refused (m, &p->t.look, p->lot);
  return p->t.meant ? judge_fill (p->t.meant) : FO_OK;
}

static FoVerdict
judge_out (PackTry *p)
{
  p->left_u = model_box_holds (p->t.meant, p->lot) - p->what.quantity_u;
  return p->left_u < 0 ? FO_NOT_ENOUGH : judge_fill (p->t.meant);
}

static FoVerdict
judge_pack (Model *m, PackTry *p)
{
  FoVerdict verdict = judge_try (m, &p->t, true);

  if (verdict == FO_OK && p->out && !p->t.meant)
    verdict = FO_COMMAND_NOT_NOW;
  if (verdict == FO_OK)
    verdict = find_lot (m, p);
  if (verdict != FO_OK)
    return verdict;
  return p->out ? judge_out (p) : judge_in (m, p);
}

/* Mostly something that can be packed, or taken out, of this order. */
static const FoLot *
lot_to_pack (Model *m, const PackTry *p)
{
  guint n = m->lots->len, at = n ? (guint) up_to (m, (gint32) n) : 0;

  for (guint i = 0; i < n && !once_in (m, 20); i++) {
    const FoLot *lot = &g_array_index (m->lots, FoLot, (at + i) % n);
    FoQuantity benched_u = model_book_lot (m, lot->id)->benched_u[p->t.look.at];

    if (p->out ? p->t.meant && model_box_holds (p->t.meant, lot->id) > 0
               : benched_u > model_packed_u (m, p->t.look.at, lot->id))
      return lot;
  }
  return n ? &g_array_index (m->lots, FoLot, at) : NULL;
}

static void
book_pack (Model *m, const FoAct *act, PackTry *p, const FoReply *reply)
{
  Box *box = p->t.meant ? p->t.meant : model_box_new (m, act, p->t.look.at, false, reply);

  model_box_move (m, act->operation, box, p->lot, p->out ? -p->what.quantity_u : p->what.quantity_u);
  judge_left (m, p->out ? "unpack" : "pack", p->left_u, reply);
  if (!p->out && model_must_be_refused (m, p->lot))
    model_trouble (m, "goods were packed that must not leave");
}

static bool
pack_or_unpack (Model *m, const FoAct *act, bool out, FoReply *reply, GError **error)
{
  const char *kind = out ? "unpack" : "pack";
  g_auto (Try) t = { 0 };
  PackTry p = { .out = out };
  const FoLot *lot;
  FoVerdict must;

  if (!begin (m, act, 6, out, &t, error))
    return false;
  p.t = t;
  lot = lot_to_pack (m, &p);
  if (!lot || (out && t.meant && t.meant->state > FO_CARTON_IS_CLOSED))
    return true;
  p.what = (FoPack){ .order = t.order,
                     .carton = id_of (t.named),
                     .item = lot->item_id,
                     .lot = once_in (m, 4) ? 0 : lot->id,
                     .quantity_u = once_in (m, 2) ? FO_ONE : few (m) };
  must = judge_pack (m, &p);
  if (!(out ? fo_work_unpack : fo_work_pack) (m->store, act, &p.what, reply, error))
    return false;
  if (!reply->operation && p.perhaps) /* it is the lot's fault */
    return true;
  if (ended (m, act, kind, must, reply))
    book_pack (m, act, &p, reply);
  return true;
}

bool
model_do_pack (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  return pack_or_unpack (m, act, false, reply, error);
}

bool
model_do_unpack (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  return pack_or_unpack (m, act, true, reply, error);
}

/* ---- the carton itself ------------------------------------------------------------------------------------------- */

bool
model_do_carton_open (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_auto (Try) t = { 0 };
  FoVerdict must;

  if (!begin (m, act, 1000, false, &t, error))
    return false;
  t.order = m->orders[t.look.at];
  must = judge_try (m, &t, true);
  if (must == FO_OK && benched_sum (m, t.look.at) == 0)
    must = FO_ORDER_NOT_PICKED;
  if (!fo_work_carton_open (m->store, act, t.order, "box", reply, error))
    return false;
  if (ended (m, act, "carton-open", must, reply))
    model_box_new (m, act, t.look.at, true, reply);
  return true;
}

bool
model_do_carton_close (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_auto (Try) t = { 0 };
  FoQuantity weight_u = once_in (m, 2) ? 0 : few (m), left_u = 0;
  FoVerdict must;

  if (!begin (m, act, 4, true, &t, error))
    return false;
  must = judge_try (m, &t, true);
  if (must == FO_OK)
    must = judge_fill (t.meant);
  if (must == FO_OK && model_box_sum (t.meant) == 0)
    must = FO_CARTON_EMPTY;
  if (must == FO_OK) {
    left_u = benched_sum (m, t.look.at) - model_boxes_sum (m, t.look.at, FO_CARTON_IS_CLOSED) - model_box_sum (t.meant);
    must = left_u ? FO_OK : FO_COMPLETE;
  }
  if (!fo_work_carton_close (m->store, act, t.order, id_of (t.named), weight_u, reply, error))
    return false;
  if (!ended (m, act, "carton-close", must, reply))
    return true;
  judge_left (m, "carton-close", left_u, reply);
  model_box_change (m, act->operation, t.meant, FO_CARTON_IS_CLOSED, weight_u ? weight_u : t.meant->weight_u,
                    t.meant->loaded);
  return true;
}

static bool
is_gone (const Box *box)
{
  return box->state == FO_CARTON_IS_SHIPPED || box->state == FO_CARTON_IS_CANCELLED;
}

bool
model_do_carton_weigh (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_auto (Try) t = { 0 };
  FoQuantity weight_u = once_in (m, 8) ? 0 : few (m);
  FoVerdict must;

  if (!begin (m, act, 3, once_in (m, 2), &t, error))
    return false;
  if (!t.meant)
    t.meant = newest_closed (m, t.look.at);
  must = judge_try (m, &t, true);
  if (must == FO_OK)
    must = !t.meant            ? FO_COMMAND_NOT_NOW
           : is_gone (t.meant) ? FO_CARTON_GONE
           : weight_u          ? FO_OK
                               : FO_QUANTITY_NOT_POSITIVE;
  if (!fo_work_carton_weigh (m->store, act, t.order, id_of (t.named), weight_u, reply, error))
    return false;
  if (ended (m, act, "carton-weigh", must, reply))
    model_box_change (m, act->operation, t.meant, t.meant->state, weight_u, t.meant->loaded);
  return true;
}

bool
model_do_carton_reopen (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_auto (Try) t = { 0 };
  FoVerdict must;

  if (!begin (m, act, 3, false, &t, error))
    return false;
  if (!t.named)
    t.meant = newest_closed (m, t.look.at);
  must = judge_try (m, &t, true);
  if (must == FO_OK)
    must = !t.meant ? FO_COMMAND_NOT_NOW : is_gone (t.meant) ? FO_CARTON_GONE : FO_OK;
  if (!fo_work_carton_reopen (m->store, act, t.order, id_of (t.named), reply, error))
    return false;
  if (ended (m, act, "carton-reopen", must, reply) && t.meant->state == FO_CARTON_IS_CLOSED)
    model_box_change (m, act->operation, t.meant, FO_CARTON_IS_OPEN, t.meant->weight_u, false);
  return true;
}

bool
model_do_carton_cancel (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_auto (Try) t = { 0 };
  FoVerdict must;

  if (!begin (m, act, 2, true, &t, error))
    return false;
  must = judge_try (m, &t, false);
  if (must == FO_OK)
    must = !t.meant ? FO_COMMAND_NOT_NOW : is_gone (t.meant) ? FO_CARTON_GONE : FO_OK;
  if (!fo_work_carton_cancel (m->store, act, t.order, id_of (t.named), reply, error))
    return false;
  if (!ended (m, act, "carton-cancel", must, reply))
    return true;
  for (guint i = 0; i < t.meant->contents->len; i++) {
    const Content content = g_array_index (t.meant->contents, Content, i);
    if (content.quantity_u)
      model_box_move (m, act->operation, t.meant, content.lot, -content.quantity_u);
  }
  model_box_change (m, act->operation, t.meant, FO_CARTON_IS_CANCELLED, t.meant->weight_u, false);
  return true;
}

/* Its label is scanned at the vehicle; cartons of the order that are to go there are those that are closed, or have left. */
static FoVerdict
judge_load (const Model *m, const Try *t)
{
  guint waiting = 0;

  if (t->meant->state == FO_CARTON_IS_OPEN)
    return FO_CARTON_OPEN;
  if (t->meant->state == FO_CARTON_IS_CANCELLED)
    return FO_CARTON_GONE;
  if (t->meant->loaded)
    return FO_CARTON_LOADED;
  for (guint i = 0; i < m->cartons->boxes->len; i++) {
    const Box *box = m->cartons->boxes->pdata[i];
    waiting += box->order == t->look.at && !box->loaded
               && (box->state == FO_CARTON_IS_CLOSED || box->state == FO_CARTON_IS_SHIPPED);
  }
  return waiting == 1 ? FO_COMPLETE : FO_OK;
}

bool
model_do_load (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_auto (Try) t = { 0 };
  guint order = (guint) up_to (m, (gint32) m->n_orders);
  FoVerdict must;

  for (guint i = 0; i < m->n_orders && !(t.named = any_box (m, order)); i++)
    order = (order + 1) % m->n_orders;
  if (!t.named)
    return true;
  t.meant = t.named;
  t.order = once_in (m, 8) ? any_order (m) : once_in (m, 3) ? 0 : m->orders[order];
  if (!model_look_order (m, order, &t.look, error))
    return false;
  must = t.order ? judge_try (m, &t, false) : FO_OK;
  if (must == FO_OK)
    must = judge_load (m, &t);
  if (!fo_work_carton_load (m->store, act, t.order, t.named->id, reply, error))
    return false;
  if (ended (m, act, "load", must, reply))
    model_box_change (m, act->operation, t.meant, t.meant->state, t.meant->weight_u, true);
  return true;
}

/* Orders that are open are packed so from now on; but one that has cartons goes on having them. */
static FoPacking
how_it_is_packed (const Model *m, const FoOrder *order, guint at, FoPacking packing)
{
  bool is_open = order->state != FO_ORDER_ALL_SHIPPED && order->state != FO_ORDER_IS_CANCELLED, has_any = false;

  for (guint i = 0; i < m->cartons->boxes->len; i++) {
    const Box *box = m->cartons->boxes->pdata[i];
    has_any |= box->order == at && box->state != FO_CARTON_IS_CANCELLED;
  }
  return is_open && !(packing == FO_PACKING_OFF && has_any) ? packing : order->packing;
}

bool
model_do_packing (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  FoPacking packing = (FoPacking) up_to (m, 3), must[MODEL_ORDERS];

  for (guint i = 0; i < m->n_orders; i++) {
    g_auto (OrderLook) look = { 0 };

    if (!model_look_order (m, i, &look, error))
      return false;
    must[i] = how_it_is_packed (m, &look.order, i, packing);
  }
  if (!fo_work_set_packing (m->store, act, packing, reply, error))
    return false;
  model_book_other (m, act, "set-packing", reply);
  for (guint i = 0; i < m->n_orders; i++) {
    g_auto (OrderLook) look = { 0 };

    if (!model_look_order (m, i, &look, error))
      return false;
    if (look.order.packing != must[i])
      model_trouble (m, "D-%u is packed \"%s\" instead of \"%s\"", i, fo_packing_name (look.order.packing),
                     fo_packing_name (must[i]));
  }
  return true;
}

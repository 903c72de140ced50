/* SPDX-License-Identifier: GPL-3.0-or-later
 * Still more operations: orders that are called off, approvals, lots that somebody refuses, goods from another warehouse. */
#include "model-else.h"

#include "firstout/store/transfers.h"
#include "firstout/work/apply.h"
#include "firstout/work/leaving.h"
#include "firstout/work/reserve.h"
#include "model-book.h"
#include "model-dice.h"

#include <string.h>

typedef struct {
  FoId operation, lot, from;
  FoQuantity quantity_u;
  FoId decided_by; /* 0: it waits */
  bool withdrawn;
} Request;

typedef struct {
  FoId line; /* 0: every one of CUSTOMER's */
  const char *customer;
  FoId lot;
} Refusal;

/* One that was said, or taken back with ALLOW. */
typedef struct {
  FoId operation;
  Refusal refusal;
  bool allow;
} Said;

/* A line of what arrives. */
typedef struct {
  guint item;
  char lot[16];
  FoDay expires_on;
  FoQuantity announced_u, moved_u;
} Arriving;

typedef struct {
  FoId operation;
  guint line;
  FoQuantity quantity_u;
} Step;

struct ModelElse {
  GArray *requests;  /* Request */
  GArray *refusals;  /* Refusal */
  GArray *said;      /* Said, all of them */
  FoId begun;        /* the operation that began the transfer; 0 it was announced */
  char arriving[16]; /* number of the transfer; "" none */
  guint n_arrived;
  GArray *lines; /* Arriving */
  GArray *steps; /* Step, of this transfer */
};

ModelElse *
model_else_new (void)
{
  ModelElse *other = g_new0 (ModelElse, 1);

  other->requests = g_array_new (FALSE, FALSE, sizeof (Request));
  other->refusals = g_array_new (FALSE, FALSE, sizeof (Refusal));
  other->said = g_array_new (FALSE, FALSE, sizeof (Said));
  other->lines = g_array_new (FALSE, FALSE, sizeof (Arriving));
  other->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  return other;
}

void
model_else_free (ModelElse *other)
{
  g_array_unref (other->requests);
  g_array_unref (other->refusals);
  g_array_unref (other->said);
  g_array_unref (other->lines);
  g_array_unref (other->steps);
  g_free (other);
}

static bool
is_same (const Refusal *a, const Refusal *b)
{
  return a->line == b->line && a->lot == b->lot && (a->line || g_str_equal (a->customer, b->customer));
}

static void
forget_refusal (Model *m, const Refusal *refusal)
{
  for (guint i = m->other->refusals->len; i > 0; i--)
    if (is_same (&g_array_index (m->other->refusals, Refusal, i - 1), refusal))
      g_array_remove_index (m->other->refusals, i - 1);
}

static void
note_refusal (Model *m, const Refusal *refusal, bool allow)
{
  forget_refusal (m, refusal);
  if (!allow)
    g_array_append_val (m->other->refusals, *refusal);
}

void
model_else_undone (Model *m, FoId operation)
{
  for (guint i = 0; i < m->other->requests->len; i++) {
    Request *request = &g_array_index (m->other->requests, Request, i);
    if (request->operation == operation)
      request->withdrawn = true;
    if (request->decided_by == operation)
      request->decided_by = 0;
  }
  for (guint i = 0; i < m->other->steps->len; i++) {
    const Step *step = &g_array_index (m->other->steps, Step, i);
    if (step->operation == operation)
      g_array_index (m->other->lines, Arriving, step->line).moved_u -= step->quantity_u;
  }
  for (guint i = 0; i < m->other->said->len; i++) {
    const Said *said = &g_array_index (m->other->said, Said, i);
    if (said->operation == operation)
      note_refusal (m, &said->refusal, !said->allow);
  }
  if (operation && operation == m->other->begun)
    m->other->arriving[0] = '\0';
}

/* ---- orders that are called off ---------------------------------------------------------------------------------- */

typedef struct {
  Model *m;
  FoOrder orders[MODEL_ORDERS];
} Orders;

static FoTxnEnd
read_orders (FoTxn *txn, gpointer data, GError **error)
{
  Orders *o = data;

  for (guint i = 0; i < o->m->n_orders; i++)
    if (fo_order_find (txn, o->m->orders[i], &o->orders[i], error) != FO_FOUND)
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

/* Mostly one that something lies on the bench for: there it is not done at once. */
static guint
order_to_call_off (Model *m)
{
  guint at = (guint) up_to (m, (gint32) m->n_orders);

  for (guint i = 0; i < m->n_orders && !once_in (m, 6); i++)
    if (model_book_benched (m, (at + i) % m->n_orders))
      return (at + i) % m->n_orders;
  return at;
}

bool
model_do_call_off (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  guint at = order_to_call_off (m);
  Orders o = { .m = m };
  FoApplyOrder what = { .cancelled = m->n_orders < MODEL_ORDERS && once_in (m, 2) };

  if (!fo_store_read (m->store, read_orders, &o, error))
    return false;
  what.order = o.orders[at];
  what.remote_id = what.order.number;
  if (!what.cancelled && !what.order.cancel_asked)
    return true;
  if (!fo_work_apply_order (m->store, act, &what, reply, error))
    return false;
  model_book_other (m, act, "apply-order", reply);
  return !what.cancelled || reply->verdict != FO_OK || model_order_more (m, error);
}

bool
model_do_put_back (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  FoPutBack what = { .from = m->places[FO_PLACE_BENCH],
                     .to = any_shelf (m),
                     .quantity_u = once_in (m, 3) ? FO_ONE : 0 };
  bool asked[MODEL_ORDERS];
  const FoArg *state;
  Orders o = { .m = m };

  if (!fo_store_read (m->store, read_orders, &o, error))
    return false;
  for (guint i = 0; i < m->n_orders; i++) {
    asked[i] = o.orders[i].cancel_asked;
    if (asked[i] && !what.lot)
      what.lot = model_book_benched (m, i);
  }
  if (!what.lot || once_in (m, 10))
    what.lot = any_lot_id (m);
  if (!what.lot)
    return true;
  if (!fo_work_put_back (m->store, act, &what, reply, error))
    return false;
  model_book_put_back (m, act, &what, asked, reply);
  state = fo_args_get (&reply->args, "state");
  return !reply->operation || !g_str_equal (state->text, fo_order_state_name (FO_ORDER_IS_CANCELLED))
         || model_order_more (m, error);
}

/* ---- what waits for somebody's word ------------------------------------------------------------------------------ */

void
model_asked (Model *m, const FoAct *act, const FoId *lot_and_place, FoQuantity quantity_u, const FoReply *reply)
{
  bool over = quantity_u > 2 * FO_ONE && !g_str_equal (act->person, MODEL_LEAD);
  const FoId quarantine = m->places[FO_PLACE_QUARANTINE];
  const Request request = {
    .operation = act->operation, .lot = lot_and_place[0], .from = lot_and_place[1], .quantity_u = quantity_u
  };
  const ModelMoved moved = {
    .lot = request.lot, .from = request.from, .to = over ? quarantine : 0, .quantity_u = quantity_u
  };

  if (!reply->operation)
    return;
  if ((reply->verdict == FO_APPROVAL_NEEDED) != over)
    model_trouble (m, "%g were written off by \"%s\": %s", (double) quantity_u / FO_ONE, act->person,
                   fo_verdict_name (reply->verdict));
  model_book_moved (m, act, "write-off", reply, &moved, over && request.from == quarantine ? 0 : 1);
  if (over)
    g_array_append_val (m->other->requests, request);
}

static Request *
any_request (Model *m, bool waits)
{
  GArray *requests = m->other->requests;
  guint at = requests->len ? (guint) up_to (m, (gint32) requests->len) : 0;

  for (guint i = 0; i < requests->len; i++) {
    Request *request = &g_array_index (requests, Request, (at + i) % requests->len);
    if (!waits || (!request->withdrawn && !request->decided_by))
      return request;
  }
  return NULL;
}

bool
model_do_approve (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  bool leads = !once_in (m, 4), approved = once_in (m, 2);
  const FoAct theirs = { .operation = act->operation,
                         .request = act->request,
                         .content = act->content,
                         .station = act->station,
                         .person = leads ? MODEL_LEAD : "Somebody" };
  const FoId quarantine = m->places[FO_PLACE_QUARANTINE];
  Request *request = any_request (m, !once_in (m, 6));
  ModelMoved moved;

  if (!request)
    return true;
  moved = (ModelMoved){
    .lot = request->lot, .from = quarantine, .to = approved ? 0 : request->from, .quantity_u = request->quantity_u
  };
  if (!fo_work_write_off_decide (m->store, &theirs, request->operation, approved, reply, error))
    return false;
  if (!reply->operation)
    return true;
  if (!leads || request->withdrawn || request->decided_by)
    model_trouble (m, "a request was %s that must not be", approved ? "approved" : "refused");
  model_book_moved (m, act, approved ? "approve" : "refuse", reply, &moved,
                    !approved && request->from == quarantine ? 0 : 1);
  request->decided_by = act->operation;
  return true;
}

static bool
waits (const GArray *waiting, FoId id)
{
  for (guint i = 0; i < waiting->len; i++)
    if (g_array_index (waiting, FoApproval, i).id == id)
      return true;
  return false;
}

void
model_judge_waiting (Model *m, const GArray *waiting)
{
  guint n = 0;

  for (guint i = 0; i < m->other->requests->len; i++) {
    const Request *request = &g_array_index (m->other->requests, Request, i);
    if (request->withdrawn || request->decided_by)
      continue;
    n++;
    if (!waits (waiting, request->operation))
      model_trouble (m, "request %" G_GINT64_FORMAT " waits no more", request->operation);
  }
  if (n != waiting->len)
    model_trouble (m, "%u requests wait by the plain book, %u by the store", n, waiting->len);
}

/* ---- lots that somebody refuses ---------------------------------------------------------------------------------- */

bool
model_do_refuse (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  guint order = (guint) up_to (m, (gint32) m->n_orders);
  FoRefuseLot what = { .lot = any_lot_id (m), .reason = "they do not want it", .allow = once_in (m, 3) };
  Refusal refusal = { .customer = model_customer (order) };
  Said said;

  if (!what.lot)
    return true;
  what.line = once_in (m, 2) ? any_line (m) : 0;
  what.order = what.line ? 0 : m->orders[order];
  if (what.allow && m->other->refusals->len) {
    refusal = g_array_index (m->other->refusals, Refusal, up_to (m, (gint32) m->other->refusals->len));
    what.lot = refusal.lot;
    what.line = refusal.line;
    what.order = g_str_equal (refusal.customer, model_customer (0)) ? m->orders[0] : m->orders[1];
  }
  refusal.lot = what.lot;
  refusal.line = what.line;
  if (!fo_work_refuse_lot (m->store, act, &what, reply, error))
    return false;
  if (!reply->operation)
    return true;
  model_book_other (m, act, what.allow ? "allow-lot" : "refuse-lot", reply);
  said = (Said){ act->operation, refusal, what.allow };
  note_refusal (m, &refusal, what.allow);
  g_array_append_val (m->other->said, said);
  return true;
}

bool
model_refuses_any (const Model *m, guint order, FoId item)
{
  for (guint i = 0; m->other && i < m->lots->len; i++) {
    const FoLot *lot = &g_array_index (m->lots, FoLot, i);
    if (lot->item_id == item && model_is_refused (m, 0, order, lot->id))
      return true;
  }
  return false;
}

bool
model_is_refused (const Model *m, FoId line, guint order, FoId lot)
{
  for (guint i = 0; i < m->other->refusals->len; i++) {
    const Refusal *refusal = &g_array_index (m->other->refusals, Refusal, i);
    if (refusal->lot == lot
        && (refusal->line ? refusal->line == line : g_str_equal (refusal->customer, model_customer (order))))
      return true;
  }
  return false;
}

/* ---- goods from another warehouse -------------------------------------------------------------------------------- */

static guint
line_of (Model *m, guint item, const char *lot, FoDay expires_on)
{
  Arriving fresh = { .item = item, .expires_on = expires_on };

  for (guint i = 0; i < m->other->lines->len; i++) {
    const Arriving *line = &g_array_index (m->other->lines, Arriving, i);
    if (line->item == item && g_str_equal (line->lot, lot))
      return i;
  }
  g_strlcpy (fresh.lot, lot, sizeof fresh.lot);
  g_array_append_val (m->other->lines, fresh);
  return m->other->lines->len - 1;
}

static void
print_day (FoDay day, char *text, gsize room)
{
  char iso[FO_DAY_TEXT_MAX];

  if (day == FO_DAY_NONE)
    g_strlcpy (text, "null", room);
  else
    g_snprintf (text, room, "\"%s\"", fo_day_print_iso (day, iso));
}

/* What the other warehouse says. Half the time it says nothing, and the goods come all the same. */
static bool
announce (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);
  bool done;

  g_snprintf (m->other->arriving, sizeof m->other->arriving, "N-%u", ++m->other->n_arrived);
  g_array_set_size (m->other->lines, 0);
  g_array_set_size (m->other->steps, 0);
  m->other->begun = 0;
  if (once_in (m, 2)) {
    m->other->begun = act->operation;
    done = fo_work_transfer_in (m->store, act, m->other->arriving, "North", reply, error);
    model_book_other (m, act, "transfer-begin", reply);
    return done;
  }
  g_string_printf (json, "{\"number\":\"%s\",\"from\":\"North\",\"lines\":[", m->other->arriving);
  for (gint32 i = 0, n = 1 + up_to (m, 3); i < n; i++) {
    guint item = any_item (m), line;
    char number[16], day[32];
    FoQuantity moved_u = few (m);

    g_snprintf (number, sizeof number, "N%u%c", m->other->n_arrived, 'a' + i);
    line = line_of (m, item, number, item < 2 ? m->today + 1 + up_to (m, 25) : FO_DAY_NONE);
    g_array_index (m->other->lines, Arriving, line).announced_u = moved_u;
    print_day (g_array_index (m->other->lines, Arriving, line).expires_on, day, sizeof day);
    g_string_append_printf (json, "%s{\"item\":\"ITEM-%u\",\"lot\":\"%s\",\"expires_on\":%s,\"moved\":\"%d\"}",
                            i ? "," : "", item, number, day, (int) (moved_u / FO_ONE));
  }
  g_string_append (json, "]}");
  done = fo_work_transfer_announce (m->store, act, json->str, reply, error);
  if (done && !reply->operation)
    model_trouble (m, "an announcement was not taken: %s", fo_verdict_name (reply->verdict));
  model_book_other (m, act, "transfer-announce", reply);
  return done;
}

/* Something of what was announced, as it was or one more or less; or something nobody spoke of. */
static bool
arrive (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  char number[FO_LOT_NUMBER_MAX];
  Arriving what = { .item = any_item (m), .expires_on = FO_DAY_NONE };
  FoTransferGoods goods = { .in = true,
                            .number = m->other->arriving,
                            .lot_number = number,
                            .expires_on = FO_DAY_NONE,
                            .place = any_shelf (m) };
  FoReceive received = { .lot = number };
  Step step = { .operation = act->operation };

  g_snprintf (what.lot, sizeof what.lot, "%c%02u", 'N' + up_to (m, 4), m->numbers++ % 100);
  if (what.item < 2)
    what.expires_on = m->today + 1 + up_to (m, 25);
  if (m->other->lines->len && !once_in (m, 4))
    what = g_array_index (m->other->lines, Arriving, up_to (m, (gint32) m->other->lines->len));
  g_strlcpy (number, what.lot, sizeof number);
  goods.item = m->items[what.item];
  goods.expires_on = what.expires_on;
  goods.quantity_u = what.announced_u > what.moved_u && !once_in (m, 5) ? what.announced_u - what.moved_u : FO_ONE;
  if (once_in (m, 8))
    goods.into_quarantine = "wet";
  if (!fo_work_transfer_goods (m->store, act, &goods, reply, error))
    return false;
  if (!reply->operation)
    return true;
  received = (FoReceive){ .item = goods.item,
                          .lot = number,
                          .place = goods.place,
                          .quantity_u = goods.quantity_u,
                          .into_quarantine = goods.into_quarantine };
  model_book_receive (m, act, "transfer-in", &received, reply);
  step.line = line_of (m, what.item, number, what.expires_on);
  step.quantity_u = goods.quantity_u;
  g_array_index (m->other->lines, Arriving, step.line).moved_u += step.quantity_u;
  g_array_append_val (m->other->steps, step);
  return true;
}

static FoVerdict
how_it_must_end (const ModelElse *other)
{
  bool announced = false, differs = false;

  for (guint i = 0; i < other->lines->len; i++) {
    const Arriving *line = &g_array_index (other->lines, Arriving, i);
    announced |= line->announced_u > 0;
    differs |= line->announced_u != line->moved_u;
  }
  if (!other->lines->len)
    return FO_NOTHING_OPEN;
  return announced && differs ? FO_TRANSFER_DIFFERS : FO_COMPLETE;
}

bool
model_do_arrive (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  FoVerdict must = how_it_must_end (m->other);

  if (!m->other->arriving[0])
    return announce (m, act, reply, error);
  if (!once_in (m, 5))
    return arrive (m, act, reply, error);
  if (!fo_work_transfer_close (m->store, act, true, m->other->arriving, reply, error))
    return false;
  if (reply->verdict != must)
    model_trouble (m, "%s ended with %s instead of %s", m->other->arriving, fo_verdict_name (reply->verdict),
                   fo_verdict_name (must));
  model_book_other (m, act, "transfer-close", reply);
  if (reply->operation) {
    m->other->arriving[0] = '\0';
    g_array_set_size (m->other->steps, 0);
  }
  return true;
}

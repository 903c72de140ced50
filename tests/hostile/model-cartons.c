/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plain book's cartons: what is in them, what leaves in them, and what an undo makes of them. */
#include "model-cartons-inside.h"

#include "model-book-inside.h"
#include "model-else.h"
#include "model-kits.h"

#include <string.h>

#define COMPANY MODEL_SSCC

static void
box_free (gpointer data)
{
  Box *box = data;

  g_array_unref (box->contents);
  g_free (box);
}

ModelCartons *
model_cartons_new (void)
{
  ModelCartons *cartons = g_new0 (ModelCartons, 1);

  cartons->boxes = g_ptr_array_new_with_free_func (box_free);
  cartons->steps = g_array_new (FALSE, FALSE, sizeof (BoxStep));
  return cartons;
}

void
model_cartons_free (ModelCartons *cartons)
{
  g_ptr_array_unref (cartons->boxes);
  g_array_unref (cartons->steps);
  g_free (cartons);
}

/* ---- what is in them --------------------------------------------------------------------------------------------- */

static bool
is_here (const Box *box)
{
  return box->state == FO_CARTON_IS_OPEN || box->state == FO_CARTON_IS_CLOSED;
}

FoQuantity
model_box_holds (const Box *box, FoId lot)
{
  for (guint i = 0; i < box->contents->len; i++)
    if (g_array_index (box->contents, Content, i).lot == lot)
      return g_array_index (box->contents, Content, i).quantity_u;
  return 0;
}

FoQuantity
model_box_sum (const Box *box)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < box->contents->len; i++)
    sum_u += g_array_index (box->contents, Content, i).quantity_u;
  return sum_u;
}

FoQuantity
model_boxes_sum (const Model *m, guint order, FoCartonState state)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < m->cartons->boxes->len; i++) {
    const Box *box = m->cartons->boxes->pdata[i];
    sum_u += box->order == order && box->state == state ? model_box_sum (box) : 0;
  }
  return sum_u;
}

FoQuantity
model_packed_u (const Model *m, guint order, FoId lot)
{
  FoQuantity packed_u = 0;

  for (guint i = 0; i < m->cartons->boxes->len; i++) {
    const Box *box = m->cartons->boxes->pdata[i];
    packed_u += box->order == order && is_here (box) ? model_box_holds (box, lot) : 0;
  }
  return packed_u;
}

static void
put (Box *box, FoId lot, FoQuantity quantity_u)
{
  Content fresh = { lot, quantity_u };

  for (guint i = 0; i < box->contents->len; i++) {
    Content *content = &g_array_index (box->contents, Content, i);
    if (content->lot == lot) {
      content->quantity_u += quantity_u;
      return;
    }
  }
  g_array_append_val (box->contents, fresh);
}

static guint
index_of (const Model *m, const Box *box)
{
  guint at = 0;

  g_ptr_array_find (m->cartons->boxes, box, &at);
  return at;
}

void
model_box_move (Model *m, FoId operation, Box *box, FoId lot, FoQuantity quantity_u)
{
  const BoxStep step = { .operation = operation, .box = index_of (m, box), .lot = lot, .quantity_u = quantity_u };

  put (box, lot, quantity_u);
  g_array_append_val (m->cartons->steps, step);
}

void
model_box_change (Model *m, FoId operation, Box *box, FoCartonState state, FoQuantity weight_u, bool loaded)
{
  const BoxStep step = { .operation = operation,
                         .box = index_of (m, box),
                         .before = box->state,
                         .after = state,
                         .weight_before_u = box->weight_u,
                         .weight_u = weight_u,
                         .loaded_before = box->loaded,
                         .loaded = loaded };

  box->state = state;
  box->weight_u = weight_u;
  box->loaded = loaded;
  g_array_append_val (m->cartons->steps, step);
}

/* As GS1 reckons the last digit: every second one counts three times, from the right. */
static void
number_box (guint number, char sscc[FO_SSCC_MAX])
{
  guint sum = 0;

  g_snprintf (sscc, FO_SSCC_MAX, "%s%0*u", COMPANY, (int) (17 - strlen (COMPANY)), number);
  for (guint i = 0; i < 17; i++)
    sum += (guint) (sscc[i] - '0') * (i % 2 ? 1 : 3);
  sscc[17] = (char) ('0' + (10 - sum % 10) % 10);
  sscc[18] = '\0';
}

typedef struct {
  const char *sscc;
  FoId id;
} Numbered;

static FoTxnEnd
find_numbered (FoTxn *txn, gpointer data, GError **error)
{
  Numbered *numbered = data;
  FoCarton carton;

  if (fo_carton_find_by_sscc (txn, numbered->sscc, &carton, error) != FO_FOUND)
    return FO_TXN_FAIL;
  numbered->id = carton.id;
  return FO_TXN_COMMIT;
}

Box *
model_box_new (Model *m, const FoAct *act, guint order, bool by_itself, const FoReply *reply)
{
  const FoArg *said = fo_args_get (&reply->args, "carton");
  const BoxStep step = {
    .operation = act->operation, .box = m->cartons->boxes->len, .is_new = true, .by_itself = by_itself
  };
  Box *box = g_new0 (Box, 1);
  Numbered numbered = { box->sscc, 0 };

  number_box (++m->cartons->numbers, box->sscc);
  box->order = order;
  box->contents = g_array_new (FALSE, FALSE, sizeof (Content));
  g_strlcpy (box->station, act->station, sizeof box->station);
  if (!said || !g_str_equal (said->text, box->sscc))
    model_trouble (m, "a new carton has the number %s instead of %s", said ? said->text : "", box->sscc);
  else if (!fo_store_read (m->store, find_numbered, &numbered, NULL))
    model_trouble (m, "carton %s is not there", box->sscc);
  box->id = numbered.id;
  g_ptr_array_add (m->cartons->boxes, box);
  g_array_append_val (m->cartons->steps, step);
  return box;
}

/* ---- undone ------------------------------------------------------------------------------------------------------ */

static void
undo_step (Model *m, const BoxStep *step, bool was_given_up)
{
  Box *box = m->cartons->boxes->pdata[step->box];

  if (step->lot && box->state != FO_CARTON_IS_OPEN && !was_given_up)
    model_trouble (m, "what lies in carton %s was changed by an undo, and it is %s", box->sscc,
                   fo_carton_state_name (box->state));
  if (step->lot) {
    put (box, step->lot, -step->quantity_u);
    return;
  }
  if (step->is_new && !step->by_itself) /* its label may be on it */
    return;
  if (step->is_new && model_box_sum (box) > 0)
    model_trouble (m, "carton %s was given up by an undo with goods in it", box->sscc);
  box->state = step->is_new ? FO_CARTON_IS_CANCELLED : step->before;
  box->weight_u = step->weight_before_u;
  box->loaded = step->loaded_before;
}

void
model_cartons_undone (Model *m, FoId operation)
{
  bool was_given_up = false;

  for (guint i = m->cartons->steps->len; i > 0 && operation; i--) {
    const BoxStep *step = &g_array_index (m->cartons->steps, BoxStep, i - 1);

    if (step->operation != operation)
      continue;
    was_given_up |= !step->lot && step->after == FO_CARTON_IS_CANCELLED;
    undo_step (m, step, was_given_up);
  }
  for (guint i = 0; i < m->cartons->boxes->len && operation; i++) {
    Box *box = m->cartons->boxes->pdata[i];

    if (box->left_with != operation)
      continue;
    box->state = FO_CARTON_IS_CLOSED;
    box->loaded = false;
    box->left_with = 0;
  }
}

/* ---- an order leaves --------------------------------------------------------------------------------------------- */

static FoTxnEnd
look_order (FoTxn *txn, gpointer data, GError **error)
{
  OrderLook *look = data;

  g_array_set_size (look->lines, 0);
  return fo_order_find (txn, look->m->orders[look->at], &look->order, error) == FO_FOUND
                 && fo_lines_of_order (txn, look->m->orders[look->at], look->lines, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

bool
model_look_order (Model *m, guint at, OrderLook *ret, GError **error)
{
  *ret = (OrderLook){ .m = m, .at = at, .lines = g_array_new (FALSE, FALSE, sizeof (FoLine)) };
  return fo_store_read (m->store, look_order, ret, error);
}

void
model_order_look_clear (OrderLook *look)
{
  g_clear_pointer (&look->lines, g_array_unref);
}

static const FoLot *
lot_of (const Model *m, FoId id)
{
  for (guint i = 0; i < m->lots->len; i++)
    if (g_array_index (m->lots, FoLot, i).id == id)
      return &g_array_index (m->lots, FoLot, i);
  return NULL;
}

bool
model_must_be_refused (const Model *m, FoId id)
{
  const FoLot *lot = lot_of (m, id);

  return model_book_lot ((Model *) m, id)->state != FO_LOT_STATE_FREE
         || (lot && lot->item_id != m->items[2] && lot->expires_on != FO_DAY_NONE && lot->expires_on < m->today);
}

bool
model_may_be_refused (const Model *m, const OrderLook *look, FoId id)
{
  const FoLot *lot = lot_of (m, id);

  if (!lot || model_must_be_refused (m, id))
    return true;
  for (guint i = 0; i < look->lines->len; i++) {
    const FoLine *line = &g_array_index (look->lines, FoLine, i);

    if (line->item_id == lot->item_id
        && (model_is_refused (m, line->id, look->at, id)
            || (line->min_life_days > 0 && lot->expires_on != FO_DAY_NONE
                && lot->expires_on < m->today + line->min_life_days)))
      return true;
  }
  return false;
}

/* What is on the bench for that order. */
static FoQuantity
benched_u (const Model *m, guint order)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < MODEL_ITEMS; i++)
    sum_u += m->book->goods[order][i].picked_u;
  return sum_u;
}

/* Sales' word, and the gate. */
static FoVerdict
judge_order (const FoOrder *order)
{
  if (order->state == FO_ORDER_IS_CANCELLED || order->cancel_asked)
    return FO_ORDER_CANCELLED;
  if (order->state == FO_ORDER_ALL_SHIPPED)
    return FO_ORDER_SHIPPED;
  return order->gate == FO_GATE_CLOSED ? FO_PAYMENT_MISSING : FO_OK;
}

static FoVerdict
judge_leave (Model *m, const OrderLook *look, bool part)
{
  FoVerdict verdict = judge_order (&look->order);
  FoQuantity open_u = 0, held_u = 0, picked_u = benched_u (m, look->at);
  FoQuantity closed_u = model_boxes_sum (m, look->at, FO_CARTON_IS_CLOSED);

  for (guint i = 0; i < look->lines->len; i++) {
    open_u += fo_line_open (&g_array_index (look->lines, FoLine, i));
    held_u += g_array_index (look->lines, FoLine, i).held_u;
  }
  if (verdict != FO_OK)
    return verdict;
  if (picked_u == 0 || (!part && held_u > 0))
    return FO_ORDER_NOT_PICKED;
  if (look->order.ship_complete && (part || picked_u < open_u))
    return FO_ORDER_INCOMPLETE;
  if (look->order.packing == FO_PACKING_OFF)
    return FO_OK;
  if (model_boxes_sum (m, look->at, FO_CARTON_IS_OPEN) > 0 && (!part || closed_u == 0))
    return FO_CARTON_OPEN;
  if (look->order.packing == FO_PACKING_REQUIRED && (part ? closed_u == 0 : closed_u < picked_u))
    return FO_NOT_PACKED;
  return FO_OK;
}

void
model_leave_clear (ModelLeave *leave)
{
  g_clear_pointer (&leave->lines, g_array_unref);
  g_clear_pointer (&leave->heard, g_array_unref);
}

bool
model_leave_judge (Model *m, FoId order, bool part, ModelLeave *leave, GError **error)
{
  g_auto (OrderLook) look = { 0 };
  GHashTableIter iter;
  gpointer value;

  *leave = (ModelLeave){ .order = model_index_of (m->orders, m->n_orders, order), .part = part };
  if (!model_look_order (m, leave->order, &look, error))
    return false;
  leave->some = part && look.order.packing != FO_PACKING_OFF && model_boxes_sum (m, leave->order, FO_CARTON_IS_CLOSED) > 0;
  leave->must = judge_leave (m, &look, part);
  g_hash_table_iter_init (&iter, m->book->lots);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    FoId lot = ((const BookLot *) value)->id;
    leave->perhaps |= model_leave_of (m, leave, lot) > 0 && model_may_be_refused (m, &look, lot);
  }
  model_kit_judge_leave (m, look.lines, leave);
  leave->lines = g_steal_pointer (&look.lines);
  return true;
}

FoQuantity
model_leave_of (Model *m, const ModelLeave *leave, FoId lot)
{
  FoQuantity closed_u = 0;

  for (guint i = 0; leave->heard && i < leave->heard->len; i++) {
    const Content *left = &g_array_index (leave->heard, Content, i);
    closed_u += left->lot == lot ? left->quantity_u : 0;
  }
  if (leave->heard)
    return closed_u;
  if (!leave->some)
    return model_book_lot (m, lot)->benched_u[leave->order];
  for (guint i = 0; i < m->cartons->boxes->len; i++) {
    const Box *box = m->cartons->boxes->pdata[i];
    closed_u += box->order == leave->order && box->state == FO_CARTON_IS_CLOSED ? model_box_holds (box, lot) : 0;
  }
  return closed_u;
}

void
model_leave_done (Model *m, const ModelLeave *leave, const FoAct *act, const FoReply *reply)
{
  FoVerdict said = reply->operation ? FO_OK : reply->verdict;

  if (said != leave->must && !(leave->must == FO_OK && leave->perhaps))
    model_trouble (m, "D-%u %s: %s instead of %s", leave->order, leave->part ? "left in part" : "left",
                   fo_verdict_name (said), fo_verdict_name (leave->must));
  for (guint i = 0; i < m->cartons->boxes->len && reply->operation; i++) {
    Box *box = m->cartons->boxes->pdata[i];

    if (box->order != leave->order)
      continue;
    if (box->state == FO_CARTON_IS_CLOSED) {
      box->state = FO_CARTON_IS_SHIPPED;
      box->left_with = act->operation;
    } else if (box->state == FO_CARTON_IS_OPEN && !leave->some)
      box->state = FO_CARTON_IS_CANCELLED;
  }
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

typedef struct {
  Model *m;
  guint at;
  GArray *cartons, *lines; /* FoCarton, FoCartonLine */
} Said;

static FoTxnEnd
read_cartons (FoTxn *txn, gpointer data, GError **error)
{
  Said *said = data;

  g_array_set_size (said->cartons, 0);
  g_array_set_size (said->lines, 0);
  for (guint i = 0; i < said->m->n_orders; i++)
    if (!fo_cartons_of_order (txn, said->m->orders[i], said->cartons, error)
        || !fo_carton_lines_of_order (txn, said->m->orders[i], said->lines, error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

static FoQuantity
said_u (const Said *said, FoId carton, FoId lot)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < said->lines->len; i++) {
    const FoCartonLine *line = &g_array_index (said->lines, FoCartonLine, i);
    sum_u += line->carton_id == carton && line->lot_id == lot ? line->quantity_u : 0;
  }
  return sum_u;
}

static FoQuantity
said_sum (const Said *said, FoId carton)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < said->lines->len; i++) {
    const FoCartonLine *line = &g_array_index (said->lines, FoCartonLine, i);
    sum_u += line->carton_id == carton ? line->quantity_u : 0;
  }
  return sum_u;
}

static void
compare_box (Model *m, const Said *said, const Box *box, const FoCarton *carton)
{
  if (box->state != carton->state || box->loaded != carton->loaded || box->weight_u != carton->weight_u
      || (carton->shipment_id != 0) != (box->state == FO_CARTON_IS_SHIPPED))
    model_trouble (m, "carton %s: %s%s, %g kg by the plain book, %s%s, %g kg by the store", box->sscc,
                   fo_carton_state_name (box->state), box->loaded ? ", loaded" : "", (double) box->weight_u / FO_ONE,
                   fo_carton_state_name (carton->state), carton->loaded ? ", loaded" : "",
                   (double) carton->weight_u / FO_ONE);
  for (guint i = 0; i < box->contents->len; i++) {
    const Content *content = &g_array_index (box->contents, Content, i);
    if (content->quantity_u != said_u (said, box->id, content->lot))
      model_trouble (m, "carton %s holds %g of lot %" G_GINT64_FORMAT " by the plain book, %g by the store", box->sscc,
                     (double) content->quantity_u / FO_ONE, content->lot,
                     (double) said_u (said, box->id, content->lot) / FO_ONE);
  }
  if (model_box_sum (box) != said_sum (said, box->id))
    model_trouble (m, "carton %s holds %g by the plain book, %g by the store", box->sscc,
                   (double) model_box_sum (box) / FO_ONE, (double) said_sum (said, box->id) / FO_ONE);
}

static bool
read_said (Model *m, Said *said)
{
  g_autoptr (GError) error = NULL;

  if (fo_store_read (m->store, read_cartons, said, &error))
    return true;
  model_trouble (m, "reading failed: %s", error->message);
  return false;
}

void
model_cartons_compare (Model *m)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton)),
                     lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  Said said = { .m = m, .cartons = cartons, .lines = lines };

  if (!read_said (m, &said))
    return;
  if (cartons->len != m->cartons->boxes->len)
    model_trouble (m, "there are %u cartons by the plain book, %u by the store", m->cartons->boxes->len, cartons->len);
  for (guint i = 0; i < cartons->len; i++) {
    const FoCarton *carton = &g_array_index (cartons, FoCarton, i);
    const Box *found = NULL;

    for (guint k = 0; k < m->cartons->boxes->len && !found; k++)
      found = ((const Box *) m->cartons->boxes->pdata[k])->id == carton->id ? m->cartons->boxes->pdata[k] : NULL;
    if (found)
      compare_box (m, &said, found, carton);
    else
      model_trouble (m, "nobody has opened carton %s", carton->sscc);
  }
}

/* Only as much comes out as was put back, and nothing goes in. */
static void
take_over (Model *m, const Said *said, Box *box, FoId lot, FoQuantity *left_u)
{
  FoQuantity gone_u = model_box_holds (box, lot) - said_u (said, box->id, lot);

  if (gone_u < 0 || gone_u > *left_u)
    model_trouble (m, "%g of lot %" G_GINT64_FORMAT " came out of carton %s when less was put back",
                   (double) gone_u / FO_ONE, lot, box->sscc);
  put (box, lot, -gone_u);
  *left_u -= gone_u;
}

void
model_cartons_put_back (Model *m, FoId lot, FoQuantity quantity_u)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton)),
                     lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  Said said = { .m = m, .cartons = cartons, .lines = lines };

  if (!read_said (m, &said))
    return;
  for (guint i = 0; i < m->cartons->boxes->len; i++) {
    Box *box = m->cartons->boxes->pdata[i];
    if (is_here (box))
      take_over (m, &said, box, lot, &quantity_u);
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kits.h"
#include "letting-go.h"

typedef struct {
  guint work;
  FoId line;
  FoQuantity quantity_u;
} Part;

static void
free_work (gpointer data)
{
  fo_order_work_clear (data);
  g_free (data);
}

void
fo_letting_go_clear (FoLettingGo *letting_go)
{
  g_clear_pointer (&letting_go->works, g_ptr_array_unref);
  g_clear_pointer (&letting_go->parts, g_array_unref);
}

static bool
work_of (FoTxn *txn, FoLettingGo *letting_go, FoId order, guint *ret_work, GError **error)
{
  FoOrderWork *work;

  for (*ret_work = 0; *ret_work < letting_go->works->len; (*ret_work)++)
    if (((FoOrderWork *) g_ptr_array_index (letting_go->works, *ret_work))->order.id == order)
      return true;
  work = g_new0 (FoOrderWork, 1);
  g_ptr_array_add (letting_go->works, work);
  return fo_order_work_open (txn, order, work, error) == FO_FOUND;
}

static bool
let_hold_go (FoTxn *txn, FoTurn *turn, const FoHold *hold, FoQuantity quantity_u, FoLettingGo *letting_go, GError **error)
{
  Part part = { .line = hold->line_id, .quantity_u = quantity_u };
  FoOrderWork *work;
  FoLine line;

  if (fo_line_find (txn, hold->line_id, &line, error) != FO_FOUND
      || !work_of (txn, letting_go, line.order_id, &part.work, error))
    return false;
  work = g_ptr_array_index (letting_go->works, part.work);
  fo_unhold (txn, turn, work, fo_order_work_line (work, hold->line_id), hold, quantity_u);
  g_array_append_val (letting_go->parts, part);
  return true;
}

bool
fo_let_go (FoTxn *txn, FoTurn *turn, const FoLot *lot, FoId place, FoQuantity quantity_u, FoLettingGo *ret, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  ret->works = g_ptr_array_new_with_free_func (free_work);
  ret->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  if (quantity_u <= 0)
    return true;
  if (!fo_holds_of_lot (txn, lot->id, holds, error))
    return false;
  for (guint i = holds->len; i > 0 && quantity_u > 0; i--) { /* they are listed by line, the oldest first */
    const FoHold *hold = &g_array_index (holds, FoHold, i - 1);
    FoQuantity part_u = MIN (hold->quantity_u, quantity_u);

    if (hold->picked || hold->place_id != place)
      continue;
    if (!let_hold_go (txn, turn, hold, part_u, ret, error))
      return false;
    quantity_u -= part_u;
  }
  return true;
}

static void
list (json_object *lost, const FoOrderWork *work, const FoLine *line, FoQuantity lost_u)
{
  json_object *row = json_object_new_object ();

  json_object_object_add (row, "order", json_object_new_string (work->order.number));
  json_object_object_add (row, "deal", json_object_new_string (work->order.deal));
  json_object_object_add (row, "line", fo_json_id (line->id));
  json_object_object_add (row, "lost", fo_json_quantity (lost_u));
  json_object_object_add (row, "missing", fo_json_quantity (fo_line_missing (line)));
  json_object_array_add (lost, row);
}

bool
fo_let_go_end (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoItem *item, FoLettingGo *letting_go, json_object *lost,
               GError **error)
{
  for (guint i = 0; i < letting_go->parts->len; i++) {
    const Part *part = &g_array_index (letting_go->parts, Part, i);
    FoOrderWork *work = g_ptr_array_index (letting_go->works, part->work);
    FoLine *line = fo_order_work_line (work, part->line);
    FoQuantity promised_u, bound_u;

    if (!fo_promise_line (txn, turn, item, work, line, context->today, &promised_u, error)
        || !fo_bind_line (txn, turn, item, work, line, context->today, &bound_u, error))
      return false;
    fo_kits_lost (context, line);
    list (lost, work, line, part->quantity_u - MIN (bound_u, part->quantity_u));
  }
  for (guint i = 0; i < letting_go->works->len; i++)
    if (!fo_order_settle (txn, context->act->operation, g_ptr_array_index (letting_go->works, i), false, error))
      return false;
  return true;
}

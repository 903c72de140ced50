/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "snapshot.h"
#include "apply-line.h"
#include "stand-ins.h"
#include "substitute.h"

#include <string.h>

/* ---- taking it --------------------------------------------------------------------------------------------------- */

static bool
follows_another (const FoLine *line)
{
  return (line->flags & (FO_LINE_OF_KIT | FO_LINE_STANDS_IN)) != 0;
}

static void
add_line (GString *json, const FoLine *line, FoQuantity replaced_u)
{
  fo_json_open (json, NULL, '{');
  fo_json_add_id (json, "line", line->id);
  fo_json_add_text (json, "remote", line->remote_id);
  fo_json_add_count (json, "position", line->position);
  fo_json_add_quantity (json, "ordered", line->ordered_u);
  fo_json_add_quantity (json, "cancelled", line->cancelled_u - replaced_u);
  fo_json_add_quantity (json, "shipped", line->shipped_u);
  fo_json_add_text (json, "source", fo_source_name (line->source));
  fo_json_add_count (json, "life", line->flags & FO_LINE_LIFE_OF_CUSTOMER ? 0 : line->min_life_days);
  fo_json_add_text (json, "lot", line->lot_wanted);
  fo_json_add_text (json, "owner", line->owner);
  fo_json_add_text (json, "substitutes", fo_substitutes_said_name (fo_line_substitutes_said (line)));
  fo_json_close (json, '}');
}

static void
add_words (GString *json, const FoOrder *order, FoGate said, FoDay closed_on)
{
  fo_json_add_id (json, "order", order->id);
  fo_json_add_text (json, "remote", order->remote_id);
  fo_json_add_text (json, "number", order->number);
  fo_json_add_text (json, "deal", order->deal);
  fo_json_add_text (json, "customer", order->customer);
  fo_json_add_text (json, "channel", order->channel);
  fo_json_add_text (json, "sales_state", order->sales_state);
  fo_json_add_text (json, "gate", fo_gate_name (order->gate));
  fo_json_add_text (json, "said", fo_gate_name (said));
  fo_json_add_day (json, "closed_on", closed_on);
  fo_json_add_day (json, "due_on", order->due_on);
  fo_json_add_count (json, "priority", order->priority);
  fo_json_add_yes (json, "complete", order->ship_complete);
  fo_json_add_yes (json, "cancel_asked", order->cancel_asked);
  fo_json_add_yes (json, "is_cancelled", order->state == FO_ORDER_IS_CANCELLED);
}

bool
fo_snapshot_add (FoTxn *txn, GString *json, const char *name, const FoOrderWork *work, GError **error)
{
  g_autoptr (GArray) stand_ins = NULL;
  FoDay closed_on;
  FoGate said;

  if (!fo_order_gate_said (txn, work->order.id, &said, &closed_on, error)
      || !fo_stand_ins_load (txn, work, &stand_ins, error))
    return false;
  fo_json_open (json, name, '{');
  add_words (json, &work->order, said, closed_on);
  fo_json_open (json, "lines", '[');
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);

    if (!follows_another (line))
      add_line (json, line, fo_stand_ins_replaced (stand_ins, work, line->id));
  }
  fo_json_close (json, ']');
  fo_json_close (json, '}');
  return true;
}

/* ---- reading it -------------------------------------------------------------------------------------------------- */

static const char *
text_of (json_object *was, const char *name)
{
  json_object *value = NULL;

  return json_object_object_get_ex (was, name, &value) && value ? json_object_get_string (value) : "";
}

static gint64
number_of (json_object *was, const char *name)
{
  json_object *value = NULL;

  return json_object_object_get_ex (was, name, &value) ? json_object_get_int64 (value) : 0;
}

static FoQuantity
quantity_of (json_object *was, const char *name)
{
  FoQuantity quantity_u = 0;

  return fo_quantity_parse (text_of (was, name), &quantity_u) == FO_OK ? quantity_u : 0;
}

static FoDay
day_of (json_object *was, const char *name)
{
  FoDay day;

  return fo_day_parse_iso (text_of (was, name), &day) == FO_OK ? day : FO_DAY_NONE;
}

static json_object *
line_was (json_object *was, FoId line)
{
  json_object *lines = NULL;
  FoId id;

  if (!json_object_object_get_ex (was, "lines", &lines))
    return NULL;
  for (size_t i = 0; i < json_object_array_length (lines); i++) {
    json_object *each = json_object_array_get_idx (lines, i);

    if (fo_id_parse (text_of (each, "line"), &id) && id == line)
      return each;
  }
  return NULL;
}

bool
fo_snapshot_left_since (json_object *was, const FoOrderWork *work)
{
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    json_object *then = line_was (was, line->id);

    if (follows_another (line) ? line->shipped_u > 0 : line->shipped_u > (then ? quantity_of (then, "shipped") : 0))
      return true;
  }
  return false;
}

bool
fo_snapshot_want (FoTxn *txn, json_object *was, FoTakenOrders *taken, FoId *ret_id, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  if (!fo_id_parse (text_of (was, "order"), ret_id) || !fo_lines_of_order (txn, *ret_id, lines, error))
    return false;
  fo_taken_want (taken, *ret_id);
  for (guint i = 0; i < lines->len; i++)
    if (!fo_taken_want_waiting (txn, taken, g_array_index (lines, FoLine, i).item_id, error))
      return false;
  return true;
}

/* ---- bringing it back -------------------------------------------------------------------------------------------- */

static void
take_words (FoTxn *txn, json_object *was, FoOrder *order)
{
  FoGate said = FO_GATE_OPEN;

  g_strlcpy (order->number, text_of (was, "number"), sizeof order->number);
  g_strlcpy (order->deal, text_of (was, "deal"), sizeof order->deal);
  g_strlcpy (order->customer, text_of (was, "customer"), sizeof order->customer);
  g_strlcpy (order->channel, text_of (was, "channel"), sizeof order->channel);
  g_strlcpy (order->sales_state, text_of (was, "sales_state"), sizeof order->sales_state);
  fo_gate_parse (text_of (was, "gate"), &order->gate);
  fo_gate_parse (text_of (was, "said"), &said);
  order->due_on = day_of (was, "due_on");
  order->priority = (int32_t) number_of (was, "priority");
  order->ship_complete = number_of (was, "complete") != 0;
  order->cancel_asked = number_of (was, "cancel_asked") != 0;
  if (order->state == FO_ORDER_IS_CANCELLED && !number_of (was, "is_cancelled"))
    order->state = FO_ORDER_NEW;
  fo_order_set_gate_said (txn, order->id, said, day_of (was, "closed_on"));
  fo_order_set_remote_id (txn, order, *text_of (was, "remote") ? text_of (was, "remote") : NULL);
  fo_order_update (txn, order);
}

/* What is said of the line again; THEN NULL: it was not there, and nothing of it is wanted. */
static void
say_line (const FoLine *line, json_object *then, FoApplyLine *ret)
{
  *ret = (FoApplyLine){ .line = *line };
  ret->line.cancelled_u = line->ordered_u;
  if (!then)
    return;
  ret->line.ordered_u = quantity_of (then, "ordered");
  ret->line.cancelled_u = quantity_of (then, "cancelled");
  ret->line.position = (int32_t) number_of (then, "position");
  ret->line.min_life_days = (int32_t) number_of (then, "life");
  fo_source_parse (text_of (then, "source"), &ret->line.source);
  g_strlcpy (ret->line.lot_wanted, text_of (then, "lot"), sizeof ret->line.lot_wanted);
  g_strlcpy (ret->line.owner, text_of (then, "owner"), sizeof ret->line.owner);
  fo_substitutes_said_parse (text_of (then, "substitutes"), &ret->substitutes);
}

static FoTxnEnd
restore_line (FoApplyingLine *a, FoId id, json_object *then, GError **error)
{
  FoApplyLine said;
  FoTxnEnd end;

  a->line = fo_order_work_line (a->work, id);
  say_line (a->line, then, &said);
  a->what = &said;
  a->replaced_u = 0;
  if (fo_item_find (a->txn, a->line->item_id, &a->item, error) != FO_FOUND)
    return FO_TXN_FAIL;
  a->goods = a->line->goods;
  end = a->item.kind == FO_ITEM_KIT ? fo_kit_write_change (a, error) : fo_line_write_change (a, error);
  if (end == FO_TXN_COMMIT && a->reply->verdict != FO_OK)
    end = fo_refuse (a->reply, a->reply->verdict);
  if (end == FO_TXN_COMMIT)
    fo_line_set_remote_id (a->txn, fo_order_work_line (a->work, id),
                           then && *text_of (then, "remote") ? text_of (then, "remote") : NULL);
  return end;
}

FoTxnEnd
fo_snapshot_restore (FoTxn *txn,
                     const FoActContext *context,
                     json_object *was,
                     FoTakenOrders *taken,
                     FoOrderWork *work,
                     FoReply *reply,
                     GError **error)
{
  FoApplyingLine a = { .txn = txn, .context = context, .reply = reply, .taken = *taken, .work = work };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId));
  FoTxnEnd end = FO_TXN_COMMIT;

  take_words (txn, was, &work->order);
  if (work->order.customer[0] && fo_customer_find_by_name (txn, work->order.customer, &a.customer, error) == FO_FAILED)
    return FO_TXN_FAIL;
  for (guint i = 0; i < work->lines->len; i++)
    if (!follows_another (&g_array_index (work->lines, FoLine, i)))
      g_array_append_val (ids, g_array_index (work->lines, FoLine, i).id);
  for (guint i = 0; i < ids->len && end == FO_TXN_COMMIT; i++)
    end = restore_line (&a, g_array_index (ids, FoId, i), line_was (was, g_array_index (ids, FoId, i)), error);
  work->reservations_changed = true;
  return end;
}

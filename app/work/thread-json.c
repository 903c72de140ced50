/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "thread.h"

static void
add_order (GString *json, const FoOrder *order)
{
  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "order", order->number);
  fo_json_add_text (json, "state", fo_order_state_name (order->state));
  fo_json_add_text (json, "sales_state", order->sales_state);
  fo_json_add_text (json, "gate", fo_gate_name (order->gate));
  fo_json_add_day (json, "due_on", order->due_on);
  fo_json_close (json, '}');
}

static void
add_line (GString *json, const FoThreadLine *row)
{
  const FoLine *line = &row->line;

  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "order", row->order);
  fo_json_add_id (json, "line", line->id);
  fo_json_add_text (json, "item", row->item);
  fo_json_add_text (json, "name", row->name);
  fo_json_add_text (json, "kind", row->is_kit ? "kit" : line->goods ? "goods" : "service");
  if (row->of_kit[0])
    fo_json_add_text (json, "of_kit", row->of_kit);
  if (row->instead_of[0])
    fo_json_add_text (json, "instead_of", row->instead_of);
  fo_json_add_quantity (json, "ordered", line->ordered_u);
  fo_json_add_quantity (json, "cancelled", line->cancelled_u);
  fo_json_add_quantity (json, "promised", line->promised_u);
  fo_json_add_quantity (json, "from_supply", line->from_supply_u);
  fo_json_add_quantity (json, "held", line->held_u);
  fo_json_add_quantity (json, "picked", line->picked_u);
  fo_json_add_quantity (json, "shipped", line->shipped_u);
  fo_json_add_quantity (json, "missing", fo_line_missing (line));
  fo_json_add_day (json, "leaves_on", row->leaves_on);
  if (row->supply[0]) {
    fo_json_add_text (json, "supply", row->supply);
    fo_json_add_text (json, "supply_kind", fo_supply_kind_name (row->supply_kind));
    fo_json_add_count (json, "progress", row->progress_percent);
  }
  fo_json_close (json, '}');
}

static void
add_text (GString *json, const char *name, const char *text)
{
  if (text[0])
    fo_json_add_text (json, name, text);
}

static void
add_day (GString *json, const char *name, FoDay day)
{
  if (day != FO_DAY_NONE)
    fo_json_add_day (json, name, day);
}

static void
add_event (GString *json, const FoThreadEvent *event)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (event->at_us / G_USEC_PER_SEC);
  g_autofree char *text = at ? g_date_time_format_iso8601 (at) : g_strdup ("");

  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "at", text);
  fo_json_add_text (json, "kind", event->kind);
  add_text (json, "order", event->order);
  add_text (json, "number", event->number);
  add_text (json, "item", event->item);
  add_text (json, "lot", event->lot);
  add_day (json, "expires_on", event->expires_on);
  if (event->quantity_u)
    fo_json_add_quantity (json, "quantity", event->quantity_u);
  add_day (json, "from_day", event->from_day);
  add_day (json, "day", event->day);
  add_text (json, "text", event->text);
  add_text (json, "person", event->person);
  add_text (json, "station", event->station);
  add_text (json, "done_by", event->done_by);
  if (event->done_by[0])
    add_day (json, "done_on", event->done_on);
  fo_json_close (json, '}');
}

char *
fo_thread_to_json (const FoThread *thread)
{
  GString *json = fo_json_new ('{');

  fo_json_add_text (json, "deal", thread->deal);
  fo_json_add_text (json, "customer", thread->customer);
  fo_json_open (json, "orders", '[');
  for (guint i = 0; i < thread->orders->len; i++)
    add_order (json, &g_array_index (thread->orders, FoOrder, i));
  fo_json_close (json, ']');
  fo_json_open (json, "lines", '[');
  for (guint i = 0; i < thread->lines->len; i++)
    add_line (json, &g_array_index (thread->lines, FoThreadLine, i));
  fo_json_close (json, ']');
  fo_json_open (json, "events", '[');
  for (guint i = 0; i < thread->events->len; i++)
    add_event (json, &g_array_index (thread->events, FoThreadEvent, i));
  fo_json_close (json, ']');
  fo_json_close (json, '}');
  return g_string_free (json, FALSE);
}

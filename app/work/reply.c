/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inside.h"

void
fo_reply_clear (FoReply *reply)
{
  fo_args_clear (&reply->args);
  g_free (reply->lines);
  *reply = (FoReply){ 0 };
  fo_args_init (&reply->args);
}

/* What a name holds, so that JSON can be read back as it was: everything else is text. */
static FoArgKind
kind_of (const char *name)
{
  static const char *const quantities[] = { "quantity", "asked", "done", "on_hand", "held", "free", "missing", "promised", "picked",
                                            "shipped", "over", "limit", "left", "needs", NULL };
  static const char *const days[] = { "expires_on", "produced_on", "received_on", "other_expires_on", "ready_on", "due_on", "until",
                                      "day", NULL };
  static const char *const counts[] = { "count", "n", "percent", "labels", NULL };

  if (g_strv_contains (quantities, name))
    return FO_ARG_QUANTITY;
  if (g_strv_contains (days, name))
    return FO_ARG_DAY;
  return g_strv_contains (counts, name) ? FO_ARG_COUNT : FO_ARG_TEXT;
}

/* Scripts know an item by its article; people by its name. */
static const char *
json_name (const char *name)
{
  if (g_str_equal (name, "code"))
    return "item";
  return g_str_equal (name, "item") ? "name" : name;
}

static const char *
arg_name (const char *name)
{
  if (g_str_equal (name, "item"))
    return "code";
  return g_str_equal (name, "name") ? "item" : name;
}

static void
add_arg (GString *json, const FoArg *arg)
{
  const char *name = json_name (arg->name);

  switch (arg->kind) {
  case FO_ARG_TEXT:
    fo_json_add_text (json, name, arg->text ? arg->text : "");
    return;
  case FO_ARG_QUANTITY:
    fo_json_add_quantity (json, name, arg->number);
    return;
  case FO_ARG_DAY:
    fo_json_add_day (json, name, (FoDay) arg->number);
    return;
  case FO_ARG_COUNT:
    fo_json_add_count (json, name, arg->number);
    return;
  }
}

char *
fo_reply_to_json (const FoReply *reply)
{
  GString *json = fo_json_new ('{');

  fo_json_add_text (json, "verdict", fo_verdict_name (reply->verdict));
  if (reply->operation)
    fo_json_add_id (json, "operation", reply->operation);
  for (guint i = 0; i < reply->args.n; i++)
    add_arg (json, &reply->args.list[i]);
  if (reply->lines)
    fo_json_add_json (json, "lines", reply->lines);
  fo_json_close (json, '}');
  return g_string_free (json, FALSE);
}

static void
arg_from_json (FoArgs *args, const char *key, json_object *value)
{
  const char *name = arg_name (key), *text = value ? json_object_get_string (value) : "";
  FoQuantity quantity_u;
  FoDay day;

  switch (kind_of (name)) {
  case FO_ARG_QUANTITY:
    if (fo_quantity_parse (text, &quantity_u) == FO_OK)
      fo_args_set_quantity (args, name, quantity_u);
    return;
  case FO_ARG_DAY:
    fo_args_set_day (args, name, fo_day_parse_iso (text, &day) == FO_OK ? day : FO_DAY_NONE);
    return;
  case FO_ARG_COUNT:
    fo_args_set_count (args, name, json_object_get_int64 (value));
    return;
  case FO_ARG_TEXT:
    fo_args_set_text (args, name, text);
    return;
  }
}

static void
field_from_json (FoReply *reply, const char *key, json_object *value)
{
  if (g_str_equal (key, "verdict"))
    return;
  if (g_str_equal (key, "operation"))
    fo_id_parse (json_object_get_string (value), &reply->operation);
  else if (g_str_equal (key, "lines"))
    fo_reply_lines (reply, json_object_get (value));
  else
    arg_from_json (&reply->args, key, value);
}

bool
fo_reply_from_json (const char *json, FoReply *reply)
{
  json_object *object = json_tokener_parse (json), *verdict = NULL;
  bool ours;

  fo_reply_clear (reply);
  ours = object && json_object_object_get_ex (object, "verdict", &verdict)
         && fo_verdict_parse (json_object_get_string (verdict), &reply->verdict);
  if (ours) {
    json_object_object_foreach (object, key, value)
    {
      field_from_json (reply, key, value);
    }
  }
  json_object_put (object);
  return ours;
}

void
fo_reply_item (FoReply *reply, const FoItem *item)
{
  fo_args_set_text (&reply->args, "item", item->name);
  fo_args_set_text (&reply->args, "code", item->code);
  fo_args_set_text (&reply->args, "unit", item->unit);
}

void
fo_reply_lot (FoReply *reply, const FoLot *lot)
{
  fo_args_set_text (&reply->args, "lot", lot->number);
  fo_args_set_day (&reply->args, "expires_on", lot->expires_on);
  if (lot->owner[0])
    fo_args_set_text (&reply->args, "owner", lot->owner);
}

void
fo_reply_order (FoReply *reply, const FoOrder *order)
{
  fo_args_set_text (&reply->args, "order", order->number);
  fo_args_set_text (&reply->args, "deal", order->deal);
}

void
fo_reply_lines (FoReply *reply, json_object *array)
{
  g_free (reply->lines);
  reply->lines = fo_json_print (array);
}

void
fo_reply_take_lines (FoReply *reply, GString *array)
{
  fo_json_close (array, ']');
  g_free (reply->lines);
  reply->lines = g_string_free (array, FALSE);
}

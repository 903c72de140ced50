/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages of orders in the words of their sales channels, as the warehouse's table says, on their way out. Those that come in are
 * judged where the order is (work/apply-stage.c). */
#include "stages.h"
#include "firstout/store/channels.h"
#include "firstout/store/orders.h"
#include <json-c/json.h>

typedef struct {
  const char *number;
  FoStage stage;
  char word[FO_NUMBER_MAX];
  FoFound found;
} Look;

static FoTxnEnd
look_up (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  FoOrder order;

  look->found = fo_order_find_by_number (txn, look->number, &order, error);
  if (look->found == FO_FOUND)
    look->found = fo_channel_word (txn, order.channel, look->stage, look->word, error);
  return look->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static const char *
text_of (json_object *body, const char *name)
{
  json_object *value = json_object_object_get (body, name);

  return value ? json_object_get_string (value) : "";
}

bool
fo_stage_say (FoGateway *gateway, const char *op, char **body_text, GError **error)
{
  json_object *body = g_str_equal (op, "order.state") ? json_tokener_parse (*body_text) : NULL;
  Look look = { .found = FO_ABSENT };
  bool read = true;

  if (!body)
    return true;
  look.number = text_of (body, "number");
  if (fo_stage_parse (text_of (body, "stage"), &look.stage))
    read = fo_store_read (gateway->store, look_up, &look, error);
  if (read && look.found == FO_FOUND) {
    json_object_object_add (body, "word", json_object_new_string (look.word));
    g_free (*body_text);
    *body_text = g_strdup (json_object_to_json_string_ext (body, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  }
  json_object_put (body);
  return read;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sending.h"
#include "inside.h"
#include "right.h"
#include <string.h>

/* ---- a message --------------------------------------------------------------------------------------------------- */

bool
fo_is_given (const char *text)
{
  return text && text[0];
}

static bool
is_day (const char *text)
{
  FoDay day;

  return fo_day_parse_iso (text, &day) == FO_OK;
}

/* Said as it stands now, and not as what has changed since: a later word makes an earlier one false. */
static bool
is_absolute (const char *op)
{
  return g_str_equal (op, "reserve.set") || g_str_equal (op, "order.state");
}

static FoTxnEnd
judge (const FoSendingAct *what, const FoDeliveryRow *row, FoReply *reply)
{
  if (row->state == FO_DELIVERY_VERIFIED || row->state == FO_DELIVERY_NOT_CARRIED)
    return fo_refuse (reply, FO_REQUEST_UNKNOWN);
  if (what->day && !is_day (what->day))
    return fo_refuse (reply, FO_DAY_BAD);
  if ((what->decision != FO_SENDING_AGAIN || what->day) && !fo_is_given (what->words))
    return fo_refuse (reply, FO_REASON_NEEDED);
  return FO_TXN_COMMIT;
}

bool
fo_sending_again (FoTxn *txn, const FoDeliveryRow *row, FoDeliveryState *ret, GError **error)
{
  FoFound later = is_absolute (row->op) ? fo_outbox_later (txn, row, error) : FO_ABSENT;

  if (later == FO_FOUND)
    *ret = FO_DELIVERY_NOT_CARRIED;
  else if (row->state == FO_DELIVERY_UNKNOWN || row->state == FO_DELIVERY_VERIFIED)
    *ret = FO_DELIVERY_UNKNOWN;
  else
    *ret = FO_DELIVERY_WAITING;
  return later != FO_FAILED;
}

static bool
state_after (FoTxn *txn, const FoSendingAct *what, const FoDeliveryRow *row, FoDeliveryState *ret, GError **error)
{
  switch (what->decision) {
  case FO_SENDING_AGAIN:
    return fo_sending_again (txn, row, ret, error);
  case FO_SENDING_DONE:
    *ret = FO_DELIVERY_VERIFIED;
    return true;
  case FO_SENDING_DROP:
    *ret = FO_DELIVERY_NOT_CARRIED;
    return true;
  }
  g_assert_not_reached ();
}

static FoTxnEnd
decide_sending (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoSendingAct *what = data;
  g_auto (FoDeliveryRow) row = { 0 };
  FoFound found = fo_delivery_find (txn, what->message, what->link ? what->link : "", &row, error);
  char uuid[FO_UUID_TEXT_MAX];
  FoDeliveryState state;
  FoTxnEnd end;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_REQUEST_UNKNOWN);
  end = judge (what, &row, reply);
  if (end == FO_TXN_COMMIT && (what->decision != FO_SENDING_AGAIN || what->day))
    end = fo_right_judge (txn, context->act, "sending", reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!state_after (txn, what, &row, &state, error))
    return FO_TXN_FAIL;
  fo_delivery_decide (txn, &row, state, what->day, context->act->person, what->words);
  fo_conflict_close (txn, "message", fo_id_uuid (row.outbox, fo_store_space (fo_txn_store (txn)), uuid));
  fo_args_set_text (&reply->args, "text", row.op);
  fo_args_set_text (&reply->args, "state", fo_delivery_state_name (state));
  return FO_TXN_COMMIT;
}

bool
fo_work_decide_sending (FoStore *store, const FoAct *act, const FoSendingAct *what, FoReply *reply, GError **error)
{
  bool is_only_again = what->decision == FO_SENDING_AGAIN && !what->day;

  return fo_act_run (store, act, is_only_again ? "send-again" : "decide-sending", decide_sending, what, reply, error);
}

/* ---- a disagreement ---------------------------------------------------------------------------------------------- */

typedef struct {
  FoId conflict;
  const char *words;
} ConflictAct;

static FoTxnEnd
decide_conflict (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const ConflictAct *what = data;
  FoConflict conflict = { 0 };
  FoFound found = fo_conflict_find (txn, what->conflict, &conflict, error);
  FoTxnEnd end;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_REQUEST_UNKNOWN);
  fo_args_set_text (&reply->args, "text", conflict.kind);
  fo_conflict_clear (&conflict);
  if (!fo_is_given (what->words))
    return fo_refuse (reply, FO_REASON_NEEDED);
  end = fo_right_judge (txn, context->act, "sending", reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_conflict_decide (txn, what->conflict, context->act->person ? context->act->person : "", what->words);
  return FO_TXN_COMMIT;
}

bool
fo_work_decide_conflict (
    FoStore *store, const FoAct *act, FoId conflict, const char *words, FoReply *reply, GError **error)
{
  const ConflictAct what = { conflict, words };

  return fo_act_run (store, act, "decide-conflict", decide_conflict, &what, reply, error);
}

/* ---- links ------------------------------------------------------------------------------------------------------- */

static bool
is_link_name (const char *name)
{
  gsize length = name ? strlen (name) : 0;

  return length > 0 && length < FO_LINK_NAME_MAX
         && strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == length;
}

/* "https://name:word@host/", "postgresql:///db?password=word": a store is copied and looked into. */
static bool
has_password (const char *address)
{
  const char *host = address ? strstr (address, "://") : NULL, *end, *at, *colon;

  if (!host)
    return false;
  host += strlen ("://");
  end = host + strcspn (host, "/?");
  at = memchr (host, '@', (gsize) (end - host));
  colon = at ? memchr (host, ':', (gsize) (at - host)) : NULL;
  return (colon && colon + 1 < at) || strstr (host, "password=") != NULL;
}

static bool
is_json_object (const char *text)
{
  json_object *object = fo_is_given (text) ? json_tokener_parse (text) : NULL;
  bool is = !fo_is_given (text) || json_object_is_type (object, json_type_object);

  json_object_put (object);
  return is;
}

static FoTxnEnd
judge_link (const FoSalesLink *link, FoReply *reply)
{
  const char *wrong = !is_link_name (link->name)       ? "name"
                      : !fo_is_given (link->kind)         ? "kind"
                      : has_password (link->address)   ? "address"
                      : !is_json_object (link->config) ? "config"
                                                       : NULL;

  if (!wrong)
    return FO_TXN_COMMIT;
  fo_args_set_text (&reply->args, "field", wrong);
  fo_args_set_text (&reply->args, "text", wrong[0] == 'n' ? link->name : "");
  return fo_refuse (reply, FO_MESSAGE_MALFORMED);
}

static bool
is_other_main (FoTxn *txn, const FoSalesLink *link, bool *ret_other, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (FoSalesLink));

  g_array_set_clear_func (links, (GDestroyNotify) fo_sales_link_clear);
  *ret_other = false;
  if (!fo_links (txn, links, error))
    return false;
  for (guint i = 0; i < links->len; i++) {
    const FoSalesLink *other = &g_array_index (links, FoSalesLink, i);
    if (other->role == FO_LINK_ROLE_MAIN && !g_str_equal (other->name, link->name))
      *ret_other = true;
  }
  return true;
}

static FoTxnEnd
set_link (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoSalesLink *what = data;
  g_auto (FoSalesLink) known = { 0 };
  FoSalesLink link = *what;
  bool other = false;
  FoTxnEnd end = judge_link (what, reply);
  FoFound found;

  if (end == FO_TXN_COMMIT)
    end = fo_right_judge (txn, context->act, "settings", reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (link.role == FO_LINK_ROLE_MAIN && !is_other_main (txn, what, &other, error))
    return FO_TXN_FAIL;
  if (other)
    return fo_refuse (reply, FO_NUMBER_TAKEN);
  found = fo_link_by_name (txn, what->name, &known, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  link.id = known.id;
  if (found == FO_FOUND)
    fo_link_set_up (txn, &link);
  else {
    link.id = fo_store_next_id (fo_txn_store (txn), error);
    if (!link.id)
      return FO_TXN_FAIL;
    fo_link_insert (txn, link.id, &link);
  }
  fo_args_set_text (&reply->args, "name", what->name);
  return FO_TXN_COMMIT;
}

bool
fo_work_set_link (FoStore *store, const FoAct *act, const FoSalesLink *link, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "set-link", set_link, link, reply, error);
}

/* TEXT as JSON: an object or an array stays one. */
static json_object *
value_of (const char *text)
{
  json_object *value = text[0] == '{' || text[0] == '[' ? json_tokener_parse (text) : NULL;

  return value ? value : json_object_new_string (text);
}

static char *
with_field (const char *config, const char *field, const char *value)
{
  json_object *object = json_tokener_parse (config);
  char *text;

  if (!json_object_is_type (object, json_type_object)) {
    json_object_put (object);
    object = json_object_new_object ();
  }
  if (fo_is_given (value))
    json_object_object_add (object, field, value_of (value));
  else
    json_object_object_del (object, field);
  text = g_strdup (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (object);
  return text;
}

static FoTxnEnd
set_link_field (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoLinkFieldAct *what = data;
  g_auto (FoSalesLink) known = { 0 };
  FoFound found = fo_link_by_name (txn, what->link, &known, error);
  g_autofree char *config = NULL;
  FoSalesLink link;
  FoTxnEnd end;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_REQUEST_UNKNOWN);
  link = known;
  if (g_str_equal (what->field, "secret"))
    link.secret = (char *) what->value;
  else if (g_str_equal (what->field, "address"))
    link.address = (char *) what->value;
  else
    link.config = config = with_field (known.config, what->field, what->value);
  end = judge_link (&link, reply);
  if (end == FO_TXN_COMMIT)
    end = fo_right_judge (txn, context->act, "settings", reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_link_set_up (txn, &link);
  fo_args_set_text (&reply->args, "name", what->link);
  fo_args_set_text (&reply->args, "field", what->field);
  return FO_TXN_COMMIT;
}

bool
fo_work_set_link_field (FoStore *store, const FoAct *act, const FoLinkFieldAct *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "set-link", set_link_field, what, reply, error);
}

typedef struct {
  const char *name;
  FoLinkSwitch how;
} SwitchAct;

static FoTxnEnd
switch_link (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const SwitchAct *what = data;
  g_auto (FoSalesLink) link = { 0 };
  FoFound found = fo_link_by_name (txn, what->name, &link, error);
  FoTxnEnd end;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_REQUEST_UNKNOWN);
  end = fo_right_judge (txn, context->act, "settings", reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_args_set_text (&reply->args, "name", what->name);
  switch (what->how) {
  case FO_LINK_ON:
  case FO_LINK_OFF:
    fo_link_enable (txn, link.id, what->how == FO_LINK_ON);
    break;
  case FO_LINK_UNLATCH:
    fo_link_unlatch (txn, link.id);
    break;
  case FO_LINK_REMOVE:
    fo_link_delete (txn, link.id);
    break;
  }
  return FO_TXN_COMMIT;
}

bool
fo_work_switch_link (
    FoStore *store, const FoAct *act, const char *name, FoLinkSwitch how, FoReply *reply, GError **error)
{
  const SwitchAct what = { name, how };

  return fo_act_run (store, act, "switch-link", switch_link, &what, reply, error);
}

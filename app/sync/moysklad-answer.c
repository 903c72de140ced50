/* SPDX-License-Identifier: GPL-3.0-or-later
 * The answer whether goods are really there goes back to the order that asked: as a line of the field that the set-up names (доп. поле of
 * customer orders, of the kind text), else of the order's comment. What people wrote there stays. */
#include "moysklad-writing.h"

#define ORDER "customerorder"

/* The field of that name as orders have it, by its own address; NULL: there is none. */
static bool
find_field (FoMskSending *s, json_object **ret_meta, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  const FoMskQuery query = { .path = "entity/" ORDER "/metadata/attributes" };
  json_object *fields;

  *ret_meta = NULL;
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_msk_some (s->msk, &ask, &query, &fields, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  for (gsize i = 0; i < json_object_array_length (fields) && !*ret_meta; i++) {
    json_object *field = json_object_array_get_idx (fields, i);
    if (g_str_equal (fo_http_text (field, "name"), s->msk->answer_field))
      *ret_meta = json_object_get (fo_http_object (field, "meta"));
  }
  json_object_put (fields);
  return true;
}

static const char *
text_of (const FoMsk *msk, json_object *order)
{
  json_object *value;

  if (!msk->answer_field[0])
    return fo_http_text (order, "description");
  value = fo_msk_attribute (order, msk->answer_field);
  return value ? json_object_get_string (value) : "";
}

/* NULL: the fate is settled. */
static bool
change_of (FoMskSending *s, const char *text, json_object **ret_body, GError **error)
{
  json_object *body, *list, *field, *meta = NULL;

  *ret_body = NULL;
  if (s->msk->answer_field[0] && !find_field (s, &meta, error))
    return false;
  if (s->msk->answer_field[0] && !meta)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.answer-field-missing", MSK, "text", s->msk->answer_field, NULL);
  body = json_object_new_object ();
  *ret_body = body;
  if (!meta) {
    fo_link_say (body, "description", text);
    return true;
  }
  field = json_object_new_object ();
  list = json_object_new_array ();
  json_object_object_add (field, "meta", meta);
  fo_link_say (field, "value", text);
  json_object_array_add (list, field);
  json_object_object_add (body, "attributes", list);
  return true;
}

static bool
write_answer (FoMskSending *s, const char *id, const char *text, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "change" };
  g_autofree char *path = g_strconcat ("entity/" ORDER "/", id, NULL);
  g_auto (FoWritten) written = { 0 };
  json_object *body, *there = NULL;
  bool good;

  if (!change_of (s, text, &body, error) || !body)
    return s->fate->kind == FO_FATE_REFUSED;
  good = fo_msk_write (s->msk, &ask, "PUT", path, body, &written, error);
  json_object_put (body);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  if (written.end != FO_HTTP_DONE)
    return fo_fate_end_written (s->fate, &written, fo_msk_is_closed (written.why));
  if (!fo_msk_get_behind (s, ORDER, id, NULL, &there, error))
    return false;
  s->fate->remote_id = g_strdup (id);
  if (!there || !fo_answer_stands (text_of (s->msk, there), s->body))
    return fo_fate_differs (s->fate, there ? there : json_object_new_object (),
                            there ? "link.comment-cut" : "link.gone");
  json_object_put (there);
  s->fate->kind = FO_FATE_VERIFIED;
  return true;
}

bool
fo_msk_answer (FoMskSending *s, GError **error)
{
  const char *id = fo_http_text (s->body, "order");
  g_autofree char *text = NULL;
  json_object *order;
  bool stands;

  if (!fo_link_is_uuid (id))
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, "link.answer-no-order", "item", fo_http_text (s->body, "item"),
                        NULL);
  if (!fo_msk_get_first (s, ORDER, id, NULL, &order, error))
    return false;
  if (!order)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.order-unknown", MSK, "order", fo_http_text (s->body, "number"),
                        NULL);
  text = fo_answer_put (text_of (s->msk, order), s->body);
  stands = fo_answer_stands (text_of (s->msk, order), s->body);
  json_object_put (order);
  return stands ? fo_fate_end (s->fate, FO_FATE_VERIFIED, NULL, NULL) : write_answer (s, id, text, error);
}

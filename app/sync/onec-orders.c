/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is told of a customer's order: shipments and their taking back, returns, reservations, the stage it is in. */
#include "onec-writing.h"
#include <string.h>

#define ORDERS "Document_ЗаказКлиента"

static bool
get_order (FoOnecSending *s, const char *ref, json_object **ret, GError **error)
{
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "find", .whole = true };

  *ret = NULL;
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (fo_link_is_uuid (ref) && !fo_onec_one (s->onec, &ask, ORDERS, ref, NULL, ret, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  return true;
}

/* The order's line by КодСтроки, which stays when lines are renumbered. */
static json_object *
find_line (json_object *order, const char *code)
{
  json_object *lines = fo_http_array (order, "Товары");

  for (gsize i = 0; lines && i < json_object_array_length (lines); i++) {
    json_object *line = json_object_array_get_idx (lines, i);
    if (g_str_equal (fo_http_text (line, "КодСтроки"), code))
      return line;
  }
  return NULL;
}

static bool
quantity_of (json_object *object, const char *name, FoQuantity *ret_u)
{
  return fo_quantity_parse (fo_http_text (object, name), ret_u) == FO_OK;
}

/* The item by our code; the order's own line says which characteristic, where it is still there. */
bool
fo_onec_add_line (
    FoOnecSending *s, FoOnecDraft *draft, json_object *line, FoQuantity quantity_u, bool *ret_good, GError **error)
{
  const char *code = fo_http_text (line, "item"), *stroke = strrchr (fo_http_text (line, "line"), '/');
  bool other = json_object_object_get_ex (line, "instead_of", NULL); /* goods that the order's line does not name */
  json_object *from = draft->order && stroke && !other ? find_line (draft->order, stroke + 1) : NULL;
  const FoOnecItem *item;
  FoOnecRow *row;
  char *lot = NULL;

  *ret_good = false;
  s->fate->kind = FO_FATE_LATER;
  if (!fo_onec_item (s->onec, s->delivery, code, &item, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!item)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-item-unknown", "item", code, NULL);
  if (!fo_onec_lot (s, item, fo_http_text (line, "lot"), fo_http_text (line, "expires_on"), &lot, error))
    return false;
  if (!lot)
    return true;
  fo_onec_draft_add (draft, g_strdup (item->ref),
                     g_strdup (from ? fo_http_text (from, "Характеристика_Key") : item->variant), lot, quantity_u);
  row = &g_array_index (draft->rows, FoOnecRow, draft->rows->len - 1);
  row->from = from;
  g_free (row->code);
  row->code = g_strdup (from ? stroke + 1 : "");
  *ret_good = true;
  return true;
}

static bool
add_lines (FoOnecSending *s, FoOnecDraft *draft, bool *ret_good, GError **error)
{
  json_object *lines = fo_http_array (s->body, "lines");
  FoQuantity quantity_u;

  *ret_good = false;
  for (gsize i = 0; lines && i < json_object_array_length (lines); i++) {
    json_object *line = json_object_array_get_idx (lines, i);
    if (!quantity_of (line, "quantity", &quantity_u))
      return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-message-broken", "field", "quantity", NULL);
    if (!fo_onec_add_line (s, draft, line, ABS (quantity_u), ret_good, error))
      return false;
    if (!*ret_good)
      return true;
  }
  if (!*ret_good)
    fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-message-broken", "field", "lines", NULL);
  return true;
}

/* Who buys, by what terms: the sale says as the order does. */
static json_object *
copy_header (json_object *order)
{
  static const char *const names[] = { "Партнер_Key", "Контрагент_Key", "Организация_Key", "Соглашение_Key",
                                       "Валюта_Key" };
  json_object *copy = json_object_new_object (), *value;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_object_get_ex (order, names[i], &value) && value)
      json_object_object_add (copy, names[i], json_object_get (value));
  return copy;
}

/* ---- shipments ---------------------------------------------------------------------------------------------------------- */

/* 1C may have made the warehouse's order itself, when goods were given free: one for our order that nobody has filled in.
 * It gets our marker; then it is found as ours. What it has beyond what left is not shipped. */
static bool
is_free (json_object *document)
{
  const char *status = fo_http_text (document, "Статус"), *comment = fo_http_text (document, "Комментарий");

  return !fo_http_true (document, "DeletionMark") && !g_str_equal (status, "Отгружен") && !strstr (comment, "Firstout");
}

static void
add_rest (const FoOnecDraft *draft, json_object *theirs, json_object *rows)
{
  json_object *wanted = fo_http_array (theirs, draft->form.table);
  FoQuantity there_u, left_u;
  char text[FO_QUANTITY_TEXT_MAX];

  for (gsize i = 0; wanted && i < json_object_array_length (wanted); i++) {
    json_object *line = json_object_array_get_idx (wanted, i), *rest;
    if (!quantity_of (line, draft->form.quantity, &there_u))
      continue;
    for (guint j = 0; j < draft->rows->len; j++) {
      const FoOnecRow *row = &g_array_index (draft->rows, FoOnecRow, j);
      if (g_str_equal (row->item, fo_http_text (line, draft->form.item)))
        there_u -= row->quantity_u;
    }
    left_u = there_u;
    if (left_u <= 0)
      continue;
    rest = json_object_new_object ();
    json_object_object_add (rest, "LineNumber", json_object_new_int ((int) json_object_array_length (rows) + 1));
    json_object_object_add (rest, draft->form.item, json_object_new_string (fo_http_text (line, draft->form.item)));
    json_object_object_add (rest, draft->form.variant,
                            json_object_new_string (fo_http_text (line, draft->form.variant)));
    fo_quantity_print (left_u, text);
    json_object_object_add (rest, draft->form.quantity, fo_http_number (text));
    json_object_object_add (rest, draft->form.packs, fo_http_number (text));
    json_object_object_add (rest, draft->form.action, json_object_new_string ("НеОтгружать"));
    json_object_array_add (rows, rest);
  }
}

static bool
fill_in (FoOnecSending *s, const FoOnecDraft *draft, json_object *theirs, GError **error)
{
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "change", .match = fo_http_text (theirs, "DataVersion") };
  g_autofree char *path = fo_onec_key (draft->form.entity, fo_http_text (theirs, "Ref_Key"));
  g_autofree char *comment =
      g_strdup_printf ("%s Firstout %s %s", s->delivery->op_id, draft->label, fo_http_text (theirs, "Комментарий"));
  json_object *body = json_object_new_object ();
  g_auto (FoWritten) written = { 0 };
  bool good;

  json_object_object_add (body, "Комментарий", json_object_new_string (comment));
  fo_onec_add_tables (s->onec, draft, body);
  add_rest (draft, theirs, fo_http_array (body, draft->form.table));
  good = fo_onec_write (s->onec, &ask, "PATCH", path, body, &written, error);
  json_object_put (body);
  if (!good)
    s->fate->kind = written.end == FO_HTTP_NOT_SENT ? FO_FATE_LATER : FO_FATE_UNKNOWN;
  else if (written.end != FO_HTTP_DONE)
    fo_onec_end_written (s, &written);
  return good;
}

static bool
adopt (FoOnecSending *s, const FoOnecDraft *draft, GError **error)
{
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "find" };
  g_autofree char *filter = g_strdup_printf ("%s/any(d: d/%s eq cast(guid'%s', '%s'))", draft->form.orders_table,
                                             draft->form.base, draft->base, draft->form.base_entity);
  const FoOnecQuery query = { draft->form.entity, filter, NULL, NULL };
  json_object *found, *chosen = NULL;
  bool good = true, ours = false;

  if (!s->onec->adopt || !draft->form.orders_table[0])
    return true;
  if (!fo_onec_some (s->onec, &ask, &query, &found, error))
    return false;
  for (gsize i = 0; i < json_object_array_length (found); i++) {
    json_object *document = json_object_array_get_idx (found, i);
    ours |= strstr (fo_http_text (document, "Комментарий"), s->delivery->op_id) != NULL;
    if (!chosen && is_free (document))
      chosen = document;
  }
  if (chosen && !ours)
    good = fill_in (s, draft, chosen, error);
  json_object_put (found);
  return good;
}

bool
fo_onec_shipment (FoOnecSending *s, GError **error)
{
  g_auto (FoOnecDraft) draft = { 0 };
  bool good;

  fo_onec_draft_init (&draft, s->onec, s->onec->simple ? "sale" : "shipment");
  if (!get_order (s, fo_http_text (s->body, "order"), &draft.order, error))
    return false;
  if (!draft.order)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-order-unknown", "order", fo_http_text (s->body, "number"),
                        NULL);
  draft.base = g_strdup (fo_http_text (s->body, "order"));
  draft.day = fo_link_day (s->delivery, s->body, "shipped_on", s->onec->utc_offset_min);
  draft.label = g_strdup (fo_http_text (s->body, "shipment"));
  draft.kind = g_strdup ("shipment");
  draft.key = g_strdup (fo_http_text (s->body, "shipment"));
  draft.copied = s->onec->simple ? copy_header (draft.order) : NULL;
  if (!add_lines (s, &draft, &good, error))
    return false;
  if (!good)
    return true;
  if (!adopt (s, &draft, error))
    return false;
  return s->fate->kind != FO_FATE_GO_ON || fo_onec_put (s, &draft, error);
}

/* Its create came before it and is settled; where nothing stands there is nothing to take back. */
bool
fo_onec_shipment_cancel (FoOnecSending *s, GError **error)
{
  const FoOnecForm form = fo_onec_form (s->onec, s->onec->simple ? "sale" : "shipment");
  FoLinkHost *host = s->onec->link.host;
  g_autofree char *ref = NULL;

  s->fate->kind = FO_FATE_LATER;
  if (!host->find_ref (host, "shipment", fo_http_text (s->body, "shipment"), &ref, error))
    return false;
  return ref ? fo_onec_take_back (s, form.entity, ref, error) : fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
}

/* ---- returns ------------------------------------------------------------------------------------------------------------ */

static bool
return_to (FoOnecSending *s, FoOnecDraft *draft, GError **error)
{
  FoLinkHost *host = s->onec->link.host;
  const char *shipment = fo_http_text (s->body, "shipment");

  if (!get_order (s, fo_http_text (s->body, "order"), &draft->order, error))
    return false;
  if (draft->order)
    draft->copied = copy_header (draft->order);
  return !s->onec->simple || !shipment[0] || host->find_ref (host, "shipment", shipment, &draft->base, error);
}

static bool
take_return_back (FoOnecSending *s, const char *entity, GError **error)
{
  FoLinkHost *host = s->onec->link.host;
  g_autofree char *ref = NULL;

  s->fate->kind = FO_FATE_LATER;
  if (!host->find_ref (host, "return", fo_http_text (s->body, "return"), &ref, error))
    return false;
  return ref ? fo_onec_take_back (s, entity, ref, error) : fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
}

bool
fo_onec_return (FoOnecSending *s, GError **error)
{
  g_auto (FoOnecDraft) draft = { 0 };
  json_object *lines = fo_http_array (s->body, "lines");
  FoQuantity quantity_u = 0;
  bool good;

  fo_onec_draft_init (&draft, s->onec, "return");
  if (lines && quantity_of (json_object_array_get_idx (lines, 0), "quantity", &quantity_u) && quantity_u < 0)
    return take_return_back (s, draft.form.entity, error);
  if (!return_to (s, &draft, error))
    return false;
  draft.day = fo_link_day (s->delivery, s->body, "returned_on", s->onec->utc_offset_min);
  draft.label = g_strdup (fo_http_text (s->body, "shipment"));
  draft.kind = g_strdup ("return");
  draft.key = g_strdup (fo_http_text (s->body, "return"));
  if (!add_lines (s, &draft, &good, error))
    return false;
  return !good || fo_onec_put (s, &draft, error);
}

/* ---- the order itself --------------------------------------------------------------------------------------------------- */

/* Row by row as it stands there, ВариантОбеспечения as the warehouse has it. NULL: nothing changes. */
static json_object *
new_rows (FoOnecSending *s, json_object *order)
{
  json_object *said = fo_http_array (s->body, "lines"), *lines = fo_http_array (order, "Товары"),
              *rows = json_object_new_array ();
  json_object *names = fo_http_object (s->onec->config, "reserve");
  bool changed = false;

  for (gsize i = 0; lines && i < json_object_array_length (lines); i++) {
    json_object *line = json_object_array_get_idx (lines, i), *row = json_object_new_object ();
    json_object_object_foreach (line, name, value)
    {
      if (!strchr (name, '@'))
        json_object_object_add (row, name, json_object_get (value));
    }
    json_object_object_add (row, "LineNumber", json_object_new_int ((int) i + 1));
    for (gsize j = 0; said && j < json_object_array_length (said); j++) {
      json_object *ours = json_object_array_get_idx (said, j);
      const char *stroke = strrchr (fo_http_text (ours, "line"), '/'), *variant;
      if (!stroke || !g_str_equal (stroke + 1, fo_http_text (line, "КодСтроки")))
        continue;
      variant = fo_http_text (names, g_str_equal (fo_http_text (ours, "missing"), "0") ? "full" : "part");
      changed |= variant[0] && !g_str_equal (variant, fo_http_text (line, "ВариантОбеспечения"));
      if (variant[0])
        json_object_object_add (row, "ВариантОбеспечения", json_object_new_string (variant));
    }
    json_object_array_add (rows, row);
  }
  if (changed)
    return rows;
  json_object_put (rows);
  return NULL;
}

/* The same but for what we wanted changed, and nothing else. */
static bool
has_rows (json_object *order, json_object *rows)
{
  static const char *const names[] = { "КодСтроки", "Номенклатура_Key", "Количество", "ВариантОбеспечения",
                                       "Отменено" };
  json_object *lines = fo_http_array (order, "Товары");
  bool same = lines && json_object_array_length (lines) == json_object_array_length (rows);

  for (gsize i = 0; same && i < json_object_array_length (rows); i++)
    for (gsize j = 0; same && j < G_N_ELEMENTS (names); j++)
      same = g_str_equal (fo_http_text (json_object_array_get_idx (rows, i), names[j]),
                          fo_http_text (json_object_array_get_idx (lines, i), names[j]));
  return same;
}

/* Writes BODY to the order; *ret_there is what stands there behind it, NULL when the fate is settled. */
static bool
change_order (FoOnecSending *s, json_object *order, json_object *body, json_object **ret_there, GError **error)
{
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "change", .match = fo_http_text (order, "DataVersion") };
  const FoOnecAsk read = { .delivery = s->delivery, .step = "read", .whole = true };
  const char *ref = fo_http_text (order, "Ref_Key");
  g_autofree char *path = fo_onec_key (ORDERS, ref);
  g_auto (FoWritten) written = { 0 };

  *ret_there = NULL;
  if (!fo_onec_write (s->onec, &ask, "PATCH", path, body, &written, error)) {
    s->fate->kind = written.end == FO_HTTP_NOT_SENT ? FO_FATE_LATER : FO_FATE_UNKNOWN;
    return false;
  }
  if (written.end != FO_HTTP_DONE)
    return fo_onec_end_written (s, &written);
  s->fate->kind = FO_FATE_UNKNOWN;
  s->fate->remote_id = g_strdup (ref);
  return fo_onec_one (s->onec, &read, ORDERS, ref, NULL, ret_there, error);
}

static bool
settle_order (FoOnecSending *s, json_object *there, bool same)
{
  if (same)
    return fo_fate_end (s->fate, FO_FATE_VERIFIED, NULL, NULL);
  s->fate->theirs = g_strdup (fo_link_json (there));
  return fo_fate_end (s->fate, FO_FATE_DIFFERS, "link.1c-differs", NULL);
}

bool
fo_onec_reserve (FoOnecSending *s, GError **error)
{
  json_object *order, *rows, *body, *there = NULL;
  bool good;

  if (!fo_http_object (s->onec->config, "reserve"))
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (!get_order (s, fo_http_text (s->body, "order"), &order, error))
    return false;
  rows = order ? new_rows (s, order) : NULL;
  if (!rows) {
    json_object_put (order);
    return fo_fate_end (s->fate, order ? FO_FATE_VERIFIED : FO_FATE_NOT_CARRIED, NULL, NULL);
  }
  body = json_object_new_object ();
  json_object_object_add (body, "Товары", json_object_get (rows));
  good = change_order (s, order, body, &there, error);
  if (there)
    settle_order (s, there, has_rows (there, rows));
  json_object_put (there);
  json_object_put (body);
  json_object_put (rows);
  json_object_put (order);
  return good;
}

/* Which field of theirs a stage is, and by which word, is the firm's to say. */
bool
fo_onec_order_stage (FoOnecSending *s, GError **error)
{
  json_object *says = fo_http_object (s->onec->config, "order_state"), *order, *body, *there = NULL;
  const char *field = fo_http_text (says, "field"), *value;
  bool good;

  value = fo_http_text (fo_http_object (says, "values"), fo_http_text (s->body, "stage"));
  if (!field[0] || !value[0])
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (!get_order (s, fo_http_text (s->body, "order"), &order, error))
    return false;
  if (!order)
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (g_str_equal (fo_http_text (order, field), value)) {
    json_object_put (order);
    return fo_fate_end (s->fate, FO_FATE_VERIFIED, NULL, NULL);
  }
  body = json_object_new_object ();
  json_object_object_add (body, field, json_object_new_string (value));
  good = change_order (s, order, body, &there, error);
  if (there)
    settle_order (s, there, g_str_equal (fo_http_text (there, field), value));
  json_object_put (there);
  json_object_put (body);
  json_object_put (order);
  return good;
}

/* ---- is it really there? ------------------------------------------------------------------------------------------------- */

/* As a line of the order's own text: what people wrote there stays. */
bool
fo_onec_answer (FoOnecSending *s, GError **error)
{
  const char *ref = fo_http_text (s->body, "order"), *field = s->onec->answer_field;
  json_object *order, *body, *there = NULL;
  g_autofree char *text = NULL;
  bool good;

  if (!fo_link_is_uuid (ref))
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, "link.answer-no-order", "item", fo_http_text (s->body, "item"), NULL);
  if (!get_order (s, ref, &order, error))
    return false;
  if (!order)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.order-unknown", "system", "1C", "order",
                        fo_http_text (s->body, "number"), NULL);
  if (fo_answer_stands (fo_http_text (order, field), s->body)) {
    json_object_put (order);
    return fo_fate_end (s->fate, FO_FATE_VERIFIED, NULL, NULL);
  }
  text = fo_answer_put (fo_http_text (order, field), s->body);
  body = json_object_new_object ();
  json_object_object_add (body, field, json_object_new_string (text));
  good = change_order (s, order, body, &there, error);
  if (there)
    settle_order (s, there, fo_answer_stands (fo_http_text (there, field), s->body));
  json_object_put (there);
  json_object_put (body);
  json_object_put (order);
  return good;
}

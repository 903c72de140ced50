/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is told of a customer's order: shipments and their taking back, returns, reserves, the state it is in. */
#include "moysklad-writing.h"
#include <string.h>

#define ORDER "customerorder"

static json_object *
position_of (json_object *document, const char *id)
{
  json_object *rows = fo_msk_positions (document);

  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    g_autofree char *its = fo_msk_id (json_object_array_get_idx (rows, i));
    if (g_str_equal (its, id))
      return json_object_array_get_idx (rows, i);
  }
  return NULL;
}

/* Of goods that were shipped: their position by what stands in it, the lot or the item. */
static json_object *
position_with (json_object *document, const char *target, const char *item)
{
  json_object *rows = fo_msk_positions (document), *found = NULL;

  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    json_object *row = json_object_array_get_idx (rows, i);
    g_autofree char *of = fo_msk_id_of (row, "assortment");
    if (g_str_equal (of, target))
      return row;
    if (g_str_equal (of, item))
      found = row;
  }
  return found;
}

/* Who buys, by what terms, in what money: as the document it is made for says. */
static void
copy_terms (json_object *header, json_object *from)
{
  static const char *const names[] = {
    "agent",   "organization", "agentAccount", "organizationAccount", "contract",
    "project", "salesChannel", "rate",         "vatEnabled",          "vatIncluded"
  };
  json_object *value;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_object_get_ex (from, names[i], &value) && value)
      json_object_object_add (header, names[i], json_object_get (value));
}

static bool
add_lines (FoMskSending *s, FoMskDraft *draft, GError **error)
{
  json_object *lines = fo_http_array (s->body, "lines");
  FoQuantity quantity_u;

  for (gsize i = 0; lines && i < json_object_array_length (lines) && s->fate->kind == FO_FATE_GO_ON; i++) {
    json_object *line = json_object_array_get_idx (lines, i);
    bool other = json_object_object_get_ex (line, "instead_of", NULL); /* its price is not that of the order's position */
    json_object *from = draft->order && !other ? position_of (draft->order, fo_http_text (line, "line")) : NULL;

    if (fo_quantity_parse (fo_http_text (line, "quantity"), &quantity_u) != FO_OK)
      return fo_msk_broken (s, "quantity");
    if (!fo_msk_add_line (s, draft, line, ABS (quantity_u), from, error))
      return false;
  }
  return s->fate->kind != FO_FATE_GO_ON || draft->rows->len > 0 || fo_msk_broken (s, "lines");
}

/* ---- shipments ---------------------------------------------------------------------------------------------------------- */

bool
fo_msk_shipment (FoMskSending *s, GError **error)
{
  g_auto (FoMskDraft) draft = { 0 };

  fo_msk_draft_init (&draft, "demand");
  if (!fo_msk_get_first (s, ORDER, fo_http_text (s->body, "order"), "positions", &draft.order, error))
    return false;
  if (!draft.order)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.order-unknown", MSK, "order", fo_http_text (s->body, "number"),
                        NULL);
  draft.day = fo_link_day (s->delivery, s->body, "shipped_on", s->msk->utc_offset_min);
  draft.label = g_strdup (fo_http_text (s->body, "shipment"));
  draft.kind = g_strdup ("shipment");
  draft.key = g_strdup (fo_http_text (s->body, "shipment"));
  copy_terms (draft.header, draft.order);
  fo_msk_draft_refer (s->msk, &draft, "customerOrder", ORDER, fo_http_text (s->body, "order"));
  if (!add_lines (s, &draft, error))
    return false;
  return s->fate->kind != FO_FATE_GO_ON || fo_msk_put (s, &draft, error);
}

static bool
take_named_back (FoMskSending *s, const char *type, const char *kind, const char *key, GError **error)
{
  FoLinkHost *host = s->msk->link.host;
  g_autofree char *id = NULL;

  s->fate->kind = FO_FATE_LATER;
  if (!host->find_ref (host, kind, key, &id, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  return fo_link_is_uuid (id) ? fo_msk_take_back (s, type, id, error)
                              : fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
}

/* Its create came before it and is settled; where nothing stands there is nothing to take back. */
bool
fo_msk_shipment_cancel (FoMskSending *s, GError **error)
{
  return take_named_back (s, "demand", "shipment", fo_http_text (s->body, "shipment"), error);
}

/* ---- returns ------------------------------------------------------------------------------------------------------------ */

/* The shipment it came from, with its positions; NULL: it is not proved, or not known there. */
static bool
get_demand (FoMskSending *s, json_object **ret, GError **error)
{
  FoLinkHost *host = s->msk->link.host;
  const char *shipment = fo_http_text (s->body, "shipment");
  g_autofree char *id = NULL;

  *ret = NULL;
  s->fate->kind = FO_FATE_LATER;
  if (shipment[0] && !host->find_ref (host, "shipment", shipment, &id, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  return !id || fo_msk_get_first (s, "demand", id, "positions", ret, error);
}

static bool
get_customer (FoMskSending *s, FoMskDraft *draft, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  const char *name = fo_http_text (s->body, "customer");
  g_autofree char *quoted = fo_msk_quote (name), *filter = g_strconcat ("name=", quoted, NULL), *id = NULL;
  const FoMskQuery query = { .path = "entity/counterparty", .filter = filter };
  json_object *found;

  if (!name[0])
    return true;
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  if (!fo_msk_some (s->msk, &ask, &query, &found, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (json_object_array_length (found) > 0) {
    id = fo_msk_id (json_object_array_get_idx (found, 0));
    fo_msk_draft_refer (s->msk, draft, "agent", "counterparty", id);
  }
  json_object_put (found);
  return true;
}

/* For the shipment, else for the order, else for the customer of that name. */
static bool
return_to (FoMskSending *s, FoMskDraft *draft, GError **error)
{
  g_autofree char *id = NULL;

  if (!get_demand (s, &draft->order, error))
    return false;
  if (draft->order) {
    id = fo_msk_id (draft->order);
    fo_msk_draft_refer (s->msk, draft, "demand", "demand", id);
  } else if (!fo_msk_get_first (s, ORDER, fo_http_text (s->body, "order"), "positions", &draft->order, error))
    return false;
  if (draft->order)
    copy_terms (draft->header, draft->order);
  return draft->order || get_customer (s, draft, error);
}

static bool
add_return_line (FoMskSending *s, FoMskDraft *draft, json_object *line, FoQuantity quantity_u, GError **error)
{
  json_object *from = draft->order ? position_of (draft->order, fo_http_text (line, "line")) : NULL, *price;
  FoMskRow *row;

  if (!fo_msk_add_line (s, draft, line, quantity_u, from, error))
    return false;
  if (s->fate->kind != FO_FATE_GO_ON || from || !draft->order)
    return true;
  if (!fo_msk_lots (s, draft, error))
    return false;
  row = &g_array_index (draft->rows, FoMskRow, draft->rows->len - 1);
  from = position_with (draft->order, row->target, row->item->id);
  if (from && json_object_object_get_ex (from, "price", &price))
    json_object_object_add (row->body, "price", json_object_get (price));
  return true;
}

/* From whom nobody knows: goods that were found. */
bool
fo_msk_return (FoMskSending *s, GError **error)
{
  json_object *lines = fo_http_array (s->body, "lines"), *line = lines ? json_object_array_get_idx (lines, 0) : NULL;
  g_auto (FoMskDraft) draft = { 0 };
  FoQuantity quantity_u = 0;

  if (!line || fo_quantity_parse (fo_http_text (line, "quantity"), &quantity_u) != FO_OK)
    return fo_msk_broken (s, "lines");
  if (quantity_u < 0)
    return take_named_back (s, "salesreturn", "return", fo_http_text (s->body, "return"), error);
  fo_msk_draft_init (&draft, "salesreturn");
  if (!return_to (s, &draft, error))
    return false;
  if (!fo_http_object (draft.header, "agent"))
    draft.type = "enter";
  draft.day = fo_link_day (s->delivery, s->body, "returned_on", s->msk->utc_offset_min);
  draft.label = g_strdup (fo_http_text (s->body, "shipment"));
  draft.kind = g_strdup ("return");
  draft.key = g_strdup (fo_http_text (s->body, "return"));
  if (!add_return_line (s, &draft, line, quantity_u, error))
    return false;
  return s->fate->kind != FO_FATE_GO_ON || fo_msk_put (s, &draft, error);
}

/* ---- reserves ----------------------------------------------------------------------------------------------------------- */

/* Of the stock that is here: what is promised from a supply is not. */
static FoQuantity
reserved (json_object *line)
{
  FoQuantity promised_u = 0, supply_u = 0, held_u = 0, picked_u = 0;

  fo_link_quantity (line, "promised", &promised_u);
  fo_link_quantity (line, "from_supply", &supply_u);
  fo_link_quantity (line, "held", &held_u);
  fo_link_quantity (line, "picked", &picked_u);
  return MAX (promised_u - supply_u, 0) + held_u + picked_u;
}

static bool
is_reserved (json_object *order, json_object *line)
{
  json_object *position = position_of (order, fo_http_text (line, "line"));
  FoQuantity there_u = 0;

  fo_link_quantity (position, "reserve", &there_u);
  return !position || there_u == reserved (line);
}

static bool
set_reserve (FoMskSending *s, const char *order, json_object *line, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "change" };
  json_object *body = json_object_new_object ();
  g_autofree char *path = g_strdup_printf ("entity/" ORDER "/%s/positions/%s", order, fo_http_text (line, "line"));
  char text[FO_QUANTITY_TEXT_MAX];
  g_auto (FoWritten) written = { 0 };
  bool good;

  json_object_object_add (body, "reserve", fo_http_number (fo_quantity_print (reserved (line), text)));
  good = fo_msk_write (s->msk, &ask, "PUT", path, body, &written, error);
  json_object_put (body);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  return written.end == FO_HTTP_DONE || fo_fate_end_written (s->fate, &written, fo_msk_is_closed (written.why));
}

static bool
set_reserves (FoMskSending *s, json_object *order, const char *id, GError **error)
{
  json_object *lines = fo_http_array (s->body, "lines");

  for (gsize i = 0; lines && i < json_object_array_length (lines) && s->fate->kind == FO_FATE_GO_ON; i++) {
    json_object *line = json_object_array_get_idx (lines, i);
    if (!is_reserved (order, line) && !set_reserve (s, id, line, error))
      return false;
  }
  return true;
}

static bool
has_reserves (FoMskSending *s, json_object *order)
{
  json_object *lines = fo_http_array (s->body, "lines");

  for (gsize i = 0; lines && i < json_object_array_length (lines); i++)
    if (!is_reserved (order, json_object_array_get_idx (lines, i)))
      return false;
  return true;
}

bool
fo_msk_reserve (FoMskSending *s, GError **error)
{
  const char *id = fo_http_text (s->body, "order");
  json_object *order, *there = NULL;
  bool good;

  if (!s->msk->reserve)
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (!fo_msk_get_first (s, ORDER, id, "positions", &order, error))
    return false;
  if (!order)
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  good = set_reserves (s, order, id, error);
  json_object_put (order);
  if (!good || s->fate->kind != FO_FATE_GO_ON)
    return good;
  if (!fo_msk_get_behind (s, ORDER, id, "positions", &there, error))
    return false;
  if (there && has_reserves (s, there)) {
    s->fate->kind = FO_FATE_VERIFIED;
    json_object_put (there);
    return true;
  }
  return fo_fate_differs (s->fate, there ? there : json_object_new_object (), there ? "link.differs" : "link.gone");
}

/* ---- the state ---------------------------------------------------------------------------------------------------------- */

static bool
ask_states (FoMskSending *s, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  json_object *metadata;
  g_autofree char *why = NULL;
  guint status = 0;

  if (s->msk->states)
    return true;
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  if (!fo_msk_get (s->msk, &ask, "entity/" ORDER "/metadata", &metadata, &status, &why, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!metadata)
    return fo_fate_end_text (s->fate, FO_FATE_REFUSED, why);
  s->msk->states = json_object_get (fo_http_array (metadata, "states"));
  json_object_put (metadata);
  return true;
}

static json_object *
state_named (FoMskSending *s, const char *name)
{
  for (gsize i = 0; s->msk->states && i < json_object_array_length (s->msk->states); i++) {
    json_object *state = json_object_array_get_idx (s->msk->states, i);
    if (g_str_equal (fo_http_text (state, "name"), name))
      return state;
  }
  return NULL;
}

static const char *
state_of (json_object *order)
{
  return fo_http_text (fo_http_object (order, "state"), "name");
}

static bool
write_state (FoMskSending *s, const char *order, json_object *state, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "change" };
  g_autofree char *path = g_strconcat ("entity/" ORDER "/", order, NULL);
  json_object *body = json_object_new_object (), *reference = json_object_new_object (), *there = NULL;
  g_auto (FoWritten) written = { 0 };
  bool good;

  json_object_object_add (reference, "meta", json_object_get (fo_http_object (state, "meta")));
  json_object_object_add (body, "state", reference);
  good = fo_msk_write (s->msk, &ask, "PUT", path, body, &written, error);
  json_object_put (body);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  if (written.end != FO_HTTP_DONE)
    return fo_fate_end_written (s->fate, &written, fo_msk_is_closed (written.why));
  if (!fo_msk_get_behind (s, ORDER, order, "state", &there, error))
    return false;
  if (!g_str_equal (state_of (there), fo_http_text (state, "name")))
    return fo_fate_differs (s->fate, there ? there : json_object_new_object (), "link.differs");
  json_object_put (there);
  s->fate->remote_id = g_strdup (order);
  s->fate->kind = FO_FATE_VERIFIED;
  return true;
}

/* What the set-up says, else the word of the order's channel where it is one of their states. What sales has called off stays so. */
bool
fo_msk_order_stage (FoMskSending *s, GError **error)
{
  const char *said = fo_http_text (fo_http_object (s->msk->config, "order_state"), fo_http_text (s->body, "stage")),
             *name = said[0] ? said : fo_http_text (s->body, "word"), *id = fo_http_text (s->body, "order");
  json_object *order, *state;
  bool off, same;

  if (!name[0])
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (!ask_states (s, error))
    return false;
  state = state_named (s, name);
  if (s->fate->kind != FO_FATE_GO_ON)
    return true;
  if (!state)
    return said[0] ? fo_fate_end (s->fate, FO_FATE_REFUSED, "link.state-unknown", MSK, "text", name, NULL)
                   : fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (!fo_msk_get_first (s, ORDER, id, "state", &order, error))
    return false;
  off = !order || g_str_equal (fo_http_text (fo_http_object (order, "state"), "stateType"), "Unsuccessful");
  same = order && g_str_equal (state_of (order), name);
  json_object_put (order);
  if (off || same)
    return fo_fate_end (s->fate, same ? FO_FATE_VERIFIED : FO_FATE_NOT_CARRIED, NULL, NULL);
  return write_state (s, id, state, error);
}

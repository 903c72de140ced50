/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is told of goods without a customer's order: receipts, differences, what was written off or used, transfers. What undoes another
 * takes its document back where that is known, else a document of the opposite kind is made. Prices stay theirs: those of a purchase
 * order are copied, nothing else has one. */
#include "moysklad-writing.h"
#include <string.h>

static const char *
quantity_text (json_object *body)
{
  const char *difference = fo_http_text (body, "difference");

  return difference[0] ? difference : fo_http_text (body, "quantity");
}

static bool
read_quantity (FoMskSending *s, FoQuantity *ret_u)
{
  if (fo_quantity_parse (quantity_text (s->body), ret_u) == FO_OK && *ret_u != 0)
    return true;
  fo_msk_broken (s, "quantity");
  return false;
}

/* ---- one item ------------------------------------------------------------------------------------------------------------ */

static bool
put_draft (FoMskSending *s, FoMskDraft *draft, FoQuantity quantity_u, json_object *from, GError **error)
{
  draft->day = fo_link_day (s->delivery, s->body, "day", s->msk->utc_offset_min);
  if (!draft->label)
    draft->label = g_strdup (fo_http_text (s->body, "reason"));
  draft->kind = g_strdup ("made");
  draft->key = fo_made_name (s->delivery, s->body, quantity_u);
  draft->stacked = true;
  if (!fo_msk_add_line (s, draft, s->body, ABS (quantity_u), from, error))
    return false;
  return s->fate->kind != FO_FATE_GO_ON || fo_msk_put (s, draft, error);
}

bool
fo_msk_put_goods (FoMskSending *s, const char *type, FoQuantity quantity_u, GError **error)
{
  g_auto (FoMskDraft) draft = { 0 };

  fo_msk_draft_init (&draft, type);
  return put_draft (s, &draft, quantity_u, NULL, error);
}

/* More than the book says is an enter, less a loss; goods that left are a loss, those that came back an enter. */
bool
fo_msk_goods (FoMskSending *s, GError **error)
{
  bool counted = g_str_equal (s->delivery->op, "count.difference"), known = false;
  g_autofree char *name = NULL;
  FoQuantity quantity_u = 0;

  if (!read_quantity (s, &quantity_u))
    return true;
  name = fo_made_name (s->delivery, s->body, quantity_u);
  if (fo_http_text (s->body, "undoes")[0] && !fo_msk_take_last_back (s, name, &known, error))
    return false;
  return known || fo_msk_put_goods (s, counted == (quantity_u > 0) ? "enter" : "loss", quantity_u, error);
}

/* The goods stand on our shelves again since the return was told; only what is thrown away is told once more. */
bool
fo_msk_return_decide (FoMskSending *s, GError **error)
{
  if (!g_str_equal (fo_http_text (s->body, "decision"), "scrap"))
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  return fo_msk_goods (s, error);
}

/* ---- receipts ------------------------------------------------------------------------------------------------------------- */

static json_object *
position_of (json_object *document, const char *item)
{
  json_object *rows = fo_msk_positions (document);

  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    g_autofree char *of = fo_msk_id_of (json_object_array_get_idx (rows, i), "assortment");
    if (g_str_equal (of, item))
      return json_object_array_get_idx (rows, i);
  }
  return NULL;
}

/* Who delivers, in what money: as the purchase order says. */
static void
copy_terms (json_object *header, json_object *order)
{
  static const char *const names[] = { "agent",       "organization", "rate",   "vatEnabled",
                                       "vatIncluded", "contract",     "project" };
  json_object *value;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_object_get_ex (order, names[i], &value) && value)
      json_object_object_add (header, names[i], json_object_get (value));
}

static bool
put_supply (FoMskSending *s, json_object *order, FoQuantity quantity_u, GError **error)
{
  g_auto (FoMskDraft) draft = { 0 };
  g_autofree char *id = order ? fo_msk_id (order) : NULL;
  const FoMskItem *item = NULL;

  fo_msk_draft_init (&draft, "supply");
  draft.order = json_object_get (order);
  draft.label = g_strdup (fo_http_text (s->body, "supply"));
  if (order) {
    copy_terms (draft.header, order);
    fo_msk_draft_refer (s->msk, &draft, "purchaseOrder", "purchaseorder", id);
  } else
    fo_msk_draft_refer (s->msk, &draft, "agent", "counterparty", s->msk->supplier);
  s->fate->kind = FO_FATE_LATER;
  if (!fo_msk_item (s->msk, s->delivery, fo_http_text (s->body, "item"), &item, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  return put_draft (s, &draft, quantity_u, item && order ? position_of (order, item->id) : NULL, error);
}

/* Without a purchase order and without a supplier to put it on it is goods that were found. */
bool
fo_msk_receipt (FoMskSending *s, GError **error)
{
  g_autofree char *name = NULL;
  FoQuantity quantity_u = 0;
  json_object *order = NULL;
  bool known = false, good;

  if (!read_quantity (s, &quantity_u))
    return true;
  name = fo_made_name (s->delivery, s->body, quantity_u);
  if (quantity_u < 0)
    return fo_msk_take_last_back (s, name, &known, error) && (known || fo_msk_put_goods (s, "loss", quantity_u, error));
  if (!fo_msk_by_number (s, "purchaseorder", fo_http_text (s->body, "supply"), "positions", &order, error))
    return false;
  good = order || s->msk->supplier[0] ? put_supply (s, order, quantity_u, error)
                                      : fo_msk_put_goods (s, "enter", quantity_u, error);
  json_object_put (order);
  return good;
}

/* ---- transfers ------------------------------------------------------------------------------------------------------------ */

static bool
add_transfer_line (FoMskSending *s, FoMskDraft *draft, json_object *line, GError **error)
{
  FoQuantity moved_u = 0, announced_u = 0;

  if (fo_quantity_parse (fo_http_text (line, "moved"), &moved_u) != FO_OK
      || fo_quantity_parse (fo_http_text (line, "announced"), &announced_u) != FO_OK)
    return fo_msk_broken (s, "lines");
  if (moved_u == 0)
    moved_u = announced_u;
  return moved_u == 0 || fo_msk_add_line (s, draft, line, moved_u, NULL, error);
}

static bool
add_transfer_lines (FoMskSending *s, FoMskDraft *draft, GError **error)
{
  json_object *lines = fo_http_array (s->body, "lines");

  for (gsize i = 0; lines && i < json_object_array_length (lines) && s->fate->kind == FO_FATE_GO_ON; i++)
    if (!add_transfer_line (s, draft, json_object_array_get_idx (lines, i), error))
      return false;
  return true;
}

bool
fo_msk_transfer (FoMskSending *s, GError **error)
{
  const char *partner = fo_http_text (s->body, "partner");
  const char *other = fo_http_text (fo_http_object (s->msk->config, "partners"), partner);
  bool out = g_str_equal (fo_http_text (s->body, "direction"), "out");
  FoLinkHost *host = s->msk->link.host;
  g_auto (FoMskDraft) draft = { 0 };
  g_autofree char *id = NULL;

  if (!fo_link_is_uuid (other))
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.partner-unknown", MSK, "text", partner, NULL);
  fo_msk_draft_init (&draft, "move");
  draft.day = fo_link_day (s->delivery, s->body, "day", s->msk->utc_offset_min);
  draft.label = g_strdup (fo_http_text (s->body, "number"));
  draft.kind = g_strdup ("transfer");
  draft.key = g_strdup (fo_http_text (s->body, "number"));
  fo_msk_draft_refer (s->msk, &draft, "sourceStore", "store", out ? s->msk->store : other);
  fo_msk_draft_refer (s->msk, &draft, "targetStore", "store", out ? other : s->msk->store);
  if (!add_transfer_lines (s, &draft, error))
    return false;
  if (s->fate->kind != FO_FATE_GO_ON)
    return true;
  if (!host->find_ref (host, "transfer", draft.key, &id, error)) {
    s->fate->kind = FO_FATE_LATER;
    return false;
  }
  return id ? fo_msk_put_again (s, &draft, id, error) : fo_msk_put (s, &draft, error);
}

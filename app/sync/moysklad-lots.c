/* SPDX-License-Identifier: GPL-3.0-or-later
 * Items by our code, lots as партии (consignment), positions. */
#include "moysklad-writing.h"
#include <string.h>

#define FILTER_MOST 4000  /* letters of an address, of 8 KB of headers */
#define COMMENT_MOST 3800 /* of 4096 letters: our name of the document stands before it */

/* ---- items -------------------------------------------------------------------------------------------------------------- */

static void
take_item (FoMsk *msk, const char *code, const char *type, json_object *raw)
{
  json_object *product = g_str_equal (type, "variant") ? fo_http_object (raw, "product") : raw;
  const char *marked = fo_http_text (product, "trackingType");
  g_autofree char *id = fo_msk_id (raw);
  FoMskItem *item = g_new0 (FoMskItem, 1);

  g_strlcpy (item->type, type, sizeof item->type);
  g_strlcpy (item->id, id, sizeof item->id);
  item->serial = fo_http_true (product, "isSerialTrackable");
  item->marked = marked[0] && !g_str_equal (marked, "NOT_TRACKED");
  g_hash_table_replace (msk->items, g_strdup (code), item);
}

/* One that is not archived, else one that is. */
static json_object *
choose_item (json_object *found)
{
  json_object *chosen = NULL;

  for (gsize i = 0; i < json_object_array_length (found); i++) {
    json_object *raw = json_object_array_get_idx (found, i);
    g_autofree char *id = fo_msk_id (raw);
    if (fo_link_is_uuid (id) && (!chosen || !fo_http_true (raw, "archived")))
      chosen = raw;
  }
  return chosen;
}

static bool
ask_item (FoMsk *msk, const FoDelivery *delivery, const char *code, const char *type, GError **error)
{
  const FoMskAsk ask = { .delivery = delivery, .step = "find" };
  g_autofree char *quoted = fo_msk_quote (code), *path = g_strconcat ("entity/", type, NULL);
  g_autofree char *filter = g_strdup_printf ("%s=%s;archived=true;archived=false", msk->item_code, quoted);
  const FoMskQuery query = { .path = path,
                             .filter = filter,
                             .expand = g_str_equal (type, "variant") ? "product" : NULL };
  json_object *found, *chosen;

  if (!fo_msk_some (msk, &ask, &query, &found, error))
    return false;
  chosen = choose_item (found);
  if (chosen)
    take_item (msk, code, type, chosen);
  json_object_put (found);
  return true;
}

bool
fo_msk_item (FoMsk *msk, const FoDelivery *delivery, const char *code, const FoMskItem **ret, GError **error)
{
  static const char *const types[] = { "product", "variant", "bundle" };

  *ret = g_hash_table_lookup (msk->items, code);
  for (gsize i = 0; code[0] && !*ret && i < G_N_ELEMENTS (types); i++) {
    if (!ask_item (msk, delivery, code, types[i], error))
      return false;
    *ret = g_hash_table_lookup (msk->items, code);
  }
  return true;
}

bool
fo_msk_body_item (FoMskSending *s, json_object *line, const FoMskItem **ret, GError **error)
{
  const char *code = fo_http_text (line, "item");

  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_msk_item (s->msk, s->delivery, code, ret, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!*ret)
    fo_fate_end (s->fate, FO_FATE_REFUSED, "link.item-unknown", MSK, "item", code, NULL);
  return true;
}

/* ---- positions ---------------------------------------------------------------------------------------------------------- */

/* A price is theirs: copied word for word from the document this one is for, or not said at all. */
static void
copy_price (json_object *position, json_object *from)
{
  static const char *const names[] = { "price", "discount", "vat", "vatEnabled" };
  json_object *value;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_object_get_ex (from, names[i], &value) && value)
      json_object_object_add (position, names[i], json_object_get (value));
}

static guint
add_codes (json_object *position, json_object *codes)
{
  json_object *list;
  gsize n = codes ? json_object_array_length (codes) : 0;

  if (n == 0)
    return 0;
  list = json_object_new_array ();
  for (gsize i = 0; i < n; i++) {
    json_object *code = json_object_new_object ();
    json_object_object_add (code, "cis", json_object_get (json_object_array_get_idx (codes, i)));
    fo_link_say (code, "type", "trackingcode");
    json_object_array_add (list, code);
  }
  json_object_object_add (position, "trackingCodes", list);
  return (guint) n;
}

static bool
has_reasons (const FoMskDraft *draft)
{
  return g_str_equal (draft->type, "enter") || g_str_equal (draft->type, "loss");
}

static bool
takes_codes (const FoMskDraft *draft)
{
  return g_str_equal (draft->type, "demand") || g_str_equal (draft->type, "supply");
}

bool
fo_msk_add_line (
    FoMskSending *s, FoMskDraft *draft, json_object *line, FoQuantity quantity_u, json_object *from, GError **error)
{
  json_object *position, *serials = fo_http_array (line, "serials");
  char text[FO_QUANTITY_TEXT_MAX];
  const FoMskItem *item;
  FoMskRow row;

  if (!fo_msk_body_item (s, line, &item, error))
    return false;
  if (!item)
    return true;
  position = json_object_new_object ();
  json_object_object_add (position, "quantity", fo_http_number (fo_quantity_print (quantity_u, text)));
  copy_price (position, from);
  if (item->serial && serials)
    json_object_object_add (position, "things", json_object_get (serials));
  if (has_reasons (draft) && fo_http_text (s->body, "reason")[0])
    fo_link_say (position, "reason", fo_http_text (s->body, "reason"));
  row = (FoMskRow){ .item = item,
                    .lot = g_strdup (fo_http_text (line, "lot")),
                    .expires_on = g_strdup (fo_http_text (line, "expires_on")),
                    .target = g_strdup (item->id),
                    .quantity_u = quantity_u,
                    .codes = takes_codes (draft) ? add_codes (position, fo_http_array (line, "codes")) : 0,
                    .body = position };
  json_object_object_add (position, "assortment", fo_msk_link (s->msk, item->type, item->id));
  g_array_append_val (draft->rows, row);
  return true;
}

/* ---- lots --------------------------------------------------------------------------------------------------------------- */

/* A lot without a number is called by its last day. Free with g_free; "" none. */
static char *
label_of (const char *lot, const char *expires_on)
{
  if (lot[0])
    return g_strdup (lot);
  return expires_on[0] ? g_strdup_printf ("до %s", expires_on) : g_strdup ("");
}

/* And has none yet. */
static bool
needs_lot (const FoMskRow *row)
{
  return (row->lot[0] || row->expires_on[0]) && !row->item->serial && !g_str_equal (row->item->type, "bundle")
         && g_str_equal (row->target, row->item->id);
}

/* Their empty day is no day. */
static bool
same_day (const char *theirs, const char *ours)
{
  return theirs[0] && ours[0] ? g_str_has_prefix (theirs, ours) : theirs[0] == ours[0];
}

/* The lot of that label, item and day; else one of which no day is known. "" none. */
static char *
choose_lot (json_object *found, const FoMskItem *item, const char *label, const char *expires_on)
{
  g_autofree char *chosen = g_strdup ("");

  for (gsize i = 0; i < json_object_array_length (found); i++) {
    json_object *lot = json_object_array_get_idx (found, i);
    g_autofree char *of = fo_msk_id_of (lot, "assortment");
    const char *day = fo_http_text (lot, "expiryDate");

    if (!g_str_equal (of, item->id) || !g_str_equal (fo_http_text (lot, "label"), label))
      continue;
    if (same_day (day, expires_on))
      return fo_msk_id (lot);
    if (!day[0])
      chosen = (g_free (chosen), fo_msk_id (lot));
  }
  return g_steal_pointer (&chosen);
}

static bool
ask_lots (FoMskSending *s, const char *filter, json_object **ret_found, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  const FoMskQuery query = { .path = "entity/consignment", .filter = filter };

  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_msk_some (s->msk, &ask, &query, ret_found, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  return true;
}

/* "label=П-77", as a part of a filter. Free with g_free. */
static char *
label_part (const char *label)
{
  g_autofree char *quoted = fo_msk_quote (label);

  return g_strdup_printf ("label=%s", quoted);
}

/* Lots of any of these labels: as many in one request as its address has room for. */
static bool
ask_labels (FoMskSending *s, GPtrArray *labels, json_object **ret_found, GError **error)
{
  json_object *all = json_object_new_array ();

  for (guint i = 0; i < labels->len;) {
    g_autoptr (GString) filter = g_string_new (NULL);
    json_object *found;

    for (gsize room = FILTER_MOST; i < labels->len; i++) {
      g_autofree char *part = label_part (g_ptr_array_index (labels, i)), *escaped = fo_http_escape (part);
      if (filter->len > 0 && strlen (escaped) + 3 > room)
        break;
      room -= MIN (room, strlen (escaped) + 3);
      g_string_append_printf (filter, "%s%s", filter->len ? ";" : "", part);
    }
    if (!ask_lots (s, filter->str, &found, error)) {
      json_object_put (all);
      return false;
    }
    for (gsize k = 0; k < json_object_array_length (found); k++)
      json_object_array_add (all, json_object_get (json_object_array_get_idx (found, k)));
    json_object_put (found);
  }
  *ret_found = all;
  return true;
}

static json_object *
lot_body (FoMsk *msk, const FoMskItem *item, const char *label, const char *expires_on)
{
  json_object *body = json_object_new_object ();
  g_autofree char *day = expires_on[0] ? g_strconcat (expires_on, " 00:00:00", NULL) : NULL;

  fo_link_say (body, "label", label);
  if (day)
    fo_link_say (body, "expiryDate", day);
  json_object_object_add (body, "assortment", fo_msk_link (msk, item->type, item->id));
  return body;
}

static void
refer_to_lot (FoMsk *msk, FoMskRow *row, const char *id)
{
  g_free (row->target);
  row->target = g_strdup (id);
  json_object_object_add (row->body, "assortment", fo_msk_link (msk, "consignment", id));
}

/* Gives the rows those lots that are there; how many are without. */
static guint
match_lots (FoMskSending *s, FoMskDraft *draft, json_object *found)
{
  guint missing = 0;

  for (guint i = 0; i < draft->rows->len; i++) {
    FoMskRow *row = &g_array_index (draft->rows, FoMskRow, i);
    g_autofree char *label = needs_lot (row) ? label_of (row->lot, row->expires_on) : NULL;
    g_autofree char *id = label ? choose_lot (found, row->item, label, row->expires_on) : NULL;

    if (!label)
      continue;
    if (id[0])
      refer_to_lot (s->msk, row, id);
    else
      missing++;
  }
  return missing;
}

static bool
is_listed (json_object *bodies, json_object *body)
{
  for (gsize i = 0; i < json_object_array_length (bodies); i++)
    if (json_object_equal (json_object_array_get_idx (bodies, i), body))
      return true;
  return false;
}

/* What the others are missing, each once, as many as fit one request. */
static json_object *
missing_lots (FoMskSending *s, const FoMskDraft *draft)
{
  json_object *bodies = json_object_new_array ();

  for (guint i = 0; i < draft->rows->len && json_object_array_length (bodies) < (gsize) s->msk->rows_most; i++) {
    const FoMskRow *row = &g_array_index (draft->rows, FoMskRow, i);
    g_autofree char *label = label_of (row->lot, row->expires_on);
    json_object *body;

    if (!needs_lot (row))
      continue;
    body = lot_body (s->msk, row->item, label, row->expires_on);
    if (is_listed (bodies, body))
      json_object_put (body);
    else
      json_object_array_add (bodies, body);
  }
  return bodies;
}

/* Of a list some may have been made and others not: the first that was not says why. */
static bool
judge_made (FoMskSending *s, json_object *rows)
{
  gsize n = json_object_is_type (rows, json_type_array) ? json_object_array_length (rows) : 0;

  for (gsize i = 0; i < n; i++) {
    g_autofree char *why = fo_msk_refusal (json_object_array_get_idx (rows, i));
    if (why)
      return fo_fate_end_text (s->fate, FO_FATE_REFUSED, why);
  }
  return true;
}

/* *ret_missing: how many rows are without all the same. */
static bool
make_lots (FoMskSending *s, FoMskDraft *draft, GPtrArray *labels, guint *ret_missing, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "create" };
  json_object *bodies = missing_lots (s, draft), *found;
  g_auto (FoWritten) written = { 0 };
  bool good = fo_msk_write (s->msk, &ask, "POST", "entity/consignment", bodies, &written, error);

  json_object_put (bodies);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  if (written.end != FO_HTTP_DONE)
    return fo_fate_end_written (s->fate, &written, false);
  if (!judge_made (s, written.object) || s->fate->kind != FO_FATE_GO_ON)
    return true;
  if (!ask_labels (s, labels, &found, error))
    return false;
  *ret_missing = match_lots (s, draft, found);
  json_object_put (found);
  return true;
}

/* Where the firm keeps no lots they stand behind the comment, a line each. What has no room is said to be missing. */
static bool
note_lots (FoMskDraft *draft)
{
  g_string_truncate (draft->notes, 0);
  for (guint i = 0; i < draft->rows->len; i++) {
    const FoMskRow *row = &g_array_index (draft->rows, FoMskRow, i);
    char text[FO_QUANTITY_TEXT_MAX];

    if (!row->lot[0] && !row->expires_on[0])
      continue;
    if (g_utf8_strlen (draft->notes->str, -1) > COMMENT_MOST) {
      g_string_append (draft->notes, "\n…");
      return true;
    }
    g_string_append_printf (draft->notes, "\n%s%s%s: %s", row->lot, row->expires_on[0] ? " до " : "", row->expires_on,
                            fo_quantity_print (row->quantity_u, text));
  }
  return true;
}

static bool
keeps_lots (FoMskSending *s, bool *ret_keeps, GError **error)
{
  FoLinkHost *host = s->msk->link.host;
  g_autofree char *found = NULL;

  *ret_keeps = !g_str_equal (s->msk->lots, "description");
  if (s->msk->lots[0])
    return true;
  if (!host->cap (host, "lots", &found, error))
    return false;
  *ret_keeps = g_strcmp0 (found, "description") != 0;
  return true;
}

/* Of the rows that need a lot, each label once. */
static GPtrArray *
wanted_labels (const FoMskDraft *draft)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < draft->rows->len; i++) {
    const FoMskRow *row = &g_array_index (draft->rows, FoMskRow, i);
    g_autofree char *label = label_of (row->lot, row->expires_on);
    if (needs_lot (row) && !g_ptr_array_find_with_equal_func (labels, label, g_str_equal, NULL))
      g_ptr_array_add (labels, g_steal_pointer (&label));
  }
  return labels;
}

bool
fo_msk_lots (FoMskSending *s, FoMskDraft *draft, GError **error)
{
  g_autoptr (GPtrArray) labels = NULL;
  json_object *found;
  guint missing, before;
  bool keeps;

  if (!keeps_lots (s, &keeps, error))
    return false;
  if (!keeps)
    return note_lots (draft);
  labels = wanted_labels (draft);
  if (labels->len == 0)
    return true;
  if (!ask_labels (s, labels, &found, error))
    return false;
  missing = match_lots (s, draft, found);
  json_object_put (found);
  for (before = missing + 1; missing > 0 && missing < before && s->fate->kind == FO_FATE_GO_ON;) {
    before = missing;
    if (!make_lots (s, draft, labels, &missing, error))
      return false;
  }
  return missing == 0 || s->fate->kind != FO_FATE_GO_ON
         || fo_fate_end (s->fate, FO_FATE_REFUSED, "link.lot-not-taken", MSK, NULL);
}

/* ---- messages about lots and barcodes ----------------------------------------------------------------------------------- */

bool
fo_msk_lot (FoMskSending *s, GError **error)
{
  g_auto (FoMskDraft) draft = { 0 };
  const FoMskRow *row;

  fo_msk_draft_init (&draft, "consignment");
  if (!fo_msk_add_line (s, &draft, s->body, FO_ONE, NULL, error))
    return false;
  if (s->fate->kind != FO_FATE_GO_ON)
    return true;
  if (!fo_msk_lots (s, &draft, error))
    return false;
  row = &g_array_index (draft.rows, FoMskRow, 0);
  if (s->fate->kind == FO_FATE_GO_ON)
    s->fate->kind = g_str_equal (row->target, row->item->id) ? FO_FATE_NOT_CARRIED : FO_FATE_VERIFIED;
  if (s->fate->kind == FO_FATE_VERIFIED)
    s->fate->remote_id = g_strdup (row->target);
  return true;
}

static bool
find_lot (FoMskSending *s, const FoMskItem *item, json_object *called, char **ret_id, GError **error)
{
  g_autofree char *label = label_of (fo_http_text (called, "lot"), fo_http_text (called, "expires_on"));
  g_autofree char *filter = label_part (label);
  json_object *found;

  if (!ask_lots (s, filter, &found, error))
    return false;
  *ret_id = choose_lot (found, item, label, fo_http_text (called, "expires_on"));
  json_object_put (found);
  return true;
}

static bool
rename_lot (FoMskSending *s, const FoMskItem *item, const char *id, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "change" };
  const char *expires_on = fo_http_text (s->body, "expires_on");
  g_autofree char *label = label_of (fo_http_text (s->body, "lot"), expires_on),
                  *path = g_strconcat ("entity/consignment/", id, NULL);
  json_object *body = lot_body (s->msk, item, label, expires_on), *there = NULL;
  g_auto (FoWritten) written = { 0 };
  bool good = fo_msk_write (s->msk, &ask, "PUT", path, body, &written, error);

  json_object_put (body);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  if (written.end != FO_HTTP_DONE)
    return fo_fate_end_written (s->fate, &written, false);
  if (!fo_msk_get_behind (s, "consignment", id, NULL, &there, error))
    return false;
  s->fate->remote_id = g_strdup (id);
  if (g_str_equal (fo_http_text (there, "label"), label) && same_day (fo_http_text (there, "expiryDate"), expires_on))
    s->fate->kind = FO_FATE_VERIFIED;
  else
    fo_fate_end (s->fate, FO_FATE_DIFFERS, "link.lot-not-taken", MSK, "lot", label, NULL);
  json_object_put (there);
  return true;
}

/* Two lots become one only by documents of the accountant: said, and not done behind his back. */
bool
fo_msk_correct_lot (FoMskSending *s, GError **error)
{
  g_autofree char *now = NULL, *was = NULL;
  const FoMskItem *item;
  bool keeps;

  if (!keeps_lots (s, &keeps, error) || !fo_msk_body_item (s, s->body, &item, error))
    return false;
  if (!item)
    return true;
  if (!keeps || item->serial)
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (fo_http_true (s->body, "merged"))
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.merge-by-hand", MSK, "lot", fo_http_text (s->body, "lot"),
                        NULL);
  if (!find_lot (s, item, s->body, &now, error) || !find_lot (s, item, fo_http_object (s->body, "was"), &was, error))
    return false;
  if (!was[0] || g_str_equal (was, now)) /* never told of, or called so already */
    return fo_fate_end (s->fate, now[0] ? FO_FATE_VERIFIED : FO_FATE_NOT_CARRIED, NULL, NULL);
  return rename_lot (s, item, was, error);
}

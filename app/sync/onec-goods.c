/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is told of goods without a customer's order: receipts, differences, what was written off or used, transfers. What
 * undoes another takes its document back where that is known, else a document of the opposite kind is made. */
#include "onec-writing.h"
#include <string.h>

static const char *
quantity_text (json_object *body)
{
  const char *difference = fo_http_text (body, "difference");

  return difference[0] ? difference : fo_http_text (body, "quantity");
}

/* ---- undoing ------------------------------------------------------------------------------------------------------------ */

static bool
take_last_back (FoOnecSending *s, const char *entity, const char *key, bool *ret_known, GError **error)
{
  FoLinkHost *host = s->onec->link.host;
  g_autofree char *ref = NULL;

  *ret_known = false;
  s->fate->kind = FO_FATE_LATER;
  if (!fo_made_last (host, key, &ref, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!fo_link_is_uuid (ref))
    return true;
  *ret_known = true;
  if (!fo_onec_take_back (s, entity, ref, error))
    return false;
  if (s->fate->kind != FO_FATE_VERIFIED || fo_made_drop (host, key, ref, error))
    return true;
  s->fate->kind = FO_FATE_UNKNOWN;
  return false;
}

/* ---- one item ----------------------------------------------------------------------------------------------------------- */

static bool
put_one (FoOnecSending *s, FoOnecDraft *draft, FoQuantity quantity_u, GError **error)
{
  bool good;

  draft->day = fo_link_day (s->delivery, s->body, "day", s->onec->utc_offset_min);
  draft->label = g_strdup (fo_http_text (s->body, "reason"));
  draft->kind = g_strdup ("made");
  draft->key = fo_made_name (s->delivery, s->body, quantity_u);
  draft->stacked = true;
  if (draft->form.skip)
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (!fo_onec_add_line (s, draft, s->body, ABS (quantity_u), &good, error))
    return false;
  return !good || fo_onec_put (s, draft, error);
}

/* FORM for what it is, OPPOSITE for what undoes one that we know no document of. */
static bool
put_or_undo (FoOnecSending *s, const char *form, const char *opposite, GError **error)
{
  g_auto (FoOnecDraft) draft = { 0 };
  FoQuantity quantity_u = 0;
  bool known = false;

  fo_onec_draft_init (&draft, s->onec, form);
  if (fo_quantity_parse (quantity_text (s->body), &quantity_u) != FO_OK || quantity_u == 0)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-message-broken", "field", "quantity", NULL);
  if (fo_http_text (s->body, "undoes")[0]) {
    g_autofree char *key = fo_made_name (s->delivery, s->body, quantity_u);
    if (!take_last_back (s, draft.form.entity, key, &known, error))
      return false;
    if (known)
      return true;
  }
  if (quantity_u < 0) {
    fo_onec_draft_clear (&draft);
    fo_onec_draft_init (&draft, s->onec, opposite);
  }
  return put_one (s, &draft, quantity_u, error);
}

/* More than the book says is a surplus, less a shortage. */
static bool
put_difference (FoOnecSending *s, GError **error)
{
  bool less = quantity_text (s->body)[0] == '-', undoes = fo_http_text (s->body, "undoes")[0] != '\0';
  g_autofree char *key = NULL;
  g_auto (FoOnecDraft) draft = { 0 };
  FoQuantity quantity_u = 0;
  bool known = false;

  if (fo_quantity_parse (quantity_text (s->body), &quantity_u) != FO_OK || quantity_u == 0)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-message-broken", "field", "difference", NULL);
  fo_onec_draft_init (&draft, s->onec, less ? "shortage" : "surplus");
  key = fo_made_name (s->delivery, s->body, quantity_u);
  if (undoes) {
    const FoOnecForm undone = fo_onec_form (s->onec, less ? "surplus" : "shortage");
    if (!take_last_back (s, undone.entity, key, &known, error))
      return false;
    if (known)
      return true;
  }
  return put_one (s, &draft, quantity_u, error);
}

bool
fo_onec_goods (FoOnecSending *s, GError **error)
{
  if (g_str_equal (s->delivery->op, "count.difference"))
    return put_difference (s, error);
  if (g_str_equal (s->delivery->op, "internal.issue"))
    return put_or_undo (s, "consumption", "surplus", error);
  if (g_str_equal (s->delivery->op, "production.issue"))
    return put_or_undo (s, "material", "surplus", error);
  return put_or_undo (s, "spoilage", "surplus", error);
}

/* The goods stand on our shelves again since the return was told; only what is thrown away is told once more. */
bool
fo_onec_return_decide (FoOnecSending *s, GError **error)
{
  if (!g_str_equal (fo_http_text (s->body, "decision"), "scrap"))
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  return put_or_undo (s, "spoilage", "surplus", error);
}

/* ---- receipts ----------------------------------------------------------------------------------------------------------- */

/* Numbers begin anew each year: the latest one of that number. */
static bool
find_supply (FoOnecSending *s, const char *entity, const char *number, char **ret_ref, GError **error)
{
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "find" };
  g_autofree char *quoted = fo_onec_quote (number), *filter = g_strdup_printf ("Number eq %s", quoted), *latest = NULL;
  const FoOnecQuery query = { entity, filter, "Ref_Key,Number,Date,DeletionMark", NULL };
  json_object *found;

  *ret_ref = NULL;
  if (!number[0] || !entity[0])
    return true;
  s->fate->kind = FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_onec_some (s->onec, &ask, &query, &found, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  for (gsize i = 0; i < json_object_array_length (found); i++) {
    json_object *supply = json_object_array_get_idx (found, i);
    if (fo_http_true (supply, "DeletionMark") || !fo_link_is_uuid (fo_http_text (supply, "Ref_Key"))
        || strcmp (fo_http_text (supply, "Date"), latest ? latest : "") < 0)
      continue;
    g_free (latest);
    latest = g_strdup (fo_http_text (supply, "Date"));
    g_free (*ret_ref);
    *ret_ref = g_strdup (fo_http_text (supply, "Ref_Key"));
  }
  json_object_put (found);
  return true;
}

static const char *
receipt_form (FoOnecSending *s)
{
  if (g_str_equal (s->delivery->op, "receipt.create"))
    return "receipt";
  if (g_str_equal (s->onec->production, "erp"))
    return "made-erp";
  return g_str_equal (s->onec->production, "unf") ? "made-unf" : "surplus";
}

bool
fo_onec_receipt (FoOnecSending *s, GError **error)
{
  g_auto (FoOnecDraft) draft = { 0 };
  FoQuantity quantity_u = 0;
  bool known = false;

  fo_onec_draft_init (&draft, s->onec, receipt_form (s));
  if (fo_quantity_parse (fo_http_text (s->body, "quantity"), &quantity_u) != FO_OK || quantity_u == 0)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-message-broken", "field", "quantity", NULL);
  if (quantity_u < 0) {
    g_autofree char *key = fo_made_name (s->delivery, s->body, quantity_u);
    if (!take_last_back (s, draft.form.entity, key, &known, error))
      return false;
    if (known)
      return true;
    fo_onec_draft_clear (&draft);
    fo_onec_draft_init (&draft, s->onec, "shortage");
  } else if (draft.form.base[0]
             && !find_supply (s, draft.form.base_entity, fo_http_text (s->body, "supply"), &draft.base, error))
    return false;
  return put_one (s, &draft, quantity_u, error);
}

/* ---- transfers ---------------------------------------------------------------------------------------------------------- */

static bool
add_transfer_lines (FoOnecSending *s, FoOnecDraft *draft, bool *ret_good, GError **error)
{
  json_object *lines = fo_http_array (s->body, "lines");
  FoQuantity moved_u, announced_u;

  *ret_good = true;
  for (gsize i = 0; lines && i < json_object_array_length (lines); i++) {
    json_object *line = json_object_array_get_idx (lines, i);
    moved_u = announced_u = 0;
    if (fo_quantity_parse (fo_http_text (line, "moved"), &moved_u) != FO_OK
        || fo_quantity_parse (fo_http_text (line, "announced"), &announced_u) != FO_OK) {
      *ret_good = false;
      return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-message-broken", "field", "lines", NULL);
    }
    if (moved_u == 0)
      moved_u = announced_u;
    if (moved_u == 0)
      continue;
    if (!fo_onec_add_line (s, draft, line, moved_u, ret_good, error))
      return false;
    if (!*ret_good)
      return true;
  }
  return true;
}

/* Another message of the same transfer: its rows are replaced as a whole. */
static bool
put_rows (FoOnecSending *s, const FoOnecDraft *draft, const char *ref, GError **error)
{
  const FoOnecAsk change = { .delivery = s->delivery, .step = "change" },
                  read = { .delivery = s->delivery, .step = "read", .whole = true };
  g_autofree char *path = fo_onec_key (draft->form.entity, ref);
  json_object *there = NULL, *body = json_object_new_object (), *theirs;
  g_auto (FoWritten) written = { 0 };
  bool good;

  fo_onec_add_tables (s->onec, draft, body);
  good = fo_onec_write (s->onec, &change, "PATCH", path, body, &written, error);
  json_object_put (body);
  s->fate->kind = good || written.end != FO_HTTP_NOT_SENT ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  if (!good || (written.end != FO_HTTP_DONE && fo_onec_end_written (s, &written)))
    return good;
  if (!fo_onec_one (s->onec, &read, draft->form.entity, ref, NULL, &there, error))
    return false;
  theirs = there ? fo_onec_differs (draft, there) : json_object_new_object ();
  s->fate->remote_id = g_strdup (ref);
  s->fate->theirs = theirs ? g_strdup (json_object_to_json_string (theirs)) : NULL;
  fo_fate_end (s->fate, theirs ? FO_FATE_DIFFERS : FO_FATE_VERIFIED, theirs ? "link.1c-differs" : NULL, NULL);
  json_object_put (theirs);
  json_object_put (there);
  return true;
}

bool
fo_onec_transfer (FoOnecSending *s, GError **error)
{
  const char *partner = fo_http_text (s->body, "partner");
  const char *other = fo_http_text (fo_http_object (s->onec->config, "partners"), partner);
  bool out = g_str_equal (fo_http_text (s->body, "direction"), "out"), good;
  FoLinkHost *host = s->onec->link.host;
  g_auto (FoOnecDraft) draft = { 0 };
  g_autofree char *ref = NULL;

  if (!fo_link_is_uuid (other))
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-partner-unknown", "text", partner, NULL);
  if (!s->onec->warehouse[0])
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-no-warehouse", NULL);
  fo_onec_draft_init (&draft, s->onec, "transfer");
  draft.day = fo_link_day (s->delivery, s->body, "day", s->onec->utc_offset_min);
  draft.label = g_strdup (fo_http_text (s->body, "number"));
  draft.kind = g_strdup ("transfer");
  draft.key = g_strdup (fo_http_text (s->body, "number"));
  draft.copied = json_object_new_object ();
  json_object_object_add (draft.copied, "СкладОтправитель_Key",
                          json_object_new_string (out ? s->onec->warehouse : other));
  json_object_object_add (draft.copied, "СкладПолучатель_Key",
                          json_object_new_string (out ? other : s->onec->warehouse));
  if (!add_transfer_lines (s, &draft, &good, error))
    return false;
  if (!good)
    return true;
  s->fate->kind = FO_FATE_LATER;
  if (!host->find_ref (host, "transfer", draft.key, &ref, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  return ref ? put_rows (s, &draft, ref, error) : fo_onec_put (s, &draft, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a document comes to stand there: found by its syncId, which is the message's id; else created with it; read back and compared
 * position by position. A write whose answer was lost ends the delivery as unknown, and the next one begins by looking. */
#include "moysklad-writing.h"
#include <string.h>

#define CALLED_OFF "Отменено складом: "

/* ---- drafts ------------------------------------------------------------------------------------------------------------ */

static void
row_clear (gpointer data)
{
  FoMskRow *row = data;

  g_free (row->lot);
  g_free (row->expires_on);
  g_free (row->target);
  json_object_put (row->body);
}

void
fo_msk_draft_init (FoMskDraft *draft, const char *type)
{
  *draft = (FoMskDraft){ .type = type,
                         .header = json_object_new_object (),
                         .rows = g_array_new (FALSE, TRUE, sizeof (FoMskRow)),
                         .notes = g_string_new (NULL) };
  g_array_set_clear_func (draft->rows, row_clear);
}

void
fo_msk_draft_clear (FoMskDraft *draft)
{
  if (!draft->rows)
    return;
  g_clear_pointer (&draft->rows, g_array_unref);
  g_string_free (draft->notes, TRUE);
  json_object_put (draft->header);
  json_object_put (draft->order);
  g_free (draft->day);
  g_free (draft->label);
  g_free (draft->kind);
  g_free (draft->key);
}

void
fo_msk_draft_refer (FoMsk *msk, FoMskDraft *draft, const char *name, const char *type, const char *id)
{
  if (fo_link_is_uuid (id))
    json_object_object_add (draft->header, name, fo_msk_link (msk, type, id));
}

json_object *
fo_msk_positions (json_object *document)
{
  return fo_http_array (fo_http_object (document, "positions"), "rows");
}

char *
fo_msk_comment (FoMskSending *s, const char *label)
{
  char *text = g_strdup_printf ("%s Firstout %s %s", s->delivery->op_id, s->delivery->op, label ? label : "");

  return g_strchomp (text);
}

static void
merge (json_object *object, json_object *members)
{
  json_object_object_foreach (members, name, value)
  {
    json_object_object_add (object, name, json_object_get (value));
  }
}

/* A move names both of its stores itself. */
static json_object *
new_document (FoMskSending *s, const FoMskDraft *draft)
{
  json_object *document = json_object_new_object ();
  g_autofree char *moment = g_strconcat (draft->day, " 12:00:00", NULL), *comment = fo_msk_comment (s, draft->label);
  g_autofree char *description = g_strconcat (comment, draft->notes->str, NULL);

  fo_link_say (document, "syncId", s->delivery->op_id);
  fo_link_say (document, "moment", moment);
  fo_link_say (document, "description", description);
  json_object_object_add (document, "applicable", json_object_new_boolean (s->msk->post));
  if (s->msk->organization[0])
    json_object_object_add (document, "organization", fo_msk_link (s->msk, "organization", s->msk->organization));
  if (!g_str_equal (draft->type, "move"))
    json_object_object_add (document, "store", fo_msk_link (s->msk, "store", s->msk->store));
  merge (document, draft->header);
  json_object_object_add (document, "positions", fo_msk_first_rows (s, draft));
  return document;
}

/* ---- reading ----------------------------------------------------------------------------------------------------------- */

bool
fo_msk_get_first (
    FoMskSending *s, const char *type, const char *id, const char *expand, json_object **ret, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };

  *ret = NULL;
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (fo_link_is_uuid (id) && !fo_msk_one (s->msk, &ask, type, id, expand, ret, error))
    return false;
  if (*ret && fo_http_object (*ret, "positions") && !fo_msk_whole (s->msk, &ask, *ret, "positions", NULL, error)) {
    g_clear_pointer (ret, json_object_put);
    return false;
  }
  s->fate->kind = FO_FATE_GO_ON;
  return true;
}

bool
fo_msk_get_behind (
    FoMskSending *s, const char *type, const char *id, const char *expand, json_object **ret, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "read" };

  *ret = NULL;
  s->fate->kind = FO_FATE_UNKNOWN;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_msk_one (s->msk, &ask, type, id, expand, ret, error))
    return false;
  if (*ret && fo_http_object (*ret, "positions") && !fo_msk_whole (s->msk, &ask, *ret, "positions", NULL, error)) {
    g_clear_pointer (ret, json_object_put);
    return false;
  }
  s->fate->kind = FO_FATE_GO_ON;
  return true;
}

bool
fo_msk_by_number (
    FoMskSending *s, const char *type, const char *number, const char *expand, json_object **ret, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  g_autofree char *quoted = fo_msk_quote (number), *filter = g_strconcat ("name=", quoted, NULL),
                  *path = g_strconcat ("entity/", type, NULL);
  const FoMskQuery query = { .path = path, .filter = filter, .expand = expand, .order = "moment,desc" };
  json_object *found;

  *ret = NULL;
  if (!number[0])
    return true;
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_msk_some (s->msk, &ask, &query, &found, error))
    return false;
  for (gsize i = 0; i < json_object_array_length (found) && !*ret; i++)
    if (fo_http_true (json_object_array_get_idx (found, i), "applicable"))
      *ret = json_object_get (json_object_array_get_idx (found, i));
  json_object_put (found);
  s->fate->kind = FO_FATE_GO_ON;
  return true;
}

/* ---- comparing --------------------------------------------------------------------------------------------------------- */

/* Ours are added, theirs taken away: what is left is the difference. */
static bool
same_goods (const FoMskDraft *draft, json_object *document)
{
  g_autoptr (GHashTable) tally = fo_tally_new ();
  json_object *rows = fo_msk_positions (document);
  FoQuantity quantity_u;

  for (guint i = 0; i < draft->rows->len; i++) {
    const FoMskRow *row = &g_array_index (draft->rows, FoMskRow, i);
    fo_tally_add (tally, g_strdup (row->target), row->quantity_u);
  }
  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    json_object *row = json_object_array_get_idx (rows, i);
    if (!fo_link_quantity (row, "quantity", &quantity_u))
      return false;
    fo_tally_add (tally, fo_msk_id_of (row, "assortment"), -quantity_u);
  }
  return g_hash_table_size (tally) == 0;
}

static bool
same_references (const FoMskDraft *draft, json_object *document)
{
  json_object_object_foreach (draft->header, name, value)
  {
    g_autofree char *ours = NULL, *theirs = NULL;

    if (!fo_http_object (value, "meta"))
      continue;
    ours = fo_msk_id (value);
    theirs = fo_msk_id_of (document, name);
    if (!g_str_equal (ours, theirs))
      return false;
  }
  return true;
}

static bool
keeps_codes (const FoMskDraft *draft, json_object *document)
{
  json_object *rows = fo_msk_positions (document);
  guint ours = 0, theirs = 0;

  for (guint i = 0; i < draft->rows->len; i++)
    ours += g_array_index (draft->rows, FoMskRow, i).codes;
  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    json_object *codes = fo_http_array (json_object_array_get_idx (rows, i), "trackingCodes");
    theirs += codes ? (guint) json_object_array_length (codes) : 0;
  }
  return theirs >= ours;
}

/* Why it is not what was sent; NULL: it is. */
static const char *
judge (const FoMskSending *s, const FoMskDraft *draft, json_object *document)
{
  if (!same_goods (draft, document) || !same_references (draft, document))
    return "link.differs";
  if (draft->notes->len && !strstr (fo_http_text (document, "description"), draft->notes->str))
    return "link.comment-cut";
  if (!keeps_codes (draft, document))
    return "link.moysklad-codes-dropped";
  return s->msk->post && !fo_http_true (document, "applicable") ? "link.moysklad-not-posted" : NULL;
}

static json_object *
what_stands (json_object *document)
{
  static const char *const shown[] = { "id", "name", "moment", "applicable", "description" };
  json_object *theirs = json_object_new_object (), *rows = fo_msk_positions (document), *value;

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    if (json_object_object_get_ex (document, shown[i], &value))
      json_object_object_add (theirs, shown[i], json_object_get (value));
  if (rows)
    json_object_object_add (theirs, "rows", json_object_get (rows));
  return theirs;
}

/* ---- finding, creating ------------------------------------------------------------------------------------------------- */

static bool
find (FoMskSending *s, const FoMskDraft *draft, char **ret_id, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  FoLinkHost *host = s->msk->link.host;
  g_autofree char *filter = g_strconcat ("syncId=", s->delivery->op_id, NULL),
                  *path = g_strconcat ("entity/", draft->type, NULL);
  const FoMskQuery query = { .path = path, .filter = filter };
  json_object *found;

  *ret_id = NULL;
  if (fo_link_is_uuid (s->delivery->remote_id)) {
    *ret_id = g_strdup (s->delivery->remote_id);
    return true;
  }
  if (!host->find_ref (host, "document", s->delivery->op_id, ret_id, error))
    return false;
  if (*ret_id)
    return true;
  if (!fo_msk_some (s->msk, &ask, &query, &found, error))
    return false;
  if (json_object_array_length (found) > 0)
    *ret_id = fo_msk_id (json_object_array_get_idx (found, 0));
  json_object_put (found);
  return true;
}

static bool
create (FoMskSending *s, const FoMskDraft *draft, char **ret_id, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "create" };
  g_autofree char *path = g_strconcat ("entity/", draft->type, NULL);
  g_auto (FoWritten) written = { 0 };
  json_object *document = new_document (s, draft);
  bool good = fo_msk_write (s->msk, &ask, "POST", path, document, &written, error);

  json_object_put (document);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  if (written.end != FO_HTTP_DONE)
    return fo_fate_end_written (s->fate, &written, fo_msk_is_closed (written.why));
  *ret_id = fo_msk_id (written.object);
  if (fo_link_is_uuid (*ret_id))
    return true;
  g_clear_pointer (ret_id, g_free);
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  return fo_fate_end (s->fate, FO_FATE_UNKNOWN, "link.no-answer", MSK, NULL);
}

static bool
change (FoMskSending *s, const char *type, const char *id, json_object *body, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "change" };
  g_autofree char *path = g_strdup_printf ("entity/%s/%s", type, id);
  g_auto (FoWritten) written = { 0 };
  bool good = fo_msk_write (s->msk, &ask, "PUT", path, body, &written, error);

  json_object_put (body);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  return written.end == FO_HTTP_DONE || fo_fate_end_written (s->fate, &written, fo_msk_is_closed (written.why));
}

/* ---- standing ---------------------------------------------------------------------------------------------------------- */

/* Reads it back and compares: the only proof there is. *ret_document NULL: the fate is settled. */
static bool
read_back (FoMskSending *s, const FoMskDraft *draft, const char *id, json_object **ret_document, GError **error)
{
  json_object *document;
  const char *why;
  bool good;

  *ret_document = NULL;
  if (!fo_msk_get_behind (s, draft->type, id, "positions", &document, error))
    return false;
  good = fo_msk_add_rest (s, draft, id, &document, error);
  if (!good || s->fate->kind != FO_FATE_GO_ON) {
    json_object_put (document);
    return good;
  }
  if (!document)
    return fo_fate_differs (s->fate, json_object_new_object (), "link.gone");
  why = judge (s, draft, document);
  if (why)
    fo_fate_differs (s->fate, what_stands (document), why);
  *ret_document = document;
  return true;
}

/* A person gave it another day, for its own lies in a closed period. */
static bool
redate (FoMskSending *s, const FoMskDraft *draft, const char *id, json_object *document, GError **error)
{
  g_autofree char *moment = g_strconcat (draft->day, " 12:00:00", NULL);
  json_object *body;

  if (!s->delivery->day || g_str_has_prefix (fo_http_text (document, "moment"), draft->day))
    return true;
  body = json_object_new_object ();
  fo_link_say (body, "moment", moment);
  return change (s, draft->type, id, body, error);
}

static bool
keep_name (FoMskSending *s, const FoMskDraft *draft, const char *id, GError **error)
{
  FoLinkHost *host = s->msk->link.host;
  g_autofree char *ref = g_strdup_printf ("%s/%s", draft->type, id);

  if (!draft->kind)
    return true;
  return draft->stacked ? fo_made_add (host, draft->key, ref, error)
                        : host->keep_ref (host, draft->kind, draft->key, id, error);
}

static bool
stand (FoMskSending *s, const FoMskDraft *draft, const char *id, GError **error)
{
  FoLinkHost *host = s->msk->link.host;
  json_object *document = NULL;
  bool good;

  s->fate->kind = FO_FATE_UNKNOWN;
  if (!host->keep_ref (host, "document", s->delivery->op_id, id, error))
    return false;
  good = read_back (s, draft, id, &document, error);
  if (good && s->fate->kind == FO_FATE_GO_ON)
    good = redate (s, draft, id, document, error);
  s->fate->remote_id = g_strdup (id);
  s->fate->remote_number = g_strdup (document ? fo_http_text (document, "name") : "");
  json_object_put (document);
  if (!good || s->fate->kind != FO_FATE_GO_ON)
    return good;
  s->fate->kind = keep_name (s, draft, id, error) ? FO_FATE_VERIFIED : FO_FATE_UNKNOWN;
  return s->fate->kind == FO_FATE_VERIFIED;
}

bool
fo_msk_put (FoMskSending *s, FoMskDraft *draft, GError **error)
{
  g_autofree char *id = NULL;

  if (!s->msk->store[0])
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.no-warehouse", MSK, NULL);
  if (!fo_msk_lots (s, draft, error))
    return false;
  if (s->fate->kind != FO_FATE_GO_ON)
    return true;
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!find (s, draft, &id, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!id && !create (s, draft, &id, error))
    return false;
  return !id || stand (s, draft, id, error);
}

bool
fo_msk_put_again (FoMskSending *s, FoMskDraft *draft, const char *id, GError **error)
{
  json_object *body;

  if (!fo_msk_lots (s, draft, error))
    return false;
  if (s->fate->kind != FO_FATE_GO_ON)
    return true;
  body = json_object_new_object ();
  json_object_object_add (body, "positions", fo_msk_first_rows (s, draft));
  if (!change (s, draft->type, id, body, error))
    return false;
  return s->fate->kind != FO_FATE_GO_ON || stand (s, draft, id, error);
}

/* ---- taking back ------------------------------------------------------------------------------------------------------- */

static bool
is_called_off (json_object *document)
{
  return !fo_http_true (document, "applicable") && strstr (fo_http_text (document, "description"), CALLED_OFF);
}

static bool
call_off (FoMskSending *s, const char *type, const char *id, json_object *document, GError **error)
{
  g_autofree char *text = g_strconcat (CALLED_OFF, fo_http_text (document, "description"), NULL);
  json_object *body;

  if (is_called_off (document))
    return true;
  body = json_object_new_object ();
  json_object_object_add (body, "applicable", json_object_new_boolean (FALSE));
  fo_link_say (body, "description", text);
  return change (s, type, id, body, error);
}

bool
fo_msk_take_back (FoMskSending *s, const char *type, const char *id, GError **error)
{
  json_object *document, *there = NULL;
  bool good;

  if (!fo_msk_get_first (s, type, id, NULL, &document, error))
    return false;
  good = !document || call_off (s, type, id, document, error);
  json_object_put (document);
  if (!good || s->fate->kind != FO_FATE_GO_ON)
    return good;
  if (!fo_msk_get_behind (s, type, id, NULL, &there, error))
    return false;
  s->fate->remote_id = g_strdup (id);
  if (there && !is_called_off (there))
    fo_fate_differs (s->fate, what_stands (there), "link.not-taken-back");
  else
    s->fate->kind = FO_FATE_VERIFIED;
  json_object_put (there);
  return true;
}

bool
fo_msk_take_last_back (FoMskSending *s, const char *name, bool *ret_known, GError **error)
{
  FoLinkHost *host = s->msk->link.host;
  g_autofree char *ref = NULL;
  g_auto (GStrv) halves = NULL;

  *ret_known = false;
  s->fate->kind = FO_FATE_LATER;
  if (!fo_made_last (host, name, &ref, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  halves = g_strsplit (ref ? ref : "", "/", 2);
  *ret_known = g_strv_length (halves) == 2 && fo_link_is_uuid (halves[1]);
  if (!*ret_known)
    return true;
  if (!fo_msk_take_back (s, halves[0], halves[1], error))
    return false;
  if (s->fate->kind != FO_FATE_VERIFIED || fo_made_drop (host, name, ref, error))
    return true;
  s->fate->kind = FO_FATE_UNKNOWN;
  return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a document comes to stand there: find → create → bring it through its steps → read back → compare. A write whose
 * answer was lost ends the delivery as unknown, and the next one begins by looking: so there is one document, whatever is
 * lost. If-Match is sent and not trusted: the platform is known to ignore it, so the version is read before and after. */
#include "onec-writing.h"
#include <stdarg.h>
#include <string.h>

/* ---- fates -------------------------------------------------------------------------------------------------------------- */

bool
fo_onec_is_closed (FoOnec *onec, const char *why)
{
  static const char *const usual[] = { "дата запрета", "запрещен", "запрещён", "закрыт" };
  json_object *words = fo_http_array (onec->config, "closed_words");
  g_autofree char *lower = why ? g_utf8_strdown (why, -1) : NULL;

  for (gsize i = 0; lower && !words && i < G_N_ELEMENTS (usual); i++)
    if (strstr (lower, usual[i]))
      return true;
  for (gsize i = 0; lower && words && i < json_object_array_length (words); i++) {
    const char *word = json_object_get_string (json_object_array_get_idx (words, i));
    g_autofree char *low = word ? g_utf8_strdown (word, -1) : NULL;
    if (low && low[0] && strstr (lower, low))
      return true;
  }
  return false;
}

bool
fo_onec_end_written (FoOnecSending *s, const FoWritten *written)
{
  return fo_fate_end_written (s->fate, written, fo_onec_is_closed (s->onec, written->why));
}

/* ---- comparing ---------------------------------------------------------------------------------------------------------- */

static const char *
or_none (const char *ref)
{
  return fo_onec_is_empty (ref) ? "" : ref;
}

static char *
goods (const char *item, const char *variant, const char *lot)
{
  return g_strdup_printf ("%s|%s|%s", item, or_none (variant), or_none (lot));
}

/* Ours are added, theirs taken away: what is left is the difference. */
static bool
is_same (const FoOnecDraft *draft, json_object *rows)
{
  g_autoptr (GHashTable) sums = fo_tally_new ();
  const FoOnecForm *form = &draft->form;
  FoQuantity quantity_u;

  for (guint i = 0; i < draft->rows->len; i++) {
    const FoOnecRow *row = &g_array_index (draft->rows, FoOnecRow, i);
    fo_tally_add (sums, goods (row->item, row->variant, row->lot), row->quantity_u);
  }
  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    json_object *row = json_object_array_get_idx (rows, i);
    if (form->action[0] && g_str_equal (fo_http_text (row, form->action), "НеОтгружать"))
      continue;
    if (!fo_link_quantity (row, form->quantity, &quantity_u))
      return false;
    fo_tally_add (
        sums, goods (fo_http_text (row, form->item), fo_http_text (row, form->variant), fo_http_text (row, form->lot)),
        -quantity_u);
  }
  return g_hash_table_size (sums) == 0;
}

static bool
has_base (const FoOnecDraft *draft, json_object *document)
{
  json_object *rows = draft->form.orders_table[0] ? fo_http_array (document, draft->form.orders_table) : NULL;

  if (!draft->form.base[0] || !draft->base)
    return true;
  if (!rows)
    return g_str_equal (fo_http_text (document, draft->form.base), draft->base);
  for (gsize i = 0; i < json_object_array_length (rows); i++)
    if (!g_str_equal (fo_http_text (json_object_array_get_idx (rows, i), draft->form.base), draft->base))
      return false;
  return json_object_array_length (rows) > 0 || draft->rows->len == 0;
}

json_object *
fo_onec_differs (const FoOnecDraft *draft, json_object *document)
{
  static const char *const shown[] = { "Number", "Date", "Статус", "Posted", "DeletionMark", "Комментарий" };
  json_object *rows = fo_http_array (document, draft->form.table), *theirs, *value;

  if (!fo_http_true (document, "DeletionMark") && is_same (draft, rows) && has_base (draft, document))
    return NULL;
  theirs = json_object_new_object ();
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    if (json_object_object_get_ex (document, shown[i], &value))
      json_object_object_add (theirs, shown[i], json_object_get (value));
  json_object_object_add (theirs, "rows", rows ? json_object_get (rows) : json_object_new_array ());
  return theirs;
}

/* ---- finding ------------------------------------------------------------------------------------------------------------ */

/* By what it was made for; otherwise by the days around its own, for a person may have moved it. */
static char *
filter_of (const FoOnecDraft *draft)
{
  const FoOnecForm *form = &draft->form;
  FoDay day = FO_DAY_NONE;
  char from[FO_DAY_TEXT_MAX];

  if (form->base[0] && draft->base && form->orders_table[0])
    return g_strdup_printf ("%s/any(d: d/%s eq cast(guid'%s', '%s'))", form->orders_table, form->base, draft->base,
                            form->base_entity);
  if (form->base[0] && draft->base)
    return g_strdup_printf ("%s eq cast(guid'%s', '%s')", form->base, draft->base, form->base_entity);
  if (fo_day_parse_iso (draft->day, &day) != FO_OK)
    return NULL;
  return g_strdup_printf ("Date ge datetime'%sT00:00:00'", fo_day_print_iso (fo_day_plus (day, -31), from));
}

bool
fo_onec_find_ours (FoOnecSending *s, const FoOnecDraft *draft, char **ret_ref, GError **error)
{
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "find" };
  g_autofree char *filter = filter_of (draft);
  const FoOnecQuery query = { draft->form.entity, filter, "Ref_Key,Комментарий", NULL };
  json_object *found;

  *ret_ref = NULL;
  if (!fo_onec_some (s->onec, &ask, &query, &found, error))
    return false;
  for (gsize i = 0; i < json_object_array_length (found) && !*ret_ref; i++) {
    json_object *document = json_object_array_get_idx (found, i);
    if (strstr (fo_http_text (document, "Комментарий"), s->delivery->op_id)
        && fo_link_is_uuid (fo_http_text (document, "Ref_Key")))
      *ret_ref = g_strdup (fo_http_text (document, "Ref_Key"));
  }
  json_object_put (found);
  return true;
}

static bool
find (FoOnecSending *s, const FoOnecDraft *draft, char **ret_ref, GError **error)
{
  FoLinkHost *host = s->onec->link.host;

  if (s->delivery->remote_id && fo_link_is_uuid (s->delivery->remote_id)) {
    *ret_ref = g_strdup (s->delivery->remote_id);
    return true;
  }
  if (!host->find_ref (host, "document", s->delivery->op_id, ret_ref, error))
    return false;
  if (*ret_ref)
    return true;
  return fo_onec_find_ours (s, draft, ret_ref, error);
}

/* ---- creating ----------------------------------------------------------------------------------------------------------- */

/* 500 with words of the configuration: its transaction was rolled back, unless it stands there all the same. */
static bool
settle_failed_create (
    FoOnecSending *s, const FoOnecDraft *draft, const FoWritten *written, char **ret_ref, GError **error)
{
  if (written->status != 500 || !written->why || !g_str_has_prefix (written->why, "1C ("))
    return fo_onec_end_written (s, written);
  s->fate->kind = FO_FATE_UNKNOWN;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_onec_find_ours (s, draft, ret_ref, error))
    return false;
  if (*ret_ref)
    s->fate->kind = FO_FATE_GO_ON;
  else
    fo_fate_end_text (s->fate, fo_onec_is_closed (s->onec, written->why) ? FO_FATE_CLOSED : FO_FATE_REFUSED,
                      written->why);
  return true;
}

static bool
create (FoOnecSending *s, const FoOnecDraft *draft, char **ret_ref, GError **error)
{
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "create" };
  g_autofree char *path = fo_onec_escape (draft->form.entity);
  g_auto (FoWritten) written = { 0 };
  json_object *document = fo_onec_header (s, draft);
  bool good = fo_onec_write (s->onec, &ask, "POST", path, document, &written, error);

  json_object_put (document);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  if (written.end != FO_HTTP_DONE)
    return settle_failed_create (s, draft, &written, ret_ref, error);
  if (fo_link_is_uuid (fo_http_text (written.object, "Ref_Key")))
    *ret_ref = g_strdup (fo_http_text (written.object, "Ref_Key"));
  else {
    s->fate->retry_ms = FO_LINK_AGAIN_MS;
    fo_fate_end (s->fate, FO_FATE_UNKNOWN, "link.1c-no-answer", NULL);
  }
  return true;
}

/* ---- steps -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoOnecSending *s;
  const FoOnecDraft *draft;
  char *ref, *path;
  json_object *document; /* as last read */
} Standing;

static void
standing_clear (Standing *at)
{
  g_free (at->ref);
  g_free (at->path);
  json_object_put (at->document);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Standing, standing_clear)

/* Reads it back and compares: the only proof there is. */
static bool
read_back (Standing *at, GError **error)
{
  const FoOnecAsk ask = { .delivery = at->s->delivery, .step = "read", .whole = true };
  json_object *theirs;

  g_clear_pointer (&at->document, json_object_put);
  if (!fo_onec_one (at->s->onec, &ask, at->draft->form.entity, at->ref, NULL, &at->document, error)) {
    at->s->fate->kind = FO_FATE_UNKNOWN;
    at->s->fate->retry_ms = FO_LINK_AGAIN_MS;
    return false;
  }
  if (!at->document)
    return fo_fate_differs (at->s->fate, json_object_new_object (), "link.1c-gone");
  theirs = fo_onec_differs (at->draft, at->document);
  if (theirs)
    return fo_fate_differs (at->s->fate, theirs, "link.1c-differs");
  return true;
}

static bool
goes_on (const Standing *at)
{
  return at->s->fate->kind == FO_FATE_GO_ON;
}

/* Has somebody written it since we read it? Then what stands there is read and compared again. */
static bool
check_version (Standing *at, GError **error)
{
  g_autofree char *version = g_strdup (fo_http_text (at->document, "DataVersion"));

  if (!read_back (at, error))
    return false;
  if (goes_on (at) && !g_str_equal (version, fo_http_text (at->document, "DataVersion")))
    g_debug ("1C: %s was changed there meanwhile", at->ref);
  return true;
}

static bool
write_step (Standing *at, const char *step, const char *method, const char *path, json_object *body, GError **error)
{
  const FoOnecAsk ask = { .delivery = at->s->delivery,
                          .step = step,
                          .match = fo_http_text (at->document, "DataVersion") };
  g_auto (FoWritten) written = { 0 };

  if (!fo_onec_write (at->s->onec, &ask, method, path, body, &written, error))
    return fo_fate_lost (at->s->fate, &written);
  if (written.end == FO_HTTP_DONE)
    return true;
  if (written.status == 412) { /* it was changed in between: once more from its beginning */
    at->s->fate->retry_ms = FO_LINK_AGAIN_MS;
    return fo_fate_end (at->s->fate, FO_FATE_LATER, "link.1c-changed-there", NULL);
  }
  if (written.status == 500 && written.why && g_str_has_prefix (written.why, "1C ("))
    fo_fate_end_text (at->s->fate, fo_onec_is_closed (at->s->onec, written.why) ? FO_FATE_CLOSED : FO_FATE_REFUSED,
                      written.why);
  else
    fo_onec_end_written (at->s, &written);
  return true;
}

static bool
post_it (Standing *at, GError **error)
{
  g_autofree char *path = g_strconcat (at->path, "/Post?PostingModeOperational=false", NULL);

  return write_step (at, "post", "POST", path, NULL, error);
}

static bool
set_status (Standing *at, const char *status, GError **error)
{
  json_object *body = json_object_new_object ();
  bool good;

  json_object_object_add (body, "Статус", json_object_new_string (status));
  good = write_step (at, "change", "PATCH", at->path, body, error);
  json_object_put (body);
  return good;
}

static bool
expect (Standing *at, const char *status)
{
  if (!goes_on (at)
      || (g_str_equal (fo_http_text (at->document, "Статус"), status) && fo_http_true (at->document, "Posted")))
    return true;
  return fo_fate_differs (at->s->fate, json_object_get (at->document), "link.1c-status-not-taken");
}

/* One status: written, posted, read back. What stands there already is not written again. */
static bool
take_step (Standing *at, const char *status, GError **error)
{
  if (!g_str_equal (fo_http_text (at->document, "Статус"), status)
      && (!check_version (at, error) || (goes_on (at) && !set_status (at, status, error))))
    return false;
  if (goes_on (at) && !post_it (at, error))
    return false;
  if (goes_on (at) && !read_back (at, error))
    return false;
  return expect (at, status);
}

static bool
take_steps (Standing *at, GError **error)
{
  g_auto (GStrv) steps = g_strsplit (at->draft->form.steps, ",", -1);
  guint first = 0;

  for (guint i = 0; steps[i]; i++)
    if (g_str_equal (steps[i], fo_http_text (at->document, "Статус")))
      first = fo_http_true (at->document, "Posted") ? i + 1 : i;
  for (guint i = first; steps[i] && steps[i][0] && goes_on (at); i++)
    if (!take_step (at, steps[i], error))
      return false;
  return true;
}

/* A person gave it another day, for its own lies in a closed period. */
static bool
redate (Standing *at, GError **error)
{
  json_object *body;
  bool good;

  if (!at->s->delivery->day || g_str_has_prefix (fo_http_text (at->document, "Date"), at->draft->day))
    return true;
  body = json_object_new_object ();
  g_autofree char *at_noon = g_strconcat (at->draft->day, "T12:00:00", NULL);
  json_object_object_add (body, "Date", json_object_new_string (at_noon));
  good = write_step (at, "change", "PATCH", at->path, body, error);
  json_object_put (body);
  return good && (!goes_on (at) || read_back (at, error));
}

static bool
finish (Standing *at, GError **error)
{
  if (!redate (at, error))
    return false;
  if (!goes_on (at))
    return true;
  if (at->draft->form.steps[0])
    return take_steps (at, error);
  if (!g_str_equal (at->draft->form.post, "true") || fo_http_true (at->document, "Posted"))
    return true;
  if (!post_it (at, error) || (goes_on (at) && !read_back (at, error)))
    return false;
  if (goes_on (at) && !fo_http_true (at->document, "Posted"))
    return fo_fate_differs (at->s->fate, json_object_get (at->document), "link.1c-not-posted");
  return true;
}

/* ---- all of it ---------------------------------------------------------------------------------------------------------- */

static bool
keep_name (FoOnecSending *s, const FoOnecDraft *draft, const char *ref, GError **error)
{
  FoLinkHost *host = s->onec->link.host;

  if (!draft->kind)
    return true;
  return draft->stacked ? fo_made_add (host, draft->key, ref, error)
                        : host->keep_ref (host, draft->kind, draft->key, ref, error);
}

static bool
has_marker (const Standing *at)
{
  return strstr (fo_http_text (at->document, "Комментарий"), at->s->delivery->op_id) != NULL;
}

static bool
settle (Standing *at, GError **error)
{
  FoFate *fate = at->s->fate;

  fate->remote_id = g_strdup (at->ref);
  fate->remote_number = g_strdup (fo_http_text (at->document, "Number"));
  if (!goes_on (at))
    return true;
  if (!keep_name (at->s, at->draft, at->ref, error)) {
    fate->kind = FO_FATE_UNKNOWN;
    return false;
  }
  fate->kind = FO_FATE_VERIFIED;
  return true;
}

static bool
stand (FoOnecSending *s, const FoOnecDraft *draft, char **ref, GError **error)
{
  g_auto (Standing) at = { .s = s, .draft = draft, .ref = g_steal_pointer (ref) };
  FoLinkHost *host = s->onec->link.host;

  at.path = fo_onec_key (draft->form.entity, at.ref);
  s->fate->kind = FO_FATE_UNKNOWN;
  if (!host->keep_ref (host, "document", s->delivery->op_id, at.ref, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!read_back (&at, error))
    return false;
  if (goes_on (&at) && !has_marker (&at))
    fo_fate_differs (s->fate, json_object_get (at.document), "link.1c-comment-cut");
  if (goes_on (&at) && !finish (&at, error))
    return false;
  return settle (&at, error);
}

bool
fo_onec_put (FoOnecSending *s, FoOnecDraft *draft, GError **error)
{
  g_autofree char *ref = NULL;

  if (draft->form.skip)
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (draft->form.warehouse[0] && !s->onec->warehouse[0])
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-no-warehouse", NULL);
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!find (s, draft, &ref, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!ref && !create (s, draft, &ref, error))
    return false;
  return !ref || stand (s, draft, &ref, error);
}

/* ---- taking back -------------------------------------------------------------------------------------------------------- */

bool
fo_onec_take_back (FoOnecSending *s, const char *entity, const char *ref, GError **error)
{
  const FoOnecAsk read = { .delivery = s->delivery, .step = "read", .whole = true };
  FoOnecDraft draft = { .form = { .entity = entity } };
  g_auto (Standing) at = { .s = s, .draft = &draft, .ref = g_strdup (ref), .path = fo_onec_key (entity, ref) };
  g_autofree char *unpost = g_strconcat (at.path, "/Unpost", NULL);
  json_object *mark;

  s->fate->kind = FO_FATE_UNKNOWN;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_onec_one (s->onec, &read, entity, ref, NULL, &at.document, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (at.document && fo_http_true (at.document, "Posted") && !write_step (&at, "post", "POST", unpost, NULL, error))
    return false;
  if (goes_on (&at) && at.document && !fo_http_true (at.document, "DeletionMark")) {
    mark = json_object_new_object ();
    json_object_object_add (mark, "DeletionMark", json_object_new_boolean (TRUE));
    bool written = write_step (&at, "change", "PATCH", at.path, mark, error);
    json_object_put (mark);
    if (!written)
      return false;
  }
  if (!goes_on (&at))
    return true;
  g_clear_pointer (&at.document, json_object_put);
  s->fate->kind = FO_FATE_UNKNOWN;
  if (!fo_onec_one (s->onec, &read, entity, ref, NULL, &at.document, error))
    return false;
  if (at.document && (fo_http_true (at.document, "Posted") || !fo_http_true (at.document, "DeletionMark")))
    return fo_fate_differs (s->fate, json_object_get (at.document), "link.1c-not-taken-back");
  s->fate->remote_id = g_strdup (ref);
  s->fate->kind = FO_FATE_VERIFIED;
  return true;
}

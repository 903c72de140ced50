/* SPDX-License-Identifier: GPL-3.0-or-later
 * Requests to МойСклад: references, lists page by page, refusals. It speaks gzip and application/json;charset=utf-8 and nothing else. */
#include "moysklad-inside.h"
#include <string.h>

#define PERIOD_CLOSED ", 17009)" /* дата документа не попадает в открытый для редактирования период */

/* ---- references ------------------------------------------------------------------------------------------------------ */

char *
fo_msk_href (FoMsk *msk, const char *type, const char *id)
{
  return g_strdup_printf ("%sentity/%s/%s", msk->base, type, id);
}

json_object *
fo_msk_link (FoMsk *msk, const char *type, const char *id)
{
  json_object *link = json_object_new_object (), *meta = json_object_new_object ();
  g_autofree char *href = fo_msk_href (msk, type, id);

  fo_link_say (meta, "href", href);
  fo_link_say (meta, "type", type);
  fo_link_say (meta, "mediaType", "application/json");
  json_object_object_add (link, "meta", meta);
  return link;
}

/* What stands behind the last stroke of its address, without what is asked of it. */
char *
fo_msk_id (json_object *object)
{
  const char *id = fo_http_text (object, "id"), *href = fo_http_text (fo_http_object (object, "meta"), "href"), *last;
  g_autofree char *plain = NULL;

  if (id[0])
    return g_strdup (id);
  plain = g_strndup (href, strcspn (href, "?"));
  last = strrchr (plain, '/');
  return g_strdup (last && fo_link_is_uuid (last + 1) ? last + 1 : "");
}

const char *
fo_msk_type (json_object *object)
{
  return fo_http_text (fo_http_object (object, "meta"), "type");
}

char *
fo_msk_id_of (json_object *object, const char *name)
{
  return fo_msk_id (fo_http_object (object, name));
}

char *
fo_msk_quote (const char *text)
{
  GString *quoted = g_string_new (NULL);

  for (; *text; text++)
    g_string_append_printf (quoted, *text == ';' || *text == '\\' ? "\\%c" : "%c", *text);
  return g_string_free (quoted, FALSE);
}

/* ---- refusals -------------------------------------------------------------------------------------------------------- */

static const char *
first_words (json_object *error)
{
  const char *message = fo_http_text (error, "error_message");

  return message[0] ? message : fo_http_text (error, "error");
}

static char *
refusal (json_object *object, guint status)
{
  json_object *errors = fo_http_array (object, "errors");
  json_object *first = errors && json_object_array_length (errors) ? json_object_array_get_idx (errors, 0) : NULL;
  const char *parameter = fo_http_text (first, "parameter");

  if (!first)
    return NULL;
  return g_strdup_printf ("МойСклад (%u, %s): %s%s%s", status, fo_http_text (first, "code"), first_words (first),
                          parameter[0] ? ": " : "", parameter);
}

char *
fo_msk_refusal (json_object *row)
{
  return fo_http_array (row, "errors") ? refusal (row, 200) : NULL;
}

static char *
answer_refusal (const FoHttpAnswer *answer)
{
  g_autofree char *broken = NULL;
  json_object *object = answer->body && answer->body->len ? fo_http_json (answer, &broken) : NULL;
  char *why = refusal (object, answer->status);

  json_object_put (object);
  return why ? why : g_strdup (answer->why ? answer->why : "МойСклад says no");
}

bool
fo_msk_is_closed (const char *why)
{
  return why && strstr (why, PERIOD_CLOSED);
}

static bool
contract_error (const char *path, const char *why, GError **error)
{
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "%s: %s", path, why ? why : "МойСклад says no");
  return false;
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

static guint
weight_of (const FoMsk *msk, const FoMskAsk *ask)
{
  return ask->weight ? ask->weight : (guint) msk->weight;
}

bool
fo_msk_get (FoMsk *msk,
            const FoMskAsk *ask,
            const char *path,
            json_object **ret,
            guint *ret_status,
            char **ret_why,
            GError **error)
{
  g_autofree char *about = g_strndup (path, strcspn (path, "?"));
  const FoHttpRequest request = { .method = "GET",
                                  .path = path,
                                  .accept = "application/json;charset=utf-8",
                                  .weight = weight_of (msk, ask),
                                  .delivery = ask->delivery,
                                  .step = ask->step,
                                  .about = about,
                                  .asking = ask->asking };
  g_auto (FoHttpAnswer) answer = { 0 };

  *ret = NULL;
  *ret_why = NULL;
  if (!fo_http_send (msk->http, &request, &answer, error))
    return false;
  *ret_status = answer.status;
  if (answer.end != FO_HTTP_DONE) {
    *ret_why = answer_refusal (&answer);
    return true;
  }
  *ret = fo_http_json (&answer, ret_why);
  return true;
}

bool
fo_msk_one (FoMsk *msk,
            const FoMskAsk *ask,
            const char *type,
            const char *id,
            const char *expand,
            json_object **ret,
            GError **error)
{
  g_autofree char *path =
                      g_strdup_printf ("entity/%s/%s%s%s", type, id, expand ? "?expand=" : "", expand ? expand : ""),
                  *why = NULL;
  guint status = 0;

  if (!fo_msk_get (msk, ask, path, ret, &status, &why, error))
    return false;
  return *ret || status == 404 || contract_error (path, why, error);
}

static void
add_option (GString *path, const char *name, const char *value)
{
  g_autofree char *escaped = value && value[0] ? fo_http_escape (value) : NULL;

  if (escaped)
    g_string_append_printf (path, "&%s=%s", name, escaped);
}

bool
fo_msk_page (
    FoMsk *msk, const FoMskAsk *ask, const FoMskQuery *query, int offset, json_object **ret_rows, GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_autofree char *why = NULL;
  json_object *answer, *rows;
  guint status = 0;

  g_string_printf (path, "%s?limit=%d&offset=%d", query->path, msk->page, offset);
  add_option (path, "filter", query->filter);
  add_option (path, "order", query->order);
  add_option (path, "expand", query->expand);
  add_option (path, "groupBy", query->group);
  if (!fo_msk_get (msk, ask, path->str, &answer, &status, &why, error))
    return false;
  rows = fo_http_array (answer, "rows");
  *ret_rows = rows ? json_object_get (rows) : NULL;
  json_object_put (answer);
  return rows || contract_error (query->path, why ? why : "no list came", error);
}

bool
fo_msk_all (FoMsk *msk, const FoMskAsk *ask, const FoMskQuery *query, FoMskPage each, gpointer data, GError **error)
{
  for (int offset = 0;; offset += msk->page) {
    json_object *rows = NULL;
    gsize n;
    bool good;

    if (!fo_msk_page (msk, ask, query, offset, &rows, error))
      return false;
    n = json_object_array_length (rows);
    good = n == 0 || each (msk, rows, data, error);
    json_object_put (rows);
    if (!good || n < (gsize) msk->page)
      return good;
  }
}

static bool
append_page (FoMsk *msk, json_object *rows, gpointer data, GError **error)
{
  (void) msk;
  (void) error;
  for (gsize i = 0; i < json_object_array_length (rows); i++)
    json_object_array_add (data, json_object_get (json_object_array_get_idx (rows, i)));
  return true;
}

bool
fo_msk_some (FoMsk *msk, const FoMskAsk *ask, const FoMskQuery *query, json_object **ret, GError **error)
{
  *ret = json_object_new_array ();
  if (fo_msk_all (msk, ask, query, append_page, *ret, error))
    return true;
  g_clear_pointer (ret, json_object_put);
  return false;
}

bool
fo_msk_whole (
    FoMsk *msk, const FoMskAsk *ask, json_object *document, const char *name, const char *expand, GError **error)
{
  json_object *list = fo_http_object (document, name), *rows = fo_http_array (list, "rows"), *all;
  gint64 size = g_ascii_strtoll (fo_http_text (fo_http_object (list, "meta"), "size"), NULL, 10);
  g_autofree char *id = fo_msk_id (document);
  g_autofree char *path = g_strdup_printf ("entity/%s/%s/%s", fo_msk_type (document), id, name);
  const FoMskQuery query = { .path = path, .expand = expand };

  if (rows && (gint64) json_object_array_length (rows) >= size)
    return true;
  if (!fo_msk_some (msk, ask, &query, &all, error))
    return false;
  list = json_object_new_object ();
  json_object_object_add (list, "rows", all);
  json_object_object_add (document, name, list);
  return true;
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

bool
fo_msk_write (FoMsk *msk,
              const FoMskAsk *ask,
              const char *method,
              const char *path,
              json_object *body,
              FoWritten *ret_written,
              GError **error)
{
  g_autofree char *broken = NULL;
  const FoHttpRequest request = { .method = method,
                                  .path = path,
                                  .accept = "application/json;charset=utf-8",
                                  .weight = weight_of (msk, ask),
                                  .delivery = ask->delivery,
                                  .step = ask->step,
                                  .about = path,
                                  .body = fo_link_json (body) };
  g_auto (FoHttpAnswer) answer = { 0 };
  bool good = fo_http_send (msk->http, &request, &answer, error);

  *ret_written = (FoWritten){ .end = answer.end, .status = answer.status, .retry_ms = answer.retry_ms };
  if (good && answer.end == FO_HTTP_DONE)
    ret_written->object = fo_http_json (&answer, &broken);
  else if (answer.body)
    ret_written->why = answer_refusal (&answer);
  return good;
}

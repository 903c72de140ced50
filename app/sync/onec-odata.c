/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onec-inside.h"
#include <string.h>

char *
fo_onec_escape (const char *text)
{
  return g_uri_escape_string (text, "()'", FALSE);
}

bool
fo_onec_is_empty (const char *ref)
{
  return !ref || !ref[0] || g_str_equal (ref, ONEC_EMPTY);
}

char *
fo_onec_key (const char *entity, const char *ref)
{
  g_autofree char *name = fo_onec_escape (entity);

  return g_strdup_printf ("%s(guid'%s')", name, ref);
}

/* ---- two in one --------------------------------------------------------------------------------------------------------- */

/* Sixteen bytes are 22 letters: base64 with '-' and '_', so that '/' stays the stroke between. */
static char *
shorten (const char *ref)
{
  guchar bytes[16];
  char *text;
  gsize n = 0;

  for (const char *at = ref; *at && n < sizeof bytes; at += *at == '-' ? 1 : 2)
    if (*at != '-')
      bytes[n++] = (guchar) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));
  text = g_base64_encode (bytes, n);
  text[22] = '\0';
  return g_strdelimit (g_strdelimit (text, "/", '_'), "+", '-');
}

static char *
lengthen (const char *text)
{
  g_autofree char *plain = g_strconcat (text, "==", NULL);
  g_autofree guchar *bytes = NULL;
  GString *ref = g_string_new (NULL);
  gsize n = 0;

  g_strdelimit (g_strdelimit (plain, "_", '/'), "-", '+');
  bytes = g_base64_decode (plain, &n);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (ref, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
  return g_string_free (ref, FALSE);
}

char *
fo_onec_pair (const char *item, const char *variant)
{
  g_autofree char *a = NULL, *b = NULL;

  if (!fo_link_is_uuid (item) || !fo_link_is_uuid (variant))
    return g_strdup ("");
  a = shorten (item);
  b = shorten (variant);
  return g_strdup_printf ("%s/%s", a, b);
}

bool
fo_onec_unpair (const char *id, char **ret_item, char **ret_variant)
{
  g_auto (GStrv) halves = g_strsplit (id, "/", 2);
  g_autofree char *item = NULL, *variant = NULL;

  if (!halves[0] || !halves[1] || strlen (halves[0]) != 22 || strlen (halves[1]) != 22)
    return false;
  item = lengthen (halves[0]);
  variant = lengthen (halves[1]);
  if (!fo_link_is_uuid (item) || !fo_link_is_uuid (variant))
    return false;
  *ret_item = g_steal_pointer (&item);
  *ret_variant = g_steal_pointer (&variant);
  return true;
}

char *
fo_onec_quote (const char *text)
{
  GString *quoted = g_string_new ("'");

  for (; *text; text++)
    g_string_append_printf (quoted, *text == '\'' ? "''" : "%c", *text);
  g_string_append_c (quoted, '\'');
  return g_string_free (quoted, FALSE);
}

/* ---- refusals ----------------------------------------------------------------------------------------------------------- */

/* {"odata.error": {"code": "9", "message": {"lang": "ru", "value": "…"}}} */
static char *
json_message (json_object *object, int *ret_code)
{
  json_object *said = fo_http_object (object, "odata.error");
  const char *text = fo_http_text (fo_http_object (said, "message"), "value");

  *ret_code = said ? (int) g_ascii_strtoll (fo_http_text (said, "code"), NULL, 10) : 0;
  return text[0] ? g_strdup (text) : NULL;
}

char *
fo_onec_message (const FoHttpAnswer *answer, int *ret_code)
{
  g_autofree char *why = NULL;
  json_object *object = answer->body ? fo_http_json (answer, &why) : NULL;
  char *message = object ? json_message (object, ret_code) : NULL;

  json_object_put (object);
  if (!message && answer->body && answer->body->len > 0 && answer->body->str[0] == '<')
    message = fo_onec_xml_message (answer->body->str, answer->body->len, ret_code);
  return message;
}

static char *
refusal (const FoHttpAnswer *answer)
{
  int code = 0;
  g_autofree char *message = fo_onec_message (answer, &code);

  if (message)
    return g_strdup_printf ("1C (%u, %d): %s", answer->status, code, message);
  return g_strdup (answer->why ? answer->why : "1C says no");
}

static bool
contract_error (const char *entity, const char *why, GError **error)
{
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "%s: %s", entity, why ? why : "1C says no");
  return false;
}

/* ---- reading ------------------------------------------------------------------------------------------------------------ */

bool
fo_onec_get (FoOnec *onec,
             const FoOnecAsk *ask,
             const char *path,
             const char *query,
             json_object **ret,
             guint *ret_status,
             char **ret_why,
             GError **error)
{
  g_autofree char *whole =
      g_strdup_printf ("%s?$format=json%s%s%s", path, onec->allowed_only && !ask->whole ? "&allowedOnly=true" : "",
                       query && query[0] ? "&" : "", query ? query : "");
  const FoHttpRequest request = {
    .method = "GET", .path = whole, .delivery = ask->delivery, .step = ask->step, .about = path, .asking = ask->asking
  };
  g_auto (FoHttpAnswer) answer = { 0 };

  *ret = NULL;
  *ret_why = NULL;
  if (!fo_http_send (onec->http, &request, &answer, error))
    return false;
  *ret_status = answer.status;
  if (answer.end != FO_HTTP_DONE) {
    *ret_why = refusal (&answer);
    return true;
  }
  *ret = fo_http_json (&answer, ret_why);
  return true;
}

bool
fo_onec_one (FoOnec *onec,
             const FoOnecAsk *ask,
             const char *entity,
             const char *ref,
             const char *select,
             json_object **ret,
             GError **error)
{
  g_autofree char *path = fo_onec_key (entity, ref), *names = select ? fo_onec_escape (select) : NULL, *why = NULL;
  g_autofree char *query = select ? g_strconcat ("$select=", names, NULL) : g_strdup ("");
  guint status = 0;

  if (!fo_onec_get (onec, ask, path, query, ret, &status, &why, error))
    return false;
  if (*ret || status == 404)
    return true;
  return contract_error (entity, why, error);
}

static void
add_option (GString *query, const char *name, const char *value)
{
  g_autofree char *escaped = value ? fo_onec_escape (value) : NULL;

  if (escaped && escaped[0])
    g_string_append_printf (query, "&%s=%s", name, escaped);
}

static bool
get_page (FoOnec *onec, const FoOnecAsk *ask, const FoOnecQuery *q, int skip, json_object **ret, GError **error)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_autofree char *path = fo_onec_escape (q->entity), *why = NULL;
  json_object *answer, *value;
  guint status = 0;

  g_string_append_printf (query, "$top=%d&$skip=%d", onec->page, skip);
  add_option (query, "$filter", q->filter);
  add_option (query, "$select", q->select);
  add_option (query, "$orderby", q->order);
  if (!fo_onec_get (onec, ask, path, query->str, &answer, &status, &why, error))
    return false;
  value = answer ? fo_http_array (answer, "value") : NULL;
  *ret = value ? json_object_get (value) : NULL;
  json_object_put (answer);
  if (!value && q->optional && status == 404)
    *ret = json_object_new_array ();
  return *ret || contract_error (q->entity, why ? why : "no list came", error);
}

bool
fo_onec_all (
    FoOnec *onec, const FoOnecAsk *ask, const FoOnecQuery *query, FoOnecPage each, gpointer data, GError **error)
{
  for (int skip = 0;; skip += onec->page) {
    json_object *page = NULL;
    gsize n;
    bool good;

    if (!get_page (onec, ask, query, skip, &page, error))
      return false;
    n = json_object_array_length (page);
    good = n == 0 || each (onec, page, data, error);
    json_object_put (page);
    if (!good || n < (gsize) onec->page)
      return good;
  }
}

static bool
append_page (FoOnec *onec, json_object *page, gpointer data, GError **error)
{
  (void) onec;
  (void) error;
  for (gsize i = 0; i < json_object_array_length (page); i++)
    json_object_array_add (data, json_object_get (json_object_array_get_idx (page, i)));
  return true;
}

bool
fo_onec_some (FoOnec *onec, const FoOnecAsk *ask, const FoOnecQuery *query, json_object **ret, GError **error)
{
  *ret = json_object_new_array ();
  if (fo_onec_all (onec, ask, query, append_page, *ret, error))
    return true;
  g_clear_pointer (ret, json_object_put);
  return false;
}

/* ---- writing ------------------------------------------------------------------------------------------------------------ */

bool
fo_onec_write (FoOnec *onec,
               const FoOnecAsk *ask,
               const char *method,
               const char *path,
               json_object *body,
               FoWritten *ret_written,
               GError **error)
{
  g_autofree char *whole = g_strconcat (path, strchr (path, '?') ? "&" : "?", "$format=json", NULL), *broken = NULL;
  const char *const headers[] = { "If-Match", ask->match, NULL };
  const FoHttpRequest request = { .method = method,
                                  .path = whole,
                                  .delivery = ask->delivery,
                                  .step = ask->step,
                                  .about = path,
                                  .headers = ask->match && ask->match[0] ? headers : NULL,
                                  .body = body ? fo_link_json (body) : NULL };
  g_auto (FoHttpAnswer) answer = { 0 };
  bool good = fo_http_send (onec->http, &request, &answer, error);

  *ret_written = (FoWritten){ .end = answer.end, .status = answer.status, .retry_ms = answer.retry_ms };
  if (good && answer.end == FO_HTTP_DONE)
    ret_written->object = fo_http_json (&answer, &broken);
  else if (answer.body)
    ret_written->why = refusal (&answer);
  return good;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls of Bitrix24: everything is a POST of JSON, and what only asks may be sent again. */
#include "bitrix24-inside.h"
#include <string.h>

bool
fo_b24_is_id (const char *text)
{
  return text && text[0] && strspn (text, "0123456789") == strlen (text) && strlen (text) < 16;
}

/* ---- refusals -------------------------------------------------------------------------------------------------------- */

static char *
refusal (const FoHttpAnswer *answer)
{
  g_autofree char *broken = NULL;
  json_object *object = answer->body && answer->body->len ? fo_http_json (answer, &broken) : NULL;
  const char *code = fo_http_text (object, "error"), *words = fo_http_text (object, "error_description");
  char *why;

  if (object && json_object_object_get_ex (object, "error", NULL))
    why = g_strdup_printf ("Bitrix24 (%u%s%s): %s", answer->status, code[0] ? ", " : "", code, words);
  else
    why = g_strdup (answer->why ? answer->why : "Bitrix24 says no");
  json_object_put (object);
  return why;
}

/* ---- calls ------------------------------------------------------------------------------------------------------------ */

static bool
send (FoB24 *b24,
      const FoB24Ask *ask,
      const char *method,
      json_object *params,
      bool writes,
      FoHttpAnswer *answer,
      GError **error)
{
  g_autofree char *path = g_strconcat (method, ".json", NULL);
  const FoHttpRequest request = { .method = "POST",
                                  .path = path,
                                  .body = params ? fo_link_json (params) : "{}",
                                  .delivery = ask->delivery,
                                  .step = ask->step,
                                  .about = method,
                                  .repeatable = !writes,
                                  .asking = ask->asking };
  bool good = fo_http_send (b24->http, &request, answer, error);

  json_object_put (params);
  return good;
}

/* It was taken, and what came back is nothing: no refusal, and asked for again later. */
static bool
no_result (const char *method, const char *broken, GError **error)
{
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "%s: %s", method, broken ? broken : "no result came");
  return false;
}

bool
fo_b24_ask (FoB24 *b24,
            const FoB24Ask *ask,
            const char *method,
            json_object *params,
            json_object **ret_result,
            char **ret_why,
            GError **error)
{
  g_auto (FoHttpAnswer) answer = { 0 };
  g_autofree char *broken = NULL;
  json_object *whole;

  *ret_result = NULL;
  *ret_why = NULL;
  if (!send (b24, ask, method, params, false, &answer, error))
    return false;
  if (answer.end != FO_HTTP_DONE) {
    *ret_why = refusal (&answer);
    return true;
  }
  whole = fo_http_json (&answer, &broken);
  if (json_object_object_get_ex (whole, "result", ret_result))
    json_object_get (*ret_result);
  json_object_put (whole);
  return *ret_result || no_result (method, broken, error);
}

bool
fo_b24_need (
    FoB24 *b24, const FoB24Ask *ask, const char *method, json_object *params, json_object **ret_result, GError **error)
{
  g_autofree char *why = NULL;

  if (!fo_b24_ask (b24, ask, method, params, ret_result, &why, error))
    return false;
  if (*ret_result)
    return true;
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "%s: %s", method, why);
  return false;
}

bool
fo_b24_write (
    FoB24 *b24, const FoB24Ask *ask, const char *method, json_object *params, FoWritten *ret_written, GError **error)
{
  g_autofree char *broken = NULL;
  g_auto (FoHttpAnswer) answer = { 0 };
  bool good = send (b24, ask, method, params, true, &answer, error);

  *ret_written = (FoWritten){ .end = answer.end, .status = answer.status, .retry_ms = answer.retry_ms };
  if (good && answer.end == FO_HTTP_DONE)
    ret_written->object = fo_http_json (&answer, &broken);
  else if (answer.body)
    ret_written->why = refusal (&answer);
  return good;
}

/* ---- packets ------------------------------------------------------------------------------------------------------------ */

/* Their empty list and their empty object look alike: []. */
static json_object *
of_call (json_object *answers, gsize i)
{
  g_autofree char *name = g_strdup_printf ("c%" G_GSIZE_FORMAT, i);
  json_object *value = NULL;

  return json_object_is_type (answers, json_type_object) && json_object_object_get_ex (answers, name, &value)
             ? json_object_get (value)
             : NULL;
}

static bool
send_packet (FoB24 *b24,
             const FoB24Ask *ask,
             GPtrArray *calls,
             guint from,
             json_object *results,
             json_object *nexts,
             GError **error)
{
  json_object *params = json_object_new_object (), *cmd = json_object_new_object (), *answer, *result = NULL,
              *next = NULL;
  guint n = MIN (calls->len - from, B24_PAGE);

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("c%u", i);
    fo_link_say (cmd, name, g_ptr_array_index (calls, from + i));
  }
  json_object_object_add (params, "halt", json_object_new_int (0));
  json_object_object_add (params, "cmd", cmd);
  if (!fo_b24_need (b24, ask, "batch", params, &answer, error))
    return false;
  json_object_object_get_ex (answer, "result", &result);
  json_object_object_get_ex (answer, "result_next", &next);
  for (gsize i = 0; i < n; i++) {
    json_object *page = of_call (next, i);
    json_object_array_add (results, of_call (result, i));
    json_object_array_add (nexts, page ? page : json_object_new_int (0));
  }
  json_object_put (answer);
  return true;
}

bool
fo_b24_batch (FoB24 *b24,
              const FoB24Ask *ask,
              GPtrArray *calls,
              json_object **ret_results,
              json_object **ret_nexts,
              GError **error)
{
  *ret_results = json_object_new_array ();
  *ret_nexts = json_object_new_array ();
  for (guint from = 0; from < calls->len; from += B24_PAGE)
    if (!send_packet (b24, ask, calls, from, *ret_results, *ret_nexts, error)) {
      g_clear_pointer (ret_results, json_object_put);
      g_clear_pointer (ret_nexts, json_object_put);
      return false;
    }
  return true;
}

json_object *
fo_b24_list (const char *id, const char *last, json_object *filter, json_object *select)
{
  json_object *params = json_object_new_object (), *order = json_object_new_object ();
  g_autofree char *behind = g_strconcat (">", id, NULL);

  fo_link_say (filter, behind, last);
  fo_link_say (order, id, "ASC");
  json_object_object_add (params, "filter", filter);
  if (select)
    json_object_object_add (params, "select", select);
  json_object_object_add (params, "order", order);
  json_object_object_add (params, "start", json_object_new_int (-1));
  return params;
}

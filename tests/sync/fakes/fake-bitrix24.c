/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-bitrix24.h"
#include <string.h>

#define ROOT "rest/1/"
#define SECRET "тайна-4711"
#define PAGE 50

/* ---- what is there ----------------------------------------------------------------------------------------------------------- */

static const char *
text_of (json_object *object, const char *name)
{
  json_object *value = NULL;

  return json_object_is_type (object, json_type_object) && json_object_object_get_ex (object, name, &value) && value
             ? json_object_get_string (value)
             : "";
}

static void
set_text (json_object *object, const char *name, const char *text)
{
  json_object_object_add (object, name, json_object_new_string (text));
}

/* The newer methods write their fields small. */
static const char *
id_of (json_object *object)
{
  return text_of (object, "ID")[0] ? text_of (object, "ID") : text_of (object, "id");
}

static void
touch (FakeB24 *fake, json_object *object)
{
  guint64 s = ++fake->clock_s;
  g_autofree char *text = g_strdup_printf ("2026-11-22T%02u:%02u:%02u+03:00", (guint) (11 + s / 3600), (guint) (s / 60 % 60), (guint) (s % 60));

  set_text (object, "DATE_MODIFY", text);
}

json_object *
fake_b24_get (FakeB24 *fake, const char *kind, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%s %s", kind, id);

  return g_hash_table_lookup (fake->objects, key);
}

static void
store (FakeB24 *fake, const char *kind, json_object *object)
{
  char *key = g_strdup_printf ("%s %s", kind, id_of (object));

  if (!g_hash_table_contains (fake->objects, key))
    g_ptr_array_add (fake->order, g_strdup (key));
  g_hash_table_replace (fake->objects, key, object);
}

void
fake_b24_put (FakeB24 *fake, const char *kind, const char *json)
{
  json_object *object = json_tokener_parse (json);

  g_assert_nonnull (object);
  if (g_str_equal (kind, "deal") && !text_of (object, "DATE_MODIFY")[0])
    touch (fake, object);
  store (fake, kind, object);
}

void
fake_b24_change_quietly (FakeB24 *fake, const char *kind, const char *id, const char *json)
{
  json_object *body = json_tokener_parse (json), *object = fake_b24_get (fake, kind, id);

  g_assert_nonnull (body);
  json_object_object_foreach (body, name, value) json_object_object_add (object, name, json_object_get (value));
  json_object_put (body);
}

void
fake_b24_change (FakeB24 *fake, const char *kind, const char *id, const char *json)
{
  fake_b24_change_quietly (fake, kind, id, json);
  touch (fake, fake_b24_get (fake, kind, id));
}

void
fake_b24_drop (FakeB24 *fake, const char *kind, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%s %s", kind, id);

  g_hash_table_remove (fake->objects, key);
}

static int
by_id (gconstpointer a, gconstpointer b)
{
  gint64 one = g_ascii_strtoll (id_of (*(json_object *const *) a), NULL, 10),
         other = g_ascii_strtoll (id_of (*(json_object *const *) b), NULL, 10);

  return one < other ? -1 : one > other;
}

static GPtrArray *
list (FakeB24 *fake, const char *kind)
{
  GPtrArray *objects = g_ptr_array_new ();
  g_autofree char *begins = g_strconcat (kind, " ", NULL);

  for (guint i = 0; i < fake->order->len; i++) {
    const char *key = g_ptr_array_index (fake->order, i);
    json_object *object = g_str_has_prefix (key, begins) ? g_hash_table_lookup (fake->objects, key) : NULL;
    if (object)
      g_ptr_array_add (objects, object);
  }
  g_ptr_array_sort (objects, by_id);
  return objects;
}

guint
fake_b24_count (FakeB24 *fake, const char *kind)
{
  g_autoptr (GPtrArray) objects = list (fake, kind);

  return objects->len;
}

void
fake_b24_load (FakeB24 *fake, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL, *kind = NULL;
    json_object *file, *rows = NULL;

    if (!g_str_has_suffix (name, ".json"))
      continue;
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    kind = g_strndup (name, strlen (name) - strlen (".json"));
    file = json_tokener_parse (text);
    g_assert_true (json_object_object_get_ex (file, "result", &rows));
    for (gsize i = 0; i < json_object_array_length (rows); i++)
      fake_b24_put (fake, kind, json_object_to_json_string (json_object_array_get_idx (rows, i)));
    json_object_put (file);
  }
}

/* ---- calls ------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  guint status; /* 0: 200 */
  const char *code, *words;
  json_object *result;
  guint next;
} Reply;

static Reply
refuse (guint status, const char *code, const char *words)
{
  return (Reply){ .status = status, .code = code, .words = words };
}

static json_object *
member (json_object *object, const char *name)
{
  json_object *value = NULL;

  json_object_object_get_ex (object, name, &value);
  return value;
}

static bool
is_among (json_object *values, const char *text)
{
  if (!json_object_is_type (values, json_type_array))
    return g_str_equal (json_object_get_string (values), text);
  for (gsize i = 0; i < json_object_array_length (values); i++)
    if (g_str_equal (json_object_get_string (json_object_array_get_idx (values, i)), text))
      return true;
  return false;
}

/* Times with zones are compared as times. */
static int
order_of (const char *ours, const char *wanted)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) one = strchr (ours, 'T') ? g_date_time_new_from_iso8601 (ours, utc) : NULL,
                        other = strchr (wanted, 'T') ? g_date_time_new_from_iso8601 (wanted, utc) : NULL;
  double a = g_ascii_strtod (ours, NULL), b = g_ascii_strtod (wanted, NULL);

  return one && other ? g_date_time_compare (one, other) : a < b ? -1 : a > b;
}

/* {">=DATE_MODIFY": …, "@ID": […], "=ownerId": …}: all must hold. */
static bool
fits (json_object *object, json_object *filter)
{
  if (!json_object_is_type (filter, json_type_object))
    return true;
  json_object_object_foreach (filter, key, wanted)
  {
    const char *name = key + strspn (key, "<>=@!"), *ours = text_of (object, name);

    if (g_str_has_prefix (key, ">=") ? order_of (ours, json_object_get_string (wanted)) < 0
        : key[0] == '>'              ? order_of (ours, json_object_get_string (wanted)) <= 0
                                     : !is_among (wanted, ours))
      return false;
  }
  return true;
}

/* START -1: from the beginning, and nobody counts; what there is more of is asked for behind the last id. */
static Reply
answer_list (FakeB24 *fake, const char *kind, json_object *params, const char *inside)
{
  g_autoptr (GPtrArray) objects = list (fake, kind);
  json_object *rows = json_object_new_array (), *outer;
  int start = MAX (json_object_get_int (member (params, "start")), 0);
  bool down = g_str_equal (text_of (member (params, "order"), "ID"), "DESC");
  guint n = 0, shown = 0;
  Reply reply = { 0 };

  for (guint i = 0; i < objects->len; i++) {
    json_object *object = g_ptr_array_index (objects, down ? objects->len - 1 - i : i);
    if (!fits (object, member (params, "filter")))
      continue;
    if (n++ >= (guint) start && shown < PAGE) {
      json_object_array_add (rows, json_object_get (object));
      shown++;
    }
  }
  reply.next = n > (guint) start + shown ? (guint) start + shown : 0;
  if (!inside) {
    reply.result = rows;
    return reply;
  }
  outer = json_object_new_object ();
  json_object_object_add (outer, inside, rows);
  reply.result = outer;
  return reply;
}

static Reply
answer_one (FakeB24 *fake, const char *kind, json_object *params, const char *inside)
{
  json_object *object = fake_b24_get (fake, kind, text_of (params, "id")), *outer;

  if (!object)
    return refuse (400, "", "Not found");
  if (!inside)
    return (Reply){ .result = json_object_get (object) };
  outer = json_object_new_object ();
  json_object_object_add (outer, inside, json_object_get (object));
  return (Reply){ .result = outer };
}

static Reply
update_deal (FakeB24 *fake, json_object *params)
{
  json_object *deal = fake_b24_get (fake, "deal", text_of (params, "id")), *fields = member (params, "fields");

  if (!deal)
    return refuse (400, "", "Not found");
  json_object_object_foreach (fields, name, value)
  {
    if (!fake->ignores_stage || !g_str_equal (name, "STAGE_ID"))
      json_object_object_add (deal, name, json_object_get (value));
  }
  touch (fake, deal);
  return (Reply){ .result = json_object_new_boolean (TRUE) };
}

static Reply
add_comment (FakeB24 *fake, json_object *params)
{
  json_object *fields = member (params, "fields"), *comment = json_object_new_object ();
  g_autofree char *id = g_strdup_printf ("%u", ++fake->next_id);
  const char *text = text_of (fields, "COMMENT");
  g_autofree char *cut = fake->cut_comments && g_utf8_strlen (text, -1) > (glong) fake->cut_comments
                             ? g_utf8_substring (text, 0, (glong) fake->cut_comments)
                             : g_strdup (text);

  set_text (comment, "ID", id);
  set_text (comment, "ENTITY_ID", text_of (fields, "ENTITY_ID"));
  set_text (comment, "ENTITY_TYPE", text_of (fields, "ENTITY_TYPE"));
  set_text (comment, "COMMENT", cut);
  store (fake, "comment", comment);
  return (Reply){ .result = json_object_new_int ((int) fake->next_id) };
}

static Reply
answer_scope (FakeB24 *fake)
{
  static const char *const all[] = { "crm", "catalog", "user_brief" };
  json_object *scopes = json_object_new_array ();

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_strcmp0 (fake->no_scope, all[i]) != 0)
      json_object_array_add (scopes, json_object_new_string (all[i]));
  return (Reply){ .result = scopes };
}

static Reply
call (FakeB24 *fake, const char *method, json_object *params)
{
  static const struct {
    const char *method, *kind, *inside;
    bool one;
  } readings[] = { { "crm.deal.list", "deal" },
                   { "crm.deal.get", "deal", NULL, true },
                   { "crm.company.get", "company", NULL, true },
                   { "crm.contact.get", "contact", NULL, true },
                   { "crm.status.list", "status" },
                   { "crm.category.list", "category", "categories" },
                   { "crm.item.productrow.list", "row", "productRows" },
                   { "catalog.measure.list", "measure", "measures" },
                   { "catalog.product.list", "product", "products" },
                   { "catalog.product.get", "product", "product", true },
                   { "catalog.product.offer.get", "offer", "offer", true },
                   { "crm.timeline.comment.list", "comment" } };

  fake->calls++;
  if (fake->forbidden && strstr (fake->forbidden, method))
    return refuse (403, "insufficient_scope", "The request requires higher privileges than provided by the webhook token");
  if (g_strcmp0 (fake->closed_method, method) == 0)
    return refuse (429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit");
  for (gsize i = 0; i < G_N_ELEMENTS (readings); i++)
    if (g_str_equal (readings[i].method, method))
      return readings[i].one ? answer_one (fake, readings[i].kind, params, readings[i].inside)
                             : answer_list (fake, readings[i].kind, params, readings[i].inside);
  if (g_str_equal (method, "crm.deal.update"))
    return update_deal (fake, params);
  if (g_str_equal (method, "crm.timeline.comment.add"))
    return add_comment (fake, params);
  if (g_str_equal (method, "scope"))
    return answer_scope (fake);
  if (g_str_equal (method, "profile"))
    return (Reply){ .result = json_tokener_parse ("{\"ID\": \"1\", \"NAME\": \"Ольга\", \"LAST_NAME\": \"Обменова\", \"ADMIN\": false}") };
  return refuse (404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
}

/* ---- packets ----------------------------------------------------------------------------------------------------------------- */

/* "filter[=ownerId]=37&start=0" as an object. */
static json_object *
params_of (const char *query)
{
  json_object *params = json_object_new_object ();
  g_auto (GStrv) pairs = g_strsplit (query ? query : "", "&", -1);

  for (char **pair = pairs; *pair; pair++) {
    const char *middle = strchr (*pair, '=');
    g_autofree char *raw = middle ? g_strndup (*pair, (gsize) (middle - *pair)) : NULL, *name = raw ? g_uri_unescape_string (raw, NULL) : NULL,
                    *value = middle ? g_uri_unescape_string (middle + 1, NULL) : NULL;
    char *open = name ? strchr (name, '[') : NULL, *close = open ? strrchr (name, ']') : NULL;
    json_object *inner;

    if (!name)
      continue;
    if (!open || !close) {
      set_text (params, name, value);
      continue;
    }
    *open = *close = '\0';
    inner = member (params, name);
    if (!inner) {
      inner = json_object_new_object ();
      json_object_object_add (params, name, inner);
    }
    set_text (inner, open + 1, value);
  }
  return params;
}

/* An empty object of theirs is an empty list. */
static json_object *
or_list (json_object *object)
{
  if (json_object_object_length (object) > 0)
    return object;
  json_object_put (object);
  return json_object_new_array ();
}

static Reply
packet (FakeB24 *fake, json_object *params)
{
  json_object *whole = json_object_new_object (), *results = json_object_new_object (), *errors = json_object_new_object (),
              *nexts = json_object_new_object (), *cmd = member (params, "cmd");

  if (!json_object_is_type (cmd, json_type_object) || json_object_object_length (cmd) > PAGE)
    return refuse (400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");
  json_object_object_foreach (cmd, name, value)
  {
    g_auto (GStrv) halves = g_strsplit (json_object_get_string (value), "?", 2);
    json_object *inner = params_of (halves[1]);
    Reply reply = call (fake, halves[0], inner);

    if (reply.result)
      json_object_object_add (results, name, reply.result);
    else
      json_object_object_add (errors, name, json_object_new_string (reply.words));
    if (reply.next)
      json_object_object_add (nexts, name, json_object_new_int ((int) reply.next));
    json_object_put (inner);
  }
  json_object_object_add (whole, "result", or_list (results));
  json_object_object_add (whole, "result_error", or_list (errors));
  json_object_object_add (whole, "result_next", or_list (nexts));
  return (Reply){ .result = whole };
}

/* ---- requests ---------------------------------------------------------------------------------------------------------------- */

static Reply
judge (FakeB24 *fake, const FakeRequest *request, const char *method, json_object *params)
{
  if (!method)
    return refuse (401, "NO_AUTH_FOUND", "Wrong authorization data");
  if (fake->expired)
    return refuse (401, "expired_token", "The access token provided has expired");
  if (fake->too_many > 0) {
    fake->too_many--;
    return refuse (503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
  }
  if (!params || !g_str_equal (request->method, "POST"))
    return refuse (400, "", "Parameters must be array.");
  return g_str_equal (method, "batch") ? packet (fake, params) : call (fake, method, params);
}

static void
handle (const FakeRequest *request, FakeAnswer *answer, gpointer data)
{
  FakeB24 *fake = data;
  const char *begins = ROOT SECRET "/";
  g_autofree char *method = g_str_has_prefix (request->path, begins) ? g_strdup (request->path + strlen (begins)) : NULL;
  json_object *params = json_tokener_parse (request->body[0] ? request->body : "{}"), *whole = json_object_new_object ();
  Reply reply;

  if (method && g_str_has_suffix (method, ".json"))
    method[strlen (method) - strlen (".json")] = '\0';
  reply = judge (fake, request, method, params);
  if (reply.result) {
    json_object_object_add (whole, "result", reply.result);
    if (reply.next)
      json_object_object_add (whole, "next", json_object_new_int ((int) reply.next));
    json_object_object_add (whole, "time", json_tokener_parse ("{\"duration\": 0.1, \"operating\": 0}"));
  } else {
    set_text (whole, "error", reply.code);
    set_text (whole, "error_description", reply.words);
  }
  answer->status = reply.status;
  answer->body = g_strdup (json_object_to_json_string_ext (whole, JSON_C_TO_STRING_PLAIN));
  json_object_put (whole);
  json_object_put (params);
}

static void
put_object (gpointer object)
{
  json_object_put (object);
}

FakeB24 *
fake_b24_new (void)
{
  FakeB24 *fake = g_new0 (FakeB24, 1);

  fake->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, put_object);
  fake->order = g_ptr_array_new_with_free_func (g_free);
  fake->server = fake_server_new (handle, fake);
  return fake;
}

void
fake_b24_free (FakeB24 *fake)
{
  fake_server_free (fake->server);
  g_hash_table_unref (fake->objects);
  g_ptr_array_unref (fake->order);
  g_free (fake->closed_method);
  g_free (fake->forbidden);
  g_free (fake->no_scope);
  g_free (fake);
}

char *
fake_b24_address (FakeB24 *fake)
{
  return g_strconcat (fake_server_base (fake->server), ROOT, NULL);
}

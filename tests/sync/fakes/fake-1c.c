/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-1c.h"

#include <string.h>

#define ROOT "ut/odata/standard.odata/"

/* ---- what is there --------------------------------------------------------------------------------------------------------- */

static char *
key_of (const char *entity, const char *ref)
{
  return g_strdup_printf ("%s %s", entity, ref);
}

static const char *
text_of (json_object *object, const char *name)
{
  json_object *value = NULL;

  return json_object_object_get_ex (object, name, &value) && value ? json_object_get_string (value) : "";
}

static void
set_text (json_object *object, const char *name, const char *text)
{
  json_object_object_add (object, name, json_object_new_string (text));
}

/* Eight bytes, the highest first; grows with every writing, also one that changes nothing. */
char *
fake_1c_version (Fake1c *fake)
{
  guint64 counter = GUINT64_TO_BE (++fake->version << 32);

  return g_base64_encode ((const guchar *) &counter, sizeof counter);
}

static void
touch (Fake1c *fake, const char *key, json_object *object)
{
  g_autofree char *version = fake_1c_version (fake);
  json_object *there = NULL;

  if (json_object_object_get_ex (object, "DataVersion", &there))
    set_text (object, "DataVersion", version);
  g_hash_table_replace (fake->changes, g_strdup (key), GINT_TO_POINTER (0));
}

static void
store (Fake1c *fake, const char *entity, const char *ref, json_object *object)
{
  g_autofree char *key = key_of (entity, ref);

  if (!g_hash_table_contains (fake->objects, key))
    g_ptr_array_add (fake->order, g_strdup (key));
  g_hash_table_replace (fake->objects, g_strdup (key), object);
  touch (fake, key, object);
}

json_object *
fake_1c_get (Fake1c *fake, const char *entity, const char *ref)
{
  g_autofree char *key = key_of (entity, ref);

  return g_hash_table_lookup (fake->objects, key);
}

void
fake_1c_put (Fake1c *fake, const char *entity, const char *json)
{
  json_object *body = json_tokener_parse (json), *object = fake_1c_empty (entity);
  const char *key = fake_1c_key (entity), *wrong;

  g_assert_nonnull (body);
  wrong = fake_1c_take (fake, entity, object, body);
  g_assert_cmpstr (wrong, ==, NULL);
  store (fake, entity, text_of (object, key ? key : "Ref_Key"), object);
  json_object_put (body);
}

void
fake_1c_change (Fake1c *fake, const char *entity, const char *ref, const char *json)
{
  g_autofree char *key = key_of (entity, ref);
  json_object *body = json_tokener_parse (json), *object = fake_1c_get (fake, entity, ref);
  const char *wrong = fake_1c_take (fake, entity, object, body);

  g_assert_cmpstr (wrong, ==, NULL);
  touch (fake, key, object);
  json_object_put (body);
}

void
fake_1c_drop (Fake1c *fake, const char *entity, const char *ref)
{
  g_autofree char *key = key_of (entity, ref);

  g_hash_table_remove (fake->objects, key);
  g_hash_table_replace (fake->changes, g_strdup (key), GINT_TO_POINTER (0));
}

/* A file as the platform answers: {"odata.metadata": …, "value": [objects]}. */
void
fake_1c_load (Fake1c *fake, const char *folder)
{
  for (const char *const *entity = fake_1c_entities (); *entity; entity++) {
    g_autofree char *path = g_strdup_printf ("%s/%s.json", folder, *entity), *text = NULL;
    json_object *file, *value = NULL;

    if (!g_file_get_contents (path, &text, NULL, NULL))
      continue;
    file = json_tokener_parse (text);
    g_assert_true (json_object_object_get_ex (file, "value", &value));
    for (gsize i = 0; i < json_object_array_length (value); i++)
      fake_1c_put (fake, *entity, json_object_to_json_string (json_object_array_get_idx (value, i)));
    json_object_put (file);
  }
}

/* Calls of everything of ENTITY that is there, in the order it was made. */
static GPtrArray *
list (Fake1c *fake, const char *entity)
{
  GPtrArray *objects = g_ptr_array_new ();
  g_autofree char *begins = key_of (entity, "");

  for (guint i = 0; i < fake->order->len; i++) {
    const char *key = g_ptr_array_index (fake->order, i);
    json_object *object = g_str_has_prefix (key, begins) ? g_hash_table_lookup (fake->objects, key) : NULL;
    if (object)
      g_ptr_array_add (objects, object);
  }
  return objects;
}

guint
fake_1c_count (Fake1c *fake, const char *entity)
{
  g_autoptr (GPtrArray) objects = list (fake, entity);
  guint n = 0;

  for (guint i = 0; i < objects->len; i++)
    n += !g_str_equal (text_of (g_ptr_array_index (objects, i), "DeletionMark"), "true");
  return n;
}

json_object *
fake_1c_last (Fake1c *fake, const char *entity)
{
  g_autoptr (GPtrArray) objects = list (fake, entity);

  return objects->len ? g_ptr_array_index (objects, objects->len - 1) : NULL;
}

/* ---- answers --------------------------------------------------------------------------------------------------------------- */

static void
say_object (FakeAnswer *answer, guint status, json_object *object)
{
  answer->status = status;
  answer->type = g_strdup ("application/json;charset=utf-8");
  answer->body = g_strconcat ("\xef\xbb\xbf", json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN), NULL);
}

static void
say_error (FakeAnswer *answer, guint status, int code, const char *text)
{
  json_object *error = json_object_new_object (), *message = json_object_new_object (), *whole = json_object_new_object ();
  g_autofree char *number = g_strdup_printf ("%d", code);

  set_text (message, "lang", "ru");
  set_text (message, "value", text);
  set_text (error, "code", number);
  json_object_object_add (error, "message", message);
  json_object_object_add (whole, "odata.error", error);
  say_object (answer, status, whole);
  json_object_put (whole);
}

static bool
is_in (const char *words, const char *entity)
{
  g_autofree char *word = g_strdup_printf ("|%s|", entity);

  return words && strstr (words, word);
}

static json_object *
selected (json_object *object, const char *select)
{
  g_auto (GStrv) fields = select ? g_strsplit (select, ",", -1) : NULL;
  json_object *chosen, *value;

  if (!fields)
    return json_object_get (object);
  chosen = json_object_new_object ();
  for (char **name = fields; *name; name++)
    if (json_object_object_get_ex (object, *name, &value))
      json_object_object_add (chosen, *name, json_object_get (value));
  return chosen;
}

static const char *
option (const FakeRequest *request, const char *name)
{
  return request->query ? g_hash_table_lookup (request->query, name) : NULL;
}

static guint
option_number (const FakeRequest *request, const char *name, guint otherwise)
{
  const char *text = option (request, name);

  return text ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

/* A field that is not there in $select or $filter is an error of the request. */
static bool
knows_fields (const char *entity, const char *select)
{
  json_object *empty = fake_1c_empty (entity), *value;
  g_auto (GStrv) fields = select ? g_strsplit (select, ",", -1) : NULL;
  bool knows = true;

  for (char **name = fields; name && *name; name++)
    knows &= json_object_object_get_ex (empty, *name, &value);
  json_object_put (empty);
  return knows;
}

/* Without allowedOnly it is an error, with it as if it were not there. */
static bool
is_hidden (Fake1c *fake, json_object *object)
{
  return is_in (fake->hidden_rows, text_of (object, "Ref_Key"));
}

static bool
allowed_only (const FakeRequest *request)
{
  return option (request, "allowedOnly") && g_str_equal (option (request, "allowedOnly"), "true");
}

static void
answer_list (Fake1c *fake, const FakeRequest *request, const char *entity, FakeAnswer *answer)
{
  g_autoptr (GPtrArray) objects = list (fake, entity);
  json_object *value = json_object_new_array (), *whole = json_object_new_object ();
  guint skip = option_number (request, "$skip", 0), top = option_number (request, "$top", G_MAXUINT), n = 0;
  const char *filter = option (request, "$filter");

  if (!knows_fields (entity, option (request, "$select"))) {
    say_error (answer, 400, 14, "Сегмент пути не найден: $select");
    json_object_put (value);
    json_object_put (whole);
    return;
  }
  for (guint i = 0; i < objects->len; i++) {
    json_object *object = g_ptr_array_index (objects, i);
    if ((filter && !fake_filter_fits (object, filter)) || (is_hidden (fake, object) && allowed_only (request)))
      continue;
    if (n++ >= skip && n <= skip + top)
      json_object_array_add (value, selected (object, option (request, "$select")));
  }
  set_text (whole, "odata.metadata", "…/$metadata");
  json_object_object_add (whole, "value", value);
  say_object (answer, 200, whole);
  json_object_put (whole);
}

/* ---- writing --------------------------------------------------------------------------------------------------------------- */

static bool
is_closed (Fake1c *fake, json_object *object, FakeAnswer *answer)
{
  const char *day = text_of (object, "Date");

  if (!fake->closed_until || !day[0] || strcmp (day, fake->closed_until) >= 0)
    return false;
  say_error (answer, 500, -1, "Не удалось записать документ: изменение данных запрещено, установлена дата запрета изменения");
  return true;
}

static void
spoil (Fake1c *fake, json_object *object)
{
  json_object *rows = NULL;

  if (!fake->loses_quantity || !json_object_object_get_ex (object, "ОтгружаемыеТовары", &rows))
    return;
  for (gsize i = 0; i < json_object_array_length (rows); i++)
    json_object_object_add (json_object_array_get_idx (rows, i), "Количество", json_object_new_double_s (0, "1"));
}

static void
create (Fake1c *fake, const char *entity, json_object *body, FakeAnswer *answer)
{
  json_object *object = fake_1c_empty (entity), *sent = NULL;
  const char *key = fake_1c_key (entity), *wrong = fake_1c_take (fake, entity, object, body);
  g_autofree char *ref = g_strdup_printf ("00000000-0000-4000-8000-%012u", ++fake->next_ref), *number = NULL;

  if (key && fake_1c_get (fake, entity, text_of (object, key)))
    wrong = "400 Запись с таким ключом уже существует";
  if (wrong || is_closed (fake, object, answer)) {
    if (wrong)
      say_error (answer, wrong[0] == '5' ? 500 : 400, wrong[0] == '5' ? -1 : 15, wrong + 4);
    json_object_put (object);
    return;
  }
  if (key)
    store (fake, entity, text_of (object, key), object);
  else {
    if (!fake->accepts_ref_key || !json_object_object_get_ex (body, "Ref_Key", &sent))
      set_text (object, "Ref_Key", ref);
    number = g_strdup_printf ("УТ-%08u", ++fake->made);
    if (g_str_has_prefix (entity, "Document_"))
      set_text (object, "Number", number);
    spoil (fake, object);
    store (fake, entity, text_of (object, "Ref_Key"), object);
  }
  say_object (answer, 201, object);
}

static void
change (Fake1c *fake, const FakeRequest *request, const char *entity, const char *ref, json_object *body, FakeAnswer *answer)
{
  json_object *object = fake_1c_get (fake, entity, ref), *status = NULL;
  const char *match = soup_message_headers_get_one (request->headers, "If-Match"), *wrong;
  g_autofree char *key = key_of (entity, ref);

  if (fake->if_match_works && match && !strstr (match, text_of (object, "DataVersion"))) {
    say_error (answer, 412, 8, "Версия объекта изменилась");
    return;
  }
  if (is_closed (fake, object, answer))
    return;
  if (fake->ignores_status && json_object_object_get_ex (body, "Статус", &status))
    json_object_object_del (body, "Статус");
  wrong = fake_1c_take (fake, entity, object, body);
  if (wrong) {
    say_error (answer, wrong[0] == '5' ? 500 : 400, wrong[0] == '5' ? -1 : 14, wrong + 4);
    return;
  }
  spoil (fake, object);
  touch (fake, key, object);
  say_object (answer, 200, object);
}

static void
post (Fake1c *fake, const char *entity, const char *ref, bool posted, FakeAnswer *answer)
{
  json_object *object = fake_1c_get (fake, entity, ref);
  g_autofree char *key = key_of (entity, ref);

  fake->posts++;
  if (is_closed (fake, object, answer))
    return;
  if (posted && fake->refuses_post) {
    say_error (answer, 500, -1, fake->refuses_post);
    return;
  }
  json_object_object_add (object, "Posted", json_object_new_boolean (posted));
  touch (fake, key, object);
  answer->status = 200;
}

/* ---- requests -------------------------------------------------------------------------------------------------------------- */

/* "Entity(guid'…')/Post" → "Entity", "…", "Post". Keys of registers are of other shapes: key is all between the brackets. */
static void
take_apart (const char *path, char **ret_entity, char **ret_key, char **ret_action)
{
  const char *open = strchr (path, '('), *close = open ? strrchr (path, ')') : NULL, *slash = strrchr (path, '/');
  const char *begin = open ? strchr (open, '\'') : NULL, *end = begin ? strchr (begin + 1, '\'') : NULL;

  *ret_entity = open ? g_strndup (path, (gsize) (open - path)) : g_strndup (path, strcspn (path, "/"));
  *ret_key = begin && end ? g_strndup (begin + 1, (gsize) (end - begin - 1)) : NULL;
  *ret_action = slash && (!close || slash > close) ? g_strdup (slash + 1) : NULL;
}

static void
answer_service (Fake1c *fake, FakeAnswer *answer)
{
  json_object *whole = json_object_new_object (), *value = json_object_new_array ();

  for (const char *const *entity = fake_1c_entities (); *entity; entity++) {
    json_object *row = json_object_new_object ();
    if (is_in (fake->hidden, *entity)) {
      json_object_put (row);
      continue;
    }
    set_text (row, "name", *entity);
    set_text (row, "url", *entity);
    json_object_array_add (value, row);
  }
  json_object_object_add (whole, "value", value);
  say_object (answer, 200, whole);
  json_object_put (whole);
}

static void
answer_balance (Fake1c *fake, FakeAnswer *answer)
{
  json_object *whole = json_object_new_object ();
  json_object *rows = g_hash_table_lookup (fake->objects, "balance rows");

  json_object_object_add (whole, "value", rows ? json_object_get (rows) : json_object_new_array ());
  say_object (answer, fake->balance_locked ? 403 : 200, whole);
  json_object_put (whole);
}

static void
write_something (Fake1c *fake, const FakeRequest *request, const char *entity, const char *key, const char *action, FakeAnswer *answer)
{
  json_object *body = json_tokener_parse (request->body[0] ? request->body : "{}");

  if (!body)
    say_error (answer, 400, 14, "Не JSON");
  else if (g_str_equal (request->method, "POST") && !key)
    create (fake, entity, body, answer);
  else if (!key || !fake_1c_get (fake, entity, key))
    say_error (answer, 404, 9, "Экземпляр сущности не найден");
  else if (g_str_equal (request->method, "DELETE")) {
    fake->deletes++;
    fake_1c_drop (fake, entity, key);
  } else if (g_str_equal (request->method, "POST"))
    post (fake, entity, key, g_strcmp0 (action, "Post") == 0, answer);
  else
    change (fake, request, entity, key, body, answer);
  json_object_put (body);
}

static void
read_something (Fake1c *fake, const FakeRequest *request, const char *entity, const char *key, const char *action, FakeAnswer *answer)
{
  json_object *object = key ? fake_1c_get (fake, entity, key) : NULL, *chosen;

  if (g_strcmp0 (action, "Balance") == 0)
    answer_balance (fake, answer);
  else if (!key)
    answer_list (fake, request, entity, answer);
  else if (!object || (is_hidden (fake, object) && allowed_only (request)))
    say_error (answer, 404, 9, "Экземпляр сущности не найден");
  else if (is_hidden (fake, object))
    say_error (answer, 403, 20, "Нарушение прав доступа");
  else {
    chosen = selected (object, option (request, "$select"));
    say_object (answer, 200, chosen);
    json_object_put (chosen);
  }
}

/* SelectChanges?DataExchangePoint='…'&MessageNo=N, NotifyChangesReceived likewise. */
static void
exchange (Fake1c *fake, const FakeRequest *request, FakeAnswer *answer)
{
  gint64 number = g_ascii_strtoll (option (request, "MessageNo"), NULL, 10);
  GHashTableIter iter;
  gpointer key, sent_in;

  if (g_str_has_prefix (request->path + strlen (ROOT), "SelectChanges")) {
    answer->body = fake_1c_message (fake, number);
    answer->type = g_strdup ("application/atom+xml");
    return;
  }
  g_hash_table_iter_init (&iter, fake->changes);
  while (g_hash_table_iter_next (&iter, &key, &sent_in))
    if (GPOINTER_TO_INT (sent_in) > 0 && GPOINTER_TO_INT (sent_in) <= number)
      g_hash_table_iter_remove (&iter);
  fake->received_no = number;
  {
    g_autofree char *text = g_strdup_printf ("{\"ReceivedNo\":\"%" G_GINT64_FORMAT "\"}", number);
    json_object *body = json_tokener_parse (text);
    g_autoptr (GPtrArray) nodes = list (fake, "ExchangePlan_Firstout");
    for (guint i = 0; i < nodes->len; i++)
      fake_1c_take (fake, "ExchangePlan_Firstout", g_ptr_array_index (nodes, i), body);
    json_object_put (body);
  }
}

static void
handle (const FakeRequest *request, FakeAnswer *answer, gpointer data)
{
  Fake1c *fake = data;
  const char *path = request->path + strlen (ROOT);
  g_autofree char *entity = NULL, *key = NULL, *action = NULL;

  if (!g_str_has_prefix (request->path, ROOT)) {
    answer->status = 404;
    return;
  }
  if (!path[0]) {
    answer_service (fake, answer);
    return;
  }
  if (g_str_has_prefix (path, "SelectChanges") || g_str_has_prefix (path, "NotifyChangesReceived")) {
    exchange (fake, request, answer);
    return;
  }
  take_apart (path, &entity, &key, &action);
  if (!g_strv_contains (fake_1c_entities (), entity) || is_in (fake->hidden, entity))
    say_error (answer, 404, 8, "Сущность не найдена");
  else if (is_in (fake->forbidden, entity))
    say_error (answer, 403, 20, "Нарушение прав доступа");
  else if (g_str_equal (request->method, "GET"))
    read_something (fake, request, entity, key, action, answer);
  else
    write_something (fake, request, entity, key, action, answer);
}

/* ---- the change feed ------------------------------------------------------------------------------------------------------- */

static void
append_value (GString *xml, const char *name, json_object *value)
{
  g_autofree char *text = NULL;

  if (json_object_is_type (value, json_type_array)) {
    g_string_append_printf (xml, "<d:%s m:type=\"Collection(StandardODATA.%s_RowType)\">", name, name);
    for (gsize i = 0; i < json_object_array_length (value); i++) {
      g_string_append (xml, "<d:element m:type=\"StandardODATA.RowType\">");
      json_object_object_foreach (json_object_array_get_idx (value, i), field, inner) append_value (xml, field, inner);
      g_string_append (xml, "</d:element>");
    }
    g_string_append_printf (xml, "</d:%s>", name);
    return;
  }
  text = g_markup_escape_text (json_object_get_string (value) ? json_object_get_string (value) : "", -1);
  g_string_append_printf (xml, "<d:%s>%s</d:%s>", name, text, name);
}

static void
append_entry (Fake1c *fake, GString *xml, const char *key)
{
  g_auto (GStrv) halves = g_strsplit (key, " ", 2);
  json_object *object = g_hash_table_lookup (fake->objects, key);
  const char *field = fake_1c_key (halves[0]);
  g_autofree char *escaped = g_uri_escape_string (halves[0], NULL, FALSE), *name = g_uri_escape_string (field ? field : "", NULL, FALSE);
  g_autofree char *address = field ? g_strdup_printf ("http://1c/ut/odata/standard.odata/%s(%s='%s')", escaped, name, halves[1])
                                   : g_strdup_printf ("http://1c/ut/odata/standard.odata/%s(guid'%s')", escaped, halves[1]);

  if (!object) {
    g_string_append_printf (xml, "<at:deleted-entry ref=\"%s\" when=\"2026-11-22T10:00:00\"/>", address);
    return;
  }
  g_string_append_printf (xml, "<entry><id>%s</id><category term=\"StandardODATA.%s\" scheme=\"http://schemas.microsoft.com/ado/2007/08/"
                          "dataservices/scheme\"/><title type=\"text\"/><content type=\"application/xml\"><m:properties>", address, halves[0]);
  json_object_object_foreach (object, member, value) append_value (xml, member, value);
  g_string_append (xml, "</m:properties></content></entry>");
}

char *
fake_1c_message (Fake1c *fake, gint64 number)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" "
                               "xmlns:at=\"http://purl.org/atompub/tombstones/1.0\" "
                               "xmlns:d=\"http://schemas.microsoft.com/ado/2007/08/dataservices\" "
                               "xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><title type=\"text\"/>");
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (fake->changes), (GCompareFunc) strcmp);

  for (GList *at = keys; at; at = at->next) {
    if (!g_str_has_prefix (at->data, "ExchangePlan_"))
      append_entry (fake, xml, at->data);
    g_hash_table_replace (fake->changes, g_strdup (at->data), GINT_TO_POINTER ((int) number));
  }
  g_string_append (xml, "</feed>");
  return g_string_free (xml, FALSE);
}

/* ---- beginning and end ----------------------------------------------------------------------------------------------------- */

static void
put_object (gpointer object)
{
  json_object_put (object);
}

Fake1c *
fake_1c_new (void)
{
  Fake1c *fake = g_new0 (Fake1c, 1);

  fake->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, put_object);
  fake->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fake->order = g_ptr_array_new_with_free_func (g_free);
  fake->server = fake_server_new (handle, fake);
  return fake;
}

void
fake_1c_free (Fake1c *fake)
{
  fake_server_free (fake->server);
  g_hash_table_unref (fake->objects);
  g_hash_table_unref (fake->changes);
  g_ptr_array_unref (fake->order);
  g_free (fake->closed_until);
  g_free (fake->refuses_post);
  g_free (fake->hidden);
  g_free (fake->forbidden);
  g_free (fake->hidden_rows);
  g_free (fake);
}

char *
fake_1c_address (Fake1c *fake)
{
  return g_strconcat (fake_server_base (fake->server), ROOT, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The requests this МойСклад answers. */
#include "fake-moysklad.h"
#include <string.h>

#define ROOT "api/remap/1.2/"

static const char *
option (const FakeRequest *request, const char *name)
{
  const char *value = request->query ? g_hash_table_lookup (request->query, name) : NULL;

  return value ? value : "";
}

static guint
number (const FakeRequest *request, const char *name, guint otherwise)
{
  return option (request, name)[0] ? (guint) g_ascii_strtoull (option (request, name), NULL, 10) : otherwise;
}

static bool
is_in (const char *list, const char *word)
{
  g_autofree char *between = g_strdup_printf ("|%s|", word);

  return list && strstr (list, between);
}

static void
say_error (FakeAnswer *answer, guint status, char *error)
{
  answer->status = status;
  answer->body = error;
}

static void
say (FakeAnswer *answer, json_object *object)
{
  answer->body = g_strdup (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (object);
}

/* ---- lists ------------------------------------------------------------------------------------------------------------------- */

static const char *sort_name;
static bool sort_down;

static int
by_field (gconstpointer a, gconstpointer b)
{
  int order = strcmp (fake_text (*(json_object *const *) a, sort_name), fake_text (*(json_object *const *) b, sort_name));

  return sort_down ? -order : order;
}

static void
sort (GPtrArray *objects, const char *order)
{
  g_auto (GStrv) halves = g_strsplit (order, ",", 2);

  if (!halves[0])
    return;
  sort_name = halves[0];
  sort_down = halves[1] && g_str_equal (halves[1], "desc");
  g_ptr_array_sort (objects, by_field);
}

static void
answer_rows (FakeMsk *fake, const FakeRequest *request, GPtrArray *objects, FakeAnswer *answer)
{
  json_object *whole = json_object_new_object (), *meta = json_object_new_object (), *rows = json_object_new_array ();
  guint limit = number (request, "limit", 1000), offset = number (request, "offset", 0), n = 0;
  const char *expand = limit <= 100 ? option (request, "expand") : ""; /* else it is ignored, and nobody says so */

  sort (objects, option (request, "order"));
  for (guint i = 0; i < objects->len; i++) {
    json_object *object = g_ptr_array_index (objects, i);
    if (!fake_msk_fits (object, option (request, "filter")))
      continue;
    if (n++ >= offset && n <= offset + limit)
      json_object_array_add (rows, fake_msk_view (fake, object, expand));
  }
  if (fake->restless && objects->len > 1 && fake->restless-- > 0)
    fake_msk_touch (fake, g_ptr_array_index (objects, 0));
  json_object_object_add (meta, "size", json_object_new_int ((int) n));
  json_object_object_add (meta, "limit", json_object_new_int ((int) limit));
  json_object_object_add (meta, "offset", json_object_new_int ((int) offset));
  json_object_object_add (whole, "meta", meta);
  json_object_object_add (whole, "rows", rows);
  say (answer, whole);
}

/* entity/TYPE/ID/positions */
static void
answer_inner (FakeMsk *fake, const FakeRequest *request, json_object *object, const char *name, FakeAnswer *answer)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  json_object *list = NULL, *all = NULL;

  if (json_object_object_get_ex (object, name, &list) && json_object_object_get_ex (list, "rows", &all))
    for (gsize i = 0; i < json_object_array_length (all); i++)
      g_ptr_array_add (rows, json_object_array_get_idx (all, i));
  answer_rows (fake, request, rows, answer);
}

/* ---- writing ----------------------------------------------------------------------------------------------------------------- */

static json_object *
with_sync_id (FakeMsk *fake, const char *type, json_object *body)
{
  g_autoptr (GPtrArray) objects = fake_msk_list (fake, type);

  for (guint i = 0; i < objects->len && fake_text (body, "syncId")[0]; i++)
    if (g_str_equal (fake_text (g_ptr_array_index (objects, i), "syncId"), fake_text (body, "syncId")))
      return g_ptr_array_index (objects, i);
  return NULL;
}

static double
number_in (json_object *object, const char *name)
{
  return g_ascii_strtod (fake_text (object, name), NULL);
}

static json_object *
object_meant (FakeMsk *fake, json_object *object, const char *name)
{
  json_object *reference = NULL, *meta = NULL;
  const char *last;

  if (!json_object_object_get_ex (object, name, &reference) || !json_object_object_get_ex (reference, "meta", &meta))
    return NULL;
  last = strrchr (fake_text (meta, "href"), '/');
  return last ? fake_msk_get (fake, fake_text (meta, "type"), last + 1) : NULL;
}

/* What a stage makes: so much of each product of its task, and the stage is that much further. */
static void
produce (FakeMsk *fake, json_object *completion)
{
  json_object *stage = object_meant (fake, completion, "productionStage"), *task, *planned = NULL, *rows = NULL,
              *list = json_object_new_object (), *made = json_object_new_array ();
  double share, volume = number_in (completion, "productionVolume");

  g_assert_nonnull (stage);
  task = object_meant (fake, stage, "productionTask");
  share = volume / number_in (stage, "totalQuantity");
  json_object_object_add (stage, "completedQuantity", json_object_new_double (number_in (stage, "completedQuantity") + volume));
  if (json_object_object_get_ex (task, "products", &planned) && json_object_object_get_ex (planned, "rows", &rows))
    for (gsize i = 0; i < json_object_array_length (rows); i++) {
      json_object *product = json_object_array_get_idx (rows, i), *row = json_object_new_object (), *goods = NULL;
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-a000-%012u", ++fake->next_id),
                      *quantity = g_strdup_printf ("%.10g", number_in (product, "planQuantity") * share);
      json_object_object_get_ex (product, "assortment", &goods);
      json_object_object_add (row, "id", json_object_new_string (id));
      json_object_object_add (row, "assortment", json_object_get (goods));
      json_object_object_add (row, "producedQuantity", json_object_new_double_s (0, quantity));
      json_object_array_add (made, row);
    }
  json_object_object_add (list, "rows", made);
  json_object_object_add (completion, "products", list);
  json_object_object_add (completion, "applicable", json_object_new_boolean (TRUE));
}

/* What a card makes, so often as the operation says. */
static void
operate (FakeMsk *fake, json_object *operation)
{
  json_object *card = object_meant (fake, operation, "processingPlan"), *planned = NULL, *rows = NULL,
              *list = json_object_new_object (), *made = json_object_new_array ();

  g_assert_nonnull (card);
  if (json_object_object_get_ex (card, "products", &planned) && json_object_object_get_ex (planned, "rows", &rows))
    for (gsize i = 0; i < json_object_array_length (rows); i++) {
      json_object *product = json_object_array_get_idx (rows, i), *row = json_object_new_object (), *goods = NULL;
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-a000-%012u", ++fake->next_id),
                      *quantity = g_strdup_printf ("%.10g", number_in (product, "quantity") * number_in (operation, "quantity"));
      json_object_object_get_ex (product, "assortment", &goods);
      json_object_object_add (row, "id", json_object_new_string (id));
      json_object_object_add (row, "assortment", json_object_get (goods));
      json_object_object_add (row, "quantity", json_object_new_double_s (0, quantity));
      json_object_array_add (made, row);
    }
  json_object_object_add (list, "rows", made);
  json_object_object_add (operation, "products", list);
}

/* The object, new or not; NULL and *ret_error. */
static json_object *
create (FakeMsk *fake, const char *type, json_object *body, char **ret_error)
{
  json_object *object = with_sync_id (fake, type, body);
  g_autofree char *id = NULL, *name = NULL;

  if (object)
    return object;
  object = json_object_new_object ();
  *ret_error = fake->refuses && !g_str_equal (type, "consignment") ? fake_msk_error (3007, fake->refuses) : fake_msk_take (fake, type, object, body);
  if (!*ret_error && fake->refuses_row && g_str_equal (fake_text (body, "label"), fake->refuses_row))
    *ret_error = fake_msk_error (3006, "Ошибка сохранения объекта: нарушено ограничение уникальности параметра 'label'");
  if (*ret_error) {
    json_object_put (object);
    return NULL;
  }
  id = g_strdup_printf ("00000000-0000-4000-8000-%012u", ++fake->next_id);
  name = g_strdup_printf ("%05u", ++fake->made);
  if (!fake_text (object, "name")[0])
    json_object_object_add (object, "name", json_object_new_string (name));
  fake_msk_touch (fake, object);
  fake_msk_store (fake, type, id, object);
  if (g_str_equal (type, "productionstagecompletion"))
    produce (fake, object);
  if (g_str_equal (type, "processing"))
    operate (fake, object);
  return object;
}

/* Of a list some may be made and others not; the answer says so row by row. */
static void
create_many (FakeMsk *fake, const char *type, json_object *bodies, FakeAnswer *answer)
{
  json_object *rows = json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (bodies); i++) {
    g_autofree char *error = NULL;
    json_object *object = create (fake, type, json_object_array_get_idx (bodies, i), &error);

    json_object_array_add (rows, object ? fake_msk_view (fake, object, NULL) : json_tokener_parse (error));
  }
  say (answer, rows);
}

static void
create_one (FakeMsk *fake, const char *type, json_object *body, FakeAnswer *answer)
{
  g_autofree char *error = NULL;
  json_object *object = create (fake, type, body, &error);

  if (object)
    say (answer, fake_msk_view (fake, object, NULL));
  else
    say_error (answer, 412, g_steal_pointer (&error));
}

static void
change (FakeMsk *fake, const char *type, json_object *object, json_object *body, FakeAnswer *answer)
{
  char *error;

  if (fake->closed_until && fake_text (object, "moment")[0] && strcmp (fake_text (object, "moment"), fake->closed_until) < 0)
    error = fake_msk_error (17009, "Ошибка сохранения документа: дата не попадает в открытый для редактирования период");
  else
    error = fake_msk_take (fake, type, object, body);
  fake_msk_touch (fake, object);
  if (error)
    say_error (answer, 412, error);
  else
    say (answer, fake_msk_view (fake, object, NULL));
}

/* entity/TYPE/ID/positions/POSITION */
static void
change_position (
    FakeMsk *fake, json_object *object, const char *name_of_list, const char *id, json_object *body, FakeAnswer *answer)
{
  json_object *list = NULL, *rows = NULL;

  if (json_object_object_get_ex (object, name_of_list, &list))
    json_object_object_get_ex (list, "rows", &rows);
  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    json_object *row = json_object_array_get_idx (rows, i);
    if (!g_str_equal (fake_text (row, "id"), id))
      continue;
    json_object_object_foreach (body, name, value) json_object_object_add (row, name, json_object_get (value));
    fake_msk_touch (fake, object);
    say (answer, json_object_get (row));
    return;
  }
  say_error (answer, 404, fake_msk_error (1021, "Объект с типом 'customerorderposition' не найден"));
}

static bool
is_too_long (FakeMsk *fake, json_object *list)
{
  return json_object_is_type (list, json_type_array) && json_object_array_length (list) > (fake->rows_most ? fake->rows_most : 1000);
}

/* entity/TYPE/ID/positions: behind those that are there */
static void
add_positions (FakeMsk *fake, json_object *object, const char *name, json_object *body, FakeAnswer *answer)
{
  json_object *list = NULL, *rows = NULL;

  if (!json_object_object_get_ex (object, name, &list) || !json_object_object_get_ex (list, "rows", &rows)) {
    say_error (answer, 404, fake_msk_error (1002, "Неопознанный путь"));
    return;
  }
  for (gsize i = 0; i < json_object_array_length (body); i++)
    json_object_array_add (rows, fake_msk_row (fake, json_object_array_get_idx (body, i)));
  fake_msk_touch (fake, object);
  say (answer, json_object_get (rows));
}

static void
write_something (FakeMsk *fake, const FakeRequest *request, char **path, FakeAnswer *answer)
{
  json_object *body = json_tokener_parse (request->body[0] ? request->body : "{}");
  json_object *object = path[1] ? fake_msk_get (fake, path[0], path[1]) : NULL;
  json_object *positions = json_object_is_type (body, json_type_object) ? json_object_object_get (body, "positions") : NULL;

  if (!body)
    say_error (answer, 400, fake_msk_error (2014, "Ошибка формата: некорректный JSON"));
  else if (is_too_long (fake, body) || is_too_long (fake, positions))
    say_error (answer, 413, fake_msk_error (1074, "Превышено количество элементов массива в запросе"));
  else if (object && path[2] && !path[3] && g_str_equal (request->method, "POST") && json_object_is_type (body, json_type_array))
    add_positions (fake, object, path[2], body, answer);
  else if (g_str_equal (request->method, "POST") && !path[1] && json_object_is_type (body, json_type_array))
    create_many (fake, path[0], body, answer);
  else if (g_str_equal (request->method, "POST") && !path[1])
    create_one (fake, path[0], body, answer);
  else if (!object || !g_str_equal (request->method, "PUT"))
    say_error (answer, 404, fake_msk_error (1021, "Объект не найден"));
  else if (path[2] && path[3])
    change_position (fake, object, path[2], path[3], body, answer);
  else
    change (fake, path[0], object, body, answer);
  json_object_put (body);
}

/* ---- reading ----------------------------------------------------------------------------------------------------------------- */

static void
answer_metadata (FakeMsk *fake, FakeAnswer *answer)
{
  g_autoptr (GPtrArray) states = fake_msk_list (fake, "state");
  json_object *whole = json_object_new_object (), *list = json_object_new_array ();

  for (guint i = 0; i < states->len; i++)
    json_object_array_add (list, json_object_get (g_ptr_array_index (states, i)));
  json_object_object_add (whole, "states", list);
  say (answer, whole);
}

/* entity/customerorder/metadata/attributes */
static void
answer_fields (FakeMsk *fake, const FakeRequest *request, const char *type, FakeAnswer *answer)
{
  g_autoptr (GPtrArray) fields = fake_msk_list (fake, "attributemetadata");
  g_autofree char *base = fake_msk_address (fake);

  for (guint i = 0; i < fields->len; i++) {
    json_object *field = g_ptr_array_index (fields, i), *meta = NULL;
    g_autofree char *href = g_strdup_printf ("%sentity/%s/metadata/attributes/%s", base, type, fake_text (field, "id"));

    if (json_object_object_get_ex (field, "meta", &meta))
      json_object_object_add (meta, "href", json_object_new_string (href));
  }
  answer_rows (fake, request, fields, answer);
}

static void
read_something (FakeMsk *fake, const FakeRequest *request, char **path, FakeAnswer *answer)
{
  json_object *object;

  if (!path[1]) {
    g_autoptr (GPtrArray) objects = fake_msk_list (fake, path[0]);
    answer_rows (fake, request, objects, answer);
    return;
  }
  if (g_str_equal (path[1], "metadata")) {
    if (g_strcmp0 (path[2], "attributes") == 0)
      answer_fields (fake, request, path[0], answer);
    else
      answer_metadata (fake, answer);
    return;
  }
  object = fake_msk_get (fake, path[0], path[1]);
  if (!object || g_str_equal (fake_text (object, "isDeleted"), "true"))
    say_error (answer, 404, fake_msk_error (1021, "Объект не найден"));
  else if (path[2])
    answer_inner (fake, request, object, path[2], answer);
  else
    say (answer, fake_msk_view (fake, object, option (request, "expand")));
}

static void
answer_employee (FakeMsk *fake, FakeAnswer *answer)
{
  static const char *const types[] = { "customerOrder", "demand", "salesReturn", "supply", "enter", "loss", "move", "purchaseOrder", "good",
                                       "company", "warehouse", "myCompany", NULL };
  json_object *whole = json_object_new_object (), *permissions = json_object_new_object ();

  for (const char *const *type = types; *type; type++) {
    json_object *rights = json_object_new_object ();
    json_object_object_add (rights, "view", json_object_new_string ("ALL"));
    if (!is_in (fake->no_permission, *type)) {
      json_object_object_add (rights, "create", json_object_new_string ("ALL"));
      json_object_object_add (rights, "update", json_object_new_string ("ALL"));
      json_object_object_add (rights, "approve", json_object_new_string ("ALL"));
    }
    json_object_object_add (permissions, *type, rights);
  }
  json_object_object_add (whole, "fullName", json_object_new_string ("Складской обмен"));
  json_object_object_add (whole, "permissions", permissions);
  say (answer, whole);
}

static void
answer_stock (FakeMsk *fake, const FakeRequest *request, FakeAnswer *answer)
{
  g_autoptr (GPtrArray) rows = fake_msk_list (fake, "stock");

  answer_rows (fake, request, rows, answer);
}

static bool
refuses_headers (FakeMsk *fake, const FakeRequest *request, FakeAnswer *answer)
{
  const char *encoding = soup_message_headers_get_one (request->headers, "Accept-Encoding"),
             *accept = soup_message_headers_get_one (request->headers, "Accept"),
             *who = soup_message_headers_get_one (request->headers, "Authorization");
  g_autofree char *filter = g_uri_escape_string (option (request, "filter"), NULL, FALSE), /* 8 KB of headers */
                  *token = g_strconcat ("Bearer ", fake->token ? fake->token : "тайна-4711", NULL);

  if (strlen (filter) > 8000)
    answer->status = 431;
  else if (fake->no_gzip || g_strcmp0 (encoding, "gzip") != 0)
    answer->status = 415;
  else if (g_strcmp0 (who, token) != 0)
    say_error (answer, 401, fake_msk_error (1056, "Ошибка аутентификации: неправильный пароль или имя пользователя"));
  else if (g_strcmp0 (accept, "application/json;charset=utf-8") != 0)
    say_error (answer, 400, fake_msk_error (1062, "Неверное значение заголовка 'Accept'"));
  return answer->status != 0;
}

static void
handle (const FakeRequest *request, FakeAnswer *answer, gpointer data)
{
  FakeMsk *fake = data;
  const char *rest = request->path + strlen (ROOT);
  g_auto (GStrv) path = g_strsplit (g_str_has_prefix (rest, "entity/") ? rest + strlen ("entity/") : rest, "/", -1);

  answer->gzip = true;
  answer->lines = g_strdup_printf ("X-RateLimit-Limit: 45\nX-Lognex-Retry-TimeInterval: 3000\nX-RateLimit-Remaining: %u\nX-Lognex-Reset: %u",
                                   fake->remaining, fake->remaining ? 0 : 2000);
  if (refuses_headers (fake, request, answer))
    return;
  if (g_str_equal (rest, "context/employee"))
    answer_employee (fake, answer);
  else if (g_str_has_prefix (rest, "report/stock/all"))
    answer_stock (fake, request, answer);
  else if (!g_str_has_prefix (request->path, ROOT "entity/") || !path[0])
    say_error (answer, 404, fake_msk_error (1002, "Неопознанный путь"));
  else if (is_in (fake->forbidden, path[0]))
    say_error (answer, 403, fake_msk_error (1016, "Доступ запрещен: у вас нет прав на просмотр данного объекта"));
  else if (g_str_equal (request->method, "GET"))
    read_something (fake, request, path, answer);
  else
    write_something (fake, request, path, answer);
}

/* ---- beginning and end ------------------------------------------------------------------------------------------------------- */

static void
put_object (gpointer object)
{
  json_object_put (object);
}

FakeMsk *
fake_msk_new (void)
{
  FakeMsk *fake = g_new0 (FakeMsk, 1);

  fake->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, put_object);
  fake->order = g_ptr_array_new_with_free_func (g_free);
  fake->clock_ms = (guint64) 11 * 3600 * 1000;
  fake->remaining = 44;
  fake->server = fake_server_new (handle, fake);
  return fake;
}

void
fake_msk_free (FakeMsk *fake)
{
  fake_server_free (fake->server);
  g_hash_table_unref (fake->objects);
  g_ptr_array_unref (fake->order);
  g_free (fake->closed_until);
  g_free (fake->refuses);
  g_free (fake->refuses_row);
  g_free (fake->forbidden);
  g_free (fake->no_permission);
  g_free (fake->token);
  g_free (fake);
}

char *
fake_msk_address (FakeMsk *fake)
{
  return g_strconcat (fake_server_base (fake->server), ROOT, NULL);
}

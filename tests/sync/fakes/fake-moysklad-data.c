/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this МойСклад consists of: objects with references to each other, lists in them, filters. */
#include "fake-moysklad.h"
#include <string.h>

#define THEIRS "https://api.moysklad.ru/api/remap/1.2/"

const char *
fake_text (json_object *object, const char *name)
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

char *
fake_msk_href (FakeMsk *fake, const char *type, const char *id)
{
  g_autofree char *base = fake_msk_address (fake);

  return g_strdup_printf ("%sentity/%s/%s", base, type, id);
}

static char *
key_of (const char *type, const char *id)
{
  return g_strdup_printf ("%s %s", type, id);
}

/* "2026-11-22 11:00:01.000"; each writing is a second later than the last. */
void
fake_msk_touch (FakeMsk *fake, json_object *object)
{
  guint64 s = (fake->clock_ms += 1000) / 1000;
  g_autofree char *text = g_strdup_printf ("2026-11-22 %02u:%02u:%02u.%03u", (guint) (s / 3600), (guint) (s / 60 % 60),
                                           (guint) (s % 60), (guint) (fake->clock_ms % 1000));

  set_text (object, "updated", text);
}

void
fake_msk_store (FakeMsk *fake, const char *type, const char *id, json_object *object)
{
  g_autofree char *key = key_of (type, id), *href = fake_msk_href (fake, type, id);
  json_object *meta = json_object_new_object ();

  set_text (meta, "href", href);
  set_text (meta, "type", type);
  set_text (meta, "mediaType", "application/json");
  json_object_object_add (object, "meta", meta);
  set_text (object, "id", id);
  if (!g_hash_table_contains (fake->objects, key))
    g_ptr_array_add (fake->order, g_strdup (key));
  g_hash_table_replace (fake->objects, g_steal_pointer (&key), object);
}

json_object *
fake_msk_get (FakeMsk *fake, const char *type, const char *id)
{
  g_autofree char *key = key_of (type, id);

  return g_hash_table_lookup (fake->objects, key);
}

GPtrArray *
fake_msk_list (FakeMsk *fake, const char *type)
{
  GPtrArray *objects = g_ptr_array_new ();
  g_autofree char *begins = key_of (type, "");

  for (guint i = 0; i < fake->order->len; i++) {
    const char *key = g_ptr_array_index (fake->order, i);
    json_object *object = g_str_has_prefix (key, begins) ? g_hash_table_lookup (fake->objects, key) : NULL;
    if (object)
      g_ptr_array_add (objects, object);
  }
  return objects;
}

/* ---- filters --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *name, *op, *value;
} Condition;

static void
condition_clear (Condition *condition)
{
  g_free (condition->name);
  g_free (condition->op);
  g_free (condition->value);
}

static void
read_condition (const char *text, Condition *condition)
{
  static const char *const ops[] = { ">=", "<=", "!=", "=", ">", "<", NULL };
  gsize length = strcspn (text, "=<>!");
  const char *const *op = ops;

  while (!g_str_has_prefix (text + length, *op))
    op++;
  *condition = (Condition){ g_strndup (text, length), g_strdup (*op), g_strdup (text + length + strlen (*op)) };
}

/* Apart at ';' unless "\;". */
static GPtrArray *
split (const char *filter)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  GString *part = g_string_new (NULL);

  for (; *filter; filter++) {
    if (*filter == '\\' && filter[1])
      g_string_append_c (part, *++filter);
    else if (*filter == ';') {
      g_ptr_array_add (parts, g_strdup (part->str));
      g_string_truncate (part, 0);
    } else
      g_string_append_c (part, *filter);
  }
  g_ptr_array_add (parts, g_string_free (part, FALSE));
  return parts;
}

static const char *
field_text (json_object *object, const char *name)
{
  json_object *value = NULL, *meta = NULL;

  if (!json_object_object_get_ex (object, name, &value))
    return g_str_equal (name, "archived") || g_str_equal (name, "isDeleted") ? "false" : "";
  if (json_object_is_type (value, json_type_object) && json_object_object_get_ex (value, "meta", &meta))
    return fake_text (meta, "href");
  return json_object_get_string (value);
}

static bool
holds (json_object *object, const Condition *c)
{
  int order = g_strcmp0 (field_text (object, c->name), c->value);

  if (g_str_equal (c->op, "="))
    return order == 0;
  if (g_str_equal (c->op, "!="))
    return order != 0;
  if (g_str_equal (c->op, ">="))
    return order >= 0;
  if (g_str_equal (c->op, "<="))
    return order <= 0;
  return c->op[0] == '>' ? order > 0 : order < 0;
}

/* Equals of one field are alternatives; everything else must hold. What is deleted or archived is only there when asked for. */
bool
fake_msk_fits (json_object *object, const char *filter)
{
  g_autoptr (GPtrArray) parts = split (filter);
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer met;
  bool fits = true;

  g_hash_table_insert (wanted, g_strdup ("isDeleted"), GINT_TO_POINTER (g_str_equal (field_text (object, "isDeleted"), "false")));
  g_hash_table_insert (wanted, g_strdup ("archived"), GINT_TO_POINTER (g_str_equal (field_text (object, "archived"), "false")));
  if (strstr (filter, "isDeleted="))
    g_hash_table_remove (wanted, "isDeleted");
  if (strstr (filter, "archived="))
    g_hash_table_remove (wanted, "archived");
  for (guint i = 0; i < parts->len && fits; i++) {
    Condition c;
    if (!((char *) g_ptr_array_index (parts, i))[0])
      continue;
    read_condition (g_ptr_array_index (parts, i), &c);
    if (g_str_equal (c.op, "="))
      g_hash_table_replace (wanted, g_strdup (c.name),
                            GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (wanted, c.name)) | holds (object, &c)));
    else
      fits = holds (object, &c);
    condition_clear (&c);
  }
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, NULL, &met))
    fits = fits && GPOINTER_TO_INT (met);
  return fits;
}

/* ---- answers --------------------------------------------------------------------------------------------------------------- */

/* The one a reference means; NULL. */
static json_object *
follow (FakeMsk *fake, json_object *reference)
{
  json_object *meta = NULL;
  const char *href, *last;

  if (!json_object_object_get_ex (reference, "meta", &meta))
    return NULL;
  href = fake_text (meta, "href");
  last = strrchr (href, '/');
  return last ? fake_msk_get (fake, fake_text (meta, "type"), last + 1) : NULL;
}

/* "positions.assortment" below "positions": "assortment"; "" is the thing itself. NULL: not named. */
static char *
below (const char *expand, const char *name)
{
  g_auto (GStrv) paths = g_strsplit (expand ? expand : "", ",", -1);
  gsize length = strlen (name);
  GString *rest = NULL;

  for (char **path = paths; *path; path++)
    if (strncmp (*path, name, length) == 0 && ((*path)[length] == '\0' || (*path)[length] == '.')) {
      rest = rest ? rest : g_string_new (NULL);
      g_string_append_printf (rest, "%s%s", rest->len ? "," : "", (*path)[length] ? *path + length + 1 : "");
    }
  return rest ? g_string_free (rest, FALSE) : NULL;
}

static json_object *
view_list (FakeMsk *fake, json_object *rows, const char *deeper)
{
  json_object *list = json_object_new_object (), *meta = json_object_new_object (), *shown;
  gsize n = json_object_array_length (rows);

  json_object_object_add (meta, "size", json_object_new_int ((int) n));
  json_object_object_add (list, "meta", meta);
  if (!deeper)
    return list;
  shown = json_object_new_array ();
  for (gsize i = 0; i < n && (!fake->nested || i < fake->nested); i++)
    json_object_array_add (shown, fake_msk_view (fake, json_object_array_get_idx (rows, i), deeper));
  json_object_object_add (list, "rows", shown);
  return list;
}

json_object *
fake_msk_view (FakeMsk *fake, json_object *object, const char *expand)
{
  json_object *view = json_object_new_object ();

  json_object_object_foreach (object, name, value)
  {
    g_autofree char *deeper = below (expand, name);
    json_object *rows = NULL, *target;

    if (json_object_is_type (value, json_type_object) && json_object_object_get_ex (value, "rows", &rows))
      json_object_object_add (view, name, view_list (fake, rows, deeper));
    else if (deeper && json_object_is_type (value, json_type_object) && (target = follow (fake, value)))
      json_object_object_add (view, name, fake_msk_view (fake, target, deeper));
    else
      json_object_object_add (view, name, json_object_get (value));
  }
  return view;
}

char *
fake_msk_error (int code, const char *text)
{
  return g_strdup_printf ("{\"errors\":[{\"error\":\"%s\",\"code\":%d,\"moreInfo\":\"https://dev.moysklad.ru/doc/api/remap/1.2/#error_%d\"}]}",
                          text, code, code);
}

/* ---- writing --------------------------------------------------------------------------------------------------------------- */

static json_object *
taken_text (FakeMsk *fake, json_object *value)
{
  const char *text = json_object_get_string (value);
  g_autofree char *cut = fake->cut_strings && g_utf8_strlen (text, -1) > (glong) fake->cut_strings
                             ? g_utf8_substring (text, 0, (glong) fake->cut_strings)
                             : g_strdup (text);

  return json_object_new_string (cut);
}

static void
copy_members (json_object *from, json_object *to)
{
  json_object_object_foreach (from, name, value) json_object_object_add (to, name, json_object_get (value));
}

static json_object *
taken_row (FakeMsk *fake, json_object *sent, json_object *before)
{
  json_object *row = json_object_new_object ();
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-9000-%012u", ++fake->next_id);

  if (before)
    copy_members (before, row);
  json_object_object_foreach (sent, name, value)
  {
    if (!g_str_has_prefix (name, "trackingCodes") || !fake->drops_codes)
      json_object_object_add (row, name, json_object_get (value));
  }
  if (!fake_text (row, "id")[0])
    set_text (row, "id", id);
  if (fake->loses_quantity)
    json_object_object_add (row, "quantity", json_object_new_int (1));
  return row;
}

json_object *
fake_msk_row (FakeMsk *fake, json_object *sent)
{
  return taken_row (fake, sent, NULL);
}

/* All of them are replaced; those that come with their id keep what is not said of them. */
static json_object *
taken_rows (FakeMsk *fake, json_object *sent, json_object *before)
{
  json_object *list = json_object_new_object (), *rows = json_object_new_array (), *old = NULL;

  if (before)
    json_object_object_get_ex (before, "rows", &old);
  for (gsize i = 0; i < json_object_array_length (sent); i++) {
    json_object *one = json_object_array_get_idx (sent, i), *same = NULL;
    for (gsize j = 0; old && j < json_object_array_length (old); j++)
      if (fake_text (one, "id")[0]
          && g_str_equal (fake_text (one, "id"), fake_text (json_object_array_get_idx (old, j), "id")))
        same = json_object_array_get_idx (old, j);
    json_object_array_add (rows, taken_row (fake, one, same));
  }
  json_object_object_add (list, "rows", rows);
  return list;
}

static const char *
missing_field (const char *type, json_object *object)
{
  static const struct {
    const char *type, *fields;
  } needed[] = { { "demand", "organization agent store" }, { "salesreturn", "organization agent store" },
                 { "supply", "organization agent store" }, { "enter", "organization store" },
                 { "loss", "organization store" },         { "move", "organization sourceStore targetStore" },
                 { "consignment", "assortment label" },    { "productionstagecompletion", "productionStage productionVolume" },
                 { "processing", "organization processingPlan productsStore materialsStore" } };
  static char missing[64];

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++) {
    g_auto (GStrv) fields = g_strsplit (needed[i].fields, " ", -1);
    for (char **field = fields; g_str_equal (needed[i].type, type) && *field; field++)
      if (!json_object_object_get_ex (object, *field, NULL)) {
        g_strlcpy (missing, *field, sizeof missing);
        return missing;
      }
  }
  return NULL;
}

static json_object *
attribute_with (json_object *list, const char *member, const char *text)
{
  for (gsize i = 0; i < json_object_array_length (list); i++)
    if (g_str_equal (fake_text (json_object_array_get_idx (list, i), member), text))
      return json_object_array_get_idx (list, i);
  return NULL;
}

/* Own fields: only those that are named by the address of their description change; null empties one. */
static json_object *
taken_attributes (FakeMsk *fake, json_object *sent, json_object *before)
{
  json_object *list = before ? json_object_get (before) : json_object_new_array ();

  for (gsize i = 0; i < json_object_array_length (sent); i++) {
    json_object *one = json_object_array_get_idx (sent, i), *meta = NULL, *value = NULL, *field, *known;
    const char *last = json_object_object_get_ex (one, "meta", &meta) ? strrchr (fake_text (meta, "href"), '/') : NULL;

    field = last ? fake_msk_get (fake, "attributemetadata", last + 1) : one; /* a test names it by its name */
    known = attribute_with (list, last ? "id" : "name", last ? last + 1 : fake_text (one, "name"));
    if (!known && field) {
      known = json_object_new_object ();
      set_text (known, "id", fake_text (field, "id"));
      set_text (known, "name", fake_text (field, "name"));
      json_object_array_add (list, known);
    }
    if (known && json_object_object_get_ex (one, "value", &value))
      json_object_object_add (known, "value",
                              json_object_is_type (value, json_type_string) ? taken_text (fake, value) : json_object_get (value));
  }
  return list;
}

char *
fake_msk_take (FakeMsk *fake, const char *type, json_object *object, json_object *body)
{
  const char *missing;

  json_object_object_foreach (body, name, value)
  {
    json_object *before = NULL;

    json_object_object_get_ex (object, name, &before);
    if (g_str_equal (name, "id") || g_str_equal (name, "meta") || g_str_equal (name, "updated"))
      continue;
    if (json_object_is_type (value, json_type_array) && g_str_equal (name, "positions"))
      json_object_object_add (object, name, taken_rows (fake, value, before));
    else if (g_str_equal (name, "attributes"))
      json_object_object_add (object, name, taken_attributes (fake, value, before));
    else if (json_object_is_type (value, json_type_string) && !g_str_equal (name, "syncId"))
      json_object_object_add (object, name, taken_text (fake, value));
    else
      json_object_object_add (object, name, json_object_get (value));
  }
  if (fake->unposts && json_object_object_get_ex (object, "applicable", NULL))
    json_object_object_add (object, "applicable", json_object_new_boolean (FALSE));
  missing = missing_field (type, object);
  if (missing) {
    g_autofree char *text = g_strdup_printf ("Ошибка сохранения объекта: поле '%s' не может быть пустым или отсутствовать", missing);
    return fake_msk_error (3000, text);
  }
  if (fake->closed_until && fake_text (object, "moment")[0] && strcmp (fake_text (object, "moment"), fake->closed_until) < 0)
    return fake_msk_error (17009, "Ошибка сохранения документа: дата не попадает в открытый для редактирования период");
  return NULL;
}

/* ---- what a test puts there ------------------------------------------------------------------------------------------------ */

static char *
our_addresses (FakeMsk *fake, const char *json)
{
  g_autofree char *base = fake_msk_address (fake);
  GString *text = g_string_new (json);

  g_string_replace (text, THEIRS, base, 0);
  return g_string_free (text, FALSE);
}

void
fake_msk_put (FakeMsk *fake, const char *type, const char *json)
{
  g_autofree char *text = our_addresses (fake, json), *id = NULL;
  json_object *object = json_tokener_parse (text);

  g_assert_nonnull (object);
  id = g_strdup (fake_text (object, "id"));
  if (!fake_text (object, "updated")[0])
    fake_msk_touch (fake, object);
  fake_msk_store (fake, type, id, object);
}

void
fake_msk_change_quietly (FakeMsk *fake, const char *type, const char *id, const char *json)
{
  g_autofree char *text = our_addresses (fake, json), *wrong = NULL;
  json_object *body = json_tokener_parse (text), *object = fake_msk_get (fake, type, id);

  g_assert_nonnull (body);
  g_assert_nonnull (object);
  wrong = fake_msk_take (fake, type, object, body);
  g_assert_cmpstr (wrong, ==, NULL);
  json_object_put (body);
}

void
fake_msk_change (FakeMsk *fake, const char *type, const char *id, const char *json)
{
  fake_msk_change_quietly (fake, type, id, json);
  fake_msk_touch (fake, fake_msk_get (fake, type, id));
}

void
fake_msk_trash (FakeMsk *fake, const char *type, const char *id)
{
  json_object *object = fake_msk_get (fake, type, id);

  fake_msk_touch (fake, object);
  set_text (object, "deleted", fake_text (object, "updated"));
  json_object_object_add (object, "isDeleted", json_object_new_boolean (TRUE));
}

void
fake_msk_drop (FakeMsk *fake, const char *type, const char *id)
{
  g_autofree char *key = key_of (type, id);

  g_hash_table_remove (fake->objects, key);
}

void
fake_msk_load (FakeMsk *fake, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL, *type = NULL;
    json_object *file, *rows = NULL;

    if (!g_str_has_suffix (name, ".json"))
      continue;
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    type = g_strndup (name, strlen (name) - strlen (".json"));
    file = json_tokener_parse (text);
    g_assert_true (json_object_object_get_ex (file, "rows", &rows));
    for (gsize i = 0; i < json_object_array_length (rows); i++)
      fake_msk_put (fake, type, json_object_to_json_string_ext (json_object_array_get_idx (rows, i), JSON_C_TO_STRING_PLAIN
                                                                | JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put (file);
  }
}

guint
fake_msk_count (FakeMsk *fake, const char *type)
{
  g_autoptr (GPtrArray) objects = fake_msk_list (fake, type);
  guint n = 0;

  for (guint i = 0; i < objects->len; i++)
    n += !g_str_equal (fake_text (g_ptr_array_index (objects, i), "applicable"), "false")
         && !g_str_equal (fake_text (g_ptr_array_index (objects, i), "isDeleted"), "true");
  return n;
}

json_object *
fake_msk_last (FakeMsk *fake, const char *type)
{
  g_autoptr (GPtrArray) objects = fake_msk_list (fake, type);

  return objects->len ? g_ptr_array_index (objects, objects->len - 1) : NULL;
}

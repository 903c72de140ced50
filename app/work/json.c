/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/json.h"
#include <string.h>

json_object *
fo_json_quantity (FoQuantity quantity_u)
{
  char text[FO_QUANTITY_TEXT_MAX];

  return json_object_new_string (fo_quantity_print (quantity_u, text));
}

json_object *
fo_json_day (FoDay day)
{
  char text[FO_DAY_TEXT_MAX];

  return day == FO_DAY_NONE ? NULL : json_object_new_string (fo_day_print_iso (day, text));
}

json_object *
fo_json_id (FoId id)
{
  char text[FO_ID_TEXT_MAX];

  return json_object_new_string (fo_id_print (id, text));
}

char *
fo_json_print (json_object *object)
{
  char *text = g_strdup (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));

  json_object_put (object);
  return text;
}

/* ---- as text --------------------------------------------------------------------------------------------------------------- */

GString *
fo_json_new (char bracket)
{
  GString *json = g_string_sized_new (1024);

  g_string_append_c (json, bracket);
  return json;
}

/* Behind the opening bracket comes no comma. A text or a closed member never ends like one: it ends with its quote or bracket. */
static void
add_name (GString *json, const char *name)
{
  char last = json->len ? json->str[json->len - 1] : '[';

  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
  if (!name)
    return;
  g_string_append_c (json, '"');
  g_string_append (json, name);
  g_string_append_len (json, "\":", 2);
}

void
fo_json_open (GString *json, const char *name, char bracket)
{
  add_name (json, name);
  g_string_append_c (json, bracket);
}

void
fo_json_close (GString *json, char bracket)
{
  g_string_append_c (json, bracket);
}

static bool
is_plain (char c)
{
  return (unsigned char) c >= 0x20 && c != '"' && c != '\\';
}

static void
add_escaped (GString *json, char c)
{
  static const char known[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
  const char *at = strchr (known, c);

  if (at)
    g_string_append_printf (json, "\\%c", letters[at - known]);
  else
    g_string_append_printf (json, "\\u%04x", (unsigned) c);
}

void
fo_json_add_text (GString *json, const char *name, const char *text)
{
  add_name (json, name);
  g_string_append_c (json, '"');
  while (*text) {
    const char *from = text;

    while (*text && is_plain (*text))
      text++;
    g_string_append_len (json, from, text - from);
    if (*text)
      add_escaped (json, *text++);
  }
  g_string_append_c (json, '"');
}

/* Nothing in VALUE needs a second look. */
static void
add_quoted (GString *json, const char *name, const char *value)
{
  add_name (json, name);
  g_string_append_c (json, '"');
  g_string_append (json, value);
  g_string_append_c (json, '"');
}

void
fo_json_add_quantity (GString *json, const char *name, FoQuantity quantity_u)
{
  add_quoted (json, name, fo_quantity_print (quantity_u, (char[FO_QUANTITY_TEXT_MAX]){ 0 }));
}

void
fo_json_add_day (GString *json, const char *name, FoDay day)
{
  if (day == FO_DAY_NONE)
    fo_json_add_json (json, name, "null");
  else
    add_quoted (json, name, fo_day_print_iso (day, (char[FO_DAY_TEXT_MAX]){ 0 }));
}

void
fo_json_add_id (GString *json, const char *name, FoId id)
{
  add_quoted (json, name, fo_id_print (id, (char[FO_ID_TEXT_MAX]){ 0 }));
}

void
fo_json_add_count (GString *json, const char *name, gint64 count)
{
  add_name (json, name);
  g_string_append_printf (json, "%" G_GINT64_FORMAT, count);
}

void
fo_json_add_yes (GString *json, const char *name, bool yes)
{
  fo_json_add_json (json, name, yes ? "true" : "false");
}

void
fo_json_add_json (GString *json, const char *name, const char *value)
{
  add_name (json, name);
  g_string_append (json, value);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http.h"
#include <string.h>

#define MOST_DIGITS 40
#define DEEPEST 48

static bool
only_blanks (const char *text, const char *end)
{
  while (text < end && g_ascii_isspace (*text))
    text++;
  return text == end;
}

/* Not by the strict mode of json-c: that of 0.18 takes every byte above 0x7f in a value for a control character. UTF-8 is GLib's to judge,
 * and what stands behind the value is looked at here; a comma too many or a comment does no harm. */
json_object *
fo_http_parse (const char *text, gsize length, char **ret_why)
{
  struct json_tokener *tokener;
  json_object *object = NULL;
  const char *end;
  gsize parsed;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0) {
    text += 3;
    length -= 3;
  }
  if (!g_utf8_validate_len (text, length, &end)) {
    *ret_why = g_strdup_printf ("not UTF-8 at byte %td of %" G_GSIZE_FORMAT, end - text, length);
    return NULL;
  }
  tokener = json_tokener_new_ex (DEEPEST);
  if (length <= G_MAXINT32)
    object = json_tokener_parse_ex (tokener, text, (int) length);
  parsed = json_tokener_get_parse_end (tokener);
  if (!object || !only_blanks (text + parsed, text + length)) {
    *ret_why =
        g_strdup_printf ("not JSON at byte %zu of %" G_GSIZE_FORMAT " (%s)", parsed, length,
                         object ? "something behind it" : json_tokener_error_desc (json_tokener_get_error (tokener)));
    g_clear_pointer (&object, json_object_put);
  }
  json_tokener_free (tokener);
  return object;
}

json_object *
fo_http_json (const FoHttpAnswer *answer, char **ret_why)
{
  return fo_http_parse (answer->body->str, answer->body->len, ret_why);
}

/* ---- decimals ----------------------------------------------------------------------------------------------------- */

typedef struct {
  bool negative;
  char digits[MOST_DIGITS + 1];
  int n, point; /* how many digits stand before the decimal mark */
} Decimal;

static const char *
take_digits (const char *text, Decimal *decimal)
{
  for (; g_ascii_isdigit (*text) && decimal->n < MOST_DIGITS; text++)
    decimal->digits[decimal->n++] = *text;
  return text;
}

static bool
read_decimal (const char *text, Decimal *decimal)
{
  char *end = (char *) text;
  int whole;

  decimal->negative = *text == '-';
  text = take_digits (text + decimal->negative, decimal);
  whole = decimal->point = decimal->n;
  if (whole == 0)
    return false;
  if (*text == '.') {
    text = take_digits (text + 1, decimal);
    if (decimal->n == whole)
      return false;
  }
  if (*text == 'e' || *text == 'E') {
    gint64 exponent = g_ascii_strtoll (text + 1, &end, 10);
    if (end == text + 1 || exponent < -MOST_DIGITS || exponent > MOST_DIGITS)
      return false;
    decimal->point += (int) exponent;
    text = end;
  }
  return *text == '\0';
}

/* Shifted by its exponent, with no zeros before the last whole digit; those behind stay as they came. */
static char *
print_decimal (const Decimal *decimal)
{
  GString *text = g_string_new (decimal->negative ? "-" : "");
  int first = 0;

  while (first < decimal->point - 1 && first < decimal->n && decimal->digits[first] == '0')
    first++;
  if (decimal->point <= 0)
    g_string_append (text, "0.");
  for (int i = decimal->point; i < 0; i++)
    g_string_append_c (text, '0');
  for (int i = first; i < MAX (decimal->point, decimal->n); i++) {
    if (i == decimal->point && i > 0)
      g_string_append_c (text, '.');
    g_string_append_c (text, i < decimal->n ? decimal->digits[i] : '0');
  }
  return g_string_free (text, FALSE);
}

char *
fo_http_decimal (json_object *value)
{
  Decimal decimal = { .n = 0 };
  enum json_type type = json_object_get_type (value);

  if (type != json_type_string && type != json_type_int && type != json_type_double)
    return NULL;
  return read_decimal (json_object_get_string (value), &decimal) ? print_decimal (&decimal) : NULL;
}

json_object *
fo_http_number (const char *decimal)
{
  return json_object_new_double_s (0, decimal);
}

/* ---- members ------------------------------------------------------------------------------------------------------ */

static json_object *
member (json_object *object, const char *name)
{
  json_object *value = NULL;

  return json_object_is_type (object, json_type_object) && json_object_object_get_ex (object, name, &value) ? value
                                                                                                            : NULL;
}

const char *
fo_http_text (json_object *object, const char *name)
{
  json_object *value = member (object, name);
  enum json_type type = json_object_get_type (value);

  return type == json_type_string || type == json_type_int || type == json_type_double || type == json_type_boolean
             ? json_object_get_string (value)
             : "";
}

bool
fo_http_true (json_object *object, const char *name)
{
  return g_str_equal (fo_http_text (object, name), "true");
}

static json_object *
member_of_type (json_object *object, const char *name, enum json_type type)
{
  json_object *value = member (object, name);

  return json_object_is_type (value, type) ? value : NULL;
}

json_object *
fo_http_array (json_object *object, const char *name)
{
  return member_of_type (object, name, json_type_array);
}

json_object *
fo_http_object (json_object *object, const char *name)
{
  return member_of_type (object, name, json_type_object);
}

char *
fo_http_escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages written as text: whatever stands in a name or a number of somebody else's, json-c reads the same back. */
#include "firstout/work/json.h"
#include "support/seed.h"

static json_object *
read_back (GString *json)
{
  enum json_tokener_error why;
  json_object *object = json_tokener_parse_verbose (json->str, &why);

  if (!object)
    g_error ("%s: %s", json_tokener_error_desc (why), json->str);
  return object;
}

static void
test_every_kind (void)
{
  GString *json = fo_json_new ('{');
  json_object *object;

  fo_json_add_text (json, "text", "ВВГнг 3×2,5 \"белый\"");
  fo_json_add_quantity (json, "quantity", 2500000);
  fo_json_add_day (json, "day", fo_day_from_civil (2026, 11, 22));
  fo_json_add_day (json, "no_day", FO_DAY_NONE);
  fo_json_add_id (json, "id", 42);
  fo_json_add_count (json, "count", -7);
  fo_json_add_yes (json, "yes", true);
  fo_json_open (json, "rows", '[');
  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "ends_like_a_bracket", "[");
  fo_json_add_text (json, "next", "{");
  fo_json_close (json, '}');
  fo_json_open (json, NULL, '{');
  fo_json_close (json, '}');
  fo_json_close (json, ']');
  fo_json_add_json (json, "given", "[1,2]");
  fo_json_close (json, '}');
  g_assert_cmpstr (json->str, ==,
                   "{\"text\":\"ВВГнг 3×2,5 \\\"белый\\\"\",\"quantity\":\"2.5\",\"day\":\"2026-11-22\",\"no_day\":null,\"id\":\"42\","
                   "\"count\":-7,\"yes\":true,\"rows\":[{\"ends_like_a_bracket\":\"[\",\"next\":\"{\"},{}],\"given\":[1,2]}");
  object = read_back (json);
  json_object_put (object);
  g_string_free (json, TRUE);
}

static void
check_text (const char *text)
{
  GString *json = fo_json_new ('{');
  json_object *object, *value;

  fo_json_add_text (json, "text", text);
  fo_json_add_text (json, "after", "x");
  fo_json_close (json, '}');
  object = read_back (json);
  g_assert_true (json_object_object_get_ex (object, "text", &value));
  g_assert_cmpstr (json_object_get_string (value), ==, text);
  g_assert_cmpint (json_object_object_length (object), ==, 2);
  json_object_put (object);
  g_string_free (json, TRUE);
}

/* Every byte below 0x80, alone and between others. */
static void
test_every_sign (void)
{
  for (char c = 1; c > 0; c++) {
    char text[] = { c, 'a', c, c, '\0' };

    check_text (text);
  }
  check_text ("");
  check_text ("склад №1 \xf0\x9f\x93\xa6 \xe2\x80\xa8");
}

static void
test_random_texts (void)
{
  GRand *random = fo_test_rand ("json");

  for (int i = 0; i < (int) fo_test_count (2000); i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    for (int n = g_rand_int_range (random, 0, 12); n > 0; n--)
      g_string_append_unichar (text, (gunichar) g_rand_int_range (random, 1, g_rand_boolean (random) ? 0x60 : 0x3000));
    check_text (text->str);
  }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/every-kind", test_every_kind);
  g_test_add_func ("/json/every-sign", test_every_sign);
  g_test_add_func ("/json/random-texts", test_random_texts);
  return g_test_run ();
}

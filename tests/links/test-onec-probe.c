/* SPDX-License-Identifier: GPL-3.0-or-later
 * The connection test says which object, field or right is missing, by its name in 1C, and writes nothing. Reconciliation sees what
 * stands there. */
#include "onec-world.h"

#include <locale.h>
#include <string.h>

static char *
probe (World *world, bool works)
{
  char *text = link_world_probe (&world->w, works);

  g_assert_cmpuint (fake_server_count (world->fake->server, "POST") + fake_server_count (world->fake->server, "PATCH"), ==, 0);
  return text;
}

static void
expect_said (const char *text, const char *word)
{
  if (!strstr (text, word))
    g_error ("nothing of %s in\n%s", word, text);
}

static void
test_all_well (void)
{
  g_autofree char *text = NULL;
  World world = { 0 };

  world_open (&world, "\"plan\": \"ExchangePlan_Firstout\", \"node\": \"" NODE "\"");
  text = probe (&world, true);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (fake_host_ref (&world.w.host, "cap", "missing"), ==, "0");
  world_close (&world);
}

static void
test_missing (void)
{
  g_autofree char *text = NULL;
  World world = { 0 };

  world_open (&world, "\"item_code\": \"НашКод\", \"documents\": {\"spoilage\": {\"entity\": \"Document_ПорчаТоваров\"}, "
                      "\"surplus\": {\"table\": \"Запасы\"}}");
  world.fake->hidden = g_strdup ("|Document_РасходныйОрдерНаТовары|Catalog_СерииНоменклатуры|");
  world.fake->forbidden = g_strdup ("|InformationRegister_СостоянияЗаказовКлиентов|");
  fake_1c_drop (world.fake, "Catalog_Склады", WAREHOUSE ("1"));
  text = probe (&world, true);
  expect_said (text, "Document_РасходныйОрдерНаТовары");
  expect_said (text, "Catalog_СерииНоменклатуры");
  expect_said (text, "InformationRegister_СостоянияЗаказовКлиентов");
  expect_said (text, "НашКод");
  expect_said (text, "Document_ПорчаТоваров");
  expect_said (text, "Запасы");
  expect_said (text, WAREHOUSE ("1"));
  g_assert_cmpstr (fake_host_ref (&world.w.host, "cap", "missing"), ==, "7");
  world_close (&world);
}

static void
test_not_there (void)
{
  g_autofree char *text = NULL, *refused = NULL;
  World world = { 0 };

  world_open (&world, NULL);
  fake_server_fault (world.fake->server, FAKE_CLOSE, 0, NULL, 0, 9);
  text = probe (&world, false);
  g_assert_cmpstr (text, !=, "");
  fake_server_no_faults (world.fake->server);
  fake_server_fault (world.fake->server, FAKE_401, 0, NULL, 0, 9);
  fake_server_forget (world.fake->server);
  refused = probe (&world, false);
  g_assert_cmpuint (fake_server_count (world.fake->server, ""), ==, 1);
  g_assert_cmpstr (refused, !=, text);
  world_close (&world);
}

static void
add_line (json_object *there, gpointer data)
{
  g_string_append_printf (data, "%s\n", json_object_to_json_string_ext (there, JSON_C_TO_STRING_PLAIN));
}

static void
test_compare (void)
{
  static const char body[] = "{\"shipment\": \"214-1\", \"order\": \"" ORDER ("1") "\", \"shipped_on\": \"2026-11-22\", \"lines\": [{\"line\": \""
                             ORDER ("1") "/1\", \"item\": \"НФ-00000001\", \"lot\": \"П-77\", \"expires_on\": \"2027-05-31\", \"quantity\": \"3.5\"}]}";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", body, &fate), ==, FO_FATE_VERIFIED);
  g_hash_table_replace (world.fake->objects, g_strdup ("balance rows"),
                        json_tokener_parse ("[{\"Склад_Key\": \"" WAREHOUSE ("1") "\", \"Номенклатура_Key\": \"" ITEM ("1") "\", \"Серия_Key\": \""
                                            SERIES ("1") "\", \"ВНаличииBalance\": 96.500}, {\"Склад_Key\": \"" WAREHOUSE ("2")
                                            "\", \"Номенклатура_Key\": \"" ITEM ("1") "\", \"ВНаличииBalance\": 5}]"));
  world.w.host.now_us += (gint64) 86400 * G_USEC_PER_SEC;
  g_assert_true (world.w.link->ops->compare (world.w.link, world.w.host.now_us - (gint64) 5 * 86400 * G_USEC_PER_SEC, add_line, text, &error));
  g_assert_no_error (error);
  expect_said (text->str, "{\"op_id\":\"0198d2a0-0000-7000-8000-000000000001\",\"op\":\"shipment.create\",\"remote_id\":\"00000000-0000-4000-8000-"
                          "000000000001\",\"lines\":[{\"quantity\":\"3.5\",\"item\":\"НФ-00000001\",\"lot\":\"П-77\"}]}");
  expect_said (text->str, "{\"order\":\"" ORDER ("1") "\",\"number\":\"УТ-00000214\",\"open\":\"1\"}");
  expect_said (text->str, "{\"order\":\"" ORDER ("6") "\",\"number\":\"УТ-00000219\",\"open\":\"0\"}");
  expect_said (text->str, "{\"on_hand\":\"96.500\",\"item\":\"НФ-00000001\",\"lot\":\"П-77\"}");
  expect_said (text->str, "{\"complete\":\"shipment.create\"}");
  expect_said (text->str, "{\"complete\":\"stock\"}");
  g_assert_null (strstr (text->str, "\"complete\":\"orders\"")); /* older ones were not asked for */
  g_assert_null (strstr (text->str, "\"on_hand\":\"5\""));
  world_close (&world);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* what a failure prints is Russian */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/1c/test/all is well", test_all_well);
  g_test_add_func ("/1c/test/what is missing has a name", test_missing);
  g_test_add_func ("/1c/test/nobody answers, nobody is let in", test_not_there);
  g_test_add_func ("/1c/test/what stands there", test_compare);
  return g_test_run ();
}

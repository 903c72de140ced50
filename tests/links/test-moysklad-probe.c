/* SPDX-License-Identifier: GPL-3.0-or-later
 * The connection test says which right or thing is missing, by its name in МойСклад, and writes nothing. Reconciliation sees what stands
 * there. */
#include "moysklad-world.h"
#include <locale.h>
#include <string.h>

static char *
probe (MskWorld *world, bool works)
{
  char *text = link_world_probe (&world->w, works);

  g_assert_cmpuint (fake_server_count (world->fake->server, "P"), ==, 0);
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
  MskWorld world = { 0 };

  msk_world_open (&world, "\"supplier\": \"" CUSTOMER ("2") "\", \"order_state\": {\"picked\": \"Ожидает сборки\"}");
  text = probe (&world, true);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (fake_host_ref (&world.w.host, "cap", "missing"), ==, "0");
  g_assert_cmpstr (fake_host_ref (&world.w.host, "cap", "lots"), ==, "consignment");
  g_assert_cmpstr (fake_host_ref (&world.w.host, "cap", "rate_limit"), ==, "45");
  msk_world_close (&world);
}

static void
test_missing (void)
{
  g_autofree char *text = NULL;
  MskWorld world = { 0 };

  msk_world_open (&world, "\"order_state\": {\"picked\": \"Собран\"}, \"gate\": \"state\", \"gate_open\": [\"Оплачен\"], "
                          "\"partners\": {\"Дальний\": \"" STORE ("7") "\"}");
  world.fake->forbidden = g_strdup ("|purchaseorder|");
  world.fake->no_permission = g_strdup ("|demand|");
  fake_msk_drop (world.fake, "organization", ORGANIZATION);
  text = probe (&world, true);
  expect_said (text, "Заказы поставщикам (purchaseorder): нет права «просмотр»");
  expect_said (text, "Отгрузки (demand): нет права «создание и редактирование»");
  expect_said (text, "Юрлицо: " ORGANIZATION " не найден");
  expect_said (text, "Дальний: " STORE ("7") " не найден");
  expect_said (text, "нет статуса «Собран»");
  expect_said (text, "нет статуса «Оплачен»");
  g_assert_cmpstr (fake_host_ref (&world.w.host, "cap", "missing"), ==, "6");
  msk_world_close (&world);
}

/* Lots that may not be seen go into comments from now on, also for what is sent. */
static void
test_no_lots (void)
{
  static const char body[] = "{\"item\": \"К-1\", \"lot\": \"П-77\", \"expires_on\": \"2027-05-31\", \"quantity\": \"4\", \"day\": \"2026-11-21\"}";
  g_auto (FoFate) fate = { 0 };
  g_autofree char *text = NULL, *there = NULL;
  MskWorld world = { 0 };

  msk_world_open (&world, NULL);
  world.fake->forbidden = g_strdup ("|consignment|");
  text = probe (&world, true);
  g_assert_cmpstr (fake_host_ref (&world.w.host, "cap", "lots"), ==, "description");
  g_assert_cmpint (link_world_send (&world.w, "write.off", "1", body, &fate), ==, FO_FATE_VERIFIED);
  there = msk_world_text (&world, "loss", "description", NULL, NULL);
  g_assert_cmpstr (there, ==, "description=0198d2a0-0000-7000-8000-000000000001 Firstout write.off\nП-77 до 2027-05-31: 4 ");
  msk_world_close (&world);
}

static void
test_not_there (void)
{
  g_autofree char *text = NULL, *refused = NULL;
  MskWorld world = { 0 };

  msk_world_open (&world, NULL);
  fake_server_fault (world.fake->server, FAKE_CLOSE, 0, NULL, 0, 9);
  text = probe (&world, false);
  expect_said (text, "нет ответа");
  fake_server_no_faults (world.fake->server);
  world.fake->token = g_strdup ("другой");
  fake_server_forget (world.fake->server);
  refused = probe (&world, false);
  expect_said (refused, "вход не принят");
  g_assert_cmpuint (fake_server_count (world.fake->server, ""), ==, 1);
  msk_world_close (&world);
}

static void
add_line (json_object *there, gpointer data)
{
  g_string_append_printf (data, "%s\n", json_object_to_json_string_ext (there, JSON_C_TO_STRING_PLAIN));
}

static void
test_compare (void)
{
  static const char body[] = "{\"shipment\": \"00214-1\", \"order\": \"" ORDER ("1") "\", \"shipped_on\": \"2026-11-22\", \"lines\": [{\"line\": \""
                             POSITION ("1") "\", \"item\": \"К-1\", \"lot\": \"П-77\", \"expires_on\": \"2027-05-31\", \"quantity\": \"3.5\"}]}";
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  msk_world_open (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", body, &fate), ==, FO_FATE_VERIFIED);
  fake_msk_put (world.fake, "demand", "{\"id\": \"" MSK ("d9000000", "1") "\", \"applicable\": true, \"moment\": \"2026-11-22 09:00:00\", "
                "\"description\": \"отгрузили сами\"}");
  fake_msk_put (world.fake, "stock", "{\"id\": \"" LOT ("1") "\", \"code\": \"\", \"stock\": 96.500, \"store\": {" HREF ("store", STORE ("1")) "}}");
  fake_msk_put (world.fake, "stock", "{\"id\": \"" ITEM ("3") "\", \"code\": \"Б-8;40\", \"stock\": 5, \"store\": {" HREF ("store", STORE ("1")) "}}");
  world.w.host.now_us += (gint64) 86400 * G_USEC_PER_SEC;
  g_assert_true (world.w.link->ops->compare (world.w.link, world.w.host.now_us - (gint64) 5 * 86400 * G_USEC_PER_SEC, add_line, text, &error));
  g_assert_no_error (error);
  expect_said (text->str, "{\"op_id\":\"0198d2a0-0000-7000-8000-000000000001\",\"op\":\"shipment.create\",\"remote_id\":\"");
  expect_said (text->str, "\"lines\":[{\"item\":\"К-1\",\"lot\":\"П-77\",\"quantity\":\"3.5\"}]}");
  expect_said (text->str, "{\"order\":\"" ORDER ("1") "\",\"number\":\"00214\",\"open\":\"1\"}");
  expect_said (text->str, "{\"order\":\"" ORDER ("3") "\",\"number\":\"00216\",\"open\":\"0\"}");
  expect_said (text->str, "{\"item\":\"К-1\",\"lot\":\"П-77\",\"on_hand\":\"96.500\"}");
  expect_said (text->str, "{\"item\":\"Б-8;40\",\"lot\":\"\",\"on_hand\":\"5\"}");
  expect_said (text->str, "{\"complete\":\"shipment.create\"}");
  expect_said (text->str, "{\"complete\":\"stock\"}");
  g_assert_null (strstr (text->str, MSK ("d9000000", "1"))); /* not ours */
  msk_world_close (&world);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* what a failure prints is Russian */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moysklad/test/all is well", test_all_well);
  g_test_add_func ("/moysklad/test/what is missing has a name", test_missing);
  g_test_add_func ("/moysklad/test/lots that may not be seen", test_no_lots);
  g_test_add_func ("/moysklad/test/nobody answers, nobody is let in", test_not_there);
  g_test_add_func ("/moysklad/test/what stands there", test_compare);
  return g_test_run ();
}

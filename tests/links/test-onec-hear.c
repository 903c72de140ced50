/* SPDX-License-Identifier: GPL-3.0-or-later
 * What 1C says becomes rows of the contract: the golden files of tests/data/wire/1c, changes after them, and both ways of hearing of
 * those. What breaks off is heard again, and nothing is lost on the way. */
#include "onec-world.h"

#include "onec-inside.h"
#include <locale.h>
#include <string.h>

#define PLAN "\"plan\": \"ExchangePlan_Firstout\", \"node\": \"" NODE "\""
#define CHANGE(world, entity, ref, json) fake_1c_change ((world)->fake, entity, ref, json)

static void
test_golden (void)
{
  g_autofree char *rows = NULL, *expected = NULL;
  g_autoptr (GError) error = NULL;
  World world = { 0 };

  world_open (&world, "\"page\": 3");
  link_world_hear (&world.w, true);
  rows = fake_host_rows (&world.w.host, world.w.link);
  g_file_get_contents (FO_TEST_WIRE "/1c/rows.txt", &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, expected);
  world_close (&world);
}

/* Heard once more, nothing is new; and neither after a new start. */
static void
test_quiet (void)
{
  World world = { 0 };
  guint kept;

  world_open (&world, NULL);
  link_world_hear (&world.w, true);
  kept = world.w.host.kept->len;
  link_world_hear (&world.w, true);
  link_world_hear (&world.w, false);
  world_restart (&world, NULL);
  link_world_hear (&world.w, false);
  g_assert_cmpuint (world.w.host.kept->len, ==, kept);
  world_close (&world);
}

static void
play_changes (const char *setup, bool restart)
{
  World world = { 0 };

  world_open (&world, setup);
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "order " ORDER ("2") " customer=ООО «Заря» deleted=0 due_on=2026-11-25 gate=closed number=УТ-00000215 "
                            "reference=W-000017 sales_state=ОжидаетсяПредоплатаДоОтгрузки ship_complete=0");
  CHANGE (&world, "InformationRegister_СостоянияЗаказовКлиентов", ORDER ("2"), "{\"Состояние\": \"ГотовКОтгрузке\"}");
  if (restart)
    world_restart (&world, setup);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order " ORDER ("2") " customer=ООО «Заря» deleted=0 due_on=2026-11-25 gate=open number=УТ-00000215 "
                            "reference=W-000017 sales_state=ГотовКОтгрузке ship_complete=0");
  /* shut and open again: each is news */
  CHANGE (&world, "InformationRegister_СостоянияЗаказовКлиентов", ORDER ("2"), "{\"Состояние\": \"ОжидаетсяПредоплатаДоОтгрузки\"}");
  link_world_hear (&world.w, false);
  CHANGE (&world, "InformationRegister_СостоянияЗаказовКлиентов", ORDER ("2"), "{\"Состояние\": \"ГотовКОтгрузке\"}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order " ORDER ("2") " customer=ООО «Заря» deleted=0 due_on=2026-11-25 gate=open number=УТ-00000215 "
                            "reference=W-000017 sales_state=ГотовКОтгрузке ship_complete=0");
  /* lines are renumbered; КодСтроки says which is which */
  CHANGE (&world, "Document_ЗаказКлиента", ORDER ("1"),
          "{\"Товары\": [{\"LineNumber\": \"1\", \"КодСтроки\": \"3\", \"Номенклатура_Key\": \"" ITEM ("3") "\", \"Количество\": 7.5, "
          "\"Склад_Key\": \"" WAREHOUSE ("1") "\"}]}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "line " ORDER ("1") "/3 cancelled=0 item_id=" ITEM ("3") " order_id=" ORDER ("1") " quantity=7.5");
  CHANGE (&world, "Document_ЗаказКлиента", ORDER ("1"), "{\"DeletionMark\": true, \"Posted\": false}");
  fake_1c_drop (world.fake, "Document_ЗаказКлиента", ORDER ("3"));
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order " ORDER ("1") " customer=ООО «Заря» deal=Линия розлива, 2-я очередь deleted=1 due_on=2026-11-25 gate=open "
                            "number=УТ-00000214 sales_state=ГотовКОтгрузке ship_complete=1");
  world_close (&world);
}

static void
test_polled (void)
{
  play_changes (NULL, false);
}

static void
test_polled_anew (void)
{
  play_changes (NULL, true);
}

static void
test_fed (void)
{
  play_changes (PLAN, false);
}

static void
test_fed_anew (void)
{
  play_changes (PLAN, true);
}

/* An item and a barcode: the feed has them at once, asking again within minutes. */
static void
test_catalogs (void)
{
  World world = { 0 };

  world_open (&world, NULL);
  link_world_hear (&world.w, true);
  CHANGE (&world, "Catalog_Номенклатура", ITEM ("3"), "{\"Description\": \"Болт М8×45\"}");
  CHANGE (&world, "InformationRegister_ШтрихкодыНоменклатуры", "4601234567893", "{\"Номенклатура_Key\": \"" ITEM ("3") "\"}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "barcode 4601234567893 code=4601234567893 item_id=" ITEM ("1"));
  world.w.host.now_us += (gint64) 601 * G_USEC_PER_SEC;
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "barcode 4601234567893 code=4601234567893 item_id=" ITEM ("3"));
  link_world_expect_row (&world.w, "item " ITEM ("3") " certificate=none code=НФ-00000003 deleted=0 kind=goods name=Болт М8×45 tracking=none unit=шт");
  CHANGE (&world, "InformationRegister_ШтрихкодыНоменклатуры", "4601234567893", "{\"Номенклатура_Key\": \"" ITEM ("1") "\"}");
  world.w.host.now_us += (gint64) 601 * G_USEC_PER_SEC;
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "barcode 4601234567893 code=4601234567893 item_id=" ITEM ("1")); /* back where it was */
  world_close (&world);
}

/* The feed: kept before it is confirmed, whatever breaks in between; tombstones; what is unchanged makes no noise. */
static void
test_feed_order (void)
{
  World world = { 0 };
  guint kept;

  world_open (&world, PLAN);
  link_world_hear (&world.w, true);
  CHANGE (&world, "Document_ЗаказКлиента", ORDER ("1"), "{\"Комментарий\": \"W-000020\"}");
  world.w.host.deaf = true;
  g_assert_false (world.w.link->ops->hear (world.w.link, false, NULL));
  world.w.host.deaf = false;
  fake_server_forget (world.fake->server);
  fake_server_fault (world.fake->server, FAKE_DO_AND_CUT, 0, "POST", 0, 1); /* the message breaks off, and comes whole */
  link_world_hear (&world.w, false);
  g_assert_cmpuint (fake_server_count (world.fake->server, "POST ut/odata/standard.odata/NotifyChangesReceived"), ==, 1);
  g_assert_nonnull (strstr (fake_host_body (&world.w.host, "Document_ЗаказКлиента", ORDER ("1")), "W-000020"));
  kept = world.w.host.kept->len;
  link_world_hear (&world.w, false);
  g_assert_cmpuint (world.w.host.kept->len, ==, kept);
  fake_1c_drop (world.fake, "Document_ЗаказКлиента", ORDER ("2"));
  fake_1c_drop (world.fake, "InformationRegister_ШтрихкодыНоменклатуры", "4601234567893");
  link_world_hear (&world.w, false);
  g_assert_null (fake_host_body (&world.w.host, "Document_ЗаказКлиента", ORDER ("2")));
  g_assert_null (fake_host_body (&world.w.host, "InformationRegister_ШтрихкодыНоменклатуры", "4601234567893"));
  link_world_expect_row (&world.w, "gone Document_ЗаказКлиента " ORDER ("2"));
  world_close (&world);
}

/* What rights hide is not gone. */
static void
test_hidden (void)
{
  World world = { 0 };

  world_open (&world, NULL);
  link_world_hear (&world.w, true);
  world.w.host.now_us += (gint64) 100 * 86400 * G_USEC_PER_SEC; /* all orders are older than the window now */
  world.fake->hidden_rows = g_strdup ("|" ORDER ("1") "|");
  link_world_hear (&world.w, false);
  link_world_expect_no_row (&world.w, "gone");
  fake_1c_drop (world.fake, "Document_ЗаказКлиента", ORDER ("3"));
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "gone Document_ЗаказКлиента " ORDER ("3"));
  world_close (&world);
}

static void
test_one (void)
{
  g_autoptr (GError) error = NULL;
  World world = { 0 };

  world_open (&world, NULL);
  g_assert_true (world.w.link->ops->hear_one (world.w.link, "item", RED, &error));
  link_world_expect_row (&world.w, "item " RED " certificate=none code=НФ-00000004/красный deleted=0 kind=goods "
                            "name=Кабель ВВГнг 3×2,5 tracking=lot unit=м variant=красный");
  g_assert_true (world.w.link->ops->hear_one (world.w.link, "line", ORDER ("1") "/3", &error));
  link_world_expect_row (&world.w, "line " ORDER ("1") "/3 cancelled=0 item_id=" ITEM ("3") " order_id=" ORDER ("1") " quantity=3333.330");
  g_assert_true (world.w.link->ops->hear_one (world.w.link, "item", ITEM ("9"), &error));
  g_assert_true (world.w.link->ops->hear_one (world.w.link, "item", "'); drop", &error));
  g_assert_no_error (error);
  world_close (&world);
}

static void
test_foreign (void)
{
  World world = { 0 };

  world_open (&world, NULL);
  link_world_hear (&world.w, true);
  link_world_expect_no_row (&world.w, "order " ORDER ("4")); /* of another warehouse */
  link_world_expect_no_row (&world.w, "order " ORDER ("5")); /* not posted */
  CHANGE (&world, "Document_ЗаказКлиента", ORDER ("3"), "{\"Склад_Key\": \"" WAREHOUSE ("2") "\", \"Товары\": []}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order " ORDER ("3") " customer=ООО «Заря» deleted=1 gate=open number=УТ-00000216 "
                            "sales_state=ОжидаетсяОбеспечение ship_complete=0");
  world_close (&world);
}

/* What a firm does not publish it has not for us; without orders it is no link, and a right that is missing is named. */
static void
test_unpublished (void)
{
  g_autoptr (GError) error = NULL;
  World world = { 0 };

  world_open (&world, NULL);
  world.fake->hidden = g_strdup ("|Document_ЗаказПоставщику|InformationRegister_ШтрихкодыНоменклатуры|Catalog_Партнеры|Catalog_СделкиСКлиентами|");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "order " ORDER ("1") " deleted=0 due_on=2026-11-25 gate=open number=УТ-00000214 sales_state=ГотовКОтгрузке "
                            "ship_complete=1");
  world.fake->forbidden = g_strdup ("|Catalog_Номенклатура|");
  g_assert_false (world.w.link->ops->hear (world.w.link, true, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT);
  g_assert_nonnull (strstr (error->message, "Catalog_Номенклатура: 1C (403, 20): Нарушение прав доступа"));
  g_clear_pointer (&world.fake->forbidden, g_free);
  link_world_hear (&world.w, true); /* nothing is latched */
  world_close (&world);
}

static void
test_production (void)
{
  World world = { 0 };

  world_open (&world, "\"production\": \"erp\"");
  fake_1c_put (world.fake, "Document_ЗаказНаПроизводство2_2",
               "{\"Ref_Key\": \"" SUPPLY ("7") "\", \"Number\": \"ЗП-1\", \"Date\": \"2026-11-19T00:00:00\", \"Posted\": true, \"Склад_Key\": \""
               WAREHOUSE ("1") "\", \"Продукция\": [{\"LineNumber\": 1, \"КодСтроки\": 1, \"Номенклатура_Key\": \"" ITEM ("2")
               "\", \"Количество\": 5, \"ДатаВыпуска\": \"2026-12-10T00:00:00\"}]}");
  for (int i = 0; i < 4; i++) {
    g_autofree char *stage = g_strdup_printf ("{\"Ref_Key\": \"000000e1-0000-11ee-9000-00000000000%d\", \"Распоряжение_Key\": \"" SUPPLY ("7")
                                              "\", \"Статус\": \"%s\"}", i, i < 3 ? "Завершен" : "Начат");
    fake_1c_put (world.fake, "Document_ЭтапПроизводства2_2", stage);
  }
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "supply " SUPPLY ("7") "/1 item_id=" ITEM ("2") " kind=production number=ЗП-1 progress_percent=75 quantity=5 "
                            "ready_on=2026-12-10 state=open");
  world_close (&world);
}

/* ---- what is hostile ------------------------------------------------------------------------------------------------------- */

/* Words of 1C that are none: each is read without harm, and says why when it makes no sense. */
static const char *const hostile[] = {
  "{}", "[]", "null", "{\"order\": null}", "{\"order\": []}", "{\"order\": {\"Number\": 5, \"Товары\": 7}}",
  "{\"order\": {\"Number\": \"1\", \"Товары\": [7, null, [], {}]}}",
  "{\"order\": {\"Number\": \"1\", \"Товары\": [{\"КодСтроки\": \"1\", \"Номенклатура_Key\": {}, \"Количество\": []}]}}",
  "{\"order\": {\"Number\": \"1\", \"Товары\": [{\"КодСтроки\": \"x\", \"Номенклатура_Key\": \"y\", \"Количество\": 1e999}]}}",
  "{\"order\": {\"Number\": {\"a\": 1}, \"Товары\": [], \"ДатаОтгрузки\": [1], \"Posted\": 1}}",
  "{\"item\": {\"Code\": [], \"Description\": 5, \"СрокГодности\": \"99999999999999999999\"}}",
  "{\"item\": {\"Code\": \"7\", \"Description\": null}, \"kind\": 5, \"unit\": []}", "{\"barcode\": {\"Штрихкод\": true}}",
  "{\"barcode\": {\"Штрихкод\": \"1\", \"Номенклатура_Key\": \"z\"}, \"pack\": {\"Числитель\": \"1e40\", \"Знаменатель\": 0}}",
  "{\"supply\": {\"Number\": \"1\", \"Продукция\": [{}]}}", "{\"thing\": {\"Description\": {}}}",
};
static const char *const sources[] = { "Document_ЗаказКлиента", "Catalog_Номенклатура", "InformationRegister_ШтрихкодыНоменклатуры",
                                       "Document_ЗаказПоставщику", "Catalog_Партнеры", "Document_Неизвестный" };

static void
read_harmlessly (World *world, const char *source, const char *body)
{
  g_auto (FoLinkRows) rows = { 0 };
  const FoLinkObject object = { source, ORDER ("1"), "1", body };

  fo_link_rows_init (&rows);
  world->w.link->ops->read (world->w.link, &object, &rows);
  if (rows.why)
    g_assert_cmpuint (rows.rows->len, ==, 0);
}

/* Every object cut at every byte is no JSON any more; each is said, and nothing falls. */
static void
test_hostile_bodies (void)
{
  World world = { 0 };

  world_open (&world, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sources); j++)
      read_harmlessly (&world, sources[j], hostile[i]);
  link_world_hear (&world.w, true);
  {
    const char *whole = fake_host_body (&world.w.host, "Document_ЗаказКлиента", ORDER ("2"));
    for (gsize cut = 0; cut < strlen (whole); cut++) {
      g_autofree char *part = g_strndup (whole, cut);
      g_auto (FoLinkRows) rows = { 0 };
      const FoLinkObject object = { "Document_ЗаказКлиента", ORDER ("2"), "1", part };

      fo_link_rows_init (&rows);
      world.w.link->ops->read (world.w.link, &object, &rows);
      g_assert_nonnull (rows.why);
      g_assert_cmpuint (rows.rows->len, ==, 0);
    }
  }
  world_close (&world);
}

/* A message of the feed cut at every byte. */
static void
test_hostile_feed (void)
{
  g_autofree char *whole = NULL, *why = NULL;
  World world = { 0 };

  world_open (&world, NULL);
  whole = fake_1c_message (world.fake, 1);
  for (gsize cut = 0; cut < strlen (whole); cut += cut < 3000 ? 1 : 97) {
    g_autofree char *reason = NULL;
    g_autoptr (GArray) entries = fo_onec_feed_read (whole, cut, &reason);

    g_assert_null (entries);
    g_assert_nonnull (reason);
  }
  {
    static const char bomb[] = "<!DOCTYPE feed [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><feed><entry>&b;</entry></feed>";
    g_assert_null (fo_onec_feed_read (bomb, strlen (bomb), &why));
  }
  world_close (&world);
}

/* Answers that are none, anywhere: an error that says so, and when 1C is itself again everything is heard. */
static void
test_hostile_answers (void)
{
  static const FakeFault faults[] = { FAKE_RUBBISH, FAKE_HUGE, FAKE_DO_AND_CUT, FAKE_503, FAKE_REDIRECT };
  g_autofree char *expected = NULL, *rows = NULL;
  g_autoptr (GError) missing = NULL;
  World world = { 0 };

  g_file_get_contents (FO_TEST_WIRE "/1c/rows.txt", &expected, NULL, &missing);
  g_assert_no_error (missing);
  world_open (&world, "\"answer_max_mb\": 1");
  for (guint i = 0; i < 25; i++) {
    g_autoptr (GError) error = NULL;
    FakeFault fault = faults[i % G_N_ELEMENTS (faults)];

    fake_server_fault (world.fake->server, fault, fault == FAKE_HUGE ? 20 << 20 : 0, NULL, i, 4);
    if (!world.w.link->ops->hear (world.w.link, true, &error))
      g_assert_true (error->domain == FO_SALES_ERROR);
    fake_server_no_faults (world.fake->server);
    world.w.host.now_us += 40 * G_USEC_PER_SEC;
  }
  link_world_hear (&world.w, true);
  rows = fake_host_rows (&world.w.host, world.w.link);
  g_assert_cmpstr (rows, ==, expected);
  world_close (&world);
}

static void
test_latched (void)
{
  g_autoptr (GError) error = NULL;
  World world = { 0 };

  world_open (&world, NULL);
  fake_server_fault (world.fake->server, FAKE_401, 0, NULL, 3, 100);
  for (int i = 0; i < 10; i++) {
    g_clear_error (&error);
    g_assert_false (world.w.link->ops->hear (world.w.link, true, &error));
    g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_LATCHED);
  }
  g_assert_cmpuint (fake_server_count (world.fake->server, ""), ==, 4);
  world_close (&world);
}

static const char *const wrong_setups[] = {
  "{\"plain_http\": true, \"warehouse\": \"1' or true\"}", "{\"plain_http\": true, \"gate\": \"whatever\"}", "{}",
  "{\"plain_http\": true, \"plan\": \"ExchangePlan_X\"}", "{\"plain_http\": true, \"production\": 7}",
};

static void
test_setups (void)
{
  FakeHost host;

  fake_host_init (&host);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_setups); i++) {
    json_object *config = json_tokener_parse (wrong_setups[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (fo_link_1c.open (&host.host, "http://1c/ut", config, &error));
    g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI);
    json_object_put (config);
  }
  fake_host_clear (&host);
}

/* A day of the order says until when its goods are kept; an empty one, for good. */
static void
test_kept_until (void)
{
  World world = { 0 };

  world_open (&world, "\"hold_field\": \"РезервДо\"");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "order " ORDER ("2") " customer=ООО «Заря» deleted=0 due_on=2026-11-25 gate=closed number=УТ-00000215 "
                            "reference=W-000017 sales_state=ОжидаетсяПредоплатаДоОтгрузки ship_complete=0 valid_until=none");
  CHANGE (&world, "Document_ЗаказКлиента", ORDER ("2"), "{\"РезервДо\": \"2026-12-05T00:00:00\"}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order " ORDER ("2") " customer=ООО «Заря» deleted=0 due_on=2026-11-25 gate=closed number=УТ-00000215 "
                            "reference=W-000017 sales_state=ОжидаетсяПредоплатаДоОтгрузки ship_complete=0 valid_until=2026-12-05");
  world_close (&world);
}

/* A yes-or-no field of the order asks about its lines; one that was answered asks anew when it is set again. */
static void
test_asks (void)
{
  World world = { 0 };

  world_open (&world, "\"ask_field\": \"УточнитьНаличие\"");
  link_world_hear (&world.w, true);
  link_world_expect_no_row (&world.w, "availability");
  for (int i = 1; i <= 2; i++) {
    g_autofree char *row = g_strdup_printf ("availability " ORDER ("1") "/1/%d item_id=" ITEM ("1") " order_id=" ORDER ("1") " order_line_id=" ORDER ("1")
                                            "/1 quantity=4", i);
    CHANGE (&world, "Document_ЗаказКлиента", ORDER ("1"), "{\"УточнитьНаличие\": true}");
    link_world_hear (&world.w, false);
    link_world_expect_row (&world.w, row);
    CHANGE (&world, "Document_ЗаказКлиента", ORDER ("1"), "{\"УточнитьНаличие\": false}");
    link_world_hear (&world.w, false);
  }
  world_close (&world);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* what a failure prints is Russian */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/1c/what is there becomes rows", test_golden);
  g_test_add_func ("/1c/heard once is enough", test_quiet);
  g_test_add_func ("/1c/changes are found by asking again", test_polled);
  g_test_add_func ("/1c/also behind a new start", test_polled_anew);
  g_test_add_func ("/1c/changes come by the feed", test_fed);
  g_test_add_func ("/1c/the feed behind a new start", test_fed_anew);
  g_test_add_func ("/1c/catalogs are asked for every few minutes", test_catalogs);
  g_test_add_func ("/1c/a message is confirmed when it is kept", test_feed_order);
  g_test_add_func ("/1c/what is hidden is not gone", test_hidden);
  g_test_add_func ("/1c/one thing is asked for by its name", test_one);
  g_test_add_func ("/1c/what is not ours is left alone", test_foreign);
  g_test_add_func ("/1c/what is not published", test_unpublished);
  g_test_add_func ("/1c/production by profile", test_production);
  g_test_add_func ("/1c/bodies that make no sense", test_hostile_bodies);
  g_test_add_func ("/1c/messages that make no sense", test_hostile_feed);
  g_test_add_func ("/1c/answers that make no sense", test_hostile_answers);
  g_test_add_func ("/1c/locked out is locked out", test_latched);
  g_test_add_func ("/1c/set-ups that make no sense", test_setups);
  g_test_add_func ("/1c/hears/questions", test_asks);
  g_test_add_func ("/1c/hears/until when goods are kept", test_kept_until);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What МойСклад says becomes rows of the contract: the golden files of tests/data/wire/moysklad, and changes after them. What breaks off
 * is heard again, and nothing is lost on the way. */
#include "moysklad-world.h"
#include <locale.h>
#include <string.h>

#define CHANGE(world, type, id, json) fake_msk_change ((world)->fake, type, id, json)
#define FIRST_ORDER(gate)                                                                                                              \
  "order " ORDER ("1") " channel=Сайт customer=ООО «Заря» deal=Линия розлива, 2-я очередь deleted=0 due_on=2026-11-25 " gate               \
  "number=00214 sales_state=Новый ship_complete=1"
#define JOB MSK ("b5100000", "1")
#define WHOLE "\"ship_complete\": \"Отгружать целиком\""

static void
later (MskWorld *world, int seconds)
{
  world->w.host.now_us += (gint64) seconds * G_USEC_PER_SEC;
}

static void
test_golden (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, "\"page\": 2, " WHOLE);
  link_world_hear (&world.w, true);
  link_world_expect_rows (&world.w, FO_TEST_WIRE "/moysklad/rows.txt");
  msk_world_close (&world);
}

/* Heard once more, nothing is new; and neither after a new start. */
static void
test_quiet (void)
{
  MskWorld world = { 0 };
  guint kept;

  msk_world_open (&world, NULL);
  link_world_hear (&world.w, true);
  kept = world.w.host.kept->len;
  link_world_hear (&world.w, true);
  later (&world, 100);
  link_world_hear (&world.w, false);
  msk_world_restart (&world, NULL);
  link_world_hear (&world.w, false);
  g_assert_cmpuint (world.w.host.kept->len, ==, kept);
  msk_world_close (&world);
}

/* A round in which nothing has changed asks for the orders, and for nothing else. */
static void
test_cheap (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, NULL);
  link_world_hear (&world.w, true);
  fake_server_forget (world.fake->server);
  later (&world, 1);
  link_world_hear (&world.w, false);
  g_assert_cmpuint (fake_server_count (world.fake->server, ""), ==, 1);
  g_assert_cmpuint (fake_server_count (world.fake->server, "GET api/remap/1.2/entity/customerorder"), ==, 1);
  msk_world_close (&world);
}

static void
test_changes (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, WHOLE);
  link_world_hear (&world.w, true);
  CHANGE (&world, "customerorder", ORDER ("1"),
          "{\"state\": {" HREF ("state", STATE ("2")) "}, \"positions\": [{\"id\": \"" POSITION ("2") "\", \"quantity\": 7.5}]}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order " ORDER ("1") " channel=Сайт customer=ООО «Заря» deal=Линия розлива, 2-я очередь deleted=0 "
                                   "due_on=2026-11-25 number=00214 sales_state=Ожидает сборки ship_complete=1");
  link_world_expect_row (&world.w, "line " POSITION ("2") " item_id=" ITEM ("3") " order_id=" ORDER ("1") " quantity=7.5");
  CHANGE (&world, "product", ITEM ("3"), "{\"name\": \"Болт М8×45\"}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "item " ITEM ("3") " code=Б-8;40 deleted=0 kind=goods name=Болт М8×40 «оцинк.» unit=шт");
  later (&world, 61);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "item " ITEM ("3") " code=Б-8;40 deleted=0 kind=goods name=Болт М8×45 unit=шт");
  msk_world_close (&world);
}

/* Called off, taken back into the bin, deleted for ever, moved to another store, no more проведён: the warehouse hears of each. */
static void
test_gone (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, WHOLE);
  link_world_hear (&world.w, true);
  CHANGE (&world, "customerorder", ORDER ("1"), "{\"state\": {" HREF ("state", STATE ("4")) "}}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order " ORDER ("1") " channel=Сайт customer=ООО «Заря» deal=Линия розлива, 2-я очередь deleted=1 "
                                   "due_on=2026-11-25 number=00214 sales_state=Отменен ship_complete=1");
  fake_msk_trash (world.fake, "customerorder", ORDER ("2"));
  later (&world, 11);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "gone customerorder " ORDER ("2"));
  g_assert_null (fake_host_body (&world.w.host, "customerorder", ORDER ("2")));
  fake_msk_change_quietly (world.fake, "customerorder", ORDER ("2"), "{\"isDeleted\": false}"); /* and out of it again, as it was */
  link_world_hear (&world.w, true);
  g_assert_nonnull (fake_host_body (&world.w.host, "customerorder", ORDER ("2")));
  CHANGE (&world, "customerorder", ORDER ("2"), "{\"store\": {" HREF ("store", STORE ("2")) "}}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order " ORDER ("2") " customer=ООО «Заря» deleted=1 number=00215 reference=W-000017 "
                                   "sales_state=Ожидает сборки ship_complete=0");
  link_world_expect_no_row (&world.w, "order " ORDER ("3")); /* of another store */
  link_world_expect_no_row (&world.w, "order " ORDER ("4")); /* not проведён */
  msk_world_close (&world);
}

static void
test_paid (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, "\"gate\": \"paid\", \"prepay_percent\": 50, " WHOLE);
  fake_msk_change_quietly (world.fake, "customerorder", ORDER ("1"), "{\"payedSum\": 49999.5}");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, FIRST_ORDER ("gate=closed "));
  fake_msk_change_quietly (world.fake, "customerorder", ORDER ("1"), "{\"payedSum\": 5e4}"); /* `updated` stays */
  later (&world, 11);
  msk_world_restart (&world, "\"gate\": \"paid\", \"prepay_percent\": 50, " WHOLE);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, FIRST_ORDER ("gate=open "));
  msk_world_close (&world);
}

/* Paid, and the payment taken back, and paid, all of it behind the back of `updated`: each is news while it is shut. */
static void
test_paid_quietly (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, "\"gate\": \"paid\", " WHOLE);
  fake_msk_change_quietly (world.fake, "customerorder", ORDER ("1"), "{\"payedSum\": 1}");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, FIRST_ORDER ("gate=closed "));
  fake_msk_change_quietly (world.fake, "customerorder", ORDER ("1"), "{\"payedSum\": 100000}");
  later (&world, 11);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, FIRST_ORDER ("gate=open "));
  CHANGE (&world, "customerorder", ORDER ("1"), "{\"payedSum\": 1}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, FIRST_ORDER ("gate=closed "));
  msk_world_close (&world);
}

static void
test_state_opens (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, "\"gate\": \"state\", \"gate_open\": [\"Ожидает сборки\"], " WHOLE);
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, FIRST_ORDER ("gate=closed "));
  link_world_expect_row (&world.w, "order " ORDER ("2") " customer=ООО «Заря» deleted=0 gate=open number=00215 reference=W-000017 "
                                   "sales_state=Ожидает сборки ship_complete=0");
  msk_world_close (&world);
}

/* Stages go on without their task, and are asked for while it is open. */
static void
test_progress (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, NULL);
  link_world_hear (&world.w, true);
  fake_msk_change (world.fake, "productionstage", STAGE ("2"), "{\"completedQuantity\": 4.5}");
  later (&world, 11);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "supply " MSK ("b7000000", "1") " item_id=" ITEM ("2") " kind=production number=00007 "
                                   "progress_percent=90 quantity=10 ready_on=2026-12-10 state=open");
  CHANGE (&world, "productiontask", TASK, "{\"productionEnd\": \"2026-12-10 10:00:00.000\"}");
  later (&world, 11);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "supply " MSK ("b7000000", "1") " item_id=" ITEM ("2") " kind=production number=00007 "
                                   "progress_percent=90 quantity=10 ready_on=2026-12-10 state=closed");
  msk_world_close (&world);
}

/* More positions than come with an order: the rest is fetched, and none is thought deleted. */
static void
test_long_order (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, NULL);
  world.fake->nested = 1;
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "line " POSITION ("2") " item_id=" ITEM ("3") " order_id=" ORDER ("1") " quantity=3333.330");
  msk_world_close (&world);
}

/* I15: what is changed while the pages are read moves to their end; and what was not kept is asked for again. */
static void
test_nothing_is_jumped_over (void)
{
  MskWorld world = { 0 };

  for (guint skip = 0; skip < 14; skip++)
    for (guint f = 0; f < 3; f++) {
      static const FakeFault faults[] = { FAKE_DO_AND_CUT, FAKE_503, FAKE_CLOSE };

      msk_world_open (&world, "\"page\": 2, " WHOLE);
      fake_server_fault (world.fake->server, faults[f], 0, NULL, skip, 6);
      for (int i = 0; i < 3; i++)
        if (!world.w.link->ops->hear (world.w.link, true, NULL))
          later (&world, 40);
      link_world_expect_rows (&world.w, FO_TEST_WIRE "/moysklad/rows.txt");
      msk_world_close (&world);
    }
  msk_world_open (&world, "\"page\": 2, " WHOLE);
  world.w.host.deaf = true;
  g_assert_false (world.w.link->ops->hear (world.w.link, false, NULL));
  g_assert_cmpuint (g_hash_table_size (world.w.host.cursors), ==, 0);
  world.w.host.deaf = false;
  link_world_hear (&world.w, false);
  link_world_expect_rows (&world.w, FO_TEST_WIRE "/moysklad/rows.txt");
  msk_world_close (&world);
}

/* Somebody changes the first of a list while its pages are read: it moves to the end, and those behind it move up. */
static void
test_restless (void)
{
  MskWorld world = { 0 };

  for (guint n = 1; n < 14; n++) {
    msk_world_open (&world, "\"page\": 2, " WHOLE);
    world.fake->restless = n;
    link_world_hear (&world.w, false);
    link_world_expect_rows (&world.w, FO_TEST_WIRE "/moysklad/rows.txt");
    msk_world_close (&world);
  }
}

static void
test_one (void)
{
  g_autoptr (GError) error = NULL;
  MskWorld world = { 0 };

  msk_world_open (&world, WHOLE);
  g_assert_true (world.w.link->ops->hear_one (world.w.link, "item", RED, &error));
  link_world_expect_row (&world.w, "item " RED " code=КБ-3К deleted=0 kind=goods name=Кабель ВВГнг 3×2,5 unit=м variant=красный");
  g_assert_true (world.w.link->ops->hear_one (world.w.link, "order", ORDER ("1"), &error));
  link_world_expect_row (&world.w, FIRST_ORDER (""));
  g_assert_true (world.w.link->ops->hear_one (world.w.link, "item", ITEM ("9"), &error));
  g_assert_true (world.w.link->ops->hear_one (world.w.link, "item", "../../etc", &error));
  g_assert_no_error (error);
  msk_world_close (&world);
}

/* 415 without gzip; a right that is missing is named and latches nothing; a login that is refused is not tried again. */
static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  MskWorld world = { 0 };

  msk_world_open (&world, NULL);
  world.fake->forbidden = g_strdup ("|customerorder|");
  g_assert_false (world.w.link->ops->hear (world.w.link, true, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT);
  g_assert_nonnull (strstr (error->message, "entity/customerorder: МойСклад (403, 1016): Доступ запрещен"));
  g_clear_error (&error);
  world.fake->no_gzip = true;
  g_assert_false (world.w.link->ops->hear (world.w.link, true, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT);
  g_clear_error (&error);
  world.fake->no_gzip = false;
  world.fake->token = g_strdup ("другой");
  fake_server_forget (world.fake->server);
  for (int i = 0; i < 3; i++) {
    g_assert_false (world.w.link->ops->hear (world.w.link, true, &error));
    g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_LATCHED);
    g_clear_error (&error);
  }
  g_assert_cmpuint (fake_server_count (world.fake->server, ""), ==, 1);
  msk_world_close (&world);
}

/* I19: a request weighs 4 of 45 in three seconds, so eleven go; and where the other side says that none is left, we wait as it says. */
static void
test_rate (void)
{
  MskWorld world = { 0 };
  gint64 before_us;
  guint n;

  msk_world_open (&world, NULL);
  before_us = world.w.host.now_us;
  link_world_hear (&world.w, true);
  n = fake_server_count (world.fake->server, "");
  g_assert_cmpuint (n, >, 11);
  g_assert_cmpint (world.w.host.now_us - before_us, >=, (gint64) ((n - 1) / 11) * 3 * G_USEC_PER_SEC);
  before_us = world.w.host.now_us;
  world.fake->remaining = 0;
  later (&world, 10);
  link_world_hear (&world.w, false);
  link_world_hear (&world.w, false);
  g_assert_cmpint (world.w.host.now_us - before_us, >=, 12 * (gint64) G_USEC_PER_SEC);
  msk_world_close (&world);
}

static void
expect_refused (const char *config)
{
  json_object *object = json_tokener_parse (config);
  g_autoptr (GError) error = NULL;
  FakeHost host;

  fake_host_init (&host);
  g_assert_null (fo_link_moysklad.open (&host.host, "https://api.moysklad.ru/api/remap/1.2/", object, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI);
  json_object_put (object);
  fake_host_clear (&host);
}

static void
test_set_ups (void)
{
  expect_refused ("{\"store\": \"Основной\"}");
  expect_refused ("{\"partners\": {\"Дальний\": \"2\"}}");
  expect_refused ("{\"item_code\": \"name\"}");
  expect_refused ("{\"gate\": \"state\"}");
  expect_refused ("{\"gate\": \"maybe\"}");
  expect_refused ("{\"lots\": \"attribute\"}");
}

/* What makes no sense is set aside with the reason. */
static void
test_nonsense (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, "\"item_code\": \"article\"");
  fake_msk_put (world.fake, "customerorder", "{\"id\": \"" ORDER ("7") "\", \"name\": \"00300\", \"moment\": \"2026-11-20 10:00:00.000\", "
                "\"applicable\": true, \"positions\": {\"rows\": [{\"id\": \"" POSITION ("9") "\", \"quantity\": \"много\"}]}}");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "why " ORDER ("7") " МойСклад: 00300: a position without its goods or its quantity");
  link_world_expect_row (&world.w, "why " ITEM ("1") " МойСклад: Клей эпоксидный ЭД-20: it has no code, and item_code of the set-up says "
                                   "that it should");
  link_world_expect_no_row (&world.w, "order " ORDER ("7"));
  msk_world_close (&world);
}

/* The older orders of production: their card says what they make, and how much of it in one go. */
static void
test_production_orders (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, "\"production\": \"both\"");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "supply " JOB "/77ea16557a07 item_id=" ITEM ("1") " kind=production number=ЗП-0004 quantity=10 ready_on=2026-12-03 state=open");
  fake_msk_change (world.fake, "processingorder", JOB, "{\"quantity\": 6}");
  link_world_hear (&world.w, false);
  later (&world, 11);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "supply " JOB "/77ea16557a07 item_id=" ITEM ("1") " kind=production number=ЗП-0004 quantity=15 ready_on=2026-12-03 state=open");
  fake_msk_trash (world.fake, "processingorder", JOB);
  later (&world, 11);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "gone processingorder " JOB);
  msk_world_close (&world);
  msk_world_open (&world, NULL); /* tasks alone */
  link_world_hear (&world.w, true);
  link_world_expect_no_row (&world.w, "supply " JOB);
  msk_world_close (&world);
}

/* A checkbox of the order asks about its goods; one that was answered asks anew when it is set again. */
static void
test_asks (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, "\"ask_field\": \"Проверить наличие\"");
  link_world_hear (&world.w, true);
  link_world_expect_no_row (&world.w, "availability");
  for (int i = 1; i <= 2; i++) {
    g_autofree char *row = g_strdup_printf ("availability " POSITION ("1") "/%d item_id=" ITEM ("1") " order_id=" ORDER ("1") " order_line_id=" POSITION ("1")
                                            " quantity=4", i);
    fake_msk_change (world.fake, "customerorder", ORDER ("1"), "{\"attributes\": [{\"name\": \"Проверить наличие\", \"value\": true}]}");
    link_world_hear (&world.w, false);
    link_world_expect_row (&world.w, row);
    link_world_expect_no_row (&world.w, "availability " POSITION ("3")); /* a service */
    fake_msk_change (world.fake, "customerorder", ORDER ("1"), "{\"attributes\": [{\"name\": \"Проверить наличие\", \"value\": false}]}");
    link_world_hear (&world.w, false);
    msk_world_restart (&world, "\"ask_field\": \"Проверить наличие\"");
  }
  msk_world_close (&world);
}

/* A day among the order's own fields says until when its goods are kept; an empty one, for good. Without such a field nothing is said. */
static void
test_kept_until (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, "\"hold_field\": \"Держать до\"");
  fake_msk_change (world.fake, "customerorder", ORDER ("2"), "{\"attributes\": [{\"name\": \"Держать до\", \"value\": \"2026-12-05 00:00:00.000\"}]}");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "order " ORDER ("2") " customer=ООО «Заря» deleted=0 number=00215 reference=W-000017 sales_state=Ожидает сборки "
                                   "ship_complete=0 valid_until=2026-12-05");
  fake_msk_change (world.fake, "customerorder", ORDER ("2"), "{\"attributes\": [{\"name\": \"Держать до\", \"value\": null}]}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order " ORDER ("2") " customer=ООО «Заря» deleted=0 number=00215 reference=W-000017 sales_state=Ожидает сборки "
                                   "ship_complete=0 valid_until=none");
  msk_world_close (&world);
}

/* Lots are the warehouse's to say, unless the firm has checkboxes for them. */
static void
test_tracking (void)
{
  MskWorld world = { 0 };

  msk_world_open (&world, "\"lots_field\": \"Партии\", \"expiry_field\": \"Срок годности\"");
  fake_msk_change (world.fake, "product", ITEM ("3"), "{\"attributes\": [{\"name\": \"Партии\", \"value\": true}]}");
  fake_msk_change (world.fake, "product", ITEM ("4"), "{\"attributes\": [{\"name\": \"Партии\", \"value\": true}, {\"name\": \"Срок годности\", "
                   "\"value\": true}]}");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "item " ITEM ("3") " code=Б-8;40 deleted=0 kind=goods name=Болт М8×40 «оцинк.» tracking=lot unit=шт");
  link_world_expect_row (&world.w, "item " ITEM ("4") " code=КБ-3 deleted=0 kind=goods name=Кабель ВВГнг 3×2,5 tracking=expiry unit=м");
  link_world_expect_row (&world.w, "item " RED " code=КБ-3К deleted=0 kind=goods name=Кабель ВВГнг 3×2,5 tracking=expiry unit=м variant=красный");
  msk_world_close (&world);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* what a failure prints is Russian */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moysklad/hears/the golden files", test_golden);
  g_test_add_func ("/moysklad/hears/nothing twice", test_quiet);
  g_test_add_func ("/moysklad/hears/cheaply", test_cheap);
  g_test_add_func ("/moysklad/hears/changes", test_changes);
  g_test_add_func ("/moysklad/hears/what is gone", test_gone);
  g_test_add_func ("/moysklad/hears/payments", test_paid);
  g_test_add_func ("/moysklad/hears/payments that change nothing else", test_paid_quietly);
  g_test_add_func ("/moysklad/hears/a state that opens the gate", test_state_opens);
  g_test_add_func ("/moysklad/hears/how far production is", test_progress);
  g_test_add_func ("/moysklad/hears/long orders", test_long_order);
  g_test_add_func ("/moysklad/hears/whatever breaks off", test_nothing_is_jumped_over);
  g_test_add_func ("/moysklad/hears/what moves while it is read", test_restless);
  g_test_add_func ("/moysklad/hears/one", test_one);
  g_test_add_func ("/moysklad/hears/refusals", test_refused);
  g_test_add_func ("/moysklad/hears/no more than it may", test_rate);
  g_test_add_func ("/moysklad/hears/set-ups that make no sense", test_set_ups);
  g_test_add_func ("/moysklad/hears/lots where the firm says so", test_tracking);
  g_test_add_func ("/moysklad/hears/the older orders of production", test_production_orders);
  g_test_add_func ("/moysklad/hears/questions", test_asks);
  g_test_add_func ("/moysklad/hears/until when goods are kept", test_kept_until);
  g_test_add_func ("/moysklad/hears/nonsense", test_nonsense);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Deals of Bitrix24 become orders, and what the warehouse tells of them moves their stages and stands in their timelines, once. */
#include "bitrix24-world.h"
#include <locale.h>
#include <string.h>

#define ORDER(more)                                                                                                                    \
  "order 37 channel=Продажи customer=ООО «Заря» deal=Линия розлива, 2-я очередь deleted=0 due_on=2026-11-27 " more
#define WHOLE "\"ship_complete\": \"UF_CRM_WHOLE\""
#define SHIPMENT_BODY                                                                                                                  \
  "{\"shipment\": \"Б24-37-1\", \"order\": \"37\", \"number\": \"Б24-37\", \"deal\": \"Линия\", \"shipped_on\": \"2026-11-22\", "            \
  "\"lines\": [{\"line\": \"37/101\", \"item\": \"К-1\", \"lot\": \"П-77\", \"expires_on\": \"2027-05-31\", \"quantity\": \"3\"}]}"
#define STATE_BODY(deal, stage) "{\"order\": \"" deal "\", \"number\": \"Б24-" deal "\", \"state\": \"open\", \"stage\": \"" stage "\"}"

static void
later (B24World *world, int seconds)
{
  world->w.host.now_us += (gint64) seconds * G_USEC_PER_SEC;
}

/* ---- hearing ---------------------------------------------------------------------------------------------------------------- */

static void
hear_products (B24World *world)
{
  static const char *const ids[] = { "1243", "1244", "1250", "1251", "1260" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_true (world->w.link->ops->hear_one (world->w.link, "item", ids[i], NULL));
}

static void
test_golden (void)
{
  B24World world = { 0 };

  b24_world_open (&world, WHOLE);
  link_world_hear (&world.w, true);
  hear_products (&world);
  link_world_expect_rows (&world.w, FO_TEST_WIRE "/bitrix24/rows.txt");
  b24_world_close (&world);
}

static void
test_quiet (void)
{
  B24World world = { 0 };
  guint kept;

  b24_world_open (&world, NULL);
  link_world_hear (&world.w, true);
  kept = world.w.host.kept->len;
  later (&world, 1000);
  link_world_hear (&world.w, false);
  link_world_hear (&world.w, true);
  b24_world_restart (&world, NULL);
  link_world_hear (&world.w, false);
  g_assert_cmpuint (world.w.host.kept->len, ==, kept);
  b24_world_close (&world);
}

static void
test_changes (void)
{
  B24World world = { 0 };

  b24_world_open (&world, WHOLE);
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, ORDER ("gate=closed number=Б24-37 reference=W-000017 sales_state=Подготовка документов ship_complete=1"));
  link_world_expect_no_row (&world.w, "order 39"); /* not an order yet */
  link_world_expect_no_row (&world.w, "order 41"); /* of another pipeline */
  fake_b24_change (world.fake, "deal", "37", "{\"STAGE_ID\": \"EXECUTING\"}");
  fake_b24_change (world.fake, "deal", "39", "{\"STAGE_ID\": \"PREPARATION\"}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, ORDER ("gate=open number=Б24-37 reference=W-000017 sales_state=В работе ship_complete=1"));
  link_world_expect_row (&world.w, "line 39/105 item_id=1243 order_id=39 quantity=1");
  fake_b24_change (world.fake, "deal", "37", "{\"STAGE_ID\": \"LOSE\", \"STAGE_SEMANTIC_ID\": \"F\", \"CLOSED\": \"Y\"}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order 37 channel=Продажи customer=ООО «Заря» deal=Линия розлива, 2-я очередь deleted=1 due_on=2026-11-27 "
                                   "gate=closed number=Б24-37 reference=W-000017 sales_state=Сделка провалена ship_complete=1");
  b24_world_close (&world);
}

/* Rows that change without their deal, and a deal that is deleted: seen while it is open. */
static void
test_open_deals (void)
{
  B24World world = { 0 };

  b24_world_open (&world, NULL);
  fake_b24_change_quietly (world.fake, "deal", "37", "{\"DATE_MODIFY\": \"2026-11-20T09:00:00+03:00\"}");
  link_world_hear (&world.w, true);
  fake_b24_change_quietly (world.fake, "row", "101", "{\"quantity\": 6}");
  fake_b24_drop (world.fake, "deal", "38");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "line 37/101 item_id=1243 order_id=37 quantity=4");
  later (&world, 61);
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "line 37/101 item_id=1243 order_id=37 quantity=6");
  link_world_expect_row (&world.w, "gone deal 38");
  b24_world_close (&world);
}

/* More deals than a page, more rows than a page: packets of fifty, and nothing is missed. */
static void
test_many (void)
{
  B24World world = { 0 };

  b24_world_open (&world, NULL);
  for (int i = 0; i < 120; i++) {
    g_autofree char *deal = g_strdup_printf ("{\"ID\": \"%d\", \"TITLE\": \"Сделка\", \"CATEGORY_ID\": \"1\", \"STAGE_ID\": \"C1:NEW\", "
                                             "\"STAGE_SEMANTIC_ID\": \"P\", \"CLOSED\": \"N\"}", 1000 + i);
    fake_b24_put (world.fake, "deal", deal);
  }
  for (int i = 0; i < 120; i++) {
    g_autofree char *row = g_strdup_printf ("{\"id\": %d, \"ownerId\": 1000, \"ownerType\": \"D\", \"productId\": 1243, \"quantity\": %d}",
                                            2000 + i, i + 1);
    fake_b24_put (world.fake, "row", row);
  }
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "line 1000/2119 item_id=1243 order_id=1000 quantity=120");
  link_world_expect_row (&world.w, "order 1119 deal=Сделка deleted=0 number=Б24-1119 sales_state=Заявка ship_complete=0");
  b24_world_close (&world);
}

/* Whatever breaks off is heard again; a cursor never passes what was not kept. */
static void
test_broken_off (void)
{
  static const FakeFault faults[] = { FAKE_DO_AND_CUT, FAKE_503, FAKE_CLOSE, FAKE_RUBBISH };

  for (guint skip = 0; skip < 6; skip++)
    for (gsize f = 0; f < G_N_ELEMENTS (faults); f++) {
      B24World world = { 0 };

      b24_world_open (&world, WHOLE);
      fake_server_fault (world.fake->server, faults[f], 0, NULL, skip, 5);
      for (int i = 0; i < 8; i++)
        if (!world.w.link->ops->hear (world.w.link, false, NULL))
          later (&world, 40);
      fake_server_no_faults (world.fake->server);
      later (&world, 40);
      hear_products (&world);
      link_world_expect_rows (&world.w, FO_TEST_WIRE "/bitrix24/rows.txt");
      b24_world_close (&world);
    }
}

/* Too many requests: it waits and asks again. A method that is closed for minutes is left alone, and the link is not latched. */
static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  B24World world = { 0 };
  gint64 waited;

  b24_world_open (&world, NULL);
  world.fake->too_many = 2;
  waited = world.w.host.waited_ms;
  link_world_hear (&world.w, true);
  g_assert_cmpint (world.w.host.waited_ms - waited, >=, 2000);
  world.fake->closed_method = g_strdup ("crm.deal.list");
  g_assert_false (world.w.link->ops->hear (world.w.link, true, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE);
  g_clear_pointer (&world.fake->closed_method, g_free);
  later (&world, 700);
  link_world_hear (&world.w, true);
  b24_world_close (&world);
}

/* I18, I19: a token that has expired: one request, and nothing more; two requests a second. */
static void
test_expired (void)
{
  g_autoptr (GError) error = NULL;
  B24World world = { 0 };
  gint64 before_us;
  guint n;

  b24_world_open (&world, NULL);
  before_us = world.w.host.now_us;
  link_world_hear (&world.w, true);
  n = fake_server_count (world.fake->server, "");
  g_assert_cmpuint (n, >, 3);
  g_assert_cmpint (world.w.host.now_us - before_us, >=, (gint64) ((n - 1) / 2) * G_USEC_PER_SEC);
  world.fake->expired = true;
  fake_server_forget (world.fake->server);
  for (int i = 0; i < 3; i++) {
    g_assert_false (world.w.link->ops->hear (world.w.link, true, &error));
    g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_LATCHED);
    g_assert_null (strstr (error->message, world.w.host.secret));
    g_clear_error (&error);
  }
  g_assert_cmpuint (fake_server_count (world.fake->server, ""), ==, 1);
  b24_world_close (&world);
}

static void
test_nonsense (void)
{
  B24World world = { 0 };

  b24_world_open (&world, NULL);
  fake_b24_put (world.fake, "row", "{\"id\": 190, \"ownerId\": 37, \"ownerType\": \"D\", \"productId\": 0, \"productName\": \"Доставка\", \"quantity\": 1}");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "why 37 Bitrix24: deal 37: «Доставка» is no product of the catalog, or has no quantity");
  b24_world_close (&world);
  b24_world_open (&world, "\"free_rows\": \"ignore\", \"item_code\": \"property258\", \"catalogs\": [23]");
  fake_b24_put (world.fake, "row", "{\"id\": 190, \"ownerId\": 37, \"ownerType\": \"D\", \"productId\": 0, \"productName\": \"Доставка\", \"quantity\": 1}");
  link_world_hear (&world.w, true);
  link_world_expect_no_row (&world.w, "why");
  link_world_expect_no_row (&world.w, "line 37/190");
  link_world_expect_row (&world.w, "item 1243 code=АРТ-1243 deleted=0 kind=goods name=Клей эпоксидный ЭД-20 unit=шт");
  b24_world_close (&world);
}

/* Fields of the firm's own: the day it leaves, and until when its goods are kept. */
static void
test_own_fields (void)
{
  B24World world = { 0 };

  b24_world_open (&world, "\"due_field\": \"UF_CRM_SHIP\", \"hold_field\": \"UF_CRM_HOLD\"");
  fake_b24_change (world.fake, "deal", "38", "{\"UF_CRM_SHIP\": \"2026-12-01T03:00:00+03:00\", \"UF_CRM_HOLD\": \"2026-12-05T03:00:00+03:00\"}");
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "order 38 customer=Иван Петров deal=Кабель для цеха deleted=0 due_on=2026-12-01 number=Б24-38 "
                                   "sales_state=Заявка ship_complete=0 valid_until=2026-12-05");
  fake_b24_change (world.fake, "deal", "38", "{\"UF_CRM_HOLD\": \"\"}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "order 38 customer=Иван Петров deal=Кабель для цеха deleted=0 due_on=2026-12-01 number=Б24-38 "
                                   "sales_state=Заявка ship_complete=0 valid_until=none");
  b24_world_close (&world);
}

/* Pipelines by their numbers, as the set-up page asks for them. */
static void
test_categories (void)
{
  B24World world = { 0 };

  b24_world_open (&world, NULL);
  world.w.link->ops->close (world.w.link);
  {
    g_autofree char *address = fake_b24_address (world.fake);
    link_world_open (&world.w, &fo_link_bitrix24, address, "\"plain_http\": true, \"secret\": \"b24\", \"categories\": \"1, 3\"", NULL);
  }
  link_world_hear (&world.w, true);
  link_world_expect_row (&world.w, "order 38 customer=Иван Петров deal=Кабель для цеха deleted=0 due_on=2026-11-27 number=Б24-38 "
                                   "sales_state=Заявка ship_complete=0");
  link_world_expect_no_row (&world.w, "order 37"); /* of the first one, which is not among them */
  b24_world_close (&world);
}

/* A field of the deal asks about its rows. */
static void
test_asks (void)
{
  B24World world = { 0 };

  b24_world_open (&world, "\"ask_field\": \"UF_CRM_ASK\"");
  link_world_hear (&world.w, true);
  link_world_expect_no_row (&world.w, "availability");
  fake_b24_change (world.fake, "deal", "37", "{\"UF_CRM_ASK\": \"1\"}");
  link_world_hear (&world.w, false);
  link_world_expect_row (&world.w, "availability 37/101/1 item_id=1243 order_id=37 order_line_id=37/101 quantity=4");
  fake_b24_change (world.fake, "deal", "37", "{\"UF_CRM_ASK\": \"0\"}");
  link_world_hear (&world.w, false);
  b24_world_close (&world);
}

/* ---- telling ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *name, *op, *body;
  FoFateKind fate;
  const char *stage;   /* of deal 37 then; NULL as it was */
  const char *comment; /* what the only comment says; NULL none */
} Case;

static const Case cases[] = {
  { "a stage moves the deal", "order.state", STATE_BODY ("37", "awaiting_picking"), FO_FATE_VERIFIED, "EXECUTING", NULL },
  { "a stage that the pipeline has no word for", "order.state", STATE_BODY ("37", "picked"), FO_FATE_NOT_CARRIED, NULL, NULL },
  { "a pipeline without words", "order.state", STATE_BODY ("38", "shipped"), FO_FATE_NOT_CARRIED, NULL, NULL },
  { "a shipment is a comment", "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED, NULL,
    "Отгружено складом: Б24-37-1 от 2026-11-22\n• К-1 · П-77 · 2027-05-31 · 3\nFirstout 0198d2a0-0000-7000-8000-000000000001" },
  { "one that did not leave", "shipment.cancel", "{\"shipment\": \"Б24-37-1\", \"order\": \"37\", \"number\": \"Б24-37\"}", FO_FATE_VERIFIED, NULL,
    "Отгрузка не состоялась: Б24-37-1\nFirstout 0198d2a0-0000-7000-8000-000000000001" },
  { "a return", "return.create", "{\"return\": \"7\", \"shipment\": \"Б24-37-1\", \"order\": \"37\", \"number\": \"Б24-37\", \"lines\": [{\"item\": "
    "\"К-1\", \"quantity\": \"1\"}]}", FO_FATE_VERIFIED, NULL,
    "Возврат принят складом (отгрузка Б24-37-1)\n• К-1 · 1\nFirstout 0198d2a0-0000-7000-8000-000000000001" },
  { "a claim", "claim.set", "{\"claim\": \"C-1\", \"state\": \"open\", \"said\": \"Не хватает\", \"order\": \"37\", \"number\": \"Б24-37\"}",
    FO_FATE_VERIFIED, NULL, "Претензия C-1: open. Не хватает\nFirstout 0198d2a0-0000-7000-8000-000000000001" },
  { "an answer", "availability.answer", "{\"question\": \"1\", \"order\": \"37\", \"number\": \"Б24-37\", \"item\": \"К-1\", \"asked\": \"4\", "
    "\"found\": \"3\"}", FO_FATE_VERIFIED, NULL,
    "Проверка наличия: спрошено 4, на складе 3\n• К-1\nFirstout 0198d2a0-0000-7000-8000-000000000001" },
  { "an order of another link with the same id", "shipment.create", "{\"shipment\": \"214-1\", \"order\": \"37\", \"number\": \"214\", \"lines\": []}",
    FO_FATE_NOT_CARRIED, NULL, NULL },
  { "a deal that is no order", "order.state", STATE_BODY ("39", "shipped"), FO_FATE_NOT_CARRIED, NULL, NULL },
  { "an order of 1C", "shipment.create", "{\"shipment\": \"1-1\", \"order\": \"000000b1-0000-11ee-9000-000000000001\", \"number\": \"УТ-1\"}",
    FO_FATE_NOT_CARRIED, NULL, NULL },
  { "what is no deal's business", "write.off", "{\"item\": \"К-1\", \"quantity\": \"4\"}", FO_FATE_NOT_CARRIED, NULL, NULL },
  { "a receipt", "receipt.create", "{\"supply\": \"\", \"item\": \"К-1\", \"quantity\": \"4\"}", FO_FATE_NOT_CARRIED, NULL, NULL },
  { "a message that is none", "shipment.create", "{\"shipment\": ", FO_FATE_REFUSED, NULL, NULL },
  { "an operation of tomorrow", "drone.start", "{}", FO_FATE_NOT_CARRIED, NULL, NULL },
};

static const char *
text_of (json_object *object, const char *name)
{
  return json_object_get_string (json_object_object_get (object, name));
}

static void
open_heard (B24World *world, const char *setup)
{
  b24_world_open (world, setup);
  link_world_hear (&world->w, true);
}

static void
play_case (gconstpointer data)
{
  const Case *c = data;
  g_auto (FoFate) fate = { 0 };
  B24World world = { 0 };

  open_heard (&world, NULL);
  link_world_send (&world.w, c->op, "1", c->body, &fate);
  if (fate.kind != c->fate)
    g_error ("%s: fate %d, %s", c->name, fate.kind, fate.why ? fate.why : "");
  g_assert_cmpstr (text_of (fake_b24_get (world.fake, "deal", "37"), "STAGE_ID"), ==, c->stage ? c->stage : "PREPARATION");
  g_assert_cmpuint (fake_b24_count (world.fake, "comment"), ==, c->comment ? 1 : 0);
  if (c->comment)
    g_assert_cmpstr (text_of (fake_b24_get (world.fake, "comment", "1"), "COMMENT"), ==, c->comment);
  b24_world_close (&world);
}

/* I5: every request cut in every way: one comment, one stage. */
static void
test_once (void)
{
  static const FakeFault faults[] = { FAKE_DO_AND_503, FAKE_DO_AND_CLOSE, FAKE_RUBBISH, FAKE_503, FAKE_DO_AND_CUT, FAKE_CLOSE, FAKE_429 };
  static const struct {
    const char *op, *body, *stage;
    guint comments;
  } walks[] = { { "shipment.create", SHIPMENT_BODY, "PREPARATION", 1 },
                { "order.state", STATE_BODY ("37", "shipped"), "FINAL_INVOICE", 0 } };

  for (gsize w = 0; w < G_N_ELEMENTS (walks); w++)
    for (gsize f = 0; f < G_N_ELEMENTS (faults); f++)
      for (guint skip = 0; skip < 3; skip++) {
        g_auto (FoFate) fate = { 0 };
        B24World world = { 0 };

        open_heard (&world, NULL);
        fake_server_fault (world.fake->server, faults[f], 0, NULL, skip, 1);
        link_world_settle (&world.w, walks[w].op, "1", walks[w].body, &fate);
        if (fate.kind != FO_FATE_VERIFIED || fake_b24_count (world.fake, "comment") != walks[w].comments)
          g_error ("%s with fault %u at request %u: fate %d (%s), %u comments\n%s", walks[w].op, faults[f], skip, fate.kind,
                   fate.why ? fate.why : "", fake_b24_count (world.fake, "comment"), world.w.host.steps->str);
        g_assert_cmpstr (text_of (fake_b24_get (world.fake, "deal", "37"), "STAGE_ID"), ==, walks[w].stage);
        b24_world_close (&world);
      }
}

static void
test_habits (void)
{
  g_auto (FoFate) fate = { 0 };
  B24World world = { 0 };

  open_heard (&world, NULL);
  world.fake->ignores_stage = true;
  g_assert_cmpint (link_world_send (&world.w, "order.state", "1", STATE_BODY ("37", "shipped"), &fate), ==, FO_FATE_DIFFERS);
  g_assert_nonnull (strstr (fate.theirs, "PREPARATION"));
  fake_b24_change (world.fake, "deal", "37", "{\"STAGE_ID\": \"LOSE\", \"STAGE_SEMANTIC_ID\": \"F\"}");
  g_assert_cmpint (link_world_send (&world.w, "order.state", "2", STATE_BODY ("37", "shipped"), &fate), ==, FO_FATE_NOT_CARRIED);
  world.fake->forbidden = g_strdup ("|crm.timeline.comment.add|");
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "3", SHIPMENT_BODY, &fate), ==, FO_FATE_REFUSED);
  g_assert_nonnull (strstr (fate.why, "Bitrix24 (403, insufficient_scope)"));
  b24_world_close (&world);
  open_heard (&world, "\"comments\": false");
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_NOT_CARRIED);
  b24_world_close (&world);
}

/* A comment that lost its end has no id to be known by: nobody knows, and a person sees that; it is not written for ever. */
static void
test_cut_comment (void)
{
  g_auto (FoFate) fate = { 0 };
  B24World world = { 0 };

  open_heard (&world, NULL);
  world.fake->cut_comments = 1000;
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  fake_b24_change_quietly (world.fake, "comment", "1", "{\"COMMENT\": \"исправлено: Firstout 0198d2a0-0000-7000-8000-000000000001\"}");
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_DIFFERS);
  g_assert_cmpuint (fake_b24_count (world.fake, "comment"), ==, 1);
  b24_world_close (&world);
}

/* ---- the connection test -------------------------------------------------------------------------------------------------------- */

static void
expect_said (const char *text, const char *word)
{
  if (!strstr (text, word))
    g_error ("nothing of %s in\n%s", word, text);
}

static void
test_probe (void)
{
  g_autofree char *text = NULL, *missing = NULL, *refused = NULL, *gone = NULL;
  B24World world = { 0 };

  b24_world_open (&world, NULL);
  text = link_world_probe (&world.w, true);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (fake_host_ref (&world.w.host, "cap", "missing"), ==, "0");
  world.fake->no_scope = g_strdup ("catalog");
  world.fake->forbidden = g_strdup ("|catalog.measure.list|");
  fake_b24_drop (world.fake, "status", "105");
  fake_b24_drop (world.fake, "category", "1");
  missing = link_world_probe (&world.w, true);
  expect_said (missing, "Вебхук: нет права «catalog»");
  expect_said (missing, "Товары каталога (catalog): нет права «чтение»");
  expect_said (missing, "нет статуса «FINAL_INVOICE»");
  expect_said (missing, "Воронки 1 там нет. Есть: 0 Общая, 3 Сервис");
  g_assert_cmpuint (fake_b24_count (world.fake, "comment"), ==, 0);
  world.fake->expired = true;
  refused = link_world_probe (&world.w, false);
  expect_said (refused, "вход не принят");
  b24_world_restart (&world, NULL);
  fake_server_fault (world.fake->server, FAKE_CLOSE, 0, NULL, 0, 9);
  gone = link_world_probe (&world.w, false);
  expect_said (gone, "нет ответа");
  b24_world_close (&world);
}

static void
add_line (json_object *there, gpointer data)
{
  g_string_append_printf (data, "%s\n", json_object_to_json_string_ext (there, JSON_C_TO_STRING_PLAIN));
}

static void
test_compare (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  B24World world = { 0 };

  b24_world_open (&world, NULL);
  g_assert_true (world.w.link->ops->compare (world.w.link, 0, add_line, text, &error));
  g_assert_no_error (error);
  expect_said (text->str, "{\"order\":\"37\",\"number\":\"Б24-37\",\"open\":\"1\"}");
  expect_said (text->str, "{\"order\":\"42\",\"number\":\"Б24-42\",\"open\":\"0\"}");
  g_assert_null (strstr (text->str, "\"41\""));
  b24_world_close (&world);
}

static void
test_set_ups (void)
{
  static const char *const wrong[] = { "{\"pipelines\": {\"продажи\": {}}}", "{\"pipelines\": {\"0\": []}}", "{\"catalogs\": [\"x\"]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    json_object *config = json_tokener_parse (wrong[i]);
    g_autoptr (GError) error = NULL;
    FakeHost host;

    fake_host_init (&host);
    g_assert_null (fo_link_bitrix24.open (&host.host, "https://firm.bitrix24.ru/rest/1/", config, &error));
    g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI);
    json_object_put (config);
    fake_host_clear (&host);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* what a failure prints is Russian */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bitrix24/hears/the golden files", test_golden);
  g_test_add_func ("/bitrix24/hears/nothing twice", test_quiet);
  g_test_add_func ("/bitrix24/hears/changes", test_changes);
  g_test_add_func ("/bitrix24/hears/what changes quietly", test_open_deals);
  g_test_add_func ("/bitrix24/hears/many", test_many);
  g_test_add_func ("/bitrix24/hears/whatever breaks off", test_broken_off);
  g_test_add_func ("/bitrix24/hears/no more than it may", test_limits);
  g_test_add_func ("/bitrix24/hears/nothing when it is locked out", test_expired);
  g_test_add_func ("/bitrix24/hears/nonsense", test_nonsense);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/bitrix24/tells/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], play_case);
  }
  g_test_add_func ("/bitrix24/once, whatever is lost", test_once);
  g_test_add_func ("/bitrix24/what it does otherwise than told is seen", test_habits);
  g_test_add_func ("/bitrix24/a comment that somebody has changed", test_cut_comment);
  g_test_add_func ("/bitrix24/test", test_probe);
  g_test_add_func ("/bitrix24/what stands there", test_compare);
  g_test_add_func ("/bitrix24/set-ups that make no sense", test_set_ups);
  g_test_add_func ("/bitrix24/hears/questions", test_asks);
  g_test_add_func ("/bitrix24/hears/pipelines by their numbers", test_categories);
  g_test_add_func ("/bitrix24/hears/fields of the firm's own", test_own_fields);
  return g_test_run ();
}

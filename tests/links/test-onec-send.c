/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the warehouse tells becomes documents of 1C: each operation, and each of them with every fault at every request on its way. There
 * is one document, and it says what was told; nothing is taken for done that was not read back. */
#include "onec-world.h"

#include <locale.h>
#include <string.h>

#define ISSUE "Document_РасходныйОрдерНаТовары"
#define RECEIPT "Document_ПриходныйОрдерНаТовары"
#define SALE "Document_РеализацияТоваровУслуг"
#define SERIES_SET "Catalog_СерииНоменклатуры"
#define SHIPMENT_BODY                                                                                                                          \
  "{\"shipment\": \"214-1\", \"order\": \"" ORDER ("1") "\", \"number\": \"УТ-00000214\", \"deal\": \"\", \"shipped_on\": \"2026-11-22\", "        \
  "\"lines\": [{\"line\": \"" ORDER ("1") "/1\", \"item\": \"НФ-00000001\", \"lot\": \"П-77\", \"expires_on\": \"2027-05-31\", \"quantity\": \"3\"}, " \
  "{\"line\": \"" ORDER ("1") "/1\", \"item\": \"НФ-00000001\", \"lot\": \"П-78\", \"expires_on\": \"2027-06-30\", \"quantity\": \"1\"}, "           \
  "{\"line\": \"" ORDER ("1") "/3\", \"item\": \"НФ-00000003\", \"lot\": \"\", \"expires_on\": null, \"quantity\": \"3333.333333\"}]}"
#define RECEIPT_BODY                                                                                                                  \
  "{\"supply\": \"УТ-00000031\", \"item\": \"НФ-00000001\", \"lot\": \"N-1\", \"expires_on\": \"2028-01-31\", \"quantity\": \"40\", "    \
  "\"received\": \"40\", \"quarantine\": false}"
#define GOODS_BODY(more)                                                                                                            \
  "{\"item\": \"НФ-00000004\", \"lot\": \"B-9\", \"expires_on\": null, \"place\": \"A-01\", " more ", \"reason\": \"damaged\", "        \
  "\"person\": \"Кладовщик\", \"day\": \"2026-11-21\"}"
#define RETURN_BODY(quantity)                                                                                                             \
  "{\"return\": \"77\", \"proved\": true, \"shipment\": \"214-1\", \"order\": \"" ORDER ("1") "\", \"number\": \"УТ-00000214\", "             \
  "\"customer\": \"ООО «Заря»\", \"reason\": \"damaged\", \"returned_on\": \"2026-11-22\", \"lines\": [{\"line\": \"" ORDER ("1") "/1\", "   \
  "\"item\": \"НФ-00000001\", \"lot\": \"П-77\", \"expires_on\": \"2027-05-31\", \"quantity\": \"" quantity "\"}]}"
#define TRANSFER_BODY(moved)                                                                                                            \
  "{\"number\": \"П-5\", \"direction\": \"out\", \"partner\": \"Дальний\", \"state\": \"under-way\", \"made_on\": \"2026-11-22\", "         \
  "\"day\": \"2026-11-22\", \"lines\": [{\"item\": \"НФ-00000003\", \"lot\": \"\", \"expires_on\": null, \"announced\": \"7\", "            \
  "\"moved\": \"" moved "\"}]}"
#define ANSWER_BODY                                                                                                                     \
  "{\"question\": \"1\", \"order\": \"" ORDER ("6") "\", \"number\": \"УТ-00000219\", \"item\": \"НФ-00000003\", \"asked\": \"4\", "         \
  "\"lots\": [], \"found\": \"3\"}"
#define PARTNERS "\"partners\": {\"Дальний\": \"" WAREHOUSE ("2") "\"}"

/* ---- each operation, without faults ---------------------------------------------------------------------------------------- */

typedef struct {
  const char *name, *setup, *op, *body;
  FoFateKind fate;
  const char *entity; /* of the document made; NULL none */
  const char *fields, *table, *columns; /* separated by spaces */
  const char *text;
} Case;

static const Case cases[] = {
  { "a shipment is the warehouse's order", NULL, "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED, ISSUE, "Статус Posted Date", 
    "ОтгружаемыеТовары", "LineNumber Номенклатура_Key Количество Действие",
    "Статус=Отгружен Posted=true Date=2026-11-22T12:00:00 | 1 " ITEM ("1") " 3 Отгрузить| 2 " ITEM ("1") " 1 Отгрузить| 3 " ITEM ("3")
    " 3333.333333 Отгрузить" },
  { "and says for which order each thing leaves", NULL, "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED, ISSUE, "Склад_Key",
    "ТоварыПоРаспоряжениям", "Распоряжение Распоряжение_Type Количество",
    "Склад_Key=" WAREHOUSE ("1") " | " ORDER ("1") " StandardODATA.Document_ЗаказКлиента 3| " ORDER ("1") " StandardODATA.Document_ЗаказКлиента 1| "
    ORDER ("1") " StandardODATA.Document_ЗаказКлиента 3333.333333" },
  { "without warehouse orders it is a sale that nobody posted", "\"scheme\": \"simple\"", "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED,
    SALE, "Posted Партнер_Key ЗаказКлиента", "Товары", "КодСтроки Количество Цена",
    "Posted=false Партнер_Key=" PARTNER ("1") " ЗаказКлиента=" ORDER ("1") " | 1 3 10| 1 1 10| 3 3333.333333 10" },
  { "with its lots beside", "\"scheme\": \"simple\"", "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED, SALE, "Склад_Key", "Серии",
    "Серия_Key Количество", "Склад_Key=" WAREHOUSE ("1") " | " SERIES ("1") " 3| 00000000-0000-4000-8000-000000000001 1" },
  { "a receipt is for the supplier's order", NULL, "receipt.create", RECEIPT_BODY, FO_FATE_VERIFIED, RECEIPT,
    "Статус Posted Распоряжение Распоряжение_Type", "Товары", "Номенклатура_Key Количество КоличествоУпаковок Серия_Key",
    "Статус=Принят Posted=true Распоряжение=" SUPPLY ("1") " Распоряжение_Type=StandardODATA.Document_ЗаказПоставщику | " ITEM ("1")
    " 40 40 00000000-0000-4000-8000-000000000001" },
  { "its lot is made with its last day", NULL, "receipt.create", RECEIPT_BODY, FO_FATE_VERIFIED, SERIES_SET, "Номер ГоденДо ВидНоменклатуры_Key",
    NULL, NULL, "Номер=N-1 ГоденДо=2028-01-31T00:00:00 ВидНоменклатуры_Key=" KIND ("1") " " },
  { "what was made is a surplus where 1C knows no production", NULL, "production.receipt", RECEIPT_BODY, FO_FATE_VERIFIED,
    "Document_ОприходованиеИзлишковТоваров", "Posted", "Товары", "Количество", "Posted=false | 40" },
  { "or for the order of production", "\"production\": \"unf\"", "production.receipt", RECEIPT_BODY, FO_FATE_VERIFIED, "Document_СборкаЗапасов",
    "Posted", "Продукция", "Количество", "Posted=false | 40" },
  { "more than the book says", NULL, "count.difference", GOODS_BODY ("\"before\": \"1\", \"after\": \"3.5\", \"difference\": \"2.5\""),
    FO_FATE_VERIFIED, "Document_ОприходованиеИзлишковТоваров", "Posted Date Организация_Key", "Товары", "Номенклатура_Key Количество",
    "Posted=false Date=2026-11-21T12:00:00 Организация_Key=" ORGANIZATION " | " ITEM ("4") " 2.5" },
  { "less than the book says", NULL, "count.difference", GOODS_BODY ("\"before\": \"3\", \"after\": \"1\", \"difference\": \"-2\""), FO_FATE_VERIFIED,
    "Document_СписаниеНедостачТоваров", "Posted", "Товары", "Количество", "Posted=false | 2" },
  { "what is written off", NULL, "write.off", GOODS_BODY ("\"quantity\": \"4\""), FO_FATE_VERIFIED, "Document_СписаниеНедостачТоваров", "Posted",
    "Товары", "Количество", "Posted=false | 4" },
  { "a document of the firm's own choice", "\"documents\": {\"spoilage\": {\"entity\": \"Document_ВнутреннееПотреблениеТоваров\", \"post\": \"true\"}}",
    "write.off", GOODS_BODY ("\"quantity\": \"4\""), FO_FATE_VERIFIED, "Document_ВнутреннееПотреблениеТоваров", "Posted", "Товары", "Количество",
    "Posted=true | 4" },
  { "or none", "\"documents\": {\"spoilage\": {\"skip\": true}}", "write.off", GOODS_BODY ("\"quantity\": \"4\""), FO_FATE_NOT_CARRIED, NULL },
  { "what the house uses", NULL, "internal.issue", GOODS_BODY ("\"quantity\": \"4\""), FO_FATE_VERIFIED, "Document_ВнутреннееПотреблениеТоваров",
    "Posted", "Товары", "Количество", "Posted=false | 4" },
  { "material", NULL, "production.issue", GOODS_BODY ("\"supply\": \"ЗП-1\", \"quantity\": \"4\""), FO_FATE_VERIFIED,
    "Document_ВнутреннееПотреблениеТоваров", "Posted", "Товары", "Количество", "Posted=false | 4" },
  { "material that came back", NULL, "production.issue", GOODS_BODY ("\"supply\": \"ЗП-1\", \"quantity\": \"-4\""), FO_FATE_VERIFIED,
    "Document_ОприходованиеИзлишковТоваров", "Posted", "Товары", "Количество", "Posted=false | 4" },
  { "a transfer", PARTNERS, "transfer", TRANSFER_BODY ("0"), FO_FATE_VERIFIED, "Document_ПеремещениеТоваров", "СкладОтправитель_Key СкладПолучатель_Key",
    "Товары", "Номенклатура_Key Количество",
    "СкладОтправитель_Key=" WAREHOUSE ("1") " СкладПолучатель_Key=" WAREHOUSE ("2") " | " ITEM ("3") " 7" },
  { "a transfer to a warehouse nobody named", NULL, "transfer", TRANSFER_BODY ("0"), FO_FATE_REFUSED, NULL },
  { "a return", NULL, "return.create", RETURN_BODY ("2"), FO_FATE_VERIFIED, "Document_ВозвратТоваровОтКлиента", "Партнер_Key Posted", "Товары",
    "Номенклатура_Key Серия_Key Количество", "Партнер_Key=" PARTNER ("1") " Posted=false | " ITEM ("1") " " SERIES ("1") " 2" },
  { "what of it is thrown away", NULL, "return.decide", GOODS_BODY ("\"return\": \"77\", \"decision\": \"scrap\", \"quantity\": \"1\""),
    FO_FATE_VERIFIED, "Document_СписаниеНедостачТоваров", "Posted", "Товары", "Количество", "Posted=false | 1" },
  { "what of it goes back to its shelf", NULL, "return.decide", GOODS_BODY ("\"decision\": \"stock\", \"quantity\": \"1\""), FO_FATE_NOT_CARRIED, NULL },
  { "an answer whether it is there", NULL, "availability.answer", ANSWER_BODY, FO_FATE_VERIFIED, "Document_ЗаказКлиента", "Комментарий Posted",
    NULL, NULL, "Комментарий=Наличие НФ-00000003: спрошено 4, на складе 3 Posted=true " },
  { "in a field that is too short", "\"answer_field\": \"ОтветСклада\"", "availability.answer", ANSWER_BODY, FO_FATE_DIFFERS, NULL },
  { "in a field that is not there", "\"answer_field\": \"НетТакого\"", "availability.answer", ANSWER_BODY, FO_FATE_DIFFERS, NULL },
  { "an answer about no order", NULL, "availability.answer", "{\"question\": \"1\", \"item\": \"К-1\"}", FO_FATE_NOT_CARRIED, NULL },
  { "reservations are not carried unless the firm says how", NULL, "reserve.set", "{\"order\": \"" ORDER ("1") "\", \"lines\": []}",
    FO_FATE_NOT_CARRIED, NULL },
  { "reservations are the lines' way of supply", "\"reserve\": {\"full\": \"СоСклада\", \"part\": \"КОбеспечению\"}", "reserve.set",
    "{\"order\": \"" ORDER ("6") "\", \"lines\": [{\"line\": \"" ORDER ("6") "/1\", \"missing\": \"0\"}]}", FO_FATE_VERIFIED,
    "Document_ЗаказКлиента", "Number", "Товары", "LineNumber КодСтроки Количество ВариантОбеспечения", "Number=УТ-00000219 | 1 1 100 СоСклада" },
  { "a stage is a field of the firm's choice", "\"order_state\": {\"field\": \"Статус\", \"values\": {\"shipped\": \"КЗакрытию\"}}", "order.state",
    "{\"order\": \"" ORDER ("6") "\", \"stage\": \"shipped\"}", FO_FATE_VERIFIED, "Document_ЗаказКлиента", "Статус", NULL, NULL, "Статус=КЗакрытию " },
  { "a stage nobody named", NULL, "order.state", "{\"order\": \"" ORDER ("6") "\", \"stage\": \"shipped\"}", FO_FATE_NOT_CARRIED, NULL },
  { "a lot is called otherwise", NULL, "lot.correct", "{\"item\": \"НФ-00000001\", \"was\": {\"lot\": \"П-77\", \"expires_on\": \"2027-05-31\"}, "
    "\"lot\": \"П-77А\", \"expires_on\": \"2027-04-30\", \"merged\": false}", FO_FATE_VERIFIED, SERIES_SET, "Номер ГоденДо", NULL, NULL,
    "Номер=П-77А ГоденДо=2027-04-30T00:00:00 " },
  { "two lots become one by hand", NULL, "lot.correct", "{\"item\": \"НФ-00000001\", \"was\": {\"lot\": \"П-77\", \"expires_on\": \"2027-05-31\"}, "
    "\"lot\": \"П-79\", \"expires_on\": \"2027-05-31\", \"merged\": true}", FO_FATE_REFUSED, NULL },
  { "a barcode", NULL, "barcode.create", "{\"item\": \"НФ-00000003\", \"code\": \"2900000000017\"}", FO_FATE_VERIFIED,
    "InformationRegister_ШтрихкодыНоменклатуры", "Штрихкод Номенклатура_Key", NULL, NULL, "Штрихкод=2900000000017 Номенклатура_Key=" ITEM ("3") " " },
  { "a barcode that is another's", NULL, "barcode.create", "{\"item\": \"НФ-00000003\", \"code\": \"4601234567893\"}", FO_FATE_DIFFERS, NULL },
  { "an item that 1C does not know", NULL, "write.off", "{\"item\": \"O'Neil\", \"quantity\": \"1\"}", FO_FATE_REFUSED, NULL },
  { "an order that 1C does not know", NULL, "shipment.create", "{\"shipment\": \"9-1\", \"order\": \"" ORDER ("9") "\", \"lines\": []}",
    FO_FATE_REFUSED, NULL },
  { "a message that is none", NULL, "shipment.create", "{\"shipment\": ", FO_FATE_REFUSED, NULL },
  { "a message without goods", NULL, "shipment.create", "{\"shipment\": \"9-1\", \"order\": \"" ORDER ("1") "\"}", FO_FATE_REFUSED, NULL },
  { "what was opened here is entered by hand", NULL, "order.open", "{\"number\": \"W-000001\", \"lines\": []}", FO_FATE_NOT_CARRIED, NULL },
  { "and called off by hand", NULL, "order.cancel", "{\"number\": \"W-000001\", \"customer\": \"Север\"}", FO_FATE_NOT_CARRIED, NULL },
  { "an operation of tomorrow", NULL, "drone.start", "{}", FO_FATE_NOT_CARRIED, NULL },
};

static void
expect_text (World *world, const Case *c)
{
  g_auto (GStrv) fields = g_strsplit (c->fields, " ", -1), columns = g_strsplit (c->columns ? c->columns : "", " ", -1);
  g_autofree char *text = world_text (world, c->entity, (const char *const *) fields, c->table, (const char *const *) columns);

  g_assert_cmpstr (text, ==, c->text);
}

static void
play_case (gconstpointer data)
{
  const Case *c = data;
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, c->setup);
  link_world_send (&world.w, c->op, "1", c->body, &fate);
  if (fate.kind != c->fate)
    g_error ("%s: fate %d, %s", c->name, fate.kind, fate.why ? fate.why : "");
  if (c->entity)
    expect_text (&world, c);
  if (fate.kind == FO_FATE_REFUSED)
    g_assert_nonnull (fate.why);
  world_close (&world);
}

/* ---- every fault at every request ------------------------------------------------------------------------------------------ */

/* Those that did it and did not say so come first: all of them walk the first way, the first three the others. */
static const FakeFault faults[] = { FAKE_DO_AND_503, FAKE_DO_AND_CLOSE, FAKE_RUBBISH, FAKE_503, FAKE_DO_AND_CUT, FAKE_CLOSE, FAKE_429 };

typedef struct {
  const char *setup, *op, *body, *entity;
  guint documents; /* of that entity in the end */
} Walk;

static const Walk walks[] = {
  { NULL, "shipment.create", SHIPMENT_BODY, ISSUE, 1 },
  { "\"scheme\": \"simple\"", "shipment.create", SHIPMENT_BODY, SALE, 1 },
  { NULL, "receipt.create", RECEIPT_BODY, RECEIPT, 1 },
  { NULL, "write.off", GOODS_BODY ("\"quantity\": \"4\""), "Document_СписаниеНедостачТоваров", 1 },
  { NULL, "return.create", RETURN_BODY ("2"), "Document_ВозвратТоваровОтКлиента", 1 },
  { PARTNERS, "transfer", TRANSFER_BODY ("0"), "Document_ПеремещениеТоваров", 1 },
};

/* How many requests the whole of it needs, and how many series there are then. */
static guint
walk_undisturbed (const Walk *walk, guint *ret_series)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };
  guint requests;

  world_open (&world, walk->setup);
  g_assert_cmpint (link_world_send (&world.w, walk->op, "1", walk->body, &fate), ==, FO_FATE_VERIFIED);
  requests = fake_server_count (world.fake->server, "");
  *ret_series = fake_1c_count (world.fake, SERIES_SET);
  world_close (&world);
  return requests;
}

static void
expect_one (World *world, const Walk *walk, const FoFate *fate, guint series, const char *at)
{
  if (fate->kind != FO_FATE_VERIFIED || fake_1c_count (world->fake, walk->entity) != walk->documents
      || fake_1c_count (world->fake, SERIES_SET) != series) {
    g_autofree char *log = fake_server_log (world->fake->server);
    g_error ("%s %s: fate %d (%s), %u documents, %u series\n%s\n%s", walk->op, at, fate->kind, fate->why ? fate->why : "",
             fake_1c_count (world->fake, walk->entity), fake_1c_count (world->fake, SERIES_SET), log, world->w.host.steps->str);
  }
}

/* I5: whatever is lost, one document, and one series of a lot. */
static void
test_one_document (gconstpointer data)
{
  const Walk *walk = data;
  guint series, requests = walk_undisturbed (walk, &series);

  for (guint f = 0; f < (walk == walks ? G_N_ELEMENTS (faults) : 3); f++)
    for (guint skip = 0; skip < requests; skip++) {
      g_autofree char *at = g_strdup_printf ("with fault %u at request %u", faults[f], skip);
      g_auto (FoFate) fate = { 0 };
      World world = { 0 };

      world_open (&world, walk->setup);
      fake_server_fault (world.fake->server, faults[f], 0, NULL, skip, 1);
      link_world_settle (&world.w, walk->op, "1", walk->body, &fate);
      expect_one (&world, walk, &fate, series, at);
      world_close (&world);
    }
}

/* The gateway dies and is started anew, its refs lost with it: a backup was put back. The marker finds the document. */
static void
test_marker_finds (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  g_hash_table_remove_all (world.w.host.refs);
  world_restart (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, ISSUE), ==, 1);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "2", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED); /* another one is another */
  g_assert_cmpuint (fake_1c_count (world.fake, ISSUE), ==, 2);
  world_close (&world);
}

/* ---- 1C's habits ----------------------------------------------------------------------------------------------------------- */

static void
test_not_taken (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  world.fake->loses_quantity = true;
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_DIFFERS);
  g_assert_nonnull (fate.theirs);
  g_assert_nonnull (strstr (fate.theirs, "ОтгружаемыеТовары") ? fate.theirs : strstr (fate.theirs, "rows"));
  world_close (&world);
}

static void
test_status_not_taken (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  world.fake->ignores_status = true;
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_DIFFERS);
  world_close (&world);
}

/* Texts that are cut: a marker that is whole is a marker, one that is not is seen; a lot's number too. */
static void
test_cut (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  world.fake->cut_strings = 37;
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  world.fake->cut_strings = 20;
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "2", SHIPMENT_BODY, &fate), ==, FO_FATE_DIFFERS);
  world.fake->cut_strings = 2;
  g_assert_cmpint (link_world_send (&world.w, "receipt.create", "3", RECEIPT_BODY, &fate), ==, FO_FATE_REFUSED);
  world_close (&world);
}

static void
test_if_match (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  world.fake->if_match_works = true; /* as the book says: nothing is different for who is alone */
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  world_close (&world);
}

/* A handler of the configuration says no when it is posted: that is an answer, and the document stands for a person to see. */
static void
test_refused (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  world.fake->refuses_post = g_strdup ("Товар «Клей» не может быть отгружен: не хватает на остатке");
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_REFUSED);
  g_assert_nonnull (strstr (fate.why, "не хватает"));
  g_assert_nonnull (fate.remote_id);
  g_clear_pointer (&world.fake->refuses_post, g_free);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, ISSUE), ==, 1);
  world_close (&world);
}

static FoFateKind
send_on (World *world, const char *day, FoFate *fate)
{
  const FoDelivery delivery = { .op = "shipment.create", .op_id = "0198d2a0-0000-7000-8000-000000000001", .body = SHIPMENT_BODY, .day = day };

  fo_fate_clear (fate);
  g_assert_true (world->w.link->ops->deliver (world->w.link, &delivery, fate, NULL));
  return fate->kind;
}

/* The day lies in a closed period: only a person gives it another one. */
static void
test_closed (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  world.fake->closed_until = g_strdup ("2026-12-01");
  g_assert_cmpint (send_on (&world, NULL, &fate), ==, FO_FATE_CLOSED);
  g_assert_cmpint (send_on (&world, NULL, &fate), ==, FO_FATE_CLOSED);
  g_assert_cmpuint (fake_1c_count (world.fake, ISSUE), ==, 0);
  g_assert_cmpint (send_on (&world, "2026-12-02", &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, ISSUE), ==, 1);
  world_close (&world);
}

/* 1C has made the warehouse's order itself, for five: three leave, two do not. */
static void
test_adopted (void)
{
  static const char *const columns[] = { "Номенклатура_Key", "Количество", "Действие", NULL }, *const fields[] = { "Статус", NULL };
  g_auto (FoFate) fate = { 0 };
  g_autofree char *text = NULL;
  World world = { 0 };

  world_open (&world, "\"adopt\": true");
  fake_1c_put (world.fake, ISSUE, "{\"Ref_Key\": \"000000f1-0000-11ee-9000-000000000001\", \"Number\": \"УТ-1\", \"Статус\": \"Подготовлено\", "
               "\"Комментарий\": \"к утру\", \"ТоварыПоРаспоряжениям\": [{\"LineNumber\": 1, \"Распоряжение\": \"" ORDER ("1")
               "\"}], \"ОтгружаемыеТовары\": [{\"LineNumber\": 1, \"Номенклатура_Key\": \"" ITEM ("1") "\", \"Количество\": 6}]}");
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, ISSUE), ==, 1);
  text = world_text (&world, ISSUE, fields, "ОтгружаемыеТовары", columns);
  g_assert_cmpstr (text, ==, "Статус=Отгружен | " ITEM ("1") " 3 Отгрузить| " ITEM ("1") " 1 Отгрузить| " ITEM ("3")
                             " 3333.333333 Отгрузить| " ITEM ("1") " 2 НеОтгружать");
  world_close (&world);
}

/* ---- what is taken back ---------------------------------------------------------------------------------------------------- */

static void
test_shipment_cancelled (void)
{
  static const char cancel[] = "{\"shipment\": \"214-1\", \"order\": \"" ORDER ("1") "\", \"cancelled_on\": \"2026-11-22\"}";
  g_auto (FoFate) fate = { 0 };

  for (guint skip = 0; skip < 5; skip++)
    for (guint f = 0; f < 3; f++) {
      World world = { 0 };
      json_object *posted = NULL;

      world_open (&world, NULL);
      g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
      fake_server_fault (world.fake->server, faults[f], 0, NULL, skip, 1);
      g_assert_cmpint (link_world_settle (&world.w, "shipment.cancel", "2", cancel, &fate), ==, FO_FATE_VERIFIED);
      g_assert_cmpuint (fake_1c_count (world.fake, ISSUE), ==, 0);
      json_object_object_get_ex (fake_1c_last (world.fake, ISSUE), "Posted", &posted);
      g_assert_false (json_object_get_boolean (posted));
      world_close (&world);
    }
}

/* Two alike, one undone, then the other: each document once. A third undoing finds none, and is a document of its own. */
static void
test_undone (void)
{
  static const char back[] = GOODS_BODY ("\"quantity\": \"-4\", \"undoes\": \"12\"");
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "1", GOODS_BODY ("\"quantity\": \"4\""), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "2", GOODS_BODY ("\"quantity\": \"4\""), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, "Document_СписаниеНедостачТоваров"), ==, 2);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "3", back, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, "Document_СписаниеНедостачТоваров"), ==, 1);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "4", back, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, "Document_СписаниеНедостачТоваров"), ==, 0);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "5", back, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, "Document_ОприходованиеИзлишковТоваров"), ==, 1);
  g_assert_cmpint (link_world_send (&world.w, "return.create", "6", RETURN_BODY ("2"), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpint (link_world_send (&world.w, "return.create", "7", RETURN_BODY ("-2"), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, "Document_ВозвратТоваровОтКлиента"), ==, 0);
  world_close (&world);
}

/* Less arrived than left: the same document says so. */
static void
test_transfer_again (void)
{
  static const char *const columns[] = { "Количество", NULL }, *const fields[] = { "Posted", NULL };
  g_auto (FoFate) fate = { 0 };
  g_autofree char *text = NULL;
  World world = { 0 };

  world_open (&world, PARTNERS);
  g_assert_cmpint (link_world_send (&world.w, "transfer", "1", TRANSFER_BODY ("0"), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpint (link_world_send (&world.w, "transfer", "2", TRANSFER_BODY ("6"), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_1c_count (world.fake, "Document_ПеремещениеТоваров"), ==, 1);
  text = world_text (&world, "Document_ПеремещениеТоваров", fields, "Товары", columns);
  g_assert_cmpstr (text, ==, "Posted=false | 6");
  world_close (&world);
}

/* I18: a login that is refused in the middle: one request, and nothing more leaves. */
static void
test_latched (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };
  guint series, requests = walk_undisturbed (&walks[0], &series);

  for (guint skip = 0; skip < requests; skip++) {
    world_open (&world, NULL);
    fake_server_fault (world.fake->server, FAKE_401, 0, NULL, skip, 1000);
    for (int i = 0; i < 3; i++)
      link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate);
    g_assert_cmpuint (fake_server_count (world.fake->server, ""), ==, skip + 1);
    g_assert_true (fate.kind == FO_FATE_LATER || fate.kind == FO_FATE_UNKNOWN);
    world_close (&world);
  }
}

/* The lease is gone at any step: nothing more leaves. */
static void
test_fenced (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  world.w.host.fenced = true;
  link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate);
  g_assert_cmpint (fate.kind, ==, FO_FATE_LATER);
  g_assert_cmpuint (fake_server_count (world.fake->server, "POST") + fake_server_count (world.fake->server, "PATCH"), ==, 0);
  world_close (&world);
}

/* No text that is kept or shown has the password in it. */
static void
test_secret (void)
{
  g_auto (FoFate) fate = { 0 };
  World world = { 0 };

  world_open (&world, NULL);
  link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate);
  g_assert_null (strstr (world.w.host.steps->str, world.w.host.secret));
  world_close (&world);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* what a failure prints is Russian */
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/1c/tells/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], play_case);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++) {
    g_autofree char *path = g_strdup_printf ("/1c/one document whatever is lost/%s %" G_GSIZE_FORMAT, walks[i].op, i);
    g_test_add_data_func (path, &walks[i], test_one_document);
  }
  g_test_add_func ("/1c/its marker finds it when all else is forgotten", test_marker_finds);
  g_test_add_func ("/1c/other quantities than told are seen", test_not_taken);
  g_test_add_func ("/1c/a status that was not taken is seen", test_status_not_taken);
  g_test_add_func ("/1c/texts that are cut are seen", test_cut);
  g_test_add_func ("/1c/versions that are minded do no harm", test_if_match);
  g_test_add_func ("/1c/what 1C refuses it says itself", test_refused);
  g_test_add_func ("/1c/a closed period", test_closed);
  g_test_add_func ("/1c/an order of its own is filled in", test_adopted);
  g_test_add_func ("/1c/a shipment is taken back", test_shipment_cancelled);
  g_test_add_func ("/1c/what is undone is taken back", test_undone);
  g_test_add_func ("/1c/a transfer is told again", test_transfer_again);
  g_test_add_func ("/1c/locked out in the middle", test_latched);
  g_test_add_func ("/1c/without the turn", test_fenced);
  g_test_add_func ("/1c/the password stays where it is", test_secret);
  return g_test_run ();
}

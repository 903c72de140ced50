/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the warehouse tells becomes documents of МойСклад: each operation, and each of them with every fault at every request on its way.
 * There is one document, and it says what was told; nothing is taken for done that was not read back. */
#include "moysklad-world.h"
#include <locale.h>
#include <string.h>

#define LINE(position, item, lot, day, quantity, more)                                                                                   \
  "{\"line\": \"" position "\", \"item\": \"" item "\", \"lot\": \"" lot "\", \"expires_on\": " day ", \"quantity\": \"" quantity "\"" more "}"
#define SHIPMENT_BODY                                                                                                                   \
  "{\"shipment\": \"00214-1\", \"order\": \"" ORDER ("1") "\", \"number\": \"00214\", \"deal\": \"\", \"shipped_on\": \"2026-11-22\", "       \
  "\"lines\": [" LINE (POSITION ("1"), "К-1", "П-77", "\"2027-05-31\"", "3", "") ", "                                                      \
  LINE (POSITION ("1"), "К-1", "П-78", "\"2027-06-30\"", "1", "") ", " LINE (POSITION ("2"), "Б-8;40", "", "null", "3333.333333", "") "]}"
#define MARKED_BODY                                                                                                                     \
  "{\"shipment\": \"00214-2\", \"order\": \"" ORDER ("1") "\", \"number\": \"00214\", \"shipped_on\": \"2026-11-22\", \"lines\": ["            \
  LINE (POSITION ("8"), "А-1", "", "null", "2", ", \"codes\": [\"010460\\u001d21a\", \"010460\\u001d21b\"]") "]}"
#define RECEIPT_BODY(supply)                                                                                                            \
  "{\"supply\": \"" supply "\", \"item\": \"К-1\", \"lot\": \"N-1\", \"expires_on\": \"2028-01-31\", \"quantity\": \"40\", "                   \
  "\"received\": \"40\", \"quarantine\": false}"
#define MADE_BODY(item, quantity)                                                                                                       \
  "{\"supply\": \"00008\", \"item\": \"" item "\", \"lot\": \"С-1\", \"expires_on\": \"2028-01-31\", \"quantity\": \"" quantity "\", "         \
  "\"received\": \"4\", \"quarantine\": false}"
#define GOODS_BODY(more)                                                                                                                \
  "{\"item\": \"КБ-3К\", \"lot\": \"B-9\", \"expires_on\": null, \"place\": \"A-01\", " more ", \"reason\": \"damaged\", "                    \
  "\"person\": \"Кладовщик\", \"day\": \"2026-11-21\"}"
#define RETURN_BODY(shipment, order, quantity)                                                                                          \
  "{\"return\": \"77\", \"proved\": true, \"shipment\": \"" shipment "\", \"order\": \"" order "\", \"number\": \"00214\", "                  \
  "\"customer\": \"ООО «Заря»\", \"reason\": \"damaged\", \"returned_on\": \"2026-11-22\", \"lines\": ["                                     \
  LINE (POSITION ("1"), "К-1", "П-77", "\"2027-05-31\"", quantity, "") "]}"
#define TRANSFER_BODY(moved)                                                                                                            \
  "{\"number\": \"П-5\", \"direction\": \"out\", \"partner\": \"Дальний\", \"state\": \"under-way\", \"made_on\": \"2026-11-22\", "            \
  "\"day\": \"2026-11-22\", \"lines\": [{\"item\": \"Б-8;40\", \"lot\": \"\", \"expires_on\": null, \"announced\": \"7\", "                    \
  "\"moved\": \"" moved "\"}]}"
#define RESERVE_BODY                                                                                                                    \
  "{\"order\": \"" ORDER ("1") "\", \"number\": \"00214\", \"state\": \"open\", \"lines\": [{\"line\": \"" POSITION ("1")                       \
  "\", \"promised\": \"3\", \"from_supply\": \"1.5\", \"held\": \"1\", \"picked\": \"0\", \"shipped\": \"0\", \"missing\": \"0\"}, {\"line\": \"" \
  POSITION ("2") "\", \"promised\": \"0\", \"from_supply\": \"0\", \"held\": \"0\", \"picked\": \"0\", \"shipped\": \"0\", \"missing\": \"5\"}]}"
#define ANSWER_BODY(more) "{\"question\": \"1\", \"order\": \"" ORDER ("1") "\", \"number\": \"00214\", \"item\": \"К-1\", \"asked\": \"4\", " more "}"
#define FOUND                                                                                                                           \
  ANSWER_BODY ("\"lots\": [{\"lot\": \"П-77\", \"expires_on\": \"2027-05-31\", \"quantity\": \"2.5\"}], \"found\": \"2.5\", "               \
               "\"substitutes\": [{\"item\": \"К-0\", \"quantity\": \"1\", \"stands_for\": \"1\", \"free\": \"7\"}]")
#define FOUND_LINE "Наличие К-1: спрошено 4, на складе 2,5 (П-77 до 31.05.2027 — 2,5). Взамен: К-0 — свободно 7"
#define ANSWER_FIELD "\"answer_field\": \"Ответ склада\""
#define ORDERED_BODY(quantity)                                                                                                          \
  "{\"supply\": \"ЗП-0004\", \"item\": \"К-1\", \"lot\": \"З-1\", \"expires_on\": \"2028-01-31\", \"quantity\": \"" quantity "\", "              \
  "\"received\": \"10\", \"quarantine\": false}"
#define JOB MSK ("b5100000", "1")
#define CARD MSK ("be000000", "1")
#define PACK_BODY(item, quantity) "{\"item\": \"" item "\", \"code\": \"2900000000017\", \"quantity\": \"" quantity "\"}"
#define STATE_BODY(stage) "{\"order\": \"" ORDER ("1") "\", \"number\": \"00214\", \"state\": \"open\", \"stage\": \"" stage "\"}"
#define PARTNERS "\"partners\": {\"Дальний\": \"" STORE ("2") "\"}"
#define STATES "\"order_state\": {\"picked\": \"Ожидает сборки\", \"shipped\": \"Доставлен\"}"
#define NEW(n) "00000000-0000-4000-8000-00000000000" n
#define PRICE "10050.5 5 20"

/* A task that makes glue from the firm's second store: two of each volume. */
static void
add_task (MskWorld *world)
{
  fake_msk_put (world->fake, "productiontask",
                "{\"id\": \"" MSK ("b5000000", "2") "\", \"name\": \"00008\", \"moment\": \"2026-11-19 09:00:00.000\", \"applicable\": true, "
                "\"materialsStore\": {" HREF ("store", STORE ("2")) "}, \"productsStore\": {" HREF ("store", STORE ("1")) "}, "
                "\"products\": {\"rows\": [{\"id\": \"" MSK ("b7000000", "2") "\", \"planQuantity\": 10, \"assortment\": {"
                HREF ("product", ITEM ("1")) "}, \"productionRow\": {" HREF ("productiontaskrow", MSK ("b6000000", "2")) "}}]}}");
  for (int i = 0; i < 2; i++) {
    g_autofree char *stage = g_strdup_printf (
        "{\"id\": \"bb000000-0000-4000-8000-00000000001%d\", \"orderingPosition\": %d, \"totalQuantity\": 5.0, \"completedQuantity\": 0, "
        "\"productionTask\": {" HREF ("productiontask", MSK ("b5000000", "2")) "}, \"productionRow\": {"
        HREF ("productiontaskrow", MSK ("b6000000", "2")) "}}", i, i);
    fake_msk_put (world->fake, "productionstage", stage);
  }
}

static void
open_world (MskWorld *world, const char *setup)
{
  msk_world_open (world, setup);
  add_task (world);
}

/* ---- each operation, without faults ---------------------------------------------------------------------------------------- */

typedef struct {
  const char *name, *setup, *op, *body;
  FoFateKind fate;
  const char *type;                    /* of the document made; NULL none */
  const char *fields, *list, *columns; /* separated by spaces */
  const char *text;
} Case;

static const Case cases[] = {
  { "a shipment is a demand of its order", NULL, "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED, "demand",
    "applicable moment customerOrder agent organization store syncId", NULL, NULL,
    "applicable=true moment=2026-11-22 12:00:00 customerOrder=" ORDER ("1") " agent=" CUSTOMER ("1") " organization=" ORGANIZATION
    " store=" STORE ("1") " syncId=0198d2a0-0000-7000-8000-000000000001 " },
  { "by lot, at the order's prices", NULL, "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED, "demand", "applicable", "positions",
    "quantity price discount vat assortment",
    "applicable=true | 3 " PRICE " " LOT ("1") "| 1 " PRICE " " NEW ("1") "| 3333.333333 " PRICE " " ITEM ("3") },
  { "its new lot has its last day", NULL, "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED, "consignment", "label expiryDate assortment", NULL,
    NULL, "label=П-78 expiryDate=2027-06-30 00:00:00 assortment=" ITEM ("1") " " },
  { "or its lots stand in the comment", "\"lots\": \"description\"", "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED, "demand",
    "description", "positions", "quantity assortment",
    "description=0198d2a0-0000-7000-8000-000000000001 Firstout shipment.create 00214-1\nП-77 до 2027-05-31: 3\nП-78 до 2027-06-30: 1 | 3 " ITEM
    ("1") "| 1 " ITEM ("1") "| 3333.333333 " ITEM ("3") },
  { "not проведён where the firm wants it so", "\"post\": false", "shipment.create", SHIPMENT_BODY, FO_FATE_VERIFIED, "demand", "applicable",
    NULL, NULL, "applicable=false " },
  { "marking codes go with their goods", NULL, "shipment.create", MARKED_BODY, FO_FATE_VERIFIED, "demand", "applicable", "positions",
    "quantity trackingCodes",
    "applicable=true | 2 [ { \"cis\": \"010460\\u001d21a\", \"type\": \"trackingcode\" }, { \"cis\": \"010460\\u001d21b\", \"type\": "
    "\"trackingcode\" } ]" },
  { "a receipt is a supply of its purchase order", NULL, "receipt.create", RECEIPT_BODY ("00031"), FO_FATE_VERIFIED, "supply",
    "purchaseOrder agent vatIncluded", "positions", "quantity price vat assortment",
    "purchaseOrder=" PURCHASE " agent=" CUSTOMER ("2") " vatIncluded=false | 40 7000 20 " NEW ("1") },
  { "of nobody, goods that were found, without a price", NULL, "receipt.create", RECEIPT_BODY (""), FO_FATE_VERIFIED, "enter", "organization",
    "positions", "quantity price assortment", "organization=" ORGANIZATION " | 40 ? " NEW ("1") },
  { "or a supply of the firm's usual supplier", "\"supplier\": \"" CUSTOMER ("2") "\"", "receipt.create", RECEIPT_BODY (""), FO_FATE_VERIFIED,
    "supply", "agent", "positions", "quantity price", "agent=" CUSTOMER ("2") " | 40 ?" },
  { "what was made completes the last stage of its task", NULL, "production.receipt", MADE_BODY ("К-1", "4"), FO_FATE_VERIFIED,
    "productionstagecompletion", "productionStage productionVolume moment", "products", "producedQuantity assortment",
    "productionStage=bb000000-0000-4000-8000-000000000011 productionVolume=2 moment=2026-11-22 12:00:00 | 4 " NEW ("1") },
  { "without a task it was found", NULL, "production.receipt", RECEIPT_BODY ("none"), FO_FATE_VERIFIED, "enter", "applicable", "positions",
    "quantity", "applicable=true | 40" },
  { "or it is an operation of its order's card", "\"production\": \"order\"", "production.receipt", ORDERED_BODY ("10"), FO_FATE_VERIFIED,
    "processing", "processingOrder processingPlan quantity productsStore materialsStore syncId applicable", "products", "quantity assortment",
    "processingOrder=" JOB " processingPlan=" CARD " quantity=4 productsStore=" STORE ("1") " materialsStore=" STORE ("1")
    " syncId=0198d2a0-0000-7000-8000-000000000001 applicable=true | 10 " NEW ("1") },
  { "of a part of it", "\"production\": \"both\"", "production.receipt", ORDERED_BODY ("1.25"), FO_FATE_VERIFIED, "processing", "quantity", "products",
    "quantity", "quantity=0.5 | 1.25" },
  { "what its card does not make was found", "\"production\": \"order\"", "production.receipt",
    "{\"supply\": \"ЗП-0004\", \"item\": \"Б-8;40\", \"lot\": \"\", \"expires_on\": null, \"quantity\": \"4\"}", FO_FATE_VERIFIED, "enter", "applicable",
    "positions", "quantity", "applicable=true | 4" },
  { "its material is written off with what was made", "\"production\": \"order\"", "production.issue",
    GOODS_BODY ("\"supply\": \"ЗП-0004\", \"quantity\": \"4\""), FO_FATE_NOT_CARRIED, NULL },
  { "goods with serial numbers go past the stages", NULL, "production.receipt",
    "{\"supply\": \"00007\", \"item\": \"Н-1\", \"lot\": \"\", \"quantity\": \"1\", \"serials\": [\"S-1\"]}", FO_FATE_VERIFIED, "enter",
    "applicable", "positions", "quantity things", "applicable=true | 1 [ \"S-1\" ]" },
  { "material goes to the task's store", NULL, "production.issue", GOODS_BODY ("\"supply\": \"00008\", \"quantity\": \"4\""), FO_FATE_VERIFIED,
    "move", "sourceStore targetStore", "positions", "quantity", "sourceStore=" STORE ("1") " targetStore=" STORE ("2") " | 4" },
  { "and comes back from it", NULL, "production.issue", GOODS_BODY ("\"supply\": \"00008\", \"quantity\": \"-4\""), FO_FATE_VERIFIED, "move",
    "sourceStore targetStore", "positions", "quantity", "sourceStore=" STORE ("2") " targetStore=" STORE ("1") " | 4" },
  { "from our own store the stage takes it", "\"store\": \"" STORE ("2") "\"", "production.issue",
    GOODS_BODY ("\"supply\": \"00008\", \"quantity\": \"4\""), FO_FATE_NOT_CARRIED, NULL },
  { "material of no task is a loss", NULL, "production.issue", GOODS_BODY ("\"supply\": \"\", \"quantity\": \"4\""), FO_FATE_VERIFIED, "loss",
    "applicable", "positions", "quantity reason", "applicable=true | 4 damaged" },
  { "more than the book says", NULL, "count.difference", GOODS_BODY ("\"before\": \"1\", \"after\": \"3.5\", \"difference\": \"2.5\""),
    FO_FATE_VERIFIED, "enter", "moment", "positions", "quantity assortment", "moment=2026-11-21 12:00:00 | 2.5 " NEW ("1") },
  { "less than the book says", NULL, "count.difference", GOODS_BODY ("\"before\": \"3\", \"after\": \"1\", \"difference\": \"-2\""),
    FO_FATE_VERIFIED, "loss", "applicable", "positions", "quantity", "applicable=true | 2" },
  { "what is written off", NULL, "write.off", GOODS_BODY ("\"quantity\": \"4\""), FO_FATE_VERIFIED, "loss", "description", "positions",
    "quantity reason", "description=0198d2a0-0000-7000-8000-000000000001 Firstout write.off damaged | 4 damaged" },
  { "what the house uses", NULL, "internal.issue", GOODS_BODY ("\"quantity\": \"4\""), FO_FATE_VERIFIED, "loss", "applicable", "positions",
    "quantity", "applicable=true | 4" },
  { "a transfer", PARTNERS, "transfer", TRANSFER_BODY ("0"), FO_FATE_VERIFIED, "move", "sourceStore targetStore", "positions",
    "quantity assortment", "sourceStore=" STORE ("1") " targetStore=" STORE ("2") " | 7 " ITEM ("3") },
  { "a transfer to a warehouse nobody named", NULL, "transfer", TRANSFER_BODY ("0"), FO_FATE_REFUSED, NULL },
  { "a return of an order's goods", NULL, "return.create", RETURN_BODY ("", ORDER ("1"), "2"), FO_FATE_VERIFIED, "salesreturn",
    "agent applicable", "positions", "quantity price assortment", "agent=" CUSTOMER ("1") " applicable=true | 2 10050.5 " LOT ("1") },
  { "of a customer by his name", NULL, "return.create", RETURN_BODY ("", "", "2"), FO_FATE_VERIFIED, "salesreturn", "agent", "positions",
    "quantity price", "agent=" CUSTOMER ("1") " | 2 ?" },
  { "what of it is thrown away", NULL, "return.decide", GOODS_BODY ("\"return\": \"77\", \"decision\": \"scrap\", \"quantity\": \"1\""),
    FO_FATE_VERIFIED, "loss", "applicable", "positions", "quantity", "applicable=true | 1" },
  { "what of it goes back to its shelf", NULL, "return.decide", GOODS_BODY ("\"decision\": \"stock\", \"quantity\": \"1\""), FO_FATE_NOT_CARRIED, NULL },
  { "an answer whether it is there stands in the order's comment", NULL, "availability.answer", FOUND, FO_FATE_VERIFIED, NULL },
  { "or in a field of the firm's choice", ANSWER_FIELD, "availability.answer", FOUND, FO_FATE_VERIFIED, NULL },
  { "which must be there", "\"answer_field\": \"Нет такого\"", "availability.answer", FOUND, FO_FATE_REFUSED, NULL },
  { "an answer about no order", NULL, "availability.answer", "{\"question\": \"1\", \"order\": \"\", \"item\": \"К-1\"}", FO_FATE_NOT_CARRIED, NULL },
  { "a claim", NULL, "claim.set", "{\"claim\": \"1\", \"state\": \"open\"}", FO_FATE_NOT_CARRIED, NULL },
  { "reserves are not carried unless the firm says so", NULL, "reserve.set", RESERVE_BODY, FO_FATE_NOT_CARRIED, NULL },
  { "reserves are what lies here for it", "\"reserve\": true", "reserve.set", RESERVE_BODY, FO_FATE_VERIFIED, NULL },
  { "a stage is a state of the firm's choice", STATES, "order.state", STATE_BODY ("picked"), FO_FATE_VERIFIED, NULL },
  { "a state that is not there", STATES, "order.state", STATE_BODY ("shipped"), FO_FATE_REFUSED, NULL },
  { "a stage nobody named", NULL, "order.state", STATE_BODY ("picked"), FO_FATE_NOT_CARRIED, NULL },
  { "the word of a channel that is a state", NULL, "order.state", "{\"order\": \"" ORDER ("1") "\", \"stage\": \"picked\", \"word\": \"Ожидает сборки\"}",
    FO_FATE_VERIFIED, NULL },
  { "the word of a channel that is none", NULL, "order.state", "{\"order\": \"" ORDER ("1") "\", \"stage\": \"picked\", \"word\": \"Собран (сайт)\"}",
    FO_FATE_NOT_CARRIED, NULL },
  { "a lot that was born here", NULL, "lot.create", "{\"item\": \"К-1\", \"lot\": \"Н-1\", \"expires_on\": \"2027-01-31\"}", FO_FATE_VERIFIED,
    "consignment", "label assortment", NULL, NULL, "label=Н-1 assortment=" ITEM ("1") " " },
  { "a lot is called otherwise", NULL, "lot.correct", "{\"item\": \"К-1\", \"was\": {\"lot\": \"П-77\", \"expires_on\": \"2027-05-31\"}, "
    "\"lot\": \"П-77А\", \"expires_on\": \"2027-04-30\", \"merged\": false}", FO_FATE_VERIFIED, "consignment", "label expiryDate", NULL, NULL,
    "label=П-77А expiryDate=2027-04-30 00:00:00 " },
  { "two lots become one by hand", NULL, "lot.correct", "{\"item\": \"К-1\", \"was\": {\"lot\": \"П-77\", \"expires_on\": \"2027-05-31\"}, "
    "\"lot\": \"П-79\", \"expires_on\": \"2027-05-31\", \"merged\": true}", FO_FATE_REFUSED, NULL },
  { "a barcode", NULL, "barcode.create", "{\"item\": \"К-1\", \"code\": \"2900000000017\", \"quantity\": \"1\"}", FO_FATE_VERIFIED, NULL },
  { "a barcode of a pack makes a pack", NULL, "barcode.create", PACK_BODY ("К-1", "6"), FO_FATE_VERIFIED, NULL },
  { "a pack of a variant is its product's", NULL, "barcode.create", PACK_BODY ("КБ-3К", "6"), FO_FATE_REFUSED, NULL },
  { "without a unit for packs", NULL, "barcode.create", PACK_BODY ("Б-8;40", "6"), FO_FATE_REFUSED, NULL },
  { "a barcode that is forgotten stays on the goods", NULL, "barcode.create", "{\"item\": \"К-1\", \"code\": \"4601234567893\", \"quantity\": "
    "\"1\", \"forgotten\": true}", FO_FATE_NOT_CARRIED, NULL },
  { "an item that is not known", NULL, "write.off", "{\"item\": \"O'Neil;\\\\\", \"quantity\": \"1\"}", FO_FATE_REFUSED, NULL },
  { "an order that is not known", NULL, "shipment.create", "{\"shipment\": \"9-1\", \"order\": \"" ORDER ("9") "\", \"lines\": []}",
    FO_FATE_REFUSED, NULL },
  { "a message that is none", NULL, "shipment.create", "{\"shipment\": ", FO_FATE_REFUSED, NULL },
  { "a message without goods", NULL, "shipment.create", "{\"shipment\": \"9-1\", \"order\": \"" ORDER ("1") "\"}", FO_FATE_REFUSED, NULL },
  { "a quantity that is none", NULL, "write.off", "{\"item\": \"К-1\", \"quantity\": \"много\"}", FO_FATE_REFUSED, NULL },
  { "an operation of tomorrow", NULL, "drone.start", "{}", FO_FATE_NOT_CARRIED, NULL },
};

static void
play_case (gconstpointer data)
{
  const Case *c = data;
  g_auto (FoFate) fate = { 0 };
  g_autofree char *text = NULL;
  MskWorld world = { 0 };

  open_world (&world, c->setup);
  link_world_send (&world.w, c->op, "1", c->body, &fate);
  if (fate.kind != c->fate)
    g_error ("%s: fate %d, %s", c->name, fate.kind, fate.why ? fate.why : "");
  if (c->type) {
    text = msk_world_text (&world, c->type, c->fields, c->list, c->columns);
    g_assert_cmpstr (text, ==, c->text);
  }
  if (fate.kind == FO_FATE_REFUSED)
    g_assert_nonnull (fate.why);
  if (fate.kind == FO_FATE_NOT_CARRIED)
    g_assert_cmpuint (fake_server_count (world.fake->server, "P"), ==, 0);
  msk_world_close (&world);
}

/* ---- every fault at every request ------------------------------------------------------------------------------------------ */

/* Those that did it and did not say so come first: all of them walk the first way, the first three the others. */
static const FakeFault faults[] = { FAKE_DO_AND_503, FAKE_DO_AND_CLOSE, FAKE_RUBBISH, FAKE_503, FAKE_DO_AND_CUT, FAKE_CLOSE, FAKE_429 };

typedef struct {
  const char *setup, *op, *body, *type;
} Walk;

static const Walk walks[] = {
  { NULL, "shipment.create", SHIPMENT_BODY, "demand" },
  { NULL, "receipt.create", RECEIPT_BODY ("00031"), "supply" },
  { NULL, "production.receipt", MADE_BODY ("К-1", "4"), "productionstagecompletion" },
  { "\"production\": \"order\"", "production.receipt", ORDERED_BODY ("10"), "processing" },
  { NULL, "production.issue", GOODS_BODY ("\"supply\": \"00008\", \"quantity\": \"4\""), "move" },
  { NULL, "write.off", GOODS_BODY ("\"quantity\": \"4\""), "loss" },
  { NULL, "internal.issue", GOODS_BODY ("\"quantity\": \"4\""), "loss" },
  { NULL, "count.difference", GOODS_BODY ("\"difference\": \"2.5\""), "enter" },
  { NULL, "return.create", RETURN_BODY ("", ORDER ("1"), "2"), "salesreturn" },
  { PARTNERS, "transfer", TRANSFER_BODY ("0"), "move" },
  { NULL, "lot.create", "{\"item\": \"К-1\", \"lot\": \"Н-1\", \"expires_on\": \"2027-01-31\"}", "consignment" },
  { "\"reserve\": true", "reserve.set", RESERVE_BODY, "customerorder" },
  { STATES, "order.state", STATE_BODY ("picked"), "customerorder" },
  { NULL, "availability.answer", FOUND, "customerorder" },
  { NULL, "barcode.create", PACK_BODY ("К-1", "6"), "product" },
  { NULL, "barcode.create", "{\"item\": \"К-1\", \"code\": \"2900000000017\", \"quantity\": \"1\"}", "product" },
};

/* How many requests the whole of it needs, and how many documents and lots there are then. */
static guint
walk_undisturbed (const Walk *walk, guint *ret_documents, guint *ret_lots)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };
  guint requests;

  open_world (&world, walk->setup);
  g_assert_cmpint (link_world_send (&world.w, walk->op, "1", walk->body, &fate), ==, FO_FATE_VERIFIED);
  requests = fake_server_count (world.fake->server, "");
  *ret_documents = fake_msk_count (world.fake, walk->type);
  *ret_lots = fake_msk_count (world.fake, "consignment");
  msk_world_close (&world);
  return requests;
}

/* I5: whatever is lost, one document, and one of each lot. */
static void
test_one_document (gconstpointer data)
{
  const Walk *walk = data;
  guint documents, lots, requests = walk_undisturbed (walk, &documents, &lots);

  for (guint f = 0; f < (walk == walks ? G_N_ELEMENTS (faults) : 3); f++)
    for (guint skip = 0; skip < requests; skip++) {
      g_auto (FoFate) fate = { 0 };
      MskWorld world = { 0 };

      open_world (&world, walk->setup);
      fake_server_fault (world.fake->server, faults[f], 0, NULL, skip, 1);
      link_world_settle (&world.w, walk->op, "1", walk->body, &fate);
      if (fate.kind != FO_FATE_VERIFIED || fake_msk_count (world.fake, walk->type) != documents
          || fake_msk_count (world.fake, "consignment") != lots) {
        g_autofree char *log = fake_server_log (world.fake->server);
        g_error ("%s with fault %u at request %u: fate %d (%s), %u documents, %u lots\n%s\n%s", walk->op, faults[f], skip, fate.kind,
                 fate.why ? fate.why : "", fake_msk_count (world.fake, walk->type), fake_msk_count (world.fake, "consignment"), log,
                 world.w.host.steps->str);
      }
      msk_world_close (&world);
    }
}

/* The gateway dies and is started anew, its refs lost with it: a backup was put back. The syncId finds the document. */
static void
test_sync_id_finds (void)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  open_world (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpint (link_world_send (&world.w, "production.receipt", "2", MADE_BODY ("К-1", "4"), &fate), ==, FO_FATE_VERIFIED);
  g_hash_table_remove_all (world.w.host.refs);
  msk_world_restart (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpint (link_world_send (&world.w, "production.receipt", "2", MADE_BODY ("К-1", "4"), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, "demand"), ==, 1);
  g_assert_cmpuint (fake_msk_count (world.fake, "productionstagecompletion"), ==, 1);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "3", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED); /* another is another */
  g_assert_cmpuint (fake_msk_count (world.fake, "demand"), ==, 2);
  msk_world_close (&world);
}

/* ---- its habits ------------------------------------------------------------------------------------------------------------ */

static void
expect_differs (const char *setup, void (*habit) (FakeMsk *fake), const char *op, const char *body, FoFateKind kind, const char *why)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  open_world (&world, setup);
  habit (world.fake);
  g_assert_cmpint (link_world_send (&world.w, op, "1", body, &fate), ==, kind);
  if (!g_str_has_prefix (fate.why, why))
    g_error ("%s, and not %s", fate.why, why);
  msk_world_close (&world);
}

static void
loses_quantity (FakeMsk *fake)
{
  fake->loses_quantity = true;
}

static void
unposts (FakeMsk *fake)
{
  fake->unposts = true;
}

static void
drops_codes (FakeMsk *fake)
{
  fake->drops_codes = true;
}

static void
cuts (FakeMsk *fake)
{
  fake->cut_strings = 80;
}

static void
cuts_labels (FakeMsk *fake)
{
  fake->cut_strings = 2;
}

static void
refuses_row (FakeMsk *fake)
{
  fake->refuses_row = g_strdup ("П-78");
}

static void
refuses (FakeMsk *fake)
{
  fake->refuses = g_strdup ("Нельзя отгрузить товар «Клей», которого нет на складе");
}

static void
test_habits (void)
{
  expect_differs (NULL, loses_quantity, "shipment.create", SHIPMENT_BODY, FO_FATE_DIFFERS, "link.differs");
  expect_differs (NULL, unposts, "shipment.create", SHIPMENT_BODY, FO_FATE_DIFFERS, "link.moysklad-not-posted");
  expect_differs (NULL, drops_codes, "shipment.create", MARKED_BODY, FO_FATE_DIFFERS, "link.moysklad-codes-dropped");
  expect_differs ("\"lots\": \"description\"", cuts, "shipment.create", SHIPMENT_BODY, FO_FATE_DIFFERS, "link.comment-cut");
  expect_differs (NULL, cuts_labels, "receipt.create", RECEIPT_BODY ("00031"), FO_FATE_REFUSED, "link.lot-not-taken");
  expect_differs (NULL, refuses_row, "shipment.create", SHIPMENT_BODY, FO_FATE_REFUSED, "МойСклад (200, 3006): Ошибка сохранения");
  expect_differs (NULL, refuses, "shipment.create", SHIPMENT_BODY, FO_FATE_REFUSED, "МойСклад (412, 3007): Нельзя отгрузить товар «Клей»");
}

/* Of the lots to be made one was and one was not: those that were stay the only ones when it is tried again. */
static void
test_partly_made (void)
{
  static const char body[] = "{\"shipment\": \"00214-1\", \"order\": \"" ORDER ("1") "\", \"lines\": [" LINE (POSITION ("1"), "К-1", "П-90", "null", "1", "")
                             ", " LINE (POSITION ("1"), "К-1", "П-78", "null", "1", "") "]}";
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  open_world (&world, NULL);
  refuses_row (world.fake);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", body, &fate), ==, FO_FATE_REFUSED);
  g_assert_cmpuint (fake_msk_count (world.fake, "consignment"), ==, 2);
  g_clear_pointer (&world.fake->refuses_row, g_free);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", body, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, "consignment"), ==, 3);
  msk_world_close (&world);
}

/* More positions than come with the document: all of them are compared. */
static void
test_long_document (void)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  open_world (&world, NULL);
  world.fake->nested = 1;
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  msk_world_close (&world);
}

/* More positions than a request may carry, with a lot of its own each: the rest is put behind them, whatever is lost on the way. */
static char *
long_body (guint n)
{
  GString *body = g_string_new ("{\"shipment\": \"00214-1\", \"order\": \"" ORDER ("1") "\", \"number\": \"00214\", \"shipped_on\": "
                                "\"2026-11-22\", \"lines\": [");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (body, "%s{\"line\": \"" POSITION ("1") "\", \"item\": \"К-1\", \"lot\": \"Партия-%03u\", \"expires_on\": null, "
                            "\"quantity\": \"%u\"}", i ? ", " : "", i, i % 3 + 1);
  return g_string_free (g_string_append (body, "]}"), FALSE);
}

static void
test_more_than_fit (void)
{
  g_autofree char *body = long_body (7), *many = long_body (130);
  guint requests = 40;

  for (guint skip = 0; skip < requests; skip++)
    for (guint f = 0; f < 2; f++) {
      g_auto (FoFate) fate = { 0 };
      MskWorld world = { 0 };

      open_world (&world, "\"rows_most\": 3");
      world.fake->rows_most = 3;
      if (skip > 0)
        fake_server_fault (world.fake->server, faults[f], 0, NULL, skip - 1, 1);
      g_assert_cmpint (link_world_settle (&world.w, "shipment.create", "1", body, &fate), ==, FO_FATE_VERIFIED);
      g_assert_cmpuint (fake_msk_count (world.fake, "demand"), ==, 1);
      g_assert_cmpuint (fake_msk_count (world.fake, "consignment"), ==, 1 + 7);
      g_assert_cmpuint (json_object_array_length (json_object_object_get (
                            json_object_object_get (fake_msk_last (world.fake, "demand"), "positions"), "rows")), ==, 7);
      requests = skip == 0 ? fake_server_count (world.fake->server, "") + 1 : requests;
      msk_world_close (&world);
    }
  {
    g_auto (FoFate) fate = { 0 };
    MskWorld world = { 0 };

    open_world (&world, NULL); /* their names alone are longer than an address */
    g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", many, &fate), ==, FO_FATE_VERIFIED);
    msk_world_close (&world);
  }
}

/* Somebody has put a position into the long document meanwhile: that is a disagreement, and nothing more is added. */
static void
test_long_and_changed (void)
{
  g_autofree char *body = long_body (5);
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };
  json_object *rows;

  open_world (&world, "\"rows_most\": 3");
  world.fake->rows_most = 3;
  fake_server_fault (world.fake->server, FAKE_503, 0, "POST", 3, 1); /* lots in two, the document, and then its rest */
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", body, &fate), ==, FO_FATE_UNKNOWN);
  rows = json_object_object_get (json_object_object_get (fake_msk_last (world.fake, "demand"), "positions"), "rows");
  g_assert_cmpuint (json_object_array_length (rows), ==, 3);
  json_object_object_add (json_object_array_get_idx (rows, 0), "quantity", json_object_new_int (77));
  g_assert_cmpint (link_world_settle (&world.w, "shipment.create", "1", body, &fate), ==, FO_FATE_DIFFERS);
  g_assert_cmpuint (json_object_array_length (rows), ==, 3);
  msk_world_close (&world);
}

static FoFateKind
send_on (MskWorld *world, const char *day, FoFate *fate)
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
  MskWorld world = { 0 };

  open_world (&world, NULL);
  world.fake->closed_until = g_strdup ("2026-12-01");
  g_assert_cmpint (send_on (&world, NULL, &fate), ==, FO_FATE_CLOSED);
  g_assert_cmpint (send_on (&world, NULL, &fate), ==, FO_FATE_CLOSED);
  g_assert_cmpuint (fake_msk_count (world.fake, "demand"), ==, 0);
  g_assert_cmpint (send_on (&world, "2026-12-02", &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, "demand"), ==, 1);
  msk_world_close (&world);
}

/* Somebody has deleted it there since: that is a disagreement, and it is not made anew behind his back. */
static void
test_deleted_there (void)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  open_world (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  fake_msk_trash (world.fake, "demand", fate.remote_id);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_DIFFERS);
  g_assert_cmpuint (fake_msk_count (world.fake, "demand"), ==, 0);
  msk_world_close (&world);
}

/* ---- what is taken back ---------------------------------------------------------------------------------------------------- */

static void
test_shipment_cancelled (void)
{
  static const char cancel[] = "{\"shipment\": \"00214-1\", \"order\": \"" ORDER ("1") "\", \"cancelled_on\": \"2026-11-22\"}";
  g_auto (FoFate) fate = { 0 };

  for (guint skip = 0; skip < 3; skip++)
    for (guint f = 0; f < 3; f++) {
      MskWorld world = { 0 };

      open_world (&world, NULL);
      g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
      fake_server_fault (world.fake->server, faults[f], 0, NULL, skip, 1);
      g_assert_cmpint (link_world_settle (&world.w, "shipment.cancel", "2", cancel, &fate), ==, FO_FATE_VERIFIED);
      g_assert_cmpuint (fake_msk_count (world.fake, "demand"), ==, 0);
      g_assert_nonnull (fake_msk_last (world.fake, "demand"));
      msk_world_close (&world);
    }
}

/* Two alike, one undone, then the other: each document once. A third undoing finds none, and is a document of its own. */
static void
test_undone (void)
{
  static const char back[] = GOODS_BODY ("\"quantity\": \"-4\", \"undoes\": \"12\"");
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  open_world (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "1", GOODS_BODY ("\"quantity\": \"4\""), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "2", GOODS_BODY ("\"quantity\": \"4\""), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "3", back, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, "loss"), ==, 1);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "4", back, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, "loss"), ==, 0);
  g_assert_cmpint (link_world_send (&world.w, "write.off", "5", back, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, "enter"), ==, 1);
  msk_world_close (&world);
}

static void
undo_of (const char *setup, const char *op, const char *body, const char *back, const char *type)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  open_world (&world, setup);
  g_assert_cmpint (link_world_send (&world.w, op, "1", body, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, type), ==, 1);
  g_assert_cmpint (link_world_send (&world.w, op, "2", back, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, type), ==, 0);
  msk_world_close (&world);
}

static void
test_undone_each (void)
{
  undo_of (NULL, "return.create", RETURN_BODY ("", ORDER ("1"), "2"), RETURN_BODY ("", ORDER ("1"), "-2"), "salesreturn");
  undo_of (NULL, "production.receipt", MADE_BODY ("К-1", "4"), MADE_BODY ("К-1", "-4"), "productionstagecompletion");
  undo_of (NULL, "receipt.create", RECEIPT_BODY ("00031"),
           "{\"supply\": \"00031\", \"item\": \"К-1\", \"lot\": \"N-1\", \"expires_on\": \"2028-01-31\", \"quantity\": \"-40\", \"undoes\": \"5\"}",
           "supply");
  undo_of (NULL, "receipt.create", RECEIPT_BODY (""),
           "{\"supply\": \"\", \"item\": \"К-1\", \"lot\": \"N-1\", \"expires_on\": \"2028-01-31\", \"quantity\": \"-40\", \"undoes\": \"5\"}",
           "enter");
  undo_of (NULL, "count.difference", GOODS_BODY ("\"difference\": \"2.5\""), GOODS_BODY ("\"difference\": \"-2.5\", \"undoes\": \"7\""), "enter");
  undo_of (NULL, "count.difference", GOODS_BODY ("\"difference\": \"-2.5\""), GOODS_BODY ("\"difference\": \"2.5\", \"undoes\": \"7\""), "loss");
  undo_of ("\"production\": \"order\"", "production.receipt", ORDERED_BODY ("10"), ORDERED_BODY ("-10"), "processing");
}

/* A return of a shipment that stands there is for it, at its prices. */
static void
test_return_of_shipment (void)
{
  g_auto (FoFate) fate = { 0 };
  g_autofree char *text = NULL, *demand = NULL, *expected = NULL;
  MskWorld world = { 0 };

  open_world (&world, NULL);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  demand = g_strdup (fate.remote_id);
  g_assert_cmpint (link_world_send (&world.w, "return.create", "2", RETURN_BODY ("00214-1", ORDER ("1"), "2"), &fate), ==, FO_FATE_VERIFIED);
  text = msk_world_text (&world, "salesreturn", "demand agent", "positions", "quantity price assortment");
  expected = g_strdup_printf ("demand=%s agent=" CUSTOMER ("1") " | 2 10050.5 " LOT ("1"), demand);
  g_assert_cmpstr (text, ==, expected);
  msk_world_close (&world);
}

/* Less arrived than left: the same document says so. */
static void
test_transfer_again (void)
{
  g_auto (FoFate) fate = { 0 };
  g_autofree char *text = NULL;
  MskWorld world = { 0 };

  open_world (&world, PARTNERS);
  g_assert_cmpint (link_world_send (&world.w, "transfer", "1", TRANSFER_BODY ("0"), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpint (link_world_send (&world.w, "transfer", "2", TRANSFER_BODY ("6"), &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, "move"), ==, 1);
  text = msk_world_text (&world, "move", "applicable", "positions", "quantity");
  g_assert_cmpstr (text, ==, "applicable=true | 6");
  msk_world_close (&world);
}

/* We write what is ours, and nothing else of the order: reserves, and its state. */
static void
test_only_ours (void)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };
  json_object *order, *row;

  open_world (&world, "\"reserve\": true, " STATES);
  g_assert_cmpint (link_world_send (&world.w, "reserve.set", "1", RESERVE_BODY, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpint (link_world_send (&world.w, "order.state", "2", STATE_BODY ("picked"), &fate), ==, FO_FATE_VERIFIED);
  order = fake_msk_get (world.fake, "customerorder", ORDER ("1"));
  row = json_object_array_get_idx (json_object_object_get (json_object_object_get (order, "positions"), "rows"), 0);
  g_assert_cmpstr (fake_text (row, "reserve"), ==, "2.5");
  g_assert_cmpstr (fake_text (row, "quantity"), ==, "4");
  g_assert_cmpstr (fake_text (row, "price"), ==, "10050.5");
  g_assert_cmpstr (fake_text (order, "name"), ==, "00214");
  msk_world_close (&world);
}

static char *
answer_in (MskWorld *world)
{
  json_object *order = fake_msk_get (world->fake, "customerorder", ORDER ("1")), *list = NULL;
  const char *text = fake_text (order, "description");

  if (json_object_object_get_ex (order, "attributes", &list))
    for (gsize i = 0; i < json_object_array_length (list); i++)
      if (g_str_equal (fake_text (json_object_array_get_idx (list, i), "name"), "Ответ склада"))
        return g_strdup_printf ("field: %s", fake_text (json_object_array_get_idx (list, i), "value"));
  return g_strdup (text);
}

static void
expect_answer (MskWorld *world, const char *id, const char *body, const char *text)
{
  g_auto (FoFate) fate = { 0 };
  g_autofree char *there = NULL;

  g_assert_cmpint (link_world_send (&world->w, "availability.answer", id, body, &fate), ==, FO_FATE_VERIFIED);
  there = answer_in (world);
  g_assert_cmpstr (there, ==, text);
}

/* What people wrote stays; each item has one line, which says what was seen last; nothing is written that stands there already. */
static void
test_answers (void)
{
  MskWorld world = { 0 };
  guint written;

  open_world (&world, NULL);
  fake_msk_change (world.fake, "customerorder", ORDER ("1"), "{\"description\": \"Позвонить до 12.\\nНаличие уточнить!\"}");
  expect_answer (&world, "1", FOUND, "Позвонить до 12.\nНаличие уточнить!\n" FOUND_LINE);
  written = fake_server_count (world.fake->server, "PUT");
  expect_answer (&world, "1", FOUND, "Позвонить до 12.\nНаличие уточнить!\n" FOUND_LINE);
  g_assert_cmpuint (fake_server_count (world.fake->server, "PUT"), ==, written);
  expect_answer (&world, "2", ANSWER_BODY ("\"recalled\": true"),
                 "Позвонить до 12.\nНаличие уточнить!\nНаличие К-1: проверяется ещё раз");
  expect_answer (&world, "3", ANSWER_BODY ("\"lots\": [], \"found\": \"0\""),
                 "Позвонить до 12.\nНаличие уточнить!\nНаличие К-1: спрошено 4, на складе 0");
  msk_world_close (&world);
  open_world (&world, ANSWER_FIELD);
  expect_answer (&world, "1", FOUND, "field: " FOUND_LINE);
  g_assert_cmpuint (json_object_array_length (json_object_object_get (fake_msk_get (world.fake, "customerorder", ORDER ("1")), "attributes")),
                    ==, 2); /* the other one is as it was */
  msk_world_close (&world);
  expect_differs (NULL, cuts, "availability.answer", FOUND, FO_FATE_DIFFERS, "link.comment-cut");
}

/* Packs as they stand: "12 gtin 14601234567890 | 6 ean13 2900000000017". */
static char *
packs_of (MskWorld *world, const char *id)
{
  json_object *packs = json_object_object_get (fake_msk_get (world->fake, "product", id), "packs");
  GString *text = g_string_new (NULL);

  for (gsize i = 0; packs && i < json_object_array_length (packs); i++) {
    json_object *pack = json_object_array_get_idx (packs, i), *codes = json_object_object_get (pack, "barcodes");
    g_string_append_printf (text, "%s%s", i ? " | " : "", fake_text (pack, "quantity"));
    if (codes && json_object_array_length (codes) > 0) {
      json_object_object_foreach (json_object_array_get_idx (codes, 0), kind, value)
        g_string_append_printf (text, " %s %s", kind, json_object_get_string (value));
    }
  }
  return g_string_free (text, FALSE);
}

static void
expect_packs (MskWorld *world, const char *id, const char *quantity, const char *packs)
{
  g_auto (FoFate) fate = { 0 };
  g_autofree char *body = g_strdup_printf ("{\"item\": \"К-1\", \"code\": \"2900000000017\", \"quantity\": \"%s\"}", quantity), *there = NULL;

  g_assert_cmpint (link_world_send (&world->w, "barcode.create", id, body, &fate), ==, FO_FATE_VERIFIED);
  there = packs_of (world, ITEM ("1"));
  g_assert_cmpstr (there, ==, packs);
}

/* A pack has one barcode at most: a free one of that many takes it, else a pack is made; those that are there stay word for word. */
static void
test_packs (void)
{
  MskWorld world = { 0 };
  guint written;

  open_world (&world, NULL);
  expect_packs (&world, "1", "6", "12 gtin 14601234567890 | 6 ean13 2900000000017");
  written = fake_server_count (world.fake->server, "PUT");
  expect_packs (&world, "2", "6", "12 gtin 14601234567890 | 6 ean13 2900000000017");
  g_assert_cmpuint (fake_server_count (world.fake->server, "PUT"), ==, written);
  msk_world_close (&world);
  open_world (&world, NULL);
  fake_msk_change (world.fake, "product", ITEM ("1"), "{\"packs\": [{\"id\": \"" MSK ("b9000000", "1") "\", \"quantity\": 12.0, \"uom\": {"
                   HREF ("uom", MSK ("a9000000", "1")) "}}]}");
  expect_packs (&world, "1", "12", "12.0 ean13 2900000000017");
  msk_world_close (&world);
}

/* ---- locked out ------------------------------------------------------------------------------------------------------------ */

/* I18: a login that is refused in the middle: one request, and nothing more leaves. */
static void
test_latched (void)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };
  guint documents, lots, requests = walk_undisturbed (&walks[0], &documents, &lots);

  for (guint skip = 0; skip < requests; skip++) {
    open_world (&world, NULL);
    fake_server_fault (world.fake->server, FAKE_401, 0, NULL, skip, 1000);
    for (int i = 0; i < 3; i++)
      link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate);
    g_assert_cmpuint (fake_server_count (world.fake->server, ""), ==, skip + 1);
    g_assert_true (fate.kind == FO_FATE_LATER || fate.kind == FO_FATE_UNKNOWN);
    msk_world_close (&world);
  }
}

/* The lease is gone at any step: nothing more leaves. */
static void
test_fenced (void)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  open_world (&world, NULL);
  world.w.host.fenced = true;
  link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate);
  g_assert_cmpint (fate.kind, ==, FO_FATE_LATER);
  g_assert_cmpuint (fake_server_count (world.fake->server, "P"), ==, 0);
  msk_world_close (&world);
}

/* A first answer that takes long is waited for, and not asked for twice. */
static void
test_slow (void)
{
  g_auto (FoFate) fate = { 0 };
  MskWorld world = { 0 };

  open_world (&world, NULL);
  fake_server_fault (world.fake->server, FAKE_SLOW, 700, NULL, 0, 1);
  fake_server_fault (world.fake->server, FAKE_SLOW, 700, "POST", 0, 1);
  g_assert_cmpint (link_world_send (&world.w, "shipment.create", "1", SHIPMENT_BODY, &fate), ==, FO_FATE_VERIFIED);
  g_assert_cmpuint (fake_msk_count (world.fake, "demand"), ==, 1);
  g_assert_null (strstr (world.w.host.steps->str, world.w.host.secret));
  msk_world_close (&world);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* what a failure prints is Russian */
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/moysklad/tells/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], play_case);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++) {
    g_autofree char *path = g_strdup_printf ("/moysklad/one document whatever is lost/%s/%" G_GSIZE_FORMAT, walks[i].op, i);
    g_test_add_data_func (path, &walks[i], test_one_document);
  }
  g_test_add_func ("/moysklad/its syncId finds it when all else is forgotten", test_sync_id_finds);
  g_test_add_func ("/moysklad/what it does otherwise than told is seen", test_habits);
  g_test_add_func ("/moysklad/lots of which some were made", test_partly_made);
  g_test_add_func ("/moysklad/long documents", test_long_document);
  g_test_add_func ("/moysklad/more positions than a request may carry", test_more_than_fit);
  g_test_add_func ("/moysklad/and somebody changes the first of them", test_long_and_changed);
  g_test_add_func ("/moysklad/a closed period", test_closed);
  g_test_add_func ("/moysklad/deleted there", test_deleted_there);
  g_test_add_func ("/moysklad/a shipment is taken back", test_shipment_cancelled);
  g_test_add_func ("/moysklad/what is undone is taken back", test_undone);
  g_test_add_func ("/moysklad/each kind of it", test_undone_each);
  g_test_add_func ("/moysklad/a return of a shipment", test_return_of_shipment);
  g_test_add_func ("/moysklad/a transfer is told again", test_transfer_again);
  g_test_add_func ("/moysklad/only what is ours is written", test_only_ours);
  g_test_add_func ("/moysklad/is it really there", test_answers);
  g_test_add_func ("/moysklad/codes of packs", test_packs);
  g_test_add_func ("/moysklad/locked out in the middle", test_latched);
  g_test_add_func ("/moysklad/without the turn", test_fenced);
  g_test_add_func ("/moysklad/slow is not dead", test_slow);
  return g_test_run ();
}

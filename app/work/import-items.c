/* SPDX-License-Identifier: GPL-3.0-or-later
 * Items and places: what there is, and where it can be. */
#include "firstout/core/code.h"
#include "firstout/core/gs1.h"
#include "firstout/store/barcodes.h"
#include "import-inside.h"
#include <string.h>

/* ---- items ------------------------------------------------------------------------------------------------------- */

enum {
  ITEM,
  NAME,
  NAME_DE,
  NAME_EN,
  KIND,
  UNIT,
  TRACKING,
  EXPIRY,
  ISSUE,
  ENFORCEMENT,
  SHELF_LIFE,
  CERTIFICATE,
  EVERY_UNIT,
  BY_EYE,
  LABELS,
  BARCODE,
  BARCODE_QUANTITY,
  PACK_BARCODE,
  PACK_QUANTITY,
  MARKED,
  MIN_LIFE
};

static const FoImportColumn item_columns[] = {
  [ITEM] = { "item", "code|article|sku|артикул|код|кодтовара|кодноменклатуры|artikel|artikelnummer|artikelnr|artnr",
             true },
  [NAME] = { "name", "наименование|название|номенклатура|товар|bezeichnung|artikelbezeichnung|description|nameru",
             false },
  [NAME_DE] = { "name_de", "наименованиенемецкий|bezeichnungdeutsch", false },
  [NAME_EN] = { "name_en", "наименованиеанглийский|bezeichnungenglisch", false },
  [KIND] = { "kind", "вид|тип|видноменклатуры|типноменклатуры|art|artikelart|type", false },
  [UNIT] = { "unit", "ед|едизм|единица|единицаизмерения|einheit|mengeneinheit|me|uom", false },
  [TRACKING] = { "tracking",
                 "учет|учетсерий|серийныйучет|партии|учетпартий|chargenpflicht|chargenpflichtig|lots|batches", false },
  [EXPIRY] = { "expiry", "срокгодности|естьсрокгодности|учетсрокагодности|mhdpflicht|mhdpflichtig|hasexpiry|expires",
               false },
  [ISSUE] = { "issue", "issueorder|порядокотпуска|порядоксписания|entnahme|entnahmeregel", false },
  [ENFORCEMENT] = { "enforcement", "строгость|контрольпорядка|durchsetzung", false },
  [SHELF_LIFE] = { "shelf_life_days",
                   "срокгодностидней|срокгодностидни|срокхранениядней|haltbarkeittage|haltbarkeit|shelflife", false },
  [CERTIFICATE] = { "certificate", "сертификат|паспорт|zertifikat|zeugnis", false },
  [EVERY_UNIT] = { "every_unit", "каждуюединицу|поштучно|jedeeinheit|einzelscan", false },
  [BY_EYE] = { "by_eye", "безкода|можнобезкода|ohnecode|nachsicht", false },
  [LABELS] = { "labels", "этикетки|etiketten|label", false },
  [BARCODE] = { "barcode", "штрихкод|шк|ean|ean13|gtin|штрихкодтовара|strichcode", false },
  [BARCODE_QUANTITY] = { "barcode_quantity",
                         "количествовупаковке|вупаковке|кратность|коэффициент|packmenge|inhalt|packsize|factor",
                         false },
  [PACK_BARCODE] = { "pack_barcode", "штрихкодупаковки|шкупаковки|штрихкодкороба|ean14|gtin14|itf14|packbarcode|kartonean|packean",
                     false },
  [PACK_QUANTITY] = { "pack_quantity", "количествовкоробе|вкоробе|вместимость|stückjekarton|jekarton|packinhalt|perpack", false },
  [MARKED] = { "marked", "маркировка|маркируемый|подлежитмаркировке|честныйзнак|kennzeichnungspflicht|kennzeichnungspflichtig",
               false },
  [MIN_LIFE] = { "min_life", "остаточныйсрок|минимальныйсрок|остаточныйсрокгодности|restlaufzeit|mindestrestlaufzeit|minlife", false },
  { NULL, NULL, false },
};

/* A code in a row, and the columns it and its factor stand in. */
typedef struct {
  char text[FO_BARCODE_MAX];
  FoQuantity quantity_u;
  int column, quantity_column;
} ItemCode;

typedef struct {
  FoImportRow row;
  FoItem item;
  ItemCode unit, pack;
  FoMinLife min_life;
  bool says_life;
} ItemRow;

static const char *const kind_words[] = { "товар",  "goods",   "материал",       "goods",   "продукция",
                                          "goods",  "ware",    "goods",          "услуга",  "service",
                                          "работа", "service", "dienstleistung", "service", "набор",  "kit",  "комплект", "kit",
                                          "set",    "kit",     "bundle",         "kit",     NULL };
static const char *const tracking_words[] = { "да",  "lot",    "yes",  "lot",    "ja",  "lot",   "1",   "lot", "серия",
                                              "lot", "партия", "lot",  "charge", "lot", "batch", "lot", "нет", "none",
                                              "no",  "none",   "nein", "none",   "0",   "none",
                                              "серийный номер", "serial", "серийные номера", "serial",
                                              "seriennummer", "serial", "серия и серийный номер", "lot-serial",
                                              "lot+serial", "lot-serial", "charge und seriennummer", "lot-serial",
                                              "серийный номер при отгрузке", "serial-shipment",
                                              "seriennummer bei versand", "serial-shipment", NULL };
static const char *const certificate_words[] = { "нет",   "none",        "no",     "none",        "nein",
                                                 "none",  "до отгрузки", "before", "vor versand", "before",
                                                 "после", "after",       "nach",   "after",       NULL };
static const char *const none_words[] = { NULL };

static void
read_item_code (FoImport *import, ItemRow *r, ItemCode *code, int column, int quantity_column)
{
  *code = (ItemCode){ .quantity_u = FO_ONE, .column = column, .quantity_column = quantity_column };
  fo_import_get_text (import, &r->row, column, true, code->text, sizeof code->text);
  fo_import_get_quantity (import, &r->row, quantity_column, &code->quantity_u);
}

/* Days, or "66%" of the shelf life. */
static void
read_min_life (FoImport *import, ItemRow *r)
{
  const char *text = fo_import_text (import, &r->row, MIN_LIFE);

  r->says_life = *text != '\0';
  if (r->says_life && !fo_min_life_parse (text, &r->min_life))
    fo_import_fault (import, &r->row, MIN_LIFE, FO_MESSAGE_MALFORMED);
}

static bool
parse_tracking (const char *name, FoItem *item)
{
  return fo_item_tracking_parse (item, name);
}

static void
read_item (FoImport *import, ItemRow *r)
{
  FoImportRow *row = &r->row;
  FoItem *item = &r->item;

  fo_import_get_text (import, row, NAME, false, item->name, sizeof item->name);
  fo_import_get_text (import, row, NAME_DE, false, item->name_de, sizeof item->name_de);
  fo_import_get_text (import, row, NAME_EN, false, item->name_en, sizeof item->name_en);
  fo_import_get_text (import, row, UNIT, false, item->unit, sizeof item->unit);
  fo_import_get_word (import, row, KIND, kind_words, fo_item_kind_parse, &item->kind);
  fo_import_get_word (import, row, TRACKING, tracking_words, parse_tracking, item);
  fo_import_get_yes (import, row, EXPIRY, &item->has_expiry);
  fo_import_get_word (import, row, ISSUE, none_words, fo_issue_order_parse, &item->issue);
  fo_import_get_word (import, row, ENFORCEMENT, none_words, fo_enforcement_parse, &item->enforcement);
  fo_import_get_int (import, row, SHELF_LIFE, 36500, &item->shelf_life_days);
  fo_import_get_word (import, row, CERTIFICATE, certificate_words, fo_certificate_rule_parse, &item->certificate);
  fo_import_get_yes (import, row, EVERY_UNIT, &item->every_unit);
  fo_import_get_yes (import, row, BY_EYE, &item->by_eye);
  fo_import_get_word (import, row, LABELS, none_words, fo_labels_rule_parse, &item->labels);
  fo_import_get_yes (import, row, MARKED, &item->marked);
  read_min_life (import, r);
  read_item_code (import, r, &r->unit, BARCODE, BARCODE_QUANTITY);
  read_item_code (import, r, &r->pack, PACK_BARCODE, PACK_QUANTITY);
  if (!item->name[0])
    fo_import_fault (import, row, NAME, FO_MESSAGE_MALFORMED);
}

/* What an item is like when nobody said: counted in pieces, by eye when it must be, a label for a line. */
static FoItem
ordinary_item (FoIssueOrder issue)
{
  return (FoItem){ .unit = "шт",
                   .issue = issue,
                   .enforcement = FO_ENFORCE_WARN,
                   .by_eye = true,
                   .labels = FO_LABELS_LINE,
                   .certificate = FO_CERTIFICATE_NONE };
}

/* A product number with a wrong last digit is a mistake of the table; any other text is a code of the firm's own. */
static void
judge_barcode (FoImport *import, ItemRow *r, ItemCode *said)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  char gtin[FO_GTIN_MAX];
  FoScan scan;

  if (!said->text[0] || !fo_scan_init (&scan, said->text, strlen (said->text), FO_SYMBOLOGY_UNKNOWN, NULL, 0))
    return;
  fo_code_read (code, &scan, fo_store_today (import->store), false);
  if (code->verdict == FO_CODE_CHECK_DIGIT)
    fo_import_fault (import, &r->row, said->column, FO_CODE_CHECK_DIGIT);
  else if (code->kind == FO_CODE_GTIN && fo_code_gtin (code, gtin))
    g_strlcpy (said->text, gtin, sizeof said->text);
  if (said->quantity_u <= 0)
    fo_import_fault (import, &r->row, said->quantity_column, FO_QUANTITY_NOT_POSITIVE);
}

/* A code that means another thing already, in the store or further up in the file. */
static bool
judge_barcode_owner (FoImport *import, FoTxn *txn, ItemRow *r, const ItemCode *said, bool *ret_known, GError **error)
{
  FoQuantity quantity_u;
  ItemRow *before;
  FoItem owner;
  FoFound found;

  *ret_known = !said->text[0];
  if (!said->text[0])
    return true;
  before = (ItemRow *) fo_import_see (import, &r->row, g_strdup_printf ("barcode %s", said->text));
  if (before && !g_str_equal (before->item.code, r->item.code))
    fo_import_fault (import, &r->row, said->column, FO_NUMBER_TAKEN);
  found = fo_item_find_by_barcode (txn, said->text, &owner, &quantity_u, error);
  if (found == FO_FOUND && !g_str_equal (owner.code, r->item.code))
    fo_import_fault (import, &r->row, said->column, FO_NUMBER_TAKEN);
  *ret_known = found == FO_FOUND && quantity_u == said->quantity_u;
  return found != FO_FAILED;
}

/* Goods without lots cannot be told apart later. */
static bool
judge_tracking (FoImport *import, FoTxn *txn, ItemRow *r, const FoItem *known, GError **error)
{
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  if (known->tracking == r->item.tracking && known->kind == r->item.kind)
    return true;
  if (!fo_stock_of_item (txn, known->id, stock, error))
    return false;
  if (stock->len > 0)
    fo_import_fault (import, &r->row, TRACKING, FO_ITEM_HAS_STOCK);
  return true;
}

static bool
look_at_item (FoImport *import, FoTxn *txn, FoImportRow *row, GError **error)
{
  ItemRow *r = (ItemRow *) row, *before;
  char code[FO_ITEM_CODE_MAX] = "";
  FoItem known = { 0 };
  bool barcode_known, pack_known;
  FoMinLife life = { 0, 0 };
  FoFound found;

  fo_import_get_text (import, row, ITEM, true, code, sizeof code);
  if (!code[0]) {
    if (!row->is_faulty)
      fo_import_fault (import, row, ITEM, FO_MESSAGE_MALFORMED);
    return true;
  }
  before = (ItemRow *) fo_import_see (import, row, g_strdup_printf ("item %s", code));
  found = fo_item_find_by_code (txn, code, &known, error);
  if (found == FO_FAILED)
    return false;
  r->item = before ? before->item : found == FO_FOUND ? known : ordinary_item (import->issue);
  g_strlcpy (r->item.code, code, sizeof r->item.code);
  read_item (import, r);
  judge_barcode (import, r, &r->unit);
  judge_barcode (import, r, &r->pack);
  if (!judge_barcode_owner (import, txn, r, &r->unit, &barcode_known, error)
      || !judge_barcode_owner (import, txn, r, &r->pack, &pack_known, error)
      || (found == FO_FOUND && !judge_tracking (import, txn, r, &known, error)))
    return false;
  if (found == FO_FOUND && r->says_life && !fo_item_life_get (txn, known.id, &life, error))
    return false;
  row->is_unchanged = barcode_known && pack_known && (before || found == FO_FOUND)
                      && (!r->says_life || (life.days == r->min_life.days && life.percent == r->min_life.percent))
                      && memcmp (&r->item, before ? &before->item : &known, sizeof known) == 0;
  return true;
}

static bool
apply_item_code (FoImport *import, ItemRow *r, const ItemCode *code, GError **error)
{
  const FoApplyItem what = { .item = r->item,
                             .barcode = code->text[0] ? code->text : NULL,
                             .barcode_quantity_u = code->quantity_u,
                             .min_life = r->says_life ? &r->min_life : NULL };
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!fo_import_act (import, &act, error) || !fo_work_apply_item (import->store, &act, &what, &reply, error))
    return false;
  fo_import_answer (import, &r->row, &reply);
  return true;
}

static bool
apply_item (FoImport *import, FoImportRow *row, GError **error)
{
  ItemRow *r = (ItemRow *) row;

  return apply_item_code (import, r, &r->unit, error)
         && (!r->pack.text[0] || apply_item_code (import, r, &r->pack, error));
}

const FoImportOps fo_import_items = { item_columns, sizeof (ItemRow), look_at_item, apply_item };

/* ---- places ------------------------------------------------------------------------------------------------------ */

enum { PLACE, PLACE_NAME, PLACE_KIND, ROUTE };

static const FoImportColumn place_columns[] = {
  [PLACE] = { "place", "code|bin|location|ячейка|место|местохранения|код|адрес|lagerplatz|platz|fach", true },
  [PLACE_NAME] = { "name", "наименование|название|описание|bezeichnung|description", false },
  [PLACE_KIND] = { "kind", "вид|тип|типячейки|назначение|art|platzart|type", false },
  [ROUTE] = { "route", "порядок|порядокобхода|маршрут|laufweg|reihenfolge|sequence", false },
  { NULL, NULL, false },
};

typedef struct {
  FoImportRow row;
  FoPlace place;
} PlaceRow;

static const char *const place_words[] = {
  "ячейка",  "bin",        "стеллаж",      "bin",        "полка",      "bin",        "хранение", "bin",
  "fach",    "bin",        "lagerplatz",   "bin",        "shelf",      "bin",        "приемка",  "dock",
  "приёмка", "dock",       "wareneingang", "dock",       "receiving",  "dock",       "упаковка", "bench",
  "стол",    "bench",      "packtisch",    "bench",      "packing",    "bench",      "карантин", "quarantine",
  "брак",    "quarantine", "quarantäne",   "quarantine", "sperrlager", "quarantine", NULL
};

static bool
judge_place_kind (FoImport *import, FoTxn *txn, PlaceRow *r, const FoPlace *known, GError **error)
{
  FoFound used = FO_ABSENT;

  if (!fo_place_is_real (r->place.kind))
    fo_import_fault (import, &r->row, PLACE_KIND, FO_PLACE_IS_VIRTUAL);
  else if (known->id && known->kind != r->place.kind) {
    used = fo_place_is_real (known->kind) ? fo_place_used (txn, known->id, error) : FO_FOUND;
    if (used == FO_FOUND)
      fo_import_fault (import, &r->row, PLACE_KIND, FO_MOVEMENT_FORBIDDEN);
  }
  return used != FO_FAILED;
}

static bool
look_at_place (FoImport *import, FoTxn *txn, FoImportRow *row, GError **error)
{
  PlaceRow *r = (PlaceRow *) row;
  char code[FO_PLACE_CODE_MAX] = "";
  FoPlace known = { 0 };
  FoFound found;

  fo_import_get_text (import, row, PLACE, true, code, sizeof code);
  if (!code[0]) {
    if (!row->is_faulty)
      fo_import_fault (import, row, PLACE, FO_MESSAGE_MALFORMED);
    return true;
  }
  if (fo_import_see (import, row, g_strdup (code)))
    fo_import_fault (import, row, PLACE, FO_NUMBER_TAKEN);
  found = fo_place_find_by_code (txn, code, &known, error);
  if (found == FO_FAILED)
    return false;
  if (known.kind == FO_PLACE_SHUT) /* a table says what a shelf is, not whether it may be gone to */
    known.kind = FO_PLACE_BIN;
  r->place = found == FO_FOUND ? known : (FoPlace){ .kind = FO_PLACE_BIN, .route = 1000 };
  g_strlcpy (r->place.code, code, sizeof r->place.code);
  fo_import_get_text (import, row, PLACE_NAME, false, r->place.name, sizeof r->place.name);
  fo_import_get_word (import, row, PLACE_KIND, place_words, fo_place_kind_parse, &r->place.kind);
  fo_import_get_int (import, row, ROUTE, 1000000, &r->place.route);
  row->is_unchanged = found == FO_FOUND && memcmp (&known, &r->place, sizeof known) == 0;
  return judge_place_kind (import, txn, r, &known, error);
}

static bool
apply_place (FoImport *import, FoImportRow *row, GError **error)
{
  const PlaceRow *r = (const PlaceRow *) row;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!fo_import_act (import, &act, error) || !fo_work_apply_place (import->store, &act, &r->place, &reply, error))
    return false;
  fo_import_answer (import, row, &reply);
  return true;
}

const FoImportOps fo_import_places = { place_columns, sizeof (PlaceRow), look_at_place, apply_place };

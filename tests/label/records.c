/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "records.h"

#include "firstout/label/voucher.h"
#include "where.h"

#include <string.h>

#define FOUND_MAX 64

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
fo_test_template_names (void)
{
  g_autoptr (GDir) dir = g_dir_open (FO_SOURCE_DIR "/data/labels", 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *file;

  while ((file = g_dir_read_name (dir)))
    if (g_str_has_suffix (file, ".label") && !g_str_equal (file, "chart.label") && !g_str_equal (file, "test.label"))
      g_ptr_array_add (names, g_strndup (file, strlen (file) - strlen (".label")));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* ---- texts ------------------------------------------------------------------------------------------------------- */

static const char *const letters[] = {
  "A", "B", "K",  "Z", "a", "b", "z", "0", "1", "2",  "7", "9", "-", ".", "/", "%", "&",
  "<", ">", "\"", "'", "(", ")", "+", "#", "*", "Ж",  "ё", "Й", "щ", "ъ", "Д", "о", "Ü",
  "ß", "ä", "№",  "«", "»", "·", "€", "~", "^", "\\", "{", "}", "[", "]", "$", ";",
};

typedef struct {
  FoTestSort sort;
  GRand *rand;
} Writer;

/* Words of up to eight letters, at most MOST in all, in ROOM bytes. */
static void
random_text (GRand *rand, int most, char *text, gsize room)
{
  int length = g_rand_int_range (rand, 1, most + 1), word = 0;

  text[0] = '\0';
  for (int i = 0; i < length; i++) {
    bool space = word > 0 && i < length - 1 && (word == 8 || g_rand_int_range (rand, 0, 6) == 0);
    const char *letter = space ? " " : letters[g_rand_int_range (rand, 0, G_N_ELEMENTS (letters))];
    if (strlen (text) + strlen (letter) >= room)
      break;
    g_strlcat (text, letter, room);
    word = space ? 0 : word + 1;
  }
  g_strchomp (text);
}

static void
write_text (const Writer *writer, const char *ordinary, int most, char *text, gsize room)
{
  if (writer->sort == FO_TEST_RANDOM)
    random_text (writer->rand, most, text, room);
  else
    g_strlcpy (text, ordinary, room);
  if (writer->sort == FO_TEST_LONG) {
    memset (text, 'W', room - 1);
    text[room - 1] = '\0';
  }
}

static int
number (const Writer *writer, int ordinary, int most)
{
  return writer->sort == FO_TEST_RANDOM ? g_rand_int_range (writer->rand, 1, most + 1) : ordinary;
}

static bool
now_and_then (const Writer *writer)
{
  return writer->sort == FO_TEST_RANDOM && g_rand_int_range (writer->rand, 0, 4) == 0;
}

/* ---- goods ------------------------------------------------------------------------------------------------------- */

static void
write_goods (const Writer *writer, FoTestGoods *goods)
{
  static const char *const gtins[] = { FO_TEST_GTIN, "4601234567893", "96385074", "14601234567890", "", NULL };

  fo_test_goods_init (goods);
  if (writer->sort == FO_TEST_ORDINARY)
    return;
  goods->item.name_de[0] = goods->item.name_en[0] = '\0';
  write_text (writer, "", 60, goods->item.name, sizeof goods->item.name);
  write_text (writer, "", 18, goods->item.code, sizeof goods->item.code);
  write_text (writer, "", 14, goods->lot.number, sizeof goods->lot.number);
  if (writer->sort != FO_TEST_RANDOM)
    return;
  if (g_rand_boolean (writer->rand))
    g_snprintf (goods->lot.number, sizeof goods->lot.number, "B%d-%02d", g_rand_int_range (writer->rand, 1, 99999),
                g_rand_int_range (writer->rand, 0, 100));
  goods->record.gtin = gtins[g_rand_int_range (writer->rand, 0, G_N_ELEMENTS (gtins))];
  goods->record.quantity_u = number (writer, 12, 5000) * (now_and_then (writer) ? FO_ONE / 10 : FO_ONE);
  goods->record.quantity_in_code = now_and_then (writer);
  goods->record.serial = now_and_then (writer) ? "A001" : NULL;
  goods->item.has_expiry = g_rand_boolean (writer->rand);
  goods->lot.expires_on =
      goods->item.has_expiry ? fo_test_today () + g_rand_int_range (writer->rand, -400, 4000) : FO_DAY_NONE;
}

static void
make_lot (const Writer *writer, FoLanguage language, bool training, FoTestRecord *record)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  FoTestGoods goods;

  write_goods (writer, &goods);
  goods.record.training = training;
  record->verdict = fo_label_lot_fields (&goods.record, language, fo_test_today (), &record->fields, &refusal);
  record->kind = FO_CODE_LOT;
  g_strlcpy (record->name, goods.item.code, sizeof record->name);
}

static void
make_item (const Writer *writer, FoLanguage language, bool training, FoTestRecord *record)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  FoTestGoods goods;

  write_goods (writer, &goods);
  const FoLabelItem item = { .item = &goods.item, .gtin = goods.record.gtin, .training = training };
  record->verdict = fo_label_item_fields (&item, language, &record->fields, &refusal);
  record->kind = FO_CODE_LOT;
  g_strlcpy (record->name, goods.item.code, sizeof record->name);
}

static void
make_place (const Writer *writer, bool training, FoTestRecord *record)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  FoPlace place = { .kind = FO_PLACE_BIN };

  write_text (writer, "A-02-3", 16, place.code, sizeof place.code);
  write_text (writer, "Стеллаж А, ряд 2, полка 3", 40, place.name, sizeof place.name);
  record->verdict = fo_label_place_fields (&place, training, &record->fields, &refusal);
  record->kind = FO_CODE_PLACE;
  g_strlcpy (record->name, place.code, sizeof record->name);
}

/* ---- cartons ----------------------------------------------------------------------------------------------------- */

static void
make_carton (const Writer *writer, FoLanguage language, bool training, FoTestRecord *record)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  char sscc[FO_SSCC_MAX], sender[128], receiver[128], order[64], deal[64];
  FoTestGoods goods[12];
  FoLabelContent contents[12];
  int n = number (writer, 1, 12);

  write_text (writer, "ООО «Насосы и арматура», Тверь", 60, sender, sizeof sender);
  write_text (writer, "Котельная «Заря», ул. Промышленная, 14, Вологда", 60, receiver, sizeof receiver);
  write_text (writer, "214", 10, order, sizeof order);
  write_text (writer, "D-104", 10, deal, sizeof deal);
  for (int i = 0; i < n; i++) {
    write_goods (writer, &goods[i]);
    contents[i] = (FoLabelContent){ .item = &goods[i].item,
                                    .lot = goods[i].lot.number,
                                    .gtin = goods[i].record.gtin,
                                    .expires_on = goods[i].lot.expires_on,
                                    .quantity_u = goods[i].record.quantity_u };
  }
  g_assert_cmpint (fo_label_sscc ("34601234", (guint64) number (writer, 17, 999999), sscc), ==, FO_OK);
  const FoLabelCarton carton = { .sscc = sscc,
                                 .sender = sender,
                                 .receiver = receiver,
                                 .order = order,
                                 .deal = deal,
                                 .weight_u = number (writer, 12, 900) * FO_ONE / 2,
                                 .n = 2,
                                 .of = (guint) number (writer, 5, 30),
                                 .contents = contents,
                                 .n_contents = (guint) n,
                                 .training = training };
  record->verdict =
      fo_label_carton_fields (&carton, language, fo_test_today (), &record->fields, &record->rows, &refusal);
  record->kind = FO_CODE_GS1;
}

/* ---- papers ------------------------------------------------------------------------------------------------------ */

static void
make_badge (const Writer *writer, bool training, FoTestRecord *record)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  char person[64], role[64], badge[FO_CODE_NAME_MAX];

  write_text (writer, "Мария Орлова", 24, person, sizeof person);
  write_text (writer, "кладовщик", 24, role, sizeof role);
  write_text (writer, "17", 12, badge, sizeof badge);
  record->verdict = fo_label_badge_fields (person, badge, role, training, &record->fields, &refusal);
  record->kind = FO_CODE_BADGE;
  g_strlcpy (record->name, badge, sizeof record->name);
}

static void
make_command (const Writer *writer, FoLanguage language, bool training, FoTestRecord *record)
{
  guint n;
  const FoLabelCommand *commands = fo_label_commands (&n);
  const FoLabelCommand *command = &commands[(guint) number (writer, 1, (int) n) - 1];

  fo_label_command_fields (command, language, training, &record->fields);
  record->kind = FO_CODE_COMMAND;
  g_strlcpy (record->name, command->name, sizeof record->name);
}

static void
make_commands (FoLanguage language, bool training, FoTestRecord *record)
{
  guint n;
  const FoLabelCommand *commands = fo_label_commands (&n);

  record->rows = g_array_new (FALSE, TRUE, sizeof (FoArgs));
  g_array_set_clear_func (record->rows, (GDestroyNotify) fo_args_clear);
  g_array_set_size (record->rows, n);
  for (guint i = 0; i < n; i++)
    fo_label_command_fields (&commands[i], language, training, &g_array_index (record->rows, FoArgs, i));
  if (training)
    fo_args_set_text (&record->fields, "training", "1");
  record->kind = FO_CODE_GS1;
}

static void
make_card (const Writer *writer, FoLanguage language, bool training, FoTestRecord *record)
{
  static const char *const tasks[] = { "receive", "put-away", "pick",  "pack",      "ship",     "load",  "count",
                                       "check",   "move",     "issue", "write-off", "transfer", "return" };

  fo_label_card_fields (tasks[number (writer, 1, G_N_ELEMENTS (tasks)) - 1], language, training, &record->fields, &record->rows);
  record->kind = FO_CODE_GS1;
}

static void
make_task (const Writer *writer, FoLanguage language, bool training, FoTestRecord *record)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  char number_text[FO_CODE_NAME_MAX], partner[128];
  FoTestGoods goods[30];
  FoLabelTaskLine lines[30];
  int n = number (writer, 9, 30);

  write_text (writer, "214", 12, number_text, sizeof number_text);
  write_text (writer, "Котельная «Заря»", 40, partner, sizeof partner);
  for (int i = 0; i < n; i++) {
    write_goods (writer, &goods[i]);
    lines[i] = (FoLabelTaskLine){ &goods[i].item, goods[i].lot.number, "A-02-3", goods[i].lot.expires_on,
                                  goods[i].record.quantity_u };
  }
  const FoLabelTask task = { .supply = now_and_then (writer),
                             .number = number_text,
                             .deal = "D-104",
                             .partner = partner,
                             .note = "Позвонить перед отгрузкой",
                             .due_on = fo_test_today () + 9,
                             .lines = lines,
                             .n_lines = (guint) n,
                             .training = training };
  record->verdict = fo_label_task_fields (&task, language, &record->fields, &record->rows, &refusal);
  record->kind = task.supply ? FO_CODE_SUPPLY : FO_CODE_ORDER;
  g_strlcpy (record->name, number_text, sizeof record->name);
}

static void
make_voucher (const Writer *writer, FoLanguage language, bool training, FoTestRecord *record)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  char number_text[FO_CODE_NAME_MAX], partner[128];
  FoTestGoods goods[30];
  FoVoucherLine lines[30];
  int n = number (writer, 16, 30);

  write_text (writer, "214", 12, number_text, sizeof number_text);
  write_text (writer, "Котельная «Заря»", 40, partner, sizeof partner);
  for (int i = 0; i < n; i++) {
    write_goods (writer, &goods[i]);
    lines[i] = (FoVoucherLine){ .item = &goods[i].item,
                                .lot = goods[i].lot.number,
                                .place = "A-02-3",
                                .expires_on = goods[i].lot.expires_on,
                                .asked_u = goods[i].record.quantity_u,
                                .quantity_u = now_and_then (writer) ? -1 : goods[i].record.quantity_u };
  }
  const FoVoucher voucher = { .kind = FO_VOUCHER_GOODS_ISSUE,
                              .number = number_text,
                              .day = fo_test_today (),
                              .order = number_text,
                              .deal = "D-104",
                              .partner = partner,
                              .warehouse = "Склад № 1",
                              .person = "Орлова",
                              .own = FO_CODE_ORDER,
                              .own_name = number_text,
                              .draft = now_and_then (writer),
                              .lines = lines,
                              .n_lines = (guint) n,
                              .training = training };
  record->verdict = fo_label_voucher_fields (&voucher, language, &record->fields, &record->rows, &refusal);
  record->kind = FO_CODE_ORDER;
  g_strlcpy (record->name, number_text, sizeof record->name);
}

void
fo_test_record_init (FoTestRecord *record,
                     const FoLabelTemplate *template,
                     FoTestSort sort,
                     FoLanguage language,
                     bool training,
                     GRand *rand)
{
  const Writer writer = { sort, rand };

  *record = (FoTestRecord){ 0 };
  switch (fo_label_template_record (template)) {
  case FO_LABEL_RECORD_ITEM:
    make_item (&writer, language, training, record);
    return;
  case FO_LABEL_RECORD_LOT:
    make_lot (&writer, language, training, record);
    return;
  case FO_LABEL_RECORD_PLACE:
    make_place (&writer, training, record);
    return;
  case FO_LABEL_RECORD_CARTON:
    make_carton (&writer, language, training, record);
    return;
  case FO_LABEL_RECORD_BADGE:
    make_badge (&writer, training, record);
    return;
  case FO_LABEL_RECORD_COMMAND:
    make_command (&writer, language, training, record);
    return;
  case FO_LABEL_RECORD_TASK:
    make_task (&writer, language, training, record);
    return;
  case FO_LABEL_RECORD_VOUCHER:
    make_voucher (&writer, language, training, record);
    return;
  case FO_LABEL_RECORD_CHART:
    fo_label_chart_fields (&record->fields);
    return;
  case FO_LABEL_RECORD_NONE:
  case FO_N_LABEL_RECORDS:
    break;
  }
  if (strcmp (fo_label_template_name (template), "card") == 0) {
    make_card (&writer, language, training, record);
    return;
  }
  g_assert_cmpstr (fo_label_template_name (template), ==, "commands");
  make_commands (language, training, record);
}

void
fo_test_record_clear (FoTestRecord *record)
{
  fo_args_clear (&record->fields);
  g_clear_pointer (&record->rows, g_array_unref);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static bool
is_said (const FoLabelSymbol *symbol, const FoSymbolFound *found)
{
  return found->symbology == fo_symbol_kind_symbology (symbol->kind) && found->length == symbol->length
         && memcmp (found->bytes, symbol->data, symbol->length) == 0;
}

static void
assert_found (const FoLabelSymbol *symbol, const FoSymbolFound *found, int n)
{
  for (int i = 0; i < n; i++)
    if (is_said (symbol, &found[i]))
      return;
  g_error ("%s \"%.*s\" does not read", fo_symbol_kind_name (symbol->kind), (int) symbol->length, symbol->data);
}

static void
assert_named (const FoSymbolFound *found, const FoTestRecord *record, bool training)
{
  FoScan scan;
  FoCode code;

  g_assert_true (fo_scan_init (&scan, found->bytes, found->length, found->symbology, "script", 0));
  g_assert_cmpstr (fo_verdict_name (fo_code_read (&code, &scan, fo_test_today (), training)), ==, "FO_OK");
  if (code.kind == FO_CODE_GS1 || code.kind == FO_CODE_GTIN || record->kind == FO_CODE_GS1)
    return;
  g_assert_cmpstr (fo_code_kind_name (code.kind), ==, fo_code_kind_name (record->kind));
  g_assert_cmpstr (code.name, ==, record->name);
  g_assert_cmpint (code.training, ==, training);
}

void
fo_test_check_label (const FoLabel *label, const FoTestRecord *record, bool training)
{
  const FoRaster *raster = fo_label_raster (label);
  g_autofree uint8_t *grey = fo_raster_to_grey (raster, 0, 0, raster->width, raster->height);
  g_autofree FoSymbolFound *found = g_new0 (FoSymbolFound, FOUND_MAX);
  int n = fo_label_n_symbols (label), n_found, n_matrix = 0;

  /* The search for DataMatrix ends with the last of them, so it is asked for no more than there are. */
  n_found = fo_symbol_read (grey, raster->width, raster->height, raster->width,
                            FO_SYMBOL_READ_LINEAR | FO_SYMBOL_READ_QR, 1, found, FOUND_MAX);
  for (int i = 0; i < n; i++)
    n_matrix += fo_symbol_kind_symbology (fo_label_symbol (label, i).kind) == FO_SYMBOLOGY_GS1_DATAMATRIX;
  g_assert_cmpint (n_matrix, <=, 1);
  n_found += n_matrix ? fo_symbol_read (grey, raster->width, raster->height, raster->width, FO_SYMBOL_READ_DATAMATRIX,
                                        20000, found + n_found, 1)
                      : 0;
  g_assert_cmpint (n_found, ==, n);
  for (int i = 0; i < n; i++) {
    FoLabelSymbol symbol = fo_label_symbol (label, i);
    assert_found (&symbol, found, n_found);
    g_assert_cmpint (fo_test_module_dots (raster, &symbol) % symbol.dots, ==, 0);
    assert_named (&found[i], record, training);
  }
}

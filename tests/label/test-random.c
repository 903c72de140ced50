/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random records become labels, and each label is read as a scanner would read it: from the whole picture, knowing
 * nothing of where its symbols stand. 0 differences. 500 records in every test run, 10,000 with FO_COUNT_FACTOR=20. */
#include "maker.h"
#include "support/seed.h"

#include <string.h>

static const char *const letters[] = {
  "A", "B", "K",  "Z", "a", "b", "z", "0", "1", "2",  "7", "9", "-", ".", "/", "%", "&",
  "<", ">", "\"", "'", "(", ")", "+", "#", "*", "Ж",  "ё", "Й", "щ", "ъ", "Д", "о", "Ü",
  "ß", "ä", "№",  "«", "»", "·", "€", "~", "^", "\\", "{", "}", "[", "]", "$", ";",
};

/* Up to MOST letters, words of up to eight, in ROOM bytes. */
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

/* One in three lots as GS1 can say it. */
static void
random_lot (GRand *rand, char *text, gsize room)
{
  if (g_rand_int_range (rand, 0, 3) > 0)
    random_text (rand, 20, text, room);
  else
    g_snprintf (text, room, "%c%d-%02d", 'A' + g_rand_int_range (rand, 0, 26), g_rand_int_range (rand, 1, 99999),
                g_rand_int_range (rand, 0, 100));
}

static void
random_goods (GRand *rand, FoTestGoods *goods)
{
  static const char *const gtins[] = { FO_TEST_GTIN, "4601234567893", "96385074", "", "", NULL };
  static const char *const units[] = { "шт", "кг", "kg", "Stk", "м", "pcs" };
  static const char *const notes[] = { NULL, "", "Сделка D-104 · <Котельная «Заря» & Ко>" };

  fo_test_goods_init (goods);
  random_text (rand, 90, goods->item.name, sizeof goods->item.name);
  goods->item.name_de[0] = goods->item.name_en[0] = '\0';
  random_text (rand, 24, goods->item.code, sizeof goods->item.code);
  random_lot (rand, goods->lot.number, sizeof goods->lot.number);
  g_strlcpy (goods->item.unit, units[g_rand_int_range (rand, 0, 6)], sizeof goods->item.unit);
  goods->record.gtin = gtins[g_rand_int_range (rand, 0, 6)];
  goods->record.note = notes[g_rand_int_range (rand, 0, 3)];
  goods->record.quantity_u = (FoQuantity) g_rand_int_range (rand, 0, 100000) * FO_ONE / 10;
  goods->record.quantity_in_code = g_rand_boolean (rand);
  goods->record.training = g_rand_int_range (rand, 0, 4) == 0;
  goods->item.has_expiry = g_rand_boolean (rand);
  goods->lot.expires_on = goods->item.has_expiry ? fo_test_today () + g_rand_int_range (rand, -400, 4000) : FO_DAY_NONE;
  if (g_rand_int_range (rand, 0, 10) == 0) {
    goods->item.tracking = FO_TRACKING_NONE;
    goods->lot.number[0] = '\0';
  }
}

static void
check_label (const FoLabel *label, const FoTestGoods *goods)
{
  FoSymbolFound found[2];

  fo_test_read_label (label, found);
  for (int i = 0; i < fo_label_n_symbols (label); i++) {
    FoLabelSymbol symbol = fo_label_symbol (label, i);
    g_assert_cmpint (fo_test_module_dots (fo_label_raster (label), &symbol), ==, symbol.dots);
    fo_test_assert_names (&found[i], goods);
  }
}

static void
test_records (void)
{
  static const char *const templates[] = { "lot", "lot", "lot-wide" };
  g_autoptr (GRand) rand = fo_test_rand ("labels");
  guint count = fo_test_count (500), made = 0, too_long = 0;

  for (guint i = 0; i < count; i++) {
    FoTestGoods goods;
    g_autoptr (FoLabel) label = NULL;
    g_auto (FoLabelRefusal) refusal = { 0 };
    const char *template = templates[g_rand_int_range (rand, 0, 3)];
    FoLanguage language = (FoLanguage) g_rand_int_range (rand, 0, FO_N_LANGUAGES);
    int dpi = g_rand_boolean (rand) ? 203 : 300;
    random_goods (rand, &goods);
    if (fo_test_compose (template, language, &goods, dpi, &label, &refusal) == FO_OK)
      check_label (label, &goods), made++;
    else if (refusal.verdict == FO_LABEL_DOES_NOT_FIT)
      too_long++;
    else
      g_error ("%s %s: item \"%s\", code \"%s\", lot \"%s\"", fo_verdict_name (refusal.verdict), refusal.field,
               goods.item.name, goods.item.code, goods.lot.number);
  }
  g_print ("# %u labels made and read, %u refused for length\n", made, too_long);
  g_assert_cmpuint (too_long * 50, <=, count); /* ordinary lengths fit */
}

static void
test_places (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("place labels");
  g_autoptr (FoLabelTemplate) template = fo_test_template ("place");

  for (guint i = fo_test_count (60); i > 0; i--) {
    FoPlace place = { .kind = FO_PLACE_BIN };
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_autoptr (FoLabel) label = NULL;
    FoSymbolFound found;
    random_text (rand, 20, place.code, sizeof place.code);
    random_text (rand, 40, place.name, sizeof place.name);
    g_assert_cmpint (fo_label_place_fields (&place, g_rand_boolean (rand), &fields, &refusal), ==, FO_OK);
    if (fo_label_compose (template, FO_LANGUAGE_RU, &fields, FO_LABEL_DPI, &label, &refusal) != FO_OK)
      g_error ("%s %s: \"%s\"", fo_verdict_name (refusal.verdict), refusal.field, place.code);
    fo_test_read_label (label, &found);
    g_assert_cmpstr (found.bytes, ==, fo_args_get (&fields, "own")->text);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/random/records", test_records);
  g_test_add_func ("/label/random/places", test_places);
  return g_test_run ();
}

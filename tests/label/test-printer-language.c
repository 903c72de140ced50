/* SPDX-License-Identifier: GPL-3.0-or-later
 * What goes to a label printer says what was meant and nothing else, whatever the goods are called. */
#include "firstout/label/printer-language.h"
#include "maker.h"
#include "support/seed.h"
#include "zpl-reader.h"

#include <string.h>

static const FoPrinterStyle usual = { .dpi = 203, .copies = 1, .darkness = -1, .gap_um = -1 };

#define g_assert_words(words, expected)                                                                                \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *fo_said = NULL;                                                                                   \
    g_assert_nonnull (words);                                                                                          \
    fo_said = printer_words (words);                                                                                   \
    g_assert_cmpstr (fo_said, ==, expected);                                                                           \
  }                                                                                                                    \
  G_STMT_END

static void
assert_same (const FoRaster *a, const FoRaster *b)
{
  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  g_assert_cmpmem (a->bits, (gsize) a->stride * (gsize) a->height, b->bits, (gsize) b->stride * (gsize) b->height);
}

/* ---- the commands ------------------------------------------------------------------------------------------------ */

static void
test_zpl_of_dots (void)
{
  g_autoptr (FoRaster) raster = fo_raster_new (20, 3);
  FoPrinterStyle style = { .dpi = 203, .copies = 7, .speed = 4, .darkness = 15, .gap_um = -1 };

  fo_raster_fill (raster, 0, 0, 20, 1, true);
  g_autoptr (GBytes) zpl = fo_raster_to_zpl (raster, &style);
  g_autoptr (GPtrArray) words = zpl_read (zpl);
  g_assert_words (words, "~SD15 ^XA ^CI28 ^PON ^LH0,0 ^LS0 ^PW20 ^LL3 ^PR4 ^FO0,0 ^GFA,9,9,3, ^FS ^PQ7,0,0,N ^XZ");
  /* five black digits and the rest white; a white line; the same again */
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (zpl, NULL), (gssize) g_bytes_get_size (zpl), "^GFA,9,9,3,KF,,:^FS"));
}

static void
test_tspl_of_dots (void)
{
  g_autoptr (FoRaster) raster = fo_raster_new (464, 2);
  FoPrinterStyle style = { .dpi = 203, .copies = 3, .speed = 4, .darkness = 8, .gap_um = 2000 };
  g_autoptr (GBytes) tspl = fo_raster_to_tspl (raster, &style);
  g_autoptr (GPtrArray) words = tspl_read (tspl);

  g_assert_words (words, "SIZE 58.1 mm,0.3 mm GAP 2.0 mm,0 mm SPEED 4 DENSITY 8 DIRECTION 0,0 REFERENCE 0,0 CLS "
                         "BITMAP0,0,58,2,0, PRINT 1,3");
}

/* What tells one label from the next: nothing said leaves the printer as it is set. */
static void
test_media (void)
{
  static const struct {
    int gap_um, mark_um;
    const char *zpl, *tspl;
  } rows[] = {
    { -1, 0, NULL, NULL },
    { 0, 0, "^MNN", "GAP 0.0 mm,0 mm" },
    { 3000, 0, "^MNY", "GAP 3.0 mm,0 mm" },
    { -1, 4000, "^MNM", "BLINE 4.0 mm,0 mm" },
    { 2000, 4000, "^MNM", "BLINE 4.0 mm,0 mm" },
  };
  g_autoptr (FoRaster) raster = fo_raster_new (16, 2);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    FoPrinterStyle style = usual;

    style.gap_um = rows[i].gap_um;
    style.mark_um = rows[i].mark_um;
    g_autoptr (GBytes) zpl = fo_raster_to_zpl (raster, &style), tspl = fo_raster_to_tspl (raster, &style);
    g_autoptr (GPtrArray) zpl_words = zpl_read (zpl), tspl_words = tspl_read (tspl);
    g_autofree char *zpl_said = printer_words (zpl_words), *tspl_said = printer_words (tspl_words);

    if (rows[i].zpl) {
      g_assert_nonnull (strstr (zpl_said, rows[i].zpl));
      g_assert_nonnull (strstr (tspl_said, rows[i].tspl));
      continue;
    }
    g_assert_null (strstr (zpl_said, "^MN"));
    g_assert_true (!strstr (tspl_said, "GAP") && !strstr (tspl_said, "BLINE"));
  }
}

static void
test_native_fields (void)
{
  const FoZplField fields[] = {
    { FO_ZPL_TEXT, 10, 20, 30, .data = "Болт ^XZ ~JA", .length = strlen ("Болт ^XZ ~JA") },
    { FO_ZPL_GS1_128, 0, 60, 80, 2, .data = "0104601234567893\x1d" "10A>B", .length = 22 },
    { FO_ZPL_GS1_DATAMATRIX, 0, 0, 0, 5, 20, "0104601234567893" "10A_B", 21 },
    { FO_ZPL_DATAMATRIX, 0, 0, 0, 5, 20, "a_\x1d", 3 },
    { FO_ZPL_EAN13, 1, 2, 50, 3, .data = "4601234567893", .length = 13 },
    { FO_ZPL_QR, 1, 2, .dots = 4, .data = "https://x/?a=1", .length = 14 },
  };
  g_autoptr (GBytes) zpl = fo_zpl_fields (464, 320, NULL, fields, G_N_ELEMENTS (fields), &usual);
  g_autoptr (GPtrArray) words = zpl_read (zpl);

  g_assert_words (words,
                  "^XA ^CI28 ^PON ^LH0,0 ^LS0 ^PW464 ^LL320 ^FO10,20 ^A0N,30,30 ^FH_ ^FDБолт ^XZ ~JA ^FS "
                  "^FO0,60 ^BY2 ^BCN,80,N,N,N,N ^FH_ ^FD>:>80104601234567893>810A>0B ^FS "
                  "^FO0,0 ^BXN,5,200,20,20,6,_ ^FH_ ^FD_1010460123456789310A_d095B ^FS "
                  "^FO0,0 ^BXN,5,200,20,20,6,_ ^FH_ ^FDa_d095_d029 ^FS "
                  "^FO1,2 ^BY3 ^BEN,50,N,N ^FH_ ^FD460123456789 ^FS "
                  "^FO1,2 ^BQN,2,4 ^FH_ ^FDMA,https://x/?a=1 ^FS ^PQ1,0,0,N ^XZ");
}

/* ---- the picture ------------------------------------------------------------------------------------------------- */

static void
assert_reads (const FoLabel *label, const FoRaster *drawn)
{
  const char *box = "";

  assert_same (fo_label_raster (label), drawn);
  g_assert_true (fo_label_reads_back (label, drawn, &box));
}

/* What a printer would draw is the label, dot for dot, and its symbols read. */
static void
test_pictures (void)
{
  const int resolutions[] = { 203, 300, 600 };

  for (gsize i = 0; i < G_N_ELEMENTS (resolutions); i++) {
    FoTestGoods goods;
    FoPrinterStyle style = usual;
    g_autoptr (FoLabel) label = NULL;
    g_auto (FoLabelRefusal) refusal = { 0 };

    style.dpi = resolutions[i];
    fo_test_goods_init (&goods);
    g_assert_cmpint (fo_test_compose ("lot", FO_LANGUAGE_RU, &goods, style.dpi, &label, &refusal), ==, FO_OK);
    g_autoptr (GBytes) zpl = fo_raster_to_zpl (fo_label_raster (label), &style);
    g_autoptr (GBytes) tspl = fo_raster_to_tspl (fo_label_raster (label), &style);
    g_autoptr (GPtrArray) zpl_words = zpl_read (zpl), tspl_words = tspl_read (tspl);
    g_assert_nonnull (zpl_words);
    g_assert_nonnull (tspl_words);
    g_autoptr (FoRaster) by_zpl = zpl_render (zpl_words), by_tspl = tspl_render (tspl_words, style.dpi);
    assert_reads (label, by_zpl);
    assert_reads (label, by_tspl);
    g_assert_cmpuint (g_bytes_get_size (zpl), <, g_bytes_get_size (tspl) * 2); /* hexadecimal, but packed */
  }
}

static void
test_native_label (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;

  fo_test_goods_init (&goods);
  label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  g_autoptr (GBytes) zpl = fo_label_to_native_zpl (label, &usual);
  g_autoptr (GPtrArray) words = zpl_read (zpl);
  g_autofree char *said = words ? printer_words (words) : NULL;
  FoLabelSymbol symbol = fo_label_symbol (label, 0);

  g_assert_nonnull (said);
  g_assert_cmpint (symbol.kind, ==, FO_SYMBOL_GS1_DATAMATRIX);
  g_autofree char *expected = g_strdup_printf ("^FO%d,%d ^BXN,%d,200,%d,%d,6,_ ^FH_ ^FD_1", symbol.x, symbol.y, symbol.dots,
                                               symbol.width / symbol.dots, symbol.width / symbol.dots);
  g_assert_nonnull (strstr (said, expected));
  g_autoptr (FoRaster) rest = zpl_render (words);
  for (int y = symbol.y; y < symbol.y + symbol.height; y++)
    for (int x = symbol.x; x < symbol.x + symbol.width; x++)
      g_assert_false (fo_raster_is_black (rest, x, y));
}

/* ---- hostile texts ----------------------------------------------------------------------------------------------- */

#define HOSTILE_MAX 96

static const char *const weapons[] = {
  "^XZ", "^XA", "~JA", "~JR", "^JUF", "^FS", "^FD", "~HS", "^PQ999", "_5E", "_7E", "_", "\\", "\\&", ">8", ">:", "^FH\\",
  "\r\nPRINT 1,999\r\n", "\r\nSELFTEST\r\n", "BITMAP 0,0,1,1,0,", "\"", "\x1b!R", "\x1b!?", "\x10\x04\x01", "\x02", "\x03",
  "Болт М8", "ß", "\xff\xfe", "^CC#", "~CT!", "^CD;", "\n", "\r", "\t", ",", ":", "!", "DOWNLOAD F,\"A.BAS\",",
};

/* Bytes of any kind with a command of a printer here and there; no zero byte, as in every text. */
static gsize
make_hostile (GRand *random, char *text)
{
  gsize length = 0, wanted = (gsize) g_rand_int_range (random, 1, HOSTILE_MAX);

  while (length < wanted) {
    const char *weapon = weapons[g_rand_int_range (random, 0, G_N_ELEMENTS (weapons))];
    gsize n = MIN (strlen (weapon), wanted - length);

    if (g_rand_boolean (random)) {
      memcpy (text + length, weapon, n);
      length += n;
    } else {
      text[length++] = (char) g_rand_int_range (random, 1, 256);
    }
  }
  text[length] = '\0';
  return length;
}

static void
assert_text_field (const char *text, gsize length)
{
  const FoZplField field = { FO_ZPL_TEXT, 5, 6, 30, .data = text, .length = length };
  g_autoptr (GBytes) zpl = fo_zpl_fields (464, 320, NULL, &field, 1, &usual);
  g_autoptr (GPtrArray) words = zpl_read (zpl);
  g_autofree char *expected = g_strdup_printf (
      "^XA ^CI28 ^PON ^LH0,0 ^LS0 ^PW464 ^LL320 ^FO5,6 ^A0N,30,30 ^FH_ ^FD%s ^FS ^PQ1,0,0,N ^XZ", text);

  g_assert_words (words, expected);
}

/* The same bytes as codes: the number of commands and their order are those of any other text. */
static void
assert_code_field (const char *text, gsize length, FoZplKind kind, const char *command)
{
  const FoZplField field = { kind, 5, 6, 30, 2, 20, text, length };
  g_autoptr (GBytes) zpl = fo_zpl_fields (464, 320, NULL, &field, 1, &usual);
  g_autoptr (GPtrArray) words = zpl_read (zpl);
  static const char *const frame[] = { "^XA", "^CI", "^PO", "^LH", "^LS", "^PW", "^LL", "^FO", NULL, "^FH", "^FD", "^FS", "^PQ",
                                       "^XZ" };
  guint at = 0;

  g_assert_nonnull (words);
  for (guint i = 0; i < words->len; i++) {
    const PrinterWord *word = g_ptr_array_index (words, i);
    if (g_str_equal (word->name, "^BY"))
      continue;
    g_assert_cmpuint (at, <, G_N_ELEMENTS (frame));
    g_assert_cmpstr (word->name, ==, frame[at] ? frame[at] : command);
    at++;
  }
  g_assert_cmpuint (at, ==, G_N_ELEMENTS (frame));
}

/* Dots that are the text itself. */
static void
assert_as_dots (const char *text, gsize length)
{
  g_autoptr (FoRaster) raster = fo_raster_new ((int) length * 8, 1);
  g_autoptr (GBytes) zpl = NULL, tspl = NULL;
  g_autoptr (GPtrArray) zpl_words = NULL, tspl_words = NULL;
  g_autoptr (FoRaster) drawn = NULL;

  for (gsize i = 0; i < length; i++)
    raster->bits[i] = (uint8_t) ~text[i]; /* TSPL sends them inverted: as the text */
  zpl = fo_raster_to_zpl (raster, &usual);
  tspl = fo_raster_to_tspl (raster, &usual);
  zpl_words = zpl_read (zpl);
  tspl_words = tspl_read (tspl);
  g_assert_nonnull (zpl_words);
  g_assert_nonnull (tspl_words);
  g_assert_cmpuint (zpl_words->len, ==, 12);
  g_assert_cmpuint (tspl_words->len, ==, 6);
  drawn = zpl_render (zpl_words);
  assert_same (raster, drawn);
  g_assert_cmpmem (g_bytes_get_data (((PrinterWord *) tspl_words->pdata[4])->data, NULL), length, text, length);
}

static void
test_injection (void)
{
  g_autoptr (GRand) random = fo_test_rand ("injection");
  guint count = MAX (fo_test_count (100000), 100000);

  for (guint i = 0; i < count; i++) {
    char text[HOSTILE_MAX + 1];
    gsize length = make_hostile (random, text);

    assert_text_field (text, length);
    assert_code_field (text, length, FO_ZPL_CODE128, "^BC");
    assert_code_field (text, length, FO_ZPL_GS1_DATAMATRIX, "^BX");
    assert_code_field (text, length, FO_ZPL_QR, "^BQ");
    assert_as_dots (text, length);
  }
  g_test_message ("%u hostile texts", count);
}

/* The readers can say no: they are not simply blind. */
static void
test_the_reader_is_awake (void)
{
  static const char *const zpl[] = { "^XA^FDa^XZ^XA", "^XA^GFA,2,2,1,FG^FS", "x^XA", "^X", "^XA^GFA,2,2,1,FFFFF^FS" };
  static const char *const tspl[] = { "CLS\n", "BITMAP 0,0,9,9,0,abc\r\n", "\r\nCLS\r\n", "CLS" };
  g_autoptr (GBytes) told = g_bytes_new_static ("^XA^FDa^XZ^XA", 13);
  g_autoptr (GPtrArray) words = zpl_read (told);

  g_assert_words (words, "^XA ^FDa ^XZ ^XA"); /* an injected command is seen as one */
  for (gsize i = 1; i < G_N_ELEMENTS (zpl); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (zpl[i], strlen (zpl[i]));
    g_assert_null (zpl_read (bytes));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (tspl); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (tspl[i], strlen (tspl[i]));
    g_assert_null (tspl_read (bytes));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/printer-language/zpl-of-dots", test_zpl_of_dots);
  g_test_add_func ("/label/printer-language/tspl-of-dots", test_tspl_of_dots);
  g_test_add_func ("/label/printer-language/media", test_media);
  g_test_add_func ("/label/printer-language/native-fields", test_native_fields);
  g_test_add_func ("/label/printer-language/pictures", test_pictures);
  g_test_add_func ("/label/printer-language/native-label", test_native_label);
  g_test_add_func ("/label/printer-language/the-reader-is-awake", test_the_reader_is_awake);
  g_test_add_func ("/label/printer-language/injection", test_injection);
  return g_test_run ();
}

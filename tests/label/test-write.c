/* SPDX-License-Identifier: GPL-3.0-or-later
 * The files: a PNG as a label printer wants it, a PDF that a print shop's renderer turns into the same dots. */
#include "maker.h"

#include <glib/gstdio.h>
#include <png.h>
#include <stdio.h>
#include <string.h>

static char *folder;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static FoLabel *
sealant (const char *template, FoLanguage language)
{
  FoTestGoods goods;

  fo_test_goods_init (&goods);
  return fo_test_label (template, language, &goods);
}

/* Runs a program of poppler-utils; its output. */
static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return output;
}

/* ---- PNG --------------------------------------------------------------------------------------------------------- */

static guint32
number_at (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

/* The data of a chunk, or NULL. */
static const guint8 *
chunk (const guint8 *png, gsize length, const char *name)
{
  for (gsize at = 8; at + 12 <= length; at += 12 + number_at (png + at))
    if (memcmp (png + at + 4, name, 4) == 0)
      return png + at + 8;
  return NULL;
}

static void
assert_png (const guint8 *png, gsize length, int width, int height, int dpi)
{
  const guint8 *header = chunk (png, length, "IHDR");
  const guint8 *density = chunk (png, length, "pHYs");

  g_assert_nonnull (header);
  g_assert_cmpuint (number_at (header), ==, width);
  g_assert_cmpuint (number_at (header + 4), ==, height);
  g_assert_cmpint (header[8], ==, 1); /* one bit a dot */
  g_assert_cmpint (header[9], ==, 0); /* grey */
  g_assert_nonnull (density);
  g_assert_cmpuint (number_at (density), ==, number_at (density + 4));
  g_assert_cmpint (density[8], ==, 1); /* dots a metre */
  g_assert_cmpuint ((number_at (density) * 254 + 5000) / 10000, ==, dpi);
}

static void
test_png (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder ("lot.png");
  g_autoptr (FoLabel) label = sealant ("lot", FO_LANGUAGE_RU);
  const FoRaster *raster = fo_label_raster (label);
  png_image image = { .version = PNG_IMAGE_VERSION };
  g_autofree guint8 *grey = NULL;
  g_autofree char *bytes = NULL;
  FoSymbolFound found;
  gsize length;

  g_assert_true (fo_label_write (&label, 1, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  assert_png ((const guint8 *) bytes, length, 464, 320, 203);

  g_assert_true (png_image_begin_read_from_memory (&image, bytes, length));
  image.format = PNG_FORMAT_GRAY;
  grey = g_malloc (PNG_IMAGE_SIZE (image));
  g_assert_true (png_image_finish_read (&image, NULL, grey, 0, NULL));
  for (int y = 0; y < raster->height; y++)
    for (int x = 0; x < raster->width; x++)
      g_assert_cmpint (grey[y * raster->width + x], ==, fo_raster_is_black (raster, x, y) ? 0 : 255);
  fo_test_read (grey, raster->width, raster->height, 1, &found);
  g_assert_cmpstr (found.bytes, ==,
                   "01" FO_TEST_GTIN "17270531"
                   "10B2411-07");
}

static void
test_png_300 (void)
{
  FoTestGoods goods;
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (FoLabel) label = NULL;
  g_autoptr (GBytes) png = NULL;

  fo_test_goods_init (&goods);
  g_assert_cmpint (fo_test_compose ("lot", FO_LANGUAGE_RU, &goods, 300, &label, &refusal), ==, FO_OK);
  png = fo_label_to_png (label);
  assert_png (g_bytes_get_data (png, NULL), g_bytes_get_size (png), 685, 472, 300);
}

/* ---- PDF --------------------------------------------------------------------------------------------------------- */

/* A binary PGM, as pdftoppm writes it. */
static guint8 *
read_pgm (const char *path, int *ret_width, int *ret_height)
{
  g_autofree char *bytes = NULL;
  gsize length, size;
  int most, header = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpint (sscanf (bytes, "P5 %d %d %d%n", ret_width, ret_height, &most, &header), ==, 3);
  size = (gsize) *ret_width * (gsize) *ret_height;
  g_assert_cmpuint (length, ==, (gsize) header + 1 + size);
  return g_memdup2 (bytes + header + 1, size);
}

/* Page NUMBER of the PDF at DPI, as pdftoppm (poppler) renders it. */
static guint8 *
render (const char *path, int number, int dpi, int *ret_width, int *ret_height)
{
  g_autofree char *root = in_folder ("page");
  g_autofree char *page = g_strdup_printf ("%d", number);
  g_autofree char *resolution = g_strdup_printf ("%d", dpi);
  g_autofree char *output = g_strconcat (root, ".pgm", NULL);
  const char *argv[] = {
    "pdftoppm", "-gray", "-r", resolution, "-f", page, "-l", page, path, "-singlefile", root, NULL
  };
  g_autofree char *said = run (argv);
  guint8 *grey = read_pgm (output, ret_width, ret_height);

  g_unlink (output);
  return grey;
}

/* The modules of the rendered page are the dots of the label, every one. */
static void
assert_same_modules (const FoLabel *label, const guint8 *grey, int width, int height)
{
  const FoRaster *raster = fo_label_raster (label);

  g_assert_cmpint (ABS (width - raster->width), <=, 1);
  g_assert_cmpint (ABS (height - raster->height), <=, 1);
  for (int i = 0; i < fo_label_n_symbols (label); i++) {
    FoLabelSymbol symbol = fo_label_symbol (label, i);
    for (int y = symbol.y; y < symbol.y + symbol.height; y++)
      for (int x = symbol.x; x < symbol.x + symbol.width; x++)
        g_assert_cmpint (grey[y * width + x] < 128, ==, fo_raster_is_black (raster, x, y));
  }
}

static void
test_pdf (void)
{
  static const char *const templates[] = { "lot", "lot-wide", "lot" };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder ("lots.pdf");
  FoLabel *labels[3];

  for (guint i = 0; i < 3; i++)
    labels[i] = sealant (templates[i], (FoLanguage) i);
  g_assert_true (fo_label_write (labels, 3, path, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++) {
    int width, height;
    g_autofree guint8 *grey = render (path, (int) i + 1, FO_LABEL_DPI, &width, &height);
    FoSymbolFound found[2];
    assert_same_modules (labels[i], grey, width, height);
    fo_test_read (grey, width, height, fo_label_n_symbols (labels[i]), found);
    for (int s = 0; s < fo_label_n_symbols (labels[i]); s++)
      g_assert_cmpstr (found[s].bytes, ==,
                       "01" FO_TEST_GTIN "17270531"
                       "10B2411-07");
  }
  for (guint i = 0; i < 3; i++)
    fo_label_free (labels[i]);
}

/* The size of the page is the size of the label, to the dot. */
static void
test_page_size (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder ("size.pdf");
  g_autoptr (FoLabel) label = sealant ("lot", FO_LANGUAGE_RU);
  const char *argv[] = { "pdfinfo", path, NULL };
  g_autofree char *said = NULL;
  const char *size;
  double width, height;

  g_assert_true (fo_label_write (&label, 1, path, &error));
  g_assert_no_error (error);
  said = run (argv);
  size = strstr (said, "Page size:");
  g_assert_nonnull (size);
  g_assert_cmpint (sscanf (size, "Page size: %lf x %lf pts", &width, &height), ==, 2);
  g_assert_cmpfloat_with_epsilon (width, 464 * 72.0 / 203, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 320 * 72.0 / 203, 0.01);
  g_assert_cmpfloat_with_epsilon (width * 25.4 / 72, 58, 0.1);
}

/* ---- what people read -------------------------------------------------------------------------------------------- */

/* The words of the label, one space between them. */
static char *
words_of (FoLabel *label)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder ("words.pdf");
  const char *argv[] = { "pdftotext", "-enc", "UTF-8", "-layout", path, "-", NULL };
  g_autofree char *said = NULL;
  g_auto (GStrv) words = NULL;
  GString *text = g_string_new (" ");

  g_assert_true (fo_label_write (&label, 1, path, &error));
  g_assert_no_error (error);
  said = run (argv);
  words = g_strsplit_set (said, " \t\r\n\f", -1);
  for (int i = 0; words[i]; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (text, "%s ", words[i]);
  return g_string_free (text, FALSE);
}

static void
assert_stands (const char *text, const char *words)
{
  if (!strstr (text, words))
    g_error ("\"%s\" is not in \"%s\"", words, text);
}

/* A last usable day is included, and no word may leave that open: "до 31.05" is read both ways. */
static void
test_expiry_words (void)
{
  static const struct {
    FoLanguage language;
    const char *lot, *phrase, *day, *included;
  } cases[] = {
    { FO_LANGUAGE_RU, "партия", "годен по", "31.05.2027", "включительно" },
    { FO_LANGUAGE_DE, "Charge", "verwendbar bis", "31.05.2027", "einschließlich" },
    { FO_LANGUAGE_EN, "lot", "use by", "31 May 2027", "inclusive" },
  };
  static const char *const templates[] = { "lot", "lot-wide" };

  for (guint i = 0; i < G_N_ELEMENTS (cases) * 2; i++) {
    g_autoptr (FoLabel) label = sealant (templates[i % 2], cases[i / 2].language);
    g_autofree char *text = words_of (label);
    assert_stands (text, cases[i / 2].lot);
    assert_stands (text, cases[i / 2].phrase);
    assert_stands (text, cases[i / 2].day);
    assert_stands (text, cases[i / 2].included);
    assert_stands (text, " SEALANT-310 ");
    assert_stands (text, " B2411-07 ");
    g_assert_null (strstr (text, " до "));
  }
}

static void
test_names_by_language (void)
{
  g_autoptr (FoLabel) ru = sealant ("lot", FO_LANGUAGE_RU);
  g_autoptr (FoLabel) de = sealant ("lot", FO_LANGUAGE_DE);
  g_autofree char *said_ru = words_of (ru);
  g_autofree char *said_de = words_of (de);

  assert_stands (said_ru, "«Гермосил-310»");
  assert_stands (said_ru, " 12 шт ");
  assert_stands (said_de, "Silikondichtstoff");
}

/* What looks like markup, a printer's command or a pattern of ours is a name like any other. */
static void
test_odd_names (void)
{
  static const char *const names[] = {
    "Болт <M8> & \"гайка\"", "<b>&amp;</b>", "{lot} {item}", "^XZ~JA\\n%s$(x)", "5 > 4 < 6 'x'", "O'Ring №5",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    FoTestGoods goods;
    g_autoptr (FoLabel) label = NULL;
    g_autofree char *text = NULL;
    fo_test_goods_init (&goods);
    g_strlcpy (goods.item.name, names[i], sizeof goods.item.name);
    label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
    text = words_of (label);
    assert_stands (text, names[i]);
  }
}

static void
test_training_words (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  g_autofree char *text = NULL;

  fo_test_goods_init (&goods);
  goods.record.training = true;
  label = fo_test_label ("lot", FO_LANGUAGE_EN, &goods);
  text = words_of (label);
  assert_stands (text, "УЧЕБНАЯ · ÜBUNG · TRAINING");
}

/* A note with line breaks from a spreadsheet is one line; nothing of it is lost. */
static void
test_white_space (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  g_autofree char *text = NULL;

  fo_test_goods_init (&goods);
  goods.record.note = "  Сделка\r\nD-104 \t· Заря ";
  label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  text = words_of (label);
  assert_stands (text, " Сделка D-104 · Заря ");
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

/* Whole or not at all: a failed write leaves what was there, and nothing beside it. */
static void
test_atomic (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *inside = in_folder ("atomic");
  g_autofree char *path = g_build_filename (inside, "label.pdf", NULL);
  g_autofree char *taken = g_build_filename (inside, "taken.png", NULL);
  g_autofree char *nowhere = g_build_filename (inside, "no", "such", "label.pdf", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (FoLabel) label = sealant ("lot", FO_LANGUAGE_RU);
  gsize length;

  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "yesterday's label", -1, NULL));
  g_assert_true (fo_label_write (&label, 1, path, &error));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpint (memcmp (bytes, "%PDF-", 5), ==, 0);
  g_assert_cmpuint (count_files (inside), ==, 1);

  g_assert_cmpint (g_mkdir (taken, 0700), ==, 0); /* a folder stands where the file should */
  g_assert_false (fo_label_write (&label, 1, taken, &error));
  g_assert_true (error && error->domain == G_FILE_ERROR);
  g_assert_cmpuint (count_files (inside), ==, 2);
  g_clear_error (&error);
  g_assert_false (fo_label_write (&label, 1, nowhere, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_endings (void)
{
  static const struct {
    const char *name;
    size_t n;
    bool good;
  } cases[] = {
    { "a.pdf", 2, true },  { "A.PDF", 1, true },  { "a.png", 1, true },  { "A.PNG", 1, true },
    { "a.png", 2, false }, { "a.txt", 1, false }, { "label", 1, false }, { "pdf", 1, false },
  };
  FoLabel *labels[] = { sealant ("lot", FO_LANGUAGE_RU), sealant ("lot", FO_LANGUAGE_DE) };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *path = in_folder (cases[i].name);
    g_unlink (path);
    g_assert_cmpint (fo_label_write (labels, cases[i].n, path, &error), ==, cases[i].good);
    g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, cases[i].good);
    if (!cases[i].good)
      g_assert_error (error, FO_LABEL_ERROR, FO_LABEL_ERROR_WRITE);
  }
  fo_label_free (labels[0]);
  fo_label_free (labels[1]);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *inside = g_build_filename (path, name, NULL);
    if (g_file_test (inside, G_FILE_TEST_IS_DIR))
      remove_folder (inside);
    else
      g_unlink (inside);
  }
  g_rmdir (path);
}

int
main (int argc, char **argv)
{
  int failed;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("firstout-labels-XXXXXX", NULL);
  g_test_add_func ("/label/write/png", test_png);
  g_test_add_func ("/label/write/png-300", test_png_300);
  g_test_add_func ("/label/write/pdf", test_pdf);
  g_test_add_func ("/label/write/page-size", test_page_size);
  g_test_add_func ("/label/write/expiry-words", test_expiry_words);
  g_test_add_func ("/label/write/names-by-language", test_names_by_language);
  g_test_add_func ("/label/write/odd-names", test_odd_names);
  g_test_add_func ("/label/write/training-words", test_training_words);
  g_test_add_func ("/label/write/white-space", test_white_space);
  g_test_add_func ("/label/write/atomic", test_atomic);
  g_test_add_func ("/label/write/endings", test_endings);
  failed = g_test_run ();
  remove_folder (folder);
  g_free (folder);
  return failed;
}

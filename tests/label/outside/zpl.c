/* SPDX-License-Identifier: GPL-3.0-or-later
 * For zpl-renderer.sh: our ZPL seen by somebody else's printer. "write FOLDER" lays down a file for every page of every template, as
 * dots and with the symbols by the printer's own hand, and one for every kind of field; "read FOLDER" looks at the pictures that a
 * renderer made of them beside, and says how many symbols read as what they should say. */
#include "../records.h"
#include "firstout/label/printer-language.h"

#include <png.h>
#include <stdio.h>
#include <string.h>

static const int dpis[] = { 203, 300 };

typedef struct {
  const char *folder;
  bool writes;
  guint pictures, symbols, wrong, controls;
} Work;

static char *
path_of (const Work *work, const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);

  return g_build_filename (work->folder, file, NULL);
}

static void
write_zpl (const Work *work, const char *name, GBytes *zpl)
{
  g_autofree char *path = path_of (work, name, ".zpl");
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (zpl, &length);

  g_file_set_contents (path, text, (gssize) length, &error);
  g_assert_no_error (error);
}

/* NULL: the renderer gave none. */
static FoRaster *
read_picture (const Work *work, const char *name)
{
  g_autofree char *path = path_of (work, name, ".png");
  png_image image = { .version = PNG_IMAGE_VERSION };
  g_autofree guint8 *grey = NULL;
  FoRaster *raster;

  if (!png_image_begin_read_from_file (&image, path))
    return NULL;
  image.format = PNG_FORMAT_GRAY;
  grey = g_malloc (PNG_IMAGE_SIZE (image));
  if (!png_image_finish_read (&image, &(png_color){ 255, 255, 255 }, grey, 0, NULL))
    return NULL;
  raster = fo_raster_new ((int) image.width, (int) image.height);
  for (int y = 0; y < raster->height; y++)
    for (int x = 0; x < raster->width; x++)
      if (grey[(gsize) y * image.width + (gsize) x] < 128)
        fo_raster_fill (raster, x, y, 1, 1, true);
  return raster;
}

static bool
reads (const Work *work, const char *name, const FoLabel *label)
{
  g_autoptr (FoRaster) picture = read_picture (work, name);
  const FoRaster *ours = fo_label_raster (label);
  const char *box = "";

  if (picture && picture->width == ours->width && picture->height == ours->height
      && fo_label_reads_back (label, picture, &box))
    return true;
  printf ("%s: %s %s\n", name, picture ? "does not read" : "no picture", box);
  return false;
}

/* ---- templates --------------------------------------------------------------------------------------------------------- */

static void
do_page (Work *work, const char *name, int dpi, guint page, FoLabel *label)
{
  const FoPrinterStyle style = { .dpi = dpi, .copies = 1, .darkness = -1, .gap_um = -1 };

  for (int native = 0; native < 2; native++) {
    g_autofree char *file = g_strdup_printf ("%s-%d-%u-%s", name, dpi, page + 1, native ? "native" : "dots");
    g_autoptr (GBytes) zpl = native ? fo_label_to_native_zpl (label, &style)
                                    : fo_raster_to_zpl (fo_label_raster (label), &style);

    if (work->writes) {
      write_zpl (work, file, zpl);
      continue;
    }
    work->pictures++;
    work->symbols += (guint) fo_label_n_symbols (label);
    work->wrong += !reads (work, file, label);
  }
}

static void
do_template (Work *work, const char *name, int dpi)
{
  g_autoptr (FoLabelTemplate) template = fo_test_template (name);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
  g_auto (FoTestRecord) record = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  const FoArgs *rows;

  fo_test_record_init (&record, template, FO_TEST_ORDINARY, FO_LANGUAGE_RU, false, NULL);
  rows = record.rows ? &g_array_index (record.rows, FoArgs, 0) : NULL;
  g_assert_cmpint (fo_label_compose_pages (template, FO_LANGUAGE_RU, &record.fields, rows, record.rows ? record.rows->len : 0, dpi,
                                           labels, &refusal),
                   ==, FO_OK);
  for (guint i = 0; i < labels->len; i++)
    do_page (work, name, dpi, i, labels->pdata[i]);
}

/* ---- fields -------------------------------------------------------------------------------------------------------------- */

/* No "_" among them: of ^BX's escapes this renderer knows FNC1 (_1), and not a byte by its number (_d095). */
static const struct {
  const char *name;
  FoZplKind kind;
  const char *data, *read; /* READ: as it stands in the picture */
  int dots, side;
  bool is_gs1;
} fields[] = {
  { "field-bc", FO_ZPL_CODE128, "FO:P:A-02-3", "FO:P:A-02-3", 2, 0, false },
  { "field-bc-gs1", FO_ZPL_GS1_128, "0104601234567893" "10B2411-07", "0104601234567893" "10B2411-07", 2, 0, true },
  { "field-be", FO_ZPL_EAN13, "4601234567893", "4601234567893", 3, 0, false },
  { "field-bx", FO_ZPL_DATAMATRIX, "FO:L:0190a1b2", "FO:L:0190a1b2", 5, 16, false },
  { "field-bx-gs1", FO_ZPL_GS1_DATAMATRIX, "0104601234567893" "10B2411-07\x1d" "21A1^~>", "0104601234567893" "10B2411-07\x1d" "21A1^~>",
    5, 24, true },
  { "field-bq", FO_ZPL_QR, "https://id.example.org/01/04601234567893/10/B2411-07",
    "https://id.example.org/01/04601234567893/10/B2411-07", 4, 0, false },
};

static bool
says (const Work *work, const char *name, const char *data)
{
  g_autoptr (FoRaster) picture = read_picture (work, name);
  FoSymbolFound found = { 0 };
  g_autofree uint8_t *grey = picture ? fo_raster_to_grey (picture, 0, 0, picture->width, picture->height) : NULL;
  int n = grey ? fo_symbol_read (grey, picture->width, picture->height, picture->width, FO_SYMBOL_READ_ALL, 20000, &found, 1) : 0;

  if (n == 1 && found.length == strlen (data) && memcmp (found.bytes, data, found.length) == 0)
    return true;
  g_autofree char *said = n == 1 ? g_strescape (found.bytes, NULL) : NULL;
  printf ("%s: %s %s\n", name, said ? "says" : picture ? "does not read" : "no picture", said ? said : "");
  return false;
}

static void
do_fields (Work *work)
{
  const FoPrinterStyle style = { .dpi = 203, .copies = 1, .darkness = -1, .gap_um = -1 };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    const FoZplField field = { .kind = fields[i].kind, .x = 60, .y = 60, .height = 120, .dots = fields[i].dots,
                               .side = fields[i].side, .data = fields[i].data, .length = strlen (fields[i].data) };

    if (work->writes) {
      g_autoptr (GBytes) zpl = fo_zpl_fields (900, 320, NULL, &field, 1, &style);
      write_zpl (work, fields[i].name, zpl);
      continue;
    }
    work->pictures++;
    work->symbols++;
    work->wrong += !says (work, fields[i].name, fields[i].read);
  }
}

/* The lot after this one is on paper: whoever calls that right looks at nothing. */
static void
do_control (Work *work)
{
  const FoPrinterStyle style = { .dpi = 203, .copies = 1, .darkness = -1, .gap_um = -1 };
  FoTestGoods goods, next;

  fo_test_goods_init (&goods);
  fo_test_goods_init (&next);
  g_strlcpy (next.lot.number, "B2411-08", sizeof next.lot.number);
  g_autoptr (FoLabel) label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods), other = fo_test_label ("lot", FO_LANGUAGE_RU, &next);
  g_autoptr (GBytes) zpl = fo_label_to_native_zpl (other, &style);

  if (work->writes)
    write_zpl (work, "control", zpl);
  else
    work->controls += !reads (work, "control", label);
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) names = fo_test_template_names ();
  Work work = { .folder = argc == 3 ? argv[2] : NULL, .writes = argc == 3 && strcmp (argv[1], "write") == 0 };

  if (argc != 3 || (!work.writes && strcmp (argv[1], "read") != 0)) {
    fprintf (stderr, "fo-zpl-outside write|read FOLDER\n");
    return 2;
  }
  for (int i = 0; names[i]; i++)
    for (gsize d = 0; d < G_N_ELEMENTS (dpis); d++)
      do_template (&work, names[i], dpis[d]);
  do_fields (&work);
  do_control (&work);
  if (work.writes)
    return 0;
  printf ("pictures of our ZPL by another renderer %u; symbols on them %u; pictures that do not say what they should %u\n",
          work.pictures, work.symbols, work.wrong);
  printf ("control, the label of another lot: %s\n", work.controls ? "seen" : "NOT SEEN");
  return work.wrong || !work.controls;
}

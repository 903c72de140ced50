/* SPDX-License-Identifier: GPL-3.0-or-later
 * Labels on sheets: what can be asked for, and whether every sticker of the printed page reads. */
#include "firstout/label/paper.h"
#include "maker.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static void
test_parse (void)
{
  static const struct {
    const char *text;
    bool good;
    guint columns, rows, start;
    int width_um, pitch_x_um;
  } cases[] = {
    { "3x8", true, 3, 8, 1, 210000, 0 },
    { "3x8@5", true, 3, 8, 5, 210000, 0 },
    { "3X8@24", true, 3, 8, 24, 210000, 0 },
    { "A4:1x1", true, 1, 1, 1, 210000, 0 },
    { "a5:2x4@8", true, 2, 4, 8, 148000, 0 },
    { "3x7@1,7.2,15.1,66,38.1", true, 3, 7, 1, 210000, 66000 },
    { "", false },
    { "3", false },
    { "3x", false },
    { "x8", false },
    { "0x8", false },
    { "3x0", false },
    { "41x1", false },
    { "3x8@0", false },
    { "3x8@25", false },
    { "3x8@", false },
    { "-3x8", false },
    { "3x8 ", false },
    { "3x8@5,1", false },
    { "3x8,1,2,0,5", false },
    { "3x8,1,2,3,4,5", false },
    { "A3:3x8", false },
    { "99999999999999999999x8", false },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    FoLabelPaper paper = { 0 };
    if (fo_label_paper_parse (cases[i].text, &paper) != cases[i].good)
      g_error ("\"%s\"", cases[i].text);
    g_assert_cmpuint (paper.columns, ==, cases[i].columns);
    g_assert_cmpuint (paper.rows, ==, cases[i].rows);
    g_assert_cmpuint (paper.start, ==, cases[i].start);
    g_assert_cmpint (paper.width_um, ==, cases[i].width_um);
    g_assert_cmpint (paper.pitch_x_um, ==, cases[i].pitch_x_um);
    if (!cases[i].good)
      continue;
    FoLabelPaper again = { 0 };
    g_autofree char *text = fo_label_paper_print (&paper);
    g_assert_true (fo_label_paper_parse (text, &again));
    g_assert_cmpmem (&again, sizeof again, &paper, sizeof paper);
  }
}

static FoLabelPaper
paper_of (const char *text)
{
  FoLabelPaper paper;

  g_assert_true (fo_label_paper_parse (text, &paper));
  return paper;
}

static void
test_judge (void)
{
  static const struct {
    const char *paper;
    bool fits;
  } cases[] = {
    { "3x7", true },                /* 70 × 42.4 mm */
    { "3x8", false },               /* 37.1 mm is not 40 */
    { "4x7", false },               /* 52.5 mm is not 58 */
    { "2x7@1,7,20,100,40", false }, /* the last row would end below the sheet */
    { "2x6@1,7,20,100,40", true },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    FoLabelPaper paper = paper_of (cases[i].paper);
    g_auto (FoLabelRefusal) refusal = { 0 };
    FoVerdict verdict = fo_label_paper_judge (&paper, FO_LANGUAGE_EN, 58000, 40000, &refusal);
    if ((verdict == FO_OK) != cases[i].fits)
      g_error ("%s: %s", cases[i].paper, fo_verdict_name (verdict));
    if (!cases[i].fits)
      g_assert_cmpstr (fo_args_get (&refusal.args, "size")->text, ==, "58 × 40 mm");
  }
}

static void
test_pages (void)
{
  static const struct {
    const char *paper;
    size_t n;
    guint pages;
  } cases[] = { { "3x7", 1, 1 },    { "3x7", 21, 1 },   { "3x7", 22, 2 },  { "3x7@21", 1, 1 },
                { "3x7@21", 2, 2 }, { "3x7@5", 38, 2 }, { "3x7@5", 39, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    FoLabelPaper paper = paper_of (cases[i].paper);
    g_assert_cmpuint (fo_label_paper_pages (&paper, cases[i].n), ==, cases[i].pages);
  }
}

/* ---- the printed page -------------------------------------------------------------------------------------------- */

static uint8_t *
render (const char *folder, const char *pdf, int page, int *ret_width, int *ret_height)
{
  g_autofree char *root = g_build_filename (folder, "page", NULL), *output = g_strconcat (root, ".pgm", NULL);
  g_autofree char *command =
      g_strdup_printf ("pdftoppm -gray -r 203 -f %d -l %d -singlefile %s %s", page, page, pdf, root);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  int offset = 0, status;

  g_spawn_command_line_sync (command, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_get_contents (output, &bytes, &length, NULL));
  g_assert_cmpint (sscanf (bytes, "P5 %d %d 255%n", ret_width, ret_height, &offset), ==, 2);
  g_unlink (output);
  g_assert_cmpuint (length, ==, (gsize) offset + 1 + (gsize) *ret_width * (gsize) *ret_height);
  return g_memdup2 (bytes + offset + 1, (gsize) *ret_width * (gsize) *ret_height);
}

/* What a scanner reads that is held at one sticker. Those before the fifth and behind the twenty-fourth are empty. */
static void
assert_sticker (const uint8_t *grey, int width, int height, int at, int number)
{
  int left = at % 3 * (width / 3), top = at / 3 * (height / 7);
  bool used = number >= 5 && number <= 24;
  g_autofree char *wanted = g_strdup_printf ("FO:P:A-%02d-1", number);
  FoSymbolFound found;
  int n = fo_symbol_read (grey + top * width + left, width / 3, height / 7, width, FO_SYMBOL_READ_QR, 1000, &found, 1);

  g_assert_cmpint (n, ==, used ? 1 : 0);
  if (used)
    g_assert_cmpstr (found.bytes, ==, wanted);
}

/* Twenty different places on stickers, the first four of which are used up: every one reads from the page as a printer
 * draws it, at the sticker it belongs to, and nothing stands on the used ones. */
static void
test_stickers (void)
{
  g_autofree char *folder = g_dir_make_tmp ("firstout-paper-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheet.pdf", NULL), *png = g_build_filename (folder, "a.png", NULL);
  g_autoptr (FoLabelTemplate) template = fo_test_template ("place");
  g_autoptr (GError) error = NULL;
  FoLabelPaper paper = paper_of ("3x7@5");
  FoLabel *labels[20];
  int width, height;

  for (int i = 0; i < 20; i++) {
    FoPlace place = { .kind = FO_PLACE_BIN };
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_snprintf (place.code, sizeof place.code, "A-%02d-1", i + 5);
    g_assert_cmpint (fo_label_place_fields (&place, false, &fields, &refusal), ==, FO_OK);
    g_assert_cmpint (fo_label_compose (template, FO_LANGUAGE_RU, &fields, 203, &labels[i], &refusal), ==, FO_OK);
  }
  g_assert_false (fo_label_paper_write (&paper, labels, 20, png, &error));
  g_assert_error (error, FO_LABEL_ERROR, FO_LABEL_ERROR_WRITE);
  g_clear_error (&error);
  g_assert_true (fo_label_paper_write (&paper, labels, 20, path, &error));
  g_assert_no_error (error);
  for (int page = 1; page <= 2; page++) {
    g_autofree uint8_t *grey = render (folder, path, page, &width, &height);
    for (int at = 0; at < 21; at++)
      assert_sticker (grey, width, height, at, (page - 1) * 21 + at + 1);
  }
  for (int i = 0; i < 20; i++)
    fo_label_free (labels[i]);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/paper/parse", test_parse);
  g_test_add_func ("/label/paper/judge", test_judge);
  g_test_add_func ("/label/paper/pages", test_pages);
  g_test_add_func ("/label/paper/stickers", test_stickers);
  return g_test_run ();
}

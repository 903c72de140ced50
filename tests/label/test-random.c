/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random records on every template, and each label is read as a scanner would read it: from the whole picture, knowing
 * nothing of where its symbols stand. 0 differences. 500 records in every test run, 10,000 with FO_COUNT_FACTOR=20; and
 * an eye that sees: labels with a broken symbol, of which every one is refused. */
#include "records.h"
#include "support/seed.h"

#include <string.h>

/* How often a template is taken: paper of A4 costs as much as fifty labels. */
static guint
weight_of (const char *name)
{
  if (strstr (name, "task") || g_str_equal (name, "commands") || g_str_equal (name, "card"))
    return 1;
  return g_str_equal (name, "carton") ? 5 : 25;
}

typedef struct {
  char **names;
  FoLabelTemplate **templates;
  guint n, weight;
} Shelf;

static void
shelf_init (Shelf *shelf)
{
  shelf->names = fo_test_template_names ();
  shelf->n = g_strv_length (shelf->names);
  shelf->templates = g_new0 (FoLabelTemplate *, shelf->n);
  shelf->weight = 0;
  for (guint i = 0; i < shelf->n; i++) {
    shelf->templates[i] = fo_test_template (shelf->names[i]);
    shelf->weight += weight_of (shelf->names[i]);
  }
}

static void
shelf_clear (Shelf *shelf)
{
  for (guint i = 0; i < shelf->n; i++)
    fo_label_template_free (shelf->templates[i]);
  g_free (shelf->templates);
  g_strfreev (shelf->names);
}

static guint
pick (const Shelf *shelf, GRand *rand)
{
  gint32 at = g_rand_int_range (rand, 0, (gint32) shelf->weight);
  guint i = 0;

  for (; at >= (gint32) weight_of (shelf->names[i]); i++)
    at -= (gint32) weight_of (shelf->names[i]);
  return i;
}

typedef struct {
  FoTestRecord record;
  GPtrArray *labels;
  FoLabelRefusal refusal;
  bool training;
} Made;

static void
made_clear (Made *made)
{
  fo_test_record_clear (&made->record);
  g_ptr_array_unref (made->labels);
  fo_label_refusal_clear (&made->refusal);
}

static FoVerdict
make (const FoLabelTemplate *template, GRand *rand, Made *made)
{
  static const int dpis[] = { 203, 203, 203, 203, 203, 300, 300, 600 };
  FoLanguage language = (FoLanguage) g_rand_int_range (rand, 0, FO_N_LANGUAGES);
  int dpi = dpis[g_rand_int_range (rand, 0, G_N_ELEMENTS (dpis))];
  const GArray *rows;

  *made = (Made){ .training = g_rand_int_range (rand, 0, 4) == 0 };
  made->labels = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
  fo_test_record_init (&made->record, template, FO_TEST_RANDOM, language, made->training, rand);
  g_assert_cmpstr (fo_verdict_name (made->record.verdict), ==, "FO_OK");
  fo_label_mark_copy (&made->record.fields, (guint) g_rand_int_range (rand, 1, 4));
  rows = made->record.rows;
  return fo_label_compose_pages (template, language, &made->record.fields,
                                 rows ? &g_array_index (rows, FoArgs, 0) : NULL, rows ? rows->len : 0, dpi,
                                 made->labels, &made->refusal);
}

static void
test_records (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("labels");
  guint count = fo_test_count (500), n_made = 0, pages = 0, symbols = 0, too_long = 0;
  Shelf shelf;

  shelf_init (&shelf);
  for (guint i = 0; i < count; i++) {
    guint at = i < shelf.n ? i : pick (&shelf, rand); /* each at least once */
    Made made;
    FoVerdict verdict = make (shelf.templates[at], rand, &made);
    if (verdict == FO_OK)
      n_made++;
    else if (verdict == FO_LABEL_DOES_NOT_FIT)
      too_long++;
    else
      g_error ("%s: %s %s", shelf.names[at], fo_verdict_name (verdict), made.refusal.field);
    for (guint p = 0; p < made.labels->len; p++, pages++) {
      fo_test_check_label (made.labels->pdata[p], &made.record, made.training);
      symbols += (guint) fo_label_n_symbols (made.labels->pdata[p]);
    }
    made_clear (&made);
  }
  shelf_clear (&shelf);
  g_print ("# %u records on %u pages with %u symbols made and read, %u refused for length\n", n_made, pages, symbols,
           too_long);
  g_assert_cmpuint (too_long * 25, <=, count); /* ordinary lengths fit */
}

/* ---- the control ------------------------------------------------------------------------------------------------- */

/* Turns PERCENT of the symbol's modules, and at least one in twenty of its bars, over. */
static FoRaster *
break_symbol (const FoLabel *label, const FoLabelSymbol *symbol, GRand *rand, int percent)
{
  FoRaster *broken = fo_raster_copy (fo_label_raster (label));
  bool linear = fo_symbol_kind_is_linear (symbol->kind);
  int columns = symbol->width / symbol->dots, rows = linear ? 1 : symbol->height / symbol->dots;
  int height = linear ? symbol->height : symbol->dots, n = MAX (3, columns * rows * percent / 100);

  for (int i = 0; i < n; i++) {
    int x = symbol->x + g_rand_int_range (rand, 0, columns) * symbol->dots;
    int y = symbol->y + g_rand_int_range (rand, 0, rows) * height;
    fo_raster_fill (broken, x, y, symbol->dots, height, !fo_raster_is_black (broken, x, y));
  }
  return broken;
}

/* A quarter of the modules wrong is beyond every correction: whatever is read then is not what the label should say. */
static void
test_broken (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("broken labels");
  guint count = fo_test_count (60), n_broken = 0;
  Shelf shelf;

  shelf_init (&shelf);
  for (guint i = 0; i < count; i++) {
    guint at = pick (&shelf, rand);
    Made made;
    FoVerdict verdict = make (shelf.templates[at], rand, &made);
    for (int s = 0; verdict == FO_OK && s < MIN (3, fo_label_n_symbols (made.labels->pdata[0])); s++, n_broken++) {
      const FoLabel *label = made.labels->pdata[0];
      FoLabelSymbol symbol = fo_label_symbol (label, s);
      g_autoptr (FoRaster) broken = break_symbol (label, &symbol, rand, 25);
      const char *box = NULL;
      if (fo_label_reads_back (label, broken, &box))
        g_error ("%s: a broken %s passes", shelf.names[at], fo_symbol_kind_name (symbol.kind));
      g_assert_cmpstr (box, ==, symbol.box);
      g_assert_true (fo_label_reads_back (label, fo_label_raster (label), &box));
    }
    made_clear (&made);
  }
  shelf_clear (&shelf);
  g_print ("# %u broken symbols refused\n", n_broken);
  g_assert_cmpuint (n_broken, >=, count / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/random/records", test_records);
  g_test_add_func ("/label/random/broken", test_broken);
  return g_test_run ();
}

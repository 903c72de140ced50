/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of labels: what it is of by scan, by hand and from a table; how it will look; the queue and the numbered repeat. */
#include "rig.h"

#include "common/speech.h"
#include "firstout/symbol/symbol.h"
#include "labels/labels-page.h"
#include "labels/print-bar.h"
#include "shell/router.h"

#include <string.h>

static FoLabelsPage *
labels (Rig *rig)
{
  return FO_LABELS_PAGE (fo_window_find_page (rig->window, "labels"));
}

static gpointer
part (Rig *rig, GType type)
{
  return rig_find (GTK_WIDGET (labels (rig)), type, NULL);
}

static Rig *
rig_on_page (const char *template)
{
  Rig *rig = rig_new ();

  gtk_window_set_default_size (GTK_WINDOW (rig->window), 1280, 800);
  fo_window_open_page (rig->window, "labels");
  rig_settle (rig);
  g_assert_true (fo_template_list_choose (part (rig, FO_TYPE_TEMPLATE_LIST), template));
  rig_settle (rig);
  return rig;
}

/* A scan while the page is shown is the page's, not the desk's. */
static void
scan (Rig *rig, const char *text, FoSymbology symbology)
{
  guint answers = rig->answers;
  FoScan held;

  g_assert_true (fo_scan_init (&held, text, strlen (text), symbology, "script", 0));
  gtk_widget_activate_action_variant (GTK_WIDGET (rig->window), "scan.code", fo_scan_to_variant (&held));
  rig_settle (rig);
  rig_settle (rig);
  g_assert_cmpuint (rig->answers, ==, answers);
}

static gboolean
may_print (Rig *rig)
{
  return fo_print_bar_may_print (part (rig, FO_TYPE_PRINT_BAR));
}

/* The symbol on the screen says this. */
static void
assert_preview_says (Rig *rig, const char *text)
{
  FoSymbolFound found;
  int width, height;
  g_autofree uint8_t *grey = rig_grey (GTK_WIDGET (part (rig, FO_TYPE_LABEL_PREVIEW)), "labels-preview", &width, &height);

  g_assert_cmpint (fo_symbol_read (grey, width, height, width, FO_SYMBOL_READ_ALL, 2000, &found, 1), ==, 1);
  g_assert_cmpstr (found.bytes, ==, text);
}

static void
test_new_and_destroy (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  const GType types[] = { FO_TYPE_LABELS_PAGE, FO_TYPE_TEMPLATE_LIST, FO_TYPE_SUBJECT_PICKER, FO_TYPE_LABEL_FORM,
                          FO_TYPE_LABEL_AMOUNT, FO_TYPE_TABLE_FORM, FO_TYPE_LABEL_PREVIEW, FO_TYPE_PRINT_BAR, FO_TYPE_JOB_LIST };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    gpointer weak = g_object_ref_sink (g_object_new (types[i], NULL));

    g_test_message ("%s", g_type_name (types[i]));
    g_object_add_weak_pointer (weak, &weak);
    g_object_unref (weak);
    g_assert_null (weak);
  }
}

/* The label of a lot is held before the scanner: the same label stands there, and can be scanned from the screen. */
static void
test_scan_of_a_lot (void)
{
  g_autoptr (Rig) rig = rig_on_page ("lot");

  g_assert_false (may_print (rig)); /* nothing is chosen */
  scan (rig, "FOT:L:SEALANT-310/S2406", FO_SYMBOLOGY_QR);
  g_assert_nonnull (fo_label_preview_label (part (rig, FO_TYPE_LABEL_PREVIEW)));
  g_assert_true (rig_shows (GTK_WIDGET (labels (rig)), "SEALANT-310-S2406"));
  g_assert_true (may_print (rig));
  assert_preview_says (rig, fo_label_symbol (fo_label_preview_label (part (rig, FO_TYPE_LABEL_PREVIEW)), 0).data);
  g_assert_true (fo_label_has (fo_label_preview_label (part (rig, FO_TYPE_LABEL_PREVIEW)), "training")); /* and says so */
  rig_picture (GTK_WIDGET (rig->window), "labels-scanned");
}

/* A template of other things gives way to the one of what was scanned; a command is the desk's. */
static void
test_scan_of_other_things (void)
{
  g_autoptr (Rig) rig = rig_on_page ("lot");

  scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR);
  g_assert_cmpstr (fo_label_template_name (fo_template_list_chosen (part (rig, FO_TYPE_TEMPLATE_LIST))), ==, "place");
  assert_preview_says (rig, "FOT:P:C-01-1");
  scan (rig, "FOT:O:201", FO_SYMBOLOGY_QR);
  g_assert_cmpstr (fo_label_template_name (fo_template_list_chosen (part (rig, FO_TYPE_TEMPLATE_LIST))), ==, "task");
  g_assert_true (may_print (rig));
  scan (rig, "FOT:B:IVANOV", FO_SYMBOLOGY_QR);
  g_assert_cmpstr (fo_label_template_name (fo_template_list_chosen (part (rig, FO_TYPE_TEMPLATE_LIST))), ==, "badge");
  scan (rig, "4607000000000", FO_SYMBOLOGY_CODE128);
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "4607000000000")); /* refused with what it was */
  rig_command (rig, "task look-up", FO_OK);
  rig_scan (rig, "FOT:C:TASK-PICK", FO_SYMBOLOGY_QR, FO_OK);
}

/* By search and by key: the first thing found. */
static void
test_pick_from_stock (void)
{
  g_autoptr (Rig) rig = rig_on_page ("place");

  fo_subject_picker_search (part (rig, FO_TYPE_SUBJECT_PICKER), "c-01");
  rig_settle (rig);
  g_assert_true (fo_subject_picker_pick (part (rig, FO_TYPE_SUBJECT_PICKER), 0));
  rig_settle (rig);
  assert_preview_says (rig, "FOT:P:C-01-1");
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F12, 0));
  rig_settle (rig);
  g_assert_false (may_print (rig)); /* begun anew */
}

/* ---- typed values ------------------------------------------------------------------------------------------------------------------- */

static void
type (Rig *rig, const char *field, const char *text)
{
  g_assert_true (fo_label_form_set (part (rig, FO_TYPE_LABEL_FORM), field, text));
}

static void
test_refused_in_words (void)
{
  g_autoptr (Rig) rig = rig_on_page ("place");
  GtkWidget *form;

  fo_labels_page_type_values (labels (rig));
  form = part (rig, FO_TYPE_LABEL_FORM);
  type (rig, "place", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW");
  rig_settle (rig);
  g_assert_true (rig_shows (form, "Не помещается"));
  g_assert_true (rig_shows (form, "мм"));
  g_assert_false (may_print (rig));
  g_assert_null (fo_label_preview_label (part (rig, FO_TYPE_LABEL_PREVIEW)));
  rig_picture (GTK_WIDGET (rig->window), "labels-does-not-fit");
  type (rig, "place", "A-02-3");
  rig_settle (rig);
  g_assert_false (rig_shows (form, "Не помещается"));
  g_assert_true (may_print (rig));
  assert_preview_says (rig, "FOT:P:A-02-3");
}

static void
test_dates_and_ranges (void)
{
  g_autoptr (Rig) rig = rig_on_page ("lot");
  GtkWidget *page = GTK_WIDGET (labels (rig));

  fo_labels_page_type_values (labels (rig));
  type (rig, "code", "PUMP-7");
  type (rig, "item", "Насос НЦ-50");
  type (rig, "lot", "B7");
  type (rig, "expires_on", "32.05.27");
  rig_settle (rig);
  g_assert_false (may_print (rig));
  type (rig, "expires_on", "31.05.27");
  rig_settle (rig);
  g_assert_true (may_print (rig));
  g_assert_true (rig_shows (page, "Этикетка: 1"));
  type (rig, "serial", "A001");
  g_assert_true (fo_label_form_set_last (part (rig, FO_TYPE_LABEL_FORM), "A050"));
  fo_label_amount_set_copies (part (rig, FO_TYPE_LABEL_AMOUNT), 2);
  rig_settle (rig);
  g_assert_true (rig_shows (page, "Этикеток: 100"));
  g_assert_true (fo_label_form_set_last (part (rig, FO_TYPE_LABEL_FORM), "B2"));
  rig_settle (rig);
  g_assert_false (may_print (rig)); /* no range */
  rig_picture (GTK_WIDGET (rig->window), "labels-typed");
}

/* Four in the box: four labels, each for one. */
static void
test_one_per_unit (void)
{
  g_autoptr (Rig) rig = rig_on_page ("lot");

  scan (rig, "FOT:L:SEALANT-310/S2406", FO_SYMBOLOGY_QR);
  type (rig, "quantity", "4");
  fo_label_amount_set_per_unit (part (rig, FO_TYPE_LABEL_AMOUNT), TRUE);
  rig_settle (rig);
  g_assert_true (rig_shows (GTK_WIDGET (labels (rig)), "Этикетки: 4"));
  type (rig, "quantity", "2,5");
  rig_settle (rig);
  g_assert_false (may_print (rig));
}

/* ---- tables ------------------------------------------------------------------------------------------------------------------------- */

static void
test_table (void)
{
  g_autoptr (Rig) rig = rig_on_page ("lot");
  g_autofree char *path = g_build_filename (rig->folder, "labels.csv", NULL);
  GtkWidget *page = GTK_WIDGET (labels (rig));

  g_assert_true (g_file_set_contents (path,
                                      "article;item;lot;expires_on;what it is\n"
                                      "P1;Насос;B1;31.05.2027;x\n"
                                      "P2;Насос 2;B2;31.02.2027;x\n"
                                      "P3;Насос 3;B3;30.06.2027;x\n",
                                      -1, NULL));
  fo_labels_page_read_table (labels (rig), path);
  rig_settle (rig);
  if (!may_print (rig)) /* "article" may be no head that is known */
    g_assert_true (fo_table_form_match (part (rig, FO_TYPE_TABLE_FORM), "code", 0));
  rig_settle (rig);
  g_assert_true (rig_shows (page, "Строка 3"));
  g_assert_false (may_print (rig)); /* a person says what becomes of the faulty row */
  fo_table_form_set_skip (part (rig, FO_TYPE_TABLE_FORM), TRUE);
  rig_settle (rig);
  g_assert_true (may_print (rig));
  g_assert_true (rig_shows (page, "Этикетки: 2"));
  fo_table_form_look_at (part (rig, FO_TYPE_TABLE_FORM), 2);
  rig_settle (rig);
  assert_preview_says (rig, "FOT:L:P3/B3");
  rig_picture (GTK_WIDGET (rig->window), "labels-table");
}

/* Neither a table nor a file to write to: said in the words of the one who chose it. */
static void
test_faults (void)
{
  g_autoptr (Rig) rig = rig_on_page ("lot");
  g_autofree char *path = g_build_filename (rig->folder, "labels.xls", NULL), *empty = g_build_filename (rig->folder, "e.csv", NULL);
  GtkWidget *page = GTK_WIDGET (labels (rig));

  g_assert_true (g_file_set_contents (path, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, NULL));
  fo_labels_page_read_table (labels (rig), path);
  g_assert_true (rig_shows (page, "Это не таблица, или файл повреждён: labels.xls. Сохраните таблицу как .xlsx или .csv."));
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  fo_labels_page_read_table (labels (rig), empty);
  g_assert_true (rig_shows (page, "Таблица пустая: e.csv"));
  rig_picture (GTK_WIDGET (rig->window), "labels-fault");
}

/* ---- printing ----------------------------------------------------------------------------------------------------------------------- */

static guint
files_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir && g_dir_read_name (dir))
    n++;
  return n;
}

static void
test_print_and_repeat (void)
{
  g_autoptr (Rig) rig = rig_on_page ("place");
  g_autofree char *folder = g_build_filename (rig->folder, "labels", NULL);
  GtkWidget *jobs = part (rig, FO_TYPE_JOB_LIST);
  FoScan command;

  scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F11, 0));
  rig_settle (rig);
  rig_settle (rig);
  g_assert_cmpuint (files_in (folder), ==, 1); /* this PC has no printer: a file is laid down */
  g_assert_cmpint (fo_job_list_chosen (FO_JOB_LIST (jobs)), ==, 1);
  fo_job_list_act (FO_JOB_LIST (jobs), 1, FO_JOB_REPRINT);
  rig_settle (rig);
  rig_settle (rig);
  g_assert_cmpuint (files_in (folder), ==, 2);
  g_assert_cmpint (fo_job_list_chosen (FO_JOB_LIST (jobs)), ==, 2);
  g_assert_true (fo_scan_init (&command, "FOT:C:PRINT", 11, FO_SYMBOLOGY_QR, "script", 0));
  gtk_widget_activate_action_variant (GTK_WIDGET (rig->window), "scan.code", fo_scan_to_variant (&command));
  rig_settle (rig);
  rig_settle (rig);
  g_assert_cmpuint (files_in (folder), ==, 3);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rig_find (GTK_WIDGET (labels (rig)), GTK_TYPE_TOGGLE_BUTTON, "Очередь печати")),
                                TRUE);
  rig_settle (rig);
  g_assert_true (rig_shows (jobs, "повтор задания 1"));
  rig_picture (GTK_WIDGET (rig->window), "labels-queue");
}

static void
first_label (const FoPrintAdded *added, const GError *error, gpointer png)
{
  g_assert_no_error (error);
  g_assert_cmpint (added->verdict, ==, FO_OK);
  *(GBytes **) png = g_bytes_ref (added->png);
}

static gboolean
has_picture (gpointer png)
{
  return *(GBytes **) png != NULL;
}

/* The repeat is another picture than the first, and the second repeat is yet another: each says which copy it is. */
static void
test_copies_are_numbered (void)
{
  g_autoptr (Rig) rig = rig_on_page ("place");
  FoPrintQueue *queue = fo_station_print_queue (rig->station);
  GBytes *pictures[2] = { NULL, NULL };

  scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR);
  fo_labels_page_print (labels (rig));
  rig_settle (rig);
  rig_settle (rig);
  for (int i = 0; i < 2; i++) {
    fo_print_queue_reprint (queue, 1, 0, 0, first_label, &pictures[i]);
    rig_wait (has_picture, &pictures[i]);
    rig_settle (rig);
  }
  g_assert_false (g_bytes_equal (pictures[0], pictures[1]));
  g_bytes_unref (pictures[0]);
  g_bytes_unref (pictures[1]);
}

/* An order's paper has a row a line: all its pages go through the queue, too. */
static void
test_papers_are_printed (void)
{
  g_autoptr (Rig) rig = rig_on_page ("task");
  g_autofree char *folder = g_build_filename (rig->folder, "labels", NULL);

  scan (rig, "FOT:O:201", FO_SYMBOLOGY_QR);
  g_assert_true (may_print (rig));
  fo_labels_page_print (labels (rig));
  rig_settle (rig);
  rig_settle (rig);
  g_assert_cmpuint (files_in (folder), ==, 1);
  rig_picture (GTK_WIDGET (rig->window), "labels-paper");
}

static void
test_save (void)
{
  g_autoptr (Rig) rig = rig_on_page ("lot");
  g_autofree char *png = g_build_filename (rig->folder, "lot.png", NULL), *pdf = g_build_filename (rig->folder, "lot.pdf", NULL);

  scan (rig, "FOT:L:SEALANT-310/S2406", FO_SYMBOLOGY_QR);
  fo_labels_page_save (labels (rig), png);
  rig_settle (rig);
  g_assert_true (g_file_test (png, G_FILE_TEST_EXISTS));
  g_assert_true (fo_label_amount_set_sheet (part (rig, FO_TYPE_LABEL_AMOUNT), "3x8", 5)); /* 37 mm high: too low */
  rig_settle (rig);
  fo_labels_page_save (labels (rig), pdf);
  rig_settle (rig);
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));
  g_assert_true (rig_shows (GTK_WIDGET (labels (rig)), "Не помещается"));
  g_assert_true (fo_label_amount_set_sheet (part (rig, FO_TYPE_LABEL_AMOUNT), "3x7", 5));
  rig_settle (rig);
  g_assert_true (may_print (rig));
  fo_labels_page_save (labels (rig), pdf);
  rig_settle (rig);
  g_assert_true (g_file_test (pdf, G_FILE_TEST_EXISTS));
}

static void
add_printer (GArray *printers, const char *name, FoPrinterLanguage language)
{
  FoPrinter printer;

  fo_printer_init (&printer, name, "ipp://127.0.0.1:1/ipp/print");
  printer.language = language;
  g_array_append_val (printers, printer);
}

/* Stickers on sheets: a printer of labels takes none, and the page says what does; one of pages prints them. */
static void
test_sheets (void)
{
  g_autoptr (Rig) rig = rig_on_page ("lot");
  g_autofree char *folder = g_build_filename (rig->folder, "labels", NULL);
  g_autoptr (GArray) printers = g_array_new (FALSE, TRUE, sizeof (FoPrinter));
  FoPrintBar *bar = part (rig, FO_TYPE_PRINT_BAR);

  add_printer (printers, "Z", FO_PRINTER_ZPL);
  add_printer (printers, "P", FO_PRINTER_PDF);
  fo_print_bar_set_printers (bar, printers);
  scan (rig, "FOT:L:SEALANT-310/S2406", FO_SYMBOLOGY_QR);
  g_assert_true (fo_label_amount_set_sheet (part (rig, FO_TYPE_LABEL_AMOUNT), "3x7", 5));
  g_assert_true (fo_print_bar_choose (bar, "Z"));
  rig_settle (rig);
  g_assert_false (may_print (rig));
  g_assert_true (rig_shows (GTK_WIDGET (labels (rig)), "обычный принтер"));
  g_assert_true (fo_print_bar_choose (bar, "P"));
  rig_settle (rig);
  g_assert_true (may_print (rig));
  g_assert_false (rig_shows (GTK_WIDGET (labels (rig)), "обычный принтер"));
  g_assert_true (fo_print_bar_choose (bar, "file"));
  rig_settle (rig);
  fo_labels_page_print (labels (rig));
  rig_settle (rig);
  rig_settle (rig);
  g_assert_cmpuint (files_in (folder), ==, 1);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/labels/new-and-destroy", test_new_and_destroy);
  g_test_add_func ("/ui/labels/scan-of-a-lot", test_scan_of_a_lot);
  g_test_add_func ("/ui/labels/scan-of-other-things", test_scan_of_other_things);
  g_test_add_func ("/ui/labels/pick-from-stock", test_pick_from_stock);
  g_test_add_func ("/ui/labels/refused-in-words", test_refused_in_words);
  g_test_add_func ("/ui/labels/dates-and-ranges", test_dates_and_ranges);
  g_test_add_func ("/ui/labels/one-per-unit", test_one_per_unit);
  g_test_add_func ("/ui/labels/table", test_table);
  g_test_add_func ("/ui/labels/faults", test_faults);
  g_test_add_func ("/ui/labels/print-and-repeat", test_print_and_repeat);
  g_test_add_func ("/ui/labels/copies-are-numbered", test_copies_are_numbered);
  g_test_add_func ("/ui/labels/papers-are-printed", test_papers_are_printed);
  g_test_add_func ("/ui/labels/save", test_save);
  g_test_add_func ("/ui/labels/sheets", test_sheets);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * First stock, as somebody with an Excel table meets it. */
#include "rig.h"

#include "common/speech.h"
#include "common/work-list.h"
#include "start/start-page.h"

#include <string.h>

static FoStartPage *
start_page (Rig *rig)
{
  fo_window_open_page (rig->window, "start");
  rig_settle (rig);
  return FO_START_PAGE (fo_window_page (rig->window));
}

static gboolean
is_idle (gpointer data)
{
  return fo_import_view_is_idle (data);
}

static FoImportView *
take (Rig *rig, FoStartStep step, const char *text)
{
  FoStartPage *page = start_page (rig);
  FoImportView *view = fo_start_page_import (page);

  fo_start_page_go (page, step);
  fo_import_view_take (view, "table", text, strlen (text));
  rig_wait (is_idle, view);
  rig_settle (rig);
  return view;
}

/* As copied from Excel: tabs, our columns in their order and by their names. */
static void
test_pasted_places (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoImportView *view = take (rig, FO_START_PLACES, "Место\tНазвание\tПорядок обхода\nZ-01-1\tновый стеллаж\t90\nZ-01-2\t\t91\n");

  g_assert_true (rig_shows (GTK_WIDGET (view), "2 строки: будет загружено 2, уже известно 0, с ошибкой 0"));
  fo_import_view_import (view, FALSE);
  rig_wait (is_idle, view);
  g_assert_true (rig_shows (GTK_WIDGET (view), "Загружено 2 из 2, уже было 0, с ошибкой 0"));
  take (rig, FO_START_PLACES, "Место\tНазвание\tПорядок обхода\nZ-01-1\tновый стеллаж\t90\nZ-01-2\t\t91\n");
  g_assert_true (rig_shows (GTK_WIDGET (view), "2 строки: будет загружено 0, уже известно 2, с ошибкой 0"));
}

/* What kits consist of, once the kits themselves are known. */
static void
test_pasted_kits (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoImportView *view = take (rig, FO_START_ITEMS, "code\tname\tkind\nSET-1\tНабор для монтажа\tнабор\nPART-1\tШайба\tтовар\n");

  fo_import_view_import (view, FALSE);
  rig_wait (is_idle, view);
  take (rig, FO_START_KITS, "Набор\tАртикул\tКоличество\nSET-1\tPART-1\t4\n");
  g_assert_true (rig_shows (GTK_WIDGET (view), "1 строка: будет загружено 1, уже известно 0, с ошибкой 0"));
  fo_import_view_import (view, FALSE);
  rig_wait (is_idle, view);
  g_assert_true (rig_shows (GTK_WIDGET (view), "Загружено 1 из 1, уже было 0, с ошибкой 0"));
}

/* A table without our names: a person says which column is which, and may change their mind. */
static void
test_columns_by_hand (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoImportView *view = take (rig, FO_START_STOCK, "SEALANT-310\tN-1\t310528\tC-01-1\t12\n");
  static const int columns[] = { 0, 1, 2, 5, 6 }; /* item, lot, expires_on, place, quantity */
  bool needed;

  g_assert_cmpstr (fo_import_column (FO_IMPORT_STOCK, 5, &needed), ==, "place");
  g_assert_cmpstr (fo_import_column (FO_IMPORT_STOCK, 6, &needed), ==, "quantity");
  for (guint cell = 0; cell < G_N_ELEMENTS (columns); cell++) {
    fo_import_view_match (view, cell, columns[cell]);
    rig_wait (is_idle, view);
  }
  g_assert_true (rig_shows (GTK_WIDGET (view), "1 строка: будет загружено 1, уже известно 0, с ошибкой 0"));
}

/* A fault is a row in words, all others wait for it unless a person says otherwise, and the faults go back to Excel. */
static void
test_faults (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoImportView *view = take (rig, FO_START_STOCK, "Артикул\tПартия\tГоден до\tМесто\tКоличество\n"
                                                  "SEALANT-310\tN-1\t31.05.2028\tC-01-1\t12\nSEALANT-310\tN-2\t31.02.2028\tC-01-1\t5\n");
  g_autofree char *faults = fo_import_view_faults (view);

  g_assert_true (rig_shows (GTK_WIDGET (view), "2 строки: будет загружено 1, уже известно 0, с ошибкой 1"));
  g_assert_nonnull (strstr (faults, "3;\"Годен по\";31.02.2028;"));
  fo_import_view_import (view, TRUE);
  rig_wait (is_idle, view);
  g_assert_true (rig_shows (GTK_WIDGET (view), "Загружено 1 из 2, уже было 0, с ошибкой 1"));
}

/* What is no table says so in the page, and the next one is taken. */
static void
test_no_table (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoImportView *view = take (rig, FO_START_ITEMS, "PK\3\4 half a workbook");

  g_assert_true (rig_shows (GTK_WIDGET (view), "Это не таблица, или файл повреждён: table. Сохраните таблицу как .xlsx или .csv."));
  rig_picture (GTK_WIDGET (rig->window), "start-no-table-ru-light");
  take (rig, FO_START_ITEMS, "Артикул;Название\nNEW-1;Новый товар\n");
  g_assert_true (rig_shows (GTK_WIDGET (view), "1 строка: будет загружено 1, уже известно 0, с ошибкой 0"));
}

/* The day is set as any other act, and said. */
static void
test_truth_day (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoStartPage *page = start_page (rig);

  fo_start_page_go (page, FO_START_TRUTH);
  rig_settle (rig);
  g_assert_true (rig_shows (GTK_WIDGET (page), "День ещё не назначен"));
  rig_command (rig, "truth-day 011226", FO_OK);
  rig_settle (rig);
  g_assert_true (rig_shows (GTK_WIDGET (page), "Книга верна с 01.12.2026"));
}

/* Choosing a place begins its count. */
static void
test_count_a_place (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoStartPage *page = start_page (rig);
  guint answers = rig->answers + 2;

  fo_start_page_go (page, FO_START_COUNT);
  rig_settle (rig);
  g_assert_true (rig_shows (GTK_WIDGET (page), "Пересчитано мест: 0 из"));
  gtk_widget_activate_action (rig_find (GTK_WIDGET (page), FO_TYPE_WORK_LIST, NULL), "desk.command", "s", "place C-01-1");
  rig_await (rig, answers);
  g_assert_cmpstr (rig->view.task, ==, "count");
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/start/pasted-places", test_pasted_places);
  g_test_add_func ("/ui/start/pasted-kits", test_pasted_kits);
  g_test_add_func ("/ui/start/columns-by-hand", test_columns_by_hand);
  g_test_add_func ("/ui/start/faults", test_faults);
  g_test_add_func ("/ui/start/no-table", test_no_table);
  g_test_add_func ("/ui/start/truth-day", test_truth_day);
  g_test_add_func ("/ui/start/count-a-place", test_count_a_place);
  return g_test_run ();
}

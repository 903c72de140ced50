/* SPDX-License-Identifier: GPL-3.0-or-later
 * Printers and their queue through the page: added, tried, out of paper, gone, in doubt; with printers that are folders and TCP lines. */
#include "rig.h"

#include "devices/devices-page.h"
#include "support/sink.h"

#include <string.h>

static FoDevicesPage *
devices (Rig *rig)
{
  return FO_DEVICES_PAGE (fo_window_find_page (rig->window, "devices"));
}

static FoPrinterView *
open_printers (Rig *rig)
{
  fo_window_open_page (rig->window, "devices");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_PRINTERS);
  return fo_devices_page_printers (devices (rig));
}

typedef struct {
  Rig *rig;
  const char *text;
} Shown;

static gboolean
is_shown (gpointer data)
{
  Shown *shown = data;

  return rig_shows (GTK_WIDGET (devices (shown->rig)), shown->text);
}

static void
wait_for (Rig *rig, const char *text)
{
  g_test_message ("waiting for: %s", text);
  rig_wait (is_shown, &(Shown){ rig, text });
}

/* As a person presses it. */
static void
press (Rig *rig, const char *label)
{
  GtkWidget *button = rig_find (GTK_WIDGET (devices (rig)), GTK_TYPE_BUTTON, label);

  g_test_message ("press: %s", label);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_visible (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
queue_is_open (gpointer rig)
{
  return fo_station_print_queue (((Rig *) rig)->station) != NULL;
}

static gboolean
nothing_is_open (gpointer rig)
{
  return fo_print_queue_count_open (fo_station_print_queue (((Rig *) rig)->station)) == 0;
}

/* ---- addresses ----------------------------------------------------------------------------------------------------------------- */

static void
test_addresses (void)
{
  static const struct {
    const char *typed, *uri;
  } rows[] = {
    { "192.168.0.7", "tcp://192.168.0.7" },
    { " zebra:9100 ", "tcp://zebra:9100" },
    { "/srv/labels", "file:/srv/labels" },
    { "cups:Office", "cups:Office" },
    { "ipp://host/ipp/print", "ipp://host/ipp/print" },
    { "usb:0a5f:0166:X", "usb:0a5f:0166:X" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *uri = fo_printer_address (rows[i].typed);
    g_assert_cmpstr (uri, ==, rows[i].uri);
  }
}

/* ---- a folder ------------------------------------------------------------------------------------------------------------------ */

static void
test_folder (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoPrinterView *view = open_printers (rig);
  g_autofree char *folder = g_build_filename (rig->folder, "paper", NULL);

  rig_wait (queue_is_open, rig);
  wait_for (rig, "Принтеров пока нет");
  fo_printer_adder_type (fo_printer_view_adder (view), "bad", "ftp://zebra");
  wait_for (rig, "Такого адреса не бывает");
  fo_printer_adder_type (fo_printer_view_adder (view), "Папка", folder);
  wait_for (rig, "основной"); /* the first of all */
  wait_for (rig, "ещё не печатал");
  g_assert_cmpuint (fo_print_queue_printers (fo_station_print_queue (rig->station))->len, ==, 1);
  press (rig, "Пробная этикетка");
  wait_for (rig, "В очереди, № 1");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_QUEUE);
  wait_for (rig, "✓ ");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_nonnull (g_dir_read_name (dir));
  fo_devices_page_set_section (devices (rig), FO_DEVICES_PRINTERS);
  fo_printer_adder_type (fo_printer_view_adder (view), "Вторая", folder);
  fo_printer_view_choose (view, "Вторая");
  press (rig, "Сделать основным");
  g_assert_cmpstr (fo_printers_find (fo_print_queue_printers (fo_station_print_queue (rig->station)), NULL)->name, ==, "Вторая");
  press (rig, "Убрать");
  g_assert_cmpuint (fo_print_queue_printers (fo_station_print_queue (rig->station))->len, ==, 1);
}

/* ---- a line -------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  Sink *sink;
  guint n;
} Paper;

static gboolean
is_printed (gpointer data)
{
  Paper *paper = data;

  return sink_printed (paper->sink) >= paper->n;
}

/* What is set in the record goes with every label, and is refused where no printer could do it. */
static void
test_settings (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  FoPrinterView *view = open_printers (rig);
  const FoPrinter *printer;
  int width_um = 0, height_um = 0;

  fo_printer_adder_type (fo_printer_view_adder (view), "Zebra", sink_uri (sink));
  fo_printer_settings_type (fo_printer_view_settings (view), "58 x 40,5", "3", "31");
  g_assert_true (rig_shows (GTK_WIDGET (view), "Пусто — как настроен принтер"));
  printer = fo_printers_find (fo_print_queue_printers (fo_station_print_queue (rig->station)), "Zebra");
  g_assert_cmpint (printer->speed, ==, 0);
  fo_printer_settings_type (fo_printer_view_settings (view), "58 x 40,5", "3", "22");
  printer = fo_printers_find (fo_print_queue_printers (fo_station_print_queue (rig->station)), "Zebra");
  g_assert_cmpint (printer->width_um, ==, 58000);
  g_assert_cmpint (printer->height_um, ==, 40500);
  g_assert_cmpint (printer->speed, ==, 3);
  g_assert_cmpint (printer->darkness, ==, 22);
  g_assert_true (rig_shows (GTK_WIDGET (view), "✓ Запомнено"));
  rig_picture (GTK_WIDGET (rig->window), "printers-settings-ru-light");
  fo_printer_settings_type (fo_printer_view_settings (view), "", "", "");
  printer = fo_printers_find (fo_print_queue_printers (fo_station_print_queue (rig->station)), "Zebra");
  g_assert_cmpint (printer->width_um + printer->speed, ==, 0);
  g_assert_cmpint (printer->darkness, ==, -1);
  g_assert_true (fo_printer_paper_parse ("100×150", &width_um, &height_um) && width_um == 100000 && height_um == 150000);
  g_assert_false (fo_printer_paper_parse ("58", &width_um, &height_um));
  g_assert_false (fo_printer_paper_parse ("58x0", &width_um, &height_um));
  g_assert_false (fo_printer_paper_parse ("58x400", &width_um, &height_um));
}

/* Paper out is said where a person looks, and goes on by itself when there is paper. */
static void
test_paper (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  FoPrinterView *view = open_printers (rig);

  rig_wait (queue_is_open, rig);
  sink_set_paper (sink, false);
  fo_printer_adder_type (fo_printer_view_adder (view), "Zebra", sink_uri (sink));
  press (rig, "Пробная этикетка");
  wait_for (rig, "▲ Вставьте бумагу в принтер");
  rig_picture (GTK_WIDGET (rig->window), "printers-paper-ru-light");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_QUEUE);
  wait_for (rig, "▲ Вставьте бумагу в принтер");
  rig_picture (GTK_WIDGET (rig->window), "queue-paper-ru-light");
  sink_set_paper (sink, true);
  rig_wait (is_printed, &(Paper){ sink, 1 });
  wait_for (rig, "✓ Напечатано");
  g_assert_cmpuint (sink_printed (sink), ==, 1);
  press (rig, "Напечатать заново");
  rig_wait (is_printed, &(Paper){ sink, 2 });
  wait_for (rig, "2.  ");
}

/* Nobody answers there: it waits, and a person cancels it. */
static void
test_offline (void)
{
  g_autoptr (Rig) rig = rig_new ();
  Sink *sink = sink_new (SINK_SILENT);
  g_autofree char *uri = g_strdup (sink_uri (sink));
  FoPrinterView *view = open_printers (rig);

  sink_free (sink);
  rig_wait (queue_is_open, rig);
  fo_printer_adder_type (fo_printer_view_adder (view), "Zebra", uri);
  press (rig, "Пробная этикетка");
  wait_for (rig, "▲ Принтер не отвечает");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_QUEUE);
  press (rig, "Отменить");
  wait_for (rig, "– Отменено");
}

/* The line breaks while a label is in the printer: a person looks and says whether it came out. */
static void
test_doubt (gconstpointer data)
{
  gboolean was_printed = GPOINTER_TO_INT (data);
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  FoPrinterView *view = open_printers (rig);
  guint taken;

  rig_wait (queue_is_open, rig);
  sink_paper_for (sink, 1); /* the second label goes in and does not come out */
  fo_printer_adder_type (fo_printer_view_adder (view), "Zebra", sink_uri (sink));
  press (rig, "Пробная этикетка");
  wait_for (rig, "✓ Напечатано");
  press (rig, "Пробная этикетка");
  wait_for (rig, "▲ Вставьте бумагу в принтер");
  sink_close_after (sink, 1); /* the next question ends it */
  fo_devices_page_set_section (devices (rig), FO_DEVICES_QUEUE);
  wait_for (rig, "▲ Напечатана ли этикетка 1?");
  fo_queue_view_choose (fo_devices_page_queue (devices (rig)), 2);
  rig_picture (GTK_WIDGET (rig->window), "queue-doubt-ru-light");
  taken = sink_taken (sink);
  sink_close_after (sink, 0);
  sink_set_paper (sink, true);
  press (rig, was_printed ? "Вышла" : "Не вышла: печатать");
  rig_wait (nothing_is_open, rig);
  g_assert_cmpuint (sink_taken (sink), ==, was_printed ? taken : taken + 1);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/printers/addresses", test_addresses);
  g_test_add_func ("/ui/printers/folder", test_folder);
  g_test_add_func ("/ui/printers/settings", test_settings);
  g_test_add_func ("/ui/printers/paper", test_paper);
  g_test_add_func ("/ui/printers/offline", test_offline);
  g_test_add_data_func ("/ui/printers/doubt/printed", GINT_TO_POINTER (TRUE), test_doubt);
  g_test_add_data_func ("/ui/printers/doubt/not-printed", GINT_TO_POINTER (FALSE), test_doubt);
  return g_test_run ();
}

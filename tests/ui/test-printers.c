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

static gboolean
is_known (gpointer data)
{
  Shown *shown = data;
  const FoPrinter *printer
      = fo_printers_find (fo_print_queue_printers (fo_station_print_queue (shown->rig->station)), shown->text);

  return printer != NULL;
}

/* By its address; it is asked how fine it is, unless DPI says so. */
static void
add (Rig *rig, const char *name, const char *uri, int dpi)
{
  FoPrinterAdder *adder = fo_printer_view_adder (fo_devices_page_printers (devices (rig)));

  rig_wait (queue_is_open, rig);
  fo_printer_adder_choose_dpi (adder, dpi);
  fo_printer_adder_type (adder, name, uri);
  rig_wait (is_known, &(Shown){ rig, name });
}

static const FoPrinter *
kept (Rig *rig, const char *name)
{
  return fo_printers_find (fo_print_queue_printers (fo_station_print_queue (rig->station)), name);
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

  add (rig, "Zebra", sink_uri (sink), 0);
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

/* What the printer is, and what lies in it, may be put right later. */
static void
test_kind (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  FoPrinterView *view = open_printers (rig);
  FoPrinterSettings *settings = fo_printer_view_settings (view);

  sink_set_dpi (sink, 300);
  add (rig, "Zebra", sink_uri (sink), 0);
  g_assert_cmpint (kept (rig, "Zebra")->dpi, ==, 300);
  g_assert_cmpint (kept (rig, "Zebra")->gap_um, ==, -1);
  g_assert_false (kept (rig, "Zebra")->native);
  fo_printer_settings_choose (settings, 600, FO_PRINTER_BY_MARK, "", TRUE); /* how high a mark? */
  g_assert_true (rig_shows (GTK_WIDGET (view), "зазор или метка до 50 мм"));
  g_assert_cmpint (kept (rig, "Zebra")->dpi, ==, 300);
  fo_printer_settings_choose (settings, 600, FO_PRINTER_BY_MARK, "4,5", TRUE);
  g_assert_cmpint (kept (rig, "Zebra")->dpi, ==, 600);
  g_assert_cmpint (kept (rig, "Zebra")->mark_um, ==, 4500);
  g_assert_true (kept (rig, "Zebra")->native);
  g_assert_true (rig_shows (GTK_WIDGET (view), "600 dpi"));
  rig_picture (GTK_WIDGET (rig->window), "printers-kind-ru-light");
  fo_printer_settings_choose (settings, 203, FO_PRINTER_BY_GAP, "3", FALSE);
  g_assert_cmpint (kept (rig, "Zebra")->gap_um, ==, 3000);
  g_assert_cmpint (kept (rig, "Zebra")->mark_um, ==, 0);
  fo_printer_settings_choose (settings, 203, FO_PRINTER_ENDLESS, "", FALSE);
  g_assert_cmpint (kept (rig, "Zebra")->gap_um, ==, 0);
  fo_printer_settings_choose (settings, 203, FO_PRINTER_AS_SET, "", FALSE);
  g_assert_cmpint (kept (rig, "Zebra")->gap_um, ==, -1);
  g_assert_cmpint (kept (rig, "Zebra")->dpi, ==, 203);
}

/* One that does not say how it is: that is what the page says. Its job is sent, and is never called printed. */
static void
test_silent (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (Sink) sink = sink_new (SINK_SILENT);

  open_printers (rig);
  rig_wait (queue_is_open, rig);
  add (rig, "Godex", sink_uri (sink), 203);
  wait_for (rig, "○ О себе не сообщает");
  press (rig, "Пробная этикетка");
  wait_for (rig, "✓ Принято принтером");
  wait_for (rig, "○ О себе не сообщает");
  wait_for (rig, "напечатано ли — посмотрите сами");
  rig_picture (GTK_WIDGET (rig->window), "printers-silent-ru-light");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_QUEUE);
  wait_for (rig, "✓ Принято принтером");
  g_assert_false (rig_shows (GTK_WIDGET (rig->window), "✓ Напечатано"));
}

/* One that says nothing is not added before somebody chose; what was typed stays meanwhile. */
static void
test_dpi_unknown (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (Sink) sink = sink_new (SINK_SILENT);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FoPrinter));
  FoPrinterView *view = open_printers (rig);
  FoPrinterAdder *adder = fo_printer_view_adder (view);
  FoPrinter printer;

  rig_wait (queue_is_open, rig);
  fo_printer_adder_type (adder, "Godex", sink_uri (sink));
  wait_for (rig, "Принтер не говорит, сколько у него точек на дюйм");
  g_assert_null (kept (rig, "Godex"));
  rig_picture (GTK_WIDGET (rig->window), "printers-dpi-ru-light");
  fo_printer_adder_choose_dpi (adder, 300);
  press (rig, "Добавить");
  g_assert_cmpint (kept (rig, "Godex")->dpi, ==, 300);

  fo_printer_init (&printer, "Старая Zebra", "usb:0a5f:0166:Z1"); /* found, and it does not say either */
  printer.dpi = 0;
  g_array_append_val (found, printer);
  fo_printer_adder_show_found (adder, found);
  press (rig, "Добавить найденный");
  g_assert_true (rig_shows (GTK_WIDGET (view), "Принтер не говорит"));
  g_assert_null (kept (rig, "Старая Zebra"));
  fo_printer_adder_choose_dpi (adder, 600);
  press (rig, "Добавить найденный");
  g_assert_cmpint (kept (rig, "Старая Zebra")->dpi, ==, 600);
}

/* How it is just now, without a job: what the last one came to stands beside it. */
static void
test_state (void)
{
  g_autoptr (Rig) rig = rig_new ();
  Sink *sink = sink_new (SINK_ZPL);
  FoPrinterView *view;

  view = open_printers (rig);
  add (rig, "Zebra", sink_uri (sink), 0);
  wait_for (rig, "✓ Готов к печати");
  wait_for (rig, "Последнее задание: ещё не печатал");
  press (rig, "Пробная этикетка");
  wait_for (rig, "Последнее задание: ✓ Напечатано");
  sink_set_paper (sink, false);
  wait_for (rig, "▲ Вставьте бумагу в принтер");
  wait_for (rig, "Последнее задание: ✓ Напечатано");
  rig_picture (GTK_WIDGET (rig->window), "printers-state-ru-light");
  sink_open_head (sink, true);
  wait_for (rig, "▲ Закройте крышку принтера");
  sink_free (sink);
  wait_for (rig, "▲ Принтер не отвечает");
  g_assert_true (gtk_widget_is_visible (GTK_WIDGET (view)));
}

static gboolean
end_wait (gpointer is_over)
{
  *(gboolean *) is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Nobody looks: nobody is asked. */
static void
test_state_unseen (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  gboolean is_over = FALSE;
  guint asked;

  open_printers (rig);
  add (rig, "Zebra", sink_uri (sink), 0);
  wait_for (rig, "✓ Готов к печати");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_SCANNERS);
  rig_settle (rig);
  asked = sink_connections (sink);
  g_timeout_add_seconds (5, end_wait, &is_over); /* longer than between two questions */
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (sink_connections (sink), ==, asked);
}

/* Paper out is said where a person looks, and goes on by itself when there is paper. */
static void
test_paper (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);

  open_printers (rig);
  rig_wait (queue_is_open, rig);
  sink_set_paper (sink, false);
  add (rig, "Zebra", sink_uri (sink), 0);
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

  sink_free (sink);
  open_printers (rig);
  rig_wait (queue_is_open, rig);
  add (rig, "Zebra", uri, 203);
  press (rig, "Пробная этикетка");
  wait_for (rig, "▲ Принтер не отвечает");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_QUEUE);
  wait_for (rig, "Пробная этикетка");
  wait_for (rig, "▲ Принтер не отвечает");
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
  guint taken;

  open_printers (rig);
  rig_wait (queue_is_open, rig);
  sink_paper_for (sink, 1); /* the second label goes in and does not come out */
  add (rig, "Zebra", sink_uri (sink), 0);
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
  g_test_add_func ("/ui/printers/kind", test_kind);
  g_test_add_func ("/ui/printers/silent", test_silent);
  g_test_add_func ("/ui/printers/dpi-unknown", test_dpi_unknown);
  g_test_add_func ("/ui/printers/state", test_state);
  g_test_add_func ("/ui/printers/state-unseen", test_state_unseen);
  g_test_add_func ("/ui/printers/paper", test_paper);
  g_test_add_func ("/ui/printers/offline", test_offline);
  g_test_add_data_func ("/ui/printers/doubt/printed", GINT_TO_POINTER (TRUE), test_doubt);
  g_test_add_data_func ("/ui/printers/doubt/not-printed", GINT_TO_POINTER (FALSE), test_doubt);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The test chart through the window: scanners that are set wrongly in known ways scan it, and the page says which setting it is. */
#include "rig.h"

#include "devices/devices-page.h"
#include "shell/router.h"

#include <string.h>

static FoDevicesPage *
devices (Rig *rig)
{
  return FO_DEVICES_PAGE (fo_window_find_page (rig->window, "devices"));
}

static FoChartView *
open_chart (Rig *rig)
{
  fo_window_open_page (rig->window, "devices");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_CHART);
  return fo_devices_page_chart (devices (rig));
}

static gboolean
shows (Rig *rig, const char *text)
{
  return rig_shows (GTK_WIDGET (devices (rig)), text);
}

/* As a scanner sends it: through the router, whatever has the focus. */
static void
scan (Rig *rig, const char *bytes, FoSymbology symbology, const char *device)
{
  FoScan scanned;

  g_assert_true (fo_scan_init (&scanned, bytes, strlen (bytes), symbology, device, 0));
  g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scanned));
}

/* ---- scanners ----------------------------------------------------------------------------------------------------------------- */

typedef char *(*Setting) (const char *bytes);

static char *
set_right (const char *bytes)
{
  return g_strdup (bytes);
}

static char *
without_gs (const char *bytes)
{
  g_auto (GStrv) parts = g_strsplit (bytes, "\x1d", -1);

  return g_strjoinv ("", parts);
}

static char *
with_caps (const char *bytes)
{
  char *text = g_strdup (bytes);

  for (char *c = text; *c; c++)
    *c = g_ascii_isupper (*c) ? g_ascii_tolower (*c) : g_ascii_toupper (*c);
  return text;
}

static char *
with_prefix (const char *bytes)
{
  return g_strconcat ("~B", bytes, NULL);
}

static char *
prefix_and_lost_gs (const char *bytes)
{
  g_autofree char *lost = without_gs (bytes);

  return with_prefix (lost);
}

static void
scan_chart (Rig *rig, Setting setting, gboolean says_symbology, const char *device)
{
  for (int code = 0; code < FO_N_CHART_CODES; code++) {
    g_autofree char *sent = setting (fo_chart_bytes ((FoChartCode) code));
    scan (rig, sent, says_symbology ? fo_chart_symbol ((FoChartCode) code) : FO_SYMBOLOGY_UNKNOWN, device);
  }
}

static const struct {
  const char *name;
  Setting setting;
  uint32_t faults; /* but advice */
  const char *says[4];
} scanners[] = {
  { "as it should be", set_right, 0, { "✓ Сканер настроен верно" } },
  { "GS lost", without_gs, 1u << FO_CHART_GS_LOST,
    { "✕ Сканер теряет разделитель GS", "найдите «FNC1»", "Нужно исправить 1 настройку" } },
  { "Caps Lock", with_caps, 1u << FO_CHART_CASE_INVERTED, { "Большие и малые буквы поменялись местами", "Caps Lock" } },
  { "prefix", with_prefix, 1u << FO_CHART_PREFIX, { "Сканер добавляет знаки в начало: ~B", "Clear all prefixes" } },
  { "two at once", prefix_and_lost_gs, 1u << FO_CHART_PREFIX | 1u << FO_CHART_GS_LOST,
    { "Сканер добавляет знаки в начало: ~B", "✕ Сканер теряет разделитель GS", "Нужно исправить 2 настройки" } },
};

static void
test_settings (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoChartView *chart = open_chart (rig);
  guint answers = rig->answers;

  for (gsize i = 0; i < G_N_ELEMENTS (scanners); i++) {
    g_test_message ("%s", scanners[i].name);
    scan_chart (rig, scanners[i].setting, TRUE, scanners[i].name);
    g_assert_cmpuint (fo_chart_view_left (chart), ==, 0);
    g_assert_cmphex (fo_chart_view_faults (chart) & ~FO_CHART_ADVICE, ==, scanners[i].faults);
    for (gsize s = 0; s < G_N_ELEMENTS (scanners[i].says) && scanners[i].says[s]; s++)
      g_assert_true (shows (rig, scanners[i].says[s]));
  }
  rig_settle (rig);
  g_assert_cmpuint (rig->answers, ==, answers); /* the desk heard nothing of it */
}

/* One after another: what is shown is what is asked for next; any of them may be scanned first. */
static void
test_order (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoChartView *chart = open_chart (rig);

  g_assert_cmpint (fo_chart_view_shown (chart), ==, FO_CHART_LETTERS);
  g_assert_true (shows (rig, "(1 из 7)"));
  scan (rig, fo_chart_bytes (FO_CHART_LETTERS), FO_SYMBOLOGY_CODE128, "a");
  g_assert_cmpint (fo_chart_view_shown (chart), ==, FO_CHART_SIGNS);
  g_assert_true (shows (rig, "Осталось 6 кодов"));
  scan (rig, fo_chart_bytes (FO_CHART_CYRILLIC), FO_SYMBOLOGY_QR, "a");
  g_assert_cmpint (fo_chart_view_shown (chart), ==, FO_CHART_SIGNS);
  scan (rig, "4601234567893", FO_SYMBOLOGY_EAN, "a"); /* goods: no code of the chart; nothing is marked by it */
  g_assert_cmpuint (fo_chart_view_left (chart), ==, 5);
  g_assert_true (shows (rig, "Это не код с проверочного листа"));
  scan (rig, fo_chart_bytes (FO_CHART_LETTERS), FO_SYMBOLOGY_CODE128, "b"); /* another scanner: from the beginning */
  g_assert_cmpuint (fo_chart_view_left (chart), ==, 6);
  fo_chart_view_begin (chart);
  g_assert_cmpuint (fo_chart_view_left (chart), ==, FO_N_CHART_CODES);
}

/* While the chart is open no command acts; when it is left, they do. */
static void
test_fence (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers = rig->answers;

  open_chart (rig);
  scan (rig, "FO:C:PAGE-STOCK", FO_SYMBOLOGY_QR, "a");
  scan (rig, "FOT:O:201", FO_SYMBOLOGY_QR, "a");
  rig_settle (rig);
  g_assert_true (fo_window_page (rig->window) == GTK_WIDGET (devices (rig)));
  g_assert_cmpuint (rig->answers, ==, answers);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F12, 0));
  g_assert_cmpint (fo_devices_page_section (devices (rig)), ==, FO_DEVICES_SCANNERS);
  rig_scan (rig, "FOT:O:201", FO_SYMBOLOGY_QR, FO_OK);
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, "pick"));
}

static gboolean
was_told (gpointer rig)
{
  return shows (rig, "В очереди, № 1");
}

/* On paper, with every symbol read back before. */
static void
test_paper (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoChartView *chart = open_chart (rig);
  g_autofree char *labels = g_build_filename (rig->folder, "labels", NULL);

  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F11, 0));
  rig_wait (was_told, rig);
  rig_settle (rig);
  (void) chart;
  g_autoptr (GDir) folder = g_dir_open (labels, 0, NULL);
  g_assert_nonnull (folder);
  g_assert_nonnull (g_dir_read_name (folder));
}

/* Keys go round the four sections. */
static void
test_sections (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();

  fo_window_open_page (rig->window, "devices");
  for (int i = 1; i <= FO_N_DEVICES_SECTIONS; i++) {
    g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F8, 0));
    g_assert_cmpint (fo_devices_page_section (devices (rig)), ==, i % FO_N_DEVICES_SECTIONS);
  }
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/chart/settings", test_settings);
  g_test_add_func ("/ui/chart/order", test_order);
  g_test_add_func ("/ui/chart/fence", test_fence);
  g_test_add_func ("/ui/chart/paper", test_paper);
  g_test_add_func ("/ui/chart/sections", test_sections);
  return g_test_run ();
}

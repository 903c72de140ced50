/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two scanners at one PC: each person has a lane, the window shows one of them, and neither takes anything from the other. */
#include "common/speech.h"
#include "rig.h"
#include "shell/band.h"
#include "shell/lanes.h"
#include "shell/question.h"
#include "shell/router.h"

#include <string.h>

#define FIRST "usb:0c2e:0b61:A"
#define SECOND "usb:0c2e:0b61:B"

/* ---- who does what -------------------------------------------------------------------------------------------------------------- */

static void
send_scan (Rig *rig, guint32 lane, const char *text)
{
  FoScan scan;

  g_assert_true (fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_QR, lane ? SECOND : FIRST, 0));
  scan.lane = lane;
  g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
}

static void
scan (Rig *rig, guint32 lane, const char *text, FoVerdict verdict)
{
  guint answers = rig->answers + 1;

  send_scan (rig, lane, text);
  rig_await (rig, answers);
  g_assert_cmpstr (fo_verdict_name (rig->verdict), ==, fo_verdict_name (verdict));
  g_assert_cmpuint (rig->view.lane, ==, lane);
}

static GtkWidget *
strip (Rig *rig)
{
  return rig_find (GTK_WIDGET (rig->window), FO_TYPE_LANES, NULL);
}

static void
expect_front (Rig *rig, guint32 lane, const char *person)
{
  g_assert_cmpuint (fo_station_front (rig->station), ==, lane);
  g_assert_nonnull (rig_find (GTK_WIDGET (rig->window), GTK_TYPE_LABEL, person));
}

static const char *
last_sound (Rig *rig)
{
  return g_ptr_array_index (rig->sounds, rig->sounds->len - 1);
}

/* ---- one lane --------------------------------------------------------------------------------------------------------------------- */

static void
test_one_lane_sees_nothing (void)
{
  g_autoptr (Rig) rig = rig_new ();

  scan (rig, 0, "FO:B:Ivanova", FO_OK);
  g_assert_false (gtk_widget_get_visible (strip (rig)));
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F10, 0));
  expect_front (rig, 0, "Ivanova");
}

/* ---- two lanes -------------------------------------------------------------------------------------------------------------------- */

/* A refusal of the second lane stays in its place while the first works on, and the first's band never shows it. */
static void
test_refusal_stays (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *refusal = fo_words_verdict_title (FO_LANGUAGE_RU, FO_CODE_UNKNOWN, NULL);

  scan (rig, 0, "FO:B:Ivanova", FO_OK);
  scan (rig, 1, "FO:B:Petrov", FO_OK);
  g_assert_true (gtk_widget_get_visible (strip (rig)));
  expect_front (rig, 0, "Ivanova");
  scan (rig, 1, "FOT:S:ZP-31", FO_OK);
  scan (rig, 1, "nobody-knows-this", FO_CODE_UNKNOWN);
  g_assert_cmpstr (last_sound (rig), ==, "wrong-2");
  for (int i = 0; i < 3; i++) {
    scan (rig, 0, "FO:B:Ivanova", FO_OK);
    g_assert_cmpstr (last_sound (rig), ==, "ok");
    g_assert_true (rig_shows (strip (rig), "ОТКАЗ"));
    g_assert_true (rig_shows (strip (rig), "Petrov"));
    g_assert_null (strstr (rig_band (rig), refusal));
  }
  scan (rig, 1, "FO:B:Petrov", FO_OK);
  g_assert_false (rig_shows (strip (rig), "ОТКАЗ"));
}

/* What is typed, clicked or pressed is the lane's in front; what a scanner reads is its own lane's. */
static void
test_keys_go_to_the_front (void)
{
  g_autoptr (Rig) rig = rig_new ();

  scan (rig, 0, "FO:B:Ivanova", FO_OK);
  scan (rig, 1, "FO:B:Petrov", FO_OK);
  scan (rig, 1, "FOT:S:ZP-31", FO_OK);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F10, 0));
  expect_front (rig, 1, "Petrov");
  g_assert_cmpstr (rig->view.task, ==, "receive");
  rig_command (rig, "cancel", FO_OK);
  g_assert_cmpuint (rig->view.lane, ==, 1);
  rig_type (rig, "FO:B:Sidorov", FO_OK);
  expect_front (rig, 1, "Sidorov");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.lane", "u", 0u));
  expect_front (rig, 0, "Ivanova");
  rig_command (rig, "task pick", FO_OK);
  g_assert_cmpuint (rig->view.lane, ==, 0);
  scan (rig, 1, "FO:C:UNDO", FO_NOTHING_TO_UNDO);
  expect_front (rig, 0, "Ivanova");
}

/* Whoever scans the barcode of a page comes to the front with it. */
static void
test_page_barcode_comes_to_the_front (void)
{
  g_autoptr (Rig) rig = rig_new ();

  scan (rig, 0, "FO:B:Ivanova", FO_OK);
  scan (rig, 1, "FO:B:Petrov", FO_OK);
  send_scan (rig, 1, "FO:C:PAGE-STOCK");
  expect_front (rig, 1, "Petrov");
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, "stock"));
}

static gboolean
close_question (gpointer data)
{
  Rig *rig = data;

  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (FO_IS_QUESTION (link->data)) {
      fo_question_decide (link->data, FALSE);
      return TRUE;
    }
  return FALSE;
}

/* A question to the first lane holds its scans, and not the second's. */
static void
test_question_holds_one_lane (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  scan (rig, 0, "FO:B:Ivanova", FO_OK);
  scan (rig, 1, "FO:B:Petrov", FO_OK);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (rig->window), "desk.confirm", "(ss)", "undo", "offer.undo"));
  answers = rig->answers;
  send_scan (rig, 0, "FO:B:Sidorov");
  scan (rig, 1, "FO:B:Petrov", FO_OK);
  g_assert_cmpuint (rig->answers, ==, answers + 1);
  expect_front (rig, 0, "Ivanova");
  g_assert_true (close_question (rig));
  rig_await (rig, answers + 2);
  expect_front (rig, 0, "Sidorov");
}

/* ---- pictures ------------------------------------------------------------------------------------------------------------------- */

static void
take_pictures (Rig *rig, int width, int height)
{
  static const struct {
    const char *name;
    AdwColorScheme scheme;
  } views[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };

  gtk_window_set_default_size (GTK_WINDOW (rig->window), width, height);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    g_autofree char *name = g_strdup_printf ("lanes-%d-%s", width, views[i].name);

    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), views[i].scheme);
    rig_settle (rig);
    rig_picture (GTK_WIDGET (rig->window), name);
    g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (rig->window)), <=, width);
    g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (rig->window)), <=, height);
  }
}

static void
test_pictures (void)
{
  g_autoptr (Rig) rig = rig_new ();

  scan (rig, 0, "FO:B:Ivanova", FO_OK);
  scan (rig, 0, "FOT:S:ZP-31", FO_OK);
  scan (rig, 1, "FO:B:Константинопольский", FO_OK);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F10, 0));
  rig_command (rig, "task put-away", FO_OK);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F10, 0));
  scan (rig, 1, "nobody-knows-this", FO_CODE_UNKNOWN);
  take_pictures (rig, 1280, 800);
  take_pictures (rig, 1024, 768);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/lanes/one", test_one_lane_sees_nothing);
  g_test_add_func ("/ui/lanes/refusal", test_refusal_stays);
  g_test_add_func ("/ui/lanes/keys", test_keys_go_to_the_front);
  g_test_add_func ("/ui/lanes/page-barcode", test_page_barcode_comes_to_the_front);
  g_test_add_func ("/ui/lanes/question", test_question_holds_one_lane);
  g_test_add_func ("/ui/lanes/pictures", test_pictures);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A place that nobody is at closes itself; a badge and its PIN open it, and the work that was begun is where it was. And a badge is printed
 * from the page of people. */
#include "rig.h"

#include "common/speech.h"
#include "shell/lock.h"
#include "shell/router.h"

#include <string.h>

static FoLock *
lock (Rig *rig)
{
  return fo_lock_of (GTK_WIDGET (rig->window));
}

/* The setting is read when the station opens, and every half minute: here now. */
static gboolean
is_set (gpointer rig)
{
  return fo_lock_minutes (lock (rig)) == 5;
}

static void
name_people (Rig *rig)
{
  rig_command (rig, "person administrator 17 on А. Соколова pin=13579", FO_OK);
  rig_scan (rig, "FOT:B:17", FO_SYMBOLOGY_QR, FO_PIN_NEEDED);
  rig_type (rig, "13579", FO_OK);
  rig_command (rig, "person picker 23 on П. Лебедев pin=11223", FO_OK);
  rig_command (rig, "idle-lock 5", FO_OK);
  fo_lock_open (lock (rig), rig->station);
  rig_wait (is_set, rig);
}

static gint64
in_minutes (int minutes)
{
  return g_get_monotonic_time () + minutes * 60 * (gint64) G_USEC_PER_SEC + G_USEC_PER_SEC;
}

static void
log_in (Rig *rig, const char *badge, const char *pin)
{
  rig_scan (rig, badge, FO_SYMBOLOGY_QR, FO_PIN_NEEDED);
  rig_type (rig, pin, FO_OK);
  rig_settle (rig);
}

static guint
windows_over (Rig *rig)
{
  guint n = 0;

  for (GList *at = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (rig->window))); at; at = at->next)
    n += gtk_window_get_transient_for (at->data) == GTK_WINDOW (rig->window);
  return n;
}

/* Goods, keys and pages are nobody's while it is closed; the next badge goes on where the last one was. */
static void
test_lock (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  name_people (rig);
  answers = rig->answers;
  fo_window_open_page (rig->window, "receive");
  rig_await (rig, answers + 1);
  fo_lock_check (lock (rig), in_minutes (4));
  g_assert_false (fo_lock_is_on (lock (rig)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.acts", NULL));
  g_assert_cmpuint (windows_over (rig), ==, 1);
  answers = rig->answers;
  fo_lock_check (lock (rig), in_minutes (5));
  g_assert_true (fo_lock_is_on (lock (rig)));
  g_assert_cmpuint (windows_over (rig), ==, 0); /* what was open over it is closed */
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.acts", NULL);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.pages", NULL);
  g_assert_cmpuint (windows_over (rig), ==, 0);
  rig_await (rig, answers + 1);
  g_assert_cmpstr (rig->view.person, ==, "");
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "Место закрыто"));
  rig_settle (rig);
  rig_picture (GTK_WIDGET (rig->window), "locked-ru-light");
  answers = rig->answers;
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F4, GDK_CONTROL_MASK));
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F9, 0));
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, "receive"));
  g_assert_cmpuint (rig->answers, ==, answers); /* the desk has heard of nothing */
  log_in (rig, "FOT:B:23", "11223");
  g_assert_false (fo_lock_is_on (lock (rig)));
  g_assert_cmpstr (rig->view.person, ==, "П. Лебедев");
  g_assert_cmpstr (rig->view.task, ==, "receive");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.acts", NULL));
  g_assert_cmpuint (windows_over (rig), ==, 1);
}

/* A wrong PIN leaves it closed. */
static void
test_wrong_pin (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  name_people (rig);
  answers = rig->answers;
  fo_lock_check (lock (rig), in_minutes (6));
  rig_await (rig, answers + 1);
  rig_scan (rig, "FOT:B:23", FO_SYMBOLOGY_QR, FO_PIN_NEEDED);
  rig_type (rig, "99999", FO_PIN_WRONG);
  g_assert_true (fo_lock_is_on (lock (rig)));
  log_in (rig, "FOT:B:17", "13579");
  g_assert_false (fo_lock_is_on (lock (rig)));
}

/* While nobody is named everybody may everything: it never closes. */
static void
test_nobody_named (void)
{
  g_autoptr (Rig) rig = rig_new ();

  rig_command (rig, "idle-lock 5", FO_OK);
  fo_lock_open (lock (rig), rig->station);
  rig_settle (rig);
  fo_lock_check (lock (rig), in_minutes (600));
  g_assert_false (fo_lock_is_on (lock (rig)));
}

/* ---- a badge ----------------------------------------------------------------------------------------------------------- */

static gboolean
is_printed (gpointer folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return dir && g_dir_read_name (dir) != NULL;
}

/* Of somebody who is named, by one key. */
static void
test_badge (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *folder = g_build_filename (rig->folder, "labels", NULL);
  guint answers;

  name_people (rig);
  fo_window_open_page (rig->window, "people");
  rig_settle (rig);
  gtk_widget_activate_action (fo_window_page (rig->window), "desk.command", "s", "person 1");
  rig_picture (GTK_WIDGET (rig->window), "people-badge-ru-light");
  answers = rig->answers;
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F7, 0));
  rig_await (rig, answers + 1);
  g_assert_cmpstr (fo_verdict_name (rig->verdict), ==, "FO_OK");
  rig_wait (is_printed, folder);
  rig_command (rig, "badge Никто", FO_CODE_UNKNOWN);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  fo_speech_set_language (FO_LANGUAGE_RU);
  g_test_add_func ("/ui/lock/closes", test_lock);
  g_test_add_func ("/ui/lock/wrong-pin", test_wrong_pin);
  g_test_add_func ("/ui/lock/nobody-named", test_nobody_named);
  g_test_add_func ("/ui/lock/badge", test_badge);
  return g_test_run ();
}

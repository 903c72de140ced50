/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"

#include "common/speech.h"
#include "firstout/store/store.h"
#include "firstout/sync/training-fill.h"
#include "shell/band.h"
#include "shell/pictures.h"
#include "shell/router.h"
#include "support/stores.h"
#include "where.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#define LIMIT_US (90 * G_USEC_PER_SEC) /* a picture of each page takes its time on a busy machine */
#define BEGIN_US G_GINT64_CONSTANT (1795338000000000) /* 2026-11-22 09:00 UTC */

static gint64 clock_us = BEGIN_US;

/* A second passes between one scan and the next, whatever the machine. */
static gint64
now_us (void)
{
  return clock_us += G_USEC_PER_SEC;
}

void
rig_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  gtk_init ();
  fo_speech_set_language (FO_LANGUAGE_RU);
}

void
rig_wait (RigCondition condition, gpointer data)
{
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  while (!condition (data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
    g_thread_yield ();
  }
}

/* ---- drawing ---------------------------------------------------------------------------------------------------------------- */

static gboolean
frame_ended (GtkWidget *widget, GdkFrameClock *clock, gpointer frames)
{
  (void) widget, (void) clock;
  return ++*(guint *) frames < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
has_drawn (gpointer frames)
{
  return *(guint *) frames >= 3;
}

static void
settle_window (GtkWidget *window)
{
  guint frames = 0;

  gtk_widget_queue_draw (window);
  gtk_widget_add_tick_callback (window, frame_ended, &frames, NULL);
  rig_wait (has_drawn, &frames);
}

/* Lists ask the reader, which asks for more rows to be drawn: two rounds are enough for all of them. */
static void
reader_done (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
run_nothing (gpointer owned, gpointer data)
{
  (void) owned, (void) data;
}

static void
keep (gpointer data)
{
  (void) data;
}

static gboolean
labels_are_done (gpointer station)
{
  FoPrintQueue *queue = fo_station_print_queue (station);

  return !queue || fo_print_queue_is_idle (queue);
}

void
rig_settle (Rig *rig)
{
  for (int round = 0; round < 3 && fo_station_is_open (rig->station); round++) {
    gboolean done = FALSE;
    fo_station_read (rig->station, run_nothing, reader_done, &done, keep);
    rig_wait (is_true, &done);
  }
  rig_wait (labels_are_done, rig->station);
  settle_window (GTK_WIDGET (rig->window));
}

void
rig_draw (Rig *rig)
{
  settle_window (GTK_WIDGET (rig->window));
}

void
rig_picture (GtkWidget *window, const char *name)
{
  g_autofree char *folder = g_build_filename (FO_BUILD_DIR, "pictures", NULL);
  g_autofree char *file = g_strconcat (name, ".png", NULL), *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;

  settle_window (window);
  g_assert_true (fo_picture_save (window, path, &error));
}

guint8 *
rig_grey (GtkWidget *window, const char *name, int *ret_width, int *ret_height)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL), *path = g_build_filename (FO_BUILD_DIR, "pictures", file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;
  guint8 *grey;

  rig_picture (window, name);
  picture = gdk_pixbuf_new_from_file (path, &error);
  g_assert_no_error (error);
  *ret_width = gdk_pixbuf_get_width (picture);
  *ret_height = gdk_pixbuf_get_height (picture);
  grey = g_malloc ((gsize) *ret_width * (gsize) *ret_height);
  for (int y = 0; y < *ret_height; y++)
    for (int x = 0; x < *ret_width; x++)
      grey[y * *ret_width + x] = gdk_pixbuf_get_pixels (picture)[y * gdk_pixbuf_get_rowstride (picture)
                                                                 + x * gdk_pixbuf_get_n_channels (picture)];
  return grey;
}

/* ---- the desktop -------------------------------------------------------------------------------------------------------------- */

static void
fill_warehouse (Rig *rig)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sales = g_build_filename (rig->folder, "sales.db", NULL);
  g_autofree char *data = g_build_filename (FO_SOURCE_DIR, "data", "training", NULL);
  FoDay today;
  FoStore *store = fo_store_open (rig->store_uri, FO_STORE_CREATE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fo_day_parse_iso ("2026-11-22", &today), ==, FO_OK);
  fo_store_set_today (store, today);
  if (!fo_training_fill (store, data, sales, &error))
    g_assert_no_error (error);
  fo_store_free (store);
}

static void
record_sound (const char *name, gpointer sounds)
{
  g_ptr_array_add (sounds, g_strdup (name));
}

/* Whatever is offered, a key does one thing. */
static void
assert_keys_differ (const FoView *view)
{
  guint taken = 0;

  for (guint i = 0; i < view->offers->len; i++) {
    int f_key = g_array_index (view->offers, FoOffer, i).f_key;

    g_assert_cmpint (f_key, <=, 12);
    g_assert_false (f_key && (taken & 1u << f_key));
    taken |= 1u << f_key;
  }
}

static void
answered (Rig *rig, const FoDeskReply *reply, const FoView *view, const GError *error)
{
  if (!rig->lenient)
    g_assert_no_error (error);
  if (!view && !reply) /* it only waits */
    return;
  rig->answers++;
  if (reply)
    rig->verdict = reply->reply.verdict;
  if (view)
    fo_view_copy (&rig->view, view);
  assert_keys_differ (&rig->view);
}

/* STORE_URI NULL: a file of its own. */
static Rig *
make (gboolean with_store, const char *store_uri, const char *station_uri)
{
  Rig *rig = g_new0 (Rig, 1);
  g_autofree char *data = g_build_filename (FO_SOURCE_DIR, "data", NULL), *labels = NULL;
  FoUiOptions options = { .station = "3", .data_folder = data, .training = with_store, .now_us = now_us };

  g_assert_cmpint (fo_day_parse_iso ("2026-11-22", &options.today), ==, FO_OK);
  clock_us = BEGIN_US;
  rig->folder = g_dir_make_tmp ("firstout-ui-XXXXXX", NULL);
  rig->store_uri = store_uri ? g_strdup (store_uri) : g_strdup_printf ("sqlite:%s/store.db", rig->folder);
  rig->journal_path = g_build_filename (rig->folder, "journal.db", NULL);
  labels = g_build_filename (rig->folder, "labels", NULL);
  options.store_uri = station_uri ? (char *) station_uri : rig->store_uri;
  options.journal_path = rig->journal_path;
  options.labels_folder = labels;
  fo_view_init (&rig->view);
  rig->sounds = g_ptr_array_new_with_free_func (g_free);
  rig->application = fo_application_new (&options);
  fo_application_set_sounds (FO_APPLICATION (rig->application), fo_sounds_new_for_port (record_sound, rig->sounds));
  return rig;
}

static gboolean
is_open (gpointer data)
{
  return fo_station_is_open (((Rig *) data)->station);
}

static void
start (Rig *rig)
{
  g_autoptr (GError) error = NULL;

  g_application_register (rig->application, NULL, &error);
  g_assert_no_error (error);
  rig->station = fo_application_station (FO_APPLICATION (rig->application));
}

static void
find_sheet (Rig *rig)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (FO_IS_LABEL_SHEET (link->data))
      rig->sheet = link->data;
}

static Rig *
rig_open (const char *store_uri, const char *station_uri)
{
  Rig *rig = make (TRUE, store_uri, station_uri);

  fill_warehouse (rig);
  start (rig);
  g_signal_connect_swapped (rig->station, "answered", G_CALLBACK (answered), rig);
  g_application_activate (rig->application);
  rig->window = fo_application_window (FO_APPLICATION (rig->application));
  find_sheet (rig);
  rig_wait (is_open, rig);
  rig_settle (rig);
  return rig;
}

Rig *
rig_new (void)
{
  return rig_open (NULL, NULL);
}

Rig *
rig_new_at (const char *store_uri, const char *station_uri)
{
  return rig_open (store_uri, station_uri);
}

Rig *
rig_new_bare (void)
{
  Rig *rig = make (FALSE, NULL, NULL);

  start (rig);
  rig->window = fo_window_new (GTK_APPLICATION (rig->application), rig->station,
                               fo_application_sounds (FO_APPLICATION (rig->application)));
  gtk_window_present (GTK_WINDOW (rig->window));
  rig_settle (rig);
  return rig;
}

static gboolean
no_windows (gpointer application)
{
  return gtk_application_get_windows (application) == NULL;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_folder (path);
    else
      g_unlink (path);
  }
  g_rmdir (folder);
}

static int
nothing_to_do (void)
{
  return 0;
}

/* Only g_application_run ends an application properly, and with this answer that is all it does. */
static void
end (GApplication *application)
{
  char name[] = "rig", *argv[] = { name, NULL };

  g_signal_connect (application, "handle-local-options", G_CALLBACK (nothing_to_do), NULL);
  g_assert_cmpint (g_application_run (application, 1, argv), ==, 0);
}

void
rig_free (Rig *rig)
{
  if (rig->sheet)
    gtk_window_destroy (GTK_WINDOW (rig->sheet));
  if (rig->window)
    gtk_window_destroy (GTK_WINDOW (rig->window));
  rig_wait (no_windows, rig->application);
  end (rig->application);
  g_object_unref (rig->application);
  g_ptr_array_unref (rig->sounds);
  fo_view_clear (&rig->view);
  remove_folder (rig->folder);
  g_free (rig->folder);
  g_free (rig->store_uri);
  g_free (rig->journal_path);
  g_free (rig);
}

/* ---- doing ---------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  Rig *rig;
  guint answers;
} Awaited;

static gboolean
has_answers (gpointer data)
{
  Awaited *awaited = data;

  return awaited->rig->answers >= awaited->answers;
}

void
rig_await (Rig *rig, guint answers)
{
  Awaited awaited = { rig, answers };

  rig_wait (has_answers, &awaited);
}

static void
expect (Rig *rig, guint answers, FoVerdict verdict)
{
  rig_await (rig, answers);
  g_assert_cmpstr (fo_verdict_name (rig->verdict), ==, fo_verdict_name (verdict));
}

void
rig_scan (Rig *rig, const char *text, FoSymbology symbology, FoVerdict verdict)
{
  guint answers = rig->answers + 1;
  FoScan scan;

  g_assert_true (fo_scan_init (&scan, text, strlen (text), symbology, "script", now_us ()));
  g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
  expect (rig, answers, verdict);
}

static GtkWidget *
find_typing (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_ENTRY (root) && gtk_widget_has_css_class (root, "typing") ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child && !found; child = gtk_widget_get_next_sibling (child))
    found = find_typing (child);
  return found;
}

GtkWidget *
rig_entry (Rig *rig)
{
  return find_typing (GTK_WIDGET (rig->window));
}

void
rig_say (Rig *rig, const char *text)
{
  GtkWidget *entry = rig_entry (rig);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

void
rig_type (Rig *rig, const char *text, FoVerdict verdict)
{
  guint answers = rig->answers + 1;

  rig_say (rig, text);
  expect (rig, answers, verdict);
}

void
rig_command (Rig *rig, const char *command, FoVerdict verdict)
{
  guint answers = rig->answers + 1;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (rig->window), "desk.command", "s", command));
  expect (rig, answers, verdict);
}

void
rig_click_label (Rig *rig, const char *words, FoVerdict verdict)
{
  guint answers = rig->answers + 1;

  g_assert_true (fo_label_sheet_scan (rig->sheet, words));
  expect (rig, answers, verdict);
}

/* ---- looking -------------------------------------------------------------------------------------------------------------------- */

static const char *
text_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  return GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
}

GtkWidget *
rig_find (GtkWidget *root, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (!text || g_strcmp0 (text_of (root), text) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = rig_find (child, type, text);
    if (found)
      return found;
  }
  return NULL;
}

gboolean
rig_shows (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_child_visible (root) || !gtk_widget_get_visible (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    if (rig_shows (child, text))
      return TRUE;
  return FALSE;
}

const char *
rig_band (Rig *rig)
{
  return fo_band_title (FO_BAND (rig_find (GTK_WIDGET (rig->window), FO_TYPE_BAND, NULL)));
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Labels that a booking owes: the program is killed (-9) between the booking and the print queue, and in between of that; the next
 * life prints the label once, and the one after it does not print it again. */
#include "common/speech.h"
#include "shell/station.h"
#include "support/stores.h"

#include "firstout/work/apply.h"
#include "where.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#define CODE "4601234567893"
#define OTHER_CODE "4601234567909"

static char self[4096];

/* ---- a life ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *dies; /* "answered", "journaled", "queued"; "": it is not killed */
  FoStation *station;
  guint answers;
  FoVerdict verdict;
  guint wished;
} Life;

static gint64
now_us (void)
{
  static gint64 clock_us = 1795345200 * (gint64) G_USEC_PER_SEC;

  return clock_us += 1000;
}

static void
die (void)
{
  raise (SIGKILL);
}

static void
answered (FoStation *station, const FoDeskReply *reply, const FoView *view, const GError *error, Life *life)
{
  (void) station, (void) view;
  g_assert_no_error (error);
  if (!reply)
    return;
  life->answers++;
  life->verdict = reply->reply.verdict;
  life->wished += reply->labels->len;
  if (life->wished && strcmp (life->dies, "answered") == 0)
    die ();
}

static void
printed (FoStation *station, const char *where, GBytes *png, Life *life)
{
  (void) station, (void) where, (void) png;
  if (strcmp (life->dies, "queued") == 0)
    die ();
}

static void
life_open (Life *life, const char *folder)
{
  g_autofree char *data = g_build_filename (FO_SOURCE_DIR, "data", NULL);
  g_autofree char *uri = g_strdup_printf ("sqlite:%s/store.db", folder);
  g_autofree char *journal = g_build_filename (folder, "journal.db", NULL);
  g_autofree char *labels = g_build_filename (folder, "labels", NULL);
  const FoUiOptions options = { .store_uri = uri, .station = "3", .journal_path = journal, .data_folder = data,
                                .labels_folder = labels, .today = fo_day_from_civil (2026, 11, 22), .training = TRUE,
                                .now_us = now_us };

  life->station = fo_station_new (&options);
  g_signal_connect (life->station, "answered", G_CALLBACK (answered), life);
  g_signal_connect (life->station, "printed", G_CALLBACK (printed), life);
  fo_station_open (life->station);
  while (!fo_station_print_queue (life->station))
    g_main_context_iteration (NULL, TRUE);
}

static void
take (Life *life, const char *command, FoVerdict verdict)
{
  guint before = life->answers;
  FoScan scan;

  if (g_ascii_isdigit (*command)) {
    g_assert_true (fo_scan_init (&scan, command, strlen (command), FO_SYMBOLOGY_EAN, "test", now_us ()));
    fo_station_scan (life->station, &scan);
  } else
    fo_station_command (life->station, command);
  while (life->answers == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fo_verdict_name (life->verdict), ==, fo_verdict_name (verdict));
}

/* Whoever reads what stands on labels hangs. */
static void
hang (gpointer owned, gpointer data)
{
  g_autoptr (GAsyncQueue) nothing = g_async_queue_new ();

  (void) owned, (void) data;
  g_async_queue_pop (nothing);
}

static void
keep (gpointer data)
{
  (void) data;
}

static void
work (Life *life)
{
  take (life, "task receive", FO_OK);
  take (life, CODE, FO_LOT_NEEDED);
  if (strcmp (life->dies, "journaled") == 0)
    fo_station_read (life->station, hang, NULL, NULL, keep);
  take (life, "lot L-1", FO_OK);
  g_assert_cmpuint (life->wished, ==, 1);
  if (strcmp (life->dies, "journaled") == 0) { /* the next scan takes the answer to the disk, with what it owes */
    take (life, OTHER_CODE, FO_CODE_UNKNOWN);
    die ();
  }
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct {
  guint jobs, labels;
  gboolean all_printed, told;
} Book;

static void
listed (const GPtrArray *jobs, const GError *error, gpointer data)
{
  Book *book = data;

  g_assert_no_error (error);
  *book = (Book){ .jobs = jobs->len, .all_printed = TRUE, .told = TRUE };
  for (guint i = 0; i < jobs->len; i++) {
    const FoPrintJob *job = g_ptr_array_index (jobs, i);
    book->labels += job->printed;
    book->all_printed &= job->state == FO_PRINT_JOB_PRINTED;
  }
}

static void
read_nothing (gpointer owned, gpointer data)
{
  (void) owned, (void) data;
}

static void
was_read (gpointer done)
{
  *(gboolean *) done = TRUE;
}

/* Nothing is done in it but what the life before left to do. What the reader was asked for before is told before. */
static void
look (Life *life)
{
  Book book = { 0 };
  gboolean done = FALSE;

  fo_station_read (life->station, read_nothing, was_read, &done, keep);
  while (!done || fo_station_reading (life->station) > 0)
    g_main_context_iteration (NULL, TRUE);
  fo_print_queue_list (fo_station_print_queue (life->station), 100, listed, &book);
  while (!book.told)
    g_main_context_iteration (NULL, TRUE);
  g_print ("jobs %u labels %u %s\n", book.jobs, book.labels, book.all_printed ? "printed" : "open");
  g_object_unref (life->station);
}

static int
live (const char *dies, const char *folder)
{
  Life life = { .dies = strcmp (dies, "look") == 0 ? "" : dies };

  fo_speech_set_language (FO_LANGUAGE_EN);
  life_open (&life, folder);
  if (*life.dies)
    work (&life);
  look (&life);
  return 0;
}

/* ---- lives in a row ---------------------------------------------------------------------------------------------------- */

static void
furnish (const char *folder)
{
  g_autofree char *uri = g_strdup_printf ("sqlite:%s/store.db", folder);
  const FoApplyItem what = { .item = { .code = "GLUE", .name = "Glue", .unit = "pc", .tracking = FO_TRACKING_LOT,
                                       .labels = FO_LABELS_LINE },
                             .barcode = "0" CODE,
                             .barcode_quantity_u = FO_ONE };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (uri, FO_STORE_CREATE, &error);
  g_auto (FoReply) reply = { 0 };
  FoAct act = { .station = "test", .person = "" };

  g_assert_no_error (error);
  act.operation = fo_store_next_id (store, &error);
  g_assert_true (fo_work_furnish (store, &act, &error));
  act.operation = fo_store_next_id (store, &error);
  g_assert_true (fo_work_apply_item (store, &act, &what, &reply, &error));
  g_assert_no_error (error);
}

static GSubprocess *
start (const char *how, const char *folder)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--live", how, folder, (const char *) NULL);

  g_assert_no_error (error);
  return child;
}

static void
live_and_die (const char *how, const char *folder)
{
  g_autoptr (GSubprocess) child = start (how, folder);

  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
}

static void
expect_book (const char *folder, const char *book)
{
  g_autoptr (GSubprocess) child = start ("look", folder);
  g_autofree char *said = NULL;

  g_subprocess_communicate_utf8 (child, NULL, NULL, &said, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (child));
  g_assert_cmpstr (said, ==, book);
}

static void
test_killed (gconstpointer how)
{
  g_autofree char *folder = g_build_filename (fo_test_folder_name (), how, NULL);

  g_mkdir_with_parents (folder, 0700);
  furnish (folder);
  live_and_die (how, folder);
  expect_book (folder, "jobs 1 labels 1 printed\n");
  expect_book (folder, "jobs 1 labels 1 printed\n");
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--live") == 0)
    return live (argv[2], argv[3]);
  g_strlcpy (self, argv[0], sizeof self);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/owed/booked", "answered", test_killed);
  g_test_add_data_func ("/owed/answer-on-disk", "journaled", test_killed);
  g_test_add_data_func ("/owed/in-the-queue", "queued", test_killed);
  return g_test_run ();
}

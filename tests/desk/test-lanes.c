/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two lanes, one journal: every scan goes to its own desk, in its own order, and neither waits for the other's question; a crash
 * brings both back. */
#include "hall.h"
#include "support/seed.h"

#include <gio/gio.h>
#include <string.h>

enum { N_LANES = 2 };

typedef struct {
  Hall hall;
  FoWorker *worker;
  FoIntake *intake;
  guint given[N_LANES], answered[N_LANES], n_answered;
  FoId last_operation[N_LANES];
} Shift;

static void
free_store (gpointer store)
{
  fo_store_free (store);
}

static FoScan
scan_of (uint32_t lane, guint n)
{
  FoScan scan = hall_scan (HALL_CODE);

  g_snprintf (scan.device, sizeof scan.device, "lane-%u-scan-%u", lane, n);
  scan.lane = lane;
  return scan;
}

/* What a lane's page counts is what this lane alone has scanned; the answers come in the order of its scans. */
static void
answered (const FoDeskReply *reply, const FoView *view, const GError *error, gpointer data)
{
  Shift *shift = data;
  uint32_t lane;
  g_autofree char *device = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (reply->reply.verdict, ==, FO_OK);
  lane = reply->lane;
  g_assert_cmpuint (view->lane, ==, lane);
  shift->n_answered++;
  if (!*reply->device) /* the command that opened the task */
    return;
  device = g_strdup_printf ("lane-%u-scan-%u", lane, shift->answered[lane]++);
  g_assert_cmpstr (reply->device, ==, device);
  g_assert_cmpint (reply->reply.operation, >, shift->last_operation[lane]);
  g_assert_cmpint (view->done_u, ==, shift->answered[lane] * FO_ONE);
  shift->last_operation[lane] = reply->reply.operation;
}

static void
shift_open (Shift *shift, FoStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;
  FoStore *own = fo_test_store_again (store);
  FoJournal *journal = fo_journal_open (path, &error);
  FoDesks *desks;

  g_assert_no_error (error);
  hall_furnish (&shift->hall, store);
  fo_store_set_today (own, fo_store_today (store));
  desks = fo_desks_new (own, "1", &error);
  g_assert_no_error (error);
  shift->worker = fo_worker_new ("store", own, free_store);
  shift->intake = fo_intake_new (shift->worker, desks, journal, answered, shift);
  for (uint32_t lane = 0; lane < N_LANES; lane++)
    fo_intake_command_async (shift->intake, lane, "task receive");
}

static void
shift_close (Shift *shift)
{
  fo_intake_free (shift->intake);
  fo_worker_free (shift->worker);
}

static void
give (Shift *shift, uint32_t lane)
{
  FoScan scan = scan_of (lane, shift->given[lane]++);

  fo_intake_scan_async (shift->intake, &scan);
}

static void
await (Shift *shift, guint n_answered)
{
  while (shift->n_answered < n_answered)
    g_main_context_iteration (NULL, TRUE);
}

/* ---- side by side --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  guint rows[N_LANES];
  gboolean settled;
} Rows;

static void
look_at_row (const FoJournalEntry *entry, gpointer data)
{
  Rows *rows = data;

  rows->settled &= entry->reply != NULL;
  rows->rows[entry->scan.lane]++;
}

static void
expect_journal (const char *path, const Shift *shift)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = fo_journal_open (path, &error);
  Rows rows = { .settled = TRUE };

  g_assert_true (fo_journal_last (journal, 10000, look_at_row, &rows, &error));
  g_assert_true (rows.settled);
  for (uint32_t lane = 0; lane < N_LANES; lane++)
    g_assert_cmpuint (rows.rows[lane], ==, shift->given[lane] + 1);
}

/* As fast as they can be taken in, now this one, now that one. */
static void
test_side_by_side (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  GRand *rand = fo_test_rand ("which lane scans");
  guint n = fo_test_count (1000);
  Shift shift = { 0 };

  shift_open (&shift, store, path);
  for (guint i = 0; i < n; i++) {
    give (&shift, (uint32_t) g_rand_int_range (rand, 0, N_LANES));
    while (g_rand_boolean (rand) && g_main_context_iteration (NULL, FALSE))
      ;
  }
  await (&shift, n + N_LANES);
  shift_close (&shift);
  g_assert_cmpuint (shift.answered[0] + shift.answered[1], ==, n);
  g_assert_cmpint (hall_on_hand (store, &shift.hall), ==, n * FO_ONE);
  expect_journal (path, &shift);
  hall_expect_clean (store);
  g_rand_free (rand);
}

/* The first lane is asked a question: its scans wait, the second's do not; then they follow, in their order. */
static void
test_question_holds_its_lane (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  Shift shift = { 0 };

  shift_open (&shift, store, path);
  await (&shift, N_LANES);
  fo_intake_hold (shift.intake, 0);
  for (int i = 0; i < 20; i++) {
    give (&shift, 0);
    give (&shift, 1);
  }
  await (&shift, N_LANES + 20);
  g_assert_cmpuint (shift.answered[0], ==, 0);
  g_assert_cmpuint (shift.answered[1], ==, 20);
  g_assert_cmpuint (fo_intake_waiting (shift.intake, 0), ==, 20);
  g_assert_cmpuint (fo_intake_waiting (shift.intake, 1), ==, 0);
  fo_intake_go_on (shift.intake, 0, NULL);
  await (&shift, N_LANES + 40);
  g_assert_cmpuint (shift.answered[0], ==, 20);
  shift_close (&shift);
}

/* Both lanes are asked at once; ended, both go on by themselves. */
static void
test_end_of_both_questions (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  Shift shift = { 0 };

  shift_open (&shift, store, path);
  await (&shift, N_LANES);
  for (uint32_t lane = 0; lane < N_LANES; lane++) {
    fo_intake_hold (shift.intake, lane);
    give (&shift, lane);
  }
  shift_close (&shift);
  g_assert_cmpuint (shift.answered[0] + shift.answered[1], ==, 2);
  expect_journal (path, &shift);
}

/* ---- killed --------------------------------------------------------------------------------------------------------------------- */

static void
told (const FoDeskReply *reply, const FoView *view, const GError *error, gpointer data)
{
  (void) view, (void) data;
  g_assert_no_error (error);
  g_print ("%u %s\n", reply->lane, fo_verdict_name (reply->reply.verdict));
}

/* The program that is killed: the second lane opens an order and is quiet from then on, the first scans without an end. */
static void G_GNUC_NORETURN
work_until_killed (const char *uri, const char *journal_path)
{
  g_autoptr (GError) error = NULL;
  FoStore *store = fo_store_open (uri, 0, &error);
  FoJournal *journal = fo_journal_open (journal_path, &error);
  FoDesks *desks;
  FoIntake *intake;
  FoScan order = hall_scan ("FO:O:214");

  g_assert_no_error (error);
  fo_store_set_today (store, fo_day_from_civil (2026, 11, 22));
  desks = fo_desks_new (store, "1", &error);
  g_assert_no_error (error);
  intake = fo_intake_new (fo_worker_new ("store", store, free_store), desks, journal, told, NULL);
  order.lane = 1;
  fo_intake_command_async (intake, 0, "task receive");
  for (guint n = 0;; n++) {
    FoScan scan = scan_of (0, n);
    fo_intake_scan_async (intake, &scan);
    if (n == 1)
      fo_intake_scan_async (intake, &order);
    while (fo_intake_waiting (intake, 0) > 4)
      g_main_context_iteration (NULL, TRUE);
  }
}

static char self[4096];

/* Returns how many scans of the first lane were answered. */
static guint
kill_after (const char *uri, const char *journal_path, guint lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) program
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--work", uri, journal_path, NULL);
  g_autoptr (GDataInputStream) out = NULL;
  guint first = 0;
  char *line;

  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program));
  for (guint i = 0; (line = g_data_input_stream_read_line (out, NULL, NULL, NULL)); i++) {
    g_assert_true (g_str_has_suffix (line, " FO_OK"));
    first += line[0] == '0';
    g_free (line);
    if (i == lines)
      g_subprocess_send_signal (program, SIGKILL);
  }
  g_assert_true (g_subprocess_wait (program, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (program));
  return first - 1;
}

static void
found (const FoJournalEntry *entry, const FoReply *reply, gpointer data)
{
  guint *done = data;

  g_assert_cmpuint (entry->scan.lane, ==, 0);
  *done += reply->verdict == FO_OK;
}

static void
expect_page (const FoView *view, gpointer data)
{
  guint *n = data;

  g_assert_cmpuint (view->lane, ==, *n);
  g_assert_cmpstr (view->task, ==, view->lane ? "pick" : "receive");
  g_assert_cmpstr (view->title, ==, view->lane ? "214" : "");
  ++*n;
}

static void
test_killed (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = NULL;
  g_autoptr (FoDesks) desks = NULL;
  guint answered_before, found_done = 0, n = 0;
  Hall hall;

  hall_furnish (&hall, store);
  hall_order (&hall, "214");
  answered_before = kill_after (fo_store_uri (store), path, 60);
  g_assert_cmpuint (answered_before, >=, 59);
  journal = fo_journal_open (path, &error);
  g_assert_no_error (error);
  desks = fo_desks_new (store, "1", &error);
  g_assert_no_error (error);
  g_assert_true (fo_intake_recover_lanes (desks, journal, found, &found_done, &error));
  g_assert_true (fo_desks_view (desks, expect_page, &n, &error));
  g_assert_cmpuint (n, ==, N_LANES);
  g_assert_cmpint (hall_on_hand (store, &hall), >=, answered_before * FO_ONE);
  g_assert_cmpint (hall_on_hand (store, &hall), <=, (answered_before + found_done) * FO_ONE);
  g_assert_true (fo_intake_recover_lanes (desks, journal, found, &found_done, &error)); /* found once */
  hall_expect_clean (store);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--work") == 0)
    work_until_killed (argv[2], argv[3]);
  g_strlcpy (self, argv[0], sizeof self);
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/lanes/side-by-side", test_side_by_side);
  fo_test_each_store ("/lanes/question", test_question_holds_its_lane);
  fo_test_each_store ("/lanes/end-of-both-questions", test_end_of_both_questions);
  fo_test_each_store ("/lanes/killed", test_killed);
  return g_test_run ();
}

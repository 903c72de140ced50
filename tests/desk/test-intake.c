/* SPDX-License-Identifier: GPL-3.0-or-later
 * The intakes: nothing that was scanned is lost, nothing is done twice, whatever holds the database meanwhile. */
#include "hall.h"
#include "support/seed.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* ---- in one thread ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  Hall hall;
  FoJournal *journal;
  FoDesk *desk;
  FoDeskReply reply;
} Lane;

static void
lane_open (Lane *lane, FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  g_autoptr (GError) error = NULL;

  hall_furnish (&lane->hall, store);
  lane->journal = fo_journal_open (path, &error);
  g_assert_no_error (error);
  lane->desk = fo_desk_new (store, "1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (fo_desk_open_task (lane->desk, "receive"), ==, FO_OK);
  fo_desk_reply_init (&lane->reply);
}

static void
lane_close (Lane *lane)
{
  fo_desk_reply_clear (&lane->reply);
  fo_desk_free (lane->desk);
  fo_journal_free (lane->journal);
}

/* The same input again, after the world failed, is the same input: one row in the journal, one effect. */
static void
test_again_after_busy (FoStore *store)
{
  FoScan scan = hall_scan (HALL_CODE);
  g_autoptr (GError) error = NULL;
  HallHolder *holder;
  Lane lane;

  lane_open (&lane, store);
  fo_store_set_patience (store, 100);
  holder = hall_hold (&lane.hall, 60000);
  for (int i = 0; i < 2; i++) {
    g_assert_false (fo_intake_scan (lane.desk, lane.journal, &scan, "a1", &lane.reply, &error));
    g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY);
    g_clear_error (&error);
    g_assert_cmpint (fo_journal_count (lane.journal), ==, 1);
  }
  hall_let_go (holder);
  g_assert_true (fo_intake_scan (lane.desk, lane.journal, &scan, "a1", &lane.reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (lane.reply.reply.verdict, ==, FO_OK);
  g_assert_cmpint (fo_journal_count (lane.journal), ==, 1);
  g_assert_true (fo_intake_scan (lane.desk, lane.journal, &scan, "a1", &lane.reply, &error));
  g_assert_true (lane.reply.repeated);
  g_assert_cmpint (hall_on_hand (store, &lane.hall), ==, FO_ONE);
  lane_close (&lane);
}

static void
expect_page (FoDesk *desk, const char *task, const char *title)
{
  g_auto (FoView) view = { 0 };
  g_autoptr (GError) error = NULL;

  fo_view_init (&view);
  g_assert_true (fo_desk_view (desk, &view, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (view.task, ==, task);
  g_assert_cmpstr (view.title, ==, title);
}

/* A step that the world stopped leaves the lane where it was. */
static void
test_stays_where_it_was (FoStore *store)
{
  FoScan goods = hall_scan (HALL_CODE), order = hall_scan ("FO:O:214");
  g_autoptr (GError) error = NULL;
  HallHolder *holder;
  Lane lane;

  lane_open (&lane, store);
  hall_order (&lane.hall, "214");
  g_assert_true (fo_intake_scan (lane.desk, lane.journal, &goods, NULL, &lane.reply, &error));
  fo_store_set_patience (store, 100);
  holder = hall_hold (&lane.hall, 60000);
  g_assert_false (fo_intake_scan (lane.desk, lane.journal, &order, NULL, &lane.reply, &error));
  g_clear_error (&error);
  hall_let_go (holder);
  expect_page (lane.desk, "receive", "");
  g_assert_true (fo_intake_scan (lane.desk, lane.journal, &order, NULL, &lane.reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (lane.reply.reply.verdict, ==, FO_OK);
  expect_page (lane.desk, "pick", "214");
  lane_close (&lane);
}

/* The store failed to say that it had done it: given again, the input is found done, and is not done again. */
static void
test_done_after_all (FoStore *store)
{
  g_autoptr (FoStore) again = fo_test_store_again (store);
  FoScan scan = hall_scan (HALL_CODE);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoDesk) other = NULL;
  HallHolder *holder;
  FoId operation;
  Lane lane;

  lane_open (&lane, store);
  operation = fo_store_next_id (store, &error);
  fo_store_set_patience (store, 100);
  holder = hall_hold (&lane.hall, 60000);
  g_assert_false (fo_desk_scan (lane.desk, operation, &scan, NULL, &lane.reply, &error));
  g_clear_error (&error);
  hall_let_go (holder);
  other = fo_desk_new (again, "1", &error);
  fo_desk_open_task (other, "receive");
  g_assert_true (fo_desk_scan (other, operation, &scan, NULL, &lane.reply, &error)); /* the answer that got lost */
  g_assert_true (fo_desk_scan (lane.desk, operation, &scan, NULL, &lane.reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (lane.reply.reply.verdict, ==, FO_OK);
  g_assert_cmpint (lane.reply.reply.operation, ==, operation);
  g_assert_cmpint (hall_on_hand (store, &lane.hall), ==, FO_ONE);
  lane_close (&lane);
}

/* ---- across threads -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  Hall hall;
  FoWorker *worker;
  FoIntake *intake;
  guint to_give, given, answered, scans_answered, waits, undone;
  FoId last_operation;
  bool in_order;
  FoQuantity shown_u;
} Day;

static void
free_store (gpointer store)
{
  fo_store_free (store);
}

static void
answered (const FoDeskReply *reply, const FoView *view, const GError *error, gpointer data)
{
  Day *day = data;

  if (!reply) {
    g_test_message ("waits: %s", error->message);
    day->waits++;
    return;
  }
  g_assert_cmpint (reply->reply.verdict, ==, FO_OK);
  g_assert_cmpstr (view->task, ==, "receive");
  if (reply->device[0]) /* each scanner hears its own answer; a command has none */
    g_assert_cmpstr (reply->device, ==, day->scans_answered++ % 2 ? "twin-1" : "twin-0");
  day->in_order &= reply->reply.operation > day->last_operation;
  day->last_operation = reply->reply.operation;
  day->shown_u = view->done_u;
  day->answered++;
}

static gboolean
give (gpointer data)
{
  Day *day = data;
  FoScan scan = hall_scan (HALL_CODE);

  g_snprintf (scan.device, sizeof scan.device, "twin-%u", day->given % 2);
  fo_intake_scan_async (day->intake, &scan);
  return ++day->given < day->to_give ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static FoJournal *
day_open (Day *day, FoStore *store, const char *path, gint64 patience_ms)
{
  g_autoptr (GError) error = NULL;
  FoStore *own = fo_test_store_again (store);
  FoJournal *journal = fo_journal_open (path, &error);
  FoDesks *desks;

  g_assert_no_error (error);
  hall_furnish (&day->hall, store);
  fo_store_set_patience (own, patience_ms);
  fo_store_set_today (own, fo_store_today (store));
  desks = fo_desks_new (own, "1", &error);
  g_assert_no_error (error);
  fo_desk_open_task (fo_desks_lane (desks, 0, NULL), "receive");
  day->worker = fo_worker_new ("store", own, free_store);
  day->intake = fo_intake_new (day->worker, desks, journal, answered, day);
  day->in_order = true;
  return journal;
}

static gint64
journaled (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = fo_journal_open (path, &error);

  g_assert_no_error (error);
  return fo_journal_count (journal);
}

static void
count_unsettled (const FoJournalEntry *entry, gpointer data)
{
  (void) entry;
  ++*(guint *) data;
}

static guint
unsettled (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = fo_journal_open (path, &error);
  guint n = 0;

  g_assert_no_error (error);
  g_assert_true (fo_journal_unsettled (journal, count_unsettled, &n, &error));
  return n;
}

static void
look_at_noted (const FoJournalEntry *entry, gpointer data)
{
  bool *good = data;

  *good = entry->scan.length == strlen (HALL_CODE) && entry->reply && strstr (entry->reply, "\"page\":\"trace\"");
}

/* What a page of the window takes for itself is in the journal, with that as its answer; the desk never sees it. */
static void
test_noted (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = NULL;
  FoScan scan = hall_scan (HALL_CODE);
  Day day = { .to_give = 0 };
  bool good = false;

  day_open (&day, store, path, 250);
  fo_intake_hold (day.intake, 0); /* it was taken already: no question keeps it waiting */
  fo_intake_note_async (day.intake, &scan, "trace");
  while (fo_intake_waiting (day.intake, 0))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (day.answered, ==, 0);
  fo_intake_go_on (day.intake, 0, NULL);
  fo_intake_free (day.intake);
  fo_worker_free (day.worker);
  g_assert_cmpint (hall_on_hand (store, &day.hall), ==, 0);
  g_assert_cmpuint (unsettled (path), ==, 0);
  journal = fo_journal_open (path, &error);
  g_assert_true (fo_journal_last (journal, 1, look_at_noted, &good, &error));
  g_assert_true (good);
  g_assert_cmpint (fo_journal_count (journal), ==, 1);
}

/* Fifty codes a second while somebody holds the database for two seconds: all are journaled, all have their effect, in order. The
 * patience of the store is short, so that it gives up and the intake tries again. */
static void
test_locked_for_two_seconds (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  Day day = { .to_give = fo_test_count (160) };
  HallHolder *holder;

  day_open (&day, store, path, 250);
  holder = hall_hold (&day.hall, 2000);
  g_timeout_add (20, give, &day);
  while (day.answered < day.to_give)
    g_main_context_iteration (NULL, TRUE);
  hall_let_go (holder);
  g_assert_cmpuint (day.waits, >, 0); /* it did wait, and said so */
  g_assert_true (day.in_order);
  g_assert_cmpint (day.shown_u, ==, day.to_give * FO_ONE);
  fo_intake_free (day.intake);
  fo_worker_free (day.worker);
  g_assert_cmpint (hall_on_hand (store, &day.hall), ==, day.to_give * FO_ONE);
  g_assert_cmpint (journaled (path), ==, day.to_give);
  g_assert_cmpuint (unsettled (path), ==, 0);
  hall_expect_clean (store);
}

/* No file may grow beyond BYTES, as on a full disk; RLIM_INFINITY: as before. */
static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static rlim_t
size_of (const char *path, const char *part)
{
  g_autofree char *whole = g_strconcat (path, part, NULL);
  struct stat status;

  return stat (whole, &status) == 0 ? (rlim_t) status.st_size : 0;
}

/* The disk of the journal is full: what is scanned waits, in order, and is neither lost nor acted on before it is on the disk. */
static void
test_journal_disk_full (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  Day day = { .to_give = 60 };

  day_open (&day, store, path, 1000);
  give (&day);
  while (day.answered < 1)
    g_main_context_iteration (NULL, TRUE);
  signal (SIGXFSZ, SIG_IGN);
  limit_files (MAX (size_of (path, ""), size_of (path, "-wal")) + 20000);
  while (give (&day))
    ;
  while (day.waits == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (day.answered, <, 60);
  limit_files (RLIM_INFINITY);
  while (day.answered < 60)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (day.in_order);
  fo_intake_free (day.intake);
  fo_worker_free (day.worker);
  g_assert_cmpint (hall_on_hand (store, &day.hall), ==, 60 * FO_ONE);
  hall_expect_clean (store);
}

typedef struct {
  gint64 rows;
  bool told;
} Count;

static void
read_count (gpointer owned, gpointer data)
{
  ((Count *) data)->rows = fo_journal_count (owned);
}

static void
count_read (gpointer data)
{
  ((Count *) data)->told = true;
}

static gint64
count_now (Day *day)
{
  Count count = { 0 };

  fo_worker_submit (fo_intake_journal (day->intake), read_count, count_read, &count, NULL);
  while (!count.told)
    g_main_context_iteration (NULL, TRUE);
  return count.rows;
}

/* While a person is asked, what is scanned is on the disk and waits; the answer goes before it; an end goes on by itself. */
static void
test_held (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  Day day = { .to_give = 7 };

  day_open (&day, store, path, 10000);
  give (&day);
  while (day.answered < 1)
    g_main_context_iteration (NULL, TRUE);
  fo_intake_hold (day.intake, 0);
  while (day.given < 6)
    give (&day);
  g_assert_cmpint (count_now (&day), ==, 6);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (day.answered, ==, 1);
  g_assert_cmpuint (fo_intake_waiting (day.intake, 0), ==, 5);
  fo_intake_go_on (day.intake, 0, "undo");
  while (day.answered < 7)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (day.in_order); /* the undo was taken in last, and done first */
  fo_intake_hold (day.intake, 0);
  give (&day);
  fo_intake_free (day.intake);
  fo_worker_free (day.worker);
  g_assert_cmpuint (day.answered, ==, 8);
  g_assert_cmpuint (day.scans_answered, ==, 7);
  g_assert_cmpint (hall_on_hand (store, &day.hall), ==, 6 * FO_ONE);
  g_assert_cmpuint (unsettled (path), ==, 0);
}

/* Taken in and ended at once: everything is finished first. */
static void
test_end_finishes (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  Day day = { .to_give = 50 };

  day_open (&day, store, path, 10000);
  while (give (&day))
    ;
  g_assert_cmpuint (fo_intake_waiting (day.intake, 0), ==, 50);
  fo_intake_free (day.intake);
  fo_worker_free (day.worker);
  g_assert_cmpuint (day.answered, ==, 50);
  g_assert_cmpint (hall_on_hand (store, &day.hall), ==, 50 * FO_ONE);
}

/* Ended while the database is held: everything is in the journal, and the next start says what was not done. */
static void
found_undone (const FoJournalEntry *entry, const FoReply *reply, gpointer data)
{
  g_assert_cmpint (reply->verdict, ==, FO_SCAN_NOT_DONE);
  g_assert_cmpstr (entry->scan.bytes, ==, HALL_CODE);
  ((Day *) data)->undone++;
}

static void
test_end_while_away (FoStore *store)
{
  g_autofree char *path = hall_journal_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = NULL;
  g_autoptr (FoDesk) desk = NULL;
  Day day = { .to_give = 20 };
  HallHolder *holder;

  day_open (&day, store, path, 100);
  holder = hall_hold (&day.hall, 60000);
  while (give (&day))
    ;
  while (day.waits == 0)
    g_main_context_iteration (NULL, TRUE);
  fo_intake_free (day.intake);
  fo_worker_free (day.worker);
  hall_let_go (holder);
  g_assert_cmpuint (day.answered, ==, 0);
  g_assert_cmpuint (unsettled (path), ==, 20);
  journal = fo_journal_open (path, &error);
  desk = fo_desk_new (store, "1", &error);
  g_assert_no_error (error);
  g_assert_true (fo_intake_recover (desk, journal, found_undone, &day, &error));
  g_assert_cmpuint (day.undone, ==, 20);
  g_assert_cmpint (hall_on_hand (store, &day.hall), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/intake/again-after-busy", test_again_after_busy);
  fo_test_each_store ("/intake/stays-where-it-was", test_stays_where_it_was);
  fo_test_each_store ("/intake/done-after-all", test_done_after_all);
  fo_test_each_store ("/intake/noted", test_noted);
  fo_test_each_store ("/intake/locked-for-two-seconds", test_locked_for_two_seconds);
  fo_test_each_store ("/intake/journal-disk-full", test_journal_disk_full);
  fo_test_each_store ("/intake/held", test_held);
  fo_test_each_store ("/intake/end-finishes", test_end_finishes);
  fo_test_each_store ("/intake/end-while-away", test_end_while_away);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bars, one line each: name, value, limit, ok or short. Exact counters (SQLite's own, commits) and instructions counted by
 * callgrind gate; times are only reported. An operation's instructions are the difference of a long and a short run of the same
 * program divided by the difference of their lengths, so that starting up cancels out; the long run is long
 * enough that a checkpoint more or less, on either side, is less than a hundredth. */
#include "bench.h"
#include "acts.h"
#include "book.h"
#include "counters.h"
#include "day.h"
#include "firstout/store/journal.h"
#include "floor.h"
#include "floor-acts.h"
#include "instructions.h"
#include "lists.h"
#include "start.h"
#include "support/stores.h"
#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FO_FIRSTOUT "../../firstout" /* beside this program in the build */
#define SHORT_RUN 10
#define LONG_RUN 110
#define SHIP_READY (LONG_RUN)
#define TRIPS 200
#define PULLED 100000

static const char *program;
static const char *folder;
static int n_short;

void
bench_bar (const char *name, double value, double limit)
{
  bool ok = value <= limit;

  printf ("%s\t%.3f\t%g\t%s\n", name, value, limit, ok ? "ok" : "short");
  fflush (stdout);
  n_short += !ok;
}

void
bench_report (const char *name, double value)
{
  printf ("%s\t%.3f\t-\tok\n", name, value);
  fflush (stdout);
}

/* ---- the child that is counted ---------------------------------------------------------------------------------------------------- */

static int
run_floor (const char *what, guint n, const char *path)
{
  Floor *floor = floor_open (path, 0, 0);
  bool ship = g_str_equal (what, "ship");

  for (guint i = 0; ship && i < SHIP_READY; i++)
    floor_reserve (floor, i);
  for (guint i = 0; i < n; i++)
    (ship ? floor_ship : g_str_equal (what, "reserve") ? floor_reserve : floor_receive) (floor, i);
  floor_free (floor);
  return 0;
}

static int
run_book (const char *what, guint n, const char *path)
{
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);
  Book *book = book_open (uri, 0, 0);
  bool ship = g_str_equal (what, "ship");

  for (guint i = 0; ship && i < SHIP_READY; i++) {
    book_reserve (book, i);
    book_pick (book, i);
  }
  for (guint i = 0; i < n; i++)
    (ship ? book_ship : g_str_equal (what, "reserve") ? book_reserve : book_receive) (book, i);
  book_free (book);
  return 0;
}

static const struct {
  const char *side;
  int (*run) (const char *what, guint n, const char *path);
} children[] = {
  { "book", run_book }, { "floor", run_floor }, { "acts", acts_child }, { "floor-acts", floor_acts_child }, { "lists", lists_child },
};

static int
run_child (const char *side, const char *what, guint n, const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    if (g_str_equal (children[i].side, side))
      return children[i].run (what, n, path);
  return 2;
}

/* ---- counting instructions ---------------------------------------------------------------------------------------------------------- */

char *
bench_copy_of (const char *path)
{
  char *copy = g_strconcat (path, ".run", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path), to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;

  for (const char *const *suffix = (const char *const[]){ "", "-wal", "-shm", NULL }; *suffix; suffix++) {
    g_autofree char *old = g_strconcat (copy, *suffix, NULL);
    g_unlink (old);
  }
  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    g_printerr ("bench: %s\n", error->message);
  return copy;
}

static double
instructions (const char *side, const char *what, guint n, const char *path)
{
  g_autofree char *copy = bench_copy_of (path), *length = g_strdup_printf ("%u", n);
  const char *argv[] = { program, "--child", side, what, length, copy, NULL };

  return bench_instructions (argv);
}

double
bench_instructions_each (const char *side, const char *what, const char *path, guint few, guint many)
{
  return (instructions (side, what, many, path) - instructions (side, what, few, path)) / (many - few);
}

static double
instructions_each (const char *side, const char *what, const char *path)
{
  return bench_instructions_each (side, what, path, SHORT_RUN, LONG_RUN);
}

const char *
bench_folder (void)
{
  return folder;
}

char *
bench_book (guint items, guint lots)
{
  char *path = g_strdup_printf ("%s/book-%u-%u.db", folder, items, lots);
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    book_free (book_open (uri, items, lots));
  return path;
}

static char *
make_aside (guint items, guint lots)
{
  char *path = g_strdup_printf ("%s/aside-%u-%u.db", folder, items, lots);
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);

  book_free (book_open_aside (uri, items, lots));
  return path;
}

static char *
make_floor (guint items, guint lots)
{
  char *path = g_strdup_printf ("%s/floor-%u-%u.db", folder, items, lots);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    floor_free (floor_open (path, items, lots));
  return path;
}

static const char *const operations[] = { "receive", "reserve", "ship" };

static void
measure_floor (void)
{
  g_autofree char *book = bench_book (100, 1000), *floor = make_floor (100, 1000);

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++) {
    g_autofree char *name = g_strdup_printf ("floor/%s-100k-lots", operations[i]);
    double ours = instructions_each ("book", operations[i], book), least = instructions_each ("floor", operations[i], floor);
    g_autofree char *ours_name = g_strdup_printf ("instructions/%s", operations[i]);

    bench_bar (name, ours / least, 3);
    bench_report (ours_name, ours);
  }
}

static void
measure_depth (const char *name, const char *shallow, const char *deep)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++) {
    g_autofree char *full = g_strdup_printf ("%s/%s", name, operations[i]);

    bench_bar (full, instructions_each ("book", operations[i], deep) / instructions_each ("book", operations[i], shallow), 1.25);
  }
}

/* ---- exact counters ------------------------------------------------------------------------------------------------------------------ */

static void
bar_counters (const char *what, const Counters *counters, const Floor *floor)
{
  Counted counted = counters_judge (counters, floor);
  const struct {
    const char *name;
    double value, limit;
  } bars[] = {
    { "fullscan-steps", (double) counted.fullscans, 0 },
    { "sorts", (double) counted.sorts, 0 },
    { "autoindexes", (double) counted.autoindexes, 0 },
    { "vm-steps-worst-statement-to-floor", counted.worst, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bars); i++) {
    g_autofree char *name = g_strconcat (what, "/", bars[i].name, NULL);
    bench_bar (name, bars[i].value, bars[i].limit);
  }
}

/* Every scene of the desk, each in its own copy of the crowded warehouse; COUNTED against what the floor's day costs. */
static void
measure_day (const char *book, const char *aside, const Floor *floor)
{
  Counters *counters = counters_new ();
  g_auto (GStrv) scenes = day_scenes ();
  guint n_failed = 0;

  for (gsize i = 0; scenes[i]; i++) {
    g_autofree char *copy = bench_copy_of (day_wants_room (scenes[i]) ? aside : book), *uri = g_strconcat ("sqlite:", copy, NULL);

    n_failed += !day_play (uri, scenes[i], counters);
  }
  bench_report ("day/scenes", g_strv_length (scenes));
  bench_bar ("day/scenes-that-fail", n_failed, 0);
  bar_counters ("day", counters, floor);
  counters_free (counters);
}

static void
measure_work (guint lots)
{
  g_autofree char *book_path = bench_book (100, lots), *floor_path = make_floor (100, lots), *aside_path = make_aside (100, lots);
  g_autofree char *book_copy = bench_copy_of (book_path), *floor_copy = bench_copy_of (floor_path);
  g_autofree char *uri = g_strconcat ("sqlite:", book_copy, NULL);
  Book *book = book_open (uri, 0, 0);
  Floor *floor = floor_open (floor_copy, 0, 0);
  FoStoreCount counts;
  Counters *counters;

  book_receive (book, 0);
  floor_receive (floor, 0);
  fo_store_count_reset (book_store (book));
  for (guint i = 1; i <= 20; i++) {
    book_receive (book, i);
    book_reserve (book, i);
    floor_receive (floor, i);
    floor_reserve (floor, i);
  }
  fo_store_counts (book_store (book), &counts);
  bench_bar ("work/commits-per-operation", (double) counts.commits / 40, 1);
  for (guint i = 1; i <= 20; i++) {
    book_pick (book, i);
    book_ship (book, i);
    floor_ship (floor, i);
  }
  counters = counters_new ();
  counters_take (counters, book_store (book));
  bar_counters ("work", counters, floor);
  counters_free (counters);
  book_free (book);
  measure_day (book_path, aside_path, floor);
  floor_free (floor);
}

/* ---- how often a scan waits for the disk ---------------------------------------------------------------------------------------------- */

static int n_waits;

/* Stands before the C library's, for the store and the journal alike. */
int
fdatasync (int fd)
{
  g_atomic_int_inc (&n_waits);
  return fsync (fd);
}

/* A scan as a station sees it: remembered, booked, and its verdict remembered, which rides on the next scan. */
static void
scan (FoJournal *journal, Book *book, guint i)
{
  g_autoptr (GError) error = NULL;
  FoJournalEntry entry = { .kind = FO_JOURNAL_SCAN, .operation = (FoId) i + 1, .task = "receive" };
  gint64 row;

  fo_scan_init (&entry.scan, "4601234567893", 13, FO_SYMBOLOGY_UNKNOWN, "scanner", (gint64) i);
  if (!fo_journal_add (journal, &entry, &row, &error)) {
    g_printerr ("bench: %s\n", error->message);
    exit (2);
  }
  book_receive (book, i);
  fo_journal_settle (journal, row, FO_OK, "{}", NULL);
}

static void
measure_waits (void)
{
  g_autofree char *path = bench_book (100, 10), *copy = bench_copy_of (path), *uri = g_strconcat ("sqlite:", copy, NULL);
  g_autofree char *journal_path = g_strconcat (folder, "/journal.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = fo_journal_open (journal_path, &error);
  Book *book = book_open (uri, 0, 0);

  if (!journal) {
    g_printerr ("bench: %s\n", error->message);
    exit (2);
  }
  scan (journal, book, 0);
  n_waits = 0;
  for (guint i = 1; i <= 20; i++)
    scan (journal, book, i);
  bench_bar ("work/fdatasyncs-per-scan", n_waits / 20.0, 2);
  book_free (book);
}

/* ---- the desktop's start ----------------------------------------------------------------------------------------------------------------- */

/* The least of three, taken in turn: what else the machine does only adds. */
static void
measure_start (void)
{
  g_autofree char *small = bench_book (100, 10), *large = bench_book (100, 10000), *here = g_path_get_dirname (program);
  g_autofree char *firstout = g_build_filename (here, FO_FIRSTOUT, NULL);
  double least[2] = { G_MAXDOUBLE, G_MAXDOUBLE }, memory = 0;

  if (!g_file_test (firstout, G_FILE_TEST_IS_EXECUTABLE)) {
    bench_bar ("start/there-is-no-desktop-beside-the-bench", 1, 0);
    return;
  }
  for (int i = 0; i < 6; i++) {
    double cpu_s, mb;

    start_measure (firstout, folder, i % 2 ? large : small, &cpu_s, &mb);
    if (g_getenv ("FO_BENCH_STATEMENTS"))
      g_printerr ("  start with %s: %.2f s, %.1f MB\n", i % 2 ? "1M lots" : "1k lots", cpu_s, mb);
    least[i % 2] = MIN (least[i % 2], cpu_s);
    memory = MAX (memory, mb);
  }
  bench_report ("start/cpu-seconds-1M-lots", least[1]);
  bench_bar ("start/cpu-1M-lots-to-1k", least[1] / least[0], 1.2);
  bench_bar ("start/anonymous-megabytes", memory, 45);
}

/* ---- operations per second on PostgreSQL ----------------------------------------------------------------------------------------------- */

static double
trips (Book *book)
{
  FoStoreCount count;

  fo_store_counts (book_store (book), &count);
  return (double) count.round_trips;
}

/* N operations from FIRST on: how many a second, and how often the server was waited for; one before them prepares the statements. */
static void
measure_trips (Book *book, const char *what, void (*operation) (Book *, guint), guint first, double limit)
{
  g_autofree char *speed = g_strdup_printf ("postgresql/%s-per-second", what);
  g_autofree char *name = g_strdup_printf ("postgresql/round-trips-per-%s", what);
  gint64 start;
  double before;

  operation (book, first);
  start = g_get_monotonic_time ();
  before = trips (book);
  for (guint i = first + 1; i <= first + TRIPS; i++)
    operation (book, i);
  bench_report (speed, TRIPS * 1e6 / (double) (g_get_monotonic_time () - start));
  bench_bar (name, (trips (book) - before) / TRIPS, limit);
}

/* A writer needs about three: what it works on, what it decides by, the end. An order's release finds out in two steps more. */
static void
measure_postgres (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_POSTGRESQL);
  Book *book = book_open (uri, 100, 100);

  measure_trips (book, "receipt", book_receive, 0, 3);
  measure_trips (book, "release", book_reserve, 0, 5);
  measure_trips (book, "promise", book_promise, 300, 4);
  measure_trips (book, "release-of-promised", book_reserve, 300, 5);
  for (guint i = 0; i <= TRIPS; i++)
    book_pick (book, i);
  measure_trips (book, "shipment", book_ship, 0, 3);
  book_free (book);
}

int
main (int argc, char **argv)
{
  bool quick = argc > 1 && g_str_equal (argv[1], "--quick");

  program = argv[0];
  folder = fo_test_folder_name ();
  if (argc == 6 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3], (guint) g_ascii_strtoull (argv[4], NULL, 10), argv[5]);
  if (argc == 3 && g_str_equal (argv[1], "--make")) {
    folder = argv[2];
    g_free (bench_book (100, 1000));
    g_free (make_floor (100, 1000));
    return 0;
  }
  if (argc > 1 && g_str_equal (argv[1], "--start")) {
    measure_start ();
    return n_short > 0;
  }
  if (argc > 1 && g_str_equal (argv[1], "--trips")) {
    measure_postgres ();
    bench_acts_trips ();
    return n_short > 0;
  }
  if (argc > 1 && g_str_equal (argv[1], "--acts")) {
    bench_acts ();
    return n_short > 0;
  }
  if (argc == 4 && g_str_equal (argv[1], "--pull-child"))
    return bench_pull_child (argv[2], argv[3]);
  if (argc > 1 && g_str_equal (argv[1], "--pull")) {
    bench_pull (program, argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : PULLED);
    return n_short > 0;
  }
  if (argc > 1 && g_str_equal (argv[1], "--lists")) {
    bench_lists ();
    return n_short > 0;
  }
  measure_work (quick ? 10 : 1000);
  measure_waits ();
  if (quick)
    return n_short > 0;
  measure_floor ();
  if (argc > 1 && g_str_equal (argv[1], "--floor"))
    return n_short > 0;
  {
    g_autofree char *ten = bench_book (100, 10), *two_thousand = bench_book (100, 2000), *hundred = bench_book (100, 100);
    g_autofree char *million = bench_book (100, 10000);
    measure_depth ("depth/2000-lots-an-item-to-10", ten, two_thousand);
    measure_depth ("depth/1M-lots-to-10k", hundred, million);
  }
  bench_acts ();
  bench_lists ();
  measure_start ();
  measure_postgres ();
  bench_acts_trips ();
  bench_pull (program, PULLED);
  return n_short > 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The station's journal: what was scanned is never lost, whoever is killed; one program at a time; one sync a scan. */
#include "faulty-vfs.h"
#include "firstout/store/journal.h"
#include "firstout/store/store.h"
#include "support/seed.h"
#include "support/stores.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
new_path (void)
{
  static guint files;

  return g_strdup_printf ("%s/journal-%u.db", fo_test_folder_name (), ++files);
}

static FoJournal *
must_open (const char *path)
{
  GError *error = NULL;
  FoJournal *journal = fo_journal_open (path, &error);

  g_assert_no_error (error);
  return journal;
}

static FoJournalEntry
scan_of (const char *bytes, FoId operation)
{
  FoJournalEntry entry = { .kind = FO_JOURNAL_SCAN, .operation = operation };

  entry.scan.length = strlen (bytes);
  memcpy (entry.scan.bytes, bytes, entry.scan.length);
  return entry;
}

static gint64
must_add (FoJournal *journal, const char *bytes, FoId operation)
{
  FoJournalEntry entry = scan_of (bytes, operation);
  GError *error = NULL;
  gint64 row = 0;
  bool added = fo_journal_add (journal, &entry, &row, &error);

  g_assert_no_error (error);
  g_assert_true (added);
  g_assert_cmpint (row, >, 0);
  return row;
}

static void
list_entry (const FoJournalEntry *entry, gpointer data)
{
  g_string_append_printf (data, "%s%s%s ", entry->scan.bytes, entry->reply ? "=" : "",
                          entry->reply ? entry->reply : "");
}

#define g_assert_listed(listing, expected)                                                                             \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autoptr (GString) fo_seen = g_string_new (NULL);                                                                 \
    g_autoptr (GError) fo_why = NULL;                                                                                  \
    bool fo_read = listing;                                                                                            \
    g_assert_no_error (fo_why);                                                                                        \
    g_assert_true (fo_read);                                                                                           \
    g_assert_cmpstr (fo_seen->str, ==, expected);                                                                      \
  }                                                                                                                    \
  G_STMT_END
#define g_assert_unsettled(journal, expected)                                                                          \
  g_assert_listed (fo_journal_unsettled (journal, list_entry, fo_seen, &fo_why), expected)
#define g_assert_last(journal, n, expected)                                                                            \
  g_assert_listed (fo_journal_last (journal, n, list_entry, fo_seen, &fo_why), expected)

/* ---- what is kept ------------------------------------------------------------------------------------------------ */

static void
check_everything (const FoJournalEntry *entry, gpointer data)
{
  const FoJournalEntry *given = data;

  g_assert_cmpint (entry->kind, ==, given->kind);
  g_assert_cmpmem (entry->scan.bytes, entry->scan.length, given->scan.bytes, given->scan.length);
  g_assert_cmpstr (entry->scan.aim, ==, given->scan.aim);
  g_assert_cmpint (entry->scan.symbology, ==, given->scan.symbology);
  g_assert_cmpstr (entry->scan.device, ==, given->scan.device);
  g_assert_cmpuint (entry->scan.lane, ==, given->scan.lane);
  g_assert_cmpint (entry->scan.at_us, ==, given->scan.at_us);
  g_assert_cmpint (entry->operation, ==, given->operation);
  g_assert_cmpstr (entry->request, ==, given->request);
  g_assert_cmpstr (entry->task, ==, given->task);
  g_assert_null (entry->reply);
}

/* Bytes are kept as they came: not only text, not only valid UTF-8. */
static void
test_everything_is_kept (void)
{
  g_autofree char *path = new_path ();
  FoJournalEntry given = { .kind = FO_JOURNAL_COMMAND, .operation = G_MAXINT64, .request = "заявка 1", .task = "pick" };
  FoJournal *journal = must_open (path);
  g_autoptr (GError) error = NULL;
  gint64 row;

  for (int i = 0; i < FO_SCAN_BYTES_MAX; i++)
    given.scan.bytes[i] = (char) (i * 7);
  given.scan.length = FO_SCAN_BYTES_MAX;
  g_strlcpy (given.scan.aim, "]C1", sizeof given.scan.aim);
  given.scan.symbology = FO_SYMBOLOGY_GS1_128;
  g_strlcpy (given.scan.device, "usb:0c2e:0b61:SERIAL", sizeof given.scan.device);
  given.scan.lane = 4000000000u;
  given.scan.at_us = 1763769600000000;
  g_assert_true (fo_journal_add (journal, &given, &row, &error));
  g_assert_no_error (error);
  fo_journal_free (journal);
  journal = must_open (path);
  g_assert_true (fo_journal_unsettled (journal, check_everything, &given, &error));
  g_assert_cmpint (fo_journal_count (journal), ==, 1);
  fo_journal_free (journal);
}

static void
test_settle (void)
{
  g_autofree char *path = new_path ();
  FoJournal *journal = must_open (path);
  gint64 first = must_add (journal, "A", 1), third;

  must_add (journal, "B", 2);
  g_assert_unsettled (journal, "A B ");
  fo_journal_settle (journal, first, FO_OK, "{1}", NULL);
  g_assert_unsettled (journal, "B "); /* for this process it counts at once */
  third = must_add (journal, "C", 3);
  fo_journal_settle (journal, third, FO_LOT_EXPIRED, "{3}", NULL);
  g_assert_last (journal, 2, "C={3} B ");
  fo_journal_free (journal);
  journal = must_open (path);
  g_assert_unsettled (journal, "B ");
  g_assert_last (journal, 10, "C={3} B A={1} ");
  fo_journal_free (journal);
}

static void
test_private (void)
{
  g_autofree char *folder = g_strdup_printf ("%s/state", fo_test_folder_name ()), *path = NULL;
  struct stat st;
  FoJournal *journal;

  path = g_build_filename (folder, "journal.db", NULL);
  journal = must_open (path);
  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmphex (st.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &st), ==, 0);
  g_assert_cmphex (st.st_mode & 0777, ==, 0700);
  fo_journal_free (journal);
  g_unlink (path);
  g_rmdir (folder);
}

/* ---- one at a time, wherever it lies ----------------------------------------------------------------------------- */

static void
test_exclusive (void)
{
  g_autofree char *path = new_path ();
  FoJournal *journal = must_open (path);
  g_autoptr (GError) error = NULL;
  pid_t child;
  int status;

  must_add (journal, "A", 1);
  g_assert_null (fo_journal_open (path, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, path));
  fo_journal_free (journal);
  /* Another process, not only another connection; and it may die without letting go. */
  child = fork ();
  if (child == 0) {
    must_add (must_open (path), "B", 2);
    raise (SIGSTOP);
  }
  g_assert_cmpint (waitpid (child, &status, WUNTRACED), ==, child);
  g_assert_true (WIFSTOPPED (status));
  g_clear_error (&error);
  g_assert_null (fo_journal_open (path, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  journal = must_open (path);
  g_assert_unsettled (journal, "A B ");
  fo_journal_free (journal);
}

static void
test_default_path (void)
{
  static const struct {
    const char *a, *b;
    bool same;
  } table[] = {
    { "sqlite:/a/b.db", "sqlite:/a/./c/../b.db", true },
    { "sqlite:/a/b.db", "sqlite:/a/c.db", false },
    { "postgresql://db/w", "postgresql://me:secret@db/w?sslmode=verify-full", true }, /* how does not matter */
    { "postgresql://db/w", "postgresql://db/v", false },
    { "postgresql://db/w", "postgresql://other/w", false },
    { "postgresql:///w?host=/run/a&user=x", "postgresql:///w?host=/run/a", true },
    { "postgresql:///w?host=/run/a", "postgresql:///w?host=/run/b", false },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *a = fo_journal_default_path (table[i].a, "1"), *b = fo_journal_default_path (table[i].b, "1");
    g_autofree char *other = fo_journal_default_path (table[i].a, "приёмка/../2");

    g_test_message ("%s %s: %s", table[i].a, table[i].b, other);
    g_assert_cmpint (g_str_equal (a, b), ==, table[i].same);
    g_assert_cmpstr (a, !=, other);
    g_assert_null (strstr (strstr (other, "firstout/") + strlen ("firstout/"), "/"));
    g_assert_null (strstr (b, "secret"));
  }
}

/* ---- killed ------------------------------------------------------------------------------------------------------ */

/* Scans and tells each row only after it is journaled; answers every second one. */
static void
scan_on (const char *path, int tell)
{
  FoJournal *journal = must_open (path);

  for (gint64 i = 1;; i++) {
    g_autofree char *bytes = g_strdup_printf ("%" G_GINT64_FORMAT, i);
    gint64 row = must_add (journal, bytes, i);

    g_assert_cmpint (write (tell, &i, sizeof i), ==, sizeof i);
    if (i % 2)
      fo_journal_settle (journal, row, FO_OK, "{}", NULL);
  }
}

typedef struct {
  gint64 told, newest, unsettled;
} Seen;

static void
see_entry (const FoJournalEntry *entry, gpointer data)
{
  Seen *seen = data;

  seen->newest = MAX (seen->newest, entry->operation);
  seen->unsettled++;
  g_assert_true (entry->operation % 2 == 0
                 || entry->operation + 1 >= seen->told); /* only the last answers may be missing */
}

static void
test_killed (void)
{
  const guint rounds = fo_test_count (25);
  g_autoptr (GRand) random = fo_test_rand ("killed");

  for (guint round = 0; round < rounds; round++) {
    g_autofree char *path = new_path ();
    g_autoptr (GError) error = NULL;
    const gint64 wanted = g_rand_int_range (random, 1, 60);
    Seen seen = { 0, 0, 0 };
    FoJournal *journal;
    pid_t child;
    int ends[2];

    g_assert_cmpint (pipe (ends), ==, 0);
    child = fork ();
    if (child == 0)
      scan_on (path, ends[1]);
    close (ends[1]);
    while (seen.told < wanted)
      g_assert_cmpint (read (ends[0], &seen.told, sizeof seen.told), ==, sizeof seen.told);
    for (int i = g_rand_int_range (random, 0, 200); i > 0; i--)
      g_thread_yield ();
    kill (child, SIGKILL);
    while (read (ends[0], &seen.told, sizeof seen.told) == sizeof seen.told)
      ;
    waitpid (child, NULL, 0);
    close (ends[0]);
    journal = must_open (path);
    g_assert_true (fo_journal_unsettled (journal, see_entry, &seen, &error));
    g_assert_no_error (error);
    g_assert_cmpint (fo_journal_count (journal), >=, seen.told); /* every one that was told, and at most one more */
    g_assert_cmpint (fo_journal_count (journal), <=, seen.told + 1);
    g_assert_cmpint (seen.unsettled, >=, seen.told / 2);
    fo_journal_free (journal);
  }
}

/* ---- disks ------------------------------------------------------------------------------------------------------- */

static void
fill_disk (const char *path)
{
  struct rlimit limit = { 300000, RLIM_INFINITY };
  FoJournal *journal = must_open (path);
  g_autofree char *reply = g_strnfill (3000, 'r');
  g_autoptr (GError) error = NULL;
  FoJournalEntry entry;
  gint64 row = 0, added = 0;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (entry = scan_of ("A", 1); fo_journal_add (journal, &entry, &row, &error); added++)
    fo_journal_settle (journal, row, FO_OK, reply, NULL);
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_FULL);
  g_assert_cmpint (added, >, 5);
  limit.rlim_cur = RLIM_INFINITY;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_cmpint (fo_journal_count (journal), ==, added);
  must_add (journal, "B", 2); /* goes on, and the answers that waited are not lost */
  g_assert_unsettled (journal, "B ");
  fo_journal_free (journal);
  journal = must_open (path);
  g_assert_unsettled (journal, "B ");
  g_assert_cmpint (fo_journal_count (journal), ==, added + 1);
  fo_journal_free (journal);
  _exit (0);
}

static void
test_full (void)
{
  g_autofree char *path = new_path ();
  pid_t child = fork ();
  int status;

  if (child == 0)
    fill_disk (path);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
test_sync_fails (void)
{
  g_autofree char *path = new_path (), *uri = g_strconcat (path, "?vfs=faulty", NULL);
  FoJournal *journal;
  FoJournalEntry entry = scan_of ("B", 2);
  g_autoptr (GError) error = NULL;
  gint64 row = 0, answered;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  journal = must_open (uri);
  answered = must_add (journal, "A", 1);
  fo_journal_settle (journal, answered, FO_OK, "{}", NULL);
  fo_faulty_set (FO_FAULT_WAL_SYNC, 1);
  g_assert_false (fo_journal_add (journal, &entry, &row, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO);
  g_assert_cmpint (row, ==, 0);
  must_add (journal, "C", 3);
  g_assert_unsettled (journal, "C ");
  g_assert_last (journal, 9, "C A={} ");
  fo_journal_free (journal);
}

/* The answers ride along: one sync a scan. */
static void
test_one_sync (void)
{
  g_autofree char *path = new_path (), *uri = g_strconcat (path, "?vfs=faulty", NULL);
  FoJournal *journal;
  int before;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  journal = must_open (uri);
  before = fo_faulty_wal_syncs ();
  for (int i = 1; i <= 50; i++)
    fo_journal_settle (journal, must_add (journal, "A", i), FO_OK, "{}", NULL);
  g_assert_cmpint (fo_faulty_wal_syncs () - before, ==, 50);
  fo_journal_free (journal);
}

static void
test_damaged (void)
{
  g_autofree char *path = new_path (), *junk = g_strnfill (9000, 'j'), *aside = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;
  FoJournal *journal;

  g_assert_true (g_file_set_contents (path, junk, 9000, NULL));
  g_assert_null (fo_journal_open (path, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);
  aside = fo_journal_set_aside (path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL)); /* nothing of it is lost */
  g_assert_cmpstr (kept, ==, junk);
  journal = must_open (path);
  must_add (journal, "A", 1);
  fo_journal_free (journal);
}

static void
test_something_else (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE);
  g_autoptr (GError) error = NULL;

  fo_store_free (fo_store_open (uri, FO_STORE_CREATE, NULL));
  g_assert_null (fo_journal_open (uri + strlen ("sqlite:"), &error)); /* the warehouse itself, by mistake */
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_faulty_register ();
  g_test_add_func ("/journal/everything", test_everything_is_kept);
  g_test_add_func ("/journal/settle", test_settle);
  g_test_add_func ("/journal/private", test_private);
  g_test_add_func ("/journal/exclusive", test_exclusive);
  g_test_add_func ("/journal/default-path", test_default_path);
  g_test_add_func ("/journal/killed", test_killed);
  g_test_add_func ("/journal/full", test_full);
  g_test_add_func ("/journal/sync-fails", test_sync_fails);
  g_test_add_func ("/journal/one-sync", test_one_sync);
  g_test_add_func ("/journal/damaged", test_damaged);
  g_test_add_func ("/journal/something-else", test_something_else);
  return g_test_run ();
}

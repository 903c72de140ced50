/* SPDX-License-Identifier: GPL-3.0-or-later
 * The print queue's rows in the journal, and journals of before there was one. */
#include "db-sqlite-file.h"
#include "firstout/store/print-jobs.h"
#include "journal-sql.h"
#include "support/stores.h"

#include <string.h>

static char *
new_path (void)
{
  static guint files;

  return g_strdup_printf ("%s/print-%u.db", fo_test_folder_name (), ++files);
}

static FoJournal *
must_open (const char *path)
{
  GError *error = NULL;
  FoJournal *journal = fo_journal_open (path, &error);

  g_assert_no_error (error);
  return journal;
}

static gint64
must_add (FoJournal *journal, const char *origin, bool expect_new)
{
  const FoPrintRow row = { .printer = "Зебра", .template = "lot", .language = "ru", .records = "[{}]", .title = "t",
                           .origin = origin, .copies = 2, .labels = 2, .at_us = 5, .changed_us = 5 };
  GError *error = NULL;
  bool is_new;
  gint64 job;

  g_assert_true (fo_journal_print_add (journal, &row, &job, &is_new, &error));
  g_assert_no_error (error);
  g_assert_cmpint (is_new, ==, expect_new);
  return job;
}

static void
must_note (FoJournal *journal, gint64 job, FoPrintState state, guint begun, guint printed)
{
  const FoPrintRow row = { .job = job, .state = state, .printer = "Зебра", .begun = begun, .printed = printed,
                           .confirmed = printed > 0, .remote = 77, .reason = "no-paper", .text = "Out", .changed_us = 9 };
  GError *error = NULL;

  g_assert_true (fo_journal_print_note (journal, &row, &error));
  g_assert_no_error (error);
}

static void
list_row (const FoPrintRow *row, gpointer data)
{
  g_string_append_printf (data, "%" G_GINT64_FORMAT ":%s:%u/%u/%u:%" G_GINT64_FORMAT ":%s ", row->job,
                          fo_print_state_name (row->state), row->printed, row->begun, row->labels, row->remote, row->reason);
}

static void
assert_open (FoJournal *journal, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_journal_print_open_jobs (journal, list_row, text, &error));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rows (void)
{
  g_autofree char *path = new_path ();
  FoJournal *journal = must_open (path);

  g_assert_cmpint (must_add (journal, "1/0", true), ==, 1);
  g_assert_cmpint (must_add (journal, NULL, true), ==, 2);
  g_assert_cmpint (must_add (journal, NULL, true), ==, 3); /* nothing that could come again */
  g_assert_cmpint (must_add (journal, "1/0", false), ==, 1);
  must_note (journal, 1, FO_PRINT_JOB_SENDING, 2, 1);
  must_note (journal, 2, FO_PRINT_JOB_PRINTED, 2, 2);
  fo_journal_free (journal);
  journal = must_open (path);
  assert_open (journal, "1:sending:1/2/2:77:no-paper 3:waiting:0/0/2:0: ");
  g_autoptr (GString) last = g_string_new (NULL);
  g_assert_true (fo_journal_print_last (journal, 2, list_row, last, NULL));
  g_assert_cmpstr (last->str, ==, "3:waiting:0/0/2:0: 2:printed:2/2/2:77:no-paper ");
  fo_journal_free (journal);
}

/* A row that says more is printed than was begun is a mistake of ours, and is not written. */
static void
test_impossible (void)
{
  g_autofree char *path = new_path ();
  g_autoptr (FoJournal) journal = must_open (path);
  gint64 job = must_add (journal, NULL, true);
  const FoPrintRow row = { .job = job, .printer = "P", .begun = 1, .printed = 2, .reason = "", .text = "" };
  g_autoptr (GError) error = NULL;

  g_assert_false (fo_journal_print_note (journal, &row, &error));
  g_assert_nonnull (error);
  assert_open (journal, "1:waiting:0/0/2:0: ");
}

/* ---- version 1 ------------------------------------------------------------------------------------------------------ */

static void
make_version_1 (const char *path)
{
  FoSqliteFile file = { 0 };
  g_auto (FoSqliteUri) uri = { 0 };
  FoSqliteHow how = { .create = true, .exclusive = true, .patience_ms = 300 };
  g_autoptr (GError) error = NULL;

  fo_sqlite_uri_init (&uri, path);
  g_assert_true (fo_sqlite_open (&file, &uri, &how, &error));
  g_assert_true (fo_sqlite_exec (file.sqlite, fo_journal_sql_rows[FO_JOURNAL_SQL_SCHEMA_SCRIPT].text, &error));
  g_assert_true (fo_sqlite_exec (file.sqlite,
                                 "INSERT INTO entry (kind, bytes, aim, symbology, device, lane, at_us, operation, task) "
                                 "VALUES (0, x'414243', ']C1', 0, 'usb', 1, 7, 99, 'pick')",
                                 &error));
  g_assert_no_error (error);
  sqlite3_close (file.sqlite);
}

static void
count_entry (const FoJournalEntry *entry, gpointer data)
{
  g_assert_cmpmem (entry->scan.bytes, entry->scan.length, "ABC", 3);
  g_assert_cmpint (entry->operation, ==, 99);
  ++*(guint *) data;
}

static void
test_version_1 (void)
{
  g_autofree char *path = new_path ();
  guint unsettled = 0;
  FoJournal *journal;

  make_version_1 (path);
  journal = must_open (path);
  g_assert_true (fo_journal_unsettled (journal, count_entry, &unsettled, NULL));
  g_assert_cmpuint (unsettled, ==, 1); /* what a crash interrupted is still there */
  must_add (journal, NULL, true);
  fo_journal_free (journal);
  journal = must_open (path); /* a second time there is nothing to bring up */
  assert_open (journal, "1:waiting:0/0/2:0: ");
  fo_journal_free (journal);
}

static void
test_newer (void)
{
  g_autofree char *path = new_path ();
  FoSqliteFile file = { 0 };
  g_auto (FoSqliteUri) uri = { 0 };
  FoSqliteHow how = { .create = true, .exclusive = true, .patience_ms = 300 };
  g_autoptr (GError) error = NULL;

  make_version_1 (path);
  fo_sqlite_uri_init (&uri, path);
  g_assert_true (fo_sqlite_open (&file, &uri, &how, NULL));
  g_assert_true (fo_sqlite_exec (file.sqlite, "PRAGMA user_version = 99", NULL));
  sqlite3_close (file.sqlite);
  g_assert_null (fo_journal_open (path, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_NEWER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print-jobs/rows", test_rows);
  g_test_add_func ("/print-jobs/impossible", test_impossible);
  g_test_add_func ("/print-jobs/version-1", test_version_1);
  g_test_add_func ("/print-jobs/newer", test_newer);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal-inside.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  gint64 row;
  bool pays; /* only that what was owed is done */
  FoVerdict verdict;
  char *reply, *owes, *person;
  FoJournalOffline offline;
  gint64 epoch;
  bool replays; /* only what became of it on the server */
} Settled;

static void
settled_clear (gpointer data)
{
  Settled *settled = data;

  g_free (settled->reply);
  g_free (settled->owes);
  g_free (settled->person);
}

#define JOURNAL_APPLICATION 1179594314 /* "FO.J", as the schema sets it */
#define JOURNAL_VERSION 5

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static void
close_file (FoJournal *journal)
{
  for (int i = 0; i < FO_N_JOURNAL_SQL; i++)
    sqlite3_finalize (g_steal_pointer (&journal->statements[i]));
  sqlite3_close (g_steal_pointer (&journal->sqlite));
}

bool
fo_journal_fail (FoJournal *journal, int rc, const char *what, GError **error)
{
  g_propagate_error (error, fo_sqlite_error (journal->sqlite, rc, what));
  return false;
}

static sqlite3_stmt *
statement (FoJournal *journal, FoJournalSql sql, GError **error)
{
  sqlite3_stmt **prepared = &journal->statements[sql];
  int rc = SQLITE_OK;

  if (!*prepared)
    rc = sqlite3_prepare_v3 (journal->sqlite, fo_journal_sql_rows[sql].text, -1, SQLITE_PREPARE_PERSISTENT, prepared,
                             NULL);
  if (rc != SQLITE_OK)
    fo_journal_fail (journal, rc, fo_journal_sql_rows[sql].name, error);
  return *prepared;
}

/* From version FROM (0: an empty file) to ours, whole or not at all. */
static bool
make_tables (FoJournal *journal, int from, GError **error)
{
  static const FoJournalSql scripts[] = { FO_JOURNAL_SQL_SCHEMA_SCRIPT, FO_JOURNAL_SQL_UPGRADE_2_SCRIPT,
                                          FO_JOURNAL_SQL_UPGRADE_3_SCRIPT, FO_JOURNAL_SQL_UPGRADE_4_SCRIPT,
                                          FO_JOURNAL_SQL_UPGRADE_5_SCRIPT };
  bool done = fo_sqlite_exec (journal->sqlite, "BEGIN IMMEDIATE", error);

  for (int version = from; done && version < JOURNAL_VERSION; version++)
    done = fo_sqlite_exec (journal->sqlite, fo_journal_sql_rows[scripts[version]].text, error);
  if (done && fo_sqlite_exec (journal->sqlite, "COMMIT", error))
    return true;
  sqlite3_exec (journal->sqlite, "ROLLBACK", NULL, NULL, NULL);
  return false;
}

/* Every statement is prepared here, so that a file of something else is found out before the first scan. */
static bool
prepare_all (FoJournal *journal, GError **error)
{
  for (int i = 0; i < FO_N_JOURNAL_SQL; i++)
    if (!g_str_has_suffix (fo_journal_sql_rows[i].name, "_SCRIPT") && !statement (journal, (FoJournalSql) i, error))
      return false;
  return true;
}

typedef enum { FORMAT_FRESH, FORMAT_OURS, FORMAT_OLDER, FORMAT_NEWER, FORMAT_FOREIGN } Format;

static bool
read_format (FoJournal *journal, Format *ret_format, int *ret_version, GError **error)
{
  sqlite3_stmt *question = statement (journal, FO_JOURNAL_SQL_FORMAT, error);
  int rc, version, application, tables;

  if (!question)
    return false;
  rc = sqlite3_step (question);
  version = sqlite3_column_int (question, 0);
  application = sqlite3_column_int (question, 1);
  tables = sqlite3_column_int (question, 2);
  sqlite3_reset (question);
  if (rc != SQLITE_ROW)
    return fo_journal_fail (journal, sqlite3_extended_errcode (journal->sqlite), "format", error);
  if (application == JOURNAL_APPLICATION)
    *ret_format = version > JOURNAL_VERSION ? FORMAT_NEWER : version < JOURNAL_VERSION ? FORMAT_OLDER : FORMAT_OURS;
  else
    *ret_format = tables ? FORMAT_FOREIGN : FORMAT_FRESH;
  *ret_version = *ret_format == FORMAT_FRESH ? 0 : version;
  return true;
}

static bool
use_tables (FoJournal *journal, GError **error)
{
  Format format = FORMAT_FOREIGN;
  int version = 0;

  if (!read_format (journal, &format, &version, error))
    return false;
  switch (format) {
  case FORMAT_FRESH:
  case FORMAT_OLDER: /* nothing of it changes, something is added */
    return make_tables (journal, version, error) && prepare_all (journal, error);
  case FORMAT_OURS:
    return prepare_all (journal, error);
  case FORMAT_NEWER:
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_NEWER,
                 "The journal %s was written by a newer Firstout. Install the newer program on this computer.",
                 journal->uri.path);
    return false;
  case FORMAT_FOREIGN:
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED, "%s is a database, but no journal.", journal->uri.path);
    return false;
  }
  g_assert_not_reached ();
}

static bool
open_file (FoJournal *journal, GError **error)
{
  FoSqliteHow how = { .create = true, .exclusive = true, .patience_ms = 300 };

  if (!fo_sqlite_open (&journal->file, &journal->uri, &how, error))
    return false;
  journal->sqlite = journal->file.sqlite;
  if (use_tables (journal, error))
    return true;
  close_file (journal);
  return false;
}

/* The journal's own words for what the store's would describe too broadly. */
static void
explain (GError **error, const char *path)
{
  if (!error)
    return;
  if (g_error_matches (*error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY)) {
    g_clear_error (error);
    g_set_error (
        error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY,
        "The journal %s is in use by another Firstout. Each station has its own: close the other window, or give this "
        "station another name.",
        path);
  } else if (g_error_matches (*error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED)) {
    g_prefix_error (error,
                    "The journal of this station cannot be read. Nothing in it was changed. Move it away, look through "
                    "the last scans by hand, and start again. ");
  }
}

FoJournal *
fo_journal_open (const char *path, GError **error)
{
  FoJournal *journal = g_new0 (FoJournal, 1);
  g_autofree char *folder = NULL;

  fo_sqlite_uri_init (&journal->uri, path);
  journal->settled = g_array_new (FALSE, FALSE, sizeof (Settled));
  g_array_set_clear_func (journal->settled, settled_clear);
  folder = g_path_get_dirname (journal->uri.path);
  if (!journal->uri.vfs)
    g_mkdir_with_parents (folder, 0700);
  if (open_file (journal, error))
    return journal;
  explain (error, journal->uri.path);
  fo_journal_free (journal);
  return NULL;
}

char *
fo_journal_set_aside (const char *path, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S"), *aside = NULL;
  static const char *parts[] = { "-wal", "-shm", "" };

  aside = g_strconcat (path, ".damaged-", stamp, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *from = g_strconcat (path, parts[i], NULL), *to = g_strconcat (aside, parts[i], NULL);

    if (g_file_test (from, G_FILE_TEST_EXISTS) && g_rename (from, to) != 0) {
      g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_PERMISSION, "%s cannot be moved to %s.", from, to);
      return NULL;
    }
  }
  return g_steal_pointer (&aside);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

int
fo_journal_run (sqlite3_stmt *prepared)
{
  int rc = sqlite3_step (prepared);

  sqlite3_reset (prepared);
  return rc;
}

static int
write_settled (FoJournal *journal, const Settled *settled)
{
  sqlite3_stmt *change = journal->statements[settled->pays      ? FO_JOURNAL_SQL_PAY
                                             : settled->replays ? FO_JOURNAL_SQL_OFFLINE_SET
                                                                : FO_JOURNAL_SQL_SETTLE];

  sqlite3_bind_int64 (change, 1, settled->row);
  if (settled->replays)
    sqlite3_bind_int (change, 2, (int) settled->offline);
  if (settled->pays || settled->replays)
    return fo_journal_run (change);
  sqlite3_bind_text (change, 2, fo_verdict_name (settled->verdict), -1, SQLITE_STATIC);
  sqlite3_bind_text (change, 3, settled->reply ? settled->reply : "", -1, SQLITE_STATIC);
  sqlite3_bind_text (change, 4, settled->owes, -1, SQLITE_STATIC);
  sqlite3_bind_int (change, 5, (int) settled->offline);
  sqlite3_bind_int64 (change, 6, settled->epoch);
  sqlite3_bind_text (change, 7, settled->person, -1, SQLITE_STATIC);
  return fo_journal_run (change);
}

static int
write_entry (FoJournal *journal, const void *data)
{
  const FoJournalEntry *entry = data;
  sqlite3_stmt *change = journal->statements[FO_JOURNAL_SQL_ADD];

  sqlite3_bind_int (change, 1, (int) entry->kind);
  sqlite3_bind_blob (change, 2, entry->scan.bytes, (int) entry->scan.length, SQLITE_STATIC);
  sqlite3_bind_text (change, 3, entry->scan.aim, -1, SQLITE_STATIC);
  sqlite3_bind_int (change, 4, (int) entry->scan.symbology);
  sqlite3_bind_text (change, 5, entry->scan.device, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (change, 6, entry->scan.lane);
  sqlite3_bind_int64 (change, 7, entry->scan.at_us);
  sqlite3_bind_int64 (change, 8, entry->operation);
  sqlite3_bind_text (change, 9, entry->request, -1, SQLITE_STATIC);
  sqlite3_bind_text (change, 10, entry->task, -1, SQLITE_STATIC);
  return fo_journal_run (change);
}

static int
write_all (FoJournal *journal, FoJournalWrite write, const void *data)
{
  int rc = fo_journal_run (journal->statements[FO_JOURNAL_SQL_BEGIN]);

  for (guint i = 0; rc == SQLITE_DONE && i < journal->settled->len; i++)
    rc = write_settled (journal, &g_array_index (journal->settled, Settled, i));
  if (rc == SQLITE_DONE && write)
    rc = write (journal, data);
  return rc == SQLITE_DONE ? fo_journal_run (journal->statements[FO_JOURNAL_SQL_COMMIT]) : rc;
}

bool
fo_journal_ready (FoJournal *journal, GError **error)
{
  if (journal->sqlite || open_file (journal, error))
    return true;
  explain (error, journal->uri.path);
  return false;
}

/* What the file holds is read afresh at the next input. An input that was refused here but reached the disk after all is found
 * unsettled at the next start, with an operation that never happened: the person is told that it was not done, which is true. */
bool
fo_journal_write (FoJournal *journal, FoJournalWrite write, const void *data, GError **error)
{
  int rc;

  if (!fo_journal_ready (journal, error))
    return false;
  rc = write_all (journal, write, data);
  if (rc == SQLITE_DONE) {
    g_array_set_size (journal->settled, 0);
    return true;
  }
  fo_journal_fail (journal, sqlite3_extended_errcode (journal->sqlite), "journal", error);
  close_file (journal);
  explain (error, journal->uri.path);
  return false;
}

bool
fo_journal_add (FoJournal *journal, const FoJournalEntry *entry, gint64 *ret_row, GError **error)
{
  if (!fo_journal_write (journal, write_entry, entry, error))
    return false;
  *ret_row = sqlite3_last_insert_rowid (journal->sqlite);
  return true;
}

void
fo_journal_settle (FoJournal *journal, gint64 row, FoVerdict verdict, const char *reply, const char *owes)
{
  const Settled settled = { .row = row, .verdict = verdict, .reply = g_strdup (reply), .owes = g_strdup (owes) };

  g_array_append_val (journal->settled, settled);
}

void
fo_journal_settle_offline (FoJournal *journal, gint64 row, FoVerdict verdict, const char *reply, const char *owes, gint64 epoch,
                           const char *person)
{
  const Settled settled = { .row = row, .verdict = verdict, .reply = g_strdup (reply), .owes = g_strdup (owes),
                            .offline = FO_JOURNAL_WAITS, .epoch = epoch, .person = g_strdup (person) };

  g_array_append_val (journal->settled, settled);
}

void
fo_journal_replayed (FoJournal *journal, gint64 row, FoJournalOffline offline)
{
  const Settled settled = { .row = row, .offline = offline, .replays = true };

  g_array_append_val (journal->settled, settled);
}

bool
fo_journal_flush (FoJournal *journal, GError **error)
{
  return !journal->settled->len || fo_journal_write (journal, NULL, NULL, error);
}

void
fo_journal_pay (FoJournal *journal, gint64 row)
{
  const Settled paid = { .row = row, .pays = true };

  g_array_append_val (journal->settled, paid);
}

void
fo_journal_free (FoJournal *journal)
{
  g_autoptr (GError) why = NULL;

  if (!journal)
    return;
  if (journal->sqlite && journal->settled->len && !fo_journal_write (journal, NULL, NULL, &why))
    g_debug ("%s", why->message); /* the rows stay unsettled, and are looked up at the next start */
  close_file (journal);
  g_array_unref (journal->settled);
  fo_sqlite_uri_clear (&journal->uri);
  g_free (journal);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static void
copy_text (char *to, gsize room, sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  g_strlcpy (to, text ? text : "", room);
}

static void
read_entry (sqlite3_stmt *row, FoJournalEntry *entry)
{
  const void *bytes = sqlite3_column_blob (row, 2);
  gsize length = MIN ((gsize) sqlite3_column_bytes (row, 2), FO_SCAN_BYTES_MAX);

  *entry = (FoJournalEntry){ .row = sqlite3_column_int64 (row, 0),
                             .kind = (FoJournalKind) sqlite3_column_int (row, 1),
                             .operation = sqlite3_column_int64 (row, 8),
                             .request = (const char *) sqlite3_column_text (row, 9),
                             .task = (const char *) sqlite3_column_text (row, 10),
                             .reply = (const char *) sqlite3_column_text (row, 11),
                             .owed = (const char *) sqlite3_column_text (row, 12),
                             .offline = (FoJournalOffline) sqlite3_column_int (row, 13),
                             .epoch = sqlite3_column_int64 (row, 14),
                             .person = (const char *) sqlite3_column_text (row, 15) };
  if (length)
    memcpy (entry->scan.bytes, bytes, length);
  entry->scan.length = length;
  copy_text (entry->scan.aim, sizeof entry->scan.aim, row, 3);
  entry->scan.symbology = (FoSymbology) sqlite3_column_int (row, 4);
  copy_text (entry->scan.device, sizeof entry->scan.device, row, 5);
  entry->scan.lane = (uint32_t) sqlite3_column_int64 (row, 6);
  entry->scan.at_us = sqlite3_column_int64 (row, 7);
}

/* An answer that waits for the next write counts, for this process. */
static void
add_what_waits (const FoJournal *journal, FoJournalEntry *entry)
{
  for (guint i = 0; i < journal->settled->len; i++) {
    const Settled *settled = &g_array_index (journal->settled, Settled, i);

    if (settled->row != entry->row || settled->replays)
      continue;
    if (!settled->pays)
      entry->reply = settled->reply ? settled->reply : "";
    entry->owed = settled->pays ? NULL : settled->owes;
  }
}

typedef enum { ROWS_ALL, ROWS_UNSETTLED, ROWS_OWED } Rows;

static bool
read_all (FoJournal *journal, FoJournalSql sql, Rows which, FoJournalFound found, gpointer data, GError **error)
{
  sqlite3_stmt *rows = journal->statements[sql];
  int rc;

  while ((rc = sqlite3_step (rows)) == SQLITE_ROW) {
    FoJournalEntry entry;

    read_entry (rows, &entry);
    add_what_waits (journal, &entry);
    if (which == ROWS_ALL || (which == ROWS_UNSETTLED ? !entry.reply : entry.owed != NULL))
      found (&entry, data);
  }
  sqlite3_reset (rows);
  return rc == SQLITE_DONE || fo_journal_fail (journal, rc, "read the journal", error);
}

bool
fo_journal_unsettled (FoJournal *journal, FoJournalFound found, gpointer data, GError **error)
{
  if (!fo_journal_ready (journal, error))
    return false;
  return read_all (journal, FO_JOURNAL_SQL_UNSETTLED, ROWS_UNSETTLED, found, data, error);
}

bool
fo_journal_offline (FoJournal *journal, FoJournalFound found, gpointer data, GError **error)
{
  return fo_journal_flush (journal, error) && fo_journal_ready (journal, error)
         && read_all (journal, FO_JOURNAL_SQL_OFFLINE, ROWS_ALL, found, data, error);
}

bool
fo_journal_since (FoJournal *journal, gint64 row, FoJournalFound found, gpointer data, GError **error)
{
  if (!fo_journal_flush (journal, error) || !fo_journal_ready (journal, error))
    return false;
  sqlite3_bind_int64 (journal->statements[FO_JOURNAL_SQL_SINCE], 1, row);
  return read_all (journal, FO_JOURNAL_SQL_SINCE, ROWS_ALL, found, data, error);
}

/* What waits for the next write is not in the index. */
bool
fo_journal_owed (FoJournal *journal, FoJournalFound found, gpointer data, GError **error)
{
  if (!fo_journal_flush (journal, error) || !fo_journal_ready (journal, error))
    return false;
  return read_all (journal, FO_JOURNAL_SQL_OWED, ROWS_OWED, found, data, error);
}

bool
fo_journal_last (FoJournal *journal, guint n, FoJournalFound found, gpointer data, GError **error)
{
  if (!fo_journal_ready (journal, error))
    return false;
  sqlite3_bind_int64 (journal->statements[FO_JOURNAL_SQL_LAST], 1, n);
  return read_all (journal, FO_JOURNAL_SQL_LAST, ROWS_ALL, found, data, error);
}

gint64
fo_journal_count (FoJournal *journal)
{
  sqlite3_stmt *question;
  gint64 count = 0;

  if (!fo_journal_ready (journal, NULL))
    return 0;
  question = journal->statements[FO_JOURNAL_SQL_COUNT];
  if (sqlite3_step (question) == SQLITE_ROW)
    count = sqlite3_column_int64 (question, 0);
  sqlite3_reset (question);
  return count;
}

/* ---- where it lies ----------------------------------------------------------------------------------------------- */

/* What tells one store from another: not who connects, with which password, or how. */
static char *
store_identity (const char *uri)
{
  g_autoptr (GString) identity = NULL;
  const char *query = strchr (uri, '?'), *start = strstr (uri, "://"), *at;
  g_auto (GStrv) words = NULL;

  if (g_str_has_prefix (uri, "sqlite:"))
    return g_canonicalize_filename (uri + strlen ("sqlite:"), NULL);
  start = start ? start + 3 : uri;
  identity = g_string_new_len (start, query ? query - start : (gssize) strlen (start));
  at = strrchr (identity->str, '@');
  if (at)
    g_string_erase (identity, 0, at - identity->str + 1);
  words = g_strsplit (query ? query + 1 : "", "&", -1);
  for (char **word = words; *word; word++)
    if (g_str_has_prefix (*word, "host=") || g_str_has_prefix (*word, "hostaddr=") || g_str_has_prefix (*word, "port=")
        || g_str_has_prefix (*word, "dbname="))
      g_string_append_printf (identity, " %s", *word);
  return g_string_free (g_steal_pointer (&identity), FALSE);
}

char *
fo_journal_default_path (const char *store_uri, const char *station)
{
  g_autofree char *identity = store_identity (store_uri);
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1);
  g_autofree char *name = g_uri_escape_string (station, NULL, FALSE);
  g_autofree char *file = g_strdup_printf ("journal-%.12s-%s.db", key, name);

  return g_build_filename (g_get_user_state_dir (), "firstout", file, NULL);
}

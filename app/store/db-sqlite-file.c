/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-sqlite-file.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the name ---------------------------------------------------------------------------------------------------- */

void
fo_sqlite_uri_init (FoSqliteUri *uri, const char *text)
{
  const char *query = strstr (text, "?vfs=");
  g_auto (GStrv) words = query ? g_strsplit (query + 5, "&synchronous=", 2) : NULL;

  *uri = (FoSqliteUri){ query ? g_strndup (text, (gsize) (query - text)) : g_strdup (text), NULL, NULL };
  if (!words)
    return;
  uri->vfs = g_strdup (words[0]);
  uri->weakened = g_strdup (words[1]);
}

void
fo_sqlite_uri_clear (FoSqliteUri *uri)
{
  g_clear_pointer (&uri->path, g_free);
  g_clear_pointer (&uri->vfs, g_free);
  g_clear_pointer (&uri->weakened, g_free);
}

/* ---- what went wrong --------------------------------------------------------------------------------------------- */

/* Does a little more not fit where PATH lies? */
static bool
has_no_room (const char *path)
{
  g_autofree char *probe = g_strconcat (path, "-room.XXXXXX", NULL), *wal = g_strconcat (path, "-wal", NULL);
  struct rlimit limit;
  struct stat st;
  int fd, failed;

  if (getrlimit (RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && stat (wal, &st) == 0
      && (rlim_t) st.st_size + 65536 > limit.rlim_cur)
    return true;
  fd = g_mkstemp (probe);
  if (fd < 0)
    return errno == ENOSPC || errno == EDQUOT;
  failed = posix_fallocate (fd, 0, 65536);
  close (fd);
  g_unlink (probe);
  return failed == ENOSPC || failed == EDQUOT || failed == EFBIG;
}

/* A quota and a file size limit are a full disk too, though SQLite calls them an I/O error and keeps their errno to
 * itself. */
static bool
is_full (sqlite3 *sqlite, int rc)
{
  const char *path = sqlite ? sqlite3_db_filename (sqlite, "main") : NULL;

  return (rc & 0xff) == SQLITE_FULL || (rc == SQLITE_IOERR_WRITE && path && *path && has_no_room (path));
}

static FoStoreError
code_of (sqlite3 *sqlite, int rc)
{
  if (is_full (sqlite, rc))
    return FO_STORE_ERROR_FULL;
  switch (rc & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return FO_STORE_ERROR_BUSY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_FORMAT:
    return FO_STORE_ERROR_DAMAGED;
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_AUTH:
  case SQLITE_CANTOPEN:
    return FO_STORE_ERROR_PERMISSION;
  case SQLITE_CONSTRAINT:
  case SQLITE_ERROR:
  case SQLITE_MISMATCH:
  case SQLITE_RANGE:
  case SQLITE_TOOBIG:
  case SQLITE_MISUSE:
    return FO_STORE_ERROR_CONSTRAINT;
  default: /* IOERR, NOMEM, INTERRUPT, PROTOCOL … and what SQLite may add */
    return FO_STORE_ERROR_IO;
  }
}

static const char *
advice_for (FoStoreError code)
{
  switch (code) {
  case FO_STORE_ERROR_FULL:
    return "The disk is full. Nothing was done. Make room and do it again";
  case FO_STORE_ERROR_BUSY:
    return "Another program keeps the file locked. Nothing was done. Close it, or wait, and do it again";
  case FO_STORE_ERROR_DAMAGED:
    return "The file is damaged or is no SQLite database. Nothing in it was changed. Keep a copy of it and go back to "
           "a backup";
  case FO_STORE_ERROR_PERMISSION:
    return "The file cannot be opened or written by this user. Check its owner and its rights";
  case FO_STORE_ERROR_CONSTRAINT:
    return "The database refused what the program asked. Nothing was done. This is a defect of the program: please "
           "report it";
  case FO_STORE_ERROR_IO:
  case FO_STORE_ERROR_URI:
  case FO_STORE_ERROR_MISSING:
  case FO_STORE_ERROR_EXISTS:
  case FO_STORE_ERROR_NEWER:
  case FO_STORE_ERROR_OLDER:
  case FO_STORE_ERROR_NETWORK_FS:
  case FO_STORE_ERROR_OFFLINE:
  case FO_STORE_ERROR_MOVED:
  case FO_STORE_ERROR_UNFINISHED:
  case FO_STORE_ERROR_FENCED:
  case FO_STORE_ERROR_UNCERTAIN:
    break;
  }
  return "The disk or the system failed. Nothing was done. Look at the disk before going on";
}

GError *
fo_sqlite_error (sqlite3 *sqlite, int rc, const char *what)
{
  FoStoreError code = code_of (sqlite, rc);
  const char *path = sqlite ? sqlite3_db_filename (sqlite, "main") : NULL;
  const char *said = sqlite && sqlite3_errcode (sqlite) == rc ? sqlite3_errmsg (sqlite) : sqlite3_errstr (rc);

  return g_error_new (FO_STORE_ERROR, (int) code, "%s: %s (%s: %s, %d).", path ? path : "SQLite", advice_for (code),
                      what, said, rc);
}

static bool
fail (GError **error, sqlite3 *sqlite, int rc, const char *what)
{
  g_propagate_error (error, fo_sqlite_error (sqlite, rc, what));
  return false;
}

bool
fo_sqlite_exec (sqlite3 *sqlite, const char *script, GError **error)
{
  int rc = sqlite3_exec (sqlite, script, NULL, NULL, NULL);

  return rc == SQLITE_OK || fail (error, sqlite, sqlite3_extended_errcode (sqlite), script);
}

/* The first column of the first row, or NULL. Free with g_free. */
static char *
ask (sqlite3 *sqlite, const char *question, GError **error)
{
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;
  int rc = sqlite3_prepare_v2 (sqlite, question, -1, &statement, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  else if (rc != SQLITE_DONE)
    fail (error, sqlite, sqlite3_extended_errcode (sqlite), question);
  sqlite3_finalize (statement);
  return answer;
}

bool
fo_sqlite_check (sqlite3 *sqlite, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *answer = ask (sqlite, "PRAGMA quick_check (1)", &why);

  if (!g_strcmp0 (answer, "ok"))
    return true;
  if (answer)
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED,
                 "%s: the file is damaged: %s. Keep a copy of it and go back to a backup.",
                 sqlite3_db_filename (sqlite, "main"), g_strdelimit (answer, "\n", ' '));
  else
    g_propagate_error (error, g_steal_pointer (&why));
  return false;
}

/* ---- patience ---------------------------------------------------------------------------------------------------- */

static int
wait_for_lock (void *data, int times)
{
  FoSqliteFile *file = data;
  gint64 now_us = g_get_monotonic_time ();

  if (times == 0)
    file->waiting_since_us = now_us;
  if (now_us - file->waiting_since_us >= file->patience_ms * 1000)
    return 0;
  g_usleep (MIN (1000u << MIN (times, 5), 20000));
  return 1;
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

/* Makes the file before SQLite does, so that it and its -wal are nobody else's to read. */
static bool
make_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0)
    return close (fd) == 0;
  g_set_error (error, FO_STORE_ERROR,
               errno == ENOENT   ? FO_STORE_ERROR_MISSING
               : errno == ENOSPC ? FO_STORE_ERROR_FULL
                                 : FO_STORE_ERROR_PERMISSION,
               "%s cannot be made: %s.", path, g_strerror (errno));
  return false;
}

static bool
may_open (const FoSqliteUri *uri, const FoSqliteHow *how, GError **error)
{
  struct stat st;

  if (uri->vfs)
    return true;
  if (!*uri->path) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_URI, "sqlite: needs the name of a file.");
    return false;
  }
  if (!fo_fs_check (uri->path, error))
    return false;
  if (how->create)
    return make_file (uri->path, error);
  if (stat (uri->path, &st) == 0 && S_ISREG (st.st_mode))
    return true;
  g_set_error (error, FO_STORE_ERROR, errno == EACCES ? FO_STORE_ERROR_PERMISSION : FO_STORE_ERROR_MISSING,
               "There is no warehouse file %s. `firstoutctl init` makes one; check the name if there should be one.",
               uri->path);
  return false;
}

static bool
set_and_see (sqlite3 *sqlite, const char *pragma, const char *wanted, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *seen = ask (sqlite, pragma, &why);

  if (!g_strcmp0 (seen, wanted))
    return true;
  if (why)
    g_propagate_error (error, g_steal_pointer (&why));
  else
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO, "%s: SQLite answers %s with \"%s\" where \"%s\" is needed.",
                 sqlite3_db_filename (sqlite, "main"), pragma, seen ? seen : "", wanted);
  return false;
}

/* Nothing a stranger may have put into the file is trusted, and what was confirmed is on the disk. The cache holds the pages that a
 * day's work comes back to, so that each is read, and looked at for damage, once. */
static bool
configure (sqlite3 *sqlite, const FoSqliteUri *uri, const FoSqliteHow *how, GError **error)
{
  sqlite3_db_config (sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (sqlite, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  if (!fo_sqlite_exec (sqlite, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                       " PRAGMA cache_size = -8000",
                       error)
      || !set_and_see (sqlite, "PRAGMA foreign_keys", "1", error))
    return false;
  if (how->exclusive && !set_and_see (sqlite, "PRAGMA locking_mode = EXCLUSIVE", "exclusive", error))
    return false;
  if (how->reads_only)
    /* A reader leafs through lists: it comes back to little of what it saw, and there may be several of them. */
    return fo_sqlite_exec (sqlite, "PRAGMA query_only = ON; PRAGMA cache_size = -2000", error);
  if (!set_and_see (sqlite, "PRAGMA journal_mode = WAL", "wal", error))
    return false;
  if (uri->weakened) {
    g_autofree char *pragma = g_strdup_printf ("PRAGMA synchronous = %s", uri->weakened);
    return fo_sqlite_exec (sqlite, pragma, error);
  }
  return fo_sqlite_exec (sqlite, "PRAGMA synchronous = FULL", error)
         && set_and_see (sqlite, "PRAGMA synchronous", "2", error);
}

/* Is there a journal that the last one who had the file open did not take away? Asked before opening, for opening
 * makes it. */
static bool
was_left_open (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  struct stat st;

  return stat (wal, &st) == 0 && st.st_size > 0;
}

bool
fo_sqlite_open (FoSqliteFile *file, const FoSqliteUri *uri, const FoSqliteHow *how, GError **error)
{
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (how->create ? SQLITE_OPEN_CREATE : 0);
  int rc;

  if (!may_open (uri, how, error))
    return false;
  *file = (FoSqliteFile){ .patience_ms = how->patience_ms, .was_left_open = was_left_open (uri->path) };
  rc = sqlite3_open_v2 (uri->path, &file->sqlite, flags, uri->vfs);
  if (rc != SQLITE_OK) {
    fail (error, file->sqlite, rc, "open");
  } else {
    sqlite3_extended_result_codes (file->sqlite, 1);
    sqlite3_busy_handler (file->sqlite, wait_for_lock, file);
    if (configure (file->sqlite, uri, how, error))
      return true;
  }
  sqlite3_close (g_steal_pointer (&file->sqlite));
  return false;
}

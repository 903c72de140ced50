/* SPDX-License-Identifier: GPL-3.0-or-later
 * An SQLite file opened the one safe way, for the store and for the journal: WAL, synchronous=FULL, nothing in the
 * schema trusted, local file systems only. Private to the store. */
#pragma once

#include "firstout/store/store.h"
#include <sqlite3.h>

typedef struct {
  char *path;
  char *vfs; /* another VFS than the system's: fault tests; NULL otherwise */
  char *
      weakened; /* with a VFS of its own only: another synchronous level, for the control that must fail; NULL otherwise */
} FoSqliteUri;

typedef struct {
  bool create; /* make it, mode 0600, when it is not there */
  bool reads_only;
  bool exclusive; /* keep everybody else out */
  gint64 patience_ms;
} FoSqliteHow;

/* Stays where it is while it is open: the busy handler points at it. */
typedef struct {
  sqlite3 *sqlite;
  gint64 patience_ms; /* for the locks of others; may be changed at any time */
  gint64 waiting_since_us;
  bool was_left_open; /* it was not closed properly the last time, or others have it open */
} FoSqliteFile;

/* What follows "sqlite:": a path, and perhaps "?vfs=NAME", "?vfs=NAME&synchronous=normal". */
void fo_sqlite_uri_init (FoSqliteUri *uri, const char *text);
void fo_sqlite_uri_clear (FoSqliteUri *uri);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoSqliteUri, fo_sqlite_uri_clear)

bool fo_sqlite_open (FoSqliteFile *file, const FoSqliteUri *uri, const FoSqliteHow *how, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Runs a script; the rows it may give are dropped. */
bool fo_sqlite_exec (sqlite3 *sqlite, const char *script, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The sentence for a result code. WHAT is what was tried: "ITEM_FIND", "commit". */
GError *fo_sqlite_error (sqlite3 *sqlite, int rc, const char *what);

/* quick_check of the whole file. */
bool fo_sqlite_check (sqlite3 *sqlite, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- network file systems (fs-kind.c) ---------------------------------------------------------------------------- */

/* Can the locks of this kind of file system be trusted? KIND is the name in /proc/self/mountinfo, which tells one
 * FUSE from another; may be NULL. */
bool fo_fs_is_local (long f_type, const char *kind);

/* Holds the folder of PATH against it. NETWORK_FS. */
bool fo_fs_check (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Tests: pretend that every file lies on such a file system; 0 ends it. */
void fo_fs_pretend (long f_type, const char *kind);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A whole warehouse, carried from one database to another and compared there row by row. A backup is such a copy: an
 * SQLite file with the same tables, which `check` reads and the program opens, whatever engine it was made from. What
 * is carried is one consistent picture; others may go on working on the warehouse that is read.
 *
 *   fo_store_copy ("postgresql://…", "sqlite:/backups/2026-11-22.fo", FO_COPY_BACKUP, NULL, NULL, &counts, &error);
 * */
#pragma once

#include "firstout/store/store.h"

typedef enum {
  FO_COPY_BACKUP,  /* into a new SQLite file; the warehouse stays in use */
  FO_COPY_RESTORE, /* from an SQLite file into a new warehouse, which remembers that it was restored (meta restored_us) */
  FO_COPY_MOVE     /* as restore, and the old one is closed for ever (meta moved_to): nobody else may have it open */
} FoCopyKind;

/* One table was carried and compared. DIGEST is the SHA-256 of its rows in the order of their key, the same on both sides. */
typedef struct {
  const char *table;
  gint64 rows;
  const char *digest;
} FoCopiedTable;
typedef void (*FoCopyTell) (const FoCopiedTable *table, gpointer data);

typedef struct {
  gint64 tables, rows;
} FoCopyCount;

/* Copies FROM into TO, which must not be there (an SQLite file) or be an empty database (PostgreSQL); one of the two is
 * an SQLite file. An older FROM is refused with OLDER: open it once with this program. Into PostgreSQL a copy that was
 * cut is marked as unfinished, is refused by fo_store_open, and is taken up again by the same call; an SQLite file
 * gets its name only when it is whole. DAMAGED: both sides differ after the copy, with the table and the key; nothing
 * was moved then. BUSY: a warehouse to be moved is open elsewhere. TELL may be NULL. Any thread; takes as long as it
 * takes. */
bool fo_store_copy (const char *from,
                    const char *to,
                    FoCopyKind kind,
                    FoCopyTell tell,
                    gpointer data,
                    FoCopyCount *ret_count,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- a folder of backups ------------------------------------------------------------------------------------------ */

/* Backs FROM up into FOLDER, "<warehouse's name>-2026-11-22-140501-000123.firstout" (UTC), and then removes all but the
 * newest KEEP of this warehouse's there; 0 keeps all. *ret_path is the new file's; free with g_free. */
bool fo_store_backup (const char *from,
                      const char *folder,
                      guint keep,
                      FoCopyTell tell,
                      gpointer data,
                      char **ret_path,
                      FoCopyCount *ret_count,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The names of the backups in FOLDER, the latest of each warehouse first; empty where there is no such folder. Free with
 * g_ptr_array_unref. */
GPtrArray *fo_store_backups (const char *folder);

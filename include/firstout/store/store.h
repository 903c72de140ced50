/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store: one connection to the warehouse's database, SQLite or PostgreSQL, and transactions on it. An FoStore
 * belongs to one thread at a time; the worker (worker.h) owns the only writing one of a station.
 *
 * A write is a function that loads, asks the core, and queues what shall change. Queued changes travel together: in one
 * round trip with the next read, or with the end of the transaction. A write function may be run again from the start
 * (lost race, restarted server), so it takes its input as const and fills its result anew each time.
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/id.h"
#include <glib.h>

typedef struct FoStore FoStore;
typedef struct FoTxn FoTxn;

#define FO_STORE_ERROR (fo_store_error_quark ())
GQuark fo_store_error_quark (void);

typedef enum {
  FO_STORE_ERROR_URI,          /* neither sqlite:PATH nor postgresql://… */
  FO_STORE_ERROR_MISSING,      /* no such file, no such database, no Firstout tables in it: run init */
  FO_STORE_ERROR_EXISTS,       /* init of something that is there */
  FO_STORE_ERROR_NEWER,        /* its schema is newer than this program */
  FO_STORE_ERROR_OLDER,        /* PostgreSQL: needs `firstoutctl init --upgrade` */
  FO_STORE_ERROR_DAMAGED,      /* not a database, failed quick_check, or a migration's checksum differs */
  FO_STORE_ERROR_NETWORK_FS,   /* the SQLite file lies on nfs, cifs, sshfs …: locks cannot be trusted there */
  FO_STORE_ERROR_PERMISSION,
  FO_STORE_ERROR_OFFLINE,      /* no server, or it went away before the outcome mattered: nothing was done */
  FO_STORE_ERROR_BUSY,         /* others held the lock longer than the patience allows: nothing was done */
  FO_STORE_ERROR_FULL,         /* the disk is full: nothing was done */
  FO_STORE_ERROR_IO,
  FO_STORE_ERROR_CONSTRAINT,   /* the database refused what the core allowed: a defect, nothing was done */
  FO_STORE_ERROR_MOVED,        /* it was moved to another database, which the sentence names: nobody works here any more */
  FO_STORE_ERROR_UNFINISHED,   /* a copy into it (copy.h) was cut: do the copy again */
  FO_STORE_ERROR_FENCED,       /* somebody has taken over what this writer did: nothing was done, and nothing will be */
  FO_STORE_ERROR_UNCERTAIN     /* the connection was lost around COMMIT and the outcome could not be asked for yet */
} FoStoreError;

typedef enum {
  FO_STORE_READ_ONLY = 1 << 0, /* lists, boards, reports; never migrates */
  FO_STORE_CREATE = 1 << 1,    /* make it: an empty file or database gets the schema; EXISTS when it has one */
  FO_STORE_UPGRADE = 1 << 2,   /* bring an older PostgreSQL schema up; SQLite does so by itself after a backup copy */
  FO_STORE_LATER = 1 << 3      /* its server may be away: it is looked for at the first use, and at each until then */
} FoStoreFlags;

/* Opens "sqlite:PATH" or a "postgresql://…" URI. A missing SQLite file is MISSING unless CREATE. Every error is a
 * sentence a storekeeper can pass on to the administrator: what was tried, what was seen, what to do. */
FoStore *fo_store_open (const char *uri, FoStoreFlags flags, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_store_free (FoStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoStore, fo_store_free)

/* "sqlite" or "postgresql". Static. */
const char *fo_store_engine (const FoStore *store);
const char *fo_store_uri (const FoStore *store);

/* A new id. The writer number is leased from the store at the first call of a process and given back at free; two
 * living processes never share one. 0 and an error when the lease cannot be had. */
FoId fo_store_next_id (FoStore *store, GError **error);

/* Id and clock of this store for UUIDs (fo_id_uuid). */
guint64 fo_store_space (const FoStore *store);

/* Today: the store's own clock in the warehouse's time zone (meta `zone`), or what fo_store_set_today fixed. */
FoDay fo_store_today (FoStore *store);
void fo_store_set_today (FoStore *store, FoDay today);
gint64 fo_store_now_us (FoStore *store);
/* From now on the store's clock is this one: for a world in which time passes as fast as it likes. */
void fo_store_set_clock (FoStore *store, gint64 (*now_us) (gpointer data), gpointer data);

/* How long to wait for the locks of others, and for a server that went away, before giving up: 10 s unless said. */
void fo_store_set_patience (FoStore *store, gint64 patience_ms);

/* SQLite: reads the whole file and checks its structure (DAMAGED names what is wrong). PostgreSQL: the server's own
 * business, always true. For `check`; opening does it only after the machine went down with the file open. */
bool fo_store_check_file (FoStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- transactions ------------------------------------------------------------------------------------------------ */

typedef enum {
  FO_TXN_COMMIT, /* keep what was queued */
  FO_TXN_REFUSE, /* keep nothing: the domain said no; no error */
  FO_TXN_FAIL    /* the world failed; *error is set */
} FoTxnEnd;

/* ERROR is never NULL here, and *ERROR is NULL at the start: "return *error ? FO_TXN_FAIL : FO_TXN_COMMIT" is good
 * style. */
typedef FoTxnEnd (*FoTxnFunc) (FoTxn *txn, gpointer data, GError **error);

/* Runs WORK in a writing transaction, again from the start after a lost race (40001, 40P01, SQLITE_BUSY) or a server
 * that came back, a bounded number of times. OPERATION is the id of the operation row that WORK inserts (0: it
 * inserts none): when the connection is lost around COMMIT the store reconnects and looks for that row, so that the
 * answer is true again; while the server stays away it is UNCERTAIN. After UNCERTAIN call fo_store_settle. True when
 * WORK ended with COMMIT and it is durable, or with REFUSE. */
bool fo_store_write (FoStore *store, FoId operation, FoTxnFunc work, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Several works in one writing transaction. While WORKS runs, fo_store_write and fo_store_read of STORE take part in it instead of
 * beginning their own, one behind the other; WORKS may read and write with its own FoTxn between them. All is kept, or nothing: also
 * nothing when a part failed, or ended with REFUSE after it had changed something. False: nothing is known to be kept, and it is not
 * tried again; do the works one by one then, which says what is wrong. So each must be one that may be asked twice (act.h: REQUEST).
 * What WORKS announces (announce.h) between them stands until a part asks it. */
bool fo_store_together (FoStore *store, FoTxnFunc works, gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Does the engine let several writers in at once, so that rows have locks of their own? */
bool fo_store_is_shared (const FoStore *store);

/* Runs WORK in a reading transaction: one consistent picture. */
bool fo_store_read (FoStore *store, FoTxnFunc work, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* After UNCERTAIN, and at the start for what a killed program left in its journal: is OPERATION in the store? The
 * answer stays true: what might still be on its way to the store is ended first, and what is there is durable. */
bool fo_store_settle (FoStore *store, FoId operation, bool *ret_done, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Did somebody else commit since the last call (SQLite data_version, PostgreSQL NOTIFY)? A hint for refreshing
 * lists; true after a reconnect. Never waits. */
bool fo_store_changed (FoStore *store);

/* The store a transaction runs on: for ids, today and the clock. */
FoStore *fo_txn_store (FoTxn *txn);

/* ---- what the benches count -------------------------------------------------------------------------------------- */

typedef struct {
  const char *name; /* the statement's name in data/sql/statements */
  gint64 runs, fullscan_steps, sorts, autoindexes, vm_steps; /* SQLite counts all five; PostgreSQL only runs */
} FoStatementCount;

typedef struct {
  gint64 commits, round_trips, retries;
} FoStoreCount;

/* Counters since open, or since fo_store_count_reset. COUNTS has room for ROOM rows; returns how many statements
 * ran. */
gsize fo_store_statement_counts (const FoStore *store, FoStatementCount *counts, gsize room);
void fo_store_counts (const FoStore *store, FoStoreCount *ret_count);
void fo_store_count_reset (FoStore *store);

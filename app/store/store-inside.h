/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the store's generic half share: the store itself, its lease and its clock. Private to the store. */
#pragma once

#include "db-ops.h"
#include "migrate.h"

typedef struct {
  char *holder; /* who we are to the others; never the same twice */
  int writer;   /* -1: none yet */
  FoIdMaker maker;
  FoId last;            /* the newest id given out under this lease, or 0 */
  gint64 since_us;      /* no earlier holder made a later one */
  gint64 until_us;      /* the store's clock: no id of ours is later */
  gint64 renew_boot_us; /* this machine's running time at which to renew */
} FoLease;

typedef struct {
  gint64 offset_us; /* the server's clock minus this machine's running time; SQLite: unused */
  GTimeZone *zone;
  FoDay fixed;                      /* --today, or FO_DAY_NONE */
  FoDay day;                        /* what today was found to be ... */
  gint64 day_from_us, day_until_us; /* ... in this span */
  gint64 (*told) (gpointer data);   /* instead of all that: fo_store_set_clock */
  gpointer told_data;
} FoStoreClock;

typedef struct FoGuard FoGuard;

/* As which station this store writes (NULL: none), and under which epoch; FENCED: others can revoke it. */
typedef struct {
  char *station;
  gint64 epoch;
  bool fenced;
  gint64 said_us; /* this machine's running time when the store last heard of it */
} FoPass;

/* What is done together (together.c). */
typedef struct {
  FoId operation; /* the newest that was booked in it; 0 none yet */
  bool in_part;
  bool spoilt; /* a part failed, or changed its mind after it had changed something */
} FoTogether;

struct FoStore {
  const FoDbOps *ops;
  FoDb *db; /* NULL while there is no connection */
  char *uri;
  FoStoreFlags flags;
  gint64 patience_ms;
  const FoMigration *migrations;
  gsize n_migrations;
  FoTxn *running;
  FoTogether *together; /* NULL: works are done one by one */
  char *lost_session; /* a connection that may still be committing, or NULL */
  bool news;          /* something may have changed while nobody looked */
  bool late;          /* it has not met its database yet */
  guint64 space;
  FoLease lease;
  FoStoreClock clock;
  FoGuard *guard; /* NULL: nobody watches */
  FoPass pass;
  gconstpointer gate; /* the work's */
  FoStoreCount count;
};

/* A flag of fo_store_open for copy.c: also what was moved away, or is not finished. */
#define FO_STORE_AS_IT_IS ((FoStoreFlags) (1 << 8))

struct FoTxn {
  FoStore *store;
  FoDb *db;
  bool writes;
  guint changes; /* queued so far */
};

/* A work to be run: store.c does, and again where it must. */
typedef struct {
  FoId operation;
  FoTxnFunc work;
  gpointer data;
  bool writes;
  bool harmless; /* may be done twice: an unknown outcome needs no answer */
  bool once;     /* whoever asks has another way when it is lost */
  guint stale, races, losses;
} FoJob;
bool fo_job_run (FoStore *store, FoJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* together.c: as a part of what is done together. */
bool fo_part_run (FoStore *store, FoJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs WORK without taking a lease first; an unknown outcome is met by running it again, so it must be harmless
 * twice. */
bool fo_store_write_again (FoStore *store, FoTxnFunc work, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- own-notes.c ------------------------------------------------------------------------------------------------- */
/* Of the table meta; NULL when not there. */
typedef struct {
  char *space, *zone, *boot, *moved_to, *unfinished;
} FoOwnNotes;
void fo_own_notes_clear (FoOwnNotes *notes);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoOwnNotes, fo_own_notes_clear)
/* An FoTxnFunc; DATA is FoOwnNotes. */
FoTxnEnd fo_own_notes_read (FoTxn *txn, gpointer data, GError **error);
/* Two living copies of one warehouse would both promise the same goods: MOVED, UNFINISHED. */
bool fo_own_notes_in_use (const FoOwnNotes *notes, FoStoreFlags flags, GError **error);

/* ---- lease.c ----------------------------------------------------------------------------------------------------- */
void fo_lease_init (FoLease *lease);
void fo_lease_clear (FoLease *lease);
/* Has a lease that is good for the next minute at least, taking or renewing it when it must. Not inside a
 * transaction. */
bool fo_lease_ready (FoStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_lease_give_back (FoStore *store);
/* Makes sure that nothing of the process that made OPERATION is still on its way. */
bool fo_lease_bury (FoStore *store, FoId operation, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- clock.c ----------------------------------------------------------------------------------------------------- */
gint64 fo_boot_us (void);     /* this machine's running time, sleep included: goes on whatever is done to the clock */
char *fo_machine_boot (void); /* which start of this machine it is; g_free */
void fo_clock_init (FoStoreClock *clock);
void fo_clock_clear (FoStoreClock *clock);
bool fo_clock_set_zone (FoStoreClock *clock, const char *zone, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- stations.c -------------------------------------------------------------------------------------------------- */
/* FENCED when the pass is void: the station was revoked. */
bool fo_pass_holds (FoStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- guard.c ----------------------------------------------------------------------------------------------------- */
void fo_guard_free (FoGuard *guard);
/* A new connection is the same person's; who may not any more is logged out. */
bool fo_guard_resume (FoStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

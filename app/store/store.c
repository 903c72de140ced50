/* SPDX-License-Identifier: GPL-3.0-or-later
 * Opening, and the one place that decides whether a work is run again, what a lost connection means, and what is
 * said when nothing can be said for certain. */
#include "firstout/store/stations.h"
#include "store-inside.h"

#define PATIENCE_MS 10000
#define STALE_TRIES 5 /* on the sixth it is no race: the same statement cannot go stale for ever */
#define RACE_TRIES 40
#define LOSS_TRIES 5

typedef enum { STEP_DONE, STEP_AGAIN, STEP_FAILED } Step;

GQuark
fo_store_error_quark (void)
{
  return g_quark_from_static_string ("fo-store-error-quark");
}

/* ---- the connection ---------------------------------------------------------------------------------------------- */

static void
disconnect (FoStore *store)
{
  if (!store->db)
    return;
  if (!store->lost_session && store->ops->session)
    store->lost_session = g_strdup (store->ops->session (store->db));
  g_clear_pointer (&store->db, store->ops->close);
  store->news = true;
  store->lease.renew_boot_us = 0; /* the lease names the connection: tell it the new one */
}

static bool
set_clock (FoStore *store, GError **error)
{
  gint64 now_us, before_us = fo_boot_us ();

  if (!store->ops->clock)
    return true;
  if (!store->ops->clock (store->db, &now_us, error))
    return false;
  store->clock.offset_us = now_us - (before_us + fo_boot_us ()) / 2;
  return true;
}

static bool
connect_once (FoStore *store, FoStoreFlags flags, GError **error)
{
  FoDbOpening opening = { store->uri, flags, store->patience_ms, &store->count.round_trips };
  bool ready;

  store->db = store->ops->open (&opening, error);
  if (!store->db)
    return false;
  ready = fo_migrate (store->db, flags, store->migrations, store->n_migrations, error) && set_clock (store, error)
          && fo_guard_resume (store, error)
          && (!store->lost_session || store->ops->bury (store->db, store->lost_session, error));
  if (ready)
    g_clear_pointer (&store->lost_session, g_free);
  else
    g_clear_pointer (&store->db, store->ops->close);
  return ready;
}

static bool take_notes (FoStore *store, GError **error);

/* A store that was opened without its database meets it for the first time. */
static bool
meet (FoStore *store, GError **error)
{
  if (!store->late)
    return true;
  store->late = false;
  if (take_notes (store, error))
    return true;
  store->late = true;
  g_clear_pointer (&store->db, store->ops->close);
  return false;
}

/* Back to the database that was lost, as long as patience lasts. */
static bool
reconnect (FoStore *store, GError **error)
{
  FoStoreFlags flags = store->flags & FO_STORE_READ_ONLY;
  gint64 deadline_us = g_get_monotonic_time () + store->patience_ms * 1000;
  gulong pause_us = 20000;

  disconnect (store);
  for (;;) {
    g_autoptr (GError) why = NULL;

    if (connect_once (store, flags, &why) && meet (store, &why))
      return true;
    if (!g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE) || g_get_monotonic_time () >= deadline_us) {
      g_propagate_error (error, g_steal_pointer (&why));
      return false;
    }
    g_usleep (pause_us);
    pause_us = MIN (pause_us * 2, 500000);
  }
}

static bool
be_connected (FoStore *store, GError **error)
{
  if (store->db && !store->ops->broken (store->db))
    return true;
  return reconnect (store, error);
}

/* ---- running a work ---------------------------------------------------------------------------------------------- */

/* Two that met once shall not meet again in step. */
static void
pause_before_race (guint races)
{
  g_usleep ((gulong) g_random_int_range (0, 1000 * (1 << MIN (races, 6))));
}

static Step
again (FoStore *store)
{
  store->count.retries++;
  return STEP_AGAIN;
}

static Step
step_failed (FoStore *store, GError *why, GError **error)
{
  fo_db_forget_trouble (store->db);
  g_propagate_error (error, why);
  return STEP_FAILED;
}

/* A statement that a pass is part of changes nothing when the pass is void. That is no race. */
static Step
after_stale (FoStore *store, FoJob *job, GError **error)
{
  GError *why = g_error_copy (store->db->error);

  fo_db_forget_trouble (store->db);
  if (job->writes && store->pass.fenced && !fo_pass_holds (store, error)) {
    g_error_free (why);
    return STEP_FAILED;
  }
  if (++job->stale <= STALE_TRIES) {
    g_error_free (why);
    return again (store);
  }
  why->code = FO_STORE_ERROR_CONSTRAINT;
  g_propagate_error (error, why);
  return STEP_FAILED;
}

static Step
after_race (FoStore *store, FoJob *job, GError **error)
{
  GError *why = g_error_copy (store->db->error);

  fo_db_forget_trouble (store->db);
  if (++job->races <= RACE_TRIES) {
    g_error_free (why);
    pause_before_race (job->races);
    return again (store);
  }
  g_propagate_error (error, why);
  return STEP_FAILED;
}

static Step
after_loss (FoStore *store, FoJob *job, GError **error)
{
  if (++job->losses <= LOSS_TRIES)
    return reconnect (store, error) ? again (store) : STEP_FAILED;
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE,
               "The connection to the database was lost %u times in a row. Nothing was done.", job->losses);
  return STEP_FAILED;
}

/* What the first trouble of a transaction that was not kept means for the work. WHY is the work's own error, if any. */
static Step
after_trouble (FoStore *store, FoJob *job, GError *why, GError **error)
{
  switch (store->db->trouble) {
  case FO_DB_FINE:
    g_assert (why); /* a work that ends with FAIL says why */
    return step_failed (store, g_error_copy (why), error);
  case FO_DB_STALE:
    return after_stale (store, job, error);
  case FO_DB_RACE:
    return after_race (store, job, error);
  case FO_DB_LOST:
    return after_loss (store, job, error);
  case FO_DB_FAILED:
    return step_failed (store, g_error_copy (store->db->error), error);
  }
  g_assert_not_reached ();
}

static FoTxnEnd
ask_operation (FoTxn *txn, gpointer data, GError **error)
{
  FoId *operation = data;
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_OPERATION_HAPPENED, FO_VALUES (FO_INT (*operation)), error);

  if (!rows)
    return FO_TXN_FAIL;
  if (!fo_rows_next (rows, error))
    *operation = 0;
  return *error ? FO_TXN_FAIL : FO_TXN_REFUSE;
}

/* Asks the store whether OPERATION is in it, and makes the answer stay true whatever happens to the power. */
static bool
find_out (FoStore *store, FoId operation, bool *ret_done, GError **error)
{
  FoId found = operation;
  FoJob job = { .work = ask_operation, .data = &found };

  if (!fo_job_run (store, &job, error))
    return false;
  if (store->ops->make_sure && !store->ops->make_sure (store->db, found != 0, error))
    return false;
  *ret_done = found != 0;
  return true;
}

static Step
uncertain (GError *why, GError **error)
{
  g_set_error (
      error, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN,
      "It is not known yet whether this was booked: the database went away at the very end. Do not repeat it; it will "
      "be looked up as soon as the database answers. (%s)",
      why->message);
  return STEP_FAILED;
}

/* COMMIT was given and nobody said what became of it. */
static Step
after_unknown (FoStore *store, FoJob *job, GError **error)
{
  g_autoptr (GError) first = g_error_copy (store->db->error), why = NULL;
  bool done = false;

  if (!reconnect (store, &why))
    return uncertain (why, error);
  if (job->harmless)
    return ++job->losses <= LOSS_TRIES ? again (store) : uncertain (first, error);
  if (!job->operation)
    return uncertain (first, error);
  if (!find_out (store, job->operation, &done, &why)) {
    /* A disk that is full took neither the work nor the note that it was not taken. */
    if (!g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_FULL))
      return uncertain (why, error);
    g_propagate_error (error, g_steal_pointer (&why));
    return STEP_FAILED;
  }
  if (done) {
    store->count.commits++;
    return STEP_DONE;
  }
  if (store->ops->local || ++job->losses > LOSS_TRIES) {
    g_propagate_error (error, g_steal_pointer (&first));
    return STEP_FAILED;
  }
  return again (store);
}

static Step
end_commit (FoStore *store, FoJob *job, GError **error)
{
  switch (store->ops->commit (store->db)) {
  case FO_DB_KEPT:
    store->count.commits += job->writes;
    return STEP_DONE;
  case FO_DB_NOT_KEPT:
    return after_trouble (store, job, NULL, error);
  case FO_DB_UNKNOWN:
    return after_unknown (store, job, error);
  }
  g_assert_not_reached ();
}

/* A refusal that was decided on stale ground is no answer: the work is asked again. */
static Step
end_refuse (FoStore *store, FoJob *job, GError **error)
{
  store->ops->rollback (store->db);
  return store->db->trouble == FO_DB_FINE ? STEP_DONE : after_trouble (store, job, NULL, error);
}

static Step
run_once (FoStore *store, FoJob *job, GError **error)
{
  g_autoptr (GError) why = NULL;
  FoTxn txn = { store, NULL, job->writes, 0 };
  FoTxnEnd end = FO_TXN_FAIL;

  if (!be_connected (store, error))
    return STEP_FAILED;
  txn.db = store->db;
  fo_db_forget_trouble (store->db);
  store->ops->begin (store->db, job->writes);
  if (store->db->trouble == FO_DB_FINE) {
    store->running = &txn;
    end = job->work (&txn, job->data, &why);
    store->running = NULL;
  }
  switch (end) {
  case FO_TXN_COMMIT:
    return end_commit (store, job, error);
  case FO_TXN_REFUSE:
    return end_refuse (store, job, error);
  case FO_TXN_FAIL:
    store->ops->rollback (store->db);
    return after_trouble (store, job, why, error);
  }
  g_assert_not_reached ();
}

bool
fo_job_run (FoStore *store, FoJob *job, GError **error)
{
  Step step;

  if (store->running && store->together)
    return fo_part_run (store, job, error);
  g_assert (!store->running);
  do
    step = run_once (store, job, error);
  while (step == STEP_AGAIN && !job->once);
  return step == STEP_DONE;
}

bool
fo_store_write_again (FoStore *store, FoTxnFunc work, gpointer data, GError **error)
{
  FoJob job = { .work = work, .data = data, .writes = true, .harmless = true };

  return fo_job_run (store, &job, error);
}

bool
fo_store_write (FoStore *store, FoId operation, FoTxnFunc work, gpointer data, GError **error)
{
  FoJob job = { .operation = operation, .work = work, .data = data, .writes = true };

  if (store->flags & FO_STORE_READ_ONLY) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_PERMISSION, "This store was opened for reading only.");
    return false;
  }
  return (store->running || fo_lease_ready (store, error)) && fo_job_run (store, &job, error);
}

bool
fo_store_read (FoStore *store, FoTxnFunc work, gpointer data, GError **error)
{
  FoJob job = { .work = work, .data = data };

  return fo_job_run (store, &job, error);
}

bool
fo_store_settle (FoStore *store, FoId operation, bool *ret_done, GError **error)
{
  return be_connected (store, error) && fo_lease_bury (store, operation, error)
         && find_out (store, operation, ret_done, error);
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *key, *value;
} Note;

static FoTxnEnd
write_note (FoTxn *txn, gpointer data, GError **error)
{
  const Note *note = data;

  (void) error;
  fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT (note->key), FO_TEXT (note->value)));
  return FO_TXN_COMMIT;
}

static bool
set_note (FoStore *store, const char *key, const char *value, GError **error)
{
  Note note = { key, value };

  return fo_store_write_again (store, write_note, &note, error);
}

/* A file that was not closed, and that was last opened on another start of the machine, went through a power cut or
 * a crash of the machine: the only events that can damage it behind SQLite's back. */
static bool
check_after_crash (FoStore *store, const FoOwnNotes *notes, GError **error)
{
  g_autofree char *boot = fo_machine_boot ();

  if (!store->ops->local || (store->flags & FO_STORE_READ_ONLY) || !g_strcmp0 (notes->boot, boot))
    return true;
  if (notes->boot && store->db->unclean && !store->ops->check (store->db, false, error))
    return false;
  return set_note (store, "boot", boot, error);
}

static bool
take_notes (FoStore *store, GError **error)
{
  g_auto (FoOwnNotes) notes = { NULL };
  g_autofree char *space = g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());
  FoJob job = { .work = fo_own_notes_read, .data = &notes };

  if (!fo_job_run (store, &job, error) || !fo_own_notes_in_use (&notes, store->flags, error))
    return false;
  if (!notes.space && !(store->flags & FO_STORE_READ_ONLY) && !set_note (store, "space", space, error))
    return false;
  store->space = g_ascii_strtoull (notes.space ? notes.space : space, NULL, 16);
  return check_after_crash (store, &notes, error)
         && (!notes.zone || fo_clock_set_zone (&store->clock, notes.zone, error));
}

static const FoDbOps *
engine_of (const char *uri)
{
  if (g_str_has_prefix (uri, "sqlite:"))
    return &fo_db_sqlite;
  return g_str_has_prefix (uri, "postgresql://") || g_str_has_prefix (uri, "postgres://") ? &fo_db_postgres : NULL;
}

FoStore *
fo_store_open_list (const char *uri, FoStoreFlags flags, const FoMigration *list, gsize n, GError **error)
{
  g_autoptr (FoStore) store = g_new0 (FoStore, 1);

  store->ops = engine_of (uri);
  store->uri = g_strdup (uri);
  store->flags = flags;
  store->patience_ms = PATIENCE_MS;
  store->migrations = list;
  store->n_migrations = n;
  store->news = true;
  store->late = flags & FO_STORE_LATER;
  fo_lease_init (&store->lease);
  fo_clock_init (&store->clock);
  if (!store->ops) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_URI,
                 "\"%s\" names no store: it is sqlite:FILE, or postgresql://HOST/DATABASE.", uri);
    return NULL;
  }
  if (!store->late && (!connect_once (store, flags, error) || !take_notes (store, error)))
    return NULL;
  fo_store_count_reset (store);
  return g_steal_pointer (&store);
}

FoStore *
fo_store_open (const char *uri, FoStoreFlags flags, GError **error)
{
  return fo_store_open_list (uri, flags, fo_migrations, fo_n_migrations, error);
}

void
fo_store_free (FoStore *store)
{
  if (!store)
    return;
  g_assert (!store->running);
  fo_store_leave_station (store);
  fo_lease_give_back (store);
  if (store->db)
    store->ops->close (store->db);
  fo_lease_clear (&store->lease);
  fo_clock_clear (&store->clock);
  fo_guard_free (store->guard);
  g_free (store->pass.station);
  g_free (store->lost_session);
  g_free (store->uri);
  g_free (store);
}

/* ---- small questions --------------------------------------------------------------------------------------------- */

const char *
fo_store_engine (const FoStore *store)
{
  return store->ops->name;
}

const char *
fo_store_uri (const FoStore *store)
{
  return store->uri;
}

guint64
fo_store_space (const FoStore *store)
{
  return store->space;
}

void
fo_store_set_patience (FoStore *store, gint64 patience_ms)
{
  store->patience_ms = patience_ms;
  if (store->db)
    store->ops->set_patience (store->db, patience_ms);
}

bool
fo_store_changed (FoStore *store)
{
  bool news = store->news;

  store->news = false;
  return (store->db && store->ops->changed (store->db)) || news;
}

bool
fo_store_check_file (FoStore *store, GError **error)
{
  return be_connected (store, error) && (!store->ops->check || store->ops->check (store->db, true, error));
}

gsize
fo_store_statement_counts (const FoStore *store, FoStatementCount *counts, gsize room)
{
  return store->db ? store->ops->statement_counts (store->db, counts, room) : 0;
}

void
fo_store_counts (const FoStore *store, FoStoreCount *ret_count)
{
  *ret_count = store->count;
}

void
fo_store_count_reset (FoStore *store)
{
  store->count = (FoStoreCount){ 0, 0, 0 };
  if (store->db)
    store->ops->count_reset (store->db);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writer numbers. A holder never makes an id later than its until_us; the next holder of the number starts after it. So
 * ids do not repeat whoever was killed, however the clocks were set, and even if two believe they hold the same number;
 * whether a holder still lives only decides which number is taken first. */
#include "store-inside.h"
#include <unistd.h>

#define LEASE_US (10 * 60 * G_USEC_PER_SEC)
#define PREFER_UNUSED_BELOW (FO_ID_WRITERS / 2)

/* Which number to take, best first. */
typedef enum {
  RANK_MINE, /* taken before, but the answer was lost */
  RANK_GIVEN_BACK,
  RANK_DEAD,   /* expired, and its process is gone */
  RANK_UNUSED, /* while there are plenty */
  RANK_EXPIRED,
  RANK_UNUSED_AT_LAST,
  RANK_AHEAD, /* not expired, but nobody holds it: its ids start in the near future */
  RANK_NONE
} Rank;

typedef struct {
  int writer;
  Rank rank;
  gint64 until_us;
  char *holder, *session;
} Choice;

typedef struct {
  FoStore *store;
  gint64 now_us, until_us;
  gint64 newest_us; /* when the newest operation there is was made, by its id; 0 none */
  Choice choice;
} Taking;

/* ---- who is who -------------------------------------------------------------------------------------------------- */

/* A process is known by the machine's start, its number and its own start; the last part tells the stores of one
 * process apart. */
static char *
process_name (const char *boot, long pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%ld/stat", pid), *stat = NULL;
  const char *rest;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents (path, &stat, NULL, NULL))
    return NULL;
  rest = strrchr (stat, ')'); /* the program's name may hold anything */
  fields = g_strsplit (rest ? rest : "", " ", 22);
  return g_strv_length (fields) > 20 ? g_strdup_printf ("%s %ld %s", boot, pid, fields[20]) : NULL;
}

static char *
own_name (void)
{
  g_autofree char *boot = fo_machine_boot (), *process = process_name (boot, getpid ()),
                  *uuid = g_uuid_string_random ();

  return g_strdup_printf ("%s %s", process ? process : g_get_host_name (), uuid);
}

/* True only when it is certain. */
static bool
holder_is_gone (const char *holder, bool file_is_local)
{
  g_autofree char *boot = fo_machine_boot (), *process = NULL;
  g_auto (GStrv) words = g_strsplit (holder, " ", 0);

  if (g_strv_length (words) != 4)
    return !*holder;
  if (!g_str_equal (words[0], boot))
    return file_is_local;
  process = process_name (boot, (long) g_ascii_strtoll (words[1], NULL, 10));
  return !process || !g_str_has_prefix (holder, process);
}

/* ---- choosing ---------------------------------------------------------------------------------------------------- */

static Rank
rank_of (FoStore *store, const char *holder, gint64 until_us, gint64 now_us)
{
  bool gone = holder_is_gone (holder, store->ops->local);

  if (g_str_equal (holder, store->lease.holder))
    return RANK_MINE;
  if (until_us > now_us)
    return gone ? RANK_AHEAD : RANK_NONE;
  return !*holder ? RANK_GIVEN_BACK : gone ? RANK_DEAD : RANK_EXPIRED;
}

static void
consider (Choice *best, int writer, Rank rank, gint64 until_us, const char *holder, const char *session)
{
  if (rank >= RANK_NONE || rank > best->rank || (rank == best->rank && until_us >= best->until_us))
    return;
  g_free (best->holder);
  g_free (best->session);
  *best = (Choice){ writer, rank, until_us, g_strdup (holder), g_strdup (session) };
}

static bool
choose (FoTxn *txn, Taking *taking, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_WRITERS_ALL, NULL, 0, error);
  Choice *best = &taking->choice;
  int unused = 0, used = 0;

  if (!rows)
    return false;
  while (fo_rows_next (rows, error)) {
    int writer = (int) fo_rows_int (rows, 0);
    gint64 until_us = fo_rows_int (rows, 4);
    const char *holder = fo_rows_text (rows, 1);

    unused += writer == unused;
    used++;
    consider (best, writer, rank_of (taking->store, holder, until_us, taking->now_us), until_us, holder,
              fo_rows_text (rows, 2));
  }
  if (unused < FO_ID_WRITERS)
    consider (best, unused, used < PREFER_UNUSED_BELOW ? RANK_UNUSED : RANK_UNUSED_AT_LAST, 0, "", "");
  return !*error;
}

/* Ids sort by time also when the clock was set back and the program started again: they go on behind the newest one. */
static bool
read_newest (FoTxn *txn, Taking *taking, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_OPERATION_NEWEST, NULL, 0, error);

  taking->newest_us = 0;
  if (rows && fo_rows_next (rows, error) && !fo_rows_is_null (rows, 0))
    taking->newest_us = fo_id_made_at_us (fo_rows_int (rows, 0)) + G_USEC_PER_SEC; /* with what was made behind it in its transaction */
  if (taking->newest_us <= taking->now_us)
    taking->newest_us = 0;
  return !*error;
}

static const char *
session_of (FoStore *store)
{
  return store->ops->session ? store->ops->session (store->db) : "";
}

static FoTxnEnd
take (FoTxn *txn, gpointer data, GError **error)
{
  Taking *taking = data;
  FoStore *store = taking->store;

  g_free (taking->choice.holder);
  g_free (taking->choice.session);
  taking->choice = (Choice){ .writer = -1, .rank = RANK_NONE };
  taking->now_us = fo_store_now_us (store) / 1000 * 1000; /* as coarse as the time in an id, which is held against it */
  taking->until_us = taking->now_us + LEASE_US;
  fo_txn_write (txn, FO_SQL_WRITERS_LOCK, 1, FO_VALUES (FO_TEXT (store->lease.holder)));
  if (!choose (txn, taking, error) || !read_newest (txn, taking, error))
    return FO_TXN_FAIL;
  if (taking->choice.rank == RANK_NONE)
    return FO_TXN_REFUSE;
  taking->until_us = MAX (taking->until_us, MAX (taking->choice.until_us, taking->newest_us) + LEASE_US);
  fo_txn_write (txn, FO_SQL_WRITER_TAKE, 1,
                FO_VALUES (FO_INT (taking->choice.writer), FO_TEXT (store->lease.holder), FO_TEXT (session_of (store)),
                           FO_INT (taking->now_us), FO_INT (taking->until_us)));
  return FO_TXN_COMMIT;
}

/* Later than every id WRITER can have made up to UNTIL_US. */
static FoId
id_after (int writer, gint64 until_us)
{
  FoIdMaker maker;

  fo_id_maker_init (&maker, (uint16_t) writer, 0);
  return until_us > 0 ? fo_id_next (&maker, until_us + 1000) : 0;
}

static void
start_making (FoStore *store, const Taking *taking)
{
  FoLease *lease = &store->lease;

  lease->writer = taking->choice.writer;
  lease->since_us = MAX (taking->choice.until_us, taking->newest_us);
  lease->until_us = taking->until_us;
  lease->renew_boot_us = fo_boot_us () + LEASE_US / 2;
  lease->last = 0;
  fo_id_maker_init (&lease->maker, (uint16_t) lease->writer, id_after (lease->writer, lease->since_us));
}

static bool
take_lease (FoStore *store, GError **error)
{
  Taking taking = { .store = store };
  bool taken = fo_store_write_again (store, take, &taking, error);

  if (taken && taking.choice.rank == RANK_NONE) {
    g_set_error (
        error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY,
        "All %d stations this warehouse can serve at once are at work. Close one and try again in ten minutes.",
        FO_ID_WRITERS);
    taken = false;
  }
  if (taken)
    start_making (store, &taking);
  /* What the number's last holder had under way must not arrive after somebody was told that it did not happen. */
  if (taken && store->ops->bury && *taking.choice.session && taking.choice.rank != RANK_MINE)
    taken = store->ops->bury (store->db, taking.choice.session, error);
  g_free (taking.choice.holder);
  g_free (taking.choice.session);
  return taken;
}

/* ---- renewing ---------------------------------------------------------------------------------------------------- */

typedef struct {
  FoStore *store;
  gint64 until_us;
  bool ours;
  int schema;
} Renewal;

static bool
read_schema (FoTxn *txn, int *ret_schema, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_MIGRATION_NEWEST, NULL, 0, error);

  if (rows && fo_rows_next (rows, error))
    *ret_schema = (int) fo_rows_int (rows, 0);
  return !*error;
}

static FoTxnEnd
renew (FoTxn *txn, gpointer data, GError **error)
{
  Renewal *renewal = data;
  FoStore *store = renewal->store;
  g_autoptr (FoRows) rows = NULL;

  renewal->until_us = MAX (store->lease.until_us, (fo_store_now_us (store) + LEASE_US) / 1000 * 1000);
  if (!read_schema (txn, &renewal->schema, error))
    return FO_TXN_FAIL;
  rows = fo_txn_query (txn, FO_SQL_WRITER_RENEW,
                       FO_VALUES (FO_INT (store->lease.writer), FO_TEXT (store->lease.holder),
                                  FO_TEXT (session_of (store)), FO_INT (renewal->until_us)),
                       error);
  if (!rows)
    return FO_TXN_FAIL;
  renewal->ours = fo_rows_next (rows, error);
  return *error ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static bool
renew_lease (FoStore *store, GError **error)
{
  Renewal renewal = { .store = store };

  if (!fo_store_write_again (store, renew, &renewal, error))
    return false;
  if (renewal.schema > store->migrations[store->n_migrations - 1].number) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_NEWER,
                 "A newer Firstout has taken over this warehouse. Close this program and install the newer one.");
    return false;
  }
  if (!renewal.ours)
    return take_lease (store, error);
  store->lease.until_us = renewal.until_us;
  store->lease.renew_boot_us = fo_boot_us () + LEASE_US / 2;
  return true;
}

bool
fo_lease_ready (FoStore *store, GError **error)
{
  FoLease *lease = &store->lease;

  if (lease->writer < 0)
    return take_lease (store, error);
  if (fo_boot_us () < lease->renew_boot_us && fo_store_now_us (store) < lease->until_us - LEASE_US / 4)
    return true;
  return renew_lease (store, error);
}

/* ---- the rest of a lease's life ---------------------------------------------------------------------------------- */

void
fo_lease_init (FoLease *lease)
{
  *lease = (FoLease){ .writer = -1, .holder = own_name () };
}

void
fo_lease_clear (FoLease *lease)
{
  g_clear_pointer (&lease->holder, g_free);
}

static FoTxnEnd
give_back (FoTxn *txn, gpointer data, GError **error)
{
  FoStore *store = data;
  FoLease *lease = &store->lease;
  /* Not until_us: the next holder need not wait for ids that were never made. */
  gint64 until_us = lease->last ? fo_id_made_at_us (lease->last) + 1000 : lease->since_us;

  (void) error;
  fo_txn_write (txn, FO_SQL_WRITER_GIVE_BACK, FO_ANY,
                FO_VALUES (FO_INT (lease->writer), FO_TEXT (lease->holder), FO_INT (until_us)));
  return FO_TXN_COMMIT;
}

/* A lease that cannot be given back runs out by itself. */
void
fo_lease_give_back (FoStore *store)
{
  g_autoptr (GError) why = NULL;

  if (store->lease.writer >= 0 && store->db && !store->ops->broken (store->db))
    if (!fo_store_write_again (store, give_back, store, &why))
      g_debug ("writer %d not given back: %s", store->lease.writer, why->message);
  store->lease.writer = -1;
}

typedef struct {
  FoStore *store;
  FoId operation;
  char *session;
} Burial;

static FoTxnEnd
find_session (FoTxn *txn, gpointer data, GError **error)
{
  Burial *burial = data;
  g_autoptr (FoRows) rows =
      fo_txn_query (txn, FO_SQL_WRITER_BY_NUMBER, FO_VALUES (FO_INT (fo_id_writer (burial->operation))), error);

  if (!rows)
    return FO_TXN_FAIL;
  g_clear_pointer (&burial->session, g_free);
  if (fo_rows_next (rows, error) && !g_str_equal (fo_rows_text (rows, 0), burial->store->lease.holder)
      && fo_rows_int (rows, 2) <= fo_id_made_at_us (burial->operation))
    burial->session = g_strdup (fo_rows_text (rows, 1));
  return *error ? FO_TXN_FAIL : FO_TXN_REFUSE;
}

bool
fo_lease_bury (FoStore *store, FoId operation, GError **error)
{
  Burial burial = { store, operation, NULL };
  g_autofree char *session = NULL;

  if (!store->ops->bury)
    return true;
  if (!fo_store_read (store, find_session, &burial, error))
    return false;
  session = burial.session;
  return !session || !*session || store->ops->bury (store->db, session, error);
}

FoId
fo_store_next_id (FoStore *store, GError **error)
{
  FoLease *lease = &store->lease;
  FoId id = 0;

  if (!store->running && !fo_lease_ready (store, error))
    return 0;
  if (lease->writer >= 0)
    id = fo_id_next (&lease->maker, MIN (fo_store_now_us (store), lease->until_us));
  if (!id || fo_id_made_at_us (id) > lease->until_us) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY,
                 lease->writer < 0 ? "A reading transaction makes no ids."
                                   : "More ids than ten minutes have room for.");
    return 0;
  }
  return lease->last = id;
}

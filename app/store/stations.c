/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/stations.h"
#include "fill.h"
#include "store-inside.h"
#include <string.h>

#define EVERY_US (25 * G_USEC_PER_SEC)

/* ---- rows ------------------------------------------------------------------------------------------------------------ */

static void
fill_station (FoRows *rows, gpointer ret)
{
  FoStationRow *row = ret;

  memset (row, 0, sizeof *row);
  fo_rows_copy (rows, 0, row->station, sizeof row->station);
  row->number = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, row->name, sizeof row->name);
  row->seen_us = fo_rows_int (rows, 3);
  fo_rows_copy (rows, 4, row->session, sizeof row->session);
  row->epoch = fo_rows_int (rows, 5);
  row->revoked = fo_rows_int (rows, 6) != 0;
  fo_rows_copy (rows, 7, row->changed_by, sizeof row->changed_by);
  row->changed_us = fo_rows_is_null (rows, 8) ? 0 : fo_rows_int (rows, 8);
}

bool
fo_stations_page (FoTxn *txn, gint64 after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_STATIONS_PAGE, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_station, rows, error);
}

FoFound
fo_station_row_find (FoTxn *txn, const char *station, FoStationRow *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_STATION_ONE, FO_VALUES (FO_TEXT (station)), fill_station, ret, error);
}

static void
fill_act (FoRows *rows, gpointer ret)
{
  FoStationAct *act = ret;

  act->operation = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, act->kind, sizeof act->kind);
  fo_rows_copy (rows, 2, act->person, sizeof act->person);
  act->made_at_us = fo_rows_int (rows, 3);
}

FoFound
fo_station_last_act (FoTxn *txn, const char *station, FoStationAct *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_STATION_LAST_ACT, FO_VALUES (FO_TEXT (station)), fill_act, ret, error);
}

static void
fill_work (FoRows *rows, gpointer ret)
{
  FoStationWork *work = ret;

  fo_rows_copy (rows, 0, work->station, sizeof work->station);
  fo_rows_copy (rows, 1, work->number, sizeof work->number);
  fo_rows_copy (rows, 2, work->state, sizeof work->state);
}

bool
fo_stations_work (FoTxn *txn, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_STATIONS_WORK, NULL, 0, fill_work, rows, error)
         && fo_fill_all (txn, FO_SQL_STATIONS_COUNTS, NULL, 0, fill_work, rows, error);
}

void
fo_station_set_name (FoTxn *txn, const char *station, const char *name)
{
  fo_txn_write (txn, FO_SQL_STATION_NAME, 1, FO_VALUES (FO_TEXT (station), FO_TEXT (name)));
}

void
fo_station_revoke (FoTxn *txn, const char *station, const char *person)
{
  fo_txn_write (txn, FO_SQL_STATION_EPOCH_REVOKE, 1,
                FO_VALUES (FO_TEXT (station), FO_TEXT (person), FO_INT (fo_store_now_us (fo_txn_store (txn)))));
}

void
fo_station_admit (FoTxn *txn, const char *station, const char *person)
{
  fo_txn_write (txn, FO_SQL_STATION_EPOCH_ADMIT, 1,
                FO_VALUES (FO_TEXT (station), FO_TEXT (person), FO_INT (fo_store_now_us (fo_txn_store (txn)))));
}

/* ---- a store that is a station ----------------------------------------------------------------------------------------- */

static const char *
session_of (const FoStore *store)
{
  return store->ops->session ? store->ops->session (store->db) : "here";
}

typedef struct {
  FoStore *store;
  const char *station;
  FoStationRow row;
  FoFound found;
} Entering;

static FoTxnEnd
enter (FoTxn *txn, gpointer data, GError **error)
{
  Entering *entering = data;
  FoStore *store = entering->store;

  fo_txn_write (txn, FO_SQL_WRITERS_LOCK, 1, FO_VALUES (FO_TEXT (store->lease.holder))); /* one number each, who comes together too */
  fo_txn_write (
      txn, FO_SQL_STATION_ENTER, 1,
      FO_VALUES (FO_TEXT (entering->station), FO_INT (fo_store_now_us (store)), FO_TEXT (session_of (store))));
  entering->found = fo_station_row_find (txn, entering->station, &entering->row, error);
  return entering->found == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_store_enter_station (FoStore *store, const char *station, FoStationRow *row, GError **error)
{
  Entering entering = { .store = store, .station = station };

  if (!fo_store_write_again (store, enter, &entering, error))
    return false;
  if (g_strcmp0 (store->pass.station, station) != 0) {
    g_free (store->pass.station);
    store->pass.station = g_strdup (station);
  }
  store->pass.epoch = entering.row.epoch;
  store->pass.said_us = fo_boot_us ();
  store->pass.fenced = !store->ops->local; /* nobody can cut a station from its own file */
  if (row)
    *row = entering.row;
  return true;
}

const char *
fo_store_station (const FoStore *store, gint64 *ret_epoch)
{
  *ret_epoch = store->pass.epoch;
  return store->pass.station;
}

static FoTxnEnd
be_here (FoTxn *txn, gpointer data, GError **error)
{
  FoStore *store = fo_txn_store (txn);

  (void) error;
  fo_txn_write (txn, FO_SQL_STATION_SEEN, FO_ANY,
                FO_VALUES (FO_TEXT (store->pass.station), FO_INT (fo_store_now_us (store)),
                           FO_TEXT (data ? data : session_of (store))));
  return FO_TXN_COMMIT;
}

bool
fo_store_station_is_here (FoStore *store, GError **error)
{
  if (!store->pass.station || fo_boot_us () - store->pass.said_us < EVERY_US)
    return true;
  if (!fo_store_write_again (store, be_here, NULL, error))
    return false;
  store->pass.said_us = fo_boot_us ();
  return true;
}

bool
fo_store_leave_station (FoStore *store)
{
  g_autoptr (GError) why = NULL;

  if (!store->pass.station || !store->db || store->ops->broken (store->db))
    return false;
  if (!fo_store_write_again (store, be_here, (gpointer) "", &why)) {
    g_debug ("station %s did not leave: %s", store->pass.station, why->message);
    return false;
  }
  g_clear_pointer (&store->pass.station, g_free);
  return true;
}

static FoTxnEnd
read_pass (FoTxn *txn, gpointer data, GError **error)
{
  Entering *entering = data;

  entering->found = fo_station_row_find (txn, entering->station, &entering->row, error);
  return entering->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_REFUSE;
}

bool
fo_pass_holds (FoStore *store, GError **error)
{
  Entering entering = { .store = store, .station = store->pass.station };

  if (!fo_store_read (store, read_pass, &entering, error))
    return false;
  if (entering.found == FO_FOUND && !entering.row.revoked && entering.row.epoch == store->pass.epoch)
    return true;
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_FENCED,
               "Station %s was revoked by %s: nothing of it is booked any more.", store->pass.station,
               *entering.row.changed_by ? entering.row.changed_by : "a person");
  return false;
}

bool
fo_store_is_local (const FoStore *store)
{
  return store->ops->local;
}

bool
fo_store_end_session (FoStore *store, const char *session, GError **error)
{
  if (!*session || !store->db || !store->ops->bury || !g_strcmp0 (session, session_of (store)))
    return true;
  return store->ops->bury (store->db, session, error);
}

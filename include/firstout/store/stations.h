/* SPDX-License-Identifier: GPL-3.0-or-later
 * The register of stations: who works where and on what, and whose writes count. See rows.h.
 *
 * A station has a name of its own ("3"), a number in the order of its first day, and an epoch, 0 at first. Whoever revokes it raises
 * the epoch: on a server, each operation of a store that has entered as that station is written only while its epoch is the
 * station's and nobody has revoked it; that is asked by the statement that inserts the operation. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/rows.h"

typedef struct {
  char station[FO_NUMBER_MAX], name[FO_NUMBER_MAX];
  gint64 number; /* 0: nobody has opened it yet */
  gint64 epoch;
  bool revoked;
  char changed_by[64]; /* who revoked or admitted it last */
  gint64 changed_us;   /* 0: nobody ever did */
  gint64 seen_us;      /* the store's clock */
  char session[64];    /* its connection; "" none, or closed in order */
} FoStationRow;

/* Stations in use, by number. FoStationRow. */
bool fo_stations_page (FoTxn *txn, gint64 after, guint limit, GArray *rows, GError **error);
FoFound fo_station_row_find (FoTxn *txn, const char *station, FoStationRow *ret, GError **error);

/* What a station did last. */
typedef struct {
  FoId operation;
  char kind[32], person[64];
  gint64 made_at_us;
} FoStationAct;
FoFound fo_station_last_act (FoTxn *txn, const char *station, FoStationAct *ret, GError **error);

/* What stations have in hand: an order they pick, or a place they count (STATE is "counting" then). FoStationWork, all stations'. */
typedef struct {
  char station[FO_NUMBER_MAX], number[FO_NUMBER_MAX], state[16];
} FoStationWork;
bool fo_stations_work (FoTxn *txn, GArray *rows, GError **error);

void fo_station_set_name (FoTxn *txn, const char *station, const char *name);
/* Raises the epoch. */
void fo_station_revoke (FoTxn *txn, const char *station, const char *person);
/* The station may work again, under the epoch it has now. */
void fo_station_admit (FoTxn *txn, const char *station, const char *person);

/* STORE is STATION from now on: it stands in the register, and on a server its operations are fenced. ROW is what it is; may be NULL.
 * A revoked one enters too, so that it is told why it can do nothing. Again: a new epoch is taken. Not in a transaction. */
bool fo_store_enter_station (FoStore *store, const char *station, FoStationRow *row, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* It is still there: may be said at any time, and goes to the store every half minute. Does nothing on a store that has not entered.
 * False: it could not be told; no need to do anything about it. */
bool fo_store_station_is_here (FoStore *store, GError **error);
/* It was closed in order. False: that could not be said, and others take it for one that works on without its server. */
bool fo_store_leave_station (FoStore *store);
/* The station STORE has entered as, NULL none; and under which epoch. */
const char *fo_store_station (const FoStore *store, gint64 *ret_epoch);

/* Is the store a file of this machine's? Then nobody is cut off from it. */
bool fo_store_is_local (const FoStore *store);

/* Ends SESSION (FoStationRow) on the server, so that nothing it has under way is kept. */
bool fo_store_end_session (FoStore *store, const char *session, GError **error) G_GNUC_WARN_UNUSED_RESULT;

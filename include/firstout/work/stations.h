/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stations (store/stations.h): named, revoked and admitted again. See act.h for what acts share.
 */
#pragma once

#include "firstout/store/stations.h"
#include "firstout/work/act.h"

/* Without contact for so long a station is away; for so many minutes it may finish what it has in hand without the server (note
 * "offline_minutes" says otherwise), and a tenth longer nobody takes it over unless it is revoked. */
#define FO_STATION_AWAY_US (2 * 60 * G_GINT64_CONSTANT (1000000))
#define FO_OFFLINE_MINUTES 240

bool fo_offline_minutes (FoTxn *txn, gint64 *ret_minutes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Everything a station has under way is ended, and nothing it did under its old epoch is booked any more: its orders may be taken over
 * at once. Reply args: station. FO_STATION_UNKNOWN, FO_REASON_NEEDED. */
bool fo_work_station_revoke (FoStore *store, const FoAct *act, const char *station, const char *reason, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* It may work again, under its new epoch. FO_STATION_UNKNOWN; FO_ALREADY_DONE: it was not revoked. */
bool fo_work_station_admit (FoStore *store, const FoAct *act, const char *station, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* What people call it. FO_STATION_UNKNOWN, FO_TEXT_TOO_LONG. */
bool fo_work_station_name (FoStore *store, const FoAct *act, const char *station, const char *name, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Who works where, as a person reads it. */
typedef enum { FO_STATION_HERE, FO_STATION_AWAY, FO_STATION_CLOSED, FO_STATION_IS_REVOKED, FO_N_STATION_STATES } FoStationState;
/* "here", "away" …; static. */
const char *fo_station_state_name (FoStationState state);

typedef struct {
  FoStationRow row;
  FoStationState state;
  char person[64];  /* who logged in there, else who worked there last; "" nobody */
  bool logged_in;
  gint64 changed_minutes; /* since it was revoked or admitted; 0 it never was */
  FoStationAct last; /* operation 0: it has done nothing yet */
  char work[256];   /* orders and places it has in hand, apart by ", " */
  char order[FO_NUMBER_MAX]; /* the first order of them, to take over; "" none */
} FoStationView;

/* All stations in use, by number; appends FoStationView. */
bool fo_stations_view (FoTxn *txn, GArray *views, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who works where, and whose work counts. */
#include "firstout/work/stations.h"
#include "firstout/store/meta.h"
#include "firstout/store/people.h"
#include "inside.h"

#include <string.h>

#define PAGE 100

bool
fo_offline_minutes (FoTxn *txn, gint64 *ret_minutes, GError **error)
{
  g_autofree char *note = NULL;
  guint64 minutes;

  if (!fo_meta_get (txn, "offline_minutes", &note, error))
    return false;
  *ret_minutes =
      g_ascii_string_to_unsigned (note, 10, 0, G_MAXINT32, &minutes, NULL) ? (gint64) minutes : FO_OFFLINE_MINUTES;
  return true;
}

/* ---- revoked, admitted, named -------------------------------------------------------------------------------------------- */

typedef struct {
  const char *station, *text;
  FoStationRow *found; /* may be NULL */
} Which;

static FoTxnEnd
find (FoTxn *txn, const Which *which, FoStationRow *row, FoReply *reply, GError **error)
{
  FoFound found = fo_station_row_find (txn, which->station, row, error);

  fo_args_set_text (&reply->args, "station", which->station);
  return found == FO_FOUND ? FO_TXN_COMMIT : fo_not_found (found, reply, FO_STATION_UNKNOWN);
}

static const char *
person_of (const FoActContext *context)
{
  return context->act->person && *context->act->person ? context->act->person : context->act->station;
}

static FoTxnEnd
revoke (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Which *which = data;
  FoTxnEnd end = find (txn, which, which->found, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!which->text || !*which->text)
    return fo_refuse (reply, FO_REASON_NEEDED);
  fo_args_set_text (&reply->args, "reason", which->text);
  fo_station_revoke (txn, which->station, person_of (context));
  return FO_TXN_COMMIT;
}

bool
fo_work_station_revoke (
    FoStore *store, const FoAct *act, const char *station, const char *reason, FoReply *reply, GError **error)
{
  FoStationRow row = { 0 };
  const Which which = { station, reason, &row };

  return fo_act_run (store, act, "station-revoke", revoke, &which, reply, error)
         && (reply->verdict != FO_OK || fo_store_end_session (store, row.session, error));
}

static FoTxnEnd
admit (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Which *which = data;
  FoStationRow row;
  FoTxnEnd end = find (txn, which, &row, reply, error);

  if (end == FO_TXN_COMMIT && !row.revoked)
    return fo_refuse (reply, FO_ALREADY_DONE);
  if (end == FO_TXN_COMMIT)
    fo_station_admit (txn, which->station, person_of (context));
  return end;
}

bool
fo_work_station_admit (FoStore *store, const FoAct *act, const char *station, FoReply *reply, GError **error)
{
  const Which which = { station, NULL, NULL };

  return fo_act_run (store, act, "station-admit", admit, &which, reply, error);
}

static FoTxnEnd
name (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Which *which = data;
  FoStationRow row;
  FoTxnEnd end = find (txn, which, &row, reply, error);

  (void) context;
  if (end != FO_TXN_COMMIT)
    return end;
  if (strlen (which->text) >= sizeof row.name)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  fo_args_set_text (&reply->args, "text", which->text);
  fo_station_set_name (txn, which->station, which->text);
  return FO_TXN_COMMIT;
}

bool
fo_work_station_name (
    FoStore *store, const FoAct *act, const char *station, const char *text, FoReply *reply, GError **error)
{
  const Which which = { station, text, NULL };

  return fo_act_run (store, act, "station-name", name, &which, reply, error);
}

/* ---- who works where --------------------------------------------------------------------------------------------------------- */

const char *
fo_station_state_name (FoStationState state)
{
  static const char *const names[FO_N_STATION_STATES] = { "here", "away", "closed", "revoked" };

  return names[state];
}

static FoStationState
state_of (const FoStationRow *row, gint64 now_us)
{
  if (row->revoked)
    return FO_STATION_IS_REVOKED;
  if (!*row->session)
    return FO_STATION_CLOSED;
  return now_us - row->seen_us > FO_STATION_AWAY_US ? FO_STATION_AWAY : FO_STATION_HERE;
}

static bool
is_at (const char *stations, const char *station)
{
  g_auto (GStrv) list = g_strsplit (stations, ", ", -1);

  return g_strv_contains ((const char *const *) list, station);
}

static FoStationView *
view_named (GArray *views, const char *station)
{
  for (guint i = 0; i < views->len; i++) {
    FoStationView *view = &g_array_index (views, FoStationView, i);

    if (strcmp (view->row.station, station) == 0)
      return view;
  }
  return NULL;
}

static bool
add_people (FoTxn *txn, GArray *views, GError **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (FoPerson));

  if (!fo_people_all (txn, people, error))
    return false;
  for (guint i = 0; i < people->len; i++) {
    const FoPerson *person = &g_array_index (people, FoPerson, i);
    FoPersonState state;

    if (!fo_person_state (txn, person, &state, error))
      return false;
    for (guint n = 0; *state.stations && n < views->len; n++) {
      FoStationView *view = &g_array_index (views, FoStationView, n);

      if (!is_at (state.stations, view->row.station))
        continue;
      g_strlcpy (view->person, person->name, sizeof view->person);
      view->logged_in = true;
    }
  }
  return true;
}

static bool
add_work (FoTxn *txn, GArray *views, GError **error)
{
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (FoStationWork));

  if (!fo_stations_work (txn, work, error))
    return false;
  for (guint i = 0; i < work->len; i++) {
    const FoStationWork *one = &g_array_index (work, FoStationWork, i);
    FoStationView *view = view_named (views, one->station);

    if (!view)
      continue;
    if (*view->work)
      g_strlcat (view->work, ", ", sizeof view->work);
    g_strlcat (view->work, one->number, sizeof view->work);
    if (!*view->order && strcmp (one->state, "counting") != 0)
      g_strlcpy (view->order, one->number, sizeof view->order);
  }
  return true;
}

static bool
add_rows (FoTxn *txn, GArray *views, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStationRow));
  gint64 now_us = fo_store_now_us (fo_txn_store (txn)), after = 0;

  do {
    g_array_set_size (rows, 0);
    if (!fo_stations_page (txn, after, PAGE, rows, error))
      return false;
    for (guint i = 0; i < rows->len; i++) {
      FoStationView view = { .row = g_array_index (rows, FoStationRow, i) };

      view.state = state_of (&view.row, now_us);
      view.changed_minutes = view.row.changed_us ? MAX (now_us - view.row.changed_us, 0) / 60000000 : 0;
      if (fo_station_last_act (txn, view.row.station, &view.last, error) == FO_FAILED)
        return false;
      g_strlcpy (view.person, view.last.person, sizeof view.person);
      g_array_append_val (views, view);
      after = view.row.number;
    }
  } while (rows->len == PAGE);
  return true;
}

bool
fo_stations_view (FoTxn *txn, GArray *views, GError **error)
{
  return add_rows (txn, views, error) && add_people (txn, views, error) && add_work (txn, views, error);
}

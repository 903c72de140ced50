/* SPDX-License-Identifier: GPL-3.0-or-later
 * station: who works where and on what; a lost one is revoked. */
#include "ctl.h"
#include "firstout/work/stations.h"

static void
add_text (json_object *object, const char *name, const char *text)
{
  json_object_object_add (object, name, json_object_new_string (text));
}

static FoTxnEnd
print_stations (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (FoStationView));
  gint64 now_us = fo_store_now_us (fo_txn_store (txn));

  (void) data;
  if (!fo_stations_view (txn, views, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < views->len; i++) {
    const FoStationView *view = &g_array_index (views, FoStationView, i);
    json_object *line = json_object_new_object ();

    add_text (line, "station", view->row.station);
    json_object_object_add (line, "number", json_object_new_int64 (view->row.number));
    add_text (line, "name", view->row.name);
    add_text (line, "state", fo_station_state_name (view->state));
    json_object_object_add (line, "seen_s", json_object_new_int64 ((now_us - view->row.seen_us) / G_USEC_PER_SEC));
    json_object_object_add (line, "epoch", json_object_new_int64 (view->row.epoch));
    add_text (line, "person", view->person);
    add_text (line, "last", view->last.kind);
    add_text (line, "work", view->work);
    if (view->row.revoked)
      add_text (line, "revoked_by", view->row.changed_by);
    ctl_print (line);
  }
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_station (const Ctl *ctl)
{
  const char *what = ctl_argument (ctl, 0), *station = ctl_argument (ctl, 1), *text = ctl_argument (ctl, 2);
  g_autoptr (FoStore) store = NULL;
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act;
  bool done;

  if (what && !g_str_equal (what, "list")
      && (!station
          || (!g_str_equal (what, "admit") && !(text && (g_str_equal (what, "revoke") || g_str_equal (what, "name"))))))
    return ctl_fail ("station list | revoke STATION REASON | admit STATION | name STATION WORDS");
  store = ctl_open (ctl, 0);
  if (!store)
    return CTL_FAILED;
  if (!what || g_str_equal (what, "list"))
    return ctl_read (store, print_stations, NULL);
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  if (ctl_option (ctl, "--person"))
    act.person = ctl_option (ctl, "--person");
  done = g_str_equal (what, "revoke")  ? fo_work_station_revoke (store, &act, station, text, &reply, &error)
         : g_str_equal (what, "admit") ? fo_work_station_admit (store, &act, station, &reply, &error)
                                       : fo_work_station_name (store, &act, station, text, &reply, &error);
  return done ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

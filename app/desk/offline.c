/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/exchange.h"
#include "firstout/store/guard.h"
#include "firstout/store/orders.h"
#include "firstout/store/stations.h"
#include "firstout/store/stock.h"
#include "firstout/work/deals.h"
#include "firstout/work/json.h"
#include "firstout/work/stations.h"
#include "offline-inside.h"

#include <string.h>

#define LOOK_FIRST_US (G_USEC_PER_SEC / 10)
#define LOOK_MOST_US (5 * (gint64) G_USEC_PER_SEC)
#define FO_NO_EPOCH G_MININT64 /* of a revoked station: nothing it did is of this one */
#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)

/* ---- rows of the journal ---------------------------------------------------------------------------------------------------- */

static void
clear_row (gpointer data)
{
  FoOfflineRow *row = data;

  g_free (row->request);
  g_free (row->task);
  g_free (row->reply);
  g_free (row->person);
}

GArray *
fo_offline_rows_new (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FoOfflineRow));

  g_array_set_clear_func (rows, clear_row);
  return rows;
}

void
fo_offline_rows_add (const FoJournalEntry *entry, gpointer data)
{
  FoOfflineRow row = { *entry,
                       FO_JOURNAL_ONLINE,
                       g_strdup (entry->request),
                       g_strdup (entry->task),
                       g_strdup (entry->reply),
                       g_strdup (entry->person) };

  if (entry->operation) /* else it was only kept, and is done under another row */
    g_array_append_val ((GArray *) data, row);
  else
    clear_row (&row);
}

/* ---- looking for the server ----------------------------------------------------------------------------------------------------- */

static void
run_look (gpointer owned, gpointer data)
{
  FoOffline *offline = data;
  FoStore *store = fo_store_open (offline->uri, FO_STORE_READ_ONLY, NULL);

  (void) owned;
  g_atomic_int_set (&offline->is_back, store != NULL);
  fo_store_free (store);
  g_atomic_int_set (&offline->looks, 0);
}

static bool
server_is_back (FoOffline *offline)
{
  gint64 now_us = g_get_monotonic_time ();

  if (g_atomic_int_compare_and_exchange (&offline->is_back, 1, 0))
    return true;
  if (!g_atomic_int_get (&offline->looks) && now_us - offline->looked_us > offline->look_pause_us) {
    offline->looked_us = now_us;
    offline->look_pause_us = MIN (offline->look_pause_us * 2, LOOK_MOST_US);
    g_atomic_int_set (&offline->looks, 1);
    fo_worker_submit (offline->worker, run_look, NULL, offline, NULL);
  }
  return false;
}

FoOfflineNeeds
fo_offline_tend (FoOffline *offline)
{
  bool somebody;

  if (!offline)
    return FO_OFFLINE_NOTHING;
  if (offline->shadow)
    return server_is_back (offline) ? FO_OFFLINE_ROWS_THAT_WAIT : FO_OFFLINE_NOTHING;
  somebody = !fo_guard_is_closed (offline->desks->store) || fo_guard_person (offline->desks->store);
  if (offline->waits)
    return somebody ? FO_OFFLINE_ROWS_THAT_WAIT : FO_OFFLINE_NOTHING;
  fo_offline_tend_copy (offline);
  return FO_OFFLINE_NOTHING;
}

/* ---- the gate of the shadow ------------------------------------------------------------------------------------------------------ */

static FoVerdict
before (const char *kind, gpointer data)
{
  const FoOffline *offline = data;
  bool leased;

  if (!fo_offline_allows (kind, &leased))
    return FO_OFFLINE_REFUSED;
  return leased && fo_machine_now_us () - offline->contact_us > offline->lease_us ? FO_LEASE_OVER : FO_OK;
}

static void
say_since (const FoOffline *offline, FoReply *reply)
{
  char text[FO_ID_TEXT_MAX];

  fo_args_set_text (&reply->args, FO_ARG_BROUGHT_SINCE, fo_id_print (offline->first, text));
}

static FoVerdict
after (const char *kind, FoReply *reply, gpointer data)
{
  const FoOffline *offline = data;
  const FoArg *order = fo_args_get (&reply->args, "order");
  bool leased;

  if (!fo_offline_allows (kind, &leased))
    return FO_OFFLINE_REFUSED;
  if (strcmp (kind, "put-away") == 0 || strcmp (kind, "move") == 0)
    say_since (offline, reply);
  if (!leased)
    return FO_OK;
  if (!order || !g_hash_table_contains (offline->leased, order->text))
    return FO_NOT_LEASED;
  if (strcmp (kind, "park") == 0) /* it is anybody's, as soon as the server hears of it */
    g_hash_table_remove (offline->leased, order->text);
  return FO_OK;
}

/* What was there before may be promised, held and carried by others meanwhile; what came since, nobody else knows of. */
static bool
carry (FoTxn *txn, FoId lot, FoId place, FoQuantity *quantity_u, gpointer data, GError **error)
{
  const FoOffline *offline = data;
  FoQuantity brought_u;

  if (!fo_stock_brought (txn, offline->station, offline->first, lot, place, &brought_u, error))
    return false;
  *quantity_u = MIN (*quantity_u, brought_u);
  return true;
}

/* ---- it begins ---------------------------------------------------------------------------------------------------------------------- */

bool
fo_offline_may_begin (FoOffline *offline, const GError *why, gint64 *ret_row)
{
  if (!offline || offline->shadow || !offline->has_copy || offline->waits
      || !(g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE)
           || g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN)))
    return false;
  offline->uncertain = g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN);
  *ret_row = offline->row_copied;
  return true;
}

/* What the station did since the copy was made. What does not come out as it did on the server is not in the copy then. */
bool
fo_offline_roll_forward (FoOffline *offline, FoStore *shadow, const GArray *rows, GError **error)
{
  g_autoptr (FoRerun) replay = fo_rerun_new (shadow, offline->station, NULL, FO_ANY_EPOCH, error);

  for (guint i = 0; replay && i < rows->len; i++) {
    g_autofree char *theirs = NULL;

    if (!fo_rerun_row (replay, &g_array_index (rows, FoOfflineRow, i), &theirs, error))
      return false;
  }
  return replay != NULL;
}

FoTxnEnd
fo_offline_read_leased (FoTxn *txn, gpointer data, GError **error)
{
  FoOffline *offline = data;
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (FoStationWork));

  if (!fo_stations_work (txn, work, error))
    return FO_TXN_FAIL;
  g_hash_table_remove_all (offline->leased);
  for (guint i = 0; i < work->len; i++) {
    const FoStationWork *one = &g_array_index (work, FoStationWork, i);

    if (strcmp (one->station, offline->station) == 0 && strcmp (one->state, "counting") != 0)
      g_hash_table_add (offline->leased, g_strdup (one->number));
  }
  return FO_TXN_COMMIT;
}

static void
put_desks_on (FoOffline *offline, FoStore *store)
{
  offline->desks->store = store;
  for (guint i = 0; i < offline->desks->lanes->len; i++)
    g_array_index (offline->desks->lanes, FoDeskLane, i).desk->store = store;
}

static void
remember_states (FoOffline *offline)
{
  for (guint i = 0; i < offline->desks->lanes->len; i++) {
    FoDesk *desk = g_array_index (offline->desks->lanes, FoDeskLane, i).desk;

    g_free (desk->before);
    desk->before = g_memdup2 (&desk->state, sizeof desk->state);
  }
}

void
fo_offline_work_on (FoOffline *offline, FoStore *shadow, const FoShadowNotes *notes)
{
  offline->shadow = shadow;
  offline->server = offline->desks->store;
  offline->epoch = notes->epoch;
  offline->lease_us = (notes->offline_minutes > 0 ? notes->offline_minutes : FO_OFFLINE_MINUTES) * MINUTE_US;
  offline->gate = (FoActGate){ before, after, carry, offline };
  offline->conflicts = 0;
  offline->looked_us = g_get_monotonic_time ();
  offline->look_pause_us = LOOK_FIRST_US;
  g_atomic_int_set (&offline->is_back, 0);
  remember_states (offline);
  put_desks_on (offline, shadow);
  fo_act_set_gate (shadow, &offline->gate);
}

bool
fo_offline_begin (FoOffline *offline, const GArray *rows, GError **error)
{
  FoShadowNotes notes;
  FoStore *server = offline->desks->store;
  g_autoptr (FoStore) shadow = fo_shadow_open (offline->path, offline->station, 0, &notes, error);
  const FoPerson *person = fo_guard_person (server);

  if (!shadow)
    return false;
  fo_store_share_today (server, shadow);
  if (!fo_guard_watch (shadow, error))
    return false;
  if (person)
    fo_guard_enter (shadow, person, "");
  offline->since_us = fo_machine_now_us ();
  /* Goods that came with an act of which nobody knows may be the server's by now. */
  offline->first = offline->uncertain ? fo_ids_take (g_array_index (offline->desks->lanes, FoDeskLane, 0).desk->ids) : offline->answered;
  if (!fo_offline_roll_forward (offline, shadow, rows, error) || !fo_store_read (shadow, fo_offline_read_leased, offline, error)
      || !fo_shadow_set_since (shadow, offline->since_us, offline->contact_us, error))
    return false;
  fo_offline_work_on (offline, g_steal_pointer (&shadow), &notes);
  return true;
}

/* ---- it ends -------------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoOffline *offline;
  const FoOfflineRow *row;
  const char *theirs;
} Conflict;

static char *
say_ours (const Conflict *conflict)
{
  const FoOfflineRow *row = conflict->row;
  g_autofree char *bytes = g_strndup (row->entry.scan.bytes, row->entry.scan.length),
                  *text = g_utf8_make_valid (bytes, -1);
  GString *json = fo_json_new ('{');

  fo_json_add_text (json, "station", conflict->offline->station);
  fo_json_add_text (json, "person", row->person ? row->person : "");
  fo_json_add_text (json, "task", row->task ? row->task : "");
  fo_json_add_text (json, "input", g_strdelimit (text, "\x1d", ' '));
  fo_json_add_json (json, "answer", row->reply);
  fo_json_close (json, '}');
  return g_string_free (json, FALSE);
}

static FoTxnEnd
write_conflict (FoTxn *txn, gpointer data, GError **error)
{
  const Conflict *conflict = data;
  g_autofree char *ours = say_ours (conflict);

  (void) error;
  fo_conflict_open_operation (txn, conflict->row->entry.operation, conflict->offline->station, "offline", ours,
                              conflict->theirs);
  return FO_TXN_COMMIT;
}

static bool
return_row (FoOffline *offline, FoStore *server, FoOfflineRow *row, GError **error)
{
  g_autofree char *theirs = NULL;
  Conflict conflict = { offline, row, NULL };

  if (row->became != FO_JOURNAL_ONLINE)
    return true;
  if (!fo_rerun_row (offline->replay, row, &theirs, error))
    return false;
  if (fo_rerun_wants_person (offline->replay)) {
    offline->wants_person = true;
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY,
                 "Nobody is logged in who could book what was done without the server.");
    return false;
  }
  conflict.theirs = theirs;
  if (theirs && !fo_store_write (server, 0, write_conflict, &conflict, error))
    return false;
  row->became = theirs ? FO_JOURNAL_CONFLICT : FO_JOURNAL_REPLAYED;
  offline->conflicts += theirs != NULL;
  return true;
}

static bool
meet_server (FoOffline *offline, FoStore **ret_server, gint64 *ret_epoch, GError **error)
{
  FoStore *server = offline->shadow ? offline->server : offline->desks->store;
  FoStationRow row;

  if (!fo_store_enter_station (server, offline->station, &row, error)
      || (!fo_guard_is_watched (server) && !fo_guard_watch (server, error)))
    return false;
  *ret_server = server;
  *ret_epoch = row.revoked ? FO_NO_EPOCH : row.epoch;
  return true;
}

/* The lanes go on where the server has them now: what came into the book offline has other ids there. */
static void
adopt_states (FoOffline *offline, guint n_rows)
{
  for (guint i = 0; i < offline->desks->lanes->len; i++) {
    const FoDeskLane *lane = &g_array_index (offline->desks->lanes, FoDeskLane, i);
    const FoDeskState *state = offline->replay && n_rows ? fo_rerun_state (offline->replay, lane->lane) : NULL;

    if (state)
      lane->desk->state = *state;
    g_clear_pointer (&lane->desk->before, g_free);
    lane->desk->failed = 0;
  }
}

typedef struct {
  const char *number;
  FoOrder order;
  FoFound found;
} FindOrder;

static FoTxnEnd
find_order (FoTxn *txn, gpointer data, GError **error)
{
  FindOrder *find = data;

  find->found = fo_order_find_by_number (txn, find->number, &find->order, error);
  return find->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* Other goods than those that were not found are bound to an order that is still open here, so that whoever picks it is sent there.
 * What cannot be done now is when the order is opened the next time. */
static void
bind_others (const FoOffline *offline, FoStore *server, const char *number)
{
  FindOrder find = { .number = number };
  g_autoptr (GError) why = NULL;
  FoAct act = { .operation = fo_store_next_id (server, &why), .station = offline->station,
                .person = fo_offline_person (offline) };
  g_auto (FoReply) reply = { 0 };
  bool done = act.operation && fo_store_read (server, find_order, &find, &why);

  if (done && find.found == FO_FOUND && !find.order.parked_at && strcmp (find.order.taken_by, offline->station) == 0)
    done = fo_work_release (server, &act, find.order.id, &reply, &why);
  if (!done)
    g_debug ("order %s is not planned anew yet: %s", number, why->message);
}

static void
leave_shadow (FoOffline *offline, FoStore *server)
{
  if (!offline->shadow)
    return;
  put_desks_on (offline, server);
  fo_act_set_gate (offline->shadow, NULL);
  g_clear_pointer (&offline->shadow, fo_store_free);
  offline->server = NULL;
  g_clear_pointer (&offline->expects, g_free);
  offline->has_copy = false;
  fo_offline_remove_copy (offline->path);
}

/* Nobody is known to the server who could book it: the desks are on the server all the same, where somebody can log in. */
static void
leave_rows (FoOffline *offline, FoStore *server, const GArray *rows)
{
  offline->waits = 0;
  for (guint i = 0; i < rows->len; i++)
    offline->waits += g_array_index (rows, FoOfflineRow, i).became == FO_JOURNAL_ONLINE;
  leave_shadow (offline, server);
  for (guint i = 0; i < offline->desks->lanes->len; i++) { /* what came in meanwhile has no id there yet */
    FoDesk *desk = g_array_index (offline->desks->lanes, FoDeskLane, i).desk;
    g_autofree char *position = fo_desk_position (desk);
    g_autoptr (GError) why = NULL;

    if (!fo_desk_resume (desk, position, &why))
      g_debug ("lane %u begins anew: %s", g_array_index (offline->desks->lanes, FoDeskLane, i).lane, why->message);
  }
}

bool
fo_offline_return (FoOffline *offline, GArray *rows, GError **error)
{
  g_autoptr (GPtrArray) lacking = NULL;
  FoStore *server;
  gint64 epoch;

  offline->wants_person = false;
  if (!meet_server (offline, &server, &epoch, error))
    return false;
  if (rows->len && !offline->replay)
    offline->replay = fo_rerun_new (server, offline->station, offline->desks, epoch, error);
  if (rows->len && !offline->replay)
    return false;
  for (guint i = 0; i < rows->len; i++)
    if (!return_row (offline, server, &g_array_index (rows, FoOfflineRow, i), error)) {
      g_clear_pointer (&offline->replay, fo_rerun_free);
      if (offline->wants_person && offline->shadow)
        leave_rows (offline, server, rows);
      return false;
    }
  adopt_states (offline, rows->len);
  if (offline->replay)
    lacking = fo_rerun_take_lacking (offline->replay);
  g_clear_pointer (&offline->replay, fo_rerun_free);
  leave_shadow (offline, server);
  for (guint i = 0; lacking && i < lacking->len; i++)
    bind_others (offline, server, g_ptr_array_index (lacking, i));
  fo_store_station (server, &offline->epoch);
  offline->waits = 0;
  return true;
}

/* ---- what it is ---------------------------------------------------------------------------------------------------------------------- */

bool
fo_offline_is_on (const FoOffline *offline)
{
  return offline && offline->shadow;
}

gint64
fo_offline_epoch (const FoOffline *offline)
{
  return offline->epoch;
}

const char *
fo_offline_expects (const FoOffline *offline)
{
  return offline && offline->shadow ? offline->expects : NULL;
}

const char *
fo_offline_person (const FoOffline *offline)
{
  const FoPerson *person = fo_guard_person (offline->desks->store);

  return person ? person->name : "";
}

void
fo_offline_answered (FoOffline *offline, gint64 row, FoId operation, bool claims)
{
  if (!offline)
    return;
  if (offline->shadow) {
    offline->waits++;
    return;
  }
  offline->row = MAX (offline->row, row);
  offline->answered = MAX (offline->answered, operation);
  offline->contact_us = fo_machine_now_us ();
  if (claims)
    offline->claimed_us = g_get_monotonic_time ();
}

void
fo_offline_found (FoOffline *offline, gint64 row, FoId operation)
{
  if (!offline)
    return;
  offline->row = MAX (offline->row, row);
  offline->answered = MAX (offline->answered, operation);
}

void
fo_offline_set_waiting (FoOffline *offline, guint rows)
{
  offline->waits = rows;
}

void
fo_offline_state (const FoOffline *offline, FoOfflineState *ret)
{
  *ret = (FoOfflineState){ 0 };
  if (!offline)
    return;
  *ret = (FoOfflineState){ .offline = offline->shadow != NULL,
                           .since_us = offline->since_us,
                           .until_us = offline->contact_us + offline->lease_us,
                           .waits = offline->waits,
                           .conflicts = offline->conflicts,
                           .wants_person = offline->wants_person,
                           .ready = offline->has_copy && !offline->claimed_us };
}

/* ---- life --------------------------------------------------------------------------------------------------------------------------------- */

FoOffline *
fo_offline_new (FoDesks *desks, const char *path)
{
  FoOffline *offline = g_new0 (FoOffline, 1);
  const char *uri = fo_store_uri (desks->store);

  offline->desks = desks;
  offline->path = g_strdup (path);
  offline->fresh_path = g_strconcat (path, ".fresh", NULL);
  offline->uri = g_strdup (uri);
  offline->station = g_strdup (desks->station);
  offline->leased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  offline->worker = fo_worker_new ("shadow", NULL, NULL);
  offline->contact_us = fo_machine_now_us ();
  fo_store_station (desks->store, &offline->epoch);
  return offline;
}

void
fo_offline_free (FoOffline *offline)
{
  if (!offline)
    return;
  fo_worker_free (offline->worker);
  g_clear_pointer (&offline->replay, fo_rerun_free);
  if (offline->shadow) {
    put_desks_on (offline, offline->server);
    fo_store_free (offline->shadow);
  } else if (offline->has_copy && fo_store_leave_station (offline->desks->store))
    fo_offline_note_goodbye (offline);
  g_hash_table_unref (offline->leased);
  g_free (offline->path);
  g_free (offline->fresh_path);
  g_free (offline->uri);
  g_free (offline->station);
  g_free (offline->expects);
  g_free (offline);
}

char *
fo_offline_recall (const FoOffline *offline, FoId operation, gint64 *ret_epoch)
{
  FoShadowNotes notes;
  g_autoptr (FoStore) shadow = offline ? fo_shadow_open (offline->path, offline->station, 0, &notes, NULL) : NULL;
  g_auto (FoReply) reply = { 0 };
  bool done = false;

  if (!shadow || !notes.since_us || !fo_store_settle (shadow, operation, &done, NULL) || !done
      || fo_act_recall (shadow, operation, &reply, NULL) != FO_FOUND)
    return NULL;
  *ret_epoch = notes.epoch;
  return fo_reply_to_json (&reply);
}

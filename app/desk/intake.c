/* SPDX-License-Identifier: GPL-3.0-or-later
 * In one thread: journal, desk, answer; and what a crash left in the journal. */
#include "badge.h"
#include "due.h"
#include "firstout/store/stations.h"
#include "inside.h"

#include <string.h>

#define SHIFT_US (12 * 3600 * (gint64) G_USEC_PER_SEC)
#define SHIFT_ROWS 20000

/* ---- one input ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoJournalKind kind;
  const FoScan *scan;
  const char *request;
} Input;

/* The last input failed and this is the same one: its row in the journal is there already. */
static bool
goes_on (const FoDesk *desk, const Input *input)
{
  const FoLast *last = &desk->last;

  return desk->failed && last->row && last->kind == input->kind && last->scan.length == input->scan->length
         && memcmp (last->scan.bytes, input->scan->bytes, last->scan.length) == 0
         && g_strcmp0 (last->request, input->request) == 0;
}

static bool
add (FoDesk *desk, FoJournal *journal, const Input *input, GError **error)
{
  g_autofree char *position = fo_desk_position (desk);
  FoJournalEntry entry = { .kind = input->kind, .scan = *input->scan, .request = input->request, .task = position };

  if (input->kind == FO_JOURNAL_COMMAND)
    entry.scan.length = fo_length_without_pin (&entry.scan);
  desk->last.row = 0;
  if (!fo_offline_is_on (desk->offline))
    (void) fo_ids_refresh (desk->ids, desk->store, NULL); /* what cannot be had now is in stock */
  entry.operation = fo_ids_take (desk->ids); /* the first behind those that were answered: offline.c counts on that */
  if (!fo_journal_add (journal, &entry, &desk->last.row, error))
    return false;
  desk->last.kind = input->kind;
  desk->last.scan = *input->scan;
  desk->last.operation = entry.operation;
  g_free (desk->last.request);
  desk->last.request = g_strdup (input->request);
  return true;
}

static void
settle (FoDesk *desk, FoJournal *journal, gint64 row, const FoReply *reply, const char *owes)
{
  g_autofree char *json = fo_reply_to_json (reply);

  if (fo_offline_is_on (desk->offline))
    fo_journal_settle_offline (journal, row, reply->verdict, json, owes, fo_offline_epoch (desk->offline),
                               fo_offline_person (desk->offline));
  else
    fo_journal_settle (journal, row, reply->verdict, json, owes);
}

static bool
take_once (FoDesk *desk, FoJournal *journal, const Input *input, FoDeskReply *ret, GError **error)
{
  FoFound found = fo_desk_recall (desk, input->kind, input->scan, input->request, ret, error);

  if (found != FO_ABSENT)
    return found == FO_FOUND;
  if (!goes_on (desk, input) && !add (desk, journal, input, error))
    return false;
  return fo_desk_take (desk, desk->last.operation, input->kind, input->scan, input->request, ret, error);
}

static bool
begin_offline (FoDesk *desk, FoJournal *journal, const GError *why)
{
  g_autoptr (GArray) rows = fo_offline_rows_new ();
  g_autoptr (GError) error = NULL;
  gint64 row;

  if (!fo_offline_may_begin (desk->offline, why, &row))
    return false;
  if (fo_journal_since (journal, row, fo_offline_rows_add, rows, &error) && fo_offline_begin (desk->offline, rows, &error))
    return true;
  g_warning ("no work without the server: %s", error->message);
  return false;
}

/* What the journal knows of each row that was replayed. */
static void
note_replayed (FoJournal *journal, const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    const FoOfflineRow *row = &g_array_index (rows, FoOfflineRow, i);

    if (row->became != FO_JOURNAL_ONLINE)
      fo_journal_replayed (journal, row->entry.row, row->became);
  }
}

/* The server is back, as far as one can see: what waits is done there. False: it is not; what was done there until then is noted. */
static bool
end_offline (FoOffline *offline, FoJournal *journal, GError **error)
{
  g_autoptr (GArray) rows = fo_offline_rows_new ();
  bool done;

  if (!fo_journal_offline (journal, fo_offline_rows_add, rows, error))
    return false;
  fo_offline_set_waiting (offline, rows->len);
  if (!rows->len && !fo_offline_is_on (offline))
    return true;
  done = fo_offline_return (offline, rows, error);
  note_replayed (journal, rows);
  return fo_journal_flush (journal, done ? error : NULL) && done;
}

static void
tend (FoDesk *desk, FoJournal *journal)
{
  g_autoptr (GError) why = NULL;

  if (fo_offline_tend (desk->offline) == FO_OFFLINE_ROWS_THAT_WAIT && !end_offline (desk->offline, journal, &why))
    g_debug ("still without the server: %s", why->message);
}

/* The server went away at the very end, and the shadow does not do such things: it is known when the server is back. */
static bool
is_open_question (bool uncertain, const FoDesk *desk, const FoDeskReply *reply)
{
  return uncertain && reply->reply.operation != desk->last.operation;
}

static bool
take (FoDesk *desk, FoJournal *journal, const Input *input, FoDeskReply *ret, GError **error)
{
  g_autofree char *before = desk->offline ? fo_desk_position (desk) : NULL, *after = NULL;
  g_autoptr (GError) why = NULL;
  bool uncertain = false;

  tend (desk, journal);
  if (!take_once (desk, journal, input, ret, &why)) {
    uncertain = g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN);
    if (!begin_offline (desk, journal, why)) {
      g_propagate_error (error, g_steal_pointer (&why));
      return false;
    }
    if (!take_once (desk, journal, input, ret, error))
      return false;
  }
  if (is_open_question (uncertain, desk, ret))
    ret->reply.verdict = FO_OUTCOME_UNKNOWN;
  else if (!ret->repeated) {
    after = before ? fo_desk_position (desk) : NULL;
    settle (desk, journal, desk->last.row, &ret->reply, NULL);
    fo_offline_answered (desk->offline, desk->last.row, desk->last.operation, g_strcmp0 (before, after) != 0);
  }
  desk->last.row = 0;
  fo_store_station_is_here (desk->store, NULL);
  return true;
}

bool
fo_intake_scan (
    FoDesk *desk, FoJournal *journal, const FoScan *scan, const char *request, FoDeskReply *ret, GError **error)
{
  const Input input = { FO_JOURNAL_SCAN, scan, request };

  return take (desk, journal, &input, ret, error);
}

bool
fo_intake_command (
    FoDesk *desk, FoJournal *journal, const char *command, const char *request, FoDeskReply *ret, GError **error)
{
  FoScan scan;
  const Input input = { FO_JOURNAL_COMMAND, &scan, request };

  if (fo_scan_of_command (&scan, command))
    return take (desk, journal, &input, ret, error);
  return fo_desk_command (desk, 0, command, request, ret,
                          error); /* refused: too long to be kept, and to mean anything */
}

/* ---- after a start ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoStore *store;
  FoJournal *journal;
  FoIntakeFound found;
  gpointer data;
  char *position; /* beside the newest row */
  bool found_any;
  bool prints; /* what an answer owes is printed in this life */
  FoDesk *desk;
  GError **error;
  bool failed;
} Recovery;

/* What became of it. An id that the store does not know will never be known to it: the store sees to that. */
static bool
look_up (FoStore *store, FoId operation, FoReply *reply, GError **error)
{
  bool done;

  if (!fo_store_settle (store, operation, &done, error))
    return false;
  if (done)
    return fo_act_recall (store, operation, reply, error) == FO_FOUND;
  reply->verdict = FO_SCAN_NOT_DONE;
  return true;
}

/* As a person would read it: the code, without the bytes nobody sees. */
static void
name_input (FoReply *reply, const FoScan *scan)
{
  g_autofree char *text = g_utf8_make_valid (scan->bytes, (gssize) scan->length);

  fo_args_set_text (&reply->args, "text", g_strdelimit (text, "\x1d", ' '));
}

static char *
position_after (const FoJournalEntry *entry, const FoReply *reply)
{
  char *position = fo_reply_position (reply);

  return position ? position : g_strdup (entry->task ? entry->task : "");
}

static const char *
due_of (const FoReply *reply)
{
  const FoArg *due = fo_args_get (&reply->args, "labels_due");

  return due && *due->text ? due->text : NULL;
}

/* Done without the server by the session before, which ended before it could note so: it waits like what it did note. */
static bool
settle_as_offline (Recovery *r, const FoJournalEntry *entry)
{
  g_auto (FoReply) reply = { 0 };
  gint64 epoch;
  g_autofree char *json = fo_offline_recall (r->desk->offline, entry->operation, &epoch);

  if (!json || !fo_reply_from_json (json, &reply))
    return false;
  fo_journal_settle_offline (r->journal, entry->row, reply.verdict, json, NULL, epoch, "");
  return true;
}

static void
recover_row (const FoJournalEntry *entry, gpointer data)
{
  g_auto (FoReply) reply = { 0 };
  Recovery *r = data;

  if (r->failed || !entry->operation || settle_as_offline (r, entry))
    return;
  r->failed = !look_up (r->store, entry->operation, &reply, r->error);
  if (r->failed)
    return;
  if (reply.verdict == FO_SCAN_NOT_DONE)
    name_input (&reply, &entry->scan);
  g_free (r->position);
  r->position = position_after (entry, &reply);
  r->found_any = true;
  settle (r->desk, r->journal, entry->row, &reply, r->prints ? due_of (&reply) : NULL);
  if (r->found)
    r->found (entry, &reply, r->data);
}

static void
note_newest (const FoJournalEntry *entry, gpointer data)
{
  fo_offline_found (data, entry->row, entry->operation);
}

/* What the session before did without the server is done there now. Where that needs somebody who logs in, it waits for him. */
static bool
recover_offline (FoDesk *desk, FoJournal *journal, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (desk->offline && !fo_journal_last (journal, 1, note_newest, desk->offline, error))
    return false;
  if (!desk->offline)
    return true;
  if (end_offline (desk->offline, journal, &why)) {
    fo_offline_drop_old (desk->offline);
    return true;
  }
  if (g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_BUSY))
    return true;
  g_propagate_error (error, g_steal_pointer (&why));
  return false;
}

bool
fo_intake_recover (FoDesk *desk, FoJournal *journal, FoIntakeFound found, gpointer data, GError **error)
{
  Recovery r = { .store = desk->store, .journal = journal, .found = found, .data = data, .desk = desk, .error = error };
  bool read = fo_journal_unsettled (journal, recover_row, &r, error);
  g_autofree char *position = r.position;

  if (!read || r.failed || !recover_offline (desk, journal, error))
    return false;
  return !position || fo_desk_resume (desk, position, error);
}

/* ---- ... with lanes ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  uint32_t lane;
  char *position; /* after its newest row */
} Left;

typedef struct {
  GArray *lanes; /* Left */
  gint64 newest_us;
  bool before; /* the rows from here on are of an earlier shift */
} Shift;

static void
clear_left (gpointer left)
{
  g_free (((Left *) left)->position);
}

static bool
knows_lane (const Shift *shift, uint32_t lane)
{
  for (guint i = 0; i < shift->lanes->len; i++)
    if (g_array_index (shift->lanes, Left, i).lane == lane)
      return true;
  return false;
}

/* Newest first. Only a scan has a time. */
static void
look_at_row (const FoJournalEntry *entry, gpointer data)
{
  g_auto (FoReply) reply = { 0 };
  Shift *shift = data;
  Left left = { .lane = entry->scan.lane };

  if (!entry->operation) /* kept before there was a store */
    return;
  shift->newest_us = MAX (shift->newest_us, entry->scan.at_us);
  shift->before |= entry->scan.at_us && entry->scan.at_us < shift->newest_us - SHIFT_US;
  if (shift->before || knows_lane (shift, left.lane))
    return;
  if (!entry->reply || !fo_reply_from_json (entry->reply, &reply))
    reply.verdict = FO_SCAN_NOT_DONE;
  left.position = position_after (entry, &reply);
  g_array_append_val (shift->lanes, left);
}

bool
fo_intake_resume_lanes (FoDesks *desks, FoJournal *journal, GError **error)
{
  g_autoptr (GArray) lanes = g_array_new (FALSE, FALSE, sizeof (Left));
  Shift shift = { .lanes = lanes };

  g_array_set_clear_func (lanes, clear_left);
  if (!fo_journal_last (journal, SHIFT_ROWS, look_at_row, &shift, error))
    return false;
  for (guint i = 0; i < lanes->len; i++) {
    const Left *left = &g_array_index (lanes, Left, i);
    FoDesk *desk = fo_desks_lane (desks, left->lane, error);
    if (!desk || !fo_desk_resume (desk, left->position, error))
      return false;
  }
  return true;
}

bool
fo_intake_recover_lanes (FoDesks *desks, FoJournal *journal, FoIntakeFound found, gpointer data, GError **error)
{
  Recovery r = {
    .store = desks->store, .journal = journal, .found = found, .data = data, .prints = true, .error = error,
    .desk = g_array_index (desks->lanes, FoDeskLane, 0).desk
  };
  bool read = fo_journal_unsettled (journal, recover_row, &r, error);

  g_free (r.position);
  if (!read || r.failed || !recover_offline (r.desk, journal, error))
    return false;
  return !r.found_any || fo_intake_resume_lanes (desks, journal, error);
}

/* ---- ... with what is owed ------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoStore *store;
  GArray *owed; /* FoDeskReply */
  GError **error;
  bool failed;
} Owed;

static void
read_owed (const FoJournalEntry *entry, gpointer data)
{
  Owed *owed = data;
  FoDeskReply reply;

  if (owed->failed)
    return;
  fo_desk_reply_init (&reply);
  reply.lane = entry->scan.lane;
  reply.reply.operation = entry->operation;
  reply.owes = entry->row;
  owed->failed = !fo_due_read (owed->store, entry->owed, reply.labels, owed->error);
  g_array_append_val (owed->owed, reply);
}

bool
fo_intake_read_owed (FoStore *store, FoJournal *journal, GArray *owed, GError **error)
{
  Owed reading = { .store = store, .owed = owed, .error = error };

  return fo_journal_owed (journal, read_owed, &reading, error) && !reading.failed;
}

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
  entry.operation = fo_store_next_id (desk->store, error);
  if (!entry.operation || !fo_journal_add (journal, &entry, &desk->last.row, error))
    return false;
  desk->last.kind = input->kind;
  desk->last.scan = *input->scan;
  desk->last.operation = entry.operation;
  g_free (desk->last.request);
  desk->last.request = g_strdup (input->request);
  return true;
}

static void
settle (FoJournal *journal, gint64 row, const FoReply *reply, const char *owes)
{
  g_autofree char *json = fo_reply_to_json (reply);

  fo_journal_settle (journal, row, reply->verdict, json, owes);
}

static bool
take (FoDesk *desk, FoJournal *journal, const Input *input, FoDeskReply *ret, GError **error)
{
  FoFound found = fo_desk_recall (desk, input->kind, input->scan, input->request, ret, error);

  if (found != FO_ABSENT)
    return found == FO_FOUND;
  if (!goes_on (desk, input) && !add (desk, journal, input, error))
    return false;
  if (!fo_desk_take (desk, desk->last.operation, input->kind, input->scan, input->request, ret, error))
    return false;
  settle (journal, desk->last.row, &ret->reply, NULL);
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

static void
recover_row (const FoJournalEntry *entry, gpointer data)
{
  g_auto (FoReply) reply = { 0 };
  Recovery *r = data;

  if (r->failed)
    return;
  r->failed = !look_up (r->store, entry->operation, &reply, r->error);
  if (r->failed)
    return;
  if (reply.verdict == FO_SCAN_NOT_DONE)
    name_input (&reply, &entry->scan);
  g_free (r->position);
  r->position = position_after (entry, &reply);
  r->found_any = true;
  settle (r->journal, entry->row, &reply, r->prints ? due_of (&reply) : NULL);
  if (r->found)
    r->found (entry, &reply, r->data);
}

bool
fo_intake_recover (FoDesk *desk, FoJournal *journal, FoIntakeFound found, gpointer data, GError **error)
{
  Recovery r = { .store = desk->store, .journal = journal, .found = found, .data = data, .error = error };
  bool read = fo_journal_unsettled (journal, recover_row, &r, error);
  g_autofree char *position = r.position;

  if (!read || r.failed)
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

  shift->newest_us = MAX (shift->newest_us, entry->scan.at_us);
  shift->before |= entry->scan.at_us && entry->scan.at_us < shift->newest_us - SHIFT_US;
  if (shift->before || knows_lane (shift, left.lane))
    return;
  if (!entry->reply || !fo_reply_from_json (entry->reply, &reply))
    reply.verdict = FO_SCAN_NOT_DONE;
  left.position = position_after (entry, &reply);
  g_array_append_val (shift->lanes, left);
}

static bool
resume_lanes (FoDesks *desks, FoJournal *journal, GError **error)
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
    .store = desks->store, .journal = journal, .found = found, .data = data, .prints = true, .error = error
  };
  bool read = fo_journal_unsettled (journal, recover_row, &r, error);

  g_free (r.position);
  if (!read || r.failed)
    return false;
  return !r.found_any || resume_lanes (desks, journal, error);
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

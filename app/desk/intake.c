/* SPDX-License-Identifier: GPL-3.0-or-later
 * In one thread: journal, desk, answer; and what a crash left in the journal. */
#include "inside.h"

#include <string.h>

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
settle (FoJournal *journal, gint64 row, const FoReply *reply)
{
  g_autofree char *json = fo_reply_to_json (reply);

  fo_journal_settle (journal, row, reply->verdict, json);
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
  settle (journal, desk->last.row, &ret->reply);
  desk->last.row = 0;
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
  FoDesk *desk;
  FoJournal *journal;
  FoIntakeFound found;
  gpointer data;
  char *position; /* beside the newest row */
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

static void
recover_row (const FoJournalEntry *entry, gpointer data)
{
  g_auto (FoReply) reply = { 0 };
  Recovery *r = data;

  if (r->failed)
    return;
  r->failed = !look_up (r->desk->store, entry->operation, &reply, r->error);
  if (r->failed)
    return;
  if (reply.verdict == FO_SCAN_NOT_DONE)
    name_input (&reply, &entry->scan);
  g_free (r->position);
  r->position = fo_reply_position (&reply);
  if (!r->position)
    r->position = g_strdup (entry->task ? entry->task : "");
  settle (r->journal, entry->row, &reply);
  if (r->found)
    r->found (entry, &reply, r->data);
}

bool
fo_intake_recover (FoDesk *desk, FoJournal *journal, FoIntakeFound found, gpointer data, GError **error)
{
  Recovery r = { .desk = desk, .journal = journal, .found = found, .data = data, .error = error };
  bool read = fo_journal_unsettled (journal, recover_row, &r, error);
  g_autofree char *position = r.position;

  if (!read || r.failed)
    return false;
  return !position || fo_desk_resume (desk, position, error);
}

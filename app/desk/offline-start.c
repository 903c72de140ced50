/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program starts while its server is away: on the copy that the session before left beside the journal. */
#include "firstout/store/guard.h"
#include "firstout/store/stations.h"
#include "offline-inside.h"

#include <string.h>

typedef struct {
  FoOffline *offline;
  FoJournal *journal;
  FoStore *shadow;
  FoShadowNotes notes;
  GArray *rows; /* FoOfflineRow: behind those that are in the copy */
} Start;

/* ---- what the journal knows ------------------------------------------------------------------------------------------------- */

/* Done on the copy by the session before, which ended before it could note so: it waits like what it did note. Of the others the
 * server may know something: they are looked up there, at the next start with it. */
static void
settle_done (const FoJournalEntry *entry, gpointer data)
{
  const Start *start = data;
  g_auto (FoReply) reply = { 0 };
  g_autofree char *json = NULL;
  bool done = false;

  if (!entry->operation || !fo_store_settle (start->shadow, entry->operation, &done, NULL) || !done
      || fo_act_recall (start->shadow, entry->operation, &reply, NULL) != FO_FOUND)
    return;
  json = fo_reply_to_json (&reply);
  fo_journal_settle_offline (start->journal, entry->row, reply.verdict, json, NULL, start->notes.epoch, "");
}

static bool
is_command (const FoOfflineRow *row, const char *word)
{
  const FoScan *scan = &row->entry.scan;

  return row->entry.kind == FO_JOURNAL_COMMAND && scan->length >= strlen (word)
         && memcmp (scan->bytes, word, strlen (word)) == 0;
}

/* Who is logged in, and which ids are used up. */
static void
follow_row (Start *start, const FoOfflineRow *row)
{
  FoShadowNotes *notes = &start->notes;
  g_auto (FoReply) reply = { 0 };
  const FoArg *person =
      row->reply && fo_reply_from_json (row->reply, &reply) ? fo_args_get (&reply.args, "person") : NULL;

  if (row->entry.operation >= notes->first_id && row->entry.operation <= notes->last_id)
    notes->first_id = row->entry.operation + 1;
  if (is_command (row, "log-out") && reply.verdict == FO_OK)
    notes->person[0] = '\0';
  if (is_command (row, "log-in") && reply.verdict == FO_OK && person && person->kind == FO_ARG_TEXT)
    g_strlcpy (notes->person, person->text, sizeof notes->person);
  fo_offline_found (start->offline, row->entry.row, row->entry.operation);
}

static void
count_row (const FoJournalEntry *entry, gpointer data)
{
  (void) entry;
  (*(guint *) data)++;
}

static bool
read_journal (Start *start, GError **error)
{
  guint waits = 0;

  if ((start->notes.since_us && !fo_journal_unsettled (start->journal, settle_done, start, error))
      || !fo_journal_flush (start->journal, error)
      || !fo_journal_since (start->journal, start->notes.row, fo_offline_rows_add, start->rows, error)
      || !fo_journal_offline (start->journal, count_row, &waits, error))
    return false;
  for (guint i = 0; i < start->rows->len; i++)
    follow_row (start, &g_array_index (start->rows, FoOfflineRow, i));
  fo_offline_set_waiting (start->offline, waits);
  return true;
}

/* ---- may it ------------------------------------------------------------------------------------------------------------------- */

static bool
judge (const Start *start, GError **error)
{
  const FoShadowNotes *notes = &start->notes;

  if (!notes->first_id || notes->first_id > notes->last_id) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_MISSING,
                 "The copy of the warehouse has no numbers for what is done.");
    return false;
  }
  if (fo_guard_is_closed (start->shadow) && !*notes->person) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_MISSING,
                 "Nobody was logged in here who could go on without the server.");
    return false;
  }
  return true;
}

static bool
go_on (Start *start, GError **error)
{
  FoOffline *offline = start->offline;
  const FoShadowNotes *notes = &start->notes;

  if (!fo_offline_roll_forward (offline, start->shadow, start->rows, error)
      || !fo_store_read (start->shadow, fo_offline_read_leased, offline, error))
    return false;
  if (notes->closed)
    g_hash_table_remove_all (offline->leased);
  offline->since_us = notes->since_us ? notes->since_us : notes->copied_us;
  offline->contact_us = notes->since_us ? notes->contact_us : notes->copied_us;
  offline->first = G_MAXINT64;
  if (!fo_shadow_set_since (start->shadow, offline->since_us, offline->contact_us, error))
    return false;
  if (fo_guard_is_closed (start->shadow))
    offline->expects = g_strdup (notes->person);
  fo_offline_work_on (offline, g_steal_pointer (&start->shadow), notes);
  return true;
}

bool
fo_offline_start (FoOffline *offline, FoJournal *journal, FoId *ret_first, FoId *ret_last, GError **error)
{
  g_autoptr (GArray) rows = fo_offline_rows_new ();
  g_autoptr (FoStore) shadow = NULL;
  Start start = { .offline = offline, .journal = journal, .rows = rows };
  bool done;

  start.shadow = fo_shadow_open (offline->path, offline->station, 0, &start.notes, error);
  if (!start.shadow)
    return false;
  fo_store_share_today (offline->desks->store, start.shadow);
  done = fo_guard_watch (start.shadow, error) && read_journal (&start, error) && judge (&start, error)
         && go_on (&start, error);
  shadow = start.shadow; /* NULL: it is worked on */
  if (!done)
    return false;
  *ret_first = start.notes.first_id;
  *ret_last = start.notes.last_id;
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Across threads. An input goes main → journal thread → main → store thread → main, and waits at every station until the one
 * before it has passed: so they stay in order, and none is acted on that is not on the disk.
 *
 * A lane's inputs stand in one queue with the others' and are journaled in its order; at the desks an input waits only for those of
 * its own lane, and for the store.
 *
 *   taken in ──→ journaled ──→ asked of the desk ──→ answered
 *      ↑ disk full │              ↑ store busy │
 *      └───────────┘              └────────────┘   again after a pause that grows
 */
#include "badge.h"
#include "firstout/store/stations.h"
#include "intake-inside.h"

#include <string.h>

#define PAUSE_FIRST_MS 100
#define PAUSE_MOST_MS 5000
#define IDS_EVERY_S 30

void
fo_input_free (gpointer data)
{
  Input *input = data;

  g_clear_error (&input->error);
  fo_desk_reply_clear (&input->reply);
  fo_view_clear (&input->view);
  g_free (input->person);
  g_free (input);
}

static bool
journal_is_idle (const FoIntake *intake)
{
  for (GList *at = intake->inputs->head; at; at = at->next)
    if (((Input *) at->data)->at_journal)
      return false;
  return true;
}

/* ---- waiting -------------------------------------------------------------------------------------------------------------------- */

static void pause_before_retry (FoIntake *intake);

static gboolean
try_again (gpointer data)
{
  FoIntake *intake = data;

  g_clear_pointer (&intake->retry, g_source_unref);
  if (!journal_is_idle (intake)) { /* what is still there would overtake what failed */
    pause_before_retry (intake);
    return G_SOURCE_REMOVE;
  }
  g_atomic_int_set (&intake->stuck, 0);
  fo_intake_pump (intake);
  return G_SOURCE_REMOVE;
}

static void
pause_before_retry (FoIntake *intake)
{
  if (intake->retry)
    return;
  intake->retry = g_timeout_source_new (intake->pause_ms);
  g_source_set_callback (intake->retry, try_again, intake, NULL);
  g_source_attach (intake->retry, intake->home);
  intake->pause_ms = MIN (intake->pause_ms * 2, PAUSE_MOST_MS);
}

/* A reason is told when it is new. */
void
fo_intake_wait (FoIntake *intake, const GError *error)
{
  if (g_strcmp0 (intake->told, error->message) != 0) {
    g_free (intake->told);
    intake->told = g_strdup (error->message);
    intake->answered (NULL, NULL, error, intake->data);
  }
  pause_before_retry (intake);
}

void
fo_intake_goes_well (FoIntake *intake)
{
  g_clear_pointer (&intake->told, g_free);
  intake->pause_ms = PAUSE_FIRST_MS;
}

/* ---- the journal's thread ------------------------------------------------------------------------------------------------------- */

static void
journal_input (gpointer owned, gpointer data)
{
  Input *input = data;
  FoIntake *intake = input->intake;
  FoJournalEntry entry = { .kind = input->kind, .scan = input->scan };
  g_autofree char *position = NULL;

  g_clear_error (&input->error);
  if (g_atomic_int_get (&intake->stuck)) /* the one before it is not on the disk */
    return;
  if (!input->operation)
    input->operation = fo_ids_take (intake->ids);
  g_mutex_lock (&intake->position_mutex);
  position = g_strdup (input->lane->position);
  g_mutex_unlock (&intake->position_mutex);
  entry.operation = input->operation;
  if (input->kind == FO_JOURNAL_COMMAND)
    entry.scan.length = fo_length_without_pin (&entry.scan);
  entry.task = position;
  if (input->kept)
    fo_kept_settle (owned, input->kept);
  input->kept = 0;
  if (!fo_journal_add (owned, &entry, &input->row, &input->error))
    g_atomic_int_set (&intake->stuck, 1);
}

static void
input_journaled (gpointer data)
{
  Input *input = data;
  FoIntake *intake = input->intake;

  input->at_journal = false;
  input->on_disk = input->row != 0;
  if (input->on_disk && input->noted) {
    g_queue_remove (intake->inputs, input);
    fo_intake_note_answer (intake, input);
    fo_input_free (input);
    fo_intake_pump (intake);
  } else if (input->on_disk) {
    fo_intake_pump (intake);
  } else if (input->error) {
    fo_intake_wait (intake, input->error);
  } else {
    pause_before_retry (intake);
  }
}

static void
refresh_ids (gpointer owned, gpointer data)
{
  const FoIntake *intake = data;

  if (fo_offline_is_on (intake->desks->offline))
    return;
  (void) fo_ids_refresh (intake->ids, owned, NULL);
  fo_store_station_is_here (owned, NULL);
}

static void
ids_refreshed (gpointer data)
{
  ((FoIntake *) data)->busy--;
}

static gboolean
time_for_ids (gpointer data)
{
  FoIntake *intake = data;

  if (!intake->busy) {
    intake->busy++;
    fo_worker_submit (intake->store_worker, refresh_ids, ids_refreshed, intake, NULL);
  }
  return G_SOURCE_CONTINUE;
}

/* ---- main ----------------------------------------------------------------------------------------------------------------------------- */

static void
give_to_journal (Input *input)
{
  input->at_journal = true;
  fo_worker_submit (input->intake->journal_worker, journal_input, input_journaled, input, NULL);
}

/* The oldest that waits for nothing of its own lane. */
static Input *
next_for_desk (FoIntake *intake)
{
  for (guint i = 0; i < intake->lanes->len; i++)
    ((Lane *) g_ptr_array_index (intake->lanes, i))->blocked = false;
  for (GList *at = intake->inputs->head; at; at = at->next) {
    Input *input = at->data;
    if (!input->lane->blocked && input->on_disk && !input->held)
      return input;
    input->lane->blocked = true;
  }
  return NULL;
}

/* Whatever can go one station further does. */
void
fo_intake_pump (FoIntake *intake)
{
  Input *next;

  if (intake->retry)
    return;
  for (GList *at = intake->inputs->head; at; at = at->next) {
    Input *input = at->data;
    if (!input->on_disk && !input->at_journal)
      give_to_journal (input);
  }
  if (intake->at_desk || !(next = next_for_desk (intake)))
    return;
  fo_intake_ask (intake, next);
}

static Lane *
lane_of (FoIntake *intake, uint32_t number)
{
  Lane *lane;

  for (guint i = 0; i < intake->lanes->len; i++) {
    lane = g_ptr_array_index (intake->lanes, i);
    if (lane->number == number)
      return lane;
  }
  lane = g_new0 (Lane, 1);
  lane->number = number;
  lane->position = g_strdup ("");
  g_ptr_array_add (intake->lanes, lane);
  return lane;
}

static void
lane_free (gpointer data)
{
  g_free (((Lane *) data)->position);
  g_free (data);
}

/* Stands in front of BEFORE, or last. */
static Input *
take_in_before (FoIntake *intake, GList *before, FoJournalKind kind, const FoScan *scan)
{
  Input *input = g_new0 (Input, 1);

  input->intake = intake;
  input->kind = kind;
  input->scan = *scan;
  input->lane = lane_of (intake, scan->lane);
  input->held = input->lane->holds;
  fo_desk_reply_init (&input->reply);
  fo_view_init (&input->view);
  g_queue_insert_before (intake->inputs, before, input);
  return input;
}

/* A store that is away does not keep the journal waiting. */
static void
send (Input *input)
{
  if (!input->intake->retry || !g_atomic_int_get (&input->intake->stuck))
    give_to_journal (input);
}

static void
take_in (FoIntake *intake, FoJournalKind kind, const FoScan *scan)
{
  send (take_in_before (intake, NULL, kind, scan));
}

void
fo_intake_scan_async (FoIntake *intake, const FoScan *scan)
{
  take_in (intake, FO_JOURNAL_SCAN, scan);
}

void
fo_intake_give_kept (FoIntake *intake, const FoKeptInput *kept)
{
  Input *input = take_in_before (intake, NULL, kept->kind, &kept->scan);

  input->kept = kept->row;
  send (input);
}

void
fo_intake_note_async (FoIntake *intake, const FoScan *scan, const char *page)
{
  Input *input = take_in_before (intake, NULL, FO_JOURNAL_SCAN, scan);

  input->noted = true;
  input->held = false;
  fo_args_set_text (&input->reply.reply.args, "page", page);
  send (input);
}

void
fo_intake_command_async (FoIntake *intake, uint32_t lane, const char *command)
{
  FoScan scan;

  if (!fo_scan_of_command (&scan, command))
    return;
  scan.lane = lane;
  take_in (intake, FO_JOURNAL_COMMAND, &scan);
}

void
fo_intake_hold (FoIntake *intake, uint32_t lane)
{
  lane_of (intake, lane)->holds = true;
}

static GList *
first_held (FoIntake *intake, const Lane *lane)
{
  GList *at = intake->inputs->head;

  while (at && !(((Input *) at->data)->held && ((Input *) at->data)->lane == lane))
    at = at->next;
  return at;
}

void
fo_intake_go_on (FoIntake *intake, uint32_t number, const char *command)
{
  Lane *lane = lane_of (intake, number);
  GList *held = first_held (intake, lane);
  FoScan scan;

  lane->holds = false;
  if (command && fo_scan_of_command (&scan, command)) {
    scan.lane = number;
    send (take_in_before (intake, held, FO_JOURNAL_COMMAND, &scan));
  }
  for (; held; held = held->next)
    if (((Input *) held->data)->lane == lane)
      ((Input *) held->data)->held = false;
  fo_intake_pump (intake);
}

static void
pay (gpointer owned, gpointer data)
{
  fo_journal_pay (owned, *(gint64 *) data);
}

void
fo_intake_pay (FoIntake *intake, gint64 owes)
{
  if (owes)
    fo_worker_submit (intake->journal_worker, pay, NULL, g_memdup2 (&owes, sizeof owes), g_free);
}

FoWorker *
fo_intake_journal (FoIntake *intake)
{
  return intake->journal_worker;
}

guint
fo_intake_waiting (FoIntake *intake, uint32_t lane)
{
  guint waiting = 0;

  for (GList *at = intake->inputs->head; at; at = at->next)
    waiting += ((Input *) at->data)->lane->number == lane;
  return waiting;
}

static void
journal_free (gpointer journal)
{
  fo_journal_free (journal);
}

FoIntake *
fo_intake_new (FoWorker *store_worker, FoDesks *desks, FoJournal *journal, FoIntakeAnswered answered, gpointer data)
{
  FoIntake *intake = g_new0 (FoIntake, 1);

  intake->store_worker = store_worker;
  intake->journal_worker = fo_worker_new ("journal", journal, journal_free);
  intake->desks = desks;
  intake->lanes = g_ptr_array_new_with_free_func (lane_free);
  g_mutex_init (&intake->position_mutex);
  for (guint i = 0; i < desks->lanes->len; i++) {
    const FoDeskLane *lane = &g_array_index (desks->lanes, FoDeskLane, i);
    fo_intake_note_position (intake, lane_of (intake, lane->lane), lane->desk);
  }
  intake->ids = g_array_index (desks->lanes, FoDeskLane, 0).desk->ids;
  intake->answered = answered;
  intake->data = data;
  intake->home = g_main_context_ref_thread_default ();
  intake->inputs = g_queue_new ();
  intake->pause_ms = PAUSE_FIRST_MS;
  intake->refresh = g_timeout_source_new_seconds (IDS_EVERY_S);
  g_source_set_callback (intake->refresh, time_for_ids, intake, NULL);
  g_source_attach (intake->refresh, intake->home);
  fo_intake_expect_absence (intake);
  return intake;
}

/* ---- the end ---------------------------------------------------------------------------------------------------------------------------- */

static void
free_desks (gpointer owned, gpointer data)
{
  (void) owned;
  fo_desks_free (data);
}

/* Until everything is answered, or waits for a store or a disk that is not there. */
static void
finish (FoIntake *intake)
{
  while (intake->busy || fo_absence_is_busy (intake->absence) || !journal_is_idle (intake) || (!g_queue_is_empty (intake->inputs) && !intake->retry))
    g_main_context_iteration (intake->home, TRUE);
}

static void
end_source (GSource **source)
{
  if (!*source)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

void
fo_intake_free (FoIntake *intake)
{
  if (!intake)
    return;
  for (guint i = 0; i < intake->lanes->len; i++)
    fo_intake_go_on (intake, ((Lane *) g_ptr_array_index (intake->lanes, i))->number, NULL);
  finish (intake);
  end_source (&intake->retry);
  end_source (&intake->refresh);
  end_source (&intake->tend);
  g_clear_pointer (&intake->absence, fo_absence_free);
  fo_worker_free (intake->journal_worker);
  fo_worker_submit (intake->store_worker, free_desks, NULL, intake->desks, NULL);
  g_queue_free_full (intake->inputs, fo_input_free);
  g_queue_clear_full (&intake->open, fo_input_free);
  g_mutex_clear (&intake->position_mutex);
  g_main_context_unref (intake->home);
  g_ptr_array_unref (intake->lanes);
  g_free (intake->told);
  g_free (intake);
}

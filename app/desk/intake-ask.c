/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desks are asked, on the store's thread, and answer; and when the server is gone they do without it. */
#include "due.h"
#include "intake-inside.h"

#include <string.h>

#define TEND_EVERY_MS 2000

void
fo_intake_note_answer (FoIntake *intake, Input *input)
{
  FoSettle settle = { input->row,
                      input->reply.reply.verdict,
                      fo_reply_to_json (&input->reply.reply),
                      fo_due_print (input->reply.labels),
                      input->offline,
                      input->epoch,
                      g_strdup (input->person) };

  if (input->settled)
    return;
  input->settled = true;
  input->reply.owes = settle.owes ? input->row : 0;
  fo_settle_submit (intake->journal_worker, &settle);
}

/* ---- the store's thread ------------------------------------------------------------------------------------------------------------ */

void
fo_intake_note_position (FoIntake *intake, Lane *lane, const FoDesk *desk)
{
  g_mutex_lock (&intake->position_mutex);
  g_free (lane->position);
  lane->position = fo_desk_position (desk);
  g_mutex_unlock (&intake->position_mutex);
}

static bool
may_pass (const GError *error)
{
  static const FoStoreError passing[] = { FO_STORE_ERROR_BUSY, FO_STORE_ERROR_OFFLINE, FO_STORE_ERROR_UNCERTAIN,
                                          FO_STORE_ERROR_FULL, FO_STORE_ERROR_IO };

  for (gsize i = 0; i < G_N_ELEMENTS (passing); i++)
    if (g_error_matches (error, FO_STORE_ERROR, passing[i]))
      return true;
  return false;
}

/* What is booked is answered with its page; when that cannot be read just now, the answer waits for it. */
static void
read_page (FoDesk *desk, Input *input)
{
  g_autoptr (GError) why = NULL;

  if (!fo_desk_view (desk, &input->view, &why) && input->stage == INPUT_ANSWERED && may_pass (why))
    input->error = g_steal_pointer (&why);
  input->view.lane = input->lane->number;
}

static void
note_how (Input *input, FoDesk *desk, const char *before)
{
  g_autofree char *after = before ? fo_desk_position (desk) : NULL;

  input->offline = fo_offline_is_on (desk->offline);
  input->open = input->uncertain && input->reply.reply.operation != input->operation;
  if (input->open)
    input->reply.reply.verdict = FO_OUTCOME_UNKNOWN;
  if (input->offline) {
    input->epoch = fo_offline_epoch (desk->offline);
    input->person = g_strdup (fo_offline_person (desk->offline));
  }
  if (!input->open)
    fo_offline_answered (desk->offline, input->row, input->operation, g_strcmp0 (before, after) != 0);
}

/* False: it is to be tried again. */
static bool
take (Input *input, FoDesk *desk)
{
  g_autofree char *before = desk->offline ? fo_desk_position (desk) : NULL;

  if (fo_desk_take (desk, input->operation, input->kind, &input->scan, NULL, &input->reply, &input->error)) {
    input->stage = INPUT_ANSWERED;
    note_how (input, desk, before);
    return true;
  }
  input->uncertain |= g_error_matches (input->error, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN);
  if (!may_pass (input->error))
    input->stage = INPUT_GIVEN_UP;
  return input->stage == INPUT_GIVEN_UP;
}

static void
ask_desk (gpointer owned, gpointer data)
{
  Input *input = data;
  FoIntake *intake = input->intake;
  FoDesk *desk;

  (void) owned;
  g_clear_error (&input->error);
  desk = fo_desks_lane (intake->desks, input->lane->number, &input->error);
  if (!desk) {
    input->stage = may_pass (input->error) ? INPUT_TO_ASK : INPUT_GIVEN_UP;
    return;
  }
  if (input->stage == INPUT_TO_ASK && !take (input, desk))
    return;
  fo_intake_note_position (intake, input->lane, desk);
  read_page (desk, input);
  if (!fo_offline_is_on (desk->offline)) /* the shadow's ids are its own */
    (void) fo_ids_refresh (intake->ids, intake->desks->store, NULL);
  fo_desks_offline_state (intake->desks, &input->link);
}

/* ---- without the server ---------------------------------------------------------------------------------------------------------- */

static bool
do_without (FoIntake *intake, Input *input)
{
  if (!intake->absence || !fo_absence_begin (intake->absence, input->error))
    return false;
  intake->lost = input;
  intake->at_desk = true; /* nobody else is asked until it is known */
  intake->busy++;
  return true;
}

static void
began (bool done, gpointer data)
{
  FoIntake *intake = data;

  intake->at_desk = false;
  intake->busy--;
  if (done)
    fo_intake_goes_well (intake);
  else
    fo_intake_wait (intake, intake->lost->error);
  intake->lost = NULL;
  fo_intake_pump (intake);
}

static void
returning (gpointer data)
{
  FoIntake *intake = data;

  intake->at_desk = true;
  intake->busy++;
}

/* ---- what was left open ------------------------------------------------------------------------------------------------------------ */

static void
look_up (gpointer owned, gpointer data)
{
  Input *input = data;
  FoReply *reply = &input->reply.reply;
  FoStore *store = input->intake->desks->store;
  bool done;

  (void) owned;
  g_clear_error (&input->error);
  if (!fo_store_settle (store, input->operation, &done, &input->error))
    return;
  fo_reply_clear (reply);
  if (done)
    (void) fo_act_recall (store, input->operation, reply, &input->error);
  else
    reply->verdict = FO_SCAN_NOT_DONE;
}

static void
looked_up (gpointer data)
{
  Input *input = data;
  FoIntake *intake = input->intake;

  intake->busy--;
  if (input->error) {
    g_queue_push_tail (&intake->open, input);
    return;
  }
  input->open = input->offline = false;
  fo_intake_note_answer (intake, input);
  intake->answered (&input->reply, NULL, NULL, intake->data);
  fo_input_free (input);
}

static void
look_up_open (FoIntake *intake)
{
  for (guint n = intake->open.length; n > 0; n--) {
    intake->busy++;
    fo_worker_submit (intake->store_worker, look_up, looked_up, g_queue_pop_head (&intake->open), NULL);
  }
}

static void
returned (const GArray *views, gpointer data)
{
  FoIntake *intake = data;

  if (views)
    look_up_open (intake);

  intake->at_desk = false;
  intake->busy--;
  for (guint i = 0; views && i < views->len; i++)
    intake->answered (NULL, &g_array_index (views, FoView, i), NULL, intake->data);
  fo_intake_pump (intake);
}

static void
link_changed (const FoOfflineState *state, gpointer data)
{
  FoIntake *intake = data;

  if (intake->link_changed)
    intake->link_changed (state, intake->link_data);
}

static gboolean
time_to_tend (gpointer data)
{
  FoIntake *intake = data;

  if (!intake->at_desk && !intake->retry && !intake->busy)
    fo_absence_tend (intake->absence);
  return G_SOURCE_CONTINUE;
}

void
fo_intake_watch_link (FoIntake *intake, FoIntakeLink changed, gpointer data)
{
  intake->link_changed = changed;
  intake->link_data = data;
}

void
fo_intake_expect_absence (FoIntake *intake)
{
  const FoAbsenceHooks hooks = { began, returning, returned, link_changed, intake };

  if (!intake->desks->offline)
    return;
  intake->absence = fo_absence_new (intake->desks, intake->store_worker, intake->journal_worker, &hooks);
  intake->tend = g_timeout_source_new (TEND_EVERY_MS);
  g_source_set_callback (intake->tend, time_to_tend, intake, NULL);
  g_source_attach (intake->tend, intake->home);
}

/* ---- ... and with it ---------------------------------------------------------------------------------------------------------------- */

static void
desk_asked (gpointer data)
{
  Input *input = data;
  FoIntake *intake = input->intake;
  bool answered = input->stage == INPUT_ANSWERED && !input->error;

  intake->at_desk = false;
  intake->busy--;
  if (input->stage == INPUT_ANSWERED && !input->open)
    fo_intake_note_answer (intake, input);
  if (!answered && input->stage != INPUT_GIVEN_UP) {
    if (do_without (intake, input))
      return;
    fo_intake_wait (intake, input->error);
    return;
  }
  if (intake->absence)
    fo_absence_note (intake->absence, &input->link);
  g_queue_remove (intake->inputs, input);
  fo_intake_goes_well (intake);
  if (input->kind == FO_JOURNAL_SCAN)
    g_strlcpy (input->reply.device, input->scan.device, sizeof input->reply.device);
  input->reply.lane = input->view.lane = input->lane->number;
  intake->answered (answered ? &input->reply : NULL, &input->view, input->error, intake->data);
  if (input->open)
    g_queue_push_tail (&intake->open, input);
  else
    fo_input_free (input);
  fo_intake_pump (intake);
}

void
fo_intake_ask (FoIntake *intake, Input *input)
{
  intake->at_desk = true;
  intake->busy++;
  fo_worker_submit (intake->store_worker, ask_desk, desk_asked, input, NULL);
}

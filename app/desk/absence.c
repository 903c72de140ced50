/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "absence.h"

#include <string.h>

struct FoAbsence {
  FoDesks *desks; /* the store's thread's */
  FoWorker *store, *journal;
  FoAbsenceHooks hooks;
  FoOfflineState state;
  bool busy;
};

/* One errand through the threads. */
typedef struct {
  FoAbsence *absence;
  GArray *rows; /* FoOfflineRow */
  gint64 since; /* of the journal: rows behind this one */
  bool begins, needs_rows, done;
  GArray *views; /* FoView */
  FoOfflineState state;
  GError *error;
} Errand;

static void
clear_view (gpointer view)
{
  fo_view_clear (view);
}

static Errand *
errand_new (FoAbsence *absence)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->absence = absence;
  errand->rows = fo_offline_rows_new ();
  errand->views = g_array_new (FALSE, FALSE, sizeof (FoView));
  g_array_set_clear_func (errand->views, clear_view);
  absence->busy = true;
  return errand;
}

static void
errand_end (Errand *errand)
{
  errand->absence->busy = false;
  fo_absence_note (errand->absence, &errand->state);
  g_array_unref (errand->rows);
  g_array_unref (errand->views);
  g_clear_error (&errand->error);
  g_free (errand);
}

void
fo_absence_note (FoAbsence *absence, const FoOfflineState *state)
{
  if (memcmp (&absence->state, state, sizeof *state) == 0)
    return;
  absence->state = *state;
  absence->hooks.changed (state, absence->hooks.data);
}

/* ---- it begins ------------------------------------------------------------------------------------------------------------- */

static void
begun (gpointer data)
{
  Errand *errand = data;
  FoAbsence *absence = errand->absence;
  bool done = errand->done;

  if (errand->error)
    g_message ("no work without the server: %s", errand->error->message);
  errand_end (errand);
  absence->hooks.began (done, absence->hooks.data);
}

static void
run_begin (gpointer owned, gpointer data)
{
  Errand *errand = data;

  (void) owned;
  if (!errand->error)
    errand->done = fo_offline_begin (errand->absence->desks->offline, errand->rows, &errand->error);
  fo_desks_offline_state (errand->absence->desks, &errand->state);
}

static void
rows_since_read (gpointer data)
{
  fo_worker_submit (((Errand *) data)->absence->store, run_begin, begun, data, NULL);
}

static void
read_rows_since (gpointer owned, gpointer data)
{
  Errand *errand = data;

  if (!fo_journal_since (owned, errand->since, fo_offline_rows_add, errand->rows, &errand->error))
    g_array_set_size (errand->rows, 0);
}

static void
may_begin (gpointer data)
{
  Errand *errand = data;
  FoAbsence *absence = errand->absence;

  if (errand->begins) {
    fo_worker_submit (absence->journal, read_rows_since, rows_since_read, errand, NULL);
    return;
  }
  errand_end (errand);
  absence->hooks.began (false, absence->hooks.data);
}

static void
ask_whether (gpointer owned, gpointer data)
{
  Errand *errand = data;
  g_autoptr (GError) why = g_steal_pointer (&errand->error);

  (void) owned;
  errand->begins = fo_offline_may_begin (errand->absence->desks->offline, why, &errand->since);
  fo_desks_offline_state (errand->absence->desks, &errand->state);
}

bool
fo_absence_begin (FoAbsence *absence, const GError *why)
{
  Errand *errand;

  if (absence->busy || absence->state.offline)
    return false;
  errand = errand_new (absence);
  errand->error = g_error_copy (why);
  fo_worker_submit (absence->store, ask_whether, may_begin, errand, NULL);
  return true;
}

/* ---- it ends --------------------------------------------------------------------------------------------------------------- */

static void
noted (gpointer data)
{
  Errand *errand = data;
  FoAbsence *absence = errand->absence;
  g_autoptr (GArray) views = errand->done ? g_array_ref (errand->views) : NULL;

  errand_end (errand);
  absence->hooks.returned (views, absence->hooks.data);
}

static void
note_rows (gpointer owned, gpointer data)
{
  Errand *errand = data;

  for (guint i = 0; i < errand->rows->len; i++) {
    const FoOfflineRow *row = &g_array_index (errand->rows, FoOfflineRow, i);

    if (row->became != FO_JOURNAL_ONLINE)
      fo_journal_replayed (owned, row->entry.row, row->became);
  }
  g_clear_error (&errand->error);
  if (!fo_journal_flush (owned, &errand->error)) /* they are found booked at the next start */
    g_debug ("%s", errand->error->message);
}

static void
returned (gpointer data)
{
  fo_worker_submit (((Errand *) data)->absence->journal, note_rows, noted, data, NULL);
}

static void
keep_view (const FoView *view, gpointer data)
{
  FoView copy;

  fo_view_init (&copy);
  fo_view_copy (&copy, view);
  copy.lane = view->lane;
  g_array_append_val ((GArray *) data, copy);
}

static void
run_return (gpointer owned, gpointer data)
{
  Errand *errand = data;
  FoDesks *desks = errand->absence->desks;

  (void) owned;
  errand->done = !errand->error && fo_offline_return (desks->offline, errand->rows, &errand->error)
                 && fo_desks_view (desks, keep_view, errand->views, &errand->error);
  if (errand->error)
    g_debug ("still without the server: %s", errand->error->message);
  fo_desks_offline_state (desks, &errand->state);
}

static void
rows_read (gpointer data)
{
  fo_worker_submit (((Errand *) data)->absence->store, run_return, returned, data, NULL);
}

static void
read_rows (gpointer owned, gpointer data)
{
  Errand *errand = data;

  if (!fo_journal_offline (owned, fo_offline_rows_add, errand->rows, &errand->error))
    g_array_set_size (errand->rows, 0);
}

static void
tended (gpointer data)
{
  Errand *errand = data;
  FoAbsence *absence = errand->absence;

  if (!errand->needs_rows) {
    errand_end (errand);
    return;
  }
  absence->hooks.returning (absence->hooks.data);
  fo_worker_submit (absence->journal, read_rows, rows_read, errand, NULL);
}

static void
run_tend (gpointer owned, gpointer data)
{
  Errand *errand = data;

  (void) owned;
  errand->needs_rows = fo_offline_tend (errand->absence->desks->offline) == FO_OFFLINE_ROWS_THAT_WAIT;
  fo_desks_offline_state (errand->absence->desks, &errand->state);
}

void
fo_absence_tend (FoAbsence *absence)
{
  if (!absence->busy)
    fo_worker_submit (absence->store, run_tend, tended, errand_new (absence), NULL);
}

/* ---- answers --------------------------------------------------------------------------------------------------------------- */

static void
run_settle (gpointer owned, gpointer data)
{
  const FoSettle *settle = data;

  if (settle->offline)
    fo_journal_settle_offline (owned, settle->row, settle->verdict, settle->json, settle->owes, settle->epoch,
                               settle->person);
  else
    fo_journal_settle (owned, settle->row, settle->verdict, settle->json, settle->owes);
}

static void
settle_free (gpointer data)
{
  FoSettle *settle = data;

  g_free (settle->json);
  g_free (settle->owes);
  g_free (settle->person);
  g_free (settle);
}

void
fo_settle_submit (FoWorker *journal, const FoSettle *settle)
{
  fo_worker_submit (journal, run_settle, NULL, g_memdup2 (settle, sizeof *settle), settle_free);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------ */

bool
fo_absence_is_busy (const FoAbsence *absence)
{
  return absence && absence->busy;
}

FoAbsence *
fo_absence_new (FoDesks *desks, FoWorker *store, FoWorker *journal, const FoAbsenceHooks *hooks)
{
  FoAbsence *absence = g_new0 (FoAbsence, 1);

  *absence = (FoAbsence){ .desks = desks, .store = store, .journal = journal, .hooks = *hooks };
  return absence;
}

void
fo_absence_free (FoAbsence *absence)
{
  g_free (absence);
}

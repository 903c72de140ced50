/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "opening.h"

#include "firstout/store/guard.h"
#include "firstout/store/stations.h"
#include "firstout/store/store.h"
#include "shadow-reader.h"
#include "station-notes.h"

enum { SERVER_PATIENCE_MS = 5000 /* then one goes on without */ };

static void
clear_found (gpointer reply)
{
  fo_desk_reply_clear (reply);
}

static void
clear_view (gpointer view)
{
  fo_view_clear (view);
}

static void
remember_found (const FoJournalEntry *entry, const FoReply *reply, gpointer data)
{
  FoOpening *opening = data;
  FoDeskReply found;

  fo_desk_reply_init (&found);
  found.lane = entry->scan.lane;
  found.reply.verdict = reply->verdict;
  found.reply.operation = reply->operation;
  fo_args_copy (&found.reply.args, &reply->args);
  g_array_append_val (opening->found, found);
}

static void
remember_view (const FoView *view, gpointer data)
{
  FoOpening *opening = data;
  FoView copy;

  if (!*view->task)
    return;
  fo_view_init (&copy);
  fo_view_copy (&copy, view);
  g_array_append_val (opening->views, copy);
}

static FoDesks *
open_desks (FoOpening *opening, GError **error)
{
  g_autofree char *shadow = fo_shadow_path_of (&opening->options);

  opening->desks = fo_desks_new (opening->store, opening->options.station, error);
  if (!opening->desks)
    return NULL;
  fo_desks_allow_offline (opening->desks, shadow);
  if (!fo_store_is_local (opening->store))
    fo_store_set_patience (opening->store, SERVER_PATIENCE_MS);
  return opening->desks;
}

static gboolean
open_store (FoOpening *opening, GError **error)
{
  const FoUiOptions *options = &opening->options;

  return (opening->store = fo_store_open (options->store_uri, 0, error))
         && (opening->reader = fo_store_open (options->store_uri, FO_STORE_READ_ONLY, error));
}

static gboolean
open_journal (FoOpening *opening, GError **error)
{
  g_autofree char *path = fo_journal_path_of (&opening->options);

  if (!opening->journal)
    opening->journal = fo_journal_open (path, error);
  return opening->journal != NULL;
}

static void
look_who_may (FoOpening *opening)
{
  opening->wants_person = fo_guard_is_closed (opening->store) && !fo_guard_person (opening->store);
}

static gboolean
open_rest (FoOpening *opening, GError **error)
{
  const FoUiOptions *options = &opening->options;

  if (options->today != FO_DAY_NONE) {
    fo_store_set_today (opening->store, options->today);
    fo_store_set_today (opening->reader, options->today);
  }
  opening->today = fo_store_today (opening->reader);
  if (!fo_station_notes_read (opening->reader, &opening->warehouse, &opening->options.training, error)
      || !fo_store_enter_station (opening->store, options->station, NULL, error) || !open_desks (opening, error)
      || !open_journal (opening, error)
      || !fo_intake_recover_lanes (opening->desks, opening->journal, remember_found, opening, error)
      || !fo_intake_read_owed (opening->store, opening->journal, opening->owed, error)
      || !fo_intake_read_kept (opening->journal, opening->kept, error)
      || !fo_desks_view (opening->desks, remember_view, opening, error))
    return FALSE;
  look_who_may (opening);
  return TRUE;
}

/* On the copy that the session before left. False: there is none to work on. */
static gboolean
open_away (FoOpening *opening)
{
  const FoUiOptions *options = &opening->options;
  g_autofree char *shadow = fo_shadow_path_of (options);
  g_autoptr (GError) why = NULL;

  opening->store = fo_store_open (options->store_uri, FO_STORE_LATER, &why);
  opening->reader = fo_store_open (options->store_uri, FO_STORE_READ_ONLY | FO_STORE_LATER, &why);
  if (options->today != FO_DAY_NONE) {
    fo_store_set_today (opening->store, options->today);
    fo_store_set_today (opening->reader, options->today);
  }
  fo_store_set_patience (opening->store, SERVER_PATIENCE_MS);
  opening->desks = fo_desks_new_away (opening->store, options->station, shadow, opening->journal, &why);
  if (opening->desks
      && fo_station_notes_read (fo_desks_store (opening->desks), &opening->warehouse, &opening->options.training, &why)
      && fo_intake_read_kept (opening->journal, opening->kept, &why)
      && fo_desks_view (opening->desks, remember_view, opening, &why)) {
    opening->today = fo_store_today (fo_desks_store (opening->desks));
    opening->wants_person = fo_guard_is_closed (fo_desks_store (opening->desks));
    fo_desks_offline_state (opening->desks, &opening->link);
    return TRUE;
  }
  g_message ("no work without the server: %s", why->message);
  g_clear_pointer (&opening->desks, fo_desks_free);
  g_clear_pointer (&opening->store, fo_store_free);
  g_clear_pointer (&opening->reader, fo_store_free);
  g_array_set_size (opening->kept, 0);
  g_array_set_size (opening->views, 0);
  return FALSE;
}

static gboolean
open_all (FoOpening *opening, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!opening->store && !open_store (opening, &why)) {
    g_clear_pointer (&opening->store, fo_store_free);
    if (!opening->looks && g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE) && open_journal (opening, NULL)
        && open_away (opening))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&why));
    return FALSE;
  }
  return opening->looks || open_rest (opening, error);
}

void
fo_opening_run_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  (void) source, (void) cancellable;
  if (open_all (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static GArray *
list_of (gsize size, GDestroyNotify clear)
{
  GArray *list = g_array_new (FALSE, FALSE, (guint) size);

  if (clear)
    g_array_set_clear_func (list, clear);
  return list;
}

FoOpening *
fo_opening_new (const FoUiOptions *options)
{
  FoOpening *opening = g_new0 (FoOpening, 1);

  opening->options = *options;
  opening->found = list_of (sizeof (FoDeskReply), clear_found);
  opening->owed = list_of (sizeof (FoDeskReply), clear_found);
  opening->views = list_of (sizeof (FoView), clear_view);
  opening->kept = list_of (sizeof (FoKeptInput), NULL);
  return opening;
}

FoOpening *
fo_opening_go_on (FoOpening *from, FoJournal *journal)
{
  FoOpening *opening = fo_opening_new (&from->options);

  opening->store = g_steal_pointer (&from->store);
  opening->reader = g_steal_pointer (&from->reader);
  opening->journal = journal;
  return opening;
}

void
fo_opening_free (gpointer data)
{
  FoOpening *opening = data;

  g_clear_pointer (&opening->desks, fo_desks_free);
  g_clear_pointer (&opening->journal, fo_journal_free);
  g_clear_pointer (&opening->store, fo_store_free);
  g_clear_pointer (&opening->reader, fo_store_free);
  g_array_unref (opening->found);
  g_array_unref (opening->owed);
  g_array_unref (opening->views);
  g_array_unref (opening->kept);
  g_free (opening->warehouse);
  g_free (opening);
}

/* The training warehouse has printers of its own, none at first: its labels are laid down as files. */
FoPrintQueue *
fo_opening_print_queue (const FoUiOptions *options, FoIntake *intake, void (*changed) (const FoPrintJob *job, gpointer data),
                        gpointer data)
{
  g_autofree char *templates = g_build_filename (options->data_folder, "labels", NULL);
  g_autofree char *training = g_build_filename (options->labels_folder, "printers.conf", NULL);
  const FoPrintQueueOptions how = { .journal = fo_intake_journal (intake),
                                    .printers_path = options->training ? training : NULL, .templates_folder = templates,
                                    .files_folder = options->labels_folder, .now_us = options->now_us,
                                    .changed = changed, .data = data };

  return fo_print_queue_new (&how);
}

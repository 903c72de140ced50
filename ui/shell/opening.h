/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening a station, on a thread of its own: the store first, then the journal, the desks and what a crash left behind. When the server
 * does not answer, the journal is opened all the same, so that scans can be kept in it meanwhile. */
#pragma once

#include "firstout/desk/intake.h"
#include "firstout/ui/application.h"
#include "firstout/work/print.h"

#include <gio/gio.h>

typedef struct {
  FoUiOptions options;
  FoStore *store, *reader;
  FoDesks *desks;
  FoJournal *journal;
  char *warehouse;
  FoDay today;
  GArray *found; /* FoDeskReply: what a crash left behind */
  GArray *owed;  /* FoDeskReply: labels that a crash kept from the print queue */
  GArray *views; /* FoView: what the desks that go on show then */
  GArray *kept;  /* FoKeptInput: what came while there was no server */
  gboolean looks;        /* only whether the server is back: the journal is somebody else's as long */
  gboolean wants_person; /* nobody works here before he has logged in */
  FoOfflineState link;   /* its `offline`: the server does not answer, and the desks are on the copy the session before left */
} FoOpening;

FoOpening *fo_opening_new (const FoUiOptions *options);
void fo_opening_free (gpointer opening);
/* What is open in FROM already; the journal is taken over. */
FoOpening *fo_opening_go_on (FoOpening *from, FoJournal *journal);
/* A GTaskThreadFunc; its data is an FoOpening. FO_STORE_ERROR_OFFLINE and a journal: the server does not answer. */
void fo_opening_run_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable);
/* The queue of what is printed here, once it is open. */
FoPrintQueue *fo_opening_print_queue (const FoUiOptions *options, FoIntake *intake,
                                      void (*changed) (const FoPrintJob *job, gpointer data), gpointer data);

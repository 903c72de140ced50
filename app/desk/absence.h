/* SPDX-License-Identifier: GPL-3.0-or-later
 * Work without the server across threads, inside the desk: what offline.h asks for is fetched from the journal's thread, and done on the
 * store's. Main thread. */
#pragma once

#include "inside.h"

typedef struct FoAbsence FoAbsence;

typedef struct {
  /* A beginning ended; BEGAN: the desks work without the server now. */
  void (*began) (bool began, gpointer data);
  /* An attempt to return is about to begin, and ended: nothing is asked of the desks in between. VIEWS: FoView of each lane that is on
   * the server again; NULL: they are not. */
  void (*returning) (gpointer data);
  void (*returned) (const GArray *views, gpointer data);
  /* What it is has changed. */
  void (*changed) (const FoOfflineState *state, gpointer data);
  gpointer data;
} FoAbsenceHooks;

/* An answer for the journal; takes the texts. */
typedef struct {
  gint64 row;
  FoVerdict verdict;
  char *json, *owes;
  bool offline;
  gint64 epoch;
  char *person;
} FoSettle;
void fo_settle_submit (FoWorker *journal, const FoSettle *settle);

FoAbsence *fo_absence_new (FoDesks *desks, FoWorker *store, FoWorker *journal, const FoAbsenceHooks *hooks);
/* None of its jobs is under way: fo_absence_is_busy. */
void fo_absence_free (FoAbsence *absence);
bool fo_absence_is_busy (const FoAbsence *absence);

/* WHY the server failed: `began` is called when true. */
bool fo_absence_begin (FoAbsence *absence, const GError *why);
/* Every few seconds, while nothing is asked of the desks. */
void fo_absence_tend (FoAbsence *absence);
/* As the store's thread has read it. */
void fo_absence_note (FoAbsence *absence, const FoOfflineState *state);

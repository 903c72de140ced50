/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the intake across threads share, inside the desk: intake-async.c takes in and journals, intake-ask.c asks the desks. */
#pragma once

#include "absence.h"

typedef enum { INPUT_TO_ASK, INPUT_ANSWERED, INPUT_GIVEN_UP } InputStage;

/* One for each lane that ever had an input; lives as long as the intake. */
typedef struct {
  uint32_t number;
  bool holds, blocked; /* main's to know */
  char *position;      /* as of its last answer; under the mutex */
} Lane;

typedef struct {
  FoIntake *intake;
  Lane *lane;
  FoJournalKind kind;
  FoScan scan;
  bool at_journal, on_disk, held; /* main's to know */
  bool noted;                     /* it is answered already, and only kept */
  InputStage stage;         /* the store thread's, between it and main */
  FoId operation;
  gint64 row;    /* 0: not on the disk */
  gint64 kept;   /* the row it was kept in before there was a store, until it has one of its own; 0 none */
  GError *error; /* of the last try */
  bool uncertain;            /* the server went away at the very end */
  bool offline, settled, open; /* answered without it; the journal has the answer; it will have one when the server is back */
  gint64 epoch;
  char *person; /* whoever answered offline; NULL */
  FoDeskReply reply;
  FoView view;
  FoOfflineState link;
} Input;

struct FoIntake {
  FoWorker *store_worker; /* not ours */
  FoWorker *journal_worker;
  FoDesks *desks; /* on the store's thread */
  FoIds *ids;     /* of the first desk; any thread */
  FoIntakeAnswered answered;
  gpointer data;
  GMainContext *home;
  GQueue *inputs;   /* Input, oldest first */
  GPtrArray *lanes; /* Lane */
  bool at_desk;
  GSource *retry, *refresh, *tend;
  FoAbsence *absence; /* NULL: there is no work without the server */
  GQueue open;        /* Input: whose outcome is known when the server is back */
  Input *lost;        /* the one the server went away with, while it is seen whether one can do without */
  FoIntakeLink link_changed;
  gpointer link_data;
  guint pause_ms;
  char *told; /* the reason that was last told for waiting */
  guint busy; /* jobs of ours at the store's thread */
  gint stuck; /* set by the journal thread: what follows is not tried */
  GMutex position_mutex;
};

/* Main thread. Whatever can go one station further does; a reason to wait is told when it is new; it goes well again. */
void fo_intake_pump (FoIntake *intake);
void fo_intake_wait (FoIntake *intake, const GError *error);
void fo_intake_goes_well (FoIntake *intake);
void fo_input_free (gpointer input);

/* ROW is answered with the row that is added next, in one commit. */
void fo_kept_settle (FoJournal *journal, gint64 row);

/* Asks the desk of INPUT's lane, on the store's thread, and answers. */
void fo_intake_ask (FoIntake *intake, Input *input);
/* Gives the answer to the journal, once. */
void fo_intake_note_answer (FoIntake *intake, Input *input);
/* Where LANE's desk is, for the journal. The store's thread, or before there is one. */
void fo_intake_note_position (FoIntake *intake, Lane *lane, const FoDesk *desk);
/* Work without the server begins to be possible, where the desks allow it. */
void fo_intake_expect_absence (FoIntake *intake);

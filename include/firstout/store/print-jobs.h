/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The print queue as rows of the station's journal. A row is there before anything is sent, and what a printer was given is noted
 * before it is given: so after a crash it is known which label may have been printed, and nothing is printed twice without
 * anybody's knowing. On the journal's thread; every write is durable on return.
 */
#pragma once

#include "firstout/store/journal.h"

/* state, stable text */
#define FO_PRINT_STATES(S)                                                                                             \
  S (FO_PRINT_JOB_WAITING, "waiting")     /* for its turn, or to be tried again */                                     \
  S (FO_PRINT_JOB_SENDING, "sending")     /* labels up to BEGUN may be with the printer */                             \
  S (FO_PRINT_JOB_PRINTED, "printed")                                                                                  \
  S (FO_PRINT_JOB_FAILED, "failed")       /* a person presses again; the labels before PRINTED are done */             \
  S (FO_PRINT_JOB_UNCERTAIN, "uncertain") /* a person says whether label BEGUN was printed */                          \
  S (FO_PRINT_JOB_CANCELLED, "cancelled")

typedef enum {
#define FO_PRINT_STATE_ENUM(state, name) state,
  FO_PRINT_STATES (FO_PRINT_STATE_ENUM)
#undef FO_PRINT_STATE_ENUM
    FO_N_PRINT_STATES
} FoPrintState;

/* "waiting". Static. */
const char *fo_print_state_name (FoPrintState state);

/* Texts belong to whoever fills it. */
typedef struct {
  gint64 job;         /* its number, as people see it; given by fo_journal_print_add */
  gint64 of;          /* the job this is a reprint of; 0: none */
  FoPrintState state;
  const char *printer, *template, *language;
  const char *records; /* the fields of each label, as the print queue writes them */
  const char *title;
  const char *origin; /* what asked for it: the same again is not queued twice; NULL: nothing that could come again */
  guint copies;       /* of each record */
  guint copy;         /* which printing of job OF this is: 2 the first time again; each number once. 1 (0 is it too): the first */
  guint labels;       /* in all */
  guint begun, printed;
  bool confirmed;     /* the printer, or a person, said that they are printed */
  gint64 remote;      /* the printer's own number; 0: none */
  const char *reason; /* why it waits or failed: fo_print_reason_name; "" */
  const char *text;   /* in the printer's words; "" */
  gint64 at_us, changed_us;
} FoPrintRow;

/* RET_JOB is its number. The same ORIGIN again: nothing is written, RET_JOB is the number it had, *ret_new false. */
bool fo_journal_print_add (FoJournal *journal, const FoPrintRow *row, gint64 *ret_job, bool *ret_new, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Writes state, printer, begun, printed, confirmed, remote, reason, text and changed_us of ROW's job. */
bool fo_journal_print_note (FoJournal *journal, const FoPrintRow *row, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef void (*FoPrintFound) (const FoPrintRow *row, gpointer data);

/* All that wait, are being sent, failed or are uncertain, oldest first. */
bool fo_journal_print_open_jobs (FoJournal *journal, FoPrintFound found, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The last N, newest first. */
bool fo_journal_print_last (FoJournal *journal, guint n, FoPrintFound found, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The number of the last copy of JOB: 1 when it was never printed again. */
bool fo_journal_print_last_copy (FoJournal *journal, gint64 job, guint *ret_copy, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One; FOUND is not called when there is none. */
bool fo_journal_print_find (FoJournal *journal, gint64 job, FoPrintFound found, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

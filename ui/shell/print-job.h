/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A label that an answer wants: on the reader's thread the lot or the place is read and becomes the fields of its label; the print
 * queue does the rest.
 */
#pragma once

#include "firstout/desk/desk.h"
#include "firstout/desk/papers.h"
#include "firstout/work/print.h"

#include <glib-object.h>

/* All of one answer: they are owed until the last one is done with. */
typedef struct FoLabelDebt FoLabelDebt;

typedef struct {
  FoLabelDebt *debt;
  GObject *owner;
  FoLanguage language;
  FoPaperSubject subject;
  char number[64]; /* of the subject, where it has one */
  GArray *rows;    /* of FoArgs, of a paper with a list; NULL: none */
  guint count;
  char *origin; /* the journal's row that owes it, and which of its wishes; NULL: none does */
  char *title;  /* NULL: there is nothing to print */
  gboolean failed; /* it could not be read just now */
  FoArgs fields;
  FoReply refusal; /* FO_OK, or why there is no label */
} FoLabelJob;

/* REPLY owes labels; PAID is told its `owes` when none of them failed for the world's sake. */
typedef void (*FoLabelPaid) (gint64 owes, GObject *owner);
FoLabelDebt *fo_label_debt_new (GObject *owner, const FoDeskReply *reply, FoLabelPaid paid);
/* One label is done with: in the queue, or refused and the person told; or, when the world FAILED, still owed. With the last one DEBT
 * is gone. */
void fo_label_debt_pay (FoLabelDebt *debt, gboolean failed);
GObject *fo_label_debt_owner (FoLabelDebt *debt);

/* Label INDEX of DEBT. */
FoLabelJob *fo_label_job_new (FoLabelDebt *debt, FoLanguage language, const FoLabelWish *wish, guint index);
void fo_label_job_free (gpointer job);
/* A FoJobRun: OWNED is the reader's store. */
void fo_label_job_run (gpointer owned, gpointer data);

/* A paper to be signed does not come out of a label printer: where there is no other, it is laid down as a file. NULL: as usual. */
const char *fo_label_job_printer (const FoLabelJob *job, FoPrintQueue *queue);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside firstoutctl: labels, for the command and for the demo. What was asked for becomes fields by desk/label-run.h, as in the
 * window. */
#pragma once

#include "ctl.h"
#include "firstout/desk/label-run.h"
#include "firstout/label/paper.h"

/* The usual label of a lot. NULL with *error when the world failed, NULL with REFUSAL when it cannot be printed. */
FoLabel *ctl_label_of_lot (
    FoStore *store, FoId lot, FoQuantity quantity_u, FoLanguage language, FoLabelRefusal *refusal, GError **error);

/* What the print queue shall make one job, or a part of one, of. */
typedef struct {
  FoArgs fields;
  GArray *rows; /* of FoArgs; NULL: none */
  guint copies;
} CtlQueued;

/* A run of the command: what was asked for, and the labels made so far. */
typedef struct {
  const Ctl *ctl;
  FoStore *store; /* NULL: none was named, and none is needed */
  FoLabelTemplate *template;
  int dpi;
  guint copies;         /* of each label */
  guint copy;           /* which printing of it this is: 1 the first */
  FoLabelSeries series; /* n 0: none */
  FoLabelPaper paper;
  bool on_paper;
  FoDay today;
  bool training;
  FoQuantity quantity_u;
  GPtrArray *made;   /* of FoLabel, owned */
  GPtrArray *labels; /* of FoLabel, in the order of printing, some more than once */
  GArray *queued;    /* of CtlQueued; NULL: labels are made; else they are only gathered here */
  char *title;       /* of the first thing of the store; NULL: none */
} CtlLabels;

/* What the command line asks for, as jobs: the options of label but --out. CTL_DONE; CTL_REFUSED after a JSON verdict; CTL_FAILED
 * after a sentence. ctl_labels_clear in any case. */
CtlEnd ctl_labels_for_queue (const Ctl *ctl, CtlLabels *ret_run);
void ctl_labels_clear (CtlLabels *run);

/* ---- label-subject.c --------------------------------------------------------------------------------------------- */

/* Do the options name a row of the store? */
bool ctl_labels_of_store (const Ctl *ctl);

/* The one they name. CTL_REFUSED, CTL_FAILED: it was told why not. */
CtlEnd ctl_labels_subject (const CtlLabels *run, FoPaperSubject *ret_subject);

/* --template, or what is usual for the thing that is named. NULL: nothing is named. Static, or the option's. */
const char *ctl_labels_template (const Ctl *ctl);

/* ---- label-table.c ----------------------------------------------------------------------------------------------- */

typedef struct {
  FoSheet *sheet;
  FoLabelColumns *columns;
} CtlTable;

/* { 0 } at first; ctl_table_clear in any case. */
CtlEnd ctl_labels_read_table (const CtlLabels *run, const char *path, CtlTable *ret_table);
void ctl_table_clear (CtlTable *table);

/* Rows of FAULTS, FoLabelRefusal, in the order of the table. CTL_REFUSED when there are some and --skip-faults is not given. */
CtlEnd ctl_labels_tell_faults (const CtlLabels *run, GArray *faults);

/* One refusal as a line. */
CtlEnd ctl_labels_refused (const FoLabelRefusal *refusal);

/* label-queue.c: one more for the queue, which composes it itself and numbers what is printed again; and none so far. */
FoVerdict ctl_labels_queue (CtlLabels *run, const FoArgs *fields, const GArray *rows, guint copies);
GArray *ctl_queued_new (void);

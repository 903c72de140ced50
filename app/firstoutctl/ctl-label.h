/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside firstoutctl: labels, for the command and for the demo (label.c, label-table.c). */
#pragma once

#include "ctl.h"
#include "firstout/label/form.h"
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

/* Composes the label of FIELDS and ROWS (NULL: none) COPIES times. */
FoVerdict ctl_labels_add (CtlLabels *run, FoArgs *fields, const GArray *rows, guint copies, FoLabelRefusal *refusal);

/* The same of fields a person gave: one label each number of SERIES (n 0: without), what the record makes of them added. */
FoVerdict ctl_labels_add_given (
    CtlLabels *run, const FoArgs *fields, const FoLabelSeries *series, guint copies, FoLabelRefusal *refusal);

/* The NAME=VALUE arguments of the command line, read into FIELDS. False after a sentence on stderr or a refusal on
 * stdout; *ret_end says which. */
bool ctl_labels_read_given (const CtlLabels *run, FoArgs *fields, CtlEnd *ret_end);

/* Labels from the table PATH (label-table.c). *ret_end is CTL_DONE when they may be written. */
void ctl_labels_from_table (CtlLabels *run, const char *path, CtlEnd *ret_end);

/* One refusal as a line. */
CtlEnd ctl_labels_refused (const FoLabelRefusal *refusal);

/* label-queue.c: one more for the queue, which composes it itself and numbers what is printed again; and none so far. */
FoVerdict ctl_labels_queue (CtlLabels *run, const FoArgs *fields, const GArray *rows, guint copies);
GArray *ctl_queued_new (void);

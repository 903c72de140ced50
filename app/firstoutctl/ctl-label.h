/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside firstoutctl: labels, for the command and for the demo (label.c, label-table.c). */
#pragma once

#include "ctl.h"
#include "firstout/label/form.h"
#include "firstout/label/paper.h"

/* The usual label of a lot. NULL with *error when the world failed, NULL with REFUSAL when it cannot be printed. */
FoLabel *ctl_label_of_lot (
    FoStore *store, FoId lot, FoQuantity quantity_u, FoLanguage language, FoLabelRefusal *refusal, GError **error);

/* The fields, the template and a title of the label that --lot, --item or --place of the command line asks for. CTL_DONE;
 * CTL_REFUSED after a JSON verdict; CTL_FAILED after a sentence. RET_TITLE is freed with g_free. */
CtlEnd
ctl_label_fields (const Ctl *ctl, FoStore *store, FoArgs *ret_fields, const char **ret_template, char **ret_title);

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
} CtlLabels;

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

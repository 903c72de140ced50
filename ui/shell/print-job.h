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

typedef struct {
  GObject *owner;
  FoLanguage language;
  FoPaperSubject subject;
  guint count;
  char *origin; /* the operation that wants it, and which of its wishes; NULL: nobody knows */
  char *title;  /* NULL: there is nothing to print */
  const char *template;
  FoArgs fields;
  FoReply refusal; /* FO_OK, or why there is no label */
} FoLabelJob;

FoLabelJob *
fo_label_job_new (GObject *owner, FoLanguage language, const FoLabelWish *wish, FoId operation, guint index);
void fo_label_job_free (gpointer job);
/* A FoJobRun: OWNED is the reader's store. */
void fo_label_job_run (gpointer owned, gpointer data);

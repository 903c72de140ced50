/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A label that an answer wants, made on the reader's thread: the lot or the place is read, the label is composed, read back,
 * and laid down as a PDF in the labels folder.
 */
#pragma once

#include "firstout/desk/desk.h"
#include "firstout/ui/application.h"

#include <glib-object.h>

typedef struct {
  GObject *owner;
  FoUiOptions options;
  FoLanguage language;
  FoLabelWish wish;
  char *path;      /* of the PDF */
  GBytes *png;     /* what it looks like; NULL: there is none, and the refusal says why */
  FoReply refusal;
} FoPrintJob;

FoPrintJob *fo_print_job_new (GObject *owner, const FoUiOptions *options, FoLanguage language, const FoLabelWish *wish);
/* A FoJobRun: OWNED is the reader's store. */
void fo_print_job_run (gpointer owned, gpointer data);
void fo_print_job_free (gpointer data);

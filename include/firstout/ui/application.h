/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desktop: one window of one station. Everything it knows of the outside comes in here.
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/words/words.h"

#include <gio/gio.h>

typedef struct {
  const char *store_uri;     /* "sqlite:PATH" or "postgresql://…" */
  const char *station;       /* "1" */
  const char *journal_path;  /* NULL: the default place */
  const char *sales_uri;     /* the sales database this station exchanges with; NULL: none */
  const char *data_folder;   /* data/: devices, labels, sounds */
  const char *labels_folder; /* where printed labels are laid down */
  FoDay today;               /* FO_DAY_NONE: the store's own clock */
  gboolean training;         /* the training warehouse: a coloured frame, and a sheet of labels to click */
  gboolean dark;
  gboolean with_scanners;    /* look for scanners on USB */
  const char *pictures_folder; /* leave pictures of every page there and end; NULL: be a window for people */
  gint64 (*now_us) (void);   /* µs UTC, for scans and the list of recent ones; any thread */
} FoUiOptions;

/* The application, to be run with g_application_run; an AdwApplication. OPTIONS are copied. The language is that of the
 * environment until LANGUAGE is set. */
GApplication *fo_application_new (const FoUiOptions *options);

/* After g_application_run: why the pictures are not there; NULL when they are, or were not asked for. */
const char *fo_application_failure (GApplication *application);

/* The language of the window, for --lang. */
void fo_application_set_language (FoLanguage language);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table on its way into the warehouse, on a thread of its own with a store object of its own: the window and the scanners go on.
 * Main thread.
 */
#pragma once

#include "firstout/work/import.h"
#include "shell/station.h"

/* A sheet that a job and the page may hold at once. */
typedef struct FoSharedSheet FoSharedSheet;
FoSharedSheet *fo_shared_sheet_new (FoSheet *sheet); /* takes it */
FoSharedSheet *fo_shared_sheet_ref (FoSharedSheet *shared);
void fo_shared_sheet_unref (FoSharedSheet *shared);
const FoSheet *fo_shared_sheet_get (const FoSharedSheet *shared);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoSharedSheet, fo_shared_sheet_unref)

typedef struct {
  guint line;
  char column[24], text[96];
  FoVerdict verdict;
} FoStartFault;

#define FO_START_FAULTS_MAX 2000 /* that are kept; the result counts all */

typedef struct {
  FoImportKind kind;
  FoImportMatch match;
  gboolean dry_run, skip_faults;
} FoStartWish;

/* ERROR: the world failed, or a column is missing. FAULTS of FoStartFault. */
typedef void (*FoStartDone) (const FoImportResult *result, const GArray *faults, const GError *error, gpointer owner);

/* DONE comes once, unless OWNER is gone by then. *PROGRESS rows of *of are booked, to be read with fo_start_job_progress. */
typedef struct FoStartJob FoStartJob;
FoStartJob *fo_start_job_run (FoStation *station, FoSharedSheet *sheet, const FoStartWish *wish, FoStartDone done, GObject *owner);
/* Of a job whose DONE has not come. */
void fo_start_job_progress (FoStartJob *job, guint *ret_rows, guint *ret_of);

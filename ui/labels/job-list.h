/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoJobList: the last jobs of the print queue, each with its state in words and what a person may do about it. Main thread.
 *
 * Signals
 *   told (const char *words, gboolean bad)   what became of a wish: queued, refused
 *   listed ()                                the number of open jobs may be another one
 */
#pragma once

#include "firstout/work/print.h"
#include "shell/station.h"

#include <gtk/gtk.h>

typedef enum { FO_JOB_REPRINT, FO_JOB_RETRY, FO_JOB_CANCEL, FO_JOB_WAS_PRINTED, FO_JOB_WAS_NOT, FO_N_JOB_ACTS } FoJobAct;

#define FO_TYPE_JOB_LIST (fo_job_list_get_type ())
G_DECLARE_FINAL_TYPE (FoJobList, fo_job_list, FO, JOB_LIST, GtkWidget)

#define FO_JOB_LIST_MAX 40

/* JOBS: FoPrintJob, newest first. Rows change in place: who is on one stays there. */
void fo_job_list_show (FoJobList *self, const GPtrArray *jobs);

/* Shows the queue of STATION from now on, whenever the list is on a page that is looked at. */
void fo_job_list_open (FoJobList *self, FoStation *station);
guint fo_job_list_count_open (FoJobList *self);

/* Into the queue. */
void fo_job_list_add (FoJobList *self, const FoPrintWish *wish);
void fo_job_list_act (FoJobList *self, gint64 job, FoJobAct act);

/* May it be done about a job in this state? */
gboolean fo_job_may (const FoPrintJob *job, FoJobAct act);
/* The job chosen, or the newest; 0: there is none. */
gint64 fo_job_list_chosen (FoJobList *self);

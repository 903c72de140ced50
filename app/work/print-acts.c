/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person may do with a job. */
#include "print-queue.h"

bool
fo_print_queue_retry (FoPrintQueue *queue, gint64 number)
{
  Job *job = fo_print_queue_find (queue, number);

  if (!job || job->send || (job->row->state != FO_PRINT_JOB_FAILED && job->row->state != FO_PRINT_JOB_WAITING))
    return false;
  fo_print_job_end_timer (job);
  job->pause_ms = 0;
  fo_print_job_set_state (job, FO_PRINT_JOB_WAITING, FO_PRINT_FINE, "");
  fo_print_queue_pump (queue);
  return true;
}

bool
fo_print_queue_cancel (FoPrintQueue *queue, gint64 number)
{
  Job *job = fo_print_queue_find (queue, number);

  if (!job)
    return false;
  if (job->send) {
    job->cancelling = true;
    fo_print_withdraw (job->send);
    return true;
  }
  fo_print_job_end_timer (job);
  fo_print_job_set_state (job, FO_PRINT_JOB_CANCELLED, FO_PRINT_CANCELLED, "");
  fo_print_queue_pump (queue);
  return true;
}

bool
fo_print_queue_answer (FoPrintQueue *queue, gint64 number, bool printed)
{
  Job *job = fo_print_queue_find (queue, number);

  if (!job || job->row->state != FO_PRINT_JOB_UNCERTAIN)
    return false;
  if (printed) {
    job->row->printed = job->row->begun;
    job->row->confirmed = true;
  }
  fo_print_job_take_back (job);
  fo_print_job_set_state (job, job->row->printed == job->row->labels ? FO_PRINT_JOB_PRINTED : FO_PRINT_JOB_WAITING, FO_PRINT_FINE, "");
  fo_print_queue_pump (queue);
  return true;
}

bool
fo_print_queue_move (FoPrintQueue *queue, gint64 number, const char *printer)
{
  Job *job = fo_print_queue_find (queue, number);
  FoPrinter found;

  if (!job || (job->row->state != FO_PRINT_JOB_FAILED && job->row->state != FO_PRINT_JOB_WAITING)
      || !fo_print_queue_printer (queue, printer, &found))
    return false;
  if (job->send) { /* it tries to reach the other one just now */
    g_free (job->moving);
    job->moving = g_strdup (found.name);
    fo_print_stop (job->send);
    return true;
  }
  fo_print_job_end_timer (job);
  fo_print_row_set_text (&job->row->printer, found.name);
  fo_print_job_set_state (job, FO_PRINT_JOB_WAITING, FO_PRINT_FINE, "");
  fo_print_queue_pump (queue);
  return true;
}

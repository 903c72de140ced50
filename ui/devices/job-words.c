/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job-words.h"

#include "common/fault.h"
#include "common/speech.h"

static const struct {
  const char *sign, *css_class;
} looks[FO_N_PRINT_STATES] = {
  [FO_PRINT_JOB_WAITING] = { "○", "pill-waiting" },  [FO_PRINT_JOB_SENDING] = { "◐", "pill-part" },
  [FO_PRINT_JOB_PRINTED] = { "✓", "pill-done" },     [FO_PRINT_JOB_FAILED] = { "✕", "pill-bad" },
  [FO_PRINT_JOB_UNCERTAIN] = { "▲", "pill-part" },   [FO_PRINT_JOB_CANCELLED] = { "–", "pill-waiting" },
};

/* Held up by something that a person sees to. */
static gboolean
is_held (const FoPrintJob *job)
{
  return job->reason != FO_PRINT_FINE && (job->state == FO_PRINT_JOB_WAITING || job->state == FO_PRINT_JOB_SENDING);
}

char *
fo_reason_text (FoPrintReason reason)
{
  g_autofree char *id = g_strdup_printf ("print.reason.%s", fo_print_reason_name (reason));

  return reason == FO_PRINT_FINE ? g_strdup ("") : fo_say (id, NULL);
}

char *
fo_job_pill (const FoPrintJob *job)
{
  const char *state = job->state == FO_PRINT_JOB_PRINTED && !job->confirmed ? "taken" : fo_print_state_name (job->state);
  g_autofree char *id = g_strdup_printf ("print.state.%s", state), *word = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "begun", job->begun);
  fo_args_set_count (&args, "printed", job->printed);
  fo_args_set_count (&args, "labels", job->labels);
  word = is_held (job) ? fo_reason_text (job->reason) : fo_say (id, &args);
  return g_strdup_printf ("%s %s", is_held (job) ? "▲" : looks[job->state].sign, word);
}

const char *
fo_job_css_class (const FoPrintJob *job)
{
  return is_held (job) ? "pill-part" : looks[job->state].css_class;
}

char *
fo_job_detail (const FoPrintJob *job)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (job->at_us / G_USEC_PER_SEC);
  g_autofree char *when = at ? g_date_time_format (at, "%d.%m. %H:%M") : NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "station", job->printer);
  fo_args_set_count (&args, "count", job->printed);
  fo_args_set_count (&args, "asked", job->labels);
  fo_args_set_text (&args, "text", when);
  return fo_say ("page.queue.detail", &args);
}

char *
fo_job_next (const FoPrintJob *job)
{
  g_autofree char *id = g_strdup_printf ("page.queue.next.%s", fo_print_state_name (job->state));
  g_autofree char *reason = fo_reason_text (job->reason);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "count", job->begun);
  fo_args_set_count (&args, "asked", job->labels);
  fo_args_set_text (&args, "reason", reason);
  fo_args_set_text (&args, "text", job->text);
  return fo_say (job->state == FO_PRINT_JOB_PRINTED && !job->confirmed ? "page.queue.next.taken" : id, &args);
}

char *
fo_added_text (const FoPrintAdded *added, const GError *error)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *title = NULL, *next = NULL;

  if (error) {
    g_autofree char *fault = fo_fault_text (error, NULL);
    fo_args_set_text (&args, "text", fault);
    return fo_say ("page.queue.not-added", &args);
  }
  if (added->verdict != FO_OK) {
    title = fo_words_verdict_title (fo_speech_language (), added->verdict, added->args);
    next = fo_words_verdict_next (fo_speech_language (), added->verdict, added->args);
    return g_strdup_printf ("%s. %s", title, next);
  }
  fo_args_set_count (&args, "count", added->job);
  fo_args_set_text (&args, "station", added->path ? added->path : added->printer);
  return fo_say ("page.queue.added", &args);
}

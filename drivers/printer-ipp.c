/* SPDX-License-Identifier: GPL-3.0-or-later
 * A run to a queue of CUPS or to a printer that speaks IPP: one job for all its labels. The job is made first and its number
 * written down; only then it gets its document. So whoever comes after a crash asks the printer what became of the job, and one
 * without a number never had a document. A printer that knows no Create-Job gets Print-Job, with the document at once. */
#include "printer-ipp.h"

#include <string.h>

#define LOOK_MS 500
#define CHUNK 16384
#define WITHDRAW_LOOKS 10

typedef struct {
  FoIpp to;
  FoPrintSend *send;
} Ipp;

typedef struct {
  bool found;
  int state; /* IPP_JSTATE_… */
  int impressions; /* -1: it does not say */
  bool incomplete; /* its document has not come, or not whole */
  FoPrintReason reason;
  char text[FO_PRINT_TEXT_MAX];
} Job;

static ipp_t *
new_request (Ipp *ipp, ipp_op_t operation, int job)
{
  return fo_ipp_new_request (&ipp->to, operation, job);
}

static ipp_t *
ask (Ipp *ipp, ipp_t *request)
{
  return fo_ipp_ask (&ipp->to, request);
}

static bool
is_fine (const ipp_t *answer)
{
  return ippGetStatusCode ((ipp_t *) answer) < IPP_STATUS_REDIRECTION_OTHER_SITE;
}

/* ---- a job ------------------------------------------------------------------------------------------------------- */

static bool
has_keyword (ipp_t *answer, const char *name, const char *keyword)
{
  ipp_attribute_t *list = ippFindAttribute (answer, name, IPP_TAG_KEYWORD);

  return list && ippContainsString (list, keyword);
}

static void
read_job (ipp_t *answer, Job *job)
{
  ipp_attribute_t *state = ippFindAttribute (answer, "job-state", IPP_TAG_ENUM),
                  *done = ippFindAttribute (answer, "job-impressions-completed", IPP_TAG_INTEGER);

  job->found = state != NULL;
  job->state = state ? ippGetInteger (state, 0) : 0;
  job->impressions = done ? ippGetInteger (done, 0) : -1;
  job->incomplete = has_keyword (answer, "job-state-reasons", "job-incoming")
                    || has_keyword (answer, "job-state-reasons", "job-data-insufficient");
  job->reason = fo_ipp_reason_in (answer, "job-state-reasons");
  fo_ipp_copy_text (answer, "job-state-reasons", job->text);
  fo_ipp_copy_text (answer, "job-state-message", job->text);
}

/* A server that lost its disk begins its numbers anew: a job of ours has our title. Servers may cut a long one. */
static bool
is_ours (const Ipp *ipp, ipp_t *answer)
{
  ipp_attribute_t *attribute = ippFindAttribute (answer, "job-name", IPP_TAG_NAME);
  const char *name = attribute ? ippGetString (attribute, 0, NULL) : NULL;

  return !name || g_str_has_prefix (ipp->send->run.title, name);
}

/* False: nobody answered. */
static bool
look_at_job (Ipp *ipp, gint64 number, Job *ret_job)
{
  static const char *const wanted[] = { "job-state", "job-state-reasons", "job-state-message",
                                        "job-impressions-completed", "job-name" };
  ipp_t *request = new_request (ipp, IPP_OP_GET_JOB_ATTRIBUTES, (int) number), *answer;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL, wanted);
  if (!(answer = ask (ipp, request)))
    return false;
  *ret_job = (Job){ .impressions = -1 };
  if (is_fine (answer) && is_ours (ipp, answer))
    read_job (answer, ret_job);
  ippDelete (answer);
  return true;
}

static void
end (Ipp *ipp, FoPrintStage stage, FoPrintReason reason, const char *text)
{
  fo_print_tell (ipp->send, stage, reason, text);
}

/* The labels that are out, as far as the printer counts. */
static void
note_progress (Ipp *ipp, gint64 number, const Job *job)
{
  const FoPrintRun *run = &ipp->send->run;
  guint printed = run->first + (guint) MAX (job->impressions, 0);

  if (printed > ipp->send->now.printed && printed < run->n)
    (void) fo_print_mark (ipp->send, run->n, printed, true, number);
}

/* True: told, and over. */
static bool
job_is_over (Ipp *ipp, gint64 number, const Job *job)
{
  const FoPrintRun *run = &ipp->send->run;

  if (!job->found) {
    end (ipp, FO_PRINT_UNKNOWN, FO_PRINT_SILENT, NULL); /* it has forgotten the job */
    return true;
  }
  note_progress (ipp, number, job);
  if (job->state == IPP_JSTATE_COMPLETED) {
    if (fo_print_mark (ipp->send, run->n, run->n, true, number))
      end (ipp, FO_PRINT_PRINTED, FO_PRINT_FINE, NULL);
    else
      end (ipp, FO_PRINT_UNKNOWN, FO_PRINT_STOPPED, NULL);
  } else if (job->state == IPP_JSTATE_ABORTED)
    end (ipp, FO_PRINT_FAILED, FO_PRINT_ABORTED, job->text);
  else if (job->state == IPP_JSTATE_CANCELED)
    end (ipp, FO_PRINT_FAILED, FO_PRINT_CANCELLED, job->text);
  else
    return false;
  return true;
}

static void
tell_job (Ipp *ipp, const Job *job)
{
  char text[FO_PRINT_TEXT_MAX] = "";
  FoPrintReason reason = job->reason;

  if (job->state == IPP_JSTATE_HELD)
    reason = FO_PRINT_PAUSED;
  else if (reason == FO_PRINT_FINE)
    reason = fo_ipp_ask_reason (&ipp->to, text);
  if (reason == FO_PRINT_FINE && job->state == IPP_JSTATE_STOPPED)
    reason = FO_PRINT_ATTENTION;
  fo_print_tell (ipp->send, reason == FO_PRINT_FINE ? FO_PRINT_SENDING : FO_PRINT_WAITING, reason, *text ? text : NULL);
}

static void
cancel_job (Ipp *ipp, gint64 number)
{
  ipp_t *answer = ask (ipp, new_request (ipp, IPP_OP_CANCEL_JOB, (int) number));

  g_clear_pointer (&answer, ippDelete);
}

/* Somebody wants it back: until the printer says what became of that. */
static bool
withdraw (Ipp *ipp, gint64 number)
{
  cancel_job (ipp, number);
  for (int i = 0; i < WITHDRAW_LOOKS; i++) {
    Job job = { 0 };

    if (look_at_job (ipp, number, &job) && job_is_over (ipp, number, &job))
      return true;
    g_poll (NULL, 0, LOOK_MS);
  }
  return false;
}

/* To its end, however long it takes and however often the printer is away meanwhile. */
static void
follow (Ipp *ipp, gint64 number)
{
  do {
    Job job = { 0 };

    if (!look_at_job (ipp, number, &job))
      fo_print_tell (ipp->send, FO_PRINT_WAITING, FO_PRINT_OFFLINE, cupsLastErrorString ());
    else if (job_is_over (ipp, number, &job))
      return;
    else
      tell_job (ipp, &job);
  } while (fo_print_pause (ipp->send, LOOK_MS));
  if (!g_atomic_int_get (&ipp->send->withdrawn) || !withdraw (ipp, number))
    end (ipp, FO_PRINT_UNKNOWN, FO_PRINT_STOPPED, NULL); /* its number is written down: who comes next asks */
}

/* ---- the document ------------------------------------------------------------------------------------------------ */

/* What this printer calls bytes in our language. */
static const char *
format_of (Ipp *ipp)
{
  static const char *const raw[] = { "application/vnd.zebra-zpl", "application/vnd.cups-raw", "application/octet-stream" };
  static const char *const wanted[] = { "document-format-supported" };
  const FoPrinter *printer = &ipp->send->run.printer;
  const char *format = raw[G_N_ELEMENTS (raw) - 1];
  ipp_t *request, *answer;

  if (printer->language == FO_PRINTER_PDF)
    return "application/pdf";
  if (g_str_has_prefix (printer->uri, "cups:"))
    return "application/vnd.cups-raw";
  request = new_request (ipp, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 1, NULL, wanted);
  if (!(answer = ask (ipp, request)))
    return format;
  for (int i = (int) G_N_ELEMENTS (raw) - 1; i >= 0; i--) {
    ipp_attribute_t *list = ippFindAttribute (answer, "document-format-supported", IPP_TAG_MIMETYPE);
    if (list && ippContainsString (list, raw[i]))
      format = raw[i];
  }
  ippDelete (answer);
  return format;
}

/* What a job is asked for by, with its document or before it. */
static ipp_t *
new_job_request (Ipp *ipp, ipp_op_t operation)
{
  ipp_t *request = new_request (ipp, operation, 0);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, ipp->send->run.title);
  return request;
}

/* The attributes of the job itself come behind all those of the operation. */
static void
add_job_wishes (Ipp *ipp, ipp_t *request)
{
  if (ipp->send->run.printer.language == FO_PRINTER_PDF) /* dots of the label are dots of the printer */
    ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
}

/* 0, and the end was told: it has no job for us. */
static int
number_of_job (Ipp *ipp, ipp_t *answer)
{
  ipp_attribute_t *number = ippFindAttribute (answer, "job-id", IPP_TAG_INTEGER);
  ipp_status_t status = ippGetStatusCode (answer);

  if (is_fine (answer) && number)
    return ippGetInteger (number, 0);
  end (ipp, FO_PRINT_FAILED, status == IPP_STATUS_ERROR_BUSY ? FO_PRINT_BUSY : FO_PRINT_REFUSED, ippErrorString (status));
  return 0;
}

enum { NO_JOB = 0, NO_SUCH_OPERATION = -1 };

/* The new job's number. NO_JOB: refused or nobody answered; the end was told. */
static int
create_job (Ipp *ipp)
{
  ipp_t *request = new_job_request (ipp, IPP_OP_CREATE_JOB), *answer;
  int job;

  add_job_wishes (ipp, request);
  answer = ask (ipp, request);
  if (!answer) {
    end (ipp, FO_PRINT_FAILED, FO_PRINT_OFFLINE, cupsLastErrorString ());
    return NO_JOB;
  }
  job = ippGetStatusCode (answer) == IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED ? NO_SUCH_OPERATION
                                                                              : number_of_job (ipp, answer);
  ippDelete (answer);
  return job;
}

static http_status_t
write_document (Ipp *ipp, const guint8 *bytes, gsize length)
{
  http_status_t status = HTTP_STATUS_CONTINUE;

  for (gsize at = 0; at < length && status == HTTP_STATUS_CONTINUE; at += CHUNK)
    status = cupsWriteRequestData (ipp->to.http, (const char *) bytes + at, MIN (CHUNK, length - at));
  return status;
}

/* The printer's answer to REQUEST, which is taken, with its DOCUMENT; NULL: it is not known whether it has it, unless *RET_BEGUN says
 * that no byte of it went. */
static ipp_t *
send_with_document (Ipp *ipp, ipp_t *request, GBytes *document, bool *ret_begun)
{
  ipp_t *answer = NULL;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (document, &length);

  *ret_begun = false;
  if ((ipp->to.http || fo_ipp_connect (&ipp->to))
      && cupsSendRequest (ipp->to.http, request, ipp->to.resource, ippLength (request) + length) == HTTP_STATUS_CONTINUE) {
    *ret_begun = true;
    if (write_document (ipp, bytes, length) == HTTP_STATUS_CONTINUE)
      answer = cupsGetResponse (ipp->to.http, ipp->to.resource);
  }
  ippDelete (request);
  if (!answer)
    g_clear_pointer (&ipp->to.http, httpClose);
  return answer;
}

static void
send_document (Ipp *ipp, int job, const char *format, GBytes *document)
{
  const FoPrintRun *run = &ipp->send->run;
  ipp_t *request, *answer;
  bool begun;

  if (!fo_print_mark (ipp->send, run->n, run->first, false, job)) {
    cancel_job (ipp, job); /* it has no document: nothing comes of it */
    end (ipp, FO_PRINT_FAILED, FO_PRINT_STOPPED, NULL);
    return;
  }
  fo_print_tell (ipp->send, FO_PRINT_SENDING, FO_PRINT_FINE, NULL);
  request = new_request (ipp, IPP_OP_SEND_DOCUMENT, job);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, format);
  ippAddBoolean (request, IPP_TAG_OPERATION, "last-document", 1);
  answer = send_with_document (ipp, request, document, &begun);
  if (answer && !is_fine (answer)) {
    end (ipp, FO_PRINT_FAILED, FO_PRINT_REFUSED, ippErrorString (ippGetStatusCode (answer)));
    cancel_job (ipp, job);
  } else
    follow (ipp, job); /* without an answer, too: the job says whether it got its document */
  g_clear_pointer (&answer, ippDelete);
}

/* The number of a job that has its document; NO_JOB: the end was told. */
static int
print_job (Ipp *ipp, const char *format, GBytes *document)
{
  ipp_t *request = new_job_request (ipp, IPP_OP_PRINT_JOB), *answer;
  bool begun;
  int job;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, format);
  add_job_wishes (ipp, request);
  answer = send_with_document (ipp, request, document, &begun);
  if (!answer) {
    end (ipp, begun ? FO_PRINT_UNKNOWN : FO_PRINT_FAILED, begun ? FO_PRINT_CUT : FO_PRINT_OFFLINE, cupsLastErrorString ());
    return NO_JOB;
  }
  job = number_of_job (ipp, answer);
  ippDelete (answer);
  return job;
}

/* A printer that makes no job without its document: the number comes too late. Who dies before it is written down leaves labels that
 * nobody knows of, as with a raw printer; and an answer that is lost is such a death. */
static void
send_at_once (Ipp *ipp, const char *format, GBytes *document)
{
  const FoPrintRun *run = &ipp->send->run;
  int job;

  if (!fo_print_mark (ipp->send, run->n, run->first, false, 0)) {
    end (ipp, FO_PRINT_FAILED, FO_PRINT_STOPPED, NULL);
    return;
  }
  fo_print_tell (ipp->send, FO_PRINT_SENDING, FO_PRINT_FINE, NULL);
  if (!(job = print_job (ipp, format, document)))
    return;
  if (fo_print_mark (ipp->send, run->n, run->first, false, job))
    follow (ipp, job);
  else
    end (ipp, FO_PRINT_UNKNOWN, FO_PRINT_STOPPED, NULL);
}

static void
send_anew (Ipp *ipp)
{
  const FoPrintRun *run = &ipp->send->run;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) document = run->make (run->first, run->n - run->first, run->user, &error);
  const char *format;
  int job;

  if (!document) {
    end (ipp, FO_PRINT_FAILED, FO_PRINT_NOT_MADE, error ? error->message : NULL);
    return;
  }
  format = format_of (ipp);
  job = create_job (ipp);
  if (job > 0)
    send_document (ipp, job, format, document);
  else if (job == NO_SUCH_OPERATION)
    send_at_once (ipp, format, document);
}

/* A job that was begun before: it is followed, unless it never got its document; then another one takes its place. */
static void
take_up (Ipp *ipp, gint64 number)
{
  Job job = { 0 };

  while (!look_at_job (ipp, number, &job)) {
    fo_print_tell (ipp->send, FO_PRINT_WAITING, FO_PRINT_OFFLINE, cupsLastErrorString ());
    if (!fo_print_pause (ipp->send, LOOK_MS * 4)) {
      end (ipp, FO_PRINT_UNKNOWN, FO_PRINT_STOPPED, NULL);
      return;
    }
  }
  if (job.found && job.incomplete && job.state <= IPP_JSTATE_HELD) {
    cancel_job (ipp, number);
    if (look_at_job (ipp, number, &job) && job.found && job.state == IPP_JSTATE_CANCELED && job.impressions <= 0) {
      send_anew (ipp);
      return;
    }
  }
  follow (ipp, number);
}

void
fo_print_ipp (FoPrintSend *send)
{
  Ipp ipp = { .send = send };

  if (!fo_ipp_find (send->run.printer.uri, &ipp.to))
    end (&ipp, FO_PRINT_FAILED, FO_PRINT_REFUSED, "address");
  else if (send->run.remote)
    take_up (&ipp, send->run.remote);
  else
    send_anew (&ipp);
  g_clear_pointer (&ipp.to.http, httpClose);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ippsmall.h"

#include <cups/cups.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>

typedef struct {
  ipp_jstate_t state;
  guint looks;
  char *name;
} Job;

static struct {
  GSocket *socket;
  GThread *thread;
  GCancellable *stop;
  char *uri;
  GMutex lock;
  IppSmallHow how;
  GArray *jobs; /* Job; number 1 first */
  guint documents, create_jobs;
  GByteArray *last;
} small;

/* ---- one request ------------------------------------------------------------------------------------------------------- */

static ipp_t *
new_answer (ipp_t *request, ipp_status_t status)
{
  ipp_t *answer = ippNewResponse (request);

  ippSetStatusCode (answer, status);
  return answer;
}

static void
add_job (ipp_t *answer, int number)
{
  const Job *job = &g_array_index (small.jobs, Job, number - 1);

  ippAddInteger (answer, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", number);
  ippAddInteger (answer, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", (int) job->state);
  ippAddString (answer, IPP_TAG_JOB, IPP_TAG_KEYWORD, "job-state-reasons", NULL,
                job->state == IPP_JSTATE_PENDING ? "job-incoming" : "none");
  ippAddString (answer, IPP_TAG_JOB, IPP_TAG_NAME, "job-name", NULL, job->name);
}

static int
new_job (ipp_t *request, ipp_jstate_t state)
{
  ipp_attribute_t *name = ippFindAttribute (request, "job-name", IPP_TAG_NAME);
  const Job job = { state, 0, g_strdup (name ? ippGetString (name, 0, NULL) : "") };

  g_array_append_val (small.jobs, job);
  return (int) small.jobs->len;
}

static int
job_asked_for (ipp_t *request)
{
  ipp_attribute_t *id = ippFindAttribute (request, "job-id", IPP_TAG_INTEGER);
  int number = id ? ippGetInteger (id, 0) : 0;

  return number >= 1 && number <= (int) small.jobs->len ? number : 0;
}

/* False: the connection broke first. */
static bool
read_document (http_t *http)
{
  g_autoptr (GByteArray) document = g_byte_array_new ();
  char buffer[512];
  gssize n;

  while ((n = httpRead2 (http, buffer, sizeof buffer)) > 0) {
    g_byte_array_append (document, (guint8 *) buffer, (guint) n);
    if (small.how.cut_document)
      return false;
  }
  g_byte_array_set_size (small.last, 0);
  g_byte_array_append (small.last, document->data, document->len);
  return n == 0;
}

static ipp_t *
look_at_job (ipp_t *request)
{
  int number = job_asked_for (request);
  ipp_t *answer = new_answer (request, number ? IPP_STATUS_OK : IPP_STATUS_ERROR_NOT_FOUND);
  Job *job = number ? &g_array_index (small.jobs, Job, number - 1) : NULL;

  if (job && job->state == IPP_JSTATE_PROCESSING && ++job->looks >= small.how.looks)
    job->state = IPP_JSTATE_COMPLETED;
  if (job)
    add_job (answer, number);
  return answer;
}

static ipp_t *
cancel_job (ipp_t *request)
{
  int number = job_asked_for (request);
  Job *job = number ? &g_array_index (small.jobs, Job, number - 1) : NULL;

  if (!job || job->state == IPP_JSTATE_COMPLETED)
    return new_answer (request, IPP_STATUS_ERROR_NOT_POSSIBLE);
  job->state = IPP_JSTATE_CANCELED;
  return new_answer (request, IPP_STATUS_OK);
}

/* NULL: the connection breaks. */
static ipp_t *
take_document (http_t *http, ipp_t *request, int number)
{
  bool whole = read_document (http);
  bool lost = small.how.lose_answer || small.how.cut_document;
  ipp_t *answer;

  small.how.lose_answer = small.how.cut_document = false;
  if (whole && number && g_array_index (small.jobs, Job, number - 1).state != IPP_JSTATE_PENDING)
    return new_answer (request, IPP_STATUS_ERROR_NOT_POSSIBLE);
  if (whole && small.how.refuse)
    return new_answer (request, IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED);
  if (whole) {
    number = number ? number : new_job (request, IPP_JSTATE_PROCESSING);
    g_array_index (small.jobs, Job, number - 1).state = IPP_JSTATE_PROCESSING;
    small.documents++;
  }
  if (lost || !whole)
    return NULL;
  g_poll (NULL, 0, (int) small.how.pause_ms);
  answer = new_answer (request, IPP_STATUS_OK);
  add_job (answer, number);
  return answer;
}

static ipp_t *
make_job (ipp_t *request)
{
  ipp_t *answer;

  small.create_jobs++;
  if (!small.how.create_job)
    return new_answer (request, IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED);
  answer = new_answer (request, IPP_STATUS_OK);
  add_job (answer, new_job (request, IPP_JSTATE_PENDING));
  return answer;
}

static void
describe_printer (ipp_t *answer)
{
  const IppSmallHow *how = &small.how;

  ippAddInteger (answer, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", how->trouble ? IPP_PSTATE_STOPPED : IPP_PSTATE_IDLE);
  ippAddString (answer, IPP_TAG_PRINTER, IPP_TAG_KEYWORD, "printer-state-reasons", NULL, how->trouble ? how->trouble : "none");
  ippAddStrings (answer, IPP_TAG_PRINTER, IPP_TAG_MIMETYPE, "document-format-supported", 2, NULL,
                 (const char *const[]){ "application/vnd.zebra-zpl", "application/pdf" });
  if (how->dpi)
    ippAddResolution (answer, IPP_TAG_PRINTER, "printer-resolution-default", IPP_RES_PER_INCH, how->dpi, how->dpi);
  if (how->per_cm)
    ippAddResolution (answer, IPP_TAG_PRINTER, "printer-resolution-supported", IPP_RES_PER_CM, how->per_cm, how->per_cm);
}

static ipp_t *
answer_to (http_t *http, ipp_t *request)
{
  ipp_t *answer;

  switch ((int) ippGetOperation (request)) {
  case IPP_OP_CREATE_JOB:
    return make_job (request);
  case IPP_OP_PRINT_JOB:
    return take_document (http, request, 0);
  case IPP_OP_SEND_DOCUMENT:
    return take_document (http, request, job_asked_for (request));
  case IPP_OP_GET_JOB_ATTRIBUTES:
    return look_at_job (request);
  case IPP_OP_CANCEL_JOB:
    return cancel_job (request);
  case IPP_OP_GET_PRINTER_ATTRIBUTES:
    answer = new_answer (request, IPP_STATUS_OK);
    describe_printer (answer);
    return answer;
  default:
    return new_answer (request, IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED);
  }
}

/* ---- the server -------------------------------------------------------------------------------------------------------- */

static bool
serve_request (http_t *http)
{
  char resource[HTTP_MAX_URI];
  g_autoptr (GMutexLocker) locker = NULL;
  ipp_t *request, *answer;
  http_state_t state = httpReadRequest (http, resource, sizeof resource);
  http_status_t status;
  bool fine;

  if (state != HTTP_STATE_POST)
    return false;
  while ((status = httpUpdate (http)) == HTTP_STATUS_CONTINUE)
    ;
  if (status != HTTP_STATUS_OK)
    return false;
  if (httpGetExpect (http) == HTTP_STATUS_CONTINUE)
    httpWriteResponse (http, HTTP_STATUS_CONTINUE);
  request = ippNew ();
  while ((int) ippRead (http, request) > 0 && ippGetState (request) != IPP_STATE_DATA)
    ;
  locker = g_mutex_locker_new (&small.lock);
  answer = answer_to (http, request);
  ippDelete (request);
  if (!answer)
    return false;
  httpClearFields (http);
  httpSetField (http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
  httpSetLength (http, ippLength (answer));
  fine = httpWriteResponse (http, HTTP_STATUS_OK) >= 0;
  ippSetState (answer, IPP_STATE_IDLE);
  while (fine && (int) ippGetState (answer) != IPP_STATE_DATA)
    fine = ippWrite (http, answer) != IPP_STATE_ERROR;
  httpFlushWrite (http);
  ippDelete (answer);
  return fine;
}

static gpointer
serve (gpointer unused)
{
  (void) unused;
  while (g_socket_condition_wait (small.socket, G_IO_IN, small.stop, NULL)) {
    http_t *http = httpAcceptConnection (g_socket_get_fd (small.socket), 1);

    while (http && !g_cancellable_is_cancelled (small.stop) && httpWait (http, 200) && serve_request (http))
      ;
    httpClose (http);
  }
  return NULL;
}

static void
clear_job (gpointer job)
{
  g_free (((Job *) job)->name);
}

void
ippsmall_start (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0), bound = NULL;
  g_autoptr (GError) error = NULL;

  small.socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (small.socket, any, TRUE, &error) && g_socket_listen (small.socket, &error));
  bound = g_socket_get_local_address (small.socket, &error);
  small.uri = g_strdup_printf ("ipp://127.0.0.1:%u/ipp/print", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  small.jobs = g_array_new (FALSE, FALSE, sizeof (Job));
  g_array_set_clear_func (small.jobs, clear_job);
  small.last = g_byte_array_new ();
  small.stop = g_cancellable_new ();
  small.thread = g_thread_new ("ippsmall", serve, NULL);
}

void
ippsmall_stop (void)
{
  g_cancellable_cancel (small.stop);
  g_thread_join (small.thread);
  g_object_unref (small.socket);
  g_object_unref (small.stop);
  g_array_unref (small.jobs);
  g_byte_array_unref (small.last);
  g_free (small.uri);
}

const char *
ippsmall_uri (void)
{
  return small.uri;
}

void
ippsmall_set (IppSmallHow how)
{
  g_mutex_lock (&small.lock);
  small.how = how;
  g_mutex_unlock (&small.lock);
}

guint
ippsmall_documents (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&small.lock);

  return small.documents;
}

GBytes *
ippsmall_last (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&small.lock);

  return g_bytes_new (small.last->data, small.last->len);
}

guint
ippsmall_create_jobs (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&small.lock);

  return small.create_jobs;
}

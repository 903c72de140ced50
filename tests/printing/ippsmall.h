/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small IPP printer of the test's own, for what ippeveprinter does not do: it knows no Create-Job, or loses its answer. A real server
 * on 127.0.0.1, on a thread of its own; one request at a time.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  bool create_job;    /* it knows Create-Job and Send-Document */
  bool lose_answer;   /* the connection breaks behind a document: the next one only */
  bool cut_document;  /* … in the middle of one */
  bool refuse;        /* no document is taken: its format is not ours */
  guint pause_ms;     /* between a document and its answer */
  guint looks;        /* a job is printed when it was asked after so many times */
  int dpi, per_cm;    /* what it says of how fine it is: dots an inch, or a centimetre; 0: nothing */
  const char *trouble; /* one of its state reasons; NULL: it is idle and well */
} IppSmallHow;

/* Starts it, behind world_leave. */
void ippsmall_start (void);
void ippsmall_stop (void);
const char *ippsmall_uri (void);

/* What it does from here on. */
void ippsmall_set (IppSmallHow how);

/* Documents that came whole and were printed, or will be; a copy of the last one's bytes; times Create-Job was asked for. */
guint ippsmall_documents (void);
GBytes *ippsmall_last (void);
guint ippsmall_create_jobs (void);

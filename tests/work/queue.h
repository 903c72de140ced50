/* SPDX-License-Identifier: GPL-3.0-or-later
 * A print queue with its journal and its printers, for tests; and a label whose record says which one it is.
 */
#pragma once

#include "firstout/work/print.h"
#include "support/sink.h"

typedef struct {
  char *folder, *journal_path, *printers_path;
  FoWorker *journal;
  FoPrintQueue *queue;
  GHashTable *jobs; /* gint64 → FoPrintJob as last told */
  gint64 last;      /* job that was added, 0: refused */
  FoVerdict verdict;
  bool repeated, answered;
  char *error;
  char needed[64]; /* what a refused label would need: "30 × 20 mm"; else "" */
} Queue;

/* FOLDER keeps journal, printers and files; NULL: a new one. */
Queue *queue_new (const char *folder);
/* Ends the program's way. */
void queue_free (Queue *q);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Queue, queue_free)
/* The same journal in a next life. */
void queue_reopen (Queue *q);

void queue_printer (Queue *q, const char *name, const char *uri, FoPrinterLanguage language);

/* N records on PRINTER, each once; ORIGIN may be NULL. Returns the job; 0 when it was refused. */
gint64 queue_add (Queue *q, const char *printer, guint n, const char *origin);

/* The same on sheets, "3x8@5". */
gint64 queue_add_sheets (Queue *q, const char *printer, guint n, const char *paper);

const FoPrintJob *queue_job (Queue *q, gint64 job);

/* Runs the main context until CONDITION; fails after 20 seconds. */
#define queue_until(q, condition)                                                                                      \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 end_us_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                                    \
    while (!(condition))                                                                                               \
      queue_iterate (q, end_us_, #condition, __LINE__);                                                                \
  }                                                                                                                    \
  G_STMT_END
void queue_iterate (Queue *q, gint64 end_us, const char *what, int line);

#define queue_state(q, job) (queue_job (q, job)->state)
#define queue_settled(q) fo_print_queue_is_idle ((q)->queue)

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside the print queue: what print.c and print-add.c share. */
#pragma once

#include "print-inside.h"

#define FO_PRINT_FILE "file" /* the printer that every PC has */

/* A job that is not over. */
typedef struct {
  FoPrintQueue *queue;
  FoPrintRow *row;      /* as the journal has it, or will */
  FoPrintSend *send;    /* NULL: nothing is being sent */
  FoPrintMaker maker;   /* the printing thread's, while there is a send */
  FoPrintRow marking;   /* the row as it was when the send began: for its marks */
  gint64 remote;        /* written by the printing thread, read after its end */
  FoPrintProgress live; /* of the send */
  GSource *retry;       /* waits before it is tried again */
  guint pause_ms;
  bool cancelling;
  char *moving; /* the printer it goes to when what is being sent has ended; NULL: it stays */
} Job;

struct FoPrintQueue {
  FoPrintQueueOptions options;
  char *templates_folder, *files_folder, *printers_path;
  GArray *printers; /* FoPrinter */
  GMainContext *home;
  GPtrArray *open; /* Job, by number */
  FoWorker *labels; /* composes what is asked for, before it is queued */
  guint busy;       /* at the two threads, for us */
  bool loaded, leaving;
};

/* NULL: it is not open. */
Job *fo_print_queue_find (FoPrintQueue *queue, gint64 number);

/* A job that is in the journal now; takes ROW. */
void fo_print_queue_take (FoPrintQueue *queue, FoPrintRow *row);

/* By name; NULL and "": the default one. False: there is none of this name. */
bool fo_print_queue_printer (const FoPrintQueue *queue, const char *name, FoPrinter *ret_printer);

/* What the printer's job and the file are called. */
char *fo_print_queue_run_title (const FoPrintRow *row);

/* The job stands at STATE now: noted and told; one that is over leaves the queue, and is gone. */
void fo_print_job_set_state (Job *job, FoPrintState state, FoPrintReason reason, const char *text);
/* Nothing of what was begun and is not printed was printed. */
void fo_print_job_take_back (Job *job);
void fo_print_job_end_timer (Job *job);
/* Starts whatever can start. */
void fo_print_queue_pump (FoPrintQueue *queue);

/* As people see it; JOB may be NULL. */
FoPrintJob *fo_print_job_of (const FoPrintRow *row, const Job *job);

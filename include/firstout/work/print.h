/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The print queue of one station: labels as jobs in its journal. A job is written down before anything is sent; it survives the
 * printer, the program and the PC. Nothing is printed twice without somebody's word, and nothing is forgotten:
 *
 *   waiting ──▶ sending ──▶ printed
 *      ▲  no paper, off: again by itself │ given up by the printer ──▶ failed ──(retry)──▶ waiting
 *      │                                 │ cut off after its last byte, or the program died ──▶ uncertain
 *      └─────────────(answer: no)────────┴──(answer: yes: that label is done, the rest goes on)
 *
 * A printer that keeps its jobs (IPP) is asked by number what became of one; so only raw printers ever leave one uncertain, and then
 * exactly one label of it.
 *
 *   const FoPrintQueueOptions options = { .journal = fo_intake_journal (intake), .printers_path = …, .changed = … };
 *   FoPrintQueue *queue = fo_print_queue_new (&options);
 *   fo_print_queue_add (queue, &(FoPrintWish){ .template = "lot", .records = &fields, .n_records = 1, .copies = 2 }, added, self);
 *
 * Threads: everything here is for the thread that made the queue, and every callback comes there, on its thread-default context.
 * Labels are composed and sent on threads of their own; the journal is written on its thread, one commit a label, so a scan waits
 * for no printer.
 */
#pragma once

#include "firstout/drivers/printer.h"
#include "firstout/label/label.h"
#include "firstout/label/paper.h"
#include "firstout/store/print-jobs.h"
#include "firstout/store/worker.h"

typedef struct FoPrintQueue FoPrintQueue;

/* One job as it stands. A value with its texts: fo_print_job_free. */
typedef struct {
  gint64 job, of; /* its number; the one it repeats, or 0 */
  guint copy;     /* which printing of that one: 2 the first time again; else 1 */
  FoPrintState state;
  char *printer, *template, *title;
  guint copies, labels;  /* of each; in all: labels, or sheets of them */
  guint begun, printed;  /* of LABELS: number BEGUN is the one in doubt while it is uncertain */
  bool confirmed;        /* by the printer or a person; else the printer took it without complaint */
  FoPrintStage stage;    /* while it is being sent */
  FoPrintReason reason;  /* why it waits, failed or is uncertain; the words: "print.reason.<name>" */
  char *text;            /* in the printer's words; "" */
  gint64 at_us, changed_us;
} FoPrintJob;

void fo_print_job_free (gpointer job);

typedef struct {
  FoWorker *journal;            /* owns the FoJournal; outlives the queue */
  const char *printers_path;    /* NULL: fo_printers_default_path */
  const char *templates_folder; /* data/labels */
  const char *files_folder;     /* where labels are laid down as PDF while the PC has no printer; also with printer "file" */
  bool only_looks;              /* nothing is sent in this life */
  gint64 (*now_us) (void);
  void (*changed) (const FoPrintJob *job, gpointer data); /* any job: a label more, a reason, a state; may be NULL */
  gpointer data;
} FoPrintQueueOptions;

/* Takes up what the journal holds: jobs that wait go on, those cut off are asked after. */
FoPrintQueue *fo_print_queue_new (const FoPrintQueueOptions *options);

/* Lets a label that is in a printer finish (some seconds at most), then ends. Iterates the main context. */
void fo_print_queue_free (FoPrintQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoPrintQueue, fo_print_queue_free)

/* ---- asking for labels ------------------------------------------------------------------------------------------- */

#define FO_PRINT_LABELS_MAX 10000 /* of one job */

/* Everything is copied. */
typedef struct {
  const char *printer;  /* NULL or "": the default one, for sheets the one of pages; "file": into files_folder */
  const char *template; /* the name of a file in templates_folder, without .label */
  FoLanguage language;
  const FoArgs *records; /* the fields of each label, in the order they are printed */
  guint n_records;       /* 1 or more; × COPIES at most FO_PRINT_LABELS_MAX (asserted) */
  const FoArgs *rows;    /* of a template with a list, whose one record goes over as many labels as the rows take; else NULL */
  guint n_rows;
  const FoLabelPaper *paper; /* stickers on sheets, printed sheet by sheet by a printer of pages; NULL: each by itself */
  guint copies;          /* of each, 1 or more */
  const char *title;     /* what people call it; the name of files and of the printer's job */
  const char *origin;    /* what asks, "4711/0": the same again gives the first job; NULL: always a new one */
} FoPrintWish;

typedef struct {
  gint64 job;             /* 0: refused */
  bool repeated;          /* it was there already */
  FoVerdict verdict;      /* FO_OK, or why not */
  const FoArgs *args;     /* for the words of the verdict */
  guint record;           /* which one was refused */
  GBytes *png;            /* the first label as it will look; NULL when refused */
  const char *printer;    /* the one that was chosen */
  const char *path;       /* of the file, when it is laid down as one; else NULL */
} FoPrintAdded;

/* Composes (the first and the last twenty records at least: what does not fit is refused before anything is printed), writes the job
 * down, and tells ADDED; then prints. ERROR: the world failed (template, printers file, journal), and nothing was queued. */
typedef void (*FoPrintAddedFunc) (const FoPrintAdded *added, const GError *error, gpointer data);
void fo_print_queue_add (FoPrintQueue *queue, const FoPrintWish *wish, FoPrintAddedFunc added, gpointer data);

/* ---- what a person may do ---------------------------------------------------------------------------------------- */

/* False: there is no such job open, or it is not in a state for that. */
bool fo_print_queue_retry (FoPrintQueue *queue, gint64 job);  /* failed; or waiting: now, not after the pause */
bool fo_print_queue_cancel (FoPrintQueue *queue, gint64 job); /* what is printed is printed */
bool fo_print_queue_answer (FoPrintQueue *queue, gint64 job, bool printed); /* uncertain */
bool fo_print_queue_move (FoPrintQueue *queue, gint64 job, const char *printer); /* waiting, or trying, or failed: to another printer */

/* Labels FROM … FROM+COUNT-1 of a job again (COUNT 0: all of them, as always with a list of rows or on sheets), as a new job that
 * names it; each says which copy it is (fo_label_mark_copy): 2 the first time. ADDED as above, without png; the verdict is
 * FO_CODE_UNKNOWN when there is no such job or label. */
void fo_print_queue_reprint (
    FoPrintQueue *queue, gint64 job, guint from, guint count, FoPrintAddedFunc added, gpointer data);

/* ---- looking ----------------------------------------------------------------------------------------------------- */

/* The last N jobs, newest first, FoPrintJob; valid during the call. */
typedef void (*FoPrintListed) (const GPtrArray *jobs, const GError *error, gpointer data);
void fo_print_queue_list (FoPrintQueue *queue, guint n, FoPrintListed listed, gpointer data);

/* Jobs that wait, are sent, failed or are uncertain, as known here: for a badge. */
guint fo_print_queue_count_open (FoPrintQueue *queue);
/* What the journal held has not been taken up yet. */
bool fo_print_queue_is_loading (FoPrintQueue *queue);
/* Nothing is being sent and nothing is going to be without a person. */
bool fo_print_queue_is_idle (FoPrintQueue *queue);

/* The printers of this PC, FoPrinter. Belongs to the queue; the next set changes it. */
const GArray *fo_print_queue_printers (FoPrintQueue *queue);
/* Remembers them; jobs that waited for a printer try again. */
bool fo_print_queue_set_printers (FoPrintQueue *queue, const GArray *printers, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One label in the language of PRINTER: what a run sends. Any thread. */
GBytes *fo_print_bytes_of (FoLabel *label, const FoPrinter *printer);

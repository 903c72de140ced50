/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The intake: between whoever scans and the desk. Every input is given its operation id, written to the journal, and only then
 * handed to the desk; its reply is noted in the journal. The queue between is unbounded and in order; nothing in it is dropped:
 * not for a dialog, a locked database or a jammed printer.
 */
#pragma once

#include "firstout/desk/desk.h"
#include "firstout/store/journal.h"
#include "firstout/store/worker.h"

/* ---- in one thread: scripts, tests ---------------------------------------------------------------------------------- */

/* Journals one input and gives it to the desk. KIND says whether TEXT is a scan or a command. A request that was answered before
 * is not journaled again. On an error that leaves the outcome open (no server, disk full) the journal row stays unsettled. */
bool fo_intake_scan (FoDesk *desk, FoJournal *journal, const FoScan *scan, const char *request, FoDeskReply *ret, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
bool fo_intake_command (FoDesk *desk, FoJournal *journal, const char *command, const char *request, FoDeskReply *ret,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* After a start: looks each journal row without verdict up in the store: done → its reply is noted and handed to FOUND; not done
 * → FO_SCAN_NOT_DONE is ("scan again"); nothing is ever applied from the journal silently. */
typedef void (*FoIntakeFound) (const FoJournalEntry *entry, const FoReply *reply, gpointer data);
bool fo_intake_recover (FoStore *store, FoJournal *journal, FoIntakeFound found, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- across threads: the desktop ------------------------------------------------------------------------------------- */

typedef struct FoIntake FoIntake;

/* Called on the main context that made the intake, once for each input, in their order. REPLY is NULL when the world failed
 * (ERROR says how; the input stays journaled, and the intake tries it again while the store is only busy or away). VIEW is what
 * the page shows afterwards. */
typedef void (*FoIntakeAnswered) (const FoDeskReply *reply, const FoView *view, const GError *error, gpointer data);

/* Takes over JOURNAL on a journal thread; the desk lives on STORE_WORKER's thread. */
FoIntake *fo_intake_new (FoWorker *store_worker, FoDesk *desk, FoJournal *journal, FoIntakeAnswered answered, gpointer data);
void fo_intake_scan_async (FoIntake *intake, const FoScan *scan);
void fo_intake_command_async (FoIntake *intake, const char *command);
/* Inputs not yet answered: shown while it is more than one. */
guint fo_intake_waiting (FoIntake *intake);
/* Finishes what was taken in, then ends. The desk is freed on the store's thread. */
void fo_intake_free (FoIntake *intake);

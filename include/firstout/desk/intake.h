/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The intake: between whoever scans and the desk. Every input is given its operation id, written to the journal, and only then
 * handed to the desk; its reply is noted in the journal. The queue between is unbounded and in order; nothing in it is dropped:
 * not for a dialog, a locked database or a jammed printer.
 *
 * Several scanners at one PC are several lanes, FoScan.lane, each with a desk of its own and with its own order; the journal is one,
 * and its rows name their lane.
 */
#pragma once

#include "firstout/desk/desk.h"
#include "firstout/store/journal.h"
#include "firstout/store/worker.h"

/* ---- the desks of a station ------------------------------------------------------------------------------------------- */

/* Belongs to the thread that owns the store. */
typedef struct FoDesks FoDesks;

/* With the desk of lane 0; the others are made when they are asked for. STORE must outlive it. */
FoDesks *fo_desks_new (FoStore *store, const char *station, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_desks_free (FoDesks *desks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoDesks, fo_desks_free)

/* The desk of LANE; with no task open when it was not there before. NULL: the store failed, see fo_desk_new. */
FoDesk *fo_desks_lane (FoDesks *desks, uint32_t lane, GError **error);

/* ---- ... without their server (desk/offline.h says how) ------------------------------------------------------------------ */

typedef struct {
  bool offline;
  gint64 since_us;  /* by this machine's clock */
  gint64 until_us;  /* until when what is leased may be picked and shipped */
  guint waits;      /* inputs that are still to be done on the server */
  guint conflicts;  /* of the last return: what a person must decide */
  bool wants_person; /* they wait for somebody to log in */
  bool ready;       /* the copy has what the station has in hand */
  bool away;        /* the program has started and never met its server yet: what is scanned is kept */
  guint kept;       /* inputs that were, and are given to a desk when there is one and somebody is logged in who may */
} FoOfflineState;

/* From now on the desks go on when the server is gone, on a copy in the file PATH (fo_shadow_path). Does nothing for a store that is a
 * file of this machine. */
void fo_desks_allow_offline (FoDesks *desks, const char *path);
/* The program starts while its server is away, and the session before left a copy in the file PATH: the desks begin on that copy, as
 * after a server that went away under them. Lists and look-ups answer what was last known (since_us of the state says since when);
 * each lane goes back to the task it was at, and what is leased is finished, unless the station has said goodbye to the server since.
 * Goods are received, counted and returned, but none are carried. SERVER is opened FO_STORE_LATER; when it answers, all is done
 * there and the desks are on it.
 * Who may: where people are named, the person who was logged in here when the copy was made, or has logged in since and not out, by the
 * badge alone, as long as the leases last. PINs are known to the server only: a verifier on a station's disk would give a PIN of four
 * digits away in minutes. So nobody's word is taken for more than the badge: nothing of it is booked before somebody has logged in on
 * the server with a PIN, and then it says who is said to have done it.
 * NULL: MISSING, there is no such copy, or nobody may: inputs are kept (fo_intake_keep). */
FoDesks *fo_desks_new_away (FoStore *server, const char *station, const char *path, FoJournal *journal, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* What they work on now: the server, or the copy. */
FoStore *fo_desks_store (const FoDesks *desks);
/* Looks after the copy; never waits. The intakes do it beside each input. */
void fo_desks_tend (FoDesks *desks);
/* Somebody is about to leave the net: makes the copy now, and waits for it. */
void fo_desks_make_ready (FoDesks *desks);
void fo_desks_offline_state (const FoDesks *desks, FoOfflineState *ret);

/* What the page of each desk shows: SHOW is called for each lane in the order they were made. */
typedef void (*FoDesksShow) (const FoView *view, gpointer data);
bool fo_desks_view (FoDesks *desks, FoDesksShow show, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- in one thread: scripts, tests ---------------------------------------------------------------------------------- */

/* Journals one input and gives it to the desk. A request that was answered before is not journaled again. On an error nothing is
 * known to be done; when that was the store's (busy, offline, uncertain, full) the journal row stays unsettled, and the same input
 * given again right away goes on with it. */
bool fo_intake_scan (FoDesk *desk, FoJournal *journal, const FoScan *scan, const char *request, FoDeskReply *ret, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
bool fo_intake_command (FoDesk *desk, FoJournal *journal, const char *command, const char *request, FoDeskReply *ret,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* After a start: looks each journal row without verdict up in the store: done → its reply is noted and handed to FOUND; not done
 * → FO_SCAN_NOT_DONE is ("scan again"); nothing is ever applied from the journal silently. Where there were such rows the last
 * session did not end by itself: DESK goes back to the task, order or supply it was working on. FOUND may be NULL. */
typedef void (*FoIntakeFound) (const FoJournalEntry *entry, const FoReply *reply, gpointer data);
bool fo_intake_recover (FoDesk *desk, FoJournal *journal, FoIntakeFound found, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The same for a station with lanes: the desk of each lane that was at work in the last twelve hours of the journal goes back to its
 * own task, also when all its own rows have their verdict. */
bool fo_intake_recover_lanes (FoDesks *desks, FoJournal *journal, FoIntakeFound found, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Appends to OWED, FoDeskReply with nothing but its lane, operation, labels and `owes`, each answer of earlier sessions whose labels
 * are not in the print queue: after fo_intake_recover_lanes. */
bool fo_intake_read_owed (FoStore *store, FoJournal *journal, GArray *owed, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- before there is a store --------------------------------------------------------------------------------------------- */

/* An input that came while the station did not reach its store: it is in the journal, and no desk has seen it. */
typedef struct {
  gint64 row;
  FoJournalKind kind;
  FoScan scan;
} FoKeptInput;

/* Journals it; durable on return, KEPT has its row then. A badge is not kept: row 0. */
bool fo_intake_keep (FoJournal *journal, FoKeptInput *kept, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What was kept and given to no desk yet, oldest first; FoKeptInput. Recovery leaves it alone. */
bool fo_intake_read_kept (FoJournal *journal, GArray *kept, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- across threads: the desktop ------------------------------------------------------------------------------------- */

typedef struct FoIntake FoIntake;

/* Called on the main context that made the intake, once for each input, those of a lane in their order. While the store (or the
 * journal's disk) is busy, full or away it is called with REPLY and VIEW NULL and ERROR each time the reason changes, and the input
 * waits, tried again with growing pauses; those behind it wait too, of every lane: it is one store. REPLY is NULL and VIEW is not
 * when the world failed in another way: the input is given up, unsettled in the journal, and the next start says whether it was
 * done. VIEW is what the lane's page shows now; both name their lane. An answer that wants labels `owes` them: they are wanted again
 * at the next start until fo_intake_pay. */
typedef void (*FoIntakeAnswered) (const FoDeskReply *reply, const FoView *view, const GError *error, gpointer data);

/* Takes over JOURNAL on a journal thread, and DESKS, which must be touched by nobody else from here on; their store is owned
 * by STORE_WORKER, which must outlive the intake. */
FoIntake *fo_intake_new (FoWorker *store_worker, FoDesks *desks, FoJournal *journal, FoIntakeAnswered answered, gpointer data);
/* To the desk of the scan's lane, which begins with its first input. */
void fo_intake_scan_async (FoIntake *intake, const FoScan *scan);
/* PAGE of the window took the scan for itself: it is journaled like every scan, with that as its answer, and goes to no desk. */
void fo_intake_note_async (FoIntake *intake, const FoScan *scan, const char *page);
/* What was kept becomes an input of this moment; in the journal both happen at once, so that it is given once, whatever happens. */
void fo_intake_give_kept (FoIntake *intake, const FoKeptInput *kept);
void fo_intake_command_async (FoIntake *intake, uint32_t lane, const char *command);
/* Called on the main context when the station has lost its server and goes on without, when an answer waits for it, and when it is
 * back. */
typedef void (*FoIntakeLink) (const FoOfflineState *state, gpointer data);
void fo_intake_watch_link (FoIntake *intake, FoIntakeLink changed, gpointer data);
/* The labels of an answer (its `owes`) are in the print queue, or it was said why they cannot be: they are not asked for again at the
 * next start. */
void fo_intake_pay (FoIntake *intake, gint64 owes);
/* The thread that owns the journal, for the print queue (work/print.h); that one must end before the intake does. */
FoWorker *fo_intake_journal (FoIntake *intake);
/* While a person is asked whether something shall be destroyed: what is taken in of LANE from here on is journaled at once and given
 * to the desk only when it goes on; COMMAND (NULL: none), the question's answer, goes before it. The other lanes work on. Freeing
 * goes on by itself. */
void fo_intake_hold (FoIntake *intake, uint32_t lane);
void fo_intake_go_on (FoIntake *intake, uint32_t lane, const char *command);
/* Inputs of LANE not yet answered: shown while it is more than one. */
guint fo_intake_waiting (FoIntake *intake, uint32_t lane);
/* Finishes what was taken in, then ends. What a store that is away has not answered is in the journal, and found at the next
 * start; what a full disk has kept out of the journal was told by ANSWERED and is gone. Iterates the main context. */
void fo_intake_free (FoIntake *intake);

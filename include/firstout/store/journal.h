/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The station's own journal: every scan and every command, durable before anybody tries to understand it. An SQLite
 * file of its own, locked exclusively, synchronous=FULL. Belongs to one thread (the journal thread of the desktop;
 * the only thread of a script). */
#pragma once

#include "firstout/core/id.h"
#include "firstout/core/scan.h"
#include "firstout/core/verdict.h"
#include <glib.h>

typedef struct FoJournal FoJournal;

typedef enum { FO_JOURNAL_SCAN, FO_JOURNAL_COMMAND } FoJournalKind;

/* What was done without the server: not so; waits until it is done there too; is done; a person decides what becomes of it. */
typedef enum { FO_JOURNAL_ONLINE, FO_JOURNAL_WAITS, FO_JOURNAL_REPLAYED, FO_JOURNAL_CONFLICT } FoJournalOffline;

typedef struct {
  gint64 row;
  FoJournalKind kind;
  FoScan scan;         /* for a command: its text as bytes */
  FoId operation;      /* the operation this input will be in the store, chosen before the work begins */
  const char *request; /* the caller's id=…, or NULL */
  const char *task;    /* the task that was open, for a person who reads it later */
  const char *reply;   /* JSON as given out, or NULL while it has no verdict */
  const char *owed;    /* what the answer owes besides and is not done yet, or NULL */
  FoJournalOffline offline;
  gint64 epoch;        /* of what was done offline: the station's then ... */
  const char *person;  /* ... and who stood there; or NULL */
} FoJournalEntry;

typedef void (*FoJournalFound) (const FoJournalEntry *entry, gpointer data);

/* Opens or makes it. Another program that has it open is FO_STORE_ERROR_BUSY, naming the file. A damaged one is
 * DAMAGED and is left as it is: what a crash interrupted may be in it, so a person decides; fo_journal_set_aside is
 * their one key. */
FoJournal *fo_journal_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_journal_free (FoJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoJournal, fo_journal_free)

/* Moves a damaged journal to "PATH.damaged-<time>", so that a new one can be made. Returns the new name; free with
 * g_free. */
char *fo_journal_set_aside (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The default place: <state folder>/firstout/journal-<store key>-<station>.db. Free with g_free. */
char *fo_journal_default_path (const char *store_uri, const char *station);

/* Writes one input down; durable on return. Settled replies that were waiting ride in the same commit, so a scan
 * costs one fdatasync here. On failure the input is not journaled and must not be acted on. */
bool fo_journal_add (FoJournal *journal, const FoJournalEntry *entry, gint64 *ret_row, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Remembers the answer of a row, and what it OWES besides (NULL: nothing); becomes durable with the next add, or at free. */
void fo_journal_settle (FoJournal *journal, gint64 row, FoVerdict verdict, const char *reply, const char *owes);

/* The same of a row that was answered without the server, under EPOCH of the station: it waits to be done there too. */
void fo_journal_settle_offline (FoJournal *journal, gint64 row, FoVerdict verdict, const char *reply, const char *owes, gint64 epoch,
                                const char *person);
/* What became of it; durable as the answer is, or by flush. */
void fo_journal_replayed (FoJournal *journal, gint64 row, FoJournalOffline offline);
bool fo_journal_flush (FoJournal *journal, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Calls FOUND for each row that waits, oldest first; for each row behind ROW, oldest first. */
bool fo_journal_offline (FoJournal *journal, FoJournalFound found, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool fo_journal_since (FoJournal *journal, gint64 row, FoJournalFound found, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a settled row owed is done; durable as the answer is. */
void fo_journal_pay (FoJournal *journal, gint64 row);

/* Calls FOUND for each row without verdict, oldest first: what a crash interrupted. ENTRY lives for the call. */
bool fo_journal_unsettled (FoJournal *journal, FoJournalFound found, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Calls FOUND for each row that owes something, oldest first. */
bool fo_journal_owed (FoJournal *journal, FoJournalFound found, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The last N rows, newest first: for the scan log and for bug reports. */
bool fo_journal_last (FoJournal *journal, guint n, FoJournalFound found, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* How many rows there are, settled or not. */
gint64 fo_journal_count (FoJournal *journal);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A station without its server, inside the desk. While it is there a copy of what the station needs (store/shadow.h) is made anew now and
 * then. When it is gone the station's own inputs since that copy are done on it, too, and its desks work on it behind a gate: what is
 * leased is finished, goods are received and counted, nothing is promised or released. Every input is in the journal with its
 * operation id, as ever, and waits there. When the server is back, each is done again there under the same id, in order: what then
 * comes out as it was answered is booked, the rest is a conflict that a person sees. All on the store's thread, but for the copying.
 *
 * Of an order in hand everything that ends it goes on: picking what is held, saying that it is not where it is held (`short`: nothing
 * else is looked for meanwhile; behind the return other goods are bound), shipping all or the part there is, putting it aside (`park`
 * gives it back: it is nobody's here from then on). Not another lot than the held one, except units that the book did not know ("they are
 * here"), for any other may be held for somebody; and no new carton, for the next number is the house's: one that is open is filled.
 *
 *   online ── the server is gone ──→ offline ── it is back ──→ replayed ──→ online
 */
#pragma once

#include "firstout/desk/intake.h"

typedef struct FoOffline FoOffline;

/* A row of the journal, its texts owned. */
typedef struct {
  FoJournalEntry entry;
  FoJournalOffline became; /* REPLAYED, CONFLICT; ONLINE: not looked at yet */
  char *request, *task, *reply, *person;
} FoOfflineRow;
/* Of FoOfflineRow. */
GArray *fo_offline_rows_new (void);
/* An FoJournalFound; DATA is such an array. */
void fo_offline_rows_add (const FoJournalEntry *entry, gpointer data);

/* DESKS outlive it. PATH is the shadow's. */
FoOffline *fo_offline_new (FoDesks *desks, const char *path);
void fo_offline_free (FoOffline *offline);

/* What the caller must fetch from the journal and bring. */
typedef enum { FO_OFFLINE_NOTHING, FO_OFFLINE_ROWS_THAT_WAIT } FoOfflineNeeds;
/* Looks after the copy, and for the server; cheap, and never waits for either. After each input, and every few seconds. */
FoOfflineNeeds fo_offline_tend (FoOffline *offline);

/* Makes the copy now, and waits for it. */
void fo_offline_make_ready (FoOffline *offline);

/* The program starts and its server is away: the desks, which have no lane yet, work on the copy that the session before left, as
 * fo_desks_new_away says. What is done has ids from *RET_FIRST to *RET_LAST. */
bool fo_offline_start (FoOffline *offline, FoJournal *journal, FoId *ret_first, FoId *ret_last, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* After a start with the server, when nothing waits for it: the copy that the session before left is too old to go on with. */
void fo_offline_drop_old (FoOffline *offline);

/* May the desks go on without the server, which failed with WHY? Then the rows behind *ret_row of the journal are needed. */
bool fo_offline_may_begin (FoOffline *offline, const GError *why, gint64 *ret_row);
/* The desks work on the shadow from now on. WHY: how the server failed. False: they do not, and why not; nothing has changed. */
bool fo_offline_begin (FoOffline *offline, const GArray *rows, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The desks are back on the server when all of ROWS are replayed: BECAME of each says what came of it. False: not yet. */
bool fo_offline_return (FoOffline *offline, GArray *rows, GError **error) G_GNUC_WARN_UNUSED_RESULT;

bool fo_offline_is_on (const FoOffline *offline);
/* After a start without the server: the one person who is let in by a badge alone; NULL: nobody is. */
const char *fo_offline_expects (const FoOffline *offline);
/* Under which epoch inputs are answered now, and in whose name. */
gint64 fo_offline_epoch (const FoOffline *offline);
const char *fo_offline_person (const FoOffline *offline);
/* An input was answered: ROW of the journal and its OPERATION, offline (it waits) or not. */
void fo_offline_answered (FoOffline *offline, gint64 row, FoId operation, bool claims);
/* After a start: up to ROW of the journal, and its OPERATION, all has its answer. */
void fo_offline_found (FoOffline *offline, gint64 row, FoId operation);
/* So many rows of the journal wait since earlier. */
void fo_offline_set_waiting (FoOffline *offline, guint rows);
void fo_offline_state (const FoOffline *offline, FoOfflineState *ret);

/* After a start: did OPERATION happen on the shadow of the session before? Its reply as JSON (g_free), or NULL. */
char *fo_offline_recall (const FoOffline *offline, FoId operation, gint64 *ret_epoch);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What offline.c and offline-copy.c share. */
#pragma once

#include "firstout/store/shadow.h"
#include "rerun.h"

typedef enum { COPY_NONE, COPY_RUNS, COPY_MADE, COPY_FAILED } Copy;

struct FoOffline {
  FoDesks *desks;
  char *path, *fresh_path, *uri, *station;
  FoWorker *worker;         /* makes copies, and looks for the server; with nothing of its own */
  FoStore *server, *shadow; /* SHADOW: while it is worked on */
  gint copy;                /* Copy; the worker's, while it runs */
  gint looks, is_back;      /* the worker looks for the server; it was there */
  gint64 copy_began_us, copy_took_us, copied_us, claimed_us, looked_us, look_pause_us; /* monotonic */
  gint64 row, row_copied,
      row_to_copy; /* of the journal: answered last; in the copy there is; in the one that is made */
  FoId answered, first; /* operation: of the last input that was answered on the server; behind it all is done without */
  gint64 epoch;
  gint64 since_us, contact_us, lease_us; /* this machine's clock */
  GHashTable *leased;                    /* numbers of orders */
  FoActGate gate;
  FoRerun *replay; /* a return that was cut goes on */
  char *expects; /* after a start without the server: the one person who may come back; NULL otherwise */
  guint waits, conflicts;
  bool has_copy, wants_person, uncertain;
};

/* What a beginning is made of: in the copy is then what ROWS did; *DATA, an FoOffline, knows what the copy says it has in hand; and the
 * desks are on it, behind the gate. */
bool fo_offline_roll_forward (FoOffline *offline, FoStore *shadow, const GArray *rows, GError **error) G_GNUC_WARN_UNUSED_RESULT;
FoTxnEnd fo_offline_read_leased (FoTxn *txn, gpointer data, GError **error);
void fo_offline_work_on (FoOffline *offline, FoStore *shadow, const FoShadowNotes *notes);

/* Looks after the copy: made anew now and then, soon behind a claim. */
void fo_offline_tend_copy (FoOffline *offline);
void fo_offline_remove_copy (const char *path);
/* The server knows that the station is closed: it lets others have what was in hand here, so a start without it may not go on with that. */
void fo_offline_note_goodbye (const FoOffline *offline);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shadow: a copy of what a station needs of its warehouse, in an SQLite file beside its journal, so that it can finish what it has in
 * hand when the server is gone. One consistent picture of items, places, lots, what is on hand, open orders with their holds, supplies,
 * counts and people (no secrets); nothing of what happened long ago, and nothing that belongs to the link with sales. It is never
 * carried back: what is done on it is done again on the server, input by input (desk/offline.h).
 */
#pragma once

#include "firstout/store/store.h"

typedef struct {
  gint64 epoch;           /* the station's when it was copied */
  gint64 row;             /* of the station's journal: what was answered up to it is in the copy, at least */
  gint64 copied_us;       /* this machine's clock */
  gint64 offline_minutes; /* how long the station may finish its work without the server */
  gint64 since_us;        /* this machine's clock: when it went offline; 0 it did not */
  gint64 contact_us;      /* ... and when it last heard of the server before */
  FoId first_id, last_id; /* ids of operations that the station may use when it starts without its server; 0 none */
  char person[64];        /* who was logged in; "" nobody */
  bool closed;            /* the station has said goodbye since: what it had in hand may be another's */
} FoShadowNotes;

/* Copies FROM into the file PATH, which gets its name only when it is whole; the old one stays until then. Any thread, on connections
 * of its own; takes as long as it takes. NOTES: epoch, row, ids, person. */
bool fo_shadow_copy (const char *from, const char *path, const char *station, const FoShadowNotes *notes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Opens the shadow of STATION. MISSING: there is none, or it is another's. */
FoStore *fo_shadow_open (const char *path, const char *station, FoStoreFlags flags, FoShadowNotes *ret_notes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Remembers in the shadow since when it is worked on (0: not any more), and when the server was last heard of. */
bool fo_shadow_set_since (FoStore *shadow, gint64 since_us, gint64 contact_us, GError **error) G_GNUC_WARN_UNUSED_RESULT;

bool fo_shadow_set_closed (FoStore *shadow, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The default place: beside the journal. Free with g_free. */
char *fo_shadow_path (const char *journal_path);

/* The day that was fixed for STORE (fo_store_set_today) is TO's, too. */
void fo_store_share_today (const FoStore *store, FoStore *to);

/* This machine's clock, for what must outlive a start of the program. */
gint64 fo_machine_now_us (void);

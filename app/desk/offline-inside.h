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
  gint64 epoch;
  gint64 since_us, contact_us, lease_us; /* this machine's clock */
  GHashTable *leased;                    /* numbers of orders */
  FoActGate gate;
  FoRerun *replay; /* a return that was cut goes on */
  guint waits, conflicts;
  bool has_copy, wants_person;
};

/* Looks after the copy: made anew now and then, soon behind a claim. */
void fo_offline_tend_copy (FoOffline *offline);
void fo_offline_remove_copy (const char *path);

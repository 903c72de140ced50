/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one shift tells the next, and what it did. See rows.h. */
#pragma once

#include "firstout/store/rows.h"

#define FO_NOTE_MAX 512

typedef struct {
  FoId id; /* the operation that wrote it */
  char person[64], station[64], text[FO_NOTE_MAX];
  gint64 at_us;
} FoNote;

void fo_note_insert (FoTxn *txn, const FoNote *note);
/* The last first. */
bool fo_notes_last (FoTxn *txn, guint limit, GArray *notes, GError **error);

typedef struct {
  FoId id;
  char kind[32], person[64];
} FoDone;
/* What was done after operation AFTER, in its order. */
bool fo_operations_since (FoTxn *txn, FoId after, guint limit, GArray *done, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Objects of sales systems word for word, and the rows of the contract that they make. See rows.h. */
#pragma once

#include "firstout/store/rows.h"

typedef struct {
  FoId id;
  char *source, *remote_id, *version;
  char *body; /* NULL: gone */
} FoHeard;
void fo_heard_clear (FoHeard *heard);

/* Queues an object under ID; the last word about it said again adds nothing. */
void fo_heard_add (FoTxn *txn, FoId id, FoId link, const char *source, const char *remote_id, const char *version, const char *body);
/* How many of the ids FIRST to LAST are there: what a page added. The same for the inbox. */
bool fo_heard_count (FoTxn *txn, FoId first, FoId last, guint *ret, GError **error);
bool fo_inbox_count (FoTxn *txn, FoId first, FoId last, guint *ret, GError **error);

/* Not read yet, in the order they came; FoHeard with fo_heard_clear as the array's clear function. */
bool fo_heard_new (FoTxn *txn, FoId link, FoId after, guint limit, GArray *list, GError **error);
/* STATE: "read", or "nonsense" because of WHY. */
void fo_heard_set (FoTxn *txn, FoId id, const char *state, const char *why);

/* A row that an object made last. */
typedef struct {
  char *entity, *row_id, *hash, *body;
} FoHeardRow;
void fo_heard_row_clear (FoHeardRow *row);
bool fo_heard_rows (FoTxn *txn, FoId link, const char *source, const char *remote_id, GArray *rows, GError **error);
void fo_heard_row_set (FoTxn *txn, FoId link, const char *source, const char *remote_id, const FoHeardRow *row);
void fo_heard_row_delete (FoTxn *txn, FoId link, const char *source, const char *remote_id, const char *entity, const char *row_id);

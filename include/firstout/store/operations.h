/* SPDX-License-Identifier: GPL-3.0-or-later
 * Operations: one act with its id, written in the transaction of its effect. See rows.h. */
#pragma once

#include "firstout/store/rows.h"

typedef struct {
  FoId id;
  const char *request; /* the caller's own id, or NULL */
  const char *content; /* what was asked, as text */
  const char *kind;    /* "receive", "pick" ... */
  const char *reply;   /* JSON, as it will be repeated */
  const char *station, *person;
  FoDay day;
  gint64 made_at_us;
  FoId undoes;
} FoOperation;

void fo_operation_insert (FoTxn *txn, const FoOperation *operation);

/* It was done on paper by somebody else, on another day. */
void fo_operation_set_paper (FoTxn *txn, FoId operation, const char *done_by, FoDay done_on);

/* Who did it, and where and when; DONE_BY "": not on paper. */
typedef struct {
  char kind[32], person[64], station[64], done_by[64];
  FoDay day, done_on;
  gint64 made_at_us;
} FoDoer;
FoFound fo_operation_doer (FoTxn *txn, FoId operation, FoDoer *ret, GError **error);

/* By the caller's id, which is its station's own. RET_CONTENT and RET_REPLY are to be freed with g_free. */
FoFound fo_operation_find_request (FoTxn *txn, const char *station, const char *request, FoId *ret_id, char **ret_content,
                                   char **ret_reply, GError **error);
/* Its reply and kind (g_free both). */
FoFound fo_operation_reply (FoTxn *txn, FoId id, char **ret_reply, char **ret_kind, GError **error);
/* Was it undone? */
FoFound fo_operation_undone (FoTxn *txn, FoId id, GError **error);
/* The station's last one that is not undone and is no undo itself. */
FoFound fo_operation_last (FoTxn *txn, const char *station, FoId *ret_id, char **ret_kind, GError **error);

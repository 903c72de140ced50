/* SPDX-License-Identifier: GPL-3.0-or-later
 * One row of the inbox: what it is about, whether its time has come, and what the work makes of it. */
#pragma once

#include "inside.h"

typedef enum {
  FO_OUTCOME_APPLIED,
  FO_OUTCOME_SUPERSEDED,       /* a later version has been applied already */
  FO_OUTCOME_DISPUTED,         /* the warehouse cannot follow: a disagreement is open */
  FO_OUTCOME_REJECTED,         /* it makes no sense, or the work refused it */
  FO_OUTCOME_LEFT_ALONE,       /* another warehouse's */
  FO_OUTCOME_CHILD_LEFT_ALONE, /* part of something of another warehouse; looked at again when that becomes ours */
  FO_OUTCOME_WAITS,            /* its parent has not come */
  FO_OUTCOME_FAILED            /* the world failed; *error is set */
} FoOutcome;

typedef struct {
  FoReply reply;      /* of the work, or what is wrong with the row */
  FoId done;          /* the operation, where the work was done now and not answered as it was before; 0 */
  const char *parent; /* WAITS, REJECTED: the entity it waits for, and its id there */
  char *parent_id;
  bool parent_is_coming; /* it is in the inbox, and new */
  char *ours, *theirs;   /* JSON of fields that are the warehouse's and that sales says otherwise; NULL none */
} FoRowAnswer;

void fo_row_answer_clear (FoRowAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoRowAnswer, fo_row_answer_clear)

/* GOES_ON: of a line, as in FoApplyLine. */
FoOutcome fo_row_take (FoGateway *gateway, const FoInboxRow *row, bool goes_on, FoRowAnswer *answer, GError **error);

/* Announces whether ROW was taken before. */
void fo_row_announce_request (FoTxn *txn, const FoInboxRow *row);

/* The reason as the inbox keeps it, "" when there is none to give; free with g_free. */
char *fo_row_why (const FoRowAnswer *answer, FoOutcome outcome);

/* The reason that children of this row are rejected with while it is not known; NULL: it has no children. Free with
 * g_free. */
char *fo_parent_missing (const char *entity, const char *remote_id);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What became of a delivery, as the store keeps it: its state, when it is tried again, and the disagreement a person sees. */
#pragma once

#include "inside.h"

typedef struct {
  FoId outbox;
  FoDeliveryEnd end;
  FoFate fate;                 /* owns the texts of END */
  const char *conflict;        /* the kind of the disagreement to open; NULL none */
  char *ours, *theirs;         /* of it */
  char uuid[FO_UUID_TEXT_MAX]; /* op_id */
} FoEnding;
void fo_ending_clear (FoEnding *ending);

/* What FATE (taken) of ROW means. CHANGED: a request that changes something left this time. LINK_GONE: it is the link that
 * failed and not this message, so it goes first when the link is back. */
void fo_ending_judge (
    FoGateway *gateway, const FoDeliveryRow *row, FoFate *fate, bool changed, bool link_gone, FoEnding *ret);
/* Nothing of what was opened, asked for, taken instead or claimed here goes lost without a word: where a sales system takes no such thing
 * from outside, FATE (not carried, and no reason given) says that a person enters it there. */
void fo_fate_say_by_hand (FoFate *fate, const char *op, const char *body_text);
bool fo_ending_write (FoTxn *txn, const FoGatewayLink *l, const FoEnding *ending, GError **error);

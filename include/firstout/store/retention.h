/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was told to sales and heard from it, and is forgotten after a while, so that a store does not grow for ever. Never what is
 * waiting, unknown, refused, otherwise or disputed, and never the last word about anything. See rows.h. */
#pragma once

#include "firstout/store/rows.h"

typedef enum {
  FO_KEPT_TOLD,     /* messages with what became of them at each link */
  FO_KEPT_ATTEMPTS, /* requests, of messages that were forgotten */
  FO_KEPT_HEARD,    /* objects word for word */
  FO_KEPT_INBOX,    /* rows of the contract */
  FO_N_KEPT
} FoKept;

/* A walk through one of them; begin with WHICH and BEFORE (rows from then on stay) and zeros. */
typedef struct {
  FoKept which;
  FoId before, after;
  guint64 forgotten;
  bool is_over;
} FoForgetting;

/* The ids made before AT_US. */
FoId fo_retention_before (gint64 at_us);

/* Looks at the next LIMIT rows, forgets what may be, and adds it to FORGOTTEN. WALK is what it was when the transaction is run again:
 * *RET is where it stands afterwards. */
bool fo_retention_step (FoTxn *txn, const FoForgetting *walk, guint limit, FoForgetting *ret, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Matching as a part of another act. */
#pragma once

#include "inside.h"

typedef struct {
  const char *ours, *theirs; /* numbers */
} FoMatch;

/* WHAT is an FoMatch. */
FoTxnEnd fo_match_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);

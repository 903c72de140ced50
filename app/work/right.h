/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may, inside the work. */
#pragma once

#include "inside.h"

/* May the person do what the warehouse's note NAME is about? It says "any" (what it is without one) or "lead": then the badge must be
 * among the names in the note "leads", apart by commas. COMMIT, or the refusal FO_RIGHT_MISSING. */
FoTxnEnd fo_right_judge (FoTxn *txn, const FoAct *act, const char *name, FoReply *reply, GError **error);

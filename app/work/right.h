/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may, inside the work. */
#pragma once

#include "firstout/core/role.h"
#include "inside.h"

/* May who logged in do acts of KIND? COMMIT, or a refusal that says whose they are. Costs nothing where nobody watches. */
FoTxnEnd fo_right_guard (const FoStore *store, const char *kind, FoReply *reply);
/* May who could not do an act of KIND take one back? Where an act takes two, taking it back does not. */
FoTxnEnd fo_right_take_back (const FoStore *store, const char *kind, FoReply *reply);
/* The refusal itself. */
FoTxnEnd fo_right_refuse (const FoStore *store, const char *kind, FoReply *reply);

/* What who does ACT is: who logged in, or a lead by the note "leads". *RET_KNOWN false: nobody knows. */
bool fo_right_role (FoTxn *txn, const FoAct *act, FoRole *ret_role, bool *ret_known, GError **error);

/* May the person do what the warehouse's note NAME is about? It says "any" (what it is without one) or "lead": then the badge must be
 * among the names in the note "leads", apart by commas; where people are named, a lead and an administrator may too. COMMIT, or the refusal FO_RIGHT_MISSING. */
FoTxnEnd fo_right_judge (FoTxn *txn, const FoAct *act, const char *name, FoReply *reply, GError **error);

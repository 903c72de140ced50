/* SPDX-License-Identifier: GPL-3.0-or-later
 * How much at once, inside the work: a note of the warehouse says it for everybody, and for some otherwise. */
#pragma once

#include "firstout/core/quantity.h"
#include "firstout/core/role.h"
#include "firstout/work/act.h"

/* Of TEXT, "10" for all, "10, шт=5, кг=2.5" for some otherwise: what holds where NAME_IS says which names are meant. *RET_U stays as it
 * is when nothing holds. */
void fo_limit_read (const char *text, bool (*name_is) (const char *name, gconstpointer data), gconstpointer data, FoQuantity *ret_u);

/* NAME is a role's: its name, or what it is called in one of the languages. */
bool fo_limit_names_role (const char *name, FoRole *ret_role);

/* How much who does ACT may book from difference at once, by the note here_limit; *RET_ROLE_ID: what the limit is of, or NULL of
 * everybody. Static. */
bool fo_limit_here (FoTxn *txn, const FoAct *act, FoQuantity *ret_u, const char **ret_role_id, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may: notes of the warehouse say of single things that not everybody may do them: "correct", "recall", "returns", "write_off",
 * "priority", "preempt", "override", "learn", "open-here", "settings". Such a note is any (what it is without one) or lead; with lead,
 * the person's badge must be among the names in the note "leads", apart by commas. The acts judge for themselves; this is for those who
 * show beforehand what is allowed.
 */
#pragma once

#include "firstout/work/act.h"

#include <stdbool.h>

/* May PERSON ("": nobody has shown a badge) do what the note NAME is about? */
bool fo_right_allows (FoTxn *txn, const char *person, const char *name, bool *ret_allowed, GError **error);

/* May who works on STORE do WHAT, a row of the table of rights that is no act on stock ("copy", "import")? Else REPLY, which was
 * initialised, says whose it is. On the store's thread. */
bool fo_right_may (const FoStore *store, const char *what, FoReply *reply);

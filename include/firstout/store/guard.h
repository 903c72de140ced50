/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who works on a store's connection, and what that person may: a copy in memory of what the store's tables say, so that a refusal costs
 * no question. It is courtesy where the server judges too (PostgreSQL), and all there is on SQLite. A store that nobody watches judges
 * nothing: whoever may open a file or the owner's connection may everything. On the thread of the store.
 */
#pragma once

#include "firstout/core/verdict.h"
#include "firstout/store/people.h"

/* From now on acts on STORE are judged; again: what the tables say is read anew. */
bool fo_guard_watch (FoStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool fo_guard_is_watched (const FoStore *store);
/* Watched, and people are named at all. */
bool fo_guard_is_closed (const FoStore *store);

/* Who logged in; NULL: nobody. */
const FoPerson *fo_guard_person (const FoStore *store);
void fo_guard_enter (FoStore *store, const FoPerson *person, const char *token);
void fo_guard_leave (FoStore *store);

/* FO_OK, FO_LOG_IN_FIRST, FO_RIGHT_MISSING (*ret_roles: whose it is, NULL not known; static until the next watch), FO_SECOND_NEEDED. */
FoVerdict fo_guard_judge (const FoStore *store, const char *act, const char **ret_roles);

/* The next act that takes two is done with SECOND ("": alone). */
void fo_guard_set_second (FoStore *store, const char *second);
void fo_guard_forget_second (FoStore *store);
/* Who stands beside for ACT: NULL: none is needed; "" alone. */
const char *fo_guard_second (const FoStore *store, const char *act);

/* What a second connection needs to work in the name of who works on a store: a table that is read in beside the scans. */
typedef struct {
  bool watched;
  FoPerson person; /* id 0: nobody */
  char *token;
} FoGuardPass;

/* On the thread of STORE. Of one that is not watched it is a pass for everything. */
void fo_guard_pass (const FoStore *store, FoGuardPass *ret);
void fo_guard_pass_clear (FoGuardPass *pass);
/* From now on acts on STORE are judged as PASS says, until it is freed or fo_guard_part. A server is shown the session's token and makes
 * one of its own for this connection; FO_STORE_ERROR_PERMISSION: it knows no such session any more. On the thread of STORE. */
bool fo_guard_join (FoStore *store, const FoGuardPass *pass, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The server forgets this connection's session. */
void fo_guard_part (FoStore *store);
/* Whatever else judges acts on STORE: the work's own (work/act.h), kept here with it. NULL: nothing. */
void fo_store_set_gate (FoStore *store, gconstpointer gate);
gconstpointer fo_store_gate (const FoStore *store);

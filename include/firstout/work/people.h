/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People: named, logged in by badge and PIN, and two of them where one is not enough. See act.h for what acts share. Every other act on
 * a store that is watched (store/guard.h) is judged by the table of permissions, and runs in the name of who logged in.
 *
 * A PIN is 4 to 12 digits and goes no further than this: what is computed of it (yescrypt, some 25 ms) proves it to the store.
 */
#pragma once

#include "firstout/store/people.h"
#include "firstout/work/act.h"

/* BADGE shows who, PIN that it is him; then STORE is his, and who was there before is gone. Reply args: person, role (message id).
 * Refusals: FO_PIN_WRONG, FO_BADGE_LOCKED. */
bool fo_work_log_in (FoStore *store, const FoAct *act, const char *badge, const char *pin, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
bool fo_work_log_out (FoStore *store, const FoAct *act, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Another person stands beside: the next act within two minutes that takes two is done. Refusals as above, FO_SECOND_SAME. */
bool fo_work_stand_by (FoStore *store, const FoAct *act, const char *badge, const char *pin, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Nobody else is there: the next act that takes two is done and stands on the lead's list. FO_NOT_ALONE: text says who is. */
bool fo_work_alone (FoStore *store, const FoAct *act, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- naming people ------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;     /* whom */
  const char *new_name; /* NULL: the same */
  const char *badge;    /* what its code says; NULL: as it is, of a new person a number of our own */
  FoRole role;
  bool active;
  const char *pin; /* NULL: as it is */
} FoPersonWish;

/* A person there is under that name is changed. Reply args: text (the name), badge. Refusals: FO_RIGHT_MISSING, FO_CODE_EMPTY,
 * FO_TEXT_TOO_LONG, FO_PIN_BAD, FO_PERSON_KNOWN, FO_ADMINISTRATOR_FIRST. */
bool fo_work_person (FoStore *store, const FoAct *act, const FoPersonWish *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* After five wrong PINs. FO_PERSON_UNKNOWN. */
bool fo_work_unlock (FoStore *store, const FoAct *act, const char *name, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* From now on (or no longer) acts of KIND ("write-off" …) take two. */
bool fo_work_set_two (FoStore *store, const FoAct *act, const char *kind, bool two, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* A lead has looked at what was done alone. */
bool fo_work_alone_seen (FoStore *store, const FoAct *act, FoId operation, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The message id that says whose an act of ROLES (store/people.h) is; NULL: nobody's in particular. Static. */
const char *fo_right_words (const char *roles);

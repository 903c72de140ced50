/* SPDX-License-Identifier: GPL-3.0-or-later
 * People, their badges and PINs, and who is logged in. See rows.h. What is about PINs and sessions PostgreSQL does in functions of its
 * own, which is all a station can reach of it; SQLite does the same by statements.
 *
 * A PIN never gets here: a station asks for the badge's salt, computes yescrypt of the PIN, and sends the result as proof; the store keeps
 * the proof's SHA-256. Five wrong proofs lock a badge, whether anybody has it or not. */
#pragma once

#include "firstout/core/role.h"
#include "firstout/store/rows.h"

#define FO_PERSON_NAME_MAX 64
#define FO_BADGE_MAX 64
#define FO_PIN_TRIES 5

typedef struct {
  FoId id;
  char name[FO_PERSON_NAME_MAX], badge[FO_BADGE_MAX];
  FoRole role;
  bool active;
} FoPerson;

FoFound fo_person_by_badge (FoTxn *txn, const char *badge, FoPerson *ret, GError **error);
FoFound fo_person_by_name (FoTxn *txn, const char *name, FoPerson *ret, GError **error);
bool fo_people_all (FoTxn *txn, GArray *people, GError **error); /* FoPerson, by name */
FoFound fo_people_any (FoTxn *txn, GError **error);              /* is anybody named at all? */

typedef struct {
  bool has_pin, locked;
  char stations[128]; /* where he is logged in, with commas; "" nowhere */
} FoPersonState;
bool fo_person_state (FoTxn *txn, const FoPerson *person, FoPersonState *ret, GError **error);

/* Names PERSON, or names him anew; SALT and PROOF NULL: his PIN stays. *ret_may false: the server does not let who is logged in. */
bool fo_person_put (FoTxn *txn, const FoPerson *person, const char *salt, const char *proof, bool *ret_may, GError **error);
bool fo_person_unlock (FoTxn *txn, const char *badge, bool *ret_may, GError **error);

/* ---- logging in ---------------------------------------------------------------------------------------------------- */

typedef enum {
  FO_PROOF_RIGHT,
  FO_PROOF_WRONG, /* or no such badge */
  FO_PROOF_LOCKED,
  FO_PROOF_SAME /* as second person: the one who is logged in, or one who may not */
} FoProof;

/* What yescrypt takes beside the PIN (g_free); a badge nobody has gets one as well. */
bool fo_person_salt (FoTxn *txn, const char *badge, char **ret_salt, GError **error);
/* At STATION, in place of who was there. *ret_token (g_free, NULL unless RIGHT) proves it again after the connection was lost. */
bool fo_person_log_in (FoTxn *txn, const char *badge, const char *proof, const char *station, FoProof *ret, char **ret_token,
                       GError **error);
bool fo_person_log_out (FoTxn *txn, const char *station, GError **error);
/* The second one, beside the person SELF. *ret_name (g_free, NULL unless RIGHT). */
bool fo_person_stand_by (FoTxn *txn, const char *badge, const char *proof, FoId self, FoProof *ret, char **ret_name, GError **error);

/* ---- the second person's trail ------------------------------------------------------------------------------------- */

void fo_second_add (FoTxn *txn, FoId operation, const char *person, bool alone);
void fo_second_set_seen (FoTxn *txn, FoId operation, const char *person, gint64 now_us);

typedef struct {
  FoId operation;
  char kind[32], person[FO_PERSON_NAME_MAX], station[64];
  FoDay day;
  gint64 made_at_us;
} FoAlone;
/* What was done alone though it takes two, and no lead has looked at: FoAlone, oldest first. */
bool fo_alone_open (FoTxn *txn, GArray *list, GError **error);

typedef struct {
  char act[48], roles[96];
  bool second;
} FoPermission;
bool fo_permissions_all (FoTxn *txn, GArray *permissions, GError **error);
void fo_permission_set_second (FoTxn *txn, const char *act, bool second);

/* PostgreSQL: the roles stations connect with, and the policies they are under. SQLite has none: URI. */
bool fo_store_make_roles (FoStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

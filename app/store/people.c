/* SPDX-License-Identifier: GPL-3.0-or-later
 * People, and who is logged in. */
#include "firstout/store/people.h"
#include "fill.h"
#include "store-inside.h"

#include <string.h>

/* ---- people -------------------------------------------------------------------------------------------------------- */

static void
fill_person (FoRows *rows, gpointer ret)
{
  FoPerson *person = ret;

  person->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, person->name, sizeof person->name);
  if (!fo_role_parse (fo_rows_text (rows, 2), &person->role))
    person->role = FO_ROLE_AUDITOR;
  fo_rows_copy (rows, 3, person->badge, sizeof person->badge);
  person->active = fo_rows_int (rows, 4) != 0;
}

FoFound
fo_person_by_badge (FoTxn *txn, const char *badge, FoPerson *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_PERSON_BY_BADGE, FO_VALUES (FO_TEXT (badge)), fill_person, ret, error);
}

FoFound
fo_person_by_name (FoTxn *txn, const char *name, FoPerson *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_PERSON_BY_NAME, FO_VALUES (FO_TEXT (name)), fill_person, ret, error);
}

bool
fo_people_all (FoTxn *txn, GArray *people, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PEOPLE_ALL, NULL, 0, fill_person, people, error);
}

static void
fill_number (FoRows *rows, gpointer ret)
{
  *(gint64 *) ret = fo_rows_int (rows, 0);
}

FoFound
fo_people_any (FoTxn *txn, GError **error)
{
  gint64 id;

  return fo_fill_one (txn, FO_SQL_PERSON_ANY, NULL, 0, fill_number, &id, error);
}

/* ---- the server's own functions -------------------------------------------------------------------------------------- */

static bool
has_functions (FoTxn *txn)
{
  return txn->db->ops->call != NULL;
}

static bool
call (FoTxn *txn, FoPgSql function, const char *const *values, char **ret_answer, GError **error)
{
  return txn->db->ops->call (txn->db, function, values, ret_answer, error);
}

static FoProof
proof_of (const char *answer)
{
  if (g_str_has_prefix (answer, "ok"))
    return FO_PROOF_RIGHT;
  return g_str_equal (answer, "locked") ? FO_PROOF_LOCKED
         : g_str_equal (answer, "same") ? FO_PROOF_SAME
                                        : FO_PROOF_WRONG;
}

/* "ok WHAT". */
static bool
call_prove (FoTxn *txn, FoPgSql function, const char *const *values, FoProof *ret, char **ret_what, GError **error)
{
  g_autofree char *answer = NULL;

  if (!call (txn, function, values, &answer, error))
    return false;
  *ret = proof_of (answer);
  *ret_what = *ret == FO_PROOF_RIGHT ? g_strdup (answer + strlen ("ok ")) : NULL;
  return true;
}

static bool
call_may (FoTxn *txn, FoPgSql function, const char *const *values, bool *ret_may, GError **error)
{
  g_autofree char *answer = NULL;

  if (!call (txn, function, values, &answer, error))
    return false;
  *ret_may = g_str_equal (answer, "ok");
  return true;
}

/* ---- PINs, where the store is the only guard ------------------------------------------------------------------------- */

typedef struct {
  char *salt, *stored;
} Secret;

static void
fill_secret (FoRows *rows, gpointer ret)
{
  *(Secret *) ret = (Secret){ fo_rows_dup (rows, 0), fo_rows_dup (rows, 1) };
}

static void
secret_clear (Secret *secret)
{
  g_free (secret->salt);
  g_free (secret->stored);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Secret, secret_clear)

static FoFound
secret_of (FoTxn *txn, FoId person, Secret *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SECRET_OF, FO_VALUES (FO_INT (person)), fill_secret, ret, error);
}

static char *
digest (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* Shaped as yescrypt makes them: 16 bytes as 21 letters and two bits more. */
static char *
made_salt (const char *secret, const char *badge)
{
  g_autofree char *text = g_strconcat (secret, badge, NULL), *made = digest (text);

  return g_strdup_printf ("$y$j9T$%.21s%c", made, made[29] < '8' ? '.' : '/');
}

bool
fo_person_salt (FoTxn *txn, const char *badge, char **ret_salt, GError **error)
{
  g_auto (Secret) secret = { 0 };
  FoPerson person;
  FoFound found;

  if (has_functions (txn))
    return call (txn, FO_PG_SQL_SALT, (const char *[]){ badge }, ret_salt, error);
  found = fo_person_by_badge (txn, badge, &person, error);
  if (found == FO_FOUND && person.active)
    found = secret_of (txn, person.id, &secret, error);
  else if (found == FO_FOUND)
    found = FO_ABSENT;
  if (found == FO_FOUND)
    *ret_salt = g_strdup (secret.salt);
  if (found != FO_ABSENT)
    return found == FO_FOUND;
  if (secret_of (txn, 0, &secret, error) == FO_FAILED)
    return false;
  *ret_salt = made_salt (secret.stored ? secret.stored : "", badge);
  return true;
}

/* Counts what is wrong for any badge; RET_PERSON when it is right. */
static bool
prove (FoTxn *txn, const char *badge, const char *proof, FoProof *ret, FoPerson *ret_person, GError **error)
{
  g_auto (Secret) secret = { 0 };
  g_autofree char *stored = digest (proof);
  gint64 tries = 0, now_us = fo_store_now_us (txn->store);
  FoFound found;

  if (fo_fill_one (txn, FO_SQL_LOGIN_TRIES, FO_VALUES (FO_TEXT (badge)), fill_number, &tries, error) == FO_FAILED)
    return false;
  *ret = FO_PROOF_LOCKED;
  if (tries >= FO_PIN_TRIES)
    return true;
  found = fo_person_by_badge (txn, badge, ret_person, error);
  if (found == FO_FOUND)
    found = secret_of (txn, ret_person->id, &secret, error);
  if (found == FO_FAILED)
    return false;
  *ret =
      found == FO_FOUND && ret_person->active && g_str_equal (secret.stored, stored) ? FO_PROOF_RIGHT : FO_PROOF_WRONG;
  if (*ret == FO_PROOF_RIGHT)
    fo_txn_write (txn, FO_SQL_LOGIN_FORGET, FO_ANY, FO_VALUES (FO_TEXT (badge)));
  else
    fo_txn_write (txn, FO_SQL_LOGIN_TRY, 1, FO_VALUES (FO_TEXT (badge), FO_INT (now_us)));
  return true;
}

bool
fo_person_log_in (FoTxn *txn,
                  const char *badge,
                  const char *proof,
                  const char *station,
                  FoProof *ret,
                  char **ret_token,
                  GError **error)
{
  g_autofree char *token = NULL, *kept = NULL;
  FoPerson person;

  *ret_token = NULL;
  if (has_functions (txn))
    return call_prove (txn, FO_PG_SQL_LOG_IN, (const char *[]){ badge, proof, station }, ret, ret_token, error);
  if (!prove (txn, badge, proof, ret, &person, error))
    return false;
  if (*ret != FO_PROOF_RIGHT)
    return true;
  token = g_uuid_string_random ();
  kept = digest (token);
  fo_txn_write (txn, FO_SQL_SESSION_END, FO_ANY, FO_VALUES (FO_TEXT (station)));
  fo_txn_write (
      txn, FO_SQL_SESSION_BEGIN, 1,
      FO_VALUES (FO_TEXT (kept), FO_INT (person.id), FO_TEXT (station), FO_INT (fo_store_now_us (txn->store))));
  *ret_token = g_steal_pointer (&token);
  return true;
}

bool
fo_person_log_out (FoTxn *txn, const char *station, GError **error)
{
  g_autofree char *answer = NULL;

  if (has_functions (txn))
    return call (txn, FO_PG_SQL_LOG_OUT, NULL, &answer, error);
  fo_txn_write (txn, FO_SQL_SESSION_END, FO_ANY, FO_VALUES (FO_TEXT (station)));
  return true;
}

bool
fo_person_stand_by (
    FoTxn *txn, const char *badge, const char *proof, FoId self, FoProof *ret, char **ret_name, GError **error)
{
  FoPerson person;

  *ret_name = NULL;
  if (has_functions (txn))
    return call_prove (txn, FO_PG_SQL_STAND_BY, (const char *[]){ badge, proof }, ret, ret_name, error);
  if (!prove (txn, badge, proof, ret, &person, error))
    return false;
  if (*ret == FO_PROOF_RIGHT && (person.id == self || person.role == FO_ROLE_AUDITOR))
    *ret = FO_PROOF_SAME;
  if (*ret == FO_PROOF_RIGHT)
    *ret_name = g_strdup (person.name);
  return true;
}

/* ---- naming people --------------------------------------------------------------------------------------------------- */

static bool
call_put (FoTxn *txn, const FoPerson *person, const char *salt, const char *stored, bool *ret_may, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, person->id);

  return call_may (txn, FO_PG_SQL_PUT_PERSON,
                   (const char *[]){ id, person->name, fo_role_name (person->role), person->badge,
                                     person->active ? "1" : "0", salt ? salt : "", stored ? stored : "" },
                   ret_may, error);
}

bool
fo_person_put (FoTxn *txn, const FoPerson *person, const char *salt, const char *proof, bool *ret_may, GError **error)
{
  g_autofree char *stored = proof ? digest (proof) : NULL, *random = g_uuid_string_random ();
  g_auto (Secret) nobody = { 0 };
  FoFound found;

  if (has_functions (txn))
    return call_put (txn, person, salt, stored, ret_may, error);
  *ret_may = true;
  found = secret_of (txn, 0, &nobody, error);
  if (found == FO_FAILED)
    return false;
  if (found == FO_ABSENT)
    fo_txn_write (txn, FO_SQL_SECRET_PUT, 1, FO_VALUES (FO_INT (0), FO_TEXT (""), FO_TEXT (random)));
  fo_txn_write (txn, FO_SQL_PERSON_PUT, 1,
                FO_VALUES (FO_INT (person->id), FO_TEXT (person->name), FO_TEXT (fo_role_name (person->role)),
                           FO_TEXT (person->badge), FO_INT (person->active)));
  if (stored) {
    fo_txn_write (txn, FO_SQL_SECRET_PUT, 1, FO_VALUES (FO_INT (person->id), FO_TEXT (salt), FO_TEXT (stored)));
    fo_txn_write (txn, FO_SQL_LOGIN_FORGET, FO_ANY, FO_VALUES (FO_TEXT (person->badge)));
  }
  if (!person->active)
    fo_txn_write (txn, FO_SQL_SESSION_OF_PERSON_END, FO_ANY, FO_VALUES (FO_INT (person->id)));
  return true;
}

bool
fo_person_unlock (FoTxn *txn, const char *badge, bool *ret_may, GError **error)
{
  if (has_functions (txn))
    return call_may (txn, FO_PG_SQL_UNLOCK, (const char *[]){ badge }, ret_may, error);
  *ret_may = true;
  fo_txn_write (txn, FO_SQL_LOGIN_FORGET, FO_ANY, FO_VALUES (FO_TEXT (badge)));
  return true;
}

static bool
call_state (FoTxn *txn, FoId person, FoPersonState *ret, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, person), *answer = NULL;

  if (!call (txn, FO_PG_SQL_ABOUT_PERSON, (const char *[]){ id }, &answer, error))
    return false;
  *ret = (FoPersonState){ .has_pin = answer[0] == '1', .locked = answer[2] == '1' };
  g_strlcpy (ret->stations, answer + 4, sizeof ret->stations);
  return true;
}

static void
fill_station (FoRows *rows, gpointer ret)
{
  fo_rows_copy (rows, 0, ret, 128);
}

bool
fo_person_state (FoTxn *txn, const FoPerson *person, FoPersonState *ret, GError **error)
{
  g_auto (Secret) secret = { 0 };
  gint64 tries = 0;
  FoFound found;

  if (has_functions (txn))
    return call_state (txn, person->id, ret, error);
  *ret = (FoPersonState){ 0 };
  found = secret_of (txn, person->id, &secret, error);
  ret->has_pin = found == FO_FOUND;
  if (found == FO_FAILED
      || fo_fill_one (txn, FO_SQL_LOGIN_TRIES, FO_VALUES (FO_TEXT (person->badge)), fill_number, &tries, error)
             == FO_FAILED)
    return false;
  ret->locked = tries >= FO_PIN_TRIES;
  return fo_fill_one (txn, FO_SQL_SESSIONS_OF_PERSON, FO_VALUES (FO_INT (person->id)), fill_station, ret->stations,
                      error)
         != FO_FAILED;
}

/* ---- two persons, permissions ------------------------------------------------------------------------------------------ */

void
fo_second_add (FoTxn *txn, FoId operation, const char *person, bool alone)
{
  fo_txn_write (txn, FO_SQL_OPERATION_SECOND_ADD, 1, FO_VALUES (FO_INT (operation), FO_TEXT (person), FO_INT (alone)));
}

void
fo_second_set_seen (FoTxn *txn, FoId operation, const char *person, gint64 now_us)
{
  fo_txn_write (txn, FO_SQL_SECOND_SEEN_ADD, 1, FO_VALUES (FO_INT (operation), FO_TEXT (person), FO_INT (now_us)));
}

static void
fill_alone (FoRows *rows, gpointer ret)
{
  FoAlone *alone = ret;

  alone->operation = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, alone->kind, sizeof alone->kind);
  fo_rows_copy (rows, 2, alone->person, sizeof alone->person);
  fo_rows_copy (rows, 3, alone->station, sizeof alone->station);
  alone->day = fo_rows_day (rows, 4);
  alone->made_at_us = fo_rows_int (rows, 5);
}

bool
fo_alone_open (FoTxn *txn, GArray *list, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SECOND_OPEN, NULL, 0, fill_alone, list, error);
}

static void
fill_permission (FoRows *rows, gpointer ret)
{
  FoPermission *permission = ret;

  fo_rows_copy (rows, 0, permission->act, sizeof permission->act);
  fo_rows_copy (rows, 1, permission->roles, sizeof permission->roles);
  permission->second = fo_rows_int (rows, 2) != 0;
}

bool
fo_permissions_all (FoTxn *txn, GArray *permissions, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PERMISSIONS_ALL, NULL, 0, fill_permission, permissions, error);
}

void
fo_permission_set_second (FoTxn *txn, const char *act, bool second)
{
  fo_txn_write (txn, FO_SQL_PERMISSION_SECOND, 1, FO_VALUES (FO_TEXT (act), FO_INT (second)));
}

static FoTxnEnd
make_roles (FoTxn *txn, gpointer data, GError **error)
{
  (void) data;
  return txn->db->ops->protect (txn->db, true, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_store_make_roles (FoStore *store, GError **error)
{
  if (store->ops->protect)
    return fo_store_write_again (store, make_roles, NULL, error);
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_URI, "A file has no roles: who may open it may everything.");
  return false;
}

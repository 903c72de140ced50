/* SPDX-License-Identifier: GPL-3.0-or-later
 * People: who is logged in, who stands beside, who there is. */
#include "firstout/work/people.h"
#include "firstout/core/code.h"
#include "firstout/store/guard.h"
#include "inside.h"
#include "right.h"
#include "secret.h"

#include <string.h>

/* ---- badge and PIN --------------------------------------------------------------------------------------------------- */

typedef struct {
  FoStore *store;
  const FoAct *act;
  const char *badge, *pin;
  FoReply *reply;
  char *salt, *proof, *token, *second;
  FoPerson person;
  FoProof found;
} Proving;

static void
proving_clear (Proving *p)
{
  g_free (p->salt);
  g_free (p->proof);
  g_free (p->token);
  g_free (p->second);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Proving, proving_clear)

static FoTxnEnd
read_salt (FoTxn *txn, gpointer data, GError **error)
{
  Proving *p = data;

  g_clear_pointer (&p->salt, g_free);
  return fo_person_salt (txn, p->badge, &p->salt, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
compute_proof (Proving *p, GError **error)
{
  if (!fo_store_read (p->store, read_salt, p, error))
    return false;
  p->proof = fo_pin_proof (p->pin, p->salt);
  if (!p->proof)
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED, "The salt of the badge's PIN is damaged.");
  return p->proof != NULL;
}

static FoVerdict
verdict_of (FoProof proof)
{
  static const FoVerdict verdicts[] = { [FO_PROOF_RIGHT] = FO_OK,
                                        [FO_PROOF_WRONG] = FO_PIN_WRONG,
                                        [FO_PROOF_LOCKED] = FO_BADGE_LOCKED,
                                        [FO_PROOF_SAME] = FO_SECOND_SAME };

  return verdicts[proof];
}

static void
name_person (FoReply *reply, const FoPerson *person)
{
  g_autofree char *role = g_strconcat ("role.", fo_role_name (person->role), NULL);

  fo_args_set_text (&reply->args, "person", person->name);
  fo_args_set_text (&reply->args, "role", role);
}

static void
note_in_name_of (FoTxn *txn, const FoAct *act, const char *kind, const char *person, FoReply *reply)
{
  FoAct own = *act;
  FoActContext context = { .act = &own, .today = fo_store_today (fo_txn_store (txn)) };

  own.person = person;
  reply->operation = act->operation;
  fo_act_note (txn, &context, kind, reply);
}

/* A wrong PIN is kept too: it is counted. */
static FoTxnEnd
log_in (FoTxn *txn, gpointer data, GError **error)
{
  Proving *p = data;

  fo_reply_clear (p->reply);
  g_clear_pointer (&p->token, g_free);
  if (!fo_person_log_in (txn, p->badge, p->proof, p->act->station ? p->act->station : "", &p->found, &p->token, error))
    return FO_TXN_FAIL;
  p->reply->verdict = verdict_of (p->found);
  if (p->found != FO_PROOF_RIGHT)
    return FO_TXN_COMMIT;
  if (fo_person_by_badge (txn, p->badge, &p->person, error) != FO_FOUND)
    return *error ? FO_TXN_FAIL : fo_refuse (p->reply, FO_PIN_WRONG);
  name_person (p->reply, &p->person);
  note_in_name_of (txn, p->act, "log-in", p->person.name, p->reply);
  return FO_TXN_COMMIT;
}

bool
fo_work_log_in (FoStore *store, const FoAct *act, const char *badge, const char *pin, FoReply *reply, GError **error)
{
  g_auto (Proving) p = { .store = store, .act = act, .badge = badge, .pin = pin, .reply = reply };

  if (!fo_guard_watch (store, error) || !compute_proof (&p, error) || !fo_store_write (store, 0, log_in, &p, error))
    return false;
  if (reply->verdict == FO_OK)
    fo_guard_enter (store, &p.person, p.token);
  return true;
}

static FoTxnEnd
log_out (FoTxn *txn, gpointer data, GError **error)
{
  Proving *p = data;
  const FoPerson *person = fo_guard_person (p->store);

  fo_reply_clear (p->reply);
  if (person)
    note_in_name_of (txn, p->act, "log-out", person->name, p->reply);
  return fo_person_log_out (txn, p->act->station ? p->act->station : "", error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_log_out (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  Proving p = { .store = store, .act = act, .reply = reply };

  if (!fo_store_write (store, 0, log_out, &p, error))
    return false;
  fo_guard_leave (store);
  return true;
}

static FoTxnEnd
stand_by (FoTxn *txn, gpointer data, GError **error)
{
  Proving *p = data;
  const FoPerson *self = fo_guard_person (p->store);

  fo_reply_clear (p->reply);
  g_clear_pointer (&p->second, g_free);
  if (!fo_person_stand_by (txn, p->badge, p->proof, self ? self->id : 0, &p->found, &p->second, error))
    return FO_TXN_FAIL;
  p->reply->verdict = verdict_of (p->found);
  if (p->second)
    fo_args_set_text (&p->reply->args, "second", p->second);
  return FO_TXN_COMMIT;
}

bool
fo_work_stand_by (FoStore *store, const FoAct *act, const char *badge, const char *pin, FoReply *reply, GError **error)
{
  g_auto (Proving) p = { .store = store, .act = act, .badge = badge, .pin = pin, .reply = reply };

  if (!compute_proof (&p, error) || !fo_store_write (store, 0, stand_by, &p, error))
    return false;
  if (p.second)
    fo_guard_set_second (store, p.second);
  return true;
}

/* Who else is logged in somewhere. */
static FoTxnEnd
look_for_others (FoTxn *txn, gpointer data, GError **error)
{
  Proving *p = data;
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (FoPerson));
  const FoPerson *self = fo_guard_person (p->store);

  fo_reply_clear (p->reply);
  if (!fo_people_all (txn, people, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < people->len; i++) {
    const FoPerson *person = &g_array_index (people, FoPerson, i);
    FoPersonState state;

    if (self && person->id == self->id)
      continue;
    if (!fo_person_state (txn, person, &state, error))
      return FO_TXN_FAIL;
    if (!*state.stations)
      continue;
    fo_args_set_text (&p->reply->args, "text", person->name);
    return fo_refuse (p->reply, FO_NOT_ALONE);
  }
  return FO_TXN_COMMIT;
}

bool
fo_work_alone (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  Proving p = { .store = store, .act = act, .reply = reply };

  if (!fo_store_read (store, look_for_others, &p, error))
    return false;
  if (reply->verdict == FO_OK && fo_guard_person (store))
    fo_guard_set_second (store, "");
  return true;
}

/* ---- naming people --------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoPersonWish *wish;
  const char *salt, *proof;
} Put;

/* Is there another active administrator with a PIN, besides PERSON? */
static FoFound
other_administrator (FoTxn *txn, FoId person, GError **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (FoPerson));

  if (!fo_people_all (txn, people, error))
    return FO_FAILED;
  for (guint i = 0; i < people->len; i++) {
    const FoPerson *one = &g_array_index (people, FoPerson, i);
    FoPersonState state;

    if (one->id == person || one->role != FO_ROLE_ADMINISTRATOR || !one->active)
      continue;
    if (!fo_person_state (txn, one, &state, error))
      return FO_FAILED;
    if (state.has_pin)
      return FO_FOUND;
  }
  return FO_ABSENT;
}

/* Whoever is named or changed, an administrator who can log in is left. */
static FoTxnEnd
judge_administrators (FoTxn *txn, const Put *put, const FoPerson *person, FoReply *reply, GError **error)
{
  FoPersonState state = { 0 };
  FoFound other;

  if (!fo_person_state (txn, person, &state, error))
    return FO_TXN_FAIL;
  if (person->role == FO_ROLE_ADMINISTRATOR && person->active && (put->proof || state.has_pin))
    return FO_TXN_COMMIT;
  other = other_administrator (txn, person->id, error);
  return other == FO_FOUND ? FO_TXN_COMMIT : fo_not_found (other, reply, FO_ADMINISTRATOR_FIRST);
}

static FoTxnEnd
judge_names (FoTxn *txn, const FoPerson *person, FoReply *reply, GError **error)
{
  FoPerson other;
  FoFound found = fo_person_by_name (txn, person->name, &other, error);

  if (found == FO_FOUND && other.id == person->id)
    found = FO_ABSENT;
  if (found == FO_ABSENT)
    found = fo_person_by_badge (txn, person->badge, &other, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  return found == FO_FOUND && other.id != person->id ? fo_refuse (reply, FO_PERSON_KNOWN) : FO_TXN_COMMIT;
}

/* The person as he shall be. */
static FoTxnEnd
make_person (
    FoTxn *txn, const FoActContext *context, const FoPersonWish *wish, FoPerson *ret, FoReply *reply, GError **error)
{
  const char *name = wish->new_name ? wish->new_name : wish->name;
  char badge[FO_CODE_PRINT_MAX];
  FoFound found;
  FoVerdict verdict;

  if (!*name)
    return fo_refuse (reply, FO_CODE_EMPTY);
  if (strlen (name) >= FO_PERSON_NAME_MAX || (wish->badge && strlen (wish->badge) >= FO_BADGE_MAX))
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  found = fo_person_by_name (txn, wish->name, ret, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (found == FO_ABSENT) {
    *ret = (FoPerson){ .id = context->act->operation };
    g_snprintf (ret->badge, sizeof ret->badge, "%06" G_GINT64_FORMAT, context->act->operation / 4096 % 1000000);
  }
  g_strlcpy (ret->name, name, sizeof ret->name);
  if (wish->badge)
    g_strlcpy (ret->badge, wish->badge, sizeof ret->badge);
  ret->role = wish->role;
  ret->active = wish->active;
  verdict = fo_code_print (FO_CODE_BADGE, ret->badge, NULL, false, badge);
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

static FoTxnEnd
put_person (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Put *put = data;
  FoPerson person;
  FoTxnEnd end = make_person (txn, context, put->wish, &person, reply, error);
  bool may;

  if (end == FO_TXN_COMMIT)
    end = judge_names (txn, &person, reply, error);
  if (end == FO_TXN_COMMIT)
    end = judge_administrators (txn, put, &person, reply, error);
  if (end == FO_TXN_REFUSE)
    fo_args_set_text (&reply->args, "person", put->wish->name);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_person_put (txn, &person, put->salt, put->proof, &may, error))
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "text", person.name);
  fo_args_set_text (&reply->args, "badge", person.badge);
  return may ? FO_TXN_COMMIT : fo_refuse (reply, FO_RIGHT_MISSING);
}

bool
fo_work_person (FoStore *store, const FoAct *act, const FoPersonWish *what, FoReply *reply, GError **error)
{
  g_autofree char *salt = NULL, *proof = NULL;
  Put put = { .wish = what };

  fo_reply_clear (reply);
  if (what->pin && !fo_pin_is_good (what->pin)) {
    reply->verdict = FO_PIN_BAD;
    return true;
  }
  if (what->pin) {
    put.salt = salt = fo_pin_salt ();
    put.proof = proof = fo_pin_proof (what->pin, salt);
  }
  return fo_act_run (store, act, "person", put_person, &put, reply, error)
         && (!fo_guard_is_watched (store) || fo_guard_watch (store, error));
}

/* ---- unlocking, two persons --------------------------------------------------------------------------------------------- */

static FoTxnEnd
unlock (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  FoPerson person;
  FoFound found = fo_person_by_name (txn, data, &person, error);
  bool may;

  (void) context;
  if (found == FO_ABSENT)
    fo_args_set_text (&reply->args, "person", data);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PERSON_UNKNOWN);
  fo_args_set_text (&reply->args, "text", person.name);
  if (!fo_person_unlock (txn, person.badge, &may, error))
    return FO_TXN_FAIL;
  return may ? FO_TXN_COMMIT : fo_refuse (reply, FO_RIGHT_MISSING);
}

bool
fo_work_unlock (FoStore *store, const FoAct *act, const char *name, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "person-unlock", unlock, name, reply, error);
}

typedef struct {
  const char *kind;
  bool two;
} Two;

static FoTxnEnd
set_two (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Two *two = data;

  (void) context, (void) error;
  if (!*two->kind)
    return fo_refuse (reply, FO_CODE_EMPTY);
  if (strlen (two->kind) >= sizeof ((FoPermission){ 0 }).act)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  fo_args_set_text (&reply->args, "text", two->kind);
  fo_permission_set_second (txn, two->kind, two->two);
  return FO_TXN_COMMIT;
}

bool
fo_work_set_two (FoStore *store, const FoAct *act, const char *kind, bool two, FoReply *reply, GError **error)
{
  const Two what = { kind, two };

  return fo_act_run (store, act, "permission", set_two, &what, reply, error)
         && (!fo_guard_is_watched (store) || fo_guard_watch (store, error));
}

static FoTxnEnd
set_seen (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  (void) reply, (void) error;
  fo_second_set_seen (txn, *(const FoId *) data, context->act->person ? context->act->person : "",
                      fo_store_now_us (fo_txn_store (txn)));
  return FO_TXN_COMMIT;
}

bool
fo_work_alone_seen (FoStore *store, const FoAct *act, FoId operation, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "second-seen", set_seen, &operation, reply, error);
}

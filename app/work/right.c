/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may: a note of the warehouse for each thing that not everybody shall do. */
#include "right.h"
#include "firstout/store/guard.h"
#include "firstout/store/meta.h"
#include "firstout/work/people.h"
#include "firstout/work/right.h"

#include <string.h>

static bool
is_among (const char *names, const char *person)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  for (guint i = 0; list[i]; i++)
    if (*person && strcmp (g_strstrip (list[i]), person) == 0)
      return true;
  return false;
}

const char *
fo_right_words (const char *roles)
{
  static const char *const words[] = { [FO_ROLE_PICKER] = "rights.who.picker",
                                       [FO_ROLE_RECEIVER] = "rights.who.receiver",
                                       [FO_ROLE_LEAD] = "rights.who.lead",
                                       [FO_ROLE_ADMINISTRATOR] = "rights.who.administrator" };
  FoRole first;

  return roles && fo_role_first (roles, &first) ? words[first] : NULL;
}

static FoTxnEnd
refuse (const FoStore *store, FoVerdict verdict, const char *roles, FoReply *reply)
{
  const FoPerson *person = fo_guard_person (store);
  bool auditor = person && person->role == FO_ROLE_AUDITOR;

  fo_args_set_text (&reply->args, "person", person ? person->name : "");
  fo_args_set_text (&reply->args, "who", auditor && !roles ? "rights.who.auditor" : fo_right_words (roles));
  return fo_refuse (reply, verdict);
}

FoTxnEnd
fo_right_guard (const FoStore *store, const char *kind, FoReply *reply)
{
  const char *roles;
  FoVerdict verdict = fo_guard_judge (store, kind, &roles);

  return verdict == FO_OK ? FO_TXN_COMMIT : refuse (store, verdict, roles, reply);
}

FoTxnEnd
fo_right_take_back (const FoStore *store, const char *kind, FoReply *reply)
{
  const char *roles;
  FoVerdict verdict = fo_guard_judge (store, kind, &roles);

  return verdict == FO_RIGHT_MISSING ? refuse (store, verdict, roles, reply) : FO_TXN_COMMIT;
}

bool
fo_right_may (const FoStore *store, const char *what, FoReply *reply)
{
  fo_reply_clear (reply);
  return fo_right_guard (store, what, reply) == FO_TXN_COMMIT;
}

FoTxnEnd
fo_right_refuse (const FoStore *store, const char *kind, FoReply *reply)
{
  const char *roles;

  (void) fo_guard_judge (store, kind, &roles);
  return refuse (store, FO_RIGHT_MISSING, roles, reply);
}

static bool
leads (const FoStore *store)
{
  const FoPerson *person = fo_guard_person (store);

  return person && (person->role == FO_ROLE_LEAD || person->role == FO_ROLE_ADMINISTRATOR);
}

bool
fo_right_allows (FoTxn *txn, const char *person, const char *name, bool *ret_allowed, GError **error)
{
  g_autofree char *who = NULL, *named = NULL;

  if (!fo_meta_get (txn, name, &who, error) || !fo_meta_get (txn, "leads", &named, error))
    return false;
  *ret_allowed = strcmp (who, "lead") != 0 || is_among (named, person) || leads (fo_txn_store (txn));
  return true;
}

bool
fo_right_role (FoTxn *txn, const FoAct *act, FoRole *ret_role, bool *ret_known, GError **error)
{
  const FoPerson *person = fo_guard_person (fo_txn_store (txn));
  g_autofree char *named = NULL;

  if (!person && !fo_meta_get (txn, "leads", &named, error))
    return false;
  *ret_role = person ? person->role : FO_ROLE_LEAD;
  *ret_known = person || is_among (named, act->person ? act->person : "");
  return true;
}

FoTxnEnd
fo_right_judge (FoTxn *txn, const FoAct *act, const char *name, FoReply *reply, GError **error)
{
  const char *person = act->person ? act->person : "";
  bool allowed;

  if (!fo_right_allows (txn, person, name, &allowed, error))
    return FO_TXN_FAIL;
  if (allowed)
    return FO_TXN_COMMIT;
  fo_args_set_text (&reply->args, "person", person);
  fo_args_set_text (&reply->args, "who", "rights.who.lead");
  return fo_refuse (reply, FO_RIGHT_MISSING);
}

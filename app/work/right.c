/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may: a note of the warehouse for each thing that not everybody shall do. */
#include "right.h"
#include "firstout/store/meta.h"
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

bool
fo_right_allows (FoTxn *txn, const char *person, const char *name, bool *ret_allowed, GError **error)
{
  g_autofree char *who = NULL, *leads = NULL;

  if (!fo_meta_get (txn, name, &who, error) || !fo_meta_get (txn, "leads", &leads, error))
    return false;
  *ret_allowed = strcmp (who, "lead") != 0 || is_among (leads, person);
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
  return fo_refuse (reply, FO_RIGHT_MISSING);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may: a note of the warehouse for each thing that not everybody shall do. */
#include "right.h"
#include "firstout/store/meta.h"

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

FoTxnEnd
fo_right_judge (FoTxn *txn, const FoAct *act, const char *name, FoReply *reply, GError **error)
{
  g_autofree char *who = NULL, *leads = NULL;
  const char *person = act->person ? act->person : "";

  if (!fo_meta_get (txn, name, &who, error) || !fo_meta_get (txn, "leads", &leads, error))
    return FO_TXN_FAIL;
  if (strcmp (who, "lead") != 0 || is_among (leads, person))
    return FO_TXN_COMMIT;
  fo_args_set_text (&reply->args, "person", person);
  return fo_refuse (reply, FO_RIGHT_MISSING);
}

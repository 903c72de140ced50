/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "limits.h"

#include "firstout/store/meta.h"
#include "firstout/work/settings.h"
#include "right.h"

#include <string.h>

void
fo_limit_read (const char *text,
               bool (*name_is) (const char *name, gconstpointer data),
               gconstpointer data,
               FoQuantity *ret_u)
{
  g_auto (GStrv) list = g_strsplit (text, ",", -1);
  bool named = false;

  for (guint i = 0; list[i]; i++) {
    char *part = g_strstrip (list[i]), *sign = strchr (part, '=');

    if (sign)
      *sign = '\0';
    if (sign ? !name_is (g_strchomp (part), data) : named) /* one by name goes before one for all, wherever it stands */
      continue;
    named = named || sign;
    (void) (fo_quantity_parse (sign ? g_strchug (sign + 1) : part, ret_u) == FO_OK);
  }
}

/* ---- of a role --------------------------------------------------------------------------------------------------- */

static const char *const role_ids[] = { "role.picker", "role.receiver", "role.lead", "role.administrator",
                                        "role.auditor" };
G_STATIC_ASSERT (G_N_ELEMENTS (role_ids) == FO_N_ROLES);

bool
fo_limit_names_role (const char *name, FoRole *ret_role)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  if (fo_role_parse (name, ret_role))
    return true;
  for (int role = 0; role < FO_N_ROLES; role++)
    for (int language = 0; language < FO_N_LANGUAGES; language++) {
      g_autofree char *word = fo_words ((FoLanguage) language, role_ids[role], NULL),
                      *other = g_utf8_casefold (word, -1);

      if (strcmp (folded, other) != 0)
        continue;
      *ret_role = (FoRole) role;
      return true;
    }
  return false;
}

static bool
is_role (const char *name, gconstpointer data)
{
  const FoRole *meant = data;
  FoRole role;

  return fo_limit_names_role (name, &role) && role == *meant;
}

static bool
is_nobody (const char *name, gconstpointer data)
{
  (void) name, (void) data;
  return false;
}

bool
fo_limit_here (FoTxn *txn, const FoAct *act, FoQuantity *ret_u, const char **ret_role_id, GError **error)
{
  g_autofree char *said = NULL;
  const char *text;
  FoRole role;
  bool known;

  if (!fo_meta_get (txn, "here_limit", &said, error) || !fo_right_role (txn, act, &role, &known, error))
    return false;
  text = *said ? said : fo_setting_named ("here_limit")->otherwise;
  *ret_u = FO_QUANTITY_MAX;
  *ret_role_id = known ? role_ids[role] : NULL;
  fo_limit_read (text, known ? is_role : is_nobody, &role, ret_u);
  return true;
}

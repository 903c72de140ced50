/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/role.h"
#include "names.h"

FO_NAMED (FoRole, role, "picker", "receiver", "lead", "administrator", "auditor")

bool
fo_role_among (FoRole role, const char *roles)
{
  const char *name = role_names[role], *at = roles;
  size_t length = strlen (name);

  while ((at = strstr (at, name))) {
    if ((at == roles || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
      return true;
    at += length;
  }
  return false;
}

bool
fo_role_first (const char *roles, FoRole *ret)
{
  for (int role = 0; role < FO_N_ROLES; role++)
    if (role != FO_ROLE_AUDITOR && fo_role_among ((FoRole) role, roles)) {
      *ret = (FoRole) role;
      return true;
    }
  return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people are at a warehouse. Which of them may do what stands in the store's table of permissions. Pure.
 */
#pragma once

#include <stdbool.h>

typedef enum {
  FO_ROLE_PICKER,        /* picks, packs, ships */
  FO_ROLE_RECEIVER,      /* the storekeeper: receives, puts away, counts, writes off */
  FO_ROLE_LEAD,          /* of the shift: all of it, and blocks, decides, releases, corrects */
  FO_ROLE_ADMINISTRATOR, /* and people, settings, first stock */
  FO_ROLE_AUDITOR,       /* reads */
  FO_N_ROLES
} FoRole;

/* "picker" … Static. */
const char *fo_role_name (FoRole role);
bool fo_role_parse (const char *name, FoRole *ret);

/* Is ROLE in a list as permissions keep it, " picker lead "? */
bool fo_role_among (FoRole role, const char *roles);
/* The first of the roles of the list, which stands for it in a sentence. False: none of them is a person's. */
bool fo_role_first (const char *roles, FoRole *ret);

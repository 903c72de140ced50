/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/substitute.h"
#include "names.h"
#include <assert.h>

FO_NAMED (FoSubstituteAsks, substitute_asks, "nobody", "lead", "sales")
FO_NAMED (FoSubstitutesSaid, substitutes_said, "", "yes", "no")

FoVerdict
fo_substitute_may (FoSubstituteAsks asks, FoSubstitutesSaid said, bool is_lead)
{
  if (said == FO_SUBSTITUTES_REFUSED)
    return FO_SUBSTITUTE_REFUSED;
  if (said == FO_SUBSTITUTES_ALLOWED)
    return FO_OK;
  switch (asks) {
  case FO_ASKS_NOBODY:
    break;
  case FO_ASKS_LEAD:
    return is_lead ? FO_OK : FO_RIGHT_MISSING;
  case FO_ASKS_SALES:
    return FO_SUBSTITUTE_ASKED;
  }
  return FO_OK;
}

static int64_t
common (int64_t a, int64_t b)
{
  while (b) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* The ratio in its least numbers. */
static void
reduce (const FoSubstitute *substitute, int64_t *ret_for, int64_t *ret_instead)
{
  int64_t by;

  assert (substitute->for_u > 0 && substitute->instead_u > 0);
  by = common (substitute->for_u, substitute->instead_u);
  *ret_for = substitute->for_u / by;
  *ret_instead = substitute->instead_u / by;
}

bool
fo_substitute_needs (const FoSubstitute *substitute, FoQuantity quantity_u, FoQuantity *ret_u)
{
  int64_t of, instead;
  FoQuantity needs_u;

  reduce (substitute, &of, &instead);
  if (quantity_u < 0 || quantity_u % of != 0 || !fo_quantity_times (quantity_u / of, instead, &needs_u)
      || needs_u > FO_QUANTITY_MAX)
    return false;
  *ret_u = needs_u;
  return true;
}

/* What N must be a multiple of, so that N × PART may be booked of ITEM. */
static int64_t
step_of (const FoItem *item, int64_t part)
{
  int64_t least = fo_item_may_book (item, 1) == FO_QUANTITY_NOT_WHOLE ? FO_ONE : 1;

  return least / common (least, part);
}

FoQuantity
fo_substitute_covers (
    const FoSubstitute *substitute, const FoItem *item, const FoItem *instead, FoQuantity room_u, FoQuantity most_u)
{
  int64_t of, with, n, a, b;

  if (room_u <= 0 || most_u <= 0)
    return 0;
  reduce (substitute, &of, &with);
  n = room_u / with < most_u / of ? room_u / with : most_u / of;
  a = step_of (item, of);
  b = step_of (instead, with);
  n -= n % (a / common (a, b) * b); /* both divide a million: so does what both divide */
  return n * of;
}

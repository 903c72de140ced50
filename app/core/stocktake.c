/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/stocktake.h"

FoQuantity
fo_counted_difference (FoCounted counted)
{
  return counted.counted_u - counted.book_u;
}

bool
fo_counted_is_unsure (FoCounted counted)
{
  return counted.first_u != counted.book_u && counted.counted_u != counted.book_u;
}

bool
fo_count_is_over (FoCountLimit limit, FoQuantity book_u, FoQuantity difference_u)
{
  FoQuantity off_u = difference_u < 0 ? -difference_u : difference_u, parts_u, allowed_u;

  if (off_u == 0)
    return false;
  if (limit.units_u >= 0 && off_u > limit.units_u)
    return true;
  if (limit.percent < 0)
    return false;
  return !fo_quantity_times (off_u, 100, &parts_u) || !fo_quantity_times (book_u, limit.percent, &allowed_u) || parts_u > allowed_u;
}

FoQuantity
fo_count_unseen (FoQuantity at_beginning_u, FoQuantity now_u)
{
  FoQuantity least_u = at_beginning_u < now_u ? at_beginning_u : now_u;

  return least_u > 0 ? least_u : 0;
}

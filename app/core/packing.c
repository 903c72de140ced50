/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/packing.h"
#include "names.h"

#include <string.h>

#define SSCC_DIGITS 17 /* without the check digit */
#define FEW 1000

FO_NAMED (FoCartonState, carton_state, "open", "closed", "shipped", "cancelled")
FO_NAMED (FoPacking, packing, "off", "asked", "required")

FoVerdict
fo_packing_may_add (FoQuantity picked_u, FoQuantity packed_u, FoQuantity quantity_u)
{
  if (picked_u == 0)
    return FO_NOT_ON_THIS_ORDER;
  if (packed_u >= picked_u)
    return FO_LINE_COMPLETE;
  return quantity_u > picked_u - packed_u ? FO_MORE_THAN_PICKED : FO_OK;
}

FoVerdict
fo_carton_may_fill (FoCartonState state)
{
  switch (state) {
  case FO_CARTON_IS_OPEN:
    return FO_OK;
  case FO_CARTON_IS_CLOSED:
    return FO_CARTON_CLOSED;
  case FO_CARTON_IS_SHIPPED:
  case FO_CARTON_IS_CANCELLED:
    break;
  }
  return FO_CARTON_GONE;
}

FoVerdict
fo_packing_may_ship (FoPacking packing, bool part, FoQuantity picked_u, FoQuantity closed_u, FoQuantity open_u)
{
  if (open_u > 0 && (!part || closed_u == 0))
    return FO_CARTON_OPEN;
  if (packing == FO_PACKING_REQUIRED && (part ? closed_u == 0 : closed_u < picked_u))
    return FO_NOT_PACKED;
  return FO_OK;
}

int64_t
fo_sscc_room (const char *company)
{
  size_t length = strlen (company);
  int64_t room = 1;

  if (length < FO_SSCC_COMPANY_MIN || length > FO_SSCC_COMPANY_MAX || strspn (company, "0123456789") != length)
    return 0;
  for (size_t i = length; i < SSCC_DIGITS; i++)
    room *= 10;
  return room - 1; /* the number 0 is not given */
}

bool
fo_sscc_runs_out (int64_t room, int64_t left)
{
  return left <= room / 10 && left <= (room < 10 * FEW ? room / 10 : FEW);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/customer.h"

FoGate
fo_customer_gate (const FoCustomer *customer, FoGate said, FoGate now)
{
  FoGate gate = customer && customer->credit ? FO_GATE_OPEN : said;

  if (customer && customer->blocked)
    gate = FO_GATE_CLOSED;
  return now == FO_GATE_OVERRIDE && gate == FO_GATE_CLOSED ? now : gate;
}

/* Day 0 was a Thursday. */
static bool
is_working_day (FoDay day)
{
  int weekday = ((int) (day % 7) + 7 + 3) % 7; /* Monday is 0 */

  return weekday < 5;
}

FoDay
fo_customer_keep_until (FoDay closed_on, int32_t working_days)
{
  FoDay day = closed_on;

  if (closed_on == FO_DAY_NONE)
    return FO_DAY_NONE;
  while (working_days > 0 && day < FO_DAY_MAX)
    working_days -= is_working_day (++day);
  return day;
}

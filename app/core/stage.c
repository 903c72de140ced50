/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/stage.h"
#include "names.h"

FO_NAMED (FoStage, stage, "new", "in_work", "awaiting_confirmation", "awaiting_arrival", "confirmed", "awaiting_picking", "picked",
          "shipped", "done", "cancelled")

/* Row: from; column: to. */
static const char *const steps[FO_N_STAGES] = {
  /*                                 new, work, confirmation, arrival, confirmed, picking, picked, shipped, done, cancelled */
  [FO_STAGE_NEW]                   = "1111110001",
  [FO_STAGE_IN_WORK]               = "1111110001",
  [FO_STAGE_AWAITING_CONFIRMATION] = "1111110001",
  [FO_STAGE_AWAITING_ARRIVAL]      = "1111110001",
  [FO_STAGE_CONFIRMED]             = "0111110001",
  [FO_STAGE_AWAITING_PICKING]      = "0111111001",
  [FO_STAGE_PICKED]                = "0111111101",
  [FO_STAGE_SHIPPED]               = "0001011110",
  [FO_STAGE_DONE]                  = "0000000110",
  [FO_STAGE_CANCELLED]             = "0000000001",
};

bool
fo_stage_may_step (FoStage from, FoStage to)
{
  return steps[from][to] == '1';
}

bool
fo_stage_opens_gate (FoStage stage)
{
  return stage == FO_STAGE_CONFIRMED || stage == FO_STAGE_AWAITING_PICKING || stage == FO_STAGE_PICKED || stage == FO_STAGE_SHIPPED
         || stage == FO_STAGE_DONE;
}

static FoQuantity
missing_of (const FoLine *lines, size_t n)
{
  FoQuantity missing_u = 0;

  for (size_t i = 0; i < n; i++)
    missing_u += fo_line_missing (&lines[i]);
  return missing_u;
}

static FoQuantity
coming_of (const FoLine *lines, size_t n)
{
  FoQuantity coming_u = 0;

  for (size_t i = 0; i < n; i++)
    coming_u += lines[i].goods ? lines[i].from_supply_u : 0;
  return coming_u;
}

static FoStage
stage_of_rest (const FoOrder *order, const FoLine *lines, size_t n)
{
  if (missing_of (lines, n) > 0)
    return FO_STAGE_IN_WORK;
  if (coming_of (lines, n) > 0)
    return FO_STAGE_AWAITING_ARRIVAL;
  return order->gate == FO_GATE_CLOSED ? FO_STAGE_AWAITING_CONFIRMATION : FO_STAGE_AWAITING_PICKING;
}

FoStage
fo_stage_of (const FoOrder *order, const FoLine *lines, size_t n)
{
  switch (order->state) {
  case FO_ORDER_NEW:
    return order->gate == FO_GATE_CLOSED ? FO_STAGE_NEW : FO_STAGE_CONFIRMED;
  case FO_ORDER_WAITING:
  case FO_ORDER_READY:
  case FO_ORDER_PART_SHIPPED:
    return stage_of_rest (order, lines, n);
  case FO_ORDER_PICKING:
    return FO_STAGE_AWAITING_PICKING;
  case FO_ORDER_PICKED:
    return FO_STAGE_PICKED;
  case FO_ORDER_ALL_SHIPPED:
    return FO_STAGE_SHIPPED;
  case FO_ORDER_IS_CANCELLED:
  case FO_N_ORDER_STATES:
    break;
  }
  return FO_STAGE_CANCELLED;
}

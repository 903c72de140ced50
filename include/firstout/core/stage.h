/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stages of an order as a sales department sees them. Ours are about goods (FoOrderState) and payment (FoGate); a stage is both
 * in one word, and each sales channel calls it as it likes (the warehouse's table says how). Pure.
 */
#pragma once

#include "firstout/core/order.h"

typedef enum {
  FO_STAGE_NEW,                   /* nothing is there for it, and nothing is paid */
  FO_STAGE_IN_WORK,               /* some of its goods are nowhere yet: to be made, bought or found */
  FO_STAGE_AWAITING_CONFIRMATION, /* all goods are kept for it; the gate is closed */
  FO_STAGE_AWAITING_ARRIVAL,      /* all that is not here is promised from a production or purchase order */
  FO_STAGE_CONFIRMED,             /* the gate is open, nothing is promised yet */
  FO_STAGE_AWAITING_PICKING,      /* may be picked, or is being picked */
  FO_STAGE_PICKED,
  FO_STAGE_SHIPPED,
  FO_STAGE_DONE,                  /* sales' own word: nothing is open any more, not even a paper */
  FO_STAGE_CANCELLED,
  FO_N_STAGES
} FoStage;

/* "new", "in_work", "awaiting_confirmation" …; static. */
const char *fo_stage_name (FoStage stage);
bool fo_stage_parse (const char *name, FoStage *ret);

/* The stage of an order with these lines. */
FoStage fo_stage_of (const FoOrder *order, const FoLine *lines, size_t n);

/* May sales lead an order from one stage to another? The table in stage.c: forwards and back while no goods left, never out of
 * cancelled, never from shipped to before. */
bool fo_stage_may_step (FoStage from, FoStage to);

/* What sales says about the payment with this stage: past the confirmation the gate is open. False: it says nothing. */
bool fo_stage_opens_gate (FoStage stage);

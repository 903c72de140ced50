/* SPDX-License-Identifier: GPL-3.0-or-later
 * `note TEXT`: written down for the next shift. */
#include "step.h"

#include "firstout/work/handover.h"

bool
fo_step_note (FoStep *step, const char *argument, GError **error)
{
  step->ret->topics |= FO_TOPIC_STOCK;
  return fo_work_note (step->store, fo_step_act (step), argument, fo_step_reply (step), error);
}

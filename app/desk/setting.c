/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is settled when a warehouse begins, as commands: the page of first stock gives them. */
#include "step.h"

#include "firstout/work/packing.h"
#include "firstout/work/setting.h"
#include "firstout/work/settings.h"

#include <string.h>

/* `truth-day DAY`; `truth-day off` takes it back. */
bool
fo_step_truth_day (FoStep *step, const char *argument, GError **error)
{
  FoDay day = FO_DAY_NONE;

  if (g_strcmp0 (argument, "off") != 0 && fo_day_parse_typed (argument, step->today, &day) != FO_OK) {
    fo_args_set_text (&step->ret->reply.args, "text", argument);
    return fo_step_answer (step, FO_DAY_BAD);
  }
  step->ret->topics |= FO_TOPIC_STOCK;
  return fo_work_set_truth_day (step->store, fo_step_act (step), day, fo_step_reply (step), error);
}

/* `issue-order fefo`, `issue-order fifo`: of items that come */
bool
fo_step_issue_order (FoStep *step, const char *argument, GError **error)
{
  FoIssueOrder issue;

  if (!fo_issue_order_parse (argument, &issue)) {
    fo_args_set_text (&step->ret->reply.args, "text", argument);
    return fo_step_answer (step, FO_COMMAND_UNKNOWN);
  }
  step->ret->topics |= FO_TOPIC_ITEMS;
  return fo_work_set_issue_order (step->store, fo_step_act (step), issue, fo_step_reply (step), error);
}

static bool
set_packing (FoStep *step, const char *word, GError **error)
{
  FoPacking packing;

  fo_args_set_text (&step->ret->reply.args, "text", word);
  if (!fo_packing_parse (word, &packing))
    return fo_step_answer (step, FO_COMMAND_UNKNOWN);
  return fo_work_set_packing (step->store, fo_step_act (step), packing, fo_step_reply (step), error);
}

/* COMPANY, or COMPANY and the first number. */
static bool
set_sscc (FoStep *step, const char *said, GError **error)
{
  g_auto (GStrv) words = g_strsplit (said, " ", 2);
  gint64 first = 0;

  if (words[0] && words[1] && !g_ascii_string_to_signed (words[1], 10, 1, G_MAXINT64, &first, NULL))
    return fo_step_answer (step, FO_QUANTITY_BAD);
  return fo_work_set_sscc (step->store, fo_step_act (step), words[0] ? words[0] : "", first, fo_step_reply (step), error);
}

/* `set NAME VALUE`; `set NAME` or `set NAME -`: what holds otherwise. */
bool
fo_step_set (FoStep *step, const char *argument, GError **error)
{
  g_auto (GStrv) words = g_strsplit (argument, " ", 2);
  const char *value = words[0] && words[1] ? g_strstrip (words[1]) : "";

  if (g_strcmp0 (words[0], "packing") == 0)
    return set_packing (step, value, error);
  if (g_strcmp0 (words[0], "sscc") == 0)
    return set_sscc (step, value, error);
  return fo_work_set (step->store, fo_step_act (step), words[0] ? words[0] : "", value, fo_step_reply (step), error);
}

/* "on" or "off"; else the answer is given. */
static bool
is_on_or_off (FoStep *step, const char *argument, bool *ret_on)
{
  *ret_on = strcmp (argument, "on") == 0;
  if (*ret_on || strcmp (argument, "off") == 0)
    return true;
  fo_args_set_text (&step->ret->reply.args, "text", argument);
  fo_step_answer (step, FO_COMMAND_UNKNOWN);
  return false;
}

/* `slot-check on`, `slot-check off` */
bool
fo_step_slot_check (FoStep *step, const char *argument, GError **error)
{
  bool on;

  if (!is_on_or_off (step, argument, &on))
    return true;
  step->next->slot_check = on;
  return fo_work_set_slot_check (step->store, fo_step_act (step), on, fo_step_reply (step), error);
}

/* `zero-check on`, `zero-check off` */
bool
fo_step_zero_check (FoStep *step, const char *argument, GError **error)
{
  bool on;

  if (!is_on_or_off (step, argument, &on))
    return true;
  step->next->zero_check = on;
  return fo_work_set_zero_check (step->store, fo_step_act (step), on, fo_step_reply (step), error);
}

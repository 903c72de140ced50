/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tasks, and whose a command is. */
#include "sending.h"

#include <string.h>

static const FoTask *const tasks[] = { &fo_task_receive, &fo_task_put_away, &fo_task_pick, &fo_task_pack, &fo_task_ship, &fo_task_load,
                                       &fo_task_look_up, &fo_task_count, &fo_task_return, &fo_task_check,
                                       &fo_task_move, &fo_task_write_off, &fo_task_issue, &fo_task_transfer };

const FoTask *
fo_task_named (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    if (strcmp (tasks[i]->name, name) == 0)
      return tasks[i];
  return NULL;
}

static const FoTaskCommand *
find (const FoTaskCommand *commands, const char *name)
{
  for (; commands->name; commands++)
    if (strcmp (commands->name, name) == 0)
      return commands;
  return NULL;
}

const FoTaskCommand *
fo_task_command (const FoTask *task, const char *name)
{
  const FoTaskCommand *command = task ? find (task->commands, name) : NULL;

  if (!command)
    command = find (fo_common_commands, name);
  if (!command)
    command = find (fo_dealing_commands, name);
  if (!command)
    command = find (fo_order_commands, name);
  if (!command)
    command = find (fo_lot_commands, name);
  if (!command)
    command = find (fo_place_commands, name);
  return command ? command : find (fo_sending_commands, name);
}

bool
fo_task_command_exists (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    if (fo_task_command (tasks[i], name))
      return true;
  return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu of acts: what a person may do that no offer of the page stands for, because it is rare, needs words, or belongs to no page.
 * A table: whatever a command can do is found here by who has hands and no memory for words. Values; any thread.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
  FO_MENU_GROUP_TASKS,
  FO_MENU_GROUP_ORDERS,
  FO_MENU_GROUP_PAPERS,
  FO_MENU_GROUP_HOUSE,
  FO_N_MENU_GROUPS
} FoMenuGroup;

/* Whether something is said behind a command. */
typedef enum {
  FO_MENU_SAYS_NOTHING,
  FO_MENU_SAYS_MAYBE, /* without it: of what is open, or of the last thing done */
  FO_MENU_SAYS_TEXT
} FoMenuSays;

typedef struct {
  const char *command;    /* as fo_desk_command takes it, "voucher write-off" */
  const char *message_id; /* its words */
  FoMenuGroup group;
  FoMenuSays says;
  const char *says_id;    /* what is to be said, in words; NULL when nothing is */
  const char *tasks;      /* " pick pack ": the only tasks in which it is understood; NULL: everywhere */
  bool of_order;          /* an order's number stands first behind the command when a page has one chosen */
} FoMenuRow;

/* In the order they are shown, group by group. Static. */
const FoMenuRow *fo_menu_rows (guint *ret_n);
/* The group's words. */
const char *fo_menu_group_message (FoMenuGroup group);
/* Is it understood while TASK ("" none) is open? */
bool fo_menu_row_fits (const FoMenuRow *row, const char *task);
/* What is given to fo_desk_command: ORDER is the chosen one's number or NULL, TEXT what was said or "". Free with g_free; NULL when something
 * must be said and was not. */
char *fo_menu_row_command (const FoMenuRow *row, const char *order, const char *text);

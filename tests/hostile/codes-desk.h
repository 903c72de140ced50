/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small warehouse and its desk, for codes that nobody should scan. */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/desk/desk.h"
#include "firstout/store/journal.h"

#define CODES_GOOD "4601234567893" /* names the item: its control */

typedef struct {
  FoStore *store;
  char *uri;
  FoDesk *desk;
  FoJournal *journal;
  char *journal_path;
} CodesDesk;

/* One item, an order, and two of the item received, so that there is something to undo and to ship. */
void codes_desk_init (CodesDesk *desk);
void codes_desk_clear (CodesDesk *desk);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CodesDesk, codes_desk_clear)

/* The tasks in which codes are tried: commands. */
#define CODES_TASKS 6
extern const char *const codes_tasks[CODES_TASKS];

void codes_desk_command (CodesDesk *desk, const char *command);
/* Did anything come of it? */
bool codes_desk_scan (CodesDesk *desk, const FoScan *scan);

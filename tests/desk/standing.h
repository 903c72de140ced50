/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a code could have changed: the book, what is worked on, what is printed. */
#pragma once

#include "firstout/desk/desk.h"

typedef struct {
  gint64 commits;
  char *task, *title;
  FoQuantity done_u;
  gint64 last_operation;
} Standing;

void standing_look (FoStore *store, FoDesk *desk, Standing *ret);
void standing_clear (Standing *standing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Standing, standing_clear)

/* Did anything come of what was answered with REPLY, or does the answer say so? */
bool standing_acted (FoStore *store, FoDesk *desk, const Standing *before, const FoDeskReply *reply);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Acts that touch many deals at once: a lot that ACTS_DEALS deals have is blocked; a lot of material is called back, two levels of
 * production above the ACTS_DEALS deals that have what was made of it. */
#pragma once

#include "book.h"

#define ACTS_DEALS 30

/* N lots to be blocked, N to be called back, each with items and deals of its own. The deals have a second lot to fall back on. */
void acts_prepare (Book *book, guint n);

void acts_block (Book *book, guint i);
void acts_recall (Book *book, guint i);

/* N acts ("block", "recall") on a copy that was prepared. */
int acts_child (const char *what, guint n, const char *path);

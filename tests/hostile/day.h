/* SPDX-License-Identifier: GPL-3.0-or-later
 * A day's work as a fixed script: what came of each step is known, so that after any fault the warehouse must stand exactly behind
 * one of them. Each step is journaled first, as a station does it, and booked under an operation id known beforehand. */
#pragma once

#include "firstout/store/journal.h"
#include "firstout/store/store.h"

/* The warehouse before the day: places, two items, orders. The store was just made. */
void day_furnish (FoStore *store);

guint day_steps (void);
/* What a step is, for a message: "pick 2-1". Free with g_free. */
char *day_step_name (guint step);
FoId day_operation (guint step);

/* Does step STEP. JOURNAL may be NULL. True when it is answered and durable, and then the verdict was the expected one; false and
 * *error when the world failed. */
bool day_do (FoStore *store, FoJournal *journal, guint step, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Its second half: the input is in the journal. */
bool day_book (FoStore *store, guint step, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All that the warehouse says of itself, as text; g_free. NULL and *error when the world failed. */
char *day_picture (FoStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Contradictions in the books; -1 and *error when the world failed. */
int day_contradictions (FoStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many operations of the day are there, from the first on without a gap; -1 and a gap's number in *ret_gap when there is one. */
int day_done (FoStore *store, guint *ret_gap, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoInstruction: the one thing to do now, readable at arm's length: where, what, which lot, how many. A pure renderer of
 * FoView. Main thread.
 */
#pragma once

#include "firstout/desk/desk.h"
#include <gtk/gtk.h>

#define FO_TYPE_INSTRUCTION (fo_instruction_get_type ())
G_DECLARE_FINAL_TYPE (FoInstruction, fo_instruction, FO, INSTRUCTION, GtkWidget)

void fo_instruction_show (FoInstruction *self, const FoView *view);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who works here, in the header: the badge that was shown, or whose work is entered from paper. */
#pragma once

#include "firstout/desk/desk.h"
#include <gtk/gtk.h>

typedef struct {
  char person[64], paper_by[64];
  FoDay paper_on;
} FoDoerShown;

void fo_doer_of_view (const FoView *view, FoDoerShown *ret);
void fo_doer_say (GtkLabel *label, const FoDoerShown *doer);

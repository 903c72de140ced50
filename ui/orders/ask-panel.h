/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoAskPanel: an act on an order that needs to be told something before it is done, in the place of the order: what will come of it as far
 * as it is known, and the form (common/act-form.h). It asks by "desk.command" and "desk.confirm". Main thread.
 * Signal "left": it is done, or nothing is. */
#pragma once

#include "common/act-form.h"
#include "firstout/desk/desk.h"

#define FO_TYPE_ASK_PANEL (fo_ask_panel_get_type ())
G_DECLARE_FINAL_TYPE (FoAskPanel, fo_ask_panel, FO, ASK_PANEL, GtkWidget)

/* KIND stands empty, and nothing is known of what comes of it. */
void fo_ask_panel_begin (FoAskPanel *self, const FoActKind *kind, const char *subject);
/* One that gains or (BAD) loses by it. */
void fo_ask_panel_add (FoAskPanel *self, const char *title, const char *detail, gboolean bad);

gboolean fo_ask_panel_press_key (FoAskPanel *self, int f_key);
gboolean fo_ask_panel_take_scan (FoAskPanel *self, const FoScan *scan);
/* What was asked here and is refused stands in the form. */
void fo_ask_panel_hear (FoAskPanel *self, const FoDeskReply *reply);

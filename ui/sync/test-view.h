/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoTestView: the test of a link, finding by finding: what is there, and which right or object is missing. What is missing stands first.
 * Main thread.
 *
 * Signal "left": it shall be closed.
 */
#pragma once

#include "shell/station.h"
#include <gtk/gtk.h>

#define FO_TYPE_TEST_VIEW (fo_test_view_get_type ())
G_DECLARE_FINAL_TYPE (FoTestView, fo_test_view, FO, TEST_VIEW, GtkWidget)

/* Tests the link NAME now; again when it is tested already. */
void fo_test_view_start (FoTestView *self, FoStation *station, const char *name);
/* F2: again; F12: leaves. */
gboolean fo_test_view_press_key (FoTestView *self, int f_key);

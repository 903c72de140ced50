/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoPickPage: orders are picked and shipped; while none is open, those that can be picked now. Main thread. */
#pragma once

#include "shell/page.h"

#define FO_TYPE_PICK_PAGE (fo_pick_page_get_type ())
G_DECLARE_FINAL_TYPE (FoPickPage, fo_pick_page, FO, PICK_PAGE, GtkWidget)

void fo_pick_page_add_recent (FoPickPage *self, const FoReply *reply);
void fo_pick_page_set_label (FoPickPage *self, GdkPaintable *picture, const char *path);

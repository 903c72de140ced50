/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoReceivePage: goods arrive and are put away; while nothing is open, what is expected. Main thread. */
#pragma once

#include "shell/page.h"

#define FO_TYPE_RECEIVE_PAGE (fo_receive_page_get_type ())
G_DECLARE_FINAL_TYPE (FoReceivePage, fo_receive_page, FO, RECEIVE_PAGE, GtkWidget)

void fo_receive_page_add_recent (FoReceivePage *self, const FoReply *reply);
void fo_receive_page_set_label (FoReceivePage *self, GdkPaintable *picture, const char *path);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoTracePage: a lot is scanned or typed, and the picture shows where it came from and where it went. Main thread. */
#pragma once

#include "shell/page.h"

#define FO_TYPE_TRACE_PAGE (fo_trace_page_get_type ())
G_DECLARE_FINAL_TYPE (FoTracePage, fo_trace_page, FO, TRACE_PAGE, GtkWidget)

/* Shows the lot NAME, "ITEM/LOT" or its number. */
void fo_trace_page_look (FoTracePage *self, const char *name);

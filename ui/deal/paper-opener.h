/* SPDX-License-Identifier: GPL-3.0-or-later
 * Opens a paper of sales with the program the desktop has for it; what must not be opened (firstout/work/documents.h) is not. Main
 * thread, which does not wait. */
#pragma once

#include "shell/station.h"
#include <gtk/gtk.h>

/* OPENED FALSE: it must not be, or there is no such file. Called while PAGE, which asks, lives. */
typedef void (*FoPaperOpened) (gboolean opened, gpointer page);
void fo_paper_open (FoStation *station, GtkWidget *page, const char *file, FoPaperOpened opened);

/* In place of the desktop's, for tests; NULL: the desktop's. */
typedef void (*FoPaperShow) (GtkWidget *page, const char *address);
void fo_paper_set_show (FoPaperShow show);

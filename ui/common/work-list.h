/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoWorkList: work that waits, one large row each; choosing one asks the window for its command, as scanning its paper would.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct {
  char command[96];
  char title[192]; /* "214 · ООО «Вектор»" */
  char detail[256];
  char right[64];
} FoWorkRow;

#define FO_TYPE_WORK_LIST (fo_work_list_get_type ())
G_DECLARE_FINAL_TYPE (FoWorkList, fo_work_list, FO, WORK_LIST, GtkWidget)

/* ROWS: FoWorkRow. */
void fo_work_list_show (FoWorkList *self, const GArray *rows);

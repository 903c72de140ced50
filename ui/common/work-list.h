/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoWorkList: work that waits, one large row each; choosing one asks the window for its command, as scanning its paper would.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct {
  char command[96];
  char title[192]; /* "214 · ООО «Вектор»"; "" in a row that was not read yet */
  char detail[256];
  char right[64];
} FoWorkRow;

#define FO_TYPE_WORK_LIST (fo_work_list_get_type ())
G_DECLARE_FINAL_TYPE (FoWorkList, fo_work_list, FO, WORK_LIST, GtkWidget)

/* FoRow of structs that begin with a FoWorkRow. NULL: none. */
void fo_work_list_set_model (FoWorkList *self, GListModel *model);
/* Does the reader of the list look further down than at its beginning? */
gboolean fo_work_list_is_below (FoWorkList *self);

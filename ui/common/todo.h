/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoTodo: work that waits, one large row each; choosing one asks the window for its command, as scanning its paper would.
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct {
  char command[96];
  char title[192]; /* "214 · ООО «Вектор»" */
  char detail[256];
  char right[64];
} FoTodoRow;

#define FO_TYPE_TODO (fo_todo_get_type ())
G_DECLARE_FINAL_TYPE (FoTodo, fo_todo, FO, TODO, GtkWidget)

/* ROWS: FoTodoRow. */
void fo_todo_show (FoTodo *self, const GArray *rows);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The windows over the window that lead somewhere: what each key does, all pages, all acts. Each is open once. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

/* All NULL: none is open. Holds weak pointers: stays where it is until fo_menus_close. */
typedef struct {
  GtkWindow *keys, *pages, *acts;
} FoMenus;

void fo_menus_show_keys (FoMenus *menus, GtkWindow *parent);
void fo_menus_show_pages (FoMenus *menus, GtkWindow *parent);
/* TASK and ORDER as fo_acts_window_new. */
void fo_menus_show_acts (FoMenus *menus, GtkWindow *parent, const char *task, const char *order);
void fo_menus_close (FoMenus *menus);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "menus.h"

#include "acts-window.h"
#include "keys-window.h"
#include "pages-window.h"

static void
show (GtkWindow **open, GtkWindow *made)
{
  if (made)
    g_set_weak_pointer (open, made);
  gtk_window_present (*open);
}

void
fo_menus_show_keys (FoMenus *menus, GtkWindow *parent)
{
  show (&menus->keys, menus->keys ? NULL : fo_keys_window_new (parent));
}

void
fo_menus_show_pages (FoMenus *menus, GtkWindow *parent)
{
  show (&menus->pages, menus->pages ? NULL : fo_pages_window_new (parent));
}

void
fo_menus_show_acts (FoMenus *menus, GtkWindow *parent, const char *task, const char *order)
{
  show (&menus->acts, menus->acts ? NULL : fo_acts_window_new (parent, task, order));
}

static void
end (GtkWindow **open)
{
  if (*open)
    gtk_window_destroy (*open);
  g_clear_weak_pointer (open);
}

void
fo_menus_close (FoMenus *menus)
{
  end (&menus->keys);
  end (&menus->pages);
  end (&menus->acts);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages-window.h"

#include "common/worded.h"
#include "pages.h"

#include <string.h>

enum { KEYCODE_OFFSET = 8 }; /* X11 and Wayland count Linux' key codes from there */

struct _FoPagesWindow {
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (FoPagesWindow, fo_pages_window, ADW_TYPE_WINDOW)

/* Rows of the keyboard by Linux' key codes, and what stands on a key in every layout here that people look at. */
static const struct {
  guint first_code;
  const char *letters;
} key_rows[FO_N_PAGE_GROUPS] = { { 2, "1234567890" }, { 16, "QWERTYUIOP" }, { 30, "ASDFGHJKL" } };

static const FoPageRow *
row_at (FoPageGroup group, guint place)
{
  guint n, at = 0;
  const FoPageRow *rows = fo_page_rows (&n);

  for (guint i = 0; i < n; i++)
    if (rows[i].group == group && at++ == place)
      return &rows[i];
  return NULL;
}

static const FoPageRow *
row_of_code (guint code)
{
  for (int group = 0; group < FO_N_PAGE_GROUPS; group++)
    if (code >= key_rows[group].first_code && code < key_rows[group].first_code + strlen (key_rows[group].letters))
      return row_at ((FoPageGroup) group, code - key_rows[group].first_code);
  return NULL;
}

static void
choose (FoPagesWindow *self, const FoPageRow *row)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "show.page", "s", row->name);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, FoPagesWindow *self)
{
  const FoPageRow *row = keycode >= KEYCODE_OFFSET ? row_of_code (keycode - KEYCODE_OFFSET) : NULL;

  (void) controller;
  if (keyval == GDK_KEY_Escape || (keyval == GDK_KEY_0 && (state & GDK_ALT_MASK)))
    gtk_window_destroy (GTK_WINDOW (self));
  else if (row && !(state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)))
    choose (self, row);
  else
    return FALSE;
  return TRUE;
}

static void
clicked (GtkButton *button, FoPagesWindow *self)
{
  choose (self, g_object_get_data (G_OBJECT (button), "fo-row"));
}

/* ---- what it looks like ------------------------------------------------------------------------------------------------------ */

static GtkWidget *
button_of (FoPagesWindow *self, const FoPageRow *row, char letter)
{
  g_autofree char *icon = fo_page_row_icon (row), *message = fo_page_row_message (row);
  const char key[] = { letter, '\0' };
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_label_new (message);
  GtkWidget *cap = gtk_label_new (key);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (cap, "key");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), cap);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, message);
  gtk_widget_add_css_class (button, "offer");
  g_object_set_data (G_OBJECT (button), "fo-row", (gpointer) row);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked), self);
  return button;
}

static GtkWidget *
column_of (FoPagesWindow *self, FoPageGroup group)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *head = gtk_label_new (fo_page_group_message (group));
  const FoPageRow *row;

  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_widget_add_css_class (head, "card-head");
  gtk_box_append (GTK_BOX (column), head);
  for (guint place = 0; key_rows[group].letters[place] && (row = row_at (group, place)); place++)
    gtk_box_append (GTK_BOX (column), button_of (self, row, key_rows[group].letters[place]));
  return column;
}

static void
fo_pages_window_class_init (FoPagesWindowClass *class)
{
  (void) class;
}

static void
fo_pages_window_init (FoPagesWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkEventController *controller = gtk_event_controller_key_new ();

  for (int group = 0; group < FO_N_PAGE_GROUPS; group++)
    gtk_box_append (GTK_BOX (columns), column_of (self, (FoPageGroup) group));
  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_widget_add_css_class (columns, "question");
  gtk_widget_add_css_class (columns, "all-pages");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), columns);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "firstout");
  gtk_event_controller_set_name (controller, "fo-keys");
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  gtk_window_set_resizable (GTK_WINDOW (self), FALSE);
  fo_worded_set (GTK_WIDGET (self), "title", "shell.pages");
  fo_worded_init (GTK_WIDGET (self));
}

GtkWindow *
fo_pages_window_new (GtkWindow *parent)
{
  return g_object_new (FO_TYPE_PAGES_WINDOW, "application", gtk_window_get_application (parent), "transient-for", parent, NULL);
}

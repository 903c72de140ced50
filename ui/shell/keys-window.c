/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys-window.h"

#include "common/worded.h"

struct _FoKeysWindow {
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (FoKeysWindow, fo_keys_window, ADW_TYPE_WINDOW)

/* As include/firstout/desk/desk.h says at FoOffer; a key that does one of two things has two rows. */
static const struct {
  const char *key, *message;
} keys[] = {
  { "F1", "shell.keys.title" },   { "F2", "offer.no_code" },    { "F3", "offer.confirm" },       { "F4", "offer.undo" },
  { "F5", "offer.quarantine" },   { "F5", "offer.here" },       { "F6", "offer.short" },         { "F7", "offer.park" },
  { "F8", "offer.next" },         { "F9", "offer.finish" },     { "F10", "shell.lane.next" },    { "F11", "offer.print" },
  { "F12", "offer.cancel" },
  { "Enter", "shell.keys.enter" }, { "Esc", "shell.keys.escape" }, { "Ctrl F1 … F12", "shell.keys.pages" }, { "Ctrl ⇧F1 … F6", "shell.keys.pages" }, { "Alt 0", "shell.pages.tip" }, { "⇧F10", "shell.acts.tip" },
};

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GtkWindow *self)
{
  (void) controller, (void) keycode, (void) state;
  if (keyval != GDK_KEY_Escape && keyval != GDK_KEY_F1)
    return FALSE;
  gtk_window_destroy (self);
  return TRUE;
}

static void
fo_keys_window_class_init (FoKeysWindowClass *class)
{
  (void) class;
}

static GtkWidget *
table_of_keys (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 10);
  gtk_widget_add_css_class (grid, "question");
  for (int i = 0; i < (int) G_N_ELEMENTS (keys); i++) {
    GtkWidget *key = gtk_label_new (keys[i].key), *label = gtk_label_new (keys[i].message);

    gtk_widget_add_css_class (key, "key");
    gtk_widget_set_halign (key, GTK_ALIGN_END);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    fo_worded_set (label, "label", keys[i].message);
    gtk_grid_attach (GTK_GRID (grid), key, 0, i, 1, 1);
    gtk_grid_attach (GTK_GRID (grid), label, 1, i, 1, 1);
  }
  return grid;
}

static void
fo_keys_window_init (FoKeysWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();
  GtkEventController *controller = gtk_event_controller_key_new ();

  fo_worded_set (GTK_WIDGET (self), "title", "shell.keys.title");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), table_of_keys ());
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "firstout");
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  gtk_window_set_resizable (GTK_WINDOW (self), FALSE);
}

GtkWindow *
fo_keys_window_new (GtkWindow *parent)
{
  return g_object_new (FO_TYPE_KEYS_WINDOW, "application", gtk_window_get_application (parent), "transient-for", parent, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter-bar.h"

struct _FoFilterBar {
  GtkWidget parent_instance;
  guint filter, n;
};

G_DEFINE_FINAL_TYPE (FoFilterBar, fo_filter_bar, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* A button that is pressed again stays pressed. */
static void
show (FoFilterBar *self)
{
  guint i = 0;

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self)); button;
       button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i++ == self->filter);
}

void
fo_filter_bar_set (FoFilterBar *self, guint filter)
{
  gboolean changed = filter != self->filter;

  self->filter = filter;
  show (self);
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

guint
fo_filter_bar_get (FoFilterBar *self)
{
  return self->filter;
}

void
fo_filter_bar_next (FoFilterBar *self)
{
  if (self->n)
    fo_filter_bar_set (self, (self->filter + 1) % self->n);
}

static void
clicked (GtkButton *button, FoFilterBar *self)
{
  fo_filter_bar_set (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "fo-filter")));
}

void
fo_filter_bar_fill (FoFilterBar *self, const char *const *messages, guint n)
{
  for (guint i = 0; i < n; i++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (messages[i]);

    gtk_widget_add_css_class (button, "offer");
    gtk_widget_add_css_class (button, "section");
    g_object_set_data (G_OBJECT (button), "fo-filter", GUINT_TO_POINTER (i));
    g_signal_connect (button, "clicked", G_CALLBACK (clicked), self);
    gtk_widget_set_parent (button, GTK_WIDGET (self));
  }
  self->n = n;
  show (self);
}

static void
fo_filter_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (fo_filter_bar_parent_class)->dispose (object);
}

static void
fo_filter_bar_class_init (FoFilterBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_filter_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_filter_bar_init (FoFilterBar *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 8);
}

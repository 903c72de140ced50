/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offers.h"

#include "speech.h"

enum { COLUMNS = 2, GAP = 8 };

/* Rows of equal halves. No GtkGrid: its least height is that at its least width, where the words wrap; a GtkBox around it
 * takes that for the least height at any width. */
struct _FoOffers {
  GtkWidget parent_instance;
  GtkWidget *rows;
  GArray *offers; /* FoOffer */
};

G_DEFINE_FINAL_TYPE (FoOffers, fo_offers, GTK_TYPE_WIDGET)

static void
ask (FoOffers *self, const FoOffer *offer)
{
  if (offer->destructive)
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.confirm", "(ss)", offer->command, offer->message_id);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", offer->command);
}

static void
clicked (GtkButton *button, FoOffers *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "fo-offer"));

  ask (self, &g_array_index (self->offers, FoOffer, i));
}

static GtkWidget *
key_cap (int f_key)
{
  g_autofree char *text = g_strdup_printf ("F%d", f_key);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "key");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static GtkWidget *
button_of (FoOffers *self, guint i)
{
  const FoOffer *offer = &g_array_index (self->offers, FoOffer, i);
  g_autofree char *text = fo_say (offer->message_id, NULL);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE); /* two lines where one is too narrow */
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (offer->f_key)
    gtk_box_append (GTK_BOX (box), key_cap (offer->f_key));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, text);
  gtk_widget_add_css_class (button, "offer");
  gtk_widget_add_css_class (button, "flat");
  if (offer->destructive)
    gtk_widget_add_css_class (button, "destructive");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (button), "fo-offer", GUINT_TO_POINTER (i));
  g_signal_connect (button, "clicked", G_CALLBACK (clicked), self);
  return button;
}

static GtkWidget *
row_from (FoOffers *self, guint first)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  for (guint i = first; i < first + COLUMNS; i++) {
    GtkWidget *half = i < self->offers->len ? button_of (self, i) : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
    gtk_box_append (GTK_BOX (row), half);
  }
  return row;
}

static void
say (FoOffers *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows)))
    gtk_box_remove (GTK_BOX (self->rows), child);
  for (guint i = 0; i < self->offers->len; i += COLUMNS)
    gtk_box_append (GTK_BOX (self->rows), row_from (self, i));
}

void
fo_offers_show (FoOffers *self, const GArray *offers)
{
  g_array_set_size (self->offers, 0);
  if (offers)
    g_array_append_vals (self->offers, offers->data, offers->len);
  gtk_widget_set_visible (GTK_WIDGET (self), self->offers->len > 0);
  say (self);
}

gboolean
fo_offers_press (FoOffers *self, int f_key)
{
  for (guint i = 0; i < self->offers->len; i++) {
    const FoOffer *offer = &g_array_index (self->offers, FoOffer, i);
    if (offer->f_key == f_key) {
      ask (self, offer);
      return TRUE;
    }
  }
  return FALSE;
}

static void
fo_offers_dispose (GObject *object)
{
  FoOffers *self = FO_OFFERS (object);

  g_clear_pointer (&self->rows, gtk_widget_unparent);
  g_clear_pointer (&self->offers, g_array_unref);
  G_OBJECT_CLASS (fo_offers_parent_class)->dispose (object);
}

static void
fo_offers_class_init (FoOffersClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_offers_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_offers_init (FoOffers *self)
{
  self->offers = g_array_new (FALSE, FALSE, sizeof (FoOffer));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, GAP);
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
}

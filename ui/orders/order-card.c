/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "order-card.h"

#include "common/closures.h"
#include "common/speech.h"

struct _FoOrderCard {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *number, *customer, *due, *pill;
  const char *pill_class;
  FoOrder order; /* that is shown; id 0: none yet */
};

G_DEFINE_FINAL_TYPE (FoOrderCard, fo_order_card, GTK_TYPE_WIDGET)

static void
say (FoOrderCard *self)
{
  const FoOrder *order = &self->order;
  FoReadiness readiness = fo_readiness_of (order);
  g_autofree char *due = fo_words_day (fo_speech_language (), order->due_on);
  g_autofree char *word = fo_say (fo_readiness_message (readiness), NULL);
  g_autofree char *pill = g_strdup_printf ("%s %s", fo_readiness_sign (readiness), word);

  if (self->pill_class)
    gtk_widget_remove_css_class (GTK_WIDGET (self->pill), self->pill_class);
  self->pill_class = fo_readiness_css_class (readiness);
  gtk_widget_add_css_class (GTK_WIDGET (self->pill), self->pill_class);
  gtk_label_set_text (self->number, order->number);
  gtk_label_set_text (self->customer, order->customer);
  gtk_label_set_text (self->due, due);
  gtk_label_set_text (self->pill, pill);
}

void
fo_order_card_show (FoOrderCard *self, const FoOrder *order)
{
  self->order = *order;
  say (self);
}

static void
fo_order_card_dispose (GObject *object)
{
  g_clear_pointer (&FO_ORDER_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_order_card_parent_class)->dispose (object);
}

static void
fo_order_card_class_init (FoOrderCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_order_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/orders/order-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FoOrderCard, box);
  gtk_widget_class_bind_template_child (widget_class, FoOrderCard, number);
  gtk_widget_class_bind_template_child (widget_class, FoOrderCard, customer);
  gtk_widget_class_bind_template_child (widget_class, FoOrderCard, due);
  gtk_widget_class_bind_template_child (widget_class, FoOrderCard, pill);
}

static void
fo_order_card_init (FoOrderCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
}

GtkWidget *
fo_order_card_new (void)
{
  return g_object_new (FO_TYPE_ORDER_CARD, NULL);
}

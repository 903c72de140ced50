/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "order-card.h"

#include "common/closures.h"
#include "common/speech.h"

struct _FoOrderCard {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *number, *customer, *due, *pill, *ends;
  const char *pill_class;
  FoBoardOrder shown; /* order.id 0: none yet */
};

G_DEFINE_FINAL_TYPE (FoOrderCard, fo_order_card, GTK_TYPE_WIDGET)

/* "▲ promises end on 23.11.2026" */
static void
say_end (FoOrderCard *self)
{
  FoDay ends_on = self->shown.ends_on;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL, *signed_text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->ends), ends_on != FO_DAY_NONE);
  if (ends_on == FO_DAY_NONE)
    return;
  fo_args_set_day (&args, "day", ends_on);
  text = fo_say (ends_on < self->shown.today ? "page.orders.ended" : "page.orders.ends", &args);
  signed_text = g_strconcat ("▲ ", text, NULL);
  gtk_label_set_text (self->ends, signed_text);
}

static void
say (FoOrderCard *self)
{
  const FoOrder *order = &self->shown.order;
  gboolean is_late = order->due_on != FO_DAY_NONE && order->due_on < self->shown.today;
  FoReadiness readiness = fo_readiness_of (order);
  g_autofree char *day = fo_words_day (fo_speech_language (), order->due_on), *due = g_strconcat (is_late ? "▲ " : "", day, NULL);
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
  say_end (self);
}

void
fo_order_card_show (FoOrderCard *self, const FoBoardOrder *row)
{
  self->shown = *row;
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
  gtk_widget_class_bind_template_child (widget_class, FoOrderCard, ends);
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

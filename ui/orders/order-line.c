/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "order-line.h"

#include "common/speech.h"
#include "line-bar.h"

struct _FoOrderLine {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *name, *item, *ordered, *leaves;
  FoLineBar *bar;
  GtkFlowBox *legend;
};

G_DEFINE_FINAL_TYPE (FoOrderLine, fo_order_line, GTK_TYPE_WIDGET)

static void
add_legend (FoOrderLine *self, const char *colour, const char *text, gboolean bad)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (swatch, "swatch");
  gtk_widget_add_css_class (swatch, colour);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "legend");
  if (bad)
    gtk_widget_add_css_class (label, "bad");
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  gtk_flow_box_append (self->legend, box);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

static void
add_part (FoOrderLine *self, const FoBoardLine *line, FoBarPart part)
{
  FoQuantity quantity_u = fo_bar_part_u (&line->line, part);
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  if (quantity_u <= 0)
    return;
  fo_args_set_quantity (&args, "quantity", quantity_u);
  text = fo_say (part == FO_BAR_HELD && line->pinned ? "page.orders.part.pinned" : fo_bar_part_message (part), &args);
  add_legend (self, fo_bar_part_colour (part), text, part == FO_BAR_MISSING);
}

/* "in production 4 · PR-12 · 60 % · 25.11.2026" */
static void
add_supply (FoOrderLine *self, const FoBoardSupply *supply)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_quantity (&args, "quantity", supply->quantity_u);
  fo_args_set_text (&args, "supply", supply->number);
  fo_args_set_count (&args, "percent", supply->progress_percent);
  fo_args_set_day (&args, "ready_on", supply->ready_on);
  text = fo_say (supply->kind == FO_SUPPLY_PRODUCTION ? "page.orders.production" : "page.orders.purchase", &args);
  add_legend (self, fo_bar_part_colour (FO_BAR_SUPPLY), text, FALSE);
}

/* The day it can leave, as far as is known. */
static void
show_leaves (FoOrderLine *self, const FoBoardLine *line)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  if (!line->line.goods || fo_line_open (&line->line) == 0)
    return;
  fo_args_set_day (&args, "leaves_on", line->leaves_on);
  text = fo_say (line->leaves_on == FO_DAY_NONE ? "page.orders.leaves.unknown" : "page.orders.leaves", &args);
  gtk_label_set_text (self->leaves, text);
  if (line->leaves_on == FO_DAY_NONE)
    gtk_widget_add_css_class (GTK_WIDGET (self->leaves), "bad");
}

/* "Sealant 600 ml · instead of Sealant 310 ml" */
static char *
name_of (const FoBoardLine *line)
{
  const char *name = fo_speech_choose (line->name, line->name_de, line->name_en);
  g_auto (FoArgs) args = { 0 };

  if (!line->instead_of[0])
    return g_strdup (name);
  fo_args_set_text (&args, "item", name);
  fo_args_set_text (&args, "of", line->instead_of);
  return fo_say ("page.deal.instead-of", &args);
}

static void
show (FoOrderLine *self, const FoBoardLine *line)
{
  g_autofree char *ordered = fo_words_quantity (fo_speech_language (), line->line.ordered_u - line->line.cancelled_u);
  g_autofree char *amount = g_strdup_printf ("%s %s", ordered, line->unit);
  g_autofree char *service = fo_say ("page.orders.service", NULL);

  g_autofree char *name = name_of (line);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->item, line->line.goods ? line->item : service);
  gtk_label_set_text (self->ordered, amount);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), line->line.goods);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), line->line.goods);
  fo_line_bar_show (self->bar, &line->line);
  show_leaves (self, line);
  for (int part = 0; part < FO_N_BAR_PARTS; part++)
    if (part != FO_BAR_SUPPLY)
      add_part (self, line, (FoBarPart) part);
  for (guint i = 0; i < line->n_supplies; i++)
    add_supply (self, &line->supplies[i]);
}

static void
fo_order_line_dispose (GObject *object)
{
  g_clear_pointer (&FO_ORDER_LINE (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_order_line_parent_class)->dispose (object);
}

static void
fo_order_line_class_init (FoOrderLineClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_order_line_dispose;
  g_type_ensure (FO_TYPE_LINE_BAR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/orders/order-line.ui");
  gtk_widget_class_bind_template_child (widget_class, FoOrderLine, box);
  gtk_widget_class_bind_template_child (widget_class, FoOrderLine, name);
  gtk_widget_class_bind_template_child (widget_class, FoOrderLine, item);
  gtk_widget_class_bind_template_child (widget_class, FoOrderLine, ordered);
  gtk_widget_class_bind_template_child (widget_class, FoOrderLine, leaves);
  gtk_widget_class_bind_template_child (widget_class, FoOrderLine, bar);
  gtk_widget_class_bind_template_child (widget_class, FoOrderLine, legend);
}

static void
fo_order_line_init (FoOrderLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fo_order_line_new (const FoBoardLine *line)
{
  FoOrderLine *self = g_object_new (FO_TYPE_ORDER_LINE, NULL);

  show (self, line);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line-bar.h"

struct _FoLineBar {
  GtkWidget parent_instance;
  FoLine line;
};

G_DEFINE_FINAL_TYPE (FoLineBar, fo_line_bar, GTK_TYPE_WIDGET)

static const struct {
  const char *message, *colour;
} parts[FO_N_BAR_PARTS] = {
  [FO_BAR_SHIPPED] = { "page.orders.part.shipped", "fo_bar_shipped" },
  [FO_BAR_PICKED] = { "page.orders.part.picked", "fo_bar_picked" },
  [FO_BAR_HELD] = { "page.orders.part.held", "fo_bar_held" },
  [FO_BAR_PROMISED] = { "page.orders.part.promised", "fo_bar_promised" },
  [FO_BAR_SUPPLY] = { "page.orders.part.supply", "fo_bar_supply" },
  [FO_BAR_MISSING] = { "page.orders.part.missing", "fo_bar_missing" },
};

FoQuantity
fo_bar_part_u (const FoLine *line, FoBarPart part)
{
  switch (part) {
  case FO_BAR_SHIPPED:
    return line->shipped_u;
  case FO_BAR_PICKED:
    return line->picked_u;
  case FO_BAR_HELD:
    return line->held_u;
  case FO_BAR_PROMISED:
    return line->promised_u - line->from_supply_u;
  case FO_BAR_SUPPLY:
    return line->from_supply_u;
  case FO_BAR_MISSING:
    return fo_line_missing (line);
  case FO_N_BAR_PARTS:
    break;
  }
  g_assert_not_reached ();
}

const char *
fo_bar_part_message (FoBarPart part)
{
  return parts[part].message;
}

const char *
fo_bar_part_colour (FoBarPart part)
{
  return parts[part].colour;
}

static void
fo_line_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoLineBar *self = FO_LINE_BAR (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget), x = 0;
  FoQuantity whole_u = self->line.ordered_u - self->line.cancelled_u;
  GskRoundedRect outline;

  if (whole_u <= 0)
    return;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  for (int part = 0; part < FO_N_BAR_PARTS; part++) {
    float w = width * (float) ((double) fo_bar_part_u (&self->line, (FoBarPart) part) / (double) whole_u);
    GdkRGBA colour = { 0.5f, 0.5f, 0.5f, 1 };

    gtk_style_context_lookup_color (style, parts[part].colour, &colour);
    gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, 0, MAX (w - 2, 0), height));
    x += w;
  }
  gtk_snapshot_pop (snapshot);
}

static void
fo_line_bar_class_init (FoLineBarClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = fo_line_bar_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fo_line_bar_init (FoLineBar *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), 60, 14);
}

GtkWidget *
fo_line_bar_new (void)
{
  return g_object_new (FO_TYPE_LINE_BAR, NULL);
}

void
fo_line_bar_show (FoLineBar *self, const FoLine *line)
{
  self->line = *line;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace-view.h"

#include "common/speech.h"
#include "trace-layout.h"

#include <string.h>

#define PADDING 12
/* A picture that is too wide is drawn smaller, as far as it can be read at arm's length; only then it scrolls. */
#define SMALLEST 0.85f

struct _FoTraceView {
  GtkWidget parent_instance;
  FoLineage lineage;
  GArray *spots; /* FoTraceSpot */
  float width, height;
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoTraceView, fo_trace_view, GTK_TYPE_WIDGET)

static const FoLineageNode *
node_at (FoTraceView *self, guint i)
{
  return &g_array_index (self->lineage.nodes, FoLineageNode, i);
}

static const FoTraceSpot *
spot_at (FoTraceView *self, guint i)
{
  return &g_array_index (self->spots, FoTraceSpot, i);
}

static guint
n_nodes (FoTraceView *self)
{
  return self->spots ? self->spots->len : 0;
}

/* ---- words --------------------------------------------------------------------------------------------------------- */

static void
set_args (FoArgs *args, const FoLineageNode *node)
{
  fo_args_set_text (args, "text", node->title);
  fo_args_set_text (args, "detail", node->detail);
  fo_args_set_text (args, "unit", node->unit);
  fo_args_set_text (args, "item", fo_speech_choose (node->name, node->name_de, node->name_en));
  fo_args_set_quantity (args, "quantity", node->quantity_u);
  fo_args_set_count (args, "count", node->quantity_u / FO_ONE);
  fo_args_set_day (args, "day", node->day);
}

/* The line in bold, and what stands below it; "page.trace.use.SCRAP" for what is no document. */
static char *
say_title (const FoLineageNode *node)
{
  static const char *const messages[FO_N_LINEAGE_KINDS]
      = { "page.trace.lot", "page.trace.receipt", "page.trace.opening", "page.trace.production", "page.trace.label",
          "page.trace.customer", "page.trace.stock", NULL, "page.trace.more" };
  g_auto (FoArgs) args = { 0 };
  g_autofree char *use = g_strdup_printf ("page.trace.use.%s", node->title);

  set_args (&args, node);
  return fo_say (node->kind == FO_LINEAGE_USE ? use : messages[node->kind], &args);
}

static char *
say_detail (const FoLineageNode *node)
{
  g_auto (FoArgs) args = { 0 };

  set_args (&args, node);
  switch (node->kind) {
  case FO_LINEAGE_LOT:
    return fo_say ("page.trace.lot.detail", &args);
  case FO_LINEAGE_RECEIPT:
  case FO_LINEAGE_PRODUCTION:
  case FO_LINEAGE_CUSTOMER:
    return fo_say ("page.trace.document.detail", &args);
  case FO_LINEAGE_OPENING:
  case FO_LINEAGE_LABEL:
  case FO_LINEAGE_STOCK:
  case FO_LINEAGE_USE:
    return fo_say ("page.trace.quantity", &args);
  case FO_LINEAGE_MORE:
  case FO_N_LINEAGE_KINDS:
    break;
  }
  return g_strdup ("");
}

/* ---- drawing ------------------------------------------------------------------------------------------------------- */

static GdkRGBA
colour (FoTraceView *self, const char *name)
{
  GdkRGBA found = { 0.5f, 0.5f, 0.5f, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, &found);
  return found;
}

static const char *
fill_of (const FoLineageNode *node)
{
  switch (node->kind) {
  case FO_LINEAGE_LOT:
    return node->state == FO_LOT_STATE_BLOCKED      ? "fo_bad_tint"
           : node->state == FO_LOT_STATE_QUARANTINE ? "fo_part_tint"
           : node->subject                          ? "fo_current"
                                                    : "fo_card";
  case FO_LINEAGE_CUSTOMER:
    return "fo_done_tint";
  case FO_LINEAGE_PRODUCTION:
  case FO_LINEAGE_LABEL:
    return "fo_part_tint";
  case FO_LINEAGE_RECEIPT:
  case FO_LINEAGE_OPENING:
  case FO_LINEAGE_USE:
    return "fo_wait_tint";
  case FO_LINEAGE_STOCK:
  case FO_LINEAGE_MORE:
  case FO_N_LINEAGE_KINDS:
    break;
  }
  return "fo_page";
}

static void
draw_text (FoTraceView *self, GtkSnapshot *snapshot, const FoLineageNode *node, const FoTraceSpot *spot)
{
  static const char *const signs[] = { [FO_LOT_STATE_FREE] = "", [FO_LOT_STATE_QUARANTINE] = "◆ ", [FO_LOT_STATE_BLOCKED] = "✕ " };
  g_autofree char *title = say_title (node), *detail = say_detail (node);
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s%s</b>%s<span size=\"88%%\">%s</span>",
                                                     node->kind == FO_LINEAGE_LOT ? signs[node->state] : "", title,
                                                     *detail ? "\n" : "", detail);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  GdkRGBA ink = colour (self, "fo_ink");
  int height;

  pango_layout_set_markup (layout, markup, -1);
  pango_layout_set_width (layout, (FO_TRACE_NODE_WIDTH - 2 * PADDING) * PANGO_SCALE);
  pango_layout_set_height (layout, (int) (spot->height - 8) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (spot->x + PADDING, spot->y + (spot->height - (float) height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_node (FoTraceView *self, GtkSnapshot *snapshot, guint i)
{
  const FoLineageNode *node = node_at (self, i);
  const FoTraceSpot *spot = spot_at (self, i);
  float line = node->subject ? 3 : 1;
  GdkRGBA fill = colour (self, fill_of (node)), border = colour (self, node->subject ? "fo_accent" : "fo_line");
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (spot->x, spot->y, FO_TRACE_NODE_WIDTH, spot->height), 10);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &fill, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ line, line, line, line },
                              (GdkRGBA[4]){ border, border, border, border });
  draw_text (self, snapshot, node, spot);
}

/* From the right of one to the left of the other; those of the lot that was asked for stand out. */
static void
draw_edges (FoTraceView *self, cairo_t *cr)
{
  GdkRGBA plain = colour (self, "fo_bar_shipped"), ours = colour (self, "fo_accent");

  for (guint i = 0; i < self->lineage.edges->len; i++) {
    const FoLineageEdge *edge = &g_array_index (self->lineage.edges, FoLineageEdge, i);
    const FoTraceSpot *from = spot_at (self, edge->from), *to = spot_at (self, edge->to);
    gboolean is_ours = node_at (self, edge->from)->subject || node_at (self, edge->to)->subject;
    double x1 = from->x + FO_TRACE_NODE_WIDTH, y1 = from->y + from->height / 2, x2 = to->x, y2 = to->y + to->height / 2;
    double bend = MAX ((x2 - x1) / 2, FO_TRACE_GAP_ACROSS / 2.0);

    gdk_cairo_set_source_rgba (cr, is_ours ? &ours : &plain);
    cairo_set_line_width (cr, is_ours ? 3 : 2);
    cairo_move_to (cr, x1, y1);
    cairo_curve_to (cr, x1 + bend, y1, x2 - bend, y2, x2 - 6, y2);
    cairo_stroke (cr);
    cairo_move_to (cr, x2 - 8, y2 - 5);
    cairo_line_to (cr, x2, y2);
    cairo_line_to (cr, x2 - 8, y2 + 5);
    cairo_fill (cr);
  }
}

static float
scale_for (FoTraceView *self, int width)
{
  return self->width > 0 ? CLAMP ((float) width / self->width, SMALLEST, 1) : 1;
}

static float
scale_of (FoTraceView *self)
{
  return scale_for (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

static void
fo_trace_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoTraceView *self = FO_TRACE_VIEW (widget);
  cairo_t *cr;

  if (!n_nodes (self))
    return;
  gtk_snapshot_scale (snapshot, scale_of (self), scale_of (self));
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, self->width, self->height));
  draw_edges (self, cr);
  cairo_destroy (cr);
  for (guint i = 0; i < n_nodes (self); i++)
    draw_node (self, snapshot, i);
}

static GtkSizeRequestMode
fo_trace_view_get_request_mode (GtkWidget *widget)
{
  (void) widget;
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fo_trace_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                       int *natural_baseline)
{
  FoTraceView *self = FO_TRACE_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = (int) (self->width * SMALLEST);
    *natural = (int) self->width;
  } else
    *minimum = *natural = (int) (self->height * (for_size < 0 ? 1 : scale_for (self, for_size)));
  *minimum_baseline = *natural_baseline = -1;
}

/* ---- following ----------------------------------------------------------------------------------------------------- */

static void
choose (FoTraceView *self, guint i)
{
  if (node_at (self, i)->kind == FO_LINEAGE_LOT && !node_at (self, i)->subject)
    g_signal_emit (self, signals[CHOSEN], 0, (gint64) node_at (self, i)->id);
}

static void
pressed (FoTraceView *self, int n_press, double x, double y)
{
  (void) n_press;
  x /= scale_of (self);
  y /= scale_of (self);
  for (guint i = 0; i < n_nodes (self); i++) {
    const FoTraceSpot *spot = spot_at (self, i);

    if (x >= spot->x && x < spot->x + FO_TRACE_NODE_WIDTH && y >= spot->y && y < spot->y + spot->height) {
      choose (self, i);
      return;
    }
  }
}

/* The first lot two columns to that side. */
static gboolean
key_pressed (FoTraceView *self, guint key)
{
  int step = key == GDK_KEY_Left ? -2 : key == GDK_KEY_Right ? 2 : 0, column = 0;

  if (!step)
    return FALSE;
  for (guint i = 0; i < n_nodes (self); i++)
    if (node_at (self, i)->subject)
      column = node_at (self, i)->column + step;
  for (guint i = 0; i < n_nodes (self); i++)
    if (node_at (self, i)->kind == FO_LINEAGE_LOT && node_at (self, i)->column == column) {
      choose (self, i);
      return TRUE;
    }
  return FALSE;
}

/* ---- life ---------------------------------------------------------------------------------------------------------- */

/* Who cannot see the picture is told what is in it. */
static void
describe (FoTraceView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_nodes (self); i++) {
    g_autofree char *title = say_title (node_at (self, i)), *detail = say_detail (node_at (self, i));

    g_string_append_printf (text, "%s%s %s", i ? "; " : "", title, detail);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
said_anew (FoTraceView *self)
{
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fo_trace_view_dispose (GObject *object)
{
  FoTraceView *self = FO_TRACE_VIEW (object);

  fo_lineage_clear (&self->lineage);
  g_clear_pointer (&self->spots, g_array_unref);
  G_OBJECT_CLASS (fo_trace_view_parent_class)->dispose (object);
}

static void
fo_trace_view_class_init (FoTraceViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_trace_view_dispose;
  widget_class->snapshot = fo_trace_view_snapshot;
  widget_class->measure = fo_trace_view_measure;
  widget_class->get_request_mode = fo_trace_view_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[CHOSEN] = g_signal_new ("chosen", FO_TYPE_TRACE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
fo_trace_view_init (FoTraceView *self)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (press, "released", G_CALLBACK (pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (said_anew), self, G_CONNECT_SWAPPED);
}

GtkWidget *
fo_trace_view_new (void)
{
  return g_object_new (FO_TYPE_TRACE_VIEW, NULL);
}

void
fo_trace_view_show (FoTraceView *self, FoLineage *lineage)
{
  fo_lineage_clear (&self->lineage);
  g_clear_pointer (&self->spots, g_array_unref);
  self->lineage = *lineage;
  *lineage = (FoLineage){ 0 };
  self->spots = fo_trace_layout (&self->lineage, &self->width, &self->height);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
fo_trace_view_middle (FoTraceView *self, float *ret_x, float *ret_y)
{
  *ret_x = *ret_y = 0;
  for (guint i = 0; i < n_nodes (self); i++)
    if (node_at (self, i)->subject) {
      *ret_x = (spot_at (self, i)->x + FO_TRACE_NODE_WIDTH / 2.0f) * scale_of (self);
      *ret_y = (spot_at (self, i)->y + spot_at (self, i)->height / 2) * scale_of (self);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-preview.h"

#include <math.h>

enum { LEAST = 120, USUAL = 490, EDGE = 12 }; /* USUAL: the label of a lot, a dot of the printer a dot of the screen */

struct _FoLabelPreview {
  GtkWidget parent_instance;
  FoLabel *label;
  int width_um, height_um;
};

G_DEFINE_FINAL_TYPE (FoLabelPreview, fo_label_preview, GTK_TYPE_WIDGET)

/* The paper in dots of its printer. */
static void
paper_of (FoLabelPreview *self, double *ret_width, double *ret_height)
{
  const FoRaster *raster = self->label ? fo_label_raster (self->label) : NULL;

  *ret_width = raster ? raster->width : (double) self->width_um * FO_LABEL_DPI / 25400;
  *ret_height = raster ? raster->height : (double) self->height_um * FO_LABEL_DPI / 25400;
}

static double
scale_for (FoLabelPreview *self, double width, double height)
{
  double room_x = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * EDGE, room_y = gtk_widget_get_height (GTK_WIDGET (self)) - 2 * EDGE;
  double scale = MIN (room_x / width, room_y / height);

  return scale >= 1 ? floor (scale) : MAX (scale, 0.01);
}

static void
draw (FoLabelPreview *self, GtkSnapshot *snapshot, const graphene_rect_t *paper, double scale)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, paper);

  cairo_translate (cr, paper->origin.x, paper->origin.y);
  cairo_scale (cr, scale, scale);
  fo_label_draw (self->label, cr);
  cairo_destroy (cr);
}

static void
fo_label_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoLabelPreview *self = FO_LABEL_PREVIEW (widget);
  const GdkRGBA white = { 1, 1, 1, 1 }, shade = { 0.5f, 0.5f, 0.5f, 0.55f };
  double width, height, scale;
  graphene_rect_t paper, edge;

  paper_of (self, &width, &height);
  if (width < 1 || height < 1)
    return;
  scale = scale_for (self, width, height);
  graphene_rect_init (&paper, (float) floor ((gtk_widget_get_width (widget) - width * scale) / 2),
                      (float) floor ((gtk_widget_get_height (widget) - height * scale) / 2), (float) (width * scale),
                      (float) (height * scale));
  graphene_rect_inset_r (&paper, -1, -1, &edge);
  gtk_snapshot_append_color (snapshot, &shade, &edge);
  gtk_snapshot_append_color (snapshot, &white, &paper);
  if (self->label)
    draw (self, snapshot, &paper, scale);
}

static void
fo_label_preview_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  (void) widget, (void) for_size;
  *minimum = LEAST;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? USUAL : LEAST;
  *minimum_baseline = *natural_baseline = -1;
}

void
fo_label_preview_show (FoLabelPreview *self, FoLabel *label)
{
  g_clear_pointer (&self->label, fo_label_free);
  self->label = label;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fo_label_preview_set_paper (FoLabelPreview *self, int width_um, int height_um)
{
  self->width_um = width_um;
  self->height_um = height_um;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const FoLabel *
fo_label_preview_label (FoLabelPreview *self)
{
  return self->label;
}

static void
fo_label_preview_finalize (GObject *object)
{
  g_clear_pointer (&FO_LABEL_PREVIEW (object)->label, fo_label_free);
  G_OBJECT_CLASS (fo_label_preview_parent_class)->finalize (object);
}

static void
fo_label_preview_class_init (FoLabelPreviewClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fo_label_preview_finalize;
  GTK_WIDGET_CLASS (class)->snapshot = fo_label_preview_snapshot;
  GTK_WIDGET_CLASS (class)->measure = fo_label_preview_measure;
}

static void
fo_label_preview_init (FoLabelPreview *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

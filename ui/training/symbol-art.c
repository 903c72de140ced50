/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbol-art.h"

#include <string.h>

struct _FoSymbolArt {
  GtkWidget parent_instance;
  FoSymbol symbol; /* dark NULL: none */
  int width, height;
};

G_DEFINE_FINAL_TYPE (FoSymbolArt, fo_symbol_art, GTK_TYPE_WIDGET)

static void
draw_modules (FoSymbolArt *self, GtkSnapshot *snapshot, float dots, float bar, float left, float top)
{
  const GdkRGBA black = { 0, 0, 0, 1 };
  const FoSymbol *symbol = &self->symbol;

  for (int y = 0; y < symbol->rows; y++)
    for (int x = 0, end; x < symbol->columns; x = end) {
      for (end = x; end < symbol->columns && fo_symbol_is_dark (symbol, end, y) == fo_symbol_is_dark (symbol, x, y); end++)
        ;
      if (fo_symbol_is_dark (symbol, x, y))
        gtk_snapshot_append_color (snapshot, &black,
                                   &GRAPHENE_RECT_INIT (left + (float) x * dots, top + (float) y * dots,
                                                        (float) (end - x) * dots, bar));
    }
}

static void
fo_symbol_art_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoSymbolArt *self = FO_SYMBOL_ART (widget);
  const FoSymbol *symbol = &self->symbol;
  const GdkRGBA white = { 1, 1, 1, 1 };
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), dots, bar;

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (!symbol->dark)
    return;
  dots = MAX (1, MIN (width / (symbol->columns + 2 * symbol->quiet_x), height / (symbol->rows + 2 * symbol->quiet_y)));
  bar = fo_symbol_kind_is_linear (symbol->kind) ? height * 4 / 5 : dots;
  draw_modules (self, snapshot, (float) dots, (float) bar, (float) ((width - dots * symbol->columns) / 2),
                (float) ((height - bar * symbol->rows) / 2));
}

static void
fo_symbol_art_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  const FoSymbolArt *self = FO_SYMBOL_ART (widget);

  (void) for_size;
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height;
  *minimum_baseline = *natural_baseline = -1;
}

static void
fo_symbol_art_finalize (GObject *object)
{
  fo_symbol_clear (&FO_SYMBOL_ART (object)->symbol);
  G_OBJECT_CLASS (fo_symbol_art_parent_class)->finalize (object);
}

static void
fo_symbol_art_class_init (FoSymbolArtClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fo_symbol_art_finalize;
  GTK_WIDGET_CLASS (class)->snapshot = fo_symbol_art_snapshot;
  GTK_WIDGET_CLASS (class)->measure = fo_symbol_art_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fo_symbol_art_init (FoSymbolArt *self)
{
  self->symbol = (FoSymbol){ 0 };
}

static FoSymbolArt *
make (FoSymbolKind kind, const char *text)
{
  FoSymbolArt *self = g_object_new (FO_TYPE_SYMBOL_ART, NULL);
  FoSymbol symbol;

  if (fo_symbol_make (kind, text, strlen (text), &symbol) == FO_OK)
    self->symbol = symbol;
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  return self;
}

GtkWidget *
fo_symbol_art_new (FoSymbolKind kind, const char *text, int side)
{
  FoSymbolArt *self = make (kind, text);

  self->width = self->height = side;
  return GTK_WIDGET (self);
}

GtkWidget *
fo_symbol_art_new_linear (FoSymbolKind kind, const char *text, int dots, int height)
{
  FoSymbolArt *self = make (kind, text);

  self->width = (self->symbol.columns + 2 * self->symbol.quiet_x) * dots;
  self->height = height;
  return GTK_WIDGET (self);
}

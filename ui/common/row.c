/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row.h"

struct _FoRow {
  GObject parent_instance;
  gpointer value;
};

G_DEFINE_FINAL_TYPE (FoRow, fo_row, G_TYPE_OBJECT)

static void
fo_row_finalize (GObject *object)
{
  g_free (FO_ROW (object)->value);
  G_OBJECT_CLASS (fo_row_parent_class)->finalize (object);
}

static void
fo_row_class_init (FoRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fo_row_finalize;
}

static void
fo_row_init (FoRow *self)
{
  self->value = NULL;
}

FoRow *
fo_row_new (gconstpointer value, gsize size)
{
  FoRow *self = g_object_new (FO_TYPE_ROW, NULL);

  self->value = g_memdup2 (value, size);
  return self;
}

gconstpointer
fo_row_value (FoRow *self)
{
  return self->value;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoRow: one object that carries one value struct, so that values can stand in list models. */
#pragma once

#include <glib-object.h>

#define FO_TYPE_ROW (fo_row_get_type ())
G_DECLARE_FINAL_TYPE (FoRow, fo_row, FO, ROW, GObject)

/* Copies SIZE bytes of VALUE: a struct without owned pointers. */
FoRow *fo_row_new (gconstpointer value, gsize size);
gconstpointer fo_row_value (FoRow *row);

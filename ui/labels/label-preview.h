/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLabelPreview: a label as it will be: white paper in its proportions, whatever the colours of the window. Where there is room a dot
 * of the printer is a whole number of dots of the screen, so what is shown can be scanned from it. Main thread.
 */
#pragma once

#include "firstout/label/label.h"

#include <gtk/gtk.h>

#define FO_TYPE_LABEL_PREVIEW (fo_label_preview_get_type ())
G_DECLARE_FINAL_TYPE (FoLabelPreview, fo_label_preview, FO, LABEL_PREVIEW, GtkWidget)

/* Takes LABEL over; NULL: empty paper of the size set last. */
void fo_label_preview_show (FoLabelPreview *self, FoLabel *label);
/* The size of the paper while there is no label. */
void fo_label_preview_set_paper (FoLabelPreview *self, int width_um, int height_um);
/* What is shown, or NULL. Its own. */
const FoLabel *fo_label_preview_label (FoLabelPreview *self);

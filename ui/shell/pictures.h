/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pictures of the window as it is on the screen, as PNG: of one window, and of every page, one after the other. Main thread. */
#pragma once

#include "window.h"

/* As it was drawn last; the folder is made. G_FILE_ERROR_AGAIN: it is laid out anew and was not drawn since. */
gboolean fo_picture_save (GtkWidget *window, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ERROR is NULL when every picture is there. */
typedef void (*FoPicturesDone) (const GError *error, gpointer data);

/* Shows each page of WINDOW, whose station is open, at 1280 × 800, light and dark, and writes FOLDER/PAGE-LANGUAGE-light.png and
 * -dark.png. In a training warehouse a badge is shown, an order is taken for the page of picking and put by again, and
 * the lists show what is worth looking at. */
void fo_pictures_take (FoWindow *window, FoStation *station, const char *folder, FoPicturesDone done, gpointer data);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoWindow: the shell: header, rail of pages, feedback band, the page, the entry for typing. It answers the actions
 *   scan.code     a scan (router.h)
 *   desk.command  (s) a command, as scanning its barcode would
 *   desk.confirm  (ss) a command that destroys something, and the message id that names it: asked first. Scans that come
 *                 meanwhile are held, counted on the question, and run when it closes
 *   show.page     (s) shows a page of the table (pages.h): "receive", "stock" …; "trace:ITEM/LOT": and what it shall show there
 *   show.pages    all pages to choose from
 *   show.acts     the menu of acts (acts-window.h)
 *   show.lane     (u) brings that lane (lanes.h) to the front; F10: the next one
 *   show.keys     what each key does
 * F1 shows the keys; the other function keys are the page's; Ctrl (and Shift) and a function key, or Alt and a digit, opens a page;
 * Alt and 0 shows all pages with a key each, Shift and F10 or the menu key all acts. Enter never reaches a button: it gives what is in the entry to the desk, or, with nothing in
 * it, opens the row of the list where the keyboard is. Main thread.
 */
#pragma once

#include "sounds.h"
#include "station.h"
#include <adwaita.h>

#define FO_TYPE_WINDOW (fo_window_get_type ())
G_DECLARE_FINAL_TYPE (FoWindow, fo_window, FO, WINDOW, AdwApplicationWindow)

/* STATION and SOUNDS outlive the window; the window keeps a reference of the first. */
FoWindow *fo_window_new (GtkApplication *application, FoStation *station, FoSounds *sounds);

/* Renders an answer, as the station gives it: for tests of the pages without a store. Each may be NULL. That of a lane which is not
 * in front is heard, and seen in the strip of lanes. */
void fo_window_show_answer (FoWindow *self, const FoDeskReply *reply, const FoView *view, const GError *error);

/* The page that is shown. */
GtkWidget *fo_window_page (FoWindow *self);
GtkWidget *fo_window_find_page (FoWindow *self, const char *name);
void fo_window_open_page (FoWindow *self, const char *name);

/* Everything in the store may have changed: the lists look again. */
void fo_window_refresh (FoWindow *self);

/* As a key pressed anywhere in the window; TRUE when it was taken. */
gboolean fo_window_press_key (FoWindow *self, guint keyval, GdkModifierType state);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLock: after so many minutes without a key, a touch or a scan (a setting of the warehouse, work/setting.h) the window's pages are covered
 * and whoever was here is logged out, when people are named at all. Windows and menus over the window are closed then, and nothing opens them. What was worked on stays as it is. A badge and its PIN open it again;
 * until then nothing else is taken. Main thread.
 */
#pragma once

#include "firstout/core/scan.h"
#include "station.h"
#include <gtk/gtk.h>

typedef struct FoLock FoLock;

/* WINDOW, a FoWindow, outlives it. COVER is shown over the pages, RAIL leads to them, ENTRY is where the PIN is typed. */
FoLock *fo_lock_new (GtkWidget *window, GtkWidget *cover, GtkWidget *rail, GtkWidget *entry);
void fo_lock_free (FoLock *self);
/* The window's. */
FoLock *fo_lock_of (GtkWidget *window);
/* The station is open: the setting is read now, and every half minute. */
void fo_lock_open (FoLock *self, FoStation *station);
guint fo_lock_minutes (FoLock *self); /* as last read; 0 never */

/* What the timer does: is it time, at NOW_US of the monotonic clock? */
void fo_lock_check (FoLock *self, gint64 now_us);
gboolean fo_lock_is_on (FoLock *self);
/* Who is logged in now, "" nobody. */
void fo_lock_see_person (FoLock *self, const char *person);

/* Somebody did something. TRUE: it is none of his business while it is closed; the window has said so where words are due. */
gboolean fo_lock_stops_key (FoLock *self, guint keyval, gboolean with_modifier);
gboolean fo_lock_stops_scan (FoLock *self, const FoScan *scan);
gboolean fo_lock_stops_command (FoLock *self, const char *command);

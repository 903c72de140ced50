/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoBand: the feedback band. What the last scan was answered, in one fixed place: sign, word, colour; it stays until the next
 * answer. Main thread.
 */
#pragma once

#include "firstout/work/act.h"
#include <gtk/gtk.h>

#define FO_TYPE_BAND (fo_band_get_type ())
G_DECLARE_FINAL_TYPE (FoBand, fo_band, FO, BAND, GtkWidget)

GtkWidget *fo_band_new (void);

/* The domain answered. */
void fo_band_show_reply (FoBand *self, const FoReply *reply);
/* The world failed: said as it is, in the mood of a refusal. */
void fo_band_show_error (FoBand *self, const GError *error);
/* Likewise; NULL: nothing was, and it stays as it is. */
void fo_band_show_found (FoBand *self, const GError *found);
/* Nothing was scanned yet. */
void fo_band_show_ready (FoBand *self);
/* At the right end: "waiting: 3", or nothing for 0 and 1. */
void fo_band_set_waiting (FoBand *self, guint waiting);

/* What it says now: for tests and for the list of recent scans. Borrowed. */
const char *fo_band_title (FoBand *self);

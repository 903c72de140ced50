/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLanes: the lanes of this PC (FoScan.lane): what each was last answered and what it shows, and a strip of them: the one in front,
 * whose page the window shows, and for each other who works there, at what, and the last answer, which stays until the next scan of
 * the same lane. A press on one asks for the action "show.lane" (u). While there is one lane nothing of this is seen. Main thread.
 */
#pragma once

#include "band.h"
#include "firstout/desk/desk.h"

#define FO_TYPE_LANES (fo_lanes_get_type ())
G_DECLARE_FINAL_TYPE (FoLanes, fo_lanes, FO, LANES, GtkWidget)

/* Keeps an answer, as FoIntakeAnswered has it, for LANE, which is there from its first one on. */
void fo_lanes_note (FoLanes *self, guint32 lane, const FoDeskReply *reply, const FoView *view, const GError *error);

/* What the answer of LANE calls its scanner. */
void fo_lanes_name_device (FoLanes *self, guint32 lane, const char *name);

/* Lane 0 at first. */
void fo_lanes_set_front (FoLanes *self, guint32 lane);
/* The one behind the one in front; around. */
guint32 fo_lanes_next (FoLanes *self);

/* Of the lane in front: its page, and its last answer on BAND. */
const FoView *fo_lanes_view (FoLanes *self);
void fo_lanes_show_answer (FoLanes *self, FoBand *band);

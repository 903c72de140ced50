/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All the spots there are. Belongs to the *usb* thread.
 */
#pragma once

#include "spot.h"

typedef struct FoSpots FoSpots;

/* What SHARED points at outlives it; SHARED itself is copied. */
FoSpots *fo_spots_new (const FoSpotShared *shared);
/* Gives every one back. */
void fo_spots_free (FoSpots *spots);

/* For fo_spot_new. */
const FoSpotShared *fo_spots_shared (const FoSpots *spots);
/* SPOT is theirs from here on. */
void fo_spots_add (FoSpots *spots, FoSpot *spot);
void fo_spots_remove (FoSpots *spots, FoSpot *spot);
/* NULL: there is none of that id. */
FoSpot *fo_spots_find (const FoSpots *spots, const char *device_id);

/* At most one is being paired. */
void fo_spots_end_pairing (FoSpots *spots);

int64_t fo_spots_due (const FoSpots *spots);
void fo_spots_tick (FoSpots *spots, int64_t now_us);

/* Appends every scanner they have, FoPlugged, to PLUGGED. */
void fo_spots_collect (const FoSpots *spots, GPtrArray *plugged);

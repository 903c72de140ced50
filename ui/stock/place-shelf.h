/* SPDX-License-Identifier: GPL-3.0-or-later
 * The places as a long list: how much lies where. Searched by the beginning of a code. */
#pragma once

#include "common/long-list.h"
#include "firstout/store/place-counts.h"

extern const FoLongListKind fo_place_shelf_kind; /* rows of FoPlaceStock */

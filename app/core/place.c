/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/place.h"
#include "names.h"

FO_NAMED (FoPlaceKind, place_kind, "dock", "bin", "bench", "quarantine", "supplier", "customer", "production", "scrap",
          "difference", "opening", "transit")

bool
fo_place_is_real (FoPlaceKind kind)
{
  return kind <= FO_PLACE_QUARANTINE;
}

bool
fo_place_issues (FoPlaceKind kind)
{
  return kind == FO_PLACE_DOCK || kind == FO_PLACE_BIN;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/place.h"
#include "names.h"

FO_NAMED (FoPlaceKind, place_kind, "dock", "bin", "bench", "quarantine", "shut", "supplier", "customer", "production", "scrap",
          "difference", "opening", "transit")

bool
fo_place_is_real (FoPlaceKind kind)
{
  return kind <= FO_PLACE_SHUT;
}

bool
fo_place_issues (FoPlaceKind kind)
{
  return kind == FO_PLACE_DOCK || kind == FO_PLACE_BIN;
}

FoVerdict
fo_place_may_issue (FoPlaceKind kind)
{
  if (!fo_place_is_real (kind))
    return FO_PLACE_IS_VIRTUAL;
  if (kind == FO_PLACE_SHUT)
    return FO_PLACE_BLOCKED;
  return fo_place_issues (kind) ? FO_OK : FO_MOVEMENT_FORBIDDEN;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/movement.h"
#include "names.h"

FO_NAMED (FoMoveKind, move_kind, "opening", "receipt", "production", "put-away", "move", "pick", "put-back", "ship", "found",
          "lost", "return", "scrap", "to-supplier", "issue", "material", "material-back", "transfer-out", "transfer-in",
          "relabel-out", "relabel-in", "undo")

/* Sets of place kinds, one bit a kind. */
#define BIT(kind) (1u << FO_PLACE_##kind)
#define ISSUING (BIT (DOCK) | BIT (BIN))
#define REAL (ISSUING | BIT (BENCH) | BIT (QUARANTINE))
#define ANYWHERE (REAL | BIT (SHUT)) /* where goods may be, and be taken from; nobody brings any to a shut shelf */
#define ARRIVAL (ISSUING | BIT (QUARANTINE))

static const struct {
  unsigned from, to;
} allowed[FO_MOVE_UNDO] = {
  [FO_MOVE_OPENING] = { BIT (OPENING), ANYWHERE },
  [FO_MOVE_RECEIPT] = { BIT (SUPPLIER), ARRIVAL },
  [FO_MOVE_PRODUCTION] = { BIT (PRODUCTION), ARRIVAL },
  [FO_MOVE_PUT_AWAY] = { ISSUING, BIT (BIN) },
  [FO_MOVE_MOVE] = { ANYWHERE, REAL },
  [FO_MOVE_PICK] = { ISSUING, BIT (BENCH) },
  [FO_MOVE_PUT_BACK] = { BIT (BENCH), ISSUING },
  [FO_MOVE_SHIP] = { BIT (BENCH), BIT (CUSTOMER) },
  [FO_MOVE_FOUND] = { BIT (DIFFERENCE), ANYWHERE },
  [FO_MOVE_LOST] = { ANYWHERE, BIT (DIFFERENCE) },
  [FO_MOVE_RETURN] = { BIT (CUSTOMER), BIT (QUARANTINE) },
  [FO_MOVE_SCRAP] = { ANYWHERE, BIT (SCRAP) },
  [FO_MOVE_TO_SUPPLIER] = { ANYWHERE, BIT (SUPPLIER) },
  [FO_MOVE_ISSUE] = { ISSUING, BIT (PRODUCTION) },
  [FO_MOVE_MATERIAL] = { ISSUING, BIT (PRODUCTION) },
  [FO_MOVE_MATERIAL_BACK] = { BIT (PRODUCTION), ARRIVAL },
  [FO_MOVE_TRANSFER_OUT] = { ISSUING, BIT (TRANSIT) },
  [FO_MOVE_TRANSFER_IN] = { BIT (TRANSIT), ARRIVAL },
  [FO_MOVE_RELABEL_OUT] = { ANYWHERE, BIT (PRODUCTION) },
  [FO_MOVE_RELABEL_IN] = { BIT (PRODUCTION), ANYWHERE },
};

static bool
goes (FoMoveKind kind, FoPlaceKind from, FoPlaceKind to)
{
  return (allowed[kind].from & 1u << from) && (allowed[kind].to & 1u << to);
}

/* An undo goes back where some other kind came from: from customer to supplier leads no way back. */
static bool
goes_back (FoPlaceKind from, FoPlaceKind to)
{
  for (int kind = 0; kind < FO_MOVE_UNDO; kind++)
    if (goes ((FoMoveKind) kind, to, from))
      return true;
  return false;
}

static FoPlaceKind
opened (FoPlaceKind kind)
{
  return kind == FO_PLACE_SHUT ? FO_PLACE_BIN : kind;
}

FoVerdict
fo_move_allowed (FoMoveKind kind, FoPlaceKind from, FoPlaceKind to, bool same)
{
  if (same)
    return FO_SAME_PLACE;
  if (kind == FO_MOVE_UNDO)
    return goes_back (from, to) ? FO_OK : FO_MOVEMENT_FORBIDDEN;
  if (goes (kind, from, to))
    return FO_OK;
  return goes (kind, opened (from), opened (to)) ? FO_PLACE_BLOCKED : FO_MOVEMENT_FORBIDDEN;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Movements: stock never appears from nowhere. Each takes a quantity of a lot from one place and gives it to another; none
 * is ever changed; a correction is a new one. The table in movement.c says which kind may go where. Pure.
 */
#pragma once

#include "firstout/core/place.h"
#include "firstout/core/quantity.h"

typedef enum {
  FO_MOVE_OPENING,    /* opening -> real: first stock */
  FO_MOVE_RECEIPT,    /* supplier -> dock, bin or quarantine */
  FO_MOVE_PRODUCTION, /* production -> dock, bin or quarantine */
  FO_MOVE_PUT_AWAY,   /* dock -> bin; also bin -> bin */
  FO_MOVE_MOVE,       /* real -> real */
  FO_MOVE_PICK,       /* dock, bin -> bench */
  FO_MOVE_PUT_BACK,   /* bench -> dock, bin */
  FO_MOVE_SHIP,       /* bench -> customer */
  FO_MOVE_FOUND,      /* difference -> real: "they are here" */
  FO_MOVE_LOST,       /* real -> difference */
  FO_MOVE_RETURN,     /* customer -> quarantine */
  FO_MOVE_SCRAP,      /* real -> scrap */
  FO_MOVE_TO_SUPPLIER, /* real -> supplier */
  FO_MOVE_ISSUE,      /* dock, bin -> production: internal issue */
  FO_MOVE_MATERIAL,   /* dock, bin -> production: material for a production order */
  FO_MOVE_MATERIAL_BACK, /* production -> dock, bin or quarantine: what of it was not used up */
  FO_MOVE_TRANSFER_OUT, /* dock, bin -> transit: to another warehouse */
  FO_MOVE_TRANSFER_IN, /* transit -> dock, bin or quarantine: from another warehouse */
  FO_MOVE_RELABEL_OUT, /* real -> production: goods leave their lot */
  FO_MOVE_RELABEL_IN, /* production -> real: and are another one, at the same place */
  FO_MOVE_UNDO,       /* the opposite of any of the above, by the same quantity; the last of the list */
  FO_N_MOVES
} FoMoveKind;

const char *fo_move_kind_name (FoMoveKind kind);
bool fo_move_kind_parse (const char *name, FoMoveKind *ret);

/* FO_OK, or in precedence FO_SAME_PLACE, FO_MOVEMENT_FORBIDDEN. SAME says whether both ends are the same place. */
FoVerdict fo_move_allowed (FoMoveKind kind, FoPlaceKind from, FoPlaceKind to, bool same);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places: shelves that can be walked to, and the virtual ends of the double entry (supplier, customer, production ...) that
 * have movements but no balance. Value struct; pure.
 */
#pragma once

#include "firstout/core/id.h"
#include "firstout/core/verdict.h"
#include <stdbool.h>

#define FO_PLACE_CODE_MAX 48
#define FO_PLACE_NAME_MAX 128

typedef enum {
  FO_PLACE_DOCK,       /* where goods arrive; may issue (cross-dock) */
  FO_PLACE_BIN,        /* a shelf */
  FO_PLACE_BENCH,      /* picked goods of an order wait here; issues nothing to others */
  FO_PLACE_QUARANTINE, /* on hand, not usable */
  FO_PLACE_SHUT,       /* a shelf nobody shall go to: what lies there is on hand, not usable, and may be taken away */
  FO_PLACE_SUPPLIER,   /* from here on virtual */
  FO_PLACE_CUSTOMER,
  FO_PLACE_PRODUCTION,
  FO_PLACE_SCRAP,
  FO_PLACE_DIFFERENCE,
  FO_PLACE_OPENING,
  FO_PLACE_TRANSIT,
  FO_N_PLACE_KINDS
} FoPlaceKind;

typedef struct {
  FoId id;
  char code[FO_PLACE_CODE_MAX];
  char name[FO_PLACE_NAME_MAX];
  FoPlaceKind kind;
  int32_t route; /* walking order */
} FoPlace;

const char *fo_place_kind_name (FoPlaceKind kind);
bool fo_place_kind_parse (const char *name, FoPlaceKind *ret);

/* Has shelves and balances? */
bool fo_place_is_real (FoPlaceKind kind);

/* May goods standing here be promised and released? Docks and bins. */
bool fo_place_issues (FoPlaceKind kind);

/* Why not: FO_PLACE_IS_VIRTUAL, FO_PLACE_BLOCKED, FO_MOVEMENT_FORBIDDEN; FO_OK where they may. */
FoVerdict fo_place_may_issue (FoPlaceKind kind);

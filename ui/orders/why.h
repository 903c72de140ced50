/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a line has what it has, as rows that the reader's thread loads: the line first, then what could leave instead, its lots, who was promised the rest, and what
 * is to come. */
#pragma once

#include "common/request.h"
#include "firstout/work/deliver.h"
#include "firstout/work/explain.h"
#include "firstout/work/substitutes.h"

typedef enum { FO_WHY_LINE, FO_WHY_LOT, FO_WHY_PROMISED, FO_WHY_SUPPLY, FO_WHY_COULD, FO_WHY_SUBSTITUTE } FoWhyKind;

typedef struct {
  FoWhyKind kind;
  /* of the line */
  FoLine line;
  FoOrder order;
  FoItem item;
  FoDay until, leaves_on;
  /* the others, each of its kind */
  FoCandidate candidate;
  FoClaimant claimant;
  FoExplainedSupply supply;
  FoSubstituteOffer offer; /* what could leave instead, where it is short */
  FoCould could; /* by when how much more of the line's item could leave */
} FoWhyRow;

/* CAME gets FoWhyRow; nothing when there is no such line any more. */
void fo_why_read (FoStation *station, FoId line, FoRequestCame came, GObject *owner);

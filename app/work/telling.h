/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales hears of goods that move for other reasons than a receipt or a shipment, inside the work. */
#pragma once

#include "firstout/core/movement.h"
#include "inside.h"

typedef struct {
  FoMoveKind kind; /* FOUND, LOST and RELABEL; SCRAP, ISSUE, MATERIAL, MATERIAL_BACK. Others tell nothing */
  const FoItem *item;
  const FoLot *lot;
  const FoPlace *place;    /* the shelf it is about */
  FoQuantity quantity_u;   /* what came to the shelf, negative what went */
  FoQuantity before_u;     /* on hand there before */
  const char *reason;      /* a code */
  const char *deal;        /* or "" */
  const char *supply;      /* the production order's number, or "" */
  const char *codes;       /* JSON array of the units' codes, or NULL */
  FoId undoes;             /* 0: it is no undo */
} FoTelling;

/* count.difference, write.off, internal.issue or production.issue. */
bool fo_tell_goods (FoTxn *txn, const FoActContext *context, const FoTelling *what, GError **error);

/* lot.create: a lot that was born here, where no other message of the operation speaks of it. Untracked goods have none. */
bool fo_tell_lot (FoTxn *txn, FoId operation, const FoItem *item, const FoLot *lot, GError **error);

/* barcode.create: what CODE means from now on; QUANTITY_U 0: nothing any more. */
bool fo_tell_code (FoTxn *txn, FoId operation, const FoItem *item, const char *code, FoQuantity quantity_u, GError **error);

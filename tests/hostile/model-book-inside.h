/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the plain book is made of: for the two files that it is written in. */
#pragma once

#include "model-book.h"

typedef enum { SHELF, BENCH, QUARANTINE, N_ZONES, NOWHERE = N_ZONES } Zone;

typedef struct {
  FoId id;
  FoQuantity at_u[N_ZONES];
  FoLotState state;
  char owner[FO_OWNER_MAX];
  FoQuantity benched_u[MODEL_ORDERS]; /* of what is on the bench, whose */
  FoQuantity left_u[MODEL_ORDERS], back_u[MODEL_ORDERS]; /* for whom it left, and what of that came back */
} BookLot;

typedef struct {
  FoQuantity picked_u, shipped_u;
} BookGoods;

struct ModelBook {
  GHashTable *lots; /* FoId → BookLot */
  BookGoods goods[MODEL_ORDERS][MODEL_ITEMS];
  FoQuantity received_u[MODEL_ITEMS];
  GPtrArray *done; /* Done, the newest last */
};

/* Where PLACE is of, as the book tells places apart. */
Zone model_zone_of (const Model *m, FoId place);
guint model_index_of (const FoId *ids, guint n, FoId id);
/* The book's own row of a lot, made when it is new. */
BookLot *model_book_lot (Model *m, FoId id);

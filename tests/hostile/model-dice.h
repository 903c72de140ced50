/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the random operations throw. */
#pragma once

#include "model-book.h"

static inline gint32
up_to (Model *m, gint32 n)
{
  return g_rand_int_range (m->rand, 0, n);
}

static inline bool
once_in (Model *m, gint32 n)
{
  return up_to (m, n) == 0;
}

static inline FoQuantity
few (Model *m)
{
  return (1 + up_to (m, 4)) * FO_ONE;
}

/* What is worked on for a while, else any: an order that everybody leaves to chance comes nowhere. */
static inline guint
any_order_index (Model *m)
{
  if (once_in (m, 20) || m->at_hand >= m->n_orders)
    m->at_hand = (guint) up_to (m, (gint32) m->n_orders);
  return once_in (m, 3) ? (guint) up_to (m, (gint32) m->n_orders) : m->at_hand;
}

static inline FoId
any_order (Model *m)
{
  return m->orders[any_order_index (m)];
}

/* Some of these lines are not there. */
static inline FoId
any_line (Model *m)
{
  return 1000 + 10 * (FoId) any_order_index (m) + (once_in (m, 6) ? 6 : up_to (m, 3));
}

/* Mostly one that something of is in the house. NULL: there is none yet. */
static inline const FoLot *
any_lot (Model *m)
{
  const FoLot *lot = NULL;

  for (guint tries = 0; m->lots->len && tries < 3 && !(lot && model_book_has (m, lot->id)); tries++)
    lot = &g_array_index (m->lots, FoLot, up_to (m, (gint32) m->lots->len));
  return lot;
}

/* 0: there is none yet. */
static inline FoId
any_lot_id (Model *m)
{
  const FoLot *lot = any_lot (m);

  return lot ? lot->id : 0;
}

/* Where goods are put: nobody looks first whether it is shut. */
static inline FoId
any_shelf (Model *m)
{
  static const FoPlaceKind kinds[] = { FO_PLACE_DOCK, FO_PLACE_BIN, MODEL_SHELF };

  return m->places[kinds[up_to (m, G_N_ELEMENTS (kinds))]];
}

/* Half of everything is about the one that goes by receipt: there the oldest lot is not always the one to take. */
static inline guint
any_item (Model *m)
{
  return once_in (m, 2) ? 1 : (guint) up_to (m, MODEL_ITEMS);
}

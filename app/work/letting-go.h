/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods that are held for orders and are not there, inside the work: the holds go, the youngest first, and their lines look for
 * others. Between the two the goods leave the book, so that nobody is sent to them again. */
#pragma once

#include "inside.h"

typedef struct {
  GPtrArray *works; /* FoOrderWork */
  GArray *parts;    /* whose holds went */
} FoLettingGo;

void fo_letting_go_clear (FoLettingGo *letting_go);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoLettingGo, fo_letting_go_clear)

/* Lets QUANTITY_U of what is held of LOT at PLACE and not picked go; nothing when it is not positive. The item's turn is held. */
bool fo_let_go (FoTxn *txn, FoTurn *turn, const FoLot *lot, FoId place, FoQuantity quantity_u, FoLettingGo *ret, GError **error);

/* The goods are gone: their lines are promised and bound others, and LOST lists who lost what. */
bool fo_let_go_end (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoItem *item, FoLettingGo *letting_go,
                    json_object *lost, GError **error);

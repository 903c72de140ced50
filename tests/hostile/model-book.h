/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plain book: what a random life must have left where, kept in memory by nothing but what was asked for and whether it was
 * granted, and compared with the store after each operation. Which lot a release binds, and what is promised, it does not know:
 * model.c judges that by rules of its own. It knows
 * - how much of each lot is on the shelves (docks and bins), on the bench, in quarantine;
 * - each lot's state, and whose it is;
 * - what of each order and item is picked, and what has left;
 * - what was received on each supply;
 * - what of each lot has left for whom, and what of it came back;
 * - what an undo must take back: exactly what the operation it undoes had done. */
#pragma once

#include "firstout/work/lot-acts.h"
#include "firstout/work/returns.h"
#include "model.h"

typedef struct ModelBook ModelBook;

ModelBook *model_book_new (void);
void model_book_free (ModelBook *book);

/* What was granted. Each does nothing when REPLY says that nothing was done. */
/* KIND as its row has it. */
void model_book_receive (Model *m, const FoAct *act, const char *kind, const FoReceive *what, const FoReply *reply);
void model_book_carry (Model *m, const FoAct *act, const FoCarry *what, const FoReply *reply);
void model_book_find (Model *m, const FoAct *act, const FoFind *what, const FoReply *reply);
void model_book_block (Model *m, const FoAct *act, const FoBlock *what, const FoReply *reply);
void model_book_pick (Model *m, const FoAct *act, const FoPickAct *what, const FoReply *reply);
/* model-cartons.h */
struct ModelLeave;
void model_book_ship (Model *m, const FoAct *act, const struct ModelLeave *leave, const FoReply *reply);
/* Returns the operation that was undone, 0 none. */
FoId model_book_undo (Model *m, const FoAct *act, const FoReply *reply);
void model_book_short (Model *m, const FoAct *act, FoId lot, FoId place, const FoReply *reply);
typedef struct {
  FoId lot, from, to; /* places; 0: outside the house */
  FoQuantity quantity_u;
} ModelMoved;
/* An operation that moved goods and did nothing else; KIND as its row has it. */
void model_book_moved (Model *m, const FoAct *act, const char *kind, const FoReply *reply, const ModelMoved *moved, guint n);
/* Trouble when more comes back of an order's lot than left for it. */
void model_book_return (Model *m, const FoAct *act, const FoReturn *what, const FoReply *reply);
/* Returns the lot that the goods are of now, 0 when nothing was done. */
FoId model_book_relabel (Model *m, const FoAct *act, const FoRelabel *what, FoId item, const FoReply *reply);
/* LOTS is all that must be blocked now. */
void model_book_recall (Model *m, const FoAct *act, const FoId *lots, guint n, const FoReply *reply);
/* An order that got of LOT; 0: none did. */
FoId model_book_shipped_to (Model *m, FoId lot);
/* What lies on the bench for the orders ASKED says were called off (by index), the first of them first. */
void model_book_put_back (Model *m, const FoAct *act, const FoPutBack *what, const bool *asked, const FoReply *reply);
/* Goods of LOT in quarantine are OWNER's from now on: a lot of their own, which is returned; 0: nothing was done. */
FoId model_book_repair (Model *m, const FoAct *act, FoId lot, const char *owner, FoQuantity quantity_u, const FoReply *reply);
/* A lot that lies on the bench, picked for the order of that index; 0: none. */
FoId model_book_benched (Model *m, guint order);
/* Is anything of LOT in the house? */
bool model_book_has (Model *m, FoId lot);
const char *model_book_owner (Model *m, FoId lot);
/* An operation that moves nothing; KIND as its row has it. */
void model_book_other (Model *m, const FoAct *act, const char *kind, const FoReply *reply);

/* Trouble where the store says otherwise. */
void model_book_compare (Model *m);

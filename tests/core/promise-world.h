/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small random warehouses for tests of promises: brute force, which gives every promised piece a piece of goods of its own by trying
 * (augmenting paths), and the sums that the core judges by. */
#pragma once

#include "firstout/core/issue.h"
#include "firstout/core/order.h"
#include "firstout/core/promise.h"
#include "support/seed.h"

#define WAREHOUSES 10000
#define MAX_LOTS 6
#define MAX_PROMISES 5
#define MAX_PIECES 4 /* of one lot, of one promise; a piece is the smallest quantity there is */
#define LAST_DAY 9   /* how many days after today promises reach; goods end a little before and after */

typedef struct {
  FoDay until;
  guint pieces;
  guint only; /* bit I: lot I may serve it; 0: every lot of the house may */
} Promise;

typedef struct {
  FoDay today;
  FoItem item;
  FoLot lots[MAX_LOTS];
  guint free[MAX_LOTS]; /* pieces */
  guint n_lots;
  Promise promises[MAX_PROMISES + 1]; /* one more to try */
  guint n_promises;
} Warehouse;

FoDay world_end (GRand *rand, FoDay today);
FoDay world_until (GRand *rand, FoDay today);
void world_add_lot (Warehouse *w, GRand *rand);
void world_add_promise (Warehouse *w, FoDay until, guint pieces);
Warehouse world_random (GRand *rand, FoIssueOrder issue);
/* One that keeps all its promises, most of them with nothing to spare. */
Warehouse world_honest (GRand *rand, FoIssueOrder issue);
/* Both must say the same number; if not, the warehouse is shown. */
void world_agree (const Warehouse *w, const char *what, gint64 core, gint64 brute);
/* How many promised pieces go without goods, however the goods are dealt out. */
guint world_unserved (const Warehouse *w);
gboolean world_fits (const Warehouse *w, FoDay until, guint pieces);

/* The sums the core judges by, as the store would keep them. */
typedef struct {
  FoLifeStep ending[MAX_LOTS], promised[MAX_PROMISES + 1];
  FoLife life;
} Book;
/* Goods of unknown day are good today, and nobody can say more. */
FoDay world_counted_end (const Warehouse *w, guint lot);
/* The book, good for questions up to the day LAST. */
void world_keep_book (const Warehouse *w, FoDay last, Book *book);
/* The lots of the house in the order they shall leave, as the store's index walks them. */
gsize world_open_lots (const Warehouse *w, FoOpenLot *open);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the random operations work on, and what is looked at after each. */
#pragma once

#include "firstout/core/issue.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"

#define MODEL_ITEMS 3
#define MODEL_ORDERS 12
#define MODEL_FIRST_ORDERS 8 /* one more for each that is called off */
#define MODEL_GROUP "Group" /* another owner of goods in the house */
#define MODEL_LEAD "Lead"   /* who may agree to what is written off */
#define MODEL_SSCC "4601234"   /* what the numbers of cartons begin with */
#define MODEL_SHELF FO_PLACE_SHUT /* in the place of this kind there is a second shelf, which is shut now and then */

typedef struct {
  FoStore *store;
  struct ModelBook *book; /* model-book.h */
  GRand *rand;
  FoDay today;
  FoId places[FO_N_PLACE_KINDS];
  FoId items[MODEL_ITEMS], orders[MODEL_ORDERS], supplies[MODEL_ITEMS];
  guint32 kits, kits_pinned; /* which of them ask for a kit, and of which a component was pinned: model-kits.h */
  guint n_orders, at_hand; /* of them, the one that is worked on now */
  GArray *lots;            /* FoLot, as made */
  guint numbers, requests; /* lots and requests named so far */
  bool night;              /* a day began, and the morning's run has not been made: promises may be broken */
  struct ModelCount *count; /* model-more.h */
  GArray *kin;              /* ModelKin */
  FoId pinned;              /* the line that was bound something last */
  char transfer[FO_NUMBER_MAX]; /* the one that is being loaded; "" none */
  FoId transfer_begun;          /* by this operation */
  struct ModelElse *other;   /* model-else.h */
  struct ModelShelf *shelf;  /* model-shelf.h */
  struct ModelCartons *cartons; /* model-cartons.h */
  struct ModelWaves *waves;     /* model-waves.h */
  guint *effects;          /* per kind of operation */
  char *trouble;           /* the first thing that must not be; NULL while all is well */
} Model;

/* Makes the house in an empty store. */
void model_furnish (Model *m);
/* Who ordered the order of that index. */
const char *model_customer (guint order);
/* A new order, as long as there is room for one. */
bool model_order_more (Model *m, GError **error);

guint model_n_kinds (void);
const char *model_kind_name (guint kind);
/* One random operation; returns its kind. */
guint model_step (Model *m);

/* A picture of an item's goods and promises. */
typedef struct {
  FoItem item;
  GArray *goods;    /* FoStockRow */
  GArray *promises; /* FoPromise, from stock and from supplies */
} ModelSight;
void model_sight_clear (ModelSight *sight);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ModelSight, model_sight_clear)
bool model_see (Model *m, FoId item, ModelSight *ret);

/* What must be true after every operation. */
void model_judge (Model *m);
/* Was each hold of ORDER that is not among BEFORE (FoHold) bound to the first lot that could be? */
void model_judge_binding (Model *m, FoId order, const GArray *before);
bool model_holds (Model *m, FoId order, GArray *holds);
bool model_line (Model *m, FoId line, FoLine *ret);
/* Nothing left after its last usable day. */
void model_judge_shipments (Model *m);

void model_trouble (Model *m, const char *format, ...) G_GNUC_PRINTF (2, 3);

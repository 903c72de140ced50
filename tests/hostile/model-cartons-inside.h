/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the cartons of the plain book are made of: for the two files that they are written in. */
#pragma once

#include "firstout/store/cartons.h"
#include "model-cartons.h"

typedef struct {
  FoId lot;
  FoQuantity quantity_u;
} Content;

typedef struct {
  FoId id;
  char sscc[FO_SSCC_MAX];
  guint order;
  FoCartonState state;
  FoQuantity weight_u;
  bool loaded;
  char station[4];  /* that opened it */
  FoId left_with;   /* the operation it left with; 0: it has not */
  GArray *contents; /* Content */
} Box;

/* One thing an operation did to a box. */
typedef struct {
  FoId operation;
  guint box;
  FoId lot; /* 0: the next four */
  FoQuantity quantity_u;
  bool is_new, by_itself; /* it was made; and not for goods that went in */
  FoCartonState before, after;
  FoQuantity weight_before_u, weight_u;
  bool loaded_before, loaded;
} BoxStep;

struct ModelCartons {
  GPtrArray *boxes; /* Box, in the order they were opened */
  GArray *steps;    /* BoxStep */
  guint numbers;    /* given so far */
};

/* An order as it stands before an operation: what sales and the people at the warehouse have said of it. */
typedef struct {
  Model *m;
  guint at; /* its index */
  FoOrder order;
  GArray *lines; /* FoLine */
} OrderLook;
bool model_look_order (Model *m, guint at, OrderLook *ret, GError **error);
void model_order_look_clear (OrderLook *look);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OrderLook, model_order_look_clear)

/* The book's box, with what the operation did to it noted. */
void model_box_move (Model *m, FoId operation, Box *box, FoId lot, FoQuantity quantity_u);
void model_box_change (Model *m, FoId operation, Box *box, FoCartonState state, FoQuantity weight_u, bool loaded);
/* A new one, with the next number; CARTON is what the answer calls it. */
Box *model_box_new (Model *m, const FoAct *act, guint order, bool by_itself, const FoReply *reply);

FoQuantity model_box_holds (const Box *box, FoId lot);
/* All of it, or of all cartons of an order in that state. */
FoQuantity model_box_sum (const Box *box);
FoQuantity model_boxes_sum (const Model *m, guint order, FoCartonState state);
/* Does LOT serve a line of that order today? What the book knows nothing of is whether it must. */
bool model_may_be_refused (const Model *m, const OrderLook *look, FoId lot);
bool model_must_be_refused (const Model *m, FoId lot);

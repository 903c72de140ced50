/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cartons among the random days: what goes in, what comes out, and what leaves. Each operation's verdict is told beforehand, by the
 * words of work/packing.h. */
#pragma once

#include "model-book.h"

typedef struct ModelCartons ModelCartons;
ModelCartons *model_cartons_new (void);
void model_cartons_free (ModelCartons *cartons);

bool model_do_carton_open (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_pack (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_unpack (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_carton_close (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_carton_weigh (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_carton_reopen (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_carton_cancel (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_load (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* The warehouse packs otherwise from now on. */
bool model_do_packing (Model *m, const FoAct *act, FoReply *reply, GError **error);

/* ORDER leaves, or with PART what is in its closed cartons: how the book says that it must end, and what leaves then. */
typedef struct ModelLeave {
  guint order;
  bool part;
  FoVerdict must;
  bool perhaps;  /* FO_OK, unless a lot must not leave today */
  bool some;     /* only what is in closed cartons */
  GArray *lines; /* FoLine of the order, before */
  GArray *heard; /* how much of which lot left, where there are kits, by the answer; NULL: nothing was heard */
} ModelLeave;
void model_leave_clear (ModelLeave *leave);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ModelLeave, model_leave_clear)
/* LEAVE is { 0 }. */
bool model_leave_judge (Model *m, FoId order, bool part, ModelLeave *leave, GError **error);
/* How much of LOT leaves. */
FoQuantity model_leave_of (Model *m, const ModelLeave *leave, FoId lot);
/* It left: its cartons with it. Trouble when the verdict is another one. */
void model_leave_done (Model *m, const ModelLeave *leave, const FoAct *act, const FoReply *reply);

/* OPERATION was undone; of a shipment its cartons are here again. */
void model_cartons_undone (Model *m, FoId operation);
/* At most QUANTITY_U of LOT was put back: it came out of cartons as far as it lay in them, and out of which nobody says. */
void model_cartons_put_back (Model *m, FoId lot, FoQuantity quantity_u);
/* Goods of ORDER's LOT that lie in cartons which have not left. */
FoQuantity model_packed_u (const Model *m, guint order, FoId lot);

/* Trouble where the store says otherwise. */
void model_cartons_compare (Model *m);

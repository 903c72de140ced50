/* SPDX-License-Identifier: GPL-3.0-or-later
 * More operations of the random days; each as model-steps.c has them. */
#pragma once

#include "model.h"

typedef struct ModelCount ModelCount;
ModelCount *model_count_new (void);
void model_count_free (ModelCount *count);

/* The next thing that the person who counts does: a place is begun, a lot is seen as it is or one more or less, all is said to be
 * seen, or the count is taken back. What it must change is reckoned once more beside it. */
bool model_do_count (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_write_off (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_return (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* What becomes of goods that came back: to stock, scrap, or to their supplier. */
bool model_do_decide (Model *m, const FoAct *act, FoReply *reply, GError **error);

/* Goods of PARENT were given the label of CHILD by OPERATION. */
typedef struct {
  FoId parent, child, operation;
} ModelKin;
/* OPERATION was undone. */
void model_kin_drop (Model *m, FoId operation);
bool model_do_relabel (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* All that was made of the lot and all it was made of is blocked. */
bool model_do_recall (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* Goods go to another warehouse: a transfer is begun, loaded, closed. */
bool model_do_transfer (Model *m, const FoAct *act, FoReply *reply, GError **error);

/* Goods are bound before the release, let go again, and taken by an urgent order: nothing moves, and every promise is judged as ever. */
bool model_do_pin (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_unpin (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_preempt (Model *m, const FoAct *act, FoReply *reply, GError **error);

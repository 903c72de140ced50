/* SPDX-License-Identifier: GPL-3.0-or-later
 * Still more operations, each as model-steps.c has them; and what of them must be kept beside the store: what waits for somebody's
 * word, which lots are not given to whom, what another warehouse has announced. */
#pragma once

#include "model.h"

typedef struct ModelElse ModelElse;
ModelElse *model_else_new (void);
void model_else_free (ModelElse *other);
/* OPERATION was undone. */
void model_else_undone (Model *m, FoId operation);

/* Sales calls an order off, or wants it after all; one more comes for each that is gone. */
bool model_do_call_off (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* What was picked for it goes back to a shelf. */
bool model_do_put_back (Model *m, const FoAct *act, FoReply *reply, GError **error);

/* OPERATION wrote goods off, or asked first; which of the two must be told by how much it is. */
void model_asked (Model *m, const FoAct *act, const FoId *lot_and_place, FoQuantity quantity_u, const FoReply *reply);
/* Somebody says yes or no to what was asked for, or would like to. */
bool model_do_approve (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* Are these the ones that wait (FoApproval)? Trouble when not. */
void model_judge_waiting (Model *m, const GArray *waiting);

/* A lot must not be given to a line or a customer, or may again. */
bool model_do_refuse (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* Does whose order it is refuse any lot of ITEM? */
bool model_refuses_any (const Model *m, guint order, FoId item);
bool model_is_refused (const Model *m, FoId line, guint order, FoId lot);

/* Another warehouse announces goods, they arrive one by one, more or less of them, and that is all. */
bool model_do_arrive (Model *m, const FoAct *act, FoReply *reply, GError **error);

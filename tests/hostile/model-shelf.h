/* SPDX-License-Identifier: GPL-3.0-or-later
 * A shelf that nobody shall go to for a while, among the random days. */
#pragma once

#include "model.h"

typedef struct ModelShelf ModelShelf;
ModelShelf *model_shelf_new (void);
void model_shelf_free (ModelShelf *shelf);

bool model_is_shut (const Model *m, FoId place);
/* The second shelf is shut for a reason, for another one, or opened again. */
bool model_do_shut (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* OPERATION was undone. */
void model_shelf_undone (Model *m, FoId operation);

/* What the operation KIND must not have done: nobody brings goods to a shut shelf, and only who clears it takes any away. */
void model_judge_shelf (Model *m, const char *kind);

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

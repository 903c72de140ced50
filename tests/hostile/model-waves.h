/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several orders picked in one walk, among the random days: which go together, what stands for their slots, and what waits for one. */
#pragma once

#include "model.h"

typedef struct ModelWaves ModelWaves;
ModelWaves *model_waves_new (void);
void model_waves_free (ModelWaves *waves);

/* Orders that a station has released go together from now on. */
bool model_do_wave (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* Goods for one of them are picked, and wait for its slot. */
bool model_do_wave_pick (Model *m, const FoAct *act, FoReply *reply, GError **error);
/* A label is scanned where they are put. */
bool model_do_wave_slot (Model *m, const FoAct *act, FoReply *reply, GError **error);
bool model_do_wave_carton (Model *m, const FoAct *act, FoReply *reply, GError **error);

/* Trouble where the store says otherwise, and where more waits for a slot than stands on the bench. */
void model_waves_compare (Model *m);

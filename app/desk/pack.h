/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tasks of packing, loading and shipping share, inside the desk. */
#pragma once

#include "firstout/work/packing.h"
#include "step.h"

/* The carton of ours whose SSCC a code carries; id 0: none. */
bool fo_step_own_carton (FoStep *step, const FoCode *code, FoCarton *ret, GError **error);
/* What is worked on leaves: all of it, or the part that can. */
bool fo_step_ship (FoStep *step, bool part, GError **error);

/* Which carton a person at STATION means: the chosen one, else the one the station fills; NULL none. */
const FoCarton *fo_pack_carton_at (const FoDeskState *now, const char *station, const FoBench *bench);
bool fo_pack_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);

/* Commands about the carton that is meant. */
bool fo_pack_open (FoStep *step, const char *argument, GError **error);
bool fo_pack_close (FoStep *step, const char *argument, GError **error);
bool fo_pack_weigh (FoStep *step, const char *argument, GError **error);
bool fo_pack_reopen (FoStep *step, const char *argument, GError **error);
bool fo_pack_cancel (FoStep *step, const char *argument, GError **error);
bool fo_pack_take_out (FoStep *step, const char *argument, GError **error);
bool fo_pack_print (FoStep *step, const char *argument, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * By when could so much of an item be delivered, if somebody asked for it now? Changes nothing and promises nothing. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/rows.h"
#include "firstout/work/act.h"

/* So much in all could leave in one delivery from DAY on. */
typedef struct {
  FoDay day;
  FoQuantity quantity_u;
  char supply[FO_NUMBER_MAX]; /* with which it comes (several: apart by commas); "": it is here */
} FoCould;

/* The days on which it becomes more, the first of them today if anything is here; FoCould. What is here counts as far as nobody was
 * promised it, and for a later day as far as it is usable then, for MIN_LIFE_DAYS beyond; what is ordered or made counts from its ready
 * day on as far as nobody was promised it and it is not dedicated to a line. A supply without a day, or whose day has passed, says nothing. Of a
 * kit, whole ones. */
bool fo_could_deliver (FoTxn *txn, const FoItem *item, gint32 min_life_days, GArray *steps, GError **error);
/* The day for QUANTITY_U; FO_DAY_NONE: not with what is known. */
FoDay fo_could_deliver_on (const GArray *steps, FoQuantity quantity_u);

/* CODE is an item's. {"item","name","unit","asked","day" (null: not with what is known),"steps":[{"day","quantity","supply"}]}, to be freed
 * with g_free; NULL with FO_ITEM_UNKNOWN, FO_ITEM_IS_SERVICE. */
bool fo_work_could_deliver (FoStore *store, const char *code, FoQuantity quantity_u, gint32 min_life_days, char **ret_json,
                            FoVerdict *ret_verdict, GError **error) G_GNUC_WARN_UNUSED_RESULT;

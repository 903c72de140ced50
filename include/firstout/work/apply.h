/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the sales system, an import or a person at the keyboard says about items, orders, supplies and places. Each is one
 * operation (act.h), absolute and repeatable: the same again changes nothing.
 *
 * Sales owns the order, the warehouse owns the physical fact: a lower quantity releases promises first, then holds that are not
 * picked (newest lot first); below what is picked or shipped nothing is changed, a conflict row is opened and the verdict is
 * FO_BELOW_PICKED or FO_BELOW_SHIPPED. A cancellation of something picked is a conflict too.
 */
#pragma once

#include "firstout/core/item.h"
#include "firstout/core/place.h"
#include "firstout/core/supply.h"
#include "firstout/work/act.h"

typedef struct {
  FoItem item;           /* id is ignored: the remote id, else the code, finds it */
  const char *remote_id; /* NULL: none */
  const char *barcode;   /* NULL, or a code that shall mean barcode_quantity_u of it */
  FoQuantity barcode_quantity_u;
  const FoMinLife *min_life; /* of its goods where neither line nor customer says otherwise; NULL: as it is. Lines keep theirs */
} FoApplyItem;
bool fo_work_apply_item (FoStore *store, const FoAct *act, const FoApplyItem *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoOrder order;         /* id and state are ignored */
  const char *remote_id;
  bool cancelled;
} FoApplyOrder;
/* A new order, or new words, gate, days and wishes of a known one. */
bool fo_work_apply_order (FoStore *store, const FoAct *act, const FoApplyOrder *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoLine line;           /* id, promised … shipped are ignored; order_id and item_id are set by the caller */
  FoQuantity shipped_before_u; /* of a line that is new here: what had left before, from elsewhere */
  const char *remote_id; /* NULL: position finds it */
} FoApplyLine;
/* A new line, which is promised at once, or other quantities of a known one. */
bool fo_work_apply_line (FoStore *store, const FoAct *act, const FoApplyLine *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoSupply supply;       /* id, received and promised are ignored */
  const char *remote_id; /* NULL: kind, number and item find it */
} FoApplySupply;
/* A production or purchase order line; lines that wait for the item are promised from it. */
bool fo_work_apply_supply (FoStore *store, const FoAct *act, const FoApplySupply *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* A place, by its code; its kind never changes once it has had goods (FO_MOVEMENT_FORBIDDEN). */
bool fo_work_apply_place (FoStore *store, const FoAct *act, const FoPlace *place, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Which dock and bench a station uses (0: the first of the warehouse). */
bool fo_work_apply_station (FoStore *store, const FoAct *act, const char *station, FoId dock, FoId bench, FoReply *reply,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the places without which no warehouse works, when they are not there: one of each virtual kind, DOCK, BENCH, QUARANTINE. */
bool fo_work_furnish (FoStore *store, const FoAct *act, GError **error) G_GNUC_WARN_UNUSED_RESULT;

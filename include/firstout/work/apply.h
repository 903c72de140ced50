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

#include "firstout/core/customer.h"
#include "firstout/core/item.h"
#include "firstout/core/place.h"
#include "firstout/core/substitute.h"
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

/* A component of a kit. What open orders' kits consist of stays as it was when they were ordered. FO_ITEM_UNKNOWN; FO_KIT_BAD: KIT is
 * no kit, or COMPONENT a service. A component may be a kit itself, whole pieces of it: FO_QUANTITY_NOT_WHOLE, FO_KIT_CIRCLE (it would
 * contain itself, or kits in kits go deeper than FO_KIT_LEVELS). */
typedef struct {
  FoId kit, component;   /* items */
  FoQuantity quantity_u; /* for one kit; 0 takes the component out */
  const char *remote_id;
} FoApplyKitLine;
bool fo_work_apply_kit_line (FoStore *store, const FoAct *act, const FoApplyKitLine *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Who buys. The gates and the asked lives of his open orders follow at once. */
typedef struct {
  FoCustomer customer;   /* id is ignored: the remote id, else the name, finds him */
  const char *remote_id;
} FoApplyCustomer;
bool fo_work_apply_customer (FoStore *store, const FoAct *act, const FoApplyCustomer *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoOrder order;         /* id and state are ignored; gate is what sales says of the payment (core/customer.h makes it the gate) */
  const char *remote_id;
  bool cancelled;
  const char *reference; /* our number of the order that was opened here and is this one; NULL or "": none is known */
  bool gate_by_stage;    /* sales says nothing of the payment but by the order's sales_state */
  bool says_validity;    /* sales says until when its promises are meant to hold (work/reserve.h): */
  FoDay valid_until;     /* FO_DAY_NONE for good. The lead's own day stays until sales says another than it said last */
  bool rest_closed;      /* a person has said that nothing more of it will leave: what is open is called off */
} FoApplyOrder;
/* A new order, or new words, gate, days and wishes of a known one. What its sales_state means stands in the table of its channel
 * (store/channels.h): a stage that may follow on ours (core/stage.h) opens or closes the gate where sales says nothing else, and
 * "cancelled" is a cancellation; one that may not follow changes nothing and is asked, once for each word ("stage", or "done": not all
 * of it left yet). "done" of an order that has left closes it: its shipments are not taken back any more. An order that was opened here is found by its number or by
 * REFERENCE, and takes the number sales gives it. */
bool fo_work_apply_order (FoStore *store, const FoAct *act, const FoApplyOrder *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoLine line;           /* id, promised … shipped are ignored; order_id and item_id are set by the caller */
  FoQuantity shipped_before_u; /* of a line that is new here: what had left before, from elsewhere */
  const char *remote_id; /* NULL: position finds it */
  FoSubstitutesSaid substitutes; /* may other goods leave instead (work/substitutes.h)? */
  bool goes_on; /* others of its order come in the same transaction (fo_store_together), behind which fo_work_settle_lines is called */
} FoApplyLine;
/* A new line, which is promised at once, or other quantities of a known one. A line of a kit has a line for each component besides,
 * which follows it: FO_KIT_BAD when nobody has said what the kit consists of. */
bool fo_work_apply_line (FoStore *store, const FoAct *act, const FoApplyLine *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Behind lines of ORDER (its remote id) that went on, in their transaction: its state is written and told once for all of them, as part
 * of OPERATION, which is that of one of them. */
bool fo_work_settle_lines (FoTxn *txn, FoId operation, const char *order, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoSupply supply;       /* id, received and promised are ignored */
  const char *remote_id; /* NULL: kind, number and item find it */
  const char *reference; /* our number of what was opened or proposed here and is this one; NULL or "": none is known */
} FoApplySupply;
/* A production or purchase order line; lines that wait for the item are promised from it. One that was proposed here, or opened,
 * becomes this one: found by REFERENCE, or a proposal by the order line it is for. Another ready day is noted as a slip; what lines
 * lose by it, and what they no longer need, is asked (work/questions.h). */
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

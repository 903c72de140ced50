/* SPDX-License-Identifier: GPL-3.0-or-later
 * From promise to shipment. See act.h for what all of these share. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/work/codes.h"

/* Promises what an order's lines miss: from stock by the inequality of core/promise.h, the rest from supplies that still have
 * room. Nothing to do is FO_OK too. FO_ORDER_UNKNOWN, FO_ORDER_CANCELLED, FO_ORDER_SHIPPED. */
bool fo_work_promise (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Releases the pick and takes the order for ACT's station: binds a lot for all that is promised from stock, the first in the
 * item's issue order that satisfies the line and leaves every other promise whole. Released already by this station: FO_OK, and
 * nothing changes. Reply lines list the picks in walking order. Refusals of fo_order_may_release; FO_ORDER_TAKEN. */
bool fo_work_release (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId order;
  FoId lot, place;       /* what was scanned, and where the person stands (0: wherever the order's hold of it is) */
  FoQuantity quantity_u;
  const char *reason;    /* why another lot than the bound one, when the person insists; NULL: not asked yet */
  FoQuantity here_u;    /* "they are here": so much the book does not know is found at PLACE first, as fo_work_find does */
  FoId item;                  /* with HERE_U and LOT 0: a lot the book does not know, as in FoFind */
  const char *number;
  FoDay expires_on;
  const FoId *instead_of; /* a corrected quantity: these picks, newest first, are undone before */
  guint n_instead_of;
  const FoMark *marks; /* of marked goods, one for each unit; QUANTITY_U is as many */
  guint n_marks;
  bool is_pack; /* QUANTITY_U is what one scan counted: more than is asked for is a question, FO_PACK_IS_MORE */
  FoId carton; /* they are this carton, as a whole; 0: a unit that is taken out of one opens it (arg carton) */
  FoId slot;   /* of a wave: the place picked goods of the order stand at; 0: the station's bench */
  bool asks_zero; /* a place that it empties by the book is asked about: arg zero_check, and the question stands (fo_work_zero_check) */
  bool waits;  /* ... and somebody shall say that they lie in the slot: fo_work_wave_slot */
} FoPickAct;

/* Picks goods of a lot onto the station's bench, with what has to go before, in one transaction. Of a lot that is not the one bound: FO_OLDER_LOT_FIRST (args other_lot,
 * other_place) unless a reason is given and the item's enforcement allows it; with a reason the hold moves to this lot when that
 * breaks no promise; "not-found" wishes the bound one to be counted. FO_NOT_ON_THIS_ORDER, FO_LINE_COMPLETE, FO_ORDER_NOT_RELEASED, FO_WRONG_PLACE (args other_place),
 * FO_NOT_ENOUGH, FO_MORE_THAN_ORDERED, FO_MARKING_NEEDED, FO_MARKING_KNOWN, FO_MARKING_OTHER_ITEM, and what fo_lot_usable says.
 * FO_COMPLETE when it was the last thing to pick. */
bool fo_work_pick (FoStore *store, const FoAct *act, const FoPickAct *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Goods bound but not found: lets the hold go, books the count wish, binds other lots where there are any, promises the rest anew.
 * REASON is one of not-found, damaged, blocked-way, label-missing, other. A station without its server binds and promises nothing; done
 * again on the server, it is promised others, which the next release binds. */
bool fo_work_short (FoStore *store, const FoAct *act, FoId order, FoId lot, FoId place, const char *reason, FoReply *reply,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Leaves a half-picked order at a bench place (0: where it is) for anyone to go on with. */
bool fo_work_park (FoStore *store, const FoAct *act, FoId order, FoId place, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Ships what is picked, in one transaction: movements to the customer, line totals, shipment, outbox. Each lot is looked at once
 * more (core/shipment.h). Reply args: text = the shipment's number. Refusals of fo_order_may_ship and fo_shipment_may_leave. */
bool fo_work_ship (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The next order to pick for a station: its own unfinished one, else the most urgent whose gate is open and which has something
 * promised from stock. FO_NOTHING_OPEN. Changes nothing. */
bool fo_work_next_order (FoStore *store, const char *station, FoId *ret_order, FoVerdict *ret_verdict, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Opens or closes the payment gate here (an override by the lead, with a reason). */
bool fo_work_gate (FoStore *store, const FoAct *act, FoId order, FoGate gate, const char *reason, FoReply *reply,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Confirms the certificate of an order line as being on the goods. */
bool fo_work_certificate (FoStore *store, const FoAct *act, FoId line, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Why this lot: for each line of the answer a candidate lot in issue order and what was decided about it. JSON text in
 * *ret_json, to be freed with g_free: {"line","order","deal","item","until","owner","lot_wanted","promised","from_supply","held","pinned",
 * "picked","missing","leaves_on","needed":{"quantity","usable_until","by"},"candidates":[{"lot","owner","place","expires_on","free",
 * "verdict","chosen","quantity","held_for":[order…],"holders":[{"order","deal","line","quantity","usable_until","picked"}]}],
 * "promised_to":[…],"supplies":[{"kind","number","ready_on","progress","quantity","room","dedicated"}]}: see explain.h, which says it
 * in structs. FO_LINE_UNKNOWN. Changes nothing. */
bool fo_work_explain (FoStore *store, FoId line, char **ret_json, FoVerdict *ret_verdict, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

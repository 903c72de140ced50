/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reservations: which goods are whose, besides what is promised by itself; and what becomes of them. See act.h for what the acts share.
 *
 * A pin is goods of a lot that are bound before the order is released: because the line names a lot or refuses some, because it asks for
 * another owner's goods, because a production order was made for it, or because a person said so (fo_work_pin). It is a hold like
 * any other; the order counts as promised until it is released. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/reservations.h"
#include "firstout/work/act.h"

/* The line that a person means: its id, ORDER/POSITION or ORDER/ITEM. 0 when there is none. */
bool fo_line_named (FoTxn *txn, const char *name, FoId *ret_line, GError **error);
/* The lot of that number among those the line asks for: of its item and its owner. 0 when there is none. */
bool fo_line_lot_named (FoTxn *txn, FoId line, const char *number, FoId *ret_lot, GError **error);

typedef struct {
  FoId line, lot;
  FoQuantity quantity_u; /* 0: all that the line misses or has promised */
} FoPin;

/* Binds goods of a lot to a line at once, in place of what was promised to it; as much as no other promise needs. Reply args quantity
 * (bound) and left. FO_LINE_UNKNOWN, FO_LOT_UNKNOWN, FO_NOT_ON_THIS_ORDER, FO_LINE_COMPLETE, what fo_lot_usable says,
 * FO_LOT_OTHER_OWNER, FO_LOT_NOT_WANTED, FO_LOT_REFUSED, FO_PROMISED_ELSEWHERE, FO_NOT_ENOUGH_FREE. */
bool fo_work_pin (FoStore *store, const FoAct *act, const FoPin *what, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lets go what is bound for LINE before its order's release; it is promised by quantity again, unless it asks for certain lots itself.
 * FO_COMMAND_NOT_NOW once the order is released. */
bool fo_work_unpin (FoStore *store, const FoAct *act, FoId line, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How much of LOT at PLACE is pinned: it may be carried to another shelf, and its holds go with it. */
bool fo_pins_at (FoTxn *txn, FoId lot, FoId place, FoQuantity *ret_u, GError **error);

typedef struct {
  FoId line;        /* 0: whatever the customer of ORDER's orders of the lot's item */
  FoId order;       /* with LINE 0 */
  FoId lot;
  bool allow;       /* it may be given again */
  const char *reason;
} FoRefuseLot;

/* The customer must not get this lot, for one line or for all; lines that it would have served are served by others. What is picked of
 * it stays picked (arg `picked`): it is put back by undo. FO_LOT_UNKNOWN, FO_LINE_UNKNOWN, FO_ORDER_UNKNOWN, FO_REASON_NEEDED. */
bool fo_work_refuse_lot (FoStore *store, const FoAct *act, const FoRefuseLot *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The order's promises are meant to hold until this day (FO_DAY_NONE: for good). The morning lists them the warehouse's note
 * "remind_days" (1) days before, and behind it; it gives them up by itself when the note "validity" says "release".
 * FO_ORDER_UNKNOWN, FO_ORDER_SHIPPED, FO_ORDER_CANCELLED. */
bool fo_work_validity (FoStore *store, const FoAct *act, FoId order, FoDay until, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The orders that the morning reminds of now, those whose promises end first at the front, also such as have left or are picked since;
 * FoValidity. A reading transaction will do. */
bool fo_orders_ending (FoTxn *txn, guint limit, GArray *list, GError **error);

/* The order goes before or behind others of its day: lower goes first. The right "priority". */
bool fo_work_priority (FoStore *store, const FoAct *act, FoId order, int32_t priority, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* A lost promise (FoBroken) was seen to: it is open no longer. FO_LINE_UNKNOWN when none of that id is open. */
bool fo_work_acknowledge (FoStore *store, const FoAct *act, FoId broken, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes an order that another station picks: when that one has done nothing for as long as the warehouse's note "lease_minutes" says
 * (30), or the order is parked. What it scans for the order from then on is FO_ORDER_TAKEN. Reply args station (the other), person,
 * since (minutes). FO_ORDER_UNKNOWN, FO_ORDER_NOT_RELEASED, FO_ORDER_TAKEN. */
bool fo_work_take_over (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId order;
  FoId line;          /* 0: all its lines that miss something */
  const char *reason;
  bool only_look;     /* says what would happen, FO_ONLY_LOOKED, and changes nothing */
} FoPreempt;

/* An urgent order takes what is promised to others, the least urgent first, and then what is held for them on shelves. They are promised
 * what else there is. Reply lines: {"order","deal","customer","line","item","name","unit","quantity" (+ got, - lost),"leaves_before","leaves_on",
 * "missing"}, those that got something first. The right "preempt". FO_REASON_NEEDED (unless ONLY_LOOK), FO_RIGHT_MISSING,
 * FO_ORDER_UNKNOWN, FO_ORDER_CANCELLED, FO_ORDER_SHIPPED, FO_NOT_ENOUGH_FREE: nothing would come of it. */
bool fo_work_preempt (FoStore *store, const FoAct *act, const FoPreempt *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The day what is still open of a line can leave, as far as is known: TODAY when all of it is in the house and its, the day of the
 * last supply it waits for, FO_DAY_NONE when something is missing or a supply has no day. */
bool fo_line_leaves_on (FoTxn *txn, const FoLine *line, FoDay today, FoDay *ret_day, GError **error);

/* Appends the orders that hold goods of ITEM, or of its LOT alone (0: any), and those that have some promised or miss some and would take
 * that lot; FoId, each once, in no order. Bounded as the statements of the store are. A reading transaction will do. */
bool fo_orders_wanting (FoTxn *txn, FoId item, FoId lot, GArray *ids, GError **error);

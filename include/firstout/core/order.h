/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Orders and their lines. A line's quantities are disjoint: ordered - cancelled = promised + held + picked + shipped + missing.
 * Value structs; pure.
 */
#pragma once

#include "firstout/core/item.h"

#define FO_NUMBER_MAX 64   /* numbers of orders, supplies, shipments, deals */
#define FO_PARTNER_MAX 160 /* customers and suppliers */

typedef enum { FO_GATE_OPEN, FO_GATE_CLOSED, FO_GATE_OVERRIDE } FoGate;

typedef enum {
  FO_ORDER_NEW,          /* nothing promised yet */
  FO_ORDER_WAITING,      /* something is missing, or is promised from a supply that has not come */
  FO_ORDER_READY,        /* all that is open is promised from stock: may be picked when the gate is open */
  FO_ORDER_PICKING,      /* released */
  FO_ORDER_PICKED,       /* all that can leave now stands on the bench */
  FO_ORDER_PART_SHIPPED, /* some left, the rest is still open */
  FO_ORDER_ALL_SHIPPED,
  FO_ORDER_IS_CANCELLED,
  FO_N_ORDER_STATES
} FoOrderState;

/* Into cartons: not at all, when a person likes to, or nothing leaves outside a closed one (core/packing.h). */
typedef enum { FO_PACKING_OFF, FO_PACKING_ASKED, FO_PACKING_REQUIRED } FoPacking;

typedef enum { FO_SOURCE_STOCK, FO_SOURCE_PRODUCTION, FO_SOURCE_PURCHASE } FoSource;

typedef struct {
  FoId id;
  char number[FO_NUMBER_MAX];
  char deal[FO_NUMBER_MAX];
  char customer[FO_PARTNER_MAX];
  char channel[FO_NUMBER_MAX];
  char sales_state[FO_NUMBER_MAX];
  FoGate gate;
  FoOrderState state;
  FoDay due_on;
  bool ship_complete;
  bool cancel_asked;
  int32_t priority; /* lower goes first */
  char taken_by[FO_NUMBER_MAX];
  FoId parked_at; /* place, 0 when not parked */
  char remote_id[FO_NUMBER_MAX]; /* what sales calls it; "" when it was born here */
  FoPacking packing;
} FoOrder;

/* What there is to know of a line besides what it says itself. */
typedef enum {
  FO_LINE_OF_OWNER = 1 << 0, /* it asks for goods of another owner than the house: OWNER */
  FO_LINE_REFUSES = 1 << 1,  /* there are lots it must not get */
  FO_LINE_BROKEN = 1 << 2,   /* something that was promised to it is lost, and that stands open */
  FO_LINE_OF_KIT = 1 << 3,   /* it is a component of another line of the order, a kit: core/kit.h */
  FO_LINE_LIFE_OF_CUSTOMER = 1 << 4, /* it says nothing of the life of its goods: the minimum is the customer's or the item's */
  FO_LINE_LAPSED = 1 << 5,   /* its promises were meant to hold until a day that has passed: it waits for nothing until asked */
  FO_LINE_STANDS_IN = 1 << 6, /* its goods leave instead of another line's: core/substitute.h. Sales does not know it */
  FO_LINE_REPLACED = 1 << 7,  /* other lines stand for a part of it; so much of it is called off */
  FO_LINE_SUBSTITUTES_YES = 1 << 8, /* sales says that its customer takes substitutes ... */
  FO_LINE_SUBSTITUTES_NO = 1 << 9   /* ... or that he does not */
} FoLineFlags;

typedef struct {
  FoId id;
  FoId order_id;
  int32_t position;
  FoId item_id;
  bool goods; /* false: a service; shown, never waits */
  FoQuantity ordered_u, cancelled_u, promised_u, held_u, picked_u, shipped_u;
  FoQuantity from_supply_u; /* the part of promised_u that waits for a supply */
  FoSource source;
  int32_t min_life_days;
  char lot_wanted[64]; /* "" is any */
  FoDay certificate_on;
  char remote_id[FO_NUMBER_MAX];
  int32_t flags;  /* FoLineFlags */
  char owner[64]; /* whose goods it asks for; "" is the house's */
} FoLine;

const char *fo_gate_name (FoGate gate);
bool fo_gate_parse (const char *name, FoGate *ret);
const char *fo_order_state_name (FoOrderState state);
bool fo_order_state_parse (const char *name, FoOrderState *ret);
const char *fo_source_name (FoSource source);
bool fo_source_parse (const char *name, FoSource *ret);

/* Ordered, not cancelled, and nowhere yet. 0 for a service. */
FoQuantity fo_line_missing (const FoLine *line);
/* Everything that has not left yet: ordered - cancelled - shipped. 0 for a service. */
FoQuantity fo_line_open (const FoLine *line);

/* Does a line ask for certain lots, so that its goods are bound at once and not promised by quantity (core/promise.h)? */
bool fo_line_binds_at_once (const FoLine *line);
/* Is a lot of this number and owner one that the line asks for? FO_LOT_OTHER_OWNER, FO_LOT_NOT_WANTED. What it refuses stands in
 * the store. */
FoVerdict fo_line_takes_lot (const FoLine *line, const char *number, const char *owner);

/* Has its pick begun? Before, what is held for its lines was bound early. */
bool fo_order_is_released (const FoOrder *order);
/* For judging an order that is not released: what is held for its lines is as good as promised from stock. Rewrites LINES. */
void fo_lines_before_release (FoLine *lines, size_t n);

/* The state an order's lines say it is in. CANCELLED and the gate are not theirs to say: pass the cancelled flag. */
FoOrderState fo_order_state_of (const FoLine *lines, size_t n, bool cancelled);

/* May a step be taken from one state to the next? The table in order.c: used to refuse what cannot be (a message that
 * resurrects a shipped order). The state of an order being picked does not say that a part of it left before: who cancels one
 * looks at shipped_u of its lines too. */
bool fo_order_may_step (FoOrderState from, FoOrderState to);

/* May the pick be released now? FO_ORDER_CANCELLED, FO_ORDER_SHIPPED, FO_PAYMENT_MISSING, FO_ORDER_NOT_PROMISED (no line has
 * anything promised from stock), FO_ORDER_INCOMPLETE (ship-complete and something is not there yet). */
FoVerdict fo_order_may_release (const FoOrder *order, const FoLine *lines, size_t n);

/* May what is picked leave now? FO_ORDER_CANCELLED, FO_ORDER_SHIPPED, FO_PAYMENT_MISSING, FO_ORDER_NOT_PICKED (nothing is on
 * the bench, or released goods still wait on shelves), FO_ORDER_INCOMPLETE. */
FoVerdict fo_order_may_ship (const FoOrder *order, const FoLine *lines, size_t n);

/* May a part of what is picked leave, although released goods still wait on shelves? An order that leaves complete has no parts. */
FoVerdict fo_order_may_ship_part (const FoOrder *order, const FoLine *lines, size_t n);

/* What sales may lower a line to: FO_BELOW_SHIPPED, FO_BELOW_PICKED, or FO_OK. */
FoVerdict fo_line_may_lower (const FoLine *line, FoQuantity ordered_u, FoQuantity cancelled_u);

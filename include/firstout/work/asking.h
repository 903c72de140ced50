/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What sales asks the warehouse, what the warehouse asks sales, and what a person decides in between. See act.h for what all of these
 * share.
 */
#pragma once

#include "firstout/core/supply.h"
#include "firstout/store/questions.h"
#include "firstout/work/act.h"

/* ---- is it really there? ------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId item, order, line; /* order and line may be 0 */
  FoQuantity quantity_u;  /* 0: how much is there? */
  const char *note;
  const char *remote_id;  /* the same question again changes what is asked, not who asks; NULL: somebody here asks */
  bool withdrawn;
} FoAskAvailability;
/* Puts the question on the storekeeper's list, or takes it off. FO_ITEM_UNKNOWN. An answered one stays answered. */
bool fo_work_ask_availability (FoStore *store, const FoAct *act, const FoAskAvailability *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* So much of a lot was seen. */
typedef struct {
  FoId lot; /* 0: goods without a lot the book knows */
  FoQuantity quantity_u;
} FoSeenLot;
/* Answers it with what was seen (N 0: nothing is there); sales hears availability.answer with the lots and their days. Where the book
 * says otherwise, a count is wished. FO_NOTHING_OPEN: it was answered or taken back meanwhile. Reply args: asked, quantity (found). */
bool fo_work_answer_availability (FoStore *store, const FoAct *act, FoId ask, const FoSeenLot *seen, guint n, FoReply *reply,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- what is missing ------------------------------------------------------------------------------------------------------- */

/* Which way what is missing is got: FO_SOURCE_STOCK waits for goods, the others propose an order. */
typedef struct {
  FoId line, item; /* of this line, of all lines of this item, or, both 0, of every line */
  FoSource way;
} FoShortageWay;

typedef struct {
  FoId order;
  const FoShortageWay *ways; /* the lead's choice; the first that fits */
  guint n_ways;
} FoShortage;

/* Splits what the lines of an order miss three ways: promised from stock and open supplies as far as they go, and the rest proposed as
 * a production order or a purchase order, or waited for. Which: the lead's choice (the note "shortage" says who may choose), else what
 * the line says (made, bought), else what is said of the item (fo_work_item_way), else how the item was got last, else bought. A
 * proposal is a supply in state proposed with a number of ours; sales hears supply.propose, and the supply that comes for the line
 * takes its place. Proposed already is not proposed again; proposed the other way it is called off first (supply.cancel).
 * Reply lines: {"line","item","promised","missing","proposed","kind","number","withdrawn" (numbers of what was
 * called off, apart by spaces),"way","why"}, WHY one of chosen, line, item, last,
 * nothing. FO_ORDER_UNKNOWN, FO_ORDER_CANCELLED, FO_ORDER_SHIPPED, FO_RIGHT_MISSING. */
bool fo_work_shortage (FoStore *store, const FoAct *act, const FoShortage *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* How the item is got from now on; WAY NULL: as it was got last. FO_ITEM_UNKNOWN, FO_RIGHT_MISSING (note "shortage"). */
bool fo_work_item_way (FoStore *store, const FoAct *act, FoId item, const FoSource *way, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- born here --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId item;
  FoQuantity quantity_u;
} FoOpenLine;

typedef struct {
  const char *customer, *deal; /* NULL is "" */
  FoDay due_on;
  const FoOpenLine *lines;
  guint n_lines;
} FoOpenOrder;
/* Opens a customer's order here, with a number of ours (reply arg order), and promises its lines; its gate is what the customer has.
 * Sales hears order.open and enters it with our number as its reference: then it is that one (apply.h). FO_RIGHT_MISSING (the note
 * "open-here" says who may), FO_ITEM_UNKNOWN, FO_QUANTITY_…, FO_KIT_BAD. */
bool fo_work_open_order (FoStore *store, const FoAct *act, const FoOpenOrder *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoSupplyKind kind;
  FoId item;
  FoQuantity quantity_u;
  const char *partner; /* NULL is "" */
  FoId line;           /* for an order line; 0: for stock */
  FoDay ready_on;
} FoOpenSupply;
/* The same of a production or purchase order; sales hears supply.open. Reply arg supply. */
bool fo_work_open_supply (FoStore *store, const FoAct *act, const FoOpenSupply *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* A person says that OURS, opened here, is THEIRS, which has come from sales: ours takes its name, number, words and lines, what was
 * promised, picked and shipped for it stays, and theirs is gone. FO_ORDER_UNKNOWN, FO_SUPPLY_UNKNOWN, FO_NUMBER_TAKEN (sales knows
 * ours already, or theirs was opened here too), FO_BELOW_PICKED (something was picked for theirs), FO_NOT_ON_THIS_ORDER (other
 * goods). */
bool fo_work_match (FoStore *store, const FoAct *act, const char *ours, const char *theirs, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- deciding ------------------------------------------------------------------------------------------------------------------ */

/* Answers a question (store/questions.h). keep-supply: "keep" (it is for stock from now on) or "cancel" (sales hears supply.cancel);
 * same-thing: "same" (as fo_work_match) or "other"; slipped and came-short: "seen". FO_NOTHING_OPEN, FO_COMMAND_UNKNOWN (no such
 * answer). */
bool fo_work_decide (FoStore *store, const FoAct *act, FoId question, const char *answer, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* What waits for a person: open questions, then the orders for which goods are kept though the gate is closed longer than the note
 * "reserve-days" says (5 working days without one), of kind "reserve" with SINCE and DAY, the last one. */
typedef struct {
  FoId question; /* 0: a reminder, which ends by itself */
  char kind[16];
  char order[FO_NUMBER_MAX], deal[FO_NUMBER_MAX], customer[FO_PARTNER_MAX], supply[FO_NUMBER_MAX], text[FO_NUMBER_MAX];
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX], unit[FO_UNIT_MAX];
  FoQuantity quantity_u;
  FoDay day, since;
  const char *answers[3]; /* what fo_work_decide takes; ended by NULL; static */
} FoToDecide;
bool fo_to_decide_read (FoTxn *txn, GArray *rows, GError **error);
/* The same as a JSON array, to be freed with g_free: {"question","kind","order","deal","customer","item","name","supply","quantity",
 * "day","since","text","answers":[…]}. */
bool fo_work_to_decide (FoStore *store, char **ret_json, GError **error) G_GNUC_WARN_UNUSED_RESULT;

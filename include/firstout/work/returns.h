/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Goods come back, and customers complain. See act.h for what all of these share.
 *
 * A return is proved when we shipped these goods: the very unit where units are known one by one, else the lot, with the shipment or
 * order that was scanned, or with the only order that ever got it, and not more than left less what came back already. Proved or not,
 * the goods go into quarantine, and somebody decides about them. Who may release unproved ones: the warehouse's note "returns" is any
 * (what it is without one) or lead; with lead, the person's badge must be among the names in the note "leads".
 */
#pragma once

#include "firstout/store/claims.h"
#include "firstout/store/returns.h"
#include "firstout/work/codes.h"

/* ---- goods come back ----------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId shipment, order; /* whose papers came with it; 0: nobody knows */
  FoId lot;             /* 0: one the book has never heard of, as the next three say; it is made, and proves nothing */
  FoId item;
  const char *number;
  FoDay expires_on;
  FoQuantity quantity_u;
  const FoMark *marks; /* of units that are known one by one, one for each */
  guint n_marks;
  FoId place;           /* of quarantine; 0: the first */
  const char *reason;   /* why it comes back: "damaged", "wrong-item", "not-needed", "quality", "expired", "other" */
  const char *customer; /* of an unproved one: who brings it; NULL or "" nobody said */
  const char *claim;    /* number of the claim it belongs to; NULL: none */
  bool unproved;        /* nothing proves it, and it is taken in all the same */
  const FoId *instead_of; /* a corrected quantity: these returns, newest first, are undone in the same transaction */
  guint n_instead_of;
} FoReturn;

/* Books it into quarantine, and tells sales ("return.create"). Reply args: item, lot, quantity, place, proved (yes, no), and of a
 * proved one order, deal, customer, shipment; `returns`: how many rows it made, `return` the first one's id. Refusals: FO_REASON_NEEDED,
 * FO_LOT_UNKNOWN, FO_ITEM_UNKNOWN, FO_QUANTITY_…, FO_CLAIM_UNKNOWN, FO_PLACE_UNKNOWN, FO_MOVEMENT_FORBIDDEN (that place is no
 * quarantine), FO_MARKING_NEEDED (of marked goods each unit is named, unless unproved), FO_MARKING_KNOWN (this unit is in the house:
 * it came back already, or never left), FO_NOT_ON_THIS_ORDER (the unit left for another order: args order), FO_MORE_THAN_SHIPPED (args
 * quantity: what may come back still), FO_RETURN_UNPROVED (count: how many orders got that lot). The last two give way to UNPROVED. */
bool fo_work_return (FoStore *store, const FoAct *act, const FoReturn *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId id; /* the return */
  FoReturnDecision decision;
  FoQuantity quantity_u; /* 0: all that is undecided of it */
  FoId place;            /* to stock: where they go; 0: the station's dock */
  const char *reason;    /* needed for scrap, and to release unproved goods */
  const FoMark *marks;   /* of units known one by one: these of the return, QUANTITY_U is as many; none: all that are undecided */
  guint n_marks;
} FoReturnDecide;

/* Decides about goods that came back. To stock they keep their first receipt day and are promised at once to whoever waits; into repair
 * they stay in quarantine and are the customer's own. Sales is told ("return.decide"). Reply args: item, lot, quantity, place,
 * decision. Refusals: FO_RETURN_UNKNOWN, FO_RETURN_DECIDED, FO_RIGHT_MISSING, FO_REASON_NEEDED, FO_QUANTITY_…, FO_NOT_ENOUGH (they
 * are not in quarantine any more, or that many are not undecided), FO_MARKING_NEEDED, FO_SERIAL_NEEDED (a part of units known one by one: which?), FO_MARKING_OTHER_ITEM (not of this return), and to stock
 * what speaks against using the lot: FO_LOT_BLOCKED, FO_LOT_IN_QUARANTINE, FO_LOT_EXPIRED. */
bool fo_work_return_decide (FoStore *store, const FoAct *act, const FoReturnDecide *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- claims -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoClaimKind kind;
  FoId order, shipment; /* one of them; the shipment names its order */
  const char *carton;   /* SSCC, or NULL */
  FoId line, lot;       /* 0: nobody said */
  FoQuantity quantity_u; /* 0: nobody said */
  const char *text;     /* what the customer says */
} FoNewClaim;

/* Opens a claim. Reply args: claim (its number: ORDER-C1 …), order, deal, customer. FO_ORDER_UNKNOWN, FO_REASON_NEEDED (no text),
 * FO_TEXT_TOO_LONG, FO_NOT_ON_THIS_ORDER (line or lot), FO_MORE_THAN_SHIPPED. */
bool fo_work_claim (FoStore *store, const FoAct *act, const FoNewClaim *what, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What TEXT names: an order, one of its shipments, or one of our cartons; into order, shipment and carton of RET (which keeps TEXT). */
FoFound fo_claim_document (FoTxn *txn, const char *text, FoNewClaim *ret, GError **error);

/* Its next step, with what was found out or agreed. FO_CLAIM_UNKNOWN, FO_CLAIM_CLOSED, FO_REASON_NEEDED, FO_TEXT_TOO_LONG. */
bool fo_work_claim_step (FoStore *store, const FoAct *act, const char *number, FoClaimState state, const char *text, FoReply *reply,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- reading ------------------------------------------------------------------------------------------------------------- */

/* All there is to know of a claim as one JSON object: the claim, its steps, and as evidence who took, packed and sent what when
 * ("goods"), the units' codes, and the history of its carton. Free with g_free. */
FoFound fo_claim_to_json (FoTxn *txn, const FoClaimRow *claim, char **ret_json, GError **error);
/* In which place of quarantine what is undecided of a return lies now: it may have been carried there since. */
FoFound fo_return_place (FoTxn *txn, const FoReturnRow *row, FoPlace *ret, GError **error);
/* Of one return, with its links and what was decided. Free with g_free. */
char *fo_return_to_json (FoTxn *txn, const FoReturnRow *row, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Acts on lots: a part gets another label, what was typed wrongly is put right, lots are called back. See act.h for what all of these
 * share. Who may: the warehouse's notes "correct" and "recall" are any (what they are without one) or lead; with lead, the person's
 * badge must be among the names in the note "leads".
 */
#pragma once

#include "firstout/store/lots.h"
#include "firstout/store/places.h"
#include "firstout/store/recalls.h"
#include "firstout/work/codes.h"

/* ---- split and relabel ------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId lot, place;
  FoQuantity quantity_u; /* 0: all that is free there */
  const char *number;    /* what they are from now on: a new lot, or one that exists */
  FoDay expires_on;      /* of a new lot; FO_DAY_NONE: the day they had */
  FoDay produced_on;     /* likewise */
  const char *why;       /* "repacked", "split" …; needed where the last usable day is a later one */
  const FoMark *marks;   /* of goods that are known by the unit: which of them; QUANTITY_U is as many */
  guint n_marks;
} FoRelabel;

/* Free goods of a lot get another label where they lie. The new lot keeps the first receipt day, the owner and the state of the old
 * one, so that nobody gets fresher or usable by it; that it was made of the other is kept. A later last usable day asks the right
 * "correct" and a reason. Reply args: lot, other_lot (the old one), place, quantity, expires_on; reply lines: what promises lost.
 * Refusals: FO_RIGHT_MISSING, FO_REASON_NEEDED, FO_LOT_UNKNOWN, FO_PLACE_UNKNOWN, FO_LOT_NEEDED, FO_TEXT_TOO_LONG, FO_NUMBER_TAKEN
 * (it is the same), FO_LOT_BLOCKED and FO_LOT_IN_QUARANTINE (the two lots differ in that), FO_EXPIRY_DIFFERS (the lot exists with
 * another day than was said), FO_QUANTITY_…, FO_NOT_ENOUGH, FO_NOT_ENOUGH_FREE, FO_MARKING_NEEDED and FO_SERIAL_NEEDED
 * (a part of goods that are known by the unit, and not which), FO_MARKING_KNOWN, FO_MARKING_OTHER_ITEM, FO_SERIAL_UNKNOWN. */
bool fo_work_relabel (FoStore *store, const FoAct *act, const FoRelabel *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- what was typed wrongly -------------------------------------------------------------------------------------------- */

typedef struct {
  FoId lot;
  FoDay expires_on, produced_on; /* as they are right; FO_DAY_NONE: as it is */
  const char *reason;
  bool none; /* EXPIRES_ON FO_DAY_NONE: nobody knows it */
} FoCorrectDay;

/* The lot's days are others. Every balance gets its new place in the issue order, holds and promises are judged anew, what they lost
 * is listed in reply lines; sales is told when it heard of the lot ("lot.correct"). Reply args: lot, expires_on, before (the old day),
 * labels (places where goods of it lie: their labels are to be replaced), shipped (orders that got some under the old day), picked
 * (what stands on benches). FO_RIGHT_MISSING, FO_REASON_NEEDED, FO_LOT_UNKNOWN, FO_EXPIRY_NEEDED (no day was said). */
bool fo_work_correct_day (FoStore *store, const FoAct *act, const FoCorrectDay *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId lot;
  const char *number; /* as it is right */
  const char *reason;
} FoCorrectNumber;

/* The lot is called NUMBER. When the item has a lot of that number already, the goods become that lot's by movements, holds with
 * them, and what they were called leads there; else the lot is renamed. The old number is found ever after, where no other lot has it.
 * Reply args: lot, other_lot (the old number), merged, labels, shipped; reply lines as above. FO_RIGHT_MISSING, FO_REASON_NEEDED,
 * FO_LOT_UNKNOWN, FO_LOT_NEEDED, FO_TEXT_TOO_LONG, FO_NUMBER_TAKEN (it is its number), FO_LOT_BLOCKED, FO_LOT_IN_QUARANTINE. */
bool fo_work_correct_number (FoStore *store, const FoAct *act, const FoCorrectNumber *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- recall ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const FoId *lots;
  guint n_lots;
  const char *reason;
  bool wide; /* also what else was made of the materials these lots were made of */
} FoRecall;

/* Calls lots back, in one act: they, all that was made of them and all they were made of is blocked, holds that are not picked are
 * let go, promises made anew where there are other goods; what lines lost stands in reply lines. The record is kept. Reply args:
 * recall (its number), lots, orders (that lost something), customers (that got some), quantity (in the house, when all are of one
 * unit), took_us. FO_RIGHT_MISSING, FO_REASON_NEEDED, FO_LOT_UNKNOWN. */
bool fo_work_recall (FoStore *store, const FoAct *act, const FoRecall *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Who bought under ORDER was told today. Again: nothing changes. FO_RECALL_UNKNOWN, FO_RECALL_ENDED, FO_ORDER_UNKNOWN. */
bool fo_work_recall_told (FoStore *store, const FoAct *act, const char *number, FoId order, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* It is over. The lots stay blocked: who says that one may be used again sets it free. FO_RIGHT_MISSING, FO_RECALL_UNKNOWN,
 * FO_RECALL_ENDED, FO_REASON_NEEDED (how it ended). */
bool fo_work_recall_end (FoStore *store, const FoAct *act, const char *number, const char *answer, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* One lot of a recall, as it stands now. */
typedef struct {
  FoRecallLot is;
  FoLot lot;
  FoItem item;
  char via[FO_LOT_NUMBER_MAX]; /* number of the lot that led to it; "" none */
  FoQuantity here_u, quarantined_u, picked_u, transit_u, shipped_u, returned_u;
} FoRecallLotFacts;

/* A place to be emptied. */
typedef struct {
  FoId lot, place_id;
  char place[FO_PLACE_CODE_MAX];
  FoPlaceKind kind;
  FoQuantity on_hand_u, held_u; /* held at a bench: picked for somebody */
} FoRecallPlace;

/* Who got what. */
typedef struct {
  FoId lot, order, shipment, line;
  char customer[FO_PARTNER_MAX], deal[FO_NUMBER_MAX], order_number[FO_NUMBER_MAX], number[FO_NUMBER_MAX]; /* number: the shipment's */
  FoDay shipped_on;
  FoQuantity quantity_u, returned_u;
  char *units;   /* identities of its units apart by spaces, "" where nobody kept them */
  FoDay told_on; /* FO_DAY_NONE: not yet */
} FoRecallShipped;

/* A production order that took from a lot and is to deliver still. */
typedef struct {
  FoId lot;
  char number[FO_NUMBER_MAX], item[FO_ITEM_CODE_MAX];
  FoQuantity used_u, open_u; /* of the lot; of what is made */
} FoRecallMaking;

typedef struct {
  FoRecallRow recall;
  GArray *lots;    /* FoRecallLotFacts, nearest first */
  GArray *places;  /* FoRecallPlace */
  GArray *lines;   /* FoRecallLine: deals that lost something */
  GArray *shipped; /* FoRecallShipped */
  GArray *making;  /* FoRecallMaking */
  guint customers, told;   /* orders that got some; of them told */
} FoRecallFacts;

/* Everything there is to know of a recall now: for papers, pages and scripts. The caller's memory: begin with { 0 }. */
FoFound fo_recall_facts (FoTxn *txn, const char *number, FoRecallFacts *ret, GError **error);
void fo_recall_facts_clear (FoRecallFacts *facts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoRecallFacts, fo_recall_facts_clear)
/* As one JSON object. Free with g_free. */
char *fo_recall_facts_to_json (const FoRecallFacts *facts);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods come, move, are found, are blocked; the last act is undone. See act.h for what all of these share. */
#pragma once

#include "firstout/core/lot.h"
#include "firstout/core/movement.h"
#include "firstout/work/codes.h"

typedef struct {
  FoMoveKind kind; /* RECEIPT, PRODUCTION, OPENING or TRANSFER_IN; with a supply the supply's kind decides between the first two */
  FoId item;
  const char *lot; /* number, "" or NULL when the code did not say */
  FoDay expires_on, produced_on;
  const FoLotDays *days; /* which days the goods named, where they said more than EXPIRES_ON and PRODUCED_ON; else NULL */
  const char *owner;     /* whose the goods are; NULL or "": the house's. A lot is its item's, number's and owner's */
  FoQuantity quantity_u;
  FoId place;  /* 0: the station's dock */
  FoId supply; /* 0: on no order */
  const char *into_quarantine; /* the reason, when the person chose "take into quarantine, because …"; else NULL */
  bool confirmed;              /* the person confirmed that it is more than ordered */
  const char *reason;          /* "by-eye" when no code said what it is; NULL: a code did */
  const FoId *instead_of; /* a corrected quantity: these receipts, newest first, are undone in the same transaction */
  guint n_instead_of;
  const FoMark *marks; /* of marked goods, one for each unit; QUANTITY_U is as many */
  guint n_marks;
  FoId carton; /* the units are put into this carton, which is open or announced; 0 none */
} FoReceive;

/* Books goods that arrived. New lots are made; a lot without a known day learns it. The promises on the supply get the goods
 * first, then whoever waits for the item, in the same transaction; reply args `order` and `deal` name the first to cross-dock to.
 * Refusals: FO_QUANTITY_…, FO_ITEM_IS_SERVICE, FO_MARKING_KNOWN and FO_MARKING_OTHER_ITEM, FO_MARKING_NEEDED (without a code for
 * each unit of marked goods, unless into quarantine), FO_LOT_NEEDED and FO_EXPIRY_NEEDED (questions), FO_SUPPLY_CLOSED,
 * FO_MORE_THAN_ORDERED (unless confirmed), FO_LOT_BLOCKED, FO_LOT_EXPIRED, FO_EXPIRY_DIFFERS; all but the first two and the
 * questions give way to INTO_QUARANTINE: the goods are there, and go to the quarantine place. */
bool fo_work_receive (FoStore *store, const FoAct *act, const FoReceive *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoMoveKind kind; /* PUT_AWAY, MOVE, LOST, SCRAP, TO_SUPPLIER, ISSUE, MATERIAL, TRANSFER_OUT */
  FoId lot, from, to; /* TO may be 0 for the kinds with a virtual end */
  FoQuantity quantity_u; /* 0: all that is free there */
  const char *reason; /* a code; of an ISSUE what for: production, service, sample, repair, other */
  const char *deal;   /* it is for, where that is known; or NULL */
  FoId supply;        /* of MATERIAL: the production order */
  bool oldest_first;  /* FO_OLDER_LOT_FIRST when an older lot is free, as far as the item's enforcement asks for it */
  const char *anyway; /* why not the older one, where that may be: a reason of fo_work_pick's; NULL: not asked yet */
  const FoMark *marks; /* of what is known by the unit, one for each; QUANTITY_U is as many. Within the house they may lack where all
                          of the lot goes, or so much of it as is not known one by one */
  guint n_marks;
  FoId carton;         /* they are this carton's, which goes as a whole; 0 no carton */
} FoCarry;

/* Moves free goods. Held goods stay: FO_NOT_ENOUGH_FREE. Taking goods out of use (quarantine, scrap, supplier, issue) that are
 * promised is FO_PROMISED_ELSEWHERE for an issue, material or a transfer, and otherwise gives the promises up that can no longer be kept, least urgent
 * first, and lists them in reply lines. Goods that become usable by it are promised to those who wait. Sales hears of what was
 * missed, written off or issued. Refusals: FO_LOT_UNKNOWN, FO_PLACE_UNKNOWN, FO_SUPPLY_UNKNOWN, FO_SAME_PLACE, FO_MOVEMENT_FORBIDDEN,
 * FO_NOT_ENOUGH, FO_NOT_ENOUGH_FREE, FO_OLDER_LOT_FIRST (args other_lot, other_place), FO_MARKING_NEEDED, FO_MARKING_KNOWN,
 * FO_MARKING_OTHER_ITEM, FO_SERIAL_NEEDED. Reply arg `unit_place`: a unit was not where the book had it, and a count is asked for there. */
bool fo_work_carry (FoStore *store, const FoAct *act, const FoCarry *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId lot, place; /* LOT 0: one the book has never heard of, as the next three say; it is made */
  FoQuantity quantity_u;
  FoId item;
  const char *number; /* "" of an untracked item */
  FoDay expires_on;
  const char *owner;  /* whose they are; NULL or "": the house's */
} FoFind;

typedef struct {
  FoId lot, from, to;
  FoQuantity quantity_u; /* 0: all that is to go back */
  const char *unit;      /* the identity of the unit of marked goods, or of the carton, that goes back; NULL: all of them */
} FoPutBack;

/* Goods that lie picked at the bench FROM for orders that sales has called off go back to a shelf, and to whoever waits for them. An
 * order is cancelled when the last of its goods lies there, and sales is told. Reply args `order`, `state`. Refusals:
 * FO_LOT_UNKNOWN, FO_PLACE_UNKNOWN, FO_SAME_PLACE, FO_MOVEMENT_FORBIDDEN, FO_QUANTITY_…, FO_NOT_ENOUGH_FREE; FO_MARKING_NEEDED and
 * FO_MARKING_KNOWN of marked goods: a part of them is named by its codes. */
bool fo_work_put_back (FoStore *store, const FoAct *act, const FoPutBack *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* "They are here": books goods the book does not know from difference, and asks for a count. FO_OVER_LIMIT (args limit, unit, role): more
 * than the person may at once, by the note here_limit (settings.h). */
bool fo_work_find (FoStore *store, const FoAct *act, const FoFind *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId lot;
  FoLotState state; /* BLOCKED, QUARANTINE, or FREE to release it */
  const char *reason;
} FoBlock;

/* Blocks a lot (its holds that are not picked are let go, promises that can no longer be kept are given up and listed in reply
 * lines) or sets it free again. FO_REASON_NEEDED, FO_LOT_UNKNOWN. */
bool fo_work_block (FoStore *store, const FoAct *act, const FoBlock *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId place;
  bool blocked;
  const char *reason; /* for blocking it */
} FoBlockPlace;

/* Nobody shall go to a shelf (kind bin): nothing is proposed, put or picked there. What lies there is not usable as long as it does, as if
 * it lay in quarantine: holds that are not picked are let go, promises that can no longer be kept are given up and listed in reply lines
 * as fo_work_block does; it may be moved away, written off and counted. Freed, it is promised to those who wait. Goods that another
 * station brings there in the same instant are refused when they are picked. Args place, reason, state ("blocked", "free"), lots, before
 * (the reason it was blocked for). FO_REASON_NEEDED, FO_PLACE_UNKNOWN, FO_MOVEMENT_FORBIDDEN (no shelf), FO_ALREADY_DONE. */
bool fo_work_block_place (FoStore *store, const FoAct *act, const FoBlockPlace *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Undoes OPERATION (0: the station's last) by counter-movements: a receipt, a put-away, a pick, a find. At most once. Of an
 * operation that was done instead of another one its own part is undone, the other one stays undone; of a pick of goods that the
 * book did not know the pick, not the finding: they are there.
 * FO_NOTHING_TO_UNDO, FO_CANNOT_UNDO (shipped, or others have built on it). */
bool fo_work_undo (FoStore *store, const FoAct *act, FoId operation, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Undoes N operations, newest first, as one: all of them or none. */
bool fo_work_undo_all (FoStore *store, const FoAct *act, const FoId *operations, guint n, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The morning's run: promises that expiry broke over night are given up and made again elsewhere where that is possible; reply
 * lines list what is missing now. */
bool fo_work_morning (FoStore *store, const FoAct *act, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same, but once a day for the whole warehouse, however many stations ask: the day of the last run stands in the note
 * morning_on, written with the run. FO_ALREADY_DONE, with nothing written, when this day had its run. */
bool fo_work_morning_once (FoStore *store, const FoAct *act, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Codes that are kept: marking codes of units (Честный знак), cartons that stand for their units, and codes the warehouse
 * is taught. See act.h for what all the operations share.
 *
 * Marked goods (FoItem.marked): each unit bears a code of its own, which is stored whole, once, when the unit is received
 * or when it is picked, whichever comes first, and leaves with its shipment line. Goods with serial numbers (FoItem.serials)
 * are handled the same way: their mark is "S" item "/" serial, and leaves as "serials". A carton stands for its units when a
 * list said what is in it, or when its units were scanned into it; one that gave up a unit is opened and stands for
 * nothing.
 */
#pragma once

#include "firstout/core/marking.h"
#include "firstout/store/barcodes.h"
#include "firstout/store/units.h"
#include "firstout/work/act.h"

/* All units that bear SERIAL, of whatever item, as JSON lines (free with g_free): {"item","name","serial","lot","state", "supply",
 * "order","deal","customer","shipment","shipped_on", "places":[…]}, those with a value. FO_CODE_UNKNOWN. Changes nothing. */
bool fo_work_serial (FoStore *store, const char *serial, char **ret_json, FoVerdict *ret_verdict, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- marking codes ------------------------------------------------------------------------------------------------- */

typedef struct {
  char identity[FO_IDENTITY_MAX];
  char code[FO_MARK_MAX]; /* byte for byte, GS among it; without the FNC1 some readers send in front */
} FoMark;

/* The thing an element string names by itself: "01…21…" or "00…". False when it names none. */
bool fo_mark_identity (const FoGs1 *gs1, char ret_identity[FO_IDENTITY_MAX]);

/* The unit of ITEM that has SERIAL, a number without a code around it; letters count as large ones. FO_CODE_EMPTY, FO_TEXT_TOO_LONG. */
FoVerdict fo_mark_of_serial (const FoItem *item, const char *serial, FoMark *ret_mark);

/* What lacks when a unit of ITEM was not scanned: FO_MARKING_NEEDED, FO_SERIAL_NEEDED. */
FoVerdict fo_mark_needed (const FoItem *item);

/* The whole marking code CODE is (core/marking.h). FO_MARKING_NEEDED: it is none, or only the identity of one, without
 * the tail that proves it; FO_GS1_SEPARATOR_LOST; FO_CODE_TOO_LONG. */
FoVerdict fo_mark_read (const FoCode *code, FoMark *ret_mark);

/* ---- cartons ------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoMark carton, unit;
  FoId item;
  const char *lot; /* "" where the list does not say: it is asked for at the receipt, once */
  FoDay expires_on;
} FoAnnounce;
/* A list says that UNIT comes in CARTON. The same again changes nothing. FO_MARKING_KNOWN: the one or the other is in the
 * house already, or announced otherwise. */
bool fo_work_announce (FoStore *store, const FoAct *act, const FoAnnounce *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Begins a carton that is filled by receiving units into it (FoReceive.carton), or goes on with one that was begun. Reply
 * arg `carton`. FO_MARKING_KNOWN. */
bool fo_work_open_carton (FoStore *store, const FoAct *act, const FoMark *carton, FoId *ret_carton, FoReply *reply,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* It is full: from now on it stands for what is in it. Nothing in it: it is forgotten. Reply args carton, count. */
bool fo_work_close_carton (FoStore *store, const FoAct *act, FoId carton, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId carton;
  const char *document; /* the supply's number its items are received on, "" none */
  const char *lot;      /* of the units the list says none of; NULL: not asked yet */
  FoDay expires_on;     /* likewise */
  const char *owner;    /* as in FoReceive */
  FoId place;
  bool confirmed;
  const char *into_quarantine;
} FoReceiveCarton;
/* Receives all units of an announced carton at once. Refusals of fo_work_receive; FO_NOT_ON_THIS_ORDER; FO_CARTON_OPENED. Reply
 * arg quantity is how many there are in all. */
bool fo_work_receive_carton (FoStore *store, const FoAct *act, const FoReceiveCarton *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId order, carton;
  FoId place;         /* 0: wherever the order's holds are */
  const char *reason; /* as in FoPickAct, and the next two */
  FoId slot;
  bool asks_zero, waits;
} FoPickCarton;
/* Picks all units of a carton at once. Refusals of fo_work_pick: FO_MORE_THAN_ORDERED where it holds more than is asked
 * for: then it is opened and its units are scanned. FO_CARTON_OPENED. */
bool fo_work_pick_carton (FoStore *store, const FoAct *act, const FoPickCarton *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Says in REPLY's args where UNIT is: state, unit_place, order or supply, lot, and its serial as text; of one that left shipment, shipped_on, deal
 * and customer besides. */
bool fo_unit_describe (FoTxn *txn, const FoUnit *unit, FoReply *reply, GError **error);

/* ---- learned codes ------------------------------------------------------------------------------------------------- */

/* Who may teach and forget codes: the warehouse's note "learn" is any (what it is without one) or lead; with lead, the person's
 * badge must be among the names in the note "leads", apart by commas. */

typedef struct {
  const char *code; /* as it was scanned */
  FoId item;
  FoQuantity quantity_u; /* what one scan of it counts */
} FoLearn;
/* From now on the code means so much of the item. One that was learned otherwise is corrected. FO_RIGHT_MISSING;
 * FO_NUMBER_TAKEN (args text, and code of the item that has it): it is ours, a place, a document or an item, or sales says that
 * it is another item's; FO_CODE_EMPTY, FO_CODE_TOO_LONG, FO_CODE_BAD_CHARACTER, FO_QUANTITY_NOT_POSITIVE, FO_ITEM_UNKNOWN. */
bool fo_work_learn (FoStore *store, const FoAct *act, const FoLearn *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The code means nothing any more. FO_RIGHT_MISSING, FO_CODE_UNKNOWN, FO_CODE_NOT_LEARNED. */
bool fo_work_forget (FoStore *store, const FoAct *act, const char *code, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* How a code is looked up: a product number as 14 digits, any other text as it stands. RET_CODE has FO_BARCODE_MAX bytes. */
FoVerdict fo_code_lookup (const char *code, FoDay today, char *ret_code);

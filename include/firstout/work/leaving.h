/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Goods that leave for other reasons than an order: written off, or gone to another warehouse; and material that comes back from
 * production. Internal issue and material for production are FoCarry's (goods.h). See act.h for what all of these share. */
#pragma once

#include "firstout/core/movement.h"
#include "firstout/work/codes.h"

typedef struct {
  FoId lot, from;
  FoQuantity quantity_u; /* 0: all that is free there */
  const char *reason;    /* damaged, expired, lost-quality, recalled, other: a code */
  const FoMark *marks;   /* of goods that are known one by one, one for each */
  guint n_marks;
  FoId carton;           /* they are this carton's, which goes as a whole; 0 none */
  bool asks;             /* of such a part: somebody must agree to the whole, so it waits too */
} FoWriteOff;

/* Writes goods off; sales hears write.off. The warehouse's note write_off_limit says how much of a unit may be written off at once
 * ("10", or "шт=10, кг=2.5": units without a limit are not named); more needs the right of the note write_off (any, or lead).
 * Without it the goods go to quarantine and wait: FO_APPROVAL_NEEDED, arg `request` its number. FO_REASON_NEEDED, and the refusals of
 * fo_work_carry. */
bool fo_work_write_off (FoStore *store, const FoAct *act, const FoWriteOff *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId carton;        /* a supplier's carton that was not opened */
  FoMoveKind kind;    /* FO_MOVE_SCRAP: written off; FO_MOVE_ISSUE, FO_MOVE_MATERIAL */
  const char *reason; /* why it is written off, or what for it is issued, as in fo_work_write_off and FoCarry */
  const char *deal;
  FoId supply;        /* of FO_MOVE_MATERIAL */
  const char *anyway; /* of an issue: why not the older lot */
} FoTakeCarton;

/* A carton and all that is in it are written off, or issued, in one act, lot by lot. Where somebody must agree to a part of it, all of it
 * waits in quarantine, in its carton, and one answer decides it: FO_APPROVAL_NEEDED. Reply args carton, quantity. FO_CARTON_UNKNOWN, FO_CARTON_OPENED,
 * FO_MARKING_KNOWN (it is not here any more), FO_PLACE_UNKNOWN (nobody has said where its units are), and the refusals of
 * fo_work_write_off and fo_work_carry. */
bool fo_work_take_carton (FoStore *store, const FoAct *act, const FoTakeCarton *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The answer to request REQUEST, of a carton for all its lots: written off, or back to where they were. FO_RIGHT_MISSING, FO_REQUEST_UNKNOWN, FO_NOT_ENOUGH,
 * FO_NOT_ENOUGH_FREE. */
bool fo_work_write_off_decide (FoStore *store, const FoAct *act, FoId request, bool approved, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId supply, lot;
  FoId to; /* 0: the station's dock */
  FoQuantity quantity_u;
  const FoMark *marks;
  guint n_marks;
} FoMaterialBack;

/* Material that a production order did not use up comes back; sales hears production.issue with the opposite sign. FO_SUPPLY_UNKNOWN,
 * FO_LOT_UNKNOWN, FO_PLACE_UNKNOWN, FO_QUANTITY_…, FO_NOT_ENOUGH (less went in, arg on_hand), FO_MARKING_NEEDED, FO_SERIAL_NEEDED. */
bool fo_work_material_back (FoStore *store, const FoAct *act, const FoMaterialBack *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- between warehouses ------------------------------------------------------------------------------------------ */

/* A transfer to PARTNER is begun, or goes on when one to PARTNER is open. Reply args order (its number), partner. */
bool fo_work_transfer_out (FoStore *store, const FoAct *act, const char *partner, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Goods of transfer NUMBER are arriving from PARTNER (of one that was announced: as announced). */
bool fo_work_transfer_in (FoStore *store, const FoAct *act, const char *number, const char *partner, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* What another warehouse has sent: JSON as fo_transfer_to_json writes it there, with "from", its name. FO_MESSAGE_MALFORMED, FO_ITEM_UNKNOWN; FO_ALREADY_DONE
 * when it is known. */
bool fo_work_transfer_announce (FoStore *store, const FoAct *act, const char *json, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* A transfer with its lines, free with g_free: {"number","partner","state","made_on","lines":[{"item","lot","expires_on",
 * "announced","moved"}]}. */
bool fo_transfer_to_json (FoTxn *txn, FoId transfer, char **ret_json, GError **error);

typedef struct {
  bool in;
  const char *number;    /* of the transfer */
  FoId lot, place;       /* out: what goes, from where */
  FoId item;             /* in: what came; PLACE 0 is the station's dock */
  const char *lot_number;
  FoDay expires_on;
  const char *into_quarantine;
  FoQuantity quantity_u;
  const FoMark *marks;
  guint n_marks;
} FoTransferGoods;
/* Goods go out with a transfer, or arrive with one. FO_TRANSFER_UNKNOWN, and the refusals of fo_work_carry or fo_work_receive. */
bool fo_work_transfer_goods (FoStore *store, const FoAct *act, const FoTransferGoods *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Out: it leaves, and is under way. In: this is all; FO_TRANSFER_DIFFERS with reply lines (item, lot, announced, arrived, difference)
 * when another warehouse announced something else. Sales hears `transfer` either way. FO_TRANSFER_UNKNOWN; FO_NOTHING_OPEN: there is
 * nothing in it. */
bool fo_work_transfer_close (FoStore *store, const FoAct *act, bool in, const char *number, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* The other warehouse says that it has come: it is not under way any more. FO_TRANSFER_UNKNOWN. */
bool fo_work_transfer_arrived (FoStore *store, const FoAct *act, const char *number, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

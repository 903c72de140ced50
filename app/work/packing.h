/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the operations on cartons share, inside the work. The order's turn is held wherever they write: so what lies in its cartons and
 * what is picked for it never change at the same time. */
#pragma once

#include "firstout/work/packing.h"
#include "inside.h"

typedef struct {
  FoTxn *txn;
  FoActContext *context;
  FoReply *reply;
  FoOrderWork work;
  FoBench bench;
  FoId operation;
  FoCarton carton, before; /* the one that is worked on; id 0: none */
} FoPackRoom;

void fo_pack_room_clear (FoPackRoom *room);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoPackRoom, fo_pack_room_clear)

/* Opens the room of ORDER (0: CARTON's order); it is { 0 }. CARTON 0: the one the station fills, if it fills any. CHANGES: what the order
 * is, and whether it is packed at all, is judged too. */
FoTxnEnd fo_pack_room_open (FoPackRoom *room, FoTxn *txn, FoActContext *context, FoId order, FoId carton, bool changes, FoReply *reply,
                            GError **error);
/* Takes the next number and opens a carton. */
FoTxnEnd fo_pack_new_carton (FoPackRoom *room, const char *packaging, GError **error);
/* WHAT is an FoPack. */
FoTxnEnd fo_pack_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);
/* Names the carton in the reply. */
void fo_pack_name_carton (FoPackRoom *room);
/* What is packed of a line's lot, in all cartons that have not left. */
FoQuantity fo_pack_packed (const FoBench *bench, FoId line, FoId lot);
/* What of a line's lot lies in one carton. */
FoQuantity fo_pack_in_carton (const FoBench *bench, FoId carton, FoId line, FoId lot);
/* Everything comes out of the room's carton. */
bool fo_pack_empty (FoPackRoom *room, GError **error);

/* ---- for those who undo, put back and ship ------------------------------------------------------------------------------------- */

/* QUANTITY_U of a line's lot, picked by OPERATION, leaves the bench: FO_GOODS_PACKED (arg carton) when it lies in cartons. LEFT_U stays
 * picked. */
FoTxnEnd fo_pack_may_leave_bench (FoTxn *txn, FoId operation, FoId line, FoId lot, FoQuantity left_u, FoReply *reply, GError **error);
/* No more than LEFT_U of a line's lot stays picked: what lies in cartons beyond that comes out of them; of goods whose units are known
 * by their codes, exactly those that are not picked any more. */
bool fo_pack_give_up (FoTxn *txn, FoId operation, FoId line, FoId lot, FoQuantity left_u, GError **error);
/* What UNDONE did to cartons is taken back. FO_CANNOT_UNDO, FO_CARTON_CLOSED, FO_CARTON_GONE, FO_GOODS_PACKED. */
FoTxnEnd fo_pack_undo (FoTxn *txn, FoActContext *context, FoId undone, const char *kind, FoReply *reply, GError **error);

/* A shipment that is undone: goods, units, cartons, message. KIND "ship". TOLD as in fo_work_shipment_cancel. */
FoTxnEnd fo_unship (FoTxn *txn, FoActContext *context, FoId undone, bool told, FoReply *reply, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the bench into cartons, and out of the door. See act.h for what all of these share.
 *
 * Where a carton is asked for, 0 is the one the act's station fills for the order. Replies name the carton: args carton (its SSCC),
 * parcel (which of the order's it is), state; left is what of the goods, or of the order, is not packed yet. What the core says is in
 * core/packing.h. Refusals they share: FO_ORDER_UNKNOWN, FO_ORDER_CANCELLED, FO_ORDER_SHIPPED, FO_NO_PACKING_HERE, FO_CARTON_UNKNOWN,
 * FO_CARTON_CLOSED, FO_CARTON_GONE; FO_COMMAND_NOT_NOW when the station fills none, and it is not to be packed. */
#pragma once

#include "firstout/store/cartons.h"
#include "firstout/work/codes.h"

/* A new carton with the next number of the warehouse's range; arg numbers_left when they run out soon. FO_ORDER_NOT_PICKED,
 * FO_SSCC_RANGE_MISSING, FO_SSCC_RANGE_EMPTY. */
bool fo_work_carton_open (FoStore *store, const FoAct *act, FoId order, const char *packaging, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId order;
  FoId carton;
  FoId item, lot; /* LOT 0: the only lot of ITEM that it can be (FO_LOT_NEEDED: there are several) */
  FoQuantity quantity_u;
  const FoMark *marks; /* of goods whose units are known one by one, one for each; QUANTITY_U is as many */
  guint n_marks;
  const FoId *instead_of; /* a corrected quantity: these operations, newest first, are undone before */
  guint n_instead_of;
  const char *reason; /* "by-eye"; NULL none */
} FoPack;

/* Goods go into a carton; with none open, one is opened. Only what was picked for the order and lies in no carton: FO_NOT_ON_THIS_ORDER,
 * FO_LINE_COMPLETE, FO_MORE_THAN_PICKED, FO_MARKING_NEEDED, FO_MARKING_KNOWN (this unit is packed, or was not picked for the order),
 * FO_LOT_NEEDED, and what fo_lot_usable says today. */
bool fo_work_pack (FoStore *store, const FoAct *act, const FoPack *what, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* And come out again, to stand on the bench. FO_NOT_ENOUGH: so much is not in it. */
bool fo_work_unpack (FoStore *store, const FoAct *act, const FoPack *what, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Its contents are final. WEIGHT_U 0: not weighed, or as it was said before. FO_CARTON_EMPTY. FO_COMPLETE when all that was picked for
 * the order is in closed cartons. */
bool fo_work_carton_close (FoStore *store, const FoAct *act, FoId order, FoId carton, FoQuantity weight_u, FoReply *reply,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The gross weight of an open or closed one; 0: of the one that is open, else the one closed last. */
bool fo_work_carton_weigh (FoStore *store, const FoAct *act, FoId order, FoId carton, FoQuantity weight_u, FoReply *reply,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Open again; 0: the one closed last. */
bool fo_work_carton_reopen (FoStore *store, const FoAct *act, FoId order, FoId carton, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* What is in it stands on the bench again; its number is never used again. */
bool fo_work_carton_cancel (FoStore *store, const FoAct *act, FoId order, FoId carton, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Its SSCC was scanned at the vehicle. FO_CARTON_OPEN, FO_CARTON_LOADED, FO_CARTON_GONE (it was given up), FO_NOT_ON_THIS_ORDER when it
 * is another order's than ORDER (0: any). FO_COMPLETE when it was the order's last. Args left, asked: cartons. */
bool fo_work_carton_load (FoStore *store, const FoAct *act, FoId order, FoId carton, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Ships a part: what is in closed cartons, or, of an order that has none and needs none, what is picked, although released goods still
 * wait on shelves. Not of an order that leaves complete: FO_ORDER_INCOMPLETE. Else as fo_work_ship. */
bool fo_work_ship_part (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A shipment did not leave after all: its goods stand on the bench again, picked, its cartons closed. Sales hears of neither when it had
 * not heard yet, else of shipment.cancel. FO_SHIPMENT_TOLD: sales has confirmed that it knows, or it is not today's; with TOLD a person
 * takes that upon themselves. FO_NOTHING_TO_UNDO: it was taken back already; FO_CANNOT_UNDO: goods of it came back since. */
bool fo_work_shipment_cancel (FoStore *store, const FoAct *act, const char *number, bool told, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- settings of the warehouse --------------------------------------------------------------------------------------------------- */

/* How orders are packed from now on, those that are open included; with FO_PACKING_OFF an open order that has cartons, here or
 * shipped, goes on as it was: its goods lie in them. */
bool fo_work_set_packing (FoStore *store, const FoAct *act, FoPacking packing, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* The range of SSCCs: COMPANY is the extension digit and the GS1 company prefix, FIRST the next number to give (0: as it goes on;
 * never one that was given: FO_NUMBER_TAKEN). FO_SSCC_PREFIX_BAD. */
bool fo_work_set_sscc (FoStore *store, const FoAct *act, const char *company, gint64 first, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoPacking packing;
  char company[FO_SSCC_MAX]; /* "" nobody said */
  gint64 last, room, left;
  bool runs_out; /* it is time to have another range */
} FoPackingNote;
bool fo_packing_note (FoTxn *txn, FoPackingNote *ret, GError **error);

/* ---- reading --------------------------------------------------------------------------------------------------------------------- */

/* What of an order's goods stands on the bench and lies in cartons, by line and lot, in the order of its lines. */
typedef struct {
  FoId line_id, lot_id, item_id;
  FoLot lot;
  FoQuantity picked_u;           /* on the bench, packed or not */
  FoQuantity closed_u, open_u;   /* of it in closed cartons, in open ones */
} FoBenchRow;

typedef struct {
  GArray *rows;    /* FoBenchRow */
  GArray *cartons; /* FoCarton, also those that left and were given up */
  GArray *lines;   /* FoCartonLine of all of them */
} FoBench;

void fo_bench_clear (FoBench *bench);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoBench, fo_bench_clear)
/* BENCH is { 0 }. */
bool fo_bench_read (FoTxn *txn, FoId order, FoBench *bench, GError **error);
/* The carton STATION fills: the newest open one it opened, else the newest open one; NULL none. */
const FoCarton *fo_bench_open_carton (const FoBench *bench, const char *station);
const FoCarton *fo_bench_carton (const FoBench *bench, FoId carton);
FoQuantity fo_bench_left (const FoBench *bench); /* picked and in no carton */

/* A carton as JSON: {"carton","order","deal","customer","n","state","packaging","weight","loaded","shipment","station",
 * "contents":[{"item","lot","expires_on","quantity","codes":[…]}],"history":[{"at","day","person","station","what","quantity",…}]}.
 * Free with g_free. ABSENT when no carton has that SSCC. */
FoFound fo_carton_describe (FoTxn *txn, const char *sscc, char **ret_json, GError **error);

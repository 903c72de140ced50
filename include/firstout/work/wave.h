/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A wave: several orders picked in one walk, sorted by place, each into its own slot of what is taken along. Each order is released for
 * the station by itself, under its own lock, so that two people never get the same; the wave only says which go together. Every pick is
 * a pick of one order. A station has one wave at a time. See act.h for what all of these share. */
#pragma once

#include "firstout/store/waves.h"
#include "firstout/work/act.h"

#define FO_WAVE_MAX 12 /* slots */

/* The next N orders for STATION as fo_work_next_order finds them: its own first, then the queue. FoId. */
bool fo_work_orders_next (FoStore *store, const char *station, guint n, GArray *orders, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ORDERS, which are released for ACT's station, are its wave from now on, in slots 1, 2 …; what was in its wave before is no more.
 * Reply args count; lines: slot, order, deal. FO_NOTHING_OPEN (none), FO_ORDER_UNKNOWN, FO_ORDER_NOT_RELEASED, FO_ORDER_TAKEN. */
bool fo_work_wave (FoStore *store, const FoAct *act, const FoId *orders, guint n, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- slots --------------------------------------------------------------------------------------------------------------------
 * A slot is a number, until a label stands for it: that of a place for picked goods (a compartment of a cart, a box on a shelf), where
 * the book then has what is picked for the order; or that of a carton of the order, into which it is packed on the way. */

typedef struct {
  FoId order;         /* of the wave */
  FoId place, carton; /* whose label was scanned: one of them */
  bool packs;         /* something waits for the slot, and it is a carton: the act is a "pack" then, else a "wave-slot" */
} FoWaveSlot;

/* The label stands for the order's slot from now on, if it did not; and what was picked for it last lies in there. A full carton gives
 * way to another one of the order. Reply args slot, order, text (the label), of a pack those of fo_work_pack. FO_SLOT_WRONG (args slot,
 * text: which would be right): it is another slot's, another order's carton, or of the wave of another station (arg station).
 * FO_ORDER_NOT_RELEASED: the order is not of the wave; FO_MOVEMENT_FORBIDDEN: no place for picked goods; FO_CARTON_UNKNOWN,
 * FO_CARTON_CLOSED, FO_CARTON_GONE, and what fo_work_pack refuses. */
bool fo_work_wave_slot (FoStore *store, const FoAct *act, const FoWaveSlot *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* A new carton for ORDER, which is its slot from now on. Reply arg carton. As fo_work_carton_open, though nothing is picked yet. */
bool fo_work_wave_carton (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- the walk ---------------------------------------------------------------------------------------------------------------- */

/* A hold of one of the wave's orders. */
typedef struct {
  FoWaveOrder of;
  FoHold hold;
} FoWavePick;

/* What is to be picked (and, with PICKED, what is), in walking order, at one place item by item, slot by slot; FoWavePick. */
bool fo_wave_picks (FoTxn *txn, const char *station, bool picked, GArray *picks, GError **error);
/* The one to pick next: at PLACE if there is one (0: anywhere); of ITEM (0: any) and LOT (NULL: any). FO_ABSENT: none. */
FoFound fo_wave_next (FoTxn *txn, const char *station, FoId place, FoId item, const char *lot, FoWavePick *ret, GError **error);

/* The pick list of STATION's wave as JSON lines (g_free), in walking order: place, item, name, lot, quantity, unit, slot, slot_code (where it
 * has a label), order, deal, picked. Any thread that owns STORE; reads only. */
bool fo_work_wave_list (FoStore *store, const char *station, char **ret_json, GError **error) G_GNUC_WARN_UNUSED_RESULT;

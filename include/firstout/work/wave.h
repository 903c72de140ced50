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

/* A hold of one of the wave's orders. */
typedef struct {
  FoWaveOrder of;
  FoHold hold;
} FoWavePick;

/* What is to be picked (and, with PICKED, what is), in walking order, at one place item by item, slot by slot; FoWavePick. */
bool fo_wave_picks (FoTxn *txn, const char *station, bool picked, GArray *picks, GError **error);
/* The one to pick next: at PLACE if there is one (0: anywhere); of ITEM (0: any) and LOT (NULL: any). FO_ABSENT: none. */
FoFound fo_wave_next (FoTxn *txn, const char *station, FoId place, FoId item, const char *lot, FoWavePick *ret, GError **error);

/* The pick list of STATION's wave as JSON lines (g_free), in walking order: place, item, name, lot, quantity, unit, slot, order, deal,
 * picked. Any thread that owns STORE; reads only. */
bool fo_work_wave_list (FoStore *store, const char *station, char **ret_json, GError **error) G_GNUC_WARN_UNUSED_RESULT;

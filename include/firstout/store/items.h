/* SPDX-License-Identifier: GPL-3.0-or-later
 * Items, their barcodes, and the turn row: the lock of an item's writers. See rows.h. */
#pragma once

#include "firstout/core/item.h"
#include "firstout/store/rows.h"

FoFound fo_item_find (FoTxn *txn, FoId id, FoItem *ret, GError **error);
FoFound fo_item_find_by_code (FoTxn *txn, const char *code, FoItem *ret, GError **error);
FoFound fo_item_find_by_remote (FoTxn *txn, const char *remote_id, FoItem *ret, GError **error);

/* By a barcode: a GTIN as 14 digits, or a learned text. *ret_quantity_u is what the code counts for. */
FoFound fo_item_find_by_barcode (FoTxn *txn, const char *code, FoItem *ret, FoQuantity *ret_quantity_u, GError **error);

/* The goods of an order's lines, some perhaps more than once; FoItem. */
bool fo_items_of_order (FoTxn *txn, FoId order, GArray *items, GError **error);

/* Items that have, for each of the WORDS (the three longest count), a word in their code or names that begins so, whatever the case;
 * numbers within words too. "" is every item. FoItem, by code. */
bool fo_items_search (FoTxn *txn, const char *words, guint limit, GArray *items, GError **error);
/* Items with a code after AFTER ("" for the first page); FoItem. */
bool fo_items_page (FoTxn *txn, const char *after, guint limit, GArray *items, GError **error);

/* A new item with its turn row, or new values of a known one. REMOTE_ID may be NULL (keeps what is there). */
void fo_item_insert (FoTxn *txn, const FoItem *item, const char *remote_id);
void fo_item_update (FoTxn *txn, const FoItem *item, const char *remote_id);

/* The life its goods must have left where nobody says otherwise; 0, 0 when it asks for none. */
bool fo_item_life_get (FoTxn *txn, FoId item, FoMinLife *ret, GError **error);
void fo_item_life_set (FoTxn *txn, FoId item, const FoMinLife *life);

/* The GTIN to print on a label of one unit, "" when the item has none. GTIN has 15 bytes. */
bool fo_item_gtin (FoTxn *txn, FoId item, char *gtin, GError **error);

typedef struct {
  char code[128];
  FoQuantity quantity_u;
} FoBarcode;
/* FoBarcode, smallest quantity first. */
bool fo_barcodes_of_item (FoTxn *txn, FoId item, GArray *barcodes, GError **error);

/* Takes the item's turn: from here to the end of the transaction no other writer reads or changes what decisions about this
 * item rest on. Take several in id order, after the order rows. The sums are those of core/promise.h: free in usable lots at
 * issuing places, and promised from stock. */
typedef struct {
  FoId item;
  FoQuantity free_u, promised_u;
} FoTurn;
bool fo_turn_take (FoTxn *txn, FoId item, FoTurn *ret, GError **error);
/* The turns of N items, which come in id order, appended to TURNS (FoTurn). */
bool fo_turns_take (FoTxn *txn, const FoId *items, guint n, GArray *turns, GError **error);
/* The sums only, for reports. */
bool fo_turn_look (FoTxn *txn, FoId item, FoTurn *ret, GError **error);
/* Keeps the sums: call it once for every change of a usable balance or of a promise from stock. Also updates TURN. */
void fo_turn_add (FoTxn *txn, FoTurn *turn, FoQuantity free_u, FoQuantity promised_u);
/* Items that have promises from stock, by id; FoId. */
bool fo_items_promised (FoTxn *txn, GArray *items, GError **error);

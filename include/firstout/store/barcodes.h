/* SPDX-License-Identifier: GPL-3.0-or-later
 * What codes mean: so much of an item. Every change leaves a trace, and can be taken back. See rows.h. */
#pragma once

#include "firstout/core/code.h"
#include "firstout/store/items.h"

#define FO_BARCODE_MAX 128

typedef struct {
  char code[FO_BARCODE_MAX]; /* a GTIN as 14 digits, or a text */
  FoId item;                 /* 0: it means nothing */
  FoQuantity quantity_u;
  FoId learned_by; /* the operation that taught it; 0: sales or a table says so */
} FoMeaning;

/* What CODE means; item 0 when it means nothing. */
bool fo_meaning_get (FoTxn *txn, const char *code, FoMeaning *ret, GError **error);

/* From BEFORE to AFTER, which are of the same code, with a trace; item 0 in AFTER forgets it. Nothing when they agree. */
void fo_meaning_change (FoTxn *txn, FoId operation, const FoMeaning *before, const FoMeaning *after);

typedef struct {
  FoMeaning before, after;
} FoMeaningChange;
/* What an operation changed; FoMeaningChange. */
bool fo_meaning_changes (FoTxn *txn, FoId operation, GArray *changes, GError **error);

/* A line of the list of codes, or of one code's history. */
typedef struct {
  char code[FO_BARCODE_MAX];
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX]; /* of a history: what it meant since; "" nothing */
  FoQuantity quantity_u;
  char item_before[FO_ITEM_CODE_MAX]; /* of a history */
  FoQuantity quantity_before_u;
  FoId operation; /* that taught it, or changed it; 0 none */
  char person[64], station[64], kind[32];
  gint64 at_us;
} FoCodeRow;
/* By code, a page of what follows AFTER ("" from the beginning); FoCodeRow. */
bool fo_codes_page (FoTxn *txn, const char *after, guint limit, GArray *rows, GError **error);
/* Of one item, the smallest pack first; FoCodeRow. */
bool fo_codes_of_item (FoTxn *txn, FoId item, guint limit, GArray *rows, GError **error);
/* Oldest first; FoCodeRow. */
bool fo_code_history (FoTxn *txn, const char *code, GArray *rows, GError **error);

/* One of the things that a scan could mean. */
typedef struct {
  FoCodeKind read_as;               /* what the scan is taken for: a GTIN, an SSCC, a code of ours, a text (OTHER) ... */
  char text[2 * FO_CODE_NAME_MAX];  /* ... and what it says then: a GTIN as 14 digits, an SSCC as 18 */
  char said[FO_BARCODE_MAX];        /* how this thing has it: "4601234567893", "04601234567893" */
  char kind[16];                    /* what the thing is: barcode, item, lot, place, order, supply, carton */
  char item[FO_ITEM_CODE_MAX];      /* of a barcode, an item and a lot; "" of others */
} FoCollision;
/* Things that one scan could mean, read as the desk reads it (fo_code_read, fo_code_claims), those of one reading together:
 * GTINs of every length, an EAN-8 as the UPC-E it may be, an SSCC with and without its 00, codes of ours that somebody taught
 * otherwise. Two lots of one number are no collision: a lot goes with its item. FoCollision. Reads every name there is, one by
 * one, and keeps some 0.4 kB of each: for reports. */
bool fo_code_collisions (FoTxn *txn, GArray *collisions, GError **error);

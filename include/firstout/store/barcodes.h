/* SPDX-License-Identifier: GPL-3.0-or-later
 * What codes mean: so much of an item. Every change leaves a trace, and can be taken back. See rows.h. */
#pragma once

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
/* Oldest first; FoCodeRow. */
bool fo_code_history (FoTxn *txn, const char *code, GArray *rows, GError **error);

typedef struct {
  char text[FO_BARCODE_MAX];
  char kind[16]; /* what the text is there: barcode, item, lot, place, order, supply */
  FoId names;    /* the item's id of a barcode, an item and a lot; 0 of a supply */
  char item[FO_ITEM_CODE_MAX];
} FoCollision;
/* Texts that name more than one thing, those of one text together; FoCollision, 10,000 at most. Reads everything: for reports. */
bool fo_code_collisions (FoTxn *txn, GArray *collisions, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a code names in this warehouse. A code may name several things, a barcode some firm has glued on its shelves and the
 * article of an item: all of them are listed, and the task says which one it expects. Look-up order never decides. Inside the
 * desk.
 */
#pragma once

#include "firstout/core/code.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"

typedef enum { FO_NAMED_GOODS, FO_NAMED_PLACE, FO_NAMED_ORDER, FO_NAMED_SUPPLY, FO_N_NAMED } FoNamedKind;

typedef struct {
  FoNamedKind kind;
  /* goods */
  FoItem item;
  FoQuantity pack_u; /* what one scan counts: a unit, a pack, or the count or weight that the code carries */
  bool counted;      /* the code itself said how much */
  bool has_lot;
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on, produced_on;
  /* the others */
  FoPlace place;
  FoId order;
  char number[FO_NUMBER_MAX]; /* the order's or the supply's */
} FoNamed;

#define FO_NAMES_MAX 8

typedef struct {
  FoVerdict verdict; /* FO_OK, or why it names nothing */
  guint n;
  FoNamed list[FO_NAMES_MAX];
} FoNames;

/* Everything CODE names. */
bool fo_names_read (FoTxn *txn, const FoCode *code, FoNames *ret, GError **error);
/* The goods of an element string. */
bool fo_names_of_gs1 (FoTxn *txn, const FoGs1 *gs1, FoNames *ret, GError **error);
/* Everything of KINDS (bits of 1 << FoNamedKind) that goes by TEXT as its own number, article or code. */
bool fo_names_of_text (FoTxn *txn, const char *text, guint kinds, FoNames *ret, GError **error);

/* How much a task waits for it; 0 not at all. */
typedef int (*FoNamedRank) (const FoNamed *named, gconstpointer data);
/* The one the task waits for most. NULL with NAMES' verdict, or with FO_CODE_AMBIGUOUS when several are as likely. */
const FoNamed *fo_names_choose (const FoNames *names, FoNamedRank rank, gconstpointer data, FoVerdict *ret_verdict);

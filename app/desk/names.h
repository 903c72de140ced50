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
#include "firstout/work/codes.h"

typedef enum { FO_NAMED_GOODS, FO_NAMED_PLACE, FO_NAMED_ORDER, FO_NAMED_SUPPLY, FO_N_NAMED } FoNamedKind;

typedef struct {
  FoNamedKind kind;
  /* goods */
  FoItem item;
  FoQuantity pack_u; /* what one scan counts: a unit, a pack, or the count or weight that the code carries */
  bool counted;      /* the code itself said how much */
  bool unsure;       /* it may have: with lost separators it can be read with a count and without */
  bool has_lot;
  char lot[FO_LOT_NUMBER_MAX];
  FoId lot_id; /* the lot of the book that is meant (fo_names_read_outbound); 0: not looked up, or none */
  FoDay expires_on, produced_on;
  FoLotDays days; /* those the code named, when HAS_DAYS: more than the last usable day */
  bool has_days;
  FoVerdict mark_verdict; /* of marked goods: FO_OK, the code is a unit's marking code, MARK; or why it is not (fo_mark_read);
                           * FO_CARTON_UNKNOWN, it is a pack's, MARK, and nobody said what is in it */
  FoMark mark;
  FoUnit unit; /* what the book knows of the unit or the carton; id 0: nothing */
  bool carton; /* it is a carton, with pack_u units in it, the first of them ITEM's */
  bool mixed;  /* ... and not all of them are of that item and lot */
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
  guint chosen;               /* a person said which, counted from one among the likely ones; 0: nobody was asked */
  guint likely[FO_NAMES_MAX]; /* indices of those that are as likely as each other */
  guint n_likely;
} FoNames;

/* Everything CODE names. */
bool fo_names_read (FoTxn *txn, const FoCode *code, FoNames *ret, GError **error);
/* The unit or the carton that goes by IDENTITY, as goods; nothing is added when there is none. */
bool fo_names_add_unit (FoTxn *txn, const char *identity, FoNames *names, GError **error);
/* The goods of an element string. */
bool fo_names_of_gs1 (FoTxn *txn, const FoGs1 *gs1, FoNames *ret, GError **error);
/* Everything of KINDS (bits of 1 << FoNamedKind) that goes by TEXT as its own number, article or code. */
bool fo_names_of_text (FoTxn *txn, const char *text, guint kinds, FoNames *ret, GError **error);

/* How much a task waits for it; 0 not at all. */
typedef int (*FoNamedRank) (const FoNamed *named, gconstpointer data);
/* The one the task waits for most. NULL with NAMES' verdict, or with FO_CODE_AMBIGUOUS when several are as likely: then a person is
 * asked which (fo_step_unnamed). */
const FoNamed *fo_names_choose (FoNames *names, FoNamedRank rank, gconstpointer data, FoVerdict *ret_verdict);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lives in which it is watched which lots are chosen: what people do in them, apart from how that is judged. */
#pragma once

#include "firstout/core/place.h"
#include "firstout/store/orders.h"
#include "firstout/work/act.h"

#define ITEMS                                                                                                          \
  3 /* first expired first out; first in first out; and the first again, with a serial number on what leaves */
#define ORDERS 6
#define SHELF FO_PLACE_SHUT /* in the place of this kind there is a second shelf, which is shut now and then */

typedef struct {
  FoId line, lot;
  FoQuantity held_u, gone_u; /* held and picked; shipped */
  FoDay until;
  FoQuantity wrong_u; /* of it, chosen though an older lot would have done */
} Chosen;

typedef struct {
  FoStore *store;
  GRand *rand;
  FoDay today;
  FoId places[FO_N_PLACE_KINDS], items[ITEMS], orders[ORDERS];
  GArray *lots;   /* FoLot */
  GArray *chosen; /* Chosen */
  guint numbers, serials;
  bool shut;                                            /* nobody shall go to the second shelf */
  char leaving[FO_NUMBER_MAX], arriving[FO_NUMBER_MAX]; /* transfers that are under way; "" none */
  bool careless;                                        /* the control: nobody is asked for a reason */
  FoId excused_lot;                                     /* this step took it for a reason; 0: none */
  bool excused; /* this step chose nothing itself: it took an earlier choice back */
  guint judged, left_wrong;
  guint *effects; /* how often each kind of step was granted */
} Life;

static inline gint32
up_to (Life *l, gint32 n)
{
  return g_rand_int_range (l->rand, 0, n);
}

/* The house; in its transaction. */
FoTxnEnd fefo_furnish (FoTxn *txn, gpointer life, GError **error);
guint fefo_n_kinds (void);
const char *fefo_kind_name (guint kind);
/* One random operation. */
void fefo_step (Life *l);

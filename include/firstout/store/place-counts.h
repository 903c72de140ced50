/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far the counting of places is, and how full they are. See rows.h. */
#pragma once

#include "firstout/store/places.h"

typedef struct {
  FoPlace place;
  bool counted;     /* at least once, to the end */
  bool being_done;  /* begun and not closed */
} FoPlaceCount;

/* Real places by code; AFTER is the code of the last one of the page before, "" at first. */
bool fo_place_counts_page (FoTxn *txn, const char *after, guint limit, GArray *counts, GError **error);
/* And how many balances lie there, FO_PLACE_STOCK_MAX at most: it is counted no further. */
#define FO_PLACE_STOCK_MAX 999
typedef struct {
  FoPlace place;
  guint lots;
} FoPlaceStock;
/* Real places behind the code AFTER, whose codes begin with PREFIX ("": all); FoPlaceStock. */
bool fo_place_stocks_page (FoTxn *txn, const char *prefix, const char *after, guint limit, GArray *stocks, GError **error);
/* How many real places there are, and how many of them were counted. */
bool fo_place_counts_sum (FoTxn *txn, guint *ret_places, guint *ret_counted, GError **error);

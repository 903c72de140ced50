/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counting a place. See act.h for what all of these share. A count is blind: nothing it answers says what the book has. Work goes on
 * meanwhile: every entry is held against the book of its own moment, and what moves later moves both alike. What was seen is kept as
 * it is seen; whoever is interrupted, and whoever takes over, goes on from there.
 *
 * Notes of the warehouse: count_limit_percent and count_limit_units (a difference beyond either is counted once more before it is
 * booked; "off": no such limit; 10 and "off" without a note), count_recount ("same", as without a note, or "other": another person
 * counts the second time), truth_day (before it, what is counted is the first stock: it comes from opening, and sales hears nothing). */
#pragma once

#include "firstout/work/codes.h"

/* A place that is left alone for so long may be counted on by another station. */
#define FO_COUNT_LEASE_MINUTES 30

/* Is it before the day from which the book counts as true? */
bool fo_count_is_opening (FoTxn *txn, FoDay today, bool *ret_opening, GError **error);

/* Begins to count PLACE, or goes on. Reply args place, count (how many lots were seen), round, kind ("opening" of the
 * first stock). FO_PLACE_UNKNOWN, FO_PLACE_IS_VIRTUAL;
 * FO_PLACE_TAKEN (args station, person) when another station counts it, unless TAKE_OVER; FO_COUNT_BY_ANOTHER. */
bool fo_work_count_begin (FoStore *store, const FoAct *act, FoId place, bool take_over, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId place;
  FoId lot; /* 0: one the book has never heard of, as the next three say; it is made */
  FoId item;
  const char *number; /* "" of an untracked item */
  const char *owner;  /* whose; NULL or "": the house's */
  FoDay expires_on;
  FoQuantity quantity_u;
  bool in_all;         /* QUANTITY_U is how many were seen, not how many more */
  const FoMark *marks; /* of units that are known one by one: QUANTITY_U is as many */
  guint n_marks;
} FoCountEntry;

/* Goods that were seen at a place whose count was begun. Reply args: quantity, and counted (of this lot, in this round).
 * FO_SCAN_PLACE_FIRST, FO_LOT_UNKNOWN, FO_LOT_NEEDED, FO_EXPIRY_NEEDED, FO_EXPIRY_DIFFERS, FO_QUANTITY_…, FO_MARKING_NEEDED, FO_SERIAL_NEEDED;
 * FO_MARKING_KNOWN: the unit was seen already; FO_MARKING_OTHER_ITEM. */
bool fo_work_count_enter (FoStore *store, const FoAct *act, const FoCountEntry *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* "Nothing else lies here": lots of the book that were not seen are counted as none. FO_COUNT_AGAIN (reply lines: item, lot) when
 * differences are beyond the limit or uncertain: these lots are to be counted once more, and nothing is booked yet. Else FO_COMPLETE:
 * differences are booked in one go, wishes to count the place are done, and reply lines list them: item, lot, expires_on, before,
 * after, difference, "codes" of units that were not seen, and "lost", what deals had to give up. Goods that were held for an order
 * and are not there are let go as by a short pick. FO_SCAN_PLACE_FIRST, FO_COUNT_BY_ANOTHER. */
bool fo_work_count_close (FoStore *store, const FoAct *act, FoId place, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A pick emptied a place by the book, and a person looked: it IS_EMPTY, or it is not and stays to be counted. QUESTION is the pick's
 * operation; 0: the oldest question of ACT's station that is open. Until it is answered the place is to be counted, too. Reply args
 * place, state (empty, not-empty). FO_COMMAND_NOT_NOW: it is answered, or there is none. */
bool fo_work_zero_check (FoStore *store, const FoAct *act, FoId question, bool is_empty, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is settled when a warehouse begins: the issue order of new items, and the day from which the book is the truth. See act.h for
 * what all of these share. Notes of the warehouse: issue_order, truth_day; who may change them: the right "settings" (right.h),
 * FO_RIGHT_MISSING. */
#pragma once

#include "firstout/core/item.h"
#include "firstout/store/channels.h"
#include "firstout/work/act.h"

typedef struct {
  FoIssueOrder issue; /* what a new item gets that says nothing of its own */
  bool issue_chosen;  /* somebody said so; else it is FEFO until somebody does */
  FoDay truth_on;     /* FO_DAY_NONE: not said yet */
} FoBeginning;

bool fo_beginning_read (FoTxn *txn, FoBeginning *ret, GError **error);

/* Is first stock over? From the day on what a count finds is a difference, and a table of first stock books nothing any more. Without
 * a day it never is. */
bool fo_beginning_is_over (FoTxn *txn, FoDay today, bool *ret_over, GError **error);

/* What a station enters now was done on paper by WHO on DAY; "": it is not. Kept in the store (a note "paper" for each station), so
 * that a station that was switched off goes on with it. */
typedef struct {
  char who[64];
  FoDay day;
} FoPaperDay;
bool fo_paper_day_read (FoTxn *txn, const char *station, FoPaperDay *ret, GError **error);
/* For ACT's station. FO_DAY_BAD (arg day): it is to come, or lies before the day from which the book is the truth. Args person, day. */
bool fo_work_paper_day (FoStore *store, const FoAct *act, const FoPaperDay *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Items that are known keep theirs. Reply arg text: its name. */
bool fo_work_set_issue_order (FoStore *store, const FoAct *act, FoIssueOrder issue, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* FO_DAY_NONE takes it back. Reply arg due_on. */
bool fo_work_set_truth_day (FoStore *store, const FoAct *act, FoDay truth_on, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Does a pick that empties a place by the book ask whether it is empty? The warehouse's note zero_check, "on"; off without one. A
 * station reads it when it starts, or when it is said there. */
bool fo_work_set_zero_check (FoStore *store, const FoAct *act, bool on, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Must every slot of a wave have a label, which is scanned when goods were put into it? The warehouse's note slot_check, likewise. */
bool fo_work_set_slot_check (FoStore *store, const FoAct *act, bool on, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Numbers of the warehouse that a person may change (notes of the same names): how many days what was told to sales and heard from it
 * is kept when nothing is open about it (sync_keep_days; 180 without one, 40 at least: so far back both sides are compared); after how
 * many minutes without a key, a touch or a scan the window shows nothing until a badge is shown (idle_lock_minutes; 0, and without
 * one: never). */
#define FO_TOLD_KEPT_DAYS 40 /* so long at least */
typedef enum { FO_NUMBER_SYNC_KEEP_DAYS, FO_NUMBER_IDLE_LOCK_MINUTES, FO_N_NUMBERS } FoNumber;
bool fo_number_read (FoTxn *txn, FoNumber which, guint *ret, GError **error);
/* FO_QUANTITY_BAD: too small or too great. */
bool fo_work_set_number (FoStore *store, const FoAct *act, FoNumber which, gint64 value, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* How a sales channel calls a stage; channel "": those that say nothing else. */
bool fo_work_set_channel_word (FoStore *store, const FoAct *act, const FoChannelWord *word, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

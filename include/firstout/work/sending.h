/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person says about messages to sales and about the links that carry them. What there is to decide stands in
 * store/deliveries.h (fo_deliveries_shown, fo_outbox_not_begun, fo_delivery_counts), store/links.h (fo_links) and
 * store/exchange.h (fo_conflicts_page); each of these acts is an operation like any other, see act.h. Who may say what becomes
 * of a message or a disagreement: the right "sending"; who sets links up: "settings" (right.h), FO_RIGHT_MISSING; to send once more what is
 * due anyway everybody may.
 */
#pragma once

#include "firstout/core/ownership.h"
#include "firstout/store/deliveries.h"
#include "firstout/store/exchange.h"
#include "firstout/store/links.h"
#include "firstout/work/act.h"

typedef enum {
  FO_SENDING_AGAIN, /* it is sent again; what may have arrived is looked for first */
  FO_SENDING_DONE,  /* somebody has put it right over there: it counts as told */
  FO_SENDING_DROP   /* it shall not be told */
} FoSendingDecision;

typedef struct {
  FoId message;     /* the outbox row */
  const char *link; /* its name */
  FoSendingDecision decision;
  const char *day;   /* AGAIN: YYYY-MM-DD, for its own lies in a period that is closed there; NULL: its own */
  const char *words; /* why; needed for DONE, DROP and a new day */
} FoSendingAct;

/* FO_REQUEST_UNKNOWN: there is no such message at that link, or nothing to decide about it. FO_REASON_NEEDED. FO_DAY_BAD. The
 * reply's "state" is what it is now: an old word about what is reserved, or about an order's state, that newer ones have
 * followed is not sent again but dropped. */
bool fo_work_decide_sending (FoStore *store, const FoAct *act, const FoSendingAct *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* A disagreement is settled, in whichever way WORDS say. FO_REQUEST_UNKNOWN, FO_REASON_NEEDED. */
bool fo_work_decide_conflict (FoStore *store, const FoAct *act, FoId conflict, const char *words, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Which side of a disagreement stands. OURS: a message is sent again, what sales says otherwise is left. THEIRS: a message counts as
 * told, what sales said is taken once more and applied if the work can by now, an order that is gone there is called off here; a stock
 * that is another there is counted here: the book changes by what is found on the shelves, and never by their word. */
typedef enum { FO_SIDE_OURS, FO_SIDE_THEIRS } FoSide;
/* Which field of the table of owners a disagreement that was found by comparing, or about a field of the warehouse, is about; NULL: it is
 * about a row as a whole. */
const FoOwnedField *fo_conflict_field (const FoConflict *conflict);
/* Can SIDE win? What was moved by hands only a count or a movement changes. */
bool fo_side_may_win (const FoConflict *conflict, FoSide side);
/* Is it about stock? Then theirs asks for a count of the places where the lot lies, else of those where others of its item do. */
bool fo_side_counts (const FoConflict *conflict);
/* FO_REQUEST_UNKNOWN: it is settled, or that side cannot win. FO_REASON_NEEDED. Of stock FO_ITEM_UNKNOWN; FO_NOTHING_TO_COUNT: by the book
 * nothing of the item lies anywhere; the reply's "count" is how many places are to be counted. */
bool fo_work_choose_side (FoStore *store, const FoAct *act, FoId conflict, FoSide side, const char *words, FoReply *reply,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A cursor of no feed: when a person last wished that both sides were compared. */
#define FO_FEED_COMPARE_WISHED "compare-wished"
/* The gateway, wherever it runs, compares both sides in its next round. */
bool fo_work_wish_compare (FoStore *store, const FoAct *act, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the link of that name, or sets it up anew; an id is not looked at. FO_NUMBER_TAKEN: there is another main link.
 * FO_MESSAGE_MALFORMED and "field": a name that is not letters, digits, "-" and "_"; an address with a password in it, which
 * belongs into a secret; a configuration that is no JSON object. */
bool fo_work_set_link (FoStore *store, const FoAct *act, const FoSalesLink *link, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* One field of the set-up: "secret" (its name), "address", or what the kind reads in its configuration; a text that is a JSON object or
 * array stays one, "" takes it away. FO_REQUEST_UNKNOWN, and FO_MESSAGE_MALFORMED as above. */
typedef struct {
  const char *link, *field, *value;
} FoLinkFieldAct;
bool fo_work_set_link_field (FoStore *store, const FoAct *act, const FoLinkFieldAct *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef enum { FO_LINK_ON, FO_LINK_OFF, FO_LINK_UNLATCH, FO_LINK_REMOVE } FoLinkSwitch;
/* FO_REQUEST_UNKNOWN: there is no link of that name. */
bool fo_work_switch_link (FoStore *store, const FoAct *act, const char *name, FoLinkSwitch how, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

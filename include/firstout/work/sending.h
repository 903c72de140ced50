/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person says about messages to sales and about the links that carry them. What there is to decide stands in
 * store/deliveries.h (fo_deliveries_shown, fo_outbox_not_begun, fo_delivery_counts), store/links.h (fo_links) and
 * store/exchange.h (fo_conflicts_page); each of these acts is an operation like any other, see act.h.
 */
#pragma once

#include "firstout/store/deliveries.h"
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

/* Makes the link of that name, or sets it up anew; an id is not looked at. FO_NUMBER_TAKEN: there is another main link.
 * FO_MESSAGE_MALFORMED and "field": a name that is not letters, digits, "-" and "_"; an address with a password in it, which
 * belongs into a secret; a configuration that is no JSON object. */
bool fo_work_set_link (FoStore *store, const FoAct *act, const FoSalesLink *link, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef enum { FO_LINK_ON, FO_LINK_OFF, FO_LINK_UNLATCH, FO_LINK_REMOVE } FoLinkSwitch;
/* FO_REQUEST_UNKNOWN: there is no link of that name. */
bool fo_work_switch_link (FoStore *store, const FoAct *act, const char *name, FoLinkSwitch how, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

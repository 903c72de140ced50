/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The thread of a deal: everything that belongs to it, in the order it happened, and where each line stands. Changes nothing.
 */
#pragma once

#include "firstout/core/supply.h"
#include "firstout/work/act.h"

/* A line of one of the deal's orders. */
typedef struct {
  char order[FO_NUMBER_MAX];
  FoLine line; /* of a kit: its quantities are those of whole kits */
  bool is_kit;
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX], unit[FO_UNIT_MAX];
  char of_kit[FO_ITEM_CODE_MAX]; /* the kit this is a component of; "" none */
  char instead_of[FO_ITEM_CODE_MAX], instead_of_name[FO_ITEM_NAME_MAX]; /* the item this leaves instead of; "" none */
  /* The day all of it can leave: today when it is here, the last ready day of what it waits for; FO_DAY_NONE: something is missing, or
   * nobody has said when it comes. */
  FoDay leaves_on;
  char supply[FO_NUMBER_MAX]; /* what it waits for longest; "" nothing */
  FoSupplyKind supply_kind;
  int32_t progress_percent;
} FoThreadLine;

typedef struct {
  gint64 at_us;      /* when it was entered */
  const char *kind;  /* order, line, promise, held, picked, pick, put-back, unit, supply, proposed, slip, receipt, shipment, unshipped, carton, certificate, document,
                      * return, claim, question, availability, answer; static; worded "thread.KIND" */
  char order[FO_NUMBER_MAX];
  char number[FO_NUMBER_MAX]; /* of what it is about: a supply, a shipment, a carton, a document, a claim */
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX], unit[FO_UNIT_MAX];
  char lot[64];
  FoDay expires_on;
  FoQuantity quantity_u; /* 0: it is about none */
  FoDay day;             /* due, ready, shipped, the new day of a slip */
  FoDay from_day;        /* of a slip */
  char text[FO_PARTNER_MAX]; /* state, partner, reason, what was said */
  char person[64], station[64];
  char done_by[64];      /* on paper, and entered afterwards; "": not */
  FoDay done_on;
} FoThreadEvent;

typedef struct {
  char deal[FO_NUMBER_MAX], customer[FO_PARTNER_MAX];
  GArray *orders; /* FoOrder */
  GArray *lines;  /* FoThreadLine */
  GArray *events; /* FoThreadEvent, oldest first */
} FoThread;

void fo_thread_init (FoThread *thread);
void fo_thread_clear (FoThread *thread);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoThread, fo_thread_clear)

/* The deal that NUMBER belongs to: its own, an order's, one of our numbers of an order that was opened here, or a shipment's. An order
 * without a deal is a thread of its own. THREAD was initialised. FO_ORDER_UNKNOWN. */
bool fo_work_thread (FoStore *store, const char *number, FoThread *thread, FoVerdict *ret_verdict, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* The same in a transaction of the caller's. */
bool fo_thread_read (FoTxn *txn, const char *number, FoThread *thread, FoVerdict *ret_verdict, GError **error);
/* {"deal","customer","orders":[…],"lines":[…],"events":[…]}; free with g_free. */
char *fo_thread_to_json (const FoThread *thread);
/* Both in one; *ret_json NULL when the verdict is not FO_OK. */
bool fo_work_thread_json (FoStore *store, const char *number, char **ret_json, FoVerdict *ret_verdict, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

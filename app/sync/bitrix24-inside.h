/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bitrix24 by its REST interface, through an inbound webhook: deals are the source of orders, and their stages and timelines are told
 * what became of them. It keeps no lots, no days and no stock of ours: what is no business of a deal is not carried. The parts:
 * bitrix24.c opens, bitrix24-api.c speaks (calls, packets of calls, refusals), bitrix24-hear.c gathers, bitrix24-read.c makes rows,
 * bitrix24-send.c moves stages and writes comments, bitrix24-probe.c tests and compares.
 *
 * ADDRESS is https://FIRM.bitrix24.ru/rest/USER/, the secret is the code of the webhook, which has the rights crm and catalog.
 * CONFIG of the set-up (texts unless said; what is left out has the value in brackets):
 *   secret, plain_http, ca_file, proxy, connect_s, read_s, rate_units [2], rate_window_ms [1000], …   as http.h has them
 *   pipelines     object: id of a воронка ("0", "1", …) → object
 *                   "orders"    array of stages at which a deal is an order of the warehouse; not there: at all
 *                   "gate_open" array of stages at which it may be picked; not there: nothing is said, its stage decides
 *                   "stages"    object: stage of the warehouse → stage of the deal (C1:EXECUTING)
 *                   "channel"   what the channel of its orders is called
 *                 [{"0": {}}]: deals of other pipelines are not ours
 *   categories    "0, 3": ids of further воронки, of which nothing more is said, as the set-up page asks for them [""]
 *   number_prefix [Б24-]: stands before the deal's id as the number of its order
 *   item_code     field of a product that is an item's code with us: "xmlId", "id", "code", "property258" [xmlId]
 *   catalogs      array of ids of catalogs (iblockId) whose products are heard as a whole; else each when a deal has it [[]]
 *   due_field     [CLOSEDATE]; ship_complete: a field of deals (UF_CRM_…) that is 1 [""]
 *   hold_field    a field of deals (UF_CRM_…): the day until which its goods are kept [""]
 *   ask_field     a field of deals (UF_CRM_…) that is 1: are its goods really there? The answer is a comment [""]
 *   free_rows     "refuse": a row without a product sets the deal aside; "ignore": it is passed over [refuse]
 *   comments      false: nothing is written into timelines [true]
 *   language      of comments, "ru", "de" or "en" [ru]
 *   overlap_s [300], open_s [60], catalogs_s [600], history_days [400], as numbers
 *
 * Facts that shaped it: lists come by fifty, sorted by id and asked for behind the last one (start = -1: nobody counts them);
 * two requests a second, more are refused with 503 QUERY_LIMIT_EXCEEDED; a method that took too long is closed for minutes (429,
 * OPERATION_TIME_LIMIT); a packet has at most fifty calls; there is no key that makes a create harmless, so a comment bears our id and
 * is looked for by it. */
#pragma once

#include "adapter.h"
#include "http.h"

#define B24_PAGE 50

typedef struct {
  FoLink link; /* first */
  FoHttp *http;
  json_object *config, *pipelines;
  const char *number_prefix, *item_code, *due_field, *ship_complete, *ask_field, *hold_field; /* of config */
  bool ignore_free_rows, comments;
  int overlap_s, open_s, catalogs_s, history_days, language;
  char *base;
  GHashTable *known; /* "deal 37" → char *version, of this run */
  GHashTable *open;  /* ids of deals that are open: their rows change without them */
  GHashTable *names; /* "company 9", "contact 4", "stage C1:NEW", "measure 5" → char *name */
  bool has_names;    /* stages and measures are in it */
} FoB24;

/* ---- speaking ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoDelivery *delivery; /* NULL: reading only */
  const char *step;
  bool asking; /* a test: a missing right is an answer */
} FoB24Ask;

/* METHOD with PARAMS (taken; NULL none). *ret_result is its result; NULL and *ret_why when it says no. Asking only: it may be sent
 * again. An answer that is none is FO_SALES_ERROR_CONTRACT. */
bool fo_b24_ask (FoB24 *b24,
                 const FoB24Ask *ask,
                 const char *method,
                 json_object *params,
                 json_object **ret_result,
                 char **ret_why,
                 GError **error);
/* The same, and what it refuses is FO_SALES_ERROR_CONTRACT. */
bool fo_b24_need (
    FoB24 *b24, const FoB24Ask *ask, const char *method, json_object *params, json_object **ret_result, GError **error);
/* A writing; as fo_http_send. */
bool fo_b24_write (
    FoB24 *b24, const FoB24Ask *ask, const char *method, json_object *params, FoWritten *ret_written, GError **error);

/* Calls in one request: a call is "crm.company.get?id=9", its parameters percent-encoded. *ret_results is an array with a result, or null
 * where the call was refused, for each; *ret_nexts where the next page of each begins, 0 none. Free with json_object_put. */
bool fo_b24_batch (FoB24 *b24,
                   const FoB24Ask *ask,
                   GPtrArray *calls,
                   json_object **ret_results,
                   json_object **ret_nexts,
                   GError **error);

/* {"filter": FILTER, "select": SELECT, "order": {ID: "ASC"}, "start": -1}: those behind LAST. Takes FILTER. */
json_object *fo_b24_list (const char *id, const char *last, json_object *filter, json_object *select);
/* An id of theirs: digits, and nothing else. */
bool fo_b24_is_id (const char *text);

/* ---- deals ------------------------------------------------------------------------------------------------------------ */

/* The pipeline of a deal as the set-up has it; NULL: not ours. */
json_object *fo_b24_pipeline (FoB24 *b24, json_object *deal);
bool fo_b24_is_ours (FoB24 *b24, json_object *deal);

bool fo_b24_hear (FoLink *link, bool everything, GError **error);
bool fo_b24_hear_one (FoLink *link, const char *entity, const char *remote_id, GError **error);
void fo_b24_read (FoLink *link, const FoLinkObject *object, FoLinkRows *ret_rows);
bool fo_b24_deliver (FoLink *link, const FoDelivery *delivery, FoFate *ret_fate, GError **error);
bool fo_b24_probe (FoLink *link, FoFindingEach each, gpointer data, GError **error);
bool fo_b24_compare (
    FoLink *link, gint64 from_us, void (*each) (json_object *there, gpointer data), gpointer data, GError **error);

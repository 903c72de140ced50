/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * МойСклад by its JSON API 1.2. The parts: moysklad.c opens, moysklad-api.c speaks (pages, references, refusals), moysklad-hear.c
 * gathers what has changed, moysklad-read.c makes rows of it, moysklad-send.c and what it calls write documents and read them back,
 * moysklad-probe.c is the connection test, moysklad-compare.c the reconciliation.
 *
 * ADDRESS is https://api.moysklad.ru/api/remap/1.2/. CONFIG of the set-up (texts unless said; what is left out has the value in brackets):
 *   login, secret, plain_http, ca_file, proxy, connect_s, read_s, …   as http.h has them; without a login the secret is a token
 *   store         UUID of our склад; [""]: all orders are ours, and nothing that needs a store can be written
 *   organization  UUID of the юрлицо, where a document has no order to take it from [""]
 *   supplier      UUID of a контрагент for goods that were received without a purchase order; [""]: they are an оприходование
 *   item_code     "code", "article" or "externalCode": what is an item's code with us, and different for each [code]
 *   gate          "none": nothing is said, the stage of the order decides; "paid": payedSum reaches `prepay_percent` [100] of the
 *                 sum; "state": the order's state is one of `gate_open` (array of names) [none]
 *   lots_field, expiry_field  names of checkboxes among a product's own fields: it has lots; they have last days ["": the warehouse says]
 *   ship_complete the name of a checkbox among the order's own fields (доп. поле) [""]
 *   ask_field     the name of a checkbox among the order's own fields: are its goods really there? [""]
 *   hold_field    the name of a day among the order's own fields: until when its goods are kept [""]
 *   answer_field  the name of a text among the order's own fields, where the answer stands; ["": its comment]
 *   production    "task": производственные задания; "order": the older заказы на производство and техоперации; "both"; "none" [task]
 *   lots          "consignment": партии; "description": in the comment; ["": what the connection test found, else consignment]
 *   post          false: documents are written and not проведены [true]
 *   reserve       true: what the warehouse holds is the reserve of the order's positions [false]
 *   order_state   object stage → name of a state of customer orders; besides, a channel's own word where it is one
 *   partners      object: another warehouse as we call it → UUID of its склад (transfers)
 *   rows_most     as a number: so many rows go in one request, the rest of a document behind it [1000]
 *   page [100], overlap_s [300], supplies_s [10], catalogs_s [60], history_days [400], weight [4], utc_offset_min [180], as numbers
 *
 * Facts that shaped it: expand is ignored where a page is larger than 100; times are Moscow's; `updated` says when, and nothing
 * says what; a PUT of positions replaces them all; syncId makes a repeated create harmless, and completions of stages have
 * none; marking codes of goods that are not marked there are dropped without a word. A request signed with a login or a person's
 * token weighs 4 of the 45 units of 3 seconds since December 2026, one with a solution's token 1 (`weight`), a report of stock 5. */
#pragma once

#include "adapter.h"
#include "http.h"

typedef struct {
  FoLink link; /* first */
  FoHttp *http;
  json_object *config;
  const char *store, *organization, *supplier, *item_code, *gate, *lots, *ask_field, *answer_field, *hold_field; /* of config */
  bool post, reserve, tasks, orders;
  int page, rows_most, overlap_s, supplies_s, catalogs_s, history_days, prepay_percent, weight, utc_offset_min;
  char *base;
  GHashTable *known;   /* "type id" → char *version, of this run */
  GHashTable *open;    /* ids of documents that are open → char *type: what becomes of them is asked again */
  bool warm;           /* the orders of this run are in `open` */
  GHashTable *items;   /* our code → FoMskItem */
  json_object *states; /* of customer orders, as metadata has them; NULL: not asked yet */
} FoMsk;

/* ---- speaking ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoDelivery *delivery; /* NULL: reading only */
  const char *step;           /* "find", "read", … */
  bool asking;                /* a test: a missing right is an answer */
  guint weight;               /* 0: the usual one */
} FoMskAsk;

/* "https://…/entity/TYPE/ID" as a reference of theirs: {"meta": {…}}. */
json_object *fo_msk_link (FoMsk *msk, const char *type, const char *id);
char *fo_msk_href (FoMsk *msk, const char *type, const char *id);
/* The id in a reference or an expanded object, "" none; static within OBJECT no longer than it lives. */
char *fo_msk_id (json_object *object);
const char *fo_msk_type (json_object *object);
/* The id of the object's member NAME. Free with g_free. */
char *fo_msk_id_of (json_object *object, const char *name);
/* A value in a filter: ';' and '\' are escaped. Not percent-encoded. Free with g_free. */
char *fo_msk_quote (const char *text);

/* PATH is behind the base, percent-encoded. *ret NULL, the status and why, when it says no. */
bool fo_msk_get (FoMsk *msk,
                 const FoMskAsk *ask,
                 const char *path,
                 json_object **ret,
                 guint *ret_status,
                 char **ret_why,
                 GError **error);
/* entity/TYPE/ID; *ret NULL: not there. What is refused otherwise is FO_SALES_ERROR_CONTRACT. */
bool fo_msk_one (FoMsk *msk,
                 const FoMskAsk *ask,
                 const char *type,
                 const char *id,
                 const char *expand,
                 json_object **ret,
                 GError **error);
typedef struct {
  const char *path;                    /* "entity/demand" */
  const char *filter, *expand, *order; /* NULL none; plain text */
  const char *group;                   /* of a report */
} FoMskQuery;
/* ROWS is one page of the list; false ends it. */
typedef bool (*FoMskPage) (FoMsk *msk, json_object *rows, gpointer data, GError **error);
bool fo_msk_page (
    FoMsk *msk, const FoMskAsk *ask, const FoMskQuery *query, int offset, json_object **ret_rows, GError **error);
bool
fo_msk_all (FoMsk *msk, const FoMskAsk *ask, const FoMskQuery *query, FoMskPage each, gpointer data, GError **error);
bool fo_msk_some (FoMsk *msk, const FoMskAsk *ask, const FoMskQuery *query, json_object **ret, GError **error);
/* Where a document has more rows of NAME ("positions") than came with it, the rest is fetched and put behind them. */
bool fo_msk_whole (
    FoMsk *msk, const FoMskAsk *ask, json_object *document, const char *name, const char *expand, GError **error);
/* METHOD is "POST" or "PUT". As fo_http_send; ret_written is always filled in. */
bool fo_msk_write (FoMsk *msk,
                   const FoMskAsk *ask,
                   const char *method,
                   const char *path,
                   json_object *body,
                   FoWritten *ret_written,
                   GError **error);
/* What one row of an answer to many says against itself; NULL: it was taken. Free with g_free. */
char *fo_msk_refusal (json_object *row);
bool fo_msk_is_closed (const char *why);

/* ---- hearing -------------------------------------------------------------------------------------------------------- */

bool fo_msk_hear (FoLink *link, bool everything, GError **error);
bool fo_msk_hear_one (FoLink *link, const char *entity, const char *remote_id, GError **error);
void fo_msk_read (FoLink *link, const FoLinkObject *object, FoLinkRows *ret_rows);
/* The value of one of its own fields (доп. поля); NULL: it has none. Borrowed. */
json_object *fo_msk_attribute (json_object *document, const char *name);
bool fo_msk_checkbox (json_object *document, const char *name);
/* Has our store to do with it? */
bool fo_msk_is_ours (FoMsk *msk, json_object *document);
/* "store", or what the store of goods is called in documents of that type. */
const char *fo_msk_store_field (const char *type);
bool fo_msk_gate_is_open (FoMsk *msk, json_object *order);

/* ---- writing -------------------------------------------------------------------------------------------------------- */

bool fo_msk_deliver (FoLink *link, const FoDelivery *delivery, FoFate *ret_fate, GError **error);
bool fo_msk_probe (FoLink *link, FoFindingEach each, gpointer data, GError **error);
bool fo_msk_compare (
    FoLink *link, gint64 from_us, void (*each) (json_object *there, gpointer data), gpointer data, GError **error);

extern const FoLinkField fo_msk_fields[];

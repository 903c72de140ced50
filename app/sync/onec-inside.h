/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 1C:UT 11 by its standard OData interface. The parts: onec.c opens and tests, onec-odata.c speaks (JSON, pages, refusals),
 * onec-atom.c reads the change feed's XML, onec-hear.c and onec-compose.c gather objects, onec-read.c makes rows of them,
 * onec-send.c and what it calls write documents and read them back.
 *
 * CONFIG of the set-up (texts unless said; what is left out has the value in brackets):
 *   login, secret, plain_http, ca_file, proxy, connect_s, read_s, …   as http.h has them
 *   warehouse     GUID of our Склад; [""]: all orders are ours, and nothing that needs a warehouse can be written
 *   organization  GUID, where a document must name one [""]
 *   scheme        "orders": РасходныйОрдерНаТовары and ПриходныйОрдерНаТовары; "simple": РеализацияТоваровУслуг, not posted [orders]
 *   adopt         true: an order of the warehouse that 1C has made for the same customer's order is filled in; false: we make one [false]
 *   item_code     the field that is an item's code with us, and different for each: "Code", "Артикул" [Code]
 *   gate          what opens it: "register" (СостоянияЗаказовКлиентов), "status" (КОтгрузке), "prepayment" (none is asked), "open" [register]
 *   gate_closed   array: the states in which it is closed [agreement, advance, ready to supply, prepayment awaited]
 *   sources       object: ВариантОбеспечения → "stock", "purchase", "production" [{}]
 *   plan, node    "ExchangePlan_…" and the GUID of our node: the change feed; [""]: asked again and again
 *   production    "none", "hand", "erp" (ЗаказНаПроизводство2_2), "unf" (ЗаказНаПроизводство) [none]
 *   page [500], window_days [60], history_days [400], catalogs_s [600], utc_offset_min [180], allowed_only [true], as numbers
 *   reserve       object "full", "part" → ВариантОбеспечения; not there: reservations are not carried
 *   order_state   object "field", "values" {stage → value}; not there: stages are not carried
 *   ask_field     a yes-or-no field of ЗаказКлиента (the firm's own): are its goods really there? [""]
 *   hold_field    a day of ЗаказКлиента (the firm's own field): until when its goods are kept [""]
 *   answer_field  a text field of ЗаказКлиента, where the answer stands, a line for each item [Комментарий]
 *   partners      object: another warehouse as we call it → GUID of its Склад (transfers)
 *   closed_words  array: what a refusal says when the day lies in a closed period ["дата запрета", "запрещен", "закрыт"]
 *   documents     object: a form's name → object that overrides what onec-forms.c says of that document
 *
 * Item ids are GUIDs; with a characteristic both, each in 22 letters (fo_onec_pair): ids have an end. Line ids are the order's GUID/КодСтроки: LineNumber is renumbered.
 */
#pragma once

#include "adapter.h"
#include "http.h"
#include "link.h"

#define ONEC_EMPTY "00000000-0000-0000-0000-000000000000"

typedef struct {
  FoLink link; /* first */
  FoHttp *http;
  json_object *config;
  const char *warehouse, *organization, *item_code, *gate, *plan, *node, *production, *ask_field, *answer_field, *hold_field; /* of config */
  bool simple, adopt, allowed_only;
  int page, window_days, history_days, catalogs_s, utc_offset_min;
  char *base;
  GHashTable *known;        /* "entity ref" → char *version, of this run: what need not be fetched again */
  GHashTable *open;         /* ref of an order or supply that is open → its FoOnecSet */
  GHashTable *gates;        /* ref of an open order → char *state as last heard */
  GHashTable *things;       /* "entity ref" → json_object: kinds, units, partners, series */
  GHashTable *items;        /* our code → FoOnecItem */
  guint turn, gate_turn;    /* which of the old open documents are asked for next */
  bool warm, catalogs_warm; /* the documents of the window, and the catalogs, are in `known` */
} FoOnec;

/* ---- speaking ------------------------------------------------------------------------------------------------------- */

/* What is said in a request to 1C: percent-encoded but for ( ) ' */
char *fo_onec_escape (const char *text);
/* "Document_X(guid'…')" */
char *fo_onec_key (const char *entity, const char *ref);
bool fo_onec_is_empty (const char *ref); /* NULL, "", or all zeros */
/* Two GUIDs as one id of 45 letters, and back: false when it is none. */
char *fo_onec_pair (const char *item, const char *variant);
bool fo_onec_unpair (const char *id, char **ret_item, char **ret_variant);
/* A text in quotes for $filter. */
char *fo_onec_quote (const char *text);
/* What 1C says in a refusal, JSON or XML; NULL when it says nothing. Free with g_free. */
char *fo_onec_message (const FoHttpAnswer *answer, int *ret_code);

typedef struct {
  const FoDelivery *delivery; /* NULL: reading only */
  const char *step;           /* "find", "read", … */
  bool asking;                /* a test: a missing right is an answer */
  const char *match;          /* If-Match; NULL or "" none */
  bool whole;                 /* what our rights hide is an error, and not simply not there */
} FoOnecAsk;

/* One object or page; *ret NULL, the status and why when 1C says no. */
bool fo_onec_get (FoOnec *onec,
                  const FoOnecAsk *ask,
                  const char *path,
                  const char *query,
                  json_object **ret,
                  guint *ret_status,
                  char **ret_why,
                  GError **error);
/* The object of that key; NULL: not there. SELECT NULL: all of it. What 1C refuses otherwise is FO_SALES_ERROR_CONTRACT. */
bool fo_onec_one (FoOnec *onec,
                  const FoOnecAsk *ask,
                  const char *entity,
                  const char *ref,
                  const char *select,
                  json_object **ret,
                  GError **error);
/* All of a set, page by page. EACH gets an array; false ends it. */
typedef bool (*FoOnecPage) (FoOnec *onec, json_object *page, gpointer data, GError **error);
typedef struct {
  const char *entity, *filter, *select, *order; /* NULL: none */
  bool optional; /* where it is not published there is nothing to hear of */
} FoOnecQuery;
bool fo_onec_all (
    FoOnec *onec, const FoOnecAsk *ask, const FoOnecQuery *query, FoOnecPage each, gpointer data, GError **error);
/* Those of one array that fits a page; NULL error of 1C is as in fo_onec_one. json_object_put. */
bool fo_onec_some (FoOnec *onec, const FoOnecAsk *ask, const FoOnecQuery *query, json_object **ret, GError **error);

/* METHOD is "POST" or "PATCH"; BODY may be NULL. As fo_http_send; ret_written is always filled in. */
bool fo_onec_write (FoOnec *onec,
                    const FoOnecAsk *ask,
                    const char *method,
                    const char *path,
                    json_object *body,
                    FoWritten *ret_written,
                    GError **error);

/* ---- the change feed's XML ------------------------------------------------------------------------------------------------ */

typedef struct {
  char *entity;      /* "Document_ЗаказКлиента" */
  char *id;          /* the entry's address */
  json_object *body; /* its properties, all texts; NULL: gone */
} FoOnecEntry;
void fo_onec_entry_clear (FoOnecEntry *entry);
/* Array of FoOnecEntry; NULL and *ret_why when it is no feed. Neither the network nor a DTD is ever used. */
GArray *fo_onec_feed_read (const char *text, gsize length, char **ret_why);
char *fo_onec_xml_message (const char *text, gsize length, int *ret_code);

/* ---- gathering ------------------------------------------------------------------------------------------------------------- */

typedef struct FoOnecSet FoOnecSet;
struct FoOnecSet {
  const char *entity, *row; /* over there, and in the contract */
  bool dated;               /* a document: heard by its Date, and while it is open */
  const char *key;          /* the field with its name for ever */
  /* What is kept of RAW, itself and what it refers to: *ret_body NULL when it is none of ours. VERSION must change with
   * each of its parts and never come back. */
  bool (*compose) (FoOnec *onec, json_object *raw, json_object **ret_body, GString *version, GError **error);
  bool (*is_open) (json_object *raw);
};
extern const FoOnecSet fo_onec_items, fo_onec_variants, fo_onec_barcodes, fo_onec_partners, fo_onec_orders,
    fo_onec_purchases, fo_onec_made_erp, fo_onec_made_unf;
const FoOnecSet *fo_onec_set (FoOnec *onec, const char *entity); /* of those in use; NULL */
/* The thing a reference means, from memory or from there; *ret NULL when it is empty or not there. Borrowed. */
bool fo_onec_thing (
    FoOnec *onec, const char *entity, const char *ref, const char *select, json_object **ret, GError **error);
/* What opens the gates of these orders stands in a register: has it changed since it was heard? Those get into CHANGED. */
bool fo_onec_ask_gates (FoOnec *onec, GPtrArray *refs, GPtrArray *changed, GError **error);
/* Does our warehouse have to do with it? */
bool fo_onec_is_ours (FoOnec *onec, json_object *raw);
bool fo_onec_gate_is_open (FoOnec *onec, json_object *order, const char *state);
bool fo_onec_keep_gone (FoOnec *onec, const char *entity, const char *id, GError **error);

bool fo_onec_hear (FoLink *link, bool everything, GError **error);
bool fo_onec_hear_one (FoLink *link, const char *entity, const char *remote_id, GError **error);
bool fo_onec_hear_feed (FoOnec *onec, GError **error);
/* Keeps what SET makes of these raw objects; with the cursor of FEED where CURSOR is not NULL. */
bool fo_onec_keep (
    FoOnec *onec, const FoOnecSet *set, json_object *raws, const char *feed, const char *cursor, GError **error);
/* Those of REFS, fetched in batches and kept; what is not there any more is kept as gone. */
bool fo_onec_fetch (FoOnec *onec, const FoOnecSet *set, GPtrArray *refs, GError **error);

void fo_onec_read (FoLink *link, const FoLinkObject *object, FoLinkRows *ret_rows);

/* ---- writing --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *ref, *variant, *kind; /* GUIDs; variant and kind may be empty */
  bool lots, expiry;          /* its series are kept, with their last day */
} FoOnecItem;
/* *ret NULL when there is none of that code. Borrowed. */
bool fo_onec_item (FoOnec *onec, const FoDelivery *delivery, const char *code, const FoOnecItem **ret, GError **error);

bool fo_onec_deliver (FoLink *link, const FoDelivery *delivery, FoFate *ret_fate, GError **error);
bool fo_onec_probe (FoLink *link, FoFindingEach each, gpointer data, GError **error);
bool fo_onec_compare (
    FoLink *link, gint64 from_us, void (*each) (json_object *there, gpointer data), gpointer data, GError **error);

extern const FoLinkField fo_onec_fields[];

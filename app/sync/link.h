/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A link: the connection to one sales system. An adapter (1C, МойСклад, Bitrix24, files, a plain SQL database) is one
 * FoLinkOps; what it needs of the world stands in one FoLinkHost, which the gateway provides, and which tests and the
 * simulator provide otherwise. An adapter keeps nothing that must survive: cursors, references, attempts and outcomes
 * are rows of the warehouse's store, written through the host. The core owns idempotency, the adapter owns the dialect.
 *
 * Inward:  hear → objects word for word + cursor in one transaction → confirm over there → read (pure) → rows of the
 *          contract → the work. A row that says what it said before is no news (an echo of our own writing, a rewritten
 *          but unchanged object) and stops there.
 * Outward: a message of the outbox → deliver: find → write → read back → compare, each step noted and committed before
 *          its request leaves; the fate is one of FoFateKind, never a guess.
 *
 * All functions run on the gateway's thread and may block up to the link's time limits; a host whose `stopping` says
 * so ends them at the next step.
 * */
#pragma once

#include "firstout/sync/gateway.h"
#include <json-c/json.h>

typedef struct FoLink FoLink;

/* ---- inward ------------------------------------------------------------------------------------------------------ */

/* One object over there, word for word. */
typedef struct {
  const char *source;    /* what kind of thing it is there: "Document_ЗаказКлиента", "customerorder", "order" */
  const char *remote_id; /* what it is called there for ever */
  const char *version;   /* theirs, or a hash of the body where they have none */
  const char *body;      /* as it came, decimals as text; NULL: it is gone over there */
} FoLinkObject;

/* A row of the contract (data/sql/contract/contract.sql) that an object makes: a 1C order is one "order" and its
 * "line"s. BODY is a JSON object of texts named like the view's columns; the gateway adds what is not said of rev, changed_at
 * and deleted. Ids are theirs, plain: the gateway puts the link's name before those of links that are not the main one. */
typedef struct {
  char *entity; /* "item", "barcode", "kit_line", "substitute", "customer", "order", "line", "supply", "document", "availability" */
  char *remote_id, *rev;
  json_object *body;
} FoLinkRow;
void fo_link_row_clear (FoLinkRow *row);

/* What an object makes. WHOLE: the rows are all there are of the object, so what an earlier version of it made and this
 * one does not is deleted (a line that sales has taken out of its order). An object that is gone is not read: its rows are
 * deleted. WHY is set when the object makes no sense: it
 * is set aside with the reason, and shown. */
typedef struct {
  GArray *rows; /* FoLinkRow */
  bool whole;
  char *why;
} FoLinkRows;
void fo_link_rows_init (FoLinkRows *rows);
void fo_link_rows_clear (FoLinkRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoLinkRows, fo_link_rows_clear)
/* Adds a row; its body is the caller's to fill with fo_link_row_say. Valid until the next row is added. REV is a whole number
 * that grows with each change over there; NULL where there is none: then what was heard later is later. */
FoLinkRow *fo_link_rows_add (FoLinkRows *rows, const char *entity, const char *remote_id, const char *rev);
/* NULL says nothing. */
void fo_link_row_say (FoLinkRow *row, const char *name, const char *text);
/* An order's valid_until that is no day: its promises hold for good. What says nothing changes nothing. */
#define FO_FOR_GOOD "none"

/* ---- outward ----------------------------------------------------------------------------------------------------- */

/* One message: OP and BODY as in contract.sql. */
typedef struct {
  const char *op, *op_id; /* the id is a UUID and the same for ever: the marker, syncId or key over there */
  const char *body;
  gint64 created_us;
  bool was_tried;        /* a request may have left without an answer: look before writing */
  const char *remote_id; /* of what an earlier try is known to have made there; NULL */
  const char *day;       /* YYYY-MM-DD: a person has given it this day, for its own lies in a closed period; NULL: its own */
} FoDelivery;

typedef enum {
  FO_FATE_VERIFIED,    /* it stands there, read back, line by line the same */
  FO_FATE_REFUSED,     /* the system says no, and will say it again: a person */
  FO_FATE_DIFFERS,     /* it stands there otherwise than sent: both sides are shown to a person */
  FO_FATE_CLOSED,      /* refused because its period is closed there; only a person gives it another day */
  FO_FATE_NOT_CARRIED, /* this system has no place for such a fact; settled */
  FO_FATE_LATER,       /* certainly not applied (nothing left, 429, what it refers to is not there yet): again after RETRY_MS */
  FO_FATE_UNKNOWN      /* something left and no answer came: looked for first, next time */
} FoFateKind;

typedef struct {
  FoFateKind kind;
  char *why;                        /* for a person: their words, or an id of data/po and names and texts behind tabs; NULL none */
  char *theirs;                     /* what stands there, JSON; NULL */
  char *remote_id, *remote_number;  /* of what was made; NULL */
  gint64 retry_ms;
} FoFate;
void fo_fate_clear (FoFate *fate);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoFate, fo_fate_clear)

/* ---- the host: what a link may ask of the world ------------------------------------------------------------------ */

typedef struct FoLinkHost FoLinkHost;
struct FoLinkHost {
  /* The clock of the store's machine; the simulator's runs as fast as it likes. Never compared with theirs. */
  gint64 (*now_us) (FoLinkHost *host);
  /* Waits, or ends early when the gateway stops: false then. */
  bool (*wait) (FoLinkHost *host, gint64 ms);

  /* Where FEED was read to; "" at first. Free with g_free. */
  bool (*cursor) (FoLinkHost *host, const char *feed, char **ret_text, GError **error);
  /* Something came back from over there, be it a refusal: the link is alive. */
  void (*answered) (FoLinkHost *host);

  /* N objects and the cursor behind them, durable together when this returns true; CURSOR NULL: the cursor stays. */
  bool (*keep) (FoLinkHost *host, const FoLinkObject *objects, gsize n, const char *feed, const char *cursor, GError **error);

  /* A request is about to leave: durable when this returns true, and only then may it leave. WHAT: "find", "create",
   * "change", "post", "read". False also when this gateway's lease is gone: nothing may leave then. Of deliver_some DELIVERY is any of them:
   * the request is about all. */
  bool (*step) (FoLinkHost *host, const FoDelivery *delivery, const char *what, const char *about, GError **error);
  /* How it ended, in a few words ("201", "timed out"). */
  void (*stepped) (FoLinkHost *host, const char *outcome);

  /* What ours is called over there: KIND "shipment", "lot", "return" …, OURS our name for ever. *ret_remote NULL when
   * not known; free with g_free. */
  bool (*find_ref) (FoLinkHost *host, const char *kind, const char *ours, char **ret_remote, GError **error);
  bool (*keep_ref) (FoLinkHost *host, const char *kind, const char *ours, const char *remote, GError **error);

  /* The secret of that name (a password, a token), never from the store; NAME NULL: the one the set-up names for this link
   * (FO_SALES_ERROR_URI where it names none, FO_SALES_ERROR_CONTRACT where it cannot be read). Free with g_free. */
  bool (*secret) (FoLinkHost *host, const char *name, char **ret_secret, GError **error);

  /* What the probe found out and later requests go by ("accepts_ref_key" → "1"); *ret_value NULL when nobody knows. Free with
   * g_free. */
  bool (*cap) (FoLinkHost *host, const char *name, char **ret_value, GError **error);
  bool (*keep_cap) (FoLinkHost *host, const char *name, const char *value, GError **error);
};

#define FO_LINK_SOME 25 /* messages of one request at most */

/* ---- an adapter -------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *kind; /* "sql", "1c", "moysklad", "files", "bitrix24" */
  const FoLinkField *fields; /* what its set-up asks for; NULL: an address, and the configuration as it is */

  /* ADDRESS and CONFIG (JSON text) are the set-up's; a wrong one is refused with FO_SALES_ERROR_URI. Connects later. */
  FoLink *(*open) (FoLinkHost *host, const char *address, json_object *config, GError **error);
  void (*close) (FoLink *link);

  /* Everything new since the cursors (EVERYTHING: from the beginning), through host->keep page by page. */
  bool (*hear) (FoLink *link, bool everything, GError **error);
  /* One object that a row refers to. What is not there is no error: nothing is kept then. NULL: cannot be asked. */
  bool (*hear_one) (FoLink *link, const char *entity, const char *remote_id, GError **error);
  /* Pure: the same object makes the same rows, today and when it is read again. The function is NULL where an object is a row
   * of the contract as it is (then `source` is the entity, `version` the rev). */
  void (*read) (FoLink *link, const FoLinkObject *object, FoLinkRows *ret_rows);

  bool own_orders; /* what leaves and comes back is entered there upon an order that it has itself */
  /* False and *error when the link itself is gone (FO_SALES_ERROR_OFFLINE), locked out (FO_SALES_ERROR_LATCHED: after a
   * 401 nothing leaves until a person acts) or the store failed; ret_fate is FO_FATE_UNKNOWN or FO_FATE_LATER then. */
  bool (*deliver) (FoLink *link, const FoDelivery *delivery, FoFate *ret_fate, GError **error);

  /* N of them (2 to FO_LINK_SOME), none tried before, in the order in which they are to stand there: with one request, of which all stand
   * there or none. True and *ret_apart: none stands there, for it refuses one of them, and each shall be delivered alone; else as deliver.
   * NULL: there is no such request. */
  bool (*deliver_some) (FoLink *link, const FoDelivery *deliveries, gsize n, FoFate *ret_fates, bool *ret_apart, GError **error);

  /* The connection test. Writes nothing over there. */
  bool (*probe) (FoLink *link, FoFindingEach each, gpointer data, GError **error);

  /* For reconciliation, each an object of texts: what stands there for what we sent since FROM_US ({"op_id", "op",
   * "remote_id", "lines": [{"item", "lot", "quantity"}]}), which orders are open there ({"order", "number", "open": "1" or
   * "0"}), and per item and lot what is on hand there ({"item": its code, "lot", "on_hand"}). {"complete": "orders"},
   * {"complete": "stock"} and {"complete": OP} (or "messages": of every op) say that the list of these is whole, so that what is not
   * on it is not there; what is not complete is not compared. NULL: cannot be asked. */
  bool (*compare) (FoLink *link, gint64 from_us, void (*each) (json_object *there, gpointer data), gpointer data, GError **error);
} FoLinkOps;

/* Every link begins with this. */
struct FoLink {
  const FoLinkOps *ops;
  FoLinkHost *host;
};

extern const FoLinkOps fo_link_sql, fo_link_1c, fo_link_moysklad, fo_link_files, fo_link_bitrix24;

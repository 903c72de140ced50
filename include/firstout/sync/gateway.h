/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gateway: the only one who talks to the sales database. It hears what sales says into the inbox, applies it
 * through the work, and sends the outbox. The other side needs nothing but the views and the one table of
 * data/sql/contract/contract.sql.
 *
 * Everything may be cut anywhere and done again. Inward: what is read is written down word for word, together with
 * the cursor, before it is understood; each version of each row is applied once, under a request id of its own; a
 * version that is older than one already applied is passed over; a row whose parent has not come waits for it; a row
 * that makes no sense is set aside with the reason and shown as a disagreement, and never stops the others. Outward:
 * a message is marked as unknown before it leaves, inserted under an id that is always the same, and read back; only
 * when it stands there word for word it is verified.
 *
 * A gateway uses the FoStore it was given, on that store's thread: in a window it has a worker thread and a store of
 * its own (store/worker.h). Only fo_gateway_stop and fo_gateway_wake may be called from elsewhere. Two gateways on
 * one warehouse take turns: the second one's round ends at once with `busy`.
 * */
#pragma once

#include "firstout/core/ownership.h"
#include "firstout/work/act.h"

typedef struct FoGateway FoGateway;

#define FO_SALES_ERROR (fo_sales_error_quark ())
GQuark fo_sales_error_quark (void);

typedef enum {
  FO_SALES_ERROR_URI,     /* neither sqlite:PATH nor postgresql://…, or none is set */
  FO_SALES_ERROR_OFFLINE, /* not reached, or lost in the middle: the next round goes on where this one stopped */
  FO_SALES_ERROR_CONTRACT, /* reached, but a view, a column or a right is missing: the administrator of that database helps */
  FO_SALES_ERROR_BUSY,   /* others hold a lock there */
  FO_SALES_ERROR_LATCHED, /* the password or the token was refused: nothing leaves any more until a person acts */
  FO_SALES_ERROR_REFUSED /* the database refused this one message */
} FoSalesError;

/* Where the main link of the store's warehouse finds its sales database: "sqlite:PATH", "postgresql://…"; "" when there is none,
 * or when it is no database. */
bool fo_gateway_sales_uri (FoStore *store, char **ret_uri, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool fo_gateway_set_sales_uri (FoStore *store, const char *uri, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SALES_URI NULL: all links of the store. Given, the main link alone, at this address; it is made when there is none. Connects
 * only when a round begins, and keeps the connections. STORE stays the caller's and must outlive the gateway. */
FoGateway *fo_gateway_new (FoStore *store, const char *sales_uri, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_gateway_free (FoGateway *gateway);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoGateway, fo_gateway_free)

/* What a round did. A row is counted once in `heard` when it is new to us, and once in what became of it. */
typedef struct {
  guint heard;
  guint unchanged; /* rows that said what they had said before */
  guint applied, superseded, disputed, rejected, left_alone;
  guint waiting;                    /* heard earlier or now, parent not here yet */
  guint sent;                       /* messages inserted over there by this round */
  guint verified, refused, unknown; /* messages whose fate this round learned; still without an answer */
  guint later;                      /* certainly not applied, tried again */
  bool busy;                        /* another gateway is at it: nothing was done */
} FoGatewayRound;

/* One thing that happened, told as it does. Pointers live during the call. */
typedef struct {
  const char *what; /* "applied", "superseded", "disputed", "rejected", "left_alone", "verified", "refused",
                                          "unknown" */
  const char *link;                     /* the name of the link it is about; NULL */
  const char *entity, *remote_id, *rev; /* inward: "item", "barcode", "order", "line", "supply" */
  const char *op, *op_id;               /* outward */
  const FoReply *reply;                 /* inward: what the work or the reading of the row answered; may be NULL */
  const char *why;                      /* outward: what the other side said, or "" */
} FoGatewayEvent;
typedef void (*FoGatewayTell) (const FoGatewayEvent *event, gpointer data);
void fo_gateway_set_tell (FoGateway *gateway, FoGatewayTell tell, gpointer data);

/* One line of JSON each; free with g_free. */
char *fo_gateway_event_to_json (const FoGatewayEvent *event);
char *fo_gateway_round_to_json (const FoGatewayRound *round);

/* The next round reads all rows again, not only what changed lately. It happens by itself once a day. */
void fo_gateway_read_all (FoGateway *gateway);

/* The next round does not leave a link alone because it did not answer lately, nor a message because it was tried just now: a
 * person is waiting. What is latched stays latched. */
void fo_gateway_insist (FoGateway *gateway);

/* Hears, applies, sends, once. False and *error when it could not finish; ROUND says what was done until then. */
bool fo_gateway_run_once (FoGateway *gateway, FoGatewayRound *ret_round, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rounds, EVERY_MS apart, until fo_gateway_stop. ENDED hears of each; ERROR is NULL when it went well. A database
 * that is away only ends the round. */
typedef void (*FoGatewayEnded) (const FoGatewayRound *round, const GError *error, gpointer data);
void fo_gateway_run (FoGateway *gateway, gint64 every_ms, FoGatewayEnded ended, gpointer data);

/* Any thread. Ends fo_gateway_run after the round it is in; starts its next round now. */
void fo_gateway_stop (FoGateway *gateway);
void fo_gateway_wake (FoGateway *gateway);

/* ---- set-up ------------------------------------------------------------------------------------------------------ */

/* What the set-up of a link of some kind asks for: a name in its configuration, and "address" and "secret", which stand beside it. What
 * people call it is the message "link.field.NAME", or "link.field.NAME.KIND" where a kind has its own word for it; a choice is
 * "link.choice.NAME.WORD". */
typedef struct {
  const char *name;           /* NULL ends a list */
  const char *const *choices; /* the words it may be, NULL-terminated; NULL: any text */
  const char *otherwise;      /* when it is not said; NULL nothing */
  bool is_needed;
} FoLinkField;

typedef struct {
  const char *kind;          /* "1c": the message "link.kind.1c" */
  const FoLinkField *fields; /* in the order people are asked */
} FoLinkKind;
/* The N-th kind of links this program speaks with; false behind the last. Static. Any thread. */
bool fo_link_kind (guint n, FoLinkKind *ret);

/* Writes the secret of that name where the gateway of this machine and user reads it, for nobody else to read. Any thread. */
bool fo_gateway_keep_secret (const char *name, const char *secret, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Is there one? */
bool fo_gateway_has_secret (const char *name);

/* What went wrong with a link, as fo_words_coded reads it: "link.error.offline TAB text TAB …". Free with g_free. */
char *fo_sales_error_coded (const GError *error);

/* One finding of a connection test, in the order they were looked at: an id of data/po with arguments, so that an
 * administrator reads which right or object is missing in his own words ("link.1c-object-missing", object=…). */
typedef struct {
  bool good;
  const char *id;
  const char *const *arguments; /* name, text, name, text …, NULL */
} FoFinding;
typedef void (*FoFindingEach) (const FoFinding *finding, gpointer data);
/* Tests the link of that name; writes nothing over there. False and *error when it cannot be reached at all, or there is none. */
bool fo_gateway_test (FoStore *store, const char *link, FoFindingEach each, gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- both sides compared ------------------------------------------------------------------------------------------- */

/* KIND: "not_there" (a message that was verified does not stand there any more), "order_gone" (open here, and not there),
 * "order_unknown" (open there, and never heard here), "stock_differs" (a lot on hand). OURS and THEIRS are JSON. */
typedef struct {
  const char *kind, *link, *about;
  const char *ours, *theirs;
  FoOwner owner; /* who says how it is (core/ownership.h) */
} FoDifference;
typedef void (*FoDifferenceEach) (const FoDifference *difference, gpointer data);
typedef struct {
  guint messages, orders, lots, differences; /* compared; differing */
} FoCompared;
/* When the gateway that runs, wherever it does, last compared, µs UTC, 0 never; whether somebody asked for it since
 * (fo_work_wish_compare); and what it found. */
typedef struct {
  gint64 at_us;
  bool is_wished;
  FoCompared found;
} FoComparedLast;
bool fo_gateway_compared (FoTxn *txn, FoComparedLast *ret, GError **error);

/* Each difference becomes a disagreement that a person sees; nothing is put right by itself, and one that is no more is closed.
 * By itself once a day while fo_gateway_run runs. EACH may be NULL. */
bool fo_gateway_compare (FoGateway *gateway, FoDifferenceEach each, gpointer data, FoCompared *ret, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Forgets at once what was told and heard longer ago than the warehouse keeps it (work/setting.h) and nothing is open about. By itself
 * once a day, a few rows between two rounds, while fo_gateway_run runs. */
bool fo_gateway_forget (FoGateway *gateway, guint64 *ret_forgotten, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* When sales was last heard in full, µs UTC; 0 never. */
bool fo_gateway_last_contact (FoStore *store, gint64 *ret_contact_us, GError **error) G_GNUC_WARN_UNUSED_RESULT;

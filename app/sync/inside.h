/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gateway from inside. A round is: for each link hear and read; then take, which is one for all links; then for each
 * link send. Nothing here has a thread of its own, and time and chance come from the gateway, so that a test or a simulator
 * drives it step by step.
 */
#pragma once

#include "firstout/store/deliveries.h"
#include "firstout/store/exchange.h"
#include "firstout/store/heard.h"
#include "firstout/store/links.h"
#include "firstout/store/retention.h"
#include "link.h"
#include "message.h"

/* One link of the gateway, and the host of its adapter. */
typedef struct {
  FoLinkHost host; /* first: the adapter's view of this */
  FoGateway *gateway;
  FoSalesLink row;      /* as the store has it at the beginning of the round */
  const FoLinkOps *ops; /* NULL: nobody here speaks that kind */
  FoLink *link;         /* NULL: not opened */
  bool is_out;          /* of this round: disabled, latched, left alone, or it does not answer */
  bool answered;        /* this round, something */
  bool heard_all;       /* this round */
  bool probed;          /* by this gateway */
  GError *why;          /* what went wrong in this round first */
  gint64 contact_us;    /* as last written */
  gint64 heard_all_us;  /* when everything was last heard from the beginning */
  guint added;          /* objects and rows of this link that were new */
  GArray *deliveries; /* FoId: those under way, which leave with one request */
  bool changing;      /* a request that changes something has left for them */
  GArray *attempts;   /* FoId: the request under way, once for each of these */
  GArray *endings;    /* of attempts, not written yet */
} FoGatewayLink;

struct FoGateway {
  FoStore *store;
  char *only_uri;   /* run the main link alone, there; NULL: all links */
  GPtrArray *links; /* FoGatewayLink, the main one first */
  bool loaded;      /* links were read */
  char *holder;     /* who we are to other gateways */
  gint64 epoch;     /* of our lease; 0: none */
  gint64 lease_until_us;
  bool keeps_lease; /* between rounds, for they come fast */
  char *warehouse;  /* what sales calls us; "" when every order is ours */
  bool read_all, insists;
  bool together; /* what is written now is part of one transaction, at whose beginning the lease was looked at */
  FoForgetting forgetting; /* what is kept long enough; WHICH FO_N_KEPT, or BEFORE 0: nothing is under way */
  FoGatewayRound round;
  FoGatewayTell tell;
  gpointer tell_data;
  GRand *rand; /* jitter */

  /* Of tests: other kinds of links (NULL-terminated), another clock, another way to wait. */
  const FoLinkOps *const *more_kinds;
  gint64 (*clock) (gpointer data);
  bool (*rest) (gpointer data, gint64 ms);
  gpointer world;

  GMutex lock; /* of the three below: other threads come in here */
  GCond changed;
  bool stopping, woken;
};

void fo_gateway_tell (FoGateway *gateway, const FoGatewayEvent *event);
gint64 fo_gateway_now_us (FoGateway *gateway);
/* Waits; false when the gateway shall stop. */
bool fo_gateway_rest (FoGateway *gateway, gint64 ms);

/* lease.c. Takes the lease or renews it; cheap when that was done just now. FO_STORE_ERROR_FENCED: it is somebody else's. */
bool fo_gateway_keep_lease (FoGateway *gateway, GError **error);
/* The same, but *ret_ours says whether it could be had. */
bool fo_gateway_ask_lease (FoGateway *gateway, bool *ret_ours, GError **error);
void fo_gateway_return_lease (FoGateway *gateway);
/* A write of the gateway: WORK runs only while the lease is ours, in the same transaction. */
bool fo_gateway_write (FoGateway *gateway, FoTxnFunc work, gpointer data, GError **error);

/* links.c: the links as the store has them; opens those that are new. */
bool fo_gateway_load_links (FoGateway *gateway, GError **error);
/* Whose row REMOTE_ID is: the link whose name it begins with, else the main one; NULL none. */
FoGatewayLink *fo_gateway_link_of (const FoGateway *gateway, const char *remote_id);
/* Behind the link's name; the main link's are as they are. */
const char *fo_gateway_plain_id (const FoGatewayLink *l, const char *remote_id);
/* With the link's name before it; free with g_free. */
char *fo_gateway_our_id (const FoGatewayLink *l, const char *remote_id);
/* The same for every id that a row of the contract names. */
void fo_gateway_our_ids (const FoGatewayLink *l, json_object *body);
void fo_gateway_link_failed (FoGatewayLink *l, const GError *why);
/* What the round made of the links is written down. */
bool fo_gateway_end_links (FoGateway *gateway, GError **error);

/* host.c */
void fo_gateway_host_init (FoGatewayLink *l);
void fo_gateway_host_flush (FoTxn *txn, const FoGatewayLink *l); /* how attempts ended, with what is written anyway */
void fo_gateway_host_flushed (FoGatewayLink *l);
/* The secret of that name: the service manager's, or a file that only its owner can read. */
bool fo_gateway_secret (const char *name, char **ret_secret, GError **error);

/* hear.c */
bool fo_gateway_hear (FoGatewayLink *l, GError **error);
/* One object that a row refers to; *ret_new says whether sales had anything to say that we had not heard. */
bool fo_gateway_hear_one (FoGatewayLink *l, const char *entity, const char *remote_id, bool *ret_new, GError **error);
/* reading.c: objects → rows of the contract in the inbox. */
bool fo_gateway_read (FoGatewayLink *l, GError **error);

/* take.c: the inbox through the work. CAN_ASK: links answer, so a parent that is missing can be asked for. */
bool fo_gateway_take (FoGateway *gateway, bool can_ask, GError **error);

/* daily.c: between two rounds, what is done once a day or was wished for. */
void fo_gateway_do_daily (FoGateway *gateway);

/* ours.c: what of BODY is of fields that are sales' own (core/ownership.h) does not leave. BODY is freed and made anew then. */
void fo_message_withhold (const char *op, char **body);

/* send.c: the outbox to a link. */
bool fo_gateway_send (FoGatewayLink *l, GError **error);
/* fate.c: what becomes of a delivery; when to try again. */
gint64 fo_gateway_next_try_us (FoGateway *gateway, gint64 attempts, gint64 retry_ms);

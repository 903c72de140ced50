/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gateway from inside: a round is hear, apply, send; what they share.
 */
#pragma once

#include "firstout/store/exchange.h"
#include "message.h"
#include "sales.h"

struct FoGateway {
  FoStore *store;
  FoSales *sales;
  char *feeds;     /* what tells this sales database's cursors from another's */
  char *holder;    /* who we are to other gateways */
  char *warehouse; /* what sales calls us; "" when every order is ours */
  bool read_all;
  gint64 turn_until_us;
  FoGatewayRound round;
  FoGatewayTell tell;
  gpointer tell_data;

  GMutex lock; /* of the three below: other threads come in here */
  GCond changed;
  bool stopping, woken;
};

void fo_gateway_tell (FoGateway *gateway, const FoGatewayEvent *event);

/* Keeps the turn of the warehouse's gateway while a round goes on; cheap when it was renewed just now. */
bool fo_gateway_keep_turn (FoGateway *gateway, GError **error);

/* What is heard, in the order it is read: parents before children. */
typedef struct {
  const char *entity;
  FoSalesSql read, one; /* ONE is FO_N_SALES_SQL where nothing asks for a single row */
} FoFeed;
extern const FoFeed fo_feeds[];
extern const gsize fo_n_feeds;

/* hear.c: new rows into the inbox. */
bool fo_gateway_hear (FoGateway *gateway, GError **error);
/* One row by its id, when it is asked for; *ret_new says whether sales had anything to say that we had not heard. */
bool fo_gateway_hear_one (FoGateway *gateway, const char *entity, const char *remote_id, bool *ret_new, GError **error);

/* take.c: the inbox through the work. CAN_ASK: sales answers, so a parent that is missing can be asked for. */
bool fo_gateway_take (FoGateway *gateway, bool can_ask, GError **error);

/* send.c: the outbox to sales. */
bool fo_gateway_send (FoGateway *gateway, GError **error);

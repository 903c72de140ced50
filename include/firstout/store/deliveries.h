/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one message of the outbox is to one link: whether it has been told, and what became of it. See rows.h.
 *
 * A row is made when the message's turn has come at that link; until then the message stands in the outbox alone. The
 * outbox's own state sums up: waiting (no link has begun), unknown (under way), verified (settled everywhere), rejected
 * (settled, but refused, otherwise or closed somewhere). */
#pragma once

#include "firstout/store/rows.h"

typedef enum {
  FO_DELIVERY_WAITING,     /* its turn has not come, or it certainly did not get through */
  FO_DELIVERY_UNKNOWN,     /* something left and no answer came: looked for first, next time */
  FO_DELIVERY_VERIFIED,    /* stands there, read back */
  FO_DELIVERY_REFUSED,     /* said no; a person */
  FO_DELIVERY_DIFFERS,     /* stands there otherwise; a person */
  FO_DELIVERY_CLOSED,      /* its period is closed there; a person gives it another day */
  FO_DELIVERY_NOT_CARRIED, /* that system has no place for it */
  FO_N_DELIVERY_STATES
} FoDeliveryState;
const char *fo_delivery_state_name (FoDeliveryState state);
bool fo_delivery_state_parse (const char *name, FoDeliveryState *ret);
/* Nothing more happens by itself. */
bool fo_delivery_is_settled (FoDeliveryState state);

typedef struct {
  FoId outbox;
  FoId link; /* 0: no link has begun with it */
  char *link_name;
  char *aggregate, *op, *body; /* contract.sql */
  FoDeliveryState state;
  bool begun;  /* the outbox row is no longer waiting: it may not be taken back */
  bool exists; /* there is a row for this link */
  bool tried;  /* a request may have left without an answer */
  gint64 attempts, created_us, changed_us;
  gint64 next_us;                  /* not before */
  char *remote_id, *remote_number; /* what was made over there, "" */
  char *why, *theirs;              /* in words, and what stands there as JSON; "" */
  char *day;                       /* YYYY-MM-DD given by a person; "" its own */
  char *decided_by, *decision;     /* who settled it by hand, and his reason; "" */
} FoDeliveryRow;
void fo_delivery_row_clear (FoDeliveryRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoDeliveryRow, fo_delivery_row_clear)

/* What LINK has not settled behind AFTER, oldest first; FoDeliveryRow with fo_delivery_row_clear as the array's clear function. */
bool fo_deliveries_open (FoTxn *txn, FoId link, FoId after, guint limit, GArray *rows, GError **error);

/* For lists, newest first: those in STATE before the row (BEFORE, BEFORE_LINK); G_MAXINT64 twice at the beginning. WAITING has
 * only what some link has begun with; fo_outbox_not_begun has the rest. */
bool fo_deliveries_shown (FoTxn *txn, FoDeliveryState state, FoId before, FoId before_link, guint limit, GArray *rows, GError **error);
bool fo_outbox_not_begun (FoTxn *txn, FoId before, guint limit, GArray *rows, GError **error);
FoFound fo_delivery_find (FoTxn *txn, FoId outbox, const char *link, FoDeliveryRow *ret, GError **error);
/* Verified at LINK behind AFTER, oldest first. */
bool fo_deliveries_since (FoTxn *txn, FoId link, FoId after, guint limit, GArray *rows, GError **error);

typedef struct {
  FoId link;
  gint64 count[FO_N_DELIVERY_STATES]; /* verified and not carried are not counted */
} FoDeliveryCounts;
/* One for each link that has any. */
bool fo_delivery_counts (FoTxn *txn, GArray *counts, GError **error);

/* LINK is going to send ROW, which is of fo_deliveries_open in this transaction: there is a row for it then, and the outbox row is
 * begun. TRIED says whether somebody may have sent it before there was such a row. FO_ABSENT: a station has taken the message
 * back since it was read, and there is nothing to send; nobody can take it back after FO_FOUND. */
FoFound fo_delivery_claim (FoTxn *txn, FoId link, const FoDeliveryRow *row, GError **error);
/* It did not come to it: as if never claimed. */
void fo_delivery_release (FoTxn *txn, FoId outbox, FoId link);
/* A request that changes something over there is about to leave. */
void fo_delivery_tried (FoTxn *txn, FoId outbox, FoId link);

typedef struct {
  FoDeliveryState state;
  bool tried;
  gint64 next_us;
  const char *remote_id, *remote_number, *why, *theirs; /* NULL is "" */
} FoDeliveryEnd;
/* What became of it this time, and of the message as a whole. */
void fo_delivery_end (FoTxn *txn, FoId outbox, FoId link, const FoDeliveryEnd *end);

/* A person's word: STATE is WAITING or UNKNOWN (again, now), VERIFIED (it is settled) or NOT_CARRIED (it shall not be told). DAY
 * NULL: as it was. */
void fo_delivery_decide (FoTxn *txn, const FoDeliveryRow *row, FoDeliveryState state, const char *day, const char *person,
                         const char *words);
/* Is there a later message of the same kind about the same thing? */
FoFound fo_outbox_later (FoTxn *txn, const FoDeliveryRow *row, GError **error);
/* What became of the shipment NUMBER at LINK; ABSENT: it was never told, or its turn has not come. */
FoFound fo_delivery_of_shipment (FoTxn *txn, const char *number, FoId link, FoDeliveryState *ret, GError **error);

/* ---- attempts ---------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId id;
  char what[16];
  char *about, *outcome;
  gint64 epoch, started_us, ended_us; /* ended 0: no answer was noted */
} FoAttempt;
void fo_attempt_clear (FoAttempt *attempt);
void fo_attempt_add (FoTxn *txn, FoId id, FoId link, FoId outbox, const char *what, const char *about, gint64 epoch);
void fo_attempt_end (FoTxn *txn, FoId id, gint64 ended_us, const char *outcome);
bool fo_attempts_of (FoTxn *txn, FoId outbox, FoId link, GArray *attempts, GError **error);

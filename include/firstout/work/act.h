/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One business operation, from outside: who asks, under which id, and what is answered.
 *
 * Every fo_work_… function loads, asks the core, writes, and appends what sales must hear, in one transaction; with it goes the
 * operation row that carries the reply. Asked again with the same request text it changes nothing and gives the first reply;
 * with the same request and other content it is FO_OPERATION_DIFFERS. Each station counts its requests for itself. A refusal
 * changes nothing (but is remembered too when a request was given; and one of right or of payment always, as an operation "refused"
 * with arg act, what it would have been). True and a reply when the domain answered, also with "no";
 * false and *error when the world failed, and then nothing was done, unless the error is FO_STORE_ERROR_UNCERTAIN. All of them
 * run on the thread that owns STORE.
 */
#pragma once

#include "firstout/store/rows.h"
#include "firstout/words/words.h"

typedef struct {
  FoId operation;      /* from fo_store_next_id; a new one for each act */
  const char *request; /* the caller's own id, unique at its station, 1–64 printable characters, or NULL */
  const char *content; /* what is asked, as text; only looked at together with REQUEST; NULL is "" */
  const char *station;
  const char *person; /* the operator's name, "" when nobody logged in */
  const FoArgs *with; /* what shall stand in the reply besides, and be repeated with it; NULL: nothing */
  const char *due;    /* the same, as "labels_due", but only when it is done and no refusal; NULL or "": nothing */
  const char *done_by; /* it was done on paper by this person, on DONE_ON, and is entered now; NULL or "": it is done now */
  FoDay done_on;
  gint64 epoch; /* of the gateway that asks: nothing is done when another has taken over since; 0: no gateway */
} FoAct;

typedef struct {
  FoVerdict verdict;
  FoId operation; /* the operation the effect is booked under; 0 when there was none */
  FoArgs args;    /* item (name), code (article), lot, expires_on, place, quantity ...: see words.h */
  char *lines;    /* JSON array of what the answer consists of (picks bound, lines shipped ...), or NULL */
} FoReply;

/* The caller's memory: begin with { 0 }. */
void fo_reply_clear (FoReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoReply, fo_reply_clear)

/* What judges acts on a store besides rights, where something is special about it: the shadow of a station without its server, or the
 * server when what was done meanwhile is done again. BEFORE: may an act of KIND be tried at all? AFTER, in its transaction: may what it
 * would answer be kept? FO_OK, or the refusal; may add to REPLY's args. CARRY: of LOT, *QUANTITY_U is to be carried from PLACE to
 * another; it becomes what may be, 0: none of it is this station's. */
typedef struct {
  FoVerdict (*before) (const char *kind, gpointer data);
  FoVerdict (*after) (const char *kind, FoReply *reply, gpointer data);
  bool (*carry) (FoTxn *txn, FoId lot, FoId place, FoQuantity *quantity_u, gpointer data, GError **error);
  gpointer data;
} FoActGate;
/* GATE must outlive its use; NULL: none, as at first. */
void fo_act_set_gate (FoStore *store, const FoActGate *gate);
/* Is there one? Then what only opens an order is done without claiming it. */
bool fo_act_is_gated (const FoStore *store);
/* Asks its CARRY; without a gate *QUANTITY_U stays as it is. */
bool fo_act_may_carry (FoTxn *txn, FoId lot, FoId place, FoQuantity *quantity_u, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As the operation row keeps it and scripts see it: {"verdict":…,"operation":…,<args>,"lines":[…]}. Quantities are decimal text,
 * days ISO, ids text. The argument `code` is called "item" and `item` is called "name" there. Free with g_free. */
char *fo_reply_to_json (const FoReply *reply);
/* And back. False when JSON is not one of ours; REPLY is then cleared. */
bool fo_reply_from_json (const char *json, FoReply *reply);

/* Keeps REPLY as the answer to ACT's request: for an input that changed nothing in the book and was answered all the same. When
 * the request was answered meanwhile, REPLY becomes that answer. */
bool fo_act_remember (FoStore *store, const FoAct *act, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Is this act in the store? What a journal row without verdict is asked after a crash: FOUND fills REPLY. */
FoFound fo_act_recall (FoStore *store, FoId operation, FoReply *reply, GError **error);
/* The same by the request of a station. */
FoFound fo_act_recall_request (FoStore *store, const char *station, const char *request, const char *content, FoReply *reply,
                               GError **error);

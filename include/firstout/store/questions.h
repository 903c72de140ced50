/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person must decide, and what sales asks. See rows.h. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/rows.h"

typedef struct {
  FoId id;
  char kind[16]; /* keep-supply: it was made or ordered for a line that wants less · slipped: later than the order is due · came-short:
                  * closed with less than was promised from it · same-thing: opened here, and something like it came · stage: a word
                  * of sales that cannot follow on where the order is · done: sales closed it, and not all of it left */
  FoId order_id, line_id, supply_id, item_id; /* 0: not about one */
  FoQuantity quantity_u;
  FoDay day;
  char text[FO_NUMBER_MAX]; /* same-thing: the other's number; stage, done: the word */
  char answer[FO_NUMBER_MAX]; /* "": open */
  FoId answered_by;
} FoQuestion;

void fo_question_insert (FoTxn *txn, const FoQuestion *question, FoId operation);
FoFound fo_question_find (FoTxn *txn, FoId id, FoQuestion *ret, GError **error);
bool fo_questions_open (FoTxn *txn, FoId after, guint limit, GArray *questions, GError **error);
bool fo_questions_of_supply (FoTxn *txn, FoId supply, GArray *questions, GError **error);
bool fo_questions_of_order (FoTxn *txn, FoId order, GArray *questions, GError **error);
void fo_question_settle (FoTxn *txn, FoId question, const char *answer, FoId operation);
/* It is asked again. */
void fo_question_reopen (FoTxn *txn, FoId question);
/* Another quantity and day of one that is open. */
void fo_question_set (FoTxn *txn, const FoQuestion *question);

/* Sales asks: is it really there? */
typedef struct {
  FoId id, item_id, order_id, line_id;
  FoQuantity quantity_u; /* so much is wanted; 0: how much is there? */
  char note[FO_PARTNER_MAX];
  FoId answer; /* the operation; 0: open */
  FoQuantity found_u;
  char remote_id[FO_NUMBER_MAX];
} FoAvailability;

void fo_availability_insert (FoTxn *txn, const FoAvailability *ask);
FoFound fo_availability_find (FoTxn *txn, FoId id, FoAvailability *ret, GError **error);
FoFound fo_availability_find_by_remote (FoTxn *txn, const char *remote_id, FoAvailability *ret, GError **error);
bool fo_availability_open (FoTxn *txn, FoId after, guint limit, GArray *asks, GError **error);
bool fo_availability_of_order (FoTxn *txn, FoId order, GArray *asks, GError **error);
void fo_availability_answer (FoTxn *txn, FoId ask, FoId operation, FoQuantity found_u);
/* What was answered does not hold: it is asked again. */
void fo_availability_reopen (FoTxn *txn, FoId ask);
/* Another quantity and note. */
void fo_availability_set (FoTxn *txn, const FoAvailability *ask);
void fo_availability_delete (FoTxn *txn, FoId ask);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of a deal's thread: thread.c has the orders and lines, thread-events.c what happened, thread-json.c the text. */
#pragma once

#include "firstout/work/thread.h"
#include "inside.h"

typedef struct {
  FoTxn *txn;
  FoThread *thread;
  const FoOrder *order; /* NULL: of the deal as a whole */
  GHashTable *supplies; /* FoId: those whose events are there already */
} FoThreadAdding;

/* An event, at the time its ID was made. Valid until the next one. */
FoThreadEvent *fo_thread_add_event (FoThreadAdding *a, const char *kind, FoId id);
void fo_thread_name_item (const FoThreadAdding *a, FoThreadEvent *event, FoId item);
void fo_thread_name_line (const FoThreadAdding *a, FoThreadEvent *event, FoId line);
/* Who did it, and on paper when. */
bool fo_thread_name_doer (const FoThreadAdding *a, FoThreadEvent *event, FoId operation, GError **error);

/* The picks of the order, with the way back, the units that left one by one, and the certificates of its goods. (thread-goods.c) */
bool fo_thread_add_goods (FoThreadAdding *a, GError **error);

/* Appends what happened to the orders and lines of THREAD, and sorts it. */
bool fo_thread_add_events (FoTxn *txn, FoThread *thread, GError **error);

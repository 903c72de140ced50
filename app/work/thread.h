/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of a deal's thread: thread.c has the orders and lines, thread-events.c what happened, thread-json.c the text. */
#pragma once

#include "firstout/work/thread.h"
#include "inside.h"

/* Appends what happened to the orders and lines of THREAD, and sorts it. */
bool fo_thread_add_events (FoTxn *txn, FoThread *thread, GError **error);

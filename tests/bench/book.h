/* SPDX-License-Identifier: GPL-3.0-or-later
 * Firstout's side of the benchmark: a warehouse of ITEMS items with LOTS open lots each, and the same orders as the floor's. */
#pragma once

#include "firstout/store/store.h"

typedef struct Book Book;

Book *book_open (const char *uri, guint items, guint lots);
/* The same, but all lots lie in quarantine, there is no other shelf, and nothing is promised. */
Book *book_open_aside (const char *uri, guint items, guint lots);
void book_free (Book *book);
FoStore *book_store (Book *book);

void book_receive (Book *book, guint i);
/* Promises the lines of order I. */
void book_promise (Book *book, guint i);
/* Releases order I, five lines of one unit: what it misses is judged by the promises of all others and bound, in one act. */
void book_reserve (Book *book, guint i);
void book_pick (Book *book, guint i);
void book_ship (Book *book, guint i);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small works for tests of the engine: notes put and read, operations inserted, statements of the test's own. */
#pragma once

#include "firstout/store/operations.h"
#include "store-inside.h"

/* Put KEY=VALUE into the notes, expecting EXPECT rows to change, and end with END; counts how often it was run. */
typedef struct {
  const char *key, *value;
  int expect;
  FoTxnEnd end;
  FoId operation; /* not 0: insert an operation too */
  guint runs;
  void (*before_end) (gpointer data); /* the world interferes here */
  gpointer data;
} FoPut;

FoTxnEnd fo_put_work (FoTxn *txn, gpointer put, GError **error);

/* A put that must succeed. */
void fo_put (FoStore *store, const char *key, const char *value);

/* The note, or NULL; by a reading transaction of its own. Free with g_free. */
char *fo_get (FoStore *store, const char *key);

#define g_assert_note(store, key, expected)                                                                            \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *fo_note = fo_get (store, key);                                                                    \
    g_assert_cmpstr (fo_note, ==, expected);                                                                           \
  }                                                                                                                    \
  G_STMT_END

/* A statement of the test's own, as somebody behind the program's back would run it. */
void fo_behind_the_back (FoStore *store, const char *script);

/* How many operations there are with this id. */
int fo_operations (FoStore *store, FoId id);

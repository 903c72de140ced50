/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLongList: a list model of FoRow that is read as it is looked at: a page of rows by key when the end of what is known comes
 * near, and until it is there one empty row (all bytes zero) in its place. However long the list is, the window never waits.
 * Main thread, but for the loading.
 *
 * Signal "loaded": rows came, or are known to be none.
 */
#pragma once

#include "firstout/words/words.h"
#include "request.h"
#include "row.h"

#include <gio/gio.h>

typedef struct {
  gconstpointer after; /* the last row that is known; NULL: from the beginning */
  guint limit;
  const char *words; /* what is searched; "" everything */
  FoLanguage language;
} FoLongListWish;

/* Appends what follows WISH->after, at most WISH->limit rows; fewer say that the list ends there, unless the last of them goes on. Runs on
 * the reader's thread. */
typedef bool (*FoLongListLoad) (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error);

typedef struct {
  gsize row_size; /* of a struct without owned pointers, whose bytes tell what follows it */
  FoLongListLoad load;
  bool (*goes_on) (gconstpointer last); /* that row is but how far it was looked: more may follow; NULL: none of them is. Any thread */
} FoLongListKind;

#define FO_LONG_LIST_PAGE 200

#define FO_TYPE_LONG_LIST (fo_long_list_get_type ())
G_DECLARE_FINAL_TYPE (FoLongList, fo_long_list, FO, LONG_LIST, GObject)

/* Empty until it is asked to look. KIND is static. */
FoLongList *fo_long_list_new (FoStation *station, const FoLongListKind *kind);

/* Begins anew with what WORDS find: one empty row at once. */
void fo_long_list_look (FoLongList *self, const char *words);

/* Reads again what is known, in place: rows that are as they were stay, and so does what the view shows. A list that was read far
 * down is left alone while somebody looks further down than at its beginning (READ_BELOW), else it is cut to its first page. */
void fo_long_list_again (FoLongList *self, gboolean read_below);

/* The value of row I if it was read already, else NULL; asks for nothing. */
gconstpointer fo_long_list_known (FoLongList *self, guint i);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place-shelf.h"

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const FoPlaceStock *after = wish->after;
  g_autofree char *prefix = g_utf8_strup (wish->words, -1);

  return fo_place_stocks_page (txn, prefix, after ? after->place.code : "", wish->limit, rows, error);
}

const FoLongListKind fo_place_shelf_kind = { sizeof (FoPlaceStock), load };

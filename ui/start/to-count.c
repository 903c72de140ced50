/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "to-count.h"

#include "common/work-list.h"
#include "firstout/store/place-counts.h"

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  FoPlaceCount count;
} ToCount;

static void
word (FoLanguage language, ToCount *row)
{
  const FoPlaceCount *count = &row->count;
  const char *message = count->being_done ? "page.start.being-counted" : count->counted ? "page.start.counted" : "page.start.to-count";
  g_autofree char *kind_id = g_strconcat ("page.start.kind.", fo_place_kind_name (count->place.kind), NULL);
  g_autofree char *kind = fo_words (language, kind_id, NULL), *how = fo_words (language, message, NULL);

  g_snprintf (row->shown.command, sizeof row->shown.command, "place %s", count->place.code);
  g_strlcpy (row->shown.title, count->place.code, sizeof row->shown.title);
  g_snprintf (row->shown.detail, sizeof row->shown.detail, "%s%s%s", kind, *count->place.name ? " · " : "", count->place.name);
  g_snprintf (row->shown.right, sizeof row->shown.right, "%s %s", count->being_done ? "◐" : count->counted ? "✓" : "○", how);
}

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const ToCount *after = wish->after;
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (FoPlaceCount));

  if (!fo_place_counts_page (txn, after ? after->count.place.code : "", wish->limit, counts, error))
    return false;
  for (guint i = 0; i < counts->len; i++) {
    ToCount row = { .count = g_array_index (counts, FoPlaceCount, i) };

    word (wish->language, &row);
    g_array_append_val (rows, row);
  }
  return true;
}

const FoLongListKind fo_to_count_kind = { sizeof (ToCount), load };

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "to-count.h"

#include "common/work-list.h"
#include "firstout/store/stocktakes.h"

#include <string.h>

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  FoId begun, wish; /* the place of one that was begun, or the operation that wished it */
} ToCount;

static void
add_begun (FoLanguage language, const FoStocktake *take, GArray *rows)
{
  ToCount one = { .begun = take->place_id };
  g_auto (FoArgs) args = { 0 };
  g_autofree char *detail = NULL;

  if (take->person[0])
    fo_args_set_text (&args, "person", take->person);
  fo_args_set_text (&args, "station", take->station);
  detail = fo_words (language, take->round > 1 ? "page.count.again" : "page.count.begun", &args);
  g_snprintf (one.shown.command, sizeof one.shown.command, "place %s", take->place);
  g_strlcpy (one.shown.title, take->place, sizeof one.shown.title);
  g_strlcpy (one.shown.detail, detail, sizeof one.shown.detail);
  g_array_append_val (rows, one);
}

static void
add_wish (FoLanguage language, const FoCountWish *wish, GArray *rows)
{
  ToCount one = { .wish = wish->id };
  g_auto (FoArgs) args = { 0 };
  g_autofree char *detail = NULL;

  fo_args_set_text (&args, "item", wish->item);
  if (wish->lot[0])
    fo_args_set_text (&args, "lot", wish->lot);
  detail = fo_words (language, "page.count.wished", &args);
  g_snprintf (one.shown.command, sizeof one.shown.command, "place %s", wish->place);
  g_strlcpy (one.shown.title, wish->place, sizeof one.shown.title);
  g_strlcpy (one.shown.detail, detail, sizeof one.shown.detail);
  g_array_append_val (rows, one);
}

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const ToCount *after = wish->after;
  g_autoptr (GArray) begun = g_array_new (FALSE, FALSE, sizeof (FoStocktake)), wishes = g_array_new (FALSE, FALSE, sizeof (FoCountWish));

  if (!(after && after->wish) && !fo_stocktakes_page (txn, after ? after->begun : 0, wish->limit, begun, error))
    return false;
  for (guint i = 0; i < begun->len; i++)
    add_begun (wish->language, &g_array_index (begun, FoStocktake, i), rows);
  if (rows->len == wish->limit)
    return true;
  if (!fo_count_wishes_page (txn, after ? after->wish : 0, wish->limit - rows->len, wishes, error))
    return false;
  for (guint i = 0; i < wishes->len; i++)
    add_wish (wish->language, &g_array_index (wishes, FoCountWish, i), rows);
  return true;
}

const FoLongListKind fo_to_count_kind = { sizeof (ToCount), load };

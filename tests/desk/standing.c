/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "standing.h"

#include <string.h>

void
standing_look (FoStore *store, FoDesk *desk, Standing *ret)
{
  g_auto (FoView) view = { 0 };
  g_autoptr (GError) error = NULL;
  FoStoreCount counts;
  bool viewed;

  fo_view_init (&view);
  viewed = fo_desk_view (desk, &view, &error);
  g_assert_no_error (error);
  g_assert_true (viewed);
  fo_store_counts (store, &counts);
  *ret = (Standing){ counts.commits, g_strdup (view.task), g_strdup (view.title), view.done_u, view.last_operation };
}

void
standing_clear (Standing *standing)
{
  g_free (standing->task);
  g_free (standing->title);
}

bool
standing_acted (FoStore *store, FoDesk *desk, const Standing *before, const FoDeskReply *reply)
{
  FoMood mood = fo_verdict_mood (reply->reply.verdict);
  g_auto (Standing) after = { 0 };

  standing_look (store, desk, &after);
  return mood == FO_MOOD_OK || mood == FO_MOOD_DONE || reply->labels->len > 0 || reply->topics != 0
         || after.commits != before->commits || strcmp (after.task, before->task) != 0
         || strcmp (after.title, before->title) != 0 || after.done_u != before->done_u
         || after.last_operation != before->last_operation;
}

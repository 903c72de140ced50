/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counters.h"

struct Counters {
  GArray *statements; /* FoStatementCount; the names are the store's own */
};

/* What the book and the floor both do, statement against statement. */
static const struct {
  const char *book, *floor;
} pairs[] = {
  { "OPEN_LOTS", "first" },          { "BALANCE_TAKE", "take" },         { "BALANCE_GIVE", "give" },
  { "BALANCE_HOLD", "hold" },        { "MOVEMENT_INSERT", "move" },      { "LINE_ADD", "line_held" },
  { "OPERATION_INSERT", "operation" }, { "OUTBOX_INSERT", "outbox" },    { "LOT_INSERT", "lot" },
};

Counters *
counters_new (void)
{
  Counters *counters = g_new0 (Counters, 1);

  counters->statements = g_array_new (FALSE, FALSE, sizeof (FoStatementCount));
  return counters;
}

void
counters_free (Counters *counters)
{
  g_array_unref (counters->statements);
  g_free (counters);
}

static FoStatementCount *
row_of (Counters *counters, const char *name)
{
  const FoStatementCount fresh = { .name = name };

  for (guint i = 0; i < counters->statements->len; i++)
    if (g_str_equal (g_array_index (counters->statements, FoStatementCount, i).name, name))
      return &g_array_index (counters->statements, FoStatementCount, i);
  g_array_append_val (counters->statements, fresh);
  return &g_array_index (counters->statements, FoStatementCount, counters->statements->len - 1);
}

void
counters_take (Counters *counters, const FoStore *store)
{
  FoStatementCount counts[256];
  gsize n = fo_store_statement_counts (store, counts, G_N_ELEMENTS (counts));

  for (gsize i = 0; i < n; i++) {
    FoStatementCount *row = row_of (counters, counts[i].name);

    row->runs += counts[i].runs;
    row->fullscan_steps += counts[i].fullscan_steps;
    row->sorts += counts[i].sorts;
    row->autoindexes += counts[i].autoindexes;
    row->vm_steps += counts[i].vm_steps;
  }
}

static void
list_statement (const FoStatementCount *count, double each, double least)
{
  if (!g_getenv ("FO_BENCH_STATEMENTS"))
    return;
  g_printerr ("  %-24s %6" G_GINT64_FORMAT " runs %8.1f VM steps each", count->name, count->runs, each);
  if (least > 0)
    g_printerr (", floor %5.1f: %.2f", least, each / least);
  g_printerr ("\n");
}

static void
judge_statement (Counted *all, const FoStatementCount *count, const Floor *floor)
{
  double each = (double) count->vm_steps / (double) MAX (count->runs, 1), least = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_str_equal (pairs[i].book, count->name))
      least = floor_vm_steps (floor, pairs[i].floor);
  list_statement (count, each, least);
  if (least > 0)
    all->worst = MAX (all->worst, each / least);
  all->fullscans += count->fullscan_steps;
  all->sorts += count->sorts;
  all->autoindexes += count->autoindexes;
  if (count->fullscan_steps + count->sorts + count->autoindexes > 0)
    g_printerr ("  %s: %" G_GINT64_FORMAT " fullscan steps, %" G_GINT64_FORMAT " sorts, %" G_GINT64_FORMAT " autoindexes\n",
                count->name, count->fullscan_steps, count->sorts, count->autoindexes);
}

Counted
counters_judge (const Counters *counters, const Floor *floor)
{
  Counted all = { 0 };

  for (guint i = 0; i < counters->statements->len; i++)
    judge_statement (&all, &g_array_index (counters->statements, FoStatementCount, i), floor);
  return all;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace-layout.h"

#define PASSES 4

typedef struct {
  const FoLineage *lineage;
  GArray *spots;      /* FoTraceSpot */
  GPtrArray *columns; /* GArray of guint: nodes, top to bottom */
  float *rank;        /* of each node: where it wants to stand in its column */
} Layout;

static const FoLineageNode *
node_at (const FoLineage *lineage, guint i)
{
  return &g_array_index (lineage->nodes, FoLineageNode, i);
}

static float
height_of (const FoLineageNode *node)
{
  switch (node->kind) {
  case FO_LINEAGE_LOT:
    return 100;
  case FO_LINEAGE_RECEIPT:
  case FO_LINEAGE_PRODUCTION:
  case FO_LINEAGE_CUSTOMER:
    return 78;
  case FO_LINEAGE_OPENING:
  case FO_LINEAGE_LABEL:
  case FO_LINEAGE_STOCK:
  case FO_LINEAGE_USE:
    return 58;
  case FO_LINEAGE_MORE:
  case FO_N_LINEAGE_KINDS:
    break;
  }
  return 38;
}

static void
fill_columns (Layout *l)
{
  for (int column = 0; column < l->lineage->n_columns; column++) {
    GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint));

    for (guint i = 0; i < l->lineage->nodes->len; i++)
      if (node_at (l->lineage, i)->column == column)
        g_array_append_val (nodes, i);
    if (nodes->len)
      g_ptr_array_add (l->columns, nodes);
    else
      g_array_unref (nodes);
  }
}

static GArray *
column_at (const Layout *l, guint i)
{
  return g_ptr_array_index (l->columns, i);
}

/* Down the middle. */
static float
stack (Layout *l, float *ret_width)
{
  float tallest = 0;

  for (guint c = 0; c < l->columns->len; c++) {
    float y = 0;

    for (guint i = 0; i < column_at (l, c)->len; i++) {
      FoTraceSpot *spot = &g_array_index (l->spots, FoTraceSpot, g_array_index (column_at (l, c), guint, i));

      spot->x = FO_TRACE_MARGIN + (float) c * (FO_TRACE_NODE_WIDTH + FO_TRACE_GAP_ACROSS);
      spot->y = y;
      y += spot->height + FO_TRACE_GAP_DOWN;
    }
    tallest = MAX (tallest, y - FO_TRACE_GAP_DOWN);
  }
  for (guint c = 0; c < l->columns->len; c++) {
    const GArray *column = column_at (l, c);
    const FoTraceSpot *last = &g_array_index (l->spots, FoTraceSpot, g_array_index (column, guint, column->len - 1));
    float down = FO_TRACE_MARGIN + (tallest - last->y - last->height) / 2;

    for (guint i = 0; i < column->len; i++)
      g_array_index (l->spots, FoTraceSpot, g_array_index (column, guint, i)).y += down;
  }
  *ret_width = 2 * FO_TRACE_MARGIN + (float) l->columns->len * FO_TRACE_NODE_WIDTH
               + (float) (l->columns->len - 1) * FO_TRACE_GAP_ACROSS;
  return tallest + 2 * FO_TRACE_MARGIN;
}

/* The middle of those it hangs together with. */
static float
middle_of_neighbours (const Layout *l, guint node)
{
  float sum = 0;
  guint n = 0;

  for (guint i = 0; i < l->lineage->edges->len; i++) {
    const FoLineageEdge *edge = &g_array_index (l->lineage->edges, FoLineageEdge, i);
    const FoTraceSpot *other;

    if (edge->from != node && edge->to != node)
      continue;
    other = &g_array_index (l->spots, FoTraceSpot, edge->from == node ? edge->to : edge->from);
    sum += other->y + other->height / 2;
    n++;
  }
  return n ? sum / (float) n : g_array_index (l->spots, FoTraceSpot, node).y;
}

static int
by_rank (gconstpointer a, gconstpointer b, gpointer data)
{
  const float *rank = data, x = rank[*(const guint *) a], y = rank[*(const guint *) b];

  return x < y ? -1 : x > y;
}

static void
untangle (Layout *l)
{
  for (guint i = 0; i < l->lineage->nodes->len; i++)
    l->rank[i] = middle_of_neighbours (l, i);
  for (guint c = 0; c < l->columns->len; c++)
    g_array_sort_with_data (column_at (l, c), by_rank, l->rank);
}

GArray *
fo_trace_layout (const FoLineage *lineage, float *ret_width, float *ret_height)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree float *rank = g_new0 (float, MAX (lineage->nodes->len, 1));
  Layout l = { .lineage = lineage, .spots = g_array_new (FALSE, TRUE, sizeof (FoTraceSpot)), .columns = columns, .rank = rank };

  g_array_set_size (l.spots, lineage->nodes->len);
  for (guint i = 0; i < lineage->nodes->len; i++)
    g_array_index (l.spots, FoTraceSpot, i).height = height_of (node_at (lineage, i));
  fill_columns (&l);
  *ret_width = *ret_height = 2 * FO_TRACE_MARGIN;
  if (columns->len)
    *ret_height = stack (&l, ret_width);
  for (int pass = 0; pass < PASSES && columns->len; pass++) {
    untangle (&l);
    *ret_height = stack (&l, ret_width);
  }
  return l.spots;
}

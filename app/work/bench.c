/* SPDX-License-Identifier: GPL-3.0-or-later
 * What of an order stands on the bench, and in which cartons. */
#include "packing.h"

void
fo_bench_clear (FoBench *bench)
{
  g_clear_pointer (&bench->rows, g_array_unref);
  g_clear_pointer (&bench->cartons, g_array_unref);
  g_clear_pointer (&bench->lines, g_array_unref);
}

static bool
is_on_bench (FoCartonState state)
{
  return state == FO_CARTON_IS_OPEN || state == FO_CARTON_IS_CLOSED;
}

/* In id order: so the lines of an order were made. */
static int
by_line (gconstpointer a, gconstpointer b)
{
  const FoBenchRow *x = a, *y = b;

  if (x->line_id != y->line_id)
    return (x->line_id > y->line_id) - (x->line_id < y->line_id);
  return (x->lot_id > y->lot_id) - (x->lot_id < y->lot_id);
}

static FoBenchRow *
row_of (GArray *rows, const FoHold *hold)
{
  const FoBenchRow fresh = { .line_id = hold->line_id, .lot_id = hold->lot_id, .item_id = hold->item_id, .lot = hold->goods };

  for (guint i = 0; i < rows->len; i++) {
    FoBenchRow *row = &g_array_index (rows, FoBenchRow, i);
    if (row->line_id == hold->line_id && row->lot_id == hold->lot_id)
      return row;
  }
  g_array_append_val (rows, fresh);
  return &g_array_index (rows, FoBenchRow, rows->len - 1);
}

/* Two benches may hold the same lot for a line. */
static void
add_holds (FoBench *bench, const GArray *holds)
{
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    if (hold->picked)
      row_of (bench->rows, hold)->picked_u += hold->quantity_u;
  }
  g_array_sort (bench->rows, by_line);
}

static void
add_packed (FoBench *bench)
{
  for (guint i = 0; i < bench->rows->len; i++) {
    FoBenchRow *row = &g_array_index (bench->rows, FoBenchRow, i);

    for (guint k = 0; k < bench->lines->len; k++) {
      const FoCartonLine *line = &g_array_index (bench->lines, FoCartonLine, k);
      if (line->line_id != row->line_id || line->lot_id != row->lot_id)
        continue;
      row->closed_u += line->state == FO_CARTON_IS_CLOSED ? line->quantity_u : 0;
      row->open_u += line->state == FO_CARTON_IS_OPEN ? line->quantity_u : 0;
    }
  }
}

bool
fo_bench_read (FoTxn *txn, FoId order, FoBench *bench, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  fo_bench_clear (bench);
  bench->rows = g_array_new (FALSE, FALSE, sizeof (FoBenchRow));
  bench->cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));
  bench->lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  if (!fo_holds_of_order (txn, order, holds, error) || !fo_cartons_of_order (txn, order, bench->cartons, error)
      || !fo_carton_lines_of_order (txn, order, bench->lines, error))
    return false;
  add_holds (bench, holds);
  add_packed (bench);
  return true;
}

const FoCarton *
fo_bench_carton (const FoBench *bench, FoId carton)
{
  for (guint i = 0; i < bench->cartons->len; i++)
    if (g_array_index (bench->cartons, FoCarton, i).id == carton)
      return &g_array_index (bench->cartons, FoCarton, i);
  return NULL;
}

const FoCarton *
fo_bench_open_carton (const FoBench *bench, const char *station)
{
  const FoCarton *any = NULL;

  for (guint i = bench->cartons->len; i > 0; i--) {
    const FoCarton *carton = &g_array_index (bench->cartons, FoCarton, i - 1);
    if (carton->state != FO_CARTON_IS_OPEN)
      continue;
    if (g_strcmp0 (carton->station, station) == 0)
      return carton;
    any = any ? any : carton;
  }
  return any;
}

FoQuantity
fo_bench_left (const FoBench *bench)
{
  FoQuantity left_u = 0;

  for (guint i = 0; i < bench->rows->len; i++) {
    const FoBenchRow *row = &g_array_index (bench->rows, FoBenchRow, i);
    left_u += row->picked_u - row->closed_u - row->open_u;
  }
  return left_u;
}

FoQuantity
fo_pack_in_carton (const FoBench *bench, FoId carton, FoId line, FoId lot)
{
  for (guint i = 0; i < bench->lines->len; i++) {
    const FoCartonLine *row = &g_array_index (bench->lines, FoCartonLine, i);
    if (row->carton_id == carton && row->line_id == line && row->lot_id == lot)
      return row->quantity_u;
  }
  return 0;
}

FoQuantity
fo_pack_packed (const FoBench *bench, FoId line, FoId lot)
{
  FoQuantity packed_u = 0;

  for (guint i = 0; i < bench->lines->len; i++) {
    const FoCartonLine *row = &g_array_index (bench->lines, FoCartonLine, i);
    if (row->line_id == line && row->lot_id == lot && is_on_bench (row->state))
      packed_u += row->quantity_u;
  }
  return packed_u;
}

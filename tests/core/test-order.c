/* SPDX-License-Identifier: GPL-3.0-or-later
 * Orders: where the goods of a line are, the states, and when a pick may be released or leave. */
#include "cells.h"
#include "firstout/core/order.h"

TEST_NAMES (FoGate, gate, TRUE, "open", "closed", "override")
TEST_NAMES (FoOrderState,
            order_state,
            TRUE,
            "new",
            "waiting",
            "ready",
            "picking",
            "picked",
            "part_shipped",
            "shipped",
            "cancelled")
TEST_NAMES (FoSource, source, TRUE, "stock", "production", "purchase")
CELL_OF (FoGate, gate)
CELL_OF (FoOrderState, order_state)

static gboolean
cell_goods (const FoTableRow *row, guint cell)
{
  gboolean goods = strcmp (row->cells[cell], "goods") == 0;

  if (!goods && strcmp (row->cells[cell], "service") != 0)
    fo_row_fail (row, "“%s” is neither goods nor a service", row->cells[cell]);
  return goods;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static void
check_line (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoLine line = { .goods = cell_goods (row, 0),
                  .ordered_u = cell_quantity (row, 1),
                  .cancelled_u = cell_quantity (row, 2),
                  .promised_u = cell_quantity (row, 3),
                  .held_u = cell_quantity (row, 4),
                  .picked_u = cell_quantity (row, 5),
                  .shipped_u = cell_quantity (row, 6) };

  row_quantity (row, "open", fo_line_open (&line), 7);
  row_quantity (row, "missing", fo_line_missing (&line), 8);
}

static void
test_line (void)
{
  fo_table_run ("order-line.table", 9, check_line, NULL);
}

static void
check_lower (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoLine line = { .goods = true,
                  .ordered_u = 10 * FO_ONE,
                  .shipped_u = 4 * FO_ONE,
                  .picked_u = 3 * FO_ONE,
                  .held_u = 2 * FO_ONE,
                  .promised_u = FO_ONE };

  fo_row_verdict (row, 2, fo_line_may_lower (&line, cell_quantity (row, 0), cell_quantity (row, 1)));
}

static void
test_lower (void)
{
  fo_table_run ("order-lower.table", 3, check_lower, NULL);
}

/* ---- states ------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoLine lines[8];
  gsize n;
} Lines;

static void
check_state (const FoTableRow *row, gpointer data)
{
  Lines *lines = data;
  FoLine *line = &lines->lines[lines->n++];

  *line = (FoLine){ .goods = cell_goods (row, 0),
                    .ordered_u = cell_quantity (row, 1),
                    .cancelled_u = cell_quantity (row, 2),
                    .promised_u = cell_quantity (row, 3) + cell_quantity (row, 4),
                    .from_supply_u = cell_quantity (row, 4),
                    .held_u = cell_quantity (row, 5),
                    .picked_u = cell_quantity (row, 6),
                    .shipped_u = cell_quantity (row, 7) };
  if (row->cells[8][0] == '\0')
    return;
  fo_row_text (row, "the state", fo_order_state_name (fo_order_state_of (lines->lines, lines->n, false)),
               row->cells[8]);
  fo_row_text (row, "the state when sales cancelled it",
               fo_order_state_name (fo_order_state_of (lines->lines, lines->n, true)), "cancelled");
  lines->n = 0;
}

static void
test_state (void)
{
  Lines lines = { .n = 0 };

  fo_table_run ("order-state.table", 9, check_state, &lines);
  g_assert_cmpuint (lines.n, ==, 0);
  g_assert_cmpint (fo_order_state_of (NULL, 0, false), ==, FO_ORDER_NEW);
}

static void
read_steps (const FoTableRow *row, gpointer data)
{
  gboolean (*written)[FO_N_ORDER_STATES] = data;
  g_auto (GStrv) to = g_strsplit (row->cells[1], " ", -1);

  for (char **name = to; *name; name++) {
    FoOrderState state;

    if (!fo_order_state_parse (*name, &state))
      fo_row_fail (row, "“%s” is no state", *name);
    else
      written[cell_order_state (row, 0)][state] = TRUE;
  }
}

static void
test_steps (void)
{
  gboolean written[FO_N_ORDER_STATES][FO_N_ORDER_STATES] = { 0 };

  g_assert_cmpuint (fo_table_run ("order-step.table", 2, read_steps, written), ==, FO_N_ORDER_STATES);
  for (int from = 0; from < FO_N_ORDER_STATES; from++)
    for (int to = 0; to < FO_N_ORDER_STATES; to++)
      if (fo_order_may_step ((FoOrderState) from, (FoOrderState) to) != written[from][to]) {
        g_test_message ("from %s to %s: the table says %s", fo_order_state_name ((FoOrderState) from),
                        fo_order_state_name ((FoOrderState) to), written[from][to] ? "yes" : "no");
        g_test_fail ();
      }
}

/* ---- release and shipment ---------------------------------------------------------------------------------------- */

static void
check_may (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoOrder order = { .state = cell_order_state (row, 0),
                    .cancel_asked = cell_is (row, 1, "asked"),
                    .gate = cell_gate (row, 2),
                    .ship_complete = cell_is (row, 3, "together") };
  FoLine lines[] = { { .goods = true,
                       .promised_u = cell_quantity (row, 5) + cell_quantity (row, 6),
                       .from_supply_u = cell_quantity (row, 5),
                       .held_u = cell_quantity (row, 7),
                       .picked_u = cell_quantity (row, 8) },
                     { .goods = false, .ordered_u = FO_ONE } };

  lines[0].ordered_u = cell_quantity (row, 4) + lines[0].promised_u + lines[0].held_u + lines[0].picked_u;
  fo_row_verdict (row, 9, fo_order_may_release (&order, lines, G_N_ELEMENTS (lines)));
  fo_row_verdict (row, 10, fo_order_may_ship (&order, lines, G_N_ELEMENTS (lines)));
}

static void
test_may (void)
{
  fo_table_run ("order-may.table", 11, check_may, NULL);
}

typedef struct {
  FoOrder order;
  FoLine line;
  bool missing, supply, stock, held, picked; /* the smallest quantity there is of it */
} Mixture;

/* One of every mixture of order and line. */
static Mixture
mixture (guint number)
{
  Mixture m = {
    .missing = number & 1, .supply = number & 2, .stock = number & 4, .held = number & 8, .picked = number & 16
  };

  m.order.cancel_asked = number & 32;
  m.order.ship_complete = number & 64;
  m.order.gate = (FoGate) (number / 128 % 3);
  m.order.state = (FoOrderState) (number / 384 % FO_N_ORDER_STATES);
  m.line = (FoLine){
    .goods = true, .promised_u = m.supply + m.stock, .from_supply_u = m.supply, .held_u = m.held, .picked_u = m.picked
  };
  m.line.ordered_u = m.line.promised_u + m.line.held_u + m.line.picked_u + m.missing;
  return m;
}

/* Every refusal that is written at fo_order_may_release and fo_order_may_ship, each with its own cause. */
static FoVerdict
first_of_all (const Mixture *m, gboolean ship)
{
  const struct {
    gboolean is_so;
    FoVerdict verdict;
  } all[] = {
    { m->order.state == FO_ORDER_IS_CANCELLED || m->order.cancel_asked, FO_ORDER_CANCELLED },
    { m->order.state == FO_ORDER_ALL_SHIPPED, FO_ORDER_SHIPPED },
    { m->order.gate == FO_GATE_CLOSED, FO_PAYMENT_MISSING },
    { !ship && !m->stock, FO_ORDER_NOT_PROMISED },
    { !ship && m->order.ship_complete && (m->missing || m->supply), FO_ORDER_INCOMPLETE },
    { ship && (!m->picked || m->held), FO_ORDER_NOT_PICKED },
    { ship && m->order.ship_complete && (m->missing || m->supply || m->stock), FO_ORDER_INCOMPLETE },
  };
  FoVerdict first = FO_OK;

  for (gsize i = G_N_ELEMENTS (all); i > 0; i--)
    if (all[i - 1].is_so)
      first = fo_verdict_first (first, all[i - 1].verdict);
  return first;
}

static void
test_every_mixture (void)
{
  for (guint number = 0; number < 384 * FO_N_ORDER_STATES; number++) {
    Mixture m = mixture (number);

    g_assert_cmpstr (fo_verdict_name (fo_order_may_release (&m.order, &m.line, 1)), ==,
                     fo_verdict_name (first_of_all (&m, FALSE)));
    g_assert_cmpstr (fo_verdict_name (fo_order_may_ship (&m.order, &m.line, 1)), ==,
                     fo_verdict_name (first_of_all (&m, TRUE)));
  }
}

/* ---- what the house can do to an order leads only where the table lets it ---------------------------------------- */

#define LINES 2
#define MOST 2 /* pieces of a line */

/* Where the pieces of a line are; small enough to try everything. */
typedef enum { MISSING, SUPPLY, STOCK, HELD, PICKED, SHIPPED, N_WHERE } Where;
typedef struct {
  guint8 pieces[LINES][N_WHERE];
  gboolean cancelled;
} Small;

static FoOrderState
state_of (const Small *small)
{
  FoLine lines[LINES];

  for (int i = 0; i < LINES; i++) {
    const guint8 *p = small->pieces[i];
    lines[i] = (FoLine){ .goods = true,
                         .promised_u = p[SUPPLY] + p[STOCK],
                         .from_supply_u = p[SUPPLY],
                         .held_u = p[HELD],
                         .picked_u = p[PICKED],
                         .shipped_u = p[SHIPPED] };
    lines[i].ordered_u = p[MISSING] + lines[i].promised_u + p[HELD] + p[PICKED] + p[SHIPPED];
  }
  return fo_order_state_of (lines, LINES, small->cancelled);
}

/* The ways a piece of a line goes in one act. */
static const Where ways[][2] = {
  { MISSING, STOCK },  { MISSING, SUPPLY }, { SUPPLY, STOCK }, /* promised; the supply came */
  { STOCK, MISSING },  { SUPPLY, MISSING },                    /* the promise broke */
  { STOCK, HELD },     { HELD, STOCK },     { HELD, MISSING }, /* released, given back, found blocked */
  { HELD, PICKED },    { PICKED, HELD },    { PICKED, STOCK }, /* picked, put back */
  { PICKED, MISSING }, { SUPPLY, HELD },                       /* scrapped on the bench; cross-docked */
};

typedef struct {
  GHashTable *seen; /* of Small as GBytes */
  GQueue open;
  gboolean reached[FO_N_ORDER_STATES][FO_N_ORDER_STATES];
} Walk;

static void
arrive (Walk *walk, const Small *from, const Small *to)
{
  GBytes *bytes = g_bytes_new (to, sizeof *to);

  if (from)
    walk->reached[state_of (from)][state_of (to)] = TRUE;
  if (g_hash_table_add (walk->seen, g_bytes_ref (bytes)))
    g_queue_push_tail (&walk->open, g_bytes_ref (bytes));
  g_bytes_unref (bytes);
}

static gboolean
holds_any (const Small *small, Where where)
{
  return small->pieces[0][where] + small->pieces[1][where] > 0;
}

/* All pieces of one place go at once: a release, a shipment. */
static void
all_go (Walk *walk, const Small *small, Where from, Where to)
{
  Small next = *small;

  for (int i = 0; i < LINES; i++) {
    next.pieces[i][to] = (guint8) (next.pieces[i][to] + next.pieces[i][from]);
    next.pieces[i][from] = 0;
  }
  arrive (walk, small, &next);
}

static void
sales_change (Walk *walk, const Small *small, int line)
{
  static const Where gives_way[] = { MISSING, SUPPLY, STOCK, HELD };
  guint total = 0;
  Small next = *small;

  for (int where = 0; where < N_WHERE; where++)
    total += small->pieces[line][where];
  if (total < MOST) {
    next.pieces[line][MISSING]++;
    arrive (walk, small, &next);
  }
  next = *small;
  for (gsize i = 0; i < G_N_ELEMENTS (gives_way); i++) /* lowered by one, by two ... down to what is picked */
    while (next.pieces[line][gives_way[i]] > 0) {
      next.pieces[line][gives_way[i]]--;
      arrive (walk, small, &next);
    }
}

static void
try_everything (Walk *walk, const Small *small)
{
  Small next;

  if (small->cancelled)
    return;
  for (int line = 0; line < LINES; line++) {
    for (gsize way = 0; way < G_N_ELEMENTS (ways); way++) {
      next = *small;
      while (next.pieces[line][ways[way][0]] > 0) {
        next.pieces[line][ways[way][0]]--;
        next.pieces[line][ways[way][1]]++;
        arrive (walk, small, &next);
      }
    }
    sales_change (walk, small, line);
  }
  all_go (walk, small, STOCK, HELD);
  all_go (walk, small, MISSING, STOCK);
  if (!holds_any (small, HELD))
    all_go (walk, small, PICKED, SHIPPED);
  if (!holds_any (small, SHIPPED)) {
    next = (Small){ .cancelled = TRUE };
    arrive (walk, small, &next);
  }
}

static void
test_every_act (void)
{
  Walk walk = { .seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL) };
  Small start = { .pieces = { { [MISSING] = MOST }, { [MISSING] = 1 } } };
  GBytes *bytes;

  g_queue_init (&walk.open);
  arrive (&walk, NULL, &start);
  while ((bytes = g_queue_pop_head (&walk.open))) {
    try_everything (&walk, g_bytes_get_data (bytes, NULL));
    g_bytes_unref (bytes);
  }
  g_print ("# %u orders\n", g_hash_table_size (walk.seen));
  for (int from = 0; from < FO_N_ORDER_STATES; from++)
    for (int to = 0; to < FO_N_ORDER_STATES; to++)
      if (walk.reached[from][to] && !fo_order_may_step ((FoOrderState) from, (FoOrderState) to)) {
        g_test_message ("an act leads from %s to %s", fo_order_state_name ((FoOrderState) from),
                        fo_order_state_name ((FoOrderState) to));
        g_test_fail ();
      } else if (from != to && !walk.reached[from][to] && fo_order_may_step ((FoOrderState) from, (FoOrderState) to))
        g_print ("# %s to %s takes two acts at once\n", fo_order_state_name ((FoOrderState) from),
                 fo_order_state_name ((FoOrderState) to));
  g_hash_table_unref (walk.seen);
}

/* Who asks for a lot gets no other, and nobody gets another owner's, whatever its number. */
static void
test_takes_lot (void)
{
  static const struct {
    const char *wanted, *owner, *lot, *whose;
    FoVerdict verdict;
  } rows[] = {
    { "", "", "L1", "", FO_OK },
    { "L1", "", "L1", "", FO_OK },
    { "L1", "", "L2", "", FO_LOT_NOT_WANTED },
    { "", "", "L1", "Vega", FO_LOT_OTHER_OWNER },
    { "", "Vega", "L1", "", FO_LOT_OTHER_OWNER },
    { "", "Vega", "L1", "Orion", FO_LOT_OTHER_OWNER },
    { "L1", "Vega", "L2", "Vega", FO_LOT_NOT_WANTED },
    { "L1", "Vega", "L1", "Vega", FO_OK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    FoLine line = { .goods = true };

    g_strlcpy (line.lot_wanted, rows[i].wanted, sizeof line.lot_wanted);
    g_strlcpy (line.owner, rows[i].owner, sizeof line.owner);
    g_assert_cmpstr (fo_verdict_name (fo_line_takes_lot (&line, rows[i].lot, rows[i].whose)), ==, fo_verdict_name (rows[i].verdict));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/order/names/gate", test_gate_names);
  g_test_add_func ("/core/order/names/state", test_order_state_names);
  g_test_add_func ("/core/order/names/source", test_source_names);
  g_test_add_func ("/core/order/line", test_line);
  g_test_add_func ("/core/order/lower", test_lower);
  g_test_add_func ("/core/order/takes-lot", test_takes_lot);
  g_test_add_func ("/core/order/state", test_state);
  g_test_add_func ("/core/order/steps", test_steps);
  g_test_add_func ("/core/order/may", test_may);
  g_test_add_func ("/core/order/every-mixture", test_every_mixture);
  g_test_add_func ("/core/order/every-act", test_every_act);
  return g_test_run ();
}

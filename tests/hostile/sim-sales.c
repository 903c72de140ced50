/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales has, and how it changes its mind. */
#include "sim.h"
#include <string.h>

gint64
sim_sales_now_us (const Sim *sim)
{
  return sim->now_us + sim->sales.skew_us;
}

/* ---- rows ---------------------------------------------------------------------------------------------------------- */

static void
message_free (gpointer data)
{
  SimMessage *message = data;

  g_free (message->op_id);
  g_free (message->op);
  g_free (message->body);
  g_free (message->meant);
  g_free (message);
}

static void
late_clear (gpointer data)
{
  SimLate *late = data;

  g_strfreev (late->words);
}

SimRow *
sim_sales_find (Sim *sim, const char *id)
{
  for (guint i = 0; i < sim->sales.rows->len; i++) {
    SimRow *row = g_ptr_array_index (sim->sales.rows, i);
    if (g_str_equal (row->id, id))
      return row;
  }
  return NULL;
}

const SimWords *
sim_row_seen (const Sim *sim, const SimRow *row, gint64 *ret_rev, gint64 *ret_changed_us)
{
  bool now = row->visible_us <= sim->now_us;

  *ret_rev = now ? row->rev : row->before_rev;
  *ret_changed_us = now ? row->changed_us : row->before_us;
  return now ? &row->words : row->was_there ? &row->before : NULL;
}

/* Somebody over there is going to change ROW. His clock stands behind the row, and some take their time to commit; who comes
 * meanwhile waits for them, and is seen with them. */
static void
touch (Sim *sim, SimRow *row)
{
  if (row->rev > 0 && row->visible_us <= sim->now_us) {
    row->before = row->words;
    row->before_us = row->changed_us;
    row->before_rev = row->rev;
    row->was_there = true;
    row->visible_us = sim->now_us;
  }
  row->rev++;
  row->changed_us = sim_sales_now_us (sim);
  if (!sim->calm && sim_once_in (sim, 5))
    row->visible_us = MAX (row->visible_us, sim->now_us + sim_up_to (sim, 180) * G_USEC_PER_SEC);
}

static SimRow *
add_row (Sim *sim, SimEntity entity, const char *id)
{
  SimRow *row = g_new0 (SimRow, 1);

  row->entity = entity;
  row->words.day = FO_DAY_NONE;
  row->visible_us = sim->now_us;
  g_strlcpy (row->id, id, sizeof row->id);
  g_ptr_array_add (sim->sales.rows, row);
  return row;
}

static guint
count (const Sim *sim, SimEntity entity)
{
  guint n = 0;

  for (guint i = 0; i < sim->sales.rows->len; i++)
    n += ((const SimRow *) g_ptr_array_index (sim->sales.rows, i))->entity == entity;
  return n;
}

static SimRow *
any_row (Sim *sim, SimEntity entity)
{
  guint n = count (sim, entity);
  gint32 at = n ? sim_up_to (sim, (gint32) n) : 0;

  for (guint i = 0; n && i < sim->sales.rows->len; i++) {
    SimRow *row = g_ptr_array_index (sim->sales.rows, i);
    if (row->entity == entity && at-- == 0)
      return row;
  }
  return NULL;
}

/* ---- edits --------------------------------------------------------------------------------------------------------- */

/* Halves and odd millionths too: what is read as a floating number shows. */
static FoQuantity
some (Sim *sim)
{
  FoQuantity quantity_u = (1 + sim_up_to (sim, 5)) * FO_ONE;

  return sim_once_in (sim, 3) ? quantity_u + sim_up_to (sim, 4) * FO_ONE / 4 + 333333 : quantity_u;
}

static void
new_line (Sim *sim, const SimRow *order, guint n)
{
  char id[16];
  SimRow *row;

  g_snprintf (id, sizeof id, "l%u.%u", order->order, n);
  row = add_row (sim, SIM_LINE, id);
  row->order = order->order;
  row->item = (guint) sim_up_to (sim, SIM_ITEMS);
  row->words.quantity_u = some (sim);
  touch (sim, row);
  if (!sim_once_in (sim, 3)) /* one transaction; else each by itself, and maybe seen before its order */
    row->visible_us = order->visible_us;
}

static void
new_order (Sim *sim)
{
  guint n = count (sim, SIM_ORDER);
  char id[16];
  SimRow *row;

  g_snprintf (id, sizeof id, "o%u", n);
  row = add_row (sim, SIM_ORDER, id);
  row->order = n;
  row->words.closed = sim_once_in (sim, 6);
  row->words.complete = sim_once_in (sim, 5);
  if (sim_once_in (sim, 2))
    row->words.day = sim->now_us / (24 * 60 * SIM_MINUTE_US) + sim_up_to (sim, 10);
  touch (sim, row);
  for (guint l = 0; l < 1 + (guint) sim_up_to (sim, SIM_LINES); l++)
    new_line (sim, row, l);
  sim_tell (sim, "sales: order %s%s", id, row->words.closed ? ", not paid" : "");
}

static void
edit_order (Sim *sim)
{
  SimRow *row = any_row (sim, SIM_ORDER);

  if (!row || row->words.deleted)
    return;
  touch (sim, row);
  switch (sim_up_to (sim, 8)) {
  case 0:
    row->words.deleted = true;
    break;
  case 1:
    row->words.complete = !row->words.complete;
    break;
  case 2:
    row->words.day = sim->now_us / (24 * 60 * SIM_MINUTE_US) + sim_up_to (sim, 10);
    break;
  default:
    row->words.closed = !row->words.closed && sim_once_in (sim, 4);
  }
  sim_tell (sim, "sales: order %s is %s%s", row->id, row->words.deleted ? "called off, " : "",
            row->words.closed ? "not paid" : "paid");
}

static void
edit_line (Sim *sim)
{
  SimRow *row = any_row (sim, SIM_LINE);

  if (!row || row->words.deleted)
    return;
  touch (sim, row);
  switch (sim_up_to (sim, 8)) {
  case 0:
    row->words.deleted = true;
    break;
  case 1:
    row->words.cancelled_u = MIN (FO_ONE, row->words.quantity_u);
    break;
  default:
    row->words.quantity_u = some (sim);
    row->words.cancelled_u = 0;
  }
  sim_tell (sim, "sales: line %s asks for %g%s", row->id, (double) row->words.quantity_u / FO_ONE,
            row->words.deleted ? ", and is taken out" : "");
}

static void
edit_supply (Sim *sim)
{
  guint n = count (sim, SIM_SUPPLY);
  SimRow *row = n < SIM_SUPPLIES && sim_once_in (sim, 2) ? NULL : any_row (sim, SIM_SUPPLY);
  char id[16];

  if (!row && n == SIM_SUPPLIES)
    return;
  if (!row) {
    g_snprintf (id, sizeof id, "s%u", n);
    row = add_row (sim, SIM_SUPPLY, id);
    row->item = (guint) sim_up_to (sim, SIM_ITEMS);
  }
  touch (sim, row);
  row->words.quantity_u = some (sim) * 2;
  row->words.closed = sim_once_in (sim, 6);
  row->words.day = sim->now_us / (24 * 60 * SIM_MINUTE_US) + sim_up_to (sim, 10);
  sim_tell (sim, "sales: %g come with %s%s", (double) row->words.quantity_u / FO_ONE, row->id,
            row->words.closed ? ", which is closed" : "");
}

void
sim_sales_edit (Sim *sim)
{
  if (count (sim, SIM_ORDER) < 2 || (count (sim, SIM_ORDER) < SIM_ORDERS && sim_once_in (sim, 4)))
    new_order (sim);
  else if (sim_once_in (sim, 4))
    edit_supply (sim);
  else if (sim_once_in (sim, 12) && !sim->calm) {
    sim->sales.period_closed = !sim->sales.period_closed;
    sim_tell (sim, "sales: the period is %s", sim->sales.period_closed ? "closed" : "open");
  } else if (sim_once_in (sim, 3))
    edit_order (sim);
  else
    edit_line (sim);
}

/* ---- messages ------------------------------------------------------------------------------------------------------ */

static SimMessage *
message_of (Sim *sim, const char *op_id)
{
  SimMessage *message = g_hash_table_lookup (sim->sales.messages, op_id);

  if (!message) {
    message = g_new0 (SimMessage, 1);
    message->op_id = g_strdup (op_id);
    message->turn = ++sim->turn;
    g_hash_table_insert (sim->sales.messages, message->op_id, message);
  }
  return message;
}

/* What happened on a day belongs into its period; a wish does not. */
static bool
is_a_fact (const char *op)
{
  return g_str_equal (op, "shipment.create") || g_str_equal (op, "receipt.create") || g_str_equal (op, "write.off");
}

static bool
is_known (Sim *sim, const char *op_id)
{
  return message_of (sim, op_id)->documents && sim->sales.keyed;
}

static void
take_one (Sim *sim, const char *op_id, const char *op, const char *body)
{
  SimMessage *message = message_of (sim, op_id);

  message->documents++;
  g_free (message->op);
  g_free (message->body);
  message->op = g_strdup (op);
  message->body = g_strdup (body);
  if (!sim->calm && sim_once_in (sim, 80)) { /* a trigger of theirs */
    message->meant = g_steal_pointer (&message->body);
    message->body = g_strdup ("{\"cut\":\"yes\"}");
    sim->counts->changed++;
  }
  sim_tell (sim, "sales: has %s %s %s", op, op_id, body);
}

bool
sim_sales_take (Sim *sim, const char *const *words, gsize n, char **why)
{
  for (gsize i = 0; i < n * SIM_WORDS; i += SIM_WORDS)
    if (!is_known (sim, words[i]) && sim->sales.period_closed && is_a_fact (words[i + 1])
        && !strstr (words[i + 2], "\"booked_on\"")) {
      *why = g_strdup ("period closed: October 2026");
      sim->counts->closed++;
      return false;
    }
  for (gsize i = 0; i < n * SIM_WORDS; i += SIM_WORDS)
    if (!is_known (sim, words[i]))
      take_one (sim, words[i], words[i + 1], words[i + 2]);
  return true;
}

void
sim_sales_late (Sim *sim, bool all)
{
  for (guint i = 0; i < sim->sales.late->len;) {
    const SimLate *late = &g_array_index (sim->sales.late, SimLate, i);
    g_autofree char *why = NULL;

    if (!all && late->at_us > sim->now_us) {
      i++;
      continue;
    }
    sim_tell (sim, "line: %s %s arrives at last", late->words[1], late->words[0]);
    sim_sales_take (sim, (const char *const *) late->words, g_strv_length (late->words) / SIM_WORDS, &why);
    g_array_remove_index (sim->sales.late, i);
  }
}

/* ---- as a whole ---------------------------------------------------------------------------------------------------- */

void
sim_sales_init (Sim *sim)
{
  SimSales *sales = &sim->sales;

  sales->rows = g_ptr_array_new_with_free_func (g_free);
  sales->messages = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, message_free);
  sales->not_before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sales->late = g_array_new (FALSE, FALSE, sizeof (SimLate));
  g_array_set_clear_func (sales->late, late_clear);
  sales->skew_us = (sim_up_to (sim, 7200) - 3600) * G_USEC_PER_SEC;
  sales->keyed = !sim->objects || sim_once_in (sim, 2);
  for (guint i = 0; i < SIM_ITEMS; i++) {
    char id[16];

    g_snprintf (id, sizeof id, "i%u", i);
    touch (sim, add_row (sim, SIM_ITEM, id));
  }
}

void
sim_sales_clear (Sim *sim)
{
  g_ptr_array_unref (sim->sales.rows);
  g_hash_table_unref (sim->sales.messages);
  g_hash_table_unref (sim->sales.not_before);
  g_array_unref (sim->sales.late);
}

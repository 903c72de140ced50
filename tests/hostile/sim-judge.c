/* SPDX-License-Identifier: GPL-3.0-or-later
 * What must be true when a life is over, looked at without any of the program's own code: the store's tables by plain SQL, and
 * what stands at sales. The invariants I1 … I20 of the reference are named where they are judged. Not judged here:
 *   I10 oldest first          fo-hostile model, fefo (sim judges no binding)
 *   I14 stations apart        no station of this world is ever cut off from its store: fo-hostile partitions
 *   I17 nothing is deleted    tests/links (the fake 1C)
 *   I19 rates in any window   tests/links/test-http; here only "not before"
 * I18 and the "not before" of I19 are judged while it happens (sim-line.c), I9 too (sim-stations.c). */
#include "sim.h"
#include <sqlite3.h>
#include <string.h>

typedef struct {
  Sim *sim;
  sqlite3 *db;
  guint64 space;
} Judge;

/* ---- asking -------------------------------------------------------------------------------------------------------- */

/* ROW gets the columns as texts, "" for NULL. */
typedef void (*Each) (Judge *j, const char *const *row, gpointer data);

static void
ask (Judge *j, const char *text, Each each, gpointer data)
{
  sqlite3_stmt *stmt = NULL;
  const char *row[12];

  if (sqlite3_prepare_v2 (j->db, text, -1, &stmt, NULL) != SQLITE_OK)
    sim_trouble (j->sim, "%s: %s", text, sqlite3_errmsg (j->db));
  while (stmt && sqlite3_step (stmt) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count (stmt) && i < (int) G_N_ELEMENTS (row); i++) {
      const char *value = (const char *) sqlite3_column_text (stmt, i);
      row[i] = value ? value : "";
    }
    each (j, row, data);
  }
  sqlite3_finalize (stmt);
}

static gint64
number (const char *text)
{
  return g_ascii_strtoll (text, NULL, 10);
}

/* The first row of a query that must have none. */
static void
must_not_be (Judge *j, const char *const *row, gpointer rule)
{
  sim_trouble (j->sim, "%s: %s", (const char *) rule, row[0]);
}

static const struct {
  const char *rule, *query;
} rules[] = {
  { "I1: more is held than lies there, or less than nothing",
    "SELECT lot_id FROM balance WHERE held_u < 0 OR held_u > on_hand_u" },
  { "I2: what is held of a lot is not what lines hold of it",
    "SELECT b.lot_id FROM balance b WHERE b.held_u <> (SELECT COALESCE (SUM (h.quantity_u), 0) FROM hold h"
    " WHERE h.lot_id = b.lot_id AND h.place_id = b.place_id)" },
  { "I2: a line holds what lies nowhere", "SELECT h.lot_id FROM hold h WHERE NOT EXISTS (SELECT 1 FROM balance b WHERE "
                                          "b.lot_id = h.lot_id AND b.place_id = h.place_id)" },
  { "I3: a line has more than it asked for",
    "SELECT remote_id FROM order_line WHERE promised_u + held_u + picked_u + shipped_u > ordered_u - cancelled_u" },
  { "I3: a line's own sums are not what it has",
    "SELECT l.remote_id FROM order_line l WHERE l.promised_u <> (SELECT COALESCE (SUM (p.quantity_u), 0) FROM promise p"
    " WHERE p.line_id = l.line_id) OR l.held_u <> (SELECT COALESCE (SUM (h.quantity_u), 0) FROM hold h"
    " WHERE h.line_id = l.line_id AND h.picked = 0) OR l.picked_u <> (SELECT COALESCE (SUM (h.quantity_u), 0) FROM "
    "hold h"
    " WHERE h.line_id = l.line_id AND h.picked = 1)" },
  { "I4: what lies there is not what was brought and taken",
    "SELECT b.lot_id FROM balance b WHERE b.on_hand_u <> (SELECT COALESCE (SUM (m.quantity_u), 0) FROM movement m"
    " WHERE m.lot_id = b.lot_id AND m.to_place = b.place_id) - (SELECT COALESCE (SUM (m.quantity_u), 0) FROM movement m"
    " WHERE m.lot_id = b.lot_id AND m.from_place = b.place_id)" },
  { "I6: a message is neither told nor shown",
    "SELECT outbox_id FROM outbox WHERE state NOT IN ('verified', 'rejected')" },
  { "I6: a message was refused, and nobody was asked",
    "SELECT outbox_id FROM delivery WHERE state NOT IN ('verified', 'not_carried')" },
  { "I8: a row of sales was never understood", "SELECT remote_id FROM inbox WHERE state IN ('new', 'rejected')" },
  { "I8: an object of sales was never read", "SELECT remote_id FROM heard WHERE state <> 'read'" },
  { "I11: a lot left after its last day", "SELECT l.number FROM shipment s JOIN shipment_line x ON x.shipment_id = "
                                          "s.shipment_id JOIN lot l ON l.lot_id = x.lot_id"
                                          " WHERE l.expires_on < s.shipped_on" },
  { "I11: a lot that may not leave is held",
    "SELECT l.number FROM hold h JOIN lot l ON l.lot_id = h.lot_id WHERE h.picked = 0 AND l.state <> 'free'" },
  { "I12: a gateway wrote after another had taken over",
    "SELECT a.attempt_id FROM attempt a WHERE EXISTS (SELECT 1 FROM attempt b WHERE b.attempt_id < a.attempt_id AND "
    "b.epoch > a.epoch)" },
  { "I13: a request was done twice", "SELECT MIN (operation_id) FROM operation WHERE request IS NOT NULL GROUP BY "
                                     "station, request HAVING COUNT (*) > 1" },
  { "I13: a receipt was booked twice",
    "SELECT l.number FROM movement m JOIN lot l ON l.lot_id = m.lot_id WHERE m.kind IN ('receipt', 'production')"
    " GROUP BY l.lot_id HAVING COUNT (*) > 1" },
};

static void
judge_tables (Judge *j)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    ask (j, rules[i].query, must_not_be, (gpointer) rules[i].rule);
}

static void
mark (Judge *j, const char *const *row, gpointer found)
{
  (void) j, (void) row;
  *(bool *) found = true;
}

static void
judge_answers (Judge *j)
{
  for (guint i = 0; i < j->sim->answered->len; i++) {
    gint64 operation = *(FoId *) g_ptr_array_index (j->sim->answered, i);
    g_autofree char *query =
        g_strdup_printf ("SELECT 1 FROM operation WHERE operation_id = %" G_GINT64_FORMAT, operation);
    bool found = false;

    ask (j, query, mark, &found);
    if (!found)
      sim_trouble (j->sim, "operation %" G_GINT64_FORMAT " was answered, and is lost", operation);
  }
}

/* ---- I8, I15, I16: what sales says is what we have ----------------------------------------------------------------- */

static bool
is_disputed (Judge *j, const char *entity, const char *id)
{
  g_autofree char *query =
      g_strdup_printf ("SELECT 1 FROM conflict WHERE open = 1 AND entity = '%s' AND remote_id = '%s'", entity, id);
  bool found = false;

  ask (j, query, mark, &found);
  return found;
}

typedef struct {
  const SimRow *row;
  const SimWords *order; /* of a line: what is said of its order */
  bool found;
} Mirror;

static void
compare_order (Judge *j, const char *const *row, gpointer data)
{
  Mirror *m = data;
  const SimWords *words = &m->row->words;
  char due[FO_DAY_TEXT_MAX] = "";

  m->found = true;
  if (words->deleted) { /* or it is known that it is, and what was picked for it waits to be put back */
    if (!g_str_equal (row[0], "cancelled") && row[4][0] != '1' && !is_disputed (j, "order", m->row->id))
      sim_trouble (j->sim, "I8: order %s is called off over there, and %s here", m->row->id, row[0]);
    return;
  }
  fo_day_print_iso (words->day, due);
  if (g_str_equal (row[1], "closed") != words->closed)
    sim_trouble (j->sim, "I8: the gate of order %s is %s here", m->row->id, row[1]);
  if (!g_str_equal (row[2], due) || (row[3][0] == '1') != words->complete)
    sim_trouble (j->sim, "I8: order %s is due %s, complete %s here; %s and %d there", m->row->id, row[2], row[3], due,
                 words->complete);
}

/* Lower than what was picked or has left it cannot be: then both sides are shown to a person. */
static void
compare_line (Judge *j, const char *const *row, gpointer data)
{
  Mirror *m = data;
  const SimWords *words = &m->row->words;
  gint64 wants_u = words->deleted ? 0 : words->quantity_u - words->cancelled_u,
         has_u = number (row[0]) - number (row[1]), touched_u = number (row[2]) + number (row[3]);

  m->found = true;
  if (g_str_equal (row[4], "cancelled") || m->order->deleted || has_u == wants_u)
    return;
  if (!is_disputed (j, "line", m->row->id))
    sim_trouble (j->sim,
                 "I8, I16: line %s asks for %g there and for %g here (%g of it picked or gone), and nobody is asked",
                 m->row->id, (double) wants_u / FO_ONE, (double) has_u / FO_ONE, (double) touched_u / FO_ONE);
}

static void
compare_supply (Judge *j, const char *const *row, gpointer data)
{
  Mirror *m = data;
  const SimWords *words = &m->row->words;

  m->found = true;
  if (is_disputed (j, "supply", m->row->id))
    return;
  if (number (row[0]) != words->quantity_u || g_str_equal (row[1], "open") == words->closed)
    sim_trouble (j->sim, "I8: supply %s is %s of %s here; %g there", m->row->id, row[1], row[0],
                 (double) words->quantity_u / FO_ONE);
}

static const SimWords *
order_of (Sim *sim, const SimRow *line)
{
  char id[16];

  g_snprintf (id, sizeof id, "o%u", line->order);
  return &sim_sales_find (sim, id)->words;
}

static void
judge_row (Judge *j, const SimRow *row)
{
  static const struct {
    const char *query;
    Each compare;
  } looks[] = {
    [SIM_ITEM] = { "SELECT 1 FROM item WHERE remote_id = '%s'", mark },
    [SIM_ORDER] = { "SELECT state, gate, due_on, ship_complete, cancel_asked FROM sales_order WHERE remote_id = '%s'",
                    compare_order },
    [SIM_LINE] = { "SELECT l.ordered_u, l.cancelled_u, l.picked_u, l.shipped_u, o.state FROM order_line l"
                   " JOIN sales_order o ON o.order_id = l.order_id WHERE l.remote_id = '%s'",
                   compare_line },
    [SIM_SUPPLY] = { "SELECT ordered_u, state FROM supply WHERE remote_id = '%s'", compare_supply },
  };
  g_auto (GStrv) parts = g_strsplit (looks[row->entity].query, "%s", 2);
  g_autofree char *query = g_strconcat (parts[0], row->id, parts[1], NULL);
  Mirror mirror = { .row = row, .order = row->entity == SIM_LINE ? order_of (j->sim, row) : NULL };

  ask (j, query, looks[row->entity].compare, row->entity == SIM_ITEM ? (gpointer) &mirror.found : &mirror);
  /* An object that was gone before it was ever heard made no rows. */
  if (!mirror.found && !row->words.deleted && !(mirror.order && mirror.order->deleted))
    sim_trouble (j->sim, "I15: %s was never heard here", row->id);
}

static void
judge_mirror (Judge *j)
{
  for (guint i = 0; i < j->sim->sales.rows->len; i++)
    judge_row (j, g_ptr_array_index (j->sim->sales.rows, i));
}

/* ---- I5, I6, I7: what we told is what stands there ----------------------------------------------------------------- */

typedef struct {
  GHashTable *last; /* aggregate → turn in which its last message was settled */
  guint told;
} Told;

static bool
says_the_same (const char *ours, const char *theirs)
{
  json_object *a = json_tokener_parse (ours), *b = json_tokener_parse (theirs);
  bool same;

  json_object_object_del (b, "booked_on");
  same = json_object_equal (a, b);
  json_object_put (a);
  json_object_put (b);
  return same;
}

/* ROW: outbox_id, aggregate, op, body, who has decided about it. */
static void
judge_message (Judge *j, const char *const *row, gpointer data)
{
  Told *told = data;
  char uuid[FO_UUID_TEXT_MAX];
  const char *op_id = fo_id_uuid (number (row[0]), j->space, uuid);
  const SimMessage *message = g_hash_table_lookup (j->sim->sales.messages, op_id);
  const gint64 *settled = g_hash_table_lookup (j->sim->settled, op_id),
               *before = g_hash_table_lookup (told->last, row[1]);
  gint64 *last;

  if (!message || message->documents != 1) {
    sim_trouble (j->sim, "I5, I6: %s %s stands there %u times", row[2], op_id, message ? message->documents : 0);
    return;
  }
  told->told++;
  if (message->meant && row[4][0] == '\0')
    sim_trouble (j->sim, "I6: %s %s stands there otherwise, and nobody was shown it", row[2], op_id);
  if (!message->meant && (!g_str_equal (message->op, row[2]) || !says_the_same (row[3], message->body)))
    sim_trouble (j->sim, "I6: %s %s says %s here, %s there", row[2], op_id, row[3], message->body);
  if (before && message->turn < *before)
    sim_trouble (j->sim, "I7: %s of %s was sent before the one before it was settled", row[2], row[1]);
  if (!settled) {
    sim_trouble (j->sim, "I6: nobody said what became of %s %s", row[2], op_id);
    return;
  }
  last = g_new (gint64, 1);
  *last = before ? MAX (*before, *settled) : *settled;
  g_hash_table_insert (told->last, g_strdup (row[1]), last);
}

static void
judge_messages (Judge *j)
{
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Told told = { last, 0 };
  GHashTableIter iter;
  gpointer message;
  guint stand = 0;

  ask (j,
       "SELECT outbox_id, aggregate, op, body, (SELECT MAX (d.decided_by) FROM delivery d WHERE d.outbox_id = "
       "o.outbox_id)"
       " FROM outbox o WHERE NOT EXISTS (SELECT 1 FROM delivery d"
       " WHERE d.outbox_id = o.outbox_id AND d.state = 'not_carried') ORDER BY outbox_id",
       judge_message, &told);
  g_hash_table_iter_init (&iter, j->sim->sales.messages);
  while (g_hash_table_iter_next (&iter, NULL, &message))
    stand += ((const SimMessage *) message)->documents > 0;
  if (stand > told.told)
    sim_trouble (j->sim, "I5: %u documents stand there that nobody here knows of", stand - told.told);
  j->sim->counts->messages += told.told;
}

/* ---- I20: the sums of both sides ----------------------------------------------------------------------------------- */

static gint64
quantity_of (json_object *object, const char *name)
{
  json_object *text = json_object_object_get (object, name);
  FoQuantity quantity_u = 0;

  if (text && fo_quantity_parse (json_object_get_string (text), &quantity_u) != FO_OK)
    return G_MININT64;
  return quantity_u;
}

static const char *
text_of (json_object *object, const char *name)
{
  json_object *text = json_object_object_get (object, name);

  return text ? json_object_get_string (text) : "";
}

typedef struct {
  GHashTable *shipments; /* number → "line quantity" … as json_object */
  GHashTable *shipped;   /* line → gint64 */
} Sums;

static void
add_up (Sums *sums, json_object *lines, gint64 sign)
{
  for (size_t i = 0; lines && i < json_object_array_length (lines); i++) {
    json_object *line = json_object_array_get_idx (lines, i);
    const char *id = text_of (line, "line");
    gint64 *sum = g_hash_table_lookup (sums->shipped, id);

    if (!sum) {
      sum = g_new0 (gint64, 1);
      g_hash_table_insert (sums->shipped, g_strdup (id), sum);
    }
    *sum += sign * quantity_of (line, "quantity");
  }
}

static void
add_message (Sums *sums, const SimMessage *message)
{
  json_object *body = json_tokener_parse (message->meant ? message->meant : message->body);
  const char *shipment = text_of (body, "shipment");

  if (g_str_equal (message->op, "shipment.create"))
    add_up (sums, json_object_object_get (body, "lines"), 1);
  if (g_str_equal (message->op, "shipment.cancel") && g_hash_table_contains (sums->shipments, shipment))
    add_up (sums, json_object_object_get (g_hash_table_lookup (sums->shipments, shipment), "lines"), -1);
  json_object_put (body);
}

static void
note_shipment (Sums *sums, const SimMessage *message)
{
  json_object *body;

  if (!g_str_equal (message->op, "shipment.create"))
    return;
  body = json_tokener_parse (message->meant ? message->meant : message->body);
  g_hash_table_insert (sums->shipments, g_strdup (text_of (body, "shipment")), body);
}

static void
compare_shipped (Judge *j, const char *const *row, gpointer data)
{
  const Sums *sums = data;
  const gint64 *there = g_hash_table_lookup (sums->shipped, row[0]);

  if ((there ? *there : 0) != number (row[1]))
    sim_trouble (j->sim, "I20: of line %s %g left by what sales was told, and %g here", row[0],
                 there ? (double) *there / FO_ONE : 0, (double) number (row[1]) / FO_ONE);
}

static void
free_json (gpointer object)
{
  json_object_put (object);
}

static void
judge_sums (Judge *j)
{
  g_autoptr (GHashTable) shipments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_json);
  g_autoptr (GHashTable) shipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Sums sums = { shipments, shipped };
  GHashTableIter iter;
  gpointer message;

  g_hash_table_iter_init (&iter, j->sim->sales.messages);
  while (g_hash_table_iter_next (&iter, NULL, &message))
    if (((const SimMessage *) message)->documents)
      note_shipment (&sums, message);
  g_hash_table_iter_init (&iter, j->sim->sales.messages);
  while (g_hash_table_iter_next (&iter, NULL, &message))
    if (((const SimMessage *) message)->documents)
      add_message (&sums, message);
  ask (j, "SELECT remote_id, shipped_u FROM order_line WHERE remote_id <> ''", compare_shipped, &sums);
}

/* What was last said of an order's reservations is how they are. ROW: the body, then promised, held, picked, shipped of a line. */
static void
compare_reserved (Judge *j, const char *const *row, gpointer data)
{
  static const char *const names[] = { "promised", "held", "picked", "shipped" };
  json_object *body = json_tokener_parse (row[0]), *lines = json_object_object_get (body, "lines");

  (void) data;
  for (size_t i = 0; i < json_object_array_length (lines); i++) {
    json_object *line = json_object_array_get_idx (lines, i);

    for (gsize n = 0; g_str_equal (text_of (line, "line"), row[1]) && n < G_N_ELEMENTS (names); n++)
      if (quantity_of (line, names[n]) != number (row[2 + n]))
        sim_trouble (j->sim, "I6: of line %s sales was last told that %s are %s, and %g are", row[1],
                     text_of (line, names[n]), names[n], (double) number (row[2 + n]) / FO_ONE);
  }
  json_object_put (body);
}

static void
count_conflict (Judge *j, const char *const *row, gpointer data)
{
  (void) data;
  j->sim->counts->conflicts += (guint) number (row[0]);
}

/* For who lives it again: the orders as they ended. */
static void
show (Judge *j, const char *const *row, gpointer data)
{
  (void) data;
  sim_tell (j->sim, "order %s is %s, called off %s: line %s asked %s less %s, promised %s, held %s, picked %s, gone %s",
            row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9]);
}

static void
show_conflict (Judge *j, const char *const *row, gpointer data)
{
  (void) data;
  sim_tell (j->sim, "%s disagreement about %s %s: %s", row[0][0] == '1' ? "open" : "settled", row[1], row[2], row[3]);
}

static void
show_all (Judge *j)
{
  ask (j,
       "SELECT o.remote_id, o.state, o.cancel_asked, l.remote_id, l.ordered_u, l.cancelled_u, l.promised_u, l.held_u, "
       "l.picked_u,"
       " l.shipped_u FROM sales_order o JOIN order_line l ON l.order_id = o.order_id ORDER BY o.order_id, l.position",
       show, NULL);
  ask (j, "SELECT open, entity, remote_id, kind FROM conflict ORDER BY conflict_id", show_conflict, NULL);
}

void
sim_judge_end (Sim *sim)
{
  Judge j = { .sim = sim, .space = sim->space };

  if (sqlite3_open_v2 ("/no-such-folder/sim.db", &j.db, SQLITE_OPEN_READWRITE, MEMDISK) != SQLITE_OK)
    sim_trouble (sim, "the store cannot be read any more: %s", sqlite3_errmsg (j.db));
  if (sim->tells)
    show_all (&j);
  judge_tables (&j);
  judge_answers (&j);
  judge_mirror (&j);
  judge_messages (&j);
  judge_sums (&j);
  ask (&j,
       "SELECT o.body, l.remote_id, l.promised_u, l.held_u, l.picked_u, l.shipped_u FROM outbox o"
       " JOIN order_line l ON o.aggregate = 'order:' || l.order_id WHERE o.op = 'reserve.set' AND NOT EXISTS (SELECT 1"
       " FROM outbox x WHERE x.aggregate = o.aggregate AND x.op = o.op AND x.outbox_id > o.outbox_id)",
       compare_reserved, NULL);
  ask (&j, "SELECT COUNT (*) FROM conflict", count_conflict, NULL);
  sqlite3_close (j.db);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * One predicate: for every state of a lot, every day it may end on, every minimum life and kind of place, and on whatever day it is
 * in the warehouse's zone, the promise, the release, explain, the pick and the shipment say what fo_lot_usable says. */
#include "firstout/store/meta.h"
#include "warehouse.h"
#include "firstout/work/json.h"

#include <string.h>

#define TODAY "2026-11-22"

static const FoLotState states[] = { FO_LOT_STATE_FREE, FO_LOT_STATE_QUARANTINE, FO_LOT_STATE_BLOCKED };
static const FoDay ends[] = { -1, 0, 1, 4, 5, 400, FO_DAY_NONE }; /* days from today; NONE: not known */
static const int lives[] = { 0, 5 };

typedef struct {
  Warehouse *w;
  FoDay today, end;
  FoLotState state;
  int life;
  bool aside; /* the goods lie in quarantine, whatever the lot's state */
  guint n;
  char code[32];
  FoId item, order, line, lot;
} Case;

static FoDay
day (const char *text)
{
  FoDay found = FO_DAY_NONE;

  g_assert_cmpint (fo_day_parse_iso (text, &found), ==, FO_OK);
  return found;
}

/* ---- the lot as the case wants it ------------------------------------------------------------------------------------------- */

static FoTxnEnd
bend_lot (FoTxn *txn, gpointer data, GError **error)
{
  const Case *c = data;
  FoLot before, after;
  FoItem item;
  FoTurn turn;

  if (fo_item_find (txn, c->item, &item, error) != FO_FOUND || fo_lot_find (txn, c->lot, &before, error) != FO_FOUND
      || !fo_turn_take (txn, c->item, &turn, error))
    return FO_TXN_FAIL;
  after = before;
  after.state = c->state;
  after.expires_on = c->end;
  return fo_lot_set (txn, &turn, &item, &before, &after, "case", error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
bend (Case *c)
{
  g_autoptr (GError) error = NULL;
  bool done = fo_store_write (c->w->store, 0, bend_lot, c, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static FoAct
act_of (Case *c)
{
  g_autoptr (GError) error = NULL;
  FoAct act = { .operation = fo_store_next_id (c->w->store, &error), .station = "1", .person = "storekeeper" };

  g_assert_no_error (error);
  return act;
}

/* Whatever it is, it came in as good goods. */
static void
furnish (Case *c, const char *prefix)
{
  g_snprintf (c->code, sizeof c->code, "%s-%u", prefix, c->n);
  c->item = warehouse_item (c->w, c->code, FO_ISSUE_FEFO, true);
  warehouse_receive (c->w, c->item, c->code, "2030-01-01", 1);
  c->lot = warehouse_lot (c->w, c->code);
  c->order = warehouse_order (c->w, c->code, FO_GATE_OPEN);
  c->line = warehouse_line_for (c->w, c->order, c->item, 1, c->life, "");
}

static FoVerdict
expected (const Case *c)
{
  const FoItem item = { .has_expiry = true };
  const FoLot lot = { .state = c->state, .expires_on = c->end };

  return fo_lot_usable (&lot, &item, c->today, fo_lot_until_for (c->today, FO_DAY_NONE, c->life));
}

static const char *
describe (const Case *c)
{
  static char text[160];
  char iso[FO_DAY_TEXT_MAX];

  g_snprintf (text, sizeof text, "%s: lot %s, ends %s, today %+d, life %d%s", c->code, fo_lot_state_name (c->state),
              fo_day_print_iso (c->end, iso), c->today - day (TODAY), c->life, c->aside ? ", in quarantine" : "");
  return text;
}

static void
must_say (const Case *c, const char *who, FoVerdict said, FoVerdict should)
{
  if (said != should)
    g_error ("%s: %s says %s, the predicate %s", describe (c), who, fo_verdict_name (said), fo_verdict_name (should));
}

/* ---- who asks it ------------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
read_line (FoTxn *txn, gpointer data, GError **error)
{
  FoLine *line = data;

  return fo_line_find (txn, line->id, line, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoLine
line_of (const Case *c)
{
  g_autoptr (GError) error = NULL;
  FoLine line = { .id = c->line };

  g_assert_true (fo_store_read (c->w->store, read_line, &line, &error));
  g_assert_no_error (error);
  return line;
}

static FoTxnEnd
read_quarantine (FoTxn *txn, gpointer data, GError **error)
{
  return fo_place_of_kind (txn, FO_PLACE_QUARANTINE, data, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoId
quarantine_of (const Case *c)
{
  g_autoptr (GError) error = NULL;
  FoPlace place;

  g_assert_true (fo_store_read (c->w->store, read_quarantine, &place, &error));
  g_assert_no_error (error);
  return place.id;
}

static void
put_aside (Case *c)
{
  const FoCarry what = { .kind = FO_MOVE_MOVE, .lot = c->lot, .from = c->w->dock, .reason = "case" };
  FoCarry to = what;
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act = act_of (c);
  bool done;

  to.to = quarantine_of (c);
  done = fo_work_carry (c->w->store, &act, &to, &reply, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}

static void
check_explain (Case *c, FoVerdict should)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  json_object *said, *rows, *verdict;
  FoVerdict ended;

  g_assert_true (fo_work_explain (c->w->store, c->line, &json, &ended, &error));
  g_assert_no_error (error);
  said = json_tokener_parse (json);
  g_assert_true (json_object_object_get_ex (said, "candidates", &rows));
  g_assert_cmpuint (json_object_array_length (rows), ==, 1);
  g_assert_true (json_object_object_get_ex (json_object_array_get_idx (rows, 0), "verdict", &verdict));
  if (!c->aside && !g_str_equal (json_object_get_string (verdict), fo_verdict_name (should)))
    g_error ("%s: explain says %s, the predicate %s", describe (c), json_object_get_string (verdict), fo_verdict_name (should));
  if (c->aside)
    g_assert_cmpstr (json_object_get_string (verdict), !=, "FO_OK");
  json_object_put (said);
}

/* The promise and the release of goods that are as the case says. */
static void
check_promise (Case *c)
{
  FoVerdict should = expected (c);
  g_auto (FoReply) promised = { 0 }, released = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act;

  furnish (c, "P");
  if (c->aside)
    put_aside (c);
  bend (c);
  act = act_of (c);
  g_assert_true (fo_work_promise (c->w->store, &act, c->order, &promised, &error));
  g_assert_no_error (error);
  must_say (c, "the promise", line_of (c).promised_u > 0 ? FO_OK : FO_NOT_ENOUGH_FREE,
            should == FO_OK && !c->aside ? FO_OK : FO_NOT_ENOUGH_FREE);
  check_explain (c, should);
  act = act_of (c);
  g_assert_true (fo_work_release (c->w->store, &act, c->order, &released, &error));
  g_assert_no_error (error);
  must_say (c, "the release", released.verdict, should == FO_OK && !c->aside ? FO_OK : FO_ORDER_NOT_PROMISED);
}

/* The goods were bound, and became what the case says afterwards. */
static void
check_pick (Case *c)
{
  FoPickAct what = { .quantity_u = FO_ONE };
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act;

  furnish (c, "G");
  warehouse_promise (c->w, c->order, FO_OK);
  warehouse_release (c->w, c->order, FO_OK);
  bend (c);
  what.order = c->order;
  what.lot = c->lot;
  act = act_of (c);
  g_assert_true (fo_work_pick (c->w->store, &act, &what, &reply, &error));
  g_assert_no_error (error);
  must_say (c, "the pick", reply.verdict, expected (c) == FO_OK ? FO_COMPLETE : expected (c));
}

/* ... and stood on the bench by then. */
static void
check_ship (Case *c)
{
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct act;

  furnish (c, "S");
  warehouse_promise (c->w, c->order, FO_OK);
  warehouse_release (c->w, c->order, FO_OK);
  warehouse_pick (c->w, c->order, c->code, 1, NULL, FO_COMPLETE);
  bend (c);
  act = act_of (c);
  g_assert_true (fo_work_ship (c->w->store, &act, c->order, &reply, &error));
  g_assert_no_error (error);
  must_say (c, "the shipment", reply.verdict, expected (c) == FO_OK ? FO_COMPLETE : expected (c));
}

/* ---- all of them -------------------------------------------------------------------------------------------------------------- */

static void
each_case (Warehouse *w, void (*check) (Case *c), bool with_places)
{
  Case c = { .w = w };

  for (int later = 0; later < 2; later++) /* the same moment in two zones is two days */
    for (gsize s = 0; s < G_N_ELEMENTS (states); s++)
      for (gsize e = 0; e < G_N_ELEMENTS (ends); e++)
        for (gsize l = 0; l < G_N_ELEMENTS (lives); l++)
          for (int aside = 0; aside <= (with_places && l == 0); aside++) {
            c.n++;
            c.today = day (TODAY) + later;
            c.state = states[s];
            c.end = ends[e] == FO_DAY_NONE ? FO_DAY_NONE : day (TODAY) + ends[e];
            c.life = lives[l];
            c.aside = aside;
            fo_store_set_today (w->store, c.today);
            check (&c);
          }
  g_test_message ("%u cases", c.n);
}

WAREHOUSE_TEST (test_promise_and_release)
{
  each_case (w, check_promise, true);
}

WAREHOUSE_TEST (test_pick)
{
  each_case (w, check_pick, false);
}

WAREHOUSE_TEST (test_ship)
{
  each_case (w, check_ship, false);
}

/* Two warehouses of which one has tomorrow already: what ends today may leave the one and not the other. */
static FoTxnEnd
set_zone (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_meta_set (txn, "zone", data);
  return FO_TXN_COMMIT;
}

static FoStore *
in_zone (FoStore *store, const char *zone)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (store, 0, set_zone, (gpointer) zone, &error));
  g_assert_no_error (error);
  return fo_test_store_again (store);
}

WAREHOUSE_TEST (test_zones)
{
  g_autoptr (FoStore) east = in_zone (w->store, "Pacific/Kiritimati"), west = in_zone (w->store, "Pacific/Midway");
  FoStore *own = w->store;
  Case c = { .w = w, .state = FO_LOT_STATE_FREE, .n = 1 };

  g_assert_cmpint (fo_store_today (east), >, fo_store_today (west));
  c.end = fo_store_today (west);
  c.today = fo_store_today (west);
  w->store = west;
  check_ship (&c);
  check_pick (&c);
  g_assert_cmpint (expected (&c), ==, FO_OK);
  c.today = fo_store_today (east);
  c.n = 2;
  w->store = east;
  check_ship (&c);
  check_pick (&c);
  check_promise (&c);
  g_assert_cmpint (expected (&c), ==, FO_LOT_EXPIRED);
  w->store = own;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/predicate/promise-and-release", test_promise_and_release);
  fo_test_each_store ("/work/predicate/pick", test_pick);
  fo_test_each_store ("/work/predicate/ship", test_ship);
  fo_test_each_store ("/work/predicate/zones", test_zones);
  return g_test_run ();
}

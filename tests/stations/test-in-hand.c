/* SPDX-License-Identifier: GPL-3.0-or-later
 * A station whose server is gone finishes what it has in hand, and carries what it brought itself; no more. */
#include "crew.h"

/* ---- what is not where it is held --------------------------------------------------------------------------------------------- */

#define HELD_FOR_300                                                                                                   \
  "SELECT COALESCE (SUM (h.quantity_u), 0) / 1000000 FROM hold h JOIN order_line l ON l.line_id = h.line_id "          \
  "JOIN sales_order o ON o.order_id = l.order_id WHERE o.number = '300'"

/* Nobody looks for other goods while others may need them; when the server is back, the order has others, and is picked from them. */
static void
test_what_is_not_found_is_planned_anew (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_cut (mate);
  mate_expect (mate, "short not-found", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_NOT_LEASED); /* the other four are not its */
  mate_expect (mate, "ship", FO_ORDER_NOT_PICKED);
  mate_come_back (mate);
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, 4 * FO_ONE);
  g_assert_cmpint (crew_ask (crew, "SELECT COUNT (*) FROM movement WHERE kind = 'lost'"), ==, 1);
  g_assert_cmpint (crew_ask (crew, HELD_FOR_300), ==, 1);
  mate_expect (mate, "task pick", FO_OK);
  mate_expect (mate, "order 300", FO_OK);
  mate_finish_300 (mate);
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  hall_expect_clean (crew->hall.store);
}

/* What there is leaves at once; the rest waits for goods, and is somebody's to pick. */
static void
test_a_part_is_shipped (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = NULL;

  crew_stock_up (crew, 5);
  hall_order_of (&crew->hall, "302", 3);
  mate = crew_join (crew, "1");
  mate_expect (mate, "task pick", FO_OK);
  mate_expect (mate, "order 302", FO_OK);
  mate_copy (mate);
  mate_cut (mate);
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, "short damaged", FO_OK);
  mate_expect (mate, "ship", FO_OK);
  mate_come_back (mate);
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  g_assert_cmpint (crew_shipped (crew), ==, 2);
  mate_expect (mate, "task pick", FO_OK);
  mate_expect (mate, "order 302", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_COMPLETE);
  mate_expect (mate, "ship", FO_COMPLETE);
  g_assert_cmpint (crew_shipped (crew), ==, 3);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, FO_ONE);
  hall_expect_clean (crew->hall.store);
}

/* Somebody counted the shelf meanwhile, and the goods that are said to be missing are booked off already: a person decides. */
static void
test_what_was_counted_meanwhile_is_a_question (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew), *other = crew_join (crew, "2");

  mate_cut (mate);
  mate_expect (mate, "short not-found", FO_OK);
  crew_ask (crew, "UPDATE sales_order SET taken_by = '2' WHERE number = '300' RETURNING 1");
  mate_expect (other, "task pick", FO_OK);
  mate_expect (other, "order 300", FO_OK);
  mate_expect (other, "short not-found", FO_OK);
  mate_finish_300 (other);
  mate_come_back (mate);
  g_assert_cmpint (crew_conflicts (crew), ==, 1);
  g_assert_cmpint (crew_ask (crew, "SELECT COUNT (*) FROM movement WHERE kind = 'lost'"), ==, 1);
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  hall_expect_clean (crew->hall.store);
}

/* Goods of the same lot lie on another shelf, but they may be held for somebody by now. What the book did not know is nobody's. */
static void
test_only_what_is_held_is_picked (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_join (crew, "1");

  hall_bin (&crew->hall, "A-1");
  hall_bin (&crew->hall, "A-2");
  mate_receive (mate, 2);
  mate_expect (mate, "task put-away", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, "scan A-1", FO_OK);
  hall_order (&crew->hall, "300");
  mate_expect (mate, "task pick", FO_OK);
  mate_expect (mate, "order 300", FO_OK);
  mate_expect (mate, "task put-away", FO_OK);
  mate_receive (mate, 2);
  mate_expect (mate, "task put-away", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, "scan A-2", FO_OK);
  mate_expect (mate, "task pick", FO_OK);
  mate_expect (mate, "order 300", FO_OK);
  mate_copy (mate);
  mate_cut (mate);
  mate_expect (mate, "scan A-2", FO_WRONG_PLACE);
  mate_expect (mate, HALL_GOODS, FO_NOT_LEASED);
  mate_expect (mate, "scan A-1", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_COMPLETE);
  mate_come_back (mate);
  g_assert_cmpint (crew_conflicts (crew), ==, 0);
  hall_expect_clean (crew->hall.store);
}

/* An order that is put aside is given back: whoever put it aside may not go on with it, for another may soon. */
static void
test_what_is_parked_is_given_back (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew), *other = crew_join (crew, "2");

  mate_cut (mate);
  mate_expect (mate, HALL_GOODS, FO_COMPLETE);
  mate_expect (mate, "park", FO_OK);
  mate_expect (mate, "order 300", FO_NOT_LEASED);
  mate_come_back (mate);
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  mate_expect (other, "task pick", FO_OK);
  mate_expect (other, "order 300", FO_OK);
  mate_expect (other, "ship", FO_COMPLETE);
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  hall_expect_clean (crew->hall.store);
}

/* ---- what is carried ------------------------------------------------------------------------------------------------------------ */

static gint64
lies_at (Crew *crew, const char *bin)
{
  g_autofree char *question = g_strdup_printf ("SELECT COALESCE (SUM (b.on_hand_u), 0) / 1000000 FROM balance b "
                                               "JOIN place p ON p.place_id = b.place_id WHERE p.code = '%s'",
                                               bin);

  return crew_ask (crew, question);
}

/* Five lie at the dock and two on a shelf, for everybody; station 1 has lost its server and receives two more. */
static Mate *
receive_two (Crew *crew)
{
  Mate *mate = crew_join (crew, "1");

  hall_bin (&crew->hall, "A-1");
  hall_bin (&crew->hall, "A-2");
  mate_receive (mate, 2);
  mate_expect (mate, "task put-away", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, "scan A-1", FO_OK);
  mate_receive (mate, 5);
  mate_copy (mate);
  mate_cut (mate);
  mate_receive (mate, 2);
  mate_expect (mate, "task put-away", FO_OK);
  return mate;
}

/* What nobody else can know of is put away, and carried on, though goods of others lie beside it. */
static void
test_what_came_meanwhile_is_put_away (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = receive_two (crew);

  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, "scan A-1", FO_OK);
  mate_expect (mate, "task move", FO_OK);
  mate_expect (mate, "scan A-1", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, "quantity 1", FO_OK);
  mate_expect (mate, "scan A-2", FO_OK);
  mate_come_back (mate);
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  g_assert_cmpint (lies_at (crew, "A-1"), ==, 3);
  g_assert_cmpint (lies_at (crew, "A-2"), ==, 1);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, 9 * FO_ONE);
  hall_expect_clean (crew->hall.store);
}

/* What was there before may be somebody's, however much of it lies there. */
static void
test_goods_of_others_stay (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = receive_two (crew);

  mate_expect (mate, "task move", FO_OK);
  mate_expect (mate, "scan A-1", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_NOT_RECEIVED_HERE);
  mate_expect (mate, "task put-away", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, "quantity 3", FO_OK);
  mate_expect (mate, "scan A-2", FO_NOT_RECEIVED_HERE);
  mate_expect (mate, "quantity 2", FO_OK);
  mate_expect (mate, "scan A-2", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_NOT_RECEIVED_HERE);
  mate_expect (mate, "undo", FO_OK); /* the wrong shelf */
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, "scan A-1", FO_OK);
  mate_come_back (mate);
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  g_assert_cmpint (lies_at (crew, "A-1"), ==, 4);
  g_assert_cmpint (lies_at (crew, "A-2"), ==, 0);
  hall_expect_clean (crew->hall.store);
}

/* Meanwhile others carry theirs: nothing is carried twice. A station that was killed remembers what it brought. */
static void
test_others_carry_theirs (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = receive_two (crew), *other = crew_join (crew, "2");

  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, "scan A-2", FO_OK);
  mate_expect (other, "task put-away", FO_OK);
  mate_expect (other, HALL_GOODS, FO_OK);
  mate_expect (other, "scan A-1", FO_OK);
  mate_mend (mate);
  mate_kill (mate);
  g_assert_cmpint (crew_conflicts (crew), ==, 0);
  g_assert_cmpint (lies_at (crew, "A-1"), ==, 7);
  g_assert_cmpint (lies_at (crew, "A-2"), ==, 2);
  hall_expect_clean (crew->hall.store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/in-hand/not-found", test_what_is_not_found_is_planned_anew);
  g_test_add_func ("/in-hand/part-shipped", test_a_part_is_shipped);
  g_test_add_func ("/in-hand/counted-meanwhile", test_what_was_counted_meanwhile_is_a_question);
  g_test_add_func ("/in-hand/held-only", test_only_what_is_held_is_picked);
  g_test_add_func ("/in-hand/parked", test_what_is_parked_is_given_back);
  g_test_add_func ("/in-hand/put-away", test_what_came_meanwhile_is_put_away);
  g_test_add_func ("/in-hand/others-stay", test_goods_of_others_stay);
  g_test_add_func ("/in-hand/others-carry", test_others_carry_theirs);
  return g_test_run ();
}

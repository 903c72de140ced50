/* SPDX-License-Identifier: GPL-3.0-or-later
 * A station that is started while its server is away. */
#include "crew.h"

/* ---- started without the server --------------------------------------------------------------------------------------------------- */

/* The power fails while the server is away: what was in hand is finished, at the step where it was. */
static void
test_started_again_without_server (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_cut (mate);
  mate_expect (mate, HALL_GOODS, FO_COMPLETE);
  g_assert_true (mate_kill_away (mate));
  g_assert_true (mate_state (mate).offline);
  g_assert_cmpuint (mate_state (mate).waits, ==, 1);
  mate_expect (mate, "ship", FO_COMPLETE);
  mate_receive (mate, 2);
  mate_expect (mate, "order 301", FO_NOT_LEASED);
  mate_expect (mate, "task put-away", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_NOT_RECEIVED_HERE);
  g_assert_true (mate_kill_away (mate)); /* once more */
  mate_receive (mate, 1);
  mate_come_back (mate);
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, (5 - 1 + 3) * FO_ONE);
  mate_receive (mate, 1); /* and goes on */
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, (5 - 1 + 4) * FO_ONE);
  hall_expect_clean (crew->hall.store);
}

/* The power fails, and the server is away when it comes back: nobody else was let have the order. */
static void
test_what_a_power_cut_left_is_finished (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_receive (mate, 1); /* behind the copy: it is known from the journal */
  mate_expect (mate, "task pick", FO_OK);
  mate_expect (mate, "order 300", FO_OK);
  g_assert_true (mate_kill_away (mate));
  mate_expect (mate, "order 300", FO_OK); /* what its last answer was is not on the disk yet */
  mate_finish_300 (mate);
  mate_come_back (mate);
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, 5 * FO_ONE);
  hall_expect_clean (crew->hall.store);
}

/* Who has said goodbye has given back what was in hand; goods come in all the same. */
static void
test_who_said_goodbye_has_nothing_in_hand (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_stop (mate);
  mate_cut (mate);
  g_assert_true (mate_start_away (mate));
  mate_expect (mate, "task pick", FO_OK);
  mate_expect (mate, "order 300", FO_OK); /* it is shown, and not picked */
  mate_expect (mate, HALL_GOODS, FO_NOT_LEASED);
  mate_receive (mate, 1);
  mate_come_back (mate);
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, 6 * FO_ONE);
  hall_expect_clean (crew->hall.store);
}

static void
log_in (Mate *mate, const char *badge, const char *pin)
{
  g_autofree char *scan = g_strconcat ("scan FO:B:", badge, NULL), *command = g_strconcat ("log-in ", pin, NULL);

  mate_expect (mate, scan, FO_PIN_NEEDED);
  mate_expect (mate, command, FO_OK);
}

/* Only the server knows PINs: whoever worked here last comes back by the badge, nobody else does; and nothing is booked before somebody
 * has logged in, which says then who did it. */
static void
test_who_worked_last_comes_back (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_expect (mate, "person administrator 17 on A. Sokolova pin=13579", FO_OK);
  log_in (mate, "17", "13579");
  mate_expect (mate, "person administrator 18 on B. Weber pin=24680", FO_OK);
  mate_copy (mate);
  g_assert_true (mate_kill_away (mate));
  mate_expect (mate, HALL_GOODS, FO_LOG_IN_FIRST);
  mate_expect (mate, "scan FO:B:18", FO_PERSON_NOT_EXPECTED);
  mate_expect (mate, "scan FO:B:17", FO_OK);
  mate_finish_300 (mate);
  mate_come_back (mate);
  g_assert_true (mate_state (mate).wants_person);
  g_assert_cmpuint (mate_state (mate).waits, >=, 2);
  g_assert_cmpint (crew_shipped (crew), ==, 0);
  log_in (mate, "18", "24680");
  while (mate_state (mate).waits)
    mate_do (mate, "task receive");
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  g_assert_cmpint (crew_ask (crew, "SELECT COUNT (*) FROM operation_paper WHERE done_by = 'A. Sokolova'"), ==, 2);
  hall_expect_clean (crew->hall.store);
}

/* Who has logged out is gone; and without a copy there is nothing to work on. */
static void
test_nobody_comes_back (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_expect (mate, "person administrator 17 on A. Sokolova pin=13579", FO_OK);
  log_in (mate, "17", "13579");
  mate_copy (mate);
  mate_expect (mate, "log-out", FO_OK);
  g_assert_false (mate_kill_away (mate));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/started/started-again", test_started_again_without_server);
  g_test_add_func ("/started/power-cut", test_what_a_power_cut_left_is_finished);
  g_test_add_func ("/started/goodbye", test_who_said_goodbye_has_nothing_in_hand);
  g_test_add_func ("/started/comes-back", test_who_worked_last_comes_back);
  g_test_add_func ("/started/nobody", test_nobody_comes_back);
  return g_test_run ();
}

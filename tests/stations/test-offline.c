/* SPDX-License-Identifier: GPL-3.0-or-later
 * A station whose server is gone: what it may do, what becomes of it, and what it must not. */
#include "crew.h"
#include "firstout/work/reserve.h"
#include "firstout/work/stations.h"

#include <signal.h>

static void
test_what_is_leased_is_finished (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_cut (mate);
  mate_finish_300 (mate);
  g_assert_true (mate_state (mate).offline);
  g_assert_cmpint (crew_shipped (crew), ==, 0);
  mate_expect (mate, "task receive", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  g_assert_cmpuint (mate_state (mate).waits, ==, 5);

  mate_mend (mate);
  while (mate_state (mate).offline)
    mate_do (mate, "task receive");
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 0);
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, (5 - 1 + 2) * FO_ONE);
  g_assert_cmpint (crew_conflicts (crew), ==, 0);
  mate_expect (mate, HALL_GOODS, FO_OK); /* and goes on */
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, (5 - 1 + 3) * FO_ONE);
  hall_expect_clean (crew->hall.store);
}

static void
test_what_others_may_need_is_refused (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_cut (mate);
  mate_expect (mate, "order 301", FO_NOT_LEASED);
  mate_expect (mate, "promise 301", FO_OFFLINE_REFUSED);
  mate_expect (mate, "release 301", FO_OFFLINE_REFUSED);
  mate_expect (mate, "next", FO_OK); /* its own, and no other */
  mate_expect (mate, "order 300", FO_OK);
  mate_finish_300 (mate);
  mate_mend (mate);
  while (mate_state (mate).offline)
    mate_do (mate, "task pick");
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  g_assert_cmpint (crew_ask (crew, "SELECT COUNT (*) FROM sales_order WHERE number = '301' AND taken_by IS NULL"), ==,
                   1);
  hall_expect_clean (crew->hall.store);
}

static FoAct
lead (Crew *crew)
{
  g_autoptr (GError) error = NULL;

  return (FoAct){ .operation = fo_store_next_id (crew->hall.store, &error), .station = "lead", .person = "Lena" };
}

static void
revoke (Crew *crew, const char *station)
{
  FoAct act = lead (crew);
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_work_station_revoke (crew->hall.store, &act, station, "lost", &reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}

static void
admit (Crew *crew, const char *station)
{
  FoAct act = lead (crew);
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_work_station_admit (crew->hall.store, &act, station, &reply, &error));
  g_assert_no_error (error);
}

static void
test_what_a_revoked_station_did_is_a_question (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_cut (mate);
  mate_finish_300 (mate);
  mate_expect (mate, "task receive", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  revoke (crew, "1");
  admit (crew, "1"); /* welcome again, but not what it did meanwhile */
  mate_mend (mate);
  while (mate_state (mate).offline)
    mate_do (mate, "task receive");
  g_assert_cmpint (crew_shipped (crew), ==, 0);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, 5 * FO_ONE);
  g_assert_cmpint (crew_conflicts (crew), ==, 3); /* pick, ship, receive */
  g_assert_cmpuint (mate_state (mate).conflicts, ==, 3);
  mate_expect (mate, HALL_GOODS, FO_OK);
  hall_expect_clean (crew->hall.store);
}

/* Somebody else was given the order: both sides are shown, nothing is booked twice. */
static void
test_what_was_taken_over_is_a_question (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew), *other = crew_join (crew, "2");
  FoAct act;
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  mate_cut (mate);
  mate_finish_300 (mate);
  crew_ask (crew, "UPDATE sales_order SET taken_by = '2' WHERE number = '300' RETURNING 1");
  act = lead (crew);
  (void) act;
  mate_expect (other, "task pick", FO_OK);
  mate_expect (other, "order 300", FO_OK);
  mate_finish_300 (other);
  mate_mend (mate);
  while (mate_state (mate).offline)
    mate_do (mate, "task pick");
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  g_assert_cmpint (crew_conflicts (crew), ==, 2);
  g_assert_cmpint (crew_ask (crew, "SELECT COUNT (*) FROM conflict WHERE ours LIKE '%FO_COMPLETE%' AND theirs <> ''"),
                   ==, 2);
  hall_expect_clean (crew->hall.store);
}

static void
test_a_killed_station_loses_nothing (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);

  mate_cut (mate);
  mate_finish_300 (mate);
  mate_expect (mate, "task receive", FO_OK);
  mate_expect (mate, HALL_GOODS, FO_OK);
  mate_mend (mate);
  mate_kill (mate);
  g_assert_false (mate_state (mate).offline);
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, 5 * FO_ONE);
  g_assert_cmpint (crew_conflicts (crew), ==, 0);
  mate_kill (mate);
  g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, 5 * FO_ONE);
  hall_expect_clean (crew->hall.store);
}

static void
cut_at (Mate *mate, int commit)
{
  mate_copy (mate);
  fo_proxy_when (mate->wire, "COMMIT", FO_PROXY_CUT_AFTER, FO_PROXY_REFUSE);
  fo_proxy_skip (mate->wire, commit);
  mate->cut = true;
}

/* Wherever the wire is cut, also behind the server's back, what was answered is booked once. */
static void
test_an_outcome_that_was_lost_is_found (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);
  bool without = false;

  mate_expect (mate, "task receive", FO_OK);
  for (int commit = 0; commit < 6; commit++) {
    cut_at (mate, commit);
    mate_expect (mate, HALL_GOODS, FO_OK);
    without |= mate_state (mate).offline;
    mate_come_back (mate);
    g_assert_cmpint (hall_on_hand (crew->hall.store, &crew->hall), ==, (5 + commit + 1) * FO_ONE);
  }
  g_assert_true (without);
  g_assert_cmpint (crew_conflicts (crew), ==, 0);
  hall_expect_clean (crew->hall.store);
}

/* What is not done without the server stays open until it is back; it is not answered with a guess. */
static void
test_an_outcome_stays_open_until_it_is_known (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);
  gint64 promised = 0, unknown = 0;

  for (int commit = 0; commit < 6; commit++) {
    g_autofree char *number = g_strdup_printf ("31%d", commit), *command = g_strconcat ("promise ", number, NULL);
    FoVerdict verdict;

    hall_order (&crew->hall, number);
    cut_at (mate, commit);
    verdict = mate_do (mate, command);
    promised = crew_ask (crew, "SELECT COUNT (*) FROM operation WHERE kind = 'promise'") - promised;
    g_assert_cmpint (promised, ==, verdict != FO_OFFLINE_REFUSED);
    unknown += verdict == FO_OUTCOME_UNKNOWN;
    mate_come_back (mate);
    promised = crew_ask (crew, "SELECT COUNT (*) FROM operation WHERE kind = 'promise'");
  }
  g_assert_cmpint (unknown, ==, 1);
  mate_kill (mate); /* what is open is looked up, and nothing is done again */
  g_assert_cmpint (crew_ask (crew, "SELECT COUNT (*) FROM operation WHERE kind = 'promise'"), ==, promised);
  g_assert_cmpint (crew_conflicts (crew), ==, 0);
  hall_expect_clean (crew->hall.store);
}

/* A server that hangs is as good as gone. */
static void
test_a_server_that_hangs_is_left (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);
  pid_t process = (pid_t) crew_ask (crew, "SELECT split_part (session, ' ', 1) FROM station WHERE station = '1'");

  g_assert_cmpint (kill (process, SIGSTOP), ==, 0);
  fo_proxy_set (mate->wire, FO_PROXY_PASS);
  mate_expect (mate, HALL_GOODS, FO_COMPLETE);
  g_assert_cmpint (kill (process, SIGCONT), ==, 0);
  mate_come_back (mate);
  mate_expect (mate, "task pick", FO_OK);
  g_assert_cmpint (crew_ask (crew, "SELECT COUNT (*) FROM movement WHERE kind = 'pick'"), ==, 1);
  g_assert_cmpint (crew_conflicts (crew), ==, 0);
  hall_expect_clean (crew->hall.store);
}

/* ---- across threads, as in the window ---------------------------------------------------------------------------------------- */

typedef struct {
  FoIntake *intake;
  guint answers;
  FoVerdict last;
  FoOfflineState state;
  gint64 longest_us, looked_us; /* between two looks of the main loop */
} Bench;

static void
answered (const FoDeskReply *reply, const FoView *view, const GError *error, gpointer data)
{
  Bench *bench = data;

  (void) view, (void) error;
  if (!reply)
    return;
  bench->answers++;
  bench->last = reply->reply.verdict;
}

static void
link_changed (const FoOfflineState *state, gpointer data)
{
  ((Bench *) data)->state = *state;
}

static gboolean
look (gpointer data)
{
  Bench *bench = data;
  gint64 now_us = g_get_monotonic_time ();

  bench->longest_us = MAX (bench->longest_us, bench->looked_us ? now_us - bench->looked_us : 0);
  bench->looked_us = now_us;
  return G_SOURCE_CONTINUE;
}

static void
wait_answers (Bench *bench, guint answers, FoVerdict verdict)
{
  gint64 until_us = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (bench->answers < answers && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (bench->answers, ==, answers);
  g_assert_cmpstr (fo_verdict_name (bench->last), ==, fo_verdict_name (verdict));
}

static void
scan_goods (Bench *bench)
{
  FoScan scan = hall_scan (HALL_CODE);

  fo_intake_scan_async (bench->intake, &scan);
}

static void
test_the_window_goes_on (void)
{
  g_autoptr (Crew) crew = crew_new ();
  Mate *mate = crew_begin_300 (crew);
  Bench bench = { 0 };
  FoWorker *worker = fo_worker_new ("store", mate->store, NULL);
  guint ticks = g_timeout_add (10, look, &bench);

  bench.intake =
      fo_intake_new (worker, g_steal_pointer (&mate->desks), g_steal_pointer (&mate->journal), answered, &bench);
  fo_intake_watch_link (bench.intake, link_changed, &bench);
  mate_cut (mate);
  scan_goods (&bench);
  wait_answers (&bench, 1, FO_COMPLETE);
  g_assert_true (bench.state.offline);
  fo_intake_command_async (bench.intake, 0, "promise 301");
  wait_answers (&bench, 2, FO_OFFLINE_REFUSED);
  fo_intake_command_async (bench.intake, 0, "ship");
  wait_answers (&bench, 3, FO_COMPLETE);
  g_assert_cmpuint (bench.state.waits, ==, 3);
  mate_mend (mate);
  while (bench.state.offline)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (bench.state.waits, ==, 0);
  g_assert_cmpuint (bench.state.conflicts, ==, 0);
  g_assert_cmpint (crew_shipped (crew), ==, 1);
  fo_intake_command_async (bench.intake, 0, "promise 301");
  wait_answers (&bench, 4, FO_OK);
  g_test_message ("the main loop waited %" G_GINT64_FORMAT " ms at most", bench.longest_us / 1000);
  g_assert_cmpint (bench.longest_us, <, 2 * G_USEC_PER_SEC); /* it waits for nobody: only the machine may be busy */
  g_source_remove (ticks);
  fo_intake_free (bench.intake);
  fo_worker_free (worker);
  hall_expect_clean (crew->hall.store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/offline/leased", test_what_is_leased_is_finished);
  g_test_add_func ("/offline/refused", test_what_others_may_need_is_refused);
  g_test_add_func ("/offline/revoked", test_what_a_revoked_station_did_is_a_question);
  g_test_add_func ("/offline/taken-over", test_what_was_taken_over_is_a_question);
  g_test_add_func ("/offline/killed", test_a_killed_station_loses_nothing);
  g_test_add_func ("/offline/outcome-lost", test_an_outcome_that_was_lost_is_found);
  g_test_add_func ("/offline/outcome-open", test_an_outcome_stays_open_until_it_is_known);
  g_test_add_func ("/offline/server-hangs", test_a_server_that_hangs_is_left);
  g_test_add_func ("/offline/window", test_the_window_goes_on);
  return g_test_run ();
}

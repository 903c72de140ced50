/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program is started while its server is away: it is there all the same, keeps what is scanned, opens by itself when the server is
 * back, and does what was scanned then: in order, once, also when the program was ended in between. */
#include "../desk/hall.h"
#include "../store/proxy.h"
#include "firstout/desk/desk.h"
#include "shell/station.h"
#include "support/postgres.h"
#include "where.h"

#include <string.h>

/* ---- a warehouse behind a wire ------------------------------------------------------------------------------------------- */

typedef struct {
  Hall hall; /* its wire is never cut */
  FoProxy *wire;
  char *uri, *journal, *labels, *data;
  FoStation *station; /* the program's life under way */
  guint answers, told, opened, failed;
  GString *verdicts;
} World;

static gint64
now_us (void)
{
  static gint64 clock_us = 1795345200 * (gint64) G_USEC_PER_SEC;

  return clock_us += 1000;
}

static char *
uri_through (const char *uri, const FoProxy *wire)
{
  const char *host = strstr (uri, "host=");
  g_autoptr (GString) through = g_string_new_len (uri, host - uri);

  g_string_append_printf (through, "host=%s%s", fo_proxy_folder (wire), host + strcspn (host, "&"));
  return g_string_free (g_steal_pointer (&through), FALSE);
}

static void
world_init (World *w, const char *name)
{
  *w = (World){ .verdicts = g_string_new (NULL) };
  hall_furnish (&w->hall, fo_test_store_new (FO_TEST_POSTGRESQL));
  w->wire = fo_proxy_new (fo_test_server_folder (fo_test_server ()));
  w->uri = uri_through (fo_store_uri (w->hall.store), w->wire);
  w->journal = g_strdup_printf ("%s/%s-journal.db", fo_test_folder_name (), name);
  w->labels = g_build_filename (fo_test_folder_name (), "labels", NULL);
  w->data = g_build_filename (FO_SOURCE_DIR, "data", NULL);
}

static void
answered (FoStation *station, const FoDeskReply *reply, const FoView *view, const GError *error, World *w)
{
  (void) station, (void) view;
  w->told += error || (reply && reply->reply.verdict == FO_OUTCOME_UNKNOWN);
  if (reply && reply->reply.verdict == FO_OUTCOME_UNKNOWN)
    return;
  w->answers += reply != NULL;
  if (reply)
    g_string_append_printf (w->verdicts, "%s ", fo_verdict_name (reply->reply.verdict));
}

static void
opened (FoStation *station, const GError *error, World *w)
{
  (void) station;
  w->opened += !error;
  w->failed += error != NULL;
}

static void
begin (World *w)
{
  const FoUiOptions options = { .store_uri = w->uri, .station = "3", .journal_path = w->journal, .data_folder = w->data,
                                .labels_folder = w->labels, .today = fo_day_from_civil (2026, 11, 22), .now_us = now_us };

  w->answers = w->told = w->opened = w->failed = 0;
  g_string_truncate (w->verdicts, 0);
  w->station = fo_station_new (&options);
  g_signal_connect (w->station, "answered", G_CALLBACK (answered), w);
  g_signal_connect (w->station, "opened", G_CALLBACK (opened), w);
  fo_station_open (w->station);
}

static void
end (World *w)
{
  fo_station_close (w->station);
  g_clear_object (&w->station);
}

static void
until_away (World *w)
{
  while (!fo_station_offline (w->station)->away)
    g_main_context_iteration (NULL, TRUE);
}

static void
until_open (World *w)
{
  while (!w->opened)
    g_main_context_iteration (NULL, TRUE);
}

static void
until_answers (World *w, guint answers)
{
  while (w->answers < answers)
    g_main_context_iteration (NULL, TRUE);
}

static void
scan (World *w, const char *code)
{
  FoScan scan = hall_scan (code);

  fo_station_scan (w->station, &scan);
}

static void
world_clear (World *w)
{
  fo_proxy_free (w->wire);
  hall_expect_clean (w->hall.store);
  fo_store_free (w->hall.store);
  g_string_free (w->verdicts, TRUE);
  g_free (w->uri);
  g_free (w->journal);
  g_free (w->labels);
  g_free (w->data);
}

static FoQuantity
on_hand (World *w)
{
  return hall_on_hand (w->hall.store, &w->hall);
}

/* ---- the cases ---------------------------------------------------------------------------------------------------------------- */

static void
test_kept (void)
{
  World w;

  world_init (&w, "kept");
  fo_proxy_set (w.wire, FO_PROXY_REFUSE);
  begin (&w);
  scan (&w, "FO:C:TASK-RECEIVE"); /* before it is even known that the server is away */
  until_away (&w);
  scan (&w, HALL_CODE);
  g_assert_cmpuint (fo_station_offline (w.station)->kept, ==, 2);
  g_assert_cmpuint (w.told, ==, 2); /* whoever scans hears that there is no server */
  g_assert_cmpuint (w.answers, ==, 0);
  end (&w); /* somebody tries whether starting it again helps */
  begin (&w);
  until_away (&w);
  g_assert_cmpuint (fo_station_offline (w.station)->kept, ==, 2);
  scan (&w, HALL_CODE);
  fo_proxy_set (w.wire, FO_PROXY_PASS);
  until_open (&w);
  until_answers (&w, 3);
  g_assert_cmpuint (fo_station_offline (w.station)->kept, ==, 0);
  g_assert_false (fo_station_offline (w.station)->away);
  g_assert_cmpint (on_hand (&w), ==, 2 * FO_ONE);
  scan (&w, HALL_CODE); /* and it goes on */
  until_answers (&w, 4);
  end (&w);
  begin (&w); /* nothing is done again */
  until_open (&w);
  g_assert_cmpuint (fo_station_offline (w.station)->kept, ==, 0);
  end (&w);
  g_assert_cmpint (on_hand (&w), ==, 3 * FO_ONE);
  world_clear (&w);
}

static void
do_command (World *w, const char *command)
{
  guint before = w->answers;

  fo_station_command (w->station, command);
  until_answers (w, before + 1);
}

/* Where people log in, what was scanned waits for the first of them, and is done in his name. */
static void
test_wants_person (void)
{
  World w;

  world_init (&w, "person");
  begin (&w);
  until_open (&w);
  do_command (&w, "person administrator 17 on А. Соколова pin=13579");
  end (&w);
  fo_proxy_set (w.wire, FO_PROXY_REFUSE);
  begin (&w);
  until_away (&w);
  scan (&w, "FO:B:17"); /* nobody can be asked whether he may: shown again later */
  scan (&w, "FO:C:TASK-RECEIVE");
  scan (&w, HALL_CODE);
  fo_proxy_set (w.wire, FO_PROXY_PASS);
  until_open (&w);
  g_assert_cmpuint (fo_station_offline (w.station)->kept, ==, 2);
  scan (&w, "FO:B:17");
  until_answers (&w, 1);
  do_command (&w, "log-in 13579");
  until_answers (&w, 4);
  g_assert_cmpuint (fo_station_offline (w.station)->kept, ==, 0);
  end (&w);
  g_assert_cmpint (on_hand (&w), ==, FO_ONE);
  world_clear (&w);
}

static void
be_impatient (gpointer owned, gpointer data)
{
  (void) data;
  fo_store_set_patience (owned, 100);
}

/* The computer is started again while the server is away: the order in hand is where it was, and is finished; when the server is back
 * it is booked. */
static void
test_on_the_copy (void)
{
  World w;

  world_init (&w, "copy");
  hall_order (&w.hall, "300");
  begin (&w);
  until_open (&w);
  do_command (&w, "task receive");
  scan (&w, HALL_CODE);
  scan (&w, HALL_CODE);
  until_answers (&w, 3);
  do_command (&w, "task pick");
  do_command (&w, "order 300");
  while (!fo_station_offline (w.station)->ready)
    g_main_context_iteration (NULL, TRUE);
  fo_station_ask (w.station, be_impatient, NULL, NULL, NULL);
  fo_proxy_set (w.wire, FO_PROXY_REFUSE);
  end (&w);
  begin (&w);
  until_open (&w);
  g_assert_true (fo_station_offline (w.station)->offline);
  g_assert_false (fo_station_offline (w.station)->away);
  scan (&w, HALL_CODE);
  until_answers (&w, 1);
  do_command (&w, "ship");
  g_assert_cmpstr (w.verdicts->str, ==, "FO_COMPLETE FO_COMPLETE ");
  g_assert_cmpint (on_hand (&w), ==, 2 * FO_ONE);
  fo_proxy_set (w.wire, FO_PROXY_PASS);
  while (fo_station_offline (w.station)->offline)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fo_station_offline (w.station)->conflicts, ==, 0);
  g_assert_cmpint (on_hand (&w), ==, FO_ONE);
  do_command (&w, "task receive");
  scan (&w, HALL_CODE); /* and it goes on */
  until_answers (&w, 4);
  g_assert_cmpint (on_hand (&w), ==, 2 * FO_ONE);
  end (&w);
  world_clear (&w);
}

/* Another fault than a server that is away is said, and nothing is waited for. */
static void
test_other_fault (void)
{
  World w;

  world_init (&w, "fault");
  g_free (w.uri);
  w.uri = g_strdup_printf ("sqlite:%s/not-there.db", fo_test_folder_name ());
  begin (&w);
  while (!w.failed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (fo_station_offline (w.station)->away);
  end (&w);
  world_clear (&w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/away/kept", test_kept);
  g_test_add_func ("/away/on-the-copy", test_on_the_copy);
  g_test_add_func ("/away/wants-person", test_wants_person);
  g_test_add_func ("/away/other-fault", test_other_fault);
  return g_test_run ();
}

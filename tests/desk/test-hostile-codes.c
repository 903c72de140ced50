/* SPDX-License-Identifier: GPL-3.0-or-later
 * Three hundred codes that nobody should hold before a scanner, in every task: each is refused, and nothing is done. */
#include "hall.h"
#include "standing.h"
#include "support/hostile-codes.h"
#include "support/seed.h"

#include <string.h>

#define CODES 300

/* Too long for a scan is refused before the desk hears of it. */
static void
scan (Hall *hall, FoDesk *desk, FoJournal *journal, GBytes *code, FoSymbology symbology)
{
  gsize length;
  const char *bytes = g_bytes_get_data (code, &length);
  g_autofree char *shown = NULL, *head = g_strndup (bytes, MIN (length, 60));
  g_auto (FoDeskReply) reply = { 0 };
  g_auto (Standing) before = { 0 };
  g_autoptr (GError) error = NULL;
  FoScan input;

  if (!fo_scan_init (&input, bytes, length, symbology, "hostile", 0)) {
    g_assert_true (length <= 3 || length > FO_SCAN_BYTES_MAX);
    return;
  }
  shown = g_strescape (head, NULL);
  fo_desk_reply_init (&reply);
  standing_look (hall->store, desk, &before);
  g_assert_true (fo_intake_scan (desk, journal, &input, NULL, &reply, &error));
  g_assert_no_error (error);
  g_test_message ("%s: %s: %s", before.task, shown, fo_verdict_name (reply.reply.verdict));
  if (standing_acted (hall->store, desk, &before, &reply))
    g_test_fail_printf ("%s: %s was answered with %s, and something was done", before.task, shown,
                        fo_verdict_name (reply.reply.verdict));
}

static void
command (FoDesk *desk, FoJournal *journal, const char *text)
{
  g_auto (FoDeskReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoMood mood;

  fo_desk_reply_init (&reply);
  g_assert_true (fo_intake_command (desk, journal, text, NULL, &reply, &error));
  mood = fo_verdict_mood (reply.reply.verdict);
  g_assert_true (mood == FO_MOOD_OK || mood == FO_MOOD_DONE);
}

/* A good scan, so that there is something to undo, to confirm and to ship. */
static void
receive_two (FoDesk *desk, FoJournal *journal)
{
  command (desk, journal, "task receive");
  for (int i = 0; i < 2; i++) {
    const FoScan good = hall_scan (HALL_CODE);
    g_auto (FoDeskReply) reply = { 0 };
    g_autoptr (GError) error = NULL;

    fo_desk_reply_init (&reply);
    g_assert_true (fo_intake_scan (desk, journal, &good, NULL, &reply, &error));
    g_assert_cmpint (reply.reply.verdict, ==, FO_OK);
  }
}

static void
test_every_task (FoStore *store)
{
  static const char *const tasks[] = { "task receive", "task put-away", "order 214", "task ship", "task look-up", "task" };
  static const FoSymbology symbologies[] = { FO_SYMBOLOGY_UNKNOWN, FO_SYMBOLOGY_QR, FO_SYMBOLOGY_TYPED };
  g_autoptr (GRand) random = fo_test_rand ("hostile codes");
  g_autoptr (GPtrArray) codes = fo_test_hostile_codes (random, CODES);
  g_autofree char *path = hall_journal_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = NULL;
  g_autoptr (FoDesk) desk = NULL;
  Hall hall;

  hall_furnish (&hall, store);
  hall_order (&hall, "214");
  journal = fo_journal_open (path, &error);
  desk = fo_desk_new (store, "1", &error);
  g_assert_no_error (error);
  receive_two (desk, journal);
  for (gsize t = 0; t < G_N_ELEMENTS (tasks); t++) {
    command (desk, journal, tasks[t]);
    for (guint i = 0; i < codes->len; i++)
      scan (&hall, desk, journal, g_ptr_array_index (codes, i), symbologies[i % G_N_ELEMENTS (symbologies)]);
    for (guint i = 0; i < codes->len; i += 7)
      scan (&hall, desk, journal, g_ptr_array_index (codes, i), FO_SYMBOLOGY_UNKNOWN);
  }
  g_assert_cmpint (hall_on_hand (store, &hall), ==, 2 * FO_ONE);
  hall_expect_clean (store);
  g_test_message ("%u hostile codes answered", (guint) G_N_ELEMENTS (tasks) * codes->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/hostile-codes/every-task", test_every_task);
  return g_test_run ();
}

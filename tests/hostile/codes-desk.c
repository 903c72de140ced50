/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codes-desk.h"
#include "desk/hall.h"
#include "desk/standing.h"
#include "firstout/desk/intake.h"

const char *const codes_tasks[CODES_TASKS] = { "task receive", "task put-away", "task ship", "task look-up", "task", "order 214" };

static FoMood
ask (CodesDesk *desk, const FoScan *scan, const char *command)
{
  g_auto (FoDeskReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  bool answered;

  fo_desk_reply_init (&reply);
  answered = scan ? fo_intake_scan (desk->desk, desk->journal, scan, NULL, &reply, &error)
                  : fo_intake_command (desk->desk, desk->journal, command, NULL, &reply, &error);
  g_assert_no_error (error);
  g_assert_true (answered);
  return fo_verdict_mood (reply.reply.verdict);
}

void
codes_desk_command (CodesDesk *desk, const char *command)
{
  FoMood mood = ask (desk, NULL, command);

  g_assert_true (mood == FO_MOOD_OK || mood == FO_MOOD_DONE);
}

void
codes_desk_init (CodesDesk *desk)
{
  const FoScan good = hall_scan (CODES_GOOD);
  g_autoptr (GError) error = NULL;
  Hall hall;

  desk->store = fo_test_store_new (FO_TEST_SQLITE);
  desk->uri = g_strdup (fo_store_uri (desk->store));
  hall_furnish (&hall, desk->store);
  hall_order (&hall, "214");
  desk->journal_path = hall_journal_path ();
  desk->journal = fo_journal_open (desk->journal_path, &error);
  g_assert_no_error (error);
  desk->desk = fo_desk_new (desk->store, "1", &error);
  g_assert_no_error (error);
  codes_desk_command (desk, "task receive");
  for (int i = 0; i < 2; i++)
    g_assert_cmpint (ask (desk, &good, NULL), ==, FO_MOOD_OK);
}

void
codes_desk_clear (CodesDesk *desk)
{
  fo_desk_free (desk->desk);
  fo_journal_free (desk->journal);
  fo_store_free (desk->store);
  g_free (desk->uri);
  g_free (desk->journal_path);
}

bool
codes_desk_scan (CodesDesk *desk, const FoScan *scan)
{
  g_auto (FoDeskReply) reply = { 0 };
  g_auto (Standing) before = { 0 };
  g_autoptr (GError) error = NULL;
  bool answered, acted;

  fo_desk_reply_init (&reply);
  standing_look (desk->store, desk->desk, &before);
  answered = fo_intake_scan (desk->desk, desk->journal, scan, NULL, &reply, &error);
  g_assert_no_error (error);
  g_assert_true (answered);
  acted = standing_acted (desk->store, desk->desk, &before, &reply);
  return acted;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "morning.h"

#include "checking.h"
#include "firstout/work/goods.h"

enum { CHECK_IN_S = 60 };

struct FoMorning {
  gatomicrefcount refs;
  FoDay on;          /* the last day whose run is known to be done */
  gboolean is_asked; /* it is asked for just now */
};

FoMorning *
fo_morning_new (void)
{
  FoMorning *morning = g_new0 (FoMorning, 1);

  g_atomic_ref_count_init (&morning->refs);
  morning->on = FO_DAY_NONE;
  return morning;
}

void
fo_morning_unref (FoMorning *morning)
{
  if (g_atomic_ref_count_dec (&morning->refs))
    g_free (morning);
}

typedef struct {
  FoMorning *morning; /* a reference; so is the next */
  FoStation *station;
  FoDay day;         /* FO_DAY_NONE: it could not be run */
  gboolean is_first; /* it was this station that ran it */
  GError *error;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  fo_morning_unref (run->morning);
  g_object_unref (run->station);
  g_clear_error (&run->error);
  g_free (run);
}

static void
run_it (gpointer owned, gpointer data)
{
  Run *run = data;
  FoDay today = fo_store_today (owned);
  const FoAct act = { .operation = fo_store_next_id (owned, &run->error),
                      .person = "",
                      .station = fo_station_options (run->station)->station };
  g_auto (FoReply) reply = { 0 };

  if (!act.operation || !fo_work_morning_once (owned, &act, &reply, &run->error) || reply.verdict == FO_LOG_IN_FIRST)
    return;
  run->day = today;
  run->is_first = reply.verdict == FO_OK;
}

static void
ran (gpointer data)
{
  Run *run = data;

  if (run->error)
    g_message ("the morning's run: %s", run->error->message);
  run->morning->on = run->day;
  run->morning->is_asked = FALSE;
  if (run->is_first)
    fo_checking_start (run->station, CHECK_IN_S);
}

void
fo_morning_see (FoMorning *morning, FoStation *station, FoWorker *worker, FoDay today)
{
  Run *run;

  if (!worker || morning->is_asked || morning->on == today)
    return;
  morning->is_asked = TRUE;
  run = g_new0 (Run, 1);
  run->morning = morning;
  g_atomic_ref_count_inc (&morning->refs);
  run->station = g_object_ref (station);
  run->day = FO_DAY_NONE;
  fo_worker_submit (worker, run_it, ran, run, run_free);
}

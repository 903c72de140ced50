/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "holding.h"

#include "common/speech.h"
#include "question.h"

struct FoHolding {
  FoStation *station; /* not owned: the window that owns this keeps it */
  FoQuestion *question;
  char *command;
  guint32 lane; /* that is asked */
  guint n_held;
};

FoHolding *
fo_holding_new (FoStation *station)
{
  FoHolding *holding = g_new0 (FoHolding, 1);

  holding->station = station;
  return holding;
}

void
fo_holding_free (FoHolding *holding)
{
  if (holding->question)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&holding->question)));
  g_free (holding->command);
  g_free (holding);
}

static void
say_held (FoHolding *holding)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_count (&args, "count", holding->n_held);
  text = fo_say (holding->n_held ? "shell.confirm.held" : "shell.confirm.body", &args);
  fo_question_set_body (holding->question, text);
}

void
fo_holding_scan (FoHolding *holding, const FoScan *scan)
{
  fo_station_scan (holding->station, scan);
  if (!holding->question || scan->lane != holding->lane)
    return;
  holding->n_held++;
  say_held (holding);
}

static void
answered (FoHolding *holding, gboolean do_it)
{
  holding->question = NULL;
  fo_station_go_on (holding->station, holding->lane, do_it ? holding->command : NULL);
}

void
fo_holding_ask (FoHolding *holding, GtkWindow *parent, const char *command, const char *message)
{
  g_autofree char *heading = fo_say (message, NULL), *keep = fo_say ("shell.confirm.keep", NULL);

  if (holding->question)
    return;
  g_free (holding->command);
  holding->command = g_strdup (command);
  holding->n_held = 0;
  holding->question = fo_question_new (parent, heading, keep);
  holding->lane = fo_station_front (holding->station);
  fo_station_hold (holding->station, holding->lane);
  say_held (holding);
  g_signal_connect_swapped (holding->question, "answered", G_CALLBACK (answered), holding);
  gtk_window_present (GTK_WINDOW (holding->question));
}

GtkWidget *
fo_holding_question (FoHolding *holding)
{
  return GTK_WIDGET (holding->question);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "holding.h"

#include "common/speech.h"
#include "question.h"

struct FoHolding {
  FoStation *station; /* not owned: the window that owns this keeps it */
  FoHoldingRun run;
  gpointer data;
  GQueue held; /* FoScan */
  FoQuestion *question;
  char *command;
};

FoHolding *
fo_holding_new (FoStation *station, FoHoldingRun run, gpointer data)
{
  FoHolding *holding = g_new0 (FoHolding, 1);

  holding->station = station;
  holding->run = run;
  holding->data = data;
  g_queue_init (&holding->held);
  return holding;
}

void
fo_holding_free (FoHolding *holding)
{
  if (holding->question)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&holding->question)));
  g_queue_clear_full (&holding->held, g_free);
  g_free (holding->command);
  g_free (holding);
}

static void
say_held (FoHolding *holding)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_count (&args, "count", holding->held.length);
  text = fo_say (holding->held.length ? "shell.confirm.held" : "shell.confirm.body", &args);
  fo_question_set_body (holding->question, text);
}

void
fo_holding_scan (FoHolding *holding, const FoScan *scan)
{
  if (!holding->question) {
    holding->run (scan, holding->data);
    return;
  }
  g_queue_push_tail (&holding->held, g_memdup2 (scan, sizeof *scan));
  say_held (holding);
}

static void
answered (FoHolding *holding, gboolean do_it)
{
  FoScan *scan;

  holding->question = NULL;
  if (do_it)
    fo_station_command (holding->station, holding->command);
  while ((scan = g_queue_pop_head (&holding->held))) {
    holding->run (scan, holding->data);
    g_free (scan);
  }
}

void
fo_holding_ask (FoHolding *holding, GtkWindow *parent, const char *command, const char *message)
{
  g_autofree char *heading = fo_say (message, NULL), *keep = fo_say ("shell.confirm.keep", NULL);

  if (holding->question)
    return;
  g_free (holding->command);
  holding->command = g_strdup (command);
  holding->question = fo_question_new (parent, heading, keep);
  say_held (holding);
  g_signal_connect_swapped (holding->question, "answered", G_CALLBACK (answered), holding);
  gtk_window_present (GTK_WINDOW (holding->question));
}

GtkWidget *
fo_holding_question (FoHolding *holding)
{
  return GTK_WIDGET (holding->question);
}

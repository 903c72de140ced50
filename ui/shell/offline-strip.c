/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offline-strip.h"

#include "common/speech.h"
#include "firstout/store/shadow.h"

/* What is older than half a day says which day it was. */
static char *
time_of (gint64 at_us)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_us / G_USEC_PER_SEC);
  bool old = fo_machine_now_us () - at_us > 12 * 3600 * (gint64) G_USEC_PER_SEC;

  return at ? g_date_time_format (at, old ? "%d.%m. %H:%M" : "%H:%M") : g_strdup ("");
}

static char *
say_offline (const FoOfflineState *state)
{
  g_autofree char *since = time_of (state->since_us), *until = time_of (state->until_us);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "since", since);
  fo_args_set_text (&args, "until", until);
  fo_args_set_count (&args, "count", state->waits);
  return fo_say ("shell.offline", &args);
}

/* The program has started and has not met its server yet; or it has, and what was kept waits for somebody. */
static char *
say_kept (const FoOfflineState *state)
{
  g_autofree char *since = time_of (state->since_us);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "since", since);
  fo_args_set_count (&args, "count", state->kept);
  return fo_say (state->away ? "shell.away" : "shell.away.kept", &args);
}

static char *
say_back (const FoOfflineState *state)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "count", state->waits ? state->waits : state->conflicts);
  return fo_say (state->waits ? "shell.offline.waits" : "shell.offline.conflicts", &args);
}

void
fo_offline_strip_show (GtkLabel *strip, FoStation *station)
{
  const FoOfflineState *state = fo_station_offline (station);
  g_autofree char *text = state->away || state->kept ? say_kept (state)
                          : state->offline           ? say_offline (state)
                                                     : say_back (state);

  gtk_label_set_text (strip, text);
  gtk_widget_set_visible (GTK_WIDGET (strip),
                          state->away || state->kept || state->offline || state->waits || state->conflicts);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "day.h"
#include "../desk/scene.h"

/* Not here: one-place, for which this warehouse has too many. */
const char *const day_scenes[] = {
  "the-day",        "cancelled", "expired",          "look-up",    "lost-separators",  "lots-and-days", "no-code",
  "older-lot-first", "park-and-resume", "production-goods", "put-away", "quantities",   "quarantine",    "receive-two-lots",
  "same-request",   "set-free",  "short",            "they-are-here", "training-labels", "two-places",    "undo",
  "wrong-codes",    NULL
};

static void
watch (FoStore *store, bool begins, gpointer data)
{
  if (begins)
    fo_store_count_reset (store);
  else
    counters_take (data, store);
}

void
day_play (const char *uri, const char *name, Counters *counters)
{
  g_autofree char *path = g_strdup_printf ("%s/scenes/%s.scene", FO_TESTS_DIR, name), *text = NULL, *failure = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (uri, 0, &error);

  if (store && g_file_get_contents (path, &text, NULL, &error))
    failure = scene_play_watched (store, name, text, watch, counters);
  if (error || failure) {
    g_printerr ("bench: %s\n", error ? error->message : failure);
    exit (2);
  }
}

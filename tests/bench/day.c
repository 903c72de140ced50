/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "day.h"
#include "../desk/scene.h"
#include "where.h"
#include <string.h>

/* These put goods back where there is one place, and so no question of where: the crowd stands aside, in quarantine. */
static const char *const alone[] = { "carton-back",    "carton-undo",   "cartons", "marked-goods", "one-place",
                                     "own-production", "undo-any-step", NULL };

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
day_scenes (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (FO_TESTS_DIR "/scenes", 0, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (folder))) {
    g_autofree char *name = g_strndup (file, strcspn (file, "."));

    if (g_str_has_suffix (file, ".scene"))
      g_ptr_array_add (names, g_steal_pointer (&name));
  }
  g_ptr_array_sort (names, compare);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

bool
day_wants_room (const char *scene)
{
  return g_strv_contains (alone, scene);
}

static void
watch (FoStore *store, bool begins, gpointer data)
{
  if (begins)
    fo_store_count_reset (store);
  else
    counters_take (data, store);
}

bool
day_play (const char *uri, const char *name, Counters *counters)
{
  g_autofree char *path = g_strdup_printf ("%s/scenes/%s.scene", FO_TESTS_DIR, name), *text = NULL, *failure = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (uri, 0, &error);

  if (store && g_file_get_contents (path, &text, NULL, &error))
    failure = scene_play_watched (store, name, text, watch, counters);
  if (error || failure)
    g_printerr ("bench: %s\n", error ? error->message : failure);
  return !error && !failure;
}

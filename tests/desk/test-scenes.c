/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every scene on every engine; and scenes that must fail, for a player that finds no fault is none. */
#include "scene.h"
#include "support/stores.h"
#include "where.h"

#include <string.h>

typedef struct {
  char *path, *name;
  FoTestEngine engine;
} Case;

static void
play_scene (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (FoStore) store = fo_test_store_new (one->engine);
  g_autofree char *text = NULL, *failure = NULL;

  g_assert_true (g_file_get_contents (one->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "expect clean"));
  failure = scene_play (store, one->name, text);
  if (failure)
    g_test_fail_printf ("%s", failure);
}

/* What is wrong in each, and on which line it must be found. */
static const struct {
  const char *text, *failure;
} wrong[] = {
  { "place A bin\n", "wrong:1: a scene begins" },
  { "", "wrong:0: an empty scene" },
  { "today 2026-11-22\ndance\n", "wrong:2: no such verb" },
  { "today 2026-11-22\nscan 123\n", "wrong:2: the last answer was not" },
  { "today 2026-11-22\nscan 123\nscan 124\n", "wrong:3: the answer before" },
  { "today 2026-11-22\nscan 123\nexpect FO_OK\n", "wrong:3: the verdict is FO_CODE_UNKNOWN, not FO_OK" },
  { "today 2026-11-22\nscan 123\nexpect FO_CODE_UNKNOWN text=124\n", "wrong:3: text is 123, not 124" },
  { "today 2026-11-22\nitem X Ix\nstock X/L - DOCK 3\nexpect stock X/L DOCK 4 0\n", "wrong:4: on hand is 3, not 4" },
  { "today 2026-11-22\nitem X Ix\nstock X/L - DOCK 3\norder 1\nline 1 X 5\nexpect line 1 X missing=1\n",
    "wrong:6: missing is 2, not 1" },
  { "today 2026-11-22\nexpect offer undo\n", "wrong:2: undo is not offered" },
  { "today 2026-11-22\nexpect view task=pick\n", "wrong:2: task is -, not pick" },
};

static void
test_wrong (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (FoStore) store = fo_test_store_new (FO_TEST_SQLITE);
    g_autofree char *failure = scene_play (store, "wrong", wrong[i].text);

    g_test_message ("%s", failure ? failure : "no failure");
    g_assert_nonnull (failure);
    g_assert_true (g_str_has_prefix (failure, wrong[i].failure));
  }
}

static void
add_scene (const char *folder, const char *file)
{
  static const char *const engines[FO_TEST_N_ENGINES] = { "sqlite", "postgresql" };
  g_autofree char *stem = g_strndup (file, strlen (file) - strlen (".scene"));

  for (int engine = 0; engine < FO_TEST_N_ENGINES; engine++) {
    g_autofree char *name = g_strdup_printf ("/scenes/%s/%s", stem, engines[engine]);
    Case *one = g_new0 (Case, 1); /* as long as the program */

    one->path = g_build_filename (folder, file, NULL);
    one->name = g_strdup (file);
    one->engine = (FoTestEngine) engine;
    g_test_add_data_func (name, one, play_scene);
  }
}

int
main (int argc, char **argv)
{
  const char *folder = FO_TESTS_DIR "/scenes", *file;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)))
    if (g_str_has_suffix (file, ".scene")) {
      add_scene (folder, file);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  g_test_add_func ("/scenes/wrong", test_wrong);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who works in a scene: people are named by the administrator elsewhere, on a connection of his own. */
#include "scene-inside.h"

#include "firstout/store/guard.h"
#include "firstout/work/people.h"
#include "support/stores.h"

#include <string.h>

typedef bool (*Elsewhere) (Scene *scene, FoStore *store, const FoAct *act, FoReply *reply, GError **error);

/* What was done elsewhere is known here from the next question on. */
static void
do_elsewhere (Scene *scene, Elsewhere func)
{
  g_autoptr (FoStore) store = fo_test_store_again (scene->store);
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoAct act = { .operation = fo_store_next_id (store, &error), .station = "office", .person = "" };

  if (!act.operation || !func (scene, store, &act, &reply, &error) || !fo_guard_watch (scene->store, &error))
    scene_fail_error (scene, error);
  else if (reply.verdict != FO_OK)
    scene_fail (scene, "the office is answered %s", fo_verdict_name (reply.verdict));
}

static bool
put_person (Scene *scene, FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  FoPersonWish wish = {
    .name = scene_word (scene, 1), .badge = scene_word (scene, 1), .active = true, .pin = scene_word (scene, 3)
  };

  if (!fo_role_parse (scene_word (scene, 2), &wish.role))
    scene_fail (scene, "%s is no role", scene_word (scene, 2));
  return fo_work_person (store, act, &wish, reply, error);
}

void
scene_set_person (Scene *scene)
{
  do_elsewhere (scene, put_person);
}

static bool
set_two (Scene *scene, FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_set_two (store, act, scene_word (scene, 1), true, reply, error);
}

void
scene_set_two (Scene *scene)
{
  do_elsewhere (scene, set_two);
}

static FoTxnEnd
read_alone (FoTxn *txn, gpointer list, GError **error)
{
  return fo_alone_open (txn, list, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* expect alone KIND PERSON, the newest; expect alone none */
void
scene_expect_alone (Scene *scene)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoAlone));
  const char *kind = scene_word (scene, 2);
  const FoAlone *last;

  scene_read (scene, read_alone, list);
  last = list->len ? &g_array_index (list, FoAlone, list->len - 1) : NULL;
  if (!last || strcmp (kind, "none") == 0) {
    if (last || strcmp (kind, "none") != 0)
      scene_fail (scene, "%u acts were done alone", list->len);
  } else if (strcmp (last->kind, kind) != 0 || strcmp (last->person, scene_word (scene, 3)) != 0)
    scene_fail (scene, "%s did %s alone", last->person, last->kind);
}

/* expect nowhere TEXT: in no file of the lane's journal. */
void
scene_expect_nowhere (Scene *scene)
{
  static const char *const parts[] = { "", "-wal" };
  const char *text = scene_word (scene, 2);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *path = g_strconcat (scene->lane->journal_path, parts[i], NULL), *bytes = NULL;
    gsize length;

    if (!g_file_get_contents (path, &bytes, &length, NULL))
      continue;
    for (gsize at = 0; at + strlen (text) <= length; at++)
      if (memcmp (bytes + at, text, strlen (text)) == 0) {
        scene_fail (scene, "%s is written down in the journal", text);
        return;
      }
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales was told: `expect told OP [FIELD=VALUE …]` looks at the newest message of that kind, `expect no told OP` at there
 * being none. */
#include "scene-inside.h"

#include "firstout/store/exchange.h"
#include "firstout/work/leaving.h"

#include <json-c/json.h>
#include <string.h>

typedef struct {
  const char *op;
  char *body; /* of the newest */
} Told;

static FoTxnEnd
read_told (FoTxn *txn, gpointer data, GError **error)
{
  Told *told = data;
  FoId after = 0;
  guint n;

  do {
    g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoOutboxRow));

    g_array_set_clear_func (rows, (GDestroyNotify) fo_outbox_row_clear);
    if (!fo_outbox_page (txn, after, 100, rows, error))
      return FO_TXN_FAIL;
    for (guint i = 0; i < rows->len; i++) {
      const FoOutboxRow *row = &g_array_index (rows, FoOutboxRow, i);

      after = row->id;
      if (strcmp (row->op, told->op) != 0)
        continue;
      g_free (told->body);
      told->body = g_strdup (row->body);
    }
    n = rows->len;
  } while (n > 0);
  return FO_TXN_COMMIT;
}

void
scene_expect_told (Scene *scene, const char *op, bool wanted)
{
  Told told = { .op = op };
  json_object *body;

  scene_read (scene, read_told, &told);
  body = told.body ? json_tokener_parse (told.body) : NULL;
  if (wanted && !body)
    scene_fail (scene, "sales was told no %s", op);
  else if (!wanted && body)
    scene_fail (scene, "sales was told %s: %s", op, told.body);
  else if (wanted)
    scene_compare_fields (scene, 3, body);
  json_object_put (body);
  g_free (told.body);
}

/* ---- what another warehouse says --------------------------------------------------------------------------------- */

/* `sent NUMBER WAREHOUSE ITEM/LOT EXPIRES QUANTITY …` */
void
scene_sent (Scene *scene)
{
  json_object *said = json_object_new_object (), *lines = json_object_new_array ();
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoAct act;

  json_object_object_add (said, "number", json_object_new_string (scene_word (scene, 1)));
  json_object_object_add (said, "from", json_object_new_string (scene_word (scene, 2)));
  for (guint i = 3; i + 2 < scene->n_words; i += 3) {
    const char *slash = strchr (scene->words[i], '/');
    g_autofree char *item = g_strndup (scene->words[i], slash ? (gsize) (slash - scene->words[i]) : 0);
    json_object *row = json_object_new_object ();

    json_object_object_add (row, "item", json_object_new_string (item));
    json_object_object_add (row, "lot", json_object_new_string (slash ? slash + 1 : ""));
    if (strcmp (scene->words[i + 1], "-") != 0)
      json_object_object_add (row, "expires_on", json_object_new_string (scene->words[i + 1]));
    json_object_object_add (row, "moved", json_object_new_string (scene->words[i + 2]));
    json_object_array_add (lines, row);
  }
  json_object_object_add (said, "lines", lines);
  if (scene_act (scene, &act)
      && !fo_work_transfer_announce (scene->store, &act, json_object_to_json_string (said), &reply, &error))
    scene_fail_error (scene, error);
  else if (!scene->failure && reply.verdict != FO_OK)
    scene_fail (scene, "refused: %s", fo_verdict_name (reply.verdict));
  json_object_put (said);
}

/* ---- what was answered ------------------------------------------------------------------------------------------- */

char *
scene_fill_in (const Scene *scene, const char *text)
{
  const char *dollar = strrchr (text, '$');
  json_object *answers = scene->answered, *value;

  if (!dollar || !answers || !json_object_object_get_ex (answers, dollar + 1, &value))
    return g_strdup (text);
  return g_strdup_printf ("%.*s%s", (int) (dollar - text), text, json_object_get_string (value));
}

void
scene_keep_answer (Scene *scene)
{
  json_object *answer = json_tokener_parse (scene->json ? scene->json : "{}");

  if (!scene->answered)
    scene->answered = json_object_new_object ();
  json_object_object_foreach (answer, name, value)
    json_object_object_add (scene->answered, name, json_object_get (value));
  json_object_put (answer);
}

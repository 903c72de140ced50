/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales was told: `expect told OP [FIELD=VALUE …]` looks at the newest message of that kind, `expect no told OP` at there
 * being none. */
#include "scene-inside.h"

#include "firstout/store/exchange.h"

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

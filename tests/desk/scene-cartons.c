/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scenes about packing: what is in a carton of ours, and its label. */
#include "scene-inside.h"

#include "firstout/store/cartons.h"

#include <json-c/json.h>
#include <string.h>

static void
add_text (json_object *object, const char *key, const char *text)
{
  json_object_object_add (object, key, json_object_new_string (text));
}

static void
add_quantity (json_object *object, const char *key, FoQuantity quantity_u)
{
  add_text (object, key, fo_quantity_print (quantity_u, (char[FO_QUANTITY_TEXT_MAX]){ 0 }));
}

/* ---- cartons --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *sscc;
  FoCarton carton;
  FoOrder order;
  GArray *lines, *units;
  bool found;
} ReadCarton;

static FoTxnEnd
read_carton (FoTxn *txn, gpointer data, GError **error)
{
  ReadCarton *read = data;
  FoFound found = fo_carton_find_by_sscc (txn, read->sscc, &read->carton, error);

  read->found = found == FO_FOUND;
  if (found != FO_FOUND)
    return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  return fo_order_find (txn, read->carton.order_id, &read->order, error) == FO_FOUND
                 && fo_carton_lines (txn, read->carton.id, read->lines, error)
                 && fo_carton_units (txn, read->carton.id, read->units, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static FoQuantity
sum_of (const ReadCarton *read, FoId lot)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < read->lines->len; i++) {
    const FoCartonLine *line = &g_array_index (read->lines, FoCartonLine, i);
    sum_u += !lot || line->lot_id == lot ? line->quantity_u : 0;
  }
  return sum_u;
}

static void
expect_fields (Scene *scene, const ReadCarton *read)
{
  json_object *object = json_object_new_object ();

  add_text (object, "state", fo_carton_state_name (read->carton.state));
  add_text (object, "order", read->order.number);
  add_text (object, "loaded", read->carton.loaded ? "yes" : "no");
  add_text (object, "packaging", read->carton.packaging);
  add_text (object, "station", read->carton.station);
  add_quantity (object, "weight", read->carton.weight_u);
  add_quantity (object, "n", read->carton.position * FO_ONE);
  add_quantity (object, "quantity", sum_of (read, 0));
  add_quantity (object, "units", read->units->len * FO_ONE);
  scene_compare_fields (scene, 3, object);
  json_object_put (object);
}

void
scene_expect_carton (Scene *scene)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoCartonUnit));
  ReadCarton read = { .sscc = scene_word (scene, 2), .lines = lines, .units = units };
  char text[FO_QUANTITY_TEXT_MAX];
  FoItem item;
  FoLot lot;

  scene_read (scene, read_carton, &read);
  if (scene->failure)
    return;
  if (!read.found)
    scene_fail (scene, "no such carton: %s", read.sscc);
  else if (strchr (scene_word (scene, 3), '='))
    expect_fields (scene, &read);
  else if (scene_find_lot (scene, scene_word (scene, 3), &item, &lot)
           && strcmp (fo_quantity_print (sum_of (&read, lot.id), text), scene_word (scene, 4)) != 0)
    scene_fail (scene, "in the carton is %s, not %s", text, scene_word (scene, 4));
}

typedef struct {
  const char *sscc;
  FoCarton carton;
} FindCarton;

static FoTxnEnd
find_carton (FoTxn *txn, gpointer data, GError **error)
{
  FindCarton *find = data;

  return fo_carton_find_by_sscc (txn, find->sscc, &find->carton, error) == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* Its label is wished so many times. */
void
scene_expect_carton_labels (Scene *scene)
{
  FindCarton find = { .sscc = scene_word (scene, 3) };
  char text[FO_QUANTITY_TEXT_MAX];
  guint count = 0;

  scene_read (scene, find_carton, &find);
  for (guint i = 0; i < scene->reply.labels->len; i++) {
    const FoLabelWish *wish = &g_array_index (scene->reply.labels, FoLabelWish, i);
    count += wish->carton && wish->carton == find.carton.id ? wish->count : 0;
  }
  if (strcmp (fo_quantity_print (count * FO_ONE, text), scene_word (scene, 4)) != 0)
    scene_fail (scene, "%s labels of the carton are wished", text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scenes about goods that come back, claims and recalls, and where a lot came from and went. */
#include "scene-inside.h"

#include "firstout/work/lot-acts.h"
#include "firstout/work/returns.h"
#include "firstout/work/lineage.h"

#include <json-c/json.h>
#include <string.h>

typedef struct {
  const char *number;
  FoId id, order;
  FoQuantity returned_u;
  json_object *json;
} Read;

static json_object *
take_json (char *text)
{
  json_object *json = text ? json_tokener_parse (text) : NULL;

  g_free (text);
  return json;
}

/* The element of ARRAY that FITS, against the fields from word FIRST on. */
static void
compare_element (Scene *scene, guint first, json_object *array, bool (*fits) (json_object *element, gpointer data), gpointer data)
{
  for (size_t i = 0; array && i < json_object_array_length (array); i++)
    if (fits (json_object_array_get_idx (array, i), data)) {
      scene_compare_fields (scene, first, json_object_array_get_idx (array, i));
      return;
    }
  scene_fail (scene, "no such thing is among them: %s", json_object_to_json_string (array));
}

static const char *
text_of (json_object *object, const char *key)
{
  json_object *value;

  return json_object_object_get_ex (object, key, &value) ? json_object_get_string (value) : "";
}

/* ---- returned ------------------------------------------------------------------------------------------------------ */

static FoTxnEnd
read_returned (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToReturn));
  Read *read = data;

  if (!fo_shipped_to_return (txn, read->order, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, FoToReturn, i).lot_id == read->id)
      read->returned_u += g_array_index (rows, FoToReturn, i).returned_u;
  return FO_TXN_COMMIT;
}

/* expect returned ORDER ITEM/LOT QUANTITY */
void
scene_expect_returned (Scene *scene)
{
  Read read = { 0 };
  char text[FO_QUANTITY_TEXT_MAX];
  FoOrder order;
  FoItem item;
  FoLot lot;

  if (!scene_find_order (scene, scene_word (scene, 2), &order) || !scene_find_lot (scene, scene_word (scene, 3), &item, &lot))
    return;
  read.order = order.id;
  read.id = lot.id;
  scene_read (scene, read_returned, &read);
  if (!scene->failure && read.returned_u != scene_quantity (scene, scene_word (scene, 4)))
    scene_fail (scene, "%s came back", fo_quantity_print (read.returned_u, text));
}

/* ---- claims, recalls, traces --------------------------------------------------------------------------------------- */

static FoTxnEnd
read_claim (FoTxn *txn, gpointer data, GError **error)
{
  Read *read = data;
  char *json = NULL;
  FoClaimRow row;
  FoFound found = fo_claim_find (txn, read->number, &row, error);

  if (found == FO_FOUND)
    found = fo_claim_to_json (txn, &row, &json, error);
  read->json = take_json (json);
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static bool
is_scan (json_object *element, gpointer data)
{
  return strcmp (text_of (element, "what"), data) == 0;
}

/* expect claim NUMBER FIELD=VALUE … · expect claim NUMBER scan WHAT FIELD=VALUE … (a scan among its evidence) */
void
scene_expect_claim (Scene *scene)
{
  Read read = { .number = scene_word (scene, 2) };
  json_object *goods, *scans = NULL;

  scene_read (scene, read_claim, &read);
  if (!scene->failure && !read.json)
    scene_fail (scene, "no such claim");
  else if (!scene->failure && strcmp (scene_word (scene, 3), "scan") != 0)
    scene_compare_fields (scene, 3, read.json);
  else if (!scene->failure) {
    if (json_object_object_get_ex (read.json, "goods", &goods) && json_object_array_length (goods))
      json_object_object_get_ex (json_object_array_get_idx (goods, 0), "scans", &scans);
    compare_element (scene, 5, scans, is_scan, (gpointer) scene_word (scene, 4));
  }
  json_object_put (read.json);
}

static FoTxnEnd
read_recall (FoTxn *txn, gpointer data, GError **error)
{
  g_auto (FoRecallFacts) facts = { 0 };
  Read *read = data;
  FoFound found = fo_recall_facts (txn, read->number, &facts, error);

  if (found == FO_FOUND)
    read->json = take_json (fo_recall_facts_to_json (&facts));
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static bool
is_lot (json_object *element, gpointer data)
{
  g_autofree char *name = g_strconcat (text_of (element, "item"), "/", text_of (element, "lot"), NULL);

  return strcmp (name, data) == 0;
}

/* Those of a deal have no lot; one of several places is said behind an "@". */
static bool
is_meant (json_object *element, gpointer data)
{
  g_autofree char *at = g_strconcat (text_of (element, "item"), "/", text_of (element, "lot"), "@", text_of (element, "place"), NULL);

  return is_lot (element, data) || strcmp (at, data) == 0 || strcmp (text_of (element, "order"), data) == 0;
}

/* expect recall NUMBER FIELD=VALUE … · expect recall NUMBER lots|places|shipped|deals|in_production ITEM/LOT|ORDER FIELD=VALUE … */
void
scene_expect_recall (Scene *scene)
{
  static const char *const lists[] = { "lots", "places", "shipped", "deals", "in_production", NULL };
  Read read = { .number = scene_word (scene, 2) };
  const char *list = scene_word (scene, 3);
  json_object *array = NULL;

  scene_read (scene, read_recall, &read);
  if (!scene->failure && !read.json)
    scene_fail (scene, "no such recall");
  else if (!scene->failure && !g_strv_contains (lists, list))
    scene_compare_fields (scene, 3, read.json);
  else if (!scene->failure) {
    json_object_object_get_ex (read.json, list, &array);
    compare_element (scene, 5, array, is_meant, (gpointer) scene_word (scene, 4));
  }
  json_object_put (read.json);
}

static FoTxnEnd
read_trace (FoTxn *txn, gpointer data, GError **error)
{
  g_auto (FoLineage) trace = { 0 };
  Read *read = data;

  if (fo_lineage_read (txn, read->id, &trace, error) != FO_FOUND)
    return FO_TXN_FAIL;
  read->json = take_json (fo_lineage_to_json (&trace));
  return FO_TXN_COMMIT;
}

typedef struct {
  const char *kind, *title;
} Node;

static bool
is_node (json_object *element, gpointer data)
{
  const Node *node = data;

  return strcmp (text_of (element, "kind"), node->kind) == 0 && strcmp (text_of (element, "title"), node->title) == 0;
}

/* expect trace ITEM/LOT KIND TITLE FIELD=VALUE …: a node of its graph */
void
scene_expect_trace (Scene *scene)
{
  Node node = { scene_word (scene, 3), scene_word (scene, 4) };
  Read read = { 0 };
  json_object *nodes = NULL;
  FoItem item;
  FoLot lot;

  if (!scene_find_lot (scene, scene_word (scene, 2), &item, &lot))
    return;
  read.id = lot.id;
  scene_read (scene, read_trace, &read);
  if (!scene->failure && json_object_object_get_ex (read.json, "nodes", &nodes))
    compare_element (scene, 5, nodes, is_node, &node);
  json_object_put (read.json);
}

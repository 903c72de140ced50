/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands there, for reconciliation: documents that bear our comment, orders that are open, stock by lot. */
#include "moysklad-writing.h"
#include <string.h>

#define STOCK_WEIGHT 5

typedef struct {
  FoMsk *msk;
  void (*each) (json_object *there, gpointer data);
  gpointer data;
  GHashTable *codes; /* id of an item → char *code */
} Compare;

static const FoMskAsk reading = { .step = "read" };

static void
give (Compare *compare, json_object *there)
{
  compare->each (there, compare->data);
  json_object_put (there);
}

static void
tell_complete (Compare *compare, const char *what)
{
  json_object *there = json_object_new_object ();

  fo_link_say (there, "complete", what);
  give (compare, there);
}

static void
say_decimal (json_object *object, const char *name, json_object *from, const char *field)
{
  json_object *value = NULL;
  g_autofree char *text = json_object_object_get_ex (from, field, &value) ? fo_http_decimal (value) : NULL;

  fo_link_say (object, name, text ? text : "0");
}

/* ---- documents ---------------------------------------------------------------------------------------------------------- */

static const char *
code_in (Compare *compare, json_object *item)
{
  const char *code = fo_http_text (item, compare->msk->item_code);
  g_autofree char *id = fo_msk_id (item);
  const char *known = g_hash_table_lookup (compare->codes, id);

  return code[0] ? code : known ? known : "";
}

/* The goods of a position: an item, or a lot of one. */
static void
say_goods (Compare *compare, json_object *there, json_object *assortment)
{
  bool lot = g_str_equal (fo_msk_type (assortment), "consignment");

  fo_link_say (there, "item", code_in (compare, lot ? fo_http_object (assortment, "assortment") : assortment));
  fo_link_say (there, "lot", lot ? fo_http_text (assortment, "label") : "");
}

/* "OP_ID Firstout OP …"; NULL when it is none of ours. */
static char *
op_in (json_object *document, char **ret_op)
{
  g_auto (GStrv) words = g_strsplit (fo_http_text (document, "description"), " ", 4);

  if (g_strv_length (words) < 3 || !fo_link_is_uuid (words[0]) || !g_str_equal (words[1], "Firstout"))
    return NULL;
  *ret_op = g_strdup (words[2]);
  return g_strdup (words[0]);
}

static void
tell_document (Compare *compare, json_object *document, const char *op_id, const char *op)
{
  json_object *there = json_object_new_object (), *lines = json_object_new_array (),
              *rows = fo_msk_positions (document);
  g_autofree char *id = fo_msk_id (document);

  fo_link_say (there, "op_id", op_id);
  fo_link_say (there, "op", op);
  fo_link_say (there, "remote_id", id);
  json_object_object_add (there, "lines", lines);
  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    json_object *row = json_object_array_get_idx (rows, i), *line = json_object_new_object ();
    say_goods (compare, line, fo_http_object (row, "assortment"));
    say_decimal (line, "quantity", row, "quantity");
    json_object_array_add (lines, line);
  }
  give (compare, there);
}

static bool
tell_documents (FoMsk *msk, json_object *rows, gpointer data, GError **error)
{
  for (gsize i = 0; i < json_object_array_length (rows); i++) {
    json_object *document = json_object_array_get_idx (rows, i);
    g_autofree char *op = NULL, *op_id = op_in (document, &op);

    if (!op_id || !fo_http_true (document, "applicable"))
      continue;
    if (!fo_msk_whole (msk, &reading, document, "positions", "assortment.assortment", error))
      return false;
    tell_document (data, document, op_id, op);
  }
  return true;
}

static bool
compare_documents (Compare *compare, const char *filter, GError **error)
{
  static const char *const paths[] = { "entity/demand", "entity/salesreturn", "entity/supply",
                                       "entity/enter",  "entity/loss",        "entity/move" };
  static const char *const whole[] = { "shipment.create", "return.create", "receipt.create" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    const FoMskQuery query = { .path = paths[i], .filter = filter, .expand = "positions.assortment.assortment" };
    if (!fo_msk_all (compare->msk, &reading, &query, tell_documents, compare, error))
      return false;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    tell_complete (compare, whole[i]);
  return true;
}

/* ---- orders, stock ------------------------------------------------------------------------------------------------------ */

static bool
tell_orders (FoMsk *msk, json_object *rows, gpointer data, GError **error)
{
  (void) error;
  for (gsize i = 0; i < json_object_array_length (rows); i++) {
    json_object *order = json_object_array_get_idx (rows, i), *there = json_object_new_object ();
    g_autofree char *id = fo_msk_id (order);
    bool done = g_str_equal (fo_http_text (fo_http_object (order, "state"), "stateType"), "Successful");

    fo_link_say (there, "order", id);
    fo_link_say (there, "number", fo_http_text (order, "name"));
    fo_link_say (there, "open", fo_msk_is_ours (msk, order) && !done ? "1" : "0");
    give (data, there);
  }
  return true;
}

static bool
keep_codes (FoMsk *msk, json_object *rows, gpointer data, GError **error)
{
  Compare *compare = data;

  (void) error;
  for (gsize i = 0; i < json_object_array_length (rows); i++) {
    json_object *lot = json_object_array_get_idx (rows, i), *item = fo_http_object (lot, "assortment");
    g_autofree char *id = fo_msk_id (lot);

    g_hash_table_replace (compare->codes, g_steal_pointer (&id),
                          g_strdup_printf ("%s\t%s", fo_http_text (item, msk->item_code), fo_http_text (lot, "label")));
  }
  return true;
}

static bool
tell_stock (FoMsk *msk, json_object *rows, gpointer data, GError **error)
{
  Compare *compare = data;

  (void) error;
  for (gsize i = 0; i < json_object_array_length (rows); i++) {
    json_object *row = json_object_array_get_idx (rows, i), *there = json_object_new_object ();
    g_autofree char *id = fo_msk_id (row);
    const char *known = g_hash_table_lookup (compare->codes, id), *tab = known ? strchr (known, '\t') : NULL;
    g_autofree char *code =
        tab ? g_strndup (known, (gsize) (tab - known)) : g_strdup (fo_http_text (row, msk->item_code));

    fo_link_say (there, "item", code);
    fo_link_say (there, "lot", tab ? tab + 1 : "");
    say_decimal (there, "on_hand", row, "stock");
    give (compare, there);
  }
  return true;
}

/* Their report names a lot by its id: the lots are read first. */
static bool
compare_stock (Compare *compare, GError **error)
{
  const FoMskAsk heavy = { .step = "read", .weight = STOCK_WEIGHT };
  g_autofree char *store = fo_msk_href (compare->msk, "store", compare->msk->store),
                  *filter = g_strconcat ("store=", store, NULL);
  const FoMskQuery lots = { .path = "entity/consignment", .expand = "assortment" },
                   stock = { .path = "report/stock/all", .filter = filter, .group = "consignment" };

  if (!compare->msk->store[0])
    return true;
  if (!fo_msk_all (compare->msk, &reading, &lots, keep_codes, compare, error)
      || !fo_msk_all (compare->msk, &heavy, &stock, tell_stock, compare, error))
    return false;
  tell_complete (compare, "stock");
  return true;
}

bool
fo_msk_compare (
    FoLink *link, gint64 from_us, void (*each) (json_object *there, gpointer data), gpointer data, GError **error)
{
  FoMsk *msk = (FoMsk *) link;
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Compare compare = { msk, each, data, codes };
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc (MAX (from_us / G_USEC_PER_SEC - 86400, 0));
  g_autofree char *filter = g_date_time_format (from, "moment>=%Y-%m-%d 00:00:00");
  const FoMskQuery orders = { .path = "entity/customerorder", .filter = filter, .expand = "state" };

  return compare_documents (&compare, filter, error)
         && fo_msk_all (msk, &reading, &orders, tell_orders, &compare, error) && compare_stock (&compare, error);
}

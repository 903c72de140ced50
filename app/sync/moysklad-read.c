/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of the contract out of what was kept. Pure: nothing is asked, and what makes no sense is said. */
#include "moysklad-inside.h"
#include <string.h>

static const char *
said (const char *text)
{
  return text[0] ? text : NULL;
}

static void
say_yes (FoLinkRow *row, const char *name, bool yes)
{
  fo_link_row_say (row, name, yes ? "1" : "0");
}

static char *
decimal (json_object *object, const char *name)
{
  json_object *value = NULL;

  json_object_object_get_ex (object, name, &value);
  return fo_http_decimal (value);
}

static char *
day (json_object *object, const char *name)
{
  const char *text = fo_http_text (object, name);

  return strlen (text) >= 10 ? g_strndup (text, 10) : NULL;
}

static void
complain (FoLinkRows *rows, const char *name, const char *what)
{
  rows->why = g_strdup_printf ("МойСклад: %s: %s", name, what);
}

static bool
is_type (json_object *object, const char *type)
{
  return g_str_equal (fo_msk_type (object), type);
}

json_object *
fo_msk_attribute (json_object *document, const char *name)
{
  json_object *list = fo_http_array (document, "attributes");

  for (gsize i = 0; name[0] && list && i < json_object_array_length (list); i++) {
    json_object *attribute = json_object_array_get_idx (list, i), *value = NULL;
    if (g_str_equal (fo_http_text (attribute, "name"), name))
      return json_object_object_get_ex (attribute, "value", &value) ? value : NULL;
  }
  return NULL;
}

bool
fo_msk_checkbox (json_object *document, const char *name)
{
  json_object *value = fo_msk_attribute (document, name);

  return json_object_is_type (value, json_type_boolean) && json_object_get_boolean (value);
}

/* ---- items -------------------------------------------------------------------------------------------------------------- */

/* "Цвет" and "красный", "42": красный, 42. */
static char *
variant_text (json_object *variant)
{
  json_object *list = fo_http_array (variant, "characteristics");
  GString *text = g_string_new (NULL);

  for (gsize i = 0; list && i < json_object_array_length (list); i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", fo_http_text (json_object_array_get_idx (list, i), "value"));
  return g_string_free (text, FALSE);
}

/* Ids have an end: where both do not fit, the code is shortened to its hash. */
static char *
barcode_id (const char *item, const char *code)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, code, -1);

  return g_strdup_printf ("%s/%.12s", item, hash);
}

/* [{"ean13": "460…"}, {"code128": "…"}]: whatever the kind is called. */
static void
read_barcodes (const char *item, json_object *list, const char *quantity, FoLinkRows *rows)
{
  for (gsize i = 0; list && i < json_object_array_length (list); i++) {
    json_object *one = json_object_array_get_idx (list, i);

    if (!json_object_is_type (one, json_type_object))
      continue;
    json_object_object_foreach (one, kind, value)
    {
      const char *code = fo_http_text (one, kind);
      g_autofree char *id = barcode_id (item, code);
      FoLinkRow *row;

      (void) value;
      if (!code[0])
        continue;
      row = fo_link_rows_add (rows, "barcode", id, NULL);
      fo_link_row_say (row, "item_id", item);
      fo_link_row_say (row, "code", code);
      fo_link_row_say (row, "quantity", quantity);
    }
  }
}

/* A pack of a variant is one of its product's, with another barcode: how many it counts stands there. */
static char *
counted (json_object *pack, json_object *product)
{
  json_object *packs = fo_http_array (product, "packs");
  g_autofree char *parent = fo_msk_id_of (pack, "parentpack");
  char *own = decimal (pack, "quantity");

  for (gsize i = 0; !own && packs && i < json_object_array_length (packs); i++)
    if (g_str_equal (fo_http_text (json_object_array_get_idx (packs, i), "id"), parent))
      own = decimal (json_object_array_get_idx (packs, i), "quantity");
  return own;
}

static void
read_packs (const char *item, json_object *packs, json_object *product, FoLinkRows *rows)
{
  for (gsize i = 0; packs && i < json_object_array_length (packs); i++) {
    json_object *pack = json_object_array_get_idx (packs, i);
    g_autofree char *quantity = counted (pack, product);

    if (quantity)
      read_barcodes (item, fo_http_array (pack, "barcodes"), quantity, rows);
  }
}

static void
read_components (const char *kit, json_object *bundle, FoLinkRows *rows)
{
  json_object *list = fo_http_array (fo_http_object (bundle, "components"), "rows");

  for (gsize i = 0; list && i < json_object_array_length (list); i++) {
    json_object *component = json_object_array_get_idx (list, i);
    g_autofree char *id = fo_msk_id (component), *item = fo_msk_id_of (component, "assortment"),
                    *quantity = decimal (component, "quantity");
    FoLinkRow *row = fo_link_rows_add (rows, "kit_line", id, NULL);

    fo_link_row_say (row, "item_id", kit);
    fo_link_row_say (row, "component_id", item);
    fo_link_row_say (row, "quantity", quantity);
  }
}

static const char *
kind_of (json_object *item)
{
  return is_type (item, "service") ? "service" : is_type (item, "bundle") ? "kit" : "goods";
}

/* Serial numbers are said there. Whether goods have lots and last days is not, unless the firm has a checkbox for it: then it is the
 * warehouse's to say. */
static const char *
tracking_of (FoMsk *msk, json_object *product)
{
  if (fo_http_true (product, "isSerialTrackable"))
    return "serial";
  if (fo_msk_checkbox (product, fo_http_text (msk->config, "expiry_field")))
    return "expiry";
  return fo_msk_checkbox (product, fo_http_text (msk->config, "lots_field")) ? "lot" : NULL;
}

static void
say_item (FoMsk *msk, json_object *item, FoLinkRow *row)
{
  json_object *product = is_type (item, "variant") ? fo_http_object (item, "product") : item;
  const char *unit = fo_http_text (fo_http_object (product, "uom"), "name"),
             *marked = fo_http_text (product, "trackingType");
  g_autofree char *variant = variant_text (item);

  fo_link_row_say (row, "code", fo_http_text (item, msk->item_code));
  fo_link_row_say (row, "name",
                   fo_http_text (product, "name")[0] ? fo_http_text (product, "name") : fo_http_text (item, "name"));
  fo_link_row_say (row, "unit", unit[0] ? unit : "шт");
  fo_link_row_say (row, "kind", kind_of (item));
  fo_link_row_say (row, "variant", said (variant));
  fo_link_row_say (row, "tracking", tracking_of (msk, product));
  if (marked[0])
    say_yes (row, "marked", !g_str_equal (marked, "NOT_TRACKED"));
  say_yes (row, "deleted", fo_http_true (item, "archived"));
}

static void
read_item (FoMsk *msk, const FoLinkObject *object, json_object *item, FoLinkRows *rows)
{
  if (!fo_http_text (item, msk->item_code)[0]) {
    complain (rows, fo_http_text (item, "name"), "it has no code, and item_code of the set-up says that it should");
    return;
  }
  say_item (msk, item, fo_link_rows_add (rows, "item", object->remote_id, NULL));
  read_barcodes (object->remote_id, fo_http_array (item, "barcodes"), NULL, rows);
  read_packs (object->remote_id, fo_http_array (item, "packs"), fo_http_object (item, "product"), rows);
  if (is_type (item, "bundle"))
    read_components (object->remote_id, item, rows);
  rows->whole = true;
}

static void
read_customer (FoMsk *msk, const FoLinkObject *object, json_object *customer, FoLinkRows *rows)
{
  FoLinkRow *row = fo_link_rows_add (rows, "customer", object->remote_id, NULL);

  (void) msk;
  if (!fo_http_text (customer, "name")[0])
    complain (rows, object->remote_id, "a customer without a name");
  fo_link_row_say (row, "name", fo_http_text (customer, "name"));
  say_yes (row, "deleted", fo_http_true (customer, "archived"));
}

/* ---- documents ---------------------------------------------------------------------------------------------------------- */

const char *
fo_msk_store_field (const char *type)
{
  return g_str_equal (type, "productiontask") ? "productsStore" : "store";
}

static bool
is_called_off (json_object *document)
{
  return g_str_equal (fo_http_text (fo_http_object (document, "state"), "stateType"), "Unsuccessful");
}

bool
fo_msk_is_ours (FoMsk *msk, json_object *document)
{
  g_autofree char *store = fo_msk_id_of (document, fo_msk_store_field (fo_msk_type (document)));

  return fo_http_true (document, "applicable") && !is_called_off (document)
         && (!msk->store[0] || !store[0] || g_str_equal (store, msk->store));
}

static bool
is_paid (FoMsk *msk, json_object *order)
{
  FoQuantity sum_u = 0, paid_u = 0;

  fo_link_quantity (order, "payedSum", &paid_u);
  return fo_link_quantity (order, "sum", &sum_u) && paid_u >= sum_u / 100 * msk->prepay_percent;
}

bool
fo_msk_gate_is_open (FoMsk *msk, json_object *order)
{
  if (g_str_equal (msk->gate, "paid"))
    return is_paid (msk, order);
  return fo_config_lists (fo_http_array (msk->config, "gate_open"),
                          fo_http_text (fo_http_object (order, "state"), "name"));
}

/* Of a lot: what it is a lot of, and its label. */
static char *
item_of (json_object *position, const char **ret_lot)
{
  json_object *assortment = fo_http_object (position, "assortment");

  *ret_lot = NULL;
  if (!is_type (assortment, "consignment"))
    return fo_msk_id (assortment);
  *ret_lot = said (fo_http_text (assortment, "label"));
  return fo_msk_id_of (assortment, "assortment");
}

static bool
read_line (json_object *position, const char *order, const char *asks, FoLinkRows *rows)
{
  const char *lot;
  bool service = is_type (fo_http_object (position, "assortment"), "service");
  g_autofree char *id = fo_msk_id (position), *item = item_of (position, &lot),
                  *quantity = decimal (position, "quantity");
  FoLinkRow *row;

  if (!fo_link_is_uuid (id) || !fo_link_is_uuid (item) || !quantity)
    return false;
  row = fo_link_rows_add (rows, "line", id, NULL);
  fo_link_row_say (row, "order_id", order);
  fo_link_row_say (row, "item_id", item);
  fo_link_row_say (row, "kind", service ? "service" : NULL);
  fo_link_row_say (row, "quantity", quantity);
  fo_link_row_say (row, "lot_wanted", lot);
  if (!service)
    fo_link_row_ask (rows, asks, order, id, item, quantity);
  return true;
}

/* Where the firm has a field for it, an empty one says something too. Free with g_free. */
static char *
kept_until (FoMsk *msk, json_object *order)
{
  const char *text = json_object_get_string (fo_msk_attribute (order, msk->hold_field));

  if (!msk->hold_field[0])
    return NULL;
  return text && strlen (text) >= 10 ? g_strndup (text, 10) : g_strdup (FO_FOR_GOOD);
}

static void
say_order (FoMsk *msk, json_object *order, FoLinkRow *row)
{
  g_autofree char *due = day (order, "deliveryPlannedMoment"), *until = kept_until (msk, order),
                  *reference = fo_link_reference (fo_http_text (order, "description"));

  fo_link_row_say (row, "number", fo_http_text (order, "name"));
  fo_link_row_say (row, "deal", said (fo_http_text (fo_http_object (order, "project"), "name")));
  fo_link_row_say (row, "customer", said (fo_http_text (fo_http_object (order, "agent"), "name")));
  fo_link_row_say (row, "channel", said (fo_http_text (fo_http_object (order, "salesChannel"), "name")));
  fo_link_row_say (row, "sales_state", said (fo_http_text (fo_http_object (order, "state"), "name")));
  if (!g_str_equal (msk->gate, "none"))
    fo_link_row_say (row, "gate", fo_msk_gate_is_open (msk, order) ? "open" : "closed");
  fo_link_row_say (row, "due_on", due);
  fo_link_row_say (row, "valid_until", until);
  fo_link_row_say (row, "reference", reference);
  say_yes (row, "ship_complete", fo_msk_checkbox (order, fo_http_text (msk->config, "ship_complete")));
  say_yes (row, "deleted", !fo_msk_is_ours (msk, order));
}

static void
read_order (FoMsk *msk, const FoLinkObject *object, json_object *order, FoLinkRows *rows)
{
  json_object *positions = fo_http_array (fo_http_object (order, "positions"), "rows");

  if (!fo_http_text (order, "name")[0] || !positions) {
    complain (rows, object->remote_id, "an order without a number or without its positions");
    return;
  }
  say_order (msk, order, fo_link_rows_add (rows, "order", object->remote_id, NULL));
  for (gsize i = 0; i < json_object_array_length (positions) && !rows->why; i++)
    if (!read_line (json_object_array_get_idx (positions, i), object->remote_id, fo_http_text (order, "asks"), rows))
      complain (rows, fo_http_text (order, "name"), "a position without its goods or its quantity");
  rows->whole = true;
}

/* ---- supplies ------------------------------------------------------------------------------------------------------------ */

/* The last stage of a row of the task says how much of it is done. 0 … 100; NULL: nothing is said. */
static char *
progress (json_object *task, const char *row_id)
{
  json_object *stages = fo_http_array (task, "stages");
  FoQuantity total_u = 0, done_u = 0;
  gint64 last = -1;

  for (gsize i = 0; stages && i < json_object_array_length (stages); i++) {
    json_object *stage = json_object_array_get_idx (stages, i);
    g_autofree char *of = fo_msk_id_of (stage, "productionRow");
    gint64 at = g_ascii_strtoll (fo_http_text (stage, "orderingPosition"), NULL, 10);

    if (at < last || (row_id[0] && of[0] && !g_str_equal (of, row_id)))
      continue;
    last = at;
    total_u = done_u = 0;
    fo_link_quantity (stage, "totalQuantity", &total_u);
    fo_link_quantity (stage, "completedQuantity", &done_u);
  }
  return total_u > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, CLAMP (done_u / MAX (total_u / 100, 1), 0, 100)) : NULL;
}

static const char *
supply_state (FoMsk *msk, json_object *document)
{
  const char *type = fo_http_text (fo_http_object (document, "state"), "stateType");

  if (!fo_msk_is_ours (msk, document))
    return "cancelled";
  return g_str_equal (type, "Successful") || fo_http_text (document, "productionEnd")[0] ? "closed" : "open";
}

/* So often as the order wants its card done. NULL: not exact. */
static char *
times (json_object *job, json_object *product)
{
  FoQuantity often_u = 0, each_u = 0, all_u;
  char text[FO_QUANTITY_TEXT_MAX];

  if (!fo_link_quantity (job, "quantity", &often_u) || !fo_link_quantity (product, "quantity", &each_u))
    return NULL;
  if (often_u % FO_ONE == 0 ? !fo_quantity_times (each_u, often_u / FO_ONE, &all_u)
                            : each_u % FO_ONE != 0 || !fo_quantity_times (often_u, each_u / FO_ONE, &all_u))
    return NULL;
  return g_strdup (fo_quantity_print (all_u, text));
}

/* Rows of a card are the same in every order of it. */
static char *
supply_id (json_object *document, json_object *position, const char *item)
{
  g_autofree char *order = fo_msk_id (document);

  return is_type (document, "processingorder") && fo_link_is_uuid (item) ? barcode_id (order, item)
                                                                         : fo_msk_id (position);
}

static bool
read_supply_row (FoMsk *msk, json_object *document, json_object *position, FoLinkRows *rows)
{
  bool task = is_type (document, "productiontask"), job = is_type (document, "processingorder");
  const char *lot;
  g_autofree char *item = item_of (position, &lot), *id = supply_id (document, position, item),
                  *quantity = job ? times (document, position) : decimal (position, task ? "planQuantity" : "quantity");
  g_autofree char *row_id = fo_msk_id_of (position, "productionRow"), *done = task ? progress (document, row_id) : NULL,
                  *ready = day (document, "deliveryPlannedMoment"),
                  *reference = fo_link_reference (fo_http_text (document, "description"));
  FoLinkRow *row;

  if (!id[0] || !fo_link_is_uuid (item) || !quantity)
    return false;
  row = fo_link_rows_add (rows, "supply", id, NULL);
  fo_link_row_say (row, "kind", task || job ? "production" : "purchase");
  fo_link_row_say (row, "number", fo_http_text (document, "name"));
  fo_link_row_say (row, "partner", said (fo_http_text (fo_http_object (document, "agent"), "name")));
  fo_link_row_say (row, "item_id", item);
  fo_link_row_say (row, "quantity", quantity);
  fo_link_row_say (row, "progress_percent", done);
  fo_link_row_say (row, "ready_on", ready);
  fo_link_row_say (row, "reference", reference);
  fo_link_row_say (row, "state", supply_state (msk, document));
  return true;
}

static void
read_supply (FoMsk *msk, const FoLinkObject *object, json_object *document, FoLinkRows *rows)
{
  const char *name = is_type (document, "purchaseorder") ? "positions" : "products";
  json_object *positions = fo_http_array (fo_http_object (document, name), "rows");

  if (!fo_http_text (document, "name")[0] || !positions) {
    complain (rows, object->remote_id, "a supply without a number or without its goods");
    return;
  }
  for (gsize i = 0; i < json_object_array_length (positions) && !rows->why; i++) {
    json_object *position = json_object_array_get_idx (positions, i);
    if (!is_type (fo_http_object (position, "assortment"), "service")
        && !read_supply_row (msk, document, position, rows))
      complain (rows, fo_http_text (document, "name"), "a position without its goods or its quantity");
  }
  rows->whole = true;
}

/* ---- papers -------------------------------------------------------------------------------------------------------------- */

/* An invoice that is for no order is none of the warehouse's business. */
static void
read_paper (FoMsk *msk, const FoLinkObject *object, json_object *paper, FoLinkRows *rows)
{
  g_autofree char *order = fo_msk_id_of (paper, "customerOrder"), *issued = day (paper, "moment");
  FoLinkRow *row;

  (void) msk;
  rows->whole = true;
  if (!fo_link_is_uuid (order))
    return;
  row = fo_link_rows_add (rows, "document", object->remote_id, NULL);
  fo_link_row_say (row, "order_id", order);
  fo_link_row_say (row, "kind", "invoice");
  fo_link_row_say (row, "number", fo_http_text (paper, "name"));
  fo_link_row_say (row, "issued_on", issued);
  say_yes (row, "ready", fo_http_true (paper, "applicable"));
}

void
fo_msk_read (FoLink *link, const FoLinkObject *object, FoLinkRows *ret_rows)
{
  static const struct {
    const char *type;
    void (*read) (FoMsk *msk, const FoLinkObject *object, json_object *body, FoLinkRows *rows);
  } readers[] = { { "product", read_item },           { "variant", read_item },
                  { "service", read_item },           { "bundle", read_item },
                  { "counterparty", read_customer },  { "customerorder", read_order },
                  { "purchaseorder", read_supply },   { "productiontask", read_supply },
                  { "processingorder", read_supply }, { "invoiceout", read_paper } };
  json_object *body;

  if (!object->body)
    return;
  body = fo_http_parse (object->body, strlen (object->body), &ret_rows->why);
  if (body && g_str_equal (object->remote_id, "?"))
    complain (ret_rows, object->source, "an object without an id");
  for (gsize i = 0; body && !ret_rows->why && i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].type, object->source))
      readers[i].read ((FoMsk *) link, object, body, ret_rows);
  if (ret_rows->why)
    g_array_set_size (ret_rows->rows, 0);
  json_object_put (body);
}

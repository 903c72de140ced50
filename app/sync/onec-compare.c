/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands there, for reconciliation: documents with our marker, orders that are open, stock by lot. A register that the
 * login may not see is left out. */
#include "onec-writing.h"
#include <string.h>

#define STOCK "AccumulationRegister_ТоварыНаСкладах"

typedef struct {
  FoOnec *onec;
  void (*each) (json_object *there, gpointer data);
  gpointer data;
  const FoOnecForm *form;
  const char *op;
} Compare;

static void
say (json_object *object, const char *name, const char *text)
{
  json_object_object_add (object, name, json_object_new_string (text));
}

static bool
say_thing (FoOnec *onec,
           json_object *object,
           const char *name,
           const char *entity,
           const char *ref,
           const char *field,
           GError **error)
{
  json_object *thing;

  if (!fo_onec_thing (onec, entity, ref, NULL, &thing, error))
    return false;
  say (object, name, thing ? fo_http_text (thing, field) : "");
  return true;
}

static bool
say_goods (
    FoOnec *onec, json_object *object, json_object *row, const FoOnecForm *form, const char *quantity, GError **error)
{
  json_object *value = NULL;
  g_autofree char *text = json_object_object_get_ex (row, quantity, &value) ? fo_http_decimal (value) : NULL;

  say (object, g_str_equal (quantity, "ВНаличииBalance") ? "on_hand" : "quantity", text ? text : "0");
  return say_thing (onec, object, "item", fo_onec_items.entity, fo_http_text (row, form->item), onec->item_code, error)
         && say_thing (onec, object, "lot", "Catalog_СерииНоменклатуры", fo_http_text (row, form->lot), "Номер", error);
}

/* ---- documents ---------------------------------------------------------------------------------------------------------- */

/* The comment begins with the message's id and our name. */
static char *
marker_of (json_object *document)
{
  const char *comment = fo_http_text (document, "Комментарий");
  g_autofree char *id = g_strndup (comment, 36);

  return fo_link_is_uuid (id) && g_str_has_prefix (comment + 36, " Firstout") ? g_steal_pointer (&id) : NULL;
}

/* Goods from production come in by the same documents, for another order. */
static const char *
op_of (const Compare *compare, json_object *document)
{
  g_autofree char *beside = g_strconcat (compare->form->base, "_Type", NULL);
  bool made = strstr (fo_http_text (document, beside), "Производство") != NULL;

  return g_str_equal (compare->op, "receipt.create") && made ? "production.receipt" : compare->op;
}

static bool
tell_document (Compare *compare, json_object *document, const char *marker, GError **error)
{
  json_object *there = json_object_new_object (), *lines = json_object_new_array ();
  json_object *rows = fo_http_array (document, compare->form->table);
  bool good = true;

  say (there, "op_id", marker);
  say (there, "op", op_of (compare, document));
  say (there, "remote_id", fo_http_text (document, "Ref_Key"));
  json_object_object_add (there, "lines", lines);
  for (gsize i = 0; good && rows && i < json_object_array_length (rows); i++) {
    json_object *row = json_object_array_get_idx (rows, i), *line;
    if (g_str_equal (fo_http_text (row, "Действие"), "НеОтгружать"))
      continue;
    line = json_object_new_object ();
    json_object_array_add (lines, line);
    good = say_goods (compare->onec, line, row, compare->form, compare->form->quantity, error);
  }
  if (good)
    compare->each (there, compare->data);
  json_object_put (there);
  return good;
}

static bool
tell_documents (FoOnec *onec, json_object *page, gpointer data, GError **error)
{
  (void) onec;
  for (gsize i = 0; i < json_object_array_length (page); i++) {
    json_object *document = json_object_array_get_idx (page, i);
    g_autofree char *marker = fo_http_true (document, "DeletionMark") ? NULL : marker_of (document);

    if (marker && !tell_document (data, document, marker, error))
      return false;
  }
  return true;
}

/* The list is whole: what is not on it is not there. */
static void
tell_complete (Compare *compare, const char *what)
{
  json_object *there = json_object_new_object ();

  say (there, "complete", what);
  compare->each (there, compare->data);
  json_object_put (there);
}

static bool
compare_documents (Compare *compare, const char *form, const char *op, const char *filter, GError **error)
{
  const FoOnecForm its = fo_onec_form (compare->onec, form);
  const FoOnecAsk ask = { .step = "read" };
  const FoOnecQuery query = { .entity = its.entity, .filter = filter };

  compare->form = &its;
  compare->op = op;
  if (its.skip)
    return true;
  if (!fo_onec_all (compare->onec, &ask, &query, tell_documents, compare, error))
    return false;
  tell_complete (compare, op);
  return true;
}

/* ---- orders, stock ------------------------------------------------------------------------------------------------------ */

static bool
tell_orders (FoOnec *onec, json_object *page, gpointer data, GError **error)
{
  Compare *compare = data;

  (void) error;
  for (gsize i = 0; i < json_object_array_length (page); i++) {
    json_object *order = json_object_array_get_idx (page, i), *there;
    if (onec->warehouse[0] && !g_str_equal (fo_http_text (order, "Склад_Key"), onec->warehouse))
      continue;
    there = json_object_new_object ();
    say (there, "order", fo_http_text (order, "Ref_Key"));
    say (there, "number", fo_http_text (order, "Number"));
    say (there, "open", fo_onec_orders.is_open (order) ? "1" : "0");
    compare->each (there, compare->data);
    json_object_put (there);
  }
  return true;
}

static bool
tell_stock (Compare *compare, json_object *rows, GError **error)
{
  const FoOnecForm form = fo_onec_form (compare->onec, "receipt");
  bool good = true;

  for (gsize i = 0; good && i < json_object_array_length (rows); i++) {
    json_object *row = json_object_array_get_idx (rows, i), *there;
    if (compare->onec->warehouse[0] && !g_str_equal (fo_http_text (row, "Склад_Key"), compare->onec->warehouse))
      continue;
    there = json_object_new_object ();
    good = say_goods (compare->onec, there, row, &form, "ВНаличииBalance", error);
    if (good)
      compare->each (there, compare->data);
    json_object_put (there);
  }
  return good;
}

static bool
compare_stock (Compare *compare, GError **error)
{
  const FoOnecAsk ask = { .step = "read", .asking = true };
  g_autofree char *register_name = fo_onec_escape (STOCK), *path = g_strconcat (register_name, "/Balance", NULL),
                  *why = NULL;
  json_object *answer = NULL, *rows;
  guint status = 0;
  bool good = true;

  if (!fo_onec_get (compare->onec, &ask, path, NULL, &answer, &status, &why, error))
    return false;
  rows = answer ? fo_http_array (answer, "value") : NULL;
  if (rows)
    good = tell_stock (compare, rows, error);
  if (rows && good)
    tell_complete (compare, "stock");
  json_object_put (answer);
  return good;
}

bool
fo_onec_compare (
    FoLink *link, gint64 from_us, void (*each) (json_object *there, gpointer data), gpointer data, GError **error)
{
  FoOnec *onec = (FoOnec *) link;
  Compare compare = { .onec = onec, .each = each, .data = data };
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc (MAX (from_us / G_USEC_PER_SEC - 86400, 0));
  g_autofree char *filter = g_date_time_format (from, "Date ge datetime'%Y-%m-%dT00:00:00'");
  const FoOnecAsk ask = { .step = "read" };
  const FoOnecQuery orders = { fo_onec_orders.entity, filter, "Ref_Key,Number,Posted,DeletionMark,Статус,Склад_Key",
                               NULL };

  return compare_documents (&compare, onec->simple ? "sale" : "shipment", "shipment.create", filter, error)
         && compare_documents (&compare, "receipt", "receipt.create", filter, error)
         && compare_documents (&compare, "return", "return.create", filter, error)
         && fo_onec_all (onec, &ask, &orders, tell_orders, &compare, error) && compare_stock (&compare, error);
}

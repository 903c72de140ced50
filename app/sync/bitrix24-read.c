/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of the contract out of what was kept. Pure: nothing is asked, and what makes no sense is said. */
#include "bitrix24-inside.h"
#include <string.h>

#define SERVICE "7" /* the type of a row or product that is one */

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

static void
complain (FoLinkRows *rows, const char *name, const char *what)
{
  rows->why = g_strdup_printf ("Bitrix24: %s: %s", name, what);
}

/* ---- whose deal it is ---------------------------------------------------------------------------------------------------- */

json_object *
fo_b24_pipeline (FoB24 *b24, json_object *deal)
{
  return fo_http_object (b24->pipelines, fo_http_text (deal, "CATEGORY_ID"));
}

static bool
is_lost (json_object *deal)
{
  return g_str_equal (fo_http_text (deal, "STAGE_SEMANTIC_ID"), "F");
}

static bool
is_won (json_object *deal)
{
  return g_str_equal (fo_http_text (deal, "STAGE_SEMANTIC_ID"), "S");
}

bool
fo_b24_is_ours (FoB24 *b24, json_object *deal)
{
  json_object *pipeline = fo_b24_pipeline (b24, deal), *orders = fo_http_array (pipeline, "orders");

  if (!pipeline || is_lost (deal))
    return false;
  return !orders || is_won (deal) || fo_config_lists (orders, fo_http_text (deal, "STAGE_ID"));
}

/* ---- deals ---------------------------------------------------------------------------------------------------------------- */

static char *
day (json_object *deal, const char *name)
{
  const char *text = name[0] ? fo_http_text (deal, name) : "";

  return strlen (text) >= 10 ? g_strndup (text, 10) : NULL;
}

static void
say_order (FoB24 *b24, json_object *body, json_object *deal, FoLinkRow *row)
{
  json_object *pipeline = fo_b24_pipeline (b24, deal), *opens = fo_http_array (pipeline, "gate_open");
  g_autofree char *number = g_strconcat (b24->number_prefix, fo_http_text (deal, "ID"), NULL),
                  *due = day (deal, b24->due_field), *until = day (deal, b24->hold_field),
                  *reference = fo_link_reference (fo_http_text (deal, "COMMENTS"));
  const char *stage = fo_http_text (body, "stage"), *whole = b24->ship_complete;

  fo_link_row_say (row, "number", number);
  fo_link_row_say (row, "deal", said (fo_http_text (deal, "TITLE")));
  fo_link_row_say (row, "customer", said (fo_http_text (body, "customer")));
  fo_link_row_say (row, "channel", said (fo_http_text (pipeline, "channel")));
  fo_link_row_say (row, "sales_state", stage[0] ? stage : fo_http_text (deal, "STAGE_ID"));
  if (opens)
    fo_link_row_say (row, "gate",
                     is_won (deal) || fo_config_lists (opens, fo_http_text (deal, "STAGE_ID")) ? "open" : "closed");
  fo_link_row_say (row, "due_on", due);
  if (b24->hold_field[0])
    fo_link_row_say (row, "valid_until", until ? until : FO_FOR_GOOD);
  fo_link_row_say (row, "reference", reference);
  say_yes (row, "ship_complete", whole[0] && g_str_equal (fo_http_text (deal, whole), "1"));
  say_yes (row, "deleted", !fo_b24_is_ours (b24, deal));
}

/* Rows without a product are words: nobody can pick them. False: it makes no sense. */
static bool
read_line (FoB24 *b24, const char *deal, const char *asks, json_object *line, FoLinkRows *rows)
{
  const char *id = fo_http_text (line, "id"), *product = fo_http_text (line, "productId");
  g_autofree char *line_id = g_strdup_printf ("%s/%s", deal, id), *quantity = NULL;
  bool service = g_str_equal (fo_http_text (line, "type"), SERVICE);
  json_object *value = NULL;
  FoLinkRow *row;

  json_object_object_get_ex (line, "quantity", &value);
  quantity = fo_http_decimal (value);
  if (!fo_b24_is_id (id) || !quantity)
    return false;
  if (!fo_b24_is_id (product) || g_str_equal (product, "0"))
    return b24->ignore_free_rows;
  row = fo_link_rows_add (rows, "line", line_id, NULL);
  fo_link_row_say (row, "order_id", deal);
  fo_link_row_say (row, "item_id", product);
  fo_link_row_say (row, "kind", service ? "service" : NULL);
  fo_link_row_say (row, "quantity", quantity);
  if (!service)
    fo_link_row_ask (rows, asks, deal, line_id, product, quantity);
  return true;
}

static void
read_deal (FoB24 *b24, const FoLinkObject *object, json_object *body, FoLinkRows *rows)
{
  json_object *deal = fo_http_object (body, "deal"), *lines = fo_http_array (body, "rows");

  if (!deal || !lines) {
    complain (rows, object->remote_id, "a deal without its rows");
    return;
  }
  say_order (b24, body, deal, fo_link_rows_add (rows, "order", object->remote_id, NULL));
  for (gsize i = 0; i < json_object_array_length (lines) && !rows->why; i++) {
    json_object *line = json_object_array_get_idx (lines, i);
    if (!read_line (b24, object->remote_id, fo_http_text (body, "asks"), line, rows))
      rows->why = g_strdup_printf ("Bitrix24: deal %s: «%s» is no product of the catalog, or has no quantity",
                                   object->remote_id, fo_http_text (line, "productName"));
  }
  rows->whole = true;
}

/* ---- products ------------------------------------------------------------------------------------------------------------- */

/* A field, or a property of a product: {"value": …}. */
static const char *
code_of (FoB24 *b24, json_object *product)
{
  json_object *property = fo_http_object (product, b24->item_code);

  return property ? fo_http_text (property, "value") : fo_http_text (product, b24->item_code);
}

static void
read_product (FoB24 *b24, const FoLinkObject *object, json_object *body, FoLinkRows *rows)
{
  json_object *product = fo_http_object (body, "product");
  const char *code = code_of (b24, product), *unit = fo_http_text (body, "unit");
  FoLinkRow *row;

  if (!code[0]) {
    rows->why = g_strdup_printf ("Bitrix24: «%s» has no %s", fo_http_text (product, "name"), b24->item_code);
    return;
  }
  row = fo_link_rows_add (rows, "item", object->remote_id, NULL);
  fo_link_row_say (row, "code", code);
  fo_link_row_say (row, "name", fo_http_text (product, "name"));
  fo_link_row_say (row, "unit", unit[0] ? unit : "шт");
  fo_link_row_say (row, "kind", g_str_equal (fo_http_text (product, "type"), SERVICE) ? "service" : "goods");
  say_yes (row, "deleted", g_str_equal (fo_http_text (product, "active"), "N"));
}

void
fo_b24_read (FoLink *link, const FoLinkObject *object, FoLinkRows *ret_rows)
{
  json_object *body;

  if (!object->body)
    return;
  body = fo_http_parse (object->body, strlen (object->body), &ret_rows->why);
  if (body && !fo_b24_is_id (object->remote_id))
    complain (ret_rows, object->source, "an object without an id");
  if (body && !ret_rows->why && g_str_equal (object->source, "deal"))
    read_deal ((FoB24 *) link, object, body, ret_rows);
  if (body && !ret_rows->why && g_str_equal (object->source, "product"))
    read_product ((FoB24 *) link, object, body, ret_rows);
  if (ret_rows->why)
    g_array_set_size (ret_rows->rows, 0);
  json_object_put (body);
}

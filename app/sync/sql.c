/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sales database that keeps the contract: its rows are heard as they are, and what the warehouse tells is inserted into one
 * table of it. */
#include "sql.h"
#include "message.h"
#include <string.h>

#define PAGE 200
#define OVERLAP_US                                                                                                     \
  ((gint64) 5 * 60 * G_USEC_PER_SEC) /* a transaction there may take so long between its clock and its commit */
#define SAVE_EVERY_US ((gint64) 60 * G_USEC_PER_SEC) /* the cursor of a database where nothing happens */
#define BEGINNING "0001-01-01T00:00:00Z"

#define HEAD ",id,rev,changed_at,deleted,"

const FoSqlView fo_sql_views[FO_N_SQL_VIEWS] = {
  { "item", "fo_items", FO_SALES_SQL_READ_ITEMS, FO_SALES_SQL_ONE_ITEM, false, HEAD "code,name,unit," },
  { "kit_line", "fo_kit_lines", FO_SALES_SQL_READ_KIT_LINES, FO_N_SALES_SQL, true,
    HEAD "item_id,component_id,quantity," },
  { "substitute", "fo_substitutes", FO_SALES_SQL_READ_SUBSTITUTES, FO_N_SALES_SQL, true, HEAD "item_id,instead_id," },
  { "customer", "fo_customers", FO_SALES_SQL_READ_CUSTOMERS, FO_N_SALES_SQL, true, HEAD "name," },
  { "barcode", "fo_barcodes", FO_SALES_SQL_READ_BARCODES, FO_N_SALES_SQL, false, HEAD "item_id,code," },
  { "order", "fo_orders", FO_SALES_SQL_READ_ORDERS, FO_SALES_SQL_ONE_ORDER, false, HEAD "number," },
  { "line", "fo_order_lines", FO_SALES_SQL_READ_ORDER_LINES, FO_SALES_SQL_ONE_ORDER_LINE, false,
    HEAD "order_id,item_id,quantity," },
  { "supply", "fo_supply", FO_SALES_SQL_READ_SUPPLY, FO_N_SALES_SQL, false, HEAD "kind,number,item_id,quantity," },
  { "document", "fo_documents", FO_SALES_SQL_READ_DOCUMENTS, FO_N_SALES_SQL, true, HEAD "order_id,kind,number," },
  { "availability", "fo_availability", FO_SALES_SQL_READ_AVAILABILITY, FO_N_SALES_SQL, true, HEAD "item_id," },
};

/* ---- opened and closed ------------------------------------------------------------------------------------------- */

/* One that is named must be there; without any, the machine's own ways hold (~/.pgpass). */
static bool
set_password (FoSales *sales, FoLinkHost *host, GError **error)
{
  g_autofree char *secret = NULL;
  g_autoptr (GError) why = NULL;

  if (host->secret (host, NULL, &secret, &why))
    fo_sales_set_password (sales, secret);
  else if (!g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_URI)) {
    g_propagate_error (error, g_steal_pointer (&why));
    return false;
  }
  return true;
}

static FoLink *
sql_open (FoLinkHost *host, const char *address, json_object *config, GError **error)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);
  FoSales *sales = fo_sales_new (address, false, error);
  FoSqlLink *link;

  (void) config;
  if (!sales || !set_password (sales, host, error)) {
    fo_sales_free (sales);
    return NULL;
  }
  link = g_new0 (FoSqlLink, 1);
  link->sales = sales;
  link->feed = g_strdup_printf ("contract@%.12s", sum);
  return &link->base;
}

static void
sql_close (FoLink *base)
{
  FoSqlLink *link = (FoSqlLink *) base;

  fo_sales_free (link->sales);
  g_free (link->first_missing);
  g_free (link->feed);
  g_free (link);
}

/* ---- a page of rows ---------------------------------------------------------------------------------------------- */

typedef struct {
  char *id, *rev, *body;
} Row;

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  g_free (row->rev);
  g_free (row->body);
}

typedef struct {
  FoSqlLink *link;
  const char *entity;
  json_object *cursors; /* entity → where it was read to; NULL: the cursor stays */
  GArray *page;         /* Row */
  gint64 last_us;       /* the latest changed_at of the page */
  gint64 now_us;        /* the clock over there when reading began */
  bool kept;
} Hearing;

static void
hearing_init (Hearing *h, FoSqlLink *link)
{
  *h = (Hearing){ .link = link, .page = g_array_new (FALSE, FALSE, sizeof (Row)) };
  g_array_set_clear_func (h->page, row_clear);
}

static void
hearing_clear (Hearing *h)
{
  json_object_put (h->cursors);
  g_array_unref (h->page);
}

static void
set_cursor (json_object *cursors, const char *entity, gint64 us)
{
  g_autofree char *text = fo_message_time_text (us);

  json_object_object_add (cursors, entity, json_object_new_string (text));
}

static bool
flush (Hearing *h, GError **error)
{
  FoLinkHost *host = h->link->base.host;
  g_autofree FoLinkObject *objects = g_new (FoLinkObject, h->page->len);
  const char *cursor = NULL;

  for (guint i = 0; i < h->page->len; i++) {
    const Row *row = &g_array_index (h->page, Row, i);
    objects[i] = (FoLinkObject){ h->entity, row->id, row->rev, row->body };
  }
  if (h->cursors) {
    set_cursor (h->cursors, h->entity, MIN (h->last_us, h->now_us));
    cursor = json_object_to_json_string_ext (h->cursors, JSON_C_TO_STRING_PLAIN);
  }
  if (!host->keep (host, objects, h->page->len, h->link->feed, cursor, error))
    return false;
  h->kept = true;
  g_array_set_size (h->page, 0);
  return true;
}

static const char *
value_of (const FoSalesRow *row, const char *name)
{
  for (gsize i = 0; i < row->n; i++)
    if (g_str_equal (row->names[i], name))
      return row->values[i];
  return NULL;
}

static bool
hear_row (const FoSalesRow *row, gpointer data, GError **error)
{
  Hearing *h = data;
  const char *id = value_of (row, "id"), *rev = value_of (row, "rev");
  Row heard = { g_utf8_make_valid (id ? id : "", -1), g_utf8_make_valid (rev ? rev : "", -1), fo_message_body (row) };
  gint64 changed_us;

  g_array_append_val (h->page, heard);
  if (fo_message_time (value_of (row, "changed_at"), &changed_us))
    h->last_us = MAX (h->last_us, changed_us);
  return h->page->len < PAGE || flush (h, error);
}

/* ---- everything since the cursors -------------------------------------------------------------------------------- */

static bool
take_now (const FoSalesRow *row, gpointer data, GError **error)
{
  if (fo_message_time (row->values[0], data))
    return true;
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "The sales database does not know what time it is (%s).",
               row->values[0] ? row->values[0] : "");
  return false;
}

/* The first word of a round. A connection that broke while nobody spoke is made anew, once. */
static bool
greet (FoSqlLink *link, gint64 *ret_now_us, GError **error)
{
  g_autoptr (GError) why = NULL;
  FoLinkHost *host = link->base.host;
  bool done = fo_sales_ask (link->sales, FO_SALES_SQL_NOW, NULL, 0, take_now, ret_now_us, NULL, &why);

  if (!done && !g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE)) {
    g_propagate_error (error, g_steal_pointer (&why));
    return false;
  }
  if (!done)
    done = fo_sales_ask (link->sales, FO_SALES_SQL_NOW, NULL, 0, take_now, ret_now_us, NULL, error);
  if (done)
    host->answered (host);
  return done;
}

/* A clock over there that was set back counts from then on. */
static char *
beginning (const Hearing *h, bool all)
{
  json_object *said = json_object_object_get (h->cursors, h->entity);
  gint64 from_us;

  if (all || !said || !fo_message_time (json_object_get_string (said), &from_us))
    return g_strdup (BEGINNING);
  return fo_message_time_text (MIN (from_us, h->now_us) - OVERLAP_US);
}

static bool
hear_view (Hearing *h, const FoSqlView *view, bool all, GError **error)
{
  g_autofree char *from = NULL;

  h->entity = view->entity;
  h->last_us = 0;
  from = beginning (h, all);
  return fo_sales_ask (h->link->sales, view->read, (const char *const[]){ from }, 1, hear_row, h, NULL, error)
         && (h->page->len == 0 || flush (h, error));
}

/* All views have been read to their end: the next round begins here. Where nothing was said it may as well begin a little
 * earlier. */
static bool
save_cursors (Hearing *h, bool all, GError **error)
{
  FoSqlLink *link = h->link;
  FoLinkHost *host = link->base.host;

  if (!all && !h->kept && link->saved_us && h->now_us >= link->saved_us && h->now_us - link->saved_us < SAVE_EVERY_US)
    return true;
  for (gsize i = 0; i < FO_N_SQL_VIEWS; i++)
    if (!link->missing[i])
      set_cursor (h->cursors, fo_sql_views[i].entity, h->now_us);
  link->saved_us = h->now_us;
  return host->keep (host, NULL, 0, link->feed, json_object_to_json_string_ext (h->cursors, JSON_C_TO_STRING_PLAIN),
                     error);
}

static bool
read_cursors (Hearing *h, GError **error)
{
  FoLinkHost *host = h->link->base.host;
  g_autofree char *text = NULL;

  if (!host->cursor (host, h->link->feed, &text, error))
    return false;
  h->cursors = text[0] ? json_tokener_parse (text) : NULL;
  if (!json_object_is_type (h->cursors, json_type_object)) {
    json_object_put (h->cursors);
    h->cursors = json_object_new_object ();
  }
  return true;
}

static bool
hear_views (Hearing *h, bool all, GError **error)
{
  FoSqlLink *link = h->link;

  if (!greet (link, &h->now_us, error) || !read_cursors (h, error))
    return false;
  if (link->lacks)
    fo_sql_forget (link);
  if (!fo_sql_look (link, NULL, NULL, error))
    return false;
  for (gsize i = 0; i < FO_N_SQL_VIEWS; i++)
    if (!link->missing[i] && !hear_view (h, &fo_sql_views[i], all, error))
      return false;
  if (!link->first_missing)
    return save_cursors (h, all, error);
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT,
               "The sales database does not have what was agreed (%s is not there, or may not be read).",
               link->first_missing);
  return false;
}

static bool
sql_hear (FoLink *base, bool everything, GError **error)
{
  FoSqlLink *link = (FoSqlLink *) base;
  g_autoptr (GError) why = NULL;
  Hearing h;
  bool heard;

  hearing_init (&h, link);
  heard = hear_views (&h, everything, &why);
  hearing_clear (&h);
  if (heard)
    return true;
  if (g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT)) /* it is not what it was */
    fo_sql_forget (link);
  g_propagate_error (error, g_steal_pointer (&why));
  return false;
}

static bool
sql_hear_one (FoLink *base, const char *entity, const char *remote_id, GError **error)
{
  Hearing h;
  bool heard = true;

  hearing_init (&h, (FoSqlLink *) base);
  h.entity = entity;
  for (gsize i = 0; heard && i < FO_N_SQL_VIEWS; i++)
    if (g_str_equal (fo_sql_views[i].entity, entity) && fo_sql_views[i].one != FO_N_SALES_SQL)
      heard = fo_sales_ask (h.link->sales, fo_sql_views[i].one, &remote_id, 1, hear_row, &h, NULL, error);
  if (heard && h.page->len > 0)
    heard = flush (&h, error);
  hearing_clear (&h);
  return heard;
}

static const FoLinkField fields[] = { { "address", NULL, NULL, true }, { NULL, NULL, NULL, false } };

const FoLinkOps fo_link_sql = { .kind = "sql",
                                .fields = fields,
                                .open = sql_open,
                                .close = sql_close,
                                .hear = sql_hear,
                                .hear_one = sql_hear_one,
                                .deliver = fo_sql_deliver,
                                .deliver_some = fo_sql_deliver_some,
                                .probe = fo_sql_probe,
                                .compare = fo_sql_compare };

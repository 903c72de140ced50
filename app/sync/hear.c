/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales says is written down word for word before anybody tries to understand it, together with how far we have
 * read. */
#include "inside.h"

#define PAGE 200
#define OVERLAP_US                                                                                                     \
  ((gint64) 5 * 60 * G_USEC_PER_SEC) /* a transaction there may take so long between its clock and its commit */
#define ALL_AGAIN_US ((gint64) 24 * 3600 * G_USEC_PER_SEC) /* what took longer is found here */
#define BEGINNING "0001-01-01T00:00:00Z"

const FoFeed fo_feeds[] = {
  { "item", FO_SALES_SQL_READ_ITEMS, FO_SALES_SQL_ONE_ITEM },
  { "kit_line", FO_SALES_SQL_READ_KIT_LINES, FO_N_SALES_SQL },
  { "customer", FO_SALES_SQL_READ_CUSTOMERS, FO_N_SALES_SQL },
  { "barcode", FO_SALES_SQL_READ_BARCODES, FO_N_SALES_SQL },
  { "order", FO_SALES_SQL_READ_ORDERS, FO_SALES_SQL_ONE_ORDER },
  { "line", FO_SALES_SQL_READ_ORDER_LINES, FO_SALES_SQL_ONE_ORDER_LINE },
  { "supply", FO_SALES_SQL_READ_SUPPLY, FO_N_SALES_SQL },
  { "document", FO_SALES_SQL_READ_DOCUMENTS, FO_N_SALES_SQL },
  { "availability", FO_SALES_SQL_READ_AVAILABILITY, FO_N_SALES_SQL },
};
const gsize fo_n_feeds = G_N_ELEMENTS (fo_feeds);

typedef struct {
  char *id, *rev, *body;
} Heard;

static void
heard_clear (Heard *heard)
{
  g_free (heard->id);
  g_free (heard->rev);
  g_free (heard->body);
}

/* A page of rows on its way into the inbox. */
typedef struct {
  FoGateway *gateway;
  const char *entity;
  char *feed;     /* the cursor's name; NULL: leave the cursor alone */
  GArray *page;   /* Heard */
  gint64 last_us; /* the latest changed_at of the page */
  gint64 now_us;  /* the clock over there when reading began */
  guint added;
} Hearing;

static FoTxnEnd
write_page (FoTxn *txn, gpointer data, GError **error)
{
  Hearing *h = data;

  h->added = 0;
  for (guint i = 0; i < h->page->len; i++) {
    const Heard *heard = &g_array_index (h->page, Heard, i);
    bool is_new;

    if (!fo_inbox_add (txn, h->entity, heard->id, heard->rev, heard->body, &is_new, error))
      return FO_TXN_FAIL;
    h->added += is_new;
  }
  if (h->feed) {
    g_autofree char *cursor = fo_message_time_text (MIN (h->last_us, h->now_us));
    fo_cursor_set (txn, h->feed, cursor);
  }
  return FO_TXN_COMMIT;
}

static bool
flush (Hearing *h, GError **error)
{
  if (!fo_gateway_keep_turn (h->gateway, error) || !fo_store_write (h->gateway->store, 0, write_page, h, error))
    return false;
  h->gateway->round.heard += h->added;
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
  Heard heard = { g_utf8_make_valid (id ? id : "", -1), g_utf8_make_valid (rev ? rev : "", -1), fo_message_body (row) };
  gint64 changed_us;

  g_array_append_val (h->page, heard);
  if (fo_message_time (value_of (row, "changed_at"), &changed_us))
    h->last_us = MAX (h->last_us, changed_us);
  return h->page->len < PAGE || flush (h, error);
}

static GArray *
new_page (void)
{
  GArray *page = g_array_new (FALSE, FALSE, sizeof (Heard));

  g_array_set_clear_func (page, (GDestroyNotify) heard_clear);
  return page;
}

/* ---- where to begin ---------------------------------------------------------------------------------------------- */

typedef struct {
  const char *feed;
  char *text;
  gint64 contact_us;
} Cursor;

static FoTxnEnd
read_cursor (FoTxn *txn, gpointer data, GError **error)
{
  Cursor *cursor = data;

  g_clear_pointer (&cursor->text, g_free);
  return fo_cursor_get (txn, cursor->feed, &cursor->text, &cursor->contact_us, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
get_cursor (FoGateway *gateway, Cursor *cursor, GError **error)
{
  return fo_store_read (gateway->store, read_cursor, cursor, error);
}

/* A clock over there that was set back counts from then on. */
static char *
beginning (const Cursor *cursor, gint64 now_us, bool all)
{
  gint64 from_us;

  if (all || !fo_message_time (cursor->text, &from_us))
    return g_strdup (BEGINNING);
  return fo_message_time_text (MIN (from_us, now_us) - OVERLAP_US);
}

static bool
hear_feed (FoGateway *gateway, const FoFeed *feed, gint64 now_us, bool all, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s@%s", feed->entity, gateway->feeds);
  g_autoptr (GArray) page = new_page ();
  Hearing h = {
    .gateway = gateway, .entity = feed->entity, .feed = name, .page = page, .last_us = 0, .now_us = now_us
  };
  Cursor cursor = { .feed = name };
  g_autofree char *from = NULL;

  if (!get_cursor (gateway, &cursor, error))
    return false;
  from = beginning (&cursor, now_us, all);
  g_free (cursor.text);
  return fo_sales_ask (gateway->sales, feed->read, (const char *const[]){ from }, 1, hear_row, &h, NULL, error)
         && (page->len == 0 || flush (&h, error));
}

/* ---- a round's hearing ------------------------------------------------------------------------------------------- */

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
greet (FoGateway *gateway, gint64 *ret_now_us, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (fo_sales_ask (gateway->sales, FO_SALES_SQL_NOW, NULL, 0, take_now, ret_now_us, NULL, &why))
    return true;
  if (!g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE)) {
    g_propagate_error (error, g_steal_pointer (&why));
    return false;
  }
  return fo_sales_ask (gateway->sales, FO_SALES_SQL_NOW, NULL, 0, take_now, ret_now_us, NULL, error);
}

typedef struct {
  const FoGateway *gateway;
  const char *all;
  bool everything;
  gint64 now_us;
} Contact;

/* All views have been read to their end: the next round begins here. */
static FoTxnEnd
note_contact (FoTxn *txn, gpointer data, GError **error)
{
  const Contact *contact = data;
  g_autofree char *cursor = fo_message_time_text (contact->now_us);

  (void) error;
  for (gsize i = 0; i < fo_n_feeds; i++) {
    g_autofree char *feed = g_strdup_printf ("%s@%s", fo_feeds[i].entity, contact->gateway->feeds);
    fo_cursor_set (txn, feed, cursor);
  }
  fo_cursor_set (txn, "sales", cursor);
  if (contact->everything)
    fo_cursor_set (txn, contact->all, cursor);
  return FO_TXN_COMMIT;
}

bool
fo_gateway_hear (FoGateway *gateway, GError **error)
{
  g_autofree char *all = g_strdup_printf ("all@%s", gateway->feeds);
  Contact contact = { .gateway = gateway, .all = all };
  Cursor cursor = { .feed = all };

  if (!greet (gateway, &contact.now_us, error) || !get_cursor (gateway, &cursor, error))
    return false;
  g_free (cursor.text);
  contact.everything = gateway->read_all || fo_store_now_us (gateway->store) - cursor.contact_us > ALL_AGAIN_US;
  for (gsize i = 0; i < fo_n_feeds; i++)
    if (!hear_feed (gateway, &fo_feeds[i], contact.now_us, contact.everything, error))
      return false;
  gateway->read_all = false;
  return fo_store_write (gateway->store, 0, note_contact, &contact, error);
}

bool
fo_gateway_hear_one (FoGateway *gateway, const char *entity, const char *remote_id, bool *ret_new, GError **error)
{
  g_autoptr (GArray) page = new_page ();
  Hearing h = { .gateway = gateway, .entity = entity, .page = page };

  for (gsize i = 0; i < fo_n_feeds; i++)
    if (g_str_equal (fo_feeds[i].entity, entity)
        && !fo_sales_ask (gateway->sales, fo_feeds[i].one, &remote_id, 1, hear_row, &h, NULL, error))
      return false;
  if (page->len > 0 && !flush (&h, error))
    return false;
  *ret_new = h.added > 0;
  return true;
}

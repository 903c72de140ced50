/* SPDX-License-Identifier: GPL-3.0-or-later
 * What of a warehouse goes into a station's shadow, and the notes it keeps about itself. */
#include "firstout/store/shadow.h"
#include "book.h"
#include "firstout/store/meta.h"
#include "store-inside.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define RECENT_US (2 * 3600 * (gint64) G_USEC_PER_SEC)

/* What happened long ago, what is between the warehouse and sales, and what only the server may see. */
static const char *const left_out[] = { "movement",    "operation_paper", "operation_second",
                                        "second_seen", "outbox",          "inbox",
                                        "delivery",    "attempt",         "unit_step",
                                        "carton_step", "claim_step",      "barcode_change",
                                        "heard",       "heard_row",       "link",
                                        "link_ref",    "feed_cursor",     "gateway_lease",
                                        "session",     "login_try",       "person_secret",
                                        "note",        "conflict",        "transfer_step",
                                        "recall_told", "writer",          "document",
                                        "lot_link",    "recall_line",     NULL };

#define OPEN_ORDERS "(SELECT order_id FROM sales_order WHERE state NOT IN ('shipped', 'cancelled'))"

static const struct {
  const char *table, *where;
} parts[] = { { "sales_order", "order_id IN " OPEN_ORDERS },
              { "order_line", "order_id IN " OPEN_ORDERS },
              { "shipment", "order_id IN " OPEN_ORDERS },
              { "shipment_line",
                "shipment_id IN (SELECT shipment_id FROM shipment WHERE order_id IN " OPEN_ORDERS ")" } };

typedef struct {
  FoBook *from, *to;
  GPtrArray *tables;
  gint64 recent_us;
} Copying;

static void
copying_clear (Copying *c)
{
  g_clear_pointer (&c->from, fo_book_close);
  g_clear_pointer (&c->to, fo_book_close);
  g_clear_pointer (&c->tables, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copying, copying_clear)

static void
choose_rows (const Copying *c, FoBookTable *table)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].table, table->name))
      table->where = g_strdup (parts[i].where);
  if (g_str_equal (table->name, "operation")) /* so that it is known which of its own are in the copy */
    table->where = g_strdup_printf ("made_at_us > %" G_GINT64_FORMAT, c->recent_us);
}

/* Notes of a database about itself. */
static bool
stays_behind (const FoBookTable *table, const char *const *values)
{
  static const char *const own[] = { "boot", "settled", "unfinished", "moved_to", "restored_us", "backup_us", NULL };

  return g_str_equal (table->name, "meta") && g_strv_contains (own, values[0]);
}

/* An operation whose movements are not here is not undone here. */
static void
disarm (const FoBookTable *table, const char *const *values, const char **room)
{
  for (guint i = 0; i < table->n; i++)
    room[i] = g_str_equal (table->columns[i], "kind") ? "before" : values[i];
}

static bool
carry (Copying *c, FoBookTable *table, GError **error)
{
  g_autofree const char **room = g_new0 (const char *, table->n);
  bool operations = g_str_equal (table->name, "operation");
  const char *const *values;

  choose_rows (c, table);
  if (!c->from->ops->read (c->from, table, error) || !c->to->ops->fill (c->to, table, error))
    return false;
  for (;;) {
    if (!c->from->ops->next (c->from, &values, error))
      return false;
    if (!values)
      return c->to->ops->filled (c->to, error);
    if (operations)
      disarm (table, values, room);
    if (!stays_behind (table, values) && !c->to->ops->put (c->to, operations ? room : values, error))
      return false;
  }
}

/* What the schema itself has put there goes first. */
static bool
carry_all (Copying *c, GError **error)
{
  for (guint i = c->tables->len; i-- > 0;)
    if (!c->to->ops->empty (c->to, g_ptr_array_index (c->tables, i), error))
      return false;
  for (guint i = 0; i < c->tables->len; i++) {
    FoBookTable *table = g_ptr_array_index (c->tables, i);

    if (!g_strv_contains (left_out, table->name) && !carry (c, table, error))
      return false;
  }
  return c->to->ops->commit (c->to, error);
}

/* ---- its own notes --------------------------------------------------------------------------------------------------------- */

static void
set_number (FoTxn *txn, const char *key, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  fo_meta_set (txn, key, text);
}

static bool
get_number (FoTxn *txn, const char *key, gint64 *ret_number, GError **error)
{
  g_autofree char *text = NULL;

  if (!fo_meta_get (txn, key, &text, error))
    return false;
  *ret_number = g_ascii_strtoll (text, NULL, 10);
  return true;
}

typedef struct {
  const char *station;
  FoShadowNotes notes;
} Noting;

static FoTxnEnd
set_notes (FoTxn *txn, gpointer data, GError **error)
{
  const Noting *noting = data;

  (void) error;
  fo_meta_set (txn, "shadow_station", noting->station);
  set_number (txn, "shadow_epoch", noting->notes.epoch);
  set_number (txn, "shadow_row", noting->notes.row);
  set_number (txn, "shadow_copied_us", noting->notes.copied_us);
  set_number (txn, "shadow_first_id", noting->notes.first_id);
  set_number (txn, "shadow_last_id", noting->notes.last_id);
  fo_meta_set (txn, "shadow_person", noting->notes.person);
  return FO_TXN_COMMIT;
}

/* For a start without the server. */
static bool
get_start (FoTxn *txn, FoShadowNotes *notes, GError **error)
{
  g_autofree char *person = NULL;
  gint64 closed;

  if (!get_number (txn, "shadow_first_id", &notes->first_id, error)
      || !get_number (txn, "shadow_last_id", &notes->last_id, error)
      || !get_number (txn, "shadow_closed", &closed, error) || !fo_meta_get (txn, "shadow_person", &person, error))
    return false;
  notes->closed = closed != 0;
  g_strlcpy (notes->person, person, sizeof notes->person);
  return true;
}

static FoTxnEnd
get_notes (FoTxn *txn, gpointer data, GError **error)
{
  Noting *noting = data;
  FoShadowNotes *notes = &noting->notes;
  g_autofree char *station = NULL;

  if (!fo_meta_get (txn, "shadow_station", &station, error) || !get_number (txn, "shadow_epoch", &notes->epoch, error)
      || !get_number (txn, "shadow_row", &notes->row, error)
      || !get_number (txn, "shadow_copied_us", &notes->copied_us, error)
      || !get_number (txn, "shadow_since_us", &notes->since_us, error)
      || !get_number (txn, "shadow_contact_us", &notes->contact_us, error)
      || !get_number (txn, "offline_minutes", &notes->offline_minutes, error) || !get_start (txn, notes, error))
    return FO_TXN_FAIL;
  if (!g_str_equal (station, noting->station)) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_MISSING, "This copy of the warehouse is not station %s's.",
                 noting->station);
    return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}

typedef struct {
  gint64 since_us, contact_us;
} Since;

static FoTxnEnd
set_since (FoTxn *txn, gpointer data, GError **error)
{
  const Since *since = data;

  (void) error;
  set_number (txn, "shadow_since_us", since->since_us);
  set_number (txn, "shadow_contact_us", since->contact_us);
  return FO_TXN_COMMIT;
}

bool
fo_shadow_set_since (FoStore *shadow, gint64 since_us, gint64 contact_us, GError **error)
{
  Since since = { since_us, contact_us };

  return fo_store_write (shadow, 0, set_since, &since, error);
}

static FoTxnEnd
set_closed (FoTxn *txn, gpointer data, GError **error)
{
  (void) data, (void) error;
  set_number (txn, "shadow_closed", 1);
  return FO_TXN_COMMIT;
}

bool
fo_shadow_set_closed (FoStore *shadow, GError **error)
{
  return fo_store_write (shadow, 0, set_closed, NULL, error);
}

/* ---- the file -------------------------------------------------------------------------------------------------------------------- */

static void
remove_file (const char *path)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autofree char *name = g_strconcat (path, tails[i], NULL);
    g_unlink (name);
  }
}

static bool
make_schema (const char *uri, GError **error)
{
  g_autoptr (FoStore) store = fo_store_open (uri, FO_STORE_CREATE, error);

  return store != NULL;
}

static bool
copy_rows (const char *from, const char *to, GError **error)
{
  g_auto (Copying) c = { .recent_us = g_get_real_time () - RECENT_US };

  if (!(c.from = fo_book_open_postgres (from, error)) || !(c.to = fo_book_open_sqlite (to, false, error))
      || !fo_book_ignore_references (c.to, error) || !(c.tables = fo_book_tables (c.to, error)))
    return false;
  return c.from->ops->begin (c.from, false, error) && c.to->ops->begin (c.to, true, error) && carry_all (&c, error);
}

static bool
write_notes (const char *uri, const char *station, const FoShadowNotes *notes, GError **error)
{
  g_autoptr (FoStore) store = fo_store_open (uri, 0, error);
  Noting noting = { station, *notes };

  noting.notes.copied_us = g_get_real_time ();
  return store && fo_store_write (store, 0, set_notes, &noting, error);
}

bool
fo_shadow_copy (const char *from, const char *path, const char *station, const FoShadowNotes *notes, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL), *uri = g_strconcat ("sqlite:", part, NULL);

  remove_file (part);
  if (!make_schema (uri, error) || !copy_rows (from, uri, error) || !write_notes (uri, station, notes, error)) {
    remove_file (part);
    return false;
  }
  remove_file (path);
  if (g_rename (part, path) == 0)
    return true;
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO, "%s could not get its name: %s", path, g_strerror (errno));
  remove_file (part);
  return false;
}

FoStore *
fo_shadow_open (const char *path, const char *station, FoStoreFlags flags, FoShadowNotes *ret_notes, GError **error)
{
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (FoStore) store = fo_store_open (uri, flags, error);
  Noting noting = { station, { 0 } };

  if (!store || !fo_store_read (store, get_notes, &noting, error))
    return NULL;
  *ret_notes = noting.notes;
  return g_steal_pointer (&store);
}

char *
fo_shadow_path (const char *journal_path)
{
  g_autofree char *stem = g_str_has_suffix (journal_path, ".db") ? g_strndup (journal_path, strlen (journal_path) - 3)
                                                                 : g_strdup (journal_path);

  return g_strconcat (stem, "-shadow.db", NULL);
}

void
fo_store_share_today (const FoStore *store, FoStore *to)
{
  if (store->clock.fixed != FO_DAY_NONE)
    fo_store_set_today (to, store->clock.fixed);
}

gint64
fo_machine_now_us (void)
{
  return g_get_real_time ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Both sides compared: messages, open orders, lots on hand. What differs is shown to a person; nothing is put right by itself,
 * for only he can go and look. */
#include "firstout/store/compare.h"
#include "firstout/work/sending.h"
#include "inside.h"
#include <string.h>

#define PAGE 500
#define BACK_US ((gint64) 35 * 24 * 3600 * G_USEC_PER_SEC) /* how old messages are asked for */
#define PLAIN (JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)

/* One difference, until it is written down. */
typedef struct {
  const char *entity, *kind;
  char *about, *ours, *theirs;
} Found;

static void
found_clear (gpointer data)
{
  Found *found = data;

  g_free (found->about);
  g_free (found->ours);
  g_free (found->theirs);
}

typedef struct {
  FoGatewayLink *l;
  GHashTable *complete, *messages; /* sets of texts */
  GHashTable *orders;              /* id → "1" or "0" */
  GHashTable *numbers;             /* id → number */
  GHashTable *stock;               /* "ITEM\nLOT" → quantity as text; taken out when compared */
  GArray *found;
  FoCompared counts;
  FoId after;
  GArray *page;
  FoTxn *txn;
} Comparing;

static const char *
text_of (json_object *object, const char *name)
{
  json_object *value = json_object_object_get (object, name);

  return value ? json_object_get_string (value) : "";
}

static void
add_found (Comparing *c, const char *entity, const char *kind, char *about, json_object *ours, json_object *theirs)
{
  const Found found = { entity, kind, about, g_strdup (json_object_to_json_string_ext (ours, PLAIN)),
                        g_strdup (json_object_to_json_string_ext (theirs, PLAIN)) };

  json_object_put (ours);
  json_object_put (theirs);
  g_array_append_val (c->found, found);
}

static json_object *
one (const char *name, const char *text)
{
  json_object *object = json_object_new_object ();

  if (text)
    json_object_object_add (object, name, json_object_new_string (text));
  return object;
}

/* ---- their side -------------------------------------------------------------------------------------------------- */

static void
take_there (json_object *there, gpointer data)
{
  Comparing *c = data;
  const char *complete = text_of (there, "complete"), *order = text_of (there, "order");

  if (complete[0])
    g_hash_table_add (c->complete, g_strdup (complete));
  else if (text_of (there, "op_id")[0])
    g_hash_table_add (c->messages, g_strdup (text_of (there, "op_id")));
  else if (order[0]) {
    char *ours = fo_gateway_our_id (c->l, order);
    g_hash_table_replace (c->numbers, g_strdup (ours), g_strdup (text_of (there, "number")));
    g_hash_table_replace (c->orders, ours, g_strdup (text_of (there, "open")));
  } else if (json_object_object_get (there, "on_hand"))
    g_hash_table_replace (c->stock, g_strdup_printf ("%s\n%s", text_of (there, "item"), text_of (there, "lot")),
                          g_strdup (text_of (there, "on_hand")));
}

static bool
is_complete (const Comparing *c, const char *what)
{
  return g_hash_table_contains (c->complete, what);
}

/* ---- messages ---------------------------------------------------------------------------------------------------- */

static void
compare_message (Comparing *c, const FoDeliveryRow *row)
{
  char uuid[FO_UUID_TEXT_MAX];
  json_object *ours;

  if (row->decision[0] || (!is_complete (c, "messages") && !is_complete (c, row->op)))
    return;
  c->counts.messages++;
  if (g_hash_table_contains (c->messages, fo_id_uuid (row->outbox, fo_store_space (c->l->gateway->store), uuid)))
    return;
  ours = one ("op", row->op);
  json_object_object_add (ours, "body", json_tokener_parse (row->body));
  add_found (c, "message", "not_there", g_strdup (uuid), ours, json_object_new_object ());
}

static FoTxnEnd
read_messages (FoTxn *txn, gpointer data, GError **error)
{
  Comparing *c = data;

  g_array_set_size (c->page, 0);
  return fo_deliveries_since (txn, c->l->row.id, c->after, PAGE, c->page, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
compare_messages (Comparing *c, gint64 from_us, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, TRUE, sizeof (FoDeliveryRow));

  g_array_set_clear_func (page, (GDestroyNotify) fo_delivery_row_clear);
  c->page = page;
  c->after = 0;
  do {
    if (!fo_store_read (c->l->gateway->store, read_messages, c, error))
      return false;
    for (guint i = 0; i < page->len; i++) {
      const FoDeliveryRow *row = &g_array_index (page, FoDeliveryRow, i);

      if (row->created_us >= from_us)
        compare_message (c, row);
      c->after = row->outbox;
    }
  } while (page->len == PAGE);
  return true;
}

/* ---- orders ------------------------------------------------------------------------------------------------------ */

static void
compare_order (Comparing *c, const FoCompareOrder *order)
{
  const char *open = g_hash_table_lookup (c->orders, order->remote_id);
  json_object *ours;

  if (fo_gateway_link_of (c->l->gateway, order->remote_id) != c->l)
    return;
  c->counts.orders++;
  if (open && g_str_equal (open, "1"))
    return;
  ours = one ("number", order->number);
  json_object_object_add (ours, "open", json_object_new_string ("1"));
  add_found (c, "order", "order_gone", g_strdup (order->remote_id), ours, one ("open", open));
}

static FoTxnEnd
read_orders (FoTxn *txn, gpointer data, GError **error)
{
  Comparing *c = data;

  g_array_set_size (c->page, 0);
  return fo_compare_orders (txn, c->after, PAGE, c->page, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Theirs that nobody here has ever heard of. */
static FoTxnEnd
look_for_unknown (FoTxn *txn, gpointer data, GError **error)
{
  Comparing *c = data;
  GHashTableIter iter;
  gpointer id, open;

  g_hash_table_iter_init (&iter, c->orders);
  while (g_hash_table_iter_next (&iter, &id, &open)) {
    FoFound known = g_str_equal (open, "1") ? fo_compare_order_known (txn, id, error) : FO_FOUND;

    if (known == FO_FAILED)
      return FO_TXN_FAIL;
    if (known == FO_ABSENT)
      add_found (c, "order", "order_unknown", g_strdup (id), json_object_new_object (),
                 one ("number", g_hash_table_lookup (c->numbers, id)));
  }
  return FO_TXN_COMMIT;
}

static bool
compare_orders (Comparing *c, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, TRUE, sizeof (FoCompareOrder));

  if (!is_complete (c, "orders"))
    return true;
  g_array_set_clear_func (page, (GDestroyNotify) fo_compare_order_clear);
  c->page = page;
  c->after = 0;
  do {
    if (!fo_store_read (c->l->gateway->store, read_orders, c, error))
      return false;
    for (guint i = 0; i < page->len; i++)
      compare_order (c, &g_array_index (page, FoCompareOrder, i));
    if (page->len > 0)
      c->after = g_array_index (page, FoCompareOrder, page->len - 1).id;
  } while (page->len == PAGE);
  return c->l->row.role == FO_LINK_ROLE_SINK || fo_store_read (c->l->gateway->store, look_for_unknown, c, error);
}

/* ---- lots -------------------------------------------------------------------------------------------------------- */

static void
add_lot (Comparing *c, const char *key, gint64 ours_u, const char *theirs)
{
  g_auto (GStrv) parts = g_strsplit (key, "\n", 2);
  char ours[FO_QUANTITY_TEXT_MAX];

  add_found (c, "stock", "stock_differs", g_strdup_printf ("%s lot %s", parts[0], parts[1] ? parts[1] : ""),
             one ("on_hand", fo_quantity_print (ours_u, ours)), one ("on_hand", theirs));
}

static void
compare_lot (Comparing *c, const FoCompareLot *lot)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", lot->item, lot->number);
  const char *theirs = g_hash_table_lookup (c->stock, key);
  FoQuantity theirs_u = 0;

  if (!theirs && lot->on_hand_u == 0)
    return;
  c->counts.lots++;
  if (theirs && fo_quantity_parse (theirs, &theirs_u) == FO_OK && theirs_u == lot->on_hand_u)
    g_hash_table_remove (c->stock, key);
  else {
    add_lot (c, key, lot->on_hand_u, theirs ? theirs : "0");
    g_hash_table_remove (c->stock, key);
  }
}

static FoTxnEnd
read_lots (FoTxn *txn, gpointer data, GError **error)
{
  Comparing *c = data;

  g_array_set_size (c->page, 0);
  return fo_compare_lots (txn, c->after, PAGE, c->page, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
compare_lots (Comparing *c, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, TRUE, sizeof (FoCompareLot));
  GHashTableIter iter;
  gpointer key, theirs;

  if (!is_complete (c, "stock"))
    return true;
  g_array_set_clear_func (page, (GDestroyNotify) fo_compare_lot_clear);
  c->page = page;
  c->after = 0;
  do {
    if (!fo_store_read (c->l->gateway->store, read_lots, c, error))
      return false;
    for (guint i = 0; i < page->len; i++)
      compare_lot (c, &g_array_index (page, FoCompareLot, i));
    if (page->len > 0)
      c->after = g_array_index (page, FoCompareLot, page->len - 1).lot;
  } while (page->len == PAGE);
  g_hash_table_iter_init (&iter, c->stock);
  while (g_hash_table_iter_next (&iter, &key, &theirs)) {
    FoQuantity theirs_u = 0;

    c->counts.lots++;
    if (fo_quantity_parse (theirs, &theirs_u) != FO_OK || theirs_u != 0)
      add_lot (c, key, 0, theirs);
  }
  return true;
}

/* ---- what came of it --------------------------------------------------------------------------------------------- */

static bool
is_of_comparing (const char *kind)
{
  const FoConflict conflict = { .kind = (char *) kind, .entity = (char *) "" };
  const FoOwnedField *field = fo_conflict_field (&conflict);

  return field && field->owner != FO_OWNER_NAME && !g_str_equal (kind, "not_theirs");
}

static FoOwner
owner_of (const char *kind)
{
  const FoConflict conflict = { .kind = (char *) kind, .entity = (char *) "" };
  const FoOwnedField *field = fo_conflict_field (&conflict);

  return field ? field->owner : FO_OWNER_BOTH;
}

static bool
is_found_again (const Comparing *c, const FoConflict *conflict)
{
  for (guint i = 0; i < c->found->len; i++) {
    const Found *found = &g_array_index (c->found, Found, i);

    if (g_str_equal (found->kind, conflict->kind) && g_str_equal (found->about, conflict->remote_id)
        && g_str_equal (found->ours, conflict->ours) && g_str_equal (found->theirs, conflict->theirs))
      return true;
  }
  return false;
}

/* What an earlier comparing found and this one did not, or found otherwise. */
static bool
close_old (FoTxn *txn, const Comparing *c, GError **error)
{
  g_autoptr (GArray) open = g_array_new (FALSE, TRUE, sizeof (FoConflict));
  FoId after = 0;
  guint n;

  g_array_set_clear_func (open, (GDestroyNotify) fo_conflict_clear);
  do {
    g_array_set_size (open, 0);
    if (!fo_conflicts_page (txn, after, PAGE, open, error))
      return false;
    n = open->len;
    for (guint i = 0; i < n; i++) {
      const FoConflict *conflict = &g_array_index (open, FoConflict, i);

      after = conflict->id;
      if (is_of_comparing (conflict->kind) && g_str_equal (conflict->link, c->l->row.name)
          && !is_found_again (c, conflict))
        fo_conflict_decide (txn, conflict->id, "", "both sides agree");
    }
  } while (n == PAGE);
  return true;
}

static FoTxnEnd
write_found (FoTxn *txn, gpointer data, GError **error)
{
  const Comparing *c = data;

  if (!close_old (txn, c, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < c->found->len; i++) {
    const Found *found = &g_array_index (c->found, Found, i);

    if (!fo_conflict_open_at (txn, c->l->row.name, found->entity, found->about, found->kind, found->ours, found->theirs,
                              error))
      return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}

static bool
compare_all (Comparing *c, GError **error)
{
  gint64 from_us = fo_gateway_now_us (c->l->gateway) - BACK_US;

  return c->l->ops->compare (c->l->link, from_us, take_there, c, error) && compare_messages (c, from_us, error)
         && compare_orders (c, error) && compare_lots (c, error)
         && fo_gateway_write (c->l->gateway, write_found, c, error);
}

static bool
compare_link (FoGatewayLink *l, FoDifferenceEach each, gpointer data, FoCompared *counts, GError **error)
{
  g_autoptr (GHashTable) complete = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                         numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                         stock = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  Comparing c = { .l = l,
                  .complete = complete,
                  .messages = messages,
                  .orders = orders,
                  .numbers = numbers,
                  .stock = stock,
                  .found = found,
                  .counts = *counts };
  bool compared;

  g_array_set_clear_func (found, found_clear);
  compared = compare_all (&c, error);
  for (guint i = 0; compared && i < found->len; i++) {
    const Found *one_found = &g_array_index (found, Found, i);
    const FoDifference difference = { one_found->kind, l->row.name,  one_found->about,
                                      one_found->ours, one_found->theirs, owner_of (one_found->kind) };

    if (each)
      each (&difference, data);
  }
  c.counts.differences += found->len;
  if (compared)
    *counts = c.counts;
  return compared;
}

bool
fo_gateway_compare (FoGateway *gateway, FoDifferenceEach each, gpointer data, FoCompared *ret, GError **error)
{
  FoCompared counts = { 0 };
  bool compared = true;

  gateway->insists = true;
  if (!fo_gateway_keep_lease (gateway, error) || !fo_gateway_load_links (gateway, error))
    return false;
  for (guint i = 0; compared && i < gateway->links->len; i++) {
    FoGatewayLink *l = g_ptr_array_index (gateway->links, i);

    if (l->why)
      g_propagate_error (error, g_error_copy (l->why));
    compared = !l->why && (l->is_out || !l->ops->compare || compare_link (l, each, data, &counts, error));
  }
  gateway->insists = false;
  if (!gateway->keeps_lease)
    fo_gateway_return_lease (gateway);
  if (compared)
    *ret = counts;
  return compared;
}

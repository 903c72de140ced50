/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of owners (core/ownership.h) at the border: what sales says of a field of ours is not taken, and shown when it is otherwise;
 * what we say of a field of sales' does not leave. */
#include "firstout/core/ownership.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/supplies.h"
#include "rows-inside.h"

#define PLAIN (JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)

/* ---- inward ---------------------------------------------------------------------------------------------------------- */

/* What we have of the fields that sales spoke of and that are ours. */
typedef struct {
  const FoInboxRow *row;
  json_object *said; /* theirs */
  json_object *ours; /* NULL: there is no such row here, and nothing to disagree about */
} Ours;

static void
put (Ours *o, const char *field, const char *text)
{
  if (json_object_object_get (o->said, field))
    json_object_object_add (o->ours, field, json_object_new_string (text));
}

static void
put_quantity (Ours *o, const char *field, FoQuantity quantity_u)
{
  char text[FO_QUANTITY_TEXT_MAX];

  put (o, field, fo_quantity_print (quantity_u, text));
}

static FoFound
read_line (FoTxn *txn, Ours *o, GError **error)
{
  FoLine line;
  FoFound found = fo_line_find_by_remote (txn, o->row->remote_id, &line, error);

  if (found != FO_FOUND)
    return found;
  put_quantity (o, "promised", line.promised_u);
  put_quantity (o, "held", line.held_u);
  put_quantity (o, "picked", line.picked_u + line.shipped_u);
  put_quantity (o, "shipped", line.shipped_u);
  return FO_FOUND;
}

static FoFound
read_order (FoTxn *txn, Ours *o, GError **error)
{
  FoOrder order;
  FoFound found = fo_order_find_by_remote (txn, o->row->remote_id, &order, error);
  g_autofree char *priority = found == FO_FOUND ? g_strdup_printf ("%d", (int) order.priority) : NULL;

  if (found == FO_FOUND)
    put (o, "priority", priority);
  return found;
}

static FoFound
read_supply (FoTxn *txn, Ours *o, GError **error)
{
  FoSupply supply;
  FoFound found = fo_supply_find_by_remote (txn, o->row->remote_id, &supply, error);

  if (found == FO_FOUND)
    put_quantity (o, "received", supply.received_u);
  return found;
}

static FoFound
read_item (FoTxn *txn, Ours *o, GError **error)
{
  FoItem item;
  FoFound found = fo_item_find_by_remote (txn, o->row->remote_id, &item, error);

  if (found != FO_FOUND)
    return found;
  put (o, "enforcement", fo_enforcement_name (item.enforcement));
  put (o, "labels", fo_labels_rule_name (item.labels));
  return FO_FOUND;
}

static FoTxnEnd
read_ours (FoTxn *txn, gpointer data, GError **error)
{
  static const struct {
    const char *entity;
    FoFound (*read) (FoTxn *txn, Ours *o, GError **error);
  } readers[] = { { "line", read_line }, { "order", read_order }, { "supply", read_supply }, { "item", read_item } };
  Ours *o = data;
  FoFound found = FO_ABSENT;

  json_object_put (o->ours);
  o->ours = json_object_new_object ();
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].entity, o->row->entity))
      found = readers[i].read (txn, o, error);
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* An older word of ours about what only grows comes back later: that is no disagreement. */
static bool
is_otherwise (const FoOwnedField *field, const char *ours, const char *theirs)
{
  FoQuantity ours_u, theirs_u;

  if (fo_quantity_parse (ours, &ours_u) != FO_OK || fo_quantity_parse (theirs, &theirs_u) != FO_OK)
    return !g_str_equal (ours, theirs);
  return field->only_grows ? theirs_u > ours_u : theirs_u != ours_u;
}

/* Both sides as JSON, when they say different things. */
static void
compare (const Ours *o, FoRowAnswer *answer)
{
  json_object *ours = json_object_new_object (), *theirs = json_object_new_object ();

  json_object_object_foreach (o->ours, name, value)
  {
    const char *said = json_object_get_string (json_object_object_get (o->said, name)),
               *mine = json_object_get_string (value);

    if (!is_otherwise (fo_owned_field (o->row->entity, name), mine, said))
      continue;
    json_object_object_add (ours, name, json_object_get (value));
    json_object_object_add (theirs, name, json_object_new_string (said));
  }
  if (json_object_object_length (ours) > 0) {
    answer->ours = g_strdup (json_object_to_json_string_ext (ours, PLAIN));
    answer->theirs = g_strdup (json_object_to_json_string_ext (theirs, PLAIN));
  }
  json_object_put (ours);
  json_object_put (theirs);
}

/* Takes out of BODY what sales has no word about; what of it is ours goes into SAID. */
static void
take_out (json_object *body, const char *entity, json_object *said)
{
  static const char *const heads[] = { "rev", "changed_at", "deleted", NULL };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  json_object_object_foreach (body, name, value)
  {
    const FoOwnedField *field = fo_owned_field (entity, name);

    if (g_strv_contains (heads, name) || (field && field->owner != FO_OWNER_WAREHOUSE))
      continue;
    if (field && value)
      json_object_object_add (said, name, json_object_new_string (json_object_get_string (value)));
    g_ptr_array_add (names, g_strdup (name));
  }
  for (guint i = 0; i < names->len; i++)
    json_object_object_del (body, g_ptr_array_index (names, i));
}

bool
fo_row_keep_ours (FoRow *r, GError **error)
{
  Ours o = { .row = r->row, .said = json_object_new_object () };
  bool read = true;

  take_out (r->message.body, r->row->entity, o.said);
  if (json_object_object_length (o.said) > 0) {
    read = fo_store_read (r->gateway->store, read_ours, &o, error);
    if (read)
      compare (&o, r->answer);
  }
  json_object_put (o.said);
  json_object_put (o.ours);
  return read;
}

/* ---- outward --------------------------------------------------------------------------------------------------------- */

static bool
withhold (const char *op, json_object *object)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  bool some = false;

  json_object_object_foreach (object, name, value)
  {
    const FoOwnedField *field = fo_owned_member (op, name);

    if (field && field->owner == FO_OWNER_SALES)
      g_ptr_array_add (names, g_strdup (name));
    for (size_t i = 0; json_object_is_type (value, json_type_array) && i < json_object_array_length (value); i++)
      if (json_object_is_type (json_object_array_get_idx (value, i), json_type_object))
        some = withhold (op, json_object_array_get_idx (value, i)) || some;
  }
  for (guint i = 0; i < names->len; i++)
    json_object_object_del (object, g_ptr_array_index (names, i));
  return some || names->len > 0;
}

void
fo_message_withhold (const char *op, char **body)
{
  json_object *object = json_tokener_parse (*body);

  if (json_object_is_type (object, json_type_object) && withhold (op, object)) {
    g_free (*body);
    *body = g_strdup (json_object_to_json_string_ext (object, PLAIN));
  }
  json_object_put (object);
}

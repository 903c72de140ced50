/* SPDX-License-Identifier: GPL-3.0-or-later
 * Objects as they were heard become rows of the contract in the inbox. What a row said last is kept beside: one that says it
 * again (an echo of our own writing, an object rewritten over there and unchanged) is no news, and one that an object no
 * longer makes is deleted. */
#include "inside.h"

#define PAGE 50
#define PLAIN (JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)

typedef struct {
  FoGatewayLink *l;
  FoId after;
  GArray *objects; /* FoHeard */
  guint rows, unchanged, nonsense;
} Reading;

/* One object under way. */
typedef struct {
  Reading *reading;
  FoTxn *txn;
  const FoHeard *object;
  GArray *before; /* FoHeardRow, what it made last; entity NULL: said again by this version */
  char *now;      /* as text */
} Object;

static FoTxnEnd
read_page (FoTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_array_set_size (reading->objects, 0);
  return fo_heard_new (txn, reading->l->row.id, reading->after, PAGE, reading->objects, error) ? FO_TXN_COMMIT
                                                                                               : FO_TXN_FAIL;
}

/* ---- one row ----------------------------------------------------------------------------------------------------- */

static void
say_unless_said (json_object *body, const char *name, const char *text)
{
  if (!json_object_object_get (body, name))
    json_object_object_add (body, name, json_object_new_string (text));
}

static gint
by_text (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Of what the row says, and not of when: members stand in the order of their names. */
static char *
hash_of (json_object *body)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  json_object_object_foreach (body, name, value)
  {
    if (!g_str_equal (name, "rev") && !g_str_equal (name, "changed_at") && value)
      g_ptr_array_add (parts, g_strdup_printf ("%s=%s", name, json_object_to_json_string_ext (value, PLAIN)));
  }
  g_ptr_array_sort (parts, by_text);
  g_ptr_array_add (parts, NULL);
  text = g_strjoinv ("\n", (char **) parts->pdata);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static FoHeardRow *
find_before (const Object *o, const char *entity, const char *row_id)
{
  for (guint i = 0; i < o->before->len; i++) {
    FoHeardRow *row = &g_array_index (o->before, FoHeardRow, i);
    if (row->entity && g_str_equal (row->entity, entity) && g_str_equal (row->row_id, row_id))
      return row;
  }
  return NULL;
}

static bool
into_inbox (const Object *o, const char *entity, const char *row_id, json_object *body, GError **error)
{
  FoId id = fo_store_next_id (fo_txn_store (o->txn), error);

  if (!id)
    return false;
  fo_inbox_queue (o->txn, id, entity, row_id, json_object_get_string (json_object_object_get (body, "rev")),
                  json_object_to_json_string_ext (body, PLAIN));
  o->reading->rows++;
  return true;
}

static bool
write_row (const Object *o, const FoLinkRow *row, GError **error)
{
  const FoGatewayLink *l = o->reading->l;
  FoHeardRow *before;
  g_autofree char *hash = NULL, *row_id = fo_gateway_our_id (l, row->remote_id),
                  *rev = g_strdup_printf ("%" G_GINT64_FORMAT, o->object->id);
  FoHeardRow now;

  fo_gateway_our_ids (l, row->body);
  say_unless_said (row->body, "rev", rev);
  say_unless_said (row->body, "changed_at", o->now);
  say_unless_said (row->body, "deleted", "0");
  hash = hash_of (row->body);
  before = find_before (o, row->entity, row_id);
  now = (FoHeardRow){ row->entity, row_id, hash, (char *) json_object_to_json_string_ext (row->body, PLAIN) };
  if (before) {
    bool same = g_str_equal (before->hash, hash);

    g_clear_pointer (&before->entity, g_free);
    o->reading->unchanged += same;
    if (same)
      return true;
  }
  fo_heard_row_set (o->txn, l->row.id, o->object->source, o->object->remote_id, &now);
  return into_inbox (o, row->entity, row_id, row->body, error);
}

/* It was in an earlier version of the object and is in this one no more. */
static bool
delete_row (const Object *o, const FoHeardRow *before, GError **error)
{
  const FoGatewayLink *l = o->reading->l;
  json_object *body = json_tokener_parse (before->body), *said = body ? json_object_object_get (body, "rev") : NULL;
  gint64 rev = said ? g_ascii_strtoll (json_object_get_string (said), NULL, 10) : 0;
  g_autofree char *later =
      g_strdup_printf ("%" G_GINT64_FORMAT, rev + 1); /* anything it says again comes behind that */
  bool written;

  if (!body)
    body = json_object_new_object ();
  json_object_object_add (body, "rev", json_object_new_string (later));
  json_object_object_add (body, "changed_at", json_object_new_string (o->now));
  json_object_object_add (body, "deleted", json_object_new_string ("1"));
  written = into_inbox (o, before->entity, before->row_id, body, error);
  json_object_put (body);
  fo_heard_row_delete (o->txn, l->row.id, o->object->source, o->object->remote_id, before->entity, before->row_id);
  return written;
}

/* ---- one object -------------------------------------------------------------------------------------------------- */

static bool
write_rows (const Object *o, const FoLinkRows *rows, GError **error)
{
  for (guint i = 0; i < rows->rows->len; i++)
    if (!write_row (o, &g_array_index (rows->rows, FoLinkRow, i), error))
      return false;
  for (guint i = 0; rows->whole && i < o->before->len; i++) {
    const FoHeardRow *before = &g_array_index (o->before, FoHeardRow, i);

    if (before->entity && !delete_row (o, before, error))
      return false;
  }
  fo_heard_set (o->txn, o->object->id, "read", "");
  return true;
}

/* Set aside with the reason, for a person to see. */
static bool
set_aside (const Object *o, const char *why, GError **error)
{
  json_object *ours = json_object_new_object ();
  bool opened;

  json_object_object_add (ours, "why", json_object_new_string (why));
  opened = fo_conflict_open_at (o->txn, o->reading->l->row.name, o->object->source, o->object->remote_id, "nonsense",
                                json_object_to_json_string_ext (ours, PLAIN), o->object->body, error);
  json_object_put (ours);
  fo_heard_set (o->txn, o->object->id, "nonsense", why);
  o->reading->nonsense++;
  return opened;
}

static bool
read_object (Reading *reading, FoTxn *txn, const FoHeard *heard, GError **error)
{
  const FoLinkObject said = { heard->source, heard->remote_id, heard->version, heard->body };
  g_autoptr (GArray) before = g_array_new (FALSE, TRUE, sizeof (FoHeardRow));
  g_autofree char *now = fo_message_time_text (fo_store_now_us (fo_txn_store (txn)));
  const Object o = { reading, txn, heard, before, now };
  g_auto (FoLinkRows) rows;

  g_array_set_clear_func (before, (GDestroyNotify) fo_heard_row_clear);
  fo_link_rows_init (&rows);
  rows.whole = !heard->body;
  if (heard->body)
    reading->l->ops->read (reading->l->link, &said, &rows);
  if (rows.why)
    return set_aside (&o, rows.why, error);
  return fo_heard_rows (txn, reading->l->row.id, heard->source, heard->remote_id, before, error)
         && write_rows (&o, &rows, error);
}

static FoTxnEnd
write_page (FoTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->rows = reading->unchanged = reading->nonsense = 0;
  for (guint i = 0; i < reading->objects->len; i++)
    if (!read_object (reading, txn, &g_array_index (reading->objects, FoHeard, i), error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

bool
fo_gateway_read (FoGatewayLink *l, GError **error)
{
  g_autoptr (GArray) objects = g_array_new (FALSE, TRUE, sizeof (FoHeard));
  Reading reading = { .l = l, .objects = objects };
  FoGatewayRound *round = &l->gateway->round;

  g_array_set_clear_func (objects, (GDestroyNotify) fo_heard_clear);
  if (!l->ops->read)
    return true;
  do {
    if (!fo_store_read (l->gateway->store, read_page, &reading, error))
      return false;
    if (objects->len == 0)
      return true;
    if (!fo_gateway_write (l->gateway, write_page, &reading, error))
      return false;
    round->unchanged += reading.unchanged;
    round->rejected += reading.nonsense;
    reading.after = g_array_index (objects, FoHeard, objects->len - 1).id;
  } while (objects->len == PAGE);
  return true;
}

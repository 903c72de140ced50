/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/exchange.h"
#include "firstout/store/heard.h"
#include "fill.h"

static FoId
add_message (FoTxn *txn, FoId operation, const char *aggregate, const char *op, const char *body, GError **error)
{
  FoStore *store = fo_txn_store (txn);
  FoId id = fo_store_next_id (store, error);

  if (!id)
    return 0;
  fo_txn_write (txn, FO_SQL_OUTBOX_INSERT, 1,
                FO_VALUES (FO_INT (id), FO_INT (operation), FO_TEXT (aggregate), FO_TEXT (op), FO_TEXT (body),
                           FO_INT (fo_store_now_us (store))));
  return id;
}

bool
fo_outbox_add (FoTxn *txn, FoId operation, const char *aggregate, const char *op, const char *body, GError **error)
{
  return add_message (txn, operation, aggregate, op, body, error) != 0;
}

bool
fo_outbox_add_reserve (FoTxn *txn, FoId operation, FoId order, const char *aggregate, const char *body, GError **error)
{
  FoId id;

  fo_txn_write (txn, FO_SQL_OUTBOX_FORGET_RESERVE, FO_ANY, FO_VALUES (FO_INT (order)));
  id = add_message (txn, operation, aggregate, "reserve.set", body, error);
  if (id)
    fo_txn_write (txn, FO_SQL_ORDER_RESERVE_TOLD, 1, FO_VALUES (FO_INT (order), FO_INT (id)));
  return id != 0;
}

typedef struct {
  FoId id;
  const char *state;
} Message;

static void
fill_message (FoRows *rows, gpointer ret)
{
  Message *message = ret;

  message->id = fo_rows_int (rows, 0);
  message->state = g_intern_string (fo_rows_text (rows, 1));
}

#define A_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000 << 22) /* of ids */

FoFound
fo_outbox_of_operation (FoTxn *txn, FoId operation, const char *op, FoId *ret_outbox, const char **ret_state, GError **error)
{
  Message message;
  FoFound found = fo_fill_one (txn, FO_SQL_OUTBOX_OF_OPERATION,
                               FO_VALUES (FO_INT (operation), FO_INT (operation + A_DAY), FO_TEXT (op)), fill_message, &message, error);

  if (found == FO_FOUND) {
    *ret_outbox = message.id;
    *ret_state = message.state;
  }
  return found;
}

void
fo_outbox_forget (FoTxn *txn, FoId outbox)
{
  fo_txn_write (txn, FO_SQL_OUTBOX_FORGET, 1, FO_VALUES (FO_INT (outbox)));
}

bool
fo_outbox_withdraw (FoTxn *txn, const char *aggregate, FoId since, bool *ret_begun, GError **error)
{
  g_autoptr (GArray) messages = g_array_new (FALSE, FALSE, sizeof (Message));

  *ret_begun = false;
  if (!fo_fill_all (txn, FO_SQL_OUTBOX_SINCE, FO_VALUES (FO_INT (since), FO_TEXT (aggregate)), fill_message, messages, error))
    return false;
  for (guint i = 0; i < messages->len; i++)
    *ret_begun = *ret_begun || !g_str_equal (g_array_index (messages, Message, i).state, "waiting");
  for (guint i = 0; i < messages->len && !*ret_begun; i++)
    fo_outbox_forget (txn, g_array_index (messages, Message, i).id);
  return true;
}

void
fo_outbox_row_clear (FoOutboxRow *row)
{
  g_free (row->aggregate);
  g_free (row->op);
  g_free (row->body);
  g_free (row->state);
  g_free (row->error);
}

static void
fill_outbox (FoRows *rows, gpointer ret)
{
  FoOutboxRow *row = ret;

  row->id = fo_rows_int (rows, 0);
  row->aggregate = fo_rows_dup (rows, 1);
  row->op = fo_rows_dup (rows, 2);
  row->body = fo_rows_dup (rows, 3);
  row->state = fo_rows_dup (rows, 4);
  row->attempts = fo_rows_int (rows, 5);
  row->error = fo_rows_dup (rows, 6);
  row->created_us = fo_rows_int (rows, 7);
}

bool
fo_outbox_page (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_OUTBOX_PAGE, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_outbox, rows, error);
}

typedef struct {
  char state[16];
  gint64 count;
} StateCount;

static void
fill_count (FoRows *rows, gpointer ret)
{
  StateCount *count = ret;

  fo_rows_copy (rows, 0, count->state, sizeof count->state);
  count->count = fo_rows_int (rows, 1);
}

bool
fo_outbox_counts (FoTxn *txn, FoOutboxCounts *ret, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (StateCount));

  if (!fo_fill_all (txn, FO_SQL_OUTBOX_OPEN_COUNTS, NULL, 0, fill_count, counts, error))
    return false;
  *ret = (FoOutboxCounts){ 0 };
  for (guint i = 0; i < counts->len; i++) {
    const StateCount *c = &g_array_index (counts, StateCount, i);

    *(g_str_equal (c->state, "waiting") ? &ret->waiting : &ret->unknown) = c->count;
  }
  return true;
}

void
fo_inbox_queue (FoTxn *txn, FoId id, const char *entity, const char *remote_id, const char *rev, const char *body)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);

  fo_txn_write (txn, FO_SQL_INBOX_INSERT, FO_ANY,
                FO_VALUES (FO_INT (id), FO_TEXT (entity), FO_TEXT (remote_id), FO_TEXT (rev), FO_TEXT (body), FO_TEXT (hash),
                           FO_INT (fo_store_now_us (fo_txn_store (txn)))));
}

bool
fo_inbox_add (FoTxn *txn, const char *entity, const char *remote_id, const char *rev, const char *body, bool *ret_new,
              GError **error)
{
  FoId id = fo_store_next_id (fo_txn_store (txn), error);
  guint added = 0;

  if (!id)
    return false;
  fo_inbox_queue (txn, id, entity, remote_id, rev, body);
  if (!fo_inbox_count (txn, id, id, &added, error))
    return false;
  *ret_new = added > 0;
  return true;
}

void
fo_inbox_row_clear (FoInboxRow *row)
{
  g_free (row->entity);
  g_free (row->remote_id);
  g_free (row->rev);
  g_free (row->body);
  g_free (row->state);
  g_free (row->error);
}

static void
fill_inbox (FoRows *rows, gpointer ret)
{
  FoInboxRow *row = ret;

  row->id = fo_rows_int (rows, 0);
  row->entity = fo_rows_dup (rows, 1);
  row->remote_id = fo_rows_dup (rows, 2);
  row->rev = fo_rows_dup (rows, 3);
  row->body = fo_rows_dup (rows, 4);
  row->state = fo_rows_dup (rows, 5);
  row->error = fo_rows_dup (rows, 6);
}

bool
fo_inbox_versions (FoTxn *txn, const char *entity, const char *remote_id, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_INBOX_VERSIONS, FO_VALUES (FO_TEXT (entity), FO_TEXT (remote_id)), fill_inbox, rows, error);
}

static void
fill_one_id (FoRows *rows, gpointer ret)
{
  *(FoId *) ret = fo_rows_int (rows, 0);
}

bool
fo_inbox_since (FoTxn *txn, const char *entity, const char *remote_id, FoId since, bool *ret_heard, GError **error)
{
  FoId id;
  FoFound found = fo_fill_one (txn, FO_SQL_INBOX_SINCE, FO_VALUES (FO_TEXT (entity), FO_TEXT (remote_id), FO_INT (since)), fill_one_id,
                               &id, error);

  *ret_heard = found == FO_FOUND;
  return found != FO_FAILED;
}

bool
fo_inbox_new (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_INBOX_NEW, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_inbox, rows, error);
}

void
fo_inbox_set (FoTxn *txn, FoId id, const char *state, const char *why)
{
  fo_txn_write (txn, FO_SQL_INBOX_SET, 1, FO_VALUES (FO_INT (id), FO_TEXT (state), FO_TEXT (why)));
}

void
fo_inbox_revive (FoTxn *txn, const char *why)
{
  fo_txn_write (txn, FO_SQL_INBOX_REVIVE, FO_ANY, FO_VALUES (FO_TEXT (why)));
}

typedef struct {
  char *value;
  gint64 contact_us;
} Cursor;

static void
fill_cursor (FoRows *rows, gpointer ret)
{
  Cursor *cursor = ret;

  cursor->value = fo_rows_dup (rows, 0);
  cursor->contact_us = fo_rows_int (rows, 1);
}

bool
fo_cursor_get (FoTxn *txn, const char *feed, char **ret_text, gint64 *ret_contact_us, GError **error)
{
  Cursor cursor = { NULL, 0 };

  if (fo_fill_one (txn, FO_SQL_CURSOR_GET, FO_VALUES (FO_TEXT (feed)), fill_cursor, &cursor, error) == FO_FAILED)
    return false;
  *ret_text = cursor.value ? cursor.value : g_strdup ("");
  *ret_contact_us = cursor.contact_us;
  return true;
}

void
fo_cursor_set (FoTxn *txn, const char *feed, const char *text)
{
  fo_txn_write (txn, FO_SQL_CURSOR_SET, 1,
                FO_VALUES (FO_TEXT (feed), FO_TEXT (text), FO_INT (fo_store_now_us (fo_txn_store (txn)))));
}

bool
fo_conflict_open_at (FoTxn *txn, const char *link, const char *entity, const char *remote_id, const char *kind, const char *ours,
                     const char *theirs, GError **error)
{
  FoStore *store = fo_txn_store (txn);
  FoId id = fo_store_next_id (store, error);

  if (!id)
    return false;
  fo_txn_write (txn, FO_SQL_CONFLICT_INSERT, FO_ANY,
                FO_VALUES (FO_INT (id), FO_TEXT (entity), FO_TEXT (remote_id), FO_TEXT (kind), FO_TEXT (ours), FO_TEXT (theirs),
                           FO_INT (fo_store_now_us (store)), FO_TEXT (link)));
  return true;
}

void
fo_conflict_open_operation (FoTxn *txn, FoId operation, const char *station, const char *kind, const char *ours, const char *theirs)
{
  fo_txn_write (txn, FO_SQL_CONFLICT_INSERT_OPERATION, FO_ANY,
                FO_VALUES (FO_INT (operation), FO_TEXT (station), FO_TEXT (kind), FO_TEXT (ours), FO_TEXT (theirs),
                           FO_INT (fo_store_now_us (fo_txn_store (txn)))));
}

bool
fo_conflict_open (FoTxn *txn, const char *entity, const char *remote_id, const char *kind, const char *ours, const char *theirs,
                  GError **error)
{
  return fo_conflict_open_at (txn, "", entity, remote_id, kind, ours, theirs, error);
}

void
fo_conflict_close (FoTxn *txn, const char *entity, const char *remote_id)
{
  fo_txn_write (txn, FO_SQL_CONFLICT_CLOSE, FO_ANY, FO_VALUES (FO_TEXT (entity), FO_TEXT (remote_id)));
}

void
fo_conflict_clear (FoConflict *conflict)
{
  g_free (conflict->entity);
  g_free (conflict->remote_id);
  g_free (conflict->kind);
  g_free (conflict->ours);
  g_free (conflict->theirs);
  g_free (conflict->link);
}

static void
fill_conflict (FoRows *rows, gpointer ret)
{
  FoConflict *conflict = ret;

  conflict->id = fo_rows_int (rows, 0);
  conflict->entity = fo_rows_dup (rows, 1);
  conflict->remote_id = fo_rows_dup (rows, 2);
  conflict->kind = fo_rows_dup (rows, 3);
  conflict->ours = fo_rows_dup (rows, 4);
  conflict->theirs = fo_rows_dup (rows, 5);
  conflict->link = fo_rows_dup (rows, 6);
}

bool
fo_conflicts_page (FoTxn *txn, FoId after, guint limit, GArray *conflicts, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CONFLICT_PAGE, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_conflict, conflicts, error);
}

FoFound
fo_conflict_find (FoTxn *txn, FoId id, FoConflict *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CONFLICT_ONE, FO_VALUES (FO_INT (id)), fill_conflict, ret, error);
}

void
fo_conflict_decide (FoTxn *txn, FoId id, const char *person, const char *words)
{
  fo_txn_write (txn, FO_SQL_CONFLICT_DECIDE, FO_ANY, FO_VALUES (FO_INT (id), FO_TEXT (person), FO_TEXT (words)));
}

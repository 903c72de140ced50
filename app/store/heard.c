/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/heard.h"
#include "fill.h"

void
fo_heard_clear (FoHeard *heard)
{
  g_free (heard->source);
  g_free (heard->remote_id);
  g_free (heard->version);
  g_free (heard->body);
}

void
fo_heard_add (
    FoTxn *txn, FoId id, FoId link, const char *source, const char *remote_id, const char *version, const char *body)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body ? body : "gone", -1);

  fo_txn_write (txn, FO_SQL_HEARD_INSERT, FO_ANY,
                FO_VALUES (FO_INT (id), FO_INT (link), FO_TEXT (source), FO_TEXT (remote_id), FO_TEXT (version),
                           FO_TEXT (hash), FO_TEXT (body), FO_INT (fo_store_now_us (fo_txn_store (txn)))));
}

static void
fill_count (FoRows *rows, gpointer ret)
{
  *(guint *) ret = (guint) fo_rows_int (rows, 0);
}

bool
fo_heard_count (FoTxn *txn, FoId first, FoId last, guint *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_HEARD_COUNT, FO_VALUES (FO_INT (first), FO_INT (last)), fill_count, ret, error)
         == FO_FOUND;
}

bool
fo_inbox_count (FoTxn *txn, FoId first, FoId last, guint *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_INBOX_COUNT, FO_VALUES (FO_INT (first), FO_INT (last)), fill_count, ret, error)
         == FO_FOUND;
}

static void
fill_heard (FoRows *rows, gpointer ret)
{
  FoHeard *heard = ret;

  heard->id = fo_rows_int (rows, 0);
  heard->source = fo_rows_dup (rows, 1);
  heard->remote_id = fo_rows_dup (rows, 2);
  heard->version = fo_rows_dup (rows, 3);
  heard->body = g_strdup (fo_rows_text (rows, 4));
}

bool
fo_heard_new (FoTxn *txn, FoId link, FoId after, guint limit, GArray *list, GError **error)
{
  return fo_fill_all (txn, FO_SQL_HEARD_NEW, FO_VALUES (FO_INT (link), FO_INT (after), FO_INT (limit)), fill_heard,
                      list, error);
}

void
fo_heard_set (FoTxn *txn, FoId id, const char *state, const char *why)
{
  fo_txn_write (txn, FO_SQL_HEARD_SET, 1, FO_VALUES (FO_INT (id), FO_TEXT (state), FO_TEXT (why)));
}

void
fo_heard_row_clear (FoHeardRow *row)
{
  g_free (row->entity);
  g_free (row->row_id);
  g_free (row->hash);
  g_free (row->body);
}

static void
fill_row (FoRows *rows, gpointer ret)
{
  FoHeardRow *row = ret;

  row->entity = fo_rows_dup (rows, 0);
  row->row_id = fo_rows_dup (rows, 1);
  row->hash = fo_rows_dup (rows, 2);
  row->body = fo_rows_dup (rows, 3);
}

bool
fo_heard_rows (FoTxn *txn, FoId link, const char *source, const char *remote_id, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_HEARD_ROWS, FO_VALUES (FO_INT (link), FO_TEXT (source), FO_TEXT (remote_id)),
                      fill_row, rows, error);
}

void
fo_heard_row_set (FoTxn *txn, FoId link, const char *source, const char *remote_id, const FoHeardRow *row)
{
  fo_txn_write (txn, FO_SQL_HEARD_ROW_SET, 1,
                FO_VALUES (FO_INT (link), FO_TEXT (source), FO_TEXT (remote_id), FO_TEXT (row->entity),
                           FO_TEXT (row->row_id), FO_TEXT (row->hash), FO_TEXT (row->body)));
}

void
fo_heard_row_delete (
    FoTxn *txn, FoId link, const char *source, const char *remote_id, const char *entity, const char *row_id)
{
  fo_txn_write (txn, FO_SQL_HEARD_ROW_DELETE, FO_ANY,
                FO_VALUES (FO_INT (link), FO_TEXT (source), FO_TEXT (remote_id), FO_TEXT (entity), FO_TEXT (row_id)));
}

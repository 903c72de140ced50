/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "works.h"

static void
insert_operation (FoTxn *txn, FoId id)
{
  const FoOperation operation = { .id = id,
                                  .content = "c",
                                  .kind = "test",
                                  .reply = "{}",
                                  .station = "1",
                                  .person = "p",
                                  .day = 20000,
                                  .made_at_us = 1 };

  fo_operation_insert (txn, &operation);
}

FoTxnEnd
fo_put_work (FoTxn *txn, gpointer data, GError **error)
{
  FoPut *put = data;

  put->runs++;
  if (put->operation)
    insert_operation (txn, put->operation);
  fo_txn_write (txn, FO_SQL_META_SET, put->expect, FO_VALUES (FO_TEXT (put->key), FO_TEXT (put->value)));
  if (put->before_end)
    put->before_end (put->data);
  if (put->end == FO_TXN_FAIL)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN, "the work's own reason");
  return put->end;
}

void
fo_put (FoStore *store, const char *key, const char *value)
{
  FoPut put = { .key = key, .value = value, .expect = 1, .end = FO_TXN_COMMIT };
  GError *error = NULL;
  bool done = fo_store_write (store, 0, fo_put_work, &put, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

typedef struct {
  const char *key;
  char *value;
} Get;

static FoTxnEnd
get_work (FoTxn *txn, gpointer data, GError **error)
{
  Get *get = data;
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_META_GET, FO_VALUES (FO_TEXT (get->key)), error);

  if (!rows)
    return FO_TXN_FAIL;
  g_clear_pointer (&get->value, g_free);
  if (fo_rows_next (rows, error))
    get->value = g_strdup (fo_rows_text (rows, 0));
  return *error ? FO_TXN_FAIL : FO_TXN_REFUSE;
}

char *
fo_get (FoStore *store, const char *key)
{
  Get get = { key, NULL };
  GError *error = NULL;
  bool done = fo_store_read (store, get_work, &get, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  return get.value;
}

void
fo_behind_the_back (FoStore *store, const char *script)
{
  GError *error = NULL;
  bool done = store->ops->exec (store->db, script, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static FoTxnEnd
count_operations (FoTxn *txn, gpointer data, GError **error)
{
  FoId *id = data;
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_OPERATION_HAPPENED, FO_VALUES (FO_INT (*id)), error);

  if (!rows)
    return FO_TXN_FAIL;
  for (*id = 0; fo_rows_next (rows, error);)
    ++*id;
  return *error ? FO_TXN_FAIL : FO_TXN_REFUSE;
}

int
fo_operations (FoStore *store, FoId id)
{
  GError *error = NULL;
  bool done = fo_store_read (store, count_operations, &id, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  return (int) id;
}

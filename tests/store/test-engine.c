/* SPDX-License-Identifier: GPL-3.0-or-later
 * What both engines must do alike: keep, refuse, fail, run again, give rows; and understand every statement there
 * is. */
#include "support/stores.h"
#include "works.h"
#include <string.h>

static void
test_every_statement (FoStore *store)
{
  for (int i = 0; i < FO_N_SQL; i++) {
    g_autoptr (GError) error = NULL;

    if (!store->ops->prepare (store->db, (FoSql) i, &error))
      g_test_message ("%s: %s", fo_sql_rows[i].name, error->message);
    g_assert_no_error (error);
  }
}

/* ---- ends of a transaction --------------------------------------------------------------------------------------- */

static void
test_commit_keeps (FoStore *store)
{
  g_autoptr (FoStore) other = NULL;

  fo_put (store, "a", "1");
  other = fo_test_store_again (store);
  g_assert_note (other, "a", "1");
  fo_put (store, "a", "2");
  g_assert_note (other, "a", "2");
}

static void
test_refuse_keeps_nothing (FoStore *store)
{
  FoPut put = { .key = "a", .value = "2", .expect = 1, .end = FO_TXN_REFUSE };
  g_autoptr (GError) error = NULL;

  fo_put (store, "a", "1");
  g_assert_true (fo_store_write (store, 0, fo_put_work, &put, &error));
  g_assert_no_error (error);
  g_assert_note (store, "a", "1");
  fo_put (store, "a", "3"); /* and nothing is left over for the next one */
  g_assert_note (store, "a", "3");
}

static void
test_fail_keeps_nothing_and_says_why (FoStore *store)
{
  FoPut put = { .key = "a", .value = "2", .expect = 1, .end = FO_TXN_FAIL };
  g_autoptr (GError) error = NULL;

  g_assert_false (fo_store_write (store, 0, fo_put_work, &put, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
  g_assert_cmpuint (put.runs, ==, 1);
  g_assert_note (store, "a", NULL);
  fo_put (store, "a", "3");
  g_assert_note (store, "a", "3");
}

static FoTxnEnd
ask_missing_table (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_OPERATION_HAPPENED, FO_VALUES (FO_INT (1)), error);

  (void) data;
  g_assert_null (rows);
  g_assert_nonnull (*error);
  return FO_TXN_FAIL;
}

static void
test_failed_statement (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  fo_put (store, "a", "0"); /* it has a lease */
  fo_behind_the_back (store, "ALTER TABLE operation RENAME TO elsewhere");
  g_assert_false (fo_store_write (store, 0, ask_missing_table, NULL, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_CONSTRAINT);
  g_assert_nonnull (strstr (error->message, "OPERATION_HAPPENED"));
  fo_put (store, "a", "1"); /* the connection is as good as before */
}

/* The failure of a queued change shows at the end, whatever the work believes. */
static void
test_constraint (FoStore *store)
{
  FoPut put = { .key = "a", .value = NULL, .expect = 1, .end = FO_TXN_COMMIT };
  g_autoptr (GError) error = NULL;

  g_assert_false (fo_store_write (store, 0, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_CONSTRAINT);
  g_assert_nonnull (strstr (error->message, "META_SET"));
  g_assert_cmpuint (put.runs, ==, 1);
  g_assert_note (store, "a", NULL);
}

/* The same id twice is a defect and not a race; so is a row that refers to nothing. */
static void
test_same_operation_twice (FoStore *store)
{
  FoPut put = { .key = "a", .value = "1", .expect = 1, .end = FO_TXN_COMMIT, .operation = 7 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (store, 7, fo_put_work, &put, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fo_operations (store, 7), ==, 1);
  g_assert_false (fo_store_write (store, 7, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_CONSTRAINT);
  g_assert_cmpuint (put.runs, ==, 2);
}

static FoTxnEnd
dock_that_is_not_there (FoTxn *txn, gpointer data, GError **error)
{
  (void) data;
  (void) error;
  fo_txn_write (txn, FO_SQL_STATION_SET, 1, FO_VALUES (FO_TEXT ("1"), FO_INT (999), FO_NULL, FO_INT (1)));
  return FO_TXN_COMMIT;
}

static void
test_foreign_key (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fo_store_write (store, 0, dock_that_is_not_there, NULL, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_CONSTRAINT);
}

/* ---- expectations ------------------------------------------------------------------------------------------------ */

/* A change that touches no row where one was expected runs the work again, and the second time finds the row. */
typedef struct {
  FoStore *other;
  guint runs;
} Late;

static FoTxnEnd
renew_writer (FoTxn *txn, gpointer data, GError **error)
{
  Late *late = data;

  (void) error;
  late->runs++;
  fo_txn_write (txn, FO_SQL_WRITER_GIVE_BACK, late->runs < 3 ? 1 : 0,
                FO_VALUES (FO_INT (77), FO_TEXT ("nobody"), FO_INT (0)));
  fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT ("a"), FO_TEXT ("late")));
  return FO_TXN_COMMIT;
}

static void
test_stale_runs_again (FoStore *store)
{
  Late late = { NULL, 0 };
  FoStoreCount count;
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (store, 0, renew_writer, &late, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (late.runs, ==, 3);
  g_assert_note (store, "a", "late");
  fo_store_counts (store, &count);
  g_assert_cmpint (count.retries, ==, 2);
}

static void
test_always_stale_is_a_defect (FoStore *store)
{
  FoPut put = { .key = "a", .value = "1", .expect = 2, .end = FO_TXN_COMMIT };
  g_autoptr (GError) error = NULL;

  g_assert_false (fo_store_write (store, 0, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_CONSTRAINT);
  g_assert_nonnull (strstr (error->message, "META_SET"));
  g_assert_cmpuint (put.runs, >, 1);
  g_assert_cmpuint (put.runs, <, 20);
  g_assert_note (store, "a", NULL);
}

static FoTxnEnd
stale_then_ask (FoTxn *txn, gpointer data, GError **error)
{
  guint *runs = data;
  g_autoptr (FoRows) rows = NULL;

  if (++*runs > 1)
    return FO_TXN_REFUSE;
  fo_txn_write (txn, FO_SQL_META_SET, 5, FO_VALUES (FO_TEXT ("a"), FO_TEXT ("b")));
  rows = fo_txn_query (txn, FO_SQL_META_ALL, NULL, 0, error);
  g_assert_null (rows);
  g_assert_nonnull (*error);
  return FO_TXN_FAIL;
}

static void
test_stale_shows_at_the_next_question (FoStore *store)
{
  guint runs = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (store, 0, stale_then_ask, &runs, &error));
  g_assert_cmpuint (runs, ==, 2);
}

static void
test_any_number_of_rows (FoStore *store)
{
  FoPut put = { .key = "a", .value = "1", .expect = FO_ANY, .end = FO_TXN_COMMIT };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (store, 0, fo_put_work, &put, &error));
  g_assert_no_error (error);
  g_assert_note (store, "a", "1");
}

/* ---- announced questions ------------------------------------------------------------------------------------------ */

#define NOTE(key) FO_SQL_META_GET, FO_VALUES (FO_TEXT (key))

static char *
note_now (FoTxn *txn, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoRows) rows = fo_txn_query (txn, NOTE (key), &error);
  char *value = NULL;

  g_assert_no_error (error);
  if (fo_rows_next (rows, &error))
    value = g_strdup (fo_rows_text (rows, 0));
  g_assert_no_error (error);
  return value;
}

/* Four questions: two announced, one of them twice asked, with a change in between, and one that nobody announced. */
static FoTxnEnd
ask_announced (FoTxn *txn, gpointer data, GError **error)
{
  FoStore *store = data;
  gint64 before = store->count.round_trips;
  g_autofree char *a = NULL, *b = NULL, *again = NULL, *c = NULL;

  (void) error;
  fo_txn_announce (txn, NOTE ("a"));
  fo_txn_announce (txn, NOTE ("b"));
  fo_txn_announce (txn, NOTE ("nobody asks"));
  b = note_now (txn, "b");
  a = note_now (txn, "a");
  if (!store->ops->local)
    g_assert_cmpint (store->count.round_trips - before, ==, 1);
  fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT ("a"), FO_TEXT ("changed")));
  again = note_now (txn, "a");
  c = note_now (txn, "c");
  g_assert_cmpstr (a, ==, "1");
  g_assert_cmpstr (b, ==, "2");
  g_assert_cmpstr (again, ==, "changed");
  g_assert_cmpstr (c, ==, NULL);
  fo_txn_announce (txn, NOTE ("b"));
  return FO_TXN_COMMIT;
}

static FoTxnEnd
ask_after (FoTxn *txn, gpointer data, GError **error)
{
  g_autofree char *b = note_now (txn, "b");

  (void) data;
  (void) error;
  g_assert_cmpstr (b, ==, "3");
  return FO_TXN_REFUSE;
}

static void
test_announced (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  fo_put (store, "a", "1");
  fo_put (store, "b", "2");
  g_assert_true (fo_store_write (store, 0, ask_announced, store, &error));
  g_assert_no_error (error);
  fo_put (store, "b", "3"); /* what was announced before is forgotten with its transaction */
  g_assert_true (fo_store_write (store, 0, ask_after, NULL, &error));
  g_assert_no_error (error);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

/* Reading goes on with what was there when the question was asked, though the rows are changed meanwhile; and text that
 * was looked at stays where it is until the next row. */
static FoTxnEnd
change_while_reading (FoTxn *txn, gpointer data, GError **error)
{
  GString *seen = data;
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_META_ALL, NULL, 0, error);

  if (!rows)
    return FO_TXN_FAIL;
  g_string_truncate (seen, 0);
  while (fo_rows_next (rows, error)) {
    const char *key = fo_rows_text (rows, 0), *value = fo_rows_text (rows, 1);
    g_autofree char *next = g_strconcat (key, "+", NULL);

    if (!g_str_has_prefix (key, "x"))
      continue;
    fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT (key), FO_TEXT ("changed")));
    fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT (next), FO_TEXT (key)));
    g_string_append_printf (seen, "%s=%s(%s) ", key, value, fo_rows_text (rows, 1));
  }
  return *error ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static void
test_change_while_reading (FoStore *store)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 1; i <= 5; i++) {
    g_autofree char *key = g_strdup_printf ("x%d", i);
    fo_put (store, key, key + 1);
  }
  g_assert_true (fo_store_write (store, 0, change_while_reading, seen, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "x1=1(1) x2=2(2) x3=3(3) x4=4(4) x5=5(5) ");
  g_assert_note (store, "x3", "changed");
  g_assert_note (store, "x3+", "x3");
}

static FoTxnEnd
nested_questions (FoTxn *txn, gpointer data, GError **error)
{
  GString *seen = data;
  g_autoptr (FoRows) keys = fo_txn_query (txn, FO_SQL_META_ALL, NULL, 0, error);

  if (!keys)
    return FO_TXN_FAIL;
  while (fo_rows_next (keys, error)) {
    g_autoptr (FoRows) one = NULL;

    if (!g_str_has_prefix (fo_rows_text (keys, 0), "x"))
      continue;
    one = fo_txn_query (txn, FO_SQL_META_GET, FO_VALUES (FO_TEXT (fo_rows_text (keys, 0))), error);
    if (!one || !fo_rows_next (one, error))
      return FO_TXN_FAIL;
    g_string_append_printf (seen, "%s ", fo_rows_text (one, 0));
    if (seen->len > 2)
      break; /* leaving early is allowed */
  }
  return *error ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static void
test_nested_questions (FoStore *store)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 1; i <= 5; i++) {
    g_autofree char *key = g_strdup_printf ("x%d", i);
    fo_put (store, key, key + 1);
  }
  g_assert_true (fo_store_write (store, 0, nested_questions, seen, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "1 2 ");
}

/* Values cross unchanged: the ends of int64, empty and long text, Cyrillic, quotes, dollars, and nothing. */
typedef struct {
  const char *text;
  gint64 number;
} Value;

static FoTxnEnd
there_and_back (FoTxn *txn, gpointer data, GError **error)
{
  const Value *value = data;
  g_autoptr (FoRows) rows = NULL;

  fo_txn_write (txn, FO_SQL_WRITER_TAKE, 1,
                FO_VALUES (FO_INT (5), FO_TEXT (value->text), FO_TEXT (""), FO_INT (value->number), FO_INT (0)));
  rows = fo_txn_query (txn, FO_SQL_WRITER_BY_NUMBER, FO_VALUES (FO_INT (5)), error);
  g_assert_no_error (*error);
  g_assert_true (fo_rows_next (rows, error));
  g_assert_cmpstr (fo_rows_text (rows, 0), ==, value->text);
  g_assert_cmpint (fo_rows_int (rows, 2), ==, value->number);
  g_assert_false (fo_rows_is_null (rows, 0));
  g_assert_false (fo_rows_next (rows, error));
  return FO_TXN_REFUSE;
}

static void
test_values (FoStore *store)
{
  g_autofree char *lengthy = g_strnfill (70000, 'x');
  const Value values[] = { { "", 0 },
                           { "Герметик 310 мл", G_MAXINT64 },
                           { "it's \"$1\" \\ ?1 %s ;--", G_MININT64 },
                           { lengthy, -1 },
                           { "1\x1d"
                             "2\n3",
                             4200000000000000000 } };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (fo_store_write (store, 0, there_and_back, (gpointer) &values[i], &error));
    g_assert_no_error (error);
  }
}

static FoTxnEnd
nothing_back (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_MIGRATION_NEWEST, NULL, 0, error);

  (void) data;
  fo_txn_write (txn, FO_SQL_STATION_SET, 1, FO_VALUES (FO_TEXT ("1"), FO_NULL, FO_ID (0), FO_INT (1)));
  g_clear_pointer (&rows, fo_rows_free);
  rows = fo_txn_query (txn, FO_SQL_STATION_GET, FO_VALUES (FO_TEXT ("1")), error);
  g_assert_no_error (*error);
  g_assert_true (fo_rows_next (rows, error));
  g_assert_true (fo_rows_is_null (rows, 0));
  g_assert_null (fo_rows_text (rows, 1));
  g_assert_cmpint (fo_rows_int (rows, 1), ==, 0);
  return FO_TXN_REFUSE;
}

static void
test_null (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (store, 0, nothing_back, NULL, &error));
  g_assert_no_error (error);
}

/* Keys sort by their bytes, whatever the language of the database: what leaves first must not depend on it. */
static FoTxnEnd
sorted_places (FoTxn *txn, gpointer data, GError **error)
{
  static const char *codes[] = { "а-1", "A-2", "a-3", "Я-4", "_5", "A 6", "A.7", "ё-8", "Z-9", "-10" };
  g_autoptr (FoRows) rows = NULL;
  GString *seen = data;

  g_string_truncate (seen, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    fo_txn_write (txn, FO_SQL_PLACE_INSERT, 1,
                  FO_VALUES (FO_INT ((gint64) i + 1), FO_TEXT (codes[i]), FO_TEXT ("n"), FO_TEXT ("bin"), FO_INT (0)));
  rows = fo_txn_query (txn, FO_SQL_PLACE_PAGE, FO_VALUES (FO_TEXT (""), FO_INT (100)), error);
  while (rows && fo_rows_next (rows, error))
    g_string_append_printf (seen, "%s|", fo_rows_text (rows, 1));
  return *error ? FO_TXN_FAIL : FO_TXN_REFUSE;
}

static void
test_order_by_bytes (FoStore *store)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (store, 0, sorted_places, seen, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "-10|A 6|A-2|A.7|Z-9|_5|a-3|Я-4|а-1|ё-8|");
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

typedef struct {
  FoStore *other;
  bool same;
} Picture;

static FoTxnEnd
read_twice (FoTxn *txn, gpointer data, GError **error)
{
  Picture *picture = data;
  g_autofree char *first = NULL;

  for (int i = 0; i < 2; i++) {
    g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_META_GET, FO_VALUES (FO_TEXT ("a")), error);

    if (!rows || !fo_rows_next (rows, error))
      return FO_TXN_FAIL;
    if (first)
      picture->same = g_str_equal (first, fo_rows_text (rows, 0));
    else
      first = g_strdup (fo_rows_text (rows, 0));
    if (i == 0)
      fo_put (picture->other, "a", "2");
  }
  return FO_TXN_REFUSE;
}

static void
test_reading_is_one_picture (FoStore *store)
{
  g_autoptr (FoStore) other = NULL;
  Picture picture = { NULL, false };
  g_autoptr (GError) error = NULL;

  fo_put (store, "a", "1");
  picture.other = other = fo_test_store_again (store);
  g_assert_true (fo_store_read (store, read_twice, &picture, &error));
  g_assert_no_error (error);
  g_assert_true (picture.same);
  g_assert_note (store, "a", "2");
}

static void
test_read_only (FoStore *store)
{
  FoPut put = { .key = "a", .value = "2", .expect = 1, .end = FO_TXN_COMMIT };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) reader = NULL;

  fo_put (store, "a", "1");
  reader = fo_store_open (fo_store_uri (store), FO_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_note (reader, "a", "1");
  g_assert_false (fo_store_write (reader, 0, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_PERMISSION);
  g_assert_cmpuint (put.runs, ==, 0);
  g_assert_cmphex (fo_store_space (reader), ==, fo_store_space (store));
}

/* ---- hints, clock, counters -------------------------------------------------------------------------------------- */

static void
test_changed (FoStore *store)
{
  g_autoptr (FoStore) reader = NULL, writer = NULL;
  bool told = false;

  fo_put (store, "a", "1");
  reader = fo_test_store_again (store);
  g_assert_true (fo_store_changed (reader)); /* the first time nobody knows */
  while (fo_store_changed (reader))          /* what was done before may be told late */
    g_thread_yield ();
  g_assert_note (reader, "a", "1");
  g_assert_false (fo_store_changed (reader));
  fo_put (reader, "a", "2"); /* own changes are no news */
  g_assert_false (fo_store_changed (reader));
  fo_put (store, "a", "3");
  for (gint64 until = g_get_monotonic_time () + 5 * G_USEC_PER_SEC; !told && g_get_monotonic_time () < until;)
    told = fo_store_changed (reader);
  g_assert_true (told);
  g_assert_false (fo_store_changed (reader));
}

static void
test_today (FoStore *store)
{
  static const char *zones[] = { "Pacific/Kiritimati", "Pacific/Niue" }; /* 25 hours apart: always two different days */
  FoDay days[2];

  for (int i = 0; i < 2; i++) {
    g_autoptr (FoStore) again = NULL;

    fo_put (store, "zone", zones[i]);
    again = fo_test_store_again (store);
    days[i] = fo_store_today (again);
    fo_store_set_today (again, 20000);
    g_assert_cmpint (fo_store_today (again), ==, 20000);
  }
  g_assert_cmpint (days[0] - days[1], >=, 1);
  g_assert_cmpint (days[0] - days[1], <=, 2);
}

static void
test_unknown_zone (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  fo_put (store, "zone", "Moon/Tranquility");
  g_assert_null (fo_store_open (fo_store_uri (store), 0, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "Moon/Tranquility"));
}

static FoTxnEnd
two_questions (FoTxn *txn, gpointer data, GError **error)
{
  (void) data;
  for (int i = 0; i < 2; i++) {
    g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_META_GET, FO_VALUES (FO_TEXT ("a")), error);

    if (!rows)
      return FO_TXN_FAIL;
    while (fo_rows_next (rows, error))
      ;
    fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT ("a"), FO_TEXT ("1")));
    fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT ("b"), FO_TEXT ("1")));
  }
  return FO_TXN_COMMIT;
}

/* A writer needs as many round trips as it asks questions, and one. Preparing costs none. */
static void
test_counts (FoStore *store)
{
  FoStatementCount counts[FO_N_SQL];
  FoStoreCount count;
  g_autoptr (GError) error = NULL;
  gsize n;
  gint64 runs = 0;

  fo_put (store, "a", "1");
  fo_store_count_reset (store);
  for (int i = 0; i < 10; i++)
    g_assert_true (fo_store_write (store, 0, two_questions, NULL, &error));
  fo_store_counts (store, &count);
  g_assert_cmpint (count.commits, ==, 10);
  g_assert_cmpint (count.retries, ==, 0);
  g_assert_cmpint (count.round_trips, ==, g_str_equal (fo_store_engine (store), "postgresql") ? 30 : 0);
  n = fo_store_statement_counts (store, counts, G_N_ELEMENTS (counts));
  g_assert_cmpuint (n, ==, 2);
  for (gsize i = 0; i < n; i++) {
    runs += counts[i].runs;
    g_assert_cmpint (counts[i].fullscan_steps, ==, 0);
  }
  g_assert_cmpint (runs, ==, 60);
  fo_store_count_reset (store);
  g_assert_cmpuint (fo_store_statement_counts (store, counts, G_N_ELEMENTS (counts)), ==, 0);
}

static void
test_check_file (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_check_file (store, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/engine/every-statement", test_every_statement);
  fo_test_each_store ("/engine/commit", test_commit_keeps);
  fo_test_each_store ("/engine/refuse", test_refuse_keeps_nothing);
  fo_test_each_store ("/engine/fail", test_fail_keeps_nothing_and_says_why);
  fo_test_each_store ("/engine/failed-statement", test_failed_statement);
  fo_test_each_store ("/engine/constraint", test_constraint);
  fo_test_each_store ("/engine/operation-twice", test_same_operation_twice);
  fo_test_each_store ("/engine/foreign-key", test_foreign_key);
  fo_test_each_store ("/engine/stale", test_stale_runs_again);
  fo_test_each_store ("/engine/stale-for-ever", test_always_stale_is_a_defect);
  fo_test_each_store ("/engine/stale-and-question", test_stale_shows_at_the_next_question);
  fo_test_each_store ("/engine/any", test_any_number_of_rows);
  fo_test_each_store ("/engine/change-while-reading", test_change_while_reading);
  fo_test_each_store ("/engine/nested", test_nested_questions);
  fo_test_each_store ("/engine/announced", test_announced);
  fo_test_each_store ("/engine/values", test_values);
  fo_test_each_store ("/engine/null", test_null);
  fo_test_each_store ("/engine/order", test_order_by_bytes);
  fo_test_each_store ("/engine/one-picture", test_reading_is_one_picture);
  fo_test_each_store ("/engine/read-only", test_read_only);
  fo_test_each_store ("/engine/changed", test_changed);
  fo_test_each_store ("/engine/today", test_today);
  fo_test_each_store ("/engine/unknown-zone", test_unknown_zone);
  fo_test_each_store ("/engine/counts", test_counts);
  fo_test_each_store ("/engine/check-file", test_check_file);
  return g_test_run ();
}

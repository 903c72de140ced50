/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several works in one transaction: kept together, or not at all. */
#include "support/stores.h"
#include "works.h"

typedef struct {
  FoStore *store;
  FoPut puts[3];
  guint n;
  guint fine; /* how many were done */
  void (*between) (FoTxn *txn, gpointer data);
  gpointer data;
} Works;

static FoTxnEnd
do_works (FoTxn *txn, gpointer data, GError **error)
{
  Works *works = data;

  works->fine = 0;
  for (guint i = 0; i < works->n; i++) {
    if (!fo_store_write (works->store, works->puts[i].operation, fo_put_work, &works->puts[i], error))
      return FO_TXN_FAIL;
    works->fine++;
    if (works->between)
      works->between (txn, works->data);
  }
  return FO_TXN_COMMIT;
}

static Works
works_of (FoStore *store)
{
  const FoPut one = { "one", "1", 1, FO_TXN_COMMIT }, two = { "two", "2", 1, FO_TXN_COMMIT },
              three = { "three", "3", 1, FO_TXN_COMMIT };
  Works works = { .store = store, .puts = { one, two, three }, .n = 3 };

  return works;
}

static void
test_kept (FoStore *store)
{
  Works works = works_of (store);
  FoStoreCount count;

  works.puts[1].operation = fo_store_next_id (store, NULL);
  fo_store_count_reset (store);
  g_assert_true (fo_store_together (store, do_works, &works));
  fo_store_counts (store, &count);
  g_assert_cmpint (count.commits, ==, 1);
  g_assert_note (store, "one", "1");
  g_assert_note (store, "two", "2");
  g_assert_note (store, "three", "3");
  g_assert_cmpint (fo_operations (store, works.puts[1].operation), ==, 1);
}

static void
expect_nothing (FoStore *store, Works *works)
{
  g_assert_false (fo_store_together (store, do_works, works));
  g_assert_note (store, "one", NULL);
  g_assert_note (store, "two", NULL);
  g_assert_note (store, "three", NULL);
  fo_put (store, "after", "all"); /* and one by one it goes on */
  g_assert_note (store, "after", "all");
}

/* A part that changed something and then said no: it cannot be taken out of the rest. */
static void
test_late_refusal (FoStore *store)
{
  Works works = works_of (store);

  works.puts[1].end = FO_TXN_REFUSE;
  expect_nothing (store, &works);
  g_assert_cmpuint (works.fine, ==, 1);
}

/* What a change expected is not so: on a server that is known only later. */
static void
test_stale (FoStore *store)
{
  Works works = works_of (store);

  works.puts[0].expect = 7;
  expect_nothing (store, &works);
}

static FoTxnEnd
fail (FoTxn *txn, gpointer data, GError **error)
{
  (void) txn, (void) data;
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO, "the world failed");
  return FO_TXN_FAIL;
}

/* Whoever does not pass on that a part failed commits nothing all the same. */
static void
fail_between (FoTxn *txn, gpointer data)
{
  FoStore *store = data;

  (void) txn;
  g_assert_false (fo_store_write (store, 0, fail, NULL, NULL));
}

static void
test_failed_part (FoStore *store)
{
  Works works = works_of (store);

  works.n = 1;
  works.between = fail_between;
  works.data = store;
  expect_nothing (store, &works);
}

static FoTxnEnd
refuse (FoTxn *txn, gpointer data, GError **error)
{
  (void) txn, (void) data, (void) error;
  return FO_TXN_REFUSE;
}

static void
refuse_between (FoTxn *txn, gpointer data)
{
  (void) txn;
  g_assert_true (fo_store_write (data, 0, refuse, NULL, NULL));
}

/* A refusal that changed nothing leaves the others alone. */
static void
test_early_refusal (FoStore *store)
{
  Works works = works_of (store);

  works.between = refuse_between;
  works.data = store;
  g_assert_true (fo_store_together (store, do_works, &works));
  g_assert_note (store, "three", "3");
}

static FoTxnEnd
announce_only (FoTxn *txn, gpointer data, GError **error)
{
  (void) data, (void) error;
  fo_txn_announce (txn, FO_SQL_META_GET, FO_VALUES (FO_TEXT ("two")));
  return FO_TXN_COMMIT;
}

/* A part reads what is there now: what an earlier one has asked ahead and not taken is old. */
static void
read_between (FoTxn *txn, gpointer data)
{
  const Works *works = data;
  g_autofree char *two = fo_get (works->store, "two");

  (void) txn;
  g_assert_cmpstr (two, ==, works->fine < 2 ? NULL : "2");
  g_assert_true (fo_store_read (works->store, announce_only, NULL, NULL));
}

static void
test_reads (FoStore *store)
{
  Works works = works_of (store);

  works.between = read_between;
  works.data = &works;
  g_assert_true (fo_store_together (store, do_works, &works));
}

static const struct {
  const char *name;
  void (*run) (FoStore *store);
} cases[] = { { "kept", test_kept },   { "late-refusal", test_late_refusal }, { "early-refusal", test_early_refusal },
              { "stale", test_stale }, { "failed-part", test_failed_part },   { "reads", test_reads } };

static void
run_case (gconstpointer data)
{
  FoTestEngine on = (FoTestEngine) (GPOINTER_TO_UINT (data) % FO_TEST_N_ENGINES);
  g_autoptr (FoStore) store = fo_test_store_new (on);

  cases[GPOINTER_TO_UINT (data) / FO_TEST_N_ENGINES].run (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint engine = 0; engine < FO_TEST_N_ENGINES; engine++) {
      g_autofree char *path =
          g_strdup_printf ("/store/together/%s/%s", cases[c].name, engine == FO_TEST_SQLITE ? "sqlite" : "postgresql");
      g_test_add_data_func (path, GUINT_TO_POINTER (c * FO_TEST_N_ENGINES + engine), run_case);
    }
  return g_test_run ();
}

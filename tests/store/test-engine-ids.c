/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ids never repeat: not across processes, not after kill -9, not when a clock was set back, not when somebody else
 * believes to hold the same writer number. */
#include "support/postgres.h"
#include "support/seed.h"
#include "support/stores.h"
#include "works.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DAY_US (24 * 3600 * (gint64) G_USEC_PER_SEC)

static FoId
next (FoStore *store)
{
  GError *error = NULL;
  FoId id = fo_store_next_id (store, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

static void G_GNUC_PRINTF (2, 3) run (FoStore *store, const char *format, ...)
{
  va_list arguments;
  g_autofree char *script = NULL;

  va_start (arguments, format);
  script = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fo_behind_the_back (store, script);
}

/* ---- many processes ---------------------------------------------------------------------------------------------- */

/* Makes ids until it is killed or has made enough, and tells them in blocks. */
static void
make_ids (const char *uri, int tell, int enough)
{
  FoId block[64];

  for (int made = 0; made < enough;) {
    FoStore *store = fo_store_open (uri, 0, NULL);

    for (int blocks = 0; blocks < 8; blocks++, made += 64) {
      for (gsize i = 0; i < 64; i++)
        block[i] = next (store);
      g_assert_cmpint (write (tell, block, sizeof block), ==, sizeof block);
    }
    fo_store_free (store); /* gives the number back; the next one may be another's */
  }
  _exit (0);
}

static gsize
note_ids (int heard, GHashTable *seen)
{
  FoId block[64];
  gsize n = 0;

  while (read (heard, block, sizeof block) == sizeof block)
    for (gsize i = 0; i < 64; i++, n++) {
      FoId *id = g_new (FoId, 1);
      *id = block[i];
      g_assert_true (g_hash_table_add (seen, id)); /* false: it was there already */
    }
  return n;
}

/* No connection of ours is open while we fork: an SQLite one would not survive it. */
static void
test_processes (gconstpointer engine)
{
  FoStore *store = fo_test_store_new ((FoTestEngine) GPOINTER_TO_INT (engine));
  g_autofree char *uri = g_strdup (fo_store_uri (store));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GRand) random = fo_test_rand ("processes");
  const guint rounds = fo_test_count (5);
  gsize made = 0;

  fo_store_free (store);
  for (guint round = 0; round < rounds; round++) {
    pid_t children[4];
    int ends[2];

    g_assert_cmpint (pipe (ends), ==, 0);
    for (int i = 0; i < 4; i++)
      if ((children[i] = fork ()) == 0)
        make_ids (uri, ends[1], 4096);
    close (ends[1]);
    for (int i = g_rand_int_range (random, 0, 3000); i > 0; i--)
      g_thread_yield ();
    kill (children[0], SIGKILL); /* leaves its lease as it is */
    made += note_ids (ends[0], seen);
    close (ends[0]);
    for (int i = 0; i < 4; i++)
      waitpid (children[i], NULL, 0);
  }
  g_assert_cmpuint (made, >=, rounds * 3 * 4096);
  g_assert_cmpuint (g_hash_table_size (seen), ==, made);
}

/* ---- one lease --------------------------------------------------------------------------------------------------- */

static void
test_given_back (FoStore *store)
{
  FoStore *other = fo_test_store_again (store);
  FoId mine = next (store), first = next (other), second;

  g_assert_cmpint (fo_id_writer (mine), !=, fo_id_writer (first));
  fo_store_free (other);
  other = fo_test_store_again (store);
  for (int i = 0; i < 3000; i++) /* time goes on: a number is only taken where no id of it lies ahead */
    g_thread_yield ();
  second = next (other);
  g_assert_cmpint (second, >, first);
  g_assert_cmpint (fo_id_writer (mine), !=, fo_id_writer (second));
  fo_store_free (other);
}

static FoTxnEnd
id_inside (FoTxn *txn, gpointer data, GError **error)
{
  FoId *id = data;

  *id = fo_store_next_id (fo_txn_store (txn), error);
  return *id ? FO_TXN_REFUSE : FO_TXN_FAIL;
}

/* A refused work made ids too: they are not made again, though nothing of the work was kept. */
static void
test_inside_a_work (FoStore *store)
{
  g_autoptr (GError) error = NULL;
  FoId first = 0, second = 0;

  g_assert_false (fo_store_read (store, id_inside, &first, &error)); /* reading makes none */
  g_clear_error (&error);
  g_assert_true (fo_store_write (store, 0, id_inside, &first, &error));
  g_assert_no_error (error);
  g_assert_true (fo_store_write (store, 0, id_inside, &second, &error));
  g_assert_cmpint (second, >, first);
}

static void
test_renewed (FoStore *store)
{
  FoId id = next (store);
  gint64 until_us = store->lease.until_us;
  int writer = store->lease.writer;

  store->lease.renew_boot_us = 0; /* half its time is over */
  store->lease.until_us -= 1000000;
  g_assert_cmpint (next (store), >, id);
  g_assert_cmpint (store->lease.writer, ==, writer);
  g_assert_cmpint (store->lease.until_us, >=, until_us - 1000000);
  g_assert_cmpint (store->lease.renew_boot_us, >, 0);
}

/* Asleep for longer than the lease: the number is another's now. */
static void
test_taken_over (FoStore *store)
{
  FoId before = next (store), after;

  run (store, "UPDATE writer SET holder = 'somebody else' WHERE writer = %d", store->lease.writer);
  store->lease.renew_boot_us = 0;
  after = next (store);
  g_assert_cmpint (fo_id_writer (after), !=, fo_id_writer (before));
}

static gint64
yesterday (gpointer store)
{
  return *(gint64 *) store - DAY_US;
}

/* The program was started again after the clock was set back: what is done now is still behind what was done before. */
static void
test_clock_set_back_and_restarted (FoStore *store)
{
  gint64 now_us = fo_store_now_us (store);
  FoPut put = { "a", "1", 1, FO_TXN_COMMIT, next (store) };
  FoId before = put.operation;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) again = NULL;

  g_assert_true (fo_store_write (store, put.operation, fo_put_work, &put, &error));
  for (guint life = 0; life < 3; life++) {
    g_clear_pointer (&again, fo_store_free);
    again = fo_store_open (fo_store_uri (store), 0, &error);
    g_assert_no_error (error);
    fo_store_set_clock (again, yesterday, &now_us);
    put = (FoPut){ "a", "1", 1, FO_TXN_COMMIT, next (again) };
    g_assert_cmpint (put.operation, >, before);
    before = put.operation;
    g_assert_true (fo_store_write (again, put.operation, fo_put_work, &put, &error));
  }
}

/* The clock of this machine was a day ahead when the number was last used, and was then set right. */
static void
test_clock_set_back (FoStore *store)
{
  gint64 ahead_us = fo_store_now_us (store) + DAY_US;

  for (int i = 0; i < FO_ID_WRITERS; i++)
    run (store,
         "INSERT INTO writer (writer, holder, session, since_us, until_us) VALUES (%d, '%s', '', 0, %" G_GINT64_FORMAT
         ")",
         i, i == 5 ? "" : "another machine", ahead_us);
  g_assert_cmpint (fo_id_writer (next (store)), ==, 5);
  g_assert_cmpint (fo_id_made_at_us (next (store)), >, ahead_us);
}

static void
test_all_taken (FoStore *store)
{
  g_autoptr (GError) error = NULL;
  FoPut put = { .key = "a", .value = "1", .expect = 1, .end = FO_TXN_COMMIT };
  gint64 ahead_us = fo_store_now_us (store) + DAY_US;

  for (int i = 0; i < FO_ID_WRITERS; i++)
    run (store,
         "INSERT INTO writer (writer, holder, session, since_us, until_us) VALUES (%d, 'x', '', 0, %" G_GINT64_FORMAT
         ")",
         i, ahead_us);
  g_assert_cmpint (fo_store_next_id (store, &error), ==, 0);
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (fo_store_write (store, 0, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY);
  run (store, "UPDATE writer SET until_us = 1 WHERE writer = 1000"); /* one ran out */
  g_assert_cmpint (fo_id_writer (next (store)), ==, 1000);
}

/* A thousand kills in a row, faster than leases run out, leave a store that still gives ids. */
static void
test_killed_leases (FoStore *store)
{
  g_autofree char *boot = fo_machine_boot ();
  gint64 until_us = fo_store_now_us (store) + 300 * G_USEC_PER_SEC;

  for (int i = 0; i < FO_ID_WRITERS; i++) /* process 2^22 + i of this start of the machine is nobody */
    run (store,
         "INSERT INTO writer (writer, holder, session, since_us, until_us) VALUES (%d, '%s %d 1 x', '', 0, "
         "%" G_GINT64_FORMAT ")",
         i, boot, (1 << 22) + i, until_us + i);
  g_assert_cmpint (fo_id_writer (next (store)), ==, 0);
  g_assert_cmpint (fo_id_made_at_us (next (store)), >, until_us);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/ids/processes/sqlite", GINT_TO_POINTER (FO_TEST_SQLITE), test_processes);
  g_test_add_data_func ("/ids/processes/postgresql", GINT_TO_POINTER (FO_TEST_POSTGRESQL), test_processes);
  fo_test_each_store ("/ids/given-back", test_given_back);
  fo_test_each_store ("/ids/inside", test_inside_a_work);
  fo_test_each_store ("/ids/renewed", test_renewed);
  fo_test_each_store ("/ids/taken-over", test_taken_over);
  fo_test_each_store ("/ids/clock-set-back", test_clock_set_back);
  fo_test_each_store ("/ids/clock-set-back-and-restarted", test_clock_set_back_and_restarted);
  fo_test_each_store ("/ids/all-taken", test_all_taken);
  fo_test_each_store ("/ids/killed", test_killed_leases);
  return g_test_run ();
}

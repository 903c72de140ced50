/* SPDX-License-Identifier: GPL-3.0-or-later
 * SQLite on a disk that fails, is full, or is locked by others. What was said to be booked is booked; what was said
 * not to be booked does not come back. */
#include "faulty-vfs.h"
#include "support/stores.h"
#include "works.h"
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- a disk that fails ------------------------------------------------------------------------------------------- */

typedef struct {
  char *uri, *plain; /* with the faulty disk, and with a good one */
  FoStore *store;
  FoPut put;
} Disk;

static void
disk_init (Disk *disk)
{
  GError *error = NULL;

  disk->plain = fo_test_store_uri (FO_TEST_SQLITE);
  disk->uri = g_strconcat (disk->plain, "?vfs=faulty", NULL);
  g_assert_true (g_file_set_contents (disk->plain + strlen ("sqlite:"), "", 0, NULL));
  disk->store = fo_store_open (disk->uri, FO_STORE_CREATE, &error);
  g_assert_no_error (error);
  disk->put = (FoPut){ .key = "a", .value = "1", .expect = 1, .end = FO_TXN_COMMIT };
  disk->put.operation = fo_store_next_id (disk->store, &error);
  g_assert_no_error (error);
}

static void
disk_clear (Disk *disk)
{
  fo_faulty_set (FO_FAULT_NONE, 0);
  fo_store_free (disk->store);
  g_free (disk->uri);
  g_free (disk->plain);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Disk, disk_clear)

static void
assert_sound (Disk *disk, bool there)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = NULL;

  g_clear_pointer (&disk->store, fo_store_free); /* the last one out: the next one in recovers */
  store = fo_store_open (disk->plain, 0, &error);
  g_assert_no_error (error);
  g_assert_true (fo_store_check_file (store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fo_operations (store, disk->put.operation), ==, there);
}

/* One fsync failed: the commit record is in memory, and nobody knows about the disk. The connection is closed, which
 * takes the WAL away with the record in it, and what is not there stays not there. */
static void
test_sync_fails_once (void)
{
  g_auto (Disk) disk;
  g_autoptr (GError) error = NULL;

  disk_init (&disk);
  fo_faulty_set (FO_FAULT_WAL_SYNC, 1);
  g_assert_false (fo_store_write (disk.store, disk.put.operation, fo_put_work, &disk.put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO);
  g_assert_cmpint (fo_faulty_struck (), ==, 1);
  g_assert_cmpuint (disk.put.runs, ==, 1);
  g_assert_cmpint (fo_operations (disk.store, disk.put.operation), ==, 0);
  g_clear_error (&error);
  g_assert_true (
      fo_store_write (disk.store, disk.put.operation, fo_put_work, &disk.put, &error)); /* done again by hand */
  g_assert_no_error (error);
  assert_sound (&disk, true);
}

/* Another connection is open, so nobody recovers and the record is not seen: it must not come back later. */
static void
test_sync_fails_beside_a_reader (void)
{
  g_auto (Disk) disk;
  g_autoptr (GError) error = NULL;
  FoStore *reader;

  disk_init (&disk);
  reader = fo_store_open (disk.uri, FO_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_note (reader, "a", NULL);
  fo_faulty_set (FO_FAULT_WAL_SYNC, 1);
  g_assert_false (fo_store_write (disk.store, disk.put.operation, fo_put_work, &disk.put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO);
  g_assert_cmpint (fo_operations (disk.store, disk.put.operation), ==, 0);
  /* Killed here: whoever opens it next finds whatever lies in the WAL. */
  g_assert_cmpint (fo_faulty_struck (), ==, 1);
  fo_store_free (reader);
  assert_sound (&disk, false);
}

/* As above, but the process dies right after the answer, so that the WAL is recovered as it lies on the disk. */
static void
fail_and_die (Disk *disk)
{
  FoStore *reader = fo_store_open (disk->uri, FO_STORE_READ_ONLY, NULL);
  FoStore *store = fo_store_open (disk->uri, 0, NULL);
  bool done;

  fo_put (store, "x", "1");
  g_assert_note (reader, "a", NULL);
  fo_faulty_set (FO_FAULT_WAL_SYNC, 1);
  done = fo_store_write (store, disk->put.operation, fo_put_work, &disk->put, NULL);
  g_assert_false (done);
  kill (getpid (), SIGKILL);
}

static void
test_sync_fails_and_dies (void)
{
  g_auto (Disk) disk;
  pid_t child;
  int status;

  disk_init (&disk);
  g_clear_pointer (&disk.store, fo_store_free);
  child = fork ();
  if (child == 0)
    fail_and_die (&disk);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  assert_sound (&disk, false);
}

static void
test_syncs_fail_for_a_while (void)
{
  g_auto (Disk) disk;
  g_autoptr (GError) error = NULL;
  bool done = false;

  disk_init (&disk);
  fo_faulty_set (FO_FAULT_WAL_SYNC, -1);
  g_assert_false (fo_store_write (disk.store, disk.put.operation, fo_put_work, &disk.put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN);
  g_clear_error (&error);
  g_assert_false (fo_store_settle (disk.store, disk.put.operation, &done, &error));
  g_clear_error (&error);
  fo_faulty_set (FO_FAULT_NONE, 0);
  g_assert_true (fo_store_settle (disk.store, disk.put.operation, &done, &error));
  g_assert_no_error (error);
  assert_sound (&disk, done);
}

static void
test_write_fails (void)
{
  static const struct {
    FoFault fault;
    FoStoreError code;
  } table[] = { { FO_FAULT_WAL_WRITE, FO_STORE_ERROR_IO }, { FO_FAULT_WAL_FULL, FO_STORE_ERROR_FULL } };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_auto (Disk) disk;
    g_autoptr (GError) error = NULL;

    disk_init (&disk);
    fo_faulty_set (table[i].fault, 1);
    g_assert_false (fo_store_write (disk.store, disk.put.operation, fo_put_work, &disk.put, &error));
    g_assert_error (error, FO_STORE_ERROR, table[i].code);
    g_assert_cmpint (fo_operations (disk.store, disk.put.operation), ==, 0);
    fo_put (disk.store, "a", "2");
    assert_sound (&disk, false);
  }
}

/* A checkpoint that fails takes nothing away, but it is noticed: no more work until the disk accepts it again. */
static void
test_checkpoint_fails (FoFault fault)
{
  g_auto (Disk) disk;
  g_autoptr (GError) error = NULL;
  g_autofree char *lengthy = g_strnfill (100000, '\x10');

  disk_init (&disk);
  fo_faulty_set (fault, -1);
  while (fo_faulty_struck () == 0) {        /* each of these is done, the one that brings the checkpoint too */
    memset (lengthy, *lengthy + 1, 100000); /* what did not change is not written */
    fo_put (disk.store, "long", lengthy);
    g_assert_cmpint (*lengthy, <, 0x7f);
  }
  g_assert_false (fo_store_write (disk.store, disk.put.operation, fo_put_work, &disk.put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO);
  g_assert_cmpuint (disk.put.runs, ==, 0);
  g_assert_note (disk.store, "long", lengthy); /* reading goes on */
  fo_faulty_set (FO_FAULT_NONE, 0);
  g_clear_error (&error);
  g_assert_true (fo_store_write (disk.store, disk.put.operation, fo_put_work, &disk.put, &error));
  g_assert_no_error (error);
  assert_sound (&disk, true);
}

static void
test_checkpoint (void)
{
  test_checkpoint_fails (FO_FAULT_MAIN_SYNC);
  test_checkpoint_fails (FO_FAULT_MAIN_WRITE);
}

static void
test_one_sync_a_commit (void)
{
  g_auto (Disk) disk;
  int before;

  disk_init (&disk);
  fo_put (disk.store, "a", "0");
  before = fo_faulty_wal_syncs ();
  for (int i = 0; i < 50; i++)
    fo_put (disk.store, "a", i % 2 ? "1" : "2");
  g_assert_cmpint (fo_faulty_wal_syncs () - before, ==, 50);
}

/* ---- a full disk ------------------------------------------------------------------------------------------------- */

/* The disk ends at 2 MB. Exit status: 0 when everything that was answered is there and work goes on after room was
 * made. */
static void
fill_disk (const char *uri)
{
  struct rlimit limit = { 2000000, RLIM_INFINITY };
  g_autofree char *lengthy = g_strnfill (50000, 'x');
  FoStore *store = fo_store_open (uri, 0, NULL);
  g_autoptr (GError) error = NULL;
  FoPut put = { .value = lengthy, .expect = 1, .end = FO_TXN_COMMIT };
  int kept = 0;

  signal (SIGXFSZ, SIG_IGN);
  fo_put (store, "x", "1");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (bool done = true; done; kept += done) {
    g_autofree char *key = g_strdup_printf ("full-%d", kept);

    put.key = key;
    put.operation = fo_store_next_id (store, &error);
    done = put.operation && fo_store_write (store, put.operation, fo_put_work, &put, &error);
  }
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_FULL);
  g_assert_cmpint (kept, >=, 5);
  limit.rlim_cur = RLIM_INFINITY;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (int i = 0; i < kept; i++) {
    g_autofree char *key = g_strdup_printf ("full-%d", i);
    g_assert_note (store, key, lengthy);
  }
  g_assert_cmpint (fo_operations (store, put.operation), ==, 0);
  fo_put (store, "x", "2");
  _exit (0);
}

static void
test_full_disk (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE);
  pid_t child;
  int status;

  fo_store_free (fo_store_open (uri, FO_STORE_CREATE, NULL));
  child = fork ();
  if (child == 0)
    fill_disk (uri);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

/* ---- locked by others -------------------------------------------------------------------------------------------- */

typedef struct {
  sqlite3 *holder;
  gint let_go;
} Lock;

static void
lock_file (Lock *lock, FoStore *store)
{
  g_assert_cmpint (sqlite3_open (fo_store_uri (store) + strlen ("sqlite:"), &lock->holder), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (lock->holder, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
}

static gpointer
unlock_soon (gpointer data)
{
  Lock *lock = data;
  gint64 until_us = g_get_monotonic_time () + 400000;

  while (g_get_monotonic_time () < until_us)
    g_thread_yield ();
  g_assert_cmpint (sqlite3_exec (lock->holder, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (lock->holder);
  return NULL;
}

static void
test_locked (void)
{
  g_autoptr (FoStore) store = fo_test_store_new (FO_TEST_SQLITE);
  FoPut put = { .key = "a", .value = "1", .expect = 1, .end = FO_TXN_COMMIT };
  g_autoptr (GError) error = NULL;
  gint64 began_us;
  GThread *thread;
  Lock lock;

  fo_put (store, "a", "0");
  lock_file (&lock, store);
  fo_store_set_patience (store, 100);
  began_us = g_get_monotonic_time ();
  g_assert_false (fo_store_write (store, 0, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY);
  g_assert_cmpint (g_get_monotonic_time () - began_us, >=, 100000);
  g_assert_cmpuint (put.runs, ==, 0);
  g_assert_note (store, "a", "0"); /* who reads does not wait */
  fo_store_set_patience (store, 10000);
  thread = g_thread_new ("unlock", unlock_soon, &lock);
  fo_put (store, "a", "2");
  g_thread_join (thread);
  g_assert_note (store, "a", "2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_faulty_register ();
  g_test_add_func ("/disk/sync-fails-once", test_sync_fails_once);
  g_test_add_func ("/disk/sync-fails-beside-a-reader", test_sync_fails_beside_a_reader);
  g_test_add_func ("/disk/sync-fails-and-dies", test_sync_fails_and_dies);
  g_test_add_func ("/disk/syncs-fail-for-a-while", test_syncs_fail_for_a_while);
  g_test_add_func ("/disk/write-fails", test_write_fails);
  g_test_add_func ("/disk/checkpoint-fails", test_checkpoint);
  g_test_add_func ("/disk/one-sync", test_one_sync_a_commit);
  g_test_add_func ("/disk/full", test_full_disk);
  g_test_add_func ("/disk/locked", test_locked);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Opening: what is missing, there already, older, newer, damaged, on a network, or not to be trusted is told in so
 * many words, and nothing is changed by being refused. */
#include "db-postgres-link.h"
#include "db-sqlite-file.h"
#include "support/postgres.h"
#include "support/stores.h"
#include "works.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define g_assert_opens_not(uri, flags, wanted)                                                                         \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autoptr (GError) fo_why = NULL;                                                                                  \
    g_assert_null (fo_store_open (uri, flags, &fo_why));                                                               \
    g_assert_error (fo_why, FO_STORE_ERROR, wanted);                                                                   \
    g_test_message ("%s", fo_why->message);                                                                            \
  }                                                                                                                    \
  G_STMT_END

static const char *
path_of (const char *uri)
{
  return uri + strlen ("sqlite:");
}

static FoStore *
must_open (const char *uri, FoStoreFlags flags, const FoMigration *list, gsize n)
{
  GError *error = NULL;
  FoStore *store = fo_store_open_list (uri, flags, list, n, &error);

  g_assert_no_error (error);
  return store;
}

static void
overwrite (const char *path, long at, const char *bytes, gsize length)
{
  int fd = g_open (path, O_WRONLY, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bytes, length, at), ==, (gssize) length);
  close (fd);
}

/* ---- what is there ----------------------------------------------------------------------------------------------- */

static void
test_uris (void)
{
  static const char *uris[] = { "", "warehouse.db", "mysql://host/db", "sqlite:", "SQLITE:a", "postgresql:", NULL };

  for (const char **uri = uris; *uri; uri++)
    g_assert_opens_not (*uri, 0, FO_STORE_ERROR_URI);
}

static void
test_missing_file (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE), *folder = NULL, *deep = NULL;

  g_assert_opens_not (uri, 0, FO_STORE_ERROR_MISSING);
  g_assert_false (g_file_test (path_of (uri), G_FILE_TEST_EXISTS)); /* a wrong name makes no warehouse */
  folder = g_strdup_printf ("sqlite:%s", fo_test_folder_name ());
  g_assert_opens_not (folder, 0, FO_STORE_ERROR_MISSING);
  deep = g_strdup_printf ("sqlite:%s/nowhere/a.db", fo_test_folder_name ());
  g_assert_opens_not (deep, FO_STORE_CREATE, FO_STORE_ERROR_MISSING);
}

static void
test_missing_tables (gconstpointer engine)
{
  g_autofree char *uri = fo_test_store_uri ((FoTestEngine) GPOINTER_TO_INT (engine));

  if (GPOINTER_TO_INT (engine) == FO_TEST_SQLITE)
    g_assert_true (g_file_set_contents (path_of (uri), "", 0, NULL)); /* made by a failed copy, say */
  g_assert_opens_not (uri, 0, FO_STORE_ERROR_MISSING);
  g_assert_opens_not (uri, FO_STORE_READ_ONLY, FO_STORE_ERROR_MISSING);
  fo_store_free (must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations));
  g_assert_opens_not (uri, FO_STORE_CREATE, FO_STORE_ERROR_EXISTS);
  fo_store_free (must_open (uri, 0, fo_migrations, fo_n_migrations));
}

static void
test_foreign_file (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE);
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open (path_of (uri), &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "CREATE TABLE photos (name)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_opens_not (uri, 0, FO_STORE_ERROR_MISSING);
  g_assert_opens_not (uri, FO_STORE_CREATE, FO_STORE_ERROR_EXISTS);
}

static void
test_nobody_elses_to_read (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE), *wal = g_strconcat (path_of (uri), "-wal", NULL);
  g_autoptr (FoStore) store = must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations);
  struct stat st;

  fo_put (store, "a", "1");
  g_assert_cmpint (g_stat (path_of (uri), &st), ==, 0);
  g_assert_cmphex (st.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (wal, &st), ==, 0);
  g_assert_cmphex (st.st_mode & 0777, ==, 0600);
}

static gpointer
create_at_once (gpointer uri)
{
  GError *error = NULL;
  FoStore *store = fo_store_open (uri, FO_STORE_CREATE, &error);

  if (!store)
    g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  return store;
}

static void
test_two_create (gconstpointer engine)
{
  g_autofree char *uri = fo_test_store_uri ((FoTestEngine) GPOINTER_TO_INT (engine));
  GThread *threads[4];
  int made = 0;

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("create", create_at_once, uri);
  for (int i = 0; i < 4; i++) {
    FoStore *store = g_thread_join (threads[i]);

    made += store != NULL;
    fo_store_free (store);
  }
  g_assert_cmpint (made, ==, 1);
  fo_store_free (must_open (uri, 0, fo_migrations, fo_n_migrations));
}

/* ---- older and newer --------------------------------------------------------------------------------------------- */

#define MORE_MAX 64
#define LAST (fo_migrations[fo_n_migrations - 1].number)

/* The migrations of today and one more. */
static const FoMigration *
one_more (const char *text, const char *checksum)
{
  static FoMigration list[MORE_MAX];

  g_assert_cmpuint (fo_n_migrations, <, MORE_MAX);
  memcpy (list, fo_migrations, fo_n_migrations * sizeof *list);
  list[fo_n_migrations] = (FoMigration){ LAST + 1, "9999-more", checksum, text };
  return list;
}

static void
test_newer (gconstpointer engine)
{
  g_autofree char *uri = fo_test_store_uri ((FoTestEngine) GPOINTER_TO_INT (engine));
  const FoMigration *list = one_more ("CREATE TABLE more (a @ID@ PRIMARY KEY, b TEXT) ;", "1");

  fo_store_free (must_open (uri, FO_STORE_CREATE, list, fo_n_migrations + 1));
  g_assert_opens_not (uri, 0, FO_STORE_ERROR_NEWER);
  g_assert_opens_not (uri, FO_STORE_READ_ONLY, FO_STORE_ERROR_NEWER);
  g_assert_opens_not (uri, FO_STORE_UPGRADE, FO_STORE_ERROR_NEWER);
  fo_store_free (must_open (uri, 0, list, fo_n_migrations + 1));
}

/* A program that runs while another upgrades the store finds out within a lease, before it writes nonsense. */
static void
test_newer_while_running (FoStore *store)
{
  FoPut put = { .key = "a", .value = "2", .expect = 1, .end = FO_TXN_COMMIT };
  const FoMigration *list = one_more ("CREATE TABLE more (a @ID@ PRIMARY KEY) @CLUSTERED@;", "1");
  g_autoptr (GError) error = NULL;

  fo_put (store, "a", "1");
  fo_store_free (must_open (fo_store_uri (store), FO_STORE_UPGRADE, list, fo_n_migrations + 1));
  store->lease.renew_boot_us = 0;
  g_assert_false (fo_store_write (store, 0, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_NEWER);
}

static void
test_older_sqlite (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE), *copy = NULL;
  const FoMigration *list = one_more ("CREATE TABLE more (a @ID@ PRIMARY KEY, b TEXT) ;", "1");
  FoStore *store = must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations);
  g_autoptr (GError) error = NULL;
  struct stat st;

  fo_put (store, "a", "before");
  fo_store_free (store);
  g_assert_null (fo_store_open_list (uri, FO_STORE_READ_ONLY, list, fo_n_migrations + 1, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OLDER);
  store = must_open (uri, 0, list, fo_n_migrations + 1);
  fo_put (store, "a", "after");
  fo_store_free (store);
  /* The copy is what the older program left, and it can go back to it. */
  copy = g_strdup_printf ("%s.before-%04d", uri, LAST + 1);
  g_assert_cmpint (g_stat (path_of (copy), &st), ==, 0);
  g_assert_cmphex (st.st_mode & 0777, ==, 0600);
  store = must_open (copy, 0, fo_migrations, fo_n_migrations);
  g_assert_note (store, "a", "before");
  fo_store_free (store);
}

static void
test_older_postgres (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_POSTGRESQL);
  const FoMigration *list = one_more ("CREATE TABLE more (a @ID@ PRIMARY KEY, b TEXT) @CLUSTERED@;", "1");
  g_autoptr (GError) error = NULL;
  FoStore *store;

  fo_store_free (must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations));
  g_assert_null (fo_store_open_list (uri, 0, list, fo_n_migrations + 1, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OLDER);
  store = must_open (uri, 0, fo_migrations, fo_n_migrations); /* nothing was touched */
  fo_store_free (store);
  fo_store_free (must_open (uri, FO_STORE_UPGRADE, list, fo_n_migrations + 1));
  fo_store_free (must_open (uri, 0, list, fo_n_migrations + 1));
}

/* The second statement fails; the first one must not stay, and the older program goes on. */
static void
test_failed_upgrade (gconstpointer engine)
{
  g_autofree char *uri = fo_test_store_uri ((FoTestEngine) GPOINTER_TO_INT (engine));
  const FoMigration *list =
      one_more ("CREATE TABLE half (a @ID@ PRIMARY KEY); CREATE TABLE half (a @ID@ PRIMARY KEY);", "1");
  g_autoptr (GError) error = NULL;
  FoStore *store = must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations);

  fo_put (store, "a", "1");
  fo_store_free (store);
  g_assert_null (fo_store_open_list (uri, FO_STORE_UPGRADE, list, fo_n_migrations + 1, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_CONSTRAINT);
  g_assert_nonnull (strstr (error->message, "9999-more"));
  store = must_open (uri, 0, fo_migrations, fo_n_migrations);
  g_assert_note (store, "a", "1");
  fo_behind_the_back (store, "CREATE TABLE half (a BIGINT)");
  fo_store_free (store);
}

static void
test_upgrade_that_orphans_rows (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE);
  const FoMigration *list = one_more ("DELETE FROM place;", "1");
  FoStore *store = must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations);
  g_autoptr (GError) error = NULL;

  fo_behind_the_back (store, "INSERT INTO place (place_id, code, name, kind, route) VALUES (1, 'D', '', 'dock', 0); "
                             "INSERT INTO station (station, dock_id, seen_us) VALUES ('1', 1, 0)");
  fo_store_free (store);
  g_assert_null (fo_store_open_list (uri, 0, list, fo_n_migrations + 1, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED);
  store = must_open (uri, 0, fo_migrations, fo_n_migrations);
  fo_behind_the_back (store, "UPDATE place SET name = CASE WHEN (SELECT COUNT (*) FROM place) = 1 THEN 'still' END");
  fo_store_free (store);
}

static void
test_changed_schema (gconstpointer engine)
{
  g_autofree char *uri = fo_test_store_uri ((FoTestEngine) GPOINTER_TO_INT (engine));
  const FoMigration *list = one_more ("CREATE TABLE more (a @ID@ PRIMARY KEY) @CLUSTERED@;", "1");
  g_autoptr (GError) error = NULL;

  fo_store_free (must_open (uri, FO_STORE_CREATE, list, fo_n_migrations + 1));
  list = one_more ("CREATE TABLE more (a @ID@ PRIMARY KEY, b BIGINT) @CLUSTERED@;", "2");
  g_assert_null (fo_store_open_list (uri, 0, list, fo_n_migrations + 1, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED);
}

/* ---- damaged files ----------------------------------------------------------------------------------------------- */

static void
test_garbage (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE), *junk = g_strnfill (20000, 'j'), *after = NULL;
  gsize length;

  g_assert_true (g_file_set_contents (path_of (uri), junk, 20000, NULL));
  g_assert_opens_not (uri, 0, FO_STORE_ERROR_DAMAGED);
  g_assert_opens_not (uri, FO_STORE_CREATE, FO_STORE_ERROR_DAMAGED);
  g_assert_true (g_file_get_contents (path_of (uri), &after, &length, NULL));
  g_assert_cmpmem (after, length, junk, 20000); /* it may be somebody's only copy of something */
}

static void
test_cut_file (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE);

  fo_store_free (must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations));
  g_assert_cmpint (truncate (path_of (uri), 9000), ==, 0);
  g_assert_opens_not (uri, 0, FO_STORE_ERROR_DAMAGED);
}

/* Many notes, so that there is a page to damage that opening does not look at. */
static void
fill (FoStore *store)
{
  g_autofree char *value = g_strnfill (300, 'v');

  for (int i = 0; i < 200; i++) {
    g_autofree char *key = g_strdup_printf ("zone-not-%d", i);
    fo_put (store, key, value);
  }
}

static void
damage_inside (const char *path)
{
  g_autofree char *junk = g_strnfill (4000, '\xee');
  struct stat st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  overwrite (path, st.st_size / 2 / 4096 * 4096, junk, 4000);
}

static void
test_damage_inside (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE);
  FoStore *store = must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations);
  g_autoptr (GError) error = NULL;

  fo_behind_the_back (store,
                      "INSERT INTO operation (operation_id, content, kind, reply, station, person, day, made_at_us) "
                      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
                      "SELECT i, 'content', 'test', '{}', '1', 'p', '2026-01-01', 1 FROM n");
  fo_store_free (store);
  damage_inside (path_of (uri));
  store = must_open (uri, 0, fo_migrations, fo_n_migrations);
  g_assert_false (fo_store_check_file (store, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED);
  fo_store_free (store);
}

/* A child that is killed with the file open, on another start of the machine as far as the notes say. */
static void
leave_open_on_another_boot (const char *uri)
{
  pid_t child = fork ();
  int status;

  if (child == 0) {
    FoStore *store = fo_store_open (uri, 0, NULL);

    fo_put (store, "boot", "another start of the machine");
    fill (store);
    kill (getpid (), SIGKILL);
  }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

static void
test_check_after_power_cut (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE);
  FoStore *store = must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations);

  fo_behind_the_back (store,
                      "INSERT INTO operation (operation_id, content, kind, reply, station, person, day, made_at_us) "
                      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
                      "SELECT i, 'content', 'test', '{}', '1', 'p', '2026-01-01', 1 FROM n");
  fo_store_free (store);
  leave_open_on_another_boot (uri);
  store = must_open (uri, 0, fo_migrations, fo_n_migrations); /* whole: opens, and notes this start */
  fo_store_free (store);
  leave_open_on_another_boot (uri);
  damage_inside (path_of (uri));
  g_assert_opens_not (uri, 0, FO_STORE_ERROR_DAMAGED);
}

/* ---- where it lies ----------------------------------------------------------------------------------------------- */

static void
test_file_systems (void)
{
  static const struct {
    long f_type;
    const char *kind;
    bool local;
  } table[] = {
    { 0xef53, "ext4", true },
    { 0x58465342, "xfs", true },
    { (long) 0x9123683e, "btrfs", true },
    { 0x01021994, "tmpfs", true },
    { 0x794c7630, "overlay", true },
    { 0x65735546, "fuseblk", true }, /* a stick with NTFS */
    { 0x65735546, "fuse.sshfs", false },
    { 0x65735546, "fuse.rclone", false },
    { 0x65735546, "fuse.something-new", false }, /* unknown: rather not */
    { 0x65735546, NULL, false },
    { 0x6969, "nfs4", false },
    { 0x517b, "smbfs", false },
    { (long) 0xff534d42, "cifs", false },
    { (long) 0xfe534d42, "smb3", false },
    { (int) 0xff534d42, "cifs", false }, /* as a 32-bit system reports it */
    { 0x01021997, "9p", false },
    { 0x00c36400, "ceph", false },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_test_message ("%lx %s", table[i].f_type, table[i].kind);
    g_assert_cmpint (fo_fs_is_local (table[i].f_type, table[i].kind), ==, table[i].local);
  }
}

static void
test_network_fs (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE);

  fo_fs_pretend (0x6969, "nfs4");
  g_assert_opens_not (uri, FO_STORE_CREATE, FO_STORE_ERROR_NETWORK_FS);
  g_assert_false (g_file_test (path_of (uri), G_FILE_TEST_EXISTS));
  fo_fs_pretend (0, NULL);
  fo_store_free (must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations));
  fo_fs_pretend (0x65735546, "fuse.sshfs");
  g_assert_opens_not (uri, 0, FO_STORE_ERROR_NETWORK_FS);
  fo_fs_pretend (0, NULL);
}

/* ---- locks of others --------------------------------------------------------------------------------------------- */

static void
test_kept_locked (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_SQLITE);
  FoSqliteUri name = { .path = (char *) path_of (uri) };
  const FoSqliteHow whole = { .exclusive = true, .patience_ms = 0 }, impatient = { .patience_ms = 150 };
  FoSqliteFile holder, other;
  g_autoptr (GError) error = NULL;
  gint64 began_us;

  fo_store_free (must_open (uri, FO_STORE_CREATE, fo_migrations, fo_n_migrations));
  g_assert_true (fo_sqlite_open (&holder, &name, &whole, &error));
  g_assert_cmpint (sqlite3_exec (holder.sqlite, "CREATE TABLE x (y)", NULL, NULL, NULL), ==, SQLITE_OK);
  began_us = g_get_monotonic_time ();
  g_assert_false (fo_sqlite_open (&other, &name, &impatient, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, path_of (uri)));
  g_assert_cmpint (g_get_monotonic_time () - began_us, >=, 150000);
  sqlite3_close (holder.sqlite);
}

/* ---- servers ----------------------------------------------------------------------------------------------------- */

static void
test_no_server (void)
{
  g_autofree char *uri = g_strdup_printf ("postgresql:///a?host=%s&user=firstout", fo_test_folder_name ());
  gint64 began_us = g_get_monotonic_time ();

  g_assert_opens_not (uri, 0, FO_STORE_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - began_us, <, 3 * G_USEC_PER_SEC);
}

static void
test_refusing_server (void)
{
  const char *folder = fo_test_server_folder (fo_test_server ());
  g_autofree char *no_database = g_strdup_printf ("postgresql:///nowhere?host=%s&user=firstout", folder);
  g_autofree char *no_user = g_strdup_printf ("postgresql:///postgres?host=%s&user=stranger", folder);
  g_autofree char *bad_option = g_strdup_printf ("postgresql:///postgres?host=%s&colour=red", folder);

  g_assert_opens_not (no_database, 0, FO_STORE_ERROR_MISSING);
  g_assert_opens_not (no_user, 0, FO_STORE_ERROR_PERMISSION);
  g_assert_opens_not (bad_option, 0, FO_STORE_ERROR_URI);
}

static void
test_other_encoding (void)
{
  g_autofree char *uri =
      g_strdup_printf ("postgresql:///latin?host=%s&user=firstout", fo_test_server_folder (fo_test_server ()));

  fo_test_server_run (fo_test_server (), "postgres",
                      "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0");
  g_assert_opens_not (uri, FO_STORE_CREATE, FO_STORE_ERROR_URI);
}

static void
test_trust (void)
{
  static const struct {
    const char *host, *hostaddr, *sslmode;
    bool trusted;
  } table[] = {
    { NULL, NULL, "prefer", true },
    { "", NULL, "prefer", true },
    { "/run/postgresql", NULL, "disable", true },
    { "localhost", NULL, "prefer", false }, /* who has the port there is not known either */
    { "127.0.0.1", NULL, "require", false },
    { "::1", NULL, "prefer", false },
    { "localhost", NULL, "verify-full", true },
    { "/run/postgresql", "127.0.0.1", "prefer", false }, /* the address decides, not the name */
    { "db.firm.example", NULL, "verify-full", true },
    { "db.firm.example", NULL, "verify-ca", false },
    { "db.firm.example", NULL, "require", false },
    { "db.firm.example", NULL, "prefer", false },
    { "db.firm.example", NULL, NULL, false },
    { "/run/postgresql,db.firm.example", NULL, "prefer", false },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_test_message ("%s %s %s", table[i].host, table[i].hostaddr, table[i].sslmode);
    g_assert_cmpint (fo_pg_may_trust (table[i].host, table[i].hostaddr, table[i].sslmode), ==, table[i].trusted);
  }
}

static void
test_untrusted_server (void)
{
  g_assert_opens_not ("postgresql://192.0.2.7/warehouse", 0, FO_STORE_ERROR_URI);
  g_assert_opens_not ("postgresql://db.invalid/warehouse?sslmode=require", 0, FO_STORE_ERROR_URI);
  g_assert_opens_not ("postgresql://picker:secret@db.invalid/warehouse?sslmode=verify-full", 0, FO_STORE_ERROR_URI);
}

static void
each_engine (const char *name, GTestDataFunc func)
{
  g_autofree char *sqlite = g_strconcat (name, "/sqlite", NULL), *postgres = g_strconcat (name, "/postgresql", NULL);

  g_test_add_data_func (sqlite, GINT_TO_POINTER (FO_TEST_SQLITE), func);
  g_test_add_data_func (postgres, GINT_TO_POINTER (FO_TEST_POSTGRESQL), func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/open/uris", test_uris);
  g_test_add_func ("/open/missing-file", test_missing_file);
  each_engine ("/open/missing-tables", test_missing_tables);
  g_test_add_func ("/open/foreign-file", test_foreign_file);
  g_test_add_func ("/open/rights", test_nobody_elses_to_read);
  each_engine ("/open/two-create", test_two_create);
  each_engine ("/open/newer", test_newer);
  fo_test_each_store ("/open/newer-while-running", test_newer_while_running);
  g_test_add_func ("/open/older/sqlite", test_older_sqlite);
  g_test_add_func ("/open/older/postgresql", test_older_postgres);
  each_engine ("/open/failed-upgrade", test_failed_upgrade);
  g_test_add_func ("/open/orphaning-upgrade", test_upgrade_that_orphans_rows);
  each_engine ("/open/changed-schema", test_changed_schema);
  g_test_add_func ("/open/garbage", test_garbage);
  g_test_add_func ("/open/cut-file", test_cut_file);
  g_test_add_func ("/open/damage-inside", test_damage_inside);
  g_test_add_func ("/open/power-cut", test_check_after_power_cut);
  g_test_add_func ("/open/file-systems", test_file_systems);
  g_test_add_func ("/open/network-fs", test_network_fs);
  g_test_add_func ("/open/kept-locked", test_kept_locked);
  g_test_add_func ("/open/no-server", test_no_server);
  g_test_add_func ("/open/refusing-server", test_refusing_server);
  g_test_add_func ("/open/other-encoding", test_other_encoding);
  g_test_add_func ("/open/trust", test_trust);
  g_test_add_func ("/open/untrusted-server", test_untrusted_server);
  return g_test_run ();
}

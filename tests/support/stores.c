/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/stores.h"
#include "support/postgres.h"
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *folder;
static int folder_owner;

static void
remove_folder (void)
{
  GDir *dir;

  if (getpid () != folder_owner) /* a forked child leaves the folder to its parent */
    return;
  dir = g_dir_open (folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_remove (path);
  }
  g_dir_close (dir);
  g_rmdir (folder);
  g_free (folder);
}

const char *
fo_test_folder_name (void)
{
  if (!folder) {
    folder = g_dir_make_tmp ("fo-test.XXXXXX", NULL);
    g_assert_nonnull (folder);
    folder_owner = getpid ();
    atexit (remove_folder);
  }
  return folder;
}

static FoStore *
opened (const char *uri, FoStoreFlags flags)
{
  GError *error = NULL;
  FoStore *store = fo_store_open (uri, flags, &error);

  g_assert_no_error (error);
  return store;
}

/* The schema is made once a program; each test gets a copy. */
static const char *
template (FoTestServer *server)
{
  static char *name;
  g_autofree char *make = NULL, *uri = NULL;

  if (name)
    return name;
  name = g_strdup_printf ("fo_template_%d", getpid ());
  make = g_strdup_printf ("CREATE DATABASE %s", name);
  uri = g_strdup_printf ("postgresql:///%s?host=%s&user=firstout", name, fo_test_server_folder (server));
  fo_test_server_run (server, "postgres", make);
  fo_store_free (opened (uri, FO_STORE_CREATE));
  return name;
}

char *
fo_test_store_uri (FoTestEngine engine)
{
  static guint files;

  if (engine == FO_TEST_SQLITE)
    return g_strdup_printf ("sqlite:%s/store-%u.db", fo_test_folder_name (), ++files);
  return fo_test_postgres_uri ();
}

FoStore *
fo_test_store_new (FoTestEngine engine)
{
  g_autofree char *uri = NULL;

  if (engine == FO_TEST_SQLITE) {
    uri = fo_test_store_uri (engine);
    return opened (uri, FO_STORE_CREATE);
  }
  uri = fo_test_server_database (fo_test_server (), template(fo_test_server ()));
  return opened (uri, 0);
}

FoStore *
fo_test_store_again (FoStore *store)
{
  return opened (fo_store_uri (store), 0);
}

typedef struct {
  FoTestEngine engine;
  FoTestStoreFunc func;
} EachStore;

static void
run_with_store (gconstpointer data)
{
  const EachStore *each = data;
  FoStore *store = fo_test_store_new (each->engine);
  g_autofree char *uri = g_strdup (fo_store_uri (store));

  each->func (store);
  fo_store_free (store);
  if (each->engine == FO_TEST_POSTGRESQL)
    fo_test_server_drop (fo_test_server (), uri);
}

void
fo_test_each_store (const char *name, FoTestStoreFunc func)
{
  static const char *engines[] = { "sqlite", "postgresql" };

  for (int i = 0; i < FO_TEST_N_ENGINES; i++) {
    g_autofree char *path = g_strdup_printf ("%s/%s", name, engines[i]);
    EachStore *each = g_new (EachStore, 1);

    *each = (EachStore){ (FoTestEngine) i, func };
    g_test_add_data_func_full (path, each, run_with_store, g_free);
  }
}

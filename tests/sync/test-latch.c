/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sales database that does not take the password is asked once, and then not until a person has acted: accounts are locked by those who
 * ask again and again. */
#include "firstout/work/sending.h"
#include "shop.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static FoTestServer *server;
static char *folder, *port;

static void
write_secret (const char *text)
{
  g_autofree char *path = g_build_filename (folder, "shop", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
}

/* Into the server's data folder, its own and nobody else's. */
static void
ask_for_password (void)
{
  static const char hba[] = "local all shop scram-sha-256\nlocal all all trust\n";
  g_autofree char *data = g_build_filename (fo_test_server_folder (server), "data", NULL), *path = g_build_filename (data, "pg_hba.conf", NULL);
  struct stat owner;

  g_assert_cmpint (stat (data, &owner), ==, 0);
  g_assert_true (g_file_set_contents (path, hba, -1, NULL));
  g_assert_cmpint (chown (path, owner.st_uid, owner.st_gid), ==, 0);
  fo_test_server_run (server, "postgres", "CREATE ROLE shop LOGIN PASSWORD 'right'");
  fo_test_server_restart (server);
}

static void
act (Warehouse *w, FoAct *ret)
{
  g_autoptr (GError) error = NULL;

  *ret = (FoAct){ .operation = fo_store_next_id (w->store, &error), .station = "1", .person = "" };
  g_assert_no_error (error);
}

static void
set_up (Warehouse *w)
{
  g_autofree char *address = g_strdup_printf ("postgresql://shop@/postgres?host=%s&port=%s", fo_test_server_folder (server), port);
  const FoSalesLink link = { .name = (char *) "shop", .kind = (char *) "sql", .address = address, .config = (char *) "{}",
                             .secret = (char *) "shop", .role = FO_LINK_ROLE_MAIN };
  g_autoptr (GError) error = NULL;
  FoAct asks;

  act (w, &asks);
  g_assert_true (fo_work_set_link (w->store, &asks, &link, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
}

static int
run_round (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoGateway) gateway = fo_gateway_new (w->store, NULL, &error);
  FoGatewayRound round;

  g_assert_no_error (error);
  if (fo_gateway_run_once (gateway, &round, &error))
    return -1;
  g_assert_true (error->domain == FO_SALES_ERROR);
  return error->code;
}

WAREHOUSE_TEST (test_latch)
{
  const Shop shop = { .w = w };
  g_autoptr (GError) error = NULL;
  FoAct asks;

  set_up (w);
  write_secret ("wrong");
  g_assert_cmpint (run_round (w), ==, FO_SALES_ERROR_LATCHED);
  shop_expect_store (&shop, "SELECT latched, CASE WHEN why LIKE 'link.error.latched%' THEN 'worded' ELSE why END FROM link", "1|worded\n");
  write_secret ("right");
  g_assert_cmpint (run_round (w), ==, -1); /* it is not even asked */
  shop_expect_store (&shop, "SELECT latched, contact_us FROM link", "1|0\n");
  act (w, &asks);
  g_assert_true (fo_work_switch_link (w->store, &asks, "shop", FO_LINK_UNLATCH, &w->reply, &error));
  g_assert_cmpint (run_round (w), ==, FO_SALES_ERROR_CONTRACT); /* let in, and there is nothing in it */
  shop_expect_store (&shop, "SELECT latched FROM link", "0\n");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("fo-latch-XXXXXX", NULL);
  g_setenv ("FIRSTOUT_SECRETS", folder, TRUE);
  server = fo_test_server_new ();
  ask_for_password ();
  port = g_strdup (g_getenv ("PGPORT") ? g_getenv ("PGPORT") : "5432");
  fo_test_each_store ("/sync/latch", test_latch);
  status = g_test_run ();
  fo_test_server_free (server);
  return status;
}

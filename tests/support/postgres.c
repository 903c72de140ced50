/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/postgres.h"
#include "where.h"
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct FoTestServer {
  char *folder;
  GPid pid;
  int orders; /* the server lives while this end of the pipe is open */
  GIOChannel *said;
  guint databases;
};

/* Without a server there is nothing to test, and that is a failure. */
static void G_GNUC_NORETURN
give_up (const char *what, const char *why)
{
  g_printerr ("%s: %s\n", what, why);
  abort ();
}

static char *
hear (FoTestServer *server)
{
  g_autoptr (GError) error = NULL;
  char *line = NULL;

  if (g_io_channel_read_line (server->said, &line, NULL, NULL, &error) != G_IO_STATUS_NORMAL)
    give_up ("PostgreSQL does not run", error ? error->message : "see above");
  return g_strstrip (line);
}

static void
order (FoTestServer *server, const char *line, const char *answer)
{
  g_autofree char *said = NULL;

  g_assert_cmpint (server->orders, >=, 0);
  g_assert_cmpint (write (server->orders, line, strlen (line)), ==, (gssize) strlen (line));
  said = hear (server);
  g_assert_cmpstr (said, ==, answer);
}

FoTestServer *
fo_test_server_new (void)
{
  const char *argv[] = { FO_TESTS_DIR "/with-postgres.sh", "--serve", NULL };
  FoTestServer *server = g_new0 (FoTestServer, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  int said;

  /* GLib opens its pipes close-on-exec; the ends must not live on in programs the tests start. */
  if (!g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES, NULL,
                                 NULL, &server->pid, &server->orders, &said, NULL, &error))
    give_up ("PostgreSQL cannot be started", error->message);
  server->said = g_io_channel_unix_new (said);
  g_io_channel_set_close_on_unref (server->said, TRUE);
  line = hear (server);
  g_assert_true (g_str_has_prefix (line, "ready "));
  server->folder = g_strdup (line + strlen ("ready "));
  return server;
}

void
fo_test_server_free (FoTestServer *server)
{
  g_autofree char *rest = NULL;

  if (server->orders >= 0) {
    close (server->orders);
    g_io_channel_read_to_end (server->said, &rest, NULL, NULL); /* until it is down and its folder gone */
    g_io_channel_unref (server->said);
  }
  g_free (server->folder);
  g_free (server);
}

static FoTestServer *the_server;

static void
stop_the_server (void)
{
  g_clear_pointer (&the_server, fo_test_server_free);
}

FoTestServer *
fo_test_server (void)
{
  const char *given = g_getenv ("FO_TEST_PG");

  if (the_server)
    return the_server;
  if (given) {
    the_server = g_new0 (FoTestServer, 1);
    the_server->folder = g_strdup (given);
    the_server->orders = -1;
  } else {
    the_server = fo_test_server_new ();
  }
  atexit (stop_the_server);
  return the_server;
}

const char *
fo_test_server_folder (const FoTestServer *server)
{
  return server->folder;
}

void
fo_test_server_stop (FoTestServer *server)
{
  order (server, "stop\n", "stopped");
}

void
fo_test_server_start (FoTestServer *server)
{
  order (server, "start\n", "ready");
}

void
fo_test_server_restart (FoTestServer *server)
{
  order (server, "restart\n", "ready");
}

void
fo_test_server_run (FoTestServer *server, const char *database, const char *statement)
{
  g_autofree char *where = g_strdup_printf ("host=%s user=firstout dbname=%s", server->folder, database);
  PGconn *conn = PQconnectdb (where);
  PGresult *result = PQexec (conn, statement);

  if (PQresultStatus (result) != PGRES_COMMAND_OK && PQresultStatus (result) != PGRES_TUPLES_OK)
    give_up (statement, PQerrorMessage (conn));
  PQclear (result);
  PQfinish (conn);
}

char *
fo_test_server_database (FoTestServer *server, const char *template)
{
  /* The process number keeps programs apart that share a server. */
  g_autofree char *name = g_strdup_printf ("fo_%d_%u", getpid (), ++server->databases);
  g_autofree char *make = template
                              ? g_strdup_printf ("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy", name, template)
                              : g_strdup_printf ("CREATE DATABASE %s", name);

  fo_test_server_run (server, "postgres", make);
  return g_strdup_printf ("postgresql:///%s?host=%s&user=firstout", name, server->folder);
}

void
fo_test_server_drop (FoTestServer *server, const char *uri)
{
  g_autofree char *name = g_strndup (uri + strlen ("postgresql:///"), strcspn (uri + strlen ("postgresql:///"), "?"));
  g_autofree char *drop = g_strdup_printf ("DROP DATABASE %s WITH (FORCE)", name);

  fo_test_server_run (server, "postgres", drop);
}

char *
fo_test_postgres_uri (void)
{
  return fo_test_server_database (fo_test_server (), NULL);
}

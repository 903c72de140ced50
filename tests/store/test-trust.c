/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whom a station tells its password, and whom it believes: a table of what is refused, and with which words, held against a real
 * server on 127.0.0.1 with certificates made here. */
#include "db-postgres-link.h"
#include "support/postgres.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- certificates, by openssl ---------------------------------------------------------------------------------------- */

static char *folder;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
run_openssl (const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL, *said = NULL;
  int status = 0;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert_true (g_spawn_command_line_sync (line, NULL, &said, &status, &error));
  if (status)
    g_error ("%s: %s", line, said);
}

static void
make_authority (const char *name)
{
  run_openssl ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=%s "
               "-keyout %s/%s.key -out %s/%s.pem",
               name, folder, name, folder, name);
}

/* For the name localhost, or a station's own; DAYS 0: it is over at once (openssl 3.5 makes none that ends before it begins). */
static void
make_certificate (const char *file, const char *subject, int days)
{
  run_openssl ("openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=%s "
               "-addext subjectAltName=DNS:%s -keyout %s/%s.key -out %s/%s.csr",
               subject, subject, folder, file, folder, file);
  run_openssl ("openssl x509 -req -in %s/%s.csr -CA %s/firm.pem -CAkey %s/firm.key -CAcreateserial -copy_extensions copy "
               "-days %d -out %s/%s.pem",
               folder, file, folder, folder, days, folder, file);
}

/* ---- the server ------------------------------------------------------------------------------------------------------ */

static FoTestServer *server;
static char *port;

static char *
free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_strdup_printf ("%u", g_socket_listener_add_any_inet_port (listener, NULL, NULL));
}

/* Into the server's data folder, its own and nobody else's. */
static void
give_server (const char *from, const char *to)
{
  g_autofree char *source = in_folder (from), *data = g_build_filename (fo_test_server_folder (server), "data", NULL);
  g_autofree char *path = g_build_filename (data, to, NULL), *text = NULL;
  struct stat owner;

  g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (stat (data, &owner), ==, 0);
  g_assert_cmpint (chown (path, owner.st_uid, owner.st_gid), ==, 0);
  g_assert_cmpint (chmod (path, 0600), ==, 0);
}

static void
run_sql (const char *statement)
{
  fo_test_server_run (server, "postgres", statement);
}

static const char hba[] = "local   all all trust\n"
                          "hostssl all scram 127.0.0.1/32 scram-sha-256\n"
                          "hostssl all md5 127.0.0.1/32 md5\n"
                          "hostssl all plain 127.0.0.1/32 password\n"
                          "hostssl all trusted 127.0.0.1/32 trust\n"
                          "hostssl all station3 127.0.0.1/32 cert\n"
                          "hostnossl all all 127.0.0.1/32 scram-sha-256\n";

static void
start_server (void)
{
  g_autofree char *path = in_folder ("hba");

  port = free_port ();
  g_setenv ("PGPORT", port, TRUE); /* the server, its wrapper and this program read it */
  server = fo_test_server_new ();
  g_assert_true (g_file_set_contents (path, hba, -1, NULL));
  give_server ("hba", "pg_hba.conf");
  give_server ("firm.pem", "root.crt");
  run_sql ("CREATE ROLE scram LOGIN PASSWORD 'right'");
  run_sql ("CREATE ROLE plain LOGIN PASSWORD 'right'");
  run_sql ("CREATE ROLE trusted LOGIN");
  run_sql ("CREATE ROLE station3 LOGIN");
  run_sql ("SET password_encryption = 'md5'; CREATE ROLE md5 LOGIN PASSWORD 'right'");
  run_sql ("ALTER SYSTEM SET listen_addresses = '127.0.0.1'");
  run_sql ("ALTER SYSTEM SET ssl_ca_file = 'root.crt'");
  fo_test_server_restart (server);
}

typedef enum { GOOD, EXPIRED, NO_TLS } Shows;

static void
let_server_show (Shows shows)
{
  static Shows shown = NO_TLS;

  if (shows == shown)
    return;
  if (shows != NO_TLS) {
    give_server (shows == GOOD ? "good.pem" : "expired.pem", "server.crt");
    give_server (shows == GOOD ? "good.key" : "expired.key", "server.key");
  }
  run_sql (shows == NO_TLS ? "ALTER SYSTEM SET ssl = off" : "ALTER SYSTEM SET ssl = on");
  fo_test_server_restart (server);
  shown = shows;
}

/* ---- the table --------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  Shows shows;
  const char *user, *host, *tls; /* of the address; $ is the folder of the certificates */
  const char *said;              /* NULL: it connects */
  int code;
} Row;

#define RIGHT "sslmode=verify-full&sslrootcert=$/firm.pem"
#define REFUSED FO_STORE_ERROR_PERMISSION
#define ADDRESS FO_STORE_ERROR_URI

static const Row rows[] = {
  { "right authority, right name, scram", GOOD, "scram", "localhost", RIGHT, NULL, 0 },
  { "certificate of the station", GOOD, "station3", "localhost", RIGHT "&sslcert=$/station3.pem&sslkey=$/station3.key", NULL, 0 },

  { "another authority", GOOD, "scram", "localhost", "sslmode=verify-full&sslrootcert=$/other.pem", "was not signed by", REFUSED },
  { "no authority named", GOOD, "scram", "localhost", "sslmode=verify-full&sslrootcert=$/none.pem", "sslrootcert=FILE", REFUSED },
  { "another name", GOOD, "scram", "db.firm.example", RIGHT, "made out to another name", REFUSED },
  { "its time is over", EXPIRED, "scram", "localhost", RIGHT, "its time is over", REFUSED },
  { "no encryption", NO_TLS, "scram", "localhost", RIGHT, "does not encrypt", REFUSED },

  { "the name is not checked", GOOD, "scram", "localhost", "sslmode=verify-ca&sslrootcert=$/firm.pem", "Add sslmode=verify-full", ADDRESS },
  { "nothing is checked", GOOD, "scram", "localhost", "sslmode=require", "Add sslmode=verify-full", ADDRESS },
  { "no wish at all", GOOD, "scram", "localhost", "", "Add sslmode=verify-full", ADDRESS },
  { "not even encrypted", GOOD, "scram", "localhost", "sslmode=disable", "Add sslmode=verify-full", ADDRESS },
  { "asked for less binding", GOOD, "md5", "localhost", RIGHT "&channel_binding=disable", "does not ask for the password by SCRAM", REFUSED },

  { "md5", GOOD, "md5", "localhost", RIGHT, "does not ask for the password by SCRAM", REFUSED },
  { "the password as it is", GOOD, "plain", "localhost", RIGHT, "does not ask for the password by SCRAM", REFUSED },
  { "nothing is asked", GOOD, "trusted", "localhost", RIGHT, "does not ask for the password by SCRAM", REFUSED },
  { "wrong password", GOOD, "scram", "localhost", RIGHT "&passfile=$/wrong.pass", "does not accept this name or password", REFUSED },
  { "password file for all to read", GOOD, "scram", "localhost", RIGHT "&passfile=$/open.pass", "~/.pgpass", REFUSED },
  { "password in the address", GOOD, "scram", "localhost", RIGHT "&password=right", "holds a password", ADDRESS },
  { "key for all to read", GOOD, "station3", "localhost", RIGHT "&sslcert=$/station3.pem&sslkey=$/open.key", "chmod 0600", REFUSED },
  { "certificate of somebody else", GOOD, "station3", "localhost", RIGHT "&sslcert=$/good.pem&sslkey=$/good.key",
    "does not accept this name or password", REFUSED },
};

static char *
uri_of (const Row *row)
{
  GString *uri = g_string_new (NULL);

  g_string_printf (uri, "postgresql://%s@%s/postgres?hostaddr=127.0.0.1&port=%s&%s", row->user, row->host, port, row->tls);
  g_string_replace (uri, "$", folder, 0);
  return g_string_free (uri, FALSE);
}

/* The way to a sales database is the same one: it refuses what this refuses, in the same words. */
static void
check_as_sales (const Row *row, const char *uri)
{
  const FoServerAddress address = { .uri = uri, .application = "firstout-sync", .options = "-c TimeZone=UTC", .timeout_ms = 5000 };
  g_autoptr (GError) error = NULL;
  PGconn *conn = NULL;
  FoServerEnd end = fo_server_connect (&address, &conn, &error);

  g_assert_cmpint (end == FO_SERVER_CONNECTED, ==, !row->said);
  if (row->said)
    g_assert_nonnull (strstr (error->message, row->said));
  else
    g_assert_no_error (error);
  PQfinish (conn);
}

static void
check_row (const Row *row)
{
  g_autofree char *uri = uri_of (row), *session = NULL;
  g_autoptr (GError) error = NULL;
  PGconn *conn;

  let_server_show (row->shows);
  check_as_sales (row, uri);
  conn = fo_pg_connect (uri, 1000, &session, &error);
  g_test_message ("%s: %s", row->name, error ? error->message : "connected");
  if (!row->said) {
    g_assert_no_error (error);
    g_assert_true (PQsslInUse (conn));
    PQfinish (conn);
    return;
  }
  g_assert_null (conn);
  g_assert_error (error, FO_STORE_ERROR, row->code);
  g_assert_nonnull (strstr (error->message, row->said));
  g_assert_null (strstr (error->message, "right"));
}

static void
test_matrix (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (&rows[i]);
}

/* A password that is said beside the address, as the gateway's secret is: right, wrong, and to whom it is not said at all. */
static void
test_secret (void)
{
  static const struct {
    Row row;
    const char *password;
    FoServerEnd end;
  } secrets[] = {
    { { "right", GOOD, "scram", "localhost", RIGHT "&passfile=$/wrong.pass", NULL, 0 }, "right", FO_SERVER_CONNECTED },
    { { "wrong", GOOD, "scram", "localhost", RIGHT "&passfile=$/right.pass", NULL, 0 }, "false", FO_SERVER_DENIED },
    { { "none", GOOD, "scram", "localhost", RIGHT "&passfile=$/none.pass", NULL, 0 }, NULL, FO_SERVER_DENIED },
    { { "to md5", GOOD, "md5", "localhost", RIGHT, NULL, 0 }, "right", FO_SERVER_UNTRUSTED },
    { { "to anybody", GOOD, "scram", "localhost", "sslmode=require", NULL, 0 }, "right", FO_SERVER_UNTRUSTED },
    { { "to another authority", GOOD, "scram", "localhost", "sslmode=verify-full&sslrootcert=$/other.pem", NULL, 0 }, "right", FO_SERVER_UNTRUSTED },
    { { "without encryption", NO_TLS, "scram", "localhost", RIGHT, NULL, 0 }, "right", FO_SERVER_UNTRUSTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++) {
    g_autofree char *uri = uri_of (&secrets[i].row);
    const FoServerAddress address = { .uri = uri, .application = "firstout-sync", .password = secrets[i].password, .timeout_ms = 5000 };
    g_autoptr (GError) error = NULL;
    PGconn *conn = NULL;
    FoServerEnd end;

    let_server_show (secrets[i].row.shows);
    end = fo_server_connect (&address, &conn, &error);
    g_test_message ("%s: %s", secrets[i].row.name, error ? error->message : "connected");
    g_assert_cmpint (end, ==, secrets[i].end);
    PQfinish (conn);
  }
}

/* The words are judged, so they must not be the user's. */
static void
test_other_language (void)
{
  const Row row = { "md5", GOOD, "md5", "localhost", RIGHT, "SCRAM", REFUSED };

  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("LANGUAGE", "de", TRUE);
  check_row (&row);
  g_unsetenv ("LANGUAGE");
}

static void
write_secret (const char *name, const char *text, int mode)
{
  g_autofree char *path = in_folder (name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (chmod (path, (mode_t) mode), ==, 0);
}

static void
prepare (void)
{
  g_autofree char *usual = NULL, *key = NULL, *text = NULL;

  folder = g_dir_make_tmp ("fo-trust-XXXXXX", NULL);
  make_authority ("firm");
  make_authority ("other");
  make_certificate ("good", "localhost", 30);
  make_certificate ("expired", "localhost", 0);
  make_certificate ("station3", "station3", 30);
  write_secret ("right.pass", "*:*:*:scram:right\n*:*:*:md5:right\n*:*:*:plain:right\n*:*:*:trusted:right\n", 0600);
  write_secret ("wrong.pass", "*:*:*:*:false\n", 0600);
  write_secret ("open.pass", "*:*:*:*:right\n", 0644);
  key = in_folder ("station3.key");
  g_assert_true (g_file_get_contents (key, &text, NULL, NULL));
  write_secret ("open.key", text, 0644);
  usual = in_folder ("right.pass");
  g_setenv ("PGPASSFILE", usual, TRUE);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = in_folder (name);

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  prepare ();
  start_server ();
  g_test_add_func ("/trust/matrix", test_matrix);
  g_test_add_func ("/trust/secret", test_secret);
  g_test_add_func ("/trust/other-language", test_other_language);
  status = g_test_run ();
  fo_test_server_free (server);
  remove_folder ();
  g_free (port);
  return status;
}

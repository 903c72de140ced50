/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whom we tell a password, and whom we believe. */
#include "db-postgres-link.h"
#include <string.h>

/* ---- the address ----------------------------------------------------------------------------------------------------- */

static bool
all_sockets (const char *hosts)
{
  g_auto (GStrv) names = g_strsplit (hosts, ",", -1);

  for (char **name = names; *name; name++)
    if (**name && **name != '/' && **name != '@')
      return false;
  return true;
}

static bool
is_local (const char *host, const char *hostaddr)
{
  return !(hostaddr && *hostaddr) && all_sockets (host ? host : "");
}

bool
fo_pg_may_trust (const char *host, const char *hostaddr, const char *sslmode)
{
  return !g_strcmp0 (sslmode, "verify-full") || is_local (host, hostaddr);
}

static bool
set_uri_error (GError **error, const char *format, const char *detail)
{
  g_autofree char *message = g_strdup_printf (format, detail);

  g_set_error_literal (error, FO_STORE_ERROR, FO_STORE_ERROR_URI, message);
  return false;
}

/* "" when OPTIONS do not say. */
static const char *
option (const PQconninfoOption *options, const char *keyword)
{
  for (; options && options->keyword; options++)
    if (g_str_equal (options->keyword, keyword))
      return options->val ? options->val : "";
  return "";
}

static bool
check_address (const char *uri, GError **error)
{
  char *said = NULL;
  PQconninfoOption *options = PQconninfoParse (uri, &said);
  bool fine = options != NULL;

  if (!options)
    set_uri_error (error, "The address of the database cannot be read: %s", said ? g_strstrip (said) : "");
  else if (*option (options, "password") || *option (options, "sslpassword"))
    fine = set_uri_error (error,
                          "The address of the database holds a %s: everybody who lists the processes of this "
                          "computer could read it. Write it into ~/.pgpass (mode 0600) or the service file.",
                          "password");
  PQconninfoFree (options);
  PQfreemem (said);
  return fine;
}

/* ---- how it is connected --------------------------------------------------------------------------------------------- */

typedef enum {
  BY_SOCKET,      /* of this machine */
  BY_SCRAM,       /* TLS and a password, bound to the certificate of the server */
  BY_CERTIFICATE, /* TLS and a certificate of the station; there is no password to be asked for */
  NOT_TRUSTED
} Way;

static PGconn *
start (const FoServerAddress *address, bool bound)
{
  /* Before "dbname" what the URI may overrule, after it what it may not. */
  const char *const keys[] = {
    "application_name",
    "gssencmode",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_count",
    "tcp_user_timeout",
    "options",
    "dbname",
    "client_encoding",
#if PG_VERSION_NUM >= 160000
    "require_auth", /* the local socket too */
#endif
    bound ? "channel_binding" : "password",
    bound ? "password" : NULL,
    NULL
  };
  const char *const values[] = {
    address->application,
    "disable",
    "10",
    "5",
    "3",
    "15000",
    address->options,
    address->uri,
    "UTF8",
#if PG_VERSION_NUM >= 160000
    "!password,!md5",
#endif
    bound ? "require" : address->password,
    bound ? address->password : NULL,
    NULL
  };

  return PQconnectStartParams (keys, values, 1);
}

/* By what libpq made of the address, the environment and the service file. */
static Way
way_of (PGconn *conn, GError **error)
{
  PQconninfoOption *options = PQconninfo (conn);
  const char *host = option (options, "host"), *hostaddr = option (options, "hostaddr"),
             *sslmode = option (options, "sslmode");
  const char *password = PQpass (conn);
  Way way = BY_SOCKET;

  if (!fo_pg_may_trust (host, hostaddr, sslmode)) {
    g_set_error (
        error, FO_STORE_ERROR, FO_STORE_ERROR_URI,
        "The server %s is reached over the network, and the connection is not checked (sslmode=%s): anybody there "
        "could "
        "pretend to be it. Add sslmode=verify-full to the address, and sslrootcert=FILE with the certificate of your "
        "authority. Only a socket of this computer (host=/run/postgresql) needs none.",
        *hostaddr ? hostaddr : host, *sslmode ? sslmode : "none");
    way = NOT_TRUSTED;
  } else if (!is_local (host, hostaddr))
    way = *option (options, "sslcert") && !(password && *password) ? BY_CERTIFICATE : BY_SCRAM;
  PQconninfoFree (options);
  return way;
}

PGconn *
fo_pg_start_trusted (const FoServerAddress *address, GError **error)
{
  PGconn *conn;
  Way way;

  if (!check_address (address->uri, error))
    return NULL;
  conn = start (address, false);
  way = way_of (conn, error);
  if (way == BY_SCRAM || way == NOT_TRUSTED)
    g_clear_pointer (&conn, PQfinish);
  return way == BY_SCRAM ? start (address, true) : conn;
}

/* ---- what the server was not ----------------------------------------------------------------------------------------- */

static const struct {
  const char *words, *sentence;
} doubts[] = {
  { "root certificate file", "There is no certificate of the authority to check the server's by. Copy it from the "
                             "administrator of the server and name it "
                             "in the address: sslrootcert=FILE" },
  { "does not match host name", "The server's certificate is made out to another name: it is another server, or the "
                                "address must name it as its certificate does" },
  { "certificate verify failed",
    "The server's certificate was not signed by the authority in sslrootcert, or its time is over" },
  { "server does not support SSL",
    "The server does not encrypt. Its administrator switches TLS on (ssl = on, ssl_cert_file, ssl_key_file)" },
  { "channel binding", "The server does not ask for the password by SCRAM, so it would see it or could be somebody "
                       "else. Its administrator says "
                       "scram-sha-256 in pg_hba.conf and sets the password again" },
  { "authentication method requirement", "The server asks for the password in a way that shows it. Its administrator "
                                         "says scram-sha-256 in pg_hba.conf and sets the "
                                         "password again" },
  { "private key file", "The key of this station's certificate is missing, or others may read it (chmod 0600)" },
  { "no password supplied", "The server wants a password and this computer has none for it. Write it into ~/.pgpass, "
                            "which only you may read (chmod 0600)" },
};

GError *
fo_pg_distrust (const char *said)
{
  for (gsize i = 0; i < G_N_ELEMENTS (doubts); i++)
    if (strstr (said, doubts[i].words))
      return g_error_new (FO_STORE_ERROR, FO_STORE_ERROR_PERMISSION, "%s (%s).", doubts[i].sentence, said);
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connection to any PostgreSQL server, the warehouse's or that of sales, by one rule: a socket of this machine, or TLS with the
 * certificate checked against the name (sslmode=verify-full) and a password only by SCRAM bound to that certificate. Whoever has a
 * server's address made here has it judged before anything is said to the server.
 */
#pragma once

#include <glib.h>

struct pg_conn; /* PGconn of libpq */

typedef enum {
  FO_SERVER_CONNECTED,
  FO_SERVER_AWAY,      /* it does not answer, or cannot be found */
  FO_SERVER_DENIED,    /* name or password: asking again would only lock the account */
  FO_SERVER_UNTRUSTED, /* nobody can say that it is the one: nothing was said to it */
  FO_SERVER_REFUSED    /* anything else: no such database, too many connections */
} FoServerEnd;

typedef struct {
  const char *uri;         /* without a password in it */
  const char *application; /* what the server's lists show */
  const char *options;     /* of the session, as libpq's "options"; the URI's own hold; NULL */
  const char *password;    /* NULL: from ~/.pgpass, the service file or the environment */
  gint64 timeout_ms;
} FoServerAddress;

/* *ret_conn with CONNECTED, else *error of FO_STORE_ERROR in words an administrator can act on. Any thread. */
FoServerEnd fo_server_connect (const FoServerAddress *address, struct pg_conn **ret_conn, GError **error) G_GNUC_WARN_UNUSED_RESULT;

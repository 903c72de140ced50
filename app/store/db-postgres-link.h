/* SPDX-License-Identifier: GPL-3.0-or-later
 * The connection to a PostgreSQL server: whom we agree to talk to, how the session is set up, and what the server's
 * errors are in our words. Private to the PostgreSQL engine. */
#pragma once

#include "db-ops.h"
#include "firstout/store/server.h"
#include <libpq-fe.h>

/* Connects and sets the session up. SESSION is "pid start" of the server process (g_free). Encrypted and verified,
 * or not over a network at all. OFFLINE, MISSING, PERMISSION, URI. */
PGconn *
fo_pg_connect (const char *uri, gint64 patience_ms, char **ret_session, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Is it a server that nobody else can pretend to be: a socket of this machine, or a certificate that was checked against the name?
 * HOST may name several, with commas; an address (HOSTADDR) decides, not the name. */
bool fo_pg_may_trust (const char *host, const char *hostaddr, const char *sslmode);

/* Starts a connection that no password can be stolen from (PQconnectPoll goes on): over the network TLS with the certificate checked
 * (sslmode=verify-full), and a password only by SCRAM bound to that certificate. Passwords come from the password file (~/.pgpass,
 * PGPASSFILE), the service file, the environment or beside the address, never from within it, which every list of processes shows. Nothing has been
 * said to the server yet. NULL and URI when the address says otherwise. */
PGconn *fo_pg_start_trusted (const FoServerAddress *address, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What libpq SAID while connecting (in English), as a sentence an administrator can act on: PERMISSION. NULL: it is not about trust. */
GError *fo_pg_distrust (const char *said);

/* What SQLSTATE means for the transaction, and the error to keep. WHAT is the statement's name. */
FoDbTrouble fo_pg_judge (const char *sqlstate, const char *said, const char *what, GError **ret_error);
GError *fo_pg_lost (PGconn *conn);

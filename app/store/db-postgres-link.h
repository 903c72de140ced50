/* SPDX-License-Identifier: GPL-3.0-or-later
 * The connection to a PostgreSQL server: whom we agree to talk to, how the session is set up, and what the server's
 * errors are in our words. Private to the PostgreSQL engine. */
#pragma once

#include "db-ops.h"
#include <libpq-fe.h>

/* Connects and sets the session up. SESSION is "pid start" of the server process (g_free). Encrypted and verified,
 * or not over a network at all. OFFLINE, MISSING, PERMISSION, URI. */
PGconn *
fo_pg_connect (const char *uri, gint64 patience_ms, char **ret_session, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Is it a server that nobody else can pretend to be: a socket of this machine, its own loopback, or a certificate
 * that was checked against the name? HOST may name several, with commas. */
bool fo_pg_may_trust (const char *host, const char *hostaddr, const char *sslmode);

/* What SQLSTATE means for the transaction, and the error to keep. WHAT is the statement's name. */
FoDbTrouble fo_pg_judge (const char *sqlstate, const char *said, const char *what, GError **ret_error);
GError *fo_pg_lost (PGconn *conn);

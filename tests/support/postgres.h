/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A real PostgreSQL for tests (tests/with-postgres.sh): one server a test program, started when it is first asked
 * for and stopped when the program ends, however it ends; or the one of FO_TEST_PG when the program runs under the
 * wrapper. No server installed is a failure. */
#pragma once

#include <glib.h>

typedef struct FoTestServer FoTestServer;

/* The program's server. */
FoTestServer *fo_test_server (void);

/* One more, for tests that stop it; free stops it for good. */
FoTestServer *fo_test_server_new (void);
void fo_test_server_free (FoTestServer *server);

/* The folder of its socket. */
const char *fo_test_server_folder (const FoTestServer *server);

/* As a power cut would, without warning; not for the server of FO_TEST_PG. */
void fo_test_server_stop (FoTestServer *server);
void fo_test_server_start (FoTestServer *server);
void fo_test_server_restart (FoTestServer *server);

/* Runs one statement in a database of it, as an administrator would. */
void fo_test_server_run (FoTestServer *server, const char *database, const char *statement);

/* The URI of a new database: empty, or a copy of TEMPLATE. Free with g_free. */
char *fo_test_server_database (FoTestServer *server, const char *template);

/* An empty one on the program's server: for `init`, and for a sales system's database. Free with g_free. */
char *fo_test_postgres_uri (void);

/* Drops a database that was made so, whoever is still connected to it. Otherwise it goes with the server. */
void fo_test_server_drop (FoTestServer *server, const char *uri);

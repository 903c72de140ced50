/* SPDX-License-Identifier: GPL-3.0-or-later
 * The PostgreSQL engine is being written; until then opening says so. */
#include "db-ops.h"

static FoDb *
postgres_open (const FoDbOpening *opening, GError **error)
{
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_URI, "%s: PostgreSQL is not built in yet.", opening->uri);
  return NULL;
}

const FoDbOps fo_db_postgres = { .name = "postgresql", .id_type = "BIGINT", .clustered = "", .open = postgres_open };

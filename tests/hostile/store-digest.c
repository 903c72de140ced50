/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-digest.h"
#include <sqlite3.h>
#include <string.h>

static int
add_cell (void *sum, int n, char **cells, char **names)
{
  (void) names;
  for (int i = 0; i < n; i++) {
    const char *cell = cells[i] ? cells[i] : "\x01none";

    g_checksum_update (sum, (const guint8 *) cell, (gssize) strlen (cell) + 1);
  }
  return 0;
}

typedef struct {
  sqlite3 *database;
  GChecksum *sum;
  char **but;
} Digest;

static int
add_table (void *data, int n, char **cells, char **names)
{
  static const char *const own[] = { "meta", "writer", NULL };
  Digest *digest = data;
  g_autofree char *select = g_strdup_printf ("SELECT * FROM \"%s\"", cells[0]);

  (void) n, (void) names;
  if (g_strv_contains (own, cells[0]) || g_strv_contains ((const char *const *) digest->but, cells[0]))
    return 0;
  return sqlite3_exec (digest->database, select, add_cell, digest->sum, NULL);
}

char *
store_digest (const char *uri, const char *but)
{
  g_auto (GStrv) tables = g_strsplit (but ? but : "", " ", -1);
  Digest digest = { .sum = g_checksum_new (G_CHECKSUM_SHA256), .but = tables };
  char *text;
  int done = sqlite3_open_v2 (uri + strlen ("sqlite:"), &digest.database, SQLITE_OPEN_READONLY, NULL);

  g_assert_cmpint (done, ==, SQLITE_OK);
  done = sqlite3_exec (digest.database, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", add_table, &digest,
                       NULL);
  g_assert_cmpint (done, ==, SQLITE_OK);
  sqlite3_close (digest.database);
  text = g_strdup (g_checksum_get_string (digest.sum));
  g_checksum_free (digest.sum);
  return text;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Every row of every table of the SQLite store at URI, but for the engine's own notes and the tables BUT ("station operation"; NULL: none), as a
 * checksum; g_free. */
char *store_digest (const char *uri, const char *but);

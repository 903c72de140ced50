/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which of sales' papers may be opened: what another system says is no reason to open whatever it likes. */
#define _XOPEN_SOURCE 700 /* realpath */

#include "firstout/work/documents.h"

#include <stdlib.h>
#include <string.h>

static bool
is_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  return g_str_has_prefix (path, folder) && (path[length] == '/' || (length > 0 && folder[length - 1] == '/'));
}

/* Where links and ".." lead counts, not what the name looks like. */
static char *
file_below (const char *file, const char *folder)
{
  g_autofree char *of_uri =
      g_str_has_prefix (file, "file://") ? g_filename_from_uri (file, NULL, NULL) : g_strdup (file);
  g_autofree char *joined =
      !of_uri || g_path_is_absolute (of_uri) ? g_strdup (of_uri) : g_build_filename (folder, of_uri, NULL);
  char *whole = joined ? realpath (joined, NULL) : NULL, *whole_folder = *folder ? realpath (folder, NULL) : NULL;
  char *address = whole && whole_folder && is_below (whole, whole_folder) && g_file_test (whole, G_FILE_TEST_IS_REGULAR)
                      ? g_filename_to_uri (whole, NULL, NULL)
                      : NULL;

  free (whole);
  free (whole_folder);
  return address;
}

char *
fo_paper_address (const char *file, const char *folder)
{
  g_autofree char *scheme = g_uri_parse_scheme (file), *host = NULL;

  if (scheme && strcmp (scheme, "file") != 0) {
    if (strcmp (scheme, "https") != 0
        || !g_uri_split (file, G_URI_FLAGS_NONE, NULL, NULL, &host, NULL, NULL, NULL, NULL, NULL) || !host || !*host)
      return NULL;
    return g_strdup (file);
  }
  return *file ? file_below (file, folder) : NULL;
}

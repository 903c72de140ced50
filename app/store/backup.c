/* SPDX-License-Identifier: GPL-3.0-or-later
 * A folder of backups: their names, and which of them go. */
#include "firstout/store/copy.h"
#include "firstout/store/meta.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define SUFFIX ".firstout"

static FoTxnEnd
read_name (FoTxn *txn, gpointer data, GError **error)
{
  char **name = data;

  g_clear_pointer (name, g_free);
  return fo_meta_get (txn, "name", name, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* The part of a backup's name that is the warehouse's: its backups are told from others' by it. */
static char *
stem_of (const char *uri, GError **error)
{
  g_autoptr (FoStore) store = fo_store_open (uri, FO_STORE_READ_ONLY, error);
  g_autofree char *name = NULL;

  if (!store || !fo_store_read (store, read_name, &name, error))
    return NULL;
  return g_strdelimit (*name ? g_steal_pointer (&name) : g_strdup ("firstout"), "/\\ \t\n:", '_');
}

static int
latest_first (gconstpointer a, gconstpointer b)
{
  return -strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
fo_store_backups (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, latest_first);
  return names;
}

/* "<stem>-" and a time: another warehouse whose name begins alike is another warehouse. */
static bool
is_of (const char *name, const char *stem)
{
  g_autofree char *escaped = g_regex_escape_string (stem, -1);
  g_autofree char *pattern = g_strdup_printf ("^%s-\\d{4}-\\d\\d-\\d\\d-\\d{6}-\\d{6}\\" SUFFIX "$", escaped);

  return g_regex_match_simple (pattern, name, 0, 0);
}

static bool
remove_older (const char *folder, const char *stem, guint keep, GError **error)
{
  g_autoptr (GPtrArray) names = fo_store_backups (folder);
  guint found = 0;

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

    if (!is_of (g_ptr_array_index (names, i), stem) || ++found <= keep || g_unlink (path) == 0)
      continue;
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO,
                 "The backup was made, but the older %s could not be removed: %s", path, g_strerror (errno));
    return false;
  }
  return true;
}

bool
fo_store_backup (const char *from,
                 const char *folder,
                 guint keep,
                 FoCopyTell tell,
                 gpointer data,
                 char **ret_path,
                 FoCopyCount *ret_count,
                 GError **error)
{
  g_autofree char *stem = stem_of (from, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d-%H%M%S-%f"), *path = NULL, *to = NULL;

  if (!stem)
    return false;
  path = g_strdup_printf ("%s/%s-%s" SUFFIX, folder, stem, time);
  to = g_strconcat ("sqlite:", path, NULL);
  if (!fo_store_copy (from, to, FO_COPY_BACKUP, tell, data, ret_count, error)
      || (keep > 0 && !remove_older (folder, stem, keep, error)))
    return false;
  *ret_path = g_steal_pointer (&path);
  return true;
}

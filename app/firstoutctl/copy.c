/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole warehouses: backup, restore, move. */
#include "firstout/store/copy.h"
#include "ctl.h"
#include "firstout/store/meta.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static void
print_table (const FoCopiedTable *table, gpointer data)
{
  json_object *line = json_object_new_object ();

  (void) data;
  json_object_object_add (line, "table", json_object_new_string (table->table));
  json_object_object_add (line, "rows", json_object_new_int64 (table->rows));
  json_object_object_add (line, "sha256", json_object_new_string (table->digest));
  ctl_print (line);
}

static CtlEnd
copy (const char *from, const char *to, FoCopyKind kind)
{
  g_autoptr (GError) error = NULL;
  FoCopyCount count = { 0 };
  json_object *line;

  if (!fo_store_copy (from, to, kind, print_table, NULL, &count, &error))
    return ctl_fail_error (error);
  line = json_object_new_object ();
  json_object_object_add (line, "verdict", json_object_new_string ("FO_OK"));
  json_object_object_add (line, "to", json_object_new_string (to));
  json_object_object_add (line, "tables", json_object_new_int64 (count.tables));
  json_object_object_add (line, "rows", json_object_new_int64 (count.rows));
  ctl_print (line);
  return CTL_DONE;
}

/* ---- backup ------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
read_name (FoTxn *txn, gpointer data, GError **error)
{
  g_clear_pointer ((char **) data, g_free);
  return fo_meta_get (txn, "name", data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* The part of a backup's file name that is the warehouse's: its backups are told from others' by it. */
static char *
stem_of (FoStore *store, GError **error)
{
  g_autofree char *name = NULL;

  if (!fo_store_read (store, read_name, &name, error))
    return NULL;
  return g_strdelimit (*name ? g_steal_pointer (&name) : g_strdup ("firstout"), "/\\ \t\n:", '_');
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  return -strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names hold the time, so their order is that of the days. */
static CtlEnd
remove_older (const char *folder, const char *stem, guint keep)
{
  g_autofree char *prefix = g_strconcat (stem, "-", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".firstout"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, newest_first);
  for (guint i = keep; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
    if (g_unlink (path) != 0)
      return ctl_fail ("%s: %s", path, g_strerror (errno));
  }
  return CTL_DONE;
}

static CtlEnd
backup_into (const Ctl *ctl, const char *folder, const char *keep)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  g_autoptr (GError) error = NULL;
  g_autofree char *stem = store ? stem_of (store, &error) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d-%H%M%S-%f"), *to = NULL;
  CtlEnd end;

  if (!stem)
    return store ? ctl_fail_error (error) : CTL_FAILED;
  to = g_strdup_printf ("sqlite:%s/%s-%s.firstout", folder, stem, time);
  g_clear_pointer (&store, fo_store_free);
  end = copy (ctl->store_uri, to, FO_COPY_BACKUP);
  return end == CTL_DONE && keep ? remove_older (folder, stem, (guint) g_ascii_strtoull (keep, NULL, 10)) : end;
}

CtlEnd
ctl_backup (const Ctl *ctl)
{
  const char *to = ctl_option (ctl, "--to"), *keep = ctl_option (ctl, "--keep");
  g_autofree char *uri = NULL;

  if (!ctl->store_uri)
    return ctl_fail ("which warehouse? --store URI");
  if (!to)
    return ctl_fail ("where to? --to FILE or FOLDER");
  if (keep && g_ascii_strtoull (keep, NULL, 10) == 0)
    return ctl_fail ("--keep %s: a number of backups, 1 at least", keep);
  if (g_file_test (to, G_FILE_TEST_IS_DIR))
    return backup_into (ctl, to, keep);
  if (keep)
    return ctl_fail ("--keep goes with a folder, and %s is none", to);
  uri = g_strconcat (g_str_has_prefix (to, "sqlite:") ? "" : "sqlite:", to, NULL);
  return copy (ctl->store_uri, uri, FO_COPY_BACKUP);
}

/* ---- restore, move ------------------------------------------------------------------------------------------------ */

CtlEnd
ctl_restore (const Ctl *ctl)
{
  const char *from = ctl_option (ctl, "--from");
  g_autofree char *uri = NULL;

  if (!ctl->store_uri)
    return ctl_fail ("which warehouse shall it become? --store URI");
  if (!from)
    return ctl_fail ("from which backup? --from FILE");
  uri = g_strconcat (g_str_has_prefix (from, "sqlite:") ? "" : "sqlite:", from, NULL);
  return copy (uri, ctl->store_uri, FO_COPY_RESTORE);
}

CtlEnd
ctl_move (const Ctl *ctl)
{
  const char *from = ctl_option (ctl, "--from"), *to = ctl_option (ctl, "--to");

  if (!from || !g_str_has_prefix (from, "sqlite:"))
    return ctl_fail ("--from sqlite:FILE is the warehouse of one station");
  if (!to || g_str_has_prefix (to, "sqlite:"))
    return ctl_fail ("--to postgresql://HOST/DATABASE is where it goes");
  return copy (from, to, FO_COPY_MOVE);
}

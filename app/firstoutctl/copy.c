/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole warehouses: backup, restore, move. */
#include "firstout/store/copy.h"
#include "ctl.h"

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
print_end (const char *to, const FoCopyCount *count)
{
  json_object *line = json_object_new_object ();

  json_object_object_add (line, "verdict", json_object_new_string ("FO_OK"));
  json_object_object_add (line, "to", json_object_new_string (to));
  json_object_object_add (line, "tables", json_object_new_int64 (count->tables));
  json_object_object_add (line, "rows", json_object_new_int64 (count->rows));
  ctl_print (line);
  return CTL_DONE;
}

static CtlEnd
copy (const char *from, const char *to, FoCopyKind kind)
{
  g_autoptr (GError) error = NULL;
  FoCopyCount count = { 0 };

  if (!fo_store_copy (from, to, kind, print_table, NULL, &count, &error))
    return ctl_fail_error (error);
  return print_end (to, &count);
}

/* ---- backup ------------------------------------------------------------------------------------------------------- */

static CtlEnd
backup_into (const char *from, const char *folder, const char *keep)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  FoCopyCount count = { 0 };
  guint n = keep ? (guint) g_ascii_strtoull (keep, NULL, 10) : 0;

  if (!fo_store_backup (from, folder, n, print_table, NULL, &path, &count, &error))
    return ctl_fail_error (error);
  return print_end (path, &count);
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
    return backup_into (ctl->store_uri, to, keep);
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

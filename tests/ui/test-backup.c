/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of copies, as the person sees it who is asked for them once. */
#include "rig.h"
#include "shell/page.h"
#include "common/fault.h"
#include "firstout/store/copy.h"
#include "firstout/store/store.h"

#include <string.h>

static GtkWidget *
page (Rig *rig)
{
  fo_window_open_page (rig->window, "backup");
  rig_settle (rig);
  return rig_find (GTK_WIDGET (rig->window), g_type_from_name ("FoBackupPage"), NULL);
}

static char *
folder_of (Rig *rig)
{
  char *folder = g_build_filename (rig->folder, "copies", NULL);

  gtk_widget_activate_action (page (rig), "backup.folder", "s", folder);
  return folder;
}

typedef struct {
  Rig *rig;
  const char *text;
} Awaited;

static gboolean
is_shown (gpointer data)
{
  Awaited *awaited = data;

  return rig_shows (GTK_WIDGET (awaited->rig->window), awaited->text);
}

static gboolean
has_copy (gpointer folder)
{
  g_autoptr (GPtrArray) names = fo_store_backups (folder);

  return names->len > 0;
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static char *
newest (const char *folder)
{
  g_autoptr (GPtrArray) names = fo_store_backups (folder);

  g_assert_cmpuint (names->len, >, 0);
  return g_build_filename (folder, g_ptr_array_index (names, 0), NULL);
}

/* It opens, and every page of the file is sound. */
static void
assert_is_warehouse (const char *path)
{
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (uri, FO_STORE_READ_ONLY, &error);

  g_assert_no_error (error);
  g_assert_true (fo_store_check_file (store, &error));
}

/* One key; the copy is there, is a warehouse, and the page says when it was made. */
static void
test_make (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *folder = folder_of (rig), *path = NULL;
  Awaited never = { rig, "Копий ещё не делали" };

  rig_wait (is_shown, &never);
  g_assert_true (fo_page_press_key (FO_PAGE (page (rig)), 3));
  rig_wait (has_copy, folder);
  path = newest (folder);
  assert_is_warehouse (path);
  {
    g_autofree char *name = g_path_get_basename (path);
    Awaited listed = { rig, name };
    rig_wait (is_shown, &listed);
  }
  rig_settle (rig);
  g_assert_false (is_shown (&never));
  rig_picture (GTK_WIDGET (rig->window), "backup-made");
}

/* The copy becomes a warehouse beside the one that is open. */
static void
test_restore (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *folder = folder_of (rig), *path = NULL, *to = g_build_filename (rig->folder, "again.db", NULL);

  fo_page_press_key (FO_PAGE (page (rig)), 3);
  rig_wait (has_copy, folder);
  path = newest (folder);
  {
    g_autofree char *name = g_path_get_basename (path);
    Awaited listed = { rig, name };
    rig_wait (is_shown, &listed);
  }
  gtk_widget_activate_action (page (rig), "backup.restore", "(ss)", path, to);
  rig_wait (is_there, to);
  assert_is_warehouse (to);
  rig_settle (rig);
}

/* A folder that cannot be written to: said, and nothing is made. */
static void
test_no_room (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *file = g_build_filename (rig->folder, "a-file", NULL), *below = g_build_filename (file, "copies", NULL);
  Awaited said = { rig, below };

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  gtk_widget_activate_action (page (rig), "backup.folder", "s", below);
  fo_page_press_key (FO_PAGE (page (rig)), 3);
  rig_wait (is_shown, &said);
  rig_settle (rig);
}

/* A copy is never written over a file that is there, and that is said in words. */
static void
test_restore_over (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *folder = folder_of (rig), *path = NULL, *to = g_build_filename (rig->folder, "again.db", NULL), *kept = NULL;
  Awaited said = { rig, "Там уже есть файл или склад: он не будет затёрт. Выберите другое имя" };

  g_assert_true (g_file_set_contents (to, "x", 1, NULL));
  fo_page_press_key (FO_PAGE (page (rig)), 3);
  rig_wait (has_copy, folder);
  path = newest (folder);
  {
    g_autofree char *name = g_path_get_basename (path);
    Awaited listed = { rig, name };
    rig_wait (is_shown, &listed);
  }
  gtk_widget_activate_action (page (rig), "backup.restore", "(ss)", path, to);
  rig_wait (is_shown, &said);
  rig_settle (rig);
  g_assert_true (g_file_get_contents (to, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "x");
  rig_picture (GTK_WIDGET (rig->window), "backup-restore-over");
}

/* Whatever may befall a warehouse or a file is a sentence of ours. */
static void
test_faults (void)
{
  for (int code = FO_STORE_ERROR_URI; code <= FO_STORE_ERROR_UNCERTAIN; code++) {
    g_autoptr (GError) error = g_error_new_literal (FO_STORE_ERROR, code, "disk I/O error");
    g_autofree char *text = fo_fault_text (error, NULL);
    g_test_message ("%d: %s", code, text);
    g_assert_true (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_CYRILLIC);
  }
  for (int code = 0; code <= G_IO_ERROR_NO_SPACE; code++) {
    g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, code, "No such file or directory");
    g_autofree char *text = fo_fault_text (error, "/tmp/stock.xlsx");
    g_assert_null (strstr (text, "No such file"));
    g_assert_nonnull (strstr (text, "stock.xlsx") ?: strstr (text, "На диске"));
  }
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/backup/make", test_make);
  g_test_add_func ("/ui/backup/restore", test_restore);
  g_test_add_func ("/ui/backup/no-room", test_no_room);
  g_test_add_func ("/ui/backup/restore-over", test_restore_over);
  g_test_add_func ("/ui/backup/faults", test_faults);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup-page.h"

#include "common/fault.h"
#include "common/permit.h"
#include "common/request.h"
#include "common/speech.h"
#include "common/worded.h"
#include "copying.h"
#include "firstout/store/meta.h"

#include <errno.h>
#include <glib/gstdio.h>

enum { MAKE_KEY = 3, RESTORE_KEY = 5, FOLDER_KEY = 7 };

#define TENTH 100000 /* of a megabyte */
#define OLD_US ((gint64) 3 * 24 * 3600 * G_USEC_PER_SEC) /* a copy older than that is said in red */

typedef struct {
  gint64 at_us, now_us; /* AT 0: there is none */
} LastCopy;

struct _FoBackupPage {
  GtkWidget parent_instance;
  GtkWidget *box, *make, *restore, *none;
  GtkLabel *last, *folder, *said;
  GtkListBox *copies;
  FoStation *station;
  GtkFileChooserNative *chooser;
  char *path; /* of the folder */
  LastCopy made;
  gboolean busy;
};

static void fo_backup_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoBackupPage, fo_backup_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_backup_page_iface_init))

/* ---- where copies go ----------------------------------------------------------------------------------------------------------------- */

static char *
settings_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "firstout", "backup.conf", NULL);
}

static char *
remembered_folder (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = settings_path (), *folder = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    folder = g_key_file_get_string (file, "backup", "folder", NULL);
  return folder ? g_steal_pointer (&folder) : g_build_filename (g_get_user_data_dir (), "firstout", "backups", NULL);
}

static void
remember_folder (const char *folder)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = settings_path (), *parent = g_path_get_dirname (path);

  g_key_file_set_string (file, "backup", "folder", folder);
  if (g_mkdir_with_parents (parent, 0700) != 0 || !g_key_file_save_to_file (file, path, &error))
    g_warning ("%s: the folder of backups is not remembered", path);
}

/* ---- what there is ------------------------------------------------------------------------------------------------------------------- */

static void
say (FoBackupPage *self, const char *words, gboolean bad)
{
  const char *const classes[] = { bad ? "bad" : "strong", NULL };

  gtk_label_set_text (self->said, words);
  gtk_widget_set_css_classes (GTK_WIDGET (self->said), (const char **) classes);
  gtk_widget_set_visible (GTK_WIDGET (self->said), *words != '\0');
}

static void
say_last (FoBackupPage *self)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (self->made.at_us / G_USEC_PER_SEC);
  g_autofree char *when = at ? g_date_time_format (at, "%d.%m.%Y %H:%M") : NULL;
  g_autofree char *words = self->made.at_us ? g_steal_pointer (&when) : fo_say ("page.backup.never", NULL);
  gboolean old = self->made.now_us - self->made.at_us > OLD_US;
  const char *const classes[] = { old ? "bad" : "strong", NULL };

  gtk_label_set_text (self->last, words);
  gtk_widget_set_css_classes (GTK_WIDGET (self->last), (const char **) classes);
}

static GtkWidget *
copy_row (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL), *size = NULL;
  g_auto (FoArgs) args = { 0 };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *title = gtk_label_new (name), *right;
  GStatBuf about;

  if (g_stat (path, &about) == 0)
    fo_args_set_quantity (&args, "size", ((gint64) about.st_size + TENTH - 1) / TENTH * TENTH); /* a millionth of a megabyte is a byte */
  size = fo_say ("page.backup.size", &args);
  right = gtk_label_new (size);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (right, "muted");
  gtk_widget_add_css_class (box, "pad");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), right);
  g_object_set_data_full (G_OBJECT (box), "path", g_steal_pointer (&path), g_free);
  return box;
}

static void
list_copies (FoBackupPage *self)
{
  g_autoptr (GPtrArray) names = fo_store_backups (self->path);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->copies, 0)))
    gtk_list_box_remove (self->copies, GTK_WIDGET (row));
  for (guint i = 0; i < names->len; i++)
    gtk_list_box_append (self->copies, copy_row (self->path, g_ptr_array_index (names, i)));
  gtk_widget_set_visible (self->none, names->len == 0);
  gtk_widget_set_sensitive (self->restore, names->len > 0 && !self->busy);
  if (names->len > 0)
    gtk_list_box_select_row (self->copies, gtk_list_box_get_row_at_index (self->copies, 0));
  gtk_label_set_text (self->folder, self->path);
}

static bool
load_last (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  g_autofree char *text = NULL;
  LastCopy made = { .now_us = fo_store_now_us (fo_txn_store (txn)) };

  (void) input;
  if (!fo_meta_get (txn, "backup_us", &text, error))
    return false;
  made.at_us = g_ascii_strtoll (text, NULL, 10);
  g_array_append_val (rows, made);
  return true;
}

static void
last_came (const GArray *rows, gpointer owner)
{
  FoBackupPage *self = owner;

  self->made = g_array_index (rows, LastCopy, 0);
  say_last (self);
}

static void
look (FoBackupPage *self)
{
  const FoRequest request = { load_last, NULL, 0, sizeof (LastCopy), last_came };

  if (!self->station || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  fo_request (self->station, &request, G_OBJECT (self));
  list_copies (self);
}

/* ---- making one ---------------------------------------------------------------------------------------------------------------------- */

static void
set_busy (FoBackupPage *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->make, !busy);
  gtk_widget_set_sensitive (self->restore, !busy && gtk_list_box_get_row_at_index (self->copies, 0) != NULL);
}

static char *
count_words (const char *message, const FoCopyingNews *news)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "tables", news->tables);
  fo_args_set_count (&args, "rows", news->rows);
  fo_args_set_text (&args, "path", news->path ? news->path : "");
  return fo_say (message, &args);
}

static void
hear (FoBackupPage *self, const FoCopyingNews *news, const char *done)
{
  g_autofree char *words = NULL;

  if (news->error)
    words = fo_fault_text (news->error, NULL);
  else
    words = count_words (news->path ? done : "page.backup.so-far", news);
  say (self, words, news->error != NULL);
  if (!news->error && !news->path)
    return;
  set_busy (self, FALSE);
  look (self);
}

static void
backup_told (const FoCopyingNews *news, gpointer owner)
{
  hear (owner, news, "page.backup.made");
}

static void
restore_told (const FoCopyingNews *news, gpointer owner)
{
  hear (owner, news, "page.backup.restored");
}

static void
may_back_up (gboolean may, const FoGuardPass *pass, gpointer owner)
{
  FoBackupPage *self = owner;

  (void) pass;
  if (!may || self->busy)
    return;
  if (g_mkdir_with_parents (self->path, 0700) != 0) {
    g_autofree char *words = g_strdup_printf ("%s: %s", self->path, g_strerror (errno));
    say (self, words, TRUE);
    return;
  }
  set_busy (self, TRUE);
  fo_copying_back_up (fo_station_options (self->station)->store_uri, self->path, backup_told, G_OBJECT (self));
}

static void
back_up (FoBackupPage *self)
{
  if (self->station && !self->busy)
    fo_permit_ask (self->station, "copy", may_back_up, G_OBJECT (self));
}

/* ---- choosing ------------------------------------------------------------------------------------------------------------------------ */

static void
set_folder (GtkWidget *widget, const char *action, GVariant *path)
{
  FoBackupPage *self = FO_BACKUP_PAGE (widget);

  (void) action;
  g_free (self->path);
  self->path = g_variant_dup_string (path, NULL);
  remember_folder (self->path);
  list_copies (self);
}

static void
restore (GtkWidget *widget, const char *action, GVariant *paths)
{
  FoBackupPage *self = FO_BACKUP_PAGE (widget);
  const char *from, *to;

  (void) action;
  if (self->busy)
    return;
  g_variant_get (paths, "(&s&s)", &from, &to);
  set_busy (self, TRUE);
  fo_copying_restore (from, to, restore_told, G_OBJECT (self));
}

static const char *
chosen_copy (FoBackupPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->copies);

  return row ? g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "path") : NULL;
}

static void
chosen (FoBackupPage *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  gboolean folder = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (chooser)) == GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER;

  if (path && folder)
    gtk_widget_activate_action (GTK_WIDGET (self), "backup.folder", "s", path);
  else if (path && chosen_copy (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "backup.restore", "(ss)", chosen_copy (self), path);
}

static void
ask_for_file (FoBackupPage *self, const char *title_id, GtkFileChooserAction action, const char *name)
{
  g_autofree char *title = fo_say (title_id, NULL);

  if (self->chooser)
    return;
  self->chooser =
      gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), action, NULL, NULL);
  if (name)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
choose_folder (FoBackupPage *self)
{
  ask_for_file (self, "page.backup.choose", GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL);
}

static void
choose_target (FoBackupPage *self)
{
  if (chosen_copy (self) && !self->busy)
    ask_for_file (self, "page.backup.restore", GTK_FILE_CHOOSER_ACTION_SAVE, "warehouse.db");
}

/* ---- as a page ----------------------------------------------------------------------------------------------------------------------- */

static void
open (FoPage *page, FoStation *station)
{
  g_set_object (&FO_BACKUP_PAGE (page)->station, station);
  look (FO_BACKUP_PAGE (page));
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoBackupPage *self = FO_BACKUP_PAGE (page);

  if (f_key == MAKE_KEY)
    back_up (self);
  else if (f_key == RESTORE_KEY)
    choose_target (self);
  else if (f_key == FOLDER_KEY)
    choose_folder (self);
  else
    return FALSE;
  return TRUE;
}

static void
fo_backup_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->press_key = press_key;
}

static void
fo_backup_page_dispose (GObject *object)
{
  FoBackupPage *self = FO_BACKUP_PAGE (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (fo_backup_page_parent_class)->dispose (object);
}

static void
fo_backup_page_class_init (FoBackupPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_backup_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/backup/backup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoBackupPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoBackupPage, make);
  gtk_widget_class_bind_template_child (widget_class, FoBackupPage, restore);
  gtk_widget_class_bind_template_child (widget_class, FoBackupPage, none);
  gtk_widget_class_bind_template_child (widget_class, FoBackupPage, last);
  gtk_widget_class_bind_template_child (widget_class, FoBackupPage, folder);
  gtk_widget_class_bind_template_child (widget_class, FoBackupPage, said);
  gtk_widget_class_bind_template_child (widget_class, FoBackupPage, copies);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder);
  gtk_widget_class_bind_template_callback (widget_class, choose_target);
  gtk_widget_class_bind_template_callback (widget_class, back_up);
  gtk_widget_class_install_action (widget_class, "backup.folder", "s", set_folder);
  gtk_widget_class_install_action (widget_class, "backup.restore", "(ss)", restore);
}

static void
fo_backup_page_init (FoBackupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->path = remembered_folder ();
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_last), self, G_CONNECT_SWAPPED);
}

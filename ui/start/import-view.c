/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-view.h"

#include "common/columns.h"
#include "common/fault.h"
#include "common/row.h"
#include "common/speech.h"
#include "common/worded.h"

#include <string.h>

enum { PASTE_KEY = 2, IMPORT_KEY = 3, SKIP_KEY = 6, OPEN_KEY = 7, SAVE_KEY = 11, ROWS_SHOWN = 4, POLL_MS = 100 };

struct _FoImportView {
  GtkWidget parent_instance;
  GtkWidget *box, *table, *act_row, *faults_box;
  GtkLabel *head, *hint, *told;
  GtkWidget *paste_button, *open_button, *import_button, *skip_button, *save_button;
  GtkProgressBar *progress;
  GListStore *faults;
  FoStation *station;
  FoSharedSheet *sheet;
  FoImportKind kind;
  FoImportMatch match;
  FoStartJob *job; /* running, or NULL */
  FoImportResult result;
  gboolean shown, again, booked; /* RESULT is of this match; it is to be looked at once more; it was booked */
  guint poll;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (FoImportView, fo_import_view, GTK_TYPE_WIDGET)

/* ---- what came of it ------------------------------------------------------------------------------------------------------------ */

static void
tell (FoImportView *self, const char *text)
{
  gtk_label_set_text (self->told, text);
  gtk_widget_set_visible (GTK_WIDGET (self->told), *text != '\0');
}

/* WHAT: the name of a file; may be NULL. */
static void
tell_fault (FoImportView *self, const GError *error, const char *what)
{
  g_autofree char *words = fo_fault_text (error, what);

  tell (self, words);
}

static void
say_result (FoImportView *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_count (&args, "rows", self->result.rows);
  fo_args_set_count (&args, "booked", self->result.booked);
  fo_args_set_count (&args, "unchanged", self->result.unchanged);
  fo_args_set_count (&args, "faults", self->result.faults);
  fo_args_set_count (&args, "left_out", self->result.left_out);
  text = fo_say (self->booked ? "page.start.booked" : "page.start.would", &args);
  tell (self, text);
}

static void
say_buttons (FoImportView *self)
{
  gboolean idle = !self->job, some = self->shown && !self->booked && self->result.booked > 0;

  gtk_widget_set_sensitive (self->paste_button, idle);
  gtk_widget_set_sensitive (self->open_button, idle);
  gtk_widget_set_sensitive (self->import_button, idle && some && self->result.faults == 0);
  gtk_widget_set_visible (self->skip_button, self->shown && self->result.faults > 0);
  gtk_widget_set_sensitive (self->skip_button, idle && some);
  gtk_widget_set_visible (self->save_button, self->shown && self->result.faults > 0);
  gtk_widget_set_visible (self->faults_box, self->shown && self->result.faults > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), !idle);
  gtk_widget_set_visible (self->act_row, self->sheet != NULL);
}

static void
job_done (const FoImportResult *result, const GArray *faults, const GError *error, gpointer owner)
{
  FoImportView *self = owner;

  self->job = NULL;
  g_clear_handle_id (&self->poll, g_source_remove);
  g_list_store_remove_all (self->faults);
  for (guint i = 0; i < faults->len; i++) {
    g_autoptr (FoRow) row = fo_row_new (&g_array_index (faults, FoStartFault, i), sizeof (FoStartFault));
    g_list_store_append (self->faults, row);
  }
  self->result = *result;
  self->shown = !error;
  if (error) {
    self->booked = FALSE;
    tell_fault (self, error, NULL);
  } else
    say_result (self);
  say_buttons (self);
  if (self->again)
    fo_import_view_match (self, G_MAXUINT, -1);
}

static gboolean
poll_progress (gpointer data)
{
  FoImportView *self = data;
  guint rows, of;

  fo_start_job_progress (self->job, &rows, &of);
  if (of > 0)
    gtk_progress_bar_set_fraction (self->progress, (double) rows / of);
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
run (FoImportView *self, gboolean dry_run, gboolean skip_faults)
{
  const FoStartWish wish = { self->kind, self->match, dry_run, skip_faults };

  self->again = FALSE;
  self->booked = !dry_run;
  self->job = fo_start_job_run (self->station, self->sheet, &wish, job_done, G_OBJECT (self));
  gtk_progress_bar_set_fraction (self->progress, 0);
  self->poll = g_timeout_add (POLL_MS, poll_progress, self);
  say_buttons (self);
}

/* ---- the columns -------------------------------------------------------------------------------------------------------------------- */

static char *
column_words (FoImportKind kind, guint column)
{
  bool needed;
  const char *name = fo_import_column (kind, column, &needed);
  g_autofree char *id = g_strconcat ("page.start.column.", name, NULL), *word = fo_say (id, NULL);

  return g_strdup_printf ("%s%s", word, needed ? " *" : "");
}

static int
column_of_cell (FoImportView *self, guint cell)
{
  for (int c = 0; c < FO_IMPORT_COLUMNS_MAX; c++)
    if (self->match.columns[c] == (int) cell)
      return c;
  return -1;
}

static void
column_chosen (GtkDropDown *drop, GParamSpec *spec, FoImportView *self)
{
  guint cell = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (drop), "fo-cell"));

  (void) spec;
  fo_import_view_match (self, cell, (int) gtk_drop_down_get_selected (drop) - 1);
}

static GtkWidget *
column_chooser (FoImportView *self, guint cell)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *none = fo_say ("page.start.column-none", NULL);
  g_auto (GStrv) list = NULL;
  GtkWidget *drop;
  bool needed;

  g_strv_builder_add (names, none);
  for (guint c = 0; fo_import_column (self->kind, c, &needed); c++) {
    g_autofree char *name = column_words (self->kind, c);
    g_strv_builder_add (names, name);
  }
  list = g_strv_builder_end (names);
  drop = gtk_drop_down_new_from_strings ((const char *const *) list);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), (guint) (column_of_cell (self, cell) + 1));
  g_object_set_data (G_OBJECT (drop), "fo-cell", GUINT_TO_POINTER (cell));
  g_signal_connect (drop, "notify::selected", G_CALLBACK (column_chosen), self);
  return drop;
}

static void
attach_text (FoImportView *self, const char *text, guint cell, guint row, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (GTK_GRID (self->table), label, (int) cell, (int) row, 1, 1);
}

/* A choice above each column, what the table calls it, and its first rows. */
static void
show_table (FoImportView *self)
{
  const FoSheet *sheet = self->sheet ? fo_shared_sheet_get (self->sheet) : NULL;
  guint n_cells = 0, first = self->match.first;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->table)))
    gtk_grid_remove (GTK_GRID (self->table), child);
  gtk_widget_set_visible (gtk_widget_get_ancestor (self->table, GTK_TYPE_SCROLLED_WINDOW), sheet != NULL);
  for (guint row = 0; sheet && row < MIN (fo_sheet_n_rows (sheet), first + ROWS_SHOWN); row++)
    n_cells = MAX (n_cells, fo_sheet_n_cells (sheet, row));
  for (guint cell = 0; cell < n_cells; cell++) {
    gtk_grid_attach (GTK_GRID (self->table), column_chooser (self, cell), (int) cell, 0, 1, 1);
    if (first > 0)
      attach_text (self, fo_sheet_cell (sheet, first - 1, cell), cell, 1, "strong");
    for (guint row = 0; row < ROWS_SHOWN && first + row < fo_sheet_n_rows (sheet); row++)
      attach_text (self, fo_sheet_cell (sheet, first + row, cell), cell, 2 + row, "cell-text");
  }
}

/* G_MAXUINT: as it is. */
void
fo_import_view_match (FoImportView *self, guint cell, int column)
{
  if (cell != G_MAXUINT) {
    for (int c = 0; c < FO_IMPORT_COLUMNS_MAX; c++)
      if (self->match.columns[c] == (int) cell)
        self->match.columns[c] = -1;
    if (column >= 0)
      self->match.columns[column] = (int) cell;
  }
  self->shown = self->booked = FALSE;
  if (self->job)
    self->again = TRUE;
  else if (self->sheet && self->station)
    run (self, TRUE, TRUE);
}

/* ---- where it comes from ---------------------------------------------------------------------------------------------------------------- */

static void
forget (FoImportView *self)
{
  g_clear_pointer (&self->sheet, fo_shared_sheet_unref);
  g_list_store_remove_all (self->faults);
  self->shown = self->booked = FALSE;
  tell (self, "");
  show_table (self);
  say_buttons (self);
}

void
fo_import_view_take (FoImportView *self, const char *name, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  FoSheet *sheet;

  if (self->job)
    return;
  forget (self);
  sheet = fo_sheet_parse (name, bytes, length, &error);
  if (!sheet) {
    tell_fault (self, error, name);
    return;
  }
  self->sheet = fo_shared_sheet_new (sheet);
  fo_import_guess (self->kind, sheet, &self->match);
  show_table (self);
  fo_import_view_match (self, G_MAXUINT, -1);
}

static void
pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoImportView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_autofree char *name = fo_say ("page.start.clipboard", NULL), *nothing = fo_say ("page.start.nothing-copied", NULL);

  if (self->box && text && *text)
    fo_import_view_take (self, name, text, strlen (text));
  else if (self->box)
    tell (self, nothing);
}

static void
paste (FoImportView *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted, g_object_ref (self));
}

static void
read_file (FoImportView *self, GFile *file)
{
  g_autofree char *bytes = NULL, *name = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;
  gsize length;

  if (g_file_load_contents (file, NULL, &bytes, &length, NULL, &error))
    fo_import_view_take (self, name, bytes, length);
  else
    tell_fault (self, error, name);
}

static void
write_file (FoImportView *self, GFile *file)
{
  g_autofree char *text = fo_import_view_faults (self), *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    tell_fault (self, error, path);
}

static void
file_chosen (GtkNativeDialog *dialog, int response, FoImportView *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  gboolean save = gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE;

  if (file && save)
    write_file (self, file);
  else if (file)
    read_file (self, file);
  g_clear_object (&self->chooser);
}

static void
choose_file (FoImportView *self, GtkFileChooserAction action)
{
  g_autofree char *title = fo_say (action == GTK_FILE_CHOOSER_ACTION_SAVE ? "page.start.save-faults" : "page.start.open", NULL);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), action, NULL, NULL);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "faults.csv");
  g_signal_connect (self->chooser, "response", G_CALLBACK (file_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
open_file (FoImportView *self)
{
  choose_file (self, GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
save_faults (FoImportView *self)
{
  choose_file (self, GTK_FILE_CHOOSER_ACTION_SAVE);
}

static void
import_all (FoImportView *self)
{
  fo_import_view_import (self, FALSE);
}

static void
import_good (FoImportView *self)
{
  fo_import_view_import (self, TRUE);
}

void
fo_import_view_import (FoImportView *self, gboolean skip_faults)
{
  if (self->sheet && self->station && !self->job)
    run (self, FALSE, skip_faults);
}

gboolean
fo_import_view_is_idle (FoImportView *self)
{
  return !self->job;
}

/* ---- faults -------------------------------------------------------------------------------------------------------------------------- */

static char *
fault_words (const FoStartFault *fault)
{
  static const char *const things[] = { "item", "lot", "order", "place", NULL };
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "text", fault->text);
  if (g_strv_contains (things, fault->column))
    fo_args_set_text (&args, fault->column, fault->text);
  return fo_words_verdict_title (fo_speech_language (), fault->verdict, &args);
}

static char *
fault_column (const FoStartFault *fault)
{
  g_autofree char *id = g_strconcat ("page.start.column.", fault->column, NULL);

  return *fault->column ? fo_say (id, NULL) : g_strdup ("");
}

static void
show_line (GtkLabel *label, gconstpointer value)
{
  const FoStartFault *fault = value;
  g_autofree char *text = g_strdup_printf ("%u", fault->line);

  gtk_label_set_text (label, text);
}

static void
show_column (GtkLabel *label, gconstpointer value)
{
  g_autofree char *text = fault_column (value);

  gtk_label_set_text (label, text);
}

static void
show_text (GtkLabel *label, gconstpointer value)
{
  gtk_widget_add_css_class (GTK_WIDGET (label), "mono");
  gtk_label_set_text (label, ((const FoStartFault *) value)->text);
}

static void
show_fault (GtkLabel *label, gconstpointer value)
{
  g_autofree char *text = fault_words (value);

  gtk_widget_add_css_class (GTK_WIDGET (label), "bad");
  gtk_label_set_text (label, text);
}

char *
fo_import_view_faults (FoImportView *self)
{
  static const char *const heads[] = { "page.start.fault-row", "page.start.fault-column", "page.start.fault-text", "page.start.fault" };
  GString *text = g_string_new (NULL);

  fo_sheet_begin (text);
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++) {
    g_autofree char *head = fo_say (heads[i], NULL);
    fo_sheet_add (text, head);
  }
  fo_sheet_end_row (text);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->faults)); i++) {
    g_autoptr (FoRow) row = g_list_model_get_item (G_LIST_MODEL (self->faults), i);
    const FoStartFault *fault = fo_row_value (row);
    g_autofree char *line = g_strdup_printf ("%u", fault->line), *column = fault_column (fault), *words = fault_words (fault);
    const char *const cells[] = { line, column, fault->text, words };

    for (gsize c = 0; c < G_N_ELEMENTS (cells); c++)
      fo_sheet_add (text, cells[c]);
    fo_sheet_end_row (text);
  }
  return g_string_free (text, FALSE);
}

/* ---- life --------------------------------------------------------------------------------------------------------------------------- */

void
fo_import_view_open (FoImportView *self, FoStation *station)
{
  g_set_object (&self->station, station);
}

void
fo_import_view_set_kind (FoImportView *self, FoImportKind kind)
{
  g_autofree char *head = g_strconcat ("page.start.", fo_import_kind_name (kind), NULL);
  g_autofree char *hint = g_strconcat ("page.start.", fo_import_kind_name (kind), ".hint", NULL);

  if (self->job)
    return;
  self->kind = kind;
  fo_worded_set (GTK_WIDGET (self->head), "label", g_intern_string (head));
  fo_worded_set (GTK_WIDGET (self->hint), "label", g_intern_string (hint));
  forget (self);
}

gboolean
fo_import_view_press_key (FoImportView *self, int f_key)
{
  GtkWidget *button = f_key == PASTE_KEY    ? self->paste_button
                      : f_key == OPEN_KEY   ? self->open_button
                      : f_key == IMPORT_KEY ? self->import_button
                      : f_key == SKIP_KEY   ? self->skip_button
                      : f_key == SAVE_KEY   ? self->save_button
                                            : NULL;

  if (button && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button))
    g_signal_emit_by_name (button, "clicked");
  return button != NULL;
}

static void
say_again (FoImportView *self)
{
  show_table (self);
  if (self->shown)
    say_result (self);
}

static void
fo_import_view_dispose (GObject *object)
{
  FoImportView *self = FO_IMPORT_VIEW (object);

  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->sheet, fo_shared_sheet_unref);
  g_clear_object (&self->faults);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_import_view_parent_class)->dispose (object);
}

static void
fo_import_view_class_init (FoImportViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_import_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/start/import-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoImportView, box);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, table);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, act_row);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, faults_box);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, head);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, hint);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, told);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, paste_button);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, open_button);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, import_button);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, skip_button);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, save_button);
  gtk_widget_class_bind_template_child (widget_class, FoImportView, progress);
  gtk_widget_class_bind_template_callback (widget_class, paste);
  gtk_widget_class_bind_template_callback (widget_class, open_file);
  gtk_widget_class_bind_template_callback (widget_class, import_all);
  gtk_widget_class_bind_template_callback (widget_class, import_good);
  gtk_widget_class_bind_template_callback (widget_class, save_faults);
}

static void
fo_import_view_init (FoImportView *self)
{
  GtkColumnView *faults = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  g_autoptr (GtkNoSelection) rows = NULL;

  memset (self->match.columns, -1, sizeof self->match.columns);
  self->faults = g_list_store_new (FO_TYPE_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  rows = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->faults)));
  gtk_column_view_set_model (faults, GTK_SELECTION_MODEL (rows));
  gtk_widget_add_css_class (GTK_WIDGET (faults), "table");
  fo_column_add (faults, "page.start.fault-row", 70, TRUE, show_line);
  fo_column_add (faults, "page.start.fault-column", 150, FALSE, show_column);
  fo_column_add (faults, "page.start.fault-text", 170, FALSE, show_text);
  fo_column_add (faults, "page.start.fault", 0, FALSE, show_fault);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->faults_box), GTK_WIDGET (faults));
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_again), self, G_CONNECT_SWAPPED);
  fo_import_view_set_kind (self, FO_IMPORT_PLACES);
}

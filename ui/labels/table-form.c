/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-form.h"

#include "common/speech.h"
#include "common/worded.h"
#include "label-amount.h"

#include <string.h>

enum { FAULTS_SHOWN = 50 };

typedef struct {
  const char *name; /* interned */
  gboolean needed;
  GtkLabel *caption;
  GtkDropDown *column; /* 0: none */
} Match;

struct _FoTableForm {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *sum;
  GtkWidget *grid, *faults, *look_row, *skip;
  GtkSpinButton *look;
  FoLabelTable *table;
  GArray *matches; /* Match */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FoTableForm, fo_table_form, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
changed (FoTableForm *self)
{
  if (!self->filling)
    g_signal_emit (self, changed_signal, 0);
}

/* ---- matching --------------------------------------------------------------------------------------------------------------------- */

static void
say_match (const Match *match)
{
  g_autofree char *id = g_strconcat ("label.field.", match->name, NULL);
  g_autofree char *word = fo_words_known (fo_speech_language (), id) ? fo_say (id, NULL) : g_strdup (match->name);
  g_autofree char *caption = g_strdup_printf ("%s%s", word, match->needed ? " *" : "");

  gtk_label_set_text (match->caption, caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (match->column), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
}

static GListModel *
heads_of (const FoSheet *sheet)
{
  GtkStringList *heads = gtk_string_list_new (NULL);

  gtk_string_list_append (heads, "—");
  for (guint i = 0; i < fo_sheet_n_cells (sheet, 0); i++)
    gtk_string_list_append (heads, fo_sheet_cell (sheet, 0, i));
  return G_LIST_MODEL (heads);
}

static guint
column_for (const FoLabelTemplate *template, const FoSheet *sheet, const char *name)
{
  for (guint i = 0; i < fo_sheet_n_cells (sheet, 0); i++)
    if (g_strcmp0 (fo_label_column_match (template, fo_sheet_cell (sheet, 0, i)), name) == 0)
      return i + 1;
  return 0;
}

static void
add_match (FoTableForm *self, const FoLabelTemplate *template, const char *name, gboolean needed)
{
  g_autoptr (GListModel) heads = heads_of (self->table->sheet);
  Match match = { g_intern_string (name), needed, GTK_LABEL (gtk_label_new (NULL)),
                  GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (heads), NULL)) };
  int row = (int) self->matches->len;

  gtk_label_set_xalign (match.caption, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (match.column), TRUE);
  gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (match.caption), 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (match.column), 1, row, 1, 1);
  gtk_drop_down_set_selected (match.column, column_for (template, self->table->sheet, name));
  g_signal_connect_swapped (match.column, "notify::selected", G_CALLBACK (changed), self);
  g_array_append_val (self->matches, match);
  say_match (&match);
}

static void
add_matches (FoTableForm *self, const FoLabelTemplate *template)
{
  g_autoptr (GArray) inputs = fo_label_template_inputs (template);

  for (guint i = 0; i < inputs->len; i++)
    add_match (self, template, g_array_index (inputs, FoLabelInput, i).name, g_array_index (inputs, FoLabelInput, i).needed);
  add_match (self, template, "copies", FALSE);
}

static void
remove_children (GtkWidget *parent)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (parent)))
    gtk_widget_unparent (child);
}

void
fo_table_form_show (FoTableForm *self, const FoLabelTemplate *template, FoLabelTable *table)
{
  fo_label_table_ref (table);
  g_clear_pointer (&self->table, fo_label_table_unref);
  self->table = table;
  self->filling = TRUE;
  g_array_set_size (self->matches, 0);
  remove_children (self->grid);
  remove_children (self->faults);
  add_matches (self, template);
  gtk_spin_button_set_value (self->look, 1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->skip), FALSE);
  self->filling = FALSE;
}

gboolean
fo_table_form_match (FoTableForm *self, const char *name, int column)
{
  for (guint i = 0; i < self->matches->len; i++)
    if (strcmp (g_array_index (self->matches, Match, i).name, name) == 0) {
      gtk_drop_down_set_selected (g_array_index (self->matches, Match, i).column, (guint) (column + 1));
      return TRUE;
    }
  return FALSE;
}

void
fo_table_form_look_at (FoTableForm *self, guint label)
{
  gtk_spin_button_set_value (self->look, label);
}

void
fo_table_form_set_skip (FoTableForm *self, gboolean skip)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->skip), skip);
}

gboolean
fo_table_form_skips (FoTableForm *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->skip));
}

void
fo_table_form_give (FoTableForm *self, FoMaking *making)
{
  guint n = fo_sheet_n_cells (self->table->sheet, 0);

  making->table = fo_label_table_ref (self->table);
  making->heads = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    making->heads[i] = g_strdup ("");
  for (guint i = 0; i < self->matches->len; i++) {
    const Match *match = &g_array_index (self->matches, Match, i);
    guint column = gtk_drop_down_get_selected (match->column);

    if (column > 0 && column <= n) {
      g_free (making->heads[column - 1]);
      making->heads[column - 1] = g_strdup (match->name);
    }
  }
  making->look = (guint) gtk_spin_button_get_value_as_int (self->look) - 1;
}

/* ---- what came of it -------------------------------------------------------------------------------------------------------------- */

/* "Row 7: not a day: 31.02.27". */
static void
add_fault (FoTableForm *self, const FoLabelRefusal *fault)
{
  g_autofree char *title = fo_words_verdict_title (fo_speech_language (), fault->verdict, &fault->args), *line = NULL;
  g_auto (FoArgs) args = { 0 };
  GtkWidget *label;

  fo_args_set_count (&args, "count", fault->row);
  fo_args_set_text (&args, "text", title);
  line = fo_say ("page.labels.fault", &args);
  label = gtk_label_new (line);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "bad");
  gtk_widget_add_css_class (label, "small");
  gtk_box_append (GTK_BOX (self->faults), label);
}

void
fo_table_form_tell (FoTableForm *self, const FoMaking *making)
{
  const GArray *faults = making->run.faults;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *sum = NULL;

  remove_children (self->faults);
  for (guint i = 0; faults && i < MIN (faults->len, FAULTS_SHOWN); i++)
    add_fault (self, &g_array_index (faults, FoLabelRefusal, i));
  fo_args_set_count (&args, "count", making->labels);
  fo_args_set_count (&args, "faults", faults ? faults->len : 0);
  sum = fo_say (faults && faults->len ? "page.labels.table-faults" : "page.labels.table-sum", &args);
  gtk_label_set_text (self->sum, sum);
  gtk_widget_set_visible (self->skip, faults && faults->len);
  self->filling = TRUE;
  gtk_spin_button_set_range (self->look, 1, making->run.records ? MAX (making->run.records->len, 1) : 1);
  self->filling = FALSE;
}

/* ---- life ------------------------------------------------------------------------------------------------------------------------- */

static void
say_all (FoTableForm *self)
{
  for (guint i = 0; i < self->matches->len; i++)
    say_match (&g_array_index (self->matches, Match, i));
}

static void
fo_table_form_dispose (GObject *object)
{
  FoTableForm *self = FO_TABLE_FORM (object);

  g_array_set_size (self->matches, 0);
  g_clear_pointer (&self->table, fo_label_table_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_table_form_parent_class)->dispose (object);
}

static void
fo_table_form_finalize (GObject *object)
{
  g_array_unref (FO_TABLE_FORM (object)->matches);
  G_OBJECT_CLASS (fo_table_form_parent_class)->finalize (object);
}

static void
fo_table_form_class_init (FoTableFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_table_form_dispose;
  G_OBJECT_CLASS (class)->finalize = fo_table_form_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  changed_signal
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_label (FoTableForm *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);
  return GTK_LABEL (label);
}

static void
make_look (FoTableForm *self)
{
  GtkWidget *caption = gtk_label_new (NULL);

  self->look_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  self->look = fo_label_number_new (2);
  fo_worded_set (caption, "label", "page.labels.look");
  gtk_box_append (GTK_BOX (self->look_row), caption);
  gtk_box_append (GTK_BOX (self->look_row), GTK_WIDGET (self->look));
  gtk_box_append (GTK_BOX (self->box), self->look_row);
  g_signal_connect_swapped (self->look, "value-changed", G_CALLBACK (changed), self);
}

static void
fo_table_form_init (FoTableForm *self)
{
  self->matches = g_array_new (FALSE, TRUE, sizeof (Match));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->sum = add_label (self, "muted");
  self->faults = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (self->box), self->faults);
  self->skip = gtk_check_button_new_with_label ("");
  fo_worded_set (self->skip, "label", "page.labels.skip");
  g_signal_connect_swapped (self->skip, "toggled", G_CALLBACK (changed), self);
  gtk_box_append (GTK_BOX (self->box), self->skip);
  make_look (self);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_box_append (GTK_BOX (self->box), self->grid);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_all), self, G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-amount.h"

#include "common/speech.h"
#include "common/worded.h"

#include <string.h>

struct _FoLabelAmount {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkSpinButton *copies, *start;
  GtkWidget *per_unit, *sheet_row, *start_row;
  GtkDropDown *sheet;
};

G_DEFINE_FINAL_TYPE (FoLabelAmount, fo_label_amount, GTK_TYPE_WIDGET)

static guint changed_signal;

/* Sticker sheets as shops sell them, A4. */
static const char *const sheets[] = { "2x4", "2x5", "2x7", "2x8", "3x7", "3x8", "4x10", "5x13" };

enum { LARGEST_UM = 150000 };

static void
changed (FoLabelAmount *self)
{
  gboolean on_sheets = fo_label_amount_on_sheets (self);

  gtk_widget_set_visible (self->start_row, on_sheets);
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
has_quantity (const FoLabelTemplate *template)
{
  g_autoptr (GArray) inputs = fo_label_template_inputs (template);

  for (guint i = 0; i < inputs->len; i++)
    if (strcmp (g_array_index (inputs, FoLabelInput, i).name, "quantity") == 0)
      return TRUE;
  return FALSE;
}

void
fo_label_amount_show (FoLabelAmount *self, const FoLabelTemplate *template)
{
  int width_um, height_um;

  fo_label_template_size (template, &width_um, &height_um);
  gtk_widget_set_visible (self->per_unit, has_quantity (template));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->per_unit), FALSE);
  gtk_widget_set_visible (self->sheet_row, width_um < LARGEST_UM && height_um < LARGEST_UM);
  if (!gtk_widget_get_visible (self->sheet_row))
    gtk_drop_down_set_selected (self->sheet, 0);
  gtk_spin_button_set_value (self->copies, 1);
}

gboolean
fo_label_amount_on_sheets (FoLabelAmount *self)
{
  guint i = gtk_drop_down_get_selected (self->sheet);

  return i > 0 && i != GTK_INVALID_LIST_POSITION;
}

void
fo_label_amount_give (FoLabelAmount *self, FoMaking *making)
{
  making->copies = (guint) gtk_spin_button_get_value_as_int (self->copies);
  making->per_unit = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->per_unit));
  making->on_paper = fo_label_amount_on_sheets (self)
                     && fo_label_paper_parse (sheets[gtk_drop_down_get_selected (self->sheet) - 1], &making->paper);
  if (making->on_paper)
    making->paper.start
        = MIN ((guint) gtk_spin_button_get_value_as_int (self->start), making->paper.columns * making->paper.rows);
}

void
fo_label_amount_set_copies (FoLabelAmount *self, guint copies)
{
  gtk_spin_button_set_value (self->copies, copies);
}

void
fo_label_amount_set_per_unit (FoLabelAmount *self, gboolean per_unit)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->per_unit), per_unit);
}

gboolean
fo_label_amount_set_sheet (FoLabelAmount *self, const char *sheet, guint start)
{
  guint chosen = 0;

  for (guint i = 0; sheet && i < G_N_ELEMENTS (sheets); i++)
    if (strcmp (sheets[i], sheet) == 0)
      chosen = i + 1;
  if (sheet && !chosen)
    return FALSE;
  gtk_drop_down_set_selected (self->sheet, chosen);
  gtk_spin_button_set_value (self->start, start);
  return TRUE;
}

/* ---- life ------------------------------------------------------------------------------------------------------------------------- */

/* "A4, 3 × 8"; the first entry is none. */
static void
say_sheets (FoLabelAmount *self)
{
  g_autofree char *none = fo_say ("page.labels.no-sheet", NULL);
  GtkStringList *names = gtk_string_list_new (NULL);
  guint chosen = gtk_drop_down_get_selected (self->sheet);

  gtk_string_list_append (names, none);
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++) {
    g_auto (GStrv) sides = g_strsplit (sheets[i], "x", 2);
    g_autofree char *name = g_strdup_printf ("A4, %s × %s", sides[0], sides[1]);
    gtk_string_list_append (names, name);
  }
  gtk_drop_down_set_model (self->sheet, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->sheet, chosen == GTK_INVALID_LIST_POSITION ? 0 : chosen);
  g_object_unref (names);
}

GtkSpinButton *
fo_label_number_new (double most)
{
  GtkWidget *number = gtk_spin_button_new_with_range (1, most, 1);
  gboolean more = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (number); child; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child)) {
      fo_worded_set (child, "tooltip-text", more ? "page.labels.more" : "page.labels.less");
      more = TRUE;
    }
  return GTK_SPIN_BUTTON (number);
}

static GtkSpinButton *
new_number (FoLabelAmount *self, double most)
{
  GtkSpinButton *number = fo_label_number_new (most);

  g_signal_connect_swapped (number, "value-changed", G_CALLBACK (changed), self);
  return number;
}

static GtkWidget *
new_caption (const char *message_id)
{
  GtkWidget *label = gtk_label_new (NULL);

  fo_worded_set (label, "label", message_id);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static GtkWidget *
add_row (FoLabelAmount *self, const char *message_id, GtkWidget *widget)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_box_append (GTK_BOX (row), new_caption (message_id));
  gtk_box_append (GTK_BOX (row), widget);
  gtk_box_append (GTK_BOX (self->box), row);
  return row;
}

static void
fo_label_amount_dispose (GObject *object)
{
  g_clear_pointer (&FO_LABEL_AMOUNT (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_label_amount_parent_class)->dispose (object);
}

static void
fo_label_amount_class_init (FoLabelAmountClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_label_amount_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  changed_signal
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_label_amount_init (FoLabelAmount *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->copies = new_number (self, FO_LABEL_COPIES_MAX);
  add_row (self, "page.labels.copies", GTK_WIDGET (self->copies));
  self->per_unit = gtk_check_button_new_with_label ("");
  fo_worded_set (self->per_unit, "label", "page.labels.per-unit");
  g_signal_connect_swapped (self->per_unit, "toggled", G_CALLBACK (changed), self);
  gtk_box_append (GTK_BOX (self->box), self->per_unit);
  self->sheet = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->start = new_number (self, 65);
  self->sheet_row = add_row (self, "page.labels.sheet", GTK_WIDGET (self->sheet));
  self->start_row = add_row (self, "page.labels.start", GTK_WIDGET (self->start));
  say_sheets (self);
  g_signal_connect_swapped (self->sheet, "notify::selected", G_CALLBACK (changed), self);
  changed (self);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_sheets), self, G_CONNECT_SWAPPED);
}

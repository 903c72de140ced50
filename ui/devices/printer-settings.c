/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printer-settings.h"

#include "common/speech.h"
#include "common/worded.h"
#include "firstout/core/quantity.h"

#include <string.h>

enum { PAPER, SPEED, DARKNESS, N_ENTRIES };

struct _FoPrinterSettings {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkEntry *entries[N_ENTRIES];
  GtkLabel *told;
  FoPrinter printer;
};

G_DEFINE_FINAL_TYPE (FoPrinterSettings, fo_printer_settings, GTK_TYPE_WIDGET)

static guint keep_signal;

/* ---- texts and numbers ---------------------------------------------------------------------------------------------------- */

static gboolean
parse_mm (const char *text, int *ret_um)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  FoQuantity mm_u;

  if (fo_quantity_parse (trimmed, &mm_u) != FO_OK || mm_u <= 0 || mm_u > 300 * FO_ONE)
    return FALSE;
  *ret_um = (int) (mm_u / 1000);
  return TRUE;
}

gboolean
fo_printer_paper_parse (const char *text, int *ret_width_um, int *ret_height_um)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_auto (GStrv) sides = NULL;
  int width_um = 0, height_um = 0;

  g_string_replace (plain, "×", "x", 0);
  g_string_replace (plain, "х", "x", 0); /* the Cyrillic letter looks the same */
  sides = g_strsplit (g_strstrip (plain->str), "x", -1);
  if (*plain->str && (g_strv_length (sides) != 2 || !parse_mm (sides[0], &width_um) || !parse_mm (sides[1], &height_um)))
    return FALSE;
  *ret_width_um = width_um;
  *ret_height_um = height_um;
  return TRUE;
}

static gboolean
parse_number (const char *text, guint64 least, guint64 most, int none, int *ret_number)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  guint64 number;

  *ret_number = none;
  if (!*trimmed)
    return TRUE;
  if (!g_ascii_string_to_unsigned (trimmed, 10, least, most, &number, NULL))
    return FALSE;
  *ret_number = (int) number;
  return TRUE;
}

/* Tenths, when there are any. */
static void
append_mm (GString *text, int um)
{
  g_string_append_printf (text, um % 1000 ? "%d,%d" : "%d", um / 1000, um % 1000 / 100);
}

static char *
print_paper (const FoPrinter *printer)
{
  GString *text = g_string_new (NULL);

  if (printer->width_um && printer->height_um) {
    append_mm (text, printer->width_um);
    g_string_append (text, " × ");
    append_mm (text, printer->height_um);
  }
  return g_string_free (text, FALSE);
}

/* ---- what a person does ----------------------------------------------------------------------------------------------------- */

static void
tell (FoPrinterSettings *self, const char *message_id)
{
  g_autofree char *text = message_id ? fo_say (message_id, NULL) : g_strdup ("");

  gtk_label_set_text (self->told, text);
  gtk_widget_set_visible (GTK_WIDGET (self->told), *text != '\0');
}

static const char *
typed (FoPrinterSettings *self, int entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entries[entry]));
}

static void
keep (FoPrinterSettings *self)
{
  int darkest = self->printer.language == FO_PRINTER_TSPL ? 15 : 30;
  FoPrinter printer = self->printer;
  gboolean fine = fo_printer_paper_parse (typed (self, PAPER), &printer.width_um, &printer.height_um)
                  && parse_number (typed (self, SPEED), 1, 14, 0, &printer.speed)
                  && parse_number (typed (self, DARKNESS), 0, (guint64) darkest, -1, &printer.darkness);

  tell (self, fine ? "page.printers.settings-kept" : "page.printers.settings-bad");
  if (fine)
    g_signal_emit (self, keep_signal, 0, &printer);
}

void
fo_printer_settings_type (FoPrinterSettings *self, const char *paper, const char *speed, const char *darkness)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entries[PAPER]), paper);
  gtk_editable_set_text (GTK_EDITABLE (self->entries[SPEED]), speed);
  gtk_editable_set_text (GTK_EDITABLE (self->entries[DARKNESS]), darkness);
  keep (self);
}

static void
set_number (GtkEntry *entry, int number, int none)
{
  g_autofree char *text = number == none ? g_strdup ("") : g_strdup_printf ("%d", number);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* The same one again is left alone: somebody may be typing. */
void
fo_printer_settings_show (FoPrinterSettings *self, const FoPrinter *printer)
{
  g_autofree char *paper = print_paper (printer);

  gtk_widget_set_visible (GTK_WIDGET (self), printer->language != FO_PRINTER_PDF);
  if (memcmp (&self->printer, printer, sizeof *printer) == 0)
    return;
  if (strcmp (self->printer.name, printer->name) != 0)
    tell (self, NULL);
  self->printer = *printer;
  gtk_editable_set_text (GTK_EDITABLE (self->entries[PAPER]), paper);
  set_number (self->entries[SPEED], printer->speed, 0);
  set_number (self->entries[DARKNESS], printer->darkness, -1);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static void
add_entry (FoPrinterSettings *self, GtkBox *row, int entry, const char *message_id, int chars)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *label = gtk_label_new (message_id), *field = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "muted");
  gtk_editable_set_width_chars (GTK_EDITABLE (field), chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (field), chars);
  g_signal_connect_object (field, "activate", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), field);
  gtk_box_append (row, box);
  self->entries[entry] = GTK_ENTRY (field);
}

static void
fo_printer_settings_dispose (GObject *object)
{
  g_clear_pointer (&FO_PRINTER_SETTINGS (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_printer_settings_parent_class)->dispose (object);
}

static void
fo_printer_settings_class_init (FoPrinterSettingsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_printer_settings_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  keep_signal = g_signal_new ("keep", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_POINTER);
}

static void
fo_printer_settings_init (FoPrinterSettings *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *button = gtk_button_new_with_label ("page.printers.keep"),
            *told = gtk_label_new (NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->told = GTK_LABEL (told);
  add_entry (self, GTK_BOX (row), PAPER, "page.printers.paper", 8);
  add_entry (self, GTK_BOX (row), SPEED, "page.printers.speed", 3);
  add_entry (self, GTK_BOX (row), DARKNESS, "page.printers.darkness", 3);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_add_css_class (button, "offer");
  g_signal_connect_object (button, "clicked", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), button);
  gtk_label_set_xalign (self->told, 0);
  gtk_label_set_wrap (self->told, TRUE);
  gtk_widget_set_visible (told, FALSE);
  gtk_widget_add_css_class (told, "answer");
  gtk_box_append (GTK_BOX (self->box), row);
  gtk_box_append (GTK_BOX (self->box), told);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printer-settings.h"

#include "common/speech.h"
#include "common/worded.h"
#include "firstout/core/quantity.h"

#include <string.h>

enum { PAPER, SPEED, DARKNESS, BETWEEN, N_ENTRIES };

static const int resolutions[] = { 203, 300, 600 };

struct _FoPrinterSettings {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkEntry *entries[N_ENTRIES];
  GtkWidget *boxes[N_ENTRIES]; /* of an entry and what it is called */
  GtkDropDown *dpi, *media;
  GtkCheckButton *native;
  GtkWidget *native_note;
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

/* ---- what tells the labels apart ------------------------------------------------------------------------------------------ */

static FoPrinterMedia
media_of (const FoPrinter *printer)
{
  return printer->mark_um > 0    ? FO_PRINTER_BY_MARK
         : printer->gap_um > 0   ? FO_PRINTER_BY_GAP
         : printer->gap_um == 0  ? FO_PRINTER_ENDLESS
                                 : FO_PRINTER_AS_SET;
}

static gboolean
needs_mm (FoPrinterMedia media)
{
  return media == FO_PRINTER_BY_GAP || media == FO_PRINTER_BY_MARK;
}

/* FALSE: how high a gap or a mark is must be said. */
static gboolean
put_media (FoPrinter *printer, FoPrinterMedia media, const char *between)
{
  int um = 0;

  if (needs_mm (media) && (!parse_mm (between, &um) || um < 100 || um > 50000))
    return FALSE;
  printer->mark_um = media == FO_PRINTER_BY_MARK ? um : 0;
  printer->gap_um = media == FO_PRINTER_BY_GAP ? um : media == FO_PRINTER_ENDLESS ? 0 : -1;
  return TRUE;
}

static void
media_chosen (FoPrinterSettings *self)
{
  gtk_widget_set_visible (self->boxes[BETWEEN], needs_mm (gtk_drop_down_get_selected (self->media)));
}

static void
say_media (FoPrinterSettings *self)
{
  static const char *const ids[] = { "page.printers.media-as-set", "page.printers.media-gap", "page.printers.media-mark",
                                     "page.printers.media-endless" };
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->media);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    gtk_string_list_take (list, fo_say (ids[i], NULL));
  gtk_drop_down_set_model (self->media, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->media, selected == GTK_INVALID_LIST_POSITION ? FO_PRINTER_AS_SET : selected);
}

/* The usual ones, and the printer's own when it is another. */
static void
show_dpi (FoPrinterSettings *self, int dpi)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint chosen = G_N_ELEMENTS (resolutions);

  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++) {
    gtk_string_list_take (list, g_strdup_printf ("%d dpi", resolutions[i]));
    chosen = resolutions[i] == dpi ? i : chosen;
  }
  if (chosen == G_N_ELEMENTS (resolutions))
    gtk_string_list_take (list, g_strdup_printf ("%d dpi", dpi));
  gtk_drop_down_set_model (self->dpi, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->dpi, chosen);
}

static int
chosen_dpi (FoPrinterSettings *self)
{
  guint selected = gtk_drop_down_get_selected (self->dpi);

  return selected < G_N_ELEMENTS (resolutions) ? resolutions[selected] : self->printer.dpi;
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
                  && parse_number (typed (self, DARKNESS), 0, (guint64) darkest, -1, &printer.darkness)
                  && put_media (&printer, gtk_drop_down_get_selected (self->media), typed (self, BETWEEN));

  printer.dpi = chosen_dpi (self);
  printer.native = printer.language == FO_PRINTER_ZPL && gtk_check_button_get_active (self->native);
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

void
fo_printer_settings_choose (FoPrinterSettings *self, int dpi, FoPrinterMedia media, const char *between, gboolean native)
{
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    if (resolutions[i] == dpi)
      gtk_drop_down_set_selected (self->dpi, i);
  gtk_drop_down_set_selected (self->media, media);
  gtk_editable_set_text (GTK_EDITABLE (self->entries[BETWEEN]), between);
  gtk_check_button_set_active (self->native, native);
  keep (self);
}

static void
set_number (GtkEntry *entry, int number, int none)
{
  g_autofree char *text = number == none ? g_strdup ("") : g_strdup_printf ("%d", number);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
native_chosen (FoPrinterSettings *self)
{
  gtk_widget_set_visible (self->native_note, self->printer.language == FO_PRINTER_ZPL && gtk_check_button_get_active (self->native));
}

static void
show_media (FoPrinterSettings *self, const FoPrinter *printer)
{
  g_autoptr (GString) between = g_string_new (NULL);

  if (needs_mm (media_of (printer)))
    append_mm (between, printer->mark_um > 0 ? printer->mark_um : printer->gap_um);
  gtk_editable_set_text (GTK_EDITABLE (self->entries[BETWEEN]), between->str);
  gtk_drop_down_set_selected (self->media, media_of (printer));
  media_chosen (self);
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
  show_dpi (self, printer->dpi);
  show_media (self, printer);
  gtk_check_button_set_active (self->native, printer->native);
  gtk_widget_set_visible (GTK_WIDGET (self->native), printer->language == FO_PRINTER_ZPL);
  native_chosen (self);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_field (GtkBox *row, GtkWidget *field, const char *message_id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *label = gtk_label_new (message_id);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "muted");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), field);
  gtk_box_append (row, box);
  return box;
}

static void
add_entry (FoPrinterSettings *self, GtkBox *row, int entry, const char *message_id, int chars)
{
  GtkWidget *field = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (field), chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (field), chars);
  g_signal_connect_object (field, "activate", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  self->boxes[entry] = add_field (row, field, message_id);
  self->entries[entry] = GTK_ENTRY (field);
}

static GtkDropDown *
add_choice (GtkBox *row, const char *message_id)
{
  GtkWidget *choice = gtk_drop_down_new (NULL, NULL);

  add_field (row, choice, message_id);
  return GTK_DROP_DOWN (choice);
}

static GtkLabel *
add_words (GtkBox *box, const char *message_id, const char *css_class)
{
  GtkWidget *label = gtk_label_new (message_id);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
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

/* What the printer is, and what lies in it. */
static void
add_rows (FoPrinterSettings *self, GtkBox *box)
{
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *button = gtk_button_new_with_label ("page.printers.keep");

  self->dpi = add_choice (GTK_BOX (first), "page.printers.dpi");
  add_entry (self, GTK_BOX (first), PAPER, "page.printers.paper", 8);
  add_entry (self, GTK_BOX (first), SPEED, "page.printers.speed", 3);
  add_entry (self, GTK_BOX (first), DARKNESS, "page.printers.darkness", 3);
  self->media = add_choice (GTK_BOX (second), "page.printers.media");
  add_entry (self, GTK_BOX (second), BETWEEN, "page.printers.between", 4);
  g_signal_connect_object (self->media, "notify::selected", G_CALLBACK (media_chosen), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_add_css_class (button, "offer");
  g_signal_connect_object (button, "clicked", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (second), button);
  gtk_box_append (box, first);
  gtk_box_append (box, second);
}

static void
fo_printer_settings_init (FoPrinterSettings *self)
{
  GtkWidget *native = gtk_check_button_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  add_rows (self, GTK_BOX (self->box));
  gtk_box_append (GTK_BOX (self->box), native);
  self->native = GTK_CHECK_BUTTON (native);
  self->native_note = GTK_WIDGET (add_words (GTK_BOX (self->box), "page.printers.native-note", "muted"));
  g_signal_connect_object (native, "notify::active", G_CALLBACK (native_chosen), self, G_CONNECT_SWAPPED);
  self->told = add_words (GTK_BOX (self->box), NULL, "answer");
  gtk_widget_set_visible (GTK_WIDGET (self->told), FALSE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  fo_worded_set (native, "label", "page.printers.native");
  say_media (self);
  media_chosen (self);
  native_chosen (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_media), self, G_CONNECT_SWAPPED);
}

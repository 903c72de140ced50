/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print-bar.h"

#include "common/speech.h"
#include "common/worded.h"

#include <string.h>

struct _FoPrintBar {
  GtkWidget parent_instance;
  GtkWidget *box, *print, *save;
  GtkDropDown *printer;
  GtkLabel *said;
  GArray *printers; /* FoPrinter */
  char *name;
  GtkFileChooserNative *chooser;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FoPrintBar, fo_print_bar, GTK_TYPE_WIDGET)

enum { PRINT, SAVE, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- printers --------------------------------------------------------------------------------------------------------------------- */

static void
say_printers (FoPrintBar *self)
{
  g_autofree char *file = fo_say ("page.labels.file", NULL);
  g_autofree char *chosen = g_strdup (fo_print_bar_printer (self));
  GtkStringList *names = gtk_string_list_new (NULL);

  self->filling = TRUE;
  for (guint i = 0; i < self->printers->len; i++)
    gtk_string_list_append (names, g_array_index (self->printers, FoPrinter, i).name);
  gtk_string_list_append (names, file);
  gtk_drop_down_set_model (self->printer, G_LIST_MODEL (names));
  g_object_unref (names);
  fo_print_bar_choose (self, chosen);
  self->filling = FALSE;
}

void
fo_print_bar_set_printers (FoPrintBar *self, const GArray *printers)
{
  const FoPrinter *usual = fo_printers_find (printers, NULL);
  gboolean had_none = self->printers->len == 0;

  g_array_set_size (self->printers, 0);
  g_array_append_vals (self->printers, printers->data, printers->len);
  say_printers (self);
  if (had_none && usual)
    fo_print_bar_choose (self, usual->name);
}

static const FoPrinter *
chosen_printer (FoPrintBar *self)
{
  guint i = gtk_drop_down_get_selected (self->printer);

  return i < self->printers->len ? &g_array_index (self->printers, FoPrinter, i) : NULL;
}

const char *
fo_print_bar_printer (FoPrintBar *self)
{
  const FoPrinter *printer = chosen_printer (self);

  return printer ? printer->name : "file";
}

gboolean
fo_print_bar_takes_pages (FoPrintBar *self)
{
  const FoPrinter *printer = chosen_printer (self);

  return !printer || printer->language == FO_PRINTER_PDF;
}

int
fo_print_bar_dpi (FoPrintBar *self)
{
  const FoPrinter *printer = chosen_printer (self);

  return printer ? CLAMP (printer->dpi, FO_LABEL_DPI_MIN, FO_LABEL_DPI_MAX) : FO_LABEL_DPI;
}

gboolean
fo_print_bar_choose (FoPrintBar *self, const char *printer)
{
  guint i = 0;

  while (i < self->printers->len && strcmp (g_array_index (self->printers, FoPrinter, i).name, printer) != 0)
    i++;
  gtk_drop_down_set_selected (self->printer, i);
  return i < self->printers->len || strcmp (printer, "file") == 0;
}

static void
printer_chosen (FoPrintBar *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- what may be done, and what was ------------------------------------------------------------------------------------------------ */

void
fo_print_bar_allow (FoPrintBar *self, gboolean print, gboolean save, const char *name)
{
  gtk_widget_set_sensitive (self->print, print);
  gtk_widget_set_sensitive (self->save, save);
  g_free (self->name);
  self->name = g_strdelimit (g_strdup (name), "/\\:", '-');
}

gboolean
fo_print_bar_may_print (FoPrintBar *self)
{
  return gtk_widget_get_sensitive (self->print);
}

void
fo_print_bar_say (FoPrintBar *self, const char *words, gboolean bad)
{
  const char *const classes[] = { bad ? "bad" : "strong", "small", NULL };

  gtk_label_set_text (self->said, words ? words : "");
  gtk_widget_set_css_classes (GTK_WIDGET (self->said), (const char **) classes);
  gtk_widget_set_visible (GTK_WIDGET (self->said), words && *words);
}

static void
print_clicked (FoPrintBar *self)
{
  g_signal_emit (self, signals[PRINT], 0);
}

static void
file_chosen (FoPrintBar *self, int response)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  g_clear_object (&self->chooser);
  if (path)
    g_signal_emit (self, signals[SAVE], 0, path);
}

static void
save_clicked (FoPrintBar *self)
{
  g_autofree char *title = fo_say ("page.labels.save", NULL), *name = g_strconcat (self->name ? self->name : "labels", ".pdf", NULL);

  if (self->chooser)
    return;
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- life ------------------------------------------------------------------------------------------------------------------------- */

static void
fo_print_bar_dispose (GObject *object)
{
  FoPrintBar *self = FO_PRINT_BAR (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_print_bar_parent_class)->dispose (object);
}

static void
fo_print_bar_finalize (GObject *object)
{
  g_array_unref (FO_PRINT_BAR (object)->printers);
  g_free (FO_PRINT_BAR (object)->name);
  G_OBJECT_CLASS (fo_print_bar_parent_class)->finalize (object);
}

static void
fo_print_bar_class_init (FoPrintBarClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_print_bar_dispose;
  G_OBJECT_CLASS (class)->finalize = fo_print_bar_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  signals[PRINT] = g_signal_new ("print", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE] = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_print_button (FoPrintBar *self)
{
  GtkWidget *button = gtk_button_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *word = gtk_label_new (NULL), *key = gtk_label_new ("F11");

  fo_worded_set (word, "label", "page.labels.print");
  gtk_widget_add_css_class (key, "key");
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), word);
  gtk_box_append (GTK_BOX (row), key);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "offer");
  gtk_widget_add_css_class (button, "first");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (print_clicked), self);
  return button;
}

static void
fo_print_bar_init (FoPrintBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  self->printers = g_array_new (FALSE, TRUE, sizeof (FoPrinter));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->said = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->said, 0);
  gtk_label_set_wrap (self->said, TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->said));
  self->printer = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->printer), TRUE);
  fo_worded_set (GTK_WIDGET (self->printer), "tooltip-text", "page.labels.printer");
  g_signal_connect_swapped (self->printer, "notify::selected", G_CALLBACK (printer_chosen), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->printer));
  self->save = gtk_button_new_with_label ("");
  fo_worded_set (self->save, "label", "page.labels.save");
  gtk_widget_add_css_class (self->save, "offer");
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_clicked), self);
  gtk_box_append (GTK_BOX (row), self->save);
  self->print = new_print_button (self);
  gtk_box_append (GTK_BOX (row), self->print);
  gtk_box_append (GTK_BOX (self->box), row);
  say_printers (self);
  fo_print_bar_allow (self, FALSE, FALSE, "");
  fo_print_bar_say (self, NULL, FALSE);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_printers), self, G_CONNECT_SWAPPED);
}

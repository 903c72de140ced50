/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printer-adder.h"

#include "card-list.h"
#include "common/speech.h"
#include "common/worded.h"

#include <string.h>

struct _FoPrinterAdder {
  GtkWidget parent_instance;
  GtkWidget *box, *found_box, *look_button;
  GtkEditable *name, *address;
  GtkDropDown *language, *dpi;
  GtkLabel *told;
  FoCardList *list;
  GArray *found; /* FoPrinter */
  gboolean is_looking, is_asking;
};

G_DEFINE_FINAL_TYPE (FoPrinterAdder, fo_printer_adder, GTK_TYPE_WIDGET)

enum { ADD, N_SIGNALS };
static guint signals[N_SIGNALS];

static const int resolutions[] = { 0, 203, 300, 600 }; /* 0: as the printer says */

char *
fo_printer_address (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));

  if (*text == '/')
    return g_strconcat ("file:", text, NULL);
  return !*text || g_str_has_prefix (text, "cups:") || g_str_has_prefix (text, "usb:") || g_str_has_prefix (text, "file:")
                 || strstr (text, "://")
             ? g_steal_pointer (&text)
             : g_strconcat ("tcp://", text, NULL);
}

static void
tell (FoPrinterAdder *self, const char *message)
{
  g_autofree char *text = message ? fo_say (message, NULL) : NULL;

  gtk_label_set_text (self->told, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->told), text != NULL);
}

/* ---- found ------------------------------------------------------------------------------------------------------------------ */

static void
look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  (void) source, (void) data, (void) cancellable;
  g_task_return_pointer (task, fo_printers_look (), (GDestroyNotify) g_array_unref);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer data)
{
  FoPrinterAdder *self = FO_PRINTER_ADDER (source);
  g_autoptr (GArray) found = g_task_propagate_pointer (G_TASK (result), NULL);

  (void) data;
  self->is_looking = FALSE;
  if (self->box && found)
    fo_printer_adder_show_found (self, found);
}

static void
look_clicked (FoPrinterAdder *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->is_looking)
    return;
  self->is_looking = TRUE;
  tell (self, "page.printers.looking");
  task = g_task_new (self, NULL, looked, NULL);
  g_task_run_in_thread (task, look);
}

void
fo_printer_adder_show_found (FoPrinterAdder *self, const GArray *found)
{
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (FoCard));

  g_array_set_size (self->found, 0);
  g_array_append_vals (self->found, found->data, found->len);
  for (guint i = 0; i < found->len; i++) {
    const FoPrinter *printer = &g_array_index (found, FoPrinter, i);
    FoCard card;
    memset (&card, 0, sizeof card);
    g_snprintf (card.id, sizeof card.id, "%u", i);
    g_strlcpy (card.title, printer->name, sizeof card.title);
    g_snprintf (card.detail, sizeof card.detail, printer->dpi ? "%s  ·  %s  ·  %d dpi" : "%s  ·  %s", printer->uri,
                fo_printer_language_name (printer->language), printer->dpi);
    g_array_append_val (cards, card);
  }
  fo_card_list_show (self->list, cards);
  gtk_widget_set_visible (self->found_box, cards->len > 0);
  tell (self, cards->len ? NULL : "page.printers.none-found");
}

/* What somebody chose goes before what the printer said. */
static int
chosen_dpi (FoPrinterAdder *self)
{
  guint chosen = gtk_drop_down_get_selected (self->dpi);

  return chosen < G_N_ELEMENTS (resolutions) ? resolutions[chosen] : 0;
}

/* Not without its dots: two thirds of a label would be printed, and all of them for nothing. */
static void
add_when_known (FoPrinterAdder *self, const FoPrinter *printer)
{
  if (printer->dpi == 0) {
    tell (self, "page.printers.dpi-unknown");
    gtk_widget_grab_focus (GTK_WIDGET (self->dpi));
    return;
  }
  tell (self, NULL);
  gtk_drop_down_set_selected (self->dpi, 0);
  g_signal_emit (self, signals[ADD], 0, printer);
}

static void
add_found (FoPrinterAdder *self)
{
  const char *id = fo_card_list_chosen (self->list);
  guint i = id ? (guint) g_ascii_strtoull (id, NULL, 10) : G_MAXUINT;

  if (i < self->found->len) {
    FoPrinter printer = g_array_index (self->found, FoPrinter, i);
    printer.dpi = chosen_dpi (self) ? chosen_dpi (self) : printer.dpi;
    add_when_known (self, &printer);
  }
}

/* ---- typed ------------------------------------------------------------------------------------------------------------------ */

static void
take_typed (FoPrinterAdder *self, const FoPrinter *printer)
{
  if (printer->dpi) {
    gtk_editable_set_text (self->name, "");
    gtk_editable_set_text (self->address, "");
  }
  add_when_known (self, printer);
}

static void
ask (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoPrinter *printer = data;

  (void) source;
  printer->dpi = fo_printer_ask_dpi (printer, cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
asked (GObject *source, GAsyncResult *result, gpointer unused)
{
  FoPrinterAdder *self = FO_PRINTER_ADDER (source);

  (void) unused;
  self->is_asking = FALSE;
  if (self->box)
    take_typed (self, g_task_get_task_data (G_TASK (result)));
}

static void
ask_it (FoPrinterAdder *self, const FoPrinter *printer)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, asked, NULL);

  self->is_asking = TRUE;
  tell (self, "page.printers.asking");
  g_task_set_task_data (task, g_memdup2 (printer, sizeof *printer), g_free);
  g_task_run_in_thread (task, ask);
}

static void
add_typed (FoPrinterAdder *self)
{
  g_autofree char *uri = fo_printer_address (gtk_editable_get_text (self->address));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  guint language = gtk_drop_down_get_selected (self->language);
  FoPrinter printer;

  if (self->is_asking)
    return;
  fo_printer_init (&printer, *name ? name : uri, uri);
  if (language > 0 && language <= FO_N_PRINTER_LANGUAGES) /* 0: as the address suggests */
    printer.language = (FoPrinterLanguage) (language - 1);
  if (!fo_printer_check (&printer, NULL)) {
    tell (self, "page.printers.bad-address");
    return;
  }
  printer.dpi = g_str_has_prefix (uri, "file:") ? fo_printer_ask_dpi (&printer, NULL) : chosen_dpi (self); /* a folder is not asked */
  if (printer.dpi)
    take_typed (self, &printer);
  else
    ask_it (self, &printer);
}

void
fo_printer_adder_choose_dpi (FoPrinterAdder *self, int dpi)
{
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    if (resolutions[i] == dpi)
      gtk_drop_down_set_selected (self->dpi, i);
}

void
fo_printer_adder_type (FoPrinterAdder *self, const char *name, const char *address)
{
  gtk_editable_set_text (self->name, name);
  gtk_editable_set_text (self->address, address);
  add_typed (self);
}

static void
say_choices (FoPrinterAdder *self)
{
  g_autofree char *by_itself = fo_say ("page.printers.language-auto", NULL);
  g_autofree char *dpi_by_itself = fo_say ("page.printers.dpi-auto", NULL);
  const char *const dpis[] = { dpi_by_itself, "203 dpi", "300 dpi", "600 dpi", NULL };
  const char *const languages[] = { by_itself, "PDF", "ZPL", "TSPL", NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (languages);
  g_autoptr (GtkStringList) dpi_list = gtk_string_list_new (dpis);
  guint selected = gtk_drop_down_get_selected (self->language), dpi = gtk_drop_down_get_selected (self->dpi);

  gtk_drop_down_set_model (self->language, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->language, selected == GTK_INVALID_LIST_POSITION ? 0 : selected);
  gtk_drop_down_set_model (self->dpi, G_LIST_MODEL (dpi_list));
  gtk_drop_down_set_selected (self->dpi, dpi == GTK_INVALID_LIST_POSITION ? 0 : dpi);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static void
fo_printer_adder_dispose (GObject *object)
{
  FoPrinterAdder *self = FO_PRINTER_ADDER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->found, g_array_unref);
  G_OBJECT_CLASS (fo_printer_adder_parent_class)->dispose (object);
}

static void
fo_printer_adder_class_init (FoPrinterAdderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_printer_adder_dispose;
  g_type_ensure (FO_TYPE_CARD_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/devices/printer-adder.ui");
  gtk_widget_class_bind_template_child (widget_class, FoPrinterAdder, box);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterAdder, found_box);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterAdder, look_button);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterAdder, name);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterAdder, address);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterAdder, language);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterAdder, dpi);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterAdder, told);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterAdder, list);
  gtk_widget_class_bind_template_callback (widget_class, look_clicked);
  gtk_widget_class_bind_template_callback (widget_class, add_found);
  gtk_widget_class_bind_template_callback (widget_class, add_typed);
  signals[ADD]
      = g_signal_new ("add", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
fo_printer_adder_init (FoPrinterAdder *self)
{
  self->found = g_array_new (FALSE, FALSE, sizeof (FoPrinter));
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  say_choices (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_choices), self, G_CONNECT_SWAPPED);
}

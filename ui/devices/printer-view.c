/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printer-view.h"

#include "card-list.h"
#include "common/fault.h"
#include "common/speech.h"
#include "common/worded.h"
#include "job-words.h"
#include "printer-settings.h"
#include "printer-watch.h"

#include <string.h>

/* How a printer did: its newest job that was not cancelled. */
typedef struct {
  gboolean is_known;
  gboolean is_under_way;
  char *pill;
  const char *css_class;
} Doing;

struct _FoPrinterView {
  GtkWidget parent_instance;
  GtkWidget *box, *detail, *default_button;
  GtkStack *stack;
  FoCardList *list;
  GtkLabel *name, *pill, *how, *last, *told;
  FoPrinterAdder *adder;
  FoPrinterSettings *settings;
  FoStation *station;
  GHashTable *doing; /* printer's name → Doing */
  FoPrinterWatch *watch;
};

G_DEFINE_FINAL_TYPE (FoPrinterView, fo_printer_view, GTK_TYPE_WIDGET)

static FoPrintQueue *
queue_of (FoPrinterView *self)
{
  return self->station ? fo_station_print_queue (self->station) : NULL;
}

static const GArray *
printers_of (FoPrinterView *self)
{
  return queue_of (self) ? fo_print_queue_printers (queue_of (self)) : NULL;
}

static const FoPrinter *
chosen (FoPrinterView *self)
{
  const char *name = fo_card_list_chosen (self->list);

  return name && printers_of (self) ? fo_printers_find (printers_of (self), name) : NULL;
}

/* ---- how they are doing ----------------------------------------------------------------------------------------------------- */

static void
doing_free (gpointer doing)
{
  g_free (((Doing *) doing)->pill);
  g_free (doing);
}

static void
note (FoPrinterView *self, const FoPrintJob *job)
{
  Doing *doing;

  if (job->state == FO_PRINT_JOB_CANCELLED || g_hash_table_contains (self->doing, job->printer))
    return;
  doing = g_new0 (Doing, 1);
  doing->is_known = job->state != FO_PRINT_JOB_WAITING || job->reason != FO_PRINT_FINE;
  doing->is_under_way = job->state == FO_PRINT_JOB_SENDING;
  doing->pill = job->state == FO_PRINT_JOB_FAILED && job->reason != FO_PRINT_FINE ? fo_reason_text (job->reason) : fo_job_pill (job);
  doing->css_class = fo_job_css_class (job);
  g_hash_table_insert (self->doing, g_strdup (job->printer), doing);
}

/* A folder is always ready, and nobody asks it. */
static gboolean
is_dumb (const FoPrinter *printer, const FoPrinterState *state)
{
  return state->reason == FO_PRINT_SILENT && !g_str_has_prefix (printer->uri, "file:");
}

/* NULL: nothing is known of how it is just now. A label that is on its way says more. */
static const FoPrinterState *
state_of (FoPrinterView *self, const FoPrinter *printer)
{
  const Doing *doing = g_hash_table_lookup (self->doing, printer->name);
  const FoPrinterState *state = fo_printer_watch_get (self->watch, printer);

  if ((doing && doing->is_under_way) || !state || state->reason == FO_PRINT_BUSY)
    return NULL;
  return state->reason != FO_PRINT_SILENT || is_dumb (printer, state) ? state : NULL;
}

/* As the printer says itself; of one that does not, what its last job told. */
static char *
say_pill (FoPrinterView *self, const FoPrinter *printer, const char **ret_css_class)
{
  const Doing *doing = g_hash_table_lookup (self->doing, printer->name);
  const FoPrinterState *state = state_of (self, printer);
  g_autofree char *reason = state ? fo_reason_text (state->reason) : NULL;

  if (state && is_dumb (printer, state)) {
    *ret_css_class = "pill-waiting";
    return fo_say ("page.printers.silent", NULL);
  }
  if (state) {
    *ret_css_class = state->reason == FO_PRINT_FINE ? "pill-done" : "pill-part";
    return state->reason == FO_PRINT_FINE ? fo_say ("page.printers.ready", NULL) : g_strdup_printf ("▲ %s", reason);
  }
  *ret_css_class = doing && doing->is_known ? doing->css_class : "pill-waiting";
  return doing && doing->is_known ? g_strdup (doing->pill) : fo_say ("page.printers.unused", NULL);
}

/* What became of its last job, when the pill says something else; else NULL. */
static char *
say_last (FoPrinterView *self, const FoPrinter *printer)
{
  const Doing *doing = g_hash_table_lookup (self->doing, printer->name);
  const FoPrinterState *state = state_of (self, printer);
  g_autofree char *unused = fo_say ("page.printers.unused", NULL);
  g_auto (FoArgs) args = { 0 };

  if (!state)
    return NULL;
  fo_args_set_text (&args, "text", doing && doing->is_known ? doing->pill : unused);
  return fo_say (is_dumb (printer, state) ? "page.printers.last-silent" : "page.printers.last", &args);
}

static char *
say_how (const FoPrinter *printer)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *size = printer->width_um ? g_strdup_printf ("%d × %d", printer->width_um / 1000, printer->height_um / 1000) : NULL;
  g_autofree char *language = g_ascii_strup (fo_printer_language_name (printer->language), -1);

  fo_args_set_text (&args, "place", printer->uri);
  fo_args_set_text (&args, "code", language);
  fo_args_set_count (&args, "count", printer->dpi);
  fo_args_set_text (&args, "size", size);
  return fo_say ("page.printers.how", &args);
}

/* ---- showing ---------------------------------------------------------------------------------------------------------------- */

static void
add_card (FoPrinterView *self, GArray *cards, const FoPrinter *printer)
{
  FoCard card;
  g_autofree char *pill = NULL, *mark = fo_say ("page.printers.default-mark", NULL);

  memset (&card, 0, sizeof card);
  pill = say_pill (self, printer, &card.css_class);
  g_strlcpy (card.id, printer->name, sizeof card.id);
  g_strlcpy (card.title, printer->name, sizeof card.title);
  g_snprintf (card.detail, sizeof card.detail, "%s%s%s", printer->uri, printer->is_default ? "  ·  " : "",
              printer->is_default ? mark : "");
  g_strlcpy (card.pill, pill, sizeof card.pill);
  g_array_append_val (cards, card);
}

static void
say_chosen (FoPrinterView *self)
{
  const FoPrinter *printer = chosen (self);
  const char *classes[] = { "pill", NULL, NULL };
  g_autofree char *pill = NULL, *how = NULL, *last = NULL;

  gtk_widget_set_visible (self->detail, printer != NULL);
  if (!printer)
    return;
  pill = say_pill (self, printer, &classes[1]);
  how = say_how (printer);
  last = say_last (self, printer);
  gtk_label_set_text (self->name, printer->name);
  gtk_label_set_text (self->pill, pill);
  gtk_widget_set_css_classes (GTK_WIDGET (self->pill), classes);
  gtk_label_set_text (self->how, how);
  gtk_label_set_text (self->last, last ? last : "");
  gtk_widget_set_visible (GTK_WIDGET (self->last), last != NULL);
  fo_printer_settings_show (self->settings, printer);
  gtk_widget_set_visible (self->default_button, !printer->is_default);
}

static void
show_all (FoPrinterView *self)
{
  const GArray *printers = self->box ? printers_of (self) : NULL;
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (FoCard));

  if (!self->box)
    return;
  for (guint i = 0; printers && i < printers->len; i++)
    add_card (self, cards, &g_array_index (printers, FoPrinter, i));
  fo_card_list_show (self->list, cards);
  gtk_stack_set_visible_child_name (self->stack, cards->len ? "list" : "none");
  say_chosen (self);
}

static void
said (gpointer self)
{
  show_all (self);
}

static void
say_all (FoPrinterView *self)
{
  if (self->box)
    fo_printer_watch_set (self->watch, printers_of (self));
  show_all (self);
}

static void
look_on (FoPrinterView *self)
{
  fo_printer_watch_run (self->watch, TRUE);
}

static void
look_away (FoPrinterView *self)
{
  if (self->watch) /* it is hidden once more when it goes */
    fo_printer_watch_run (self->watch, FALSE);
}

void
fo_printer_view_show (FoPrinterView *self, const GPtrArray *jobs)
{
  g_hash_table_remove_all (self->doing);
  for (guint i = 0; i < jobs->len; i++)
    note (self, jobs->pdata[i]);
  say_all (self);
}

void
fo_printer_view_open (FoPrinterView *self, FoStation *station)
{
  g_set_object (&self->station, station);
  say_all (self);
}

void
fo_printer_view_choose (FoPrinterView *self, const char *name)
{
  fo_card_list_choose (self->list, name);
}

FoPrinterAdder *
fo_printer_view_adder (FoPrinterView *self)
{
  return self->adder;
}

/* ---- what a person may do --------------------------------------------------------------------------------------------------- */

static void
tell (FoPrinterView *self, const char *text)
{
  gtk_label_set_text (self->told, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->told), text && *text);
}

static void
keep (FoPrinterView *self, const GArray *printers)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  if (!fo_print_queue_set_printers (queue_of (self), printers, &error)) {
    g_autofree char *fault = fo_fault_text (error, NULL);
    fo_args_set_text (&args, "text", fault);
    text = fo_say ("page.printers.not-kept", &args);
  }
  tell (self, text);
  say_all (self);
}

/* One of that name is replaced; the first of all is the default. */
static void
add (FoPrinterView *self, const FoPrinter *printer)
{
  const GArray *known = printers_of (self);
  g_autoptr (GArray) printers = g_array_new (FALSE, FALSE, sizeof (FoPrinter));
  FoPrinter added = *printer;

  if (!known)
    return;
  added.is_default = known->len == 0;
  for (guint i = 0; i < known->len; i++)
    if (strcmp (g_array_index (known, FoPrinter, i).name, added.name) != 0)
      g_array_append_val (printers, g_array_index (known, FoPrinter, i));
    else
      added.is_default |= g_array_index (known, FoPrinter, i).is_default;
  g_array_append_val (printers, added);
  keep (self, printers);
  fo_card_list_choose (self->list, added.name);
}

/* Of the one that is chosen, which keeps its place in the list. */
static void
change (FoPrinterView *self, const FoPrinter *changed)
{
  g_autoptr (GArray) printers = printers_of (self) ? g_array_copy ((GArray *) printers_of (self)) : NULL;

  for (guint i = 0; printers && i < printers->len; i++)
    if (strcmp (g_array_index (printers, FoPrinter, i).name, changed->name) == 0)
      g_array_index (printers, FoPrinter, i) = *changed;
  if (printers)
    keep (self, printers);
}

FoPrinterSettings *
fo_printer_view_settings (FoPrinterView *self)
{
  return self->settings;
}

void
fo_printer_view_make_default (FoPrinterView *self)
{
  const FoPrinter *printer = chosen (self);
  g_autoptr (GArray) printers = printer ? g_array_copy ((GArray *) printers_of (self)) : NULL;

  for (guint i = 0; printers && i < printers->len; i++) {
    FoPrinter *each = &g_array_index (printers, FoPrinter, i);
    each->is_default = strcmp (each->name, printer->name) == 0;
  }
  if (printers)
    keep (self, printers);
}

void
fo_printer_view_remove (FoPrinterView *self)
{
  const FoPrinter *printer = chosen (self);
  g_autoptr (GArray) printers = printer ? g_array_copy ((GArray *) printers_of (self)) : NULL;

  for (guint i = 0; printers && i < printers->len; i++)
    if (strcmp (g_array_index (printers, FoPrinter, i).name, printer->name) == 0) {
      g_array_remove_index (printers, i);
      break;
    }
  if (printers)
    keep (self, printers);
}

static void
test_added (const FoPrintAdded *added, const GError *error, gpointer data)
{
  g_autoptr (FoPrinterView) self = data;
  g_autofree char *text = fo_added_text (added, error);

  if (self->box)
    tell (self, text);
}

void
fo_printer_view_test (FoPrinterView *self)
{
  const FoPrinter *printer = chosen (self);
  g_autofree char *title = fo_say ("page.printers.test", NULL), *name = NULL;
  g_auto (FoArgs) args = { 0 };
  FoPrintWish wish = { .template = "test", .language = fo_speech_language (), .records = &args, .n_records = 1, .copies = 1,
                       .title = title };

  if (!printer)
    return;
  name = g_strdup (printer->name);
  wish.printer = name;
  fo_args_set_text (&args, "text", name);
  fo_args_set_count (&args, "count", printer->dpi);
  fo_print_queue_add (queue_of (self), &wish, test_added, g_object_ref (self));
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static void
fo_printer_view_dispose (GObject *object)
{
  FoPrinterView *self = FO_PRINTER_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_pointer (&self->doing, g_hash_table_unref);
  g_clear_pointer (&self->watch, fo_printer_watch_free);
  G_OBJECT_CLASS (fo_printer_view_parent_class)->dispose (object);
}

static void
fo_printer_view_class_init (FoPrinterViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_printer_view_dispose;
  g_type_ensure (FO_TYPE_CARD_LIST);
  g_type_ensure (FO_TYPE_PRINTER_ADDER);
  g_type_ensure (FO_TYPE_PRINTER_SETTINGS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/devices/printer-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, box);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, detail);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, default_button);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, list);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, name);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, pill);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, how);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, last);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, told);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, adder);
  gtk_widget_class_bind_template_child (widget_class, FoPrinterView, settings);
  gtk_widget_class_bind_template_callback (widget_class, say_chosen);
  gtk_widget_class_bind_template_callback (widget_class, add);
  gtk_widget_class_bind_template_callback (widget_class, change);
  gtk_widget_class_bind_template_callback (widget_class, fo_printer_view_test);
  gtk_widget_class_bind_template_callback (widget_class, fo_printer_view_make_default);
  gtk_widget_class_bind_template_callback (widget_class, fo_printer_view_remove);
}

static void
fo_printer_view_init (FoPrinterView *self)
{
  self->doing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, doing_free);
  self->watch = fo_printer_watch_new (said, self);
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  say_all (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_all), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (look_on), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (look_away), NULL);
}

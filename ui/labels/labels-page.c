/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "labels-page.h"

#include "common/fault.h"
#include "common/speech.h"
#include "common/worded.h"
#include "scanned.h"

#include <string.h>

enum { PRINT_KEY = 11, LEAVE_KEY = 12 };

struct _FoLabelsPage {
  GtkWidget parent_instance;
  GtkWidget *box, *ways, *choose_button, *type_button, *table_button;
  FoTemplateList *templates;
  GtkLabel *title, *wrong, *sum;
  GtkStack *middle, *side;
  GtkToggleButton *label_toggle, *queue_toggle;
  FoSubjectPicker *picker;
  FoLabelForm *form;
  FoTableForm *table_form;
  FoLabelAmount *amount;
  FoLabelPreview *preview;
  FoPrintBar *bar;
  FoJobList *jobs;
  GtkFileChooserNative *chooser;
  FoStation *station;
  FoLabelRecord record; /* of the row of the store; NONE: values are typed */
  FoId id;
  char *number, *name; /* a supply's; what people call it, NULL: as the labels say */
  FoLabelTable *table;
  gboolean looking, look_once_more;
};

static void fo_labels_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoLabelsPage, fo_labels_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_labels_page_iface_init))

/* ---- what is wanted --------------------------------------------------------------------------------------------------------------- */

static gboolean
is_asking (FoLabelsPage *self)
{
  return strcmp (gtk_stack_get_visible_child_name (self->middle), "form") != 0;
}

static FoMaking *
want (FoLabelsPage *self, FoMade made)
{
  FoMaking *making = fo_making_new (self, made);

  making->keeper = g_object_ref (G_OBJECT (self->templates));
  making->template = fo_template_list_chosen (self->templates);
  making->language = fo_speech_language ();
  making->training = fo_station_is_training (self->station);
  making->record = self->record;
  making->id = self->id;
  making->number = g_strdup (self->number);
  making->dpi = fo_print_bar_dpi (self->bar);
  fo_label_amount_give (self->amount, making);
  if (self->table)
    fo_table_form_give (self->table_form, making);
  else
    fo_label_form_give (self->form, making);
  if (self->record == FO_LABEL_RECORD_COMMAND)
    fo_making_type (making, "command", self->number);
  return making;
}

/* ---- how it will look --------------------------------------------------------------------------------------------------------------- */

static void
say_wrong (FoLabelsPage *self, const char *words)
{
  gtk_label_set_text (self->wrong, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), words && *words);
}

static void
say_sum (FoLabelsPage *self, guint labels)
{
  const FoLabelTemplate *template = fo_template_list_chosen (self->templates);
  g_auto (FoArgs) args = { 0 };
  g_autofree char *size = NULL, *words = NULL;
  int width_um, height_um;

  fo_label_template_size (template, &width_um, &height_um);
  size = g_strdup_printf ("%d × %d", (width_um + 500) / 1000, (height_um + 500) / 1000);
  fo_args_set_text (&args, "size", size);
  fo_args_set_count (&args, "count", labels);
  fo_args_set_count (&args, "text", fo_print_bar_dpi (self->bar));
  words = fo_say (labels ? "page.labels.sum" : "page.labels.sum-none", &args);
  gtk_label_set_text (self->sum, words);
}

static gboolean
has_faults (FoLabelsPage *self, const FoMaking *making)
{
  return self->table && making->run.faults && making->run.faults->len && !fo_table_form_skips (self->table_form);
}

static void
show_made (FoLabelsPage *self, FoMaking *making)
{
  gboolean good = making->label && !has_faults (self, making);
  gboolean is_there = !making->on_paper || fo_print_bar_takes_pages (self->bar);
  g_autofree char *rest = fo_label_form_refuse (self->form, making->refusals);
  g_autofree char *fault = making->error ? fo_fault_text (making->error, self->table ? self->table->path : NULL) : NULL;
  g_autofree char *other = good && !is_there ? fo_say ("page.labels.sheet-printer", NULL) : NULL;

  if (self->table)
    fo_table_form_tell (self->table_form, making);
  say_wrong (self, fault ? fault : other ? other : rest);
  say_sum (self, making->label ? making->labels : 0);
  fo_label_preview_show (self->preview, g_steal_pointer (&making->label));
  fo_print_bar_allow (self->bar, good && is_there, good, making->run.name);
  if (!self->name && good && self->record != FO_LABEL_RECORD_NONE)
    gtk_label_set_text (self->title, making->run.name);
}

static void
looked (FoMaking *making, gpointer owner)
{
  FoLabelsPage *self = owner;

  self->looking = FALSE;
  if (self->look_once_more || making->template != fo_template_list_chosen (self->templates)) {
    self->look_once_more = FALSE;
    if (!is_asking (self)) {
      self->looking = TRUE;
      fo_making_start (want (self, looked), self->station);
    }
  } else if (!is_asking (self))
    show_made (self, making);
}

/* However fast somebody types, one label is made at a time, and the last one is what is shown. */
static void
look_again (FoLabelsPage *self)
{
  if (!self->station || !fo_template_list_chosen (self->templates) || is_asking (self))
    return;
  fo_print_bar_say (self->bar, NULL, FALSE);
  fo_print_bar_allow (self->bar, FALSE, FALSE, "");
  self->look_once_more = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  fo_making_start (want (self, looked), self->station);
}

/* ---- the ways to say what it is of ---------------------------------------------------------------------------------------------------- */

static void
say_title (FoLabelsPage *self)
{
  const FoLabelTemplate *template = fo_template_list_chosen (self->templates);
  g_autofree char *words = self->table ? g_path_get_basename (self->table->path)
                           : template  ? fo_template_words (fo_label_template_name (template))
                                       : g_strdup ("");

  gtk_label_set_text (self->title, self->name ? self->name : words);
}

static void
forget_subject (FoLabelsPage *self)
{
  self->record = FO_LABEL_RECORD_NONE;
  self->id = 0;
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->table, fo_label_table_unref);
}

static void
show_way (FoLabelsPage *self, const char *way)
{
  const FoLabelTemplate *template = fo_template_list_chosen (self->templates);
  gboolean has_list = fo_subjects_of (fo_label_template_record (template)) != NULL;

  gtk_stack_set_visible_child_name (self->middle, way);
  gtk_widget_set_visible (GTK_WIDGET (self->form), !self->table);
  gtk_widget_set_visible (GTK_WIDGET (self->table_form), self->table != NULL);
  gtk_widget_set_visible (self->choose_button, has_list && !is_asking (self));
  gtk_widget_set_visible (self->type_button, fo_label_template_record (template) != FO_LABEL_RECORD_TASK
                                                 && (is_asking (self) || self->table || self->record != FO_LABEL_RECORD_NONE));
  gtk_widget_set_visible (self->table_button, !self->table && fo_label_template_record (template) != FO_LABEL_RECORD_TASK
                                                  && fo_label_template_record (template) != FO_LABEL_RECORD_NONE);
  say_title (self);
}

/* Nothing is chosen yet: empty paper, and nothing to print. */
static void
ask (FoLabelsPage *self)
{
  const FoLabelTemplate *template = fo_template_list_chosen (self->templates);

  forget_subject (self);
  show_way (self, "pick");
  fo_subject_picker_look (self->picker, self->station, fo_label_template_record (template));
  fo_label_preview_show (self->preview, NULL);
  fo_print_bar_allow (self->bar, FALSE, FALSE, "");
  fo_print_bar_say (self->bar, NULL, FALSE);
  say_wrong (self, NULL);
  say_sum (self, 0);
}

void
fo_labels_page_type_values (FoLabelsPage *self)
{
  const FoLabelTemplate *template = fo_template_list_chosen (self->templates);

  if (!template)
    return;
  forget_subject (self);
  fo_label_form_show (self->form, template, FALSE);
  show_way (self, "form");
  look_again (self);
}

static void
template_chosen (FoLabelsPage *self)
{
  const FoLabelTemplate *template = fo_template_list_chosen (self->templates);
  int width_um, height_um;

  if (!self->station)
    return;
  fo_label_template_size (template, &width_um, &height_um);
  fo_label_preview_set_paper (self->preview, width_um, height_um);
  fo_label_preview_show (self->preview, NULL);
  fo_label_amount_show (self->amount, template);
  if (fo_subjects_of (fo_label_template_record (template)))
    ask (self);
  else
    fo_labels_page_type_values (self);
}

/* A row of the store; NAME is taken over. */
static void
take_subject (FoLabelsPage *self, const FoPaperSubject *subject, char *name)
{
  g_autofree char *number = g_strdup (subject->number);

  forget_subject (self);
  self->record = subject->record;
  self->id = subject->id;
  self->number = g_steal_pointer (&number);
  self->name = name;
  fo_label_form_show (self->form, fo_template_list_chosen (self->templates), TRUE);
  show_way (self, "form");
  gtk_toggle_button_set_active (self->label_toggle, TRUE);
  look_again (self);
}

static void
subject_picked (FoLabelsPage *self, const FoSubjectRow *row)
{
  const FoPaperSubject subject = { row->record, .id = row->id,
                                   .number = row->record == FO_LABEL_RECORD_COMMAND ? row->code : NULL };
  g_autofree char *title = fo_subject_title (row);

  take_subject (self, &subject, *row->lot ? g_strdup_printf ("%s  ·  %s", title, row->lot) : g_strdup (title));
}

/* ---- tables --------------------------------------------------------------------------------------------------------------------------- */

void
fo_labels_page_read_table (FoLabelsPage *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  FoLabelTable *table = fo_label_table_read (path, &error);

  if (!table) {
    g_autofree char *fault = fo_fault_text (error, path);
    say_wrong (self, fault);
    return;
  }
  forget_subject (self);
  self->table = table;
  fo_table_form_show (self->table_form, fo_template_list_chosen (self->templates), table);
  show_way (self, "form");
  look_again (self);
}

static void
table_file_chosen (FoLabelsPage *self, int response)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  g_clear_object (&self->chooser);
  if (path)
    fo_labels_page_read_table (self, path);
}

static void
table_clicked (FoLabelsPage *self)
{
  g_autofree char *title = fo_say ("page.labels.table", NULL);

  if (self->chooser)
    return;
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (table_file_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- the queue ------------------------------------------------------------------------------------------------------------------------ */

static void
say_queue (FoLabelsPage *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *words = NULL;
  guint open = fo_job_list_count_open (self->jobs);

  if (open)
    fo_args_set_count (&args, "count", open);
  words = fo_say ("page.labels.queue", &args);
  gtk_button_set_label (GTK_BUTTON (self->queue_toggle), words);
}

static void
job_told (FoLabelsPage *self, const char *words, gboolean bad)
{
  fo_print_bar_say (self->bar, words, bad);
}

static void
side_toggled (FoLabelsPage *self)
{
  gtk_stack_set_visible_child_name (self->side, gtk_toggle_button_get_active (self->label_toggle) ? "label" : "queue");
}

static void
print_made (FoMaking *making, gpointer owner)
{
  FoLabelsPage *self = owner;
  FoPrintWish wish = { .printer = fo_print_bar_printer (self->bar), .template = fo_label_template_name (making->template),
                       .language = making->language, .copies = making->copies, .paper = making->on_paper ? &making->paper : NULL,
                       .title = making->run.name };

  if (making->error || making->refusals->len || !making->labels || has_faults (self, making))
    return;
  wish.records = &g_array_index (making->run.records, FoArgs, 0);
  wish.n_records = making->run.records->len;
  if (making->run.rows && making->run.rows->len) {
    wish.rows = &g_array_index (making->run.rows, FoArgs, 0);
    wish.n_rows = making->run.rows->len;
  }
  fo_job_list_add (self->jobs, &wish);
}

void
fo_labels_page_print (FoLabelsPage *self)
{
  if (fo_print_bar_may_print (self->bar))
    fo_making_start (want (self, print_made), self->station);
}

/* ---- files ---------------------------------------------------------------------------------------------------------------------------- */

static void
saved (FoMaking *making, gpointer owner)
{
  FoLabelsPage *self = owner;
  const FoLabelRefusal *refusal = fo_making_refusal (making);
  g_auto (FoArgs) args = { 0 };
  g_autofree char *words = NULL;

  fo_args_set_count (&args, "count", making->labels);
  fo_args_set_text (&args, "text", making->path);
  words = refusal         ? fo_words_verdict_title (fo_speech_language (), refusal->verdict, &refusal->args)
          : making->error ? fo_fault_text (making->error, making->path)
                          : fo_say ("page.labels.saved", &args);
  fo_print_bar_say (self->bar, words, refusal || making->error);
}

void
fo_labels_page_save (FoLabelsPage *self, const char *path)
{
  FoMaking *making;

  if (is_asking (self))
    return;
  making = want (self, saved);
  making->path = g_strdup (path);
  fo_making_start (making, self->station);
}

/* ---- scans ---------------------------------------------------------------------------------------------------------------------------- */

/* The code says what the label is of; where the template is of other things, the usual one of this thing is taken. */
static void
take_found (FoLabelsPage *self, const FoScanned *found)
{
  FoPaperSubject subject = found->subject;
  const char *name = fo_template_list_name_for (self->templates, subject.record);

  if (fo_label_template_record (fo_template_list_chosen (self->templates)) != subject.record && name)
    fo_template_list_choose (self->templates, name);
  subject.number = found->is_supply ? found->number : NULL;
  take_subject (self, &subject, NULL);
}

static void
type_found (FoLabelsPage *self, FoLabelRecord record, const char *field, const char *text)
{
  const char *name = fo_template_list_name_for (self->templates, record);

  if (fo_label_template_record (fo_template_list_chosen (self->templates)) != record && name)
    fo_template_list_choose (self->templates, name);
  if (is_asking (self) || self->table)
    fo_labels_page_type_values (self);
  fo_label_form_set (self->form, field, text);
}

static void
subject_found (const GArray *rows, gpointer owner)
{
  FoLabelsPage *self = owner;
  const FoScanned *found = &g_array_index (rows, FoScanned, 0);
  g_auto (FoReply) reply = { .verdict = found->verdict == FO_OK ? FO_CODE_UNKNOWN : found->verdict };

  if (found->is_badge)
    type_found (self, FO_LABEL_RECORD_BADGE, "badge", found->text);
  else if (found->is_carton)
    type_found (self, FO_LABEL_RECORD_CARTON, "sscc", found->text);
  else if (found->subject.record != FO_LABEL_RECORD_NONE)
    take_found (self, found);
  else {
    fo_args_set_text (&reply.args, "text", found->text);
    g_signal_emit_by_name (self->station, "not-printed", &reply);
    if (is_asking (self))
      fo_subject_picker_search (self->picker, found->text);
  }
}

static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  FoLabelsPage *self = FO_LABELS_PAGE (page);
  const FoLabelTemplate *template = fo_template_list_chosen (self->templates);

  if (fo_scanned_is_command (scan, "print"))
    fo_labels_page_print (self);
  if (fo_scanned_is_command (scan, NULL) || !self->station || !template)
    return fo_scanned_is_command (scan, "print");
  fo_scanned_ask (self->station, scan, fo_label_template_record (template), subject_found, G_OBJECT (self));
  return TRUE;
}

/* ---- the page ------------------------------------------------------------------------------------------------------------------------- */

static gboolean
press_key (FoPage *page, int f_key)
{
  FoLabelsPage *self = FO_LABELS_PAGE (page);
  gint64 job = fo_job_list_chosen (self->jobs);

  if (!self->station || !fo_template_list_chosen (self->templates))
    return FALSE;
  if (f_key == PRINT_KEY && gtk_toggle_button_get_active (self->label_toggle))
    fo_labels_page_print (self);
  else if (f_key == PRINT_KEY && job)
    fo_job_list_act (self->jobs, job, FO_JOB_REPRINT);
  else if (f_key == LEAVE_KEY)
    template_chosen (self);
  return f_key == PRINT_KEY || f_key == LEAVE_KEY;
}

static void
mapped (FoLabelsPage *self)
{
  FoPrintQueue *queue = self->station ? fo_station_print_queue (self->station) : NULL;

  if (queue)
    fo_print_bar_set_printers (self->bar, fo_print_queue_printers (queue));
}

static void
open (FoPage *page, FoStation *station)
{
  FoLabelsPage *self = FO_LABELS_PAGE (page);

  if (self->station)
    return;
  self->station = g_object_ref (station);
  fo_job_list_open (self->jobs, station);
  fo_template_list_open (self->templates, station);
  template_chosen (self);
  mapped (self);
}

static void
refresh (FoPage *page, guint topics)
{
  FoLabelsPage *self = FO_LABELS_PAGE (page);

  if (topics && self->station && is_asking (self) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    fo_subject_picker_refresh (self->picker);
}

static void
speech_changed (FoLabelsPage *self)
{
  say_queue (self);
  if (!self->station || !fo_template_list_chosen (self->templates))
    return;
  say_title (self);
  say_sum (self, 0);
  look_again (self);
}

static void
fo_labels_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->press_key = press_key;
  iface->take_scan = take_scan;
}

static void
fo_labels_page_dispose (GObject *object)
{
  FoLabelsPage *self = FO_LABELS_PAGE (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  forget_subject (self);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_labels_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, templates);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, wrong);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, sum);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, ways);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, choose_button);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, type_button);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, middle);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, side);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, label_toggle);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, queue_toggle);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, picker);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, form);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, table_form);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, amount);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, preview);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, FoLabelsPage, jobs);
}

static void
fo_labels_page_class_init (FoLabelsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GType types[] = { FO_TYPE_TEMPLATE_LIST, FO_TYPE_SUBJECT_PICKER, FO_TYPE_LABEL_FORM, FO_TYPE_LABEL_AMOUNT,
                          FO_TYPE_TABLE_FORM, FO_TYPE_LABEL_PREVIEW, FO_TYPE_PRINT_BAR, FO_TYPE_JOB_LIST };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i]);
  G_OBJECT_CLASS (class)->dispose = fo_labels_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/labels/labels-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, template_chosen);
  gtk_widget_class_bind_template_callback (widget_class, ask);
  gtk_widget_class_bind_template_callback (widget_class, fo_labels_page_type_values);
  gtk_widget_class_bind_template_callback (widget_class, table_clicked);
  gtk_widget_class_bind_template_callback (widget_class, subject_picked);
  gtk_widget_class_bind_template_callback (widget_class, look_again);
  gtk_widget_class_bind_template_callback (widget_class, side_toggled);
  gtk_widget_class_bind_template_callback (widget_class, job_told);
  gtk_widget_class_bind_template_callback (widget_class, say_queue);
  gtk_widget_class_bind_template_callback (widget_class, fo_labels_page_print);
  gtk_widget_class_bind_template_callback (widget_class, fo_labels_page_save);
}

static void
fo_labels_page_init (FoLabelsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  say_queue (self);
  say_wrong (self, NULL);
  g_signal_connect (self, "map", G_CALLBACK (mapped), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (speech_changed), self, G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handover-page.h"

#include "common/closures.h"
#include "common/fault.h"
#include "common/request.h"
#include "common/row.h"
#include "common/speech.h"
#include "common/work-list.h"
#include "common/worded.h"
#include "firstout/store/notes.h"
#include "devices/job-words.h"
#include "firstout/core/code.h"
#include "firstout/work/handover.h"
#include "handover-paper.h"
#include "shell/checking.h"

#include <string.h>

enum { NOTES = 20, JOBS = 40, WRITE_KEY = 3, PRINT_KEY = 11 };

struct _FoHandoverPage {
  GtkWidget parent_instance;
  GtkWidget *box, *notes;
  FoWorkList *list;
  GtkEditable *text;
  GtkWidget *quiet;
  GtkLabel *printed;
  GListStore *rows;
  GArray *things; /* FoOpenThing */
  GArray *told;   /* FoNote */
  GPtrArray *jobs; /* FoRow of FoWorkRow: labels that are not printed */
  FoStation *station;
  gboolean stale;
};

static void fo_handover_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoHandoverPage, fo_handover_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_handover_page_iface_init))

/* How a thing is said, and the command that goes there; "" when a person has to find the way. */
static const struct {
  const char *sign, *message, *command;
} looks[FO_N_OPENS] = {
  [FO_OPEN_ORDER] = { "◐", "page.handover.order", "order %s" },
  [FO_OPEN_PUT_AWAY] = { "◆", "page.handover.put-away", "task put-away" },
  [FO_OPEN_COUNT_WISH] = { "○", "page.handover.count-wish", "place %s" },
  [FO_OPEN_COUNT] = { "◐", "page.handover.count", "place %s" },
  [FO_OPEN_QUARANTINE] = { "◆", "page.handover.quarantine", "" },
  [FO_OPEN_BROKEN] = { "✕", "page.handover.broken", "order %s" },
  [FO_OPEN_ENDING] = { "▲", "page.handover.ending", "page deal:%s" },
  [FO_OPEN_CONFLICT] = { "✕", "page.handover.conflict", "" },
  [FO_OPEN_SKIPPED] = { "▲", "page.handover.skipped", "" },
  [FO_OPEN_FOR_LEAD] = { "▲", "page.handover.for-lead", "" },
  [FO_OPEN_ALONE] = { "◆", "page.handover.alone", "" },
  [FO_OPEN_DONE] = { "✓", "page.handover.done", "" },
};

/* ---- what is open ------------------------------------------------------------------------------------------------------------------ */

static void
say_right (const FoOpenThing *thing, FoWorkRow *row)
{
  g_autofree char *quantity = fo_words_quantity (fo_speech_language (), thing->quantity_u);

  if (thing->kind == FO_OPEN_ORDER)
    g_strlcpy (row->right, thing->count ? "▣" : "", sizeof row->right);
  else if (thing->quantity_u > 0)
    g_snprintf (row->right, sizeof row->right, "%s %s", quantity, thing->unit);
  else if (thing->count > 0)
    g_snprintf (row->right, sizeof row->right, "%u", thing->count);
}

/* Of "block · 1" the words for "block". */
static void
say_kind (const FoOpenThing *thing, FoWorkRow *row)
{
  g_auto (GStrv) parts = g_strsplit (thing->detail, " · ", 2);
  g_autofree char *message = g_strconcat ("page.people.two.", parts[0] ? parts[0] : "", NULL), *words = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "text", message);
  words = fo_say ("page.handover.kind", &args);
  g_strlcpy (row->detail, words, sizeof row->detail);
}

static void
add_thing (FoHandoverPage *self, const FoOpenThing *thing)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *title = NULL, *nobody = fo_say ("page.handover.nobody", NULL);
  g_autoptr (FoRow) boxed = NULL;
  FoWorkRow row = { 0 };
  const char *command = looks[thing->kind].command, *name = strstr (command, "%s");

  fo_args_set_text (&args, "text", *thing->what ? thing->what : nobody);
  if (thing->kind == FO_OPEN_FOR_LEAD) {
    g_autofree char *act = g_strconcat ("page.handover.act.", thing->what, NULL);
    fo_args_set_text (&args, "text", act);
  }
  if (thing->kind == FO_OPEN_SKIPPED) {
    g_autofree char *reason = fo_closure_reason (fo_speech_language (), thing->reason);
    fo_args_set_text (&args, "reason", reason);
  }
  title = fo_say (looks[thing->kind].message, &args);
  g_snprintf (row.title, sizeof row.title, "%s %s", looks[thing->kind].sign, title);
  if (thing->kind != FO_OPEN_DONE && thing->kind != FO_OPEN_ALONE) /* kinds of acts are words of scripts */
    g_strlcpy (row.detail, thing->detail, sizeof row.detail);
  if (name)
    g_snprintf (row.command, sizeof row.command, "%.*s%s", (int) (name - command), command, thing->what);
  else
    g_strlcpy (row.command, command, sizeof row.command);
  if (thing->kind == FO_OPEN_ALONE) { /* the lead looks at it */
    say_kind (thing, &row);
    g_snprintf (row.command, sizeof row.command, "alone-seen %" G_GINT64_FORMAT, thing->id);
  }
  say_right (thing, &row);
  boxed = fo_row_new (&row, sizeof row);
  g_list_store_append (self->rows, boxed);
}

/* What the check of the book has found stands before everything else. */
static void
add_check (FoHandoverPage *self)
{
  const FoChecked *checked = self->station ? fo_checking_last (self->station) : NULL;
  g_autofree char *text = checked && checked->error ? fo_fault_text (checked->error, NULL) : NULL, *next = NULL;
  g_autoptr (FoRow) boxed = NULL;
  FoWorkRow row = { .command = "" };

  if (!text)
    return;
  next = fo_say ("page.handover.check", NULL);
  g_snprintf (row.title, sizeof row.title, "✕ %s", text);
  g_strlcpy (row.detail, next, sizeof row.detail);
  boxed = fo_row_new (&row, sizeof row);
  g_list_store_append (self->rows, boxed);
}

static void
say_things (FoHandoverPage *self)
{
  g_list_store_remove_all (self->rows);
  add_check (self);
  for (guint i = 0; self->jobs && i < self->jobs->len; i++)
    g_list_store_append (self->rows, self->jobs->pdata[i]);
  for (guint i = 0; i < self->things->len; i++)
    add_thing (self, &g_array_index (self->things, FoOpenThing, i));
  gtk_widget_set_visible (self->quiet, g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0);
}

static bool
load_things (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  (void) input;
  return fo_handover_read (txn, rows, error);
}

static void
things_came (const GArray *rows, gpointer owner)
{
  FoHandoverPage *self = owner;

  g_array_set_size (self->things, 0);
  if (rows->len)
    g_array_append_vals (self->things, rows->data, rows->len);
  say_things (self);
}

/* ---- labels that are not printed ------------------------------------------------------------------------------------------------- */

static void
jobs_listed (const GPtrArray *jobs, const GError *error, gpointer data)
{
  g_autoptr (FoHandoverPage) self = data;

  if (error || !self->box)
    return;
  g_ptr_array_set_size (self->jobs, 0);
  for (guint i = 0; i < jobs->len; i++) {
    const FoPrintJob *job = jobs->pdata[i];
    g_autofree char *why = fo_job_next (job), *pill = fo_job_pill (job), *title = NULL;
    g_auto (FoArgs) args = { 0 };
    FoWorkRow row = { .command = "page devices" };

    if (job->state != FO_PRINT_JOB_FAILED && job->state != FO_PRINT_JOB_UNCERTAIN && job->state != FO_PRINT_JOB_WAITING)
      continue;
    fo_args_set_text (&args, "text", job->title);
    title = fo_say ("page.handover.label", &args);
    g_snprintf (row.title, sizeof row.title, "✕ %s", title);
    g_strlcpy (row.detail, why, sizeof row.detail);
    g_strlcpy (row.right, pill, sizeof row.right);
    g_ptr_array_add (self->jobs, fo_row_new (&row, sizeof row));
  }
  say_things (self);
}

static void
ask_for_jobs (FoHandoverPage *self)
{
  FoPrintQueue *queue = fo_station_print_queue (self->station);

  if (queue)
    fo_print_queue_list (queue, JOBS, jobs_listed, g_object_ref (self));
}

/* ---- what was written down ------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
note_card (const FoNote *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *text = gtk_label_new (note->text);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (note->at_us / G_USEC_PER_SEC);
  g_autofree char *when = at ? g_date_time_format (at, "%d.%m. %H:%M") : g_strdup (""), *nobody = fo_say ("page.handover.nobody", NULL);
  g_autofree char *who = g_strdup_printf ("%s · %s", when, *note->person ? note->person : nobody);
  GtkWidget *head = gtk_label_new (who);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_widget_add_css_class (head, "muted");
  gtk_widget_add_css_class (text, "say");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

static void
say_notes (FoHandoverPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->notes)))
    gtk_box_remove (GTK_BOX (self->notes), child);
  for (guint i = 0; i < self->told->len; i++)
    gtk_box_append (GTK_BOX (self->notes), note_card (&g_array_index (self->told, FoNote, i)));
}

static bool
load_notes (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  (void) input;
  return fo_notes_last (txn, NOTES, rows, error);
}

static void
notes_came (const GArray *rows, gpointer owner)
{
  FoHandoverPage *self = owner;

  g_array_set_size (self->told, 0);
  if (rows->len)
    g_array_append_vals (self->told, rows->data, rows->len);
  say_notes (self);
}

static void
write_note (FoHandoverPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));
  g_autofree char *command = g_strconcat ("note ", text, NULL);

  if (!*text)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
  if (!*text || !self->station)
    return;
  gtk_editable_set_text (self->text, "");
  fo_station_command (self->station, command);
}

/* ---- on paper ------------------------------------------------------------------------------------------------------------------------- */

static void
was_added (const FoPrintAdded *added, const GError *error, gpointer data)
{
  g_autoptr (FoHandoverPage) self = data;
  g_autofree char *words = fo_added_text (added, error);

  if (!self->box)
    return;
  gtk_label_set_text (self->printed, words);
  gtk_widget_set_visible (GTK_WIDGET (self->printed), TRUE);
}

static void
print (FoHandoverPage *self)
{
  if (self->station && fo_station_print_queue (self->station))
    fo_handover_print (self->station, G_LIST_MODEL (self->rows), self->told, was_added, g_object_ref (self));
}

static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);

  fo_code_read (code, scan, 0, TRUE);
  if (!fo_code_may_be (code, FO_CODE_COMMAND) || strcmp (code->name, "print") != 0)
    return FALSE;
  print (FO_HANDOVER_PAGE (page));
  return TRUE;
}

/* ---- as a page ------------------------------------------------------------------------------------------------------------------------ */

static void
look (FoHandoverPage *self)
{
  const FoRequest things = { load_things, "", 1, sizeof (FoOpenThing), things_came };
  const FoRequest notes = { load_notes, "", 1, sizeof (FoNote), notes_came };

  if (!self->stale || !self->station || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  fo_request (self->station, &things, G_OBJECT (self));
  fo_request (self->station, &notes, G_OBJECT (self));
  ask_for_jobs (self);
}

/* A count is a task of its own; an order is found by any. */
static void
go_there (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoHandoverPage *self = FO_HANDOVER_PAGE (widget);
  const char *command = g_variant_get_string (parameter, NULL);

  (void) name;
  if (g_str_has_prefix (command, "page ")) {
    gtk_widget_activate_action (gtk_widget_get_parent (widget), "show.page", "s", command + strlen ("page "));
    return;
  }
  if (g_str_has_prefix (command, "place "))
    fo_station_command (self->station, "task count");
  if (g_str_has_prefix (command, "order "))
    fo_station_command (self->station, "task pick");
  fo_station_command (self->station, command);
}

static void
open (FoPage *page, FoStation *station)
{
  FoHandoverPage *self = FO_HANDOVER_PAGE (page);

  g_set_object (&self->station, station);
  self->stale = TRUE;
  look (self);
}

static void
refresh (FoPage *page, guint topics)
{
  (void) topics;
  FO_HANDOVER_PAGE (page)->stale = TRUE;
  look (FO_HANDOVER_PAGE (page));
}

static gboolean
press_key (FoPage *page, int f_key)
{
  if (f_key == PRINT_KEY)
    print (FO_HANDOVER_PAGE (page));
  if (f_key != WRITE_KEY)
    return f_key == PRINT_KEY;
  write_note (FO_HANDOVER_PAGE (page));
  return TRUE;
}

static void
fo_handover_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->press_key = press_key;
  iface->take_scan = take_scan;
}

static void
say_again (FoHandoverPage *self)
{
  say_things (self);
  say_notes (self);
  if (self->station)
    ask_for_jobs (self);
}

static void
fo_handover_page_dispose (GObject *object)
{
  FoHandoverPage *self = FO_HANDOVER_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_object (&self->station);
  g_clear_pointer (&self->things, g_array_unref);
  g_clear_pointer (&self->told, g_array_unref);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  G_OBJECT_CLASS (fo_handover_page_parent_class)->dispose (object);
}

static void
fo_handover_page_class_init (FoHandoverPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_handover_page_dispose;
  g_type_ensure (FO_TYPE_WORK_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/handover/handover-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoHandoverPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoHandoverPage, notes);
  gtk_widget_class_bind_template_child (widget_class, FoHandoverPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoHandoverPage, text);
  gtk_widget_class_bind_template_child (widget_class, FoHandoverPage, quiet);
  gtk_widget_class_bind_template_child (widget_class, FoHandoverPage, printed);
  gtk_widget_class_bind_template_callback (widget_class, write_note);
  gtk_widget_class_bind_template_callback (widget_class, print);
  gtk_widget_class_install_action (widget_class, "desk.command", "s", go_there);
}

static void
fo_handover_page_init (FoHandoverPage *self)
{
  self->rows = g_list_store_new (FO_TYPE_ROW);
  self->things = g_array_new (FALSE, FALSE, sizeof (FoOpenThing));
  self->told = g_array_new (FALSE, FALSE, sizeof (FoNote));
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_work_list_set_model (self->list, G_LIST_MODEL (self->rows));
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_again), self, G_CONNECT_SWAPPED);
}

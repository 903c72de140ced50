/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "start-page.h"

#include "common/request.h"
#include "common/speech.h"
#include "common/work-list.h"
#include "common/worded.h"
#include "firstout/store/place-counts.h"
#include "firstout/work/setting.h"
#include "to-count.h"

#include <string.h>

enum { NEXT_KEY = 8 };

/* How far the beginning is. */
typedef struct {
  FoBeginning beginning;
  FoDay today;
  guint places, counted;
} Progress;

struct _FoStartPage {
  GtkWidget parent_instance;
  GtkWidget *box, *steps;
  GtkStack *stack;
  FoImportView *import;
  FoWorkList *places;
  GtkLabel *issue_now, *count_now, *truth_now;
  GtkEditable *day;
  FoStation *station;
  FoLongList *to_count;
  Progress progress;
  gboolean known, stale;
  FoStartStep step;
};

static void fo_start_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoStartPage, fo_start_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_start_page_iface_init))

static const struct {
  const char *message, *child;
  int import; /* a FoImportKind; -1: none */
} steps[FO_N_START_STEPS] = {
  [FO_START_ISSUE] = { "page.start.step.issue", "issue", -1 },
  [FO_START_PLACES] = { "page.start.step.places", "import", FO_IMPORT_PLACES },
  [FO_START_ITEMS] = { "page.start.step.items", "import", FO_IMPORT_ITEMS },
  [FO_START_KITS] = { "page.start.step.kits", "import", FO_IMPORT_KITS },
  [FO_START_NAMES] = { "page.start.step.names", "import", FO_IMPORT_NAMES },
  [FO_START_STOCK] = { "page.start.step.stock", "import", FO_IMPORT_STOCK },
  [FO_START_ORDERS] = { "page.start.step.orders", "import", FO_IMPORT_ORDERS },
  [FO_START_CARTONS] = { "page.start.step.cartons", "import", FO_IMPORT_CARTONS },
  [FO_START_COUNT] = { "page.start.step.count", "count", -1 },
  [FO_START_TRUTH] = { "page.start.step.truth", "truth", -1 },
};

/* ---- how far it is ------------------------------------------------------------------------------------------------------------------ */

static bool
load_progress (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  Progress progress = { .today = fo_store_today (fo_txn_store (txn)) };

  (void) input;
  if (!fo_beginning_read (txn, &progress.beginning, error)
      || !fo_place_counts_sum (txn, &progress.places, &progress.counted, error))
    return false;
  g_array_append_val (rows, progress);
  return true;
}

/* What is brought in is issued by it: so it is chosen first. */
static gboolean
is_chosen (FoStartPage *self)
{
  return !self->known || self->progress.beginning.issue_chosen;
}

static void
say_truth (FoStartPage *self)
{
  const FoDay truth_on = self->progress.beginning.truth_on;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_day (&args, "due_on", truth_on);
  text = fo_say (truth_on == FO_DAY_NONE               ? "page.start.truth.none"
                 : truth_on > self->progress.today ? "page.start.truth.coming"
                                                   : "page.start.truth.now",
                 &args);
  gtk_label_set_text (self->truth_now, text);
}

static void
say_progress (FoStartPage *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *counted = NULL, *issue = NULL;

  if (!self->known)
    return;
  fo_args_set_count (&args, "counted", self->progress.counted);
  fo_args_set_count (&args, "places", self->progress.places);
  counted = fo_say ("page.start.count.now", &args);
  issue = fo_say (!is_chosen (self)                                  ? "page.start.issue.choose"
                  : self->progress.beginning.issue == FO_ISSUE_FIFO ? "page.start.issue.fifo-now"
                                                                    : "page.start.issue.fefo-now",
                  NULL);
  gtk_label_set_text (self->count_now, counted);
  gtk_label_set_text (self->issue_now, issue);
  say_truth (self);
}

static void
let_others (FoStartPage *self)
{
  GtkWidget *button = gtk_widget_get_first_child (self->steps);

  for (int step = 0; button; step++, button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_sensitive (button, step == FO_START_ISSUE || is_chosen (self));
  if (!is_chosen (self) && self->step != FO_START_ISSUE)
    fo_start_page_go (self, FO_START_ISSUE);
}

static void
progress_came (const GArray *rows, gpointer owner)
{
  FoStartPage *self = owner;

  self->progress = g_array_index (rows, Progress, 0);
  self->known = TRUE;
  say_progress (self);
  let_others (self);
}

static void
look (FoStartPage *self)
{
  const FoRequest request = { load_progress, "", 1, sizeof (Progress), progress_came };

  if (!self->stale || !self->station || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  fo_request (self->station, &request, G_OBJECT (self));
  fo_long_list_again (self->to_count, fo_work_list_is_below (self->places));
}

/* ---- the steps ---------------------------------------------------------------------------------------------------------------------- */

void
fo_start_page_go (FoStartPage *self, FoStartStep step)
{
  GtkWidget *button = gtk_widget_get_first_child (self->steps);

  if (steps[step].import >= 0 && !fo_import_view_is_idle (self->import))
    step = self->step;
  if (!is_chosen (self))
    step = FO_START_ISSUE;
  self->step = step;
  if (steps[step].import >= 0)
    fo_import_view_set_kind (self->import, (FoImportKind) steps[step].import);
  gtk_stack_set_visible_child_name (self->stack, steps[step].child);
  for (int i = 0; button; i++, button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == (int) step);
}

static void
step_clicked (GtkButton *button, FoStartPage *self)
{
  fo_start_page_go (self, (FoStartStep) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "fo-step")));
}

static void
add_step (FoStartPage *self, FoStartStep step)
{
  GtkWidget *button = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *number = g_strdup_printf ("%d", (int) step + 1);
  GtkWidget *cap = gtk_label_new (number), *words = gtk_label_new (steps[step].message);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_widget_add_css_class (cap, "key");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), cap);
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, steps[step].message);
  gtk_widget_add_css_class (button, "offer");
  gtk_widget_add_css_class (button, "section");
  g_object_set_data (G_OBJECT (button), "fo-step", GINT_TO_POINTER (step));
  g_signal_connect (button, "clicked", G_CALLBACK (step_clicked), self);
  gtk_box_append (GTK_BOX (self->steps), button);
}

FoImportView *
fo_start_page_import (FoStartPage *self)
{
  return self->import;
}

/* ---- what is settled ------------------------------------------------------------------------------------------------------------------ */

static void
set_fefo (FoStartPage *self)
{
  fo_station_command (self->station, "issue-order fefo");
}

static void
set_fifo (FoStartPage *self)
{
  fo_station_command (self->station, "issue-order fifo");
}

static void
set_day (FoStartPage *self)
{
  g_autofree char *command = g_strconcat ("truth-day ", gtk_editable_get_text (self->day), NULL);

  if (*gtk_editable_get_text (self->day))
    fo_station_command (self->station, command);
  gtk_editable_set_text (self->day, "");
}

static void
forget_day (FoStartPage *self)
{
  fo_station_command (self->station, "truth-day off");
}

/* A place that was chosen: the count begins there. */
static void
count_place (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoStartPage *self = FO_START_PAGE (widget);

  (void) name;
  fo_station_command (self->station, "task count");
  fo_station_command (self->station, g_variant_get_string (parameter, NULL));
}

/* ---- as a page ------------------------------------------------------------------------------------------------------------------------ */

static void
open (FoPage *page, FoStation *station)
{
  FoStartPage *self = FO_START_PAGE (page);

  g_set_object (&self->station, station);
  fo_import_view_open (self->import, station);
  g_clear_object (&self->to_count);
  self->to_count = fo_long_list_new (station, &fo_to_count_kind);
  fo_work_list_set_model (self->places, G_LIST_MODEL (self->to_count));
  self->stale = TRUE;
  look (self);
}

static void
refresh (FoPage *page, guint topics)
{
  (void) topics;
  FO_START_PAGE (page)->stale = TRUE;
  look (FO_START_PAGE (page));
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoStartPage *self = FO_START_PAGE (page);

  if (f_key == NEXT_KEY) {
    fo_start_page_go (self, (FoStartStep) ((self->step + 1) % FO_N_START_STEPS));
    return TRUE;
  }
  return steps[self->step].import >= 0 && fo_import_view_press_key (self->import, f_key);
}

static void
fo_start_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->press_key = press_key;
}

static void
say_again (FoStartPage *self)
{
  say_progress (self);
  self->stale = TRUE;
  look (self);
}

static void
fo_start_page_dispose (GObject *object)
{
  FoStartPage *self = FO_START_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->to_count);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_start_page_parent_class)->dispose (object);
}

static void
fo_start_page_class_init (FoStartPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_start_page_dispose;
  g_type_ensure (FO_TYPE_IMPORT_VIEW);
  g_type_ensure (FO_TYPE_WORK_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/start/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoStartPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoStartPage, steps);
  gtk_widget_class_bind_template_child (widget_class, FoStartPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoStartPage, import);
  gtk_widget_class_bind_template_child (widget_class, FoStartPage, places);
  gtk_widget_class_bind_template_child (widget_class, FoStartPage, issue_now);
  gtk_widget_class_bind_template_child (widget_class, FoStartPage, count_now);
  gtk_widget_class_bind_template_child (widget_class, FoStartPage, truth_now);
  gtk_widget_class_bind_template_child (widget_class, FoStartPage, day);
  gtk_widget_class_bind_template_callback (widget_class, set_fefo);
  gtk_widget_class_bind_template_callback (widget_class, set_fifo);
  gtk_widget_class_bind_template_callback (widget_class, set_day);
  gtk_widget_class_bind_template_callback (widget_class, forget_day);
  gtk_widget_class_install_action (widget_class, "desk.command", "s", count_place);
}

static void
fo_start_page_init (FoStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int step = 0; step < FO_N_START_STEPS; step++)
    add_step (self, (FoStartStep) step);
  fo_worded_init (GTK_WIDGET (self));
  fo_start_page_go (self, FO_START_ISSUE);
  g_signal_connect (self, "map", G_CALLBACK (look), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_again), self, G_CONNECT_SWAPPED);
}

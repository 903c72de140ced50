/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task-view.h"

#include "instruction.h"
#include "line-card.h"
#include "offers.h"
#include "recent.h"
#include "row.h"
#include "speech.h"
#include "work-list.h"
#include "worded.h"

#include <string.h>

struct _FoTaskView {
  GtkWidget parent_instance;
  GtkWidget *box;
  FoInstruction *instruction;
  FoOffers *offers;
  GtkLabel *title, *subtitle, *total;
  GtkStack *right;
  GtkListView *list;
  FoWorkList *work_list;
  FoRecent *recent;
  GtkBox *right_side;
  GtkWidget *recents;
  GtkWidget *label_box;
  GtkPicture *label_picture;
  GListStore *lines; /* FoRow of FoViewLine */
  GListModel *work; /* what waits */
  FoView view;
};

G_DEFINE_FINAL_TYPE (FoTaskView, fo_task_view, GTK_TYPE_WIDGET)

/* ---- lines -------------------------------------------------------------------------------------------------------------- */

static void
setup_card (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  (void) factory;
  gtk_list_item_set_child (item, fo_line_card_new ());
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

/* Choices are numbered from one, and each may be pressed. */
static gboolean
is_asked_to_choose (FoTaskView *self)
{
  return strcmp (self->view.instruction_id, "task.ask.choice") == 0;
}

static void
line_pressed (FoTaskView *self, guint i)
{
  g_autofree char *command = g_strdup_printf ("choose %u", i + 1);

  if (is_asked_to_choose (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", command);
}

static void
bind_card (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  (void) factory;
  gtk_list_item_set_activatable (item, TRUE);
  fo_line_card_show (FO_LINE_CARD (gtk_list_item_get_child (item)), fo_row_value (gtk_list_item_get_item (item)));
}

static void
show_lines (FoTaskView *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint current = 0;

  for (guint i = 0; i < self->view.lines->len; i++) {
    const FoViewLine *line = &g_array_index (self->view.lines, FoViewLine, i);
    g_ptr_array_add (rows, fo_row_new (line, sizeof *line));
    if (line->current)
      current = i;
  }
  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), rows->pdata, rows->len);
  if (rows->len)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", current);
}

/* ---- heading ------------------------------------------------------------------------------------------------------------ */

/* "документы готовы: 1 из 2"; NULL where nobody said that there are any. Free with g_free. */
static char *
say_documents (const FoView *view)
{
  g_auto (FoArgs) args = { 0 };

  if (!view->documents)
    return NULL;
  fo_args_set_count (&args, "count", view->documents_ready);
  fo_args_set_count (&args, "of", view->documents);
  return fo_say (view->documents_ready == view->documents ? "page.work.documents-ready" : "page.work.documents-wait", &args);
}

static void
show_heading (FoTaskView *self)
{
  const FoView *view = &self->view;
  g_autofree char *whose = g_strjoin (*view->deal && *view->customer ? " · " : "", view->deal, view->customer, NULL);
  g_autofree char *documents = say_documents (view);
  g_autofree char *subtitle = documents ? g_strjoin (*whose ? " · " : "", whose, documents, NULL) : g_strdup (whose);
  g_autofree char *nothing = fo_say ("page.work.nothing-open", NULL);
  guint done = 0;
  g_autofree char *total = NULL;

  for (guint i = 0; i < view->lines->len; i++) {
    const FoViewLine *line = &g_array_index (view->lines, FoViewLine, i);
    done += line->asked_u > 0 && line->done_u >= line->asked_u;
  }
  total = g_strdup_printf ("%u / %u", done, view->lines->len);
  gtk_label_set_text (self->title, *view->title ? view->title : nothing);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_label_set_text (self->total, total);
  gtk_widget_set_visible (GTK_WIDGET (self->total), view->lines->len > 1 && !g_array_index (view->lines, FoViewLine, 0).is_choice);
}

static void
show_right (FoTaskView *self)
{
  gboolean has_work = self->work && g_list_model_get_n_items (self->work) > 0;

  gtk_stack_set_visible_child_name (self->right, self->view.lines->len ? "lines" : has_work ? "work-list" : "nothing");
}

static void
say (FoTaskView *self)
{
  fo_instruction_show (self->instruction, &self->view);
  fo_offers_show (self->offers, self->view.offers);
  show_heading (self);
  show_lines (self);
  show_right (self);
}

void
fo_task_view_show (FoTaskView *self, const FoView *view)
{
  fo_view_copy (&self->view, view);
  say (self);
}

void
fo_task_view_set_work (FoTaskView *self, GListModel *work)
{
  if (self->work)
    g_signal_handlers_disconnect_by_func (self->work, show_right, self);
  g_set_object (&self->work, work);
  g_signal_connect_object (work, "items-changed", G_CALLBACK (show_right), self, G_CONNECT_SWAPPED);
  fo_work_list_set_model (self->work_list, work);
  show_right (self);
}

gboolean
fo_task_view_is_below (FoTaskView *self)
{
  return fo_work_list_is_below (self->work_list);
}

void
fo_task_view_add_recent (FoTaskView *self, guint32 lane, const FoReply *reply, gint64 at_us)
{
  fo_recent_add (self->recent, lane, reply, at_us);
}

void
fo_task_view_set_lane (FoTaskView *self, guint32 lane)
{
  fo_recent_set_lane (self->recent, lane);
}

void
fo_task_view_set_aside (FoTaskView *self, GtkWidget *widget)
{
  gtk_box_prepend (self->right_side, widget);
  g_object_bind_property (widget, "visible", self->recents, "visible", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

void
fo_task_view_set_label (FoTaskView *self, GdkPaintable *picture, const char *path)
{
  gtk_picture_set_paintable (self->label_picture, picture);
  gtk_picture_set_alternative_text (self->label_picture, path);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label_picture), path);
  gtk_widget_set_visible (self->label_box, picture != NULL);
}

gboolean
fo_task_view_press_key (FoTaskView *self, int f_key)
{
  return fo_offers_press (self->offers, f_key);
}

static void
fo_task_view_dispose (GObject *object)
{
  FoTaskView *self = FO_TASK_VIEW (object);

  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->lines);
  g_clear_object (&self->work);
  fo_view_clear (&self->view);
  G_OBJECT_CLASS (fo_task_view_parent_class)->dispose (object);
}

static void
fo_task_view_class_init (FoTaskViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_task_view_dispose;
  g_type_ensure (FO_TYPE_INSTRUCTION);
  g_type_ensure (FO_TYPE_OFFERS);
  g_type_ensure (FO_TYPE_RECENT);
  g_type_ensure (FO_TYPE_WORK_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/common/task-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, box);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, instruction);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, offers);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, title);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, subtitle);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, total);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, right);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, list);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, work_list);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, recent);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, right_side);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, recents);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, label_box);
  gtk_widget_class_bind_template_child (widget_class, FoTaskView, label_picture);
  gtk_widget_class_bind_template_callback (widget_class, setup_card);
  gtk_widget_class_bind_template_callback (widget_class, bind_card);
  gtk_widget_class_bind_template_callback (widget_class, line_pressed);
}

static void
fo_task_view_init (FoTaskView *self)
{
  fo_view_init (&self->view);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = g_list_store_new (FO_TYPE_ROW);
  gtk_list_view_set_model (self->list,
                           GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)))));
  fo_worded_init (GTK_WIDGET (self));
  say (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
}

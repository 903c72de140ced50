/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pick-page.h"

#include "ready-orders.h"
#include "common/speech.h"
#include "common/task-view.h"

struct _FoPickPage {
  GtkWidget parent_instance;
  FoTaskView *tasks;
  FoStation *station;
};

static void fo_pick_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoPickPage, fo_pick_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_pick_page_iface_init))

static void
waiting_came (const GArray *rows, gpointer self)
{
  if (FO_PICK_PAGE (self)->tasks)
    fo_task_view_set_waiting_work (FO_PICK_PAGE (self)->tasks, rows);
}

static void
look (FoPage *page, guint topics)
{
  FoPickPage *self = FO_PICK_PAGE (page);

  if (self->station && (topics & (FO_TOPIC_ORDERS)))
    fo_ready_orders_read (self->station, fo_speech_language (), waiting_came, G_OBJECT (self));
}

static void
look_again (FoPickPage *self)
{
  look (FO_PAGE (self), FO_TOPIC_ORDERS);
}

static void
open (FoPage *page, FoStation *station)
{
  g_set_object (&FO_PICK_PAGE (page)->station, station);
  look_again (FO_PICK_PAGE (page));
}

static void
show (FoPage *page, const FoView *view)
{
  fo_task_view_set_label (FO_PICK_PAGE (page)->tasks, NULL, NULL);
  fo_task_view_show (FO_PICK_PAGE (page)->tasks, view);
}

static gboolean
press_key (FoPage *page, int f_key)
{
  return fo_task_view_press_key (FO_PICK_PAGE (page)->tasks, f_key);
}

static void
fo_pick_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->show = show;
  iface->refresh = look;
  iface->press_key = press_key;
}

void
fo_pick_page_add_recent (FoPickPage *self, const FoReply *reply)
{
  fo_task_view_add_recent (self->tasks, reply, self->station ? fo_station_options (self->station)->now_us () : 0);
}

void
fo_pick_page_set_label (FoPickPage *self, GdkPaintable *picture, const char *path)
{
  fo_task_view_set_label (self->tasks, picture, path);
}

static void
fo_pick_page_dispose (GObject *object)
{
  FoPickPage *self = FO_PICK_PAGE (object);

  if (self->tasks)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->tasks)));
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_pick_page_parent_class)->dispose (object);
}

static void
fo_pick_page_class_init (FoPickPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_pick_page_dispose;
  g_type_ensure (FO_TYPE_TASK_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/picking/pick-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoPickPage, tasks);
}

static void
fo_pick_page_init (FoPickPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "receive-page.h"

#include "expected.h"
#include "common/speech.h"
#include "common/task-view.h"

struct _FoReceivePage {
  GtkWidget parent_instance;
  FoTaskView *tasks;
  FoStation *station;
};

static void fo_receive_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoReceivePage, fo_receive_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_receive_page_iface_init))

static void
waiting_came (const GArray *rows, gpointer self)
{
  if (FO_RECEIVE_PAGE (self)->tasks)
    fo_task_view_set_waiting_work (FO_RECEIVE_PAGE (self)->tasks, rows);
}

static void
look (FoPage *page, guint topics)
{
  FoReceivePage *self = FO_RECEIVE_PAGE (page);

  if (self->station && (topics & (FO_TOPIC_SUPPLIES)))
    fo_expected_read (self->station, fo_speech_language (), waiting_came, G_OBJECT (self));
}

static void
look_again (FoReceivePage *self)
{
  look (FO_PAGE (self), FO_TOPIC_SUPPLIES);
}

static void
open (FoPage *page, FoStation *station)
{
  g_set_object (&FO_RECEIVE_PAGE (page)->station, station);
  look_again (FO_RECEIVE_PAGE (page));
}

static void
show (FoPage *page, const FoView *view)
{
  fo_task_view_set_label (FO_RECEIVE_PAGE (page)->tasks, NULL, NULL);
  fo_task_view_show (FO_RECEIVE_PAGE (page)->tasks, view);
}

static gboolean
press_key (FoPage *page, int f_key)
{
  return fo_task_view_press_key (FO_RECEIVE_PAGE (page)->tasks, f_key);
}

static void
fo_receive_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->show = show;
  iface->refresh = look;
  iface->press_key = press_key;
}

void
fo_receive_page_add_recent (FoReceivePage *self, const FoReply *reply)
{
  fo_task_view_add_recent (self->tasks, reply, self->station ? fo_station_options (self->station)->now_us () : 0);
}

void
fo_receive_page_set_label (FoReceivePage *self, GdkPaintable *picture, const char *path)
{
  fo_task_view_set_label (self->tasks, picture, path);
}

static void
fo_receive_page_dispose (GObject *object)
{
  FoReceivePage *self = FO_RECEIVE_PAGE (object);

  if (self->tasks)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->tasks)));
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_receive_page_parent_class)->dispose (object);
}

static void
fo_receive_page_class_init (FoReceivePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_receive_page_dispose;
  g_type_ensure (FO_TYPE_TASK_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/receiving/receive-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoReceivePage, tasks);
}

static void
fo_receive_page_init (FoReceivePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
}

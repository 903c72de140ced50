/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task-page.h"

#include "speech.h"
#include "task-view.h"

typedef struct {
  FoTaskView *tasks;
  FoStation *station;
  FoLongList *work;
  gboolean stale;
} FoTaskPagePrivate;

static void fo_task_page_iface_init (FoPageInterface *iface);
G_DEFINE_ABSTRACT_TYPE_WITH_CODE (FoTaskPage, fo_task_page, GTK_TYPE_WIDGET, G_ADD_PRIVATE (FoTaskPage)
                                  G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_task_page_iface_init))

static FoTaskPagePrivate *
private_of (gpointer page)
{
  return fo_task_page_get_instance_private (FO_TASK_PAGE (page));
}

/* ---- work that waits ---------------------------------------------------------------------------------------------------- */

/* It is read when somebody looks at the page. */
static void
look_if_stale (FoTaskPage *self)
{
  FoTaskPagePrivate *p = private_of (self);

  if (!p->stale || !p->work || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  p->stale = FALSE;
  fo_long_list_again (p->work, fo_task_view_is_below (p->tasks));
}

static void
look (FoTaskPage *self)
{
  private_of (self)->stale = TRUE;
  look_if_stale (self);
}

static void
refresh (FoPage *page, guint topics)
{
  if (topics & FO_TASK_PAGE_GET_CLASS (page)->topics)
    look (FO_TASK_PAGE (page));
}

static void
open (FoPage *page, FoStation *station)
{
  FoTaskPagePrivate *p = private_of (page);

  g_set_object (&p->station, station);
  g_clear_object (&p->work);
  p->work = fo_long_list_new (station, FO_TASK_PAGE_GET_CLASS (page)->work);
  fo_task_view_set_work (p->tasks, G_LIST_MODEL (p->work));
  look (FO_TASK_PAGE (page));
}

/* ---- what the desk shows -------------------------------------------------------------------------------------------------- */

static void
show (FoPage *page, const FoView *view)
{
  fo_task_view_set_label (private_of (page)->tasks, NULL, NULL);
  fo_task_view_show (private_of (page)->tasks, view);
}

static gboolean
press_key (FoPage *page, int f_key)
{
  return fo_task_view_press_key (private_of (page)->tasks, f_key);
}

void
fo_task_page_add_recent (FoTaskPage *self, guint32 lane, const FoReply *reply)
{
  FoTaskPagePrivate *p = private_of (self);

  fo_task_view_add_recent (p->tasks, lane, reply, p->station ? fo_station_options (p->station)->now_us () : 0);
}

void
fo_task_page_set_lane (FoTaskPage *self, guint32 lane)
{
  fo_task_view_set_lane (private_of (self)->tasks, lane);
}

void
fo_task_page_set_aside (FoTaskPage *self, GtkWidget *widget)
{
  fo_task_view_set_aside (private_of (self)->tasks, widget);
}

void
fo_task_page_set_over (FoTaskPage *self, GtkWidget *widget)
{
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
  g_object_bind_property (widget, "visible", private_of (self)->tasks, "visible", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

void
fo_task_page_set_label (FoTaskPage *self, GdkPaintable *picture, const char *path)
{
  fo_task_view_set_label (private_of (self)->tasks, picture, path);
}

/* ---- life -------------------------------------------------------------------------------------------------------------------- */

static void
fo_task_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->show = show;
  iface->refresh = refresh;
  iface->press_key = press_key;
}

static void
fo_task_page_dispose (GObject *object)
{
  FoTaskPagePrivate *p = private_of (object);

  if (p->tasks)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&p->tasks)));
  g_clear_object (&p->work);
  g_clear_object (&p->station);
  G_OBJECT_CLASS (fo_task_page_parent_class)->dispose (object);
}

static void
fo_task_page_class_init (FoTaskPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_task_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_task_page_init (FoTaskPage *self)
{
  FoTaskPagePrivate *p = private_of (self);

  p->tasks = g_object_new (FO_TYPE_TASK_VIEW, NULL);
  gtk_widget_set_parent (GTK_WIDGET (p->tasks), GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look_if_stale), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
}

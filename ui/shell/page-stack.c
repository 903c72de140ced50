/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-stack.h"

#include "common/task-page.h"

struct _FoPageStack {
  GtkStack *stack;
  FoStation *station; /* once it is open */
  FoView last;        /* what pages that are made later are shown */
};

static GtkWidget *
make (FoPageStack *self, const FoPageRow *row)
{
  GtkWidget *page = g_object_new (row->get_type (), NULL);

  gtk_stack_add_named (self->stack, page, row->name);
  if (self->station)
    fo_page_open (FO_PAGE (page), self->station);
  fo_page_show (FO_PAGE (page), &self->last);
  return page;
}

FoPageStack *
fo_page_stack_new (GtkStack *stack)
{
  FoPageStack *self = g_new0 (FoPageStack, 1);
  guint n;
  const FoPageRow *rows = fo_page_rows (&n);

  self->stack = stack;
  fo_view_init (&self->last);
  for (guint i = 0; i < n; i++)
    if (rows[i].hears || rows[i].tasks[1])
      make (self, &rows[i]);
  return self;
}

void
fo_page_stack_free (FoPageStack *self)
{
  g_clear_object (&self->station);
  fo_view_clear (&self->last);
  g_free (self);
}

/* The pages there are. */
static GPtrArray *
made (FoPageStack *self)
{
  GPtrArray *pages = g_ptr_array_new ();

  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); page; page = gtk_widget_get_next_sibling (page))
    g_ptr_array_add (pages, page);
  return pages;
}

void
fo_page_stack_open (FoPageStack *self, FoStation *station)
{
  g_autoptr (GPtrArray) pages = made (self);

  g_set_object (&self->station, station);
  for (guint i = 0; i < pages->len; i++)
    fo_page_open (pages->pdata[i], station);
}

GtkWidget *
fo_page_stack_find (FoPageStack *self, const char *name)
{
  const FoPageRow *row = fo_page_row_named (name);
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, name);

  return page || !row ? page : make (self, row);
}

void
fo_page_stack_show (FoPageStack *self, const FoView *view)
{
  g_autoptr (GPtrArray) pages = made (self);

  fo_view_copy (&self->last, view);
  for (guint i = 0; i < pages->len; i++)
    fo_page_show (pages->pdata[i], view);
}

void
fo_page_stack_refresh (FoPageStack *self, guint topics)
{
  g_autoptr (GPtrArray) pages = made (self);

  for (guint i = 0; i < pages->len && topics; i++)
    fo_page_refresh (pages->pdata[i], topics);
}

void
fo_page_stack_add_recent (FoPageStack *self, guint32 lane, const FoReply *reply)
{
  g_autoptr (GPtrArray) pages = made (self);

  for (guint i = 0; i < pages->len; i++)
    if (FO_IS_TASK_PAGE (pages->pdata[i]))
      fo_task_page_add_recent (pages->pdata[i], lane, reply);
}

void
fo_page_stack_set_lane (FoPageStack *self, guint32 lane)
{
  g_autoptr (GPtrArray) pages = made (self);

  for (guint i = 0; i < pages->len; i++)
    if (FO_IS_TASK_PAGE (pages->pdata[i]))
      fo_task_page_set_lane (pages->pdata[i], lane);
}

void
fo_page_stack_set_label (FoPageStack *self, GdkPaintable *picture, const char *path)
{
  g_autoptr (GPtrArray) pages = made (self);

  for (guint i = 0; i < pages->len; i++)
    if (FO_IS_TASK_PAGE (pages->pdata[i]))
      fo_task_page_set_label (pages->pdata[i], picture, path);
}

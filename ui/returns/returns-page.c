/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "returns-page.h"

#include "cases.h"
#include "firstout/core/code.h"
#include "undecided.h"

#include <string.h>

enum { NEW_KEY = 6 };

struct _FoReturnsPage {
  FoTaskPage parent_instance;
  FoStation *station;
  FoDossier *dossier; /* over the tasks while a claim or a recall is looked at */
};

static FoPageInterface *parent_page;
static void fo_returns_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoReturnsPage, fo_returns_page, FO_TYPE_TASK_PAGE,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_returns_page_iface_init))

/* ---- claims and recalls ---------------------------------------------------------------------------------------------- */

static gboolean
shows_case (FoReturnsPage *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->dossier));
}

static void
leave_case (FoReturnsPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->dossier), FALSE);
}

/* "claim NUMBER", "recall NUMBER", "new-claim". */
static void
look (FoPage *page, const char *what)
{
  FoReturnsPage *self = FO_RETURNS_PAGE (page);

  if (!self->station)
    return;
  if (g_str_has_prefix (what, "claim "))
    fo_dossier_look (self->dossier, self->station, &fo_claim_dossier_kind, what + strlen ("claim "));
  else if (g_str_has_prefix (what, "recall "))
    fo_dossier_look (self->dossier, self->station, &fo_recall_dossier_kind, what + strlen ("recall "));
  else
    fo_dossier_begin (self->dossier, self->station, &fo_new_claim_kind, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->dossier), TRUE);
}

/* What waits is looked at here; goods that come back are the task's. */
static void
command (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoReturnsPage *self = FO_RETURNS_PAGE (widget);
  const char *text = g_variant_get_string (parameter, NULL);

  (void) name;
  if (g_str_has_prefix (text, "look ")) {
    look (FO_PAGE (self), text + strlen ("look "));
    return;
  }
  if (g_str_has_prefix (text, "order ") || g_str_has_prefix (text, "recalled "))
    leave_case (self);
  fo_station_command (self->station, text);
}

/* ---- as a page ------------------------------------------------------------------------------------------------------- */

static void
open (FoPage *page, FoStation *station)
{
  g_set_object (&FO_RETURNS_PAGE (page)->station, station);
  parent_page->open (page, station);
}

static void
show (FoPage *page, const FoView *view)
{
  fo_dossier_set_person (FO_RETURNS_PAGE (page)->dossier, view->person);
  parent_page->show (page, view);
}

static void
refresh (FoPage *page, guint topics)
{
  FoReturnsPage *self = FO_RETURNS_PAGE (page);

  parent_page->refresh (page, topics);
  if (shows_case (self) && topics & (FO_TOPIC_STOCK | FO_TOPIC_ORDERS))
    fo_dossier_again (self->dossier);
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoReturnsPage *self = FO_RETURNS_PAGE (page);

  if (shows_case (self))
    return fo_dossier_press_key (self->dossier, f_key);
  if (parent_page->press_key (page, f_key))
    return TRUE;
  if (f_key == NEW_KEY)
    look (page, "new-claim");
  return f_key == NEW_KEY;
}

static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  FoReturnsPage *self = FO_RETURNS_PAGE (page);
  g_autofree FoCode *code = g_new0 (FoCode, 1);

  if (shows_case (self) && fo_dossier_take_scan (self->dossier, scan))
    return TRUE;
  fo_code_read (code, scan, 0, TRUE);
  if (!fo_code_may_be (code, FO_CODE_COMMAND) || strcmp (code->name, "claim-new") != 0)
    return FALSE;
  look (page, "new-claim");
  return TRUE;
}

static void
hear (FoPage *page, const FoDeskReply *reply)
{
  FoReturnsPage *self = FO_RETURNS_PAGE (page);

  if (shows_case (self))
    fo_dossier_hear (self->dossier, reply);
}

static void
fo_returns_page_iface_init (FoPageInterface *iface)
{
  parent_page = g_type_interface_peek_parent (iface);
  iface->open = open;
  iface->show = show;
  iface->refresh = refresh;
  iface->press_key = press_key;
  iface->take_scan = take_scan;
  iface->look = look;
  iface->hear = hear;
}

/* ---- life ------------------------------------------------------------------------------------------------------------ */

static void
fo_returns_page_dispose (GObject *object)
{
  FoReturnsPage *self = FO_RETURNS_PAGE (object);

  if (self->dossier)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->dossier)));
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_returns_page_parent_class)->dispose (object);
}

static void
fo_returns_page_class_init (FoReturnsPageClass *class)
{
  FoTaskPageClass *task_class = FO_TASK_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_returns_page_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "desk.command", "s", command);
  task_class->work = &fo_undecided_kind;
  task_class->topics = FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
}

static void
fo_returns_page_init (FoReturnsPage *self)
{
  self->dossier = g_object_new (FO_TYPE_DOSSIER, "visible", FALSE, NULL);
  fo_task_page_set_over (FO_TASK_PAGE (self), GTK_WIDGET (self->dossier));
  g_signal_connect_swapped (self->dossier, "left", G_CALLBACK (leave_case), self);
}

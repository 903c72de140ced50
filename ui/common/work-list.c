/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-list.h"

#include "row.h"

struct _FoWorkList {
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (FoWorkList, fo_work_list, GTK_TYPE_WIDGET)

static void
chosen (GtkListView *list, guint position, FoWorkList *self)
{
  g_autoptr (FoRow) row = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);
  const FoWorkRow *work = row ? fo_row_value (row) : NULL;

  if (work && *work->command)
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", work->command);
}

/* ---- one row -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  GtkLabel *title, *detail, *right;
} Card;

static GtkLabel *
add_text (GtkWidget *box, const char *css_class, gboolean expand)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), expand ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, expand);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Card *card = g_new (Card, 1);

  (void) factory;
  card->title = add_text (left, "name", TRUE);
  card->detail = add_text (left, "where", TRUE);
  gtk_widget_set_valign (left, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), left);
  card->right = add_text (box, "amount", FALSE);
  gtk_widget_add_css_class (box, "line-card");
  g_object_set_data_full (G_OBJECT (box), "fo-card", card, g_free);
  gtk_list_item_set_child (item, box);
}

static void
bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const Card *card = g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "fo-card");
  const FoWorkRow *row = fo_row_value (gtk_list_item_get_item (item));

  (void) factory;
  gtk_label_set_text (card->title, *row->title ? row->title : "…");
  gtk_label_set_text (card->detail, row->detail);
  gtk_label_set_text (card->right, row->right);
}

/* ---- the list --------------------------------------------------------------------------------------------------------------- */

void
fo_work_list_set_model (FoWorkList *self, GListModel *model)
{
  g_autoptr (GtkNoSelection) rows = model ? gtk_no_selection_new (g_object_ref (model)) : NULL;

  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (rows));
}

gboolean
fo_work_list_is_below (FoWorkList *self)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list))) >= 1;
}

static void
fo_work_list_dispose (GObject *object)
{
  g_clear_pointer (&FO_WORK_LIST (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_work_list_parent_class)->dispose (object);
}

static void
fo_work_list_class_init (FoWorkListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_work_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_work_list_init (FoWorkList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "lines");
  g_signal_connect (self->list, "activate", G_CALLBACK (chosen), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

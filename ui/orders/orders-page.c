/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "orders-page.h"

#include "board.h"
#include "common/closures.h"
#include "common/row.h"
#include "common/speech.h"
#include "common/worded.h"
#include "order-card.h"
#include "order-line.h"

enum { PICK_KEY = 8 }; /* F8: the order to pick next, as on the page of picking */

struct _FoOrdersPage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkListView *list;
  GtkStack *left, *right;
  GtkLabel *title, *subtitle;
  GtkBox *lines;
  GtkWidget *pick;
  FoLongList *orders; /* of FoOrder */
  GtkSingleSelection *selection;
  FoStation *station;
  FoId chosen;
  gboolean stale;
};

static void fo_orders_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoOrdersPage, fo_orders_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_orders_page_iface_init))

static void
setup_card (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  (void) factory;
  gtk_list_item_set_child (item, fo_order_card_new ());
}

static void
bind_card (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  (void) factory;
  fo_order_card_show (FO_ORDER_CARD (gtk_list_item_get_child (item)), fo_row_value (gtk_list_item_get_item (item)));
}

/* ---- the chosen order ----------------------------------------------------------------------------------------------------- */

static const FoOrder *
chosen_order (FoOrdersPage *self)
{
  FoRow *row = gtk_single_selection_get_selected_item (self->selection);

  const FoOrder *order = row ? fo_row_value (row) : NULL;

  return order && order->id ? order : NULL;
}

static void
lines_came (const GArray *lines, gpointer data)
{
  FoOrdersPage *self = data;
  GtkWidget *child;

  if (!self->box)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))))
    gtk_box_remove (self->lines, child);
  for (guint i = 0; i < lines->len; i++)
    gtk_box_append (self->lines, fo_order_line_new (&g_array_index (lines, FoBoardLine, i)));
}

static void
show_heading (FoOrdersPage *self, const FoOrder *order)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *title = NULL, *subtitle = NULL;

  fo_args_set_text (&args, "order", order->number);
  fo_args_set_text (&args, "deal", order->deal);
  fo_args_set_text (&args, "customer", order->customer);
  fo_args_set_day (&args, "due_on", order->due_on);
  title = fo_say ("page.orders.title", &args);
  subtitle = fo_say ("page.orders.subtitle", &args);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
}

static void
order_chosen (FoOrdersPage *self)
{
  const FoOrder *order = chosen_order (self);

  gtk_stack_set_visible_child_name (self->right, order ? "order" : "nothing");
  if (!order)
    return;
  self->chosen = order->id;
  show_heading (self, order);
  gtk_widget_set_sensitive (self->pick, fo_readiness_of (order) == FO_READY_NOW || fo_readiness_of (order) == FO_READY_WORK);
  if (self->station)
    fo_board_read_lines (self->station, order->id, lines_came, G_OBJECT (self));
}

static void
pick_clicked (FoOrdersPage *self)
{
  const FoOrder *order = chosen_order (self);
  g_autofree char *command = order ? g_strdup_printf ("order %s", order->number) : NULL;

  if (!command)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "show.page", "s", "pick"); /* its task takes the order's number */
  gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", command);
}

/* ---- the list --------------------------------------------------------------------------------------------------------------- */

static guint
position_of (FoOrdersPage *self, FoId id)
{
  const FoOrder *order;

  for (guint i = 0; (order = fo_long_list_known (self->orders, i)); i++)
    if (order->id == id)
      return i;
  return 0;
}

void
fo_orders_page_choose_waiting (FoOrdersPage *self)
{
  const FoOrder *order;

  for (guint i = 0; (order = fo_long_list_known (self->orders, i)); i++)
    if (fo_readiness_of (order) == FO_READY_WAITS) {
      gtk_single_selection_set_selected (self->selection, i);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", i);
      return;
    }
}

/* The chosen order stays chosen wherever it stands now; one that is no longer open makes room for the first. */
static void
orders_loaded (FoOrdersPage *self)
{
  const FoOrder *order = chosen_order (self);

  gtk_stack_set_visible_child_name (self->left, g_list_model_get_n_items (G_LIST_MODEL (self->orders)) ? "orders" : "nothing");
  if (!order || order->id != self->chosen)
    gtk_single_selection_set_selected (self->selection, position_of (self, self->chosen));
  order_chosen (self);
}

static gboolean
read_below (FoOrdersPage *self)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list))) >= 1;
}

/* The board is read when somebody looks at it. */
static void
look_if_stale (FoOrdersPage *self)
{
  if (!self->stale || !self->orders || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  fo_long_list_again (self->orders, read_below (self));
}

static void
look (FoOrdersPage *self)
{
  self->stale = TRUE;
  look_if_stale (self);
}

static void
refresh (FoPage *page, guint topics)
{
  if (topics & (FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES | FO_TOPIC_STOCK))
    look (FO_ORDERS_PAGE (page));
}

static void
open (FoPage *page, FoStation *station)
{
  FoOrdersPage *self = FO_ORDERS_PAGE (page);

  g_set_object (&self->station, station);
  g_clear_object (&self->orders);
  self->orders = fo_long_list_new (station, &fo_board_kind);
  g_signal_connect_object (self->orders, "loaded", G_CALLBACK (orders_loaded), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->orders));
  look (self);
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoOrdersPage *self = FO_ORDERS_PAGE (page);

  if (f_key != PICK_KEY || !gtk_widget_is_sensitive (self->pick) || !gtk_widget_get_mapped (self->pick))
    return FALSE;
  pick_clicked (self);
  return TRUE;
}

static void
fo_orders_page_iface_init (FoPageInterface *iface)
{
  iface->press_key = press_key;
  iface->open = open;
  iface->refresh = refresh;
}

/* ---- life -------------------------------------------------------------------------------------------------------------------- */

static void
fo_orders_page_dispose (GObject *object)
{
  FoOrdersPage *self = FO_ORDERS_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->orders);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_orders_page_parent_class)->dispose (object);
}

static void
fo_orders_page_class_init (FoOrdersPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_orders_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/orders/orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, left);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, right);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, lines);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, pick);
  gtk_widget_class_bind_template_callback (widget_class, setup_card);
  gtk_widget_class_bind_template_callback (widget_class, bind_card);
  gtk_widget_class_bind_template_callback (widget_class, pick_clicked);
}

static void
fo_orders_page_init (FoOrdersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (order_chosen), self, G_CONNECT_SWAPPED);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look_if_stale), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "orders-page.h"

#include "ask-panel.h"
#include "board.h"
#include "broken-panel.h"
#include "common/filter-bar.h"
#include "common/finding.h"
#include "common/row.h"
#include "common/asked-scan.h"
#include "common/speech.h"
#include "common/worded.h"
#include "finder.h"
#include "line-list.h"
#include "order-card.h"
#include "taking.h"
#include "why-panel.h"

#include <string.h>

/* F8 as on the page of picking; the others as desk.h says what keys mean. F5 is the filter's while no line is explained. */
enum { LOST_KEY = 2, TAKE_KEY = 3, UNPIN_KEY = 5, FILTER_KEY = 5, SOONER_KEY = 6, LATER_KEY = 7, PICK_KEY = 8, DEAL_KEY = 9, BACK_KEY = 12 };

struct _FoOrdersPage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkListView *list;
  GtkStack *left, *right, *detail;
  GtkLabel *title, *subtitle, *lost_count;
  GtkBox *lines;
  GtkWidget *pick, *deal, *take, *sooner, *later, *unpin, *back, *lost;
  FoWhyPanel *why;
  FoBrokenPanel *broken;
  FoAskPanel *ask;
  GtkEditable *search;
  FoFilterBar *filters;
  GtkLabel *none; /* why the list is empty */
  FoLongList *orders; /* of FoBoardOrder */
  GtkSingleSelection *selection;
  FoStation *station;
  FoId chosen;
  char *wanted; /* the number of the order that was scanned, until it is on the list; NULL: none */
  FoId line; /* that is explained; 0: the lines are shown */
  gboolean shows_lost; /* what is lost, in place of the order */
  gboolean asks;       /* something is asked about the order, in its place */
  gboolean looks_who_loses; /* the answer to it is awaited */
  gboolean line_is_pinned, misses; /* of the line; of the order: something is not in the house and its */
  gboolean stale;
};

static void fo_orders_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoOrdersPage, fo_orders_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_orders_page_iface_init))

static void order_chosen (FoOrdersPage *self);

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

  const FoBoardOrder *shown = row ? fo_row_value (row) : NULL;

  return shown && shown->order.id ? &shown->order : NULL;
}

/* What can be done now: with the order, with the line that is explained, or only going back. */
static void
show_actions (FoOrdersPage *self)
{
  gboolean explained = self->line != 0;

  gtk_widget_set_visible (self->back, explained);
  gtk_widget_set_visible (self->unpin, explained && self->line_is_pinned);
  gtk_widget_set_visible (self->sooner, !explained);
  gtk_widget_set_visible (self->later, !explained);
  gtk_widget_set_visible (self->take, self->misses);
  gtk_stack_set_visible_child_name (self->detail, explained ? "why" : "lines");
}

static void
why_came (const GArray *rows, gpointer data)
{
  FoOrdersPage *self = data;
  const FoWhyRow *head = rows->len ? &g_array_index (rows, FoWhyRow, 0) : NULL;

  if (!self->box || !head || head->line.id != self->line)
    return;
  self->line_is_pinned = head->line.held_u > 0 && !fo_order_is_released (&head->order);
  fo_why_panel_show (self->why, rows);
  show_actions (self);
}

static void
explain_line (FoOrdersPage *self, FoId line)
{
  self->line = line;
  self->line_is_pinned = FALSE;
  if (line && self->station)
    fo_why_read (self->station, line, why_came, G_OBJECT (self));
  else
    show_actions (self);
}

static void
line_chosen (gint64 line, gpointer data)
{
  explain_line (data, line);
}

static void
lines_came (const GArray *lines, gpointer data)
{
  FoOrdersPage *self = data;

  if (!self->box)
    return;
  self->misses = fo_line_list_fill (self->lines, lines, line_chosen, self);
  show_actions (self);
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

  if (order && self->chosen != order->id)
    self->line = self->shows_lost = self->asks = 0;
  gtk_stack_set_visible_child_name (self->right, self->shows_lost ? "broken" : !order ? "nothing" : self->asks ? "ask" : "order");
  if (!order)
    return;
  self->chosen = order->id;
  show_heading (self, order);
  explain_line (self, self->line);
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

/* The thread of its deal; an order without one is a thread of its own. */
static void
deal_clicked (FoOrdersPage *self)
{
  const FoOrder *order = chosen_order (self);
  g_autofree char *where = order ? g_strconcat ("deal:", order->number, NULL) : NULL;

  if (where)
    gtk_widget_activate_action (GTK_WIDGET (self), "show.page", "s", where);
}

/* ---- what can be done with it ------------------------------------------------------------------------------------------------ */

static void
give_command (FoOrdersPage *self, const char *format, const char *number)
{
  g_autofree char *command = g_strdup_printf (format, number);

  gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", command);
}

static void
set_priority (FoOrdersPage *self, int change)
{
  const FoOrder *order = chosen_order (self);
  g_autofree char *format = order ? g_strdup_printf ("priority %%s %d", order->priority + change) : NULL;

  if (order)
    give_command (self, format, order->number);
}

static void
sooner_clicked (FoOrdersPage *self)
{
  set_priority (self, -1);
}

static void
later_clicked (FoOrdersPage *self)
{
  set_priority (self, 1);
}

/* Taking goods that were promised to others: first it is seen whose day moves. */
static void
take_clicked (FoOrdersPage *self)
{
  const FoOrder *order = chosen_order (self);

  self->looks_who_loses = order != NULL;
  if (order)
    give_command (self, "what-if %s", order->number);
}

static void
begin_asking (FoOrdersPage *self)
{
  self->asks = TRUE;
  gtk_stack_set_visible_child_name (self->right, "ask");
}

static void
ask_left (FoOrdersPage *self)
{
  self->asks = FALSE;
  order_chosen (self);
}

static void
hear (FoPage *page, const FoDeskReply *reply)
{
  FoOrdersPage *self = FO_ORDERS_PAGE (page);
  const FoOrder *order = chosen_order (self);

  if (self->asks)
    fo_ask_panel_hear (self->ask, reply);
  else if (self->looks_who_loses && order && fo_taking_show (self->ask, order->number, &reply->reply))
    begin_asking (self);
  self->looks_who_loses = FALSE;
}

static void
unpin_clicked (FoOrdersPage *self)
{
  g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, self->line);

  if (self->line)
    give_command (self, "unpin %s", line);
}

static void
back_clicked (FoOrdersPage *self)
{
  if (self->line)
    explain_line (self, 0);
  else
    order_chosen (self);
}

/* ---- what is lost ------------------------------------------------------------------------------------------------------------- */

static void
broken_came (const GArray *broken, gpointer data)
{
  FoOrdersPage *self = data;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  if (!self->box)
    return;
  fo_args_set_count (&args, "count", broken->len);
  text = fo_say ("page.broken.count_of", &args);
  gtk_label_set_text (self->lost_count, text);
  gtk_widget_set_visible (self->lost, broken->len > 0);
  fo_broken_panel_show (self->broken, broken);
  if (broken->len == 0 && self->shows_lost) {
    self->shows_lost = FALSE;
    order_chosen (self);
  }
}

/* Once more: back to the order. */
static void
lost_clicked (FoOrdersPage *self)
{
  self->shows_lost = !self->shows_lost;
  order_chosen (self);
}

/* ---- looking for orders ---------------------------------------------------------------------------------------------------------- */

static gboolean
is_narrowed (FoOrdersPage *self)
{
  return fo_filter_bar_get (self->filters) != FO_BOARD_ALL || *gtk_editable_get_text (self->search);
}

static void
search_changed (FoOrdersPage *self)
{
  g_autofree char *words = fo_finding_words (fo_filter_bar_get (self->filters), gtk_editable_get_text (self->search));

  if (self->orders)
    fo_long_list_look (self->orders, words);
}

void
fo_orders_page_search (FoOrdersPage *self, const char *words)
{
  fo_filter_bar_set (self->filters, FO_BOARD_ALL);
  gtk_editable_set_text (self->search, words);
  search_changed (self); /* the entry waits for more to be typed */
}

static void
say_none (FoOrdersPage *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  if (*gtk_editable_get_text (self->search))
    fo_args_set_text (&args, "text", gtk_editable_get_text (self->search));
  text = fo_say (is_narrowed (self) ? "page.orders.not-found" : "page.orders.none", &args);
  gtk_label_set_text (self->none, text);
}

/* ---- what is scanned --------------------------------------------------------------------------------------------------------- */

/* An order opens; one that has left is a thing of its deal's. Of goods: whose they are, and who wants them. */
static void
scanned_came (const GArray *rows, gpointer owner)
{
  FoOrdersPage *self = owner;
  const FoAskedScan *scanned = &g_array_index (rows, FoAskedScan, 0);
  const char *order = scanned->meant.order;
  g_autofree char *text = NULL;

  if (!self->box)
    return;
  if (*order && !scanned->order_is_open) {
    text = g_strconcat ("deal:", order, NULL);
    gtk_widget_activate_action (GTK_WIDGET (self), "show.page", "s", text);
    return;
  }
  g_free (self->wanted);
  self->wanted = *order ? g_strdup (order) : NULL;
  text = *order ? g_strdup (order) : fo_asked_scan_goods (&scanned->meant);
  fo_orders_page_search (self, text);
}

static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  FoOrdersPage *self = FO_ORDERS_PAGE (page);

  if (self->asks && fo_ask_panel_take_scan (self->ask, scan))
    return TRUE;
  return fo_asked_scan (self->station, scan, scanned_came, G_OBJECT (page));
}

/* ---- the list --------------------------------------------------------------------------------------------------------------- */

static guint
position_of (FoOrdersPage *self, FoId id)
{
  const FoBoardOrder *row;

  for (guint i = 0; (row = fo_long_list_known (self->orders, i)); i++)
    if (self->wanted ? strcmp (row->order.number, self->wanted) == 0 : row->order.id == id)
      return i;
  return 0;
}

void
fo_orders_page_choose_waiting (FoOrdersPage *self)
{
  const FoBoardOrder *row;

  for (guint i = 0; (row = fo_long_list_known (self->orders, i)); i++)
    if (fo_readiness_of (&row->order) == FO_READY_WAITS) {
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

  say_none (self);
  gtk_stack_set_visible_child_name (self->left, g_list_model_get_n_items (G_LIST_MODEL (self->orders)) ? "orders" : "nothing");
  if (!order || order->id != self->chosen || self->wanted)
    gtk_single_selection_set_selected (self->selection, position_of (self, self->chosen));
  g_clear_pointer (&self->wanted, g_free);
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
  fo_broken_read (self->station, broken_came, G_OBJECT (self));
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
  const struct {
    int f_key;
    GtkWidget *button;
  } keys[] = { { LOST_KEY, self->lost },     { TAKE_KEY, self->take },   { UNPIN_KEY, self->unpin }, { SOONER_KEY, self->sooner },
               { LATER_KEY, self->later },   { PICK_KEY, self->pick },   { BACK_KEY, self->back },
               { DEAL_KEY, self->deal } };

  if (self->asks && !self->shows_lost)
    return fo_ask_panel_press_key (self->ask, f_key);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].f_key == f_key && gtk_widget_is_sensitive (keys[i].button) && gtk_widget_get_mapped (keys[i].button)) {
      g_signal_emit_by_name (keys[i].button, "clicked");
      return TRUE;
    }
  if (f_key == FILTER_KEY)
    fo_filter_bar_next (self->filters);
  return f_key == FILTER_KEY;
}

static const char *
order_number (FoPage *page)
{
  const FoOrder *order = chosen_order (FO_ORDERS_PAGE (page));

  return order ? order->number : NULL;
}

static void
fo_orders_page_iface_init (FoPageInterface *iface)
{
  iface->press_key = press_key;
  iface->take_scan = take_scan;
  iface->hear = hear;
  iface->order = order_number;
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
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (fo_orders_page_parent_class)->dispose (object);
}

static void
fo_orders_page_class_init (FoOrdersPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_orders_page_dispose;
  g_type_ensure (FO_TYPE_WHY_PANEL);
  g_type_ensure (FO_TYPE_BROKEN_PANEL);
  g_type_ensure (FO_TYPE_ASK_PANEL);
  g_type_ensure (FO_TYPE_FILTER_BAR);
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
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, deal);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, detail);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, take);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, sooner);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, later);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, unpin);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, back);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, lost);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, lost_count);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, why);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, broken);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, ask);
  gtk_widget_class_bind_template_callback (widget_class, ask_left);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, search);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, filters);
  gtk_widget_class_bind_template_child (widget_class, FoOrdersPage, none);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, setup_card);
  gtk_widget_class_bind_template_callback (widget_class, bind_card);
  gtk_widget_class_bind_template_callback (widget_class, pick_clicked);
  gtk_widget_class_bind_template_callback (widget_class, deal_clicked);
  gtk_widget_class_bind_template_callback (widget_class, take_clicked);
  gtk_widget_class_bind_template_callback (widget_class, sooner_clicked);
  gtk_widget_class_bind_template_callback (widget_class, later_clicked);
  gtk_widget_class_bind_template_callback (widget_class, unpin_clicked);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, lost_clicked);
}

static void
fo_orders_page_init (FoOrdersPage *self)
{
  static const char *const filters[FO_N_BOARD_FILTERS]
      = { "page.orders.all",          "page.orders.filter.ready", "page.orders.filter.work",  "page.orders.filter.waits",
          "page.orders.filter.gate", "page.orders.filter.late",  "page.orders.filter.ending" };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (order_chosen), self, G_CONNECT_SWAPPED);
  fo_filter_bar_fill (self->filters, filters, FO_N_BOARD_FILTERS);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look_if_stale), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
}

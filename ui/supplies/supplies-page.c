/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "supplies-page.h"

#include "coming.h"
#include "common/filter-bar.h"
#include "common/finding.h"
#include "common/asked-scan.h"
#include "common/speech.h"
#include "common/worded.h"
#include "decisions.h"

enum { FILTER_KEY = 5, RECEIVE_KEY = 8 }; /* F8: go on with the next, here the chosen one */

struct _FoSuppliesPage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkListView *list;
  GtkStack *left;
  GtkWidget *receive;
  FoDecisions *decisions;
  GtkToggleButton *production, *order;
  GtkEditable *item, *quantity, *partner, *day, *of;
  GtkEditable *search;
  FoFilterBar *filters;
  GtkLabel *none; /* why the list is empty */
  FoLongList *coming;
  GtkSingleSelection *selection;
  FoStation *station;
  FoId chosen;
  gboolean stale;
};

static void fo_supplies_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoSuppliesPage, fo_supplies_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_supplies_page_iface_init))

/* ---- the list ------------------------------------------------------------------------------------------------------ */

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  (void) factory;
  gtk_list_item_set_child (item, fo_coming_row_new ());
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  (void) factory;
  fo_coming_row_show (gtk_list_item_get_child (item), fo_row_value (gtk_list_item_get_item (item)));
}

static const FoComing *
chosen (FoSuppliesPage *self)
{
  FoRow *row = gtk_single_selection_get_selected_item (self->selection);
  const FoComing *coming = row ? fo_row_value (row) : NULL;

  return coming && coming->supply.id ? coming : NULL;
}

static void
supply_chosen (FoSuppliesPage *self)
{
  const FoComing *coming = chosen (self);

  if (coming)
    self->chosen = coming->supply.id;
  gtk_widget_set_sensitive (self->receive, coming && coming->supply.state == FO_SUPPLY_OPEN);
}

static void
say_none (FoSuppliesPage *self)
{
  const char *words = gtk_editable_get_text (self->search);
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  if (*words)
    fo_args_set_text (&args, "text", words);
  text = fo_say (*words || fo_filter_bar_get (self->filters) ? "page.supplies.not-found" : "page.supplies.none", &args);
  gtk_label_set_text (self->none, text);
}

/* The chosen one stays chosen wherever it stands now. */
static void
coming_loaded (FoSuppliesPage *self)
{
  const FoComing *coming;
  guint found = 0;

  say_none (self);
  gtk_stack_set_visible_child_name (self->left, g_list_model_get_n_items (G_LIST_MODEL (self->coming)) ? "coming" : "nothing");
  for (guint i = 0; (coming = fo_long_list_known (self->coming, i)); i++)
    if (coming->supply.id == self->chosen)
      found = i;
  gtk_single_selection_set_selected (self->selection, found);
  supply_chosen (self);
}

static void
receive_clicked (FoSuppliesPage *self)
{
  const FoComing *coming = chosen (self);
  g_autofree char *command = coming ? g_strdup_printf ("supply %s", coming->supply.number) : NULL;

  if (!command)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "show.page", "s", "receive");
  gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", command);
}

/* ---- looking for supplies ------------------------------------------------------------------------------------------ */

static void
search_changed (FoSuppliesPage *self)
{
  g_autofree char *words = fo_finding_words (fo_filter_bar_get (self->filters), gtk_editable_get_text (self->search));

  if (self->coming)
    fo_long_list_look (self->coming, words);
}

/* Its number, or the goods: what comes of the item, whatever its lot will be. An order: what comes for it. */
static void
scanned_came (const GArray *rows, gpointer owner)
{
  FoSuppliesPage *self = owner;
  const FoMeant *meant = &g_array_index (rows, FoAskedScan, 0).meant;

  if (!self->box)
    return;
  fo_filter_bar_set (self->filters, FO_COMING_ALL);
  gtk_editable_set_text (self->search, meant->supply[0]  ? meant->supply
                                       : meant->order[0] ? meant->order
                                       : meant->item[0]  ? meant->item
                                                         : meant->text);
  search_changed (self); /* the entry waits for more to be typed */
}

static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  return fo_asked_scan (FO_SUPPLIES_PAGE (page)->station, scan, scanned_came, G_OBJECT (page));
}

/* ---- opened here --------------------------------------------------------------------------------------------------- */

/* What the fields are for: an order has a customer, a day it is due and a deal. */
static void
kind_toggled (FoSuppliesPage *self)
{
  gboolean is_order = gtk_toggle_button_get_active (self->order);
  const struct {
    GtkEditable *entry;
    const char *message;
  } fields[] = { { self->partner, is_order ? "page.supplies.open.customer" : "page.supplies.open.partner" },
                 { self->day, is_order ? "page.supplies.open.due" : "page.supplies.open.ready" },
                 { self->of, is_order ? "page.supplies.open.deal" : "page.supplies.open.line" } };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    fo_worded_set (GTK_WIDGET (fields[i].entry), "placeholder-text", fields[i].message);
    fo_worded_set (GTK_WIDGET (fields[i].entry), "tooltip-text", fields[i].message);
  }
}

static void
add_said (GString *command, const char *key, GtkEditable *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (*text)
    g_string_append_printf (command, " %s%s", key, text);
}

static void
open_clicked (FoSuppliesPage *self)
{
  gboolean is_order = gtk_toggle_button_get_active (self->order);
  GtkEditable *const entries[] = { self->item, self->quantity, self->day, self->of };
  g_autoptr (GString) command = g_string_new ("open ");

  if (!*gtk_editable_get_text (self->item) || !*gtk_editable_get_text (self->quantity))
    return;
  g_string_append (command, is_order ? "order" : gtk_toggle_button_get_active (self->production) ? "production" : "purchase");
  add_said (command, "", self->item);
  add_said (command, "", self->quantity);
  add_said (command, is_order ? "due=" : "ready=", self->day);
  add_said (command, is_order ? "deal=" : "line=", self->of);
  add_said (command, is_order ? "for " : "from ", self->partner);
  gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", command->str);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_editable_set_text (entries[i], "");
}

/* ---- the page ------------------------------------------------------------------------------------------------------ */

static void
look_if_stale (FoSuppliesPage *self)
{
  if (!self->stale || !self->coming || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  fo_long_list_again (self->coming, FALSE);
  fo_decisions_look (self->decisions, self->station);
}

static void
look (FoSuppliesPage *self)
{
  self->stale = TRUE;
  look_if_stale (self);
}

static void
refresh (FoPage *page, guint topics)
{
  if (topics & (FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES | FO_TOPIC_STOCK))
    look (FO_SUPPLIES_PAGE (page));
}

static void
open (FoPage *page, FoStation *station)
{
  FoSuppliesPage *self = FO_SUPPLIES_PAGE (page);

  g_set_object (&self->station, station);
  g_clear_object (&self->coming);
  self->coming = fo_long_list_new (station, &fo_coming_kind);
  g_signal_connect_object (self->coming, "loaded", G_CALLBACK (coming_loaded), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->coming));
  look (self);
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoSuppliesPage *self = FO_SUPPLIES_PAGE (page);

  if (f_key == FILTER_KEY) {
    fo_filter_bar_next (self->filters);
    return TRUE;
  }
  if (f_key != RECEIVE_KEY || !gtk_widget_is_sensitive (self->receive) || !gtk_widget_get_mapped (self->receive))
    return FALSE;
  receive_clicked (self);
  return TRUE;
}

static void
fo_supplies_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->press_key = press_key;
  iface->take_scan = take_scan;
}

static void
fo_supplies_page_dispose (GObject *object)
{
  FoSuppliesPage *self = FO_SUPPLIES_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->coming);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_supplies_page_parent_class)->dispose (object);
}

static void
fo_supplies_page_class_init (FoSuppliesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_supplies_page_dispose;
  g_type_ensure (FO_TYPE_DECISIONS);
  g_type_ensure (FO_TYPE_FILTER_BAR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/supplies/supplies-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, left);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, receive);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, decisions);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, production);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, item);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, quantity);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, partner);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, order);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, day);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, of);
  gtk_widget_class_bind_template_callback (widget_class, kind_toggled);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, search);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, filters);
  gtk_widget_class_bind_template_child (widget_class, FoSuppliesPage, none);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, setup_row);
  gtk_widget_class_bind_template_callback (widget_class, bind_row);
  gtk_widget_class_bind_template_callback (widget_class, receive_clicked);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked);
}

static void
fo_supplies_page_init (FoSuppliesPage *self)
{
  static const char *const filters[FO_N_COMING_FILTERS]
      = { "page.orders.all", "page.supplies.filter.proposed", "page.supplies.open.production", "page.supplies.open.purchase",
          "page.orders.filter.late" };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (supply_chosen), self, G_CONNECT_SWAPPED);
  fo_filter_bar_fill (self->filters, filters, FO_N_COMING_FILTERS);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look_if_stale), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
}

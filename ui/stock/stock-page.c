/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stock-page.h"

#include "common/closures.h"
#include "common/columns.h"
#include "common/speech.h"
#include "common/worded.h"
#include "lot-strip.h"
#include "shelf.h"

enum { FILTER_KEY = 6 };

struct _FoStockPage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkColumnView *table;
  GtkWidget *filters;
  FoLotStrip *strip;
  GtkEditable *search;
  FoStation *station;
  FoLongList *shelf;
  FoShelfFilter filter;
  gboolean stale;
};

static void fo_stock_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoStockPage, fo_stock_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_stock_page_iface_init))

/* ---- cells ---------------------------------------------------------------------------------------------------------------- */

/* The name, and the article below it. */
static void
show_name (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;
  g_autofree char *markup
      = g_markup_printf_escaped ("<b>%s</b>\n<small>%s</small>",
                                 fo_speech_choose (row->stock.name, row->stock.name_de, row->stock.name_en), row->stock.item);

  gtk_label_set_markup (label, *row->stock.item ? markup : "…");
}

static void
show_lot (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;

  gtk_widget_add_css_class (GTK_WIDGET (label), "mono");
  gtk_label_set_text (label, row->stock.lot);
}

/* A day that is near or over has a sign and bold type, not colour alone. */
static void
show_expiry (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;
  FoDay day = row->stock.has_expiry ? row->stock.expires_on : FO_DAY_NONE;
  FoLifeLeft left = *row->stock.item ? fo_life_left (day, row->today) : FO_LIFE_NO_DAY;
  g_autofree char *text = fo_words_day (fo_speech_language (), left == FO_LIFE_NO_DAY ? FO_DAY_NONE : day);
  g_autofree char *signed_text = g_strdup_printf ("%s%s", left == FO_LIFE_OVER ? "✕ " : left == FO_LIFE_NEAR ? "▲ " : "", text);

  if (left == FO_LIFE_NEAR || left == FO_LIFE_OVER)
    gtk_widget_add_css_class (GTK_WIDGET (label), left == FO_LIFE_OVER ? "bad" : "near");
  gtk_label_set_text (label, signed_text);
}

static void
show_place (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;

  gtk_widget_add_css_class (GTK_WIDGET (label), "strong");
  gtk_label_set_text (label, row->stock.place);
}

static void
show_on_hand (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;
  g_autofree char *number = fo_words_quantity (fo_speech_language (), row->stock.on_hand_u);
  g_autofree char *text = *row->stock.item ? g_strdup_printf ("%s %s", number, row->stock.unit) : g_strdup ("");

  gtk_widget_add_css_class (GTK_WIDGET (label), "strong");
  gtk_label_set_text (label, text);
}

static void
show_held (GtkLabel *label, gconstpointer value)
{
  const FoShelfRow *row = value;
  g_autofree char *number = fo_words_quantity (fo_speech_language (), row->stock.held_u);

  gtk_label_set_text (label, row->stock.held_u ? number : "");
}

static void
show_state (GtkLabel *label, gconstpointer value)
{
  static const struct {
    const char *sign, *message, *css_class;
  } states[] = {
    [FO_LOT_STATE_FREE] = { "✓", "page.stock.free", "pill-done" },
    [FO_LOT_STATE_QUARANTINE] = { "◆", "page.stock.quarantine", "pill-part" },
    [FO_LOT_STATE_BLOCKED] = { "✕", "page.stock.blocked", "pill-bad" },
  };
  const FoShelfRow *row = value;
  g_autofree char *word = fo_say (states[row->stock.state].message, NULL);
  g_autofree char *text = g_strdup_printf ("%s %s", states[row->stock.state].sign, word);

  gtk_label_set_text (label, *row->stock.item ? text : "");
  if (*row->stock.item) {
    gtk_widget_add_css_class (GTK_WIDGET (label), "pill");
    gtk_widget_add_css_class (GTK_WIDGET (label), states[row->stock.state].css_class);
    gtk_widget_set_halign (GTK_WIDGET (label), GTK_ALIGN_START);
  }
}

static void
add_columns (GtkColumnView *table)
{
  fo_column_add (table, "page.stock.name", 0, FALSE, show_name);
  fo_column_add (table, "page.stock.lot", 118, FALSE, show_lot);
  fo_column_add (table, "page.stock.expiry", 136, FALSE, show_expiry);
  fo_column_add (table, "page.stock.place", 84, FALSE, show_place);
  fo_column_add (table, "page.stock.on-hand", 88, TRUE, show_on_hand);
  fo_column_add (table, "page.stock.held", 90, TRUE, show_held);
  fo_column_add (table, "page.stock.state", 118, FALSE, show_state);
}

/* A row that is opened: where its lot came from and where it went. */
static void
row_opened (FoStockPage *self, guint i)
{
  g_autoptr (FoRow) row = g_list_model_get_item (G_LIST_MODEL (self->shelf), i);
  const FoShelfRow *shelf = row ? fo_row_value (row) : NULL;
  g_autofree char *lot = shelf && *shelf->stock.item ? g_strdup_printf ("%s/%s", shelf->stock.item, shelf->stock.lot) : NULL;

  if (lot)
    gtk_widget_activate_action (GTK_WIDGET (self), "show.lot", "s", lot);
}

/* ---- the page --------------------------------------------------------------------------------------------------------------- */

static void
search_changed (FoStockPage *self)
{
  g_autofree char *words = fo_shelf_words (self->filter, gtk_editable_get_text (self->search));

  if (self->shelf)
    fo_long_list_look (self->shelf, words);
}

void
fo_stock_page_search (FoStockPage *self, const char *words)
{
  gtk_editable_set_text (self->search, words);
  search_changed (self);
}

GListModel *
fo_stock_page_model (FoStockPage *self)
{
  return G_LIST_MODEL (self->shelf);
}

/* ---- the filter ---------------------------------------------------------------------------------------------------------------- */

static void
set_filter (FoStockPage *self, FoShelfFilter filter)
{
  GtkWidget *button = gtk_widget_get_first_child (self->filters);

  for (int i = 0; button; i++, button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == (int) filter);
  if (filter == self->filter)
    return;
  self->filter = filter;
  search_changed (self);
}

static void
filter_clicked (GtkButton *button, FoStockPage *self)
{
  set_filter (self, (FoShelfFilter) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "fo-filter")));
}

static void
add_filters (FoStockPage *self)
{
  static const char *const messages[FO_N_SHELF_FILTERS] = { "page.stock.all", "page.stock.free", "page.stock.quarantine",
                                                            "page.stock.blocked", "page.stock.over" };

  for (int i = 0; i < FO_N_SHELF_FILTERS; i++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (messages[i]);

    gtk_widget_add_css_class (button, "offer");
    gtk_widget_add_css_class (button, "section");
    g_object_set_data (G_OBJECT (button), "fo-filter", GINT_TO_POINTER (i));
    g_signal_connect (button, "clicked", G_CALLBACK (filter_clicked), self);
    gtk_box_append (GTK_BOX (self->filters), button);
  }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_first_child (self->filters)), TRUE);
}

/* What is chosen; also when its row came only now. */
static void
show_chosen (FoStockPage *self)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->table);
  FoRow *row = GTK_IS_SINGLE_SELECTION (model) ? gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model)) : NULL;

  fo_lot_strip_show (self->strip, self->station, row ? fo_row_value (row) : NULL);
}

static gboolean
read_below (FoStockPage *self)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->table))) >= 1;
}

/* The book is read when somebody looks at it: a page behind others costs nothing. */
static void
look_if_stale (FoStockPage *self)
{
  if (!self->stale || !self->shelf || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  fo_long_list_again (self->shelf, read_below (self));
}

static void
open (FoPage *page, FoStation *station)
{
  FoStockPage *self = FO_STOCK_PAGE (page);
  GtkSelectionModel *model;

  g_set_object (&self->shelf, NULL);
  self->shelf = fo_long_list_new (station, &fo_shelf_kind);
  model = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shelf))));
  g_set_object (&self->station, station);
  gtk_column_view_set_model (self->table, model);
  g_signal_connect_object (model, "notify::selected-item", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shelf, "loaded", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  g_object_unref (model);
  self->stale = TRUE;
  look_if_stale (self);
}

static void
refresh (FoPage *page, guint topics)
{
  FoStockPage *self = FO_STOCK_PAGE (page);

  if (!(topics & (FO_TOPIC_STOCK | FO_TOPIC_ITEMS)))
    return;
  self->stale = TRUE;
  look_if_stale (self);
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoStockPage *self = FO_STOCK_PAGE (page);

  if (f_key != FILTER_KEY)
    return fo_lot_strip_press_key (self->strip, f_key);
  set_filter (self, (FoShelfFilter) ((self->filter + 1) % FO_N_SHELF_FILTERS));
  return TRUE;
}

static void
fo_stock_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->press_key = press_key;
}

static void
fo_stock_page_dispose (GObject *object)
{
  FoStockPage *self = FO_STOCK_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->shelf);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_stock_page_parent_class)->dispose (object);
}

static void
fo_stock_page_class_init (FoStockPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_stock_page_dispose;
  g_type_ensure (FO_TYPE_LOT_STRIP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/stock/stock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, table);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, search);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, filters);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, strip);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, row_opened);
}

static void
fo_stock_page_init (FoStockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self->table);
  add_filters (self);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look_if_stale), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (search_changed), self, G_CONNECT_SWAPPED);
}

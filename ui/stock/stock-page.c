/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stock-page.h"

#include "common/filter-bar.h"
#include "common/finding.h"
#include "common/speech.h"
#include "common/worded.h"
#include "code-dossier.h"
#include "common/lot-finder.h"
#include "common/request.h"
#include "firstout/core/code.h"
#include "lot-dossier.h"
#include "lot-strip.h"
#include "moves-view.h"
#include "place-dossier.h"
#include "place-shelf.h"
#include "shelf.h"
#include "stock-columns.h"

#include <string.h>

enum { ACTS_KEY = 5, FILTER_KEY = 6, PLACES_KEY = 7, TRACE_KEY = 8, MOVES_KEY = 9, LEAVE_KEY = 12 };

struct _FoStockPage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkStack *stack, *tables;
  GtkColumnView *table, *place_table;
  FoFilterBar *filters;
  GtkToggleButton *by_place;
  FoLotStrip *strip;
  FoDossier *dossier;
  FoMovesView *moves;
  GtkEditable *search;
  FoStation *station;
  FoLongList *shelf, *places;
  gboolean shows_codes; /* the dossier is of codes: what is scanned is looked at there */
  gboolean is_looked_up; /* the task of that name hears the scans as well */
  gboolean stale;
};

static void fo_stock_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoStockPage, fo_stock_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_stock_page_iface_init))

/* ---- what is chosen --------------------------------------------------------------------------------------------------- */

static gconstpointer
chosen_of (GtkColumnView *table)
{
  GtkSelectionModel *model = gtk_column_view_get_model (table);
  FoRow *row = GTK_IS_SINGLE_SELECTION (model) ? gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model)) : NULL;

  return row ? fo_row_value (row) : NULL;
}

static gboolean
is_by_place (FoStockPage *self)
{
  return gtk_toggle_button_get_active (self->by_place);
}

/* NULL: none, or places are shown. */
static const FoShelfRow *
chosen_lot (FoStockPage *self)
{
  const FoShelfRow *row = is_by_place (self) ? NULL : chosen_of (self->table);

  return row && *row->stock.item ? row : NULL;
}

static const FoPlace *
chosen_place (FoStockPage *self)
{
  const FoPlaceStock *row = is_by_place (self) ? chosen_of (self->place_table) : NULL;

  return row && *row->place.code ? &row->place : NULL;
}

/* What is chosen; also when its row came only now. */
static void
show_chosen (FoStockPage *self)
{
  if (is_by_place (self))
    fo_lot_strip_show_place (self->strip, chosen_place (self));
  else
    fo_lot_strip_show (self->strip, self->station, chosen_lot (self));
}

/* ---- what stands in the place of the table ------------------------------------------------------------------------------ */

static gboolean
shows (FoStockPage *self, const char *child)
{
  return strcmp (gtk_stack_get_visible_child_name (self->stack), child) == 0;
}

static void
show_shelf (FoStockPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "shelf");
}

static void
open_kind (FoStockPage *self, const FoDossierKind *kind, const char *name)
{
  self->shows_codes = kind == &fo_code_kind || kind == &fo_item_codes_kind;
  fo_dossier_look (self->dossier, self->station, kind, name);
  gtk_stack_set_visible_child_name (self->stack, "dossier");
}

static void
open_dossier (FoStockPage *self, FoId lot)
{
  char id[FO_ID_TEXT_MAX];
  g_autofree char *name = g_strconcat ("#", fo_id_print (lot, id), NULL);

  open_kind (self, &fo_lot_dossier_kind, name);
}

static void
open_moves (FoStockPage *self, const char *name, const char *title)
{
  fo_moves_view_look (self->moves, self->station, name, title);
  gtk_stack_set_visible_child_name (self->stack, "moves");
}

static void
acts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoStockPage *self = FO_STOCK_PAGE (widget);
  const FoShelfRow *row = chosen_lot (self);
  const FoPlace *place = chosen_place (self);

  (void) name, (void) parameter;
  if (row)
    open_dossier (self, row->stock.lot_id);
  else if (place)
    open_kind (self, &fo_place_dossier_kind, place->code);
}

static void
moves (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoStockPage *self = FO_STOCK_PAGE (widget);
  const FoShelfRow *row = chosen_lot (self);
  const FoPlace *place = chosen_place (self);
  char id[FO_ID_TEXT_MAX];
  g_autofree char *lot = row ? g_strconcat ("#", fo_id_print (row->stock.lot_id, id), NULL) : NULL;
  g_autofree char *title = row ? g_strdup_printf ("%s %s", row->stock.item, row->stock.lot) : NULL;

  (void) name, (void) parameter;
  if (lot || place)
    open_moves (self, lot ? lot : place->code, title);
}

static void
trace (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const FoShelfRow *row = chosen_lot (FO_STOCK_PAGE (widget));
  char id[FO_ID_TEXT_MAX];
  g_autofree char *where = row ? g_strconcat ("trace:#", fo_id_print (row->stock.lot_id, id), NULL) : NULL;

  (void) name, (void) parameter;
  if (where)
    gtk_widget_activate_action (widget, "show.page", "s", where);
}

/* ---- the page --------------------------------------------------------------------------------------------------------------- */

static void
search_changed (FoStockPage *self)
{
  g_autofree char *words = fo_finding_words (fo_filter_bar_get (self->filters), gtk_editable_get_text (self->search));

  if (!self->shelf)
    return;
  if (is_by_place (self))
    fo_long_list_look (self->places, gtk_editable_get_text (self->search));
  else
    fo_long_list_look (self->shelf, words);
}

static void
by_place_toggled (FoStockPage *self)
{
  gtk_stack_set_visible_child_name (self->tables, is_by_place (self) ? "places" : "lots");
  gtk_widget_set_sensitive (GTK_WIDGET (self->filters), !is_by_place (self));
  if (*gtk_editable_get_text (self->search))
    gtk_editable_set_text (self->search, "");
  search_changed (self);
  show_chosen (self);
}

/* A row that is opened: the lot in full; what lies at the place. */
static void
row_opened (FoStockPage *self)
{
  const FoShelfRow *row = chosen_lot (self);

  if (row)
    open_dossier (self, row->stock.lot_id);
}

static void
look_at_place (FoStockPage *self, const char *code)
{
  g_autofree char *words = g_strdup (code);

  show_shelf (self);
  gtk_toggle_button_set_active (self->by_place, FALSE);
  fo_stock_page_search (self, words);
}

static void
place_opened (FoStockPage *self)
{
  const FoPlace *place = chosen_place (self);

  if (place)
    look_at_place (self, place->code);
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
  if (is_by_place (self))
    fo_long_list_again (self->places, FALSE);
  if (shows (self, "dossier"))
    fo_dossier_again (self->dossier);
  if (shows (self, "moves"))
    fo_moves_view_again (self->moves);
}

static FoLongList *
fill (FoStockPage *self, GtkColumnView *table, const FoLongListKind *kind)
{
  FoLongList *list = fo_long_list_new (self->station, kind);
  g_autoptr (GtkSingleSelection) model = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (list)));

  gtk_column_view_set_model (table, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (model, "notify::selected-item", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "loaded", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  return list;
}

static void
open (FoPage *page, FoStation *station)
{
  FoStockPage *self = FO_STOCK_PAGE (page);

  g_set_object (&self->station, station);
  g_clear_object (&self->shelf);
  g_clear_object (&self->places);
  self->shelf = fill (self, self->table, &fo_shelf_kind);
  self->places = fill (self, self->place_table, &fo_place_shelf_kind);
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
press_shelf_key (FoStockPage *self, int f_key)
{
  switch (f_key) {
  case FILTER_KEY:
    fo_filter_bar_next (self->filters);
    return TRUE;
  case PLACES_KEY:
    gtk_toggle_button_set_active (self->by_place, !is_by_place (self));
    return TRUE;
  case ACTS_KEY:
    acts (GTK_WIDGET (self), NULL, NULL);
    return TRUE;
  case TRACE_KEY:
    trace (GTK_WIDGET (self), NULL, NULL);
    return TRUE;
  case MOVES_KEY:
    moves (GTK_WIDGET (self), NULL, NULL);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoStockPage *self = FO_STOCK_PAGE (page);

  if (shows (self, "dossier"))
    return fo_dossier_press_key (self->dossier, f_key);
  if (shows (self, "moves") && f_key == LEAVE_KEY) {
    show_shelf (self);
    return TRUE;
  }
  return shows (self, "shelf") && press_shelf_key (self, f_key);
}

/* ---- what is scanned, and asked for from elsewhere ------------------------------------------------------------------------ */

typedef struct {
  FoScan scan;
  gboolean training;
} Asked;

static bool
load_asked (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  const Asked *asked = input;
  FoId lot = 0;

  if (!fo_lot_of_scan (txn, &asked->scan, asked->training, &lot, error))
    return false;
  g_array_append_val (rows, lot);
  return true;
}

static void
asked_came (const GArray *rows, gpointer owner)
{
  FoStockPage *self = owner;
  FoId lot = g_array_index (rows, FoId, 0);

  if (self->box && lot)
    open_dossier (self, lot);
}

/* Goods are the task's where one is at work; here they are only looked at. */
static void
look_for_lot (FoStockPage *self, const FoScan *scan)
{
  g_autofree Asked *asked = g_new0 (Asked, 1);
  const FoRequest request = { load_asked, asked, sizeof *asked, sizeof (FoId), asked_came };

  asked->scan = *scan;
  asked->training = fo_station_is_training (self->station);
  fo_request (self->station, &request, G_OBJECT (self));
}

/* Who looks at codes scans the one that is wrong. */
static gboolean
look_at_code (FoStockPage *self, const FoScan *scan)
{
  g_autofree char *name = shows (self, "dossier") && self->shows_codes ? fo_code_dossier_name (scan) : NULL;

  if (name)
    open_kind (self, &fo_code_kind, name);
  return name != NULL;
}

static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  FoStockPage *self = FO_STOCK_PAGE (page);
  g_autofree FoCode *code = g_new0 (FoCode, 1);

  if (!self->station)
    return FALSE;
  if (shows (self, "dossier") && fo_dossier_take_scan (self->dossier, scan))
    return TRUE;
  if (look_at_code (self, scan))
    return TRUE;
  fo_code_read (code, scan, 0, TRUE);
  if (fo_code_may_be (code, FO_CODE_PLACE))
    look_at_place (self, code->name);
  else if (fo_code_may_be (code, FO_CODE_LOT))
    look_for_lot (self, scan);
  else
    return FALSE;
  return !self->is_looked_up;
}

/* "#ID" a lot, "moves #ID", "place CODE" what lies there, "shelf CODE" the place itself, "codes ITEM", "code CODE". */
static void
look (FoPage *page, const char *what)
{
  FoStockPage *self = FO_STOCK_PAGE (page);
  FoId lot;

  if (g_str_has_prefix (what, "moves "))
    open_moves (self, what + strlen ("moves "), NULL);
  else if (g_str_has_prefix (what, "codes "))
    open_kind (self, &fo_item_codes_kind, what + strlen ("codes "));
  else if (g_str_has_prefix (what, "code "))
    open_kind (self, &fo_code_kind, what + strlen ("code "));
  else if (g_str_has_prefix (what, "shelf "))
    open_kind (self, &fo_place_dossier_kind, what + strlen ("shelf "));
  else if (g_str_has_prefix (what, "place "))
    look_at_place (self, what + strlen ("place "));
  else if (*what == '#' && fo_id_parse (what + 1, &lot))
    open_dossier (self, lot);
}

static void
show (FoPage *page, const FoView *view)
{
  FoStockPage *self = FO_STOCK_PAGE (page);

  self->is_looked_up = strcmp (view->task, "look-up") == 0;
  fo_dossier_set_person (self->dossier, view->person);
}

static void
hear (FoPage *page, const FoDeskReply *reply)
{
  fo_dossier_hear (FO_STOCK_PAGE (page)->dossier, reply);
}

static void
fo_stock_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->press_key = press_key;
  iface->take_scan = take_scan;
  iface->look = look;
  iface->show = show;
  iface->hear = hear;
}

static void
fo_stock_page_dispose (GObject *object)
{
  FoStockPage *self = FO_STOCK_PAGE (object);

  if (self->stack)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->stack)));
  self->box = NULL;
  g_clear_object (&self->shelf);
  g_clear_object (&self->places);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_stock_page_parent_class)->dispose (object);
}

static void
fo_stock_page_class_init (FoStockPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_stock_page_dispose;
  g_type_ensure (FO_TYPE_LOT_STRIP);
  g_type_ensure (FO_TYPE_DOSSIER);
  g_type_ensure (FO_TYPE_FILTER_BAR);
  g_type_ensure (FO_TYPE_MOVES_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/stock/stock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, tables);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, table);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, place_table);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, by_place);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, dossier);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, moves);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, search);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, filters);
  gtk_widget_class_bind_template_child (widget_class, FoStockPage, strip);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, row_opened);
  gtk_widget_class_bind_template_callback (widget_class, place_opened);
  gtk_widget_class_bind_template_callback (widget_class, by_place_toggled);
  gtk_widget_class_bind_template_callback (widget_class, show_shelf);
  gtk_widget_class_install_action (widget_class, "stock.acts", NULL, acts);
  gtk_widget_class_install_action (widget_class, "stock.moves", NULL, moves);
  gtk_widget_class_install_action (widget_class, "stock.trace", NULL, trace);
}

static void
fo_stock_page_init (FoStockPage *self)
{
  static const char *const filters[FO_N_SHELF_FILTERS] = { "page.stock.all", "page.stock.free", "page.stock.quarantine",
                                                           "page.stock.blocked", "page.stock.over" };

  gtk_widget_init_template (GTK_WIDGET (self));
  fo_stock_columns_add (self->table);
  fo_place_columns_add (self->place_table);
  fo_filter_bar_fill (self->filters, filters, FO_N_SHELF_FILTERS);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look_if_stale), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (search_changed), self, G_CONNECT_SWAPPED);
}

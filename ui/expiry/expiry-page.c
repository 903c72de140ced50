/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expiry-page.h"

#include "common/columns.h"
#include "common/request.h"
#include "common/row.h"
#include "common/speech.h"
#include "common/worded.h"
#include "firstout/store/items.h"
#include "firstout/store/lots.h"
#include "firstout/store/places.h"

#include <string.h>

enum { ITEMS_A_PIECE = 200, LOTS_SHOWN = 200, WEEK_BEFORE_KEY = 7, WEEK_AFTER_KEY = 8 };

struct _FoExpiryPage {
  GtkWidget parent_instance;
  GtkWidget *box;
  FoOutlookChart *chart;
  GtkLabel *week, *sum;
  GtkScrolledWindow *scroller;
  GListStore *lots;
  FoStation *station;
  FoOutlook *outlook; /* NULL while a piece of it is read: it is the reader's then */
  gboolean stale, reading;
};

static void fo_expiry_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoExpiryPage, fo_expiry_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_expiry_page_iface_init))

static void read_next (FoExpiryPage *self, FoOutlook *outlook);

/* ---- the lots of a week -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoOutlookLot lot;
  FoDay today;
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX], unit[FO_UNIT_MAX];
  char number[FO_LOT_NUMBER_MAX], place[FO_PLACE_CODE_MAX];
} LotRow;

typedef struct {
  guint n;
  FoOutlookLot lots[LOTS_SHOWN];
} Wish;

static bool
load_names (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  const Wish *wish = input;

  for (guint i = 0; i < wish->n; i++) {
    LotRow row = { .lot = wish->lots[i], .today = fo_store_today (fo_txn_store (txn)) };
    FoItem item;
    FoLot lot;
    FoPlace place;

    if (fo_item_find (txn, row.lot.item_id, &item, error) != FO_FOUND || fo_lot_find (txn, row.lot.lot_id, &lot, error) != FO_FOUND
        || fo_place_find (txn, row.lot.place_id, &place, error) != FO_FOUND)
      return false;
    g_strlcpy (row.item, item.code, sizeof row.item);
    g_strlcpy (row.name, item.name, sizeof row.name);
    g_strlcpy (row.name_de, item.name_de, sizeof row.name_de);
    g_strlcpy (row.name_en, item.name_en, sizeof row.name_en);
    g_strlcpy (row.unit, item.unit, sizeof row.unit);
    g_strlcpy (row.number, lot.number, sizeof row.number);
    g_strlcpy (row.place, place.code, sizeof row.place);
    g_array_append_val (rows, row);
  }
  return true;
}

static void
names_came (const GArray *rows, gpointer owner)
{
  FoExpiryPage *self = owner;

  g_list_store_remove_all (self->lots);
  for (guint i = 0; i < rows->len; i++) {
    g_autoptr (FoRow) row = fo_row_new (&g_array_index (rows, LotRow, i), sizeof (LotRow));
    g_list_store_append (self->lots, row);
  }
}

/* What to sell first: the most at risk, then what ends first. */
static int
by_risk (gconstpointer a, gconstpointer b)
{
  const FoOutlookLot *left = a, *right = b;

  if ((left->risk_u > 0) != (right->risk_u > 0))
    return left->risk_u > 0 ? -1 : 1;
  if (left->ends_on != right->ends_on)
    return left->ends_on < right->ends_on ? -1 : 1;
  return (left->risk_u < right->risk_u) - (left->risk_u > right->risk_u);
}

static void
say_week (FoExpiryPage *self, const FoOutlookWeek *week, guint number)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *title = NULL, *sum = NULL;

  fo_args_set_day (&args, "due_on", week->from);
  fo_args_set_count (&args, "count", week->lots);
  fo_args_set_count (&args, "held", week->held_lots + week->promised_lots);
  fo_args_set_count (&args, "risk", week->risk_lots);
  title = fo_say (number == 0 ? "page.expiry.week-over" : "page.expiry.week", &args);
  sum = fo_say (number == 0 ? "page.expiry.sum-over" : "page.expiry.sum", &args);
  gtk_label_set_text (self->week, title);
  gtk_label_set_text (self->sum, sum);
}

static void
show_week (FoExpiryPage *self)
{
  guint number = fo_outlook_chart_chosen (self->chart);
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (FoOutlookLot));
  g_autofree Wish *wish = g_new0 (Wish, 1);
  const FoRequest request = { load_names, wish, sizeof *wish, sizeof (LotRow), names_came };
  const GArray *lots;

  if (!self->outlook)
    return;
  lots = fo_outlook_lots (self->outlook);
  for (guint i = 0; i < lots->len; i++)
    if (g_array_index (lots, FoOutlookLot, i).week == number)
      g_array_append_val (chosen, g_array_index (lots, FoOutlookLot, i));
  g_array_sort (chosen, by_risk);
  wish->n = MIN (chosen->len, LOTS_SHOWN);
  if (wish->n > 0)
    memcpy (wish->lots, chosen->data, wish->n * sizeof (FoOutlookLot));
  say_week (self, &fo_outlook_weeks (self->outlook)[number], number);
  fo_request (self->station, &request, G_OBJECT (self));
}

/* ---- reading it, piece by piece -------------------------------------------------------------------------------------------------------- */

typedef struct {
  GWeakRef page;
  FoOutlook *outlook;
  bool more, failed;
} Piece;

static FoTxnEnd
read_items (FoTxn *txn, gpointer data, GError **error)
{
  Piece *piece = data;

  return fo_outlook_read (piece->outlook, txn, ITEMS_A_PIECE, &piece->more, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
run_piece (gpointer store, gpointer data)
{
  Piece *piece = data;
  g_autoptr (GError) error = NULL;

  piece->failed = !fo_store_read (store, read_items, piece, &error);
  if (piece->failed)
    g_warning ("outlook: %s", error->message);
}

/* Somebody who opens the page sees the first week in which something ends. */
static void
choose_first (FoExpiryPage *self, const FoOutlookWeek *weeks)
{
  for (guint week = 1; week <= FO_OUTLOOK_WEEKS; week++)
    if (weeks[week].lots > 0) {
      fo_outlook_chart_choose (self->chart, week);
      return;
    }
}

static void
piece_read (gpointer data)
{
  Piece *piece = data;
  g_autoptr (FoExpiryPage) self = g_weak_ref_get (&piece->page);

  if (!self || !self->box)
    return;
  fo_outlook_chart_show (self->chart, fo_outlook_weeks (piece->outlook));
  if (piece->more && !piece->failed) {
    read_next (self, piece->outlook);
    return;
  }
  self->reading = FALSE;
  if (!self->outlook)
    choose_first (self, fo_outlook_weeks (piece->outlook));
  g_clear_pointer (&self->outlook, fo_outlook_unref);
  self->outlook = fo_outlook_ref (piece->outlook);
  show_week (self);
}

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_weak_ref_clear (&piece->page);
  fo_outlook_unref (piece->outlook);
  g_free (piece);
}

static void
read_next (FoExpiryPage *self, FoOutlook *outlook)
{
  Piece *piece = g_new0 (Piece, 1);

  g_weak_ref_init (&piece->page, self);
  piece->outlook = fo_outlook_ref (outlook);
  fo_station_read (self->station, run_piece, piece_read, piece, piece_free);
}

typedef struct {
  FoDay today;
} Today;

static bool
load_today (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  Today today = { fo_store_today (fo_txn_store (txn)) };

  (void) input, (void) error;
  g_array_append_val (rows, today);
  return true;
}

static void
today_came (const GArray *rows, gpointer owner)
{
  g_autoptr (FoOutlook) outlook = fo_outlook_new (g_array_index (rows, Today, 0).today);

  read_next (owner, outlook);
}

static void
look (FoExpiryPage *self)
{
  const FoRequest request = { load_today, "", 1, sizeof (Today), today_came };

  if (!self->stale || self->reading || !self->station || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  self->reading = TRUE;
  fo_request (self->station, &request, G_OBJECT (self));
}

/* ---- cells -------------------------------------------------------------------------------------------------------------------------- */

static void
show_name (GtkLabel *label, gconstpointer value)
{
  const LotRow *row = value;
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b>\n<small>%s</small>",
                                                     fo_speech_choose (row->name, row->name_de, row->name_en), row->item);

  gtk_label_set_markup (label, markup);
}

static void
show_lot (GtkLabel *label, gconstpointer value)
{
  gtk_widget_add_css_class (GTK_WIDGET (label), "mono");
  gtk_label_set_text (label, ((const LotRow *) value)->number);
}

static void
show_day (GtkLabel *label, gconstpointer value)
{
  g_autofree char *day = fo_words_day (fo_speech_language (), ((const LotRow *) value)->lot.ends_on);

  gtk_label_set_text (label, day);
}

static void
show_place (GtkLabel *label, gconstpointer value)
{
  gtk_widget_add_css_class (GTK_WIDGET (label), "strong");
  gtk_label_set_text (label, ((const LotRow *) value)->place);
}

static void
set_quantity (GtkLabel *label, const LotRow *row, FoQuantity quantity_u)
{
  g_autofree char *number = fo_words_quantity (fo_speech_language (), quantity_u);
  g_autofree char *text = quantity_u ? g_strdup_printf ("%s %s", number, row->unit) : g_strdup ("");

  gtk_label_set_text (label, text);
}

static void
show_on_hand (GtkLabel *label, gconstpointer value)
{
  set_quantity (label, value, ((const LotRow *) value)->lot.on_hand_u);
}

static void
show_taken (GtkLabel *label, gconstpointer value)
{
  const LotRow *row = value;

  set_quantity (label, row, row->lot.held_u + row->lot.promised_u);
}

static void
show_risk (GtkLabel *label, gconstpointer value)
{
  const LotRow *row = value;

  if (row->lot.risk_u > 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "bad");
  set_quantity (label, row, row->lot.risk_u);
}

/* ---- as a page ------------------------------------------------------------------------------------------------------------------------ */

FoOutlookChart *
fo_expiry_page_chart (FoExpiryPage *self)
{
  return self->chart;
}

static void
open (FoPage *page, FoStation *station)
{
  FoExpiryPage *self = FO_EXPIRY_PAGE (page);

  g_set_object (&self->station, station);
  self->stale = TRUE;
  look (self);
}

static void
refresh (FoPage *page, guint topics)
{
  FoExpiryPage *self = FO_EXPIRY_PAGE (page);

  if (!(topics & (FO_TOPIC_STOCK | FO_TOPIC_ORDERS | FO_TOPIC_ITEMS)))
    return;
  self->stale = TRUE;
  look (self);
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoExpiryPage *self = FO_EXPIRY_PAGE (page);
  guint chosen = fo_outlook_chart_chosen (self->chart);

  if (f_key != WEEK_BEFORE_KEY && f_key != WEEK_AFTER_KEY)
    return FALSE;
  fo_outlook_chart_choose (self->chart, f_key == WEEK_AFTER_KEY ? chosen + 1 : chosen ? chosen - 1 : 0);
  return TRUE;
}

static void
fo_expiry_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->press_key = press_key;
}

static void
fo_expiry_page_dispose (GObject *object)
{
  FoExpiryPage *self = FO_EXPIRY_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->outlook, fo_outlook_unref);
  g_clear_object (&self->lots);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_expiry_page_parent_class)->dispose (object);
}

static void
fo_expiry_page_class_init (FoExpiryPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_expiry_page_dispose;
  g_type_ensure (FO_TYPE_OUTLOOK_CHART);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/expiry/expiry-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoExpiryPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoExpiryPage, chart);
  gtk_widget_class_bind_template_child (widget_class, FoExpiryPage, week);
  gtk_widget_class_bind_template_child (widget_class, FoExpiryPage, sum);
  gtk_widget_class_bind_template_child (widget_class, FoExpiryPage, scroller);
  gtk_widget_class_bind_template_callback (widget_class, show_week);
}

static void
fo_expiry_page_init (FoExpiryPage *self)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  g_autoptr (GtkNoSelection) rows = NULL;

  self->lots = g_list_store_new (FO_TYPE_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  rows = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lots)));
  gtk_column_view_set_model (table, GTK_SELECTION_MODEL (rows));
  gtk_widget_add_css_class (GTK_WIDGET (table), "table");
  fo_column_add (table, "page.stock.name", 0, FALSE, show_name);
  fo_column_add (table, "page.stock.lot", 118, FALSE, show_lot);
  fo_column_add (table, "page.stock.expiry", 136, FALSE, show_day);
  fo_column_add (table, "page.stock.place", 84, FALSE, show_place);
  fo_column_add (table, "page.stock.on-hand", 88, TRUE, show_on_hand);
  fo_column_add (table, "page.expiry.taken", 110, TRUE, show_taken);
  fo_column_add (table, "page.expiry.risk", 110, TRUE, show_risk);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (table));
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (show_week), self, G_CONNECT_SWAPPED);
}

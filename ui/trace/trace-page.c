/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace-page.h"

#include "common/closures.h"
#include "common/request.h"
#include "common/speech.h"
#include "common/worded.h"
#include "firstout/core/code.h"
#include "firstout/store/genealogy.h"
#include "firstout/work/lineage.h"
#include "trace-view.h"

#include <string.h>

struct _FoTracePage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkEditable *search;
  GtkStack *stack;
  GtkLabel *unknown;
  GtkScrolledWindow *scroll;
  FoTraceView *view;
  FoStation *station;
  char *name; /* what is looked for; NULL: nothing yet */
  FoId lot;   /* what is shown, or looked for when it was pressed in the picture */
  guint to_middle;
};

static void fo_trace_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoTracePage, fo_trace_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_trace_page_iface_init))

/* ---- on the reader's thread ---------------------------------------------------------------------------------------- */

/* A scan, or text; with a lot neither. */
typedef struct {
  FoId lot;
  gboolean training;
  FoScan scan;
} Asked;

/* A node or an edge: what a list of rows can carry. */
typedef struct {
  gboolean is_edge;
  FoLineageNode node;
  FoLineageEdge edge;
} TraceRow;

static bool
find_of_item (FoTxn *txn, FoId item, const char *number, FoId *ret_lot, GError **error)
{
  FoLot lot;
  FoFound found = fo_lot_find_by_number (txn, item, number, &lot, error);

  if (found == FO_ABSENT)
    found = fo_lot_find_by_alias (txn, item, number, &lot, error);
  if (found == FO_FOUND)
    *ret_lot = lot.id;
  return found != FO_FAILED;
}

/* "ITEM/LOT": either may have a "/" of its own. */
static bool
find_split (FoTxn *txn, const char *text, FoId *ret_lot, GError **error)
{
  for (const char *slash = strchr (text, '/'); slash && !*ret_lot; slash = strchr (slash + 1, '/')) {
    g_autofree char *code = g_strndup (text, (gsize) (slash - text));
    FoItem item;
    FoFound found = fo_item_find_by_code (txn, code, &item, error);

    if (found == FO_FAILED || (found == FO_FOUND && !find_of_item (txn, item.id, slash + 1, ret_lot, error)))
      return false;
  }
  return true;
}

static bool
find_numbered (FoTxn *txn, const char *text, FoId *ret_lot, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!*text || !fo_lots_numbered (txn, text, lots, error) || (!lots->len && !fo_lots_aliased (txn, text, lots, error)))
    return !*text;
  if (lots->len)
    *ret_lot = g_array_index (lots, FoLot, 0).id;
  return true;
}

/* Our own label, or the maker's with its lot. */
static bool
find_of_code (FoTxn *txn, const FoCode *code, FoId *ret_lot, GError **error)
{
  char gtin[FO_GTIN_MAX], number[FO_GS1_LOT_MAX];
  FoQuantity pack_u;
  FoItem item;
  FoFound found = FO_ABSENT;

  if (fo_code_may_be (code, FO_CODE_LOT)) {
    found = fo_item_find_by_code (txn, code->name, &item, error);
    return found == FO_FOUND ? find_of_item (txn, item.id, code->lot, ret_lot, error) : found == FO_ABSENT;
  }
  if (!fo_code_may_be (code, FO_CODE_GS1) || !fo_gs1_gtin (&code->gs1, gtin) || !fo_gs1_lot (&code->gs1, number))
    return true;
  found = fo_item_find_by_barcode (txn, gtin, &item, &pack_u, error);
  return found == FO_FOUND ? find_of_item (txn, item.id, number, ret_lot, error) : found == FO_ABSENT;
}

static bool
find_lot (FoTxn *txn, const Asked *asked, FoId *ret_lot, GError **error)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  FoVerdict verdict;

  *ret_lot = asked->lot;
  if (*ret_lot)
    return true;
  verdict = fo_code_read (code, &asked->scan, fo_store_today (fo_txn_store (txn)), asked->training);
  if (verdict == FO_OK && !find_of_code (txn, code, ret_lot, error))
    return false;
  return *ret_lot || !code->text[0]
         || (find_split (txn, code->text, ret_lot, error) && (*ret_lot || find_numbered (txn, code->text, ret_lot, error)));
}

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  g_auto (FoLineage) lineage = { 0 };
  FoId lot;

  if (!find_lot (txn, input, &lot, error))
    return false;
  if (!lot)
    return true;
  if (fo_lineage_read (txn, lot, &lineage, error) != FO_FOUND)
    return false;
  for (guint i = 0; i < lineage.nodes->len; i++) {
    const TraceRow row = { .node = g_array_index (lineage.nodes, FoLineageNode, i) };
    g_array_append_val (rows, row);
  }
  for (guint i = 0; i < lineage.edges->len; i++) {
    const TraceRow row = { .is_edge = TRUE, .edge = g_array_index (lineage.edges, FoLineageEdge, i) };
    g_array_append_val (rows, row);
  }
  return true;
}

/* ---- showing ------------------------------------------------------------------------------------------------------- */

static gboolean
scroll_to_middle (gpointer data)
{
  FoTracePage *self = data;
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (self->scroll), *down = gtk_scrolled_window_get_vadjustment (self->scroll);
  float x, y;

  self->to_middle = 0;
  fo_trace_view_middle (self->view, &x, &y);
  gtk_adjustment_set_value (across, x - gtk_adjustment_get_page_size (across) / 2);
  gtk_adjustment_set_value (down, y - gtk_adjustment_get_page_size (down) / 2);
  return G_SOURCE_REMOVE;
}

static void
show_unknown (FoTracePage *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_text (&args, "lot", self->name);
  text = fo_words_verdict_title (fo_speech_language (), FO_LOT_UNKNOWN, &args);
  gtk_label_set_text (self->unknown, text);
  gtk_stack_set_visible_child_name (self->stack, "unknown");
}

static void
came (const GArray *rows, gpointer owner)
{
  FoTracePage *self = owner;
  FoLineage lineage = { g_array_new (FALSE, FALSE, sizeof (FoLineageNode)), g_array_new (FALSE, FALSE, sizeof (FoLineageEdge)), 0 };

  if (!self->box) {
    fo_lineage_clear (&lineage);
    return;
  }
  for (guint i = 0; i < rows->len; i++) {
    const TraceRow *row = &g_array_index (rows, TraceRow, i);

    if (row->is_edge)
      g_array_append_val (lineage.edges, row->edge);
    else
      g_array_append_val (lineage.nodes, row->node);
    if (!row->is_edge)
      lineage.n_columns = MAX (lineage.n_columns, row->node.column + 1);
    if (!row->is_edge && row->node.subject)
      self->lot = row->node.id;
  }
  if (!rows->len) {
    fo_lineage_clear (&lineage);
    self->lot = 0;
    show_unknown (self);
    return;
  }
  fo_trace_view_show (self->view, &lineage);
  gtk_stack_set_visible_child_name (self->stack, "picture");
  if (!self->to_middle)
    self->to_middle = g_idle_add_full (G_PRIORITY_LOW, scroll_to_middle, self, NULL); /* when its size is known */
}

static void
ask (FoTracePage *self, const Asked *asked)
{
  const FoRequest request = { load, asked, sizeof *asked, sizeof (TraceRow), came };

  if (self->station)
    fo_request (self->station, &request, G_OBJECT (self));
}

void
fo_trace_page_look (FoTracePage *self, const char *name)
{
  g_autofree Asked *asked = g_new0 (Asked, 1);

  g_free (self->name);
  self->name = g_strdup (name);
  asked->training = self->station && fo_station_is_training (self->station);
  if (*name && fo_scan_init (&asked->scan, name, strlen (name), FO_SYMBOLOGY_TYPED, "", 0))
    ask (self, asked);
}

static void
asked (FoTracePage *self)
{
  fo_trace_page_look (self, gtk_editable_get_text (self->search));
}

static void
lot_chosen (FoTracePage *self, gint64 lot)
{
  const Asked asked = { .lot = lot };

  ask (self, &asked);
}

/* ---- as a page ----------------------------------------------------------------------------------------------------- */

static void
open (FoPage *page, FoStation *station)
{
  g_set_object (&FO_TRACE_PAGE (page)->station, station);
}

static void
refresh (FoPage *page, guint topics)
{
  FoTracePage *self = FO_TRACE_PAGE (page);

  if (topics & FO_TOPIC_STOCK && self->lot && gtk_widget_get_mapped (GTK_WIDGET (self)))
    lot_chosen (self, self->lot);
}

/* A command is not a lot. */
static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  FoTracePage *self = FO_TRACE_PAGE (page);
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  g_autofree Asked *asked = g_new0 (Asked, 1);

  fo_code_read (code, scan, FO_DAY_NONE, TRUE);
  if (fo_code_may_be (code, FO_CODE_COMMAND) || fo_code_may_be (code, FO_CODE_BADGE))
    return FALSE;
  g_free (self->name);
  self->name = g_strdup (code->text);
  asked->training = self->station && fo_station_is_training (self->station);
  asked->scan = *scan;
  ask (self, asked);
  return TRUE;
}

static void
fo_trace_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->take_scan = take_scan;
}

/* ---- life ---------------------------------------------------------------------------------------------------------- */

static void
fo_trace_page_dispose (GObject *object)
{
  FoTracePage *self = FO_TRACE_PAGE (object);

  g_clear_handle_id (&self->to_middle, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (fo_trace_page_parent_class)->dispose (object);
}

static void
fo_trace_page_class_init (FoTracePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (FO_TYPE_TRACE_VIEW);
  G_OBJECT_CLASS (class)->dispose = fo_trace_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/trace/trace-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, box);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, search);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, unknown);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, scroll);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, view);
  gtk_widget_class_bind_template_callback (widget_class, asked);
}

static void
fo_trace_page_init (FoTracePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "chosen", G_CALLBACK (lot_chosen), self);
}

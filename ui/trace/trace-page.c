/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace-page.h"

#include "common/lot-finder.h"
#include "common/request.h"
#include "common/speech.h"
#include "common/worded.h"
#include "firstout/core/code.h"
#include "firstout/work/lineage.h"
#include "stock/lot-dossier.h"
#include "trace-view.h"

enum { ACTS_KEY = 5 };

struct _FoTracePage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkEditable *search;
  GtkStack *stack;
  GtkLabel *unknown;
  GtkScrolledWindow *scroll;
  FoTraceView *view;
  FoDossier *dossier;
  GtkWidget *acts_button;
  FoStation *station;
  char *name; /* what is looked for; NULL: nothing yet */
  FoId lot;   /* what is shown, or looked for when it was pressed in the picture */
  guint to_middle;
  gboolean is_anew; /* another lot was asked for */
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
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  g_auto (FoLineage) lineage = { 0 };
  const Asked *asked = input;
  FoId lot = asked->lot;

  if (!lot && !fo_lot_of_scan (txn, &asked->scan, asked->training, &lot, error))
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

/* ---- what may be done with it ----------------------------------------------------------------------------------------- */

static gboolean
shows_dossier (FoTracePage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "dossier") == 0;
}

static void
open_dossier (FoTracePage *self)
{
  char id[FO_ID_TEXT_MAX];
  g_autofree char *name = g_strconcat ("#", fo_id_print (self->lot, id), NULL);

  if (!self->lot || shows_dossier (self))
    return;
  fo_dossier_look (self->dossier, self->station, &fo_lot_dossier_kind, name);
  gtk_stack_set_visible_child_name (self->stack, "dossier");
}

static void
show_picture (FoTracePage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "picture");
}

/* ---- what came --------------------------------------------------------------------------------------------------------- */

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
    gtk_widget_set_sensitive (self->acts_button, FALSE);
    show_unknown (self);
    return;
  }
  fo_trace_view_show (self->view, &lineage);
  if (!shows_dossier (self) || self->is_anew)
    show_picture (self);
  self->is_anew = FALSE;
  gtk_widget_set_sensitive (self->acts_button, TRUE);
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
  self->is_anew = TRUE;
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

  if (!(topics & FO_TOPIC_STOCK) || !self->lot || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  lot_chosen (self, self->lot);
  if (shows_dossier (self))
    fo_dossier_again (self->dossier);
}

/* A command is not a lot. */
static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  FoTracePage *self = FO_TRACE_PAGE (page);
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  g_autofree Asked *asked = g_new0 (Asked, 1);

  if (shows_dossier (self) && fo_dossier_take_scan (self->dossier, scan))
    return TRUE;
  fo_code_read (code, scan, 0, TRUE);
  if (fo_code_may_be (code, FO_CODE_COMMAND) && g_strcmp0 (code->name, "lot-acts") == 0 && self->lot) {
    open_dossier (self);
    return TRUE;
  }
  if (fo_code_may_be (code, FO_CODE_COMMAND) || fo_code_may_be (code, FO_CODE_BADGE))
    return FALSE;
  g_free (self->name);
  self->name = g_strdup (code->text);
  self->is_anew = TRUE;
  asked->training = self->station && fo_station_is_training (self->station);
  asked->scan = *scan;
  ask (self, asked);
  return TRUE;
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoTracePage *self = FO_TRACE_PAGE (page);

  if (shows_dossier (self))
    return fo_dossier_press_key (self->dossier, f_key);
  if (f_key == ACTS_KEY)
    open_dossier (self);
  return f_key == ACTS_KEY;
}

static void
look (FoPage *page, const char *what)
{
  fo_trace_page_look (FO_TRACE_PAGE (page), what);
}

static void
show (FoPage *page, const FoView *view)
{
  fo_dossier_set_person (FO_TRACE_PAGE (page)->dossier, view->person);
}

static void
hear (FoPage *page, const FoDeskReply *reply)
{
  fo_dossier_hear (FO_TRACE_PAGE (page)->dossier, reply);
}

static void
fo_trace_page_iface_init (FoPageInterface *iface)
{
  iface->press_key = press_key;
  iface->look = look;
  iface->show = show;
  iface->hear = hear;
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
  g_type_ensure (FO_TYPE_DOSSIER);
  G_OBJECT_CLASS (class)->dispose = fo_trace_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/trace/trace-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, box);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, search);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, unknown);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, scroll);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, view);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, dossier);
  gtk_widget_class_bind_template_child (widget_class, FoTracePage, acts_button);
  gtk_widget_class_bind_template_callback (widget_class, asked);
  gtk_widget_class_bind_template_callback (widget_class, open_dossier);
  gtk_widget_class_bind_template_callback (widget_class, show_picture);
}

static void
fo_trace_page_init (FoTracePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "chosen", G_CALLBACK (lot_chosen), self);
}

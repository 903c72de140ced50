/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal-page.h"

#include "common/long-list.h"
#include "common/request.h"
#include "common/speech.h"
#include "common/worded.h"
#include "deal-rows.h"
#include "firstout/core/code.h"
#include "firstout/store/item-names.h"
#include "firstout/store/orders.h"
#include "firstout/work/deliver.h"
#include "order-dossier.h"
#include "owed.h"
#include "paper-opener.h"

#include <string.h>

enum { ACTS_KEY = 5 };

struct _FoDealPage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *left; /* makes room for the dossier */
  GtkEditable *search;
  GtkListView *list;
  GtkStack *stack;
  GtkLabel *title, *subtitle;
  GtkBox *lines, *events;
  GtkWidget *acts; /* opens the dossier */
  FoDossier *dossier;
  FoLongList *orders;
  GtkSingleSelection *selection;
  FoStation *station;
  char order[FO_NUMBER_MAX]; /* of those that are shown, the one that is acted on; "" none */
  gboolean was_barred; /* a paper that was asked for: said until something else is looked at */
  char *number; /* what is shown or looked for; NULL: nothing */
  gboolean stale;
};

static void fo_deal_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoDealPage, fo_deal_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_deal_page_iface_init))

/* ---- on the reader's thread ---------------------------------------------------------------------------------------- */

typedef struct {
  char number[FO_NUMBER_MAX];
} Asked;

typedef enum { ROW_HEAD, ROW_ORDER, ROW_OWED, ROW_LINE, ROW_EVENT, ROW_COULD, ROW_STEP } RowKind;

/* What a list of rows can carry. */
typedef struct {
  RowKind kind;
  FoDay today;
  char deal[FO_NUMBER_MAX], customer[FO_PARTNER_MAX];
  FoOrder order;
  FoThreadLine line;
  FoThreadEvent event;
  FoOwed owed;
  /* by when so much of an item could leave, and each of its days */
  FoItem item;
  FoQuantity asked_u;
  FoCould could; /* ROW_COULD: of its day alone */
} DealRow;

static bool
add_owed (FoTxn *txn, const FoThread *thread, GArray *rows, GError **error)
{
  g_autoptr (GArray) owed = g_array_new (FALSE, FALSE, sizeof (FoOwed));
  DealRow row = { .kind = ROW_OWED };

  if (!fo_owed_load (txn, thread->deal, thread->orders, owed, error))
    return false;
  for (guint i = 0; i < owed->len; i++) {
    row.owed = g_array_index (owed, FoOwed, i);
    g_array_append_val (rows, row);
  }
  return true;
}

static bool
add_rows (FoTxn *txn, const FoThread *thread, GArray *rows, GError **error)
{
  DealRow row = { .kind = ROW_HEAD, .today = fo_store_today (fo_txn_store (txn)) };

  g_strlcpy (row.deal, thread->deal, sizeof row.deal);
  g_strlcpy (row.customer, thread->customer, sizeof row.customer);
  g_array_append_val (rows, row);
  row.kind = ROW_ORDER;
  for (guint i = 0; i < thread->orders->len; i++) {
    row.order = g_array_index (thread->orders, FoOrder, i);
    g_array_append_val (rows, row);
  }
  if (!add_owed (txn, thread, rows, error))
    return false;
  row.kind = ROW_LINE;
  for (guint i = 0; i < thread->lines->len; i++) {
    row.line = g_array_index (thread->lines, FoThreadLine, i);
    g_array_append_val (rows, row);
  }
  row.kind = ROW_EVENT;
  for (guint i = thread->events->len; i > 0; i--) {
    row.event = g_array_index (thread->events, FoThreadEvent, i - 1);
    g_array_append_val (rows, row);
  }
  return true;
}

/* "PUMP-50 20": an item's code and how many. */
static bool
load_could (FoTxn *txn, const char *asked, GArray *rows, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoCould));
  const char *space = strrchr (asked, ' ');
  g_autofree char *code = space ? g_strndup (asked, (gsize) (space - asked)) : NULL;
  DealRow row = { .kind = ROW_COULD };
  FoVerdict verdict;
  FoFound found;

  if (!code || fo_quantity_parse (space + 1, &row.asked_u) != FO_OK || row.asked_u <= 0)
    return true;
  found = fo_item_find_meant (txn, g_strstrip (code), &row.item, &verdict, error);
  if (found != FO_FOUND)
    return found != FO_FAILED;
  if (!fo_could_deliver (txn, &row.item, 0, steps, error))
    return false;
  row.could.day = fo_could_deliver_on (steps, row.asked_u);
  g_array_append_val (rows, row);
  row.kind = ROW_STEP;
  for (guint i = 0; i < steps->len; i++) {
    row.could = g_array_index (steps, FoCould, i);
    g_array_append_val (rows, row);
  }
  return true;
}

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  const Asked *asked = input;
  g_auto (FoThread) thread = { .orders = NULL };
  FoVerdict verdict;

  fo_thread_init (&thread);
  if (!fo_thread_read (txn, asked->number, &thread, &verdict, error))
    return false;
  return verdict == FO_OK ? add_rows (txn, &thread, rows, error) : load_could (txn, asked->number, rows, error);
}

static bool
load_orders (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  return fo_orders_open (txn, wish->after, wish->limit, rows, error);
}

static const FoLongListKind orders_kind = { sizeof (FoOrder), load_orders };

/* ---- showing ------------------------------------------------------------------------------------------------------- */

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
}

static void
show_head (FoDealPage *self, const DealRow *row)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *title = NULL;

  fo_args_set_text (&args, "deal", row->deal[0] ? row->deal : self->number);
  if (row->customer[0])
    fo_args_set_text (&args, "customer", row->customer);
  title = fo_say ("page.deal.title", &args);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, "");
}

/* "214: awaits goods, due on 25.11.2026 · 215: shipped" */
static void
add_order (FoDealPage *self, const FoOrder *order)
{
  g_autofree char *id = g_strconcat ("page.deal.state.", fo_order_state_name (order->state), NULL), *state = fo_say (id, NULL);
  const char *before = gtk_label_get_text (self->subtitle);
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL, *all = NULL;

  fo_args_set_text (&args, "order", order->number);
  fo_args_set_text (&args, "state", state);
  if (order->due_on != FO_DAY_NONE)
    fo_args_set_day (&args, "day", order->due_on);
  text = fo_say (order->gate == FO_GATE_CLOSED ? "page.deal.order-closed" : "page.deal.order", &args);
  all = *before ? g_strconcat (before, " · ", text, NULL) : g_strdup (text);
  gtk_label_set_text (self->subtitle, all);
  if (!self->order[0] || strcmp (order->number, self->number) == 0)
    g_strlcpy (self->order, order->number, sizeof self->order);
}

/* "Pump: 20 could leave on 25.11.2026", and below it each day on which it becomes more. */
static void
show_could (FoDealPage *self, const DealRow *row)
{
  const char *name = fo_speech_choose (row->item.name, row->item.name_de, row->item.name_en);
  g_autofree char *text = fo_deal_could_text (name, row->item.unit, row->asked_u, row->could.day);

  gtk_label_set_text (self->title, text);
  gtk_label_set_text (self->subtitle, row->item.code);
}

static gboolean
is_acting (FoDealPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "dossier") == 0;
}

static void
thread_came (const GArray *rows, gpointer data)
{
  FoDealPage *self = data;

  if (!self->box)
    return;
  if (!is_acting (self))
    gtk_stack_set_visible_child_name (self->stack, rows->len ? "deal" : "unknown");
  clear (self->lines);
  clear (self->events);
  self->order[0] = '\0';
  for (guint i = 0; i < rows->len; i++) {
    const DealRow *row = &g_array_index (rows, DealRow, i);

    switch (row->kind) {
    case ROW_HEAD:
      show_head (self, row);
      break;
    case ROW_ORDER:
      add_order (self, &row->order);
      break;
    case ROW_OWED:
      gtk_box_append (self->lines, fo_owed_new (&row->owed));
      break;
    case ROW_LINE:
      gtk_box_append (self->lines, fo_deal_line_new (&row->line, row->today));
      break;
    case ROW_EVENT:
      gtk_box_append (self->events, fo_deal_event_new (&row->event));
      break;
    case ROW_COULD:
      show_could (self, row);
      break;
    case ROW_STEP:
      gtk_box_append (self->lines, fo_deal_could_new (&row->could, row->item.unit));
      break;
    }
  }
  gtk_widget_set_visible (self->acts, self->order[0] != '\0');
  if (self->was_barred) {
    g_autofree char *text = fo_say ("page.deal.paper-barred", NULL);
    gtk_label_set_text (self->subtitle, text);
  }
}

static void
look_again (FoDealPage *self)
{
  Asked asked = { "" };
  const FoRequest request = { load, &asked, sizeof asked, sizeof (DealRow), thread_came };

  if (!self->station || !self->number || !*self->number)
    return;
  g_strlcpy (asked.number, self->number, sizeof asked.number);
  fo_request (self->station, &request, G_OBJECT (self));
}

static void
show_dossier (FoDealPage *self, gboolean shows)
{
  gtk_stack_set_visible_child_name (self->stack, shows ? "dossier" : "deal");
  gtk_widget_set_visible (self->left, !shows);
}

void
fo_deal_page_look (FoDealPage *self, const char *number)
{
  g_free (self->number);
  self->number = g_strstrip (g_strdup (number));
  self->was_barred = FALSE;
  if (is_acting (self))
    show_dossier (self, FALSE);
  look_again (self);
}

/* ---- what may be done ---------------------------------------------------------------------------------------------- */

static void
acts_clicked (FoDealPage *self)
{
  if (!self->order[0])
    return;
  fo_dossier_look (self->dossier, self->station, &fo_order_dossier_kind, self->order);
  show_dossier (self, TRUE);
}

static void
dossier_left (FoDealPage *self)
{
  show_dossier (self, FALSE);
}

static void
paper_opened (gboolean opened, gpointer page)
{
  FoDealPage *self = page;

  self->was_barred = !opened;
  if (self->box)
    look_again (self);
}

static void
open_paper (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void) name;
  fo_paper_open (FO_DEAL_PAGE (widget)->station, widget, g_variant_get_string (parameter, NULL), paper_opened);
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoDealPage *self = FO_DEAL_PAGE (page);

  if (is_acting (self))
    return fo_dossier_press_key (self->dossier, f_key);
  if (f_key == ACTS_KEY)
    acts_clicked (self);
  return f_key == ACTS_KEY;
}

static void
show_view (FoPage *page, const FoView *view)
{
  fo_dossier_set_person (FO_DEAL_PAGE (page)->dossier, view->person);
}

static void
hear (FoPage *page, const FoDeskReply *reply)
{
  fo_dossier_hear (FO_DEAL_PAGE (page)->dossier, reply);
}

/* ---- choosing ------------------------------------------------------------------------------------------------------ */

static void
setup_card (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  (void) factory;
  gtk_widget_add_css_class (box, "line-card");
  for (int i = 0; i < 2; i++) {
    GtkWidget *label = gtk_label_new (NULL);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class (label, i == 0 ? "name" : "where");
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_list_item_set_child (item, box);
}

static void
bind_card (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const FoOrder *order = fo_row_value (gtk_list_item_get_item (item));
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *head = order->deal[0] ? g_strdup_printf ("%s · %s", order->deal, order->number) : g_strdup (order->number);

  (void) factory;
  gtk_label_set_text (GTK_LABEL (name), order->id ? head : "…");
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)), order->customer);
}

static void
order_chosen (FoDealPage *self)
{
  FoRow *row = gtk_single_selection_get_selected_item (self->selection);
  const FoOrder *order = row ? fo_row_value (row) : NULL;

  if (order && order->id && g_strcmp0 (self->number, order->number) != 0)
    fo_deal_page_look (self, order->number);
}

static void
search_done (FoDealPage *self)
{
  const char *text = gtk_editable_get_text (self->search);

  if (*text)
    fo_deal_page_look (self, text);
}

static void
look_at (FoPage *page, const char *what)
{
  fo_deal_page_look (FO_DEAL_PAGE (page), what);
}

/* The paper of an order, ours or the one that the sales system prints; every other scan is the desk's. */
static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  FoDealPage *self = FO_DEAL_PAGE (page);
  g_autofree FoCode *code = g_new0 (FoCode, 1);

  if (is_acting (self) && fo_dossier_take_scan (self->dossier, scan))
    return TRUE;
  /* What an order's code says does not depend on the day. */
  if (!self->station || fo_code_read (code, scan, 0, fo_station_is_training (self->station)) != FO_OK
      || code->kind != FO_CODE_ORDER)
    return FALSE;
  gtk_editable_set_text (self->search, code->name);
  fo_deal_page_look (self, code->name);
  return TRUE;
}

/* ---- the page ------------------------------------------------------------------------------------------------------ */

static void
look_if_stale (FoDealPage *self)
{
  if (!self->stale || !self->orders || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  fo_long_list_again (self->orders, FALSE);
  look_again (self);
  if (is_acting (self))
    fo_dossier_again (self->dossier);
}

static void
look (FoDealPage *self)
{
  self->stale = TRUE;
  look_if_stale (self);
}

static void
refresh (FoPage *page, guint topics)
{
  (void) topics;
  look (FO_DEAL_PAGE (page));
}

static void
open (FoPage *page, FoStation *station)
{
  FoDealPage *self = FO_DEAL_PAGE (page);

  g_set_object (&self->station, station);
  g_clear_object (&self->orders);
  self->orders = fo_long_list_new (station, &orders_kind);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->orders));
  look (self);
}

static void
fo_deal_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->refresh = refresh;
  iface->take_scan = take_scan;
  iface->look = look_at;
  iface->press_key = press_key;
  iface->show = show_view;
  iface->hear = hear;
}

static void
fo_deal_page_dispose (GObject *object)
{
  FoDealPage *self = FO_DEAL_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->orders);
  g_clear_object (&self->station);
  g_clear_pointer (&self->number, g_free);
  G_OBJECT_CLASS (fo_deal_page_parent_class)->dispose (object);
}

static void
fo_deal_page_class_init (FoDealPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_deal_page_dispose;
  g_type_ensure (FO_TYPE_DOSSIER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/deal/deal-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, search);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, lines);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, events);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, left);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, acts);
  gtk_widget_class_bind_template_child (widget_class, FoDealPage, dossier);
  gtk_widget_class_bind_template_callback (widget_class, acts_clicked);
  gtk_widget_class_bind_template_callback (widget_class, dossier_left);
  gtk_widget_class_install_action (widget_class, "paper.open", "s", open_paper);
  gtk_widget_class_bind_template_callback (widget_class, setup_card);
  gtk_widget_class_bind_template_callback (widget_class, bind_card);
  gtk_widget_class_bind_template_callback (widget_class, search_done);
}

static void
fo_deal_page_init (FoDealPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (order_chosen), self, G_CONNECT_SWAPPED);
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (look_if_stale), NULL);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pack-page.h"

#include "common/request.h"
#include "firstout/work/documents.h"
#include "pack-card.h"
#include "picked-orders.h"

struct _FoPackPage {
  FoTaskPage parent_instance;
  FoStation *station;
  FoPackCard *card;
  char order[FO_NUMBER_MAX]; /* "": none is open */
  char chosen[FO_SSCC_MAX];
};

static FoPageInterface *parent_page;
static void fo_pack_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoPackPage, fo_pack_page, FO_TYPE_TASK_PAGE,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_pack_page_iface_init))

/* ---- what is asked of the reader --------------------------------------------------------------------------------------------- */

static bool
add_contents (FoTxn *txn, const FoOrder *order, const GArray *cartons, GArray *rows, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));

  if (!fo_carton_lines_of_order (txn, order->id, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    const FoCartonLine *line = &g_array_index (lines, FoCartonLine, i);
    FoPackRow row = { .kind = FO_PACK_ROW_CONTENT, .quantity_u = line->quantity_u };
    FoItem item;

    for (guint k = 0; k < cartons->len; k++)
      if (g_array_index (cartons, FoCarton, k).id == line->carton_id)
        row.carton = g_array_index (cartons, FoCarton, k);
    if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
      return false;
    g_strlcpy (row.name, item.name, sizeof row.name);
    g_strlcpy (row.name_de, item.name_de, sizeof row.name_de);
    g_strlcpy (row.name_en, item.name_en, sizeof row.name_en);
    g_strlcpy (row.unit, item.unit, sizeof row.unit);
    g_strlcpy (row.lot, line->lot, sizeof row.lot);
    g_array_append_val (rows, row);
  }
  return true;
}

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));
  FoPackRow papers = { .kind = FO_PACK_ROW_PAPERS };
  FoDocumentCount count;
  FoOrder order;
  FoFound found = fo_order_find_by_number (txn, input, &order, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (!fo_cartons_of_order (txn, order.id, cartons, error) || !fo_documents_count (txn, &order, &count, error))
    return false;
  for (guint i = 0; i < cartons->len; i++) {
    const FoPackRow row = { .kind = FO_PACK_ROW_CARTON, .carton = g_array_index (cartons, FoCarton, i) };
    g_array_append_val (rows, row);
  }
  papers.all = count.all;
  papers.ready = count.ready;
  g_array_append_val (rows, papers);
  return add_contents (txn, &order, cartons, rows, error);
}

static void
came (const GArray *rows, gpointer owner)
{
  FoPackPage *self = owner;

  if (self->card)
    fo_pack_card_show (self->card, rows, self->chosen);
}

static void
look (FoPackPage *self)
{
  const FoRequest request = { load, self->order, sizeof self->order, sizeof (FoPackRow), came };

  gtk_widget_set_visible (GTK_WIDGET (self->card), self->order[0] != '\0');
  if (self->station && self->order[0])
    fo_request (self->station, &request, G_OBJECT (self));
}

/* ---- the page ---------------------------------------------------------------------------------------------------------------- */

static void
open (FoPage *page, FoStation *station)
{
  FoPackPage *self = FO_PACK_PAGE (page);

  g_set_object (&self->station, station);
  parent_page->open (page, station);
  look (self);
}

static void
show (FoPage *page, const FoView *view)
{
  FoPackPage *self = FO_PACK_PAGE (page);
  const FoArg *carton = fo_args_get (&view->instruction, "carton");

  parent_page->show (page, view);
  g_strlcpy (self->order, view->title, sizeof self->order);
  g_strlcpy (self->chosen, carton ? carton->text : "", sizeof self->chosen);
  look (self);
}

static void
refresh (FoPage *page, guint topics)
{
  parent_page->refresh (page, topics);
  if (topics & FO_TOPIC_ORDERS)
    look (FO_PACK_PAGE (page));
}

static void
fo_pack_page_iface_init (FoPageInterface *iface)
{
  parent_page = g_type_interface_peek_parent (iface);
  iface->open = open;
  iface->show = show;
  iface->refresh = refresh;
}

static void
fo_pack_page_dispose (GObject *object)
{
  FoPackPage *self = FO_PACK_PAGE (object);

  g_clear_object (&self->card);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_pack_page_parent_class)->dispose (object);
}

static void
fo_pack_page_class_init (FoPackPageClass *class)
{
  FoTaskPageClass *task_class = FO_TASK_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_pack_page_dispose;
  task_class->work = &fo_picked_orders_kind;
  task_class->topics = FO_TOPIC_ORDERS;
}

static void
fo_pack_page_init (FoPackPage *self)
{
  self->card = g_object_ref_sink (FO_PACK_CARD (fo_pack_card_new ()));
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  fo_task_page_set_aside (FO_TASK_PAGE (self), GTK_WIDGET (self->card));
}

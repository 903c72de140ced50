/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shelf.h"

#include "common/request.h"
#include "common/row.h"
#include "firstout/store/items.h"

enum { NEAR_END = 50, ITEMS_MAX = 50, WORDS_MAX = 128 };

struct _FoShelf {
  GObject parent_instance;
  FoStation *station;
  GPtrArray *rows; /* FoRow */
  FoRow *empty;
  gboolean complete, asking;
  guint32 look; /* which look the answer belongs to */
  char words[WORDS_MAX];
};

static void list_model_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoShelf, fo_shelf, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* ---- reading -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoStockRow after;
  gboolean has_after;
  guint32 look;
  char words[WORDS_MAX];
} Input;

/* The first row says which look it answers; goods follow. */
typedef struct {
  FoShelfRow row;
  guint32 look;
} Answer;

static bool
load_found (FoTxn *txn, const char *words, GArray *stock, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));

  if (!fo_items_search (txn, words, ITEMS_MAX, items, error))
    return false;
  for (guint i = 0; i < items->len; i++)
    if (!fo_stock_of_item (txn, g_array_index (items, FoItem, i).id, stock, error))
      return false;
  return true;
}

static bool
load (FoTxn *txn, gconstpointer data, GArray *rows, GError **error)
{
  const Input *input = data;
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  Answer answer = { .row.today = fo_store_today (fo_txn_store (txn)), .look = input->look };
  bool loaded = *input->words ? load_found (txn, input->words, stock, error)
                              : fo_stock_page (txn, input->has_after ? &input->after : NULL, FO_SHELF_PAGE, stock, error);

  g_array_append_val (rows, answer);
  for (guint i = 0; i < stock->len; i++) {
    answer.row.stock = g_array_index (stock, FoStockRow, i);
    g_array_append_val (rows, answer);
  }
  return loaded;
}

/* The row that stands for what was not read yet. A new one after each change: a list view follows an object it knows to its new
 * position, and would follow this one to the end of the book, page after page. */
static void
renew_empty (FoShelf *self)
{
  const FoShelfRow nothing = { 0 };

  g_clear_object (&self->empty);
  self->empty = fo_row_new (&nothing, sizeof nothing);
}

static void
came (const GArray *rows, gpointer data)
{
  FoShelf *self = data;
  guint before = self->rows->len;

  if (g_array_index (rows, Answer, 0).look != self->look)
    return;
  self->asking = FALSE;
  for (guint i = 1; i < rows->len; i++)
    g_ptr_array_add (self->rows, fo_row_new (&g_array_index (rows, Answer, i).row, sizeof (FoShelfRow)));
  self->complete = *self->words || rows->len - 1 < FO_SHELF_PAGE;
  renew_empty (self);
  g_list_model_items_changed (G_LIST_MODEL (self), before, 1, self->rows->len - before + !self->complete);
}

static void
ask (FoShelf *self)
{
  Input input = { .look = self->look };
  const FoRequest request = { load, &input, sizeof input, sizeof (Answer), came };

  g_strlcpy (input.words, self->words, sizeof input.words);
  if (self->rows->len) {
    const FoShelfRow *last = fo_row_value (g_ptr_array_index (self->rows, self->rows->len - 1));
    input.after = last->stock;
    input.has_after = TRUE;
  }
  self->asking = TRUE;
  fo_request (self->station, &request, G_OBJECT (self));
}

void
fo_shelf_look (FoShelf *self, const char *words)
{
  guint before = g_list_model_get_n_items (G_LIST_MODEL (self));

  self->look++;
  g_strlcpy (self->words, words, sizeof self->words);
  g_ptr_array_set_size (self->rows, 0);
  self->complete = FALSE;
  renew_empty (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 1);
  ask (self);
}

/* ---- the model -------------------------------------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  (void) model;
  return FO_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  FoShelf *self = FO_SHELF (model);

  return self->rows->len + !self->complete;
}

static gpointer
get_item (GListModel *model, guint position)
{
  FoShelf *self = FO_SHELF (model);

  if (position >= get_n_items (model))
    return NULL;
  if (position + NEAR_END >= self->rows->len && self->rows->len && !self->complete && !self->asking)
    ask (self);
  return g_object_ref (position < self->rows->len ? g_ptr_array_index (self->rows, position) : self->empty);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
fo_shelf_dispose (GObject *object)
{
  FoShelf *self = FO_SHELF (object);

  g_clear_object (&self->station);
  g_clear_object (&self->empty);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (fo_shelf_parent_class)->dispose (object);
}

static void
fo_shelf_class_init (FoShelfClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_shelf_dispose;
}

static void
fo_shelf_init (FoShelf *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  renew_empty (self);
  self->complete = TRUE;
}

FoShelf *
fo_shelf_new (FoStation *station)
{
  FoShelf *self = g_object_new (FO_TYPE_SHELF, NULL);

  self->station = g_object_ref (station);
  return self;
}

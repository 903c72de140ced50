/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper-carton.h"

#include "firstout/core/gs1.h"
#include "firstout/store/cartons.h"
#include "firstout/store/items.h"
#include "firstout/store/meta.h"

/* What is in it, and what its rows point to. */
typedef struct {
  GArray *lines;    /* FoCartonLine */
  GArray *contents; /* FoLabelContent */
  GPtrArray *items; /* FoItem */
  GPtrArray *gtins; /* char * */
} Contents;

static void
contents_clear (Contents *contents)
{
  g_clear_pointer (&contents->lines, g_array_unref);
  g_clear_pointer (&contents->contents, g_array_unref);
  g_clear_pointer (&contents->items, g_ptr_array_unref);
  g_clear_pointer (&contents->gtins, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Contents, contents_clear)

/* Two lines of the order may ask for the same goods: inside they are one. */
static FoLabelContent *
same_content (const Contents *contents, FoId item, const char *lot)
{
  for (guint i = 0; i < contents->contents->len; i++) {
    FoLabelContent *content = &g_array_index (contents->contents, FoLabelContent, i);
    if (content->item->id == item && g_strcmp0 (content->lot, lot) == 0)
      return content;
  }
  return NULL;
}

static bool
read_contents (FoTxn *txn, FoId carton, Contents *contents, GError **error)
{
  contents->lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  contents->contents = g_array_new (FALSE, FALSE, sizeof (FoLabelContent));
  contents->items = g_ptr_array_new_with_free_func (g_free);
  contents->gtins = g_ptr_array_new_with_free_func (g_free);
  if (!fo_carton_lines (txn, carton, contents->lines, error))
    return false;
  for (guint i = 0; i < contents->lines->len; i++) {
    const FoCartonLine *line = &g_array_index (contents->lines, FoCartonLine, i);
    FoLabelContent *known = same_content (contents, line->item_id, line->lot);
    FoItem *item = g_new0 (FoItem, 1);
    char gtin[FO_GTIN_MAX];

    g_ptr_array_add (contents->items, item);
    if (fo_item_find (txn, line->item_id, item, error) != FO_FOUND || !fo_item_gtin (txn, item->id, gtin, error))
      return false;
    g_ptr_array_add (contents->gtins, g_strdup (gtin));
    const FoLabelContent content = { item, line->lot, contents->gtins->pdata[i], line->expires_on, line->quantity_u };
    if (known)
      known->quantity_u += line->quantity_u;
    else
      g_array_append_val (contents->contents, content);
  }
  return true;
}

/* What the firm calls itself on a parcel; else what people call the warehouse. */
static bool
read_sender (FoTxn *txn, char **ret_sender, GError **error)
{
  if (!fo_meta_get (txn, "sender", ret_sender, error))
    return false;
  if (**ret_sender)
    return true;
  g_clear_pointer (ret_sender, g_free);
  return fo_meta_get (txn, "name", ret_sender, error);
}

FoFound
fo_paper_of_carton (FoTxn *txn, FoId id, FoLanguage language, bool training, FoPaper *paper, GError **error)
{
  g_auto (Contents) contents = { NULL };
  g_autofree char *sender = NULL;
  FoCarton carton;
  FoOrder order;
  FoFound found = fo_carton_find (txn, id, &carton, error);

  if (found != FO_FOUND)
    return found;
  if (fo_order_find (txn, carton.order_id, &order, error) != FO_FOUND || !read_sender (txn, &sender, error)
      || !read_contents (txn, id, &contents, error))
    return FO_FAILED;
  const FoLabelCarton label = { .sscc = carton.sscc,
                                .sender = sender,
                                .receiver = order.customer,
                                .order = order.number,
                                .deal = order.deal,
                                .weight_u = carton.weight_u,
                                .n = (guint) carton.position,
                                .contents = (const FoLabelContent *) (gconstpointer) contents.contents->data,
                                .n_contents = contents.contents->len,
                                .training = training };
  g_strlcpy (paper->name, carton.sscc, sizeof paper->name);
  paper->verdict = fo_label_carton_fields (&label, language, fo_store_today (fo_txn_store (txn)), &paper->fields, &paper->rows,
                                           &paper->refusal);
  return FO_FOUND;
}

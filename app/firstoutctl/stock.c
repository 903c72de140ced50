/* SPDX-License-Identifier: GPL-3.0-or-later
 * stock, lots, items, places: what is where, and what there is. */
#include "ctl.h"
#include "firstout/store/stock.h"

#define PAGE 500

/* ---- stock ------------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  char text[16];
} Gtin;

typedef struct {
  const char *item, *place;
  const FoStockRow *after;
  GArray *rows;   /* FoStockRow */
  GArray *gtins;  /* Gtin of each row's item */
  CtlEnd end;
} Stock;

static bool
read_gtins (FoTxn *txn, Stock *s, GError **error)
{
  g_array_set_size (s->gtins, 0);
  for (guint i = 0; i < s->rows->len; i++) {
    const FoStockRow *row = &g_array_index (s->rows, FoStockRow, i);
    Gtin gtin = { "" };
    FoItem item;

    if (i > 0 && g_str_equal (row->item, g_array_index (s->rows, FoStockRow, i - 1).item))
      gtin = g_array_index (s->gtins, Gtin, i - 1);
    else if (fo_item_find_by_code (txn, row->item, &item, error) != FO_FOUND || !fo_item_gtin (txn, item.id, gtin.text, error))
      return false;
    g_array_append_val (s->gtins, gtin);
  }
  return true;
}

static FoTxnEnd
read_stock (FoTxn *txn, gpointer data, GError **error)
{
  Stock *s = data;
  FoItem item;
  FoPlace place;
  FoFound found = FO_FOUND;
  bool read;

  g_array_set_size (s->rows, 0);
  if (s->item)
    found = fo_item_find_by_code (txn, s->item, &item, error);
  else if (s->place)
    found = fo_place_find_by_code (txn, s->place, &place, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (found == FO_ABSENT) {
    s->end = CTL_REFUSED;
    return FO_TXN_COMMIT;
  }
  read = s->item    ? fo_stock_of_item (txn, item.id, s->rows, error)
         : s->place ? fo_stock_at_place (txn, place.id, s->rows, error)
                    : fo_stock_page (txn, s->after, PAGE, s->rows, error);
  return read && read_gtins (txn, s, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* What a person would call its state: a free lot in quarantine, or on a blocked shelf, is not free. */
static const char *
state_of (const FoStockRow *row)
{
  if (row->state == FO_LOT_STATE_FREE && row->place_kind == FO_PLACE_QUARANTINE)
    return fo_lot_state_name (FO_LOT_STATE_QUARANTINE);
  if (row->state == FO_LOT_STATE_FREE && row->place_kind == FO_PLACE_SHUT)
    return fo_lot_state_name (FO_LOT_STATE_BLOCKED);
  return fo_lot_state_name (row->state);
}

static void
print_row (const FoStockRow *row, const char *gtin)
{
  json_object *line = json_object_new_object ();

  json_object_object_add (line, "item", json_object_new_string (row->item));
  json_object_object_add (line, "gtin", gtin[0] ? json_object_new_string (gtin) : NULL);
  json_object_object_add (line, "lot", json_object_new_string (row->lot));
  json_object_object_add (line, "expires_on", fo_json_day (row->expires_on));
  json_object_object_add (line, "place", json_object_new_string (row->place));
  json_object_object_add (line, "on_hand", fo_json_quantity (row->on_hand_u));
  json_object_object_add (line, "held", fo_json_quantity (row->held_u));
  json_object_object_add (line, "state", json_object_new_string (state_of (row)));
  json_object_object_add (line, "unit", json_object_new_string (row->unit));
  json_object_object_add (line, "received_on", fo_json_day (row->received_on));
  json_object_object_add (line, "produced_on", fo_json_day (row->days.produced_on));
  json_object_object_add (line, "packed_on", fo_json_day (row->days.packed_on));
  json_object_object_add (line, "best_before_on", fo_json_day (row->days.best_before_on));
  json_object_object_add (line, "use_by_on", fo_json_day (row->days.use_by_on));
  json_object_object_add (line, "owner", json_object_new_string (row->owner));
  ctl_print (line);
}

CtlEnd
ctl_stock (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  g_autoptr (GArray) gtins = g_array_new (FALSE, FALSE, sizeof (Gtin));
  Stock s = { .item = ctl_option (ctl, "--item"), .place = ctl_option (ctl, "--place"), .rows = rows, .gtins = gtins };
  FoStockRow last;

  if (!store)
    return CTL_FAILED;
  do {
    if (ctl_read (store, read_stock, &s) != CTL_DONE)
      return CTL_FAILED;
    if (s.end != CTL_DONE)
      return ctl_fail ("no such %s: %s", s.item ? "item" : "place", s.item ? s.item : s.place);
    for (guint i = 0; i < rows->len; i++)
      print_row (&g_array_index (rows, FoStockRow, i), g_array_index (gtins, Gtin, i).text);
    if (rows->len > 0)
      last = g_array_index (rows, FoStockRow, rows->len - 1);
    s.after = &last;
  } while (!s.item && !s.place && rows->len == PAGE);
  return CTL_DONE;
}

/* ---- lots of an item -------------------------------------------------------------------------------------------------------------- */

CtlEnd
ctl_lots (const Ctl *ctl)
{
  if (!ctl_argument (ctl, 0))
    return ctl_fail ("lots ITEM");
  g_hash_table_insert (ctl->options, (gpointer) "--item", (gpointer) ctl_argument (ctl, 0));
  return ctl_stock (ctl);
}

/* ---- items and places ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
  char after[64];
  GArray *rows;
  GPtrArray *barcodes; /* json array of each item */
} Page;

static bool
read_barcodes (FoTxn *txn, Page *page, GError **error)
{
  g_ptr_array_set_size (page->barcodes, 0);
  for (guint i = 0; i < page->rows->len; i++) {
    g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FoBarcode));
    json_object *list = json_object_new_array ();

    g_ptr_array_add (page->barcodes, list);
    if (!fo_barcodes_of_item (txn, g_array_index (page->rows, FoItem, i).id, found, error))
      return false;
    for (guint b = 0; b < found->len; b++) {
      json_object *barcode = json_object_new_object ();
      json_object_object_add (barcode, "code", json_object_new_string (g_array_index (found, FoBarcode, b).code));
      json_object_object_add (barcode, "quantity", fo_json_quantity (g_array_index (found, FoBarcode, b).quantity_u));
      json_object_array_add (list, barcode);
    }
  }
  return true;
}

static FoTxnEnd
read_items (FoTxn *txn, gpointer data, GError **error)
{
  Page *page = data;

  g_array_set_size (page->rows, 0);
  return fo_items_page (txn, page->after, PAGE, page->rows, error) && read_barcodes (txn, page, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
print_item (const FoItem *item, json_object *barcodes)
{
  json_object *line = json_object_new_object ();

  json_object_object_add (line, "item", json_object_new_string (item->code));
  json_object_object_add (line, "name", json_object_new_string (item->name));
  json_object_object_add (line, "name_de", json_object_new_string (item->name_de));
  json_object_object_add (line, "name_en", json_object_new_string (item->name_en));
  json_object_object_add (line, "kind", json_object_new_string (fo_item_kind_name (item->kind)));
  json_object_object_add (line, "unit", json_object_new_string (item->unit));
  json_object_object_add (line, "tracking", json_object_new_string (fo_item_tracking_name (item)));
  json_object_object_add (line, "expiry", json_object_new_boolean (item->has_expiry));
  json_object_object_add (line, "issue", json_object_new_string (fo_issue_order_name (item->issue)));
  json_object_object_add (line, "enforcement", json_object_new_string (fo_enforcement_name (item->enforcement)));
  json_object_object_add (line, "shelf_life_days", json_object_new_int (item->shelf_life_days));
  json_object_object_add (line, "certificate", json_object_new_string (fo_certificate_rule_name (item->certificate)));
  json_object_object_add (line, "barcodes", json_object_get (barcodes));
  ctl_print (line);
}

static void
put_json (gpointer object)
{
  json_object_put (object);
}

CtlEnd
ctl_items (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoItem));
  g_autoptr (GPtrArray) barcodes = g_ptr_array_new_with_free_func (put_json);
  Page page = { "", rows, barcodes };

  if (!store)
    return CTL_FAILED;
  do {
    if (ctl_read (store, read_items, &page) != CTL_DONE)
      return CTL_FAILED;
    for (guint i = 0; i < rows->len; i++)
      print_item (&g_array_index (rows, FoItem, i), g_ptr_array_index (barcodes, i));
    if (rows->len > 0)
      g_strlcpy (page.after, g_array_index (rows, FoItem, rows->len - 1).code, sizeof page.after);
  } while (rows->len == PAGE);
  return CTL_DONE;
}

static FoTxnEnd
read_places (FoTxn *txn, gpointer data, GError **error)
{
  Page *page = data;

  g_array_set_size (page->rows, 0);
  return fo_places_page (txn, page->after, PAGE, page->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

CtlEnd
ctl_places (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoPlace));
  Page page = { "", rows, NULL };

  if (!store)
    return CTL_FAILED;
  do {
    if (ctl_read (store, read_places, &page) != CTL_DONE)
      return CTL_FAILED;
    for (guint i = 0; i < rows->len; i++) {
      const FoPlace *place = &g_array_index (rows, FoPlace, i);
      json_object *line = json_object_new_object ();

      json_object_object_add (line, "place", json_object_new_string (place->code));
      json_object_object_add (line, "name", json_object_new_string (place->name));
      json_object_object_add (line, "kind", json_object_new_string (fo_place_kind_name (place->kind)));
      json_object_object_add (line, "route", json_object_new_int (place->route));
      ctl_print (line);
      g_strlcpy (page.after, place->code, sizeof page.after);
    }
  } while (rows->len == PAGE);
  return CTL_DONE;
}

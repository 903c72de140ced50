/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-inside.h"
#include "substitute.h"
#include <string.h>

#define PAGE 500

typedef struct {
  GString *text;
  const FoImportColumn *columns;
  FoImportKind kind;
} Export;

static void
add_header (GString *text, const FoImportColumn *columns)
{
  fo_sheet_begin (text);
  for (; columns->name; columns++)
    fo_sheet_add (text, columns->name);
  fo_sheet_end_row (text);
}

void
fo_export_quantity (GString *text, FoQuantity quantity_u)
{
  char number[FO_QUANTITY_TEXT_MAX];

  fo_sheet_add (text, fo_quantity_print (quantity_u, number));
}

void
fo_export_day (GString *text, FoDay day)
{
  char iso[FO_DAY_TEXT_MAX];

  fo_sheet_add (text, fo_day_print_iso (day, iso));
}

void
fo_export_int (GString *text, gint32 number)
{
  g_autofree char *digits = g_strdup_printf ("%d", number);

  fo_sheet_add (text, digits);
}

static void
add_yes (GString *text, bool yes)
{
  fo_sheet_add (text, yes ? "1" : "0");
}

/* ---- items ------------------------------------------------------------------------------------------------------- */

static void
add_item (GString *text, const FoItem *item, const FoMinLife *life, const FoBarcode *barcode)
{
  char min_life[FO_MIN_LIFE_TEXT_MAX];

  fo_sheet_add (text, item->code);
  fo_sheet_add (text, item->name);
  fo_sheet_add (text, item->name_de);
  fo_sheet_add (text, item->name_en);
  fo_sheet_add (text, fo_item_kind_name (item->kind));
  fo_sheet_add (text, item->unit);
  fo_sheet_add (text, fo_item_tracking_name (item));
  add_yes (text, item->has_expiry);
  fo_sheet_add (text, fo_issue_order_name (item->issue));
  fo_sheet_add (text, fo_enforcement_name (item->enforcement));
  fo_export_int (text, item->shelf_life_days);
  fo_sheet_add (text, fo_certificate_rule_name (item->certificate));
  add_yes (text, item->every_unit);
  add_yes (text, item->by_eye);
  fo_sheet_add (text, fo_labels_rule_name (item->labels));
  fo_sheet_add (text, barcode ? barcode->code : "");
  if (barcode)
    fo_export_quantity (text, barcode->quantity_u);
  else
    fo_sheet_add (text, "");
  fo_sheet_add (text, ""); /* packs have rows of their own */
  fo_sheet_add (text, "");
  add_yes (text, item->marked);
  fo_sheet_add (text, fo_min_life_print (life, min_life));
  fo_sheet_end_row (text);
}

static bool
export_item (FoTxn *txn, GString *text, const FoItem *item, GError **error)
{
  g_autoptr (GArray) barcodes = g_array_new (FALSE, FALSE, sizeof (FoBarcode));
  FoMinLife life;

  if (!fo_barcodes_of_item (txn, item->id, barcodes, error) || !fo_item_life_get (txn, item->id, &life, error))
    return false;
  if (barcodes->len == 0)
    add_item (text, item, &life, NULL);
  for (guint i = 0; i < barcodes->len; i++)
    add_item (text, item, &life, &g_array_index (barcodes, FoBarcode, i));
  return true;
}

static bool
export_items (FoTxn *txn, GString *text, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));
  char after[FO_ITEM_CODE_MAX] = "";

  do {
    g_array_set_size (items, 0);
    if (!fo_items_page (txn, after, PAGE, items, error))
      return false;
    for (guint i = 0; i < items->len; i++) {
      const FoItem *item = &g_array_index (items, FoItem, i);
      if (!export_item (txn, text, item, error))
        return false;
      g_strlcpy (after, item->code, sizeof after);
    }
  } while (items->len == PAGE);
  return true;
}

/* ---- places ------------------------------------------------------------------------------------------------------ */

static bool
export_places (FoTxn *txn, GString *text, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoPlace));
  char after[FO_PLACE_CODE_MAX] = "";

  do {
    g_array_set_size (places, 0);
    if (!fo_places_page (txn, after, PAGE, places, error))
      return false;
    for (guint i = 0; i < places->len; i++) {
      const FoPlace *place = &g_array_index (places, FoPlace, i);

      g_strlcpy (after, place->code, sizeof after);
      if (!fo_place_is_real (place->kind))
        continue;
      fo_sheet_add (text, place->code);
      fo_sheet_add (text, place->name);
      fo_sheet_add (text, fo_place_kind_name (place->kind == FO_PLACE_SHUT ? FO_PLACE_BIN : place->kind));
      fo_export_int (text, place->route);
      fo_sheet_end_row (text);
    }
  } while (places->len == PAGE);
  return true;
}

/* ---- stock ------------------------------------------------------------------------------------------------------- */

static bool
export_stock_row (FoTxn *txn, GString *text, const FoStockRow *row, GError **error)
{
  FoLot lot;

  if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND)
    return false;
  fo_sheet_add (text, row->item);
  fo_sheet_add (text, row->lot);
  fo_export_day (text, row->expires_on);
  fo_export_day (text, lot.produced_on);
  fo_export_day (text, row->received_on);
  fo_sheet_add (text, row->place);
  fo_export_quantity (text, row->on_hand_u);
  fo_sheet_add (text, fo_lot_state_name (row->state));
  fo_sheet_add (text, "");
  fo_sheet_add (text, row->owner);
  fo_sheet_end_row (text);
  return true;
}

static bool
export_stock (FoTxn *txn, GString *text, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  FoStockRow last;
  bool first = true;

  do {
    g_array_set_size (rows, 0);
    if (!fo_stock_page (txn, first ? NULL : &last, PAGE, rows, error))
      return false;
    for (guint i = 0; i < rows->len; i++)
      if (!export_stock_row (txn, text, &g_array_index (rows, FoStockRow, i), error))
        return false;
    if (rows->len > 0)
      last = g_array_index (rows, FoStockRow, rows->len - 1);
    first = false;
  } while (rows->len == PAGE);
  return true;
}

/* ---- orders ------------------------------------------------------------------------------------------------------ */

static void
add_order (GString *text, const FoOrder *order)
{
  fo_sheet_add (text, order->number);
  fo_sheet_add (text, order->deal);
  fo_sheet_add (text, order->customer);
  fo_sheet_add (text, order->channel);
  fo_sheet_add (text, order->sales_state);
  fo_sheet_add (text, fo_gate_name (order->gate));
  fo_export_day (text, order->due_on);
  add_yes (text, order->ship_complete);
  fo_export_int (text, order->priority);
}

static bool
add_line (FoTxn *txn, GString *text, const FoLine *line, GError **error)
{
  FoItem item;

  if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
    return false;
  fo_export_int (text, line->position);
  fo_sheet_add (text, item.code);
  fo_export_quantity (text, line->ordered_u);
  fo_export_quantity (text, line->cancelled_u);
  fo_sheet_add (text, fo_source_name (line->source));
  fo_export_int (text, line->min_life_days);
  fo_sheet_add (text, line->lot_wanted);
  fo_export_quantity (text, line->shipped_u);
  fo_sheet_add (text, line->owner);
  fo_sheet_add (text, fo_substitutes_said_name (fo_line_substitutes_said (line)));
  fo_sheet_end_row (text);
  return true;
}

static bool
export_order (FoTxn *txn, GString *text, const FoOrder *order, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  if (order->state == FO_ORDER_ALL_SHIPPED || order->state == FO_ORDER_IS_CANCELLED)
    return true;
  if (!fo_lines_of_order (txn, order->id, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    if (g_array_index (lines, FoLine, i).flags & (FO_LINE_OF_KIT | FO_LINE_STANDS_IN)) /* it follows another's line */
      continue;
    add_order (text, order);
    if (!add_line (txn, text, &g_array_index (lines, FoLine, i), error))
      return false;
  }
  if (lines->len == 0) {
    add_order (text, order);
    for (int empty = 0; empty < 10; empty++)
      fo_sheet_add (text, "");
    fo_sheet_end_row (text);
  }
  return true;
}

static int
by_number (gconstpointer a, gconstpointer b)
{
  return strcmp (((const FoOrder *) a)->number, ((const FoOrder *) b)->number);
}

/* By number: ids differ from one warehouse to the next. */
static bool
export_orders (FoTxn *txn, GString *text, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));
  FoId after = 0;
  guint before;

  do {
    before = orders->len;
    if (!fo_orders_page (txn, after, PAGE, orders, error))
      return false;
    if (orders->len > before)
      after = g_array_index (orders, FoOrder, orders->len - 1).id;
  } while (orders->len == before + PAGE);
  g_array_sort (orders, by_number);
  for (guint i = 0; i < orders->len; i++)
    if (!export_order (txn, text, &g_array_index (orders, FoOrder, i), error))
      return false;
  return true;
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

static FoTxnEnd
export_all (FoTxn *txn, gpointer data, GError **error)
{
  Export *e = data;
  bool done = false;

  g_string_truncate (e->text, 0);
  add_header (e->text, e->columns);
  switch (e->kind) {
  case FO_IMPORT_ITEMS:
    done = export_items (txn, e->text, error);
    break;
  case FO_IMPORT_PLACES:
    done = export_places (txn, e->text, error);
    break;
  case FO_IMPORT_STOCK:
    done = export_stock (txn, e->text, error);
    break;
  case FO_IMPORT_ORDERS:
    done = export_orders (txn, e->text, error);
    break;
  case FO_IMPORT_CARTONS:
    done = fo_export_cartons (txn, e->text, error);
    break;
  case FO_IMPORT_KITS:
    done = fo_export_pages (txn, &fo_export_kits, e->text, error);
    break;
  case FO_IMPORT_SUBSTITUTES:
    done = fo_export_pages (txn, &fo_export_substitutes, e->text, error);
    break;
  case FO_IMPORT_NAMES:
    done = fo_export_pages (txn, &fo_export_names, e->text, error);
    break;
  case FO_N_IMPORTS:
    break;
  }
  return done ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_export_run (FoStore *store, FoImportKind kind, GString *text, GError **error)
{
  static const FoImportOps *const ops[FO_N_IMPORTS] = { &fo_import_items, &fo_import_places, &fo_import_stock,
                                                        &fo_import_orders, &fo_import_cartons, &fo_import_kits,
                                                        &fo_import_substitutes, &fo_import_names };
  Export e = { text, ops[kind]->columns, kind };

  return fo_store_read (store, export_all, &e, error);
}

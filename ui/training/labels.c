/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "labels.h"

#include "common/closures.h"
#include "firstout/core/code.h"
#include "firstout/label/record.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"
#include "firstout/store/units.h"
#include "shell/pages.h"

#include <string.h>

enum { STOCK_MAX = 60, PLACES_MAX = 60, ORDERS_MAX = 30, SUPPLIES_MAX = 30, SHELF_LIFE_DAYS = 365, CARTONS_MAX = 6, UNITS_SHOWN = 3, UNITS_TRIED = 40 };

typedef struct {
  FoTxn *txn;
  FoLanguage language;
  FoDay today;
  GArray *labels;
} Sheet;

/* ---- goods ------------------------------------------------------------------------------------------------------------------ */

/* "B2411 · 31.05.2027 · A-02-3", of those that are there. */
static void
detail_of (const char *lot, const char *day, const char *where, char *detail, gsize room)
{
  const char *const parts[] = { lot, day, where };

  *detail = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i]) {
      g_strlcat (detail, *detail ? " · " : "", room);
      g_strlcat (detail, parts[i], room);
    }
}

static bool
add_lot (Sheet *sheet, FoTrainingSection section, const FoItem *item, const FoLot *lot, const char *where, GError **error)
{
  FoTrainingLabel label = { .section = section };
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  char gtin[15];
  g_autofree char *day = fo_words_day (sheet->language, lot->expires_on);

  if (!fo_item_gtin (sheet->txn, item->id, gtin, error))
    return false;
  const FoLabelLot what = { .item = item, .lot = lot, .gtin = gtin, .training = true };
  if (fo_label_lot_fields (&what, sheet->language, sheet->today, &fields, &refusal) != FO_OK)
    return true;
  const FoArg *gs1 = fo_args_get (&fields, "gs1"), *own = fo_args_get (&fields, "own");
  label.kind = gs1 ? FO_SYMBOL_GS1_DATAMATRIX : FO_SYMBOL_QR;
  g_strlcpy (label.text, gs1 ? gs1->text : own->text, sizeof label.text);
  g_strlcpy (label.caption, fo_name_in (sheet->language, item->name, item->name_de, item->name_en), sizeof label.caption);
  detail_of (lot->number, day, where, label.detail, sizeof label.detail);
  g_array_append_val (sheet->labels, label);
  return true;
}

/* ---- marked goods ----------------------------------------------------------------------------------------------------------- */

/* No real tail: nobody but its maker can sign a unit, and here nobody asks. */
#define TAIL "\x1d" "91EE10" "\x1d" "92dHJhaW5pbmctdHJhaW5pbmctdHJhaW5pbmctdHJhaW4="

/* The N-th unit of a lot, as its maker marks it; the same one every time. */
static void
mark_unit (const char *gtin, const char *lot, guint n, char identity[FO_IDENTITY_MAX])
{
  g_snprintf (identity, FO_IDENTITY_MAX, "01%s215%07Xk%04u", gtin, g_str_hash (lot) & 0xfffffffu, n);
}

/* The next units of a lot that the book does not know yet; each is scanned once. */
static bool
add_units (Sheet *sheet, FoTrainingSection section, const FoItem *item, const FoLot *lot, const char *where, GError **error)
{
  FoTrainingLabel label = { .section = section, .kind = FO_SYMBOL_GS1_DATAMATRIX };
  char gtin[15], identity[FO_IDENTITY_MAX];
  guint shown = 0;

  if (!fo_item_gtin (sheet->txn, item->id, gtin, error))
    return false;
  g_strlcpy (label.caption, fo_name_in (sheet->language, item->name, item->name_de, item->name_en), sizeof label.caption);
  for (guint n = 1; *gtin && n <= UNITS_TRIED && shown < UNITS_SHOWN; n++) {
    FoFound found;
    FoUnit unit;

    mark_unit (gtin, lot->number, n, identity);
    found = fo_unit_find (sheet->txn, identity, &unit, error);
    if (found == FO_FAILED)
      return false;
    if (found == FO_FOUND)
      continue;
    g_snprintf (label.text, sizeof label.text, "%s" TAIL, identity);
    detail_of (identity + strlen (identity) - 4, lot->number, where, label.detail, sizeof label.detail);
    g_array_append_val (sheet->labels, label);
    shown++;
  }
  return true;
}

/* The number on a carton that a list said will come. */
static bool
add_carton (Sheet *sheet, const FoUnit *carton, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  FoTrainingLabel label = { .section = FO_TRAINING_COMING, .kind = FO_SYMBOL_GS1_128 };
  g_autofree char *count = NULL;
  FoItem item;

  if (!fo_units_of_carton (sheet->txn, carton->id, units, error))
    return false;
  if (units->len == 0)
    return true;
  if (fo_item_find (sheet->txn, g_array_index (units, FoUnit, 0).item_id, &item, error) != FO_FOUND)
    return false;
  count = g_strdup_printf ("%u × %s", units->len, g_array_index (units, FoUnit, 0).lot);
  g_strlcpy (label.text, carton->identity, sizeof label.text);
  g_strlcpy (label.caption, fo_name_in (sheet->language, item.name, item.name_de, item.name_en), sizeof label.caption);
  detail_of ("SSCC", count, "", label.detail, sizeof label.detail);
  g_array_append_val (sheet->labels, label);
  return true;
}

static bool
add_cartons (Sheet *sheet, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoUnit));

  if (!fo_cartons_page (sheet->txn, "", CARTONS_MAX, cartons, error))
    return false;
  for (guint i = 0; i < cartons->len; i++) {
    const FoUnit *carton = &g_array_index (cartons, FoUnit, i);
    if (carton->state == FO_UNIT_ANNOUNCED && g_str_has_prefix (carton->identity, "00") && !add_carton (sheet, carton, error))
      return false;
  }
  return true;
}

/* A supplier's own sticker, which nobody here has taught yet. */
static void
add_unknown (Sheet *sheet)
{
  FoTrainingLabel label = { .section = FO_TRAINING_COMING, .kind = FO_SYMBOL_CODE128, .text = "ZP-BOX-12-4711" };
  g_autofree char *caption = fo_words (sheet->language, "page.training.to-teach", NULL);

  g_strlcpy (label.caption, caption, sizeof label.caption);
  g_strlcpy (label.detail, label.text, sizeof label.detail);
  g_array_append_val (sheet->labels, label);
}

/* ---- the house -------------------------------------------------------------------------------------------------------------- */

static bool
add_stock (Sheet *sheet, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  if (!fo_stock_page (sheet->txn, NULL, STOCK_MAX, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    FoLot lot;
    FoItem item;

    if (fo_lot_find (sheet->txn, row->lot_id, &lot, error) != FO_FOUND
        || fo_item_find (sheet->txn, lot.item_id, &item, error) != FO_FOUND
        || !(item.marked ? add_units (sheet, FO_TRAINING_SHELVES, &item, &lot, row->place, error)
                         : add_lot (sheet, FO_TRAINING_SHELVES, &item, &lot, row->place, error)))
      return false;
  }
  return true;
}

/* Goods as their maker would label them: a new lot, fresh. */
static bool
add_coming (Sheet *sheet, const FoSupply *supply, GError **error)
{
  FoItem item;
  FoLot lot = { .expires_on = FO_DAY_NONE, .produced_on = sheet->today };

  if (fo_item_find (sheet->txn, supply->item_id, &item, error) != FO_FOUND)
    return false;
  if (item.tracking == FO_TRACKING_LOT) {
    char day[7];
    g_snprintf (lot.number, sizeof lot.number, "N%s", fo_day_print_gs1 (sheet->today, day));
  }
  if (item.has_expiry)
    lot.expires_on = fo_day_plus (sheet->today, item.shelf_life_days ? item.shelf_life_days : SHELF_LIFE_DAYS);
  return item.marked ? add_units (sheet, FO_TRAINING_COMING, &item, &lot, supply->number, error)
                     : add_lot (sheet, FO_TRAINING_COMING, &item, &lot, supply->number, error);
}

/* ---- everything else ----------------------------------------------------------------------------------------------------------- */

static void
add_code (Sheet *sheet, FoTrainingSection section, FoCodeKind kind, const char *name, const char *caption, const char *detail)
{
  FoTrainingLabel label = { .section = section, .kind = FO_SYMBOL_QR };
  char text[FO_CODE_PRINT_MAX];

  if (fo_code_print (kind, name, NULL, true, text) != FO_OK)
    return;
  g_strlcpy (label.text, text, sizeof label.text);
  g_strlcpy (label.caption, caption, sizeof label.caption);
  g_strlcpy (label.detail, detail, sizeof label.detail);
  g_array_append_val (sheet->labels, label);
}

static bool
add_places (Sheet *sheet, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoPlace));

  if (!fo_places_page (sheet->txn, "", PLACES_MAX, places, error))
    return false;
  for (guint i = 0; i < places->len; i++) {
    const FoPlace *place = &g_array_index (places, FoPlace, i);
    if (fo_place_is_real (place->kind))
      add_code (sheet, FO_TRAINING_PLACES, FO_CODE_PLACE, place->code, place->code, place->name);
  }
  return true;
}

static bool
add_orders (Sheet *sheet, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));

  if (!fo_orders_open (sheet->txn, NULL, ORDERS_MAX, orders, error))
    return false;
  for (guint i = 0; i < orders->len; i++) {
    const FoOrder *order = &g_array_index (orders, FoOrder, i);
    add_code (sheet, FO_TRAINING_PAPERS, FO_CODE_ORDER, order->number, order->number, order->customer);
  }
  return true;
}

static bool
add_supplies (Sheet *sheet, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  const char *before = "";

  if (!fo_supplies_page (sheet->txn, 0, SUPPLIES_MAX, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);

    if (!fo_supply_open (supply))
      continue;
    if (strcmp (before, supply->number) != 0)
      add_code (sheet, FO_TRAINING_PAPERS, FO_CODE_SUPPLY, supply->number, supply->number, supply->partner);
    before = supply->number;
    if (!add_coming (sheet, supply, error))
      return false;
  }
  return true;
}

static void
add_commands (Sheet *sheet)
{
  static const struct {
    const char *command, *message;
  } commands[] = {
    { "task-receive", "shell.page.receive" }, { "task-pick", "shell.page.pick" }, { "task-put-away", "page.training.put-away" },
    { "undo", "page.training.undo" },         { "confirm", "page.training.confirm" }, { "no-code", "page.training.no-code" },
    { "here", "page.training.here" },         { "next", "page.training.next" },     { "task-ship", "page.training.ship" },
    { "ship", "page.training.ship-now" },     { "park", "page.training.park" },     { "finish", "page.training.finish" },
    { "cancel", "page.training.cancel" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *caption = fo_words (sheet->language, commands[i].message, NULL);
    add_code (sheet, FO_TRAINING_COMMANDS, FO_CODE_COMMAND, commands[i].command, caption, "");
  }
}

/* Those that no task opens. */
static void
add_pages (Sheet *sheet)
{
  guint n;
  const FoPageRow *pages = fo_page_rows (&n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *command = g_strconcat ("page-", pages[i].name, NULL), *message = fo_page_row_message (&pages[i]);
    g_autofree char *caption = fo_words (sheet->language, message, NULL);
    if (!*pages[i].task)
      add_code (sheet, FO_TRAINING_COMMANDS, FO_CODE_COMMAND, command, caption, "");
  }
}

/* By role: each has a badge of his own. */
static void
add_badges (Sheet *sheet)
{
  static const char *const roles[] = { "page.training.role.storekeeper", "page.training.role.picker", "page.training.role.lead" };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++) {
    g_autofree char *role = fo_words (sheet->language, roles[i], NULL);
    add_code (sheet, FO_TRAINING_BADGES, FO_CODE_BADGE, role, role, "");
  }
}

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  Sheet sheet = { txn, *(const FoLanguage *) input, fo_store_today (fo_txn_store (txn)), rows };

  if (!add_supplies (&sheet, error) || !add_cartons (&sheet, error))
    return *error == NULL;
  add_unknown (&sheet);
  if (!add_stock (&sheet, error) || !add_places (&sheet, error) || !add_orders (&sheet, error))
    return *error == NULL;
  add_badges (&sheet);
  add_commands (&sheet);
  add_pages (&sheet);
  return true;
}

void
fo_training_labels_read (FoStation *station, FoLanguage language, FoRequestCame came, GObject *owner)
{
  const FoRequest request = { load, &language, sizeof language, sizeof (FoTrainingLabel), came };

  fo_request (station, &request, owner);
}

FoScan
fo_training_label_scan (const FoTrainingLabel *label, gint64 now_us)
{
  FoScan scan = { 0 };
  bool whole = fo_scan_init (&scan, label->text, strlen (label->text), fo_symbol_kind_symbology (label->kind), "training", now_us);

  g_assert (whole);
  scan.separators = FO_SEPARATORS_SENT; /* nothing lies between */
  return scan;
}

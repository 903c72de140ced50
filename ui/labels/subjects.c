/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "subjects.h"

#include "common/speech.h"
#include "firstout/store/items.h"
#include "firstout/store/lots.h"
#include "firstout/store/places.h"

#include <string.h>

enum { FOUND_MAX = 50 };

/* ---- items ---------------------------------------------------------------------------------------------------------------------- */

static FoSubjectRow
row_of_item (FoLabelRecord record, const FoItem *item)
{
  FoSubjectRow row = { .record = record, .id = item->id, .day = FO_DAY_NONE };

  g_strlcpy (row.code, item->code, sizeof row.code);
  g_strlcpy (row.name, item->name, sizeof row.name);
  g_strlcpy (row.name_de, item->name_de, sizeof row.name_de);
  g_strlcpy (row.name_en, item->name_en, sizeof row.name_en);
  return row;
}

static bool
load_items (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const FoSubjectRow *after = wish->after;
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));

  if (after && *wish->words)
    return true;
  if (*wish->words ? !fo_items_search (txn, wish->words, FOUND_MAX, items, error)
                   : !fo_items_page (txn, after ? after->code : "", wish->limit, items, error))
    return false;
  for (guint i = 0; i < items->len; i++) {
    const FoSubjectRow row = row_of_item (FO_LABEL_RECORD_ITEM, &g_array_index (items, FoItem, i));
    g_array_append_val (rows, row);
  }
  return true;
}

/* ---- lots ----------------------------------------------------------------------------------------------------------------------- */

static void
add_stock (GArray *rows, const GArray *stock)
{
  for (guint i = 0; i < stock->len; i++) {
    const FoStockRow *lies = &g_array_index (stock, FoStockRow, i);
    FoSubjectRow row = { .record = FO_LABEL_RECORD_LOT, .id = lies->lot_id, .stock = *lies,
                         .day = lies->has_expiry ? lies->expires_on : FO_DAY_NONE };

    g_strlcpy (row.code, lies->item, sizeof row.code);
    g_strlcpy (row.name, lies->name, sizeof row.name);
    g_strlcpy (row.name_de, lies->name_de, sizeof row.name_de);
    g_strlcpy (row.name_en, lies->name_en, sizeof row.name_en);
    g_strlcpy (row.lot, lies->lot, sizeof row.lot);
    g_strlcpy (row.place, lies->place, sizeof row.place);
    g_array_append_val (rows, row);
  }
}

/* Lots of that number, wherever they lie or do not lie any more. */
static bool
add_numbered (FoTxn *txn, const char *number, GArray *rows, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!fo_lots_numbered (txn, number, lots, error))
    return false;
  for (guint i = 0; i < lots->len; i++) {
    const FoLot *lot = &g_array_index (lots, FoLot, i);
    FoSubjectRow row;
    FoItem item;

    if (fo_item_find (txn, lot->item_id, &item, error) != FO_FOUND)
      return false;
    row = row_of_item (FO_LABEL_RECORD_LOT, &item);
    row.id = lot->id;
    row.day = item.has_expiry ? lot->expires_on : FO_DAY_NONE;
    g_strlcpy (row.lot, lot->number, sizeof row.lot);
    g_array_append_val (rows, row);
  }
  return true;
}

static bool
search_lots (FoTxn *txn, const char *words, GArray *rows, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  if (!add_numbered (txn, words, rows, error) || !fo_items_search (txn, words, FOUND_MAX, items, error))
    return false;
  for (guint i = 0; i < items->len; i++)
    if (!fo_stock_of_item (txn, g_array_index (items, FoItem, i).id, stock, error))
      return false;
  add_stock (rows, stock);
  return true;
}

static bool
load_lots (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const FoSubjectRow *after = wish->after;
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  if (*wish->words)
    return after || search_lots (txn, wish->words, rows, error);
  if (!fo_stock_page (txn, after ? &after->stock : NULL, wish->limit, stock, error))
    return false;
  add_stock (rows, stock);
  return true;
}

/* ---- places ---------------------------------------------------------------------------------------------------------------------- */

static void
add_place (GArray *rows, const FoPlace *place)
{
  FoSubjectRow row = { .record = FO_LABEL_RECORD_PLACE, .id = place->id, .day = FO_DAY_NONE };

  g_strlcpy (row.code, place->code, sizeof row.code);
  g_strlcpy (row.name, place->name, sizeof row.name);
  g_array_append_val (rows, row);
}

/* The place itself, and those whose codes begin so. */
static bool
search_places (FoTxn *txn, const char *words, GArray *rows, GError **error)
{
  g_autofree char *prefix = g_utf8_strup (words, -1);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoPlace));
  FoPlace place;
  FoFound found = fo_place_find_by_code (txn, prefix, &place, error);

  if (found == FO_FOUND)
    add_place (rows, &place);
  if (found == FO_FAILED || !fo_places_page (txn, prefix, FOUND_MAX, places, error))
    return false;
  for (guint i = 0; i < places->len; i++)
    if (g_str_has_prefix (g_array_index (places, FoPlace, i).code, prefix))
      add_place (rows, &g_array_index (places, FoPlace, i));
  return true;
}

static bool
load_places (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const FoSubjectRow *after = wish->after;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoPlace));

  if (*wish->words)
    return after || search_places (txn, wish->words, rows, error);
  if (!fo_places_page (txn, after ? after->code : "", wish->limit, places, error))
    return false;
  for (guint i = 0; i < places->len; i++)
    add_place (rows, &g_array_index (places, FoPlace, i));
  return true;
}

/* ---- orders ---------------------------------------------------------------------------------------------------------------------- */

static void
add_order (GArray *rows, const FoOrder *order)
{
  FoSubjectRow row = { .record = FO_LABEL_RECORD_TASK, .id = order->id, .day = order->due_on, .order = *order };

  g_strlcpy (row.code, order->number, sizeof row.code);
  g_strlcpy (row.name, order->customer, sizeof row.name);
  g_array_append_val (rows, row);
}

static bool
load_orders (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const FoSubjectRow *after = wish->after;
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));
  FoOrder order;
  FoFound found;

  if (*wish->words) {
    found = after ? FO_ABSENT : fo_order_find_by_number (txn, wish->words, &order, error);
    if (found == FO_FOUND)
      add_order (rows, &order);
    return found != FO_FAILED;
  }
  if (!fo_orders_open (txn, after ? &after->order : NULL, wish->limit, orders, error))
    return false;
  for (guint i = 0; i < orders->len; i++)
    add_order (rows, &g_array_index (orders, FoOrder, i));
  return true;
}

/* ---- commands --------------------------------------------------------------------------------------------------------------------- */

static bool
load_commands (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  guint n;
  const FoLabelCommand *commands = fo_label_commands (&n);
  g_autofree char *wanted = g_utf8_casefold (wish->words, -1);

  (void) txn, (void) error;
  for (guint i = 0; i < n && !wish->after; i++) {
    FoSubjectRow row = { .record = FO_LABEL_RECORD_COMMAND, .id = i + 1, .day = FO_DAY_NONE };
    g_auto (FoArgs) fields = { 0 };
    g_autofree char *folded = NULL;

    fo_label_command_fields (&commands[i], wish->language, false, &fields);
    folded = g_utf8_casefold (fo_args_get (&fields, "text")->text, -1);
    if (!strstr (folded, wanted) && !strstr (commands[i].name, wanted))
      continue;
    g_strlcpy (row.code, commands[i].name, sizeof row.code);
    g_strlcpy (row.name, fo_args_get (&fields, "text")->text, sizeof row.name);
    g_array_append_val (rows, row);
  }
  return true;
}

/* ---- all of them -------------------------------------------------------------------------------------------------------------------- */

const FoLongListKind *
fo_subjects_of (FoLabelRecord record)
{
  static const FoLongListKind kinds[FO_N_LABEL_RECORDS] = {
    [FO_LABEL_RECORD_ITEM] = { sizeof (FoSubjectRow), load_items },   [FO_LABEL_RECORD_LOT] = { sizeof (FoSubjectRow), load_lots },
    [FO_LABEL_RECORD_PLACE] = { sizeof (FoSubjectRow), load_places }, [FO_LABEL_RECORD_TASK] = { sizeof (FoSubjectRow), load_orders },
    [FO_LABEL_RECORD_COMMAND] = { sizeof (FoSubjectRow), load_commands },
  };

  return kinds[record].load ? &kinds[record] : NULL;
}

char *
fo_subject_title (const FoSubjectRow *row)
{
  const char *name = fo_speech_choose (row->name, row->name_de, row->name_en);

  if (!row->id)
    return g_strdup ("…");
  if (row->record == FO_LABEL_RECORD_PLACE || row->record == FO_LABEL_RECORD_TASK)
    return g_strdup (row->code);
  return g_strdup (*name ? name : row->code);
}

char *
fo_subject_detail (const FoSubjectRow *row)
{
  g_autofree char *day = fo_words_day (fo_speech_language (), row->day);
  const char *own = row->record == FO_LABEL_RECORD_PLACE || row->record == FO_LABEL_RECORD_TASK ? row->name : row->code;
  const char *parts[] = { own, row->lot, day, row->place };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i])
      g_string_append_printf (text, "%s%s", text->len ? "  ·  " : "", parts[i]);
  return g_string_free (text, FALSE);
}

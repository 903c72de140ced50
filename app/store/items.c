/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/items.h"
#include "fill.h"
#include "firstout/store/announce.h"

/* What a unit bears, as one number: a column more in every item that is read would cost every task. */
static void
set_bears (FoItem *item, gint64 bears)
{
  item->marked = bears == 1;
  item->serials = bears == 2 ? FO_SERIALS_ALWAYS : bears == 3 ? FO_SERIALS_SHIPMENT : FO_SERIALS_NONE;
}

static gint64
bears_of (const FoItem *item)
{
  return item->marked ? 1 : item->serials == FO_SERIALS_NONE ? 0 : 1 + (gint64) item->serials;
}

/* A row that names no policy we know was written by a newer program; the strictest reading is the safe one. */
void
fo_fill_item (FoRows *rows, gpointer ret)
{
  FoItem *item = ret;

  memset (item, 0, sizeof *item);
  item->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, item->code, sizeof item->code);
  fo_rows_copy (rows, 2, item->name, sizeof item->name);
  fo_rows_copy (rows, 3, item->name_de, sizeof item->name_de);
  fo_rows_copy (rows, 4, item->name_en, sizeof item->name_en);
  fo_rows_copy (rows, 5, item->unit, sizeof item->unit);
  fo_item_kind_parse (fo_rows_text (rows, 6), &item->kind);
  fo_tracking_parse (fo_rows_text (rows, 7), &item->tracking);
  item->has_expiry = fo_rows_int (rows, 8) != 0;
  fo_issue_order_parse (fo_rows_text (rows, 9), &item->issue);
  fo_enforcement_parse (fo_rows_text (rows, 10), &item->enforcement);
  item->shelf_life_days = (gint32) fo_rows_int (rows, 11);
  fo_certificate_rule_parse (fo_rows_text (rows, 12), &item->certificate);
  item->every_unit = fo_rows_int (rows, 13) != 0;
  item->by_eye = fo_rows_int (rows, 14) != 0;
  fo_labels_rule_parse (fo_rows_text (rows, 15), &item->labels);
  set_bears (item, fo_rows_int (rows, 16));
}

FoFound
fo_item_find (FoTxn *txn, FoId id, FoItem *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ITEM_BY_ID, FO_VALUES (FO_INT (id)), fo_fill_item, ret, error);
}

FoFound
fo_item_find_by_code (FoTxn *txn, const char *code, FoItem *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ITEM_BY_CODE, FO_VALUES (FO_TEXT (code)), fo_fill_item, ret, error);
}

FoFound
fo_item_find_by_remote (FoTxn *txn, const char *remote_id, FoItem *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ITEM_BY_REMOTE, FO_VALUES (FO_TEXT (remote_id)), fo_fill_item, ret, error);
}

typedef struct {
  FoId item;
  FoQuantity quantity_u;
} BarcodeTarget;

static void
fill_target (FoRows *rows, gpointer ret)
{
  BarcodeTarget *target = ret;

  target->item = fo_rows_int (rows, 0);
  target->quantity_u = fo_rows_int (rows, 1);
}

FoFound
fo_item_find_by_barcode (FoTxn *txn, const char *code, FoItem *ret, FoQuantity *ret_quantity_u, GError **error)
{
  BarcodeTarget target;
  FoFound found = fo_fill_one (txn, FO_SQL_BARCODE_FIND, FO_VALUES (FO_TEXT (code)), fill_target, &target, error);

  if (found == FO_FOUND)
    found = fo_item_find (txn, target.item, ret, error);
  if (found == FO_FOUND)
    *ret_quantity_u = target.quantity_u;
  return found;
}

bool
fo_items_of_order (FoTxn *txn, FoId order, GArray *items, GError **error)
{
  return fo_fill_all (txn, FO_SQL_ITEMS_OF_ORDER, FO_VALUES (FO_INT (order)), fo_fill_item, items, error);
}

/* ---- the search ------------------------------------------------------------------------------------------------------------ */

#define WORDS_ASKED 3 /* of those that were typed; the longest say most */

static int
longest_first (gconstpointer a, gconstpointer b)
{
  return (int) strlen (*(char *const *) b) - (int) strlen (*(char *const *) a);
}

/* Cut as the statement ITEM_WORDS_SET cuts what is searched. */
static GPtrArray *
words_of (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) cut = NULL;
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (char *p = folded; *p; p = g_utf8_next_char (p))
    if (strchr ("-/.,()\"", *p))
      *p = ' ';
    else if (g_str_has_prefix (p, "«") || g_str_has_prefix (p, "»"))
      p[0] = p[1] = ' ';
  cut = g_strsplit (folded, " ", -1);
  for (char **word = cut; *word; word++)
    if (**word)
      g_ptr_array_add (words, g_utf8_substring (*word, 0, MIN (g_utf8_strlen (*word, -1), 40)));
  g_ptr_array_sort (words, longest_first);
  return words;
}

static int
by_code (gconstpointer a, gconstpointer b)
{
  return strcmp (((const FoItem *) a)->code, ((const FoItem *) b)->code);
}

bool
fo_items_search (FoTxn *txn, const char *text, guint limit, GArray *items, GError **error)
{
  g_autoptr (GPtrArray) words = words_of (text);
  g_autofree char *ends[WORDS_ASKED] = { NULL };
  FoValue values[2 * WORDS_ASKED + 1];
  guint before = items->len;

  for (guint i = 0; i < WORDS_ASKED; i++) {
    const char *word = i < words->len ? g_ptr_array_index (words, i) : "";

    ends[i] = g_strconcat (word, "\xf4\x8f\xbf\xbf", NULL); /* behind all that begins so */
    values[2 * i] = FO_TEXT (word);
    values[2 * i + 1] = FO_TEXT (ends[i]);
  }
  values[2 * WORDS_ASKED] = FO_INT (limit);
  if (!fo_fill_all (txn, FO_SQL_ITEM_SEARCH, values, G_N_ELEMENTS (values), fo_fill_item, items, error))
    return false;
  qsort (items->data + (gsize) before * sizeof (FoItem), items->len - before, sizeof (FoItem), by_code);
  return true;
}

bool
fo_items_page (FoTxn *txn, const char *after, guint limit, GArray *items, GError **error)
{
  return fo_fill_all (txn, FO_SQL_ITEM_PAGE, FO_VALUES (FO_TEXT (after), FO_INT (limit)), fo_fill_item, items, error);
}

static char *
folded_names (const FoItem *item)
{
  g_autofree char *all = g_strjoin (" ", item->code, item->name, item->name_de, item->name_en, NULL);

  return g_utf8_casefold (all, -1);
}

static void
write_item (FoTxn *txn, FoSql sql, const FoItem *item, const char *folded, const char *remote_id)
{
  fo_txn_write (txn, sql, 1,
                FO_VALUES (FO_INT (item->id), FO_TEXT (item->code), FO_TEXT (item->name), FO_TEXT (item->name_de),
                           FO_TEXT (item->name_en), FO_TEXT (item->unit), FO_TEXT (fo_item_kind_name (item->kind)),
                           FO_TEXT (fo_tracking_name (item->tracking)), FO_INT (item->has_expiry),
                           FO_TEXT (fo_issue_order_name (item->issue)), FO_TEXT (fo_enforcement_name (item->enforcement)),
                           FO_INT (item->shelf_life_days), FO_TEXT (fo_certificate_rule_name (item->certificate)),
                           FO_INT (item->every_unit), FO_INT (item->by_eye), FO_TEXT (fo_labels_rule_name (item->labels)),
                           FO_TEXT (folded), FO_TEXT (remote_id), FO_INT (bears_of (item))));
}

void
fo_item_insert (FoTxn *txn, const FoItem *item, const char *remote_id)
{
  g_autofree char *folded = folded_names (item);

  write_item (txn, FO_SQL_ITEM_INSERT, item, folded, remote_id);
  fo_txn_write (txn, FO_SQL_ITEM_WORDS_SET, FO_ANY, FO_VALUES (FO_INT (item->id)));
  fo_txn_write (txn, FO_SQL_TURN_INSERT, 1, FO_VALUES (FO_INT (item->id)));
}

void
fo_item_update (FoTxn *txn, const FoItem *item, const char *remote_id)
{
  g_autofree char *folded = folded_names (item);

  fo_txn_write (txn, FO_SQL_ITEM_WORDS_FORGET, FO_ANY, FO_VALUES (FO_INT (item->id), FO_TEXT (folded)));
  write_item (txn, FO_SQL_ITEM_UPDATE, item, folded, remote_id);
  fo_txn_write (txn, FO_SQL_ITEM_WORDS_SET, FO_ANY, FO_VALUES (FO_INT (item->id)));
}

static void
fill_life (FoRows *rows, gpointer ret)
{
  FoMinLife *life = ret;

  life->days = (gint32) fo_rows_int (rows, 0);
  life->percent = (gint32) fo_rows_int (rows, 1);
}

bool
fo_item_life_get (FoTxn *txn, FoId item, FoMinLife *ret, GError **error)
{
  *ret = (FoMinLife){ 0, 0 };
  return fo_fill_one (txn, FO_SQL_ITEM_LIFE, FO_VALUES (FO_INT (item)), fill_life, ret, error) != FO_FAILED;
}

void
fo_item_life_set (FoTxn *txn, FoId item, const FoMinLife *life)
{
  fo_txn_write (txn, FO_SQL_ITEM_LIFE_SET, 1, FO_VALUES (FO_INT (item), FO_INT (life->days), FO_INT (life->percent)));
}

static void
fill_gtin (FoRows *rows, gpointer ret)
{
  fo_rows_copy (rows, 0, ret, 15);
}

bool
fo_item_gtin (FoTxn *txn, FoId item, char *gtin, GError **error)
{
  gtin[0] = '\0';
  return fo_fill_one (txn, FO_SQL_GTIN_OF_ITEM, FO_VALUES (FO_INT (item)), fill_gtin, gtin, error) != FO_FAILED;
}

static void
fill_barcode (FoRows *rows, gpointer ret)
{
  FoBarcode *barcode = ret;

  fo_rows_copy (rows, 0, barcode->code, sizeof barcode->code);
  barcode->quantity_u = fo_rows_int (rows, 1);
}

bool
fo_barcodes_of_item (FoTxn *txn, FoId item, GArray *barcodes, GError **error)
{
  return fo_fill_all (txn, FO_SQL_BARCODES_OF_ITEM, FO_VALUES (FO_INT (item)), fill_barcode, barcodes, error);
}

static void
fill_turn (FoRows *rows, gpointer ret)
{
  FoTurn *turn = ret;

  turn->free_u = fo_rows_int (rows, 0);
  turn->promised_u = fo_rows_int (rows, 1);
}

/* Two statements and not one with RETURNING: SQLite answers that through a table of its own making, at three times the price; on
 * PostgreSQL both travel together. */
bool
fo_turn_take (FoTxn *txn, FoId item, FoTurn *ret, GError **error)
{
  fo_txn_lock (txn, FO_SQL_TURN_TAKE, FO_VALUES (FO_INT (item)));
  return fo_turn_look (txn, item, ret, error);
}

bool
fo_turns_take (FoTxn *txn, const FoId *items, guint n, GArray *turns, GError **error)
{
  for (guint i = 0; i < n; i++) {
    fo_txn_lock (txn, FO_SQL_TURN_TAKE, FO_VALUES (FO_INT (items[i])));
    fo_announce_turn_look (txn, items[i]);
  }
  for (guint i = 0; i < n; i++) {
    FoTurn turn;

    if (!fo_turn_look (txn, items[i], &turn, error))
      return false;
    g_array_append_val (turns, turn);
  }
  return true;
}

bool
fo_turn_look (FoTxn *txn, FoId item, FoTurn *ret, GError **error)
{
  FoFound found = fo_fill_one (txn, FO_SQL_TURN_LOOK, FO_VALUES (FO_INT (item)), fill_turn, ret, error);

  ret->item = item;
  if (found == FO_ABSENT)
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_CONSTRAINT, "item %" G_GINT64_FORMAT " has no turn row", item);
  return found == FO_FOUND;
}

void
fo_turn_add (FoTxn *txn, FoTurn *turn, FoQuantity free_u, FoQuantity promised_u)
{
  if (free_u == 0 && promised_u == 0)
    return;
  turn->free_u += free_u;
  turn->promised_u += promised_u;
  fo_txn_write (txn, FO_SQL_TURN_ADD, 1, FO_VALUES (FO_INT (turn->item), FO_INT (free_u), FO_INT (promised_u)));
}

static void
fill_id (FoRows *rows, gpointer ret)
{
  *(FoId *) ret = fo_rows_int (rows, 0);
}

bool
fo_items_promised (FoTxn *txn, GArray *items, GError **error)
{
  return fo_fill_all (txn, FO_SQL_ITEMS_PROMISED, NULL, 0, fill_id, items, error);
}

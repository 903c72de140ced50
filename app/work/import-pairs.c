/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tables that speak of known items share: which item a cell means, and the way back page by page. */
#include "firstout/store/item-names.h"
#include "import-inside.h"

bool
fo_import_find_item (FoImport *import, FoTxn *txn, FoImportRow *row, int column, FoItem *ret_item, GError **error)
{
  char code[FO_ITEM_NAME_MAX] = "";
  FoVerdict verdict = FO_OK;
  FoFound found;

  fo_import_get_text (import, row, column, true, code, sizeof code);
  if (!code[0]) {
    if (!row->is_faulty)
      fo_import_fault (import, row, column, FO_MESSAGE_MALFORMED);
    return true;
  }
  found = fo_item_find_by_code (txn, code, ret_item, error);
  if (found == FO_ABSENT)
    found = fo_item_find_meant (txn, code, ret_item, &verdict, error);
  if (found == FO_ABSENT)
    fo_import_fault (import, row, column, verdict);
  return found != FO_FAILED;
}

#define PAGE 200

bool
fo_export_pages (FoTxn *txn, const FoExportList *list, GString *text, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, list->size);
  g_autofree gpointer after = NULL;

  do {
    g_array_set_size (page, 0);
    if (!list->page (txn, after, PAGE, page, error))
      return false;
    for (guint i = 0; i < page->len; i++) {
      if (!list->row (txn, page->data + i * list->size, text, error))
        return false;
      fo_sheet_end_row (text);
    }
    if (page->len) {
      g_free (after);
      after = g_memdup2 (page->data + (page->len - 1) * list->size, list->size);
    }
  } while (page->len == PAGE);
  return true;
}

bool
fo_export_item (FoTxn *txn, FoId id, GString *text, GError **error)
{
  FoItem item;

  if (fo_item_find (txn, id, &item, error) != FO_FOUND)
    return false;
  fo_sheet_add (text, item.code);
  return true;
}

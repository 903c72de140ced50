/* SPDX-License-Identifier: GPL-3.0-or-later
 * What kits consist of, a row a component. */
#include "firstout/store/kits.h"
#include "import-inside.h"

enum { KIT, COMPONENT, QUANTITY };

static const FoImportColumn columns[] = {
  [KIT] = { "kit", "набор|комплект|артикулнабора|set|satz|bundle", true },
  [COMPONENT] = { "item", "component|состав|компонент|комплектующее|артикул|komponente|teil|artikel", true },
  [QUANTITY] = { "quantity", "qty|количество|колво|menge|anzahl", true },
  { NULL, NULL, false },
};

typedef struct {
  FoImportRow row;
  FoKitLine line;
} KitRow;

static bool
find_item (FoImport *import, FoTxn *txn, KitRow *r, int column, FoId *ret_item, GError **error)
{
  char code[FO_ITEM_CODE_MAX] = "";
  FoItem item;
  FoFound found;

  fo_import_get_text (import, &r->row, column, true, code, sizeof code);
  if (!code[0]) {
    if (!r->row.is_faulty)
      fo_import_fault (import, &r->row, column, FO_MESSAGE_MALFORMED);
    return true;
  }
  found = fo_item_find_by_code (txn, code, &item, error);
  if (found == FO_ABSENT)
    fo_import_fault (import, &r->row, column, FO_ITEM_UNKNOWN);
  else if (found == FO_FOUND && (column == KIT ? item.kind != FO_ITEM_KIT : item.kind == FO_ITEM_SERVICE))
    fo_import_fault (import, &r->row, column, FO_KIT_BAD);
  else if (found == FO_FOUND)
    *ret_item = item.id;
  return found != FO_FAILED;
}

static bool
look_at_row (FoImport *import, FoTxn *txn, FoImportRow *row, GError **error)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (FoKitLine));
  KitRow *r = (KitRow *) row;

  if (!find_item (import, txn, r, KIT, &r->line.kit, error)
      || !find_item (import, txn, r, COMPONENT, &r->line.component, error))
    return false;
  fo_import_get_quantity (import, row, QUANTITY, &r->line.quantity_u);
  if (row->is_faulty)
    return true;
  if (r->line.quantity_u < 0)
    fo_import_fault (import, row, QUANTITY, FO_QUANTITY_NOT_POSITIVE);
  if (!fo_kit_lines (txn, r->line.kit, known, error))
    return false;
  for (guint i = 0; i < known->len; i++) {
    const FoKitLine *line = &g_array_index (known, FoKitLine, i);
    row->is_unchanged |= line->component == r->line.component && line->quantity_u == r->line.quantity_u;
  }
  return true;
}

static bool
apply_row (FoImport *import, FoImportRow *row, GError **error)
{
  const KitRow *r = (const KitRow *) row;
  const FoApplyKitLine what = { .kit = r->line.kit, .component = r->line.component, .quantity_u = r->line.quantity_u };
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!fo_import_act (import, &act, error) || !fo_work_apply_kit_line (import->store, &act, &what, &reply, error))
    return false;
  fo_import_answer (import, row, &reply);
  return true;
}

const FoImportOps fo_import_kits = { columns, sizeof (KitRow), look_at_row, apply_row };

#define PAGE 200

bool
fo_export_kits (FoTxn *txn, GString *text, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoKitLine));
  FoKitLine after = { 0 };

  do {
    g_array_set_size (lines, 0);
    if (!fo_kit_page (txn, &after, PAGE, lines, error))
      return false;
    for (guint i = 0; i < lines->len; i++) {
      FoItem kit, component;

      after = g_array_index (lines, FoKitLine, i);
      if (fo_item_find (txn, after.kit, &kit, error) != FO_FOUND || fo_item_find (txn, after.component, &component, error) != FO_FOUND)
        return false;
      fo_sheet_add (text, kit.code);
      fo_sheet_add (text, component.code);
      fo_export_quantity (text, after.quantity_u);
      fo_sheet_end_row (text);
    }
  } while (lines->len == PAGE);
  return true;
}

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
  FoItem item = { .id = 0 };

  if (!fo_import_find_item (import, txn, &r->row, column, &item, error))
    return false;
  if (item.id && (column == KIT ? item.kind != FO_ITEM_KIT : item.kind == FO_ITEM_SERVICE))
    fo_import_fault (import, &r->row, column, FO_KIT_BAD);
  *ret_item = item.id;
  return true;
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

static bool
page (FoTxn *txn, gconstpointer after, guint limit, GArray *lines, GError **error)
{
  return fo_kit_page (txn, after, limit, lines, error);
}

static bool
export_row (FoTxn *txn, gconstpointer one, GString *text, GError **error)
{
  const FoKitLine *line = one;

  if (!fo_export_item (txn, line->kit, text, error) || !fo_export_item (txn, line->component, text, error))
    return false;
  fo_export_quantity (text, line->quantity_u);
  return true;
}

const FoExportList fo_export_kits = { sizeof (FoKitLine), page, export_row };

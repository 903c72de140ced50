/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may leave instead of an item, a row a substitute. */
#include "firstout/store/substitutes.h"
#include "firstout/work/substitutes.h"
#include "import-inside.h"

enum { ITEM, STANDS_FOR, INSTEAD, QUANTITY, PRIORITY, ASKS };

static const FoImportColumn columns[] = {
  [ITEM] = { "item", "code|artikel|артикул|код|товар", true },
  [STANDS_FOR] = { "stands_for", "for|заменяетколичество|замколво|für|fur|ersetzt", false },
  [INSTEAD] = { "instead", "substitute|замена|аналог|артикулзамены|ersatz|ersatzartikel", true },
  [QUANTITY] = { "quantity", "qty|количество|колво|колвозамены|menge|anzahl", false },
  [PRIORITY] = { "priority", "приоритет|очередь|priorität|prioritat|rang", false },
  [ASKS] = { "asks", "consent|ктоспрашивается|когоспросить|согласие|решает|zustimmung|entscheidet", false },
  { NULL, NULL, false },
};

static const char *const asks_words[] = { "никто",          "nobody",  "никого",  "nobody",   "niemand",
                                          "nobody",         "старший", "lead",    "старшего", "lead",
                                          "schichtleitung", "lead",    "leitung", "lead",     "продажи",
                                          "sales",          "клиент",  "sales",   "клиента",  "sales",
                                          "verkauf",        "sales",   "kunde",   "sales",    NULL };

typedef struct {
  FoImportRow row;
  FoSubstitute substitute;
  bool gone; /* quantity 0 takes it out */
} SubstituteRow;

static bool
find_item (FoImport *import, FoTxn *txn, SubstituteRow *r, int column, FoId *ret_item, GError **error)
{
  FoItem item = { .id = 0 };

  if (!fo_import_find_item (import, txn, &r->row, column, &item, error))
    return false;
  if (item.id && item.kind != FO_ITEM_GOODS)
    fo_import_fault (import, &r->row, column, FO_SUBSTITUTE_BAD);
  *ret_item = item.id;
  return true;
}

static bool
same (const FoSubstitute *a, const FoSubstitute *b)
{
  return a->for_u == b->for_u && a->instead_u == b->instead_u && a->priority == b->priority && a->asks == b->asks;
}

/* What the row says goes before what is known; what it leaves open stays. */
static bool
look_at_row (FoImport *import, FoTxn *txn, FoImportRow *row, GError **error)
{
  SubstituteRow *r = (SubstituteRow *) row;
  FoSubstitute known = { .for_u = FO_ONE, .instead_u = FO_ONE, .asks = FO_ASKS_LEAD };
  FoFound found;

  if (!find_item (import, txn, r, ITEM, &r->substitute.item, error)
      || !find_item (import, txn, r, INSTEAD, &r->substitute.instead, error))
    return false;
  if (row->is_faulty)
    return true;
  if (r->substitute.item == r->substitute.instead)
    fo_import_fault (import, row, INSTEAD, FO_SUBSTITUTE_BAD);
  known.item = r->substitute.item;
  known.instead = r->substitute.instead;
  found = fo_substitute_find (txn, known.item, known.instead, &known, error);
  r->substitute = known;
  fo_import_get_quantity (import, row, STANDS_FOR, &r->substitute.for_u);
  fo_import_get_quantity (import, row, QUANTITY, &r->substitute.instead_u);
  fo_import_get_int (import, row, PRIORITY, 1000000, &r->substitute.priority);
  fo_import_get_word (import, row, ASKS, asks_words, fo_substitute_asks_parse, &r->substitute.asks);
  r->gone = r->substitute.instead_u == 0;
  if (!row->is_faulty && (r->substitute.for_u <= 0 || r->substitute.instead_u < 0))
    fo_import_fault (import, row, r->substitute.for_u <= 0 ? STANDS_FOR : QUANTITY, FO_QUANTITY_NOT_POSITIVE);
  row->is_unchanged = r->gone ? found == FO_ABSENT : found == FO_FOUND && same (&known, &r->substitute);
  return found != FO_FAILED;
}

static bool
apply_row (FoImport *import, FoImportRow *row, GError **error)
{
  const SubstituteRow *r = (const SubstituteRow *) row;
  const FoApplySubstitute what = { .substitute = r->substitute, .gone = r->gone };
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!fo_import_act (import, &act, error) || !fo_work_apply_substitute (import->store, &act, &what, &reply, error))
    return false;
  fo_import_answer (import, row, &reply);
  return true;
}

const FoImportOps fo_import_substitutes = { columns, sizeof (SubstituteRow), look_at_row, apply_row };

static bool
page (FoTxn *txn, gconstpointer after, guint limit, GArray *substitutes, GError **error)
{
  return fo_substitute_page (txn, after, limit, substitutes, error);
}

static bool
export_row (FoTxn *txn, gconstpointer data, GString *text, GError **error)
{
  const FoSubstitute *one = data;

  if (!fo_export_item (txn, one->item, text, error))
    return false;
  fo_export_quantity (text, one->for_u);
  if (!fo_export_item (txn, one->instead, text, error))
    return false;
  fo_export_quantity (text, one->instead_u);
  fo_export_int (text, one->priority);
  fo_sheet_add (text, fo_substitute_asks_name (one->asks));
  return true;
}

const FoExportList fo_export_substitutes = { sizeof (FoSubstitute), page, export_row };

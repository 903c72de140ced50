/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"
#include "firstout/store/stock.h"

static const struct {
  FoSql sql;
  const char *name;
} audits[] = {
#define AUDIT(name) { FO_SQL_##name, #name }
  AUDIT (AUDIT_ON_HAND),       AUDIT (AUDIT_HELD),          AUDIT (AUDIT_HOLD_WITHOUT_BALANCE), AUDIT (AUDIT_LINE_HELD),
  AUDIT (AUDIT_LINE_PICKED),   AUDIT (AUDIT_LINE_PROMISED), AUDIT (AUDIT_LINE_SHIPPED),         AUDIT (AUDIT_SHIPPED_MOVED),
  AUDIT (AUDIT_TURN_FREE),     AUDIT (AUDIT_TURN_PROMISED), AUDIT (AUDIT_SUPPLY_PROMISED),      AUDIT (AUDIT_SUPPLY_RECEIVED),
  AUDIT (AUDIT_WITHOUT_OPERATION), AUDIT (AUDIT_WAITING),      AUDIT (AUDIT_QUEUE),     AUDIT (AUDIT_ITEM_OF_BALANCE),      AUDIT (AUDIT_PLACE_KIND),
  AUDIT (AUDIT_SHIPPED_CODES), AUDIT (AUDIT_PICKED_CODES),  AUDIT (AUDIT_CARTONS),
  AUDIT (AUDIT_PACKED),        AUDIT (AUDIT_PACKED_SHIPPED), AUDIT (AUDIT_PACKED_UNITS),
  AUDIT (AUDIT_RETURNED),      AUDIT (AUDIT_RELABELLED),
#undef AUDIT
};

static bool
run_audit (FoTxn *txn, FoSql sql, const char *name, FoAuditFound found, gpointer data, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, sql, NULL, 0, error);
  g_autoptr (GError) failed = NULL;

  if (!rows)
    return false;
  while (fo_rows_next (rows, &failed))
    found (name, fo_rows_text (rows, 0), fo_rows_int (rows, 1), fo_rows_int (rows, 2), data);
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  return !failed;
}

typedef struct {
  FoId lot_id, place_id;
  char key[FO_ISSUE_KEY_MAX], until[FO_DAY_KEY_MAX], place_kind[16];
  bool usable;
} KeyRow;

static void
fill_key (FoRows *rows, gpointer ret)
{
  KeyRow *row = ret;

  row->lot_id = fo_rows_int (rows, 0);
  row->place_id = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, row->key, sizeof row->key);
  fo_rows_copy (rows, 3, row->until, sizeof row->until);
  row->usable = fo_rows_int (rows, 4) != 0;
  fo_rows_copy (rows, 5, row->place_kind, sizeof row->place_kind);
}

/* What a balance repeats of its lot must be what the core makes of the lot today. */
static bool
audit_key (FoTxn *txn, const KeyRow *row, FoAuditFound found, gpointer data, GError **error)
{
  char key[FO_ISSUE_KEY_MAX], until[FO_DAY_KEY_MAX];
  FoPlaceKind kind = FO_PLACE_SUPPLIER;
  FoItem item;
  FoLot lot;

  if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
    return false;
  fo_issue_key (&lot, &item, key);
  fo_usable_until_key (fo_lot_usable_until (&lot, &item), until);
  fo_place_kind_parse (row->place_kind, &kind);
  if (!g_str_equal (key, row->key) || !g_str_equal (until, row->until)
      || row->usable != (fo_lot_is_open (&lot) && fo_place_issues (kind)))
    found ("AUDIT_KEYS", row->key, row->usable, 0, data);
  return true;
}

static bool
audit_keys (FoTxn *txn, FoAuditFound found, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (KeyRow));
  KeyRow last = { 0 };
  const guint page = 500;

  do {
    g_array_set_size (rows, 0);
    if (!fo_fill_all (txn, FO_SQL_AUDIT_KEYS, FO_VALUES (FO_INT (last.lot_id), FO_INT (last.place_id), FO_INT (page)), fill_key,
                      rows, error))
      return false;
    for (guint i = 0; i < rows->len; i++)
      if (!audit_key (txn, &g_array_index (rows, KeyRow, i), found, data, error))
        return false;
    if (rows->len > 0)
      last = g_array_index (rows, KeyRow, rows->len - 1);
  } while (rows->len == page);
  return true;
}

bool
fo_stock_audit (FoTxn *txn, FoAuditFound found, gpointer data, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (audits); i++)
    if (!run_audit (txn, audits[i].sql, audits[i].name, found, data, error))
      return false;
  return audit_keys (txn, found, data, error);
}

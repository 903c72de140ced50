/* SPDX-License-Identifier: GPL-3.0-or-later
 * What comes in which carton: a supplier's list, a row a unit. */
#include "firstout/work/codes.h"
#include "import-inside.h"
#include <string.h>

enum { CARTON, ITEM, LOT, EXPIRES, CODE };

static const FoImportColumn columns[] = {
  [CARTON] = { "carton", "sscc|короб|кодкороба|упаковка|кодупаковки|киту|кигу|karton|packstück|packstueck|nve|box",
               true },
  [ITEM] = { "item", "article|sku|артикул|кодтовара|номенклатуракод|artikel|artikelnummer|artikelnr|artnr", false },
  [LOT] = { "lot", "batch|series|партия|серия|номерпартии|номерсерии|charge|chargennummer|chargennr|lotnumber", false },
  [EXPIRES] = { "expires_on",
                "expires|expiry|bestbefore|годендо|сроквагодности|срокгодности|mhd|verfall|haltbarbis|verfallsdatum", false },
  [CODE] = { "code", "marking|markingcode|кодмаркировки|киз|км|ки|код|datamatrix|kennzeichnung", true },
  { NULL, NULL, false },
};

typedef struct {
  FoImportRow row;
  FoMark carton, unit;
  FoId item;
  char gtin[FO_GTIN_MAX], lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on;
} CartonRow;

/* ---- cells ------------------------------------------------------------------------------------------------------- */

/* A separator in a table: the byte itself, as Excel keeps it, as JSON and XML write it, or as people do. */
static char *
with_separators (const char *cell)
{
  static const char *const forms[] = { "<GS>", "_x001D_", "_x001d_", "\\u001d", "\\u001D", "\\x1d", "&#29;", "&#x1D;", "␝" };
  GString *text = g_string_new (cell);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    g_string_replace (text, forms[i], "\x1d", 0);
  return g_string_free (text, FALSE);
}

static bool
read_code (const FoImport *import, const char *cell, FoCode *code)
{
  g_autofree char *text = with_separators (cell);
  FoScan scan;

  if (!fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_UNKNOWN, NULL, 0))
    return false;
  fo_code_read (code, &scan, fo_store_today (import->store), false);
  return code->verdict == FO_OK;
}

static void
read_carton (FoImport *import, CartonRow *r)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  char sscc[FO_SSCC_MAX];

  if (!read_code (import, fo_import_text (import, &r->row, CARTON), code))
    fo_import_fault (import, &r->row, CARTON, code->verdict == FO_OK ? FO_CODE_EMPTY : code->verdict);
  else if (fo_code_sscc (code, sscc))
    g_snprintf (r->carton.identity, sizeof r->carton.identity, "00%s", sscc);
  else if (!fo_code_may_be (code, FO_CODE_GS1) || !fo_mark_identity (&code->gs1, r->carton.identity))
    fo_import_fault (import, &r->row, CARTON, FO_MESSAGE_MALFORMED);
  g_strlcpy (r->carton.code, r->carton.identity, sizeof r->carton.code);
}

/* A list often gives identities, without the tail that proves them. */
static void
read_unit (FoImport *import, CartonRow *r)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  bool sound = read_code (import, fo_import_text (import, &r->row, CODE), code);
  FoMarking marking = { .verdict = code->verdict };
  FoVerdict verdict;

  if (sound || code->verdict != FO_OK)
    fo_marking_read (&marking, code);
  verdict = marking.verdict;
  if (verdict == FO_OK && marking.form == FO_MARKING_NONE)
    verdict = sound ? FO_MARKING_NEEDED : FO_CODE_EMPTY;
  if (verdict == FO_OK && strlen (marking.full) >= sizeof r->unit.code)
    verdict = FO_CODE_TOO_LONG;
  if (verdict != FO_OK) {
    fo_import_fault (import, &r->row, CODE, verdict);
    return;
  }
  g_strlcpy (r->gtin, marking.gtin, sizeof r->gtin);
  g_strlcpy (r->unit.identity, marking.identity, sizeof r->unit.identity);
  g_strlcpy (r->unit.code, marking.full, sizeof r->unit.code);
}

/* ---- against the store ------------------------------------------------------------------------------------------- */

static bool
find_item (FoImport *import, FoTxn *txn, CartonRow *r, GError **error)
{
  FoItem by_code = { 0 }, by_gtin = { 0 };
  FoQuantity pack_u;
  FoFound found = r->gtin[0] ? fo_item_find_by_barcode (txn, r->gtin, &by_gtin, &pack_u, error) : FO_ABSENT;

  if (found == FO_FAILED
      || (*fo_import_text (import, &r->row, ITEM) && !fo_import_find_item (import, txn, &r->row, ITEM, &by_code, error)))
    return false;
  r->item = by_code.id ? by_code.id : by_gtin.id;
  if (r->row.is_faulty)
    return true;
  if (!r->item)
    fo_import_fault (import, &r->row, CODE, FO_ITEM_UNKNOWN);
  else if (by_code.id && by_gtin.id && by_code.id != by_gtin.id)
    fo_import_fault (import, &r->row, ITEM, FO_MARKING_OTHER_ITEM);
  else if (!(by_code.id ? by_code : by_gtin).marked)
    fo_import_fault (import, &r->row, ITEM, FO_MESSAGE_MALFORMED);
  return true;
}

/* Announced as here, or in the house since. */
static bool
judge_unit (FoImport *import, FoTxn *txn, CartonRow *r, GError **error)
{
  FoUnit unit = { .expires_on = FO_DAY_NONE }, carton = { .state = FO_UNIT_GONE };
  FoFound found = fo_unit_find (txn, r->unit.identity, &unit, error);

  if (found != FO_FOUND || unit.state == FO_UNIT_GONE)
    return found != FO_FAILED;
  if (unit.carton_id && fo_unit_find_by_id (txn, unit.carton_id, &carton, error) != FO_FOUND)
    return false;
  r->row.is_unchanged = unit.item_id == r->item && strcmp (carton.identity, r->carton.identity) == 0
                        && (unit.state != FO_UNIT_ANNOUNCED
                            || (strcmp (unit.lot, r->lot) == 0 && unit.expires_on == r->expires_on));
  if (!r->row.is_unchanged && unit.state != FO_UNIT_ANNOUNCED)
    fo_import_fault (import, &r->row, CODE, FO_MARKING_KNOWN);
  return true;
}

static bool
look_at_row (FoImport *import, FoTxn *txn, FoImportRow *row, GError **error)
{
  CartonRow *r = (CartonRow *) row;

  r->expires_on = FO_DAY_NONE;
  read_carton (import, r);
  read_unit (import, r);
  fo_import_get_text (import, row, LOT, true, r->lot, sizeof r->lot);
  fo_import_get_day (import, row, EXPIRES, &r->expires_on);
  if (r->unit.identity[0] && fo_import_see (import, row, g_strdup (r->unit.identity)))
    fo_import_fault (import, row, CODE, FO_NUMBER_TAKEN);
  return find_item (import, txn, r, error) && (row->is_faulty || judge_unit (import, txn, r, error));
}

static bool
apply_row (FoImport *import, FoImportRow *row, GError **error)
{
  CartonRow *r = (CartonRow *) row;
  const FoAnnounce what = { r->carton, r->unit, r->item, r->lot, r->expires_on };
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!fo_import_act (import, &act, error) || !fo_work_announce (import->store, &act, &what, &reply, error))
    return false;
  fo_import_answer (import, row, &reply);
  return true;
}

const FoImportOps fo_import_cartons = { columns, sizeof (CartonRow), look_at_row, apply_row };

/* ---- the way back ------------------------------------------------------------------------------------------------ */

static bool
export_carton (FoTxn *txn, GString *text, const FoUnit *carton, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));

  if (!fo_units_of_carton (txn, carton->id, units, error))
    return false;
  for (guint i = 0; i < units->len; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    g_autoptr (GString) code = g_string_new (unit->code);
    FoItem item;

    if (unit->state != FO_UNIT_ANNOUNCED)
      continue;
    if (fo_item_find (txn, unit->item_id, &item, error) != FO_FOUND)
      return false;
    g_string_replace (code, "\x1d", "<GS>", 0);
    fo_sheet_add (text, carton->identity);
    fo_sheet_add (text, item.code);
    fo_sheet_add (text, unit->lot);
    fo_export_day (text, unit->expires_on);
    fo_sheet_add (text, code->str);
    fo_sheet_end_row (text);
  }
  return true;
}

bool
fo_export_cartons (FoTxn *txn, GString *text, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  char after[FO_IDENTITY_MAX] = "";
  const guint page = 500;

  do {
    g_array_set_size (cartons, 0);
    if (!fo_cartons_page (txn, after, page, cartons, error))
      return false;
    for (guint i = 0; i < cartons->len; i++) {
      const FoUnit *carton = &g_array_index (cartons, FoUnit, i);
      g_strlcpy (after, carton->identity, sizeof after);
      if (carton->state == FO_UNIT_ANNOUNCED && !export_carton (txn, text, carton, error))
        return false;
    }
  } while (cartons->len == page);
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-inside.h"
#include <string.h>

enum { ITEM, LOT, EXPIRES, PRODUCED, RECEIVED, PLACE, QUANTITY, STATE, REASON, OWNER };

static const FoImportColumn columns[] = {
  [ITEM] = { "item", "code|article|sku|артикул|код|кодтовара|номенклатуракод|artikel|artikelnummer|artikelnr|artnr",
             true },
  [LOT] = { "lot", "batch|series|партия|серия|номерпартии|номерсерии|charge|chargennummer|chargennr|lotnumber", false },
  [EXPIRES] = { "expires_on",
                "expires|expiry|bestbefore|годендо|сроквагодности|срокгодности|датаистечения|mhd|verfall|haltbarbis|"
                "verfallsdatum",
                false },
  [PRODUCED] = { "produced_on", "датапроизводства|датаизготовления|изготовлено|produced|herstellung|herstelldatum",
                 false },
  [RECEIVED] = { "received_on",
                 "received|датапоступления|датаприхода|поступило|дата|wareneingang|eingang|eingangsdatum", false },
  [PLACE] = { "place", "bin|location|ячейка|место|местохранения|адрес|lagerplatz|platz|fach", true },
  [QUANTITY] = { "quantity", "qty|количество|колво|остаток|menge|bestand|onhand", true },
  [STATE] = { "state", "состояние|статус|status|zustand", false },
  [REASON] = { "reason", "причина|grund", false },
  [OWNER] = { "owner", "владелец|собственник|чейтовар|принадлежит|eigentümer|eigentuemer|besitzer|consignor", false },
  { NULL, NULL, false },
};

typedef struct {
  FoImportRow row;
  FoOpening opening;
  char place[FO_PLACE_CODE_MAX], lot[FO_LOT_NUMBER_MAX], reason[128], owner[FO_OWNER_MAX];
} StockRow;

static const char *const state_words[] = { "свободно",   "free",        "годен",    "free",          "frei",
                                           "free",       "блокировано", "blocked",  "заблокировано", "blocked",
                                           "gesperrt",   "blocked",     "карантин", "quarantine",    "quarantäne",
                                           "quarantine", NULL };

static void
read_row (FoImport *import, StockRow *r)
{
  FoImportRow *row = &r->row;
  FoOpening *o = &r->opening;

  o->expires_on = o->produced_on = o->received_on = FO_DAY_NONE;
  fo_import_get_text (import, row, PLACE, true, r->place, sizeof r->place);
  fo_import_get_text (import, row, LOT, true, r->lot, sizeof r->lot);
  fo_import_get_text (import, row, REASON, false, r->reason, sizeof r->reason);
  fo_import_get_text (import, row, OWNER, false, r->owner, sizeof r->owner);
  fo_import_get_day (import, row, EXPIRES, &o->expires_on);
  fo_import_get_day (import, row, PRODUCED, &o->produced_on);
  fo_import_get_day (import, row, RECEIVED, &o->received_on);
  fo_import_get_quantity (import, row, QUANTITY, &o->quantity_u);
  fo_import_get_word (import, row, STATE, state_words, fo_lot_state_parse, &o->state);
  o->lot = r->lot;
  o->reason = r->reason;
  o->owner = r->owner;
  if (!*fo_import_text (import, row, QUANTITY))
    fo_import_fault (import, row, QUANTITY, FO_QUANTITY_BAD);
  if (o->received_on != FO_DAY_NONE && o->received_on > fo_store_today (import->store))
    fo_import_fault (import, row, RECEIVED, FO_DAY_BAD);
}

/* ---- against the store ------------------------------------------------------------------------------------------- */

static bool
find_item (FoImport *import, FoTxn *txn, StockRow *r, FoItem *ret, GError **error)
{
  FoVerdict verdict;

  if (!fo_import_find_item (import, txn, &r->row, ITEM, ret, error))
    return false;
  if (!ret->id)
    return true;
  r->opening.item = ret->id;
  verdict = fo_item_may_book (ret, MAX (r->opening.quantity_u, 1 * FO_ONE));
  if (verdict == FO_OK && r->opening.quantity_u > 0)
    verdict = fo_item_may_book (ret, r->opening.quantity_u);
  if (verdict != FO_OK)
    fo_import_fault (import, &r->row, verdict == FO_ITEM_IS_SERVICE ? ITEM : QUANTITY, verdict);
  if (ret->tracking == FO_TRACKING_LOT && !r->lot[0])
    fo_import_fault (import, &r->row, LOT, FO_LOT_NEEDED);
  if (ret->tracking == FO_TRACKING_NONE && r->lot[0])
    fo_import_fault (import, &r->row, LOT, FO_MESSAGE_MALFORMED);
  return true;
}

static bool
find_place (FoImport *import, FoTxn *txn, StockRow *r, FoPlace *ret_opening, GError **error)
{
  FoPlace place;
  FoFound found = fo_place_find_by_code (txn, r->place, &place, error), opening;

  if (found == FO_FAILED)
    return false;
  if (found == FO_ABSENT)
    fo_import_fault (import, &r->row, PLACE, FO_PLACE_UNKNOWN);
  else if (!fo_place_is_real (place.kind))
    fo_import_fault (import, &r->row, PLACE, FO_PLACE_IS_VIRTUAL);
  r->opening.place = found == FO_FOUND ? place.id : 0;
  opening = fo_place_of_kind (txn, FO_PLACE_OPENING, ret_opening, error);
  if (opening == FO_ABSENT)
    fo_import_fault (import, &r->row, PLACE, FO_PLACE_UNKNOWN);
  return opening != FO_FAILED;
}

/* The row against a lot that is known: how much of it was opened, and whether the rest can be taken back. */
static bool
judge_known (FoImport *import, FoTxn *txn, StockRow *r, const FoLot *lot, const FoPlace *opening, GError **error)
{
  FoQuantity opened_u;
  FoBalance balance;
  FoVerdict verdict;

  if (!fo_opened_at (txn, lot->id, r->opening.place, opening->id, &opened_u, error)
      || !fo_balance_get (txn, lot->id, r->opening.place, &balance, error))
    return false;
  if (fo_lot_same_days (lot, r->opening.expires_on) != FO_OK)
    fo_import_fault (import, &r->row, EXPIRES, FO_EXPIRY_DIFFERS);
  verdict = r->opening.quantity_u < opened_u ? fo_balance_take (&balance, opened_u - r->opening.quantity_u, 0) : FO_OK;
  if (verdict != FO_OK)
    fo_import_fault (import, &r->row, QUANTITY, verdict);
  r->row.is_unchanged = opened_u == r->opening.quantity_u;
  return true;
}

static bool
judge_lot (FoImport *import, FoTxn *txn, StockRow *r, const FoItem *item, const FoPlace *opening, GError **error)
{
  FoDay expires_on = r->opening.expires_on;
  FoFound found;
  FoLot lot;

  if (expires_on == FO_DAY_NONE)
    expires_on = fo_item_expiry_from_production (item, r->opening.produced_on);
  found = fo_lot_find_owned (txn, item->id, r->lot, r->owner, &lot, error);
  if (found == FO_FAILED)
    return false;
  if (found == FO_FOUND)
    return judge_known (import, txn, r, &lot, opening, error);
  if (item->has_expiry && expires_on == FO_DAY_NONE)
    fo_import_fault (import, &r->row, EXPIRES, FO_EXPIRY_NEEDED);
  r->row.is_unchanged = r->opening.quantity_u == 0;
  return true;
}

static bool
look_at_stock (FoImport *import, FoTxn *txn, FoImportRow *row, GError **error)
{
  StockRow *r = (StockRow *) row;
  FoItem item = { 0 };
  FoPlace opening;

  read_row (import, r);
  if (!find_item (import, txn, r, &item, error) || !find_place (import, txn, r, &opening, error))
    return false;
  if (item.id && fo_import_see (import, row, g_strdup_printf ("%s\n%s\n%s\n%s", item.code, r->lot, r->place, r->owner)))
    fo_import_fault (import, row, -1, FO_NUMBER_TAKEN);
  return row->is_faulty || judge_lot (import, txn, r, &item, &opening, error);
}

static bool
apply_stock (FoImport *import, FoImportRow *row, GError **error)
{
  StockRow *r = (StockRow *) row;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (r->opening.state != FO_LOT_STATE_FREE && !r->reason[0])
    r->opening.reason = "import";
  if (!fo_import_act (import, &act, error) || !fo_work_open (import->store, &act, &r->opening, &reply, error))
    return false;
  fo_import_answer (import, row, &reply);
  return true;
}

const FoImportOps fo_import_stock = { columns, sizeof (StockRow), look_at_stock, apply_stock };

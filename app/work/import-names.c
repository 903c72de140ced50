/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else items are called, a row a name. */
#include "firstout/work/item-names.h"
#include "import-inside.h"

#include <string.h>

enum { ITEM, NAME, CALLED, CUSTOMER, GONE };

static const FoImportColumn columns[] = {
  [ITEM] = { "item", "code|artikel|артикул|код|товар|нашартикул|номенклатуракод|artikelnummer|artikelnr", true },
  [NAME] = { "name",
             "called|имя|название|другоеимя|другойартикул|артикулпоставщика|артикулклиента|чужойартикул|bezeichnung|"
             "lieferantenartikel|lieferantenartikelnummer|kundenartikel|kundenartikelnummer|fremdnummer",
             true },
  [CALLED] = { "kind", "вид|чей|чьеимя|тип|art", false },
  [CUSTOMER] = { "customer", "клиент|покупатель|заказчик|контрагент|kunde", false },
  [GONE] = { "gone", "удалить|убрать|снять|löschen|loschen|entfernen|remove", false },
  { NULL, NULL, false },
};

static const char *const called_words[] = { "поставщик",
                                            "supplier",
                                            "поставщика",
                                            "supplier",
                                            "артикул поставщика",
                                            "supplier",
                                            "lieferant",
                                            "supplier",
                                            "клиент",
                                            "customer",
                                            "клиента",
                                            "customer",
                                            "артикул клиента",
                                            "customer",
                                            "kunde",
                                            "customer",
                                            "покупатель",
                                            "customer",
                                            "прежнее",
                                            "former",
                                            "старое",
                                            "former",
                                            "прежний",
                                            "former",
                                            "старый",
                                            "former",
                                            "früher",
                                            "former",
                                            "alt",
                                            "former",
                                            "old",
                                            "former",
                                            "разговорное",
                                            "spoken",
                                            "обиходное",
                                            "spoken",
                                            "в цехе",
                                            "spoken",
                                            "umgangssprachlich",
                                            "spoken",
                                            NULL };

typedef struct {
  FoImportRow row;
  FoItemName name;
  bool gone;
} NameRow;

/* What gives way is not unchanged: a customer has one number. */
static bool
look_at_known (FoTxn *txn, NameRow *r, GError **error)
{
  FoItemName known;
  FoFound found = fo_item_name_find (txn, r->name.item, r->name.customer, r->name.text, &known, error);

  r->row.is_unchanged =
      r->gone ? found == FO_ABSENT
              : found == FO_FOUND && known.called == r->name.called && strcmp (known.text, r->name.text) == 0;
  return found != FO_FAILED;
}

static bool
look_at_row (FoImport *import, FoTxn *txn, FoImportRow *row, GError **error)
{
  NameRow *r = (NameRow *) row;
  FoItem item = { .id = 0 };

  r->name.called = *fo_import_text (import, row, CUSTOMER) ? FO_CALLED_BY_CUSTOMER : FO_CALLED_BY_PEOPLE;
  fo_import_get_text (import, row, NAME, true, r->name.text, sizeof r->name.text);
  fo_import_get_text (import, row, CUSTOMER, false, r->name.customer, sizeof r->name.customer);
  fo_import_get_word (import, row, CALLED, called_words, fo_called_parse, &r->name.called);
  fo_import_get_yes (import, row, GONE, &r->gone);
  if (!fo_import_find_item (import, txn, row, ITEM, &item, error))
    return false;
  r->name.item = item.id;
  if (!r->name.text[0] && !row->is_faulty)
    fo_import_fault (import, row, NAME, FO_MESSAGE_MALFORMED);
  if (!row->is_faulty && (r->name.called == FO_CALLED_BY_CUSTOMER) != (r->name.customer[0] != '\0'))
    fo_import_fault (import, row, CUSTOMER, FO_MESSAGE_MALFORMED);
  return row->is_faulty || look_at_known (txn, r, error);
}

static bool
apply_row (FoImport *import, FoImportRow *row, GError **error)
{
  const NameRow *r = (const NameRow *) row;
  const FoCallItem what = { r->name.item, r->name.called, r->name.customer, r->name.text };
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!fo_import_act (import, &act, error)
      || !(r->gone ? fo_work_uncall_item : fo_work_call_item) (import->store, &act, &what, &reply, error))
    return false;
  fo_import_answer (import, row, &reply);
  return true;
}

const FoImportOps fo_import_names = { columns, sizeof (NameRow), look_at_row, apply_row };

static bool
page (FoTxn *txn, gconstpointer after, guint limit, GArray *names, GError **error)
{
  return fo_item_name_page (txn, after, limit, names, error);
}

static bool
export_row (FoTxn *txn, gconstpointer one, GString *text, GError **error)
{
  const FoItemName *name = one;

  if (!fo_export_item (txn, name->item, text, error))
    return false;
  fo_sheet_add (text, name->text);
  fo_sheet_add (text, fo_called_name (name->called));
  fo_sheet_add (text, name->customer);
  fo_sheet_add (text, "");
  return true;
}

const FoExportList fo_export_names = { sizeof (FoItemName), page, export_row };

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-inside.h"
#include "substitute.h"
#include <string.h>

enum {
  ORDER,
  DEAL,
  CUSTOMER,
  CHANNEL,
  SALES_STATE,
  GATE,
  DUE,
  SHIP_COMPLETE,
  PRIORITY,
  POSITION,
  ITEM,
  QUANTITY,
  CANCELLED,
  SOURCE,
  MIN_LIFE,
  LOT_WANTED,
  SHIPPED,
  OWNER,
  SUBSTITUTES
};

static const FoImportColumn columns[] = {
  [ORDER] = { "order",
              "number|ordernumber|заказ|номер|номерзаказа|заказклиента|auftrag|auftragsnummer|auftragsnr|bestellung",
              true },
  [DEAL] = { "deal", "сделка|номерсделки|vorgang|geschaft|geschäft", false },
  [CUSTOMER] = { "customer", "клиент|покупатель|контрагент|заказчик|kunde|client", false },
  [CHANNEL] = { "channel", "канал|каналпродаж|kanal|vertriebskanal", false },
  [SALES_STATE] = { "sales_state", "статус|состояние|статусзаказа|status|auftragsstatus|state", false },
  [GATE] = { "gate", "оплата|шлюз|отгрузкаразрешена|zahlung|freigabe|payment", false },
  [DUE] = { "due_on", "due|срок|датаотгрузки|датапоставки|плановаядата|liefertermin|termin|lieferdatum|shipdate",
            false },
  [SHIP_COMPLETE] = { "ship_complete", "отгружатьполностью|толькоцеликом|целиком|komplettlieferung|complete", false },
  [PRIORITY] = { "priority", "приоритет|prioritat|priorität", false },
  [POSITION] = { "position", "строка|номерстроки|поз|позиция|pos|zeile|line", false },
  [ITEM] = { "item", "code|article|sku|артикул|код|кодтовара|artikel|artikelnummer|artikelnr|artnr", true },
  [QUANTITY] = { "quantity", "qty|количество|колво|заказано|menge|ordered", true },
  [CANCELLED] = { "cancelled", "отменено|storniert|canceled", false },
  [SOURCE] = { "source", "источник|обеспечение|вариантобеспечения|herkunft|quelle", false },
  [MIN_LIFE] = { "min_life_days", "остаточныйсрок|минсрок|минимальныйсрокдней|restlaufzeit|restlaufzeittage|minlife",
                 false },
  [LOT_WANTED] = { "lot_wanted", "нужнаяпартия|партия|серия|wunschcharge|charge|lot", false },
  [SHIPPED] = { "shipped", "отгружено|ужеотгружено|geliefert|ausgeliefert|versandt|delivered", false },
  [OWNER] = { "owner", "владелец|собственник|поклажедатель|eigentümer|eigentumer|besitzer", false },
  [SUBSTITUTES] = { "substitutes", "замены|замена|аналоги|заменадопускается|ersatz|ersatzerlaubt", false },
  { NULL, NULL, false },
};

typedef struct OrderRow OrderRow;
struct OrderRow {
  FoImportRow row;
  OrderRow *first; /* of the same order: what it says about the order counts */
  FoOrder order;   /* in the first row; id 0: not known yet */
  bool order_is_known, order_is_unchanged, order_is_faulty;
  gint32 last_position; /* in the first row */
  FoLine line; /* shipped_u counts when the line is new here */
  FoMinLife min_life; /* of the line */
  FoSubstitutesSaid substitutes;
  bool has_line;
};

static const char *const gate_words[] = {
  "оплачено",    "open",   "оплачен",    "open",   "да",   "open",   "открыт", "open",   "bezahlt", "open",
  "ja",          "open",   "frei",       "open",   "paid", "open",   "yes",    "open",   "1",       "open",
  "не оплачено", "closed", "не оплачен", "closed", "нет",  "closed", "закрыт", "closed", "offen",   "closed",
  "nein",        "closed", "unpaid",     "closed", "no",   "closed", "0",      "closed", NULL
};
static const char *const said_words[] = { "да", "yes", "можно", "yes", "ja", "yes", "1",  "yes", "нет", "no",
                                          "нельзя", "no", "nein", "no", "0", "no", NULL };
static const char *const source_words[] = { "склад",   "stock",        "со склада",  "stock",      "lager",
                                            "stock",   "производство", "production", "produktion", "production",
                                            "закупка", "purchase",     "einkauf",    "purchase",   NULL };

/* ---- the order --------------------------------------------------------------------------------------------------- */

static bool
same_words (const FoOrder *a, const FoOrder *b)
{
  return g_str_equal (a->deal, b->deal) && g_str_equal (a->customer, b->customer)
         && g_str_equal (a->channel, b->channel) && g_str_equal (a->sales_state, b->sales_state) && a->gate == b->gate
         && a->due_on == b->due_on && a->ship_complete == b->ship_complete && a->priority == b->priority;
}

static void
read_order (FoImport *import, OrderRow *r)
{
  FoImportRow *row = &r->row;
  FoOrder *order = &r->order;

  fo_import_get_text (import, row, DEAL, true, order->deal, sizeof order->deal);
  fo_import_get_text (import, row, CUSTOMER, false, order->customer, sizeof order->customer);
  fo_import_get_text (import, row, CHANNEL, false, order->channel, sizeof order->channel);
  fo_import_get_text (import, row, SALES_STATE, false, order->sales_state, sizeof order->sales_state);
  fo_import_get_word (import, row, GATE, gate_words, fo_gate_parse, &order->gate);
  fo_import_get_day (import, row, DUE, &order->due_on);
  fo_import_get_yes (import, row, SHIP_COMPLETE, &order->ship_complete);
  fo_import_get_int (import, row, PRIORITY, 1000000, &order->priority);
}

static bool
look_at_order (FoImport *import, FoTxn *txn, OrderRow *r, const char *number, GError **error)
{
  FoOrder known = { .due_on = FO_DAY_NONE };
  FoFound found = fo_order_find_by_number (txn, number, &known, error);

  r->first = r;
  r->order_is_known = found == FO_FOUND;
  r->order = known;
  g_strlcpy (r->order.number, number, sizeof r->order.number);
  read_order (import, r);
  r->order_is_unchanged = found == FO_FOUND && same_words (&known, &r->order);
  return found != FO_FAILED;
}

/* ---- the line ---------------------------------------------------------------------------------------------------- */

static void
read_line (FoImport *import, OrderRow *r)
{
  FoImportRow *row = &r->row;
  FoLine *line = &r->line;

  line->certificate_on = FO_DAY_NONE;
  fo_import_get_quantity (import, row, QUANTITY, &line->ordered_u);
  fo_import_get_quantity (import, row, CANCELLED, &line->cancelled_u);
  fo_import_get_quantity (import, row, SHIPPED, &line->shipped_u);
  fo_import_get_word (import, row, SOURCE, source_words, fo_source_parse, &line->source);
  if (!fo_min_life_parse (fo_import_text (import, row, MIN_LIFE), &r->min_life))
    fo_import_fault (import, row, MIN_LIFE, FO_MESSAGE_MALFORMED);
  fo_import_get_text (import, row, LOT_WANTED, true, line->lot_wanted, sizeof line->lot_wanted);
  fo_import_get_text (import, row, OWNER, false, line->owner, sizeof line->owner);
  fo_import_get_word (import, row, SUBSTITUTES, said_words, fo_substitutes_said_parse, &r->substitutes);
  line->position = r->first->last_position + 1;
  fo_import_get_int (import, row, POSITION, 1000000, &line->position);
  r->first->last_position = MAX (r->first->last_position, line->position);
  if (line->ordered_u <= 0 && !row->is_faulty)
    fo_import_fault (import, row, QUANTITY, FO_QUANTITY_NOT_POSITIVE);
  if (line->cancelled_u > line->ordered_u)
    fo_import_fault (import, row, CANCELLED, FO_QUANTITY_TOO_LARGE);
  else if (line->shipped_u < 0 || line->shipped_u > line->ordered_u - line->cancelled_u)
    fo_import_fault (import, row, SHIPPED, line->shipped_u < 0 ? FO_QUANTITY_NOT_POSITIVE : FO_QUANTITY_TOO_LARGE);
  if (fo_import_see (import, row, g_strdup_printf ("line %s\n%d", r->first->order.number, line->position)))
    fo_import_fault (import, row, POSITION, FO_NUMBER_TAKEN);
}

static bool
same_line (const FoLine *a, const FoLine *b, FoSubstitutesSaid said)
{
  return fo_line_substitutes_said (a) == said && a->position == b->position && a->item_id == b->item_id && a->ordered_u == b->ordered_u
         && a->cancelled_u == b->cancelled_u && a->source == b->source && a->min_life_days == b->min_life_days
         && g_str_equal (a->lot_wanted, b->lot_wanted) && g_str_equal (a->owner, b->owner);
}

static bool
line_is_known (FoTxn *txn, const OrderRow *r, bool *ret_known, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  *ret_known = false;
  if (!r->first->order_is_known)
    return true;
  if (!fo_lines_of_order (txn, r->first->order.id, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    *ret_known = *ret_known || same_line (&g_array_index (lines, FoLine, i), &r->line, r->substitutes);
  return true;
}

static bool
look_at_line (FoImport *import, FoTxn *txn, OrderRow *r, bool *ret_known, GError **error)
{
  FoVerdict verdict = FO_OK;
  FoItem item = { .id = 0 };

  *ret_known = true;
  r->has_line = *fo_import_text (import, &r->row, ITEM) != '\0';
  if (!r->has_line)
    return true;
  read_line (import, r);
  if (!fo_import_find_item (import, txn, &r->row, ITEM, &item, error))
    return false;
  if (!item.id)
    return true;
  r->line.item_id = item.id;
  r->line.min_life_days = fo_min_life_days (&r->min_life, &item);
  r->line.goods = item.kind == FO_ITEM_GOODS;
  if (r->line.goods && r->line.ordered_u > 0)
    verdict = fo_item_may_book (&item, r->line.ordered_u);
  if (verdict != FO_OK)
    fo_import_fault (import, &r->row, QUANTITY, verdict);
  return line_is_known (txn, r, ret_known, error);
}

/* ---- the row ----------------------------------------------------------------------------------------------------- */

static bool
look_at_row (FoImport *import, FoTxn *txn, FoImportRow *row, GError **error)
{
  OrderRow *r = (OrderRow *) row;
  char number[FO_NUMBER_MAX] = "";
  bool known;

  fo_import_get_text (import, row, ORDER, true, number, sizeof number);
  if (!number[0]) {
    if (!row->is_faulty)
      fo_import_fault (import, row, ORDER, FO_MESSAGE_MALFORMED);
    return true;
  }
  r->first = (OrderRow *) fo_import_see (import, row, g_strdup_printf ("order %s", number));
  if (!r->first && !look_at_order (import, txn, r, number, error))
    return false;
  if (!look_at_line (import, txn, r, &known, error))
    return false;
  row->is_unchanged = known && (r->first != r || r->order_is_unchanged);
  r->first->order_is_faulty = r->first->order_is_faulty || row->is_faulty;
  return true;
}

static FoTxnEnd
find_order_id (FoTxn *txn, gpointer data, GError **error)
{
  FoOrder *order = data, found;

  if (fo_order_find_by_number (txn, order->number, &found, error) != FO_FOUND)
    return FO_TXN_FAIL;
  order->id = found.id;
  return FO_TXN_COMMIT;
}

static bool
apply_order (FoImport *import, OrderRow *r, GError **error)
{
  const FoApplyOrder what = { .order = r->order };
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (r->order_is_unchanged)
    return true;
  if (!fo_import_act (import, &act, error) || !fo_work_apply_order (import->store, &act, &what, &reply, error))
    return false;
  fo_import_answer (import, &r->row, &reply);
  r->order_is_faulty = r->row.is_faulty;
  return r->row.is_faulty || r->order.id || fo_store_read (import->store, find_order_id, &r->order, error);
}

static bool
apply_row (FoImport *import, FoImportRow *row, GError **error)
{
  OrderRow *r = (OrderRow *) row;
  FoApplyLine what = { .line = r->line, .shipped_before_u = r->line.goods ? r->line.shipped_u : 0,
                       .substitutes = r->substitutes };
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  row->is_left_out = r->first->order_is_faulty;
  if (row->is_left_out)
    return true;
  if (r->first == r && !apply_order (import, r, error))
    return false;
  if (row->is_faulty || !r->has_line)
    return true;
  what.line.order_id = r->first->order.id;
  if (!fo_import_act (import, &act, error) || !fo_work_apply_line (import->store, &act, &what, &reply, error))
    return false;
  fo_import_answer (import, row, &reply);
  return true;
}

const FoImportOps fo_import_orders = { columns, sizeof (OrderRow), look_at_row, apply_row };

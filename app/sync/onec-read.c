/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of the contract out of what was kept. Pure: nothing is asked, and what makes no sense is said. */
#include "onec-inside.h"
#include <string.h>

/* The first day of their calendar is no day; NULL then. */
static char *
day (json_object *object, const char *name)
{
  const char *text = fo_http_text (object, name);

  return strlen (text) >= 10 && !g_str_has_prefix (text, "0001-01-01") ? g_strndup (text, 10) : NULL;
}

static const char *
said (const char *text)
{
  return text[0] ? text : NULL;
}

static void
say_yes (FoLinkRow *row, const char *name, bool yes)
{
  fo_link_row_say (row, name, yes ? "1" : "0");
}

static char *
decimal (json_object *object, const char *name)
{
  json_object *value = NULL;

  json_object_object_get_ex (object, name, &value);
  return fo_http_decimal (value);
}

/* An item, or one with a characteristic. */
static char *
item_id (json_object *line)
{
  const char *item = fo_http_text (line, "Номенклатура_Key"), *variant = fo_http_text (line, "Характеристика_Key");

  return fo_onec_is_empty (variant) ? g_strdup (item) : fo_onec_pair (item, variant);
}

static char *
complain (const char *what)
{
  return g_strdup_printf ("1C: %s", what);
}

/* ---- items -------------------------------------------------------------------------------------------------------------- */

static const char *
tracking (json_object *kind)
{
  if (!fo_http_true (kind, "ИспользоватьСерии"))
    return "none";
  if (fo_http_true (kind, "ИспользоватьСрокГодностиСерии"))
    return "expiry";
  return fo_http_true (kind, "ИспользоватьНомерСерии")
                 && g_str_equal (fo_http_text (kind, "ИспользоватьКоличествоСерии"), "false")
             ? "serial"
             : "lot";
}

/* Services are never waited for; a set stands in an order by its parts. */
static const char *
kind_of_item (json_object *item)
{
  const char *type = fo_http_text (item, "ТипНоменклатуры");

  return g_str_equal (type, "Услуга") || g_str_equal (type, "Работа") || g_str_equal (type, "Набор") ? "service"
                                                                                                     : "goods";
}

static char *
shelf_life_days (json_object *item)
{
  static const struct {
    const char *unit;
    gint64 days, of; /* so many days are so many of them */
  } units[] = { { "День", 1, 1 },      { "Неделя", 7, 1 },      { "Декада", 10, 1 }, { "Месяц", 365, 12 },
                { "Квартал", 365, 4 }, { "Полугодие", 365, 2 }, { "Год", 365, 1 } };
  gint64 n = g_ascii_strtoll (fo_http_text (item, "СрокГодности"), NULL, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (n > 0 && n < 100000 && g_str_equal (fo_http_text (item, "ЕдиницаИзмеренияСрокаГодности"), units[i].unit))
      return g_strdup_printf ("%" G_GINT64_FORMAT, n * units[i].days / units[i].of);
  return NULL;
}

static void
read_item (FoOnec *onec, const FoLinkObject *object, json_object *body, FoLinkRows *rows)
{
  json_object *item = fo_http_object (body, "item"), *kind = fo_http_object (body, "kind"),
              *unit = fo_http_object (body, "unit");
  json_object *variant = fo_http_object (body, "variant");
  const char *code = fo_http_text (item, onec->item_code), *name = fo_http_text (item, "Description");
  g_autofree char *life = shelf_life_days (item), *full = NULL;
  FoLinkRow *row;

  if (!code[0]) {
    rows->why = g_strdup_printf ("1C: «%s» has no %s", name, onec->item_code);
    return;
  }
  row = fo_link_rows_add (rows, "item", object->remote_id, NULL);
  full = variant ? g_strdup_printf ("%s/%s", code, fo_http_text (variant, "Description")) : g_strdup (code);
  fo_link_row_say (row, "code", full);
  fo_link_row_say (row, "name", name); /* its variant stands behind it everywhere */
  fo_link_row_say (row, "unit",
                   unit && fo_http_text (unit, "Description")[0] ? fo_http_text (unit, "Description") : "шт");
  fo_link_row_say (row, "kind", kind_of_item (item));
  fo_link_row_say (row, "variant", variant ? fo_http_text (variant, "Description") : NULL);
  fo_link_row_say (row, "tracking", tracking (kind));
  fo_link_row_say (row, "shelf_life_days", life);
  fo_link_row_say (row, "certificate", fo_http_true (item, "ВестиУчетСертификатовНоменклатуры") ? "before" : "none");
  say_yes (row, "deleted", fo_http_true (item, "DeletionMark") || fo_http_true (variant, "DeletionMark"));
}

/* Числитель ÷ Знаменатель, when that is a quantity. */
static char *
pack_quantity (json_object *pack)
{
  g_autofree char *above = decimal (pack, "Числитель"), *below = decimal (pack, "Знаменатель");
  FoQuantity above_u = 0, below_u = 0, quantity_u;
  char text[FO_QUANTITY_TEXT_MAX];

  if (!above || fo_quantity_parse (above, &above_u) != FO_OK || (below && fo_quantity_parse (below, &below_u) != FO_OK))
    return NULL;
  if (below_u == 0)
    below_u = FO_ONE;
  if (!fo_quantity_times (above_u, FO_ONE, &quantity_u) || quantity_u % below_u != 0 || quantity_u <= 0)
    return NULL;
  return g_strdup (fo_quantity_print (quantity_u / below_u, text));
}

static void
read_barcode (FoOnec *onec, const FoLinkObject *object, json_object *body, FoLinkRows *rows)
{
  json_object *barcode = fo_http_object (body, "barcode"), *pack = fo_http_object (body, "pack");
  g_autofree char *quantity = pack ? pack_quantity (pack) : NULL, *item = item_id (barcode);
  FoLinkRow *row;

  (void) onec;
  if (!fo_http_text (barcode, "Штрихкод")[0] || fo_onec_is_empty (item)) {
    rows->why = complain ("a barcode without a code or without an item");
    return;
  }
  row = fo_link_rows_add (rows, "barcode", object->remote_id, NULL);
  fo_link_row_say (row, "item_id", item);
  fo_link_row_say (row, "code", fo_http_text (barcode, "Штрихкод"));
  fo_link_row_say (row, "quantity", quantity);
}

static void
read_partner (FoOnec *onec, const FoLinkObject *object, json_object *body, FoLinkRows *rows)
{
  json_object *partner = fo_http_object (body, "thing");
  FoLinkRow *row;

  (void) onec;
  if (!fo_http_text (partner, "Description")[0]) {
    rows->why = complain ("a customer without a name");
    return;
  }
  row = fo_link_rows_add (rows, "customer", object->remote_id, NULL);
  fo_link_row_say (row, "name", fo_http_text (partner, "Description"));
  say_yes (row, "deleted", fo_http_true (partner, "DeletionMark"));
}

/* ---- orders ------------------------------------------------------------------------------------------------------------- */

static bool
state_is_shut (FoOnec *onec, const char *state)
{
  static const char *const shut[] = {
    "",  "ОжидаетсяСогласование", "ОжидаетсяАвансДоОбеспечения", "ГотовКОбеспечению", "ОжидаетсяПредоплатаДоОтгрузки",
    NULL
  };
  json_object *firm = fo_http_array (onec->config, "gate_closed");

  return firm ? !state[0] || fo_config_lists (firm, state) : g_strv_contains (shut, state);
}

static bool
asks_no_prepayment (json_object *order)
{
  g_autofree char *sum = order ? decimal (order, "СуммаПредоплатыДоОтгрузки") : NULL;

  return sum && strspn (sum, "0.") == strlen (sum);
}

bool
fo_onec_gate_is_open (FoOnec *onec, json_object *order, const char *state)
{
  if (g_str_equal (onec->gate, "open"))
    return true;
  if (g_str_equal (onec->gate, "status"))
    return g_str_equal (fo_http_text (order, "Статус"), "КОтгрузке");
  if (g_str_equal (onec->gate, "prepayment"))
    return asks_no_prepayment (order);
  return !state_is_shut (onec, state);
}

static const char *
source_of (FoOnec *onec, json_object *line)
{
  return said (fo_http_text (fo_http_object (onec->config, "sources"), fo_http_text (line, "ВариантОбеспечения")));
}

static bool
is_elsewhere (FoOnec *onec, json_object *line)
{
  const char *warehouse = fo_http_text (line, "Склад_Key");

  return onec->warehouse[0] && !fo_onec_is_empty (warehouse) && !g_str_equal (warehouse, onec->warehouse);
}

/* "ORDER/7". LineNumber is another's tomorrow; КодСтроки stays. NULL when there is none. */
static char *
line_id (const char *ref, json_object *line)
{
  gint64 code = g_ascii_strtoll (fo_http_text (line, "КодСтроки"), NULL, 10);

  return code > 0 ? g_strdup_printf ("%s/%" G_GINT64_FORMAT, ref, code) : NULL;
}

static bool
read_line (FoOnec *onec, const char *ref, json_object *line, json_object *body, FoLinkRows *rows)
{
  g_autofree char *id = line_id (ref, line), *quantity = decimal (line, "Количество"), *item = item_id (line);
  const char *lot = fo_http_text (fo_http_object (body, "series"), fo_http_text (line, "Серия_Key"));
  bool elsewhere = is_elsewhere (onec, line), off = fo_http_true (line, "Отменено");
  FoLinkRow *row;

  if (!id || !quantity || fo_onec_is_empty (item))
    return false;
  row = fo_link_rows_add (rows, "line", id, NULL);
  fo_link_row_say (row, "order_id", ref);
  fo_link_row_say (row, "item_id", item);
  fo_link_row_say (row, "kind", elsewhere ? "service" : NULL);
  fo_link_row_say (row, "quantity", quantity);
  fo_link_row_say (row, "cancelled", off ? quantity : "0");
  fo_link_row_say (row, "source", source_of (onec, line));
  fo_link_row_say (row, "lot_wanted", said (lot));
  if (!elsewhere && !off)
    fo_link_row_ask (rows, fo_http_text (body, "asks"), ref, id, item, quantity);
  return true;
}

static void
read_order (FoOnec *onec, const FoLinkObject *object, json_object *body, FoLinkRows *rows)
{
  json_object *order = fo_http_object (body, "order"), *lines = fo_http_array (order, "Товары");
  const char *state = fo_http_text (body, "state");
  bool closed = g_str_equal (fo_http_text (order, "Статус"), "Закрыт");
  g_autofree char *due = day (order, "ДатаОтгрузки"), *until = onec->hold_field[0] ? day (order, onec->hold_field) : NULL,
                  *reference = fo_link_reference (fo_http_text (order, "Комментарий"));
  FoLinkRow *row;

  if (!fo_http_text (order, "Number")[0] || !lines) {
    rows->why = complain ("an order without a number or without its lines");
    return;
  }
  row = fo_link_rows_add (rows, "order", object->remote_id, NULL);
  fo_link_row_say (row, "number", fo_http_text (order, "Number"));
  fo_link_row_say (row, "deal", said (fo_http_text (fo_http_object (body, "deal"), "Description")));
  fo_link_row_say (row, "customer", said (fo_http_text (fo_http_object (body, "partner"), "Description")));
  fo_link_row_say (row, "sales_state", state[0] ? state : fo_http_text (order, "Статус"));
  fo_link_row_say (row, "gate", !closed && fo_onec_gate_is_open (onec, order, state) ? "open" : "closed");
  fo_link_row_say (row, "due_on", due);
  if (onec->hold_field[0])
    fo_link_row_say (row, "valid_until", until ? until : FO_FOR_GOOD);
  fo_link_row_say (row, "reference", reference);
  say_yes (row, "ship_complete", fo_http_true (order, "НеОтгружатьЧастями"));
  say_yes (row, "deleted", !fo_onec_is_ours (onec, order));
  for (gsize i = 0; i < json_object_array_length (lines); i++)
    if (!read_line (onec, object->remote_id, json_object_array_get_idx (lines, i), body, rows)) {
      rows->why = g_strdup_printf ("1C: %s: line %" G_GSIZE_FORMAT " has no КодСтроки, no item or no quantity",
                                   fo_http_text (order, "Number"), i + 1);
      return;
    }
  rows->whole = true;
}

/* ---- supplies ----------------------------------------------------------------------------------------------------------- */

static char *
progress (json_object *stages)
{
  gsize n = stages ? json_object_array_length (stages) : 0, done = 0;

  for (gsize i = 0; i < n; i++) {
    const char *status = fo_http_text (json_object_array_get_idx (stages, i), "Статус");
    done += g_str_equal (status, "Завершен") || g_str_equal (status, "Завершён");
  }
  return n > 0 ? g_strdup_printf ("%" G_GSIZE_FORMAT, done * 100 / n) : NULL;
}

static const char *
supply_state (FoOnec *onec, json_object *supply, json_object *line)
{
  if (!fo_onec_is_ours (onec, supply) || fo_http_true (line, "Отменено"))
    return "cancelled";
  return g_str_equal (fo_http_text (supply, "Статус"), "Закрыт") ? "closed" : "open";
}

static char *
ready_day (json_object *supply, json_object *line)
{
  static const char *const names[] = { "ДатаПоступления", "ДатаПроизводства", "ДатаВыпуска", "Финиш" };
  char *on = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names) && !on; i++)
    on = day (line, names[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (names) && !on; i++)
    on = day (supply, names[i]);
  return on;
}

static bool
read_supply_line (FoOnec *onec, const FoLinkObject *object, json_object *body, json_object *line, FoLinkRows *rows)
{
  json_object *supply = fo_http_object (body, "supply");
  bool bought = g_str_equal (object->source, fo_onec_purchases.entity);
  g_autofree char *id = line_id (object->remote_id, line), *quantity = decimal (line, "Количество"),
                  *item = item_id (line);
  g_autofree char *ready = ready_day (supply, line), *done = progress (fo_http_array (body, "stages"));
  FoLinkRow *row;

  if (!id && !bought) { /* the tables of production have no КодСтроки everywhere: its item, shortened */
    g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, item, -1);
    id = g_strdup_printf ("%s/%.16s", object->remote_id, hash);
  }
  if (!id || !quantity || fo_onec_is_empty (item))
    return false;
  row = fo_link_rows_add (rows, "supply", id, NULL);
  fo_link_row_say (row, "kind", bought ? "purchase" : "production");
  fo_link_row_say (row, "number", fo_http_text (supply, "Number"));
  fo_link_row_say (row, "partner", said (fo_http_text (fo_http_object (body, "partner"), "Description")));
  fo_link_row_say (row, "item_id", item);
  fo_link_row_say (row, "quantity", quantity);
  fo_link_row_say (row, "progress_percent", done);
  fo_link_row_say (row, "ready_on", ready);
  fo_link_row_say (row, "state", supply_state (onec, supply, line));
  return true;
}

static void
read_supply (FoOnec *onec, const FoLinkObject *object, json_object *body, FoLinkRows *rows)
{
  json_object *supply = fo_http_object (body, "supply"), *lines = fo_http_array (supply, "Товары");

  lines = lines ? lines : fo_http_array (supply, "Продукция");
  if (!fo_http_text (supply, "Number")[0] || !lines) {
    rows->why = complain ("a supply without a number or without its lines");
    return;
  }
  for (gsize i = 0; i < json_object_array_length (lines); i++)
    if (!read_supply_line (onec, object, body, json_object_array_get_idx (lines, i), rows)) {
      rows->why = g_strdup_printf ("1C: %s: line %" G_GSIZE_FORMAT " has no КодСтроки, no item or no quantity",
                                   fo_http_text (supply, "Number"), i + 1);
      return;
    }
  rows->whole = true;
}

void
fo_onec_read (FoLink *link, const FoLinkObject *object, FoLinkRows *ret_rows)
{
  static const struct {
    const FoOnecSet *set;
    void (*read) (FoOnec *onec, const FoLinkObject *object, json_object *body, FoLinkRows *rows);
  } readers[] = { { &fo_onec_items, read_item },       { &fo_onec_variants, read_item },
                  { &fo_onec_barcodes, read_barcode }, { &fo_onec_partners, read_partner },
                  { &fo_onec_orders, read_order },     { &fo_onec_purchases, read_supply },
                  { &fo_onec_made_erp, read_supply },  { &fo_onec_made_unf, read_supply } };
  json_object *body;

  if (!object->body)
    return;
  body = fo_http_parse (object->body, strlen (object->body), &ret_rows->why);
  if (body && g_str_equal (object->remote_id, "?"))
    ret_rows->why = complain ("an object without a name");
  for (gsize i = 0; body && !ret_rows->why && i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].set->entity, object->source)) {
      readers[i].read ((FoOnec *) link, object, body, ret_rows);
      break;
    }
  if (ret_rows->why)
    g_array_set_size (ret_rows->rows, 0);
  json_object_put (body);
}

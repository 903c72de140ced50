/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onec-writing.h"
#include <string.h>

/* What a form does not say is said here; "" is none. */
static const FoOnecForm usual = { .table = "Товары",
                                  .orders_table = "",
                                  .series_table = "",
                                  .base = "",
                                  .base_entity = "",
                                  .warehouse = "Склад_Key",
                                  .row_warehouse = "",
                                  .organization = "",
                                  .action = "",
                                  .steps = "",
                                  .post = "false",
                                  .item = "Номенклатура_Key",
                                  .variant = "Характеристика_Key",
                                  .lot = "Серия_Key",
                                  .quantity = "Количество",
                                  .packs = "КоличествоУпаковок" };

#define ARRIVES "КПоступлению,ВРаботе,Принят"
#define OF_THE_HOUSE .organization = "Организация_Key"

static const FoOnecForm forms[] = {
  { "shipment", "Document_РасходныйОрдерНаТовары", .table = "ОтгружаемыеТовары",
    .orders_table = "ТоварыПоРаспоряжениям", .base = "Распоряжение", .base_entity = "Document_ЗаказКлиента",
    .action = "Действие", .steps = "КОтбору,КОтгрузке,Отгружен", .post = "true" },
  { "sale", "Document_РеализацияТоваровУслуг", .series_table = "Серии", .base = "ЗаказКлиента",
    .base_entity = "Document_ЗаказКлиента", .row_warehouse = "Склад_Key" },
  { "receipt", "Document_ПриходныйОрдерНаТовары", .base = "Распоряжение", .base_entity = "Document_ЗаказПоставщику",
    .steps = ARRIVES, .post = "true" },
  { "made-erp", "Document_ПриходныйОрдерНаТовары", .base = "Распоряжение",
    .base_entity = "Document_ЗаказНаПроизводство2_2", .steps = ARRIVES, .post = "true" },
  { "made-unf", "Document_СборкаЗапасов", .table = "Продукция", OF_THE_HOUSE },
  { "surplus", "Document_ОприходованиеИзлишковТоваров", OF_THE_HOUSE },
  { "shortage", "Document_СписаниеНедостачТоваров", OF_THE_HOUSE },
  { "spoilage", "Document_СписаниеНедостачТоваров", OF_THE_HOUSE },
  { "consumption", "Document_ВнутреннееПотреблениеТоваров", OF_THE_HOUSE },
  { "material", "Document_ВнутреннееПотреблениеТоваров", OF_THE_HOUSE },
  { "transfer", "Document_ПеремещениеТоваров", .warehouse = "", OF_THE_HOUSE },
  { "return", "Document_ВозвратТоваровОтКлиента", .base = "ДокументРеализации",
    .base_entity = "Document_РеализацияТоваровУслуг" },
};

const char *const fo_onec_form_names[] = { "shipment", "sale",     "receipt",  "made-erp",    "made-unf",
                                           "surplus",  "shortage", "spoilage", "consumption", "material",
                                           "transfer", "return",   NULL };

/* The fields of a form that are texts, by the names the set-up has for them. */
static const struct {
  const char *name;
  gsize at;
} fields[] = {
#define FIELD(name)                                                                                                    \
  {                                                                                                                    \
#name, G_STRUCT_OFFSET(FoOnecForm, name)                                                                           \
  }
  FIELD (entity),      FIELD (table),     FIELD (orders_table),  FIELD (series_table), FIELD (base),
  FIELD (base_entity), FIELD (warehouse), FIELD (row_warehouse), FIELD (organization), FIELD (action),
  FIELD (steps),       FIELD (post),      FIELD (item),          FIELD (variant),      FIELD (lot),
  FIELD (quantity),    FIELD (packs),
#undef FIELD
};

static const char **
field (FoOnecForm *form, gsize i)
{
  return G_STRUCT_MEMBER_P (form, fields[i].at);
}

static void
override (FoOnecForm *form, json_object *said)
{
  json_object *value;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (json_object_object_get_ex (said, fields[i].name, &value) && value)
      *field (form, i) = json_object_get_string (value);
  form->header = fo_http_object (said, "header");
  form->row = fo_http_object (said, "row");
  form->skip = fo_http_true (said, "skip");
}

FoOnecForm
fo_onec_form (FoOnec *onec, const char *name)
{
  json_object *said = fo_http_object (fo_http_object (onec->config, "documents"), name);
  FoOnecForm form = { 0 }, otherwise = usual;

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].name, name))
      form = forms[i];
  g_assert (form.name);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!*field (&form, i))
      *field (&form, i) = *field (&otherwise, i);
  if (said)
    override (&form, said);
  return form;
}

/* ---- drafts ------------------------------------------------------------------------------------------------------------- */

static void
row_clear (gpointer data)
{
  FoOnecRow *row = data;

  g_free (row->item);
  g_free (row->variant);
  g_free (row->lot);
  g_free (row->code);
}

void
fo_onec_draft_init (FoOnecDraft *draft, FoOnec *onec, const char *form)
{
  *draft = (FoOnecDraft){ .form = fo_onec_form (onec, form), .rows = g_array_new (FALSE, TRUE, sizeof (FoOnecRow)) };
  g_array_set_clear_func (draft->rows, row_clear);
}

void
fo_onec_draft_clear (FoOnecDraft *draft)
{
  g_clear_pointer (&draft->rows, g_array_unref);
  g_free (draft->base);
  g_free (draft->day);
  g_free (draft->label);
  g_free (draft->kind);
  g_free (draft->key);
  json_object_put (draft->copied);
  json_object_put (draft->order);
}

void
fo_onec_draft_add (FoOnecDraft *draft, char *item, char *variant, char *lot, FoQuantity quantity_u)
{
  const FoOnecRow row = {
    .item = item, .variant = variant, .lot = lot, .code = g_strdup (""), .quantity_u = quantity_u
  };

  g_array_append_val (draft->rows, row);
}

/* ---- as JSON ------------------------------------------------------------------------------------------------------------ */

static void
say (json_object *object, const char *name, const char *text)
{
  if (name[0])
    json_object_object_add (object, name, json_object_new_string (text));
}

static void
say_base (json_object *object, const FoOnecDraft *draft)
{
  g_autofree char *beside = g_strconcat (draft->form.base, "_Type", NULL);
  g_autofree char *type = g_strconcat ("StandardODATA.", draft->form.base_entity, NULL);

  if (!draft->form.base[0] || !draft->base)
    return;
  say (object, draft->form.base, draft->base);
  say (object, beside, type);
}

static void
merge (json_object *object, json_object *constants)
{
  if (!constants)
    return;
  json_object_object_foreach (constants, name, value)
  {
    json_object_object_add (object, name, json_object_get (value));
  }
}

/* Numbered 1, 2, 3 …: anything else is refused. */
static json_object *
new_row (const FoOnecForm *form, json_object *rows, const FoOnecRow *row, FoQuantity quantity_u)
{
  json_object *object = json_object_new_object ();
  char text[FO_QUANTITY_TEXT_MAX];

  json_object_object_add (object, "LineNumber", json_object_new_int ((int) json_object_array_length (rows) + 1));
  say (object, form->item, row->item);
  say (object, form->variant, row->variant[0] ? row->variant : ONEC_EMPTY);
  say (object, form->lot, row->lot[0] ? row->lot : ONEC_EMPTY);
  fo_quantity_print (quantity_u, text);
  if (form->quantity[0])
    json_object_object_add (object, form->quantity, fo_http_number (text));
  if (form->packs[0])
    json_object_object_add (object, form->packs, fo_http_number (text));
  json_object_array_add (rows, object);
  return object;
}

static json_object *
goods_rows (FoOnec *onec, const FoOnecDraft *draft)
{
  json_object *rows = json_object_new_array (), *price;
  const FoOnecForm *form = &draft->form;

  for (guint i = 0; i < draft->rows->len; i++) {
    const FoOnecRow *row = &g_array_index (draft->rows, FoOnecRow, i);
    json_object *object = new_row (form, rows, row, row->quantity_u);

    say (object, form->action, "Отгрузить");
    say (object, form->row_warehouse, onec->warehouse);
    if (g_str_equal (form->name, "sale")) {
      say (object, "КодСтроки", row->code);
      say_base (object, draft);
      if (json_object_object_get_ex (row->from, "Цена", &price))
        json_object_object_add (object, "Цена", json_object_get (price));
    }
    merge (object, form->row);
  }
  return rows;
}

static json_object *
order_rows (const FoOnecDraft *draft)
{
  json_object *rows = json_object_new_array ();

  for (guint i = 0; i < draft->rows->len; i++) {
    const FoOnecRow *row = &g_array_index (draft->rows, FoOnecRow, i);
    say_base (new_row (&draft->form, rows, row, row->quantity_u), draft);
  }
  return rows;
}

static json_object *
series_rows (FoOnec *onec, const FoOnecDraft *draft)
{
  json_object *rows = json_object_new_array ();

  for (guint i = 0; i < draft->rows->len; i++) {
    const FoOnecRow *row = &g_array_index (draft->rows, FoOnecRow, i);
    if (row->lot[0])
      say (new_row (&draft->form, rows, row, row->quantity_u), draft->form.row_warehouse, onec->warehouse);
  }
  return rows;
}

void
fo_onec_add_tables (FoOnec *onec, const FoOnecDraft *draft, json_object *document)
{
  json_object_object_add (document, draft->form.table, goods_rows (onec, draft));
  if (draft->form.orders_table[0])
    json_object_object_add (document, draft->form.orders_table, order_rows (draft));
  if (draft->form.series_table[0])
    json_object_object_add (document, draft->form.series_table, series_rows (onec, draft));
}

/* The marker comes first: a comment that is cut keeps it. */
json_object *
fo_onec_header (FoOnecSending *s, const FoOnecDraft *draft)
{
  json_object *document = json_object_new_object ();
  const FoOnecForm *form = &draft->form;
  g_autofree char *at = g_strconcat (draft->day, "T12:00:00", NULL);
  g_autofree char *comment = g_strdup_printf ("%s Firstout %s", s->delivery->op_id, draft->label ? draft->label : "");
  g_auto (GStrv) steps = g_strsplit (form->steps, ",", -1);

  merge (document, draft->copied);
  say (document, "Date", at);
  json_object_object_add (document, "Posted", json_object_new_boolean (FALSE));
  say (document, "Комментарий", g_strstrip (comment));
  say (document, form->warehouse, s->onec->warehouse);
  if (s->onec->organization[0])
    say (document, form->organization, s->onec->organization);
  if (steps[0] && steps[0][0])
    say (document, "Статус", steps[0]);
  if (!form->orders_table[0])
    say_base (document, draft);
  merge (document, form->header);
  fo_onec_add_tables (s->onec, draft, document);
  return document;
}

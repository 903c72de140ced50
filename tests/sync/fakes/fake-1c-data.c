/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this 1C consists of: its entities and their fields, the values it puts where nothing was said, and its filters. */
#include "fake-1c.h"

#include <string.h>

/* Fields are NAME:TYPE. s text (length behind it), i Int64, q Double, b Boolean, g a reference, d a date, c a reference with its
 * type beside it; NAME( … ) is a table. */
#define DOCUMENT "Ref_Key:g DataVersion:s DeletionMark:b Number:s11 Date:d Posted:b Комментарий:s "
#define CATALOG "Ref_Key:g DataVersion:s DeletionMark:b "
#define GOODS "LineNumber:i Номенклатура_Key:g Характеристика_Key:g Количество:q КоличествоУпаковок:q Серия_Key:g "
#define ORDERED GOODS "КодСтроки:i Упаковка_Key:g Цена:q Сумма:q Отменено:b ВариантОбеспечения:s Склад_Key:g ДатаОтгрузки:d "

static const char *const schema[] = {
  "Document_ЗаказКлиента " DOCUMENT "Статус:s Согласован:b Партнер_Key:g Контрагент_Key:g Организация_Key:g Соглашение_Key:g "
  "Сделка_Key:g Склад_Key:g Валюта_Key:g ДатаОтгрузки:d НеОтгружатьЧастями:b СуммаДокумента:q СуммаПредоплатыДоОтгрузки:q МаксимальныйКодСтроки:i "
  "УточнитьНаличие:b ОтветСклада:s40 РезервДо:d "
  "Товары( " ORDERED " )",
  "Document_ЗаказПоставщику " DOCUMENT "Статус:s Партнер_Key:g Контрагент_Key:g Организация_Key:g Склад_Key:g ДатаПоступления:d "
  "Товары( " ORDERED "ДатаПоступления:d )",
  "Document_ЗаказНаПроизводство2_2 " DOCUMENT "Статус:s Партнер_Key:g Склад_Key:g Продукция( " GOODS "КодСтроки:i ДатаВыпуска:d Склад_Key:g )",
  "Document_ЭтапПроизводства2_2 " DOCUMENT "Статус:s Распоряжение_Key:g",
  "Document_РасходныйОрдерНаТовары " DOCUMENT "Статус:s Склад_Key:g ДатаОтгрузки:d "
  "ТоварыПоРаспоряжениям( " GOODS "Распоряжение:c ) ОтгружаемыеТовары( " GOODS "Действие:s СтатусУказанияСерий:i Упаковка_Key:g )",
  "Document_ПриходныйОрдерНаТовары " DOCUMENT "Статус:s Склад_Key:g Распоряжение:c Товары( " GOODS "Упаковка_Key:g СтатусУказанияСерий:i )",
  "Document_РеализацияТоваровУслуг " DOCUMENT "Статус:s Партнер_Key:g Контрагент_Key:g Организация_Key:g Соглашение_Key:g Валюта_Key:g Склад_Key:g "
  "ЗаказКлиента:c Товары( " ORDERED "ЗаказКлиента:c СтатусУказанияСерий:i ) Серии( LineNumber:i Номенклатура_Key:g Характеристика_Key:g "
  "Склад_Key:g Серия_Key:g Количество:q )",
  "Document_ВозвратТоваровОтКлиента " DOCUMENT "Партнер_Key:g Контрагент_Key:g Организация_Key:g Склад_Key:g ДокументРеализации:c ЗаказКлиента:c Товары( "
  GOODS "КодСтроки:i Склад_Key:g ДокументРеализации:c СтатусУказанияСерий:i )",
  "Document_ОприходованиеИзлишковТоваров " DOCUMENT "Организация_Key:g Склад_Key:g Товары( " GOODS "СтатусУказанияСерий:i )",
  "Document_СписаниеНедостачТоваров " DOCUMENT "Организация_Key:g Склад_Key:g Товары( " GOODS "СтатусУказанияСерий:i )",
  "Document_ВнутреннееПотреблениеТоваров " DOCUMENT "Организация_Key:g Склад_Key:g Товары( " GOODS "СтатусУказанияСерий:i )",
  "Document_ПеремещениеТоваров " DOCUMENT "Статус:s Организация_Key:g СкладОтправитель_Key:g СкладПолучатель_Key:g Товары( " GOODS
  "СтатусУказанияСерий:i )",
  "Document_СборкаЗапасов " DOCUMENT "Организация_Key:g Склад_Key:g Продукция( " GOODS " )",
  "Catalog_Номенклатура " CATALOG "IsFolder:b Parent_Key:g Code:s11 Description:s100 НаименованиеПолное:s Артикул:s25 ЕдиницаИзмерения_Key:g "
  "ВидНоменклатуры_Key:g ТипНоменклатуры:s СрокГодности:i ЕдиницаИзмеренияСрокаГодности:s ВестиУчетСертификатовНоменклатуры:b",
  "Catalog_ХарактеристикиНоменклатуры " CATALOG "Description:s100 Owner:c",
  "Catalog_ВидыНоменклатуры " CATALOG "IsFolder:b Description:s ИспользоватьСерии:b ИспользоватьНомерСерии:b "
  "ИспользоватьСрокГодностиСерии:b ИспользоватьДатуПроизводстваСерии:b ИспользоватьКоличествоСерии:b",
  "Catalog_УпаковкиЕдиницыИзмерения " CATALOG "Code:s Description:s Числитель:q Знаменатель:q",
  "Catalog_СерииНоменклатуры " CATALOG "Description:s150 Номер:s100 ГоденДо:d ДатаПроизводства:d ВидНоменклатуры_Key:g",
  "Catalog_Партнеры " CATALOG "IsFolder:b Code:s Description:s100 Клиент:b Поставщик:b",
  "Catalog_СделкиСКлиентами " CATALOG "Description:s",
  "Catalog_Склады " CATALOG "IsFolder:b Description:s",
  "InformationRegister_ШтрихкодыНоменклатуры Штрихкод:s200 Номенклатура_Key:g Характеристика_Key:g Упаковка_Key:g",
  "InformationRegister_СостоянияЗаказовКлиентов Заказ:c Состояние:s ДатаСобытия:d",
  "ExchangePlan_Firstout Ref_Key:g DataVersion:s DeletionMark:b Code:s Description:s SentNo:i ReceivedNo:i ThisNode:b",
  NULL
};

static const char *const names[] = {
  "Document_ЗаказКлиента", "Document_ЗаказПоставщику", "Document_ЗаказНаПроизводство2_2", "Document_ЭтапПроизводства2_2",
  "Document_РасходныйОрдерНаТовары", "Document_ПриходныйОрдерНаТовары", "Document_РеализацияТоваровУслуг", "Document_ВозвратТоваровОтКлиента",
  "Document_ОприходованиеИзлишковТоваров", "Document_СписаниеНедостачТоваров", "Document_ВнутреннееПотреблениеТоваров",
  "Document_ПеремещениеТоваров", "Document_СборкаЗапасов", "Catalog_Номенклатура", "Catalog_ХарактеристикиНоменклатуры", "Catalog_ВидыНоменклатуры",
  "Catalog_УпаковкиЕдиницыИзмерения", "Catalog_СерииНоменклатуры", "Catalog_Партнеры", "Catalog_СделкиСКлиентами", "Catalog_Склады",
  "InformationRegister_ШтрихкодыНоменклатуры", "InformationRegister_СостоянияЗаказовКлиентов", "AccumulationRegister_ТоварыНаСкладах",
  "ExchangePlan_Firstout", NULL
};

const char *const *
fake_1c_entities (void)
{
  return names;
}

const char *
fake_1c_key (const char *entity)
{
  if (g_str_equal (entity, "InformationRegister_ШтрихкодыНоменклатуры"))
    return "Штрихкод";
  return g_str_equal (entity, "InformationRegister_СостоянияЗаказовКлиентов") ? "Заказ" : NULL;
}

/* ---- fields ---------------------------------------------------------------------------------------------------------------- */

/* The words of the fields of an entity, "" first; NULL. */
static char **
fields_of (const char *entity)
{
  for (gsize i = 0; schema[i]; i++) {
    gsize length = strlen (entity);
    if (strncmp (schema[i], entity, length) == 0 && schema[i][length] == ' ')
      return g_strsplit (schema[i] + length, " ", -1);
  }
  return NULL;
}

typedef struct {
  char *name;
  char type;  /* t: a table */
  guint length;
} Field;

static bool
read_field (const char *word, Field *field)
{
  const char *colon = strchr (word, ':'), *bracket = strchr (word, '(');

  if (!colon && !bracket)
    return false;
  field->name = g_strndup (word, (gsize) ((colon ? colon : bracket) - word));
  field->type = colon ? colon[1] : 't';
  field->length = colon && colon[2] ? (guint) g_ascii_strtoull (colon + 2, NULL, 10) : 0;
  return true;
}

static json_object *
empty_value (char type)
{
  switch (type) {
  case 'i':
    return json_object_new_string ("0"); /* Int64 goes as text */
  case 'q':
    return json_object_new_double_s (0, "0");
  case 'b':
    return json_object_new_boolean (FALSE);
  case 'g':
    return json_object_new_string ("00000000-0000-0000-0000-000000000000");
  case 'd':
    return json_object_new_string ("0001-01-01T00:00:00");
  case 't':
    return json_object_new_array ();
  default:
    return json_object_new_string ("");
  }
}

static json_object *
empty_of (char **words, guint *at)
{
  json_object *object = json_object_new_object ();
  Field field;

  for (; words[*at] && !g_str_equal (words[*at], ")"); (*at)++) {
    if (!read_field (words[*at], &field))
      continue;
    json_object_object_add (object, field.name, empty_value (field.type));
    if (field.type == 'c') {
      g_autofree char *beside = g_strconcat (field.name, "_Type", NULL);
      json_object_object_add (object, beside, json_object_new_string ("StandardODATA.Undefined"));
    }
    if (field.type == 't')
      while (!g_str_equal (words[*at], ")"))
        (*at)++;
    g_free (field.name);
  }
  return object;
}

json_object *
fake_1c_empty (const char *entity)
{
  g_auto (GStrv) words = fields_of (entity);
  guint at = 0;

  g_assert_nonnull (words);
  return empty_of (words, &at);
}

static char *
cut (const char *text, guint most)
{
  return most && g_utf8_strlen (text, -1) > (glong) most ? g_utf8_substring (text, 0, (glong) most) : g_strdup (text);
}

/* As the platform takes it: text into a number is 0, what is too long is cut, all without a word. */
static json_object *
take_value (Fake1c *fake, const Field *field, json_object *value)
{
  const char *text = json_object_get_string (value);
  guint most = field->length;
  g_autofree char *kept = NULL;

  if (!text)
    return empty_value (field->type);
  if (field->type == 'i')
    return json_object_new_string (text[0] && strspn (text, "-0123456789") == strlen (text) ? text : "0");
  if (field->type == 'q')
    return json_object_new_double_s (0, strspn (text, "-0123456789.eE+") == strlen (text) ? text : "0");
  if (field->type == 'b')
    return json_object_new_boolean (g_str_equal (text, "true"));
  if (field->type == 's' && fake->cut_strings && (!most || fake->cut_strings < most))
    most = fake->cut_strings;
  kept = cut (text, field->type == 's' ? most : 0);
  return json_object_new_string (kept);
}

static const char *
take_fields (Fake1c *fake, char **words, guint *at, json_object *object, json_object *body);

/* The whole part is replaced; its rows are numbered 1, 2, 3 … or it is an error. */
static const char *
take_table (Fake1c *fake, char **words, guint at, json_object *object, const char *name, json_object *rows)
{
  json_object *table = json_object_new_array ();
  const char *wrong = NULL;

  for (gsize i = 0; i < json_object_array_length (rows) && !wrong; i++) {
    json_object *row = json_object_array_get_idx (rows, i), *number = NULL, *taken;
    guint begin = at;
    if (!json_object_object_get_ex (row, "LineNumber", &number))
      wrong = "500 LineNumber is missing";
    else if (g_ascii_strtoull (json_object_get_string (number), NULL, 10) != i + 1)
      wrong = "400 LineNumber is not in order";
    taken = empty_of (words, &begin);
    begin = at;
    wrong = wrong ? wrong : take_fields (fake, words, &begin, taken, row);
    json_object_array_add (table, taken);
  }
  json_object_object_add (object, name, table);
  return wrong;
}

static const char *
take_fields (Fake1c *fake, char **words, guint *at, json_object *object, json_object *body)
{
  const char *wrong = NULL;
  json_object *value;
  Field field;

  for (; words[*at] && !g_str_equal (words[*at], ")") && !wrong; (*at)++) {
    g_autofree char *beside = NULL;
    if (!read_field (words[*at], &field))
      continue;
    beside = g_strconcat (field.name, "_Type", NULL);
    if (field.type == 't') {
      if (json_object_object_get_ex (body, field.name, &value) && json_object_is_type (value, json_type_array))
        wrong = take_table (fake, words, *at + 1, object, field.name, value);
      while (!g_str_equal (words[*at], ")"))
        (*at)++;
    } else if (json_object_object_get_ex (body, field.name, &value))
      json_object_object_add (object, field.name, take_value (fake, &field, value));
    if (field.type == 'c' && json_object_object_get_ex (body, beside, &value))
      json_object_object_add (object, beside, json_object_get (value));
    g_free (field.name);
  }
  return wrong;
}

const char *
fake_1c_take (Fake1c *fake, const char *entity, json_object *object, json_object *body)
{
  g_auto (GStrv) words = fields_of (entity);
  guint at = 0;

  return take_fields (fake, words, &at, object, body);
}

/* ---- filters --------------------------------------------------------------------------------------------------------------- */

/* Where WORD stands outside of quotes and brackets; NULL. */
static const char *
find_outside (const char *text, const char *word)
{
  bool quoted = false;
  int deep = 0;

  for (; *text; text++) {
    quoted ^= *text == '\'';
    if (!quoted)
      deep += (*text == '(') - (*text == ')');
    if (!quoted && deep == 0 && g_str_has_prefix (text, word))
      return text;
  }
  return NULL;
}

/* guid'…', datetime'…', cast(guid'…','…'), '…', true, 5: the bare value. */
static char *
literal (const char *text)
{
  const char *begin = strchr (text, '\''), *end;
  g_auto (GStrv) halves = NULL;

  if (!begin)
    return g_strdup (text);
  end = g_str_has_prefix (text, "cast(") ? strchr (begin + 1, '\'') : strrchr (text, '\'');
  if (!end || end <= begin)
    return g_strdup (text);
  {
    g_autofree char *inside = g_strndup (begin + 1, (gsize) (end - begin - 1));
    halves = g_strsplit (inside, "''", -1);
    return g_strjoinv ("'", halves);
  }
}

static bool
condition_fits (json_object *object, const char *condition);

static bool
any_fits (json_object *object, const char *condition, const char *slash)
{
  g_autofree char *table = g_strndup (condition, (gsize) (slash - condition));
  const char *inside = strstr (condition, "d/");
  g_autofree char *of_row = inside ? g_strndup (inside + 2, strlen (inside + 2) - 1) : NULL;
  json_object *rows = NULL;

  if (!of_row || !json_object_object_get_ex (object, table, &rows))
    return false;
  for (gsize i = 0; i < json_object_array_length (rows); i++)
    if (condition_fits (json_object_array_get_idx (rows, i), of_row))
      return true;
  return false;
}

static bool
condition_fits (json_object *object, const char *condition)
{
  const char *any = strstr (condition, "/any(");
  g_auto (GStrv) words = any ? NULL : g_strsplit (condition, " ", 3);
  g_autofree char *wanted = NULL;
  json_object *value = NULL;
  int order;

  if (any)
    return any_fits (object, condition, any);
  if (g_strv_length (words) != 3 || !json_object_object_get_ex (object, words[0], &value))
    return false;
  wanted = literal (words[2]);
  order = g_strcmp0 (json_object_get_string (value), wanted);
  if (g_str_equal (words[1], "eq"))
    return order == 0;
  if (g_str_equal (words[1], "ne"))
    return order != 0;
  if (g_str_equal (words[1], "ge"))
    return order >= 0;
  return g_str_equal (words[1], "le") ? order <= 0 : false;
}

static bool
all_fit (json_object *object, const char *filter)
{
  const char *and = find_outside (filter, " and ");
  g_autofree char *first = and ? g_strndup (filter, (gsize) (and - filter)) : g_strdup (filter);

  return condition_fits (object, first) && (!and || all_fit (object, and + strlen (" and ")));
}

bool
fake_filter_fits (json_object *object, const char *filter)
{
  const char *or = find_outside (filter, " or ");
  g_autofree char *first = or ? g_strndup (filter, (gsize) (or - filter)) : g_strdup (filter);

  return all_fit (object, first) || (or && fake_filter_fits (object, or + strlen (" or ")));
}

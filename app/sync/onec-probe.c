/* SPDX-License-Identifier: GPL-3.0-or-later
 * The connection test: is the interface there, which objects are published, may the login see them, do they have the fields
 * that the set-up counts on. It writes nothing, so whether the login may write shows with the first document. */
#include "onec-writing.h"
#include <string.h>

typedef struct {
  FoOnec *onec;
  FoFindingEach each;
  gpointer data;
  json_object *published; /* array of {"name"}; NULL: not told */
  guint missing;
} Probe;

static void
tell (Probe *probe, bool good, const char *id, const char *const *arguments)
{
  const FoFinding finding = { good, id, arguments };

  probe->missing += !good;
  probe->each (&finding, probe->data);
}

static void
tell_object (Probe *probe, bool good, const char *id, const char *object, const char *field)
{
  const char *const arguments[] = { "object", object, field ? "field" : NULL, field, NULL };

  tell (probe, good, id, arguments);
}

/* ---- the interface ------------------------------------------------------------------------------------------------------ */

/* Nothing answers, or nobody is let in: said as a finding, and as the link's error. */
static bool
tell_failure (Probe *probe, const GError *error)
{
  const char *const arguments[] = { "text", error->message, NULL };
  bool latched = g_error_matches (error, FO_SALES_ERROR, FO_SALES_ERROR_LATCHED);

  tell (probe, false, latched ? "link.1c-login-refused" : "link.1c-not-reached", arguments);
  return false;
}

static bool
look_at_root (Probe *probe, bool *ret_there, GError **error)
{
  const FoOnecAsk ask = { .step = "read", .asking = true, .whole = true };
  g_autofree char *why = NULL;
  g_autoptr (GError) failed = NULL;
  json_object *root = NULL;
  guint status = 0;

  *ret_there = false;
  if (!fo_onec_get (probe->onec, &ask, "", NULL, &root, &status, &why, &failed)) {
    tell_failure (probe, failed);
    g_propagate_error (error, g_steal_pointer (&failed));
    return false;
  }
  *ret_there = root != NULL;
  if (!root) {
    const char *const arguments[] = { "text", why, NULL };
    tell (probe, false, status == 403 ? "link.1c-login-refused" : "link.1c-no-odata", arguments);
    return true;
  }
  tell (probe, true, "link.1c-reached", NULL);
  probe->published = fo_http_array (root, "value") ? json_object_get (fo_http_array (root, "value")) : NULL;
  json_object_put (root);
  return true;
}

static bool
is_published (const Probe *probe, const char *entity)
{
  for (gsize i = 0; probe->published && i < json_object_array_length (probe->published); i++) {
    json_object *row = json_object_array_get_idx (probe->published, i);
    if (g_str_equal (fo_http_text (row, "name"), entity) || g_str_equal (fo_http_text (row, "url"), entity))
      return true;
  }
  return !probe->published;
}

/* ---- objects ------------------------------------------------------------------------------------------------------------ */

typedef enum { THERE, NO_RIGHT, NOT_SO, GONE } Look;

static bool
try_select (Probe *probe, const char *entity, const char *fields, Look *ret, GError **error)
{
  const FoOnecAsk ask = { .step = "read", .asking = true };
  g_autofree char *path = fo_onec_escape (entity), *names = fo_onec_escape (fields), *why = NULL;
  g_autofree char *query = g_strconcat ("$top=1&$select=", names, NULL);
  json_object *answer = NULL;
  guint status = 0;

  if (!fo_onec_get (probe->onec, &ask, path, query, &answer, &status, &why, error))
    return false;
  *ret = answer ? THERE : status == 404 ? GONE : status == 403 || (why && strstr (why, ", 20)")) ? NO_RIGHT : NOT_SO;
  json_object_put (answer);
  return true;
}

/* Which of the fields it is: each alone. */
static bool
name_fields (Probe *probe, const char *entity, const char *fields, GError **error)
{
  g_auto (GStrv) names = g_strsplit (fields, ",", -1);
  bool named = false;

  for (guint i = 0; names[i]; i++) {
    Look look;
    if (!try_select (probe, entity, names[i], &look, error))
      return false;
    if (look != THERE)
      tell_object (probe, false, "link.1c-field-missing", entity, names[i]);
    named |= look != THERE;
  }
  if (!named)
    tell_object (probe, false, "link.1c-object-wrong", entity, NULL);
  return true;
}

static bool
look_at_object (Probe *probe, const char *entity, const char *fields, GError **error)
{
  Look look = GONE;

  if (!is_published (probe, entity)) {
    tell_object (probe, false, "link.1c-object-missing", entity, NULL);
    return true;
  }
  if (!try_select (probe, entity, fields, &look, error))
    return false;
  if (look == NOT_SO)
    return name_fields (probe, entity, fields, error);
  tell_object (probe, look == THERE,
               look == THERE      ? "link.1c-object-there"
               : look == NO_RIGHT ? "link.1c-no-right"
                                  : "link.1c-object-missing",
               entity, NULL);
  return true;
}

static bool
look_at_reading (Probe *probe, GError **error)
{
  FoOnec *onec = probe->onec;
  g_autofree char *item =
      g_strconcat ("Ref_Key,DataVersion,Description,ВидНоменклатуры_Key,ЕдиницаИзмерения_Key,", onec->item_code, NULL);
  const struct {
    const char *entity, *fields;
    bool used;
  } objects[] = {
    { "Document_ЗаказКлиента",
      "Ref_Key,DataVersion,Number,Date,Posted,DeletionMark,Статус,Партнер_Key,Склад_Key,ДатаОтгрузки,"
      "НеОтгружатьЧастями,Товары",
      true },
    { "InformationRegister_СостоянияЗаказовКлиентов", "Заказ,Состояние", g_str_equal (onec->gate, "register") },
    { "Document_ЗаказПоставщику", "Ref_Key,DataVersion,Number,Date,Posted,Статус,Партнер_Key,Склад_Key,Товары", true },
    { "Document_ЗаказНаПроизводство2_2", "Ref_Key,DataVersion,Number,Date,Posted,Статус",
      g_str_equal (onec->production, "erp") },
    { "Document_ЭтапПроизводства2_2", "Ref_Key,DataVersion,Распоряжение_Key,Статус",
      g_str_equal (onec->production, "erp") },
    { "Document_ЗаказНаПроизводство", "Ref_Key,DataVersion,Number,Date,Posted", g_str_equal (onec->production, "unf") },
    { "Catalog_Номенклатура", item, true },
    { "Catalog_ВидыНоменклатуры", "Ref_Key,DataVersion,ИспользоватьСерии,ИспользоватьСрокГодностиСерии", true },
    { "Catalog_УпаковкиЕдиницыИзмерения", "Ref_Key,DataVersion,Description,Числитель,Знаменатель", true },
    { "Catalog_ХарактеристикиНоменклатуры", "Ref_Key,DataVersion,Description", true },
    { "Catalog_СерииНоменклатуры", "Ref_Key,DataVersion,Номер,ГоденДо,ВидНоменклатуры_Key", true },
    { "InformationRegister_ШтрихкодыНоменклатуры", "Штрихкод,Номенклатура_Key,Характеристика_Key,Упаковка_Key", true },
    { "Catalog_Партнеры", "Ref_Key,DataVersion,Description", true },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (objects); i++)
    if (objects[i].used && !look_at_object (probe, objects[i].entity, objects[i].fields, error))
      return false;
  return true;
}

/* ---- documents that are written ----------------------------------------------------------------------------------------- */

static bool
is_used (FoOnec *onec, const char *form)
{
  if (g_str_equal (form, "shipment"))
    return !onec->simple;
  if (g_str_equal (form, "sale"))
    return onec->simple;
  if (g_str_equal (form, "made-erp"))
    return g_str_equal (onec->production, "erp");
  if (g_str_equal (form, "made-unf"))
    return g_str_equal (onec->production, "unf");
  return !g_str_equal (form, "transfer") || fo_http_object (onec->config, "partners");
}

static void
add_field (GString *fields, const char *name)
{
  if (name && name[0])
    g_string_append_printf (fields, ",%s", name);
}

static bool
look_at_writing (Probe *probe, GError **error)
{
  for (guint i = 0; fo_onec_form_names[i]; i++) {
    const FoOnecForm form = fo_onec_form (probe->onec, fo_onec_form_names[i]);
    g_autoptr (GString) fields = g_string_new ("Ref_Key,DataVersion,Number,Date,Posted,DeletionMark,Комментарий");

    if (form.skip || !is_used (probe->onec, form.name))
      continue;
    add_field (fields, form.table);
    add_field (fields, form.orders_table);
    add_field (fields, form.series_table);
    add_field (fields, form.warehouse);
    add_field (fields, probe->onec->organization[0] ? form.organization : "");
    add_field (fields, form.orders_table[0] ? "" : form.base);
    add_field (fields, form.steps[0] ? "Статус" : "");
    if (!look_at_object (probe, form.entity, fields->str, error))
      return false;
  }
  return true;
}

/* ---- what the set-up names ---------------------------------------------------------------------------------------------- */

static bool
look_at_name (Probe *probe, const char *entity, const char *ref, const char *there, const char *missing, GError **error)
{
  const FoOnecAsk ask = { .step = "read", .asking = true, .whole = true };
  g_autofree char *path = fo_onec_key (entity, ref), *why = NULL;
  json_object *object = NULL;
  guint status = 0;

  if (!fo_onec_get (probe->onec, &ask, path, NULL, &object, &status, &why, error))
    return false;
  {
    const char *const arguments[] = { "text", object ? fo_http_text (object, "Description") : ref, NULL };
    tell (probe, object != NULL, object ? there : missing, arguments);
  }
  json_object_put (object);
  return true;
}

static bool
look_at_names (Probe *probe, GError **error)
{
  FoOnec *onec = probe->onec;

  if (!onec->warehouse[0])
    tell (probe, false, "link.1c-no-warehouse", NULL);
  else if (is_published (probe, "Catalog_Склады")
           && !look_at_name (probe, "Catalog_Склады", onec->warehouse, "link.1c-warehouse-there",
                             "link.1c-warehouse-missing", error))
    return false;
  return !onec->plan[0]
         || look_at_name (probe, onec->plan, onec->node, "link.1c-node-there", "link.1c-node-missing", error);
}

bool
fo_onec_probe (FoLink *link, FoFindingEach each, gpointer data, GError **error)
{
  Probe probe = { .onec = (FoOnec *) link, .each = each, .data = data };
  g_autofree char *missing = NULL;
  bool there, good;

  if (!look_at_root (&probe, &there, error))
    return false;
  good =
      !there || (look_at_names (&probe, error) && look_at_reading (&probe, error) && look_at_writing (&probe, error));
  json_object_put (probe.published);
  missing = g_strdup_printf ("%u", probe.missing);
  return good && link->host->keep_cap (link->host, "missing", missing, error)
         && link->host->keep_cap (link->host, "lists_objects", probe.published ? "1" : "0", error)
         && link->host->keep_cap (link->host, "feed", ((FoOnec *) link)->plan[0] && probe.missing == 0 ? "1" : "0",
                                  error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * An object and what it refers to, together as they are kept: a customer's order with the name of its customer and the
 * state of its gate. Names are fetched once a run. */
#include "onec-inside.h"
#include <string.h>

#define UNITS "Catalog_УпаковкиЕдиницыИзмерения"
#define STATES "InformationRegister_СостоянияЗаказовКлиентов"

bool
fo_onec_thing (FoOnec *onec, const char *entity, const char *ref, const char *select, json_object **ret, GError **error)
{
  const FoOnecAsk ask = { .step = "read" };
  g_autofree char *key = g_strdup_printf ("%s %s", entity, ref);
  gpointer known = NULL;

  *ret = NULL;
  if (fo_onec_is_empty (ref) || !fo_link_is_uuid (ref))
    return true;
  if (g_hash_table_lookup_extended (onec->things, key, NULL, &known)) {
    *ret = known;
    return true;
  }
  if (!fo_onec_one (onec, &ask, entity, ref, select, ret, error))
    return false;
  g_hash_table_insert (onec->things, g_steal_pointer (&key), *ret);
  return true;
}

static void
add_copy (json_object *body, const char *name, json_object *thing)
{
  if (thing)
    json_object_object_add (body, name, json_object_get (thing));
}

/* A thing beside the object: into its body, and into its version. */
static bool
add_thing (FoOnec *onec,
           const char *name,
           const char *entity,
           const char *ref,
           json_object *body,
           GString *version,
           GError **error)
{
  json_object *thing;

  if (!fo_onec_thing (onec, entity, ref, NULL, &thing, error))
    return false;
  add_copy (body, name, thing);
  g_string_append_printf (version, ".%s", thing ? fo_http_text (thing, "DataVersion") : "");
  return true;
}

static json_object *
new_body (const char *name, json_object *raw)
{
  json_object *body = json_object_new_object ();

  json_object_object_add (body, name, json_object_get (raw));
  return body;
}

/* ---- catalogs ----------------------------------------------------------------------------------------------------------- */

static bool
compose_item (FoOnec *onec, json_object *raw, json_object **ret_body, GString *version, GError **error)
{
  if (fo_http_true (raw, "IsFolder"))
    return true;
  *ret_body = new_body ("item", raw);
  return add_thing (onec, "kind", "Catalog_ВидыНоменклатуры", fo_http_text (raw, "ВидНоменклатуры_Key"), *ret_body,
                    version, error)
         && add_thing (onec, "unit", UNITS, fo_http_text (raw, "ЕдиницаИзмерения_Key"), *ret_body, version, error);
}

/* RAW is {"item", "variant"}: the two halves of its name. */
static bool
compose_variant (FoOnec *onec, json_object *raw, json_object **ret_body, GString *version, GError **error)
{
  json_object *item = fo_http_object (raw, "item"), *variant = fo_http_object (raw, "variant");

  if (!item || !variant)
    return true;
  if (!compose_item (onec, item, ret_body, version, error))
    return false;
  if (*ret_body)
    add_copy (*ret_body, "variant", variant);
  g_string_append_printf (version, ".%s.%s", fo_http_text (item, "DataVersion"), fo_http_text (variant, "DataVersion"));
  return true;
}

static bool
compose_plain (FoOnec *onec, json_object *raw, json_object **ret_body, GString *version, GError **error)
{
  (void) onec;
  (void) version;
  (void) error;
  if (!fo_http_true (raw, "IsFolder"))
    *ret_body = new_body ("thing", raw);
  return true;
}

/* A row of a register has no version of its own: what it says, and when it was seen to say something else. */
static bool
compose_barcode (FoOnec *onec, json_object *raw, json_object **ret_body, GString *version, GError **error)
{
  g_autofree char *key =
      g_strconcat ("InformationRegister_ШтрихкодыНоменклатуры ", fo_http_text (raw, "Штрихкод"), NULL);
  const char *text, *known = g_hash_table_lookup (onec->known, key);
  g_autofree char *hash = NULL;

  *ret_body = new_body ("barcode", raw);
  if (!add_thing (onec, "pack", UNITS, fo_http_text (raw, "Упаковка_Key"), *ret_body, version, error))
    return false;
  text = json_object_to_json_string_ext (*ret_body, JSON_C_TO_STRING_PLAIN);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);
  if (known && g_str_has_prefix (known, hash))
    g_string_assign (version, known);
  else if (known)
    g_string_printf (version, "%s.%" G_GINT64_FORMAT, hash, onec->link.host->now_us (onec->link.host));
  else
    g_string_assign (version, hash);
  return true;
}

/* ---- orders ------------------------------------------------------------------------------------------------------------- */

static bool
is_our_warehouse (FoOnec *onec, json_object *object)
{
  return g_str_equal (fo_http_text (object, "Склад_Key"), onec->warehouse);
}

bool
fo_onec_is_ours (FoOnec *onec, json_object *raw)
{
  json_object *lines = fo_http_array (raw, "Товары");
  bool ours = !onec->warehouse[0] || is_our_warehouse (onec, raw);

  for (gsize i = 0; !ours && lines && i < json_object_array_length (lines); i++)
    ours = is_our_warehouse (onec, json_object_array_get_idx (lines, i));
  return ours && fo_http_true (raw, "Posted") && !fo_http_true (raw, "DeletionMark");
}

/* What was ours once is told that it is no more; what never was is no business of this warehouse. */
static bool
concerns_us (FoOnec *onec, json_object *raw, bool *ret_concerns, GError **error)
{
  FoLinkHost *host = onec->link.host;
  const char *ref = fo_http_text (raw, "Ref_Key");
  bool ours = fo_onec_is_ours (onec, raw);
  g_autofree char *known = NULL;

  if (!host->find_ref (host, "heard", ref, &known, error))
    return false;
  *ret_concerns = ours || known;
  return !ours || known || host->keep_ref (host, "heard", ref, fo_http_text (raw, "Number"), error);
}

static bool
add_series (FoOnec *onec, json_object *lines, json_object *body, GError **error)
{
  json_object *series = json_object_new_object ();

  json_object_object_add (body, "series", series);
  for (gsize i = 0; lines && i < json_object_array_length (lines); i++) {
    const char *ref = fo_http_text (json_object_array_get_idx (lines, i), "Серия_Key");
    json_object *thing;
    if (!fo_onec_thing (onec, "Catalog_СерииНоменклатуры", ref, NULL, &thing, error))
      return false;
    if (thing)
      json_object_object_add (series, ref, json_object_new_string (fo_http_text (thing, "Номер")));
  }
  return true;
}

/* "3 ГотовКОтгрузке": how often it has changed, so that a state that comes back is news. */
static bool
count_state (FoOnec *onec, const char *ref, const char *state, GString *version, GError **error)
{
  FoLinkHost *host = onec->link.host;
  g_autofree char *known = NULL, *now = NULL;
  gint64 n = 0;

  if (!host->find_ref (host, "gate", ref, &known, error))
    return false;
  n = known ? g_ascii_strtoll (known, NULL, 10) : 0;
  now = g_strdup_printf ("%" G_GINT64_FORMAT " %s", n, state);
  if (g_strcmp0 (known, now) != 0) {
    g_free (now);
    now = g_strdup_printf ("%" G_GINT64_FORMAT " %s", ++n, state);
    if (!host->keep_ref (host, "gate", ref, now, error))
      return false;
  }
  g_string_append_printf (version, ".%" G_GINT64_FORMAT, n);
  return true;
}

static bool
is_asked (FoOnec *onec)
{
  return g_str_equal (onec->gate, "register");
}

static char *
states_filter (GPtrArray *refs)
{
  GString *filter = g_string_new (NULL);

  for (guint i = 0; i < refs->len; i++)
    g_string_append_printf (filter, "%sЗаказ eq cast(guid'%s', 'Document_ЗаказКлиента')", i ? " or " : "",
                            (const char *) g_ptr_array_index (refs, i));
  return g_string_free (filter, FALSE);
}

static bool
ask_states (FoOnec *onec, GPtrArray *refs, json_object **ret_states, GError **error)
{
  const FoOnecAsk ask = { .step = "read" };
  g_autofree char *filter = states_filter (refs);
  const FoOnecQuery query = { .entity = STATES, .filter = filter };

  return fo_onec_some (onec, &ask, &query, ret_states, error);
}

static const char *
state_in (json_object *states, const char *ref)
{
  for (gsize i = 0; i < json_object_array_length (states); i++) {
    json_object *row = json_object_array_get_idx (states, i);
    if (g_str_equal (fo_http_text (row, "Заказ"), ref))
      return fo_http_text (row, "Состояние");
  }
  return "";
}

bool
fo_onec_ask_gates (FoOnec *onec, GPtrArray *refs, GPtrArray *changed, GError **error)
{
  json_object *states;

  if (refs->len == 0 || !is_asked (onec))
    return true;
  if (!ask_states (onec, refs, &states, error))
    return false;
  for (guint i = 0; i < refs->len; i++) {
    const char *ref = g_ptr_array_index (refs, i), *known = g_hash_table_lookup (onec->gates, ref);
    if (g_strcmp0 (known, state_in (states, ref)) != 0)
      g_ptr_array_add (changed, g_strdup (ref));
  }
  json_object_put (states);
  return true;
}

static bool
add_state (FoOnec *onec, const char *ref, json_object *body, GString *version, GError **error)
{
  g_autoptr (GPtrArray) refs = g_ptr_array_new ();
  json_object *states;
  bool good;

  if (!is_asked (onec) || !fo_link_is_uuid (ref))
    return true;
  g_ptr_array_add (refs, (gpointer) ref);
  if (!ask_states (onec, refs, &states, error))
    return false;
  json_object_object_add (body, "state", json_object_new_string (state_in (states, ref)));
  g_hash_table_replace (onec->gates, g_strdup (ref), g_strdup (state_in (states, ref)));
  good = count_state (onec, ref, state_in (states, ref), version, error);
  json_object_put (states);
  return good;
}

static bool
add_asks (FoOnec *onec, json_object *order, json_object *body, GError **error)
{
  return !onec->ask_field[0]
         || fo_link_count_asks (onec->link.host, fo_http_text (order, "Ref_Key"), fo_http_true (order, onec->ask_field), body,
                                error);
}

static bool
compose_order (FoOnec *onec, json_object *raw, json_object **ret_body, GString *version, GError **error)
{
  bool concerns;

  if (!concerns_us (onec, raw, &concerns, error))
    return false;
  if (!concerns)
    return true;
  *ret_body = new_body ("order", raw);
  return add_thing (onec, "partner", "Catalog_Партнеры", fo_http_text (raw, "Партнер_Key"), *ret_body, version, error)
         && add_thing (onec, "deal", "Catalog_СделкиСКлиентами", fo_http_text (raw, "Сделка_Key"), *ret_body, version,
                       error)
         && add_series (onec, fo_http_array (raw, "Товары"), *ret_body, error) && add_asks (onec, raw, *ret_body, error)
         && add_state (onec, fo_http_text (raw, "Ref_Key"), *ret_body, version, error);
}

static bool
compose_supply (FoOnec *onec, json_object *raw, json_object **ret_body, GString *version, GError **error)
{
  bool concerns;

  if (!concerns_us (onec, raw, &concerns, error))
    return false;
  if (!concerns)
    return true;
  *ret_body = new_body ("supply", raw);
  return add_thing (onec, "partner", "Catalog_Партнеры", fo_http_text (raw, "Партнер_Key"), *ret_body, version, error);
}

/* How far it is: the share of its stages that are done. */
static bool
compose_made (FoOnec *onec, json_object *raw, json_object **ret_body, GString *version, GError **error)
{
  const FoOnecAsk ask = { .step = "read" };
  g_autofree char *filter = g_strdup_printf ("Распоряжение_Key eq guid'%s'", fo_http_text (raw, "Ref_Key"));
  const FoOnecQuery query = { .entity = "Document_ЭтапПроизводства2_2",
                              .filter = filter,
                              .select = "Ref_Key,DataVersion,Статус" };
  json_object *stages;

  if (!compose_supply (onec, raw, ret_body, version, error))
    return false;
  if (!*ret_body || !fo_link_is_uuid (fo_http_text (raw, "Ref_Key")))
    return true;
  if (!fo_onec_some (onec, &ask, &query, &stages, error))
    return false;
  json_object_object_add (*ret_body, "stages", stages);
  for (gsize i = 0; i < json_object_array_length (stages); i++)
    g_string_append_printf (version, ".%s", fo_http_text (json_object_array_get_idx (stages, i), "DataVersion"));
  return true;
}

static bool
is_going_on (json_object *raw)
{
  return fo_http_true (raw, "Posted") && !fo_http_true (raw, "DeletionMark")
         && !g_str_equal (fo_http_text (raw, "Статус"), "Закрыт");
}

const FoOnecSet
    fo_onec_items = { "Catalog_Номенклатура", "item", false, "Ref_Key", compose_item, NULL },
    fo_onec_variants = { "Catalog_ХарактеристикиНоменклатуры", "item", false, "Ref_Key", compose_variant, NULL },
    fo_onec_barcodes = { "InformationRegister_ШтрихкодыНоменклатуры",
                         "barcode",
                         false,
                         "Штрихкод",
                         compose_barcode,
                         NULL },
    fo_onec_partners = { "Catalog_Партнеры", "customer", false, "Ref_Key", compose_plain, NULL },
    fo_onec_orders = { "Document_ЗаказКлиента", "order", true, "Ref_Key", compose_order, is_going_on },
    fo_onec_purchases = { "Document_ЗаказПоставщику", "supply", true, "Ref_Key", compose_supply, is_going_on },
    fo_onec_made_erp = { "Document_ЗаказНаПроизводство2_2", "supply", true, "Ref_Key", compose_made, is_going_on },
    fo_onec_made_unf = { "Document_ЗаказНаПроизводство", "supply", true, "Ref_Key", compose_supply, is_going_on };

const FoOnecSet *
fo_onec_set (FoOnec *onec, const char *entity)
{
  const FoOnecSet *const sets[] = { &fo_onec_items,
                                    &fo_onec_barcodes,
                                    &fo_onec_partners,
                                    &fo_onec_orders,
                                    &fo_onec_purchases,
                                    g_str_equal (onec->production, "erp") ? &fo_onec_made_erp : NULL,
                                    g_str_equal (onec->production, "unf") ? &fo_onec_made_unf : NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    if (sets[i] && g_str_equal (sets[i]->entity, entity))
      return sets[i];
  return NULL;
}

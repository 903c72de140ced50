/* SPDX-License-Identifier: GPL-3.0-or-later
 * Items by our code, lots as series, barcodes. */
#include "onec-writing.h"
#include <string.h>

#define SERIES "Catalog_СерииНоменклатуры"

/* ---- items -------------------------------------------------------------------------------------------------------------- */

/* The first of its code that is neither a folder nor marked for deletion. */
static bool
ask_item (FoOnec *onec, const FoDelivery *delivery, const char *code, json_object **ret, GError **error)
{
  const FoOnecAsk ask = { .delivery = delivery, .step = "find" };
  g_autofree char *quoted = fo_onec_quote (code), *filter = g_strdup_printf ("%s eq %s", onec->item_code, quoted);
  const FoOnecQuery query = { fo_onec_items.entity, filter, NULL, NULL };
  json_object *found;

  *ret = NULL;
  if (!fo_onec_some (onec, &ask, &query, &found, error))
    return false;
  for (gsize i = 0; i < json_object_array_length (found) && !*ret; i++) {
    json_object *item = json_object_array_get_idx (found, i);
    if (!fo_http_true (item, "IsFolder") && !fo_http_true (item, "DeletionMark")
        && fo_link_is_uuid (fo_http_text (item, "Ref_Key")))
      *ret = json_object_get (item);
  }
  json_object_put (found);
  return true;
}

static bool
ask_variant (FoOnec *onec, const FoDelivery *delivery, const char *item, const char *name, char **ret, GError **error)
{
  const FoOnecAsk ask = { .delivery = delivery, .step = "find" };
  g_autofree char *quoted = fo_onec_quote (name), *filter = g_strdup_printf ("Description eq %s", quoted);
  const FoOnecQuery query = { fo_onec_variants.entity, filter, NULL, NULL };
  json_object *found;

  *ret = NULL;
  if (!fo_onec_some (onec, &ask, &query, &found, error))
    return false;
  for (gsize i = 0; i < json_object_array_length (found); i++) {
    json_object *variant = json_object_array_get_idx (found, i);
    bool its_own =
        g_str_equal (fo_http_text (variant, "Owner"), item) || g_str_equal (fo_http_text (variant, "Owner_Key"), item);
    if ((its_own || !*ret) && fo_link_is_uuid (fo_http_text (variant, "Ref_Key"))) {
      g_free (*ret);
      *ret = g_strdup (fo_http_text (variant, "Ref_Key"));
    }
  }
  json_object_put (found);
  return true;
}

static bool
new_item (FoOnec *onec, json_object *raw, char *variant, FoOnecItem **ret, GError **error)
{
  json_object *kind;

  if (!fo_onec_thing (onec, "Catalog_ВидыНоменклатуры", fo_http_text (raw, "ВидНоменклатуры_Key"), NULL, &kind,
                      error)) {
    g_free (variant);
    return false;
  }
  *ret = g_new0 (FoOnecItem, 1);
  (*ret)->ref = g_strdup (fo_http_text (raw, "Ref_Key"));
  (*ret)->variant = variant ? variant : g_strdup ("");
  (*ret)->kind = g_strdup (fo_http_text (raw, "ВидНоменклатуры_Key"));
  (*ret)->lots = kind && fo_http_true (kind, "ИспользоватьСерии");
  (*ret)->expiry = (*ret)->lots && fo_http_true (kind, "ИспользоватьСрокГодностиСерии");
  return true;
}

/* A code with a characteristic is CODE/NAME; a code may have a stroke of its own. */
bool
fo_onec_item (FoOnec *onec, const FoDelivery *delivery, const char *code, const FoOnecItem **ret, GError **error)
{
  const char *stroke = strchr (code, '/');
  g_autofree char *base = stroke ? g_strndup (code, (gsize) (stroke - code)) : NULL;
  FoOnecItem *item = g_hash_table_lookup (onec->items, code);
  json_object *raw = NULL;
  char *variant = NULL;
  bool good;

  *ret = item;
  if (item)
    return true;
  if (!ask_item (onec, delivery, code, &raw, error) || (!raw && base && !ask_item (onec, delivery, base, &raw, error)))
    return false;
  if (!raw)
    return true;
  good = !base || strcmp (fo_http_text (raw, onec->item_code), base) != 0
         || ask_variant (onec, delivery, fo_http_text (raw, "Ref_Key"), stroke + 1, &variant, error);
  good = good && new_item (onec, raw, variant, &item, error);
  json_object_put (raw);
  if (good && item)
    g_hash_table_insert (onec->items, g_strdup (code), item);
  *ret = item;
  return good;
}

/* ---- lots --------------------------------------------------------------------------------------------------------------- */

/* Their empty day is no day. */
static bool
same_day (const char *theirs, const char *ours)
{
  bool none = !theirs[0] || g_str_has_prefix (theirs, "0001-01-01");

  return none ? !ours[0] : g_str_has_prefix (theirs, ours) && ours[0];
}

/* One whose last day is as told, else one that has none yet. DeletionMark in $filter breaks this catalog: looked at here. */
static const char *
choose_series (json_object *found, const FoOnecItem *item, const char *number, const char *expires_on)
{
  const char *chosen = NULL;

  for (gsize i = 0; i < json_object_array_length (found); i++) {
    json_object *series = json_object_array_get_idx (found, i);
    const char *day = fo_http_text (series, "ГоденДо");

    if (fo_http_true (series, "DeletionMark") || !fo_link_is_uuid (fo_http_text (series, "Ref_Key"))
        || !g_str_equal (fo_http_text (series, "Номер"), number))
      continue;
    if (!item->expiry || same_day (day, expires_on))
      return fo_http_text (series, "Ref_Key");
  }
  return chosen;
}

static bool
find_series (
    FoOnecSending *s, const FoOnecItem *item, const char *number, const char *expires_on, char **ret, GError **error)
{
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "find" };
  g_autofree char *quoted = fo_onec_quote (number);
  g_autofree char *filter = g_strdup_printf ("Номер eq %s and ВидНоменклатуры_Key eq guid'%s'", quoted, item->kind);
  const FoOnecQuery query = { SERIES, filter, NULL, NULL };
  json_object *found;

  *ret = NULL;
  if (!fo_onec_some (s->onec, &ask, &query, &found, error))
    return false;
  *ret = g_strdup (choose_series (found, item, number, expires_on));
  json_object_put (found);
  return true;
}

static json_object *
series_body (const FoOnecItem *item, const char *number, const char *expires_on)
{
  json_object *body = json_object_new_object ();
  g_autofree char *name = expires_on[0] ? g_strdup_printf ("%s до %s", number, expires_on) : g_strdup (number);
  g_autofree char *day = expires_on[0] && item->expiry ? g_strconcat (expires_on, "T00:00:00", NULL) : NULL;

  json_object_object_add (body, "Номер", json_object_new_string (number));
  json_object_object_add (body, "Description", json_object_new_string (name));
  json_object_object_add (body, "ВидНоменклатуры_Key", json_object_new_string (item->kind));
  if (day)
    json_object_object_add (body, "ГоденДо", json_object_new_string (day));
  return body;
}

/* Made, then looked for again: a number that was cut is not found, and no second one is made of it. */
static bool
make_series (
    FoOnecSending *s, const FoOnecItem *item, const char *number, const char *expires_on, char **ret, GError **error)
{
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "create" };
  g_autofree char *path = fo_onec_escape (SERIES);
  g_auto (FoWritten) written = { 0 };
  json_object *body = series_body (item, number, expires_on);
  bool good = fo_onec_write (s->onec, &ask, "POST", path, body, &written, error);

  json_object_put (body);
  if (!good) {
    s->fate->kind = written.end == FO_HTTP_NOT_SENT ? FO_FATE_LATER : FO_FATE_UNKNOWN;
    s->fate->retry_ms = FO_LINK_AGAIN_MS;
    return false;
  }
  if (written.end != FO_HTTP_DONE)
    return fo_onec_end_written (s, &written);
  s->fate->kind = FO_FATE_UNKNOWN;
  if (!find_series (s, item, number, expires_on, ret, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!*ret)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-lot-not-taken", "lot", number, NULL);
  return true;
}

bool
fo_onec_lot (
    FoOnecSending *s, const FoOnecItem *item, const char *number, const char *expires_on, char **ret, GError **error)
{
  *ret = NULL;
  if (!item->lots || (!number[0] && !expires_on[0])) {
    *ret = g_strdup ("");
    return true;
  }
  s->fate->kind = FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!find_series (s, item, number, expires_on, ret, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  return *ret || make_series (s, item, number, expires_on, ret, error);
}

/* ---- writing to catalogs ------------------------------------------------------------------------------------------------ */

static bool
body_item (FoOnecSending *s, const FoOnecItem **ret, GError **error)
{
  const char *code = fo_http_text (s->body, "item");

  s->fate->kind = FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_onec_item (s->onec, s->delivery, code, ret, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (!*ret)
    fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-item-unknown", "item", code, NULL);
  return true;
}

static bool
rename_series (FoOnecSending *s, const FoOnecItem *item, const char *ref, GError **error)
{
  const char *number = fo_http_text (s->body, "lot"), *day = fo_http_text (s->body, "expires_on");
  const FoOnecAsk ask = { .delivery = s->delivery, .step = "change" },
                  read = { .delivery = s->delivery, .step = "read" };
  g_autofree char *path = fo_onec_key (SERIES, ref);
  g_auto (FoWritten) written = { 0 };
  json_object *body = series_body (item, number, day), *there = NULL;
  bool good = fo_onec_write (s->onec, &ask, "PATCH", path, body, &written, error);

  json_object_put (body);
  s->fate->kind = FO_FATE_UNKNOWN;
  if (!good || (written.end != FO_HTTP_DONE && fo_onec_end_written (s, &written)))
    return good;
  if (!fo_onec_one (s->onec, &read, SERIES, ref, NULL, &there, error))
    return false;
  if (there && g_str_equal (fo_http_text (there, "Номер"), number)
      && (!item->expiry || same_day (fo_http_text (there, "ГоденДо"), day)))
    s->fate->kind = FO_FATE_VERIFIED;
  else
    fo_fate_end (s->fate, FO_FATE_DIFFERS, "link.1c-lot-not-taken", "lot", number, NULL);
  s->fate->remote_id = g_strdup (ref);
  json_object_put (there);
  return true;
}

/* Two lots become one only by a document of the accountant: said, and not done behind his back. */
bool
fo_onec_correct_lot (FoOnecSending *s, GError **error)
{
  json_object *was = fo_http_object (s->body, "was");
  g_autofree char *ref = NULL, *now = NULL;
  const FoOnecItem *item;

  if (!body_item (s, &item, error))
    return false;
  if (!item)
    return true;
  if (!item->lots)
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  if (fo_http_true (s->body, "merged"))
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-merge-by-hand", "lot", fo_http_text (s->body, "lot"), NULL);
  s->fate->kind = FO_FATE_UNKNOWN;
  if (!find_series (s, item, fo_http_text (s->body, "lot"), fo_http_text (s->body, "expires_on"), &now, error)
      || !find_series (s, item, fo_http_text (was, "lot"), fo_http_text (was, "expires_on"), &ref, error))
    return false;
  if (!ref) /* never told of, or called so already */
    return fo_fate_end (s->fate, now ? FO_FATE_VERIFIED : FO_FATE_NOT_CARRIED, NULL, NULL);
  return rename_series (s, item, ref, error);
}

bool
fo_onec_barcode (FoOnecSending *s, GError **error)
{
  static const char entity[] = "InformationRegister_ШтрихкодыНоменклатуры";
  const FoOnecAsk find = { .delivery = s->delivery, .step = "find" },
                  create = { .delivery = s->delivery, .step = "create" };
  g_autofree char *quoted = fo_onec_quote (fo_http_text (s->body, "code")),
                  *filter = g_strdup_printf ("Штрихкод eq %s", quoted);
  g_autofree char *path = fo_onec_escape (entity);
  const FoOnecQuery query = { entity, filter, NULL, NULL };
  g_auto (FoWritten) written = { 0 };
  const FoOnecItem *item;
  json_object *found, *body;
  bool good;

  if (!body_item (s, &item, error) || (item && !fo_onec_some (s->onec, &find, &query, &found, error)))
    return false;
  if (!item)
    return true;
  if (json_object_array_length (found) > 0) {
    good = g_str_equal (fo_http_text (json_object_array_get_idx (found, 0), "Номенклатура_Key"), item->ref);
    json_object_put (found);
    return fo_fate_end (s->fate, good ? FO_FATE_VERIFIED : FO_FATE_DIFFERS, good ? NULL : "link.1c-barcode-taken",
                        NULL);
  }
  json_object_put (found);
  body = json_object_new_object ();
  json_object_object_add (body, "Штрихкод", json_object_new_string (fo_http_text (s->body, "code")));
  json_object_object_add (body, "Номенклатура_Key", json_object_new_string (item->ref));
  json_object_object_add (body, "Характеристика_Key",
                          json_object_new_string (item->variant[0] ? item->variant : ONEC_EMPTY));
  good = fo_onec_write (s->onec, &create, "POST", path, body, &written, error);
  json_object_put (body);
  s->fate->kind = FO_FATE_UNKNOWN;
  if (!good || (written.end != FO_HTTP_DONE && fo_onec_end_written (s, &written)))
    return good;
  return fo_fate_end (s->fate, FO_FATE_VERIFIED, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is new over there. Two ways: the feed of an exchange plan, whose messages are confirmed behind keeping them; and
 * asking again: documents of the last weeks by their DataVersion, older open ones in turn, catalogs every few minutes,
 * everything at night. Objects pass through fo_onec_keep, whichever way they came. */
#include "onec-inside.h"
#include <string.h>

#define BATCH 20    /* keys in one request: its address stays below 2 KB before escaping */
#define OLD_ONES 40 /* open documents older than the window, a round */
#define DAY_US ((gint64) 86400 * G_USEC_PER_SEC)

/* ---- keeping ------------------------------------------------------------------------------------------------------------ */

static char *
now_text (FoOnec *onec)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, onec->link.host->now_us (onec->link.host));
}

/* GUID, a barcode, GUID/GUID. What has no name is kept too, for a person to see. */
static char *
name_of (const FoOnecSet *set, json_object *raw)
{
  if (set == &fo_onec_variants)
    return fo_onec_pair (fo_http_text (fo_http_object (raw, "item"), "Ref_Key"),
                         fo_http_text (fo_http_object (raw, "variant"), "Ref_Key"));
  return g_strdup (fo_http_text (raw, set->key)[0] ? fo_http_text (raw, set->key) : "?");
}

static void
remember (FoOnec *onec, const FoOnecSet *set, json_object *raw, const char *id, const char *version)
{
  g_hash_table_replace (onec->known, g_strdup_printf ("%s %s", set->entity, id), g_strdup (version));
  if (set->is_open && set->is_open (raw))
    g_hash_table_replace (onec->open, g_strdup (id), (gpointer) set);
  else if (set->is_open)
    g_hash_table_remove (onec->open, id);
}

static bool
add_object (FoOnec *onec, FoLinkPage *page, const FoOnecSet *set, json_object *raw, GError **error)
{
  g_autoptr (GString) version = g_string_new (fo_http_text (raw, "DataVersion"));
  g_autofree char *id = name_of (set, raw);
  json_object *body = NULL;

  if (!set->compose (onec, raw, &body, version, error)) {
    json_object_put (body);
    return false;
  }
  if (body)
    fo_link_page_add (page, set->entity, id, g_str_equal (id, "?") ? NULL : version->str, body);
  json_object_put (body);
  return true;
}

/* Only what is durable counts as known. */
static void
remember_all (FoOnec *onec, const FoOnecSet *set, json_object *raws, const FoLinkPage *page)
{
  guint kept = 0;

  for (gsize i = 0; i < json_object_array_length (raws); i++) {
    json_object *raw = json_object_array_get_idx (raws, i);
    g_autofree char *id = name_of (set, raw);
    const FoLinkObject *object = kept < page->objects->len ? &g_array_index (page->objects, FoLinkObject, kept) : NULL;
    bool is_kept = object && g_str_equal (object->remote_id, id);

    kept += is_kept;
    remember (onec, set, raw, id, is_kept ? object->version : fo_http_text (raw, "DataVersion"));
  }
}

bool
fo_onec_keep (
    FoOnec *onec, const FoOnecSet *set, json_object *raws, const char *feed, const char *cursor, GError **error)
{
  g_auto (FoLinkPage) page = { 0 };

  fo_link_page_init (&page, onec->link.host);
  for (gsize i = 0; i < json_object_array_length (raws); i++)
    if (!add_object (onec, &page, set, json_object_array_get_idx (raws, i), error))
      return false;
  if (!fo_link_page_keep (&page, feed, cursor, error))
    return false;
  remember_all (onec, set, raws, &page);
  return true;
}

bool
fo_onec_keep_gone (FoOnec *onec, const char *entity, const char *id, GError **error)
{
  g_auto (FoLinkPage) page = { 0 };
  g_autofree char *now = now_text (onec);

  fo_link_page_init (&page, onec->link.host);
  fo_link_page_add (&page, entity, id, now, NULL);
  if (!fo_link_page_keep (&page, entity, NULL, error))
    return false;
  g_hash_table_remove (onec->open, id);
  return true;
}

/* ---- by key ------------------------------------------------------------------------------------------------------------- */

static char *
keys_filter (GPtrArray *refs, guint from, guint to)
{
  GString *filter = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf (filter, "%sRef_Key eq guid'%s'", i > from ? " or " : "",
                            (const char *) g_ptr_array_index (refs, i));
  return g_string_free (filter, FALSE);
}

static bool
is_among (json_object *raws, const char *ref)
{
  for (gsize i = 0; i < json_object_array_length (raws); i++)
    if (g_str_equal (fo_http_text (json_object_array_get_idx (raws, i), "Ref_Key"), ref))
      return true;
  return false;
}

/* Not in a list may be hidden by rights; gone is what is not there under its own key. What else 1C says of it changes nothing. */
static bool
keep_missing (FoOnec *onec, const FoOnecSet *set, json_object *raws, const char *ref, GError **error)
{
  const FoOnecAsk ask = { .step = "read", .asking = true, .whole = true };
  g_autofree char *path = fo_onec_key (set->entity, ref), *why = NULL;
  json_object *raw = NULL;
  guint status = 0;

  if (is_among (raws, ref))
    return true;
  if (!fo_onec_get (onec, &ask, path, "$select=Ref_Key", &raw, &status, &why, error))
    return false;
  json_object_put (raw);
  return status != 404 || fo_onec_keep_gone (onec, set->entity, ref, error);
}

static bool
fetch_batch (FoOnec *onec, const FoOnecSet *set, GPtrArray *refs, guint from, guint to, GError **error)
{
  const FoOnecAsk ask = { .step = "read" };
  g_autofree char *filter = keys_filter (refs, from, to);
  const FoOnecQuery query = { .entity = set->entity, .filter = filter };
  json_object *raws;
  bool good;

  if (!fo_onec_some (onec, &ask, &query, &raws, error))
    return false;
  good = fo_onec_keep (onec, set, raws, set->entity, NULL, error);
  for (guint i = from; good && i < to; i++)
    good = keep_missing (onec, set, raws, g_ptr_array_index (refs, i), error);
  json_object_put (raws);
  return good;
}

bool
fo_onec_fetch (FoOnec *onec, const FoOnecSet *set, GPtrArray *refs, GError **error)
{
  for (guint i = 0; i < refs->len; i += BATCH)
    if (!fetch_batch (onec, set, refs, i, MIN (i + BATCH, refs->len), error))
      return false;
  return true;
}

/* ---- asking again ------------------------------------------------------------------------------------------------------- */

static bool
keep_whole_page (FoOnec *onec, json_object *page, gpointer data, GError **error)
{
  const FoOnecSet *set = data;

  return fo_onec_keep (onec, set, page, set->entity, NULL, error);
}

typedef struct {
  const FoOnecSet *set;
  GPtrArray *changed;
  GHashTable *seen;
} Heads;

/* What we keep of it begins with its DataVersion. */
static bool
compare_heads (FoOnec *onec, json_object *page, gpointer data, GError **error)
{
  Heads *heads = data;

  (void) error;
  for (gsize i = 0; i < json_object_array_length (page); i++) {
    json_object *head = json_object_array_get_idx (page, i);
    const char *ref = fo_http_text (head, "Ref_Key"), *version = fo_http_text (head, "DataVersion"), *known;
    g_autofree char *key = g_strdup_printf ("%s %s", heads->set->entity, ref);
    gsize length = strlen (version);

    known = g_hash_table_lookup (onec->known, key);
    g_hash_table_add (heads->seen, g_strdup (ref));
    if (fo_link_is_uuid (ref)
        && (!known || strncmp (known, version, length) != 0 || (known[length] != '\0' && known[length] != '.')))
      g_ptr_array_add (heads->changed, g_strdup (ref));
  }
  return true;
}

static void
add_old_ones (FoOnec *onec, const Heads *heads)
{
  guint skip = onec->turn * OLD_ONES, n = 0, taken = 0;
  GHashTableIter iter;
  gpointer ref, set;

  if (skip >= g_hash_table_size (onec->open))
    skip = onec->turn = 0;
  g_hash_table_iter_init (&iter, onec->open);
  while (g_hash_table_iter_next (&iter, &ref, &set) && taken < OLD_ONES)
    if (set == heads->set && !g_hash_table_contains (heads->seen, ref) && n++ >= skip) {
      g_ptr_array_add (heads->changed, g_strdup (ref));
      taken++;
    }
}

/* A firm that publishes nothing of its purchases has none for us. Without orders and items there is no link. */
static bool
is_optional (const FoOnecSet *set)
{
  return set != &fo_onec_orders && set != &fo_onec_items;
}

static bool
hear_heads (FoOnec *onec, const FoOnecSet *set, const char *filter, GError **error)
{
  const FoOnecAsk ask = { .step = "read" };
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Heads heads = { set, changed, seen };
  const FoOnecQuery query = { set->entity, filter, "Ref_Key,DataVersion", "Ref_Key", is_optional (set) };

  if (!fo_onec_all (onec, &ask, &query, compare_heads, &heads, error))
    return false;
  if (set->dated)
    add_old_ones (onec, &heads);
  return fo_onec_fetch (onec, set, changed, error);
}

static bool
hear_whole (FoOnec *onec, const FoOnecSet *set, const char *filter, GError **error)
{
  const FoOnecAsk ask = { .step = "read" };
  const FoOnecQuery query = { set->entity, filter, NULL, set->key, is_optional (set) };

  return fo_onec_all (onec, &ask, &query, keep_whole_page, (gpointer) set, error);
}

static char *
since (FoOnec *onec, int days)
{
  gint64 now = onec->link.host->now_us (onec->link.host) + (gint64) onec->utc_offset_min * 60 * G_USEC_PER_SEC;
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc ((now - days * DAY_US) / G_USEC_PER_SEC);

  return g_date_time_format (day, "Date ge datetime'%Y-%m-%dT00:00:00'");
}

static bool
hear_documents (FoOnec *onec, const FoOnecSet *set, bool everything, GError **error)
{
  g_autofree char *filter = since (onec, everything ? onec->history_days : onec->window_days);

  return everything || !onec->warm ? hear_whole (onec, set, filter, error) : hear_heads (onec, set, filter, error);
}

static bool
hear_all_documents (FoOnec *onec, bool everything, GError **error)
{
  static const char *const entities[] = { "Document_ЗаказКлиента", "Document_ЗаказПоставщику",
                                          "Document_ЗаказНаПроизводство2_2", "Document_ЗаказНаПроизводство" };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++) {
    const FoOnecSet *set = fo_onec_set (onec, entities[i]);
    if (set && !hear_documents (onec, set, everything, error))
      return false;
  }
  onec->turn++;
  onec->warm = true;
  return true;
}

static bool
hear_catalogs (FoOnec *onec, bool everything, GError **error)
{
  const FoOnecSet *const sets[] = { &fo_onec_partners, &fo_onec_items };
  FoLinkHost *host = onec->link.host;
  g_autofree char *last = NULL, *now = now_text (onec);
  bool whole = everything || !onec->catalogs_warm;
  gint64 age_us;

  if (!host->cursor (host, "catalogs", &last, error))
    return false;
  age_us = host->now_us (host) - (last[0] ? g_ascii_strtoll (last, NULL, 10) : 0);
  if (!everything && age_us >= 0 && age_us < (gint64) onec->catalogs_s * G_USEC_PER_SEC)
    return true;
  g_hash_table_remove_all (onec->things);
  g_hash_table_remove_all (onec->items);
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    if (!(whole ? hear_whole (onec, sets[i], NULL, error) : hear_heads (onec, sets[i], NULL, error)))
      return false;
  onec->catalogs_warm = true;
  return hear_whole (onec, &fo_onec_barcodes, NULL, error) && host->keep (host, NULL, 0, "catalogs", now, error);
}

static bool
ask_batch (FoOnec *onec, GPtrArray *refs, GPtrArray *changed, guint at_least, GError **error)
{
  if (refs->len < at_least)
    return true;
  if (!fo_onec_ask_gates (onec, refs, changed, error))
    return false;
  g_ptr_array_set_size (refs, 0);
  return true;
}

/* A gate opens without its order changing. Those that are shut are asked for each round, of the others some. */
static bool
hear_gates (FoOnec *onec, GError **error)
{
  g_autoptr (GPtrArray) refs = g_ptr_array_new (), changed = g_ptr_array_new_with_free_func (g_free);
  guint n = 0, skip = onec->gate_turn++ * BATCH;
  GHashTableIter iter;
  gpointer ref, set;

  g_hash_table_iter_init (&iter, onec->open);
  while (g_hash_table_iter_next (&iter, &ref, &set)) {
    const char *state = g_hash_table_lookup (onec->gates, ref);
    if (set != &fo_onec_orders || !state)
      continue;
    if (!fo_onec_gate_is_open (onec, NULL, state))
      g_ptr_array_add (refs, ref);
    else if (n++ >= skip && n <= skip + BATCH)
      g_ptr_array_add (refs, ref);
    if (!ask_batch (onec, refs, changed, BATCH, error))
      return false;
  }
  if (n <= skip)
    onec->gate_turn = 0;
  return ask_batch (onec, refs, changed, 1, error) && fo_onec_fetch (onec, &fo_onec_orders, changed, error);
}

bool
fo_onec_hear (FoLink *link, bool everything, GError **error)
{
  FoOnec *onec = (FoOnec *) link;

  return hear_catalogs (onec, everything, error) && (!onec->plan[0] || fo_onec_hear_feed (onec, error))
         && ((onec->plan[0] && onec->warm && !everything) || hear_all_documents (onec, everything, error))
         && hear_gates (onec, error);
}

/* ---- one ---------------------------------------------------------------------------------------------------------------- */

static bool
keep_one (FoOnec *onec, const FoOnecSet *set, json_object *raw, GError **error)
{
  json_object *raws = json_object_new_array ();
  bool good;

  json_object_array_add (raws, raw);
  good = fo_onec_keep (onec, set, raws, set->entity, NULL, error);
  json_object_put (raws);
  return good;
}

static bool
hear_variant (FoOnec *onec, const char *item, const char *variant, GError **error)
{
  json_object *a, *b, *raw;

  if (!fo_link_is_uuid (variant))
    return true;
  if (!fo_onec_thing (onec, fo_onec_items.entity, item, NULL, &a, error)
      || !fo_onec_thing (onec, fo_onec_variants.entity, variant, NULL, &b, error))
    return false;
  if (!a || !b)
    return true;
  raw = json_object_new_object ();
  json_object_object_add (raw, "item", json_object_get (a));
  json_object_object_add (raw, "variant", json_object_get (b));
  return keep_one (onec, &fo_onec_variants, raw, error);
}

static bool
hear_set (FoOnec *onec, const FoOnecSet *set, const char *ref, GError **error)
{
  const FoOnecAsk ask = { .step = "read" };
  json_object *raw;

  if (!fo_onec_one (onec, &ask, set->entity, ref, NULL, &raw, error))
    return false;
  return !raw || keep_one (onec, set, raw, error);
}

bool
fo_onec_hear_one (FoLink *link, const char *entity, const char *remote_id, GError **error)
{
  FoOnec *onec = (FoOnec *) link;
  g_auto (GStrv) halves = g_strsplit (remote_id, "/", 2);
  g_autofree char *item = NULL, *variant = NULL;
  const FoOnecSet *made =
      fo_onec_set (onec, g_str_equal (onec->production, "erp") ? fo_onec_made_erp.entity : fo_onec_made_unf.entity);

  if (g_str_equal (entity, "item") && fo_onec_unpair (remote_id, &item, &variant))
    return hear_variant (onec, item, variant, error);
  if (!halves[0] || !fo_link_is_uuid (halves[0]))
    return true;
  if (g_str_equal (entity, "item"))
    return hear_set (onec, &fo_onec_items, halves[0], error);
  if (g_str_equal (entity, "order") || g_str_equal (entity, "line"))
    return hear_set (onec, &fo_onec_orders, halves[0], error);
  if (g_str_equal (entity, "customer"))
    return hear_set (onec, &fo_onec_partners, halves[0], error);
  if (g_str_equal (entity, "supply"))
    return hear_set (onec, &fo_onec_purchases, halves[0], error) && (!made || hear_set (onec, made, halves[0], error));
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is new over there: each kind of thing by its `updated`, from a little before what was read to, in that order and from the last
 * one on, so that what is changed meanwhile moves to the end and is not jumped over. Orders are asked for each round, supplies and
 * papers every few seconds, catalogs every minute, what was deleted with the supplies. What changes without its `updated` (an
 * order is paid, a stage is done) is asked for by its id while it is open. */
#include "message.h"
#include "moysklad-inside.h"
#include <string.h>

#define BATCH 20
#define DAY_S 86400
#define DELETED_DAYS 7 /* so far back when nobody has looked yet */

typedef struct {
  const char *type, *expand;
  const char *rows, *rows_expand; /* a list of its own that may be longer than what comes with it */
  bool document;                  /* else a catalog: archived ones are heard too */
} Set;

static const Set orders = { "customerorder", "agent,state,project,salesChannel,positions.assortment", "positions",
                            "assortment", true },
                 purchases = { "purchaseorder", "agent,state,positions.assortment", "positions", "assortment", true },
                 tasks = { "productiontask", "state,products.assortment", "products", "assortment", true },
                 jobs = { "processingorder", "state", NULL, NULL, true }, /* their cards say what they make */
    papers = { "invoiceout", NULL, NULL, NULL, true }, customers = { "counterparty", NULL, NULL, NULL, false },
                 products = { "product", "uom", NULL, NULL, false },
                 variants = { "variant", "product.uom", NULL, NULL, false },
                 services = { "service", "uom", NULL, NULL, false },
                 bundles = { "bundle", "uom,components.assortment", "components", "assortment", false };

static const FoMskAsk reading = { .step = "read" };

/* ---- time: Moscow's, as they write it -------------------------------------------------------------------------------- */

static char *
time_text (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S");
}

static char *
days_ago (FoMsk *msk, int days)
{
  gint64 now_us = msk->link.host->now_us (msk->link.host) + (gint64) msk->utc_offset_min * 60 * G_USEC_PER_SEC;

  return time_text (now_us - (gint64) days * DAY_S * G_USEC_PER_SEC);
}

/* So many seconds before TEXT; what is no time begins at the beginning. */
static char *
before (const char *text, int seconds)
{
  gint64 us = 0;

  return fo_message_time (text, &us) ? time_text (us - (gint64) seconds * G_USEC_PER_SEC)
                                     : g_strdup ("1970-01-01 03:00:00");
}

/* ---- keeping ---------------------------------------------------------------------------------------------------------- */

static bool
add_stages (FoMsk *msk, json_object *task, GError **error)
{
  g_autofree char *id = fo_msk_id (task), *href = fo_msk_href (msk, "productiontask", id),
                  *filter = g_strconcat ("productionTask=", href, NULL);
  const FoMskQuery query = { .path = "entity/productionstage", .filter = filter };
  json_object *stages;

  if (!fo_msk_some (msk, &reading, &query, &stages, error))
    return false;
  json_object_object_add (task, "stages", stages);
  return true;
}

/* What its card makes in one go. */
static bool
add_products (FoMsk *msk, json_object *job, GError **error)
{
  g_autofree char *card = fo_msk_id_of (job, "processingPlan"),
                  *path = g_strdup_printf ("entity/processingplan/%s/products", card);
  const FoMskQuery query = { .path = path, .expand = "assortment" };
  json_object *made, *list = json_object_new_object ();

  json_object_object_add (job, "products", list);
  if (!fo_link_is_uuid (card))
    return true;
  if (!fo_msk_some (msk, &reading, &query, &made, error))
    return false;
  json_object_object_add (list, "rows", made);
  return true;
}

static bool
complete (FoMsk *msk, const Set *set, json_object *raw, GError **error)
{
  return (!set->rows || fo_msk_whole (msk, &reading, raw, set->rows, set->rows_expand, error))
         && (set != &tasks || add_stages (msk, raw, error)) && (set != &jobs || add_products (msk, raw, error));
}

static bool
count_asks (FoMsk *msk, const Set *set, json_object *raw, const char *id, GError **error)
{
  return set != &orders || !msk->ask_field[0]
         || fo_link_count_asks (msk->link.host, id, fo_msk_checkbox (raw, msk->ask_field), raw, error);
}

static bool
is_open (FoMsk *msk, const Set *set, json_object *raw)
{
  if (set == &orders)
    return fo_msk_is_ours (msk, raw) && g_str_equal (msk->gate, "paid") && !fo_msk_gate_is_open (msk, raw);
  return set == &tasks && fo_msk_is_ours (msk, raw) && !fo_http_text (raw, "productionEnd")[0];
}

static void
watch (FoMsk *msk, const Set *set, json_object *raw, const char *id)
{
  if (is_open (msk, set, raw))
    g_hash_table_replace (msk->open, g_strdup (id), g_strdup (set->type));
  else
    g_hash_table_remove (msk->open, id);
}

static bool
add_raw (FoMsk *msk, FoLinkPage *page, const Set *set, json_object *raw, GError **error)
{
  FoLinkHost *host = msk->link.host;
  g_autofree char *id = fo_msk_id (raw);
  bool concerns = true, back = false;

  if (!fo_link_is_uuid (id))
    id = (g_free (id), g_strdup ("?"));
  if (set->document
      && !fo_link_concerns (host, id, fo_msk_is_ours (msk, raw), fo_http_text (raw, "name"), &concerns, &back, error))
    return false;
  if (!concerns)
    return true;
  if (!complete (msk, set, raw, error) || !count_asks (msk, set, raw, id, error))
    return false;
  watch (msk, set, raw, id);
  fo_link_page_news (page, msk->known, set->type, id, fo_http_text (raw, "updated"), raw, back);
  return true;
}

static bool
keep_rows (FoMsk *msk, const Set *set, json_object *rows, const char *cursor, GError **error)
{
  g_auto (FoLinkPage) page = { 0 };

  fo_link_page_init (&page, msk->link.host);
  for (gsize i = 0; i < json_object_array_length (rows); i++)
    if (!add_raw (msk, &page, set, json_object_array_get_idx (rows, i), error))
      return false;
  return fo_link_page_keep_news (&page, msk->known, set->type, cursor, error);
}

static bool
keep_gone (FoMsk *msk, const Set *set, const char *id, const char *when, GError **error)
{
  if (!fo_link_gone (msk->link.host, msk->known, set->type, id, when, error))
    return false;
  g_hash_table_remove (msk->open, id);
  return true;
}

/* ---- by `updated` ------------------------------------------------------------------------------------------------------ */

static const char *
last_updated (json_object *rows)
{
  gsize n = json_object_array_length (rows);

  return n ? fo_http_text (json_object_array_get_idx (rows, n - 1), "updated") : "";
}

/* From FROM on to the end. The next page begins where this one ended; where all of it has one time, behind it. */
static bool
hear_from (FoMsk *msk, const Set *set, const char *from, const char *cursor, GError **error)
{
  g_autofree char *at = g_strdup (from), *reached = g_strdup (cursor);

  for (int offset = 0;;) {
    g_autofree char *filter =
                        g_strdup_printf ("updated>=%s%s", at, set->document ? "" : ";archived=true;archived=false"),
                    *last = NULL;
    g_autofree char *path = g_strconcat ("entity/", set->type, NULL);
    const FoMskQuery query = { .path = path, .filter = filter, .expand = set->expand, .order = "updated,asc" };
    json_object *rows;
    gsize n;
    bool good, further;

    if (!fo_msk_page (msk, &reading, &query, offset, &rows, error))
      return false;
    n = json_object_array_length (rows);
    further = strcmp (last_updated (rows), reached) > 0;
    if (further)
      reached = (g_free (reached), g_strdup (last_updated (rows)));
    last = before (reached, 0);
    good = keep_rows (msk, set, rows, further ? reached : NULL, error);
    json_object_put (rows);
    if (!good || n < (gsize) msk->page)
      return good;
    offset = strcmp (last, at) > 0 ? 0 : offset + msk->page;
    at = (g_free (at), g_steal_pointer (&last));
  }
}

static bool
hear_set (FoMsk *msk, const Set *set, bool everything, GError **error)
{
  FoLinkHost *host = msk->link.host;
  g_autofree char *cursor = NULL, *from = NULL;

  if (!host->cursor (host, set->type, &cursor, error))
    return false;
  if (everything || !cursor[0])
    from = set->document ? days_ago (msk, msk->history_days) : g_strdup ("1970-01-01 03:00:00");
  else
    from = before (cursor, msk->overlap_s);
  return hear_from (msk, set, from, cursor, error);
}

/* ---- what was deleted -------------------------------------------------------------------------------------------------- */

static bool
hear_deleted (FoMsk *msk, const Set *set, GError **error)
{
  FoLinkHost *host = msk->link.host;
  g_autofree char *feed = g_strconcat (set->type, "/deleted", NULL), *path = g_strconcat ("entity/", set->type, NULL);
  g_autofree char *cursor = NULL, *from = NULL, *filter = NULL, *reached = NULL;
  FoMskQuery query = { .path = path };
  json_object *rows;
  bool good = true;

  if (!host->cursor (host, feed, &cursor, error))
    return false;
  from = cursor[0] ? before (cursor, msk->overlap_s) : days_ago (msk, DELETED_DAYS);
  query.filter = filter = g_strdup_printf ("isDeleted=true;deleted>=%s", from);
  if (!fo_msk_some (msk, &reading, &query, &rows, error))
    return false;
  reached = g_strdup (cursor);
  for (gsize i = 0; good && i < json_object_array_length (rows); i++) {
    json_object *raw = json_object_array_get_idx (rows, i);
    g_autofree char *id = fo_msk_id (raw);
    const char *when = fo_http_text (raw, "deleted");

    good = keep_gone (msk, set, id, when, error);
    if (strcmp (when, reached) > 0)
      reached = (g_free (reached), g_strdup (when));
  }
  json_object_put (rows);
  return good && (g_str_equal (reached, cursor) || host->keep (host, NULL, 0, feed, reached, error));
}

/* ---- by id -------------------------------------------------------------------------------------------------------------- */

static bool
is_among (json_object *rows, const char *id)
{
  for (gsize i = 0; i < json_object_array_length (rows); i++) {
    g_autofree char *its = fo_msk_id (json_object_array_get_idx (rows, i));
    if (g_str_equal (its, id))
      return true;
  }
  return false;
}

/* Not in a list may be hidden by rights; gone is what is not there under its own id. */
static bool
keep_missing (FoMsk *msk, const Set *set, json_object *rows, const char *id, GError **error)
{
  const FoMskAsk ask = { .step = "read", .asking = true };
  g_autofree char *path = g_strdup_printf ("entity/%s/%s", set->type, id), *why = NULL, *now = NULL;
  json_object *raw = NULL;
  guint status = 0;

  if (is_among (rows, id))
    return true;
  if (!fo_msk_get (msk, &ask, path, &raw, &status, &why, error))
    return false;
  json_object_put (raw);
  now = days_ago (msk, 0);
  return status != 404 || keep_gone (msk, set, id, now, error);
}

static bool
fetch (FoMsk *msk, const Set *set, GPtrArray *ids, guint from, guint to, GError **error)
{
  g_autoptr (GString) filter = g_string_new (NULL);
  g_autofree char *path = g_strconcat ("entity/", set->type, NULL);
  FoMskQuery query = { .path = path, .expand = set->expand };
  json_object *rows;
  bool good;

  for (guint i = from; i < to; i++)
    g_string_append_printf (filter, "%sid=%s", i > from ? ";" : "", (const char *) g_ptr_array_index (ids, i));
  query.filter = filter->str;
  if (!fo_msk_some (msk, &reading, &query, &rows, error))
    return false;
  good = keep_rows (msk, set, rows, NULL, error);
  for (guint i = from; good && i < to; i++)
    good = keep_missing (msk, set, rows, g_ptr_array_index (ids, i), error);
  json_object_put (rows);
  return good;
}

static bool
hear_open (FoMsk *msk, const Set *set, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id, type;

  g_hash_table_iter_init (&iter, msk->open);
  while (g_hash_table_iter_next (&iter, &id, &type))
    if (g_str_equal (type, set->type))
      g_ptr_array_add (ids, g_strdup (id));
  for (guint i = 0; i < ids->len; i += BATCH)
    if (!fetch (msk, set, ids, i, MIN (i + BATCH, ids->len), error))
      return false;
  return true;
}

/* ---- all of it ---------------------------------------------------------------------------------------------------------- */

static bool
hear_catalogs (FoMsk *msk, bool everything, GError **error)
{
  static const Set *const sets[] = { &customers, &products, &variants, &services, &bundles };
  FoLinkHost *host = msk->link.host;
  g_autofree char *now = NULL;
  bool due;

  if (!fo_link_is_due (host, "catalogs", msk->catalogs_s, everything, &due, &now, error))
    return false;
  if (!due)
    return true;
  g_hash_table_remove_all (msk->items);
  g_clear_pointer (&msk->states, json_object_put);
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    if (!hear_set (msk, sets[i], everything, error))
      return false;
  return host->keep (host, NULL, 0, "catalogs", now, error);
}

static bool
hear_production (FoMsk *msk, const Set *set, bool everything, GError **error)
{
  return hear_set (msk, set, everything, error) && hear_open (msk, set, error) && hear_deleted (msk, set, error);
}

static bool
hear_supplies (FoMsk *msk, bool everything, GError **error)
{
  FoLinkHost *host = msk->link.host;
  g_autofree char *now = NULL;
  bool due;

  if (!fo_link_is_due (host, "supplies", msk->supplies_s, everything, &due, &now, error))
    return false;
  if (!due)
    return true;
  return hear_set (msk, &purchases, everything, error) && hear_open (msk, &orders, error)
         && hear_deleted (msk, &orders, error) && hear_deleted (msk, &purchases, error)
         && (!msk->tasks || hear_production (msk, &tasks, everything, error))
         && (!msk->orders || hear_production (msk, &jobs, everything, error))
         && hear_set (msk, &papers, everything, error) && hear_deleted (msk, &papers, error)
         && host->keep (host, NULL, 0, "supplies", now, error);
}

bool
fo_msk_hear (FoLink *link, bool everything, GError **error)
{
  FoMsk *msk = (FoMsk *) link;
  bool all_orders = everything || (!msk->warm && g_str_equal (msk->gate, "paid"));

  if (!hear_catalogs (msk, everything, error) || !hear_set (msk, &orders, all_orders, error))
    return false;
  msk->warm = true;
  return hear_supplies (msk, everything, error);
}

/* ---- one ------------------------------------------------------------------------------------------------------------------ */

static bool
hear_id (FoMsk *msk, const Set *set, const char *id, bool *ret_found, GError **error)
{
  json_object *raw, *rows;
  bool good;

  if (!fo_msk_one (msk, &reading, set->type, id, set->expand, &raw, error))
    return false;
  *ret_found = raw != NULL;
  if (!raw)
    return true;
  rows = json_object_new_array ();
  json_object_array_add (rows, raw);
  good = keep_rows (msk, set, rows, NULL, error);
  json_object_put (rows);
  return good;
}

/* Positions have no address of their own: their document brings them. */
bool
fo_msk_hear_one (FoLink *link, const char *entity, const char *remote_id, GError **error)
{
  static const struct {
    const char *entity;
    const Set *sets[4];
  } ways[] = { { "item", { &products, &variants, &services, &bundles } },
               { "order", { &orders } },
               { "customer", { &customers } } };
  bool found = false;

  for (gsize i = 0; fo_link_is_uuid (remote_id) && i < G_N_ELEMENTS (ways); i++)
    for (gsize j = 0; !found && g_str_equal (ways[i].entity, entity) && j < 4 && ways[i].sets[j]; j++)
      if (!hear_id ((FoMsk *) link, ways[i].sets[j], remote_id, &found, error))
        return false;
  return true;
}

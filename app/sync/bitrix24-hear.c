/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is new: deals of our pipelines by DATE_MODIFY, from a little before what was read to, each with its rows and the names it refers
 * to, fifty calls in a packet. Rows may change without their deal, and a deal that was deleted is in no list: so deals that are open are
 * asked for again by their ids now and then. Products come when a deal has them, and catalogs as a whole where the set-up says so. */
#include "bitrix24-inside.h"
#include "message.h"
#include <string.h>

static const FoB24Ask reading = { .step = "read" };

static char *
time_text (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+00:00");
}

/* ---- names -------------------------------------------------------------------------------------------------------------- */

static char *
name_key (const char *kind, const char *id)
{
  return g_strdup_printf ("%s %s", kind, id);
}

static const char *
name_of (FoB24 *b24, const char *kind, const char *id)
{
  g_autofree char *key = name_key (kind, id);
  const char *name = g_hash_table_lookup (b24->names, key);

  return name ? name : "";
}

static void
keep_name (FoB24 *b24, const char *kind, const char *id, const char *name)
{
  if (id[0])
    g_hash_table_replace (b24->names, name_key (kind, id), g_strdup (name));
}

/* What the stages of all pipelines are called, and the units: once in a while. A firm without a catalog has no units. */
static bool
ask_names (FoB24 *b24, GError **error)
{
  json_object *stages, *measures = NULL, *list, *params = json_object_new_object ();
  g_autofree char *why = NULL;

  if (b24->has_names)
    return true;
  if (!fo_b24_need (b24, &reading, "crm.status.list", NULL, &stages, error))
    return false;
  for (gsize i = 0; json_object_is_type (stages, json_type_array) && i < json_object_array_length (stages); i++) {
    json_object *stage = json_object_array_get_idx (stages, i);
    if (g_str_has_prefix (fo_http_text (stage, "ENTITY_ID"), "DEAL_STAGE"))
      keep_name (b24, "stage", fo_http_text (stage, "STATUS_ID"), fo_http_text (stage, "NAME"));
  }
  json_object_put (stages);
  if (!fo_b24_ask (b24, &reading, "catalog.measure.list", params, &measures, &why, error))
    return false;
  list = fo_http_array (measures, "measures");
  for (gsize i = 0; list && i < json_object_array_length (list); i++) {
    json_object *measure = json_object_array_get_idx (list, i);
    const char *symbol = fo_http_text (measure, "symbol");
    keep_name (b24, "measure", fo_http_text (measure, "id"),
               symbol[0] ? symbol : fo_http_text (measure, "measureTitle"));
  }
  json_object_put (measures);
  b24->has_names = true;
  return true;
}

/* Calls for those of the deals' companies and contacts that have no name yet; WHOM says which, in their order. */
static void
want_name (FoB24 *b24, const char *kind, const char *id, GPtrArray *calls, GPtrArray *whom)
{
  g_autofree char *key = name_key (kind, id);

  if (!fo_b24_is_id (id) || g_str_equal (id, "0") || g_hash_table_contains (b24->names, key)
      || g_ptr_array_find_with_equal_func (whom, key, g_str_equal, NULL))
    return;
  g_ptr_array_add (calls, g_strdup_printf ("crm.%s.get?id=%s", kind, id));
  g_ptr_array_add (whom, g_steal_pointer (&key));
}

static char *
person_name (json_object *thing)
{
  const char *title = fo_http_text (thing, "TITLE");
  char *name;

  if (title[0])
    return g_strdup (title);
  name = g_strdup_printf ("%s %s", fo_http_text (thing, "NAME"), fo_http_text (thing, "LAST_NAME"));
  return g_strstrip (name);
}

static bool
ask_customers (FoB24 *b24, json_object *deals, GError **error)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_free), whom = g_ptr_array_new_with_free_func (g_free);
  json_object *results, *nexts;

  for (gsize i = 0; i < json_object_array_length (deals); i++) {
    json_object *deal = json_object_array_get_idx (deals, i);
    want_name (b24, "company", fo_http_text (deal, "COMPANY_ID"), calls, whom);
    want_name (b24, "contact", fo_http_text (deal, "CONTACT_ID"), calls, whom);
  }
  if (!fo_b24_batch (b24, &reading, calls, &results, &nexts, error))
    return false;
  for (guint i = 0; i < whom->len; i++)
    g_hash_table_replace (b24->names, g_strdup (g_ptr_array_index (whom, i)),
                          person_name (json_object_array_get_idx (results, i)));
  json_object_put (results);
  json_object_put (nexts);
  return true;
}

/* ---- rows --------------------------------------------------------------------------------------------------------------- */

static char *
rows_call (const char *deal, int start)
{
  return g_strdup_printf ("crm.item.productrow.list?filter%%5B%%3DownerType%%5D=D&filter%%5B%%3DownerId%%5D=%s"
                          "&order%%5Bid%%5D=asc&start=%d",
                          deal, start);
}

static void
append (json_object *to, json_object *from)
{
  for (gsize i = 0; from && i < json_object_array_length (from); i++)
    json_object_array_add (to, json_object_get (json_object_array_get_idx (from, i)));
}

/* The rest of a deal with more rows than a page has. */
static bool
ask_more_rows (FoB24 *b24, const char *deal, int start, json_object *rows, GError **error)
{
  while (start > 0) {
    g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_free);
    json_object *results, *nexts, *page;

    g_ptr_array_add (calls, rows_call (deal, start));
    if (!fo_b24_batch (b24, &reading, calls, &results, &nexts, error))
      return false;
    page = fo_http_array (json_object_array_get_idx (results, 0), "productRows");
    start = page ? json_object_get_int (json_object_array_get_idx (nexts, 0)) : -1;
    append (rows, page);
    json_object_put (results);
    json_object_put (nexts);
  }
  if (start == 0)
    return true;
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "crm.item.productrow.list: no rows came for deal %s",
               deal);
  return false;
}

/* Puts "rows" into each deal. A deal whose rows were refused is no deal: the whole page is asked for again later. */
static bool
ask_rows (FoB24 *b24, json_object *deals, GError **error)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_free);
  json_object *results, *nexts;
  bool good = true;

  for (gsize i = 0; i < json_object_array_length (deals); i++)
    g_ptr_array_add (calls, rows_call (fo_http_text (json_object_array_get_idx (deals, i), "ID"), 0));
  if (!fo_b24_batch (b24, &reading, calls, &results, &nexts, error))
    return false;
  for (gsize i = 0; good && i < json_object_array_length (deals); i++) {
    json_object *deal = json_object_array_get_idx (deals, i), *rows = json_object_new_array ();
    json_object *page = fo_http_array (json_object_array_get_idx (results, i), "productRows");
    append (rows, page);
    json_object_object_add (deal, "rows", rows);
    good = ask_more_rows (b24, fo_http_text (deal, "ID"),
                          page ? json_object_get_int (json_object_array_get_idx (nexts, i)) : -1, rows, error);
  }
  json_object_put (results);
  json_object_put (nexts);
  return good;
}

/* ---- keeping ------------------------------------------------------------------------------------------------------------ */

/* {"deal", "rows", "customer", "stage"}: a deal, and what it means. */
static json_object *
compose (FoB24 *b24, json_object *deal)
{
  json_object *body = json_object_new_object (), *rows = NULL;
  const char *company = name_of (b24, "company", fo_http_text (deal, "COMPANY_ID")),
             *contact = name_of (b24, "contact", fo_http_text (deal, "CONTACT_ID"));

  json_object_object_get_ex (deal, "rows", &rows);
  json_object_object_add (body, "rows", json_object_get (rows));
  json_object_object_del (deal, "rows");
  json_object_object_add (body, "deal", json_object_get (deal));
  fo_link_say (body, "customer", company[0] ? company : contact);
  fo_link_say (body, "stage", name_of (b24, "stage", fo_http_text (deal, "STAGE_ID")));
  return body;
}

static void
watch (FoB24 *b24, json_object *deal)
{
  const char *id = fo_http_text (deal, "ID");

  if (fo_b24_is_ours (b24, deal) && !g_str_equal (fo_http_text (deal, "CLOSED"), "Y"))
    g_hash_table_add (b24->open, g_strdup (id));
  else
    g_hash_table_remove (b24->open, id);
}

static bool
add_deal (FoB24 *b24, FoLinkPage *page, json_object *deal, bool back, GError **error)
{
  json_object *body = compose (b24, deal);
  const char *id = fo_http_text (deal, "ID");
  bool good = !b24->ask_field[0]
              || fo_link_count_asks (b24->link.host, id, g_str_equal (fo_http_text (deal, b24->ask_field), "1"), body, error);

  watch (b24, deal);
  if (good)
    fo_link_page_news (page, b24->known, "deal", id, fo_http_text (deal, "DATE_MODIFY"), body, back);
  json_object_put (body);
  return good;
}

/* Those that concern us, with what belongs to them. */
static bool
keep_deals (FoB24 *b24, json_object *deals, GError **error)
{
  json_object *ours = json_object_new_array ();
  g_autoptr (GHashTable) backs = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_auto (FoLinkPage) page = { 0 };
  bool good = true;

  fo_link_page_init (&page, b24->link.host);
  for (gsize i = 0; good && i < json_object_array_length (deals); i++) {
    json_object *deal = json_object_array_get_idx (deals, i);
    bool concerns = false, back = false;

    good = fo_link_concerns (b24->link.host, fo_http_text (deal, "ID"), fo_b24_is_ours (b24, deal),
                             fo_http_text (deal, "TITLE"), &concerns, &back, error);
    if (good && concerns)
      json_object_array_add (ours, json_object_get (deal));
    if (back)
      g_hash_table_add (backs, deal);
  }
  good = good && ask_customers (b24, ours, error) && ask_rows (b24, ours, error);
  for (gsize i = 0; good && i < json_object_array_length (ours); i++) {
    json_object *deal = json_object_array_get_idx (ours, i);
    good = add_deal (b24, &page, deal, g_hash_table_contains (backs, deal), error);
  }
  json_object_put (ours);
  return good && fo_link_page_keep_news (&page, b24->known, "deals", NULL, error);
}

/* ---- deals -------------------------------------------------------------------------------------------------------------- */

static json_object *
pipeline_filter (FoB24 *b24, const char *from)
{
  json_object *filter = json_object_new_object (), *ids = json_object_new_array ();

  json_object_object_foreach (b24->pipelines, id, pipeline)
  {
    (void) pipeline;
    json_object_array_add (ids, json_object_new_string (id));
  }
  json_object_object_add (filter, "CATEGORY_ID", ids);
  if (from)
    fo_link_say (filter, ">=DATE_MODIFY", from);
  return filter;
}

static json_object *
all_fields (void)
{
  json_object *select = json_object_new_array ();

  json_object_array_add (select, json_object_new_string ("*"));
  json_object_array_add (select, json_object_new_string ("UF_*"));
  return select;
}

/* The latest time that a page has, in µs; their zone is in it. */
static gint64
latest_us (json_object *deals, gint64 latest)
{
  for (gsize i = 0; i < json_object_array_length (deals); i++) {
    gint64 us = 0;
    if (fo_message_time (fo_http_text (json_object_array_get_idx (deals, i), "DATE_MODIFY"), &us))
      latest = MAX (latest, us);
  }
  return latest;
}

static bool
hear_deals (FoB24 *b24, bool everything, GError **error)
{
  FoLinkHost *host = b24->link.host;
  g_autofree char *cursor = NULL, *from = NULL, *last = g_strdup ("0"), *reached = NULL;
  gint64 read_us, latest;

  if (!host->cursor (host, "deals", &cursor, error))
    return false;
  read_us = latest = g_ascii_strtoll (cursor, NULL, 10);
  from = time_text (everything || !read_us ? host->now_us (host) - (gint64) b24->history_days * 86400 * G_USEC_PER_SEC
                                           : read_us - (gint64) b24->overlap_s * G_USEC_PER_SEC);
  for (gsize n = B24_PAGE; n == B24_PAGE;) {
    json_object *deals;
    bool good;

    if (!fo_b24_need (b24, &reading, "crm.deal.list",
                      fo_b24_list ("ID", last, pipeline_filter (b24, from), all_fields ()), &deals, error))
      return false;
    n = json_object_is_type (deals, json_type_array) ? json_object_array_length (deals) : 0;
    if (n > 0)
      last = (g_free (last), g_strdup (fo_http_text (json_object_array_get_idx (deals, n - 1), "ID")));
    latest = n > 0 ? latest_us (deals, latest) : latest;
    good = n == 0 || keep_deals (b24, deals, error);
    json_object_put (deals);
    if (!good)
      return false;
  }
  reached = g_strdup_printf ("%" G_GINT64_FORMAT, latest);
  return latest == read_us || host->keep (host, NULL, 0, "deals", reached, error);
}

/* Deals that are open, by their ids: fifty a request. Those that do not come may be hidden by rights: asked for one by one. */
static bool
look_for (FoB24 *b24, const char *id, GError **error)
{
  FoLinkHost *host = b24->link.host;
  json_object *params = json_object_new_object (), *deal;
  g_autofree char *why = NULL, *now = g_strdup_printf ("%" G_GINT64_FORMAT, host->now_us (host));

  fo_link_say (params, "id", id);
  if (!fo_b24_ask (b24, &reading, "crm.deal.get", params, &deal, &why, error))
    return false;
  json_object_put (deal);
  if (deal || !why || !strstr (why, "Not found"))
    return true;
  g_hash_table_remove (b24->open, id);
  return fo_link_gone (host, b24->known, "deal", id, now, error);
}

static bool
is_among (json_object *deals, const char *id)
{
  for (gsize i = 0; i < json_object_array_length (deals); i++)
    if (g_str_equal (fo_http_text (json_object_array_get_idx (deals, i), "ID"), id))
      return true;
  return false;
}

static bool
hear_ids (FoB24 *b24, GPtrArray *ids, guint from, guint to, GError **error)
{
  json_object *filter = json_object_new_object (), *list = json_object_new_array (), *deals;
  bool good;

  for (guint i = from; i < to; i++)
    json_object_array_add (list, json_object_new_string (g_ptr_array_index (ids, i)));
  json_object_object_add (filter, "@ID", list);
  if (!fo_b24_need (b24, &reading, "crm.deal.list", fo_b24_list ("ID", "0", filter, all_fields ()), &deals, error))
    return false;
  good = json_object_is_type (deals, json_type_array) && keep_deals (b24, deals, error);
  for (guint i = from; good && i < to; i++)
    good = is_among (deals, g_ptr_array_index (ids, i)) || look_for (b24, g_ptr_array_index (ids, i), error);
  json_object_put (deals);
  return good;
}

static bool
hear_open (FoB24 *b24, bool everything, GError **error)
{
  FoLinkHost *host = b24->link.host;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *now = NULL;
  GHashTableIter iter;
  gpointer id;
  bool due;

  if (!fo_link_is_due (host, "open", b24->open_s, everything, &due, &now, error))
    return false;
  g_hash_table_iter_init (&iter, b24->open);
  while (due && g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  for (guint i = 0; i < ids->len; i += B24_PAGE)
    if (!hear_ids (b24, ids, i, MIN (i + B24_PAGE, ids->len), error))
      return false;
  return !due || host->keep (host, NULL, 0, "open", now, error);
}

/* ---- products ----------------------------------------------------------------------------------------------------------- */

static void
add_product (FoB24 *b24, FoLinkPage *page, json_object *product)
{
  json_object *body = json_object_new_object ();

  json_object_object_add (body, "product", json_object_get (product));
  fo_link_say (body, "unit", name_of (b24, "measure", fo_http_text (product, "measure")));
  fo_link_page_news (page, b24->known, "product", fo_http_text (product, "id"), fo_http_text (product, "timestampX"),
                     body, false);
  json_object_put (body);
}

static json_object *
product_filter (const char *catalog)
{
  json_object *filter = json_object_new_object ();

  fo_link_say (filter, "iblockId", catalog);
  return filter;
}

static json_object *
product_fields (const char *item_code)
{
  static const char *const names[] = { "id",         "iblockId", "name",  "active", "measure",
                                       "timestampX", "type",     "xmlId", "code" };
  json_object *select = json_object_new_array ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    json_object_array_add (select, json_object_new_string (names[i]));
  json_object_array_add (select, json_object_new_string (item_code));
  return select;
}

static bool
hear_catalog (FoB24 *b24, const char *catalog, GError **error)
{
  g_autofree char *last = g_strdup ("0");

  for (gsize n = B24_PAGE; n == B24_PAGE;) {
    g_auto (FoLinkPage) page = { 0 };
    json_object *answer, *list;
    bool good;

    fo_link_page_init (&page, b24->link.host);
    if (!fo_b24_need (b24, &reading, "catalog.product.list",
                      fo_b24_list ("id", last, product_filter (catalog), product_fields (b24->item_code)), &answer,
                      error))
      return false;
    list = fo_http_array (answer, "products");
    n = list ? json_object_array_length (list) : 0;
    for (gsize i = 0; i < n; i++)
      add_product (b24, &page, json_object_array_get_idx (list, i));
    if (n > 0)
      last = (g_free (last), g_strdup (fo_http_text (json_object_array_get_idx (list, n - 1), "id")));
    good = fo_link_page_keep_news (&page, b24->known, "deals", NULL, error);
    json_object_put (answer);
    if (!good)
      return false;
  }
  return true;
}

static bool
hear_catalogs (FoB24 *b24, bool everything, GError **error)
{
  FoLinkHost *host = b24->link.host;
  json_object *catalogs = fo_http_array (b24->config, "catalogs");
  g_autofree char *now = NULL;
  bool due;

  if (!fo_link_is_due (host, "catalogs", b24->catalogs_s, everything, &due, &now, error))
    return false;
  if (due) {
    g_hash_table_remove_all (b24->names);
    b24->has_names = false;
  }
  if (!ask_names (b24, error))
    return false;
  for (gsize i = 0; due && catalogs && i < json_object_array_length (catalogs); i++)
    if (!hear_catalog (b24, json_object_get_string (json_object_array_get_idx (catalogs, i)), error))
      return false;
  return !due || host->keep (host, NULL, 0, "catalogs", now, error);
}

bool
fo_b24_hear (FoLink *link, bool everything, GError **error)
{
  FoB24 *b24 = (FoB24 *) link;

  return hear_catalogs (b24, everything, error) && hear_deals (b24, everything, error)
         && hear_open (b24, everything, error);
}

/* ---- one ------------------------------------------------------------------------------------------------------------------ */

static bool
hear_deal (FoB24 *b24, const char *id, GError **error)
{
  json_object *params = json_object_new_object (), *deal, *deals;
  g_autofree char *why = NULL;
  bool good;

  fo_link_say (params, "id", id);
  if (!fo_b24_ask (b24, &reading, "crm.deal.get", params, &deal, &why, error))
    return false;
  if (!deal)
    return true;
  deals = json_object_new_array ();
  json_object_array_add (deals, deal);
  good = keep_deals (b24, deals, error);
  json_object_put (deals);
  return good;
}

/* A product, or an offer of one: what the one method does not know the other may. */
static bool
hear_product (FoB24 *b24, const char *id, GError **error)
{
  static const char *const ways[][2] = { { "catalog.product.get", "product" },
                                         { "catalog.product.offer.get", "offer" } };
  g_auto (FoLinkPage) page = { 0 };

  fo_link_page_init (&page, b24->link.host);
  for (gsize i = 0; i < G_N_ELEMENTS (ways) && page.objects->len == 0; i++) {
    json_object *params = json_object_new_object (), *answer, *product;
    g_autofree char *why = NULL;

    fo_link_say (params, "id", id);
    if (!fo_b24_ask (b24, &reading, ways[i][0], params, &answer, &why, error))
      return false;
    product = fo_http_object (answer, ways[i][1]);
    if (product)
      add_product (b24, &page, product);
    json_object_put (answer);
  }
  return fo_link_page_keep_news (&page, b24->known, "deals", NULL, error);
}

bool
fo_b24_hear_one (FoLink *link, const char *entity, const char *remote_id, GError **error)
{
  FoB24 *b24 = (FoB24 *) link;
  g_autofree char *id = g_strndup (remote_id, strcspn (remote_id, "/"));

  if (!fo_b24_is_id (id))
    return true;
  if (!ask_names (b24, error))
    return false;
  if (g_str_equal (entity, "item"))
    return hear_product (b24, id, error);
  return (!g_str_equal (entity, "order") && !g_str_equal (entity, "line")) || hear_deal (b24, id, error);
}

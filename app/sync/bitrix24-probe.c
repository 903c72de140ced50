/* SPDX-License-Identifier: GPL-3.0-or-later
 * The connection test: is the webhook known, has it the rights crm and catalog, are the pipelines and stages of the set-up there. It
 * writes nothing. And what is there, for reconciliation: the deals that are orders. */
#include "bitrix24-inside.h"
#include <string.h>

typedef struct {
  FoB24 *b24;
  FoFindingEach each;
  gpointer data;
  json_object *stages; /* of all pipelines */
  guint missing;
} Probe;

static const FoB24Ask asking = { .step = "read", .asking = true };

static void
tell (Probe *probe, bool good, const char *id, const char *object, const char *text)
{
  const char *const arguments[] = {
    "system", "Bitrix24", "text", text ? text : "", "object", object ? object : "", NULL
  };
  const FoFinding finding = { good, id, arguments };

  probe->missing += !good;
  probe->each (&finding, probe->data);
}

/* ---- the connection test ------------------------------------------------------------------------------------------------ */

static bool
tell_failure (Probe *probe, GError *failed, GError **error)
{
  bool latched = g_error_matches (failed, FO_SALES_ERROR, FO_SALES_ERROR_LATCHED);

  tell (probe, false, latched ? "link.login-refused" : "link.not-reached", NULL, failed->message);
  g_propagate_error (error, failed);
  return false;
}

static bool
look_at_login (Probe *probe, bool *ret_there, GError **error)
{
  g_autofree char *why = NULL, *name = NULL;
  GError *failed = NULL;
  json_object *who;

  if (!fo_b24_ask (probe->b24, &asking, "profile", NULL, &who, &why, &failed))
    return tell_failure (probe, failed, error);
  *ret_there = who != NULL;
  name = g_strdup_printf ("%s %s", fo_http_text (who, "NAME"), fo_http_text (who, "LAST_NAME"));
  tell (probe, who != NULL, who ? "link.reached-as" : "link.no-interface", NULL, who ? g_strstrip (name) : why);
  json_object_put (who);
  return true;
}

static bool
look_at_rights (Probe *probe, GError **error)
{
  static const char *const needed[] = { "crm", "catalog" };
  g_autofree char *why = NULL;
  json_object *scopes;

  if (!fo_b24_ask (probe->b24, &asking, "scope", NULL, &scopes, &why, error))
    return false;
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++) {
    bool there = json_object_is_type (scopes, json_type_array) && fo_config_lists (scopes, needed[i]);
    tell (probe, there, there ? "link.thing-there" : "link.right-missing", "Вебхук", needed[i]);
  }
  json_object_put (scopes);
  return true;
}

static bool
look_at_list (Probe *probe, const char *method, json_object *params, const char *name, GError **error)
{
  g_autofree char *why = NULL;
  json_object *answer;

  if (!fo_b24_ask (probe->b24, &asking, method, params, &answer, &why, error))
    return false;
  tell (probe, answer != NULL, answer ? "link.thing-there" : "link.right-missing", name, answer ? NULL : "чтение");
  json_object_put (answer);
  return true;
}

static bool
has_stage (const Probe *probe, const char *pipeline, const char *stage)
{
  g_autofree char *entity =
      g_str_equal (pipeline, "0") ? g_strdup ("DEAL_STAGE") : g_strconcat ("DEAL_STAGE_", pipeline, NULL);

  for (gsize i = 0;
       json_object_is_type (probe->stages, json_type_array) && i < json_object_array_length (probe->stages); i++) {
    json_object *one = json_object_array_get_idx (probe->stages, i);
    if (g_str_equal (fo_http_text (one, "STATUS_ID"), stage) && g_str_equal (fo_http_text (one, "ENTITY_ID"), entity))
      return true;
  }
  return false;
}

static void
look_at_stage (Probe *probe, const char *pipeline, const char *stage)
{
  if (!has_stage (probe, pipeline, stage))
    tell (probe, false, "link.state-unknown", NULL, stage);
}

static void
look_at_pipeline (Probe *probe, const char *id, json_object *pipeline)
{
  json_object *lists[] = { fo_http_array (pipeline, "orders"), fo_http_array (pipeline, "gate_open") };
  json_object *stages = fo_http_object (pipeline, "stages");

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (gsize j = 0; lists[i] && j < json_object_array_length (lists[i]); j++)
      look_at_stage (probe, id, json_object_get_string (json_object_array_get_idx (lists[i], j)));
  if (!stages)
    return;
  json_object_object_foreach (stages, ours, theirs)
  {
    (void) ours;
    look_at_stage (probe, id, json_object_get_string (theirs));
  }
}

static bool
look_at_pipelines (Probe *probe, GError **error)
{
  g_autofree char *why = NULL;

  if (!fo_b24_ask (probe->b24, &asking, "crm.status.list", NULL, &probe->stages, &why, error))
    return false;
  tell (probe, probe->stages != NULL, probe->stages ? "link.thing-there" : "link.right-missing",
        "Стадии сделок (crm.status.list)", probe->stages ? NULL : "чтение");
  json_object_object_foreach (probe->b24->pipelines, id, pipeline)
  {
    if (probe->stages)
      look_at_pipeline (probe, id, pipeline);
  }
  return true;
}

/* What the pipelines are called, and by which number the set-up knows each: nobody there sees the numbers. */
static bool
look_at_categories (Probe *probe, GError **error)
{
  json_object *params = json_object_new_object (), *answer, *list;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *why = NULL;

  json_object_object_add (params, "entityTypeId", json_object_new_int (2)); /* deals */
  if (!fo_b24_ask (probe->b24, &asking, "crm.category.list", params, &answer, &why, error))
    return false;
  list = fo_http_array (answer, "categories");
  for (gsize i = 0; list && i < json_object_array_length (list); i++) {
    json_object *one = json_object_array_get_idx (list, i);
    g_string_append_printf (names, "%s%s %s", i ? ", " : "", fo_http_text (one, "id"), fo_http_text (one, "name"));
    g_hash_table_add (known, (gpointer) fo_http_text (one, "id"));
  }
  if (list)
    tell (probe, true, "link.pipelines-are", NULL, names->str);
  json_object_object_foreach (probe->b24->pipelines, id, pipeline)
  {
    (void) pipeline;
    if (list && !g_hash_table_contains (known, id))
      tell (probe, false, "link.pipeline-missing", id, names->str);
  }
  json_object_put (answer);
  return true;
}

static json_object *
one_deal (void)
{
  return fo_b24_list ("ID", "0", json_object_new_object (), NULL);
}

bool
fo_b24_probe (FoLink *link, FoFindingEach each, gpointer data, GError **error)
{
  Probe probe = { .b24 = (FoB24 *) link, .each = each, .data = data };
  g_autofree char *missing = NULL;
  bool there = false, good;

  if (!look_at_login (&probe, &there, error))
    return false;
  good = !there
         || (look_at_rights (&probe, error)
             && look_at_list (&probe, "crm.deal.list", one_deal (), "Сделки (crm.deal.list)", error)
             && look_at_list (&probe, "catalog.measure.list", NULL, "Товары каталога (catalog)", error)
             && look_at_categories (&probe, error) && look_at_pipelines (&probe, error));
  json_object_put (probe.stages);
  if (there)
    tell (&probe, true, "link.lots-in-comments", NULL, NULL);
  missing = g_strdup_printf ("%u", probe.missing);
  return good && link->host->keep_cap (link->host, "missing", missing, error);
}

/* ---- reconciliation ----------------------------------------------------------------------------------------------------- */

bool
fo_b24_compare (
    FoLink *link, gint64 from_us, void (*each) (json_object *there, gpointer data), gpointer data, GError **error)
{
  FoB24 *b24 = (FoB24 *) link;
  const FoB24Ask reading = { .step = "read" };
  g_autofree char *last = g_strdup ("0");
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc (from_us / G_USEC_PER_SEC);
  g_autofree char *since = g_date_time_format (from, "%Y-%m-%dT%H:%M:%S+00:00");

  for (gsize n = B24_PAGE; n == B24_PAGE;) {
    json_object *filter = json_object_new_object (), *deals;

    fo_link_say (filter, ">=DATE_MODIFY", since);
    if (!fo_b24_need (b24, &reading, "crm.deal.list", fo_b24_list ("ID", last, filter, NULL), &deals, error))
      return false;
    n = json_object_is_type (deals, json_type_array) ? json_object_array_length (deals) : 0;
    for (gsize i = 0; i < n; i++) {
      json_object *deal = json_object_array_get_idx (deals, i), *there = json_object_new_object ();
      const char *id = fo_http_text (deal, "ID");
      g_autofree char *number = g_strconcat (b24->number_prefix, id, NULL);

      fo_link_say (there, "order", id);
      fo_link_say (there, "number", number);
      fo_link_say (there, "open",
                   fo_b24_is_ours (b24, deal) && !g_str_equal (fo_http_text (deal, "CLOSED"), "Y") ? "1" : "0");
      if (fo_b24_pipeline (b24, deal))
        each (there, data);
      json_object_put (there);
      last = (g_free (last), g_strdup (id));
    }
    json_object_put (deals);
  }
  return true;
}

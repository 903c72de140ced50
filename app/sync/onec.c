/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onec-inside.h"
#include <string.h>

static void
read_config (FoOnec *onec)
{
  json_object *config = onec->config;

  onec->warehouse = fo_config_text (config, "warehouse", "");
  onec->organization = fo_config_text (config, "organization", "");
  onec->item_code = fo_config_text (config, "item_code", "Code");
  onec->gate = fo_config_text (config, "gate", "register");
  onec->plan = fo_config_text (config, "plan", "");
  onec->node = fo_config_text (config, "node", "");
  onec->production = fo_config_text (config, "production", "none");
  onec->ask_field = fo_config_text (config, "ask_field", "");
  onec->answer_field = fo_config_text (config, "answer_field", "Комментарий");
  onec->hold_field = fo_config_text (config, "hold_field", "");
  onec->simple = g_str_equal (fo_config_text (config, "scheme", "orders"), "simple");
  onec->adopt = fo_http_true (config, "adopt");
  onec->allowed_only = !g_str_equal (fo_config_text (config, "allowed_only", "true"), "false");
  onec->page = fo_config_number (config, "page", 500, 1, 5000);
  onec->window_days = fo_config_number (config, "window_days", 60, 1, 3660);
  onec->history_days = fo_config_number (config, "history_days", 400, 1, 36600);
  onec->catalogs_s = fo_config_number (config, "catalogs_s", 600, 0, 86400);
  onec->utc_offset_min = fo_config_number (config, "utc_offset_min", 180, -720, 840);
}

static bool
is_word (const char *text, const char *const *words)
{
  return g_strv_contains (words, text);
}

/* GUIDs and names go into requests: only such are taken. */
static bool
check_config (const FoOnec *onec, GError **error)
{
  if ((onec->warehouse[0] && !fo_link_is_uuid (onec->warehouse))
      || (onec->organization[0] && !fo_link_is_uuid (onec->organization))
      || (onec->node[0] && !fo_link_is_uuid (onec->node)))
    return fo_config_wrong ("1C", "warehouse, organization and node are GUIDs", error);
  if (onec->plan[0] && (!g_str_has_prefix (onec->plan, "ExchangePlan_") || !onec->node[0]))
    return fo_config_wrong ("1C", "plan is ExchangePlan_… and has a node", error);
  if (!is_word (onec->gate, (const char *const[]){ "register", "status", "prepayment", "open", NULL }))
    return fo_config_wrong ("1C", "gate is register, status, prepayment or open", error);
  if (!is_word (onec->production, (const char *const[]){ "none", "hand", "erp", "unf", NULL }))
    return fo_config_wrong ("1C", "production is none, hand, erp or unf", error);
  return true;
}

/* A refusal of the configuration or the platform in its own words: asking again brings the same. */
static bool
is_meant (json_object *answer)
{
  return fo_http_object (answer, "odata.error") != NULL;
}

static void
item_free (gpointer data)
{
  FoOnecItem *item = data;

  g_free (item->ref);
  g_free (item->variant);
  g_free (item->kind);
  g_free (item);
}

static void
thing_free (gpointer thing)
{
  json_object_put (thing);
}

static void
onec_close (FoLink *link)
{
  FoOnec *onec = (FoOnec *) link;

  fo_http_free (onec->http);
  json_object_put (onec->config);
  g_hash_table_unref (onec->known);
  g_hash_table_unref (onec->open);
  g_hash_table_unref (onec->gates);
  g_hash_table_unref (onec->things);
  g_hash_table_unref (onec->items);
  g_free (onec->base);
  g_free (onec);
}

static FoLink *
onec_open (FoLinkHost *host, const char *address, json_object *config, GError **error)
{
  FoOnec *onec = g_new0 (FoOnec, 1);
  FoHttpSetup setup = { .auth = FO_HTTP_AUTH_BASIC, .read_ms = 90000, .limited = NULL, .meant = is_meant };

  onec->link = (FoLink){ &fo_link_1c, host };
  onec->config = config ? json_object_get (config) : json_object_new_object ();
  onec->base = g_strconcat (address, g_str_has_suffix (address, "/") ? "" : "/", NULL);
  onec->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  onec->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  onec->gates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  onec->things = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, thing_free);
  onec->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, item_free);
  read_config (onec);
  setup.base = onec->base;
  fo_http_setup_read (&setup, onec->config);
  onec->http = check_config (onec, error) ? fo_http_new (host, &setup, error) : NULL;
  if (onec->http)
    return &onec->link;
  onec_close (&onec->link);
  return NULL;
}

const FoLinkOps fo_link_1c = {
  .kind = "1c",
  .own_orders = true,
  .fields = fo_onec_fields,
  .open = onec_open,
  .close = onec_close,
  .hear = fo_onec_hear,
  .hear_one = fo_onec_hear_one,
  .read = fo_onec_read,
  .deliver = fo_onec_deliver,
  .probe = fo_onec_probe,
  .compare = fo_onec_compare,
};

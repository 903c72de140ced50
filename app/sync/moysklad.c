/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moysklad-inside.h"

static bool
is_word (const char *text, const char *const *words)
{
  return g_strv_contains (words, text);
}

static void
read_config (FoMsk *msk)
{
  json_object *config = msk->config;

  msk->store = fo_config_text (config, "store", "");
  msk->organization = fo_config_text (config, "organization", "");
  msk->supplier = fo_config_text (config, "supplier", "");
  msk->item_code = fo_config_text (config, "item_code", "code");
  msk->gate = fo_config_text (config, "gate", "none");
  msk->lots = fo_config_text (config, "lots", "");
  msk->ask_field = fo_config_text (config, "ask_field", "");
  msk->answer_field = fo_config_text (config, "answer_field", "");
  msk->hold_field = fo_config_text (config, "hold_field", "");
  msk->tasks = is_word (fo_config_text (config, "production", "task"), (const char *const[]){ "task", "both", NULL });
  msk->orders = is_word (fo_config_text (config, "production", "task"), (const char *const[]){ "order", "both", NULL });
  msk->post = !g_str_equal (fo_config_text (config, "post", "true"), "false");
  msk->reserve = fo_http_true (config, "reserve");
  msk->rows_most = fo_config_number (config, "rows_most", 1000, 1, 1000);
  msk->page = fo_config_number (config, "page", 100, 1, 100);
  msk->overlap_s = fo_config_number (config, "overlap_s", 300, 1, 86400);
  msk->supplies_s = fo_config_number (config, "supplies_s", 10, 0, 86400);
  msk->catalogs_s = fo_config_number (config, "catalogs_s", 60, 0, 86400);
  msk->history_days = fo_config_number (config, "history_days", 400, 1, 36600);
  msk->prepay_percent = fo_config_number (config, "prepay_percent", 100, 0, 100);
  msk->weight = fo_config_number (config, "weight", 4, 1, 45);
  msk->utc_offset_min = fo_config_number (config, "utc_offset_min", 180, -720, 840);
}

static bool
check_ids (const char *const *ids)
{
  for (; *ids; ids++)
    if ((*ids)[0] && !fo_link_is_uuid (*ids))
      return false;
  return true;
}

static bool
check_partners (json_object *partners)
{
  if (!partners)
    return true;
  json_object_object_foreach (partners, name, value)
  {
    (void) name;
    if (!fo_link_is_uuid (json_object_get_string (value)))
      return false;
  }
  return true;
}

static bool
check_config (const FoMsk *msk, GError **error)
{
  if (!check_ids ((const char *const[]){ msk->store, msk->organization, msk->supplier, NULL })
      || !check_partners (fo_http_object (msk->config, "partners")))
    return fo_config_wrong ("МойСклад", "store, organization, supplier and partners are UUIDs", error);
  if (!is_word (msk->item_code, (const char *const[]){ "code", "article", "externalCode", NULL }))
    return fo_config_wrong ("МойСклад", "item_code is code, article or externalCode", error);
  if (!is_word (msk->gate, (const char *const[]){ "none", "paid", "state", NULL }))
    return fo_config_wrong ("МойСклад", "gate is none, paid or state", error);
  if (!is_word (fo_config_text (msk->config, "production", "task"),
                (const char *const[]){ "task", "order", "both", "none", NULL }))
    return fo_config_wrong ("МойСклад", "production is task, order, both or none", error);
  if (g_str_equal (msk->gate, "state") && !fo_http_array (msk->config, "gate_open"))
    return fo_config_wrong ("МойСклад", "gate is state, and gate_open does not say which states open it", error);
  if (!is_word (msk->lots, (const char *const[]){ "", "consignment", "description", NULL }))
    return fo_config_wrong ("МойСклад", "lots is consignment or description", error);
  return true;
}

/* {"errors": [{"code": 1021, …}]}: a refusal in its own words, be it with 403 or 500. */
static bool
is_meant (json_object *answer)
{
  json_object *errors = fo_http_array (answer, "errors");

  return errors && json_object_array_length (errors) > 0
         && fo_http_text (json_object_array_get_idx (errors, 0), "code")[0];
}

static void
msk_close (FoLink *link)
{
  FoMsk *msk = (FoMsk *) link;

  fo_http_free (msk->http);
  json_object_put (msk->config);
  json_object_put (msk->states);
  g_hash_table_unref (msk->known);
  g_hash_table_unref (msk->open);
  g_hash_table_unref (msk->items);
  g_free (msk->base);
  g_free (msk);
}

/* A person's answer may take up to five minutes there: slow is not dead. */
static FoLink *
msk_open (FoLinkHost *host, const char *address, json_object *config, GError **error)
{
  FoMsk *msk = g_new0 (FoMsk, 1);
  FoHttpSetup setup = { .read_ms = 300000, .units = 45, .window_ms = 3000, .meant = is_meant };

  msk->link = (FoLink){ &fo_link_moysklad, host };
  msk->config = config ? json_object_get (config) : json_object_new_object ();
  msk->base = g_strconcat (address, g_str_has_suffix (address, "/") ? "" : "/", NULL);
  msk->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  msk->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  msk->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_config (msk);
  setup.base = msk->base;
  setup.auth = fo_http_text (config, "login")[0] ? FO_HTTP_AUTH_BASIC : FO_HTTP_AUTH_BEARER;
  fo_http_setup_read (&setup, msk->config);
  msk->http = check_config (msk, error) ? fo_http_new (host, &setup, error) : NULL;
  if (msk->http)
    return &msk->link;
  msk_close (&msk->link);
  return NULL;
}

const FoLinkOps fo_link_moysklad = {
  .kind = "moysklad",
  .own_orders = true,
  .fields = fo_msk_fields,
  .open = msk_open,
  .close = msk_close,
  .hear = fo_msk_hear,
  .hear_one = fo_msk_hear_one,
  .read = fo_msk_read,
  .deliver = fo_msk_deliver,
  .probe = fo_msk_probe,
  .compare = fo_msk_compare,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bitrix24-inside.h"
#include "firstout/words/words.h"
#include <string.h>

/* Those of "pipelines", and of "categories" those that it says nothing of; neither: the first one. */
static json_object *
read_pipelines (json_object *config)
{
  json_object *said = fo_http_object (config, "pipelines"), *pipelines = json_object_new_object ();
  g_auto (GStrv) ids = g_strsplit_set (fo_config_text (config, "categories", said ? "" : "0"), ", ;", -1);

  if (said) {
    json_object_object_foreach (said, id, pipeline)
    {
      json_object_object_add (pipelines, id, json_object_get (pipeline));
    }
  }
  for (char **id = ids; *id; id++)
    if (**id && !json_object_object_get_ex (pipelines, *id, NULL))
      json_object_object_add (pipelines, *id, json_object_new_object ());
  return pipelines;
}

static void
read_config (FoB24 *b24)
{
  json_object *config = b24->config;
  FoLanguage language = FO_LANGUAGE_RU;

  b24->pipelines = read_pipelines (config);
  b24->number_prefix = fo_config_text (config, "number_prefix", "Б24-");
  b24->item_code = fo_config_text (config, "item_code", "xmlId");
  b24->due_field = fo_config_text (config, "due_field", "CLOSEDATE");
  b24->ship_complete = fo_config_text (config, "ship_complete", "");
  b24->ask_field = fo_config_text (config, "ask_field", "");
  b24->hold_field = fo_config_text (config, "hold_field", "");
  b24->ignore_free_rows = g_str_equal (fo_config_text (config, "free_rows", "refuse"), "ignore");
  b24->comments = !g_str_equal (fo_config_text (config, "comments", "true"), "false");
  fo_language_parse (fo_config_text (config, "language", "ru"), &language);
  b24->language = (int) language;
  b24->overlap_s = fo_config_number (config, "overlap_s", 300, 1, 86400);
  b24->open_s = fo_config_number (config, "open_s", 60, 0, 86400);
  b24->catalogs_s = fo_config_number (config, "catalogs_s", 600, 0, 86400);
  b24->history_days = fo_config_number (config, "history_days", 400, 1, 36600);
}

static bool
check_config (const FoB24 *b24, GError **error)
{
  json_object *catalogs = fo_http_array (b24->config, "catalogs");

  json_object_object_foreach (b24->pipelines, id, pipeline)
  {
    if (!fo_b24_is_id (id) || !json_object_is_type (pipeline, json_type_object))
      return fo_config_wrong ("Bitrix24", "pipelines are objects by their ids: {\"0\": {}, \"1\": {…}}", error);
  }
  for (gsize i = 0; catalogs && i < json_object_array_length (catalogs); i++)
    if (!fo_b24_is_id (json_object_get_string (json_object_array_get_idx (catalogs, i))))
      return fo_config_wrong ("Bitrix24", "catalogs are ids", error);
  return true;
}

static const char *
code_of (json_object *answer)
{
  return fo_http_text (answer, "error");
}

static gint64
seconds (json_object *time, const char *name)
{
  return g_ascii_strtoll (fo_http_text (time, name), NULL, 10);
}

/* So many requests are too many: with words of its own, and once with 503. A method that is closed opens again at a time of theirs,
 * which is measured against theirs. */
static gint64
limited_ms (guint status, json_object *answer)
{
  json_object *time = fo_http_object (answer, "time");
  gint64 left_s = seconds (time, "operating_reset_at") - seconds (time, "start");

  if (g_str_equal (code_of (answer), "QUERY_LIMIT_EXCEEDED"))
    return 1000;
  if (g_str_equal (code_of (answer), "OVERLOAD_LIMIT"))
    return (gint64) 600 * 1000;
  if (status != 429 && !g_str_equal (code_of (answer), "OPERATION_TIME_LIMIT"))
    return -1;
  return left_s > 0 ? CLAMP (left_s, 1, 600) * 1000 : 60 * 1000;
}

/* A refusal in its own words; but not those of a server that has fallen over. */
static bool
is_meant (json_object *answer)
{
  const char *code = code_of (answer);

  return json_object_object_get_ex (answer, "error", NULL) && !g_str_equal (code, "INTERNAL_SERVER_ERROR")
         && !g_str_equal (code, "ERROR_UNEXPECTED_ANSWER");
}

static void
b24_close (FoLink *link)
{
  FoB24 *b24 = (FoB24 *) link;

  fo_http_free (b24->http);
  json_object_put (b24->config);
  json_object_put (b24->pipelines);
  g_hash_table_unref (b24->known);
  g_hash_table_unref (b24->open);
  g_hash_table_unref (b24->names);
  g_free (b24->base);
  g_free (b24);
}

static FoLink *
b24_open (FoLinkHost *host, const char *address, json_object *config, GError **error)
{
  FoB24 *b24 = g_new0 (FoB24, 1);
  FoHttpSetup setup = {
    .auth = FO_HTTP_AUTH_PATH, .read_ms = 90000, .units = 2, .window_ms = 1000, .limited = limited_ms, .meant = is_meant
  };

  b24->link = (FoLink){ &fo_link_bitrix24, host };
  b24->config = config ? json_object_get (config) : json_object_new_object ();
  b24->base = g_strconcat (address, g_str_has_suffix (address, "/") ? "" : "/", NULL);
  b24->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  b24->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  b24->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_config (b24);
  setup.base = b24->base;
  fo_http_setup_read (&setup, b24->config);
  b24->http = check_config (b24, error) ? fo_http_new (host, &setup, error) : NULL;
  if (b24->http)
    return &b24->link;
  b24_close (&b24->link);
  return NULL;
}

/* What the set-up asks for, in the order an administrator of Bitrix24 would look for it. */
static const char *const switches[] = { "false", "true", NULL };
static const FoLinkField fields[] = {
  { "address", NULL, NULL, true },
  { "secret", NULL, NULL, true },
  { "categories", NULL, "0", false },
  { "item_code", NULL, "xmlId", false },
  { "number_prefix", NULL, "Б24-", false },
  { "due_field", NULL, "CLOSEDATE", false },
  { "hold_field", NULL, NULL, false },
  { "ask_field", NULL, NULL, false },
  { "ca_file", NULL, NULL, false },
  { "plain_http", switches, "false", false },
  { NULL, NULL, NULL, false },
};

const FoLinkOps fo_link_bitrix24 = {
  .kind = "bitrix24",
  .fields = fields,
  .open = b24_open,
  .close = b24_close,
  .hear = fo_b24_hear,
  .hear_one = fo_b24_hear_one,
  .read = fo_b24_read,
  .deliver = fo_b24_deliver,
  .probe = fo_b24_probe,
  .compare = fo_b24_compare,
};

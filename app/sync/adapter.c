/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapter.h"
#include "firstout/core/day.h"
#include <stdarg.h>
#include <string.h>

/* ---- the set-up ------------------------------------------------------------------------------------------------------ */

const char *
fo_config_text (json_object *config, const char *name, const char *otherwise)
{
  const char *text = fo_http_text (config, name);

  return text[0] ? text : otherwise;
}

int
fo_config_number (json_object *config, const char *name, int otherwise, int least, int most)
{
  const char *text = fo_http_text (config, name);

  return text[0] ? (int) CLAMP (g_ascii_strtoll (text, NULL, 10), least, most) : otherwise;
}

bool
fo_config_lists (json_object *array, const char *text)
{
  for (gsize i = 0; array && i < json_object_array_length (array); i++)
    if (g_strcmp0 (json_object_get_string (json_object_array_get_idx (array, i)), text) == 0)
      return true;
  return false;
}

bool
fo_config_wrong (const char *system, const char *what, GError **error)
{
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI, "%s: %s", system, what);
  return false;
}

/* ---- values ---------------------------------------------------------------------------------------------------------- */

const char *
fo_link_json (json_object *object)
{
  return json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
}

void
fo_link_say (json_object *object, const char *name, const char *text)
{
  json_object_object_add (object, name, json_object_new_string (text));
}

bool
fo_link_is_uuid (const char *text)
{
  gsize i;

  for (i = 0; text && text[i]; i++)
    if (i == 8 || i == 13 || i == 18 || i == 23 ? text[i] != '-' : !g_ascii_isxdigit (text[i]))
      return false;
  return i == 36;
}

bool
fo_link_quantity (json_object *object, const char *name, FoQuantity *ret_u)
{
  json_object *value = NULL;
  g_autofree char *text = json_object_object_get_ex (object, name, &value) ? fo_http_decimal (value) : NULL;

  return text && fo_quantity_parse (text, ret_u) == FO_OK;
}

char *
fo_link_reference (const char *comment)
{
  const char *found = strstr (comment, "W-");

  return found && strspn (found + 2, "0123456789") == 6 ? g_strndup (found, 8) : NULL;
}

char *
fo_link_day (const FoDelivery *delivery, json_object *body, const char *name, int utc_offset_min)
{
  const char *said = delivery->day ? delivery->day : fo_http_text (body, name);
  gint64 local_us = delivery->created_us + (gint64) utc_offset_min * 60 * G_USEC_PER_SEC;
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (local_us / G_USEC_PER_SEC);
  FoDay day;

  if (fo_day_parse_iso (said, &day) == FO_OK)
    return g_strdup (said);
  return g_date_time_format (local, "%Y-%m-%d");
}

/* ---- fates ----------------------------------------------------------------------------------------------------------- */

bool
fo_fate_end (FoFate *fate, FoFateKind kind, const char *id, ...)
{
  GString *why = id ? g_string_new (id) : NULL;
  const char *text;
  va_list list;

  va_start (list, id);
  while (id && (text = va_arg (list, const char *)))
    g_string_append_printf (why, "\t%s", text);
  va_end (list);
  fate->kind = kind;
  g_free (fate->why);
  fate->why = why ? g_string_free (why, FALSE) : NULL;
  return true;
}

bool
fo_fate_end_text (FoFate *fate, FoFateKind kind, const char *why)
{
  fate->kind = kind;
  g_free (fate->why);
  fate->why = g_strdup (why);
  return true;
}

bool
fo_fate_differs (FoFate *fate, json_object *there, const char *id)
{
  fo_fate_end (fate, FO_FATE_DIFFERS, id, NULL);
  g_free (fate->theirs);
  fate->theirs = g_strdup (fo_link_json (there));
  json_object_put (there);
  return true;
}

void
fo_written_clear (FoWritten *written)
{
  json_object_put (written->object);
  g_free (written->why);
  *written = (FoWritten){ 0 };
}

bool
fo_fate_end_written (FoFate *fate, const FoWritten *written, bool closed)
{
  if (written->end == FO_HTTP_REFUSED)
    return fo_fate_end_text (fate, closed ? FO_FATE_CLOSED : FO_FATE_REFUSED, written->why);
  fate->retry_ms = MAX (written->retry_ms, FO_LINK_AGAIN_MS);
  return fo_fate_end_text (fate, written->end == FO_HTTP_NOT_SENT ? FO_FATE_LATER : FO_FATE_UNKNOWN, written->why);
}

bool
fo_fate_lost (FoFate *fate, const FoWritten *written)
{
  fate->kind = written->end == FO_HTTP_NOT_SENT ? FO_FATE_LATER : FO_FATE_UNKNOWN;
  fate->retry_ms = MAX (written->retry_ms, FO_LINK_AGAIN_MS);
  return false;
}

/* ---- what was heard ---------------------------------------------------------------------------------------------------- */

void
fo_link_page_init (FoLinkPage *page, FoLinkHost *host)
{
  page->host = host;
  page->objects = g_array_new (FALSE, FALSE, sizeof (FoLinkObject));
  page->texts = g_ptr_array_new_with_free_func (g_free);
  page->news = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
fo_link_page_clear (FoLinkPage *page)
{
  g_clear_pointer (&page->objects, g_array_unref);
  g_clear_pointer (&page->texts, g_ptr_array_unref);
  g_clear_pointer (&page->news, g_hash_table_unref);
}

static const char *
own (FoLinkPage *page, char *text)
{
  g_ptr_array_add (page->texts, text);
  return text;
}

void
fo_link_page_add (FoLinkPage *page, const char *source, const char *remote_id, const char *version, json_object *body)
{
  FoLinkObject object = { .source = own (page, g_strdup (source)), .remote_id = own (page, g_strdup (remote_id)) };

  object.body = body ? own (page, g_strdup (fo_link_json (body))) : NULL;
  object.version =
      version && version[0]
          ? own (page, g_strdup (version))
          : own (page, g_compute_checksum_for_string (G_CHECKSUM_SHA1, object.body ? object.body : "", -1));
  g_array_append_val (page->objects, object);
}

bool
fo_link_page_keep (const FoLinkPage *page, const char *feed, const char *cursor, GError **error)
{
  return (page->objects->len == 0 && !cursor)
         || page->host->keep (page->host, (const FoLinkObject *) page->objects->data, page->objects->len, feed, cursor,
                              error);
}

/* The stamp and a hash of what it says. */
static char *
version_of (GHashTable *known, const char *key, const char *stamp, json_object *body, bool back, gint64 now_us)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, fo_link_json (body), -1);
  g_autofree char *version = g_strdup_printf ("%s.%.12s", stamp, hash);
  const char *last = g_hash_table_lookup (known, key);

  if (last && g_str_has_prefix (last, version))
    return g_strdup (last);
  if (!back && (!last || !g_str_has_prefix (last, stamp)))
    return g_steal_pointer (&version);
  return g_strdup_printf ("%s.%" G_GINT64_FORMAT, version, now_us);
}

void
fo_link_page_news (FoLinkPage *page,
                   GHashTable *known,
                   const char *source,
                   const char *id,
                   const char *stamp,
                   json_object *body,
                   bool back)
{
  g_autofree char *key = g_strdup_printf ("%s %s", source, id),
                  *version = version_of (known, key, stamp, body, back, page->host->now_us (page->host));

  if (g_strcmp0 (g_hash_table_lookup (known, key), version) == 0)
    return;
  fo_link_page_add (page, source, id, version, body);
  g_hash_table_replace (page->news, g_steal_pointer (&key), g_steal_pointer (&version));
}

bool
fo_link_page_keep_news (const FoLinkPage *page, GHashTable *known, const char *feed, const char *cursor, GError **error)
{
  GHashTableIter iter;
  gpointer key, version;

  if (!fo_link_page_keep (page, feed, cursor, error))
    return false;
  g_hash_table_iter_init (&iter, page->news);
  while (g_hash_table_iter_next (&iter, &key, &version))
    g_hash_table_replace (known, g_strdup (key), g_strdup (version));
  return true;
}

bool
fo_link_is_due (
    FoLinkHost *host, const char *feed, int every_s, bool everything, bool *ret_due, char **ret_now, GError **error)
{
  gint64 now_us = host->now_us (host), age_us;
  g_autofree char *last = NULL;

  if (!host->cursor (host, feed, &last, error))
    return false;
  age_us = now_us - (last[0] ? g_ascii_strtoll (last, NULL, 10) : 0);
  *ret_due = everything || age_us < 0 || age_us >= (gint64) every_s * G_USEC_PER_SEC;
  *ret_now = g_strdup_printf ("%" G_GINT64_FORMAT, now_us);
  return true;
}

bool
fo_link_concerns (
    FoLinkHost *host, const char *id, bool ours, const char *name, bool *ret_concerns, bool *ret_back, GError **error)
{
  g_autofree char *known = NULL;

  if (!host->find_ref (host, "heard", id, &known, error))
    return false;
  *ret_concerns = ours || known;
  *ret_back = known && g_str_has_prefix (known, "gone");
  return !ours || (known && !*ret_back) || host->keep_ref (host, "heard", id, name, error);
}

bool
fo_link_gone (FoLinkHost *host, GHashTable *known, const char *source, const char *id, const char *when, GError **error)
{
  g_autofree char *heard = NULL, *mark = g_strdup_printf ("gone %s", when),
                  *key = g_strdup_printf ("%s %s", source, id);
  g_auto (FoLinkPage) page = { 0 };

  if (!host->find_ref (host, "heard", id, &heard, error))
    return false;
  if (!heard || g_str_equal (heard, mark))
    return true;
  fo_link_page_init (&page, host);
  fo_link_page_add (&page, source, id, when, NULL);
  if (!fo_link_page_keep (&page, source, NULL, error) || !host->keep_ref (host, "heard", id, mark, error))
    return false;
  g_hash_table_remove (known, key);
  return true;
}

/* ---- the same goods? ------------------------------------------------------------------------------------------------ */

GHashTable *
fo_tally_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
fo_tally_add (GHashTable *tally, char *key, FoQuantity quantity_u)
{
  gint64 *sum = g_hash_table_lookup (tally, key), now = (sum ? *sum : 0) + quantity_u;

  if (now == 0) {
    g_hash_table_remove (tally, key);
    g_free (key);
    return;
  }
  sum = g_new (gint64, 1);
  *sum = now;
  g_hash_table_replace (tally, key, sum);
}

/* ---- what can be taken back ------------------------------------------------------------------------------------------- */

char *
fo_made_name (const FoDelivery *delivery, json_object *body, FoQuantity quantity_u)
{
  char text[FO_QUANTITY_TEXT_MAX];

  return g_strdup_printf ("%s|%s|%s|%s|%s|%s", delivery->op, fo_http_text (body, "supply"), fo_http_text (body, "item"),
                          fo_http_text (body, "lot"), fo_http_text (body, "expires_on"),
                          fo_quantity_print (ABS (quantity_u), text));
}

bool
fo_made_add (FoLinkHost *host, const char *name, const char *ref, GError **error)
{
  g_autofree char *known = NULL, *more = NULL;

  if (!host->find_ref (host, "made", name, &known, error))
    return false;
  if (known && strstr (known, ref))
    return true;
  more = known && known[0] ? g_strdup_printf ("%s %s", known, ref) : g_strdup (ref);
  return host->keep_ref (host, "made", name, more, error);
}

bool
fo_made_last (FoLinkHost *host, const char *name, char **ret_ref, GError **error)
{
  g_autofree char *all = NULL;
  const char *space;

  *ret_ref = NULL;
  if (!host->find_ref (host, "made", name, &all, error))
    return false;
  if (!all || !all[0])
    return true;
  space = strrchr (all, ' ');
  *ret_ref = g_strdup (space ? space + 1 : all);
  return true;
}

bool
fo_made_drop (FoLinkHost *host, const char *name, const char *ref, GError **error)
{
  g_autofree char *all = NULL;

  if (!host->find_ref (host, "made", name, &all, error))
    return false;
  if (!all || !g_str_has_suffix (all, ref))
    return true;
  all[strlen (all) - strlen (ref)] = '\0';
  return host->keep_ref (host, "made", name, g_strstrip (all), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The feed of an exchange plan. A message is confirmed only when all of it is kept; until then it comes again. An object
 * that was written without a change comes too: its version tells the inbox, its rows say nothing new. */
#include "onec-inside.h"
#include <string.h>

/* The node's address stands in the request as a text of its own. */
static char *
feed_path (FoOnec *onec, const char *function, gint64 number)
{
  g_autofree char *point = g_strdup_printf ("%s%s(guid'%s')", onec->base, onec->plan, onec->node),
                  *escaped = fo_onec_escape (point);

  return g_strdup_printf ("%s?DataExchangePoint='%s'&MessageNo=%" G_GINT64_FORMAT, function, escaped, number);
}

static bool
refused (FoOnec *onec, const FoHttpAnswer *answer, GError **error)
{
  int code = 0;
  g_autofree char *message = fo_onec_message (answer, &code);

  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "%s: %s", onec->plan,
               message       ? message
               : answer->why ? answer->why
                             : "1C says no");
  return false;
}

static bool
ask_feed (FoOnec *onec, const char *function, gint64 number, FoHttpAnswer *answer, GError **error)
{
  g_autofree char *path = feed_path (onec, function, number);
  const FoHttpRequest request = {
    .method = "POST", .path = path, .accept = "application/atom+xml", .repeatable = true, .read_ms = 300000
  };

  if (!fo_http_send (onec->http, &request, answer, error))
    return false;
  return answer->end == FO_HTTP_DONE || refused (onec, answer, error);
}

static bool
next_number (FoOnec *onec, gint64 *ret_number, GError **error)
{
  const FoOnecAsk ask = { .step = "read" };
  json_object *node;

  if (!fo_onec_one (onec, &ask, onec->plan, onec->node, NULL, &node, error))
    return false;
  if (!node) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "%s: there is no such node", onec->plan);
    return false;
  }
  *ret_number = g_ascii_strtoll (fo_http_text (node, "ReceivedNo"), NULL, 10) + 1;
  json_object_put (node);
  return true;
}

/* ---- what a message brings ------------------------------------------------------------------------------------------------ */

/* "…Штрихкод='4601234567893'…": the key in the address of a register's record; NULL none. */
static char *
barcode_of_address (const char *id)
{
  g_autofree char *plain = g_uri_unescape_string (id ? id : "", NULL);
  const char *begin = plain ? strstr (plain, "Штрихкод='") : NULL, *end;

  begin = begin ? begin + strlen ("Штрихкод='") : NULL;
  end = begin ? strchr (begin, '\'') : NULL;
  return end ? g_strndup (begin, (gsize) (end - begin)) : NULL;
}

static char *
ref_of_address (const char *id)
{
  g_autofree char *plain = g_uri_unescape_string (id ? id : "", NULL);
  const char *begin = plain ? strstr (plain, "guid'") : NULL;
  g_autofree char *ref = begin ? g_strndup (begin + strlen ("guid'"), 36) : NULL;

  return fo_link_is_uuid (ref) ? g_steal_pointer (&ref) : NULL;
}

static bool
hear_gone (FoOnec *onec, const FoOnecSet *set, const FoOnecEntry *entry, GError **error)
{
  g_autofree char *id = set == &fo_onec_barcodes ? barcode_of_address (entry->id) : ref_of_address (entry->id);

  return !id || fo_onec_keep_gone (onec, set->entity, id, error);
}

/* Records of a register come as one entry with a table, or as they are. */
static bool
hear_records (FoOnec *onec, const FoOnecSet *set, const FoOnecEntry *entry, GError **error)
{
  json_object *rows = fo_http_array (entry->body, "RecordSet"), *raws;
  bool good;

  if (rows && json_object_array_length (rows) == 0)
    return hear_gone (onec, set, entry, error);
  if (rows)
    return fo_onec_keep (onec, set, rows, set->entity, NULL, error);
  raws = json_object_new_array ();
  json_object_array_add (raws, json_object_get (entry->body));
  good = fo_onec_keep (onec, set, raws, set->entity, NULL, error);
  json_object_put (raws);
  return good;
}

static void
note_orders (json_object *object, GPtrArray *orders)
{
  json_object *rows = fo_http_array (object, "RecordSet");
  const char *ref = fo_http_text (object, "Заказ");

  for (gsize i = 0; rows && i < json_object_array_length (rows); i++)
    note_orders (json_object_array_get_idx (rows, i), orders);
  if (fo_link_is_uuid (ref))
    g_ptr_array_add (orders, g_strdup (ref));
}

/* Kinds and units change what items say: all items are looked at again soon. */
static bool
forget_catalogs (FoOnec *onec, GError **error)
{
  FoLinkHost *host = onec->link.host;

  onec->catalogs_warm = false;
  return host->keep (host, NULL, 0, "catalogs", "0", error);
}

static bool
hear_entry (FoOnec *onec, const FoOnecEntry *entry, GPtrArray *orders, GError **error)
{
  const FoOnecSet *set = fo_onec_set (onec, entry->entity);

  if (set)
    return entry->body ? hear_records (onec, set, entry, error) : hear_gone (onec, set, entry, error);
  if (entry->body && g_str_equal (entry->entity, "InformationRegister_СостоянияЗаказовКлиентов"))
    note_orders (entry->body, orders);
  else if (g_str_equal (entry->entity, "Catalog_ВидыНоменклатуры")
           || g_str_equal (entry->entity, "Catalog_УпаковкиЕдиницыИзмерения"))
    return forget_catalogs (onec, error);
  return true;
}

static bool
hear_message (FoOnec *onec, const FoHttpAnswer *answer, guint *ret_n, GError **error)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *why = NULL;
  g_autoptr (GArray) entries = fo_onec_feed_read (answer->body->str, answer->body->len, &why);

  if (!entries) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "%s: what came is no message: %s", onec->plan, why);
    return false;
  }
  for (guint i = 0; i < entries->len; i++)
    if (!hear_entry (onec, &g_array_index (entries, FoOnecEntry, i), orders, error))
      return false;
  *ret_n = entries->len;
  return fo_onec_fetch (onec, &fo_onec_orders, orders, error);
}

bool
fo_onec_hear_feed (FoOnec *onec, GError **error)
{
  FoLinkHost *host = onec->link.host;
  g_auto (FoHttpAnswer) answer = { 0 }, confirmed = { 0 };
  g_autofree char *cursor = NULL;
  gint64 number;
  guint n = 0;

  if (!next_number (onec, &number, error) || !ask_feed (onec, "SelectChanges", number, &answer, error)
      || !hear_message (onec, &answer, &n, error))
    return false;
  if (n == 0)
    return true;
  cursor = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return host->keep (host, NULL, 0, "changes", cursor, error)
         && ask_feed (onec, "NotifyChangesReceived", number, &confirmed, error);
}

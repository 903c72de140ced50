/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"
#include <string.h>

char *
fo_message_body (const FoSalesRow *row)
{
  json_object *body = json_object_new_object ();
  char *text;

  for (gsize i = 0; i < row->n; i++) {
    g_autofree char *value = row->values[i] ? g_utf8_make_valid (row->values[i], -1) : NULL;
    json_object_object_add (body, row->names[i], value ? json_object_new_string (value) : NULL);
  }
  text = g_strdup (json_object_to_json_string_ext (body, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (body);
  return text;
}

void
fo_message_refuse (FoMessage *message, FoVerdict verdict, const char *name)
{
  const char *text = fo_message_get (message, name);

  if (message->wrong)
    return;
  message->wrong = true;
  message->reply->verdict = verdict;
  fo_args_set_text (&message->reply->args, "field", name);
  fo_args_set_text (&message->reply->args, "text", text ? text : "");
}

const char *
fo_message_get (const FoMessage *message, const char *name)
{
  json_object *value = NULL;

  if (!message->body || !json_object_object_get_ex (message->body, name, &value) || !value)
    return NULL;
  return json_object_get_string (value);
}

const char *
fo_message_need (FoMessage *message, const char *name)
{
  const char *text = fo_message_get (message, name);

  if (!text || !text[0])
    fo_message_refuse (message, FO_MESSAGE_MALFORMED, name);
  return text ? text : "";
}

const char *
fo_message_word (const FoMessage *message, const char *name, const char *otherwise)
{
  const char *text = fo_message_get (message, name);

  return text && text[0] ? text : otherwise;
}

void
fo_message_name (FoMessage *message, const char *name, char *to, gsize room)
{
  const char *text = fo_message_word (message, name, "");

  if (g_strlcpy (to, text, room) >= room)
    fo_message_refuse (message, FO_TEXT_TOO_LONG, name);
}

void
fo_message_text (const FoMessage *message, const char *name, char *to, gsize room)
{
  const char *end;

  g_strlcpy (to, fo_message_word (message, name, ""), room);
  if (!g_utf8_validate (to, -1, &end))
    to[end - to] = '\0'; /* cut in the middle of a letter */
}

static bool
is_plain_decimal (const char *text)
{
  gsize digits;

  text += *text == '-';
  digits = strspn (text, "0123456789");
  if (digits == 0)
    return false;
  text += digits;
  if (*text != '.')
    return *text == '\0';
  digits = strspn (text + 1, "0123456789");
  return digits > 0 && text[1 + digits] == '\0';
}

/* "2.5000000000" of a numeric column is 2.5: zeros behind the sixth decimal say nothing. */
static char *
without_idle_zeros (const char *text)
{
  char *copy = g_strdup (text);
  gsize length = strlen (copy);

  if (!strchr (copy, '.'))
    return copy;
  while (copy[length - 1] == '0')
    copy[--length] = '\0';
  if (copy[length - 1] == '.')
    copy[length - 1] = '\0';
  return copy;
}

FoQuantity
fo_message_quantity (FoMessage *message, const char *name, FoQuantity otherwise)
{
  const char *text = fo_message_get (message, name);
  g_autofree char *plain = NULL;
  FoQuantity quantity_u = 0;
  FoVerdict verdict;

  if (!text || !text[0]) {
    if (otherwise < 0)
      fo_message_refuse (message, FO_MESSAGE_MALFORMED, name);
    return otherwise < 0 ? 0 : otherwise;
  }
  if (!is_plain_decimal (text)) {
    fo_message_refuse (message, FO_QUANTITY_BAD, name);
    return 0;
  }
  plain = without_idle_zeros (text);
  verdict = fo_quantity_parse (plain, &quantity_u);
  if (verdict == FO_OK && quantity_u < 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict != FO_OK)
    fo_message_refuse (message, verdict, name);
  return quantity_u;
}

FoDay
fo_message_day (FoMessage *message, const char *name)
{
  const char *text = fo_message_word (message, name, "");
  FoDay day = FO_DAY_NONE;

  if (text[0] && fo_day_parse_iso (text, &day) != FO_OK)
    fo_message_refuse (message, FO_DAY_BAD, name);
  return day;
}

bool
fo_message_flag (FoMessage *message, const char *name)
{
  static const char *const yes[] = { "1", "t", "true", "T", "TRUE", "True", NULL };
  static const char *const no[] = { "0", "f", "false", "F", "FALSE", "False", "", NULL };
  const char *text = fo_message_word (message, name, "");

  if (g_strv_contains (yes, text))
    return true;
  if (!g_strv_contains (no, text))
    fo_message_refuse (message, FO_MESSAGE_MALFORMED, name);
  return false;
}

gint32
fo_message_number (FoMessage *message, const char *name, gint32 otherwise, gint32 most)
{
  const char *text = fo_message_get (message, name);
  gint64 number = otherwise;

  if (text && text[0] && !g_ascii_string_to_signed (text, 10, 0, most, &number, NULL)) {
    fo_message_refuse (message, FO_MESSAGE_MALFORMED, name);
    return otherwise;
  }
  return (gint32) number;
}

bool
fo_message_time (const char *text, gint64 *ret_us)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (!time)
    return false;
  *ret_us = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return true;
}

char *
fo_message_time_text (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%06dZ", seconds, (int) (us % G_USEC_PER_SEC));
}

void
fo_message_init (FoMessage *message, const char *body, FoReply *reply)
{
  const char *rev;

  *message = (FoMessage){ .body = json_tokener_parse (body), .reply = reply };
  fo_message_need (message, "id");
  rev = fo_message_need (message, "rev");
  if (!message->wrong && !g_ascii_string_to_signed (rev, 10, 0, G_MAXINT64, &message->rev, NULL))
    fo_message_refuse (message, FO_MESSAGE_MALFORMED, "rev");
  if (!message->wrong && !fo_message_time (fo_message_get (message, "changed_at"), &message->changed_us))
    fo_message_refuse (message, FO_MESSAGE_MALFORMED, "changed_at");
  message->deleted = fo_message_flag (message, "deleted");
}

void
fo_message_clear (FoMessage *message)
{
  g_clear_pointer (&message->body, json_object_put);
}

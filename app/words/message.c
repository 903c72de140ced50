/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"

#include <string.h>

typedef struct {
  FoLanguage language;
  const FoArgs *args;
  FoMessageFind find;
} Speaker;

static char *
decimal_comma (FoLanguage language, char *number)
{
  return language == FO_LANGUAGE_EN ? number : g_strdelimit (number, ".", ',');
}

char *
fo_words_quantity (FoLanguage language, FoQuantity quantity_u)
{
  char *text = g_malloc (FO_QUANTITY_TEXT_MAX);

  return decimal_comma (language, fo_quantity_print (quantity_u, text));
}

char *
fo_words_day (FoLanguage language, FoDay day)
{
  static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December" };
  int year, month, of_month;

  if (day == FO_DAY_NONE)
    return g_strdup ("");
  fo_day_to_civil (day, &year, &month, &of_month);
  if (language == FO_LANGUAGE_EN)
    return g_strdup_printf ("%d %s %d", of_month, months[month - 1], year);
  return g_strdup_printf ("%02d.%02d.%04d", of_month, month, year);
}

guint
fo_message_plural (FoLanguage language, FoQuantity quantity_u)
{
  gint64 whole = quantity_u / FO_ONE;
  guint tens = (guint) (ABS (whole) % 100), ones = tens % 10;

  if (language != FO_LANGUAGE_RU)
    return quantity_u == FO_ONE ? 0 : 1;
  if (quantity_u % FO_ONE != 0)
    return 1;
  if (ones == 1 && tens != 11)
    return 0;
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
}

/* The argument as a number of millionths; false for a text that is none. */
static gboolean
as_quantity (const FoArg *arg, FoQuantity *ret_quantity_u)
{
  switch (arg->kind) {
  case FO_ARG_TEXT:
    return fo_quantity_parse (arg->text, ret_quantity_u) == FO_OK;
  case FO_ARG_QUANTITY:
    *ret_quantity_u = arg->number;
    return TRUE;
  case FO_ARG_COUNT:
    return fo_quantity_times (FO_ONE, arg->number, ret_quantity_u);
  case FO_ARG_DAY:
    return FALSE;
  }
  g_assert_not_reached ();
}

static gboolean
is_missing (const FoArg *arg)
{
  if (!arg)
    return TRUE;
  return arg->kind == FO_ARG_TEXT ? *arg->text == '\0' : arg->kind == FO_ARG_DAY && arg->number == FO_DAY_NONE;
}

/* FORMS are "one/few/many"; a language with fewer than asked for uses its last. */
static gboolean
print_plural (GString *out, const Speaker *speaker, const FoArg *arg, const char *forms)
{
  g_auto (GStrv) form = g_strsplit (forms, "/", -1);
  FoQuantity quantity_u;

  if (!as_quantity (arg, &quantity_u))
    return FALSE;
  g_string_append (out, form[MIN (fo_message_plural (speaker->language, quantity_u), g_strv_length (form) - 1)]);
  return TRUE;
}

static gboolean
print_iso_day (GString *out, const Speaker *speaker, const FoArg *arg)
{
  g_autofree char *text = NULL;
  FoDay day = FO_DAY_NONE;

  if (arg->kind == FO_ARG_DAY)
    day = (FoDay) arg->number;
  else if (arg->kind != FO_ARG_TEXT || fo_day_parse_iso (arg->text, &day) != FO_OK)
    return FALSE;
  text = fo_words_day (speaker->language, day);
  g_string_append (out, text);
  return TRUE;
}

static gboolean
print_word (GString *out, const Speaker *speaker, const FoArg *arg)
{
  const char *word = arg->kind == FO_ARG_TEXT ? speaker->find (speaker->language, arg->text) : NULL;

  if (arg->kind != FO_ARG_TEXT)
    return FALSE;
  g_string_append (out, word ? word : arg->text);
  return TRUE;
}

static void
print_plain (GString *out, const Speaker *speaker, const FoArg *arg)
{
  g_autofree char *text = NULL;

  switch (arg->kind) {
  case FO_ARG_TEXT:
    text = g_strdup (arg->text);
    break;
  case FO_ARG_QUANTITY:
    text = fo_words_quantity (speaker->language, arg->number);
    break;
  case FO_ARG_DAY:
    text = fo_words_day (speaker->language, (FoDay) arg->number);
    break;
  case FO_ARG_COUNT:
    text = g_strdup_printf ("%" G_GINT64_FORMAT, arg->number);
    break;
  }
  g_string_append (out, text);
}

/* FIELD is what stands between the braces: "lot" or "expires_on|day". */
static gboolean
print_field (GString *out, const Speaker *speaker, const char *field)
{
  g_auto (GStrv) parts = g_strsplit (field, "|", 2);
  const FoArg *arg = speaker->args && parts[0] ? fo_args_get (speaker->args, parts[0]) : NULL;
  const char *format = parts[0] ? parts[1] : NULL;

  if (is_missing (arg))
    return FALSE;
  if (!format) {
    print_plain (out, speaker, arg);
    return TRUE;
  }
  if (g_str_has_prefix (format, "plural:"))
    return print_plural (out, speaker, arg, format + strlen ("plural:"));
  if (strcmp (format, "day") == 0)
    return print_iso_day (out, speaker, arg);
  return strcmp (format, "word") == 0 && print_word (out, speaker, arg);
}

static gboolean print_part (GString *out, const Speaker *speaker, const char *part, gsize length);

/* At OPEN stands '{' or '['; the matching close ends the part. Returns what follows it; NULL when there is none. */
static const char *
print_bracket (GString *out, const Speaker *speaker, const char *open, const char *end, gboolean *complete)
{
  const char *close = memchr (open, *open == '{' ? '}' : ']', (gsize) (end - open));
  g_autofree char *inside = close ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;
  g_autoptr (GString) optional = g_string_new (NULL);

  if (!close)
    return NULL;
  if (*open == '{') {
    if (!print_field (out, speaker, inside)) {
      g_string_append_printf (out, "{%.*s}", (int) strcspn (inside, "|"), inside);
      *complete = FALSE;
    }
  } else if (print_part (optional, speaker, inside, strlen (inside))) {
    g_string_append (out, optional->str);
  }
  return close + 1;
}

static gboolean
print_part (GString *out, const Speaker *speaker, const char *part, gsize length)
{
  const char *end = part + length, *at = part, *next;
  gboolean complete = TRUE;

  while (at < end) {
    gboolean special = strchr ("{}[]", *at) != NULL;

    if (!special || (at + 1 < end && at[1] == at[0])) {
      g_string_append_c (out, *at);
      at += special ? 2 : 1;
    } else if (*at == '}' || *at == ']' || !(next = print_bracket (out, speaker, at, end, &complete))) {
      g_string_append_len (out, at, end - at);
      return FALSE;
    } else {
      at = next;
    }
  }
  return complete;
}

gboolean
fo_message_print (GString *sentence, const char *message, FoLanguage language, const FoArgs *args, FoMessageFind find)
{
  const Speaker speaker = { language, args, find };

  return print_part (sentence, &speaker, message, strlen (message));
}

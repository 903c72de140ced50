/* SPDX-License-Identifier: GPL-3.0-or-later
 * Patterns and fields: "{item}, lot {lot}" with the values put in. */
#include "parts.h"

#include <string.h>

/* What follows a '{' up to its '}', or NULL. */
static char *
field_name (const char *brace)
{
  const char *end = strpbrk (brace + 1, "{}");

  return end && *end == '}' && end > brace + 1 ? g_strndup (brace + 1, (gsize) (end - brace - 1)) : NULL;
}

bool
fo_label_pattern_is_good (const char *pattern)
{
  for (const char *at = strpbrk (pattern, "{}"); at; at = strpbrk (at, "{}")) {
    g_autofree char *name = *at == '{' ? field_name (at) : NULL;
    if (!name)
      return false;
    at += strlen (name) + 2;
  }
  return true;
}

static bool
breaks_line (gunichar c)
{
  return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* The value for people: one space for each stretch of white space, none at the ends. NULL when it holds what cannot be
 * printed. No-break spaces stay. */
static char *
tidy (const char *value)
{
  g_autoptr (GString) tidy = g_string_new (NULL);
  bool space = false;

  if (!g_utf8_validate (value, -1, NULL))
    return NULL;
  for (const char *at = value; *at; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    bool white = c == ' ' || breaks_line (c);
    if (!white && g_unichar_iscntrl (c))
      return NULL;
    if (!white && space && tidy->len > 0)
      g_string_append_c (tidy, ' ');
    if (!white)
      g_string_append_unichar (tidy, c);
    space = white;
  }
  return g_string_free (g_steal_pointer (&tidy), FALSE);
}

static char *
print (const FoArg *arg, FoLanguage language)
{
  switch (arg->kind) {
  case FO_ARG_TEXT:
    return g_strdup (arg->text ? arg->text : "");
  case FO_ARG_QUANTITY:
    return fo_words_quantity (language, arg->number);
  case FO_ARG_DAY:
    return fo_words_day (language, (FoDay) arg->number);
  case FO_ARG_COUNT:
    return g_strdup_printf ("%" G_GINT64_FORMAT, arg->number);
  }
  return NULL;
}

/* White space alone is no value. */
static bool
has_content (const char *value)
{
  return value[strspn (value, " \t\r\n\v\f")] != '\0';
}

static void
fill_one (const char *name, FoLanguage language, const FoArgs *fields, bool verbatim, FoLabelFilled *filled)
{
  const FoArg *arg = fo_args_get (fields, name);
  g_autofree char *value = arg ? print (arg, language) : g_strdup ("");
  g_autofree char *shown = verbatim ? g_strdup (value) : tidy (value);

  if (!shown && !filled->bad)
    filled->bad = g_utf8_make_valid (value, -1);
  if (shown && !has_content (shown) && !filled->missing)
    filled->missing = g_strdup (name);
  if (shown)
    g_string_append (filled->text, shown);
}

void
fo_label_fill (const char *pattern, FoLanguage language, const FoArgs *fields, bool verbatim, FoLabelFilled *ret_filled)
{
  const char *at = pattern;

  *ret_filled = (FoLabelFilled){ .text = g_string_new (NULL) };
  for (const char *brace = strchr (at, '{'); brace; brace = strchr (at, '{')) {
    g_autofree char *name = field_name (brace);
    g_string_append_len (ret_filled->text, at, brace - at);
    fill_one (name, language, fields, verbatim, ret_filled);
    at = brace + strlen (name) + 2;
  }
  g_string_append (ret_filled->text, at);
}

void
fo_label_filled_clear (FoLabelFilled *filled)
{
  if (filled->text)
    g_string_free (filled->text, TRUE);
  g_clear_pointer (&filled->missing, g_free);
  g_clear_pointer (&filled->bad, g_free);
  filled->text = NULL;
}

bool
fo_label_field_is_set (const FoArgs *fields, const char *name)
{
  const FoArg *arg = fo_args_get (fields, name);
  g_autofree char *value = arg ? print (arg, FO_LANGUAGE_EN) : NULL;

  return value && has_content (value);
}

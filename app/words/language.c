/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/words/words.h"

#include <string.h>

static const struct {
  const char *code;
  const char *name;
} languages[FO_N_LANGUAGES] = {
  [FO_LANGUAGE_EN] = { "en", "English" },
  [FO_LANGUAGE_RU] = { "ru", "Русский" },
  [FO_LANGUAGE_DE] = { "de", "Deutsch" },
};

const char *
fo_language_code (FoLanguage language)
{
  return languages[language].code;
}

const char *
fo_language_name (FoLanguage language)
{
  return languages[language].name;
}

gboolean
fo_language_parse (const char *text, FoLanguage *ret_language)
{
  gsize length = strcspn (text, "_-.@");

  for (int i = 0; i < FO_N_LANGUAGES; i++)
    if (length == strlen (languages[i].code) && g_ascii_strncasecmp (text, languages[i].code, length) == 0) {
      *ret_language = (FoLanguage) i;
      return TRUE;
    }
  return FALSE;
}

/* The first language of LIST, "ru:de:en", that we speak. */
static gboolean
first_spoken (const char *list, FoLanguage *ret_language)
{
  g_auto (GStrv) names = g_strsplit (list, ":", -1);

  for (char **name = names; *name; name++)
    if (fo_language_parse (*name, ret_language))
      return TRUE;
  return FALSE;
}

FoLanguage
fo_language_from_environment (void)
{
  static const char *const variables[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
  FoLanguage language = FO_LANGUAGE_EN;

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++) {
    const char *value = g_getenv (variables[i]);

    if (value && first_spoken (value, &language))
      break;
  }
  return language;
}

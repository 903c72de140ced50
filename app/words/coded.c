/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/words/coded.h"

char *
fo_words_coded (FoLanguage language, const char *coded)
{
  g_auto (GStrv) parts = g_strsplit (coded, "\t", 2 * FO_ARGS_MAX + 1);
  g_auto (FoArgs) args = { 0 };

  if (!parts[0] || !fo_words_known (language, parts[0]))
    return g_strdup (coded);
  for (guint i = 1; parts[i] && parts[i + 1]; i += 2)
    fo_args_set_text (&args, parts[i], parts[i + 1]);
  return fo_words (language, parts[0], &args);
}

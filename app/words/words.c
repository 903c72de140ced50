/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/words/words.h"

#include "catalogue.h"
#include "message.h"

#include <string.h>

typedef struct {
  FoCatalogue *of[FO_N_LANGUAGES]; /* NULL: that one could not be read */
} Catalogues;

static FoCatalogue *
open_catalogue (const char *folder, FoLanguage language)
{
  g_autofree char *path = g_build_filename (folder, fo_language_code (language), "LC_MESSAGES", "firstout.mo", NULL);
  g_autoptr (GError) error = NULL;
  FoCatalogue *catalogue = fo_catalogue_new (path, &error);

  if (!catalogue)
    g_warning ("%s", error->message);
  return catalogue;
}

static gpointer
open_catalogues (gpointer unused)
{
  Catalogues *catalogues = g_new0 (Catalogues, 1);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = fo_catalogue_folder (program ? program : "", FO_BUILD_DIR);

  (void) unused;
  if (!folder)
    g_warning ("the catalogues ru, de and en are neither in the build folder nor beside the program");
  for (int i = 0; folder && i < FO_N_LANGUAGES; i++)
    catalogues->of[i] = open_catalogue (folder, (FoLanguage) i);
  return catalogues;
}

/* Opened by the first sentence, kept to the end of the process. */
static const Catalogues *
all_catalogues (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, open_catalogues, NULL);
}

static const char *
find (FoLanguage language, const char *message_id)
{
  const Catalogues *catalogues = all_catalogues ();
  const char *text = NULL;

  if (*message_id == '\0') /* the id of the catalogue's own head */
    return NULL;
  if (catalogues->of[language])
    text = fo_catalogue_find (catalogues->of[language], message_id);
  if (!text && catalogues->of[FO_LANGUAGE_EN])
    text = fo_catalogue_find (catalogues->of[FO_LANGUAGE_EN], message_id);
  return text;
}

char *
fo_words (FoLanguage language, const char *message_id, const FoArgs *args)
{
  const char *message = find (language, message_id);
  GString *sentence = g_string_new (NULL);

  if (!message) {
    g_warning ("no words for %s", message_id);
    g_string_append (sentence, message_id);
  } else if (!fo_message_print (sentence, message, language, args, find)) {
    g_warning ("%s lacks an argument: %s", message_id, sentence->str);
  }
  return g_string_free (sentence, FALSE);
}

gboolean
fo_words_known (FoLanguage language, const char *message_id)
{
  return find (language, message_id) != NULL;
}

static char *
verdict_words (FoLanguage language, FoVerdict verdict, const char *part, const FoArgs *args)
{
  g_autofree char *message_id = g_strdup_printf ("verdict.%s.%s", fo_verdict_name (verdict), part);

  return fo_words (language, message_id, args);
}

char *
fo_words_verdict_title (FoLanguage language, FoVerdict verdict, const FoArgs *args)
{
  return verdict_words (language, verdict, "title", args);
}

char *
fo_words_verdict_next (FoLanguage language, FoVerdict verdict, const FoArgs *args)
{
  return verdict_words (language, verdict, "next", args);
}

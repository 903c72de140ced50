/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shadow-reader.h"

#include "firstout/store/journal.h"
#include "firstout/store/shadow.h"

char *
fo_journal_path_of (const FoUiOptions *options)
{
  return options->journal_path ? g_strdup (options->journal_path)
                               : fo_journal_default_path (options->store_uri, options->station);
}

char *
fo_shadow_path_of (const FoUiOptions *options)
{
  g_autofree char *journal = fo_journal_path_of (options);

  return fo_shadow_path (journal);
}

FoWorker *
fo_shadow_reader_new (const FoUiOptions *options)
{
  g_autofree char *path = fo_shadow_path_of (options);
  FoShadowNotes notes;
  g_autoptr (GError) why = NULL;
  FoStore *shadow = fo_shadow_open (path, options->station, FO_STORE_READ_ONLY, &notes, &why);

  if (!shadow) {
    g_message ("lists stay as they were: %s", why->message);
    return NULL;
  }
  if (options->today != FO_DAY_NONE)
    fo_store_set_today (shadow, options->today);
  return fo_worker_new ("shadow-reader", shadow, (GDestroyNotify) fo_store_free);
}

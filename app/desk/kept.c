/* SPDX-License-Identifier: GPL-3.0-or-later
 * What came before the station reached its store. Such a row of the journal has no operation: ids are the store's to give. When a desk
 * can take it, a new row begins, and this one is answered with it. */
#include "firstout/core/code.h"
#include "intake-inside.h"

/* Nobody logs in where there is nobody to ask; and who comes later is logged in by then. */
static bool
is_badge (const FoScan *scan)
{
  FoCode code;

  for (int training = 0; training < 2; training++)
    if (fo_code_read (&code, scan, FO_DAY_NONE, training) == FO_OK && fo_code_may_be (&code, FO_CODE_BADGE))
      return true;
  return false;
}

bool
fo_intake_keep (FoJournal *journal, FoKeptInput *kept, GError **error)
{
  const FoJournalEntry entry = { .kind = kept->kind, .scan = kept->scan };

  kept->row = 0;
  if (kept->kind == FO_JOURNAL_SCAN && is_badge (&kept->scan))
    return true;
  return fo_journal_add (journal, &entry, &kept->row, error);
}

static void
add_kept (const FoJournalEntry *entry, gpointer data)
{
  const FoKeptInput kept = { entry->row, entry->kind, entry->scan };

  if (!entry->operation)
    g_array_append_val ((GArray *) data, kept);
}

bool
fo_intake_read_kept (FoJournal *journal, GArray *kept, GError **error)
{
  return fo_journal_unsettled (journal, add_kept, kept, error);
}

void
fo_kept_settle (FoJournal *journal, gint64 row)
{
  g_auto (FoReply) reply = { 0 };
  g_autofree char *json = NULL;

  fo_args_set_text (&reply.args, "kept", "given");
  json = fo_reply_to_json (&reply);
  fo_journal_settle (journal, row, FO_OK, json, NULL);
}

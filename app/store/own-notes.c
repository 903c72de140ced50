/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a database says about itself to those who open it. */
#include "store-inside.h"

void
fo_own_notes_clear (FoOwnNotes *notes)
{
  g_free (notes->space);
  g_free (notes->zone);
  g_free (notes->boot);
  g_free (notes->moved_to);
  g_free (notes->unfinished);
  *notes = (FoOwnNotes){ NULL };
}
static char **
note_named (FoOwnNotes *notes, const char *key)
{
  const struct {
    const char *key;
    char **to;
  } known[] = { { "space", &notes->space },
                { "zone", &notes->zone },
                { "boot", &notes->boot },
                { "moved_to", &notes->moved_to },
                { "unfinished", &notes->unfinished } };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].key, key))
      return known[i].to;
  return NULL;
}

FoTxnEnd
fo_own_notes_read (FoTxn *txn, gpointer data, GError **error)
{
  FoOwnNotes *notes = data;
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_META_ALL, NULL, 0, error);

  if (!rows)
    return FO_TXN_FAIL;
  fo_own_notes_clear (notes);
  while (fo_rows_next (rows, error)) {
    char **to = note_named (notes, fo_rows_text (rows, 0));

    if (to)
      *to = g_strdup (fo_rows_text (rows, 1));
  }
  return *error ? FO_TXN_FAIL : FO_TXN_REFUSE;
}

bool
fo_own_notes_in_use (const FoOwnNotes *notes, FoStoreFlags flags, GError **error)
{
  if (flags & FO_STORE_AS_IT_IS)
    return true;
  if (notes->unfinished && *notes->unfinished) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_UNFINISHED,
                 "A copy into this warehouse was not finished. Do the same copy again; nothing is lost where it came "
                 "from.");
    return false;
  }
  if (notes->moved_to && !(flags & FO_STORE_READ_ONLY)) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_MOVED,
                 "This warehouse was moved to %s. Work there; what stands here is only kept.", notes->moved_to);
    return false;
  }
  return true;
}

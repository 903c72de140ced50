/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "station-notes.h"

#include "firstout/store/meta.h"

typedef struct {
  char *warehouse;
  gboolean training;
} Notes;

static bool
read_note (FoTxn *txn, const char *key, char **ret_value, GError **error)
{
  g_clear_pointer (ret_value, g_free);
  return fo_meta_get (txn, key, ret_value, error);
}

static FoTxnEnd
read_notes (FoTxn *txn, gpointer data, GError **error)
{
  Notes *notes = data;
  g_autofree char *training = NULL;

  if (!read_note (txn, "training", &training, error) || !read_note (txn, "name", &notes->warehouse, error)
      || (!*notes->warehouse && !read_note (txn, "sales_warehouse", &notes->warehouse, error)))
    return FO_TXN_FAIL;
  notes->training = *training && !g_str_equal (training, "0");
  return FO_TXN_COMMIT;
}

bool
fo_station_notes_read (FoStore *store, char **ret_warehouse, gboolean *ret_training, GError **error)
{
  Notes notes = { NULL, FALSE };

  if (!fo_store_read (store, read_notes, &notes, error)) {
    g_free (notes.warehouse);
    return false;
  }
  g_free (*ret_warehouse);
  *ret_warehouse = notes.warehouse;
  *ret_training = notes.training;
  return true;
}

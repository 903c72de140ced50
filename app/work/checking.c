/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/checking.h"

#include "firstout/store/stock.h"

G_DEFINE_QUARK (fo - book - error - quark, fo_book_error)

typedef struct {
  guint places;
  char first[160];
} Check;

static void
note (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  char written[FO_QUANTITY_TEXT_MAX], adds_up_to[FO_QUANTITY_TEXT_MAX];
  Check *check = data;

  if (check->places++ == 0)
    g_snprintf (check->first, sizeof check->first, "%s: %s ≠ %s", what && *what ? what : name,
                fo_quantity_print (written_u, written), fo_quantity_print (adds_up_to_u, adds_up_to));
}

static FoTxnEnd
run (FoTxn *txn, gpointer data, GError **error)
{
  Check *check = data;

  check->places = 0;
  return fo_stock_audit (txn, note, check, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_check (FoStore *store, GError **error)
{
  Check check = { .places = 0 };

  if (!fo_store_check_file (store, error) || !fo_store_read (store, run, &check, error))
    return false;
  if (check.places)
    g_set_error (error, FO_BOOK_ERROR, FO_BOOK_ERROR_DIFFERS, "%u · %s", check.places, check.first);
  return check.places == 0;
}

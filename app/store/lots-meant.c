/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/lots-meant.h"
#include "fill.h"
#include "firstout/store/stock.h"

#include <string.h>

static bool
lots_of_number (FoTxn *txn, FoId item, const char *number, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LOTS_OF_NUMBER, FO_VALUES (FO_INT (item), FO_TEXT (number)), fo_fill_lot, lots, error);
}

/* "NUMBER@OWNER", where no lot has all of it for its number. */
static FoFound
find_of_owner_named (FoTxn *txn, FoId item, const char *text, FoLot *ret, GError **error)
{
  const char *at = strrchr (text, '@');
  g_autofree char *number = at ? g_strndup (text, (gsize) (at - text)) : NULL;

  return at ? fo_lot_find_owned (txn, item, number, at + 1, ret, error) : FO_ABSENT;
}

static bool
lies_at (FoTxn *txn, FoId lot, FoId place, bool *ret_lies, GError **error)
{
  FoBalance balance = { 0, 0 };

  if (place && !fo_balance_get (txn, lot, place, &balance, error))
    return false;
  *ret_lies = balance.on_hand_u > 0;
  return true;
}

static bool
is_among (const FoLotsExpected *expected, FoId lot)
{
  for (guint i = 0; expected->lots && i < expected->lots->len; i++)
    if (g_array_index (expected->lots, FoId, i) == lot)
      return true;
  return false;
}

/* Those that are expected; where none is, those that lie where the person stands; where none does, all. */
static bool
narrow (FoTxn *txn, const FoLotsExpected *expected, GArray *lots, GError **error)
{
  for (int way = 0; way < 2 && lots->len > 1; way++) {
    g_autoptr (GArray) fit = g_array_new (FALSE, FALSE, sizeof (FoLot));

    for (guint i = 0; i < lots->len; i++) {
      const FoLot *lot = &g_array_index (lots, FoLot, i);
      bool fits = way == 0 && is_among (expected, lot->id);

      if (way == 1 && !lies_at (txn, lot->id, expected->place, &fits, error))
        return false;
      if (fits)
        g_array_append_val (fit, *lot);
    }
    if (fit->len > 0) {
      g_array_set_size (lots, 0);
      g_array_append_vals (lots, fit->data, fit->len);
    }
  }
  return true;
}

bool
fo_lots_meant (FoTxn *txn, FoId item, const char *number, const FoLotsExpected *expected, GArray *lots, GError **error)
{
  FoFound found = FO_ABSENT;
  FoLot lot;

  if (!lots_of_number (txn, item, number, lots, error))
    return false;
  if (lots->len == 0)
    found = find_of_owner_named (txn, item, number, &lot, error);
  if (found == FO_FOUND)
    g_array_append_val (lots, lot);
  return found != FO_FAILED && (lots->len < 2 || !expected || narrow (txn, expected, lots, error));
}

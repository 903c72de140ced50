/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/lots.h"
#include "fill.h"

void
fo_fill_lot (FoRows *rows, gpointer ret)
{
  FoLot *lot = ret;

  memset (lot, 0, sizeof *lot);
  lot->id = fo_rows_int (rows, 0);
  lot->item_id = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, lot->number, sizeof lot->number);
  fo_rows_copy (rows, 3, lot->owner, sizeof lot->owner);
  lot->expires_on = fo_rows_day (rows, 4);
  lot->produced_on = fo_rows_day (rows, 5);
  lot->received_on = fo_rows_day (rows, 6);
  fo_lot_state_parse (fo_rows_text (rows, 7), &lot->state);
}

FoFound
fo_lot_find (FoTxn *txn, FoId id, FoLot *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_LOT_BY_ID, FO_VALUES (FO_INT (id)), fo_fill_lot, ret, error);
}

FoFound
fo_lot_find_by_number (FoTxn *txn, FoId item, const char *number, FoLot *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_LOT_BY_NUMBER, FO_VALUES (FO_INT (item), FO_TEXT (number), FO_TEXT ("")), fo_fill_lot, ret,
                      error);
}

FoFound
fo_lot_find_owned (FoTxn *txn, FoId item, const char *number, const char *owner, FoLot *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_LOT_BY_NUMBER, FO_VALUES (FO_INT (item), FO_TEXT (number), FO_TEXT (owner)), fo_fill_lot, ret, error);
}

static void
fill_days (FoRows *rows, gpointer ret)
{
  FoLotDays *days = ret;

  days->best_before_on = fo_rows_day (rows, 0);
  days->use_by_on = fo_rows_day (rows, 1);
  days->packed_on = fo_rows_day (rows, 2);
}

bool
fo_lot_days_get (FoTxn *txn, const FoLot *lot, FoLotDays *ret, GError **error)
{
  *ret = FO_LOT_DAYS_NONE;
  ret->produced_on = lot->produced_on;
  return fo_fill_one (txn, FO_SQL_LOT_DAYS, FO_VALUES (FO_INT (lot->id)), fill_days, ret, error) != FO_FAILED;
}

void
fo_lot_days_put (FoTxn *txn, FoId lot, const FoLotDays *days)
{
  fo_txn_write (txn, FO_SQL_LOT_DAYS_PUT, 1,
                FO_VALUES (FO_INT (lot), FO_DAY (days->best_before_on), FO_DAY (days->use_by_on), FO_DAY (days->packed_on)));
}

bool
fo_lots_numbered (FoTxn *txn, const char *number, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LOTS_NUMBERED, FO_VALUES (FO_TEXT (number)), fo_fill_lot, lots, error);
}

bool
fo_lots_of_item (FoTxn *txn, FoId item, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LOTS_OF_ITEM, FO_VALUES (FO_INT (item)), fo_fill_lot, lots, error);
}

bool
fo_lots_at_place (FoTxn *txn, FoId item, FoId place, guint limit, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LOTS_AT_PLACE, FO_VALUES (FO_INT (place), FO_INT (item), FO_INT (limit)), fo_fill_lot, lots,
                      error);
}

void
fo_lot_insert (FoTxn *txn, const FoLot *lot, const char *reason)
{
  fo_txn_write (txn, FO_SQL_LOT_INSERT, 1,
                FO_VALUES (FO_INT (lot->id), FO_INT (lot->item_id), FO_TEXT (lot->number), FO_TEXT (lot->owner),
                           FO_DAY (lot->expires_on), FO_DAY (lot->produced_on), FO_DAY (lot->received_on),
                           FO_TEXT (fo_lot_state_name (lot->state)), FO_TEXT (reason)));
}

static void
fill_sum (FoRows *rows, gpointer ret)
{
  *(FoQuantity *) ret = fo_rows_int (rows, 0);
}

static bool
open_sum (FoTxn *txn, FoId lot, FoQuantity *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_LOT_OPEN_SUM, FO_VALUES (FO_INT (lot)), fill_sum, ret, error) == FO_FOUND;
}

bool
fo_lot_set (FoTxn *txn, FoTurn *turn, const FoItem *item, const FoLot *before, const FoLot *after, const char *reason,
            GError **error)
{
  char key[FO_ISSUE_KEY_MAX], until[FO_DAY_KEY_MAX];
  FoQuantity open_before_u, open_after_u;

  if (!open_sum (txn, before->id, &open_before_u, error))
    return false;
  fo_txn_write (txn, FO_SQL_LOT_SET, 1,
                FO_VALUES (FO_INT (after->id), FO_DAY (after->expires_on), FO_DAY (after->produced_on),
                           FO_TEXT (fo_lot_state_name (after->state)), FO_TEXT (reason)));
  fo_issue_key (after, item, key);
  fo_usable_until_key (fo_lot_usable_until (after, item), until);
  fo_txn_write (txn, FO_SQL_BALANCE_REKEY, FO_ANY,
                FO_VALUES (FO_INT (after->id), FO_TEXT (key), FO_TEXT (until), FO_INT (fo_lot_is_open (after))));
  if (!open_sum (txn, after->id, &open_after_u, error))
    return false;
  fo_turn_add (txn, turn, open_after_u - open_before_u, 0);
  return true;
}

static void
fill_owner (FoRows *rows, gpointer ret)
{
  fo_rows_copy (rows, 0, ret, FO_OWNER_MAX);
}

GStrv
fo_lot_owners (FoTxn *txn, const char *after, guint limit, GError **error)
{
  g_autoptr (GStrvBuilder) owners = g_strv_builder_new ();
  char owner[FO_OWNER_MAX];

  g_strlcpy (owner, after, sizeof owner);
  for (guint i = 0; i < limit; i++) {
    if (fo_fill_one (txn, FO_SQL_LOT_OWNER_NEXT, FO_VALUES (FO_TEXT (owner)), fill_owner, owner, error) == FO_FAILED)
      return NULL;
    if (!owner[0])
      break;
    g_strv_builder_add (owners, owner);
  }
  return g_strv_builder_end (owners);
}

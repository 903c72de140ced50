/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/stock.h"
#include "fill.h"
#include "firstout/store/announce.h"

static void
fill_balance (FoRows *rows, gpointer ret)
{
  FoBalance *balance = ret;

  balance->on_hand_u = fo_rows_int (rows, 0);
  balance->held_u = fo_rows_int (rows, 1);
}

bool
fo_balance_get (FoTxn *txn, FoId lot, FoId place, FoBalance *ret, GError **error)
{
  *ret = (FoBalance){ 0, 0 };
  return fo_fill_one (txn, FO_SQL_BALANCE_GET, FO_VALUES (FO_INT (lot), FO_INT (place)), fill_balance, ret, error) != FO_FAILED;
}

static bool
counts_as_free (const FoMove *move, const FoPlace *place)
{
  return fo_lot_is_open (move->lot) && fo_place_issues (place->kind);
}

static void
give (FoTxn *txn, const FoMove *move, FoQuantity held_u)
{
  char key[FO_ISSUE_KEY_MAX], until[FO_DAY_KEY_MAX];

  fo_issue_key (move->lot, move->item, key);
  fo_usable_until_key (fo_lot_usable_until (move->lot, move->item), until);
  fo_txn_write (txn, FO_SQL_BALANCE_GIVE, 1,
                FO_VALUES (FO_INT (move->lot->id), FO_INT (move->to->id), FO_INT (move->item->id), FO_TEXT (key), FO_TEXT (until),
                           FO_INT (counts_as_free (move, move->to)), FO_INT (move->quantity_u), FO_INT (held_u)));
}

FoId
fo_move_book (FoTxn *txn, FoTurn *turn, FoId operation, const FoMove *move, GError **error)
{
  FoId id = fo_store_next_id (fo_txn_store (txn), error);
  FoQuantity held_after_u = move->held_ends ? 0 : move->held_u;
  FoQuantity free_u = 0;

  if (!id)
    return 0;
  fo_txn_write (txn, FO_SQL_MOVEMENT_INSERT, 1,
                FO_VALUES (FO_INT (id), FO_INT (operation), FO_TEXT (fo_move_kind_name (move->kind)), FO_INT (move->lot->id),
                           FO_INT (move->from->id), FO_INT (move->to->id), FO_INT (move->quantity_u), FO_ID (move->line_id),
                           FO_ID (move->supply_id), FO_TEXT (move->reason)));
  if (fo_place_is_real (move->from->kind)) {
    fo_txn_write (txn, FO_SQL_BALANCE_TAKE, 1,
                  FO_VALUES (FO_INT (move->lot->id), FO_INT (move->from->id), FO_INT (move->quantity_u), FO_INT (move->held_u)));
    if (counts_as_free (move, move->from))
      free_u -= move->quantity_u - move->held_u;
  }
  if (fo_place_is_real (move->to->kind)) {
    give (txn, move, held_after_u);
    if (counts_as_free (move, move->to))
      free_u += move->quantity_u - held_after_u;
  }
  fo_turn_add (txn, turn, free_u, 0);
  return id;
}

static void
fill_movement (FoRows *rows, gpointer ret)
{
  FoMovementRow *movement = ret;

  movement->id = fo_rows_int (rows, 0);
  fo_move_kind_parse (fo_rows_text (rows, 1), &movement->kind);
  movement->lot_id = fo_rows_int (rows, 2);
  movement->from_place = fo_rows_int (rows, 3);
  movement->to_place = fo_rows_int (rows, 4);
  movement->quantity_u = fo_rows_int (rows, 5);
  movement->line_id = fo_rows_int (rows, 6);
  movement->supply_id = fo_rows_int (rows, 7);
}

bool
fo_movements_of_operation (FoTxn *txn, FoId operation, GArray *movements, GError **error)
{
  return fo_fill_all (txn, FO_SQL_MOVEMENTS_OF_OPERATION, FO_VALUES (FO_INT (operation)), fill_movement, movements, error);
}

typedef struct {
  FoId operation, undoes, from, to;
  FoMoveKind kind;
  FoQuantity quantity_u;
} Since;

static void
fill_since (FoRows *rows, gpointer ret)
{
  Since *since = ret;

  *since = (Since){ .operation = fo_rows_int (rows, 0),
                    .from = fo_rows_int (rows, 2),
                    .to = fo_rows_int (rows, 3),
                    .quantity_u = fo_rows_int (rows, 4),
                    .undoes = fo_rows_is_null (rows, 5) ? 0 : fo_rows_int (rows, 5) };
  fo_move_kind_parse (fo_rows_text (rows, 1), &since->kind);
}

/* Goods that only this station knows of, or that it carried to where they are; what it undoes of that is back. */
static bool
brings (const GArray *all, const Since *one)
{
  for (guint i = 0; one->kind == FO_MOVE_UNDO && i < all->len; i++) {
    const Since *undone = &g_array_index (all, Since, i);

    if (undone->operation == one->undoes && (undone->kind == FO_MOVE_PUT_AWAY || undone->kind == FO_MOVE_MOVE))
      return true;
  }
  return one->kind == FO_MOVE_RECEIPT || one->kind == FO_MOVE_PRODUCTION || one->kind == FO_MOVE_PUT_AWAY
         || one->kind == FO_MOVE_MOVE;
}

bool
fo_stock_brought (FoTxn *txn, const char *station, FoId since, FoId lot, FoId place, FoQuantity *ret_u, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Since));
  FoQuantity sum_u = 0;

  if (!fo_fill_all (txn, FO_SQL_MOVEMENTS_SINCE, FO_VALUES (FO_INT (lot), FO_INT (since), FO_TEXT (station)),
                    fill_since, all, error))
    return false;
  for (guint i = 0; i < all->len; i++) {
    const Since *one = &g_array_index (all, Since, i);

    if (one->from == place)
      sum_u -= one->quantity_u;
    else if (one->to == place && brings (all, one))
      sum_u += one->quantity_u;
  }
  *ret_u = MAX (sum_u, 0);
  return true;
}

static void
fill_sum (FoRows *rows, gpointer ret)
{
  *(FoQuantity *) ret = fo_rows_int (rows, 0);
}

static void
fill_movement_line (FoRows *rows, gpointer ret)
{
  FoMovementLine *line = ret;

  memset (line, 0, sizeof *line);
  line->id = fo_rows_int (rows, 0);
  line->lot_id = fo_rows_int (rows, 1);
  fo_move_kind_parse (fo_rows_text (rows, 2), &line->kind);
  line->from_place = fo_rows_int (rows, 3);
  line->to_place = fo_rows_int (rows, 4);
  fo_rows_copy (rows, 5, line->from, sizeof line->from);
  fo_rows_copy (rows, 6, line->to, sizeof line->to);
  fo_place_kind_parse (fo_rows_text (rows, 7), &line->from_kind);
  fo_place_kind_parse (fo_rows_text (rows, 8), &line->to_kind);
  line->quantity_u = fo_rows_int (rows, 9);
  fo_rows_copy (rows, 10, line->reason, sizeof line->reason);
  fo_rows_copy (rows, 11, line->person, sizeof line->person);
  fo_rows_copy (rows, 12, line->item, sizeof line->item);
  fo_rows_copy (rows, 13, line->unit, sizeof line->unit);
  fo_rows_copy (rows, 14, line->lot, sizeof line->lot);
  line->made_at_us = fo_rows_int (rows, 15);
}

bool
fo_movements_of_lot (FoTxn *txn, FoId lot, FoId before, guint limit, GArray *lines, GError **error)
{
  return fo_fill_all (txn, FO_SQL_MOVEMENTS_OF_LOT,
                      FO_VALUES (FO_INT (lot), FO_INT (before ? before : G_MAXINT64), FO_INT (limit)), fill_movement_line, lines, error);
}

bool
fo_movements_page (FoTxn *txn, FoId before, guint limit, GArray *lines, GError **error)
{
  return fo_fill_all (txn, FO_SQL_MOVEMENTS_PAGE, FO_VALUES (FO_INT (before ? before : G_MAXINT64), FO_INT (limit)),
                      fill_movement_line, lines, error);
}

bool
fo_opened_at (FoTxn *txn, FoId lot, FoId place, FoId opening, FoQuantity *ret_u, GError **error)
{
  return fo_fill_one (txn, FO_SQL_OPENED_AT, FO_VALUES (FO_INT (lot), FO_INT (place), FO_INT (opening)), fill_sum, ret_u, error)
         == FO_FOUND;
}

void
fo_balance_hold_add (FoTxn *txn, FoTurn *turn, FoId lot, FoId place, FoQuantity quantity_u)
{
  fo_txn_write (txn, FO_SQL_BALANCE_HOLD, 1, FO_VALUES (FO_INT (lot), FO_INT (place), FO_INT (quantity_u)));
  if (turn)
    fo_turn_add (txn, turn, -quantity_u, 0);
}

void
fo_balances_sweep (FoTxn *txn)
{
  fo_txn_write (txn, FO_SQL_BALANCE_SWEEP, FO_ANY, NULL, 0);
}

bool
fo_open_lots (FoTxn *txn, FoId item, FoOpenCursor *cursor, guint limit, GArray *lots, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_OPEN_LOTS,
                                          FO_VALUES (FO_INT (item), FO_TEXT (cursor->key), FO_INT (cursor->lot_id),
                                                     FO_INT (cursor->place_id), FO_INT (limit)),
                                          error);
  g_autoptr (GError) failed = NULL;
  guint n = 0;

  if (!rows)
    return false;
  for (; fo_rows_next (rows, &failed); n++) {
    FoOpenLot lot = { fo_rows_int (rows, 0), fo_rows_int (rows, 1), fo_usable_until_from_key (fo_rows_text (rows, 2)),
                      fo_rows_int (rows, 3) };

    g_array_append_val (lots, lot);
    if (n + 1 < limit)
      continue;
    fo_rows_copy (rows, 4, cursor->key, sizeof cursor->key);
    cursor->lot_id = lot.lot_id;
    cursor->place_id = lot.place_id;
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return false;
  }
  cursor->ended = n < limit;
  return true;
}

static void
fill_step (FoRows *rows, gpointer ret)
{
  FoLifeStep *step = ret;

  step->day = fo_usable_until_from_key (fo_rows_text (rows, 0));
  step->quantity_u = fo_rows_int (rows, 1);
}

static int
by_day (gconstpointer a, gconstpointer b)
{
  const FoLifeStep *x = a, *y = b;

  return (x->day > y->day) - (x->day < y->day);
}

static FoSql
ending_of (const FoItem *item)
{
  return item->issue == FO_ISSUE_FEFO ? FO_SQL_LIFE_ENDING : FO_SQL_LIFE_ENDING_FIFO;
}

void
fo_announce_life (FoTxn *txn, const FoTurn *turn, const FoItem *item, FoDay until)
{
  char until_key[FO_DAY_KEY_MAX];

  fo_day_print_iso (until, until_key);
  if (turn->promised_u > 0)
    fo_txn_announce (txn, FO_SQL_LIFE_PROMISED, FO_VALUES (FO_INT (turn->item)));
  if (item->has_expiry)
    fo_txn_announce (txn, ending_of (item), FO_VALUES (FO_INT (turn->item), FO_TEXT (until_key)));
}

bool
fo_life_load (FoTxn *txn, const FoTurn *turn, const FoItem *item, FoDay today, FoDay until, GArray *ending, GArray *promised,
              FoLife *ret, GError **error)
{
  char until_key[FO_DAY_KEY_MAX];
  FoDay horizon = until;

  fo_day_print_iso (until, until_key);
  if (turn->promised_u > 0
      && !fo_fill_all (txn, FO_SQL_LIFE_PROMISED, FO_VALUES (FO_INT (turn->item)), fill_step, promised, error))
    return false;
  for (guint i = 0; i < promised->len && g_array_index (promised, FoLifeStep, i).day < today; i++)
    g_array_index (promised, FoLifeStep, i).day = today; /* its day has passed: it asks for today */
  if (promised->len > 0)
    horizon = MAX (horizon, g_array_index (promised, FoLifeStep, promised->len - 1).day);
  horizon = MIN (horizon, FO_DAY_MAX - 1) + 1;
  if (item->has_expiry
      && !fo_fill_all (txn, ending_of (item), FO_VALUES (FO_INT (turn->item), FO_TEXT (until_key)), fill_step, ending, error))
    return false;
  for (guint i = 0; i < ending->len; i++)
    if (g_array_index (ending, FoLifeStep, i).day == FO_DAY_NONE)
      g_array_index (ending, FoLifeStep, i).day = today;
  g_array_sort (ending, by_day);
  *ret = (FoLife){ .free_u = turn->free_u,
                   .ending = (const FoLifeStep *) ending->data,
                   .n_ending = ending->len,
                   .horizon = horizon,
                   .promised = (const FoLifeStep *) promised->data,
                   .n_promised = promised->len };
  return true;
}

static void
fill_stock (FoRows *rows, gpointer ret)
{
  FoStockRow *row = ret;

  memset (row, 0, sizeof *row);
  fo_rows_copy (rows, 0, row->item, sizeof row->item);
  fo_rows_copy (rows, 1, row->key, sizeof row->key);
  row->lot_id = fo_rows_int (rows, 2);
  row->place_id = fo_rows_int (rows, 3);
  fo_rows_copy (rows, 4, row->name, sizeof row->name);
  fo_rows_copy (rows, 5, row->name_de, sizeof row->name_de);
  fo_rows_copy (rows, 6, row->name_en, sizeof row->name_en);
  fo_rows_copy (rows, 7, row->unit, sizeof row->unit);
  fo_rows_copy (rows, 8, row->lot, sizeof row->lot);
  row->expires_on = fo_rows_day (rows, 9);
  fo_rows_copy (rows, 10, row->place, sizeof row->place);
  fo_place_kind_parse (fo_rows_text (rows, 11), &row->place_kind);
  row->on_hand_u = fo_rows_int (rows, 12);
  row->held_u = fo_rows_int (rows, 13);
  fo_lot_state_parse (fo_rows_text (rows, 14), &row->state);
  row->received_on = fo_rows_day (rows, 15);
  row->has_expiry = fo_rows_int (rows, 16) != 0;
  row->days.produced_on = fo_rows_day (rows, 17);
  fo_rows_copy (rows, 18, row->owner, sizeof row->owner);
  row->days.best_before_on = fo_rows_day (rows, 19);
  row->days.use_by_on = fo_rows_day (rows, 20);
  row->days.packed_on = fo_rows_day (rows, 21);
}

bool
fo_stock_page (FoTxn *txn, const FoStockRow *after, guint limit, GArray *rows, GError **error)
{
  char item[FO_ITEM_CODE_MAX] = "";
  guint before = rows->len;

  if (after)
    g_strlcpy (item, after->item, sizeof item); /* AFTER may be one of ROWS */
  if (after
      && !fo_fill_all (txn, FO_SQL_STOCK_PAGE_WITHIN,
                       FO_VALUES (FO_TEXT (after->item), FO_TEXT (after->key), FO_INT (after->lot_id), FO_INT (after->place_id),
                                  FO_INT (limit)),
                       fill_stock, rows, error))
    return false;
  return rows->len - before == limit
         || fo_fill_all (txn, FO_SQL_STOCK_PAGE, FO_VALUES (FO_TEXT (item), FO_INT (limit - (rows->len - before))),
                         fill_stock, rows, error);
}

bool
fo_stock_of_item (FoTxn *txn, FoId item, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_STOCK_OF_ITEM, FO_VALUES (FO_INT (item)), fill_stock, rows, error);
}

bool
fo_stock_at_place (FoTxn *txn, FoId place, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_STOCK_AT_PLACE, FO_VALUES (FO_INT (place)), fill_stock, rows, error);
}

/* ---- what was picked --------------------------------------------------------------------------------------------- */

static void
fill_pick (FoRows *rows, gpointer ret)
{
  FoPickRow *pick = ret;

  memset (pick, 0, sizeof *pick);
  pick->id = fo_rows_int (rows, 0);
  pick->operation = fo_rows_int (rows, 1);
  pick->quantity_u = fo_rows_int (rows, 2);
  pick->back = g_str_equal (fo_rows_text (rows, 3), fo_place_kind_name (FO_PLACE_BENCH));
  fo_rows_copy (rows, 4, pick->from, sizeof pick->from);
  fo_rows_copy (rows, 5, pick->to, sizeof pick->to);
  fo_rows_copy (rows, 6, pick->reason, sizeof pick->reason);
}

bool
fo_lots_picked (FoTxn *txn, FoId item, FoId line, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LOTS_PICKED, FO_VALUES (FO_INT (item), FO_INT (line)), fo_fill_lot, lots, error);
}

bool
fo_picks_of_line (FoTxn *txn, FoId line, FoId lot, GArray *picks, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PICKS_OF_LINE, FO_VALUES (FO_INT (lot), FO_INT (line)), fill_pick, picks, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Zero check: where a warehouse wants it, a pick that empties a place by the book asks whether the place is empty. Whoever scans on has
 * not answered, and is not held up. */
#include "pick.h"

#include "firstout/store/stocktakes.h"
#include "firstout/work/count.h"

#include <string.h>

typedef struct {
  const char *code;
  FoPlace place;
  bool is_empty;
} Look;

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoBalanceRow));
  Look *l = data;
  FoFound found = fo_place_find_by_code (txn, l->code, &l->place, error);

  l->is_empty = found == FO_FOUND && l->place.kind == FO_PLACE_BIN;
  if (found == FO_FAILED || (l->is_empty && !fo_balances_at_place (txn, l->place.id, rows, error)))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++)
    l->is_empty = l->is_empty && g_array_index (rows, FoBalanceRow, i).balance.on_hand_u == 0;
  return FO_TXN_COMMIT;
}

bool
fo_pick_ask_zero (FoStep *step, const FoGoods *goods, GError **error)
{
  const FoArgs *args = &step->ret->reply.args;
  const FoArg *place = fo_args_get (args, "place"), *on_hand = fo_args_get (args, "on_hand"), *quantity = fo_args_get (args, "quantity");
  Look l = { 0 };

  if (!step->now->zero_check || !place || !on_hand || !quantity || on_hand->number > quantity->number)
    return true;
  l.code = place->text;
  if (!fo_store_read (step->store, look, &l, error))
    return false;
  if (!l.is_empty)
    return true;
  step->next->ask = FO_ASK_ZERO;
  step->next->emptied = l.place.id;
  step->next->emptied_of = goods->lot_id;
  g_strlcpy (step->next->emptied_code, l.place.code, sizeof step->next->emptied_code);
  fo_args_set_text (&step->with, "zero_check", l.place.code);
  fo_args_set_text (&step->ret->reply.args, "zero_check", l.place.code);
  return true;
}

static bool
answer (FoStep *step, bool is_empty, GError **error)
{
  const FoDeskState *now = step->now;

  if (now->ask != FO_ASK_ZERO)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  step->next->ask = FO_ASK_NOTHING;
  step->ret->topics |= is_empty ? 0 : FO_TOPIC_STOCK;
  return fo_work_zero_check (step->store, fo_step_act (step), now->emptied, now->emptied_of, is_empty, fo_step_reply (step), error);
}

bool
fo_pick_empty (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  return answer (step, true, error);
}

bool
fo_pick_not_empty (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  return answer (step, false, error);
}

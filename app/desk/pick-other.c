/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a picker does when the goods are not simply there. */
#include "pack.h"
#include "pick.h"

#include <string.h>

static const char *const insisting[] = { "not-found", "damaged", "customer-wish", "nearer", "other", NULL };
static const char *const lacking[] = { "not-found", "damaged", "blocked-way", "label-missing", "other", NULL };

/* The person insists on the lot in the hand. */
bool
fo_pick_anyway (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;

  if (!goods.item.id || step->now->refused != FO_OLDER_LOT_FIRST)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!g_strv_contains (insisting, argument))
    return fo_step_ask_reason (step, "anyway");
  return fo_pick_book (step, &goods, goods.quantity_u, argument, 0, NULL, error);
}

/* ---- they are here ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoStep *step;
  GArray *holds;
  FoGoods goods;
  FoId here;
  FoPlace only; /* the one place of a warehouse that has no other */
  bool one_place;
  FoQuantity free_u;
  FoHold next;
  bool has_next;
} Situation;

static FoTxnEnd
look_around (FoTxn *txn, gpointer data, GError **error)
{
  Situation *s = data;
  const FoDeskState *now = s->step->now;
  const FoHold *next;
  FoBalance balance = { 0, 0 };

  g_array_set_size (s->holds, 0);
  if (!fo_holds_of_order (txn, now->order, s->holds, error) || !fo_pick_one_place (txn, &s->one_place, error))
    return FO_TXN_FAIL;
  s->here = fo_pick_standing_at (now, s->holds);
  next = fo_pick_next (now, s->holds, 0);
  s->has_next = next != NULL;
  if (next)
    s->next = *next;
  if (!s->here && s->one_place && next)
    s->here = next->place_id;
  if (s->here && s->goods.lot_id && !fo_balance_get (txn, s->goods.lot_id, s->here, &balance, error))
    return FO_TXN_FAIL;
  s->free_u = fo_balance_free (balance);
  return FO_TXN_COMMIT;
}

bool
fo_pick_here (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Situation s = { .step = step, .holds = holds, .goods = step->now->hand };
  FoQuantity here_u;
  FoVerdict verdict;

  if (!fo_verdict_is_missing (step->now->refused))
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_store_read (step->store, look_around, &s, error))
    return false;
  verdict = fo_quantity_here (argument, &s.goods, s.free_u, &here_u);
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  if (!s.here)
    return fo_step_answer (step, FO_SCAN_PLACE_FIRST);
  s.goods.place = s.here;
  s.goods.total_u = 0;
  return fo_pick_book (step, &s.goods, s.goods.quantity_u, "they-are-here", here_u, NULL, error);
}

/* ---- short ------------------------------------------------------------------------------------------------------------------------ */

/* The hold that is not there: of the lot in the hand, else the one the instruction speaks of. */
static const FoHold *
lacking_hold (const Situation *s)
{
  for (guint i = 0; i < s->holds->len && s->goods.lot_id; i++) {
    const FoHold *hold = &g_array_index (s->holds, FoHold, i);
    if (!hold->picked && hold->lot_id == s->goods.lot_id)
      return hold;
  }
  return s->has_next ? &s->next : NULL;
}

bool
fo_pick_short (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Situation s = { .step = step, .holds = holds, .goods = step->now->hand };
  const FoHold *hold;

  if (!step->now->order)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_store_read (step->store, look_around, &s, error))
    return false;
  hold = lacking_hold (&s);
  if (!hold)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!g_strv_contains (lacking, argument))
    return fo_step_ask_reason (step, "short");
  if (!fo_work_short (step->store, fo_step_act (step), step->now->order, hold->lot_id, hold->place_id, argument,
                      fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  if (!fo_step_is_done (step))
    return true;
  fo_step_booked_beside (step, step->act.operation);
  fo_step_let_go (step);
  return fo_pick_wave_on (step, step->now->place, error);
}

/* ---- between orders ------------------------------------------------------------------------------------------------------------------- */

bool
fo_pick_park (FoStep *step, const char *argument, GError **error)
{
  FoNames names = { 0 };

  if (!step->now->order)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (*argument && !fo_step_name_text (step, argument, 1u << FO_NAMED_PLACE, &names, error))
    return false;
  if (*argument && names.n == 0) {
    fo_args_set_text (&step->ret->reply.args, "place", argument);
    return fo_step_answer (step, FO_PLACE_UNKNOWN);
  }
  if (!fo_work_park (step->store, fo_step_act (step), step->now->order, names.n ? names.list[0].place.id : 0,
                     fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_ORDERS;
  if (!fo_step_is_done (step))
    return true;
  fo_step_booked_beside (step, step->act.operation);
  fo_step_close_document (step);
  return fo_pick_wave_on (step, 0, error);
}

typedef struct {
  FoId id;
  FoOrder order;
} ReadOrder;

static FoTxnEnd
read_order (FoTxn *txn, gpointer data, GError **error)
{
  ReadOrder *read = data;

  return fo_order_find (txn, read->id, &read->order, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_pick_next_order (FoStep *step, const char *argument, GError **error)
{
  ReadOrder read = { 0 };
  FoVerdict verdict;
  bool answered;

  (void) argument;
  if (!fo_pick_slot_due (step, 0, 0, &answered, error) || answered)
    return answered;
  if (!fo_work_next_order (step->store, step->act.station, &read.id, &verdict, error))
    return false;
  if (!read.id)
    return fo_step_answer (step, verdict);
  return fo_store_read (step->store, read_order, &read, error)
         && fo_step_pick_order (step, read.id, read.order.number, error);
}

/* ---- without a code --------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoStep *step;
  const char *words;
  GArray *choices;
} Search;

static FoTxnEnd
search_holds (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Search *search = data;

  g_array_set_size (search->choices, 0);
  if (!fo_holds_of_order (txn, search->step->now->order, holds, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    const FoChoice choice = { hold->item_id, hold->lot_id, hold->place_id, hold->quantity_u };
    FoItem item;

    if (hold->picked)
      continue;
    if (fo_item_find (txn, hold->item_id, &item, error) != FO_FOUND)
      return FO_TXN_FAIL;
    if (fo_words_fit (search->words, &item, hold->lot))
      g_array_append_val (search->choices, choice);
  }
  return FO_TXN_COMMIT;
}

static bool
take_choice (FoStep *step, const FoChoice *choice, GError **error)
{
  FoGoods goods;
  bool may;

  if (!fo_step_choice_goods (step, choice, &goods, &may, error))
    return false;
  return !may || fo_pick_book (step, &goods, FO_ONE, NULL, 0, NULL, error);
}

bool
fo_pick_no_code (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  Search search = { step, argument, choices };
  const FoChoice *one;

  if (!step->now->order)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_store_read (step->store, search_holds, &search, error))
    return false;
  if (choices->len == 0) {
    fo_args_set_text (&step->ret->reply.args, "order", step->now->document);
    return fo_step_answer (step, FO_NOT_ON_THIS_ORDER);
  }
  if (!fo_step_offer_choices (step, choices, &one, error))
    return false;
  return !one || take_choice (step, one, error);
}

bool
fo_pick_choose (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);

  return !choice || take_choice (step, choice, error);
}

/* ---- the end --------------------------------------------------------------------------------------------------------------------------------- */

/* Who has just picked everything has seen it: it leaves without being shown again. */
bool
fo_pick_ship (FoStep *step, const char *argument, GError **error)
{
  bool answered;

  (void) argument;
  if (!fo_pick_slot_due (step, 0, 0, &answered, error) || answered)
    return answered;
  return fo_step_ship (step, false, error);
}

/* Goods that may not leave, in the hand: from where they are booked into quarantine. */
typedef struct {
  const FoGoods *goods;
  FoId from;
  FoPlace quarantine;
} Carrying;

static FoTxnEnd
look_where (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  Carrying *carrying = data;

  carrying->from = carrying->goods->place;
  if (fo_place_of_kind (txn, FO_PLACE_QUARANTINE, &carrying->quarantine, error) != FO_FOUND)
    return FO_TXN_FAIL;
  if (carrying->from)
    return FO_TXN_COMMIT;
  if (!fo_stock_of_item (txn, carrying->goods->item.id, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);

    if (row->lot_id != carrying->goods->lot_id || !fo_place_issues (row->place_kind))
      continue;
    if (carrying->from) { /* in two places: somebody must say where */
      carrying->from = 0;
      return FO_TXN_COMMIT;
    }
    carrying->from = row->place_id;
  }
  return FO_TXN_COMMIT;
}

bool
fo_pick_quarantine (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;
  Carrying carrying = { .goods = &goods };
  FoCarry what = { .kind = FO_MOVE_MOVE, .lot = goods.lot_id, .quantity_u = goods.quantity_u, .reason = argument };

  if (!goods.lot_id)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!*argument && step->now->refused == FO_LOT_EXPIRED)
    what.reason = "expired";
  if (!*what.reason)
    return fo_step_ask_reason (step, "quarantine");
  if (!fo_store_read (step->store, look_where, &carrying, error))
    return false;
  if (!carrying.from)
    return fo_step_answer (step, FO_SCAN_PLACE_FIRST);
  what.from = carrying.from;
  what.to = carrying.quarantine.id;
  if (!fo_work_carry (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  if (!fo_step_is_done (step))
    return true;
  fo_step_booked (step, &goods, goods.quantity_u);
  step->next->line = 0;
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Receive: what a person answers or says ahead, and what is remembered of it for the next package. */
#include "receive.h"

#include <string.h>

/* ---- memory of this receipt -------------------------------------------------------------------------------------------------- */

static FoSeen *
seen_of (FoDeskState *state, FoId item, const char *lot)
{
  for (guint i = state->n_seen; i > 0; i--)
    if (state->seen[i - 1].item == item && (!lot || strcmp (state->seen[i - 1].lot, lot) == 0))
      return &state->seen[i - 1];
  return NULL;
}

bool
fo_receive_seen (const FoDeskState *now, FoId item, const char *lot)
{
  return seen_of ((FoDeskState *) now, item, lot) != NULL;
}

/* Newest last; the oldest goes when there is no room. */
FoSeen *
fo_receive_see (FoDeskState *next, const FoGoods *goods)
{
  FoSeen *before = seen_of (next, goods->item.id, goods->lot), seen = { .item = goods->item.id };

  if (before)
    seen = *before;
  g_strlcpy (seen.lot, goods->lot, sizeof seen.lot);
  seen.expires_on = goods->expires_on;
  seen.produced_on = goods->produced_on;
  seen.days = goods->days;
  seen.has_days = goods->has_days;
  if (before)
    memmove (before, before + 1, sizeof seen * (gsize) (next->seen + next->n_seen - before - 1));
  else if (next->n_seen == FO_SEEN_MAX)
    memmove (next->seen, next->seen + 1, sizeof seen * (FO_SEEN_MAX - 1));
  else
    next->n_seen++;
  next->seen[next->n_seen - 1] = seen;
  return &next->seen[next->n_seen - 1];
}

/* What the code does not say is as on the package before. */
void
fo_receive_recall (const FoDeskState *now, FoGoods *goods)
{
  const FoSeen *seen;

  if (goods->item.tracking == FO_TRACKING_NONE)
    return;
  seen = seen_of ((FoDeskState *) now, goods->item.id, goods->has_lot ? goods->lot : NULL);
  if (!seen)
    return;
  if (!goods->has_lot) {
    g_strlcpy (goods->lot, seen->lot, sizeof goods->lot);
    goods->has_lot = true;
  }
  if (goods->expires_on == FO_DAY_NONE) {
    goods->expires_on = seen->expires_on;
    goods->produced_on = seen->produced_on;
    goods->days = seen->days;
    goods->has_days = seen->has_days;
  }
}

/* ---- answers ------------------------------------------------------------------------------------------------------------------------- */

static bool
book_hand (FoStep *step, const FoGoods *goods, GError **error)
{
  if (goods->total_u)
    return fo_step_set_total (step, goods, goods->total_u, 0, fo_receive_more, error);
  return fo_receive_book (step, goods, goods->quantity_u, NULL, NULL, error);
}

typedef struct {
  FoId item;
  FoDay today;
  char number[FO_LOT_NUMBER_MAX];
} OwnLot;

/* The supplier gave no number: ours is the day and how many there were that day. */
static FoTxnEnd
make_lot_number (FoTxn *txn, gpointer data, GError **error)
{
  OwnLot *own = data;
  char day[7];

  fo_day_print_gs1 (own->today, day);
  for (int n = 1; n < 1000; n++) {
    FoLot lot;
    FoFound found;

    g_snprintf (own->number, sizeof own->number, "%s-%d", day, n);
    found = fo_lot_find_by_number (txn, own->item, own->number, &lot, error);
    if (found != FO_FOUND)
      return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  }
  return FO_TXN_COMMIT;
}

/* `lot NUMBER`, `lot` alone for one of ours. With nothing in the hand it is said ahead, for the next packages of the same goods. */
bool
fo_receive_say_lot (FoStep *step, const char *argument, GError **error)
{
  bool in_hand = step->now->hand.item.id != 0;
  FoGoods goods = in_hand ? step->now->hand : step->now->last;
  OwnLot own = { .item = goods.item.id, .today = step->today };

  if (!in_hand && !step->now->line)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (goods.item.tracking == FO_TRACKING_NONE)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (strlen (argument) >= sizeof own.number)
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  g_strlcpy (own.number, argument, sizeof own.number);
  if (!*argument && !fo_store_read (step->store, make_lot_number, &own, error))
    return false;
  g_strlcpy (goods.lot, own.number, sizeof goods.lot);
  goods.has_lot = true;
  if (!*argument)
    goods.labelled = false; /* nobody finds our number on the package */
  if (in_hand)
    return book_hand (step, &goods, error);
  goods.expires_on = goods.produced_on = FO_DAY_NONE;
  goods.has_days = false;
  fo_receive_see (step->next, &goods);
  step->next->line = 0;
  fo_args_goods (&step->ret->reply.args, &goods);
  return fo_step_answer (step, FO_OK);
}

/* Which day of the package a person says. */
typedef enum { LAST_USABLE, BEST_BEFORE, USE_BY, PRODUCED, PACKED } Said;

static void
set_day (FoGoods *goods, Said said, FoDay day)
{
  FoDay *const days[] = { NULL, &goods->days.best_before_on, &goods->days.use_by_on, &goods->days.produced_on,
                          &goods->days.packed_on };

  if (!goods->has_days)
    goods->days = FO_LOT_DAYS_NONE;
  if (days[said])
    *days[said] = day;
  goods->has_days = fo_lot_days_told (&goods->days);
  if (said == LAST_USABLE)
    goods->expires_on = day;
  else if (said != PACKED) /* it says nothing of the last usable day */
    goods->expires_on = fo_lot_days_end (&goods->days, &goods->item);
  if (said == PRODUCED)
    goods->produced_on = day;
}

static bool
say_day (FoStep *step, const char *argument, Said said, GError **error)
{
  FoGoods goods = step->now->hand;
  FoVerdict verdict;
  FoDay day;

  if (!goods.item.id)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  verdict = fo_day_parse_typed (argument, step->today, &day);
  if (verdict != FO_OK) {
    fo_args_set_text (&step->ret->reply.args, "text", argument);
    return fo_step_answer (step, verdict);
  }
  set_day (&goods, said, day);
  if (fo_verdict_is_of_separators (step->now->refused)) /* its lot is still to be said */
    return fo_step_refuse (step, &goods, step->now->refused, step->now->ask);
  return book_hand (step, &goods, error);
}

bool
fo_receive_say_expires (FoStep *step, const char *argument, GError **error)
{
  return say_day (step, argument, LAST_USABLE, error);
}

bool
fo_receive_say_best_before (FoStep *step, const char *argument, GError **error)
{
  return say_day (step, argument, BEST_BEFORE, error);
}

bool
fo_receive_say_use_by (FoStep *step, const char *argument, GError **error)
{
  return say_day (step, argument, USE_BY, error);
}

bool
fo_receive_say_produced (FoStep *step, const char *argument, GError **error)
{
  return say_day (step, argument, PRODUCED, error);
}

bool
fo_receive_say_packed (FoStep *step, const char *argument, GError **error)
{
  return say_day (step, argument, PACKED, error);
}

/* `owner NAME`: what comes from now on in this receipt is his; alone: the house's again. */
bool
fo_receive_say_owner (FoStep *step, const char *argument, GError **error)
{
  (void) error;
  if (strlen (argument) >= sizeof step->next->owner)
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  g_strlcpy (step->next->owner, argument, sizeof step->next->owner);
  step->next->line = 0; /* goods of two owners are two lines */
  step->next->n_seen = 0;
  fo_args_set_text (&step->ret->reply.args, "owner", argument);
  return fo_step_answer (step, FO_OK);
}

/* The unit's number answers what was asked; lot and day are as on the package before. */
bool
fo_receive_say_serial (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods;

  if (!fo_step_take_serial (step, argument, &goods))
    return true;
  fo_receive_recall (step->now, &goods);
  return book_hand (step, &goods, error);
}

bool
fo_receive_confirm (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;

  (void) argument;
  if (step->now->ask != FO_ASK_CONFIRM && step->now->refused != FO_GS1_SEPARATOR_UNSURE)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (step->now->refused != FO_GS1_SEPARATOR_UNSURE) /* that it was read right says nothing of how many there may be */
    goods.confirmed = true;
  return book_hand (step, &goods, error);
}

typedef struct {
  FoId supply;
  FoQuantity asked_u; /* what the line may become in all before it is more than ordered */
} Asked;

static FoTxnEnd
look_what_is_asked (FoTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  FoSupply supply;
  FoFound found = fo_supply_find (txn, asked->supply, &supply, error);

  if (found == FO_FOUND)
    asked->asked_u = fo_supply_open (&supply) + supply.ordered_u / 100 * supply.tolerance_percent;
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static bool
set_last_line (FoStep *step, FoQuantity total_u, GError **error)
{
  Asked asked = { .supply = step->now->last.supply };

  if (asked.supply && !fo_store_read (step->store, look_what_is_asked, &asked, error))
    return false;
  if (asked.supply)
    asked.asked_u += step->now->line_total_u;
  return fo_step_set_total (step, &step->now->last, total_u, asked.asked_u, fo_receive_more, error);
}

bool
fo_receive_say_quantity (FoStep *step, const char *argument, GError **error)
{
  FoGoods hand = step->now->hand;
  FoQuantity quantity_u;
  FoVerdict verdict = fo_quantity_parse (argument, &quantity_u);

  if (verdict == FO_OK && quantity_u <= 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  if (!hand.item.id)
    return step->now->line ? set_last_line (step, quantity_u, error) : fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (hand.item.every_unit || fo_item_units_come (&hand.item))
    return fo_step_answer (step, FO_EVERY_UNIT_SCANNED);
  if (hand.total_u)
    return set_last_line (step, quantity_u, error);
  hand.quantity_u = quantity_u;
  if (fo_verdict_is_of_separators (step->now->refused))
    return fo_step_refuse (step, &hand, step->now->refused, step->now->ask);
  return book_hand (step, &hand, error);
}

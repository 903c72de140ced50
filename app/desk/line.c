/* SPDX-License-Identifier: GPL-3.0-or-later
 * The last line: what was booked just now, how a typed number corrects it, and what undo takes back. */
#include "step.h"

#include <string.h>

#define USUAL_LEAST (10 * FO_ONE)
#define UNUSUAL_TIMES 10

/* ---- what was booked --------------------------------------------------------------------------------------------------------- */

static void
push (FoStep *step, FoQuantity quantity_u)
{
  FoDeskState *next = step->next;

  if (next->n_booked == FO_UNDO_DEPTH) {
    memmove (next->booked, next->booked + 1, sizeof *next->booked * (FO_UNDO_DEPTH - 1));
    next->n_booked--;
  }
  next->booked[next->n_booked++] = (FoBooked){ step->act.operation, quantity_u, next->line };
  next->line_total_u += quantity_u;
}

void
fo_step_booked_beside (FoStep *step, FoId operation)
{
  const FoId own = step->act.operation;

  step->act.operation = operation;
  push (step, 0);
  step->next->booked[step->next->n_booked - 1].line = 0;
  step->act.operation = own;
}

/* The newest booking is gone: is there still a last line? */
static void
pop (FoDeskState *next)
{
  const FoBooked *gone = &next->booked[--next->n_booked];

  if (gone->line == next->line)
    next->line_total_u -= gone->quantity_u;
  if (next->line_total_u <= 0)
    next->line = 0;
}

static bool
same_goods (const FoGoods *a, const FoGoods *b)
{
  return a->item.id == b->item.id && strcmp (a->lot, b->lot) == 0 && a->place == b->place && a->supply == b->supply
         && a->order == b->order;
}

void
fo_step_booked (FoStep *step, const FoGoods *goods, FoQuantity quantity_u)
{
  FoDeskState *next = step->next;
  bool goes_on = next->line && same_goods (goods, &next->last);

  fo_step_let_go (step);
  next->last = *goods;
  next->last.total_u = 0;
  next->last.confirmed = false;
  if (!goes_on) {
    next->line = ++next->n_lines;
    next->line_total_u = 0;
  }
  push (step, quantity_u);
}

void
fo_step_booked_anew (FoStep *step, FoQuantity quantity_u, guint n_instead)
{
  FoDeskState *next = step->next;
  guint line = next->line;

  fo_step_let_go (step);
  for (guint i = 0; i < n_instead; i++)
    pop (next);
  next->line = line;
  push (step, quantity_u);
}

/* ---- undo ------------------------------------------------------------------------------------------------------------------------ */

static void
forget_seen (FoStep *step)
{
  FoDeskState *next = step->next;
  const FoArg *quantity = fo_args_get (&step->ret->reply.args, "quantity");
  const FoArg *lot = fo_args_get (&step->ret->reply.args, "lot");

  for (guint i = 0; i < next->n_seen && quantity && next->last.item.id; i++)
    if (next->seen[i].item == next->last.item.id && g_strcmp0 (next->seen[i].lot, lot ? lot->text : "") == 0)
      next->seen[i].counted_u = MAX (0, next->seen[i].counted_u - quantity->number);
}

/* Takes back the newest bookings of the person's; with none left in mind, the station's last. */
static bool
undo_newest (FoStep *step, const FoInstead *newest, GError **error)
{
  static const FoId station_last = 0;

  if (!fo_work_undo_all (step->store, fo_step_act (step), newest->n ? newest->list : &station_last, MAX (newest->n, 1),
                         fo_step_reply (step), error))
    return false;
  if (!fo_step_is_done (step))
    return true;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES;
  forget_seen (step);
  for (guint i = 0; i < newest->n; i++)
    pop (step->next);
  return true;
}

bool
fo_step_undo (FoStep *step, const char *argument, GError **error)
{
  const FoDeskState *now = step->now;
  FoInstead newest = { .n = 0 };

  (void) argument;
  if ((now->ask != FO_ASK_NOTHING && now->ask != FO_ASK_ZERO) || now->refused != FO_OK
      || (now->hand.item.id && now->task != &fo_task_look_up)) { /* nothing of it is booked yet */
    fo_step_let_go (step);
    fo_args_goods (&step->ret->reply.args, &now->hand);
    return fo_step_answer (step, FO_OK);
  }
  step->next->ask = FO_ASK_NOTHING;
  if (now->n_booked)
    newest = (FoInstead){ .list = { now->booked[now->n_booked - 1].operation }, .n = 1 };
  return undo_newest (step, &newest, error);
}

/* ---- a typed quantity ---------------------------------------------------------------------------------------------------------------- */

static bool
is_unusual (const FoGoods *goods, FoQuantity total_u, FoQuantity asked_u)
{
  FoQuantity usual_u = MAX (MAX (USUAL_LEAST, goods->pack_u), asked_u), most_u;

  return (asked_u && total_u > asked_u) || !fo_quantity_times (usual_u, UNUSUAL_TIMES, &most_u) || total_u > most_u;
}

/* Newest bookings of the line are taken back until TOTAL_U is not exceeded, and what then lacks is booked in their place. */
static bool
lower (FoStep *step, const FoGoods *goods, FoQuantity total_u, FoBookMore book, GError **error)
{
  const FoDeskState *now = step->now;
  FoQuantity left_u = now->line_total_u;
  FoInstead instead = { .n = 0 };

  while (left_u > total_u && instead.n < now->n_booked) {
    const FoBooked *newest = &now->booked[now->n_booked - 1 - instead.n];
    instead.list[instead.n++] = newest->operation;
    left_u -= newest->quantity_u;
  }
  if (left_u > total_u) /* more scans than are kept in mind */
    return fo_step_answer (step, FO_CANNOT_UNDO);
  return left_u == total_u ? undo_newest (step, &instead, error)
                           : book (step, goods, total_u - left_u, &instead, error);
}

bool
fo_step_set_total (
    FoStep *step, const FoGoods *goods, FoQuantity total_u, FoQuantity asked_u, FoBookMore book, GError **error)
{
  FoQuantity before_u = step->now->line ? step->now->line_total_u : 0;
  FoVerdict verdict = fo_item_may_book (&goods->item, total_u);
  FoGoods line = *goods;

  line.total_u = total_u;
  if (verdict != FO_OK) {
    fo_args_goods (&step->ret->reply.args, goods);
    return fo_step_answer (step, verdict);
  }
  if (goods->item.every_unit || fo_item_units_come (&goods->item) || goods->mark.identity[0]) {
    fo_args_goods (&step->ret->reply.args, goods);
    return fo_step_answer (step, FO_EVERY_UNIT_SCANNED);
  }
  if (!goods->confirmed && is_unusual (goods, total_u, asked_u)) {
    if (asked_u)
      fo_args_set_quantity (&step->ret->reply.args, "asked", asked_u);
    return fo_step_refuse (step, &line, FO_QUANTITY_UNUSUAL, FO_ASK_CONFIRM);
  }
  if (total_u > before_u)
    return book (step, &line, total_u - before_u, NULL, error);
  if (total_u < before_u)
    return lower (step, &line, total_u, book, error);
  fo_step_let_go (step);
  fo_args_goods (&step->ret->reply.args, &line);
  return fo_step_answer (step, FO_OK);
}

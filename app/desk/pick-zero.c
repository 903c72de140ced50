/* SPDX-License-Identifier: GPL-3.0-or-later
 * Zero check: where a warehouse wants it, a pick that empties a place by the book asks whether the place is empty. Whoever scans on is
 * not held up: the question stands, is asked again when there is nothing left to pick, and until it is answered the place is one to
 * count. */
#include "pick.h"

#include "firstout/store/stocktakes.h"
#include "firstout/work/count.h"

#include <string.h>

void
fo_pick_ask_zero (FoStep *step)
{
  const FoArg *place = fo_args_get (&step->ret->reply.args, "zero_check");

  if (!place || !fo_step_is_done (step))
    return;
  step->next->ask = FO_ASK_ZERO;
  step->next->emptied = step->act.operation;
  g_strlcpy (step->next->emptied_code, place->text, sizeof step->next->emptied_code);
}

bool
fo_pick_view_zero (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error)
{
  FoZeroQuestion question;
  FoFound found = now->zero_check ? fo_zero_question_next (txn, station, &question, error) : FO_ABSENT;

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  fo_view_instruct (view, "task.ask.zero");
  fo_args_set_text (&view->instruction, "place", question.place);
  for (guint i = view->offers->len; i > 0; i--) { /* its keys are yes and no here */
    int key = g_array_index (view->offers, FoOffer, i - 1).f_key;
    if (key == 3 || key == 5)
      g_array_remove_index (view->offers, i - 1);
  }
  fo_view_offer (view, "empty", "offer.empty", 3);
  fo_view_offer (view, "not-empty", "offer.not_empty", 5);
  return true;
}

static bool
answer (FoStep *step, bool is_empty, GError **error)
{
  const FoDeskState *now = step->now;
  FoId question = now->ask == FO_ASK_ZERO ? now->emptied : 0;

  if (now->ask == FO_ASK_ZERO)
    step->next->ask = FO_ASK_NOTHING;
  step->ret->topics |= FO_TOPIC_STOCK;
  return fo_work_zero_check (step->store, fo_step_act (step), question, is_empty, fo_step_reply (step), error);
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

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Commands about a shelf that need no task: nobody shall go there, or anybody may again. */
#include "step.h"

#include <string.h>

typedef struct {
  const char *code; /* or NULL: PLACE by its id */
  FoPlace place;
  FoFound found;
  char reason[256];
} Meant;

static FoTxnEnd
find_place (FoTxn *txn, gpointer data, GError **error)
{
  Meant *meant = data;

  meant->reason[0] = '\0';
  meant->found = meant->code ? fo_place_find_by_code (txn, meant->code, &meant->place, error)
                             : fo_place_find (txn, meant->place.id, &meant->place, error);
  if (meant->found == FO_FOUND && meant->place.kind == FO_PLACE_SHUT
      && fo_place_block_get (txn, meant->place.id, meant->reason, sizeof meant->reason, error) == FO_FAILED)
    return FO_TXN_FAIL;
  return meant->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* `block-place [PLACE] REASON`, `unblock-place [PLACE]`: without a place the one that is looked at. */
static bool
set_blocked (FoStep *step, const char *argument, bool blocked, GError **error)
{
  const char *behind = argument;
  g_autofree char *word = fo_next_word (&behind);
  Meant meant = { .code = word };
  FoBlockPlace what = { .blocked = blocked, .reason = behind };

  if (!fo_store_read (step->store, find_place, &meant, error))
    return false;
  if (meant.found != FO_FOUND && step->now->place && (blocked || !*argument)) {
    meant = (Meant){ .place.id = step->now->place };
    what.reason = argument;
    if (!fo_store_read (step->store, find_place, &meant, error))
      return false;
  }
  if (meant.found != FO_FOUND) {
    fo_args_set_text (&step->ret->reply.args, "place", word);
    return fo_step_answer (step, FO_PLACE_UNKNOWN);
  }
  fo_args_place (&step->ret->reply.args, &meant.place);
  if (blocked && !*what.reason && meant.place.id == step->now->place)
    return fo_step_ask_reason (step, "block-place");
  what.place = meant.place.id;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  if (!fo_work_block_place (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  if (!fo_step_is_done (step) || step->ret->reply.verdict == FO_ALREADY_DONE)
    return true;
  step->next->ask = FO_ASK_NOTHING;
  fo_step_booked_beside (step, step->act.operation);
  return true;
}

static bool
block_place (FoStep *step, const char *argument, GError **error)
{
  return set_blocked (step, argument, true, error);
}

static bool
unblock_place (FoStep *step, const char *argument, GError **error)
{
  return set_blocked (step, argument, false, error);
}

bool
fo_step_say_why_blocked (FoStep *step, GError **error)
{
  const FoArg *place = fo_args_get (&step->ret->reply.args, "place");
  Meant meant = { .code = place && place->kind == FO_ARG_TEXT ? place->text : "" };

  if (step->ret->reply.verdict != FO_PLACE_BLOCKED)
    return true;
  if (!fo_store_read (step->store, find_place, &meant, error))
    return false;
  fo_args_reason (&step->ret->reply.args, meant.reason);
  return true;
}

void
fo_args_reason (FoArgs *args, const char *code)
{
  g_autofree char *underscored = g_strdelimit (g_strdup (code), "-", '_');
  g_autofree char *id = g_strconcat ("offer.reason.", underscored, NULL);

  fo_args_set_text (args, "reason", *code && fo_words_known (FO_LANGUAGE_EN, id) ? id : code);
}

bool
fo_view_place_block (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  Meant meant = { .place.id = now->place };

  if (!now->place)
    return true;
  if (find_place (txn, &meant, error) != FO_TXN_COMMIT)
    return false;
  if (meant.place.kind == FO_PLACE_SHUT) {
    fo_view_instruct (view, "task.look_up.blocked");
    fo_args_place (&view->instruction, &meant.place);
    fo_args_reason (&view->instruction, meant.reason);
    fo_view_offer (view, "unblock-place", "offer.unblock_place", 6);
  } else if (meant.place.kind == FO_PLACE_BIN)
    fo_view_offer (view, "block-place", "offer.block_place", 6);
  return true;
}

const FoTaskCommand fo_place_commands[] = { { "block-place", block_place },
                                            { "unblock-place", unblock_place },
                                            { NULL, NULL } };

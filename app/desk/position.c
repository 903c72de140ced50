/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a lane is, so that it goes on there after a crash, and what its page shows. */
#include "inside.h"

#include <string.h>

char *
fo_desk_position (const FoDesk *desk)
{
  const FoDeskState *state = &desk->state;

  if (!state->task)
    return g_strdup ("");
  return g_strjoin (" ", state->task->name, state->document[0] ? state->document : NULL, NULL);
}

char *
fo_reply_position (const FoReply *reply)
{
  const FoArg *task = fo_args_get (&reply->args, "task"), *document = fo_args_get (&reply->args, "document");

  if (!task || fo_verdict_mood (reply->verdict) == FO_MOOD_WRONG)
    return NULL;
  return g_strjoin (" ", task->text, document ? document->text : NULL, NULL);
}

typedef struct {
  const char *station, *document;
  FoDeskState *state;
} Resume;

static bool
is_open (FoTxn *txn, FoId order, bool *ret_open, GError **error)
{
  FoOrder found;

  *ret_open = true;
  if (order && fo_order_find (txn, order, &found, error) != FO_FOUND)
    return false;
  if (order)
    *ret_open = found.state != FO_ORDER_ALL_SHIPPED && found.state != FO_ORDER_IS_CANCELLED;
  return true;
}

static bool
stand_at_place (FoTxn *txn, const Resume *resume, GError **error)
{
  FoStep step = { .next = resume->state };
  FoPlace place;
  FoFound found = fo_place_find_by_code (txn, resume->document, &place, error);

  if (found == FO_FOUND) {
    fo_step_set_document (&step, 0, place.code);
    fo_step_set_place (&step, &place);
  }
  return found != FO_FAILED;
}

/* The order or supply of that number, if there is still something to do on it. */
static FoTxnEnd
find_document (FoTxn *txn, gpointer data, GError **error)
{
  const Resume *resume = data;
  FoStep step = { .next = resume->state };
  bool supply = resume->state->task == &fo_task_receive, open;
  FoNames names;

  if (resume->state->task->document_is_text) {
    fo_step_set_document (&step, 0, resume->document);
    return FO_TXN_COMMIT;
  }
  if (resume->state->task->document_is_place)
    return stand_at_place (txn, resume, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  if (!fo_names_of_text (txn, resume->document, 1u << (supply ? FO_NAMED_SUPPLY : FO_NAMED_ORDER), &names, error))
    return FO_TXN_FAIL;
  if (names.n == 0)
    return FO_TXN_COMMIT;
  if (!is_open (txn, names.list[0].order, &open, error))
    return FO_TXN_FAIL;
  if (open)
    fo_step_set_document (&step, names.list[0].order, names.list[0].number);
  return fo_pick_wave_resume (txn, resume->station, resume->state, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_desk_resume (FoDesk *desk, const char *position, GError **error)
{
  const char *space = strchr (position, ' ');
  g_autofree char *name = space ? g_strndup (position, (gsize) (space - position)) : g_strdup (position);
  Resume resume = { desk->station, space ? space + 1 : "", &desk->state };
  FoStep step = { .next = &desk->state };

  fo_step_open_task (&step, fo_task_named (name));
  fo_step_close_document (&step);
  return !desk->state.task || !space || fo_store_read (desk->store, find_document, &resume, error);
}

typedef struct {
  const FoDesk *desk;
  FoView *view;
} MakeView;

static FoTxnEnd
make_view (FoTxn *txn, gpointer data, GError **error)
{
  const MakeView *make = data;

  fo_view_clear (make->view);
  fo_view_init (make->view);
  return fo_view_make (txn, make->desk->station, &make->desk->state, make->view, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_desk_view (FoDesk *desk, FoView *view, GError **error)
{
  MakeView make = { desk, view };

  return fo_store_read (desk->store, make_view, &make, error);
}

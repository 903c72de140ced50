/* SPDX-License-Identifier: GPL-3.0-or-later
 * A pick has emptied a place by the book: the person who stands there says whether it is empty. */
#include "firstout/work/count.h"
#include "inside.h"

typedef struct {
  FoId place, lot;
  bool is_empty;
} ZeroCheck;

static FoTxnEnd
zero_check (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const ZeroCheck *what = data;
  FoPlace place;
  FoFound found = fo_place_find (txn, what->place, &place, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&reply->args, "place", place.code);
  fo_args_set_text (&reply->args, "state", what->is_empty ? "empty" : "not-empty");
  if (!what->is_empty)
    fo_count_wish_add (txn, context->act->operation, place.id, what->lot, "not-empty");
  return FO_TXN_COMMIT;
}

bool
fo_work_zero_check (FoStore *store, const FoAct *act, FoId place, FoId lot, bool is_empty, FoReply *reply, GError **error)
{
  const ZeroCheck what = { place, lot, is_empty };

  return fo_act_run (store, act, "zero-check", zero_check, &what, reply, error);
}

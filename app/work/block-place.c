/* SPDX-License-Identifier: GPL-3.0-or-later
 * A shelf is blocked, or set free again. It becomes another kind of place, one that issues nothing: whatever asks for usable goods reads
 * that already. */
#include "firstout/store/announce.h"
#include "firstout/work/goods.h"
#include "lots.h"

#include <string.h>

#define REASON_MAX 256

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  FoPlace place;
  GArray *balances, *turns; /* FoPlaceBalance, FoTurn */
  json_object *lost;
} Block;

static void
block_clear (Block *b)
{
  g_clear_pointer (&b->balances, g_array_unref);
  g_clear_pointer (&b->turns, g_array_unref);
  g_clear_pointer (&b->lost, json_object_put);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Block, block_clear)

/* ---- what lies there --------------------------------------------------------------------------------------------- */

/* Holds that are not picked, of ITEM (0: any). */
static bool
find_holds (const Block *b, FoId item, GArray *holds, GError **error)
{
  for (guint i = 0; i < b->balances->len; i++) {
    const FoPlaceBalance *balance = &g_array_index (b->balances, FoPlaceBalance, i);

    if (balance->held_u > 0 && (!item || balance->item_id == item)
        && !fo_holds_of_lot (b->txn, balance->lot_id, holds, error))
      return false;
  }
  for (guint i = holds->len; i > 0; i--) {
    const FoHold *hold = &g_array_index (holds, FoHold, i - 1);

    if (hold->picked || hold->place_id != b->place.id)
      g_array_remove_index (holds, i - 1);
  }
  return true;
}

/* Orders first, then items; what lies there is read once more when nobody else changes it. */
static bool
take_turns (Block *b, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold)),
                     ids = g_array_new (FALSE, FALSE, sizeof (FoId));

  if (!fo_place_balances (b->txn, b->place.id, b->balances, error) || !find_holds (b, 0, holds, error)
      || !fo_holds_take_orders (b->txn, holds, error))
    return false;
  for (guint i = 0; i < b->balances->len; i++)
    fo_ids_add (ids, g_array_index (b->balances, FoPlaceBalance, i).item_id);
  g_array_sort (ids, fo_ids_order);
  if (!fo_turns_take (b->txn, (const FoId *) ids->data, ids->len, b->turns, error))
    return false;
  g_array_set_size (b->balances, 0);
  return fo_place_balances (b->txn, b->place.id, b->balances, error);
}

/* What of ITEM is free there, as far as it is usable. */
static FoQuantity
usable_of (const GArray *balances, FoId item)
{
  FoQuantity free_u = 0;

  for (guint i = 0; i < balances->len; i++) {
    const FoPlaceBalance *balance = &g_array_index (balances, FoPlaceBalance, i);
    free_u += balance->usable && balance->item_id == item ? balance->on_hand_u - balance->held_u : 0;
  }
  return free_u;
}

/* ---- blocked, and free again ------------------------------------------------------------------------------------- */

static bool
let_go (Block *b, GError **error)
{
  for (guint i = 0; i < b->turns->len; i++) {
    g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
    FoTurn *turn = &g_array_index (b->turns, FoTurn, i);

    if (!find_holds (b, turn->item, holds, error) || !fo_holds_lose (b->txn, b->context, turn, holds, b->lost, error))
      return false;
  }
  return true;
}

static bool
turn_over (Block *b, bool blocked, GError **error)
{
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (FoPlaceBalance));
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (FoPlaceBalance));

  if (!fo_place_balances (b->txn, b->place.id, before, error))
    return false;
  b->place.kind = blocked ? FO_PLACE_SHUT : FO_PLACE_BIN;
  fo_place_update (b->txn, &b->place);
  fo_place_balances_set (b->txn, b->place.id, !blocked, b->balances->len);
  if (!fo_place_balances (b->txn, b->place.id, after, error))
    return false;
  for (guint i = 0; i < b->turns->len; i++) {
    FoTurn *turn = &g_array_index (b->turns, FoTurn, i);
    fo_turn_add (b->txn, turn, usable_of (after, turn->item) - usable_of (before, turn->item), 0);
  }
  for (guint i = 0; i < b->turns->len; i++)
    if (!fo_turn_plan_anew (b->txn, b->context, &g_array_index (b->turns, FoTurn, i), b->lost, error))
      return false;
  return true;
}

static guint
lots_there (const Block *b)
{
  guint n = 0;

  for (guint i = 0; i < b->balances->len; i++)
    n += g_array_index (b->balances, FoPlaceBalance, i).on_hand_u > 0;
  return n;
}

static FoTxnEnd
judge (Block *b, const FoBlockPlace *what, FoReply *reply, GError **error)
{
  char before[REASON_MAX] = "";
  FoFound found = fo_place_find (b->txn, what->place, &b->place, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&reply->args, "place", b->place.code);
  if (b->place.kind != FO_PLACE_BIN && b->place.kind != FO_PLACE_SHUT)
    return fo_refuse (reply, FO_MOVEMENT_FORBIDDEN);
  if (fo_place_block_get (b->txn, b->place.id, before, sizeof before, error) == FO_FAILED)
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "before", before);
  if (what->blocked == (b->place.kind == FO_PLACE_SHUT) && (!what->blocked || g_strcmp0 (before, what->reason) == 0))
    return fo_refuse (reply, FO_ALREADY_DONE);
  if (what->blocked && (!what->reason || !*what->reason))
    return fo_refuse (reply, FO_REASON_NEEDED);
  if (what->blocked && strlen (what->reason) >= REASON_MAX)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  fo_args_set_text (&reply->args, "state", what->blocked ? "blocked" : "free");
  if (what->blocked)
    fo_args_set_text (&reply->args, "reason", what->reason);
  return FO_TXN_COMMIT;
}

FoTxnEnd
fo_block_place_part (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoBlockPlace *what = data;
  g_auto (Block) b = { .txn = txn, .context = context, .lost = json_object_new_array () };
  FoTxnEnd end;

  b.balances = g_array_new (FALSE, FALSE, sizeof (FoPlaceBalance));
  b.turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  end = judge (&b, what, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!take_turns (&b, error) || (what->blocked && !let_go (&b, error)) || !turn_over (&b, what->blocked, error))
    return FO_TXN_FAIL;
  fo_place_block_set (txn, b.place.id, context->act->operation, what->blocked ? what->reason : NULL);
  fo_args_set_count (&reply->args, "lots", lots_there (&b));
  fo_reply_lines (reply, g_steal_pointer (&b.lost));
  return FO_TXN_COMMIT;
}

bool
fo_work_block_place (FoStore *store, const FoAct *act, const FoBlockPlace *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, what->blocked ? "block-place" : "unblock-place", fo_block_place_part, what, reply,
                     error);
}

/* ---- who asks for what lies there -------------------------------------------------------------------------------- */

FoTxnEnd
fo_refuse_not_free (FoTxn *txn, FoId lot, FoReply *reply, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoLotPlace));

  if (!fo_lot_places (txn, lot, places, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < places->len; i++) {
    const FoLotPlace *at = &g_array_index (places, FoLotPlace, i);

    if (at->kind != FO_PLACE_SHUT || at->on_hand_u == 0)
      continue;
    fo_args_set_text (&reply->args, "place", at->place);
    return fo_refuse (reply, FO_PLACE_BLOCKED);
  }
  return fo_refuse (reply, FO_NOT_ENOUGH_FREE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply-parts.h"

#define QUEUE 100 /* waiting lines that one act looks at; the morning's run looks at the rest */

/* ---- the orders of an act ---------------------------------------------------------------------------------------- */

static void
free_work (gpointer data)
{
  fo_order_work_clear (data);
  g_free (data);
}

void
fo_taken_init (FoTakenOrders *taken)
{
  taken->ids = g_array_new (FALSE, FALSE, sizeof (FoId));
  taken->opened = g_ptr_array_new_with_free_func (free_work);
}

void
fo_taken_clear (FoTakenOrders *taken)
{
  g_clear_pointer (&taken->ids, g_array_unref);
  g_clear_pointer (&taken->opened, g_ptr_array_unref);
}

void
fo_taken_want (FoTakenOrders *taken, FoId order)
{
  for (guint i = 0; i < taken->ids->len; i++)
    if (g_array_index (taken->ids, FoId, i) == order)
      return;
  g_array_append_val (taken->ids, order);
}

bool
fo_taken_want_waiting (FoTxn *txn, FoTakenOrders *taken, FoId item, GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (FoWaiting));

  if (!fo_lines_waiting (txn, item, QUEUE, waiting, error))
    return false;
  for (guint i = 0; i < waiting->len; i++)
    fo_taken_want (taken, g_array_index (waiting, FoWaiting, i).order_id);
  return true;
}

static int
by_id (gconstpointer a, gconstpointer b)
{
  const FoId x = *(const FoId *) a, y = *(const FoId *) b;

  return (x > y) - (x < y);
}

bool
fo_taken_open (FoTxn *txn, FoTakenOrders *taken, GError **error)
{
  g_array_sort (taken->ids, by_id);
  for (guint i = 0; i < taken->ids->len; i++) {
    FoOrderWork *work = g_new0 (FoOrderWork, 1);
    FoFound found = fo_order_work_open (txn, g_array_index (taken->ids, FoId, i), work, error);

    if (found == FO_FOUND)
      g_ptr_array_add (taken->opened, work);
    else
      g_free (work);
    if (found == FO_FAILED)
      return false;
  }
  return true;
}

FoOrderWork *
fo_taken_order (const FoTakenOrders *taken, FoId order)
{
  for (guint i = 0; i < taken->opened->len; i++) {
    FoOrderWork *work = g_ptr_array_index (taken->opened, i);
    if (work->order.id == order)
      return work;
  }
  return NULL;
}

FoLine *
fo_taken_line (const FoTakenOrders *taken, FoId line, FoOrderWork **ret_work)
{
  for (guint i = 0; i < taken->opened->len; i++) {
    FoLine *found = fo_order_work_line (g_ptr_array_index (taken->opened, i), line);
    if (found) {
      *ret_work = g_ptr_array_index (taken->opened, i);
      return found;
    }
  }
  return NULL;
}

bool
fo_taken_offer (FoTxn *txn, FoTurn *turn, const FoItem *item, FoTakenOrders *taken, FoDay today, GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (FoWaiting));

  if (!fo_lines_waiting (txn, item->id, QUEUE, waiting, error))
    return false;
  for (guint i = 0; i < waiting->len; i++) {
    FoOrderWork *work = NULL;
    FoLine *line = fo_taken_line (taken, g_array_index (waiting, FoWaiting, i).line_id, &work);
    FoQuantity promised_u;

    if (line && !fo_promise_line (txn, turn, item, work, line, today, &promised_u, error))
      return false;
  }
  return true;
}

bool
fo_taken_settle (FoTxn *txn, FoId operation, FoTakenOrders *taken, FoOrderWork *own, bool own_cancelled, GError **error)
{
  for (guint i = 0; i < taken->opened->len; i++) {
    FoOrderWork *work = g_ptr_array_index (taken->opened, i);
    bool cancelled = work == own ? own_cancelled : work->order.state == FO_ORDER_IS_CANCELLED;

    if ((work == own || work->reservations_changed) && !fo_order_settle (txn, operation, work, cancelled, error))
      return false;
  }
  return true;
}

/* ---- letting go -------------------------------------------------------------------------------------------------- */

typedef struct {
  FoHold hold;
  char key[FO_ISSUE_KEY_MAX];
} KeyedHold;

static int
newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp (((const KeyedHold *) b)->key, ((const KeyedHold *) a)->key);
}

/* What is held for LINE on shelves, the lot that would leave last at the front: the oldest stays with the customer. */
static bool
holds_to_release (FoTxn *txn, const FoItem *item, const FoLine *line, GArray *keyed, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_order (txn, line->order_id, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    KeyedHold one = { .hold = g_array_index (holds, FoHold, i) };
    FoLot lot;

    if (one.hold.line_id != line->id || one.hold.picked)
      continue;
    if (fo_lot_find (txn, one.hold.lot_id, &lot, error) != FO_FOUND)
      return false;
    fo_issue_key (&lot, item, one.key);
    g_array_append_val (keyed, one);
  }
  g_array_sort (keyed, newest_first);
  return true;
}

bool
fo_holds_let_go (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoQuantity left_u, GError **error)
{
  g_autoptr (GArray) keyed = g_array_new (FALSE, FALSE, sizeof (KeyedHold));

  if (!holds_to_release (txn, item, line, keyed, error))
    return false;
  for (guint i = 0; i < keyed->len && left_u > 0; i++) {
    const FoHold *hold = &g_array_index (keyed, KeyedHold, i).hold;
    FoQuantity quantity_u = MIN (hold->quantity_u, left_u);

    fo_unhold (txn, turn, work, line, hold, quantity_u);
    left_u -= quantity_u;
  }
  return true;
}

bool
fo_apply_release (FoTxn *txn,
                  FoTurn *turn,
                  const FoItem *item,
                  FoOrderWork *work,
                  FoLine *line,
                  FoQuantity quantity_u,
                  GError **error)
{
  FoQuantity promised_u = MIN (quantity_u, line->promised_u);

  if (promised_u > 0 && !fo_unpromise_line (txn, turn, work, line, promised_u, error))
    return false;
  return quantity_u == promised_u || fo_holds_let_go (txn, turn, item, work, line, quantity_u - promised_u, error);
}

bool
fo_apply_promise_anew (
    FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today, GError **error)
{
  FoQuantity promised_u;

  /* What was bound before the release was bound for what it asked for then. */
  if (line->held_u > 0 && !fo_order_is_released (&work->before)
      && !fo_holds_let_go (txn, turn, item, work, line, line->held_u, error))
    return false;
  return (line->promised_u == 0 || fo_unpromise_line (txn, turn, work, line, line->promised_u, error))
         && fo_promise_line (txn, turn, item, work, line, today, &promised_u, error);
}

/* ---- disagreeing ------------------------------------------------------------------------------------------------- */

FoTxnEnd
fo_apply_disagree (FoTxn *txn,
                   const FoDispute *dispute,
                   json_object *ours,
                   json_object *theirs,
                   FoVerdict verdict,
                   FoReply *reply,
                   GError **error)
{
  const int how = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE;
  bool opened = fo_conflict_open (txn, dispute->entity, dispute->remote_id, dispute->kind,
                                  json_object_to_json_string_ext (ours, how),
                                  json_object_to_json_string_ext (theirs, how), error);

  json_object_put (ours);
  json_object_put (theirs);
  reply->verdict = verdict;
  return opened ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

FoTxnEnd
fo_apply_refuse_field (FoReply *reply, FoVerdict verdict, const char *field, const char *text)
{
  fo_args_set_text (&reply->args, "field", field);
  fo_args_set_text (&reply->args, "text", text);
  return fo_refuse (reply, verdict);
}

bool
fo_apply_has_remote (const char *remote_id)
{
  return remote_id && remote_id[0];
}

bool
fo_apply_remote_fits (const char *remote_id)
{
  return !remote_id || strlen (remote_id) < FO_REMOTE_ID_MAX;
}

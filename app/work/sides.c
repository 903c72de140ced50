/* SPDX-License-Identifier: GPL-3.0-or-later
 * A disagreement with sales is ended by a person who says which side stands. */
#include "firstout/core/uuid.h"
#include "firstout/store/items.h"
#include "firstout/store/lots.h"
#include "firstout/store/places.h"
#include "firstout/store/stock.h"
#include "inside.h"
#include "right.h"
#include "sending.h"
#include <string.h>

#define LOT " lot "
#define PLAIN (JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)

const FoOwnedField *
fo_conflict_field (const FoConflict *conflict)
{
  static const struct {
    const char *kind, *thing, *field;
  } fields[] = { { "stock_differs", "lot", "on_hand" },
                 { "not_there", "message", "sent" },
                 { "order_gone", "order", "open" },
                 { "order_unknown", "order", "open" },
                 { "not_theirs", "line", "shipped" } };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].kind, conflict->kind) == 0)
      return fo_owned_field (fields[i].thing, fields[i].field);
  return NULL;
}

bool
fo_side_counts (const FoConflict *conflict)
{
  return strcmp (conflict->kind, "stock_differs") == 0;
}

/* What is the warehouse's own is no matter of opinion, but a message may count as told; what nobody here knows, or nobody understood,
 * cannot be taken. */
bool
fo_side_may_win (const FoConflict *conflict, FoSide side)
{
  static const char *const unknown[] = { "order_unknown", "nonsense", NULL };
  const FoOwnedField *field = fo_conflict_field (conflict);

  if (side == FO_SIDE_OURS || strcmp (conflict->entity, "message") == 0 || fo_side_counts (conflict))
    return true;
  return (!field || field->owner != FO_OWNER_WAREHOUSE) && !g_strv_contains (unknown, conflict->kind);
}

/* ---- a message --------------------------------------------------------------------------------------------------- */

static FoFound
find_message (FoTxn *txn, const FoConflict *conflict, FoDeliveryRow *row, GError **error)
{
  FoId outbox;

  if (!fo_id_of_uuid (conflict->remote_id, fo_store_space (fo_txn_store (txn)), &outbox))
    return FO_ABSENT;
  return fo_delivery_find (txn, outbox, conflict->link, row, error);
}

/* What is sent again is looked for first: it may stand there all the same. */
static FoTxnEnd
choose_message (FoTxn *txn, const FoConflict *conflict, FoSide side, const FoAct *act, const char *words, FoReply *reply,
                GError **error)
{
  g_auto (FoDeliveryRow) row = { 0 };
  FoFound found = find_message (txn, conflict, &row, error);
  FoDeliveryState state = FO_DELIVERY_VERIFIED;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_REQUEST_UNKNOWN);
  if (side == FO_SIDE_OURS && !fo_sending_again (txn, &row, &state, error))
    return FO_TXN_FAIL;
  fo_delivery_decide (txn, &row, state, NULL, act->person ? act->person : "", words);
  return FO_TXN_COMMIT;
}

/* ---- what sales said ---------------------------------------------------------------------------------------------- */

/* The same once more, as if it were said now; GONE: and that it is gone. Free with g_free. */
static char *
say_again (const FoInboxRow *row, bool gone)
{
  json_object *body = json_tokener_parse (row->body);
  gint64 rev = g_ascii_strtoll (row->rev, NULL, 10);
  g_autofree char *later = g_strdup_printf ("%" G_GINT64_FORMAT, rev + 1);
  char *text;

  if (!body)
    return g_strdup (row->body);
  if (gone) {
    json_object_object_add (body, "deleted", json_object_new_string ("1"));
    json_object_object_add (body, "rev", json_object_new_string (later));
  }
  text = g_strdup (json_object_to_json_string_ext (body, PLAIN));
  json_object_put (body);
  return text;
}

static FoTxnEnd
take_theirs (FoTxn *txn, const FoConflict *conflict, FoReply *reply, GError **error)
{
  g_autoptr (GArray) versions = g_array_new (FALSE, TRUE, sizeof (FoInboxRow));
  const FoInboxRow *last;
  g_autofree char *body = NULL, *rev = NULL;
  FoId id;

  g_array_set_clear_func (versions, (GDestroyNotify) fo_inbox_row_clear);
  if (!fo_inbox_versions (txn, conflict->entity, conflict->remote_id, versions, error))
    return FO_TXN_FAIL;
  if (versions->len == 0)
    return fo_refuse (reply, FO_REQUEST_UNKNOWN);
  last = &g_array_index (versions, FoInboxRow, versions->len - 1);
  id = fo_store_next_id (fo_txn_store (txn), error);
  if (!id)
    return FO_TXN_FAIL;
  body = say_again (last, strcmp (conflict->kind, "order_gone") == 0);
  rev = g_strdup_printf ("%s/%" G_GINT64_FORMAT, last->rev, (gint64) id); /* another version, and asked of the work anew */
  fo_inbox_queue (txn, id, conflict->entity, conflict->remote_id, rev, body);
  return FO_TXN_COMMIT;
}

/* ---- stock ----------------------------------------------------------------------------------------------------------- */

/* "ITEM lot NUMBER", as comparing names it; a code may have " lot " in it. Free *ret_number with g_free. */
static FoFound
find_goods (FoTxn *txn, const char *name, FoItem *ret, char **ret_number, GError **error)
{
  FoFound found = FO_ABSENT;

  for (const char *at = strstr (name, LOT); at && found == FO_ABSENT; at = strstr (at + 1, LOT)) {
    g_autofree char *code = g_strndup (name, (gsize) (at - name));

    found = fo_item_find_by_code (txn, code, ret, error);
    if (found == FO_FOUND)
      *ret_number = g_strdup (at + strlen (LOT));
  }
  return found;
}

/* Those of the lot of that NUMBER; NULL: of all of the item. */
static bool
wish_counts (FoTxn *txn, const FoAct *act, const GArray *stock, const char *number, guint *ret_n, GError **error)
{
  *ret_n = 0;
  for (guint i = 0; i < stock->len; i++) {
    const FoStockRow *row = &g_array_index (stock, FoStockRow, i);
    FoLot lot;

    if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND)
      return false;
    if (row->on_hand_u == 0 || (number && strcmp (lot.number, number) != 0))
      continue;
    if (!fo_count_wish_add (txn, act->operation, row->place_id, row->lot_id, "sales-differs", error))
      return false;
    (*ret_n)++;
  }
  return true;
}

/* The book is not changed by what sales says: somebody counts. What is not where it should be may lie under another lot's name. */
static FoTxnEnd
count_it (FoTxn *txn, const FoConflict *conflict, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  g_autofree char *number = NULL;
  FoItem item;
  FoFound found = find_goods (txn, conflict->remote_id, &item, &number, error);
  guint n = 0;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  fo_reply_item (reply, &item);
  if (!fo_stock_of_item (txn, item.id, stock, error) || !wish_counts (txn, act, stock, number, &n, error)
      || (n == 0 && !wish_counts (txn, act, stock, NULL, &n, error)))
    return FO_TXN_FAIL;
  fo_args_set_count (&reply->args, "count", n);
  return n ? FO_TXN_COMMIT : fo_refuse (reply, FO_NOTHING_TO_COUNT);
}

/* ---- the act ------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId conflict;
  FoSide side;
  const char *words;
} SideAct;

static FoTxnEnd
judge (FoTxn *txn, const FoAct *act, const SideAct *what, const FoConflict *conflict, FoReply *reply, GError **error)
{
  if (!fo_side_may_win (conflict, what->side))
    return fo_refuse (reply, FO_REQUEST_UNKNOWN);
  if (!fo_is_given (what->words))
    return fo_refuse (reply, FO_REASON_NEEDED);
  return fo_right_judge (txn, act, "sending", reply, error);
}

static FoTxnEnd
choose (FoTxn *txn, const FoAct *act, const SideAct *what, const FoConflict *conflict, FoReply *reply, GError **error)
{
  FoTxnEnd end = judge (txn, act, what, conflict, reply, error);

  if (end == FO_TXN_COMMIT && strcmp (conflict->entity, "message") == 0)
    end = choose_message (txn, conflict, what->side, act, what->words, reply, error);
  else if (end == FO_TXN_COMMIT && what->side == FO_SIDE_THEIRS)
    end = fo_side_counts (conflict) ? count_it (txn, conflict, act, reply, error) : take_theirs (txn, conflict, reply, error);
  if (end == FO_TXN_COMMIT)
    fo_conflict_decide (txn, what->conflict, act->person ? act->person : "", what->words);
  return end;
}

static FoTxnEnd
choose_side (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const SideAct *what = data;
  FoConflict conflict = { 0 };
  FoFound found = fo_conflict_find (txn, what->conflict, &conflict, error);
  FoTxnEnd end;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_REQUEST_UNKNOWN);
  fo_args_set_text (&reply->args, "text", conflict.kind);
  end = choose (txn, context->act, what, &conflict, reply, error);
  fo_conflict_clear (&conflict);
  return end;
}

bool
fo_work_choose_side (FoStore *store, const FoAct *act, FoId conflict, FoSide side, const char *words, FoReply *reply, GError **error)
{
  const SideAct what = { conflict, side, words };

  return fo_act_run (store, act, "decide-conflict", choose_side, &what, reply, error);
}

/* ---- both sides compared ------------------------------------------------------------------------------------------- */

static FoTxnEnd
wish_compare (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  (void) context, (void) data, (void) reply, (void) error;
  fo_cursor_set (txn, FO_FEED_COMPARE_WISHED, "");
  return FO_TXN_COMMIT;
}

bool
fo_work_wish_compare (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "wish-compare", wish_compare, NULL, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods go to another warehouse, or come from one. Between the two they are under way: a place without a shelf. */
#include "firstout/store/transfers.h"
#include "firstout/work/goods.h"
#include "firstout/work/leaving.h"
#include "leaving-parts.h"
#include "marks.h"
#include "undo-parts.h"

#include <string.h>

#define NUMBER_HEAD "T-"

static void
name_transfer (FoReply *reply, const FoTransfer *transfer)
{
  fo_args_set_text (&reply->args, "order", transfer->number);
  fo_args_set_text (&reply->args, "partner", transfer->partner);
}

static bool
is_state (const FoTransfer *transfer, const char *state)
{
  return strcmp (transfer->state, state) == 0;
}

/* ---- it begins --------------------------------------------------------------------------------------------------- */

typedef struct {
  bool in;
  const char *number, *partner;
} Begin;

/* The first of those that are open, to the same warehouse. */
static FoFound
find_open (FoTxn *txn, const char *partner, FoTransfer *ret, GError **error)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (FoTransfer));

  if (!fo_transfers_open (txn, 0, 1000, open, error))
    return FO_FAILED;
  for (guint i = 0; i < open->len; i++) {
    *ret = g_array_index (open, FoTransfer, i);
    if (!ret->in && is_state (ret, "open") && strcmp (ret->partner, partner) == 0)
      return FO_FOUND;
  }
  return FO_ABSENT;
}

/* One more than the last of ours. */
static bool
number_transfer (FoTxn *txn, FoTransfer *transfer, GError **error)
{
  g_autoptr (GArray) last = g_array_new (FALSE, FALSE, sizeof (FoTransfer));
  guint64 n = 0;

  if (!fo_transfers_last (txn, 50, last, error))
    return false;
  for (guint i = 0; i < last->len; i++) {
    const FoTransfer *one = &g_array_index (last, FoTransfer, i);
    guint64 its = one->in || !g_str_has_prefix (one->number, NUMBER_HEAD) ? 0
                                                                           : g_ascii_strtoull (one->number + strlen (NUMBER_HEAD), NULL, 10);
    n = MAX (n, its);
  }
  g_snprintf (transfer->number, sizeof transfer->number, NUMBER_HEAD "%" G_GUINT64_FORMAT, n + 1);
  return true;
}

static FoTxnEnd
begin (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Begin *what = data;
  FoTransfer transfer = { .id = context->act->operation, .in = what->in, .state = "open", .made_on = context->day };
  FoFound found = what->in ? fo_transfer_numbered (txn, true, what->number, &transfer, error)
                           : find_open (txn, what->partner, &transfer, error);

  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (found == FO_FOUND && is_state (&transfer, "arrived")) {
    fo_args_set_text (&reply->args, "text", what->number);
    return fo_refuse (reply, FO_TRANSFER_UNKNOWN);
  }
  if (found == FO_ABSENT) {
    transfer = (FoTransfer){ .id = context->act->operation, .in = what->in, .state = "open", .made_on = context->day };
    g_strlcpy (transfer.partner, what->partner, sizeof transfer.partner);
    g_strlcpy (transfer.number, what->in ? what->number : "", sizeof transfer.number);
    if (!what->in && !number_transfer (txn, &transfer, error))
      return FO_TXN_FAIL;
    fo_transfer_insert (txn, &transfer);
  }
  name_transfer (reply, &transfer);
  return FO_TXN_COMMIT;
}

bool
fo_work_transfer_out (FoStore *store, const FoAct *act, const char *partner, FoReply *reply, GError **error)
{
  const Begin what = { .partner = partner };

  return fo_act_run (store, act, "transfer-begin", begin, &what, reply, error);
}

bool
fo_work_transfer_in (FoStore *store, const FoAct *act, const char *number, const char *partner, FoReply *reply, GError **error)
{
  const Begin what = { .in = true, .number = number, .partner = partner };

  return fo_act_run (store, act, "transfer-begin", begin, &what, reply, error);
}

/* ---- goods ------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
find_transfer (FoTxn *txn, bool in, const char *number, const char *state, FoTransfer *ret, FoReply *reply, GError **error)
{
  FoFound found = fo_transfer_numbered (txn, in, number, ret, error);

  fo_args_set_text (&reply->args, "text", number);
  if (found == FO_FOUND && !is_state (ret, state) && !(in && is_state (ret, "under-way")))
    found = FO_ABSENT;
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_TRANSFER_UNKNOWN);
  name_transfer (reply, ret);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
send_goods (FoTxn *txn, FoActContext *context, const FoTransferGoods *what, FoTransferLine *line, FoReply *reply, GError **error)
{
  const FoCarry carry = { .kind = FO_MOVE_TRANSFER_OUT, .lot = what->lot, .from = what->place, .quantity_u = what->quantity_u,
                          .reason = what->number, .marks = what->marks, .n_marks = what->n_marks };
  FoTxnEnd end = fo_carry_part (txn, context, &carry, reply, error);
  const FoArg *moved = fo_args_get (&reply->args, "quantity");
  FoLot lot;

  if (end != FO_TXN_COMMIT)
    return end;
  if (fo_lot_find (txn, what->lot, &lot, error) != FO_FOUND)
    return FO_TXN_FAIL;
  *line = (FoTransferLine){ .item_id = lot.item_id, .expires_on = lot.expires_on, .moved_u = moved ? moved->number : 0 };
  g_strlcpy (line->lot, lot.number, sizeof line->lot);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
take_goods (FoTxn *txn, FoActContext *context, const FoTransferGoods *what, FoTransferLine *line, FoReply *reply, GError **error)
{
  const FoReceive receive = { .kind = FO_MOVE_TRANSFER_IN, .item = what->item, .lot = what->lot_number, .expires_on = what->expires_on,
                              .produced_on = FO_DAY_NONE, .quantity_u = what->quantity_u, .place = what->place,
                              .into_quarantine = what->into_quarantine, .reason = what->number, .marks = what->marks,
                              .n_marks = what->n_marks };
  FoTxnEnd end = fo_receive_part (txn, context, &receive, reply, error);

  *line = (FoTransferLine){ .item_id = what->item, .expires_on = what->expires_on, .moved_u = what->quantity_u };
  g_strlcpy (line->lot, what->lot_number ? what->lot_number : "", sizeof line->lot);
  return end;
}

static FoTxnEnd
move_goods (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoTransferGoods *what = data;
  FoTransfer transfer;
  FoTransferLine line;
  FoTxnEnd end = find_transfer (txn, what->in, what->number, "open", &transfer, reply, error);

  if (end == FO_TXN_COMMIT)
    end = what->in ? take_goods (txn, context, what, &line, reply, error) : send_goods (txn, context, what, &line, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_transfer_line_add (txn, transfer.id, &line);
  fo_transfer_step_insert (txn, context->act->operation, transfer.id);
  return FO_TXN_COMMIT;
}

bool
fo_work_transfer_goods (FoStore *store, const FoAct *act, const FoTransferGoods *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, what->in ? "transfer-in" : "transfer-out", move_goods, what, reply, error);
}

/* One that nothing was put into yet is gone; one that was there before stays. */
FoTxnEnd
fo_undo_transfer_begin (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoTransferLine));
  FoTransfer transfer;
  FoFound found = fo_transfer_find (txn, undone->operation, &transfer, error);

  if (found != FO_FOUND)
    return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  name_transfer (reply, &transfer);
  if (!fo_transfer_lines (txn, transfer.id, lines, error))
    return FO_TXN_FAIL;
  if (!is_state (&transfer, "open") || lines->len > 0)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  fo_transfer_delete (txn, transfer.id);
  return FO_TXN_COMMIT;
}

/* It is on its way again. */
FoTxnEnd
fo_undo_transfer_arrived (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoTransfer transfer;
  FoTxnEnd end = find_transfer (txn, false, fo_undone_text (undone, "order"), "arrived", &transfer, reply, error);

  if (end == FO_TXN_COMMIT)
    fo_transfer_set (txn, transfer.id, "under-way", undone->context->act->operation);
  return end;
}

FoTxnEnd
fo_undo_transfer (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoTransfer transfer;
  FoFound found = fo_transfer_of_step (txn, undone->operation, &transfer, error);

  if (found != FO_FOUND)
    return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  name_transfer (reply, &transfer);
  if (!is_state (&transfer, "open") && !(transfer.in && is_state (&transfer, "under-way")))
    return fo_refuse (reply, FO_CANNOT_UNDO);
  for (guint i = 0; i < undone->movements->len; i++) {
    const FoMovementRow *row = &g_array_index (undone->movements, FoMovementRow, i);
    FoLot lot;

    if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND)
      return FO_TXN_FAIL;
    fo_transfer_line_less (txn, transfer.id, lot.item_id, lot.number, row->quantity_u);
  }
  return FO_TXN_COMMIT;
}

/* ---- what is in it ----------------------------------------------------------------------------------------------- */

static bool
add_line (FoTxn *txn, GString *json, const FoTransferLine *line, GError **error)
{
  FoItem item;

  if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
    return false;
  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "item", item.code);
  fo_json_add_text (json, "lot", line->lot);
  fo_json_add_day (json, "expires_on", line->expires_on);
  fo_json_add_quantity (json, "announced", line->announced_u);
  fo_json_add_quantity (json, "moved", line->moved_u);
  fo_json_close (json, '}');
  return true;
}

static bool
add_lines (FoTxn *txn, GString *json, const GArray *lines, GError **error)
{
  fo_json_open (json, "lines", '[');
  for (guint i = 0; i < lines->len; i++)
    if (!add_line (txn, json, &g_array_index (lines, FoTransferLine, i), error))
      return false;
  fo_json_close (json, ']');
  return true;
}

static void
add_head (GString *json, const FoTransfer *transfer)
{
  fo_json_add_text (json, "number", transfer->number);
  fo_json_add_text (json, "direction", transfer->in ? "in" : "out");
  fo_json_add_text (json, "partner", transfer->partner);
  fo_json_add_text (json, "state", transfer->state);
  fo_json_add_day (json, "made_on", transfer->made_on);
}

bool
fo_transfer_to_json (FoTxn *txn, FoId id, char **ret_json, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoTransferLine));
  GString *json = fo_json_new ('{');
  FoTransfer transfer;

  if (fo_transfer_find (txn, id, &transfer, error) != FO_FOUND || !fo_transfer_lines (txn, id, lines, error)) {
    g_string_free (json, TRUE);
    return false;
  }
  add_head (json, &transfer);
  if (!add_lines (txn, json, lines, error)) {
    g_string_free (json, TRUE);
    return false;
  }
  fo_json_close (json, '}');
  *ret_json = g_string_free (json, FALSE);
  return true;
}

/* ---- it leaves, or all is here ----------------------------------------------------------------------------------- */

typedef struct {
  bool in;
  const char *number;
} Close;

/* Was anything announced at all? A transfer by hand has nothing to differ from. */
static bool
differs (const GArray *lines)
{
  bool announced = false, differs = false;

  for (guint i = 0; i < lines->len; i++) {
    const FoTransferLine *line = &g_array_index (lines, FoTransferLine, i);
    announced |= line->announced_u > 0;
    differs |= line->announced_u != line->moved_u;
  }
  return announced && differs;
}

static bool
list_differences (FoTxn *txn, const GArray *lines, FoReply *reply, GError **error)
{
  GString *list = fo_json_new ('[');

  for (guint i = 0; i < lines->len; i++) {
    const FoTransferLine *line = &g_array_index (lines, FoTransferLine, i);
    FoItem item;

    if (line->announced_u == line->moved_u)
      continue;
    if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND) {
      g_string_free (list, TRUE);
      return false;
    }
    fo_json_open (list, NULL, '{');
    fo_json_add_text (list, "item", item.code);
    fo_json_add_text (list, "lot", line->lot);
    fo_json_add_quantity (list, "announced", line->announced_u);
    fo_json_add_quantity (list, "arrived", line->moved_u);
    fo_json_add_quantity (list, "difference", line->moved_u - line->announced_u);
    fo_json_close (list, '}');
  }
  fo_reply_take_lines (reply, list);
  return true;
}

static bool
tell_sales (FoTxn *txn, const FoActContext *context, const FoTransfer *transfer, const GArray *lines, GError **error)
{
  GString *body = fo_json_new ('{');

  add_head (body, transfer);
  if (!add_lines (txn, body, lines, error)) {
    g_string_free (body, TRUE);
    return false;
  }
  fo_json_add_text (body, "person", context->act->person ? context->act->person : "");
  fo_json_add_day (body, "day", context->day);
  return fo_tell_sales (txn, context->act->operation, "transfer", transfer->id, "transfer", body, error);
}

static FoTxnEnd
close_transfer (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoTransferLine));
  const Close *what = data;
  FoTransfer transfer;
  FoTxnEnd end = find_transfer (txn, what->in, what->number, "open", &transfer, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_transfer_lines (txn, transfer.id, lines, error))
    return FO_TXN_FAIL;
  if (lines->len == 0)
    return fo_refuse (reply, FO_NOTHING_OPEN);
  g_strlcpy (transfer.state, what->in ? "arrived" : "under-way", sizeof transfer.state);
  fo_transfer_set (txn, transfer.id, transfer.state, context->act->operation);
  fo_args_set_count (&reply->args, "count", lines->len);
  fo_args_set_text (&reply->args, "state", transfer.state);
  reply->verdict = what->in && differs (lines) ? FO_TRANSFER_DIFFERS : FO_COMPLETE;
  if (reply->verdict == FO_TRANSFER_DIFFERS && !list_differences (txn, lines, reply, error))
    return FO_TXN_FAIL;
  return tell_sales (txn, context, &transfer, lines, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_transfer_close (FoStore *store, const FoAct *act, bool in, const char *number, FoReply *reply, GError **error)
{
  const Close what = { in, number };

  return fo_act_run (store, act, "transfer-close", close_transfer, &what, reply, error);
}

static FoTxnEnd
set_arrived (FoTxn *txn, FoActContext *context, gconstpointer number, FoReply *reply, GError **error)
{
  FoTransfer transfer;
  FoTxnEnd end = find_transfer (txn, false, number, "under-way", &transfer, reply, error);

  if (end == FO_TXN_COMMIT)
    fo_transfer_set (txn, transfer.id, "arrived", context->act->operation);
  return end;
}

bool
fo_work_transfer_arrived (FoStore *store, const FoAct *act, const char *number, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "transfer-arrived", set_arrived, number, reply, error);
}

/* ---- another warehouse says what it has sent --------------------------------------------------------------------- */

static const char *
text_of (json_object *object, const char *name)
{
  json_object *value;

  return json_object_object_get_ex (object, name, &value) && json_object_is_type (value, json_type_string)
             ? json_object_get_string (value)
             : "";
}

static FoTxnEnd
announce_line (FoTxn *txn, FoId transfer, json_object *row, FoReply *reply, GError **error)
{
  FoTransferLine line = { .expires_on = FO_DAY_NONE };
  const char *day = text_of (row, "expires_on");
  FoItem item;
  FoFound found = fo_item_find_by_code (txn, text_of (row, "item"), &item, error);

  fo_args_set_text (&reply->args, "code", text_of (row, "item"));
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  if (fo_quantity_parse (text_of (row, "moved"), &line.announced_u) != FO_OK || line.announced_u <= 0
      || (*day && fo_day_parse_iso (day, &line.expires_on) != FO_OK) || strlen (text_of (row, "lot")) >= sizeof line.lot)
    return fo_refuse (reply, FO_MESSAGE_MALFORMED);
  line.item_id = item.id;
  g_strlcpy (line.lot, text_of (row, "lot"), sizeof line.lot);
  fo_transfer_line_add (txn, transfer, &line);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
announce_all (FoTxn *txn, FoActContext *context, json_object *said, FoReply *reply, GError **error)
{
  FoTransfer transfer = { .id = context->act->operation, .in = true, .state = "under-way", .made_on = context->day };
  FoTxnEnd end = FO_TXN_COMMIT;
  json_object *lines;
  FoFound found;

  g_strlcpy (transfer.number, text_of (said, "number"), sizeof transfer.number);
  g_strlcpy (transfer.partner, text_of (said, "from"), sizeof transfer.partner);
  if (!transfer.number[0] || !json_object_object_get_ex (said, "lines", &lines) || !json_object_is_type (lines, json_type_array))
    return fo_refuse (reply, FO_MESSAGE_MALFORMED);
  name_transfer (reply, &transfer);
  found = fo_transfer_numbered (txn, true, transfer.number, &transfer, error);
  if (found != FO_ABSENT)
    return fo_not_found (found, reply, FO_ALREADY_DONE);
  fo_transfer_insert (txn, &transfer);
  for (gsize i = 0; i < json_object_array_length (lines) && end == FO_TXN_COMMIT; i++)
    end = announce_line (txn, transfer.id, json_object_array_get_idx (lines, i), reply, error);
  return end;
}

static FoTxnEnd
announce (FoTxn *txn, FoActContext *context, gconstpointer json, FoReply *reply, GError **error)
{
  json_object *said = json_tokener_parse (json);
  FoTxnEnd end = said ? announce_all (txn, context, said, reply, error) : fo_refuse (reply, FO_MESSAGE_MALFORMED);

  json_object_put (said);
  return end;
}

bool
fo_work_transfer_announce (FoStore *store, const FoAct *act, const char *json, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "transfer-announce", announce, json, reply, error);
}

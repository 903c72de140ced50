/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person must decide, and what then happens. */
#include "apply-parts.h"
#include "firstout/core/stage.h"
#include "firstout/store/channels.h"
#include "firstout/store/customers.h"
#include "firstout/store/meta.h"
#include "firstout/work/asking.h"
#include "match.h"
#include "snapshot.h"

#define PAGE 200
#define RESERVE_DAYS 5

static const struct {
  const char *kind;
  const char *answers[3];
} kinds[] = {
  { "keep-supply", { "keep", "cancel" } },
  { "same-thing", { "same", "other" } },
  { "slipped", { "seen" } },
  { "came-short", { "seen" } },
  { "stage", { "take", "keep" } },
  { "done", { "close", "keep" } },
};

static const char *const *
answers_to (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return kinds[i].answers;
  g_assert_not_reached ();
}

/* ---- deciding ----------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId question;
  const char *answer;
} Decide;

static bool
tell_cancel (FoTxn *txn, FoId operation, const FoSupply *supply, const FoQuestion *question, GError **error)
{
  GString *body;
  FoItem item;

  if (fo_item_find (txn, supply->item_id, &item, error) != FO_FOUND)
    return false;
  body = fo_json_new ('{');
  fo_json_add_text (body, "number", supply->number);
  fo_json_add_text (body, "kind", fo_supply_kind_name (supply->kind));
  fo_json_add_text (body, "item", item.code);
  fo_json_add_quantity (body, "quantity", question->quantity_u);
  return fo_tell_sales (txn, operation, "supply", supply->id, "supply.cancel", body, error);
}

/* Kept for stock, it serves whoever waits; called off, a proposal is gone, and of an order sales decides. */
static FoTxnEnd
decide_supply (FoTxn *txn, FoActContext *context, const FoQuestion *question, bool keep, FoReply *reply, GError **error)
{
  char remote_id[FO_REMOTE_ID_MAX];
  FoApplySupply said = { .remote_id = remote_id };

  if (fo_supply_find (txn, question->supply_id, &said.supply, error) != FO_FOUND
      || !fo_supply_remote_id (txn, question->supply_id, remote_id, error))
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "supply", said.supply.number);
  fo_args_set_text (&reply->args, "before", said.supply.state == FO_SUPPLY_PROPOSED ? "proposed" : said.supply.dedicated ? "dedicated" : "");
  if (!keep && !tell_cancel (txn, context->act->operation, &said.supply, question, error))
    return FO_TXN_FAIL;
  if (!keep && said.supply.state != FO_SUPPLY_PROPOSED)
    return FO_TXN_COMMIT;
  if (keep) {
    said.supply.line_id = 0;
    said.supply.dedicated = false;
  } else
    said.supply.state = FO_SUPPLY_CANCELLED;
  return fo_apply_supply_part (txn, context, &said, reply, error);
}

static FoTxnEnd
decide_same (FoTxn *txn, FoActContext *context, const FoQuestion *question, FoReply *reply, GError **error)
{
  FoMatch match = { .theirs = question->text };
  FoOrder order;

  if (fo_order_find (txn, question->order_id, &order, error) != FO_FOUND)
    return FO_TXN_FAIL;
  match.ours = order.number;
  return fo_match_part (txn, context, &match, reply, error);
}

/* The word of sales holds after all, as far as it says something of the payment; the goods are as they are. */
static FoTxnEnd
decide_stage (FoTxn *txn, FoActContext *context, const FoQuestion *question, FoReply *reply, GError **error)
{
  FoApplyOrder said = { .rest_closed = false };
  FoDay closed_on;
  FoStage stage;
  FoFound found;

  if (fo_order_find (txn, question->order_id, &said.order, error) != FO_FOUND
      || !fo_order_gate_said (txn, question->order_id, &said.order.gate, &closed_on, error))
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "before", fo_gate_name (said.order.gate));
  found = fo_channel_stage (txn, said.order.channel, question->text, &stage, error);
  if (found == FO_FOUND)
    said.order.gate = fo_stage_opens_gate (stage) ? FO_GATE_OPEN : FO_GATE_CLOSED;
  return found == FO_FAILED ? FO_TXN_FAIL : fo_apply_order_part (txn, context, &said, reply, error);
}

/* The order as it was, for whoever takes the decision back. */
static bool
remember (FoTxn *txn, FoId order, FoReply *reply, GError **error)
{
  g_autoptr (GString) json = fo_json_new ('{');
  g_auto (FoOrderWork) work = { 0 };

  if (fo_order_work_open (txn, order, &work, error) != FO_FOUND || !fo_snapshot_add (txn, json, "ours", &work, error))
    return false;
  fo_json_close (json, '}');
  fo_args_set_text (&reply->args, "before", json->str);
  return true;
}

static FoTxnEnd
decide_done (FoTxn *txn, FoActContext *context, const FoQuestion *question, FoReply *reply, GError **error)
{
  FoApplyOrder said = { .rest_closed = true };
  FoDay closed_on;

  if (fo_order_find (txn, question->order_id, &said.order, error) != FO_FOUND
      || !fo_order_gate_said (txn, question->order_id, &said.order.gate, &closed_on, error)
      || !remember (txn, question->order_id, reply, error))
    return FO_TXN_FAIL;
  return fo_apply_order_part (txn, context, &said, reply, error);
}

/* The order is where it is: sales hears so once more. */
static FoTxnEnd
keep_stage (FoTxn *txn, FoActContext *context, const FoQuestion *question, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };

  if (fo_order_work_open (txn, question->order_id, &work, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_reply_order (reply, &work.order);
  return !work.order.remote_id[0] || fo_order_tell_state (txn, context->act->operation, &work, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* What follows from the answer; of the other kinds nothing does. */
static FoTxnEnd
do_decided (FoTxn *txn, FoActContext *context, const FoQuestion *question, const char *answer, FoReply *reply, GError **error)
{
  bool keep = g_str_equal (answer, "keep");

  if (g_str_equal (question->kind, "keep-supply"))
    return decide_supply (txn, context, question, keep, reply, error);
  if (g_str_equal (answer, "same"))
    return decide_same (txn, context, question, reply, error);
  if (g_str_equal (question->kind, "stage") || g_str_equal (question->kind, "done"))
    return keep ? keep_stage (txn, context, question, reply, error)
                : (g_str_equal (question->kind, "done") ? decide_done : decide_stage) (txn, context, question, reply, error);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
decide (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Decide *what = data;
  char number[FO_ID_TEXT_MAX];
  FoQuestion question;
  FoFound found = fo_question_find (txn, what->question, &question, error);

  if (found != FO_FOUND || question.answer[0])
    return fo_not_found (found, reply, FO_NOTHING_OPEN);
  if (!g_strv_contains (answers_to (question.kind), what->answer)) {
    fo_args_set_text (&reply->args, "text", what->answer);
    return fo_refuse (reply, FO_COMMAND_UNKNOWN);
  }
  fo_args_set_text (&reply->args, "question", fo_id_print (question.id, number));
  fo_question_settle (txn, question.id, what->answer, context->act->operation);
  return do_decided (txn, context, &question, what->answer, reply, error);
}

bool
fo_work_decide (FoStore *store, const FoAct *act, FoId question, const char *answer, FoReply *reply, GError **error)
{
  const Decide what = { question, answer };

  return fo_act_run (store, act, "decide", decide, &what, reply, error);
}

/* ---- what waits --------------------------------------------------------------------------------------------------- */

static bool
name_question (FoTxn *txn, const FoQuestion *question, FoToDecide *row, GError **error)
{
  FoOrder order = { .id = 0 };
  FoItem item = { .id = 0 };
  FoSupply supply = { .id = 0 };

  if ((question->order_id && fo_order_find (txn, question->order_id, &order, error) != FO_FOUND)
      || (question->item_id && fo_item_find (txn, question->item_id, &item, error) != FO_FOUND)
      || (question->supply_id && fo_supply_find (txn, question->supply_id, &supply, error) != FO_FOUND))
    return false;
  g_strlcpy (row->order, order.number, sizeof row->order);
  g_strlcpy (row->deal, order.deal, sizeof row->deal);
  g_strlcpy (row->customer, order.customer, sizeof row->customer);
  g_strlcpy (row->item, item.code, sizeof row->item);
  g_strlcpy (row->name, item.name, sizeof row->name);
  g_strlcpy (row->unit, item.unit, sizeof row->unit);
  g_strlcpy (row->supply, supply.number, sizeof row->supply);
  return true;
}

static bool
read_questions (FoTxn *txn, GArray *rows, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (FoQuestion));

  if (!fo_questions_open (txn, 0, PAGE, questions, error))
    return false;
  for (guint i = 0; i < questions->len; i++) {
    const FoQuestion *question = &g_array_index (questions, FoQuestion, i);
    const char *const *answers = answers_to (question->kind);
    FoToDecide row = { .question = question->id, .quantity_u = question->quantity_u, .day = question->day, .since = FO_DAY_NONE };

    g_strlcpy (row.kind, question->kind, sizeof row.kind);
    g_strlcpy (row.text, question->text, sizeof row.text);
    for (guint k = 0; k < G_N_ELEMENTS (row.answers); k++)
      row.answers[k] = answers[k];
    if (!name_question (txn, question, &row, error))
      return false;
    g_array_append_val (rows, row);
  }
  return true;
}

static bool
reserve_days (FoTxn *txn, gint32 *ret_days, GError **error)
{
  g_autofree char *note = NULL;
  guint64 days = RESERVE_DAYS;

  if (!fo_meta_get (txn, "reserve-days", &note, error))
    return false;
  g_ascii_string_to_unsigned (note, 10, 0, 1000, &days, NULL);
  *ret_days = (gint32) days;
  return true;
}

static bool
read_kept (FoTxn *txn, GArray *rows, GError **error)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (FoKeptOrder));
  FoDay today = fo_store_today (fo_txn_store (txn));
  gint32 days;

  if (!reserve_days (txn, &days, error) || !fo_orders_closed_long (txn, today, PAGE, kept, error))
    return false;
  for (guint i = 0; i < kept->len; i++) {
    const FoKeptOrder *each = &g_array_index (kept, FoKeptOrder, i);
    FoToDecide row = { .kind = "reserve", .since = each->closed_on, .day = fo_customer_keep_until (each->closed_on, days) };
    FoOrder order;

    if (row.day >= today)
      continue;
    if (fo_order_find (txn, each->order_id, &order, error) != FO_FOUND)
      return false;
    g_strlcpy (row.order, order.number, sizeof row.order);
    g_strlcpy (row.deal, order.deal, sizeof row.deal);
    g_strlcpy (row.customer, order.customer, sizeof row.customer);
    g_array_append_val (rows, row);
  }
  return true;
}

bool
fo_to_decide_read (FoTxn *txn, GArray *rows, GError **error)
{
  return read_questions (txn, rows, error) && read_kept (txn, rows, error);
}

static FoTxnEnd
read_all (FoTxn *txn, gpointer data, GError **error)
{
  GArray *rows = data;

  g_array_set_size (rows, 0);
  return fo_to_decide_read (txn, rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
add_row (GString *json, const FoToDecide *row)
{
  fo_json_open (json, NULL, '{');
  fo_json_add_id (json, "question", row->question);
  fo_json_add_text (json, "kind", row->kind);
  fo_json_add_text (json, "order", row->order);
  fo_json_add_text (json, "deal", row->deal);
  fo_json_add_text (json, "customer", row->customer);
  fo_json_add_text (json, "item", row->item);
  fo_json_add_text (json, "name", row->name);
  fo_json_add_text (json, "supply", row->supply);
  fo_json_add_quantity (json, "quantity", row->quantity_u);
  fo_json_add_day (json, "day", row->day);
  fo_json_add_day (json, "since", row->since);
  fo_json_add_text (json, "text", row->text);
  fo_json_open (json, "answers", '[');
  for (guint i = 0; i < G_N_ELEMENTS (row->answers) && row->answers[i]; i++)
    fo_json_add_text (json, NULL, row->answers[i]);
  fo_json_close (json, ']');
  fo_json_close (json, '}');
}

bool
fo_work_to_decide (FoStore *store, char **ret_json, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToDecide));
  GString *json;

  if (!fo_store_read (store, read_all, rows, error))
    return false;
  json = fo_json_new ('[');
  for (guint i = 0; i < rows->len; i++)
    add_row (json, &g_array_index (rows, FoToDecide, i));
  fo_json_close (json, ']');
  *ret_json = g_string_free (json, FALSE);
  return true;
}

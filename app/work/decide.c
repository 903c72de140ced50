/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person must decide, and what then happens. */
#include "apply-parts.h"
#include "firstout/store/customers.h"
#include "firstout/store/meta.h"
#include "firstout/work/asking.h"
#include "match.h"

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

static FoTxnEnd
decide (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Decide *what = data;
  FoQuestion question;
  FoFound found = fo_question_find (txn, what->question, &question, error);
  FoTxnEnd end = FO_TXN_COMMIT;

  if (found != FO_FOUND || question.answer[0])
    return fo_not_found (found, reply, FO_NOTHING_OPEN);
  if (!g_strv_contains (answers_to (question.kind), what->answer)) {
    fo_args_set_text (&reply->args, "text", what->answer);
    return fo_refuse (reply, FO_COMMAND_UNKNOWN);
  }
  fo_question_answer (txn, question.id, what->answer, context->act->operation);
  if (g_str_equal (question.kind, "keep-supply"))
    end = decide_supply (txn, context, &question, g_str_equal (what->answer, "keep"), reply, error);
  else if (g_str_equal (what->answer, "same"))
    end = decide_same (txn, context, &question, reply, error);
  return end;
}

bool
fo_work_decide (FoStore *store, const FoAct *act, FoId question, const char *answer, FoReply *reply, GError **error)
{
  const Decide what = { question, answer };

  return fo_act_run (store, act, "decide", decide, &what, reply, error);
}

/* ---- what waits --------------------------------------------------------------------------------------------------- */

typedef struct {
  GString *json;
} List;

static bool
add_names (FoTxn *txn, GString *json, const FoQuestion *question, GError **error)
{
  FoOrder order = { .id = 0 };
  FoItem item = { .id = 0 };
  FoSupply supply = { .id = 0 };

  if ((question->order_id && fo_order_find (txn, question->order_id, &order, error) != FO_FOUND)
      || (question->item_id && fo_item_find (txn, question->item_id, &item, error) != FO_FOUND)
      || (question->supply_id && fo_supply_find (txn, question->supply_id, &supply, error) != FO_FOUND))
    return false;
  fo_json_add_text (json, "order", order.number);
  fo_json_add_text (json, "deal", order.deal);
  fo_json_add_text (json, "item", item.code);
  fo_json_add_text (json, "name", item.name);
  fo_json_add_text (json, "supply", supply.number);
  return true;
}

static bool
list_question (FoTxn *txn, GString *json, const FoQuestion *question, GError **error)
{
  const char *const *answers = answers_to (question->kind);

  fo_json_open (json, NULL, '{');
  fo_json_add_id (json, "question", question->id);
  fo_json_add_text (json, "kind", question->kind);
  if (!add_names (txn, json, question, error))
    return false;
  fo_json_add_quantity (json, "quantity", question->quantity_u);
  fo_json_add_day (json, "day", question->day);
  fo_json_add_text (json, "text", question->text);
  fo_json_open (json, "answers", '[');
  for (guint i = 0; answers[i]; i++)
    fo_json_add_text (json, NULL, answers[i]);
  fo_json_close (json, ']');
  fo_json_close (json, '}');
  return true;
}

static bool
list_kept (FoTxn *txn, GString *json, FoDay today, gint32 days, GError **error)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (FoKeptOrder));

  if (!fo_orders_closed_long (txn, today, PAGE, kept, error))
    return false;
  for (guint i = 0; i < kept->len; i++) {
    const FoKeptOrder *each = &g_array_index (kept, FoKeptOrder, i);
    FoDay until = fo_customer_keep_until (each->closed_on, days);
    FoOrder order;

    if (until >= today)
      continue;
    if (fo_order_find (txn, each->order_id, &order, error) != FO_FOUND)
      return false;
    fo_json_open (json, NULL, '{');
    fo_json_add_text (json, "kind", "reserve");
    fo_json_add_text (json, "order", order.number);
    fo_json_add_text (json, "deal", order.deal);
    fo_json_add_text (json, "customer", order.customer);
    fo_json_add_day (json, "since", each->closed_on);
    fo_json_add_day (json, "until", until);
    fo_json_close (json, '}');
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

static FoTxnEnd
list_all (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (FoQuestion));
  List *list = data;
  gint32 days;

  if (list->json)
    g_string_free (list->json, TRUE);
  list->json = fo_json_new ('[');
  if (!fo_questions_open (txn, 0, PAGE, questions, error) || !reserve_days (txn, &days, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < questions->len; i++)
    if (!list_question (txn, list->json, &g_array_index (questions, FoQuestion, i), error))
      return FO_TXN_FAIL;
  return list_kept (txn, list->json, fo_store_today (fo_txn_store (txn)), days, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_to_decide (FoStore *store, char **ret_json, GError **error)
{
  List list = { NULL };
  bool read = fo_store_read (store, list_all, &list, error);

  if (read)
    fo_json_close (list.json, ']');
  if (list.json)
    *ret_json = g_string_free (list.json, !read);
  return read;
}

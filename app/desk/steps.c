/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every task does in its steps: answering, keeping goods in the hand, opening tasks and documents. */
#include "step.h"

#include <string.h>

/* ---- answering ----------------------------------------------------------------------------------------------------------- */

bool
fo_step_answer (FoStep *step, FoVerdict verdict)
{
  step->ret->reply.verdict = verdict;
  return true;
}

const char *
fo_step_due (FoStep *step)
{
  g_string_assign (step->due_with_rest, step->due->str);
  fo_receive_wish_rest (step, step->due_with_rest);
  return step->due_with_rest->str;
}

const FoAct *
fo_step_act (FoStep *step)
{
  fo_args_set_text (&step->with, "task", step->next->task ? step->next->task->name : "");
  if (step->next->document[0])
    fo_args_set_text (&step->with, "document", step->next->document);
  step->act.with = &step->with;
  step->act.due = fo_step_due (step);
  step->act.done_by = step->now->paper_by;
  step->act.done_on = step->now->paper_on;
  step->remembered = true;
  return &step->act;
}

FoReply *
fo_step_reply (FoStep *step)
{
  return &step->ret->reply;
}

bool
fo_step_is_done (const FoStep *step)
{
  FoMood mood = fo_verdict_mood (step->ret->reply.verdict);

  return mood == FO_MOOD_OK || mood == FO_MOOD_DONE;
}

void
fo_step_keep (FoStep *step, const FoGoods *goods, FoVerdict why, FoAsk ask)
{
  step->next->hand = *goods;
  step->next->refused = why;
  step->next->ask = ask;
  step->next->asks_for = NULL;
  step->next->n_choices = 0;
}

bool
fo_step_refuse (FoStep *step, const FoGoods *goods, FoVerdict why, FoAsk ask)
{
  fo_step_keep (step, goods, why, ask);
  fo_args_goods (&step->ret->reply.args, goods);
  return fo_step_answer (step, why);
}

void
fo_step_let_go (FoStep *step)
{
  FoDeskState *next = step->next;

  next->hand = (FoGoods){ .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE };
  next->refused = FO_OK;
  next->ask = FO_ASK_NOTHING;
  next->asks_for = NULL;
  next->n_choices = 0;
  next->unknown[0] = '\0';
  next->unknown_carton.identity[0] = '\0';
}

bool
fo_step_ask_reason (FoStep *step, const char *command)
{
  step->next->ask = FO_ASK_REASON;
  step->next->asks_for = command;
  return fo_step_answer (step, FO_REASON_NEEDED);
}

void
fo_args_goods (FoArgs *args, const FoGoods *goods)
{
  if (!goods->item.id)
    return;
  fo_args_set_text (args, "item", goods->item.name);
  fo_args_set_text (args, "code", goods->item.code);
  fo_args_set_text (args, "unit", goods->item.unit);
  if (goods->lot[0])
    fo_args_set_text (args, "lot", goods->lot);
  if (goods->expires_on != FO_DAY_NONE)
    fo_args_set_day (args, "expires_on", goods->expires_on);
  fo_args_set_quantity (args, "quantity", goods->total_u ? goods->total_u : goods->quantity_u);
}

void
fo_args_place (FoArgs *args, const FoPlace *place)
{
  fo_args_set_text (args, "place", place->code);
}

/* ---- tasks and documents -------------------------------------------------------------------------------------------------- */

void
fo_step_close_document (FoStep *step)
{
  FoDeskState *next = step->next;

  fo_step_let_go (step);
  next->order = 0;
  next->document[0] = '\0';
  next->place = 0;
  next->just_placed = false;
  next->place_code[0] = '\0';
  next->line = 0;
  next->n_seen = 0;
  next->owner[0] = '\0';
  next->carton = 0;
  next->taking_out = false;
  next->shipment = next->returned = 0;
  next->reason[0] = '\0';
}

void
fo_step_open_task (FoStep *step, const FoTask *task)
{
  if (step->next->task == task)
    return;
  fo_step_close_document (step);
  step->next->task = task;
}

void
fo_step_set_document (FoStep *step, FoId order, const char *number)
{
  fo_step_close_document (step);
  step->next->order = order;
  g_strlcpy (step->next->document, number, sizeof step->next->document);
}

void
fo_step_set_place (FoStep *step, const FoPlace *place)
{
  step->next->place = place->id;
  step->next->just_placed = true;
  g_strlcpy (step->next->place_code, place->code, sizeof step->next->place_code);
}

typedef struct {
  FoId order;
  FoOrder found;
} FindOrder;

static FoTxnEnd
find_order (FoTxn *txn, gpointer data, GError **error)
{
  FindOrder *find = data;

  return fo_order_find (txn, find->order, &find->found, error) == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* Without the server nothing is claimed: an order this station has already is opened, and no other. */
static bool
open_leased (FoStep *step, FoId order, const char *number, GError **error)
{
  FindOrder find = { .order = order };

  fo_args_set_text (&step->ret->reply.args, "order", number);
  if (!fo_store_read (step->store, find_order, &find, error))
    return false;
  if (find.found.parked_at || strcmp (find.found.taken_by, step->act.station) != 0)
    return fo_step_answer (step, FO_NOT_LEASED);
  fo_step_open_task (step, &fo_task_pick);
  fo_step_set_document (step, order, number);
  step->next->wave = false;
  return fo_step_answer (step, FO_OK);
}

bool
fo_step_pick_order (FoStep *step, FoId order, const char *number, GError **error)
{
  const FoDeskState before = *step->next;

  if (fo_act_is_gated (step->store))
    return open_leased (step, order, number, error);
  fo_step_open_task (step, &fo_task_pick);
  fo_step_set_document (step, order, number);
  step->next->wave = false;
  if (!fo_work_release (step->store, fo_step_act (step), order, fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_STOCK;
  if (fo_step_is_done (step)) {
    step->next->taken_elsewhere = 0;
    return true;
  }
  *step->next = before; /* what was worked on stays open; the task that was asked for does, too */
  fo_step_open_task (step, &fo_task_pick);
  step->next->taken_elsewhere = 0;
  if (step->ret->reply.verdict != FO_ORDER_TAKEN)
    return true;
  step->next->taken_elsewhere = order;
  if (before.order)
    step->next->refused = FO_ORDER_TAKEN;
  return true;
}

bool
fo_step_pack_order (FoStep *step, FoId order, const char *number, GError **error)
{
  (void) error;
  fo_step_open_task (step, &fo_task_pack);
  fo_step_set_document (step, order, number);
  fo_args_set_text (&step->ret->reply.args, "order", number);
  return fo_step_answer (step, FO_OK);
}

bool
fo_step_ship_order (FoStep *step, FoId order, const char *number, GError **error)
{
  (void) error;
  fo_step_open_task (step, &fo_task_ship);
  fo_step_set_document (step, order, number);
  fo_args_set_text (&step->ret->reply.args, "order", number);
  return fo_step_answer (step, FO_OK);
}

bool
fo_step_open_named (FoStep *step, const FoNamed *named, GError **error)
{
  FindOrder find = { .order = named->order };

  if (named->kind == FO_NAMED_SUPPLY) {
    fo_step_open_task (step, &fo_task_receive);
    fo_step_set_document (step, 0, named->number);
    return fo_step_answer (step, FO_OK);
  }
  if (!fo_store_read (step->store, find_order, &find, error))
    return false;
  if (find.found.state != FO_ORDER_PICKED)
    return fo_step_pick_order (step, named->order, named->number, error);
  return (find.found.packing == FO_PACKING_OFF ? fo_step_ship_order : fo_step_pack_order) (step, named->order, named->number, error);
}

/* ---- reading ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const FoCode *code;
  const char *text;
  guint kinds;
  FoNames *names;
} ReadNames;

static FoTxnEnd
read_names (FoTxn *txn, gpointer data, GError **error)
{
  const ReadNames *read = data;
  bool ok = read->code ? fo_names_read (txn, read->code, read->names, error)
                       : fo_names_of_text (txn, read->text, read->kinds, read->names, error);

  return ok ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_step_name_text (FoStep *step, const char *text, guint kinds, FoNames *ret, GError **error)
{
  ReadNames read = { .text = text, .kinds = kinds, .names = ret };

  return fo_store_read (step->store, read_names, &read, error);
}

bool
fo_step_read_names (FoStep *step, const FoCode *code, FoNames *ret, GError **error)
{
  ReadNames read = { .code = code, .names = ret };

  return fo_store_read (step->store, read_names, &read, error);
}

/* What a learned barcode is looked up by: a GTIN as 14 digits, else the text as it stands. */
static char *
learnable_text (const FoCode *code)
{
  char gtin[FO_GTIN_MAX];

  return g_utf8_make_valid (fo_code_gtin (code, gtin) ? gtin : code->text, -1);
}

/* An element string is known by its GTIN and by nothing else. */
static bool
is_learnable (const FoCode *code)
{
  char gtin[FO_GTIN_MAX];

  return fo_code_gtin (code, gtin) || fo_code_may_be (code, FO_CODE_OTHER);
}

/* The element of a string that it is refused for, with its AI. */
static void
name_element (FoArgs *args, const FoGs1 *gs1)
{
  for (guint i = 0; i < gs1->count; i++) {
    const FoGs1Entry *entry = &gs1->entries[i];
    g_autofree char *slice = g_strndup (gs1->bytes + entry->at, entry->length), *value = g_utf8_make_valid (slice, -1);
    g_autofree char *field = g_strdup_printf ("(%s)", entry->ai);

    if (entry->verdict != gs1->verdict)
      continue;
    fo_args_set_text (args, "text", value);
    if (entry->ai[0])
      fo_args_set_text (args, "field", field);
    return;
  }
}

bool
fo_step_unknown_carton (FoStep *step, const FoMark *carton)
{
  fo_step_let_go (step);
  step->next->unknown_carton = *carton;
  fo_args_set_text (&step->ret->reply.args, "text", carton->identity + 2);
  return fo_step_answer (step, FO_CARTON_UNKNOWN);
}

/* Which of several things: a numbered choice, and the scan waits for it. */
static bool
ask_meaning (FoStep *step, const FoNames *names, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));

  for (guint i = 0; i < names->n_likely; i++) {
    const FoNamed *named = &names->list[names->likely[i]];
    FoChoice choice = { .item = named->item.id, .lot = named->lot_id, .place = named->place.id, .quantity_u = named->pack_u, .order = named->order };

    g_strlcpy (choice.number, named->number, sizeof choice.number);
    g_array_append_val (choices, choice);
  }
  if (!fo_step_ask_choice (step, choices, "code", error))
    return false;
  step->next->asked = *step->scan;
  return true;
}

bool
fo_step_is_no_unit (FoVerdict verdict)
{
  return verdict == FO_MARKING_KNOWN || verdict == FO_MARKING_OTHER_ITEM || verdict == FO_CARTON_OPENED || verdict == FO_SERIAL_KNOWN
         || verdict == FO_SERIAL_UNKNOWN;
}

FoAsk
fo_ask_unit (FoVerdict verdict)
{
  return verdict == FO_SERIAL_NEEDED ? FO_ASK_SERIAL : verdict == FO_MARKING_NEEDED ? FO_ASK_MARK : FO_ASK_NOTHING;
}

bool
fo_step_take_serial (FoStep *step, const char *argument, FoGoods *goods)
{
  FoVerdict verdict = FO_OK;

  *goods = step->now->hand;
  if (!goods->item.id)
    verdict = FO_SCAN_GOODS_FIRST;
  else if (goods->item.serials == FO_SERIALS_NONE)
    verdict = FO_COMMAND_NOT_NOW;
  else
    verdict = fo_mark_of_serial (&goods->item, argument, &goods->mark);
  if (verdict == FO_OK) {
    fo_goods_one_unit (goods);
    return true;
  }
  fo_args_set_text (&step->ret->reply.args, "text", argument);
  fo_step_answer (step, verdict);
  return false;
}

bool
fo_step_refuses_mark (FoStep *step, const FoGoods *goods)
{
  const FoDeskState *now = step->now;

  if ((now->ask != FO_ASK_MARK && now->ask != FO_ASK_SERIAL) || !goods->mark.identity[0] || goods->item.id == now->hand.item.id)
    return false;
  fo_args_goods (&step->ret->reply.args, goods);
  fo_args_set_text (&step->ret->reply.args, "asked_item", now->hand.item.name);
  fo_step_answer (step, FO_MARKING_OTHER_ITEM);
  return true;
}

/* What is no goods has a kind all the same: a shipment of the supplier's, a place or a firm. */
static void
name_key (FoArgs *args, const FoCode *code)
{
  char gsin[FO_GSIN_MAX], gln[FO_GLN_MAX];

  if (fo_code_gsin (code, gsin))
    fo_args_set_text (args, "gsin", gsin);
  if (fo_code_may_be (code, FO_CODE_GS1) && fo_code_gln (code, gln))
    fo_args_set_text (args, "gln", gln);
}

bool
fo_step_unnamed (FoStep *step, const FoCode *code, const FoNames *names, FoVerdict verdict, GError **error)
{
  g_autofree char *text = learnable_text (code);
  char sscc[FO_SSCC_MAX];
  FoMark carton;

  if (verdict == FO_CODE_AMBIGUOUS && names && names->n_likely <= FO_CHOICES_MAX && step->scan && step->now->task)
    return ask_meaning (step, names, error);
  fo_args_set_text (&step->ret->reply.args, "text", text);
  if (fo_code_may_be (code, FO_CODE_GS1) && code->gs1.verdict == verdict)
    name_element (&step->ret->reply.args, &code->gs1);
  if (verdict == FO_CODE_UNKNOWN)
    name_key (&step->ret->reply.args, code);
  if (verdict == FO_PLACE_UNKNOWN)
    fo_args_set_text (&step->ret->reply.args, "place", code->name);
  if (verdict == FO_ORDER_UNKNOWN || verdict == FO_SUPPLY_UNKNOWN)
    fo_args_set_text (&step->ret->reply.args, "order", code->name);
  if (verdict == FO_ITEM_UNKNOWN)
    fo_args_set_text (&step->ret->reply.args, "code", code->name);
  if (verdict == FO_CARTON_UNKNOWN && step->now->task && fo_code_sscc (code, sscc)) {
    g_snprintf (carton.identity, sizeof carton.identity, "00%s", sscc);
    g_strlcpy (carton.code, carton.identity, sizeof carton.code);
    return fo_step_unknown_carton (step, &carton);
  }
  if (verdict == FO_CODE_UNKNOWN && step->now->task && is_learnable (code)) {
    fo_step_let_go (step);
    g_strlcpy (step->next->unknown, text, sizeof step->next->unknown);
    if (step->scan)
      step->next->asked = *step->scan;
  }
  return fo_step_answer (step, verdict);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Check availability: sales asks whether goods are really there, the storekeeper looks, counts what he sees lot by lot, and says so. */
#include "firstout/work/asking.h"
#include "step.h"

#include <string.h>

#define SHOWN 9

/* ---- which question ---------------------------------------------------------------------------------------------- */

typedef struct {
  FoId id;   /* of the one that is looked into; 0: the Nth of those that are open, or that of ITEM */
  guint n;
  FoId item;
  FoAvailability ask;
  FoItem the_item;
  FoFound found;
} Find;

static FoTxnEnd
find_ask (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) asks = g_array_new (FALSE, FALSE, sizeof (FoAvailability));
  Find *f = data;

  f->found = FO_ABSENT;
  if (f->id)
    f->found = fo_availability_find (txn, f->id, &f->ask, error);
  else if (!fo_availability_open (txn, 0, 100, asks, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < asks->len && f->found == FO_ABSENT; i++) {
    f->ask = g_array_index (asks, FoAvailability, i);
    if (f->n ? i + 1 == f->n : f->ask.item_id == f->item)
      f->found = FO_FOUND;
  }
  if (f->found == FO_FOUND && fo_item_find (txn, f->ask.item_id, &f->the_item, error) != FO_FOUND)
    return FO_TXN_FAIL;
  return f->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static bool
begin (FoStep *step, Find *find, GError **error)
{
  if (!fo_store_read (step->store, find_ask, find, error))
    return false;
  if (find->found != FO_FOUND || find->ask.answer)
    return fo_step_answer (step, FO_NOTHING_OPEN);
  fo_step_let_go (step);
  step->next->asked_about = find->ask.id;
  step->next->n_seen = 0;
  fo_args_set_text (&step->ret->reply.args, "item", find->the_item.name);
  fo_args_set_text (&step->ret->reply.args, "code", find->the_item.code);
  fo_args_set_quantity (&step->ret->reply.args, "asked", find->ask.quantity_u);
  return fo_step_answer (step, FO_OK);
}

static bool
choose (FoStep *step, const char *argument, GError **error)
{
  guint64 n = 0;
  Find find = { 0 };

  if (!g_ascii_string_to_unsigned (argument, 10, 1, 100, &n, NULL))
    return fo_step_answer (step, FO_NOTHING_OPEN);
  find.n = (guint) n;
  return begin (step, &find, error);
}

static bool
next (FoStep *step, const char *argument, GError **error)
{
  Find find = { .n = 1 };

  (void) argument;
  return begin (step, &find, error);
}

/* ---- what is seen ------------------------------------------------------------------------------------------------ */

static FoSeen *
seen_of (FoDeskState *state, const FoGoods *goods)
{
  for (guint i = 0; i < state->n_seen; i++)
    if (strcmp (state->seen[i].lot, goods->lot) == 0)
      return &state->seen[i];
  if (state->n_seen == FO_SEEN_MAX)
    return NULL;
  state->seen[state->n_seen] = (FoSeen){ .item = goods->item.id, .expires_on = goods->expires_on };
  g_strlcpy (state->seen[state->n_seen].lot, goods->lot, sizeof state->seen[0].lot);
  return &state->seen[state->n_seen++];
}

static bool
count (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, bool in_all)
{
  FoSeen *seen = seen_of (step->next, goods);

  if (!seen)
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  seen->counted_u = in_all ? quantity_u : seen->counted_u + quantity_u;
  step->next->hand = *goods;
  fo_args_goods (&step->ret->reply.args, goods);
  fo_args_set_quantity (&step->ret->reply.args, "quantity", seen->counted_u);
  return fo_step_answer (step, FO_OK);
}

typedef struct {
  const FoCode *code;
  FoDay today;
  FoNames names;
  const FoNamed *named;
  FoVerdict verdict;
  FoGoods goods;
} Scan;

static int
rank (const FoNamed *named, gconstpointer data)
{
  (void) data;
  return named->kind == FO_NAMED_GOODS ? 2 : named->kind == FO_NAMED_ORDER;
}

static FoTxnEnd
read_scan (FoTxn *txn, gpointer data, GError **error)
{
  Scan *s = data;

  if (!fo_names_read_outbound (txn, s->code, s->today, NULL, &s->names, error))
    return FO_TXN_FAIL;
  s->named = fo_names_choose (&s->names, rank, NULL, &s->verdict);
  if (!s->named || s->named->kind != FO_NAMED_GOODS)
    return FO_TXN_COMMIT;
  fo_goods_init (&s->goods, s->named);
  if (s->goods.item.tracking == FO_TRACKING_NONE)
    return FO_TXN_COMMIT;
  return fo_goods_find_lot (txn, &s->goods, 0, &s->verdict, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
scan (FoStep *step, const FoCode *code, GError **error)
{
  Scan s = { .code = code, .today = step->today, .names.chosen = step->chosen };
  Find find = { .id = step->now->asked_about };

  if (!fo_store_read (step->store, read_scan, &s, error))
    return false;
  if (!s.named)
    return fo_step_unnamed (step, code, &s.names, s.verdict, error);
  if (s.named->kind != FO_NAMED_GOODS)
    return fo_step_open_named (step, s.named, error);
  if (!find.id) {
    find.item = s.goods.item.id;
    return begin (step, &find, error);
  }
  if (!fo_store_read (step->store, find_ask, &find, error))
    return false;
  if (find.ask.item_id != s.goods.item.id)
    return fo_step_refuse (step, &s.goods, FO_NOT_ON_THIS_ORDER, FO_ASK_NOTHING);
  if (s.verdict == FO_LOT_NEEDED)
    return fo_step_refuse (step, &s.goods, FO_LOT_NEEDED, FO_ASK_LOT);
  return count (step, &s.goods, s.goods.quantity_u, false);
}

static bool
lot (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;
  Find find = { .id = step->now->asked_about };

  if (!find.id)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!goods.item.id) {
    if (!fo_store_read (step->store, find_ask, &find, error))
      return false;
    goods = (FoGoods){ .item = find.the_item, .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE, .quantity_u = FO_ONE };
  }
  g_strlcpy (goods.lot, argument, sizeof goods.lot);
  goods.has_lot = true;
  goods.named_lot = 0;
  step->next->ask = FO_ASK_NOTHING;
  return count (step, &goods, goods.quantity_u, false);
}

static bool
quantity (FoStep *step, const char *argument, GError **error)
{
  FoQuantity quantity_u;
  FoVerdict verdict = fo_quantity_parse (argument, &quantity_u);

  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  if (!step->now->asked_about)
    return choose (step, argument, error);
  if (!step->now->hand.item.id)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  return count (step, &step->now->hand, quantity_u, true);
}

/* ---- without a code ---------------------------------------------------------------------------------------------- */

typedef struct {
  const FoStep *step;
  const char *words;
  GArray *choices; /* FoChoice: the lots of the item that is asked about, or what is asked about */
} Search;

static bool
add_lots (FoTxn *txn, Search *s, const FoItem *item, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  if (!fo_stock_of_item (txn, item->id, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    const FoChoice choice = { .item = item->id, .lot = row->lot_id, .place = row->place_id };

    if (fo_words_fit (s->words, item, row->lot))
      g_array_append_val (s->choices, choice);
  }
  if (s->choices->len == 0) {
    const FoChoice not_booked = { .item = item->id };
    g_array_append_val (s->choices, not_booked);
  }
  return true;
}

static FoTxnEnd
search (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) asks = g_array_new (FALSE, FALSE, sizeof (FoAvailability));
  Search *s = data;
  FoId about = s->step->now->asked_about;

  g_array_set_size (s->choices, 0);
  if (!fo_availability_open (txn, 0, 100, asks, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < asks->len; i++) {
    const FoAvailability *ask = &g_array_index (asks, FoAvailability, i);
    const FoChoice choice = { .item = ask->item_id };
    FoItem item;

    if (about && ask->id != about)
      continue;
    if (fo_item_find (txn, ask->item_id, &item, error) != FO_FOUND)
      return FO_TXN_FAIL;
    if (!about && fo_words_fit (s->words, &item, NULL))
      g_array_append_val (s->choices, choice);
    if (about && !add_lots (txn, s, &item, error))
      return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}

/* What is asked about is looked into; a lot of it is seen once, also one that is not booked. */
static bool
take_choice (FoStep *step, const FoChoice *choice, GError **error)
{
  Find find = { .item = choice->item };
  FoGoods goods;
  bool may;

  if (!step->now->asked_about)
    return begin (step, &find, error);
  if (!fo_step_choice_goods (step, choice, &goods, &may, error))
    return false;
  if (!may)
    return true;
  if (!goods.lot_id && goods.item.tracking == FO_TRACKING_LOT)
    return fo_step_refuse (step, &goods, FO_LOT_NEEDED, FO_ASK_LOT);
  step->next->ask = FO_ASK_NOTHING;
  return count (step, &goods, goods.quantity_u, false);
}

static bool
no_code (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  Search s = { step, argument, choices };
  const FoChoice *one;

  if (!fo_store_read (step->store, search, &s, error))
    return false;
  if (choices->len == 0)
    return fo_step_answer (step, FO_NOTHING_OPEN);
  if (!fo_step_offer_choices (step, choices, &one, error))
    return false;
  return !one || take_choice (step, one, error);
}

/* `choose N` of what is asked: of the questions of sales, or of goods without a code. */
static bool
choose_any (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice;

  if (step->now->ask != FO_ASK_CHOICE)
    return choose (step, argument, error);
  choice = fo_step_chosen (step, argument);
  return !choice || take_choice (step, choice, error);
}

/* ---- the answer -------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoDeskState *now;
  FoSeenLot lots[FO_SEEN_MAX];
  guint n;
} Lots;

static FoTxnEnd
find_lots (FoTxn *txn, gpointer data, GError **error)
{
  Lots *lots = data;

  lots->n = 0;
  for (guint i = 0; i < lots->now->n_seen; i++) {
    const FoSeen *seen = &lots->now->seen[i];
    FoLot known;
    FoFound found = fo_lot_find_by_number (txn, seen->item, seen->lot, &known, error);

    if (found == FO_FAILED)
      return FO_TXN_FAIL;
    if (seen->counted_u > 0)
      lots->lots[lots->n++] = (FoSeenLot){ found == FO_FOUND ? known.id : 0, seen->counted_u };
  }
  return FO_TXN_COMMIT;
}

static bool
finish (FoStep *step, const char *argument, GError **error)
{
  Lots lots = { .now = step->now };

  (void) argument;
  if (!step->now->asked_about)
    return fo_step_answer (step, FO_NOTHING_OPEN);
  if (!fo_store_read (step->store, find_lots, &lots, error))
    return false;
  fo_step_let_go (step);
  step->next->asked_about = 0;
  step->next->n_seen = 0;
  step->ret->topics |= FO_TOPIC_ORDERS;
  return fo_work_answer_availability (step->store, fo_step_act (step), step->now->asked_about, lots.lots, lots.n,
                                      fo_step_reply (step), error);
}

/* What is in the hand is put down; with nothing in it, the question stays open for anybody. */
static bool
cancel (FoStep *step, const char *argument, GError **error)
{
  (void) argument, (void) error;
  fo_step_let_go (step);
  if (step->now->ask != FO_ASK_NOTHING)
    return fo_step_answer (step, FO_OK);
  step->next->asked_about = 0;
  step->next->n_seen = 0;
  return fo_step_answer (step, FO_OK);
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static bool
show_asks (FoTxn *txn, FoView *view, GError **error)
{
  g_autoptr (GArray) asks = g_array_new (FALSE, FALSE, sizeof (FoAvailability));

  if (!fo_availability_open (txn, 0, SHOWN, asks, error))
    return false;
  for (guint i = 0; i < asks->len; i++) {
    const FoAvailability *ask = &g_array_index (asks, FoAvailability, i);
    FoItem item;

    if (fo_item_find (txn, ask->item_id, &item, error) != FO_FOUND)
      return false;
    fo_view_add_line (view, &item, ask->quantity_u, 0)->line_id = ask->id;
  }
  fo_view_instruct (view, asks->len ? "task.check.choose" : "task.check.nothing");
  if (asks->len) {
    fo_view_offer (view, "no-code", "offer.no_code", 2);
    fo_view_offer (view, "next", "offer.next", 8);
  }
  return true;
}

static void
show_seen (const FoDeskState *now, const FoItem *item, FoView *view)
{
  for (guint i = 0; i < now->n_seen; i++) {
    FoViewLine *line = fo_view_add_line (view, item, 0, now->seen[i].counted_u);

    g_strlcpy (line->lot, now->seen[i].lot, sizeof line->lot);
    line->expires_on = now->seen[i].expires_on;
    line->current = strcmp (now->hand.lot, now->seen[i].lot) == 0;
    view->done_u += now->seen[i].counted_u;
  }
}

static bool
view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *ret, GError **error)
{
  FoAvailability ask;
  FoItem item;

  (void) station;
  if (!now->asked_about)
    return show_asks (txn, ret, error);
  if (fo_availability_find (txn, now->asked_about, &ask, error) != FO_FOUND
      || fo_item_find (txn, ask.item_id, &item, error) != FO_FOUND)
    return false;
  fo_view_instruct (ret, "task.check.goods");
  fo_args_set_text (&ret->instruction, "item", item.name);
  fo_args_set_text (&ret->instruction, "code", item.code);
  fo_args_set_text (&ret->instruction, "unit", item.unit);
  if (ask.quantity_u)
    fo_args_set_quantity (&ret->instruction, "asked", ask.quantity_u);
  if (ask.note[0])
    fo_args_set_text (&ret->instruction, "note", ask.note);
  g_strlcpy (ret->title, item.code, sizeof ret->title);
  ret->asked_u = ask.quantity_u;
  show_seen (now, &item, ret);
  if (ask.order_id && !fo_view_order (txn, ask.order_id, ret, NULL, error))
    return false;
  fo_view_offer (ret, "no-code", "offer.no_code", 2);
  fo_view_offer (ret, "finish", "offer.finish", 9);
  fo_view_offer (ret, "cancel", "offer.cancel", 12);
  return true;
}

static const FoTaskCommand commands[] = {
  { "choose", choose_any }, { "no-code", no_code }, { "next", next }, { "lot", lot }, { "quantity", quantity }, { "finish", finish }, { "cancel", cancel },
  { NULL, NULL },
};

const FoTask fo_task_check = { "check", scan, commands, view };

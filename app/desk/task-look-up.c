/* SPDX-License-Identifier: GPL-3.0-or-later
 * Look up: any code says where the goods are, what lies at a place, how far an order is. Changes nothing but, of a shelf, whether
 * anybody shall go there. */
#include "step.h"

#include "firstout/store/certificates.h"
#include "firstout/work/item-names.h"

#include <json-c/json.h>
#include <string.h>

typedef struct {
  const FoCode *code;
  const char *words; /* instead of a code */
  FoDay today;
  FoNames names;
  const FoNamed *named;
  FoVerdict verdict;
  GArray *stock; /* FoStockRow */
  FoOrder order;
  GArray *lines; /* FoLine */
  GArray *supplies;
  char *called;   /* what the goods are called besides; NULL nothing else */
  char certified[FO_NUMBER_MAX]; /* the number of the lot's or the unit's certificate, or what is to be said of it; "" none is asked for */
  FoReply *reply; /* of a scan: takes what the book knows of a unit */
} Look;

/* ---- looking ---------------------------------------------------------------------------------------------------------------- */

static void
keep_lot (GArray *rows, const char *lot)
{
  for (guint i = rows->len; i > 0; i--)
    if (strcmp (g_array_index (rows, FoStockRow, i - 1).lot, lot) != 0)
      g_array_remove_index (rows, i - 1);
}

static bool
read_names (FoTxn *txn, FoId item, char **ret_called, GError **error)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (FoItemName));

  if (!fo_item_names_of (txn, item, names, error))
    return false;
  g_free (*ret_called);
  *ret_called = names->len ? fo_item_names_say (names) : NULL;
  return true;
}

/* Where goods leave with a certificate it is looked at with them. Of an item alone nothing is said: each lot has its own. */
static bool
read_certificate (FoTxn *txn, const FoNamed *named, char *ret, GError **error)
{
  const FoItem *item = &named->item;
  FoFound found = FO_ABSENT;
  FoCertificate seen;
  FoLot lot;

  *ret = '\0';
  if (item->certificate == FO_CERTIFICATE_NONE || (!named->unit.id && !(named->has_lot && item->tracking == FO_TRACKING_LOT)))
    return true;
  if (named->unit.id)
    found = fo_certificate_of_unit (txn, named->unit.id, &seen, error);
  if (found == FO_ABSENT && named->has_lot && fo_lot_find_by_number (txn, item->id, named->lot, &lot, error) == FO_FOUND)
    found = fo_certificate_of_lot (txn, lot.id, &seen, error);
  if (found == FO_FOUND)
    g_strlcpy (ret, seen.number[0] ? seen.number : "certificate.unnumbered", FO_NUMBER_MAX);
  else
    g_strlcpy (ret, item->certificate == FO_CERTIFICATE_BEFORE ? "certificate.wanted_before" : "certificate.wanted_after", FO_NUMBER_MAX);
  return found != FO_FAILED;
}

static bool
look_at (FoTxn *txn, Look *l, GError **error)
{
  switch (l->named->kind) {
  case FO_NAMED_GOODS:
    if (!fo_stock_of_item (txn, l->named->item.id, l->stock, error) || !read_names (txn, l->named->item.id, &l->called, error)
        || !read_certificate (txn, l->named, l->certified, error))
      return false;
    if (l->named->has_lot && l->named->item.tracking == FO_TRACKING_LOT)
      keep_lot (l->stock, l->named->lot);
    return true;
  case FO_NAMED_PLACE:
    return fo_stock_at_place (txn, l->named->place.id, l->stock, error);
  case FO_NAMED_ORDER:
    return fo_order_find (txn, l->named->order, &l->order, error) == FO_FOUND
           && fo_lines_of_order (txn, l->named->order, l->lines, error);
  case FO_NAMED_SUPPLY:
    return fo_supplies_numbered (txn, l->named->number, l->supplies, error);
  case FO_N_NAMED:
    break;
  }
  g_assert_not_reached ();
}

static int
rank (const FoNamed *named, gconstpointer data)
{
  (void) data;
  return named->kind == FO_NAMED_GOODS ? 1 + named->has_lot : 0;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  g_array_set_size (l->stock, 0);
  g_array_set_size (l->lines, 0);
  g_array_set_size (l->supplies, 0);
  if (!fo_names_read (txn, l->code, &l->names, error))
    return FO_TXN_FAIL;
  l->named = fo_names_choose (&l->names, rank, NULL, &l->verdict);
  if (l->named && l->named->unit.id && !fo_unit_describe (txn, &l->named->unit, l->reply, error))
    return FO_TXN_FAIL;
  return !l->named || look_at (txn, l, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- answering ----------------------------------------------------------------------------------------------------------------- */

static void
add_text (json_object *row, const char *key, const char *text)
{
  json_object_object_add (row, key, json_object_new_string (text));
}

static void
add_quantity (json_object *row, const char *key, FoQuantity quantity_u)
{
  char text[FO_QUANTITY_TEXT_MAX];

  add_text (row, key, fo_quantity_print (quantity_u, text));
}

static json_object *
order_line (const FoLine *line)
{
  json_object *row = json_object_new_object ();
  char id[FO_ID_TEXT_MAX];

  add_text (row, "line", fo_id_print (line->id, id));
  add_quantity (row, "ordered", line->ordered_u);
  add_quantity (row, "promised", line->promised_u);
  add_quantity (row, "held", line->held_u);
  add_quantity (row, "picked", line->picked_u);
  add_quantity (row, "shipped", line->shipped_u);
  add_quantity (row, "missing", fo_line_missing (line));
  return row;
}

static json_object *
supply_line (const FoSupply *supply)
{
  json_object *row = json_object_new_object ();
  char day[FO_DAY_TEXT_MAX];

  add_text (row, "kind", fo_supply_kind_name (supply->kind));
  add_text (row, "partner", supply->partner);
  add_quantity (row, "ordered", supply->ordered_u);
  add_quantity (row, "received", supply->received_u);
  json_object_object_add (row, "progress", json_object_new_int (supply->progress_percent));
  if (supply->ready_on != FO_DAY_NONE)
    add_text (row, "ready_on", fo_day_print_iso (supply->ready_on, day));
  return row;
}

static void
set_lines (FoReply *reply, json_object *rows)
{
  reply->lines =
      g_strdup (json_object_to_json_string_ext (rows, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (rows);
}

static void
answer_stock (FoReply *reply, const GArray *stock)
{
  FoQuantity on_hand_u = 0, held_u = 0;

  for (guint i = 0; i < stock->len; i++) {
    on_hand_u += g_array_index (stock, FoStockRow, i).on_hand_u;
    held_u += g_array_index (stock, FoStockRow, i).held_u;
  }
  fo_args_set_quantity (&reply->args, "on_hand", on_hand_u);
  fo_args_set_quantity (&reply->args, "held", held_u);
  fo_args_set_quantity (&reply->args, "free", on_hand_u - held_u);
  reply->lines = fo_stock_to_json (stock);
}

static void
answer_goods (FoStep *step, const Look *l)
{
  FoGoods goods;

  fo_goods_init (&goods, l->named);
  fo_args_goods (&step->ret->reply.args, &goods);
  step->next->hand = goods;
  if (l->called)
    fo_args_set_text (&step->ret->reply.args, "names", l->called);
  if (l->certified[0])
    fo_args_set_text (&step->ret->reply.args, "certified", l->certified);
  answer_stock (&step->ret->reply, l->stock);
  fo_args_set_quantity (&step->ret->reply.args, "quantity", fo_args_get (&step->ret->reply.args, "on_hand")->number);
}

static void
answer_order (FoStep *step, const Look *l)
{
  json_object *rows = json_object_new_array ();

  for (guint i = 0; i < l->lines->len; i++)
    json_object_array_add (rows, order_line (&g_array_index (l->lines, FoLine, i)));
  fo_args_set_text (&step->ret->reply.args, "order", l->order.number);
  fo_args_set_text (&step->ret->reply.args, "deal", l->order.deal);
  fo_args_set_text (&step->ret->reply.args, "state", fo_order_state_name (l->order.state));
  fo_args_set_text (&step->ret->reply.args, "gate", fo_gate_name (l->order.gate));
  set_lines (&step->ret->reply, rows);
  fo_step_set_document (step, l->order.id, l->order.number);
}

static void
answer_supply (FoStep *step, const Look *l)
{
  json_object *rows = json_object_new_array ();

  for (guint i = 0; i < l->supplies->len; i++)
    json_object_array_add (rows, supply_line (&g_array_index (l->supplies, FoSupply, i)));
  fo_args_set_text (&step->ret->reply.args, "order", l->named->number);
  set_lines (&step->ret->reply, rows);
  fo_step_set_document (step, 0, l->named->number);
}

static bool
answer (FoStep *step, const Look *l)
{
  fo_step_close_document (step);
  switch (l->named->kind) {
  case FO_NAMED_GOODS:
    answer_goods (step, l);
    break;
  case FO_NAMED_PLACE:
    fo_args_place (&step->ret->reply.args, &l->named->place);
    fo_step_set_place (step, &l->named->place);
    answer_stock (&step->ret->reply, l->stock);
    break;
  case FO_NAMED_ORDER:
    answer_order (step, l);
    break;
  case FO_NAMED_SUPPLY:
    answer_supply (step, l);
    break;
  case FO_N_NAMED:
    g_assert_not_reached ();
  }
  return fo_step_answer (step, FO_OK);
}

static bool
scan (FoStep *step, const FoCode *code, GError **error)
{
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  Look l = { .code = code,
             .today = step->today,
             .names = { .chosen = step->chosen },
             .stock = stock,
             .lines = lines,
             .supplies = supplies,
             .reply = &step->ret->reply };
  bool done = fo_store_read (step->store, look, &l, error);
  g_autofree char *called = l.called;

  if (!done)
    return false;
  return l.named ? answer (step, &l) : fo_step_unnamed (step, code, &l.names, l.verdict, error);
}

/* ---- without a code --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoChoice *choice;
  GArray *stock;
  char *called;
  FoNamed named;
} Chosen;

static FoTxnEnd
look_at_choice (FoTxn *txn, gpointer data, GError **error)
{
  Chosen *chosen = data;

  g_array_set_size (chosen->stock, 0);
  return fo_item_find (txn, chosen->choice->item, &chosen->named.item, error) == FO_FOUND
                 && fo_stock_of_item (txn, chosen->choice->item, chosen->stock, error)
                 && read_names (txn, chosen->choice->item, &chosen->called, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static bool
take_choice (FoStep *step, const FoChoice *choice, GError **error)
{
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  Chosen chosen = {
    choice, stock, NULL, { .kind = FO_NAMED_GOODS, .pack_u = FO_ONE, .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE }
  };
  bool done = fo_store_read (step->store, look_at_choice, &chosen, error);
  g_autofree char *called = chosen.called;
  Look l = { .named = &chosen.named, .stock = stock, .called = called };

  return done && answer (step, &l);
}

static bool
no_code (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  const FoChoice *one;

  return fo_step_search_items (step, argument, choices, &one, error) && (!one || take_choice (step, one, error));
}

static bool
choose (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);

  return !choice || take_choice (step, choice, error);
}

/* ---- the page --------------------------------------------------------------------------------------------------------------------- */

static bool
show_stock (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  const FoGoods *goods = &now->hand;

  if (goods->item.id ? !fo_stock_of_item (txn, goods->item.id, rows, error)
                     : now->place && !fo_stock_at_place (txn, now->place, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    FoViewLine *line;
    FoItem item;

    if (fo_item_find_by_code (txn, row->item, &item, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, 0, row->on_hand_u);
    fo_view_line_lot (line, row->lot_id, row->lot, row->expires_on);
    fo_view_line_place (line, row->place_id, row->place);
    line->current = goods->has_lot && strcmp (row->lot, goods->lot) == 0;
    view->done_u += goods->item.id ? row->on_hand_u : 0;
  }
  return true;
}

static bool
show_order (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  if (!fo_view_order (txn, now->order, view, NULL, error) || !fo_lines_of_order (txn, now->order, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    FoItem item;

    if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
      return false;
    fo_view_add_line (view, &item, line->ordered_u - line->cancelled_u, line->shipped_u)->line_id = line->id;
  }
  return true;
}

static bool
show_supply (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  if (!fo_supplies_numbered (txn, now->document, supplies, error))
    return false;
  g_strlcpy (view->title, now->document, sizeof view->title);
  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);
    FoItem item;

    if (fo_item_find (txn, supply->item_id, &item, error) != FO_FOUND)
      return false;
    fo_view_add_line (view, &item, supply->ordered_u, supply->received_u)->line_id = supply->id;
  }
  return true;
}

static bool
view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *ret, GError **error)
{
  bool shown = now->order || now->document[0] || now->place || now->hand.item.id;

  (void) station;
  fo_view_instruct (ret, shown ? "task.look_up.shown" : "task.look_up.start");
  fo_view_offer (ret, "no-code", "offer.no_code", 2);
  if (now->hand.item.id || now->place)
    fo_view_offer (ret, "print", "offer.print", 11);
  if (!fo_view_place_block (txn, now, ret, error))
    return false;
  if (now->n_booked)
    fo_view_offer (ret, "undo", "offer.undo", 4);
  if (now->order)
    return show_order (txn, now, ret, error);
  return now->document[0] ? show_supply (txn, now, ret, error) : show_stock (txn, now, ret, error);
}

static const FoTaskCommand commands[] = { { "certificate", fo_step_certify_goods }, { "no-code", no_code }, { "choose", choose }, { NULL, NULL } };

const FoTask fo_task_look_up = { "look-up", scan, commands, view };

/* SPDX-License-Identifier: GPL-3.0-or-later
 * "Nothing else lies here": what was counted is believed, or counted once more; then it is booked. */
#include "count-parts.h"
#include "firstout/store/meta.h"
#include "firstout/work/count.h"
#include "letting-go.h"
#include "telling.h"

#include <string.h>

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  FoReply *reply;
  FoPlace place, difference, opening;
  FoStocktake take;
  GArray *lines; /* FoStocktakeLine */
  GArray *units; /* FoStocktakeUnit that were seen, each in the round that counts */
  FoCountLimit limit;
  bool is_opening;
  GString *list; /* for the reply */
} Close;

static void
close_clear (Close *c)
{
  g_clear_pointer (&c->lines, g_array_unref);
  g_clear_pointer (&c->units, g_array_unref);
  if (c->list)
    g_string_free (g_steal_pointer (&c->list), TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Close, close_clear)

/* ---- what it is judged by ---------------------------------------------------------------------------------------- */

static bool
read_limit (FoTxn *txn, const char *note, FoQuantity otherwise_u, FoQuantity *ret_u, GError **error)
{
  g_autofree char *text = NULL;

  if (!fo_meta_get (txn, note, &text, error))
    return false;
  *ret_u = otherwise_u;
  if (strcmp (text, "off") == 0)
    *ret_u = -1;
  else if (*text && (fo_quantity_parse (text, ret_u) != FO_OK || *ret_u < 0))
    *ret_u = otherwise_u;
  return true;
}

static bool
read_rules (Close *c, GError **error)
{
  FoQuantity percent_u;

  if (!read_limit (c->txn, "count_limit_units", -1, &c->limit.units_u, error)
      || !read_limit (c->txn, "count_limit_percent", 10 * FO_ONE, &percent_u, error)
      || !fo_count_is_opening (c->txn, c->context->today, &c->is_opening, error))
    return false;
  c->limit.percent = percent_u < 0 ? -1 : (gint32) MIN (percent_u / FO_ONE, G_MAXINT32);
  return true;
}

static FoTxnEnd
find_all (Close *c, FoId place, GError **error)
{
  FoTxnEnd end = fo_count_find (c->txn, place, &c->place, &c->take, c->reply, error);
  FoFound found;

  if (end == FO_TXN_COMMIT)
    end = fo_count_judge_person (c->txn, c->context->act, &c->take, c->reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  found = fo_place_of_kind (c->txn, FO_PLACE_DIFFERENCE, &c->difference, error);
  if (found == FO_FOUND)
    found = fo_place_of_kind (c->txn, FO_PLACE_OPENING, &c->opening, error);
  if (found != FO_FOUND)
    return fo_not_found (found, c->reply, FO_PLACE_UNKNOWN);
  c->lines = g_array_new (FALSE, FALSE, sizeof (FoStocktakeLine));
  c->units = g_array_new (FALSE, FALSE, sizeof (FoStocktakeUnit));
  return read_rules (c, error) && fo_stocktake_lines (c->txn, c->take.id, c->lines, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- what was not seen ------------------------------------------------------------------------------------------- */

static FoStocktakeLine *
line_of (const Close *c, FoId lot)
{
  for (guint i = 0; i < c->lines->len; i++)
    if (g_array_index (c->lines, FoStocktakeLine, i).lot_id == lot)
      return &g_array_index (c->lines, FoStocktakeLine, i);
  return NULL;
}

static void
count_as_none (const Close *c, FoStocktakeLine *line, FoQuantity unseen_u)
{
  line->round = c->take.round;
  line->counted = (FoCounted){ 0, unseen_u, unseen_u };
  line->operation = c->context->act->operation;
}

/* What came while it was counted; of a count that is entered from paper, since the day of that. */
static bool
came_since (const Close *c, FoId lot, FoQuantity *ret_u, GError **error)
{
  if (c->context->day < c->context->today)
    return fo_moved_after (c->txn, lot, c->place.id, c->context->day, ret_u, error);
  return fo_moved_since (c->txn, lot, c->place.id, c->take.id, ret_u, error);
}

/* Lots of the book that nobody saw. What came while it was counted was put there by somebody who knows. */
static bool
add_unseen (Close *c, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoBalanceRow));

  if (c->take.round > 1)
    return true;
  if (!fo_balances_at_place (c->txn, c->place.id, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoBalanceRow *row = &g_array_index (rows, FoBalanceRow, i);
    FoQuantity now_u = fo_count_countable (&c->place, row->balance), came_u, unseen_u;
    FoStocktakeLine line = { .lot_id = row->lot_id };

    if (line_of (c, row->lot_id) || now_u == 0)
      continue;
    if (!came_since (c, row->lot_id, &came_u, error))
      return false;
    unseen_u = fo_count_unseen (now_u - came_u, now_u);
    if (unseen_u == 0)
      continue;
    count_as_none (c, &line, unseen_u);
    g_array_append_val (c->lines, line);
  }
  return true;
}

/* Those that were to be counted again and were not seen then. */
static bool
close_second_round (Close *c, GError **error)
{
  for (guint i = 0; i < c->lines->len; i++) {
    FoStocktakeLine *line = &g_array_index (c->lines, FoStocktakeLine, i);
    FoBalance balance;

    if (!line->again || line->round == c->take.round)
      continue;
    if (!fo_balance_get (c->txn, line->lot_id, c->place.id, &balance, error))
      return false;
    count_as_none (c, line, fo_count_unseen (line->counted.book_u, fo_count_countable (&c->place, balance)));
  }
  return true;
}

/* ---- once more --------------------------------------------------------------------------------------------------- */

static bool
is_doubtful (const Close *c, const FoStocktakeLine *line)
{
  if (c->is_opening || c->take.round > 1)
    return false;
  return fo_counted_is_unsure (line->counted)
         || fo_count_is_over (c->limit, line->counted.book_u, fo_counted_difference (line->counted));
}

static bool
list_again (Close *c, const FoStocktakeLine *line, GError **error)
{
  FoItem item;
  FoLot lot;

  if (fo_lot_find (c->txn, line->lot_id, &lot, error) != FO_FOUND || fo_item_find (c->txn, lot.item_id, &item, error) != FO_FOUND)
    return false;
  fo_json_open (c->list, NULL, '{');
  fo_json_add_text (c->list, "item", item.code);
  fo_json_add_text (c->list, "lot", lot.number);
  fo_json_add_day (c->list, "expires_on", lot.expires_on);
  fo_json_close (c->list, '}');
  return true;
}

/* Whatever is doubtful is marked. *ret_n is how many. */
static bool
mark_doubtful (Close *c, guint *ret_n, GError **error)
{
  *ret_n = 0;
  for (guint i = 0; i < c->lines->len; i++) {
    FoStocktakeLine *line = &g_array_index (c->lines, FoStocktakeLine, i);

    if (!is_doubtful (c, line))
      continue;
    line->again = true;
    (*ret_n)++;
    if (!list_again (c, line, error))
      return false;
  }
  return true;
}

static void
begin_next_round (Close *c, guint n)
{
  for (guint i = 0; i < c->lines->len; i++)
    fo_stocktake_line_set (c->txn, c->take.id, &g_array_index (c->lines, FoStocktakeLine, i));
  g_strlcpy (c->take.first_person, c->take.person, sizeof c->take.first_person);
  c->take.round++;
  fo_stocktake_set (c->txn, &c->take, 0);
  fo_args_set_count (&c->reply->args, "count", n);
  fo_args_set_count (&c->reply->args, "round", c->take.round);
  c->reply->verdict = FO_COUNT_AGAIN;
}

/* ---- booking ----------------------------------------------------------------------------------------------------- */

/* One lot whose book is wrong. */
typedef struct {
  FoStocktakeLine line;
  FoItem item;
  FoLot lot;
  FoQuantity difference_u;
} Wrong;

static int
by_item (gconstpointer a, gconstpointer b)
{
  const Wrong *x = a, *y = b;

  return x->item.id != y->item.id ? (x->item.id > y->item.id) - (x->item.id < y->item.id)
                                  : (x->lot.id > y->lot.id) - (x->lot.id < y->lot.id);
}

static bool
find_wrong (Close *c, GArray *list, GError **error)
{
  for (guint i = 0; i < c->lines->len; i++) {
    Wrong wrong = { .line = g_array_index (c->lines, FoStocktakeLine, i) };

    wrong.difference_u = fo_counted_difference (wrong.line.counted);
    if (wrong.difference_u == 0)
      continue;
    if (fo_lot_find (c->txn, wrong.line.lot_id, &wrong.lot, error) != FO_FOUND
        || fo_item_find (c->txn, wrong.lot.item_id, &wrong.item, error) != FO_FOUND)
      return false;
    g_array_append_val (list, wrong);
  }
  g_array_sort (list, by_item);
  return true;
}

/* What the book does not have goes no more: others took it meanwhile. */
static bool
move (Close *c, FoTurn *turn, const Wrong *wrong, FoQuantity *ret_moved_u, GError **error)
{
  bool found = *ret_moved_u > 0;
  const FoPlace *other = c->is_opening ? &c->opening : &c->difference;
  const FoMove what = { .kind = c->is_opening ? (found ? FO_MOVE_OPENING : FO_MOVE_UNDO) : found ? FO_MOVE_FOUND : FO_MOVE_LOST,
                        .item = &wrong->item, .lot = &wrong->lot, .from = found ? other : &c->place,
                        .to = found ? &c->place : other, .quantity_u = ABS (*ret_moved_u), .reason = "count" };

  return *ret_moved_u == 0 || fo_move_book (c->txn, turn, c->context->act->operation, &what, error);
}

static void
list_wrong (Close *c, const Wrong *wrong, FoQuantity before_u, FoQuantity moved_u, const char *codes, const char *lost)
{
  fo_json_open (c->list, NULL, '{');
  fo_json_add_text (c->list, "item", wrong->item.code);
  fo_json_add_text (c->list, "name", wrong->item.name);
  fo_json_add_text (c->list, "lot", wrong->lot.number);
  fo_json_add_day (c->list, "expires_on", wrong->lot.expires_on);
  fo_json_add_quantity (c->list, "before", before_u);
  fo_json_add_quantity (c->list, "after", before_u + moved_u);
  fo_json_add_quantity (c->list, "difference", moved_u);
  if (codes)
    fo_json_add_json (c->list, "codes", codes);
  if (lost)
    fo_json_add_json (c->list, "lost", lost);
  fo_json_close (c->list, '}');
}

static bool
tell (Close *c, const Wrong *wrong, FoQuantity before_u, FoQuantity moved_u, const char *codes, GError **error)
{
  const FoTelling what = { .kind = moved_u > 0 ? FO_MOVE_FOUND : FO_MOVE_LOST, .item = &wrong->item, .lot = &wrong->lot,
                           .place = &c->place, .quantity_u = moved_u, .before_u = before_u, .reason = "count", .codes = codes };

  return c->is_opening || moved_u == 0 || fo_tell_goods (c->txn, c->context, &what, error);
}

static bool
book_wrong (Close *c, const Wrong *wrong, GError **error)
{
  g_autofree char *codes = NULL;
  g_auto (FoLettingGo) letting_go = { 0 };
  json_object *lost = json_object_new_array ();
  FoBalance balance;
  FoQuantity before_u, moved_u;
  FoTurn turn;
  bool done;

  if (!fo_turn_take (c->txn, wrong->item.id, &turn, error)
      || !fo_balance_get (c->txn, wrong->lot.id, c->place.id, &balance, error)) {
    json_object_put (lost);
    return false;
  }
  before_u = fo_count_countable (&c->place, balance);
  moved_u = MAX (wrong->difference_u, -before_u);
  done = fo_let_go (c->txn, &turn, &wrong->lot, c->place.id, -moved_u - fo_balance_free (balance), &letting_go, error)
         && move (c, &turn, wrong, &moved_u, error)
         && (moved_u >= 0 || !fo_item_units_come (&wrong->item)
             || fo_count_units_gone (c->txn, c->context->act->operation, c->units, &wrong->lot, c->place.id, -moved_u, &codes,
                                     error))
         && fo_let_go_end (c->txn, c->context, &turn, &wrong->item, &letting_go, lost, error)
         && fo_mend_promises (c->txn, c->context->act->operation, &turn, &wrong->item, c->context->today, lost, error)
         && (moved_u <= 0
             || fo_promise_waiting (c->txn, c->context->act->operation, &turn, &wrong->item, c->context->today, error))
         && tell (c, wrong, before_u, moved_u, codes, error);
  if (done && moved_u != 0)
    list_wrong (c, wrong, before_u, moved_u, codes,
                json_object_array_length (lost) ? json_object_to_json_string_ext (lost, JSON_C_TO_STRING_PLAIN) : NULL);
  json_object_put (lost);
  return done;
}

/* Of a lot that was counted twice, what was seen the second time. */
static bool
read_units (Close *c, GError **error)
{
  for (guint round = 1; round <= c->take.round; round++) {
    g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (FoStocktakeUnit));

    if (!fo_stocktake_units (c->txn, c->take.id, round, seen, error))
      return false;
    for (guint i = 0; i < seen->len; i++) {
      const FoStocktakeUnit *unit = &g_array_index (seen, FoStocktakeUnit, i);
      const FoStocktakeLine *line = line_of (c, unit->lot_id);

      if (line && line->round == round)
        g_array_append_vals (c->units, unit, 1);
    }
  }
  return fo_count_units_here (c->txn, c->context->act->operation, c->place.id, c->units, c->list, error);
}

/* Of lots whose units were scanned: which of them were to be here and are not. */
static bool
miss_units (Close *c, GError **error)
{
  for (guint i = 0; i < c->lines->len && c->units->len > 0; i++) {
    FoItem item;
    FoLot lot;

    if (fo_lot_find (c->txn, g_array_index (c->lines, FoStocktakeLine, i).lot_id, &lot, error) != FO_FOUND
        || fo_item_find (c->txn, lot.item_id, &item, error) != FO_FOUND)
      return false;
    if (fo_item_units_come (&item)
        && !fo_count_units_unseen (c->txn, c->context->act->operation, c->units, &item, &lot, c->place.id, c->list, error))
      return false;
  }
  return true;
}

static bool
book (Close *c, GError **error)
{
  g_autoptr (GArray) wrong = g_array_new (FALSE, FALSE, sizeof (Wrong));

  if (!read_units (c, error) || !find_wrong (c, wrong, error))
    return false;
  for (guint i = 0; i < wrong->len; i++)
    if (!book_wrong (c, &g_array_index (wrong, Wrong, i), error))
      return false;
  if (!miss_units (c, error))
    return false;
  fo_stocktake_set (c->txn, &c->take, c->context->act->operation);
  fo_count_wishes_done (c->txn, c->place.id);
  fo_args_set_count (&c->reply->args, "count", wrong->len);
  if (c->is_opening)
    fo_args_set_text (&c->reply->args, "kind", "opening");
  c->reply->verdict = FO_COMPLETE;
  return true;
}

static FoTxnEnd
close_place (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (Close) c = { .txn = txn, .context = context, .reply = reply, .list = fo_json_new ('[') };
  FoTxnEnd end = find_all (&c, *(const FoId *) data, error);
  guint n = 0;

  if (end != FO_TXN_COMMIT)
    return end;
  if (!add_unseen (&c, error) || !close_second_round (&c, error) || !mark_doubtful (&c, &n, error))
    return FO_TXN_FAIL;
  if (n > 0)
    begin_next_round (&c, n);
  else if (!book (&c, error))
    return FO_TXN_FAIL;
  fo_reply_take_lines (reply, g_steal_pointer (&c.list));
  return FO_TXN_COMMIT;
}

bool
fo_work_count_close (FoStore *store, const FoAct *act, FoId place, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "count", close_place, &place, reply, error);
}

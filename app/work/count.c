/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting a place: it is begun, and what is seen there is written down. */
#include "count-parts.h"
#include "firstout/store/meta.h"
#include "firstout/work/count.h"
#include "marks.h"
#include "undo-parts.h"

#include <string.h>

#define LEASE_US (FO_COUNT_LEASE_MINUTES * G_USEC_PER_SEC * 60)

/* ---- what all parts ask ------------------------------------------------------------------------------------------ */

FoTxnEnd
fo_count_find (FoTxn *txn, FoId place, FoPlace *ret_place, FoStocktake *ret_take, FoReply *reply, GError **error)
{
  FoFound found = fo_place_find (txn, place, ret_place, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&reply->args, "place", ret_place->code);
  found = fo_stocktake_at (txn, place, ret_take, error);
  return found == FO_FOUND ? FO_TXN_COMMIT : fo_not_found (found, reply, FO_SCAN_PLACE_FIRST);
}

FoTxnEnd
fo_count_judge_person (FoTxn *txn, const FoAct *act, const FoStocktake *take, FoReply *reply, GError **error)
{
  g_autofree char *rule = NULL;

  if (take->round == 1)
    return FO_TXN_COMMIT;
  if (!fo_meta_get (txn, "count_recount", &rule, error))
    return FO_TXN_FAIL;
  if (strcmp (rule, "other") != 0 || g_strcmp0 (take->first_person, act->person) != 0)
    return FO_TXN_COMMIT;
  return fo_refuse (reply, FO_COUNT_BY_ANOTHER);
}

FoQuantity
fo_count_countable (const FoPlace *place, FoBalance balance)
{
  return place->kind == FO_PLACE_BENCH ? fo_balance_free (balance) : balance.on_hand_u;
}

bool
fo_count_is_opening (FoTxn *txn, FoDay today, bool *ret_opening, GError **error)
{
  g_autofree char *day = NULL;
  FoDay truth = FO_DAY_NONE;

  if (!fo_meta_get (txn, "truth_day", &day, error))
    return false;
  *ret_opening = *day && fo_day_parse_iso (day, &truth) == FO_OK && today < truth;
  return true;
}

/* ---- it begins --------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId place;
  bool take_over;
} Begin;

/* Whose count it is from now on. */
static void
claim (FoTxn *txn, const FoAct *act, FoStocktake *take)
{
  g_strlcpy (take->station, act->station ? act->station : "", sizeof take->station);
  g_strlcpy (take->person, act->person ? act->person : "", sizeof take->person);
  take->seen_us = fo_store_now_us (fo_txn_store (txn));
}

static FoTxnEnd
judge_claim (FoTxn *txn, const FoAct *act, const Begin *what, const FoStocktake *take, FoReply *reply, GError **error)
{
  bool own = g_strcmp0 (take->station, act->station) == 0;

  if (own || what->take_over || take->seen_us + LEASE_US < fo_store_now_us (fo_txn_store (txn)))
    return fo_count_judge_person (txn, act, take, reply, error);
  fo_args_set_text (&reply->args, "station", take->station);
  if (take->person[0])
    fo_args_set_text (&reply->args, "person", take->person);
  return fo_refuse (reply, FO_PLACE_TAKEN);
}

static FoTxnEnd
go_on (FoTxn *txn, const FoAct *act, const Begin *what, FoStocktake *take, FoReply *reply, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoStocktakeLine));
  FoTxnEnd end = judge_claim (txn, act, what, take, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_stocktake_lines (txn, take->id, lines, error))
    return FO_TXN_FAIL;
  claim (txn, act, take);
  fo_stocktake_set (txn, take, 0);
  fo_args_set_count (&reply->args, "count", lines->len);
  fo_args_set_count (&reply->args, "round", take->round);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
begin (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoAct *act = context->act;
  const Begin *what = data;
  FoStocktake take;
  FoPlace place;
  FoTxnEnd end = fo_count_find (txn, what->place, &place, &take, reply, error);
  bool opening;

  if (end == FO_TXN_FAIL || reply->verdict == FO_PLACE_UNKNOWN)
    return end;
  reply->verdict = FO_OK;
  if (!fo_place_is_real (place.kind))
    return fo_refuse (reply, FO_PLACE_IS_VIRTUAL);
  if (!fo_count_is_opening (txn, context->today, &opening, error))
    return FO_TXN_FAIL;
  if (opening)
    fo_args_set_text (&reply->args, "kind", "opening");
  if (end == FO_TXN_COMMIT)
    return go_on (txn, act, what, &take, reply, error);
  take = (FoStocktake){ .id = act->operation, .place_id = place.id, .round = 1 };
  claim (txn, act, &take);
  fo_stocktake_insert (txn, &take);
  fo_args_set_count (&reply->args, "count", 0);
  fo_args_set_count (&reply->args, "round", 1);
  return FO_TXN_COMMIT;
}

bool
fo_work_count_begin (FoStore *store, const FoAct *act, FoId place, bool take_over, FoReply *reply, GError **error)
{
  const Begin what = { place, take_over };

  return fo_act_run (store, act, "count-begin", begin, &what, reply, error);
}

/* ---- what is seen ------------------------------------------------------------------------------------------------ */

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoCountEntry *what;
  FoReply *reply;
  FoPlace place;
  FoStocktake take;
  FoItem item;
  FoLot lot;
} Enter;

static FoTxnEnd
make_lot (Enter *e, GError **error)
{
  const FoCountEntry *what = e->what;

  if (e->item.tracking == FO_TRACKING_LOT && !what->number[0])
    return fo_refuse (e->reply, FO_LOT_NEEDED);
  fo_args_set_text (&e->reply->args, "lot", what->number);
  if (e->item.has_expiry && what->expires_on == FO_DAY_NONE)
    return fo_refuse (e->reply, FO_EXPIRY_NEEDED);
  e->lot = (FoLot){ .id = fo_store_next_id (fo_txn_store (e->txn), error), .item_id = e->item.id, .expires_on = what->expires_on,
                    .produced_on = FO_DAY_NONE, .received_on = e->context->day };
  if (!e->lot.id)
    return FO_TXN_FAIL;
  g_strlcpy (e->lot.number, what->number, sizeof e->lot.number);
  g_strlcpy (e->lot.owner, what->owner ? what->owner : "", sizeof e->lot.owner);
  fo_lot_insert (e->txn, &e->lot, "count");
  return FO_TXN_COMMIT;
}

static FoTxnEnd
find_goods (Enter *e, GError **error)
{
  const FoCountEntry *what = e->what;
  FoFound found = what->lot ? fo_lot_find (e->txn, what->lot, &e->lot, error)
                            : fo_lot_find_owned (e->txn, what->item, what->number, what->owner ? what->owner : "", &e->lot, error);
  FoTxnEnd end = FO_TXN_COMMIT;

  if (found == FO_FAILED || (found == FO_ABSENT && what->lot))
    return fo_not_found (found, e->reply, FO_LOT_UNKNOWN);
  if (fo_item_find (e->txn, found == FO_FOUND ? e->lot.item_id : what->item, &e->item, error) != FO_FOUND)
    return fo_not_found (*error ? FO_FAILED : FO_ABSENT, e->reply, FO_ITEM_UNKNOWN);
  fo_reply_item (e->reply, &e->item);
  if (found == FO_ABSENT)
    end = make_lot (e, error);
  else if (what->expires_on != FO_DAY_NONE && e->lot.expires_on != FO_DAY_NONE && what->expires_on != e->lot.expires_on)
    end = fo_refuse (e->reply, FO_EXPIRY_DIFFERS);
  if (e->lot.id)
    fo_reply_lot (e->reply, &e->lot);
  return end;
}

static FoTxnEnd
judge (const Enter *e)
{
  FoQuantity quantity_u = e->what->quantity_u;
  FoVerdict verdict = quantity_u == 0 && e->what->in_all ? FO_OK : fo_item_may_book (&e->item, quantity_u);

  if (verdict == FO_OK && fo_item_units_come (&e->item) && e->what->n_marks * FO_ONE != quantity_u)
    verdict = e->what->in_all ? FO_EVERY_UNIT_SCANNED : fo_mark_needed (&e->item);
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (e->reply, verdict);
}

/* It lies where the book does not have it: said at once, booked with the count. */
static FoTxnEnd
say_elsewhere (Enter *e, const FoUnit *unit, GError **error)
{
  FoPlace place;

  if (!unit->place_id || unit->place_id == e->place.id)
    return FO_TXN_COMMIT;
  if (fo_place_find (e->txn, unit->place_id, &place, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_args_set_text (&e->reply->args, "unit_place", place.code);
  return FO_TXN_COMMIT;
}

/* A unit that has left lies here: that is a return, and not for a count to say. */
static FoTxnEnd
judge_unit (Enter *e, const FoMark *mark, GError **error)
{
  FoStocktakeUnit seen;
  FoUnit unit;
  FoFound found = fo_stocktake_unit (e->txn, e->take.id, e->take.round, mark->identity, &seen, error);

  if (found != FO_ABSENT) {
    fo_args_set_text (&e->reply->args, "text", mark->identity);
    return fo_not_found (found, e->reply, FO_MARKING_KNOWN);
  }
  found = fo_unit_find (e->txn, mark->identity, &unit, error);
  if (found != FO_FOUND || unit.state == FO_UNIT_GONE || unit.state == FO_UNIT_ANNOUNCED)
    return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  if (unit.state == FO_UNIT_STOCK && fo_unit_is_of (&unit, &e->item, &e->lot))
    return say_elsewhere (e, &unit, error);
  if (!fo_unit_describe (e->txn, &unit, e->reply, error))
    return FO_TXN_FAIL;
  return fo_refuse (e->reply, unit.state == FO_UNIT_STOCK ? FO_MARKING_OTHER_ITEM : FO_MARKING_KNOWN);
}

static FoTxnEnd
note_units (Enter *e, GError **error)
{
  FoTxnEnd end = FO_TXN_COMMIT;

  for (guint i = 0; i < e->what->n_marks && end == FO_TXN_COMMIT; i++) {
    FoStocktakeUnit seen = { .lot_id = e->lot.id };

    end = judge_unit (e, &e->what->marks[i], error);
    g_strlcpy (seen.identity, e->what->marks[i].identity, sizeof seen.identity);
    g_strlcpy (seen.code, e->what->marks[i].code, sizeof seen.code);
    if (end == FO_TXN_COMMIT)
      fo_stocktake_unit_insert (e->txn, e->take.id, e->take.round, e->context->act->operation, &seen);
  }
  return end;
}

/* Counted on paper on an earlier day: what came here and went since is not on the paper. */
static bool
add_since (Enter *e, FoQuantity *counted_u, GError **error)
{
  FoQuantity came_u = 0;

  if (e->context->day == e->context->today)
    return true;
  if (!fo_moved_after (e->txn, e->lot.id, e->place.id, e->context->day, &came_u, error))
    return false;
  *counted_u = MAX (*counted_u + came_u, 0);
  return true;
}

static FoTxnEnd
note_line (Enter *e, GError **error)
{
  FoStocktakeLine line = { .lot_id = e->lot.id }, before;
  FoQuantity counted_u = 0;
  FoBalance balance;
  bool goes_on;

  if (fo_stocktake_line (e->txn, e->take.id, e->lot.id, &line, error) == FO_FAILED
      || !fo_balance_get (e->txn, e->lot.id, e->place.id, &balance, error))
    return FO_TXN_FAIL;
  before = line;
  goes_on = line.round == e->take.round;
  counted_u = goes_on && !e->what->in_all ? line.counted.counted_u : 0;
  if (!fo_quantity_add (counted_u, e->what->quantity_u, &line.counted.counted_u))
    return fo_refuse (e->reply, FO_QUANTITY_TOO_LARGE);
  if ((!goes_on || e->what->in_all) && !add_since (e, &line.counted.counted_u, error))
    return FO_TXN_FAIL;
  line.counted.book_u = fo_count_countable (&e->place, balance);
  if (!goes_on)
    line.counted.first_u = line.counted.book_u;
  line.round = e->take.round;
  line.again = false;
  line.operation = e->context->act->operation;
  fo_stocktake_line_set (e->txn, e->take.id, &line);
  fo_stocktake_entry_insert (e->txn, line.operation, e->take.id, &before);
  fo_args_set_quantity (&e->reply->args, "quantity", e->what->quantity_u);
  fo_args_set_quantity (&e->reply->args, "counted", line.counted.counted_u);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
enter (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  Enter e = { .txn = txn, .context = context, .what = what, .reply = reply };
  FoTxnEnd end = fo_count_find (txn, e.what->place, &e.place, &e.take, reply, error);

  if (end == FO_TXN_COMMIT)
    end = fo_count_judge_person (txn, context->act, &e.take, reply, error);
  if (end == FO_TXN_COMMIT)
    end = find_goods (&e, error);
  if (end == FO_TXN_COMMIT)
    end = judge (&e);
  if (end == FO_TXN_COMMIT)
    end = note_units (&e, error);
  if (end == FO_TXN_COMMIT)
    end = note_line (&e, error);
  if (end != FO_TXN_COMMIT)
    return end;
  claim (txn, context->act, &e.take);
  fo_stocktake_set (txn, &e.take, 0);
  return FO_TXN_COMMIT;
}

bool
fo_work_count_enter (FoStore *store, const FoAct *act, const FoCountEntry *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "count-enter", enter, what, reply, error);
}

/* ---- undo -------------------------------------------------------------------------------------------------------- */

FoTxnEnd
fo_undo_count_entry (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoStocktakeLine before, line;
  FoStocktake take;
  FoLot lot;
  FoItem item;
  FoId stocktake;
  FoFound found = fo_stocktake_entry (txn, undone->operation, &stocktake, &before, error);

  if (found == FO_FOUND)
    found = fo_stocktake_find (txn, stocktake, &take, error);
  if (found == FO_FOUND)
    found = fo_stocktake_line (txn, stocktake, before.lot_id, &line, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  if (line.operation != undone->operation || line.round != take.round)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  if (fo_lot_find (txn, before.lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_reply_item (reply, &item);
  fo_reply_lot (reply, &lot);
  fo_args_set_text (&reply->args, "unit", ""); /* "accepted: 3 pcs" is not what an undo says */
  fo_args_set_text (&reply->args, "place", take.place);
  fo_args_set_quantity (&reply->args, "quantity",
                        line.counted.counted_u - (before.round == line.round ? before.counted.counted_u : 0));
  if (before.round)
    fo_stocktake_line_set (txn, stocktake, &before);
  else
    fo_stocktake_line_delete (txn, stocktake, before.lot_id);
  fo_stocktake_units_delete (txn, stocktake, take.round, undone->operation);
  return FO_TXN_COMMIT;
}

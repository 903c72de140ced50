/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the page of picking shows. */
#include "pick.h"
#include "firstout/store/kits.h"
#include "firstout/store/substitutes.h"
#include "firstout/work/substitutes.h"
#include "firstout/work/wave.h"

static void
offer_for_refused (const FoDeskState *now, FoView *view)
{
  FoVerdict refused = now->refused;

  if (refused == FO_OLDER_LOT_FIRST)
    fo_view_offer (view, "anyway", "offer.anyway", 3);
  else if (fo_verdict_is_missing (refused))
    fo_view_offer (view, "here", "offer.here", 5);
  else if (now->hand.lot_id
           && (refused == FO_LOT_EXPIRED || refused == FO_LOT_BLOCKED || refused == FO_LIFE_TOO_SHORT
               || refused == FO_EXPIRY_UNKNOWN))
    fo_view_offer (view, "quarantine", "offer.quarantine", 5);
}

static void
add_wave_offers (const FoDeskState *now, bool complete, FoPacking packing, const FoPickWaveAsk *ask, FoView *view)
{
  if (!now->wave)
    return;
  if (!complete && ask->carton && packing != FO_PACKING_OFF)
    fo_view_offer (view, "slot-carton", "offer.slot_carton", 9);
  if (complete || !now->n_booked) /* it is printed before the walk, or kept behind it */
    fo_view_offer (view, "voucher wave", "offer.wave_list", 11);
}

static void
add_offers (const FoDeskState *now, bool complete, FoPacking packing, const FoPickWaveAsk *ask, FoView *view)
{
  bool is_taken = now->taken_elsewhere && (!now->order || now->refused == FO_ORDER_TAKEN);

  offer_for_refused (now, view);
  if (now->order && !complete && !ask->slot) {
    fo_view_offer (view, "no-code", "offer.no_code", 2);
    fo_view_offer (view, "short", "offer.short", 6);
  }
  add_wave_offers (now, complete, packing, ask, view);
  if (now->order && !complete && !now->unknown[0]) /* the key teaches the code then */
    fo_view_offer (view, "park", "offer.park", 7);
  if (is_taken)
    fo_view_offer (view, "take-over", "offer.take_over", 3);
  if (now->n_booked)
    fo_view_offer (view, "undo", "offer.undo", 4);
  if (now->line && now->last.by_eye && !now->wave)
    fo_view_offer (view, "print", "offer.print", 11);
  if (now->order && complete && packing != FO_PACKING_OFF && !is_taken)
    fo_view_offer (view, "task pack", "offer.pack", 3);
  if (now->order && complete && packing != FO_PACKING_REQUIRED)
    fo_view_offer_destructive (view, "ship", "offer.ship", 9);
  if (!now->order || complete)
    fo_view_offer (view, "next", "offer.next", 8);
  if (now->refused != FO_OK)
    fo_view_offer (view, "cancel", "offer.cancel", 12);
}

/* All that is there is picked; for what is missing something else may be. */
static bool
offer_substitutes (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  bool has;

  if (!fo_order_has_substitutes (txn, now->order, &has, error))
    return false;
  if (has)
    fo_view_offer (view, "substitute", "offer.substitute", 6);
  return true;
}

static bool
add_hold (FoTxn *txn, const FoHold *hold, gint64 slot, bool current, FoView *view, GError **error)
{
  FoViewLine *line;
  FoItem item;

  if (fo_item_find (txn, hold->item_id, &item, error) != FO_FOUND)
    return false;
  line = fo_view_add_line (view, &item, hold->quantity_u, hold->picked ? hold->quantity_u : 0);
  line->line_id = hold->line_id;
  fo_view_line_lot (line, hold->lot_id, hold->lot, hold->expires_on);
  fo_view_line_place (line, hold->place_id, hold->place);
  line->slot = (guint) slot;
  line->current = current;
  return true;
}

/* One line for each lot at each place, those to pick first. */
static bool
add_holds (FoTxn *txn, const GArray *holds, const FoHold *next, bool picked, FoView *view, GError **error)
{
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);

    if (hold->picked == picked && !add_hold (txn, hold, 0, hold == next, view, error))
      return false;
  }
  return true;
}

static bool
is_same (const FoHold *a, const FoHold *b)
{
  return b && a->line_id == b->line_id && a->lot_id == b->lot_id && a->place_id == b->place_id && a->picked == b->picked;
}

/* Of a wave: those of all its orders, in walking order, with the slot each goes to. */
static bool
add_wave (FoTxn *txn, const char *station, const FoHold *next, FoView *view, GError **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (FoWavePick));

  if (!fo_wave_picks (txn, station, true, picks, error))
    return false;
  for (int picked = 0; picked <= 1; picked++)
    for (guint i = 0; i < picks->len; i++) {
      const FoWavePick *pick = &g_array_index (picks, FoWavePick, i);

      if (pick->hold.picked == (picked == 1)
          && !add_hold (txn, &pick->hold, pick->of.slot, is_same (&pick->hold, next), view, error))
        return false;
    }
  return true;
}

/* How far the goods of the instruction are: what is picked of the line, and what of it is to be picked in all. */
static void
sum_current (const GArray *holds, const FoHold *next, FoView *view)
{
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);

    if (next && hold->line_id != next->line_id)
      continue;
    view->asked_u += hold->quantity_u;
    if (hold->picked)
      view->done_u += hold->quantity_u;
  }
}

static void
instruct (const FoDeskState *now, const FoHold *next, bool bin_is_asked, FoView *view)
{
  FoArgs *args = &view->instruction;

  if (!next) {
    fo_view_instruct (view, "task.pick.complete");
    return;
  }
  fo_view_instruct (view, bin_is_asked && next->place_id != now->place ? "task.pick.go" : "task.pick.goods");
  for (guint i = 0; i < view->lines->len; i++) {
    const FoViewLine *line = &g_array_index (view->lines, FoViewLine, i);
    if (line->current) {
      fo_args_set_text (args, "item", line->name);
      fo_args_set_text (args, "code", line->item);
      fo_args_set_text (args, "unit", line->unit);
    }
  }
  fo_args_set_text (args, "place", next->place);
  fo_args_set_text (args, "lot", next->lot);
  fo_args_set_day (args, "expires_on", next->expires_on);
  fo_args_set_quantity (args, "quantity", next->quantity_u);
  fo_args_set_quantity (args, "done", view->done_u);
  fo_args_set_quantity (args, "asked", view->asked_u);
}

/* What is picked instead of something else says so. */
static bool
name_original (FoTxn *txn, const FoLine *line, FoArgs *args, GError **error)
{
  FoStandIn stand_in;
  FoLine original;
  FoItem item;

  if (fo_stand_in_find (txn, line->id, &stand_in, error) != FO_FOUND
      || fo_line_find (txn, stand_in.for_line, &original, error) != FO_FOUND
      || fo_item_find (txn, original.item_id, &item, error) != FO_FOUND)
    return false;
  fo_args_set_text (args, "instead_of", item.name);
  return true;
}

/* What is picked as a part of a kit says so. */
static bool
name_kit (FoTxn *txn, const FoHold *next, FoArgs *args, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (FoKitPart));
  FoLine line, kit;
  FoItem item;

  if (fo_line_find (txn, next->line_id, &line, error) != FO_FOUND)
    return false;
  if (line.flags & FO_LINE_STANDS_IN)
    return name_original (txn, &line, args, error);
  if (!(line.flags & FO_LINE_OF_KIT))
    return true;
  if (!fo_kit_parts_of_order (txn, line.order_id, parts, error))
    return false;
  for (guint i = 0; i < parts->len; i++) {
    const FoKitPart *part = &g_array_index (parts, FoKitPart, i);

    if (part->line_id != line.id)
      continue;
    if (fo_line_find (txn, part->kit_line, &kit, error) != FO_FOUND
        || fo_item_find (txn, kit.item_id, &item, error) != FO_FOUND)
      return false;
    fo_args_set_text (args, "kit", item.name);
  }
  return true;
}

/* What is in the hand is put away before anything is walked to. */
static void
nothing_is_next (FoView *view)
{
  for (guint i = 0; i < view->lines->len; i++)
    g_array_index (view->lines, FoViewLine, i).current = false;
  view->asked_u = view->done_u = 0;
}

bool
fo_pick_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  const FoHold *next;
  FoPickWaveAsk ask = { false, false };
  bool one_place;
  FoOrder order;

  if (!now->order) {
    fo_view_instruct (view, "task.pick.start");
    add_offers (now, false, FO_PACKING_OFF, &ask, view);
    return fo_pick_view_zero (txn, station, now, view, error);
  }
  if (!fo_view_order (txn, now->order, view, &order, error) || !fo_holds_of_order (txn, now->order, holds, error)
      || !fo_pick_one_place (txn, &one_place, error))
    return false;
  next = fo_pick_next (now, holds, 0);
  if (now->wave ? !add_wave (txn, station, next, view, error)
                : !add_holds (txn, holds, next, false, view, error) || !add_holds (txn, holds, next, true, view, error))
    return false;
  sum_current (holds, next, view);
  instruct (now, next, !one_place, view);
  if ((next && !name_kit (txn, next, &view->instruction, error)) || !fo_pick_wave_show (txn, station, now, view, &ask, error))
    return false;
  if (ask.slot)
    nothing_is_next (view);
  add_offers (now, next == NULL && !ask.slot, order.packing, &ask, view);
  return next || ask.slot || (fo_pick_view_zero (txn, station, now, view, error) && offer_substitutes (txn, now, view, error));
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Papers of an order: what to pick, what is in its cartons, what left. */
#include "gathering.h"

#include "firstout/store/cartons.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/substitutes.h"
#include "firstout/store/vouchers.h"
#include "firstout/work/wave.h"

#include <string.h>

static void
head_order (FoGathering *g, const FoOrder *order)
{
  g->voucher.order = fo_gather_keep (g, order->number);
  g->voucher.deal = fo_gather_keep (g, order->deal);
  g->customer = g->voucher.partner = fo_gather_keep (g, order->customer);
  g->voucher.own = FO_CODE_ORDER;
  g->voucher.own_name = g->voucher.order;
}

/* A line of the order's: what leaves instead of something else names both. */
static bool
add_of_line (FoGathering *g, FoId line_id, FoId item, FoVoucherLine line, GError **error)
{
  FoStandIn stand_in;
  FoLine found;

  if (fo_line_find (g->txn, line_id, &found, error) != FO_FOUND)
    return false;
  if (!(found.flags & FO_LINE_STANDS_IN))
    return fo_gather_line (g, item, line, error);
  return fo_stand_in_find (g->txn, line_id, &stand_in, error) == FO_FOUND
         && fo_line_find (g->txn, stand_in.for_line, &found, error) == FO_FOUND
         && fo_gather_line_instead (g, item, found.item_id, line, error);
}

static bool
add_hold (FoGathering *g, const FoHold *hold, const char *note, GError **error)
{
  const FoVoucherLine line = { .lot = hold->lot,
                               .place = hold->place,
                               .note = note,
                               .expires_on = hold->expires_on,
                               .asked_u = hold->quantity_u,
                               .quantity_u = hold->picked ? hold->quantity_u : FO_NOT_SAID };

  return add_of_line (g, hold->line_id, hold->item_id, line, error);
}

/* Goods bound and picked, in walking order. A list of what is to be picked is true as soon as the pick was released. */
static FoFound
read_pick_list (FoGathering *g, const FoOrder *order, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_order (g->txn, order->id, holds, error))
    return FO_FAILED;
  for (guint i = 0; i < holds->len; i++)
    if (!add_hold (g, &g_array_index (holds, FoHold, i), NULL, error))
      return FO_FAILED;
  g->voucher.draft = holds->len == 0;
  return FO_FOUND;
}

/* "slot 2 · 302 · CART-1-B" */
static char *
slot_text (const FoGathering *g, const FoWaveOrder *slot)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "slot", slot->slot);
  fo_args_set_text (&args, "order", slot->number);
  fo_args_set_text (&args, "text", slot->place ? slot->code : NULL);
  return fo_words (g->language, "voucher.wave.slot", &args);
}

/* In walking order, at one place slot by slot. It is true while the station has a wave. */
FoFound
fo_gather_of_wave (FoGathering *g, GError **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (FoWavePick));

  if (!fo_wave_picks (g->txn, g->subject->number, true, picks, error))
    return FO_FAILED;
  for (guint i = 0; i < picks->len; i++) {
    const FoWavePick *pick = &g_array_index (picks, FoWavePick, i);
    g_autofree char *slot = slot_text (g, &pick->of);

    if (!add_hold (g, &pick->hold, slot, error))
      return FO_FAILED;
  }
  g->voucher.draft = picks->len == 0;
  return FO_FOUND;
}

/* Before it left: what stands on the bench, as a draft. */
static FoFound
read_on_bench (FoGathering *g, const FoOrder *order, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  g->voucher.draft = true;
  if (!fo_holds_of_order (g->txn, order->id, holds, error))
    return FO_FAILED;
  for (guint i = 0; i < holds->len; i++)
    if (g_array_index (holds, FoHold, i).picked && !add_hold (g, &g_array_index (holds, FoHold, i), NULL, error))
      return FO_FAILED;
  return FO_FOUND;
}

static FoQuantity
ordered_on (const GArray *lines, FoId line)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, FoLine, i).id == line)
      return g_array_index (lines, FoLine, i).ordered_u - g_array_index (lines, FoLine, i).cancelled_u;
  return FO_NOT_SAID;
}

static bool
add_shipped (FoGathering *g, const FoShipped *shipped, const GArray *lines, GError **error)
{
  FoItem item;
  const FoVoucherLine line = { .lot = shipped->lot,
                               .expires_on = shipped->expires_on,
                               .asked_u = ordered_on (lines, shipped->line_id),
                               .quantity_u = shipped->quantity_u };

  return fo_item_find_by_code (g->txn, shipped->item, &item, error) == FO_FOUND
         && add_of_line (g, shipped->line_id, item.id, line, error);
}

/* What left with SHIPMENT (0: the order's last). */
static FoFound
read_shipped (FoGathering *g, const FoOrder *order, FoId shipment, GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  if (!fo_shipments_of_order (g->txn, order->id, shipped, error) || !fo_lines_of_order (g->txn, order->id, lines, error))
    return FO_FAILED;
  if (shipped->len == 0)
    return read_on_bench (g, order, error);
  if (!shipment)
    shipment = g_array_index (shipped, FoShipped, shipped->len - 1).shipment_id;
  for (guint i = 0; i < shipped->len; i++) {
    const FoShipped *one = &g_array_index (shipped, FoShipped, i);
    if (one->shipment_id != shipment)
      continue;
    g->voucher.number = fo_gather_keep (g, one->number);
    g->voucher.day = one->shipped_on;
    if (!add_shipped (g, one, lines, error))
      return FO_FAILED;
  }
  return FO_FOUND;
}

/* ---- cartons ----------------------------------------------------------------------------------------------------- */

/* "2 · …004217": which of the order's, and the end of its number. */
static char *
carton_name (const FoCarton *carton)
{
  gsize length = strlen (carton->sscc);

  return g_strdup_printf ("%d · …%s", carton->position, length > 6 ? carton->sscc + length - 6 : carton->sscc);
}

static bool
add_carton (FoGathering *g, const FoCarton *carton, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  g_autofree char *name = carton_name (carton);
  g_autofree char *weight = carton->weight_u ? fo_words_quantity (g->language, carton->weight_u) : NULL;
  g_autofree char *note = weight ? g_strdup_printf ("%s kg", weight) : NULL;

  if (!fo_carton_lines (g->txn, carton->id, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    const FoCartonLine *in = &g_array_index (lines, FoCartonLine, i);
    const FoVoucherLine line = { .lot = in->lot,
                                 .place = name,
                                 .note = i == 0 ? note : NULL,
                                 .expires_on = in->expires_on,
                                 .asked_u = FO_NOT_SAID,
                                 .quantity_u = in->quantity_u };
    if (!add_of_line (g, in->line_id, in->item_id, line, error))
      return false;
  }
  return true;
}

/* Of an order that is packed: carton by carton. True when each is closed or has left; a draft while one is open. */
static FoFound
read_cartons (FoGathering *g, const FoOrder *order, FoId shipment, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));

  if (!fo_cartons_of_order (g->txn, order->id, cartons, error))
    return FO_FAILED;
  for (guint i = 0; i < cartons->len; i++) {
    const FoCarton *carton = &g_array_index (cartons, FoCarton, i);
    if (carton->state == FO_CARTON_IS_CANCELLED || (shipment && carton->shipment_id != shipment))
      continue;
    g->voucher.draft |= carton->state == FO_CARTON_IS_OPEN;
    if (!add_carton (g, carton, error))
      return FO_FAILED;
  }
  return g->lines->len > 0 ? FO_FOUND : FO_ABSENT;
}

/* Without cartons it is what left, or stands there to leave. */
static FoFound
read_packing_list (FoGathering *g, const FoOrder *order, FoId shipment, GError **error)
{
  FoFound found = read_cartons (g, order, shipment, error);

  return found == FO_ABSENT ? read_shipped (g, order, shipment, error) : found;
}

/* By the order's number, or by that of a shipment of it. */
FoFound
fo_gather_of_order (FoGathering *g, GError **error)
{
  FoShipment shipment = { 0 };
  FoOrder order;
  FoFound found = fo_order_find_by_number (g->txn, g->subject->number, &order, error);

  if (found == FO_ABSENT) {
    found = fo_shipment_find (g->txn, g->subject->number, &shipment, error);
    if (found == FO_FOUND)
      found = fo_order_find (g->txn, shipment.order_id, &order, error);
  }
  if (found != FO_FOUND)
    return found;
  head_order (g, &order);
  if (g->voucher.kind == FO_VOUCHER_PICK_LIST)
    return read_pick_list (g, &order, error);
  return g->voucher.kind == FO_VOUCHER_PACKING_LIST ? read_packing_list (g, &order, shipment.id, error)
                                                    : read_shipped (g, &order, shipment.id, error);
}

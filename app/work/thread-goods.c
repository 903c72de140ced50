/* SPDX-License-Identifier: GPL-3.0-or-later
 * What happened to a deal's goods: who took which lot from where and why, which units left, and their certificates. */
#include "firstout/store/certificates.h"
#include "firstout/store/units.h"
#include "thread.h"

#include <string.h>

/* A lot that was held, picked or shipped for a line. */
typedef struct {
  FoId line, item, lot;
  char number[FO_LOT_NUMBER_MAX];
  FoDay expires_on;
} Goods;

static void
add_goods (GArray *all, const Goods *goods)
{
  for (guint i = 0; i < all->len; i++) {
    const Goods *known = &g_array_index (all, Goods, i);
    if (known->line == goods->line && known->lot == goods->lot)
      return;
  }
  g_array_append_val (all, *goods);
}

static const FoThreadLine *
line_of (const FoThreadAdding *a, FoId line)
{
  for (guint i = 0; i < a->thread->lines->len; i++)
    if (g_array_index (a->thread->lines, FoThreadLine, i).line.id == line)
      return &g_array_index (a->thread->lines, FoThreadLine, i);
  return NULL;
}

static bool
add_shipped (FoThreadAdding *a, GArray *all, GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));

  if (!fo_shipments_of_order (a->txn, a->order->id, shipped, error))
    return false;
  for (guint i = 0; i < shipped->len; i++) {
    const FoShipped *row = &g_array_index (shipped, FoShipped, i);
    const FoThreadLine *line = line_of (a, row->line_id);
    Goods goods = { .line = row->line_id, .item = line ? line->line.item_id : 0, .expires_on = row->expires_on };
    FoLot lot;
    FoFound found = line ? fo_lot_find_owned (a->txn, goods.item, row->lot, line->line.owner, &lot, error) : FO_ABSENT;

    if (found == FO_FAILED)
      return false;
    if (found == FO_ABSENT) /* it goes by another number by now */
      continue;
    goods.lot = lot.id;
    g_strlcpy (goods.number, row->lot, sizeof goods.number);
    add_goods (all, &goods);
  }
  return true;
}

/* What was picked and is held no more: put back, or undone. */
static bool
add_put_back (FoThreadAdding *a, const FoThreadLine *row, GArray *all, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!fo_lots_picked (a->txn, row->line.item_id, row->line.id, lots, error))
    return false;
  for (guint i = 0; i < lots->len; i++) {
    const FoLot *lot = &g_array_index (lots, FoLot, i);
    Goods goods = { .line = row->line.id, .item = row->line.item_id, .lot = lot->id, .expires_on = lot->expires_on };

    g_strlcpy (goods.number, lot->number, sizeof goods.number);
    add_goods (all, &goods);
  }
  return true;
}

static bool
add_all_put_back (FoThreadAdding *a, GArray *all, GError **error)
{
  for (guint i = 0; i < a->thread->lines->len; i++) {
    const FoThreadLine *row = &g_array_index (a->thread->lines, FoThreadLine, i);

    if (row->line.order_id == a->order->id && row->line.goods && !row->is_kit && !add_put_back (a, row, all, error))
      return false;
  }
  return true;
}

static bool
find_goods (FoThreadAdding *a, GArray *all, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_order (a->txn, a->order->id, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    Goods goods = { .line = hold->line_id, .item = hold->item_id, .lot = hold->lot_id, .expires_on = hold->expires_on };

    g_strlcpy (goods.number, hold->lot, sizeof goods.number);
    add_goods (all, &goods);
  }
  return add_shipped (a, all, error) && add_all_put_back (a, all, error);
}

/* "from A-01-1, nearer" */
static bool
add_picks (FoThreadAdding *a, const Goods *goods, GError **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (FoPickRow));

  if (!fo_picks_of_line (a->txn, goods->line, goods->lot, picks, error))
    return false;
  for (guint i = 0; i < picks->len; i++) {
    const FoPickRow *pick = &g_array_index (picks, FoPickRow, i);
    FoThreadEvent *event = fo_thread_add_event (a, pick->back ? "put-back" : "pick", pick->id);

    fo_thread_name_item (a, event, goods->item);
    g_strlcpy (event->lot, goods->number, sizeof event->lot);
    event->expires_on = goods->expires_on;
    event->quantity_u = pick->quantity_u;
    g_snprintf (event->text, sizeof event->text, "%s%s%s", pick->back ? pick->to : pick->from, pick->reason[0] && !pick->back ? ", " : "",
                pick->back ? "" : pick->reason);
    if (!fo_thread_name_doer (a, event, pick->operation, error))
      return false;
  }
  return true;
}

static bool
add_certificate (FoThreadAdding *a, const Goods *goods, const FoCertificate *certificate, const char *serial, GError **error)
{
  FoThreadEvent *event = fo_thread_add_event (a, "certificate", certificate->id);

  fo_thread_name_item (a, event, goods->item);
  g_strlcpy (event->number, certificate->number, sizeof event->number);
  g_strlcpy (event->lot, goods->number, sizeof event->lot);
  g_strlcpy (event->text, serial, sizeof event->text);
  event->day = certificate->confirmed_on;
  return fo_thread_name_doer (a, event, certificate->operation, error);
}

static bool
add_certificate_of_lot (FoThreadAdding *a, const Goods *goods, GError **error)
{
  FoCertificate certificate;
  FoFound found = fo_certificate_of_lot (a->txn, goods->lot, &certificate, error);

  return found == FO_ABSENT || (found == FO_FOUND && add_certificate (a, goods, &certificate, "", error));
}

static bool
add_unit (FoThreadAdding *a, const FoUnit *unit, GError **error)
{
  Goods goods = { .line = unit->line_id, .item = unit->item_id, .expires_on = unit->expires_on };
  FoCertificate certificate;
  FoFound found = fo_certificate_of_unit (a->txn, unit->id, &certificate, error);
  const char *serial = unit->serial[0] ? unit->serial : unit->identity;
  FoThreadEvent *event;
  FoUnitGone gone;

  g_strlcpy (goods.number, unit->lot, sizeof goods.number);
  if (found == FO_FAILED || (found == FO_FOUND && !add_certificate (a, &goods, &certificate, serial, error)))
    return false;
  found = unit->shipment_id ? fo_unit_gone (a->txn, unit->shipment_id, &gone, error) : FO_ABSENT;
  if (found != FO_FOUND)
    return found == FO_ABSENT;
  event = fo_thread_add_event (a, "unit", unit->shipment_id);
  fo_thread_name_item (a, event, goods.item);
  g_strlcpy (event->lot, goods.number, sizeof event->lot);
  event->expires_on = goods.expires_on;
  g_strlcpy (event->number, gone.shipment, sizeof event->number);
  g_strlcpy (event->text, serial, sizeof event->text);
  return true;
}

static bool
add_units (FoThreadAdding *a, FoId line, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));

  if (!fo_units_of_line (a->txn, line, units, error))
    return false;
  for (guint i = 0; i < units->len; i++)
    if (g_array_index (units, FoUnit, i).item_id && !add_unit (a, &g_array_index (units, FoUnit, i), error))
      return false;
  return true;
}

/* The order's lines: the certificate of a whole line bears no number. */
static bool
add_lines (FoThreadAdding *a, GError **error)
{
  for (guint i = 0; i < a->thread->lines->len; i++) {
    const FoLine line = g_array_index (a->thread->lines, FoThreadLine, i).line;

    if (line.order_id == a->order->id && line.goods && line.picked_u + line.shipped_u > 0 && !add_units (a, line.id, error))
      return false;
  }
  return true;
}

bool
fo_thread_add_goods (FoThreadAdding *a, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Goods));

  if (!find_goods (a, all, error))
    return false;
  for (guint i = 0; i < all->len; i++) {
    const Goods *goods = &g_array_index (all, Goods, i);
    if (!add_picks (a, goods, error) || !add_certificate_of_lot (a, goods, error))
      return false;
  }
  return add_lines (a, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/order.h"
#include "names.h"
#include <assert.h>
#include <string.h>

FO_NAMED (FoGate, gate, "open", "closed", "override")
FO_NAMED (FoOrderState, order_state, "new", "waiting", "ready", "picking", "picked", "part_shipped", "shipped", "cancelled")
FO_NAMED (FoSource, source, "stock", "production", "purchase")

FoQuantity
fo_line_open (const FoLine *line)
{
  return line->goods ? line->ordered_u - line->cancelled_u - line->shipped_u : 0;
}

FoQuantity
fo_line_missing (const FoLine *line)
{
  FoQuantity missing_u = fo_line_open (line) - line->promised_u - line->held_u - line->picked_u;

  assert (missing_u >= 0);
  return missing_u;
}

bool
fo_line_binds_at_once (const FoLine *line)
{
  return line->lot_wanted[0] || (line->flags & (FO_LINE_OF_OWNER | FO_LINE_REFUSES));
}

FoVerdict
fo_line_takes_lot (const FoLine *line, const char *number, const char *owner)
{
  if (strcmp (line->owner, owner) != 0)
    return FO_LOT_OTHER_OWNER;
  return line->lot_wanted[0] && strcmp (line->lot_wanted, number) != 0 ? FO_LOT_NOT_WANTED : FO_OK;
}

bool
fo_order_is_released (const FoOrder *order)
{
  return order->state == FO_ORDER_PICKING || order->state == FO_ORDER_PICKED;
}

void
fo_lines_before_release (FoLine *lines, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    lines[i].promised_u += lines[i].held_u;
    lines[i].held_u = 0;
  }
}

typedef struct {
  FoQuantity open_u, missing_u, from_stock_u, from_supply_u, held_u, picked_u, shipped_u;
} Totals;

static Totals
totals_of (const FoLine *lines, size_t n)
{
  Totals t = { 0 };

  for (size_t i = 0; i < n; i++) {
    if (!lines[i].goods)
      continue;
    t.open_u += fo_line_open (&lines[i]);
    t.missing_u += fo_line_missing (&lines[i]);
    t.from_supply_u += lines[i].from_supply_u;
    t.from_stock_u += lines[i].promised_u - lines[i].from_supply_u;
    t.held_u += lines[i].held_u;
    t.picked_u += lines[i].picked_u;
    t.shipped_u += lines[i].shipped_u;
  }
  return t;
}

FoOrderState
fo_order_state_of (const FoLine *lines, size_t n, bool cancelled)
{
  Totals t = totals_of (lines, n);

  if (cancelled)
    return FO_ORDER_IS_CANCELLED;
  if (t.held_u > 0)
    return FO_ORDER_PICKING;
  if (t.picked_u > 0)
    return FO_ORDER_PICKED;
  if (t.open_u == 0)
    return t.shipped_u > 0 ? FO_ORDER_ALL_SHIPPED : FO_ORDER_NEW;
  if (t.shipped_u > 0)
    return FO_ORDER_PART_SHIPPED;
  if (t.missing_u == 0 && t.from_supply_u == 0)
    return FO_ORDER_READY;
  return t.from_stock_u + t.from_supply_u > 0 ? FO_ORDER_WAITING : FO_ORDER_NEW;
}

/* Row: from; column: to. What left never comes back by a state, only by a return, so a shipped order can at most become partly
 * shipped (sales raised a line) and a partly shipped one is never cancelled as a whole; cancelled stays cancelled. */
static const char *const steps[FO_N_ORDER_STATES] = {
  /*                         new, waiting, ready, picking, picked, part shipped, shipped, cancelled */
  [FO_ORDER_NEW]          = "11111001",
  [FO_ORDER_WAITING]      = "11111001",
  [FO_ORDER_READY]        = "11111001",
  [FO_ORDER_PICKING]      = "11111111",
  [FO_ORDER_PICKED]       = "11111111",
  [FO_ORDER_PART_SHIPPED] = "00011110",
  [FO_ORDER_ALL_SHIPPED]  = "00000110",
  [FO_ORDER_IS_CANCELLED] = "00000001",
};

bool
fo_order_may_step (FoOrderState from, FoOrderState to)
{
  return steps[from][to] == '1';
}

static FoVerdict
may_touch (const FoOrder *order)
{
  if (order->state == FO_ORDER_IS_CANCELLED || order->cancel_asked)
    return FO_ORDER_CANCELLED;
  if (order->state == FO_ORDER_ALL_SHIPPED)
    return FO_ORDER_SHIPPED;
  return order->gate == FO_GATE_CLOSED ? FO_PAYMENT_MISSING : FO_OK;
}

FoVerdict
fo_order_may_release (const FoOrder *order, const FoLine *lines, size_t n)
{
  FoVerdict verdict = may_touch (order);
  Totals t = totals_of (lines, n);

  if (verdict != FO_OK)
    return verdict;
  if (t.from_stock_u == 0)
    return FO_ORDER_NOT_PROMISED;
  if (order->ship_complete && t.missing_u + t.from_supply_u > 0)
    return FO_ORDER_INCOMPLETE;
  return FO_OK;
}

FoVerdict
fo_order_may_ship (const FoOrder *order, const FoLine *lines, size_t n)
{
  FoVerdict verdict = may_touch (order);
  Totals t = totals_of (lines, n);

  if (verdict != FO_OK)
    return verdict;
  if (t.picked_u == 0 || t.held_u > 0)
    return FO_ORDER_NOT_PICKED;
  if (order->ship_complete && t.picked_u < t.open_u)
    return FO_ORDER_INCOMPLETE;
  return FO_OK;
}

FoVerdict
fo_order_may_ship_part (const FoOrder *order, const FoLine *lines, size_t n)
{
  FoVerdict verdict = may_touch (order);
  Totals t = totals_of (lines, n);

  if (verdict != FO_OK)
    return verdict;
  if (t.picked_u == 0)
    return FO_ORDER_NOT_PICKED;
  return order->ship_complete ? FO_ORDER_INCOMPLETE : FO_OK;
}

FoVerdict
fo_line_may_lower (const FoLine *line, FoQuantity ordered_u, FoQuantity cancelled_u)
{
  FoQuantity left_u = ordered_u - cancelled_u;

  if (left_u < line->shipped_u)
    return FO_BELOW_SHIPPED;
  return left_u < line->shipped_u + line->picked_u ? FO_BELOW_PICKED : FO_OK;
}

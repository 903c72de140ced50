/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/item.h"
#include "names.h"

FO_NAMED (FoItemKind, item_kind, "goods", "service")
FO_NAMED (FoTracking, tracking, "none", "lot")
FO_NAMED (FoIssueOrder, issue_order, "fefo", "fifo")
FO_NAMED (FoEnforcement, enforcement, "off", "warn", "force")
FO_NAMED (FoCertificateRule, certificate_rule, "none", "before", "after")
FO_NAMED (FoLabelsRule, labels_rule, "none", "line", "pack", "unit")

/* Units that exist only whole, as the firms that use us write them. */
static bool
unit_is_counted (const char *unit)
{
  static const char *const counted[] = { "шт", "компл", "уп", "рул", "пар", "pcs", "set", "Stk", "Satz" };
  int found;

  return names_find (counted, (int) (sizeof counted / sizeof *counted), unit, &found);
}

FoVerdict
fo_item_may_book (const FoItem *item, FoQuantity quantity_u)
{
  if (quantity_u <= 0)
    return FO_QUANTITY_NOT_POSITIVE;
  if (quantity_u > FO_QUANTITY_MAX)
    return FO_QUANTITY_TOO_LARGE;
  if (!fo_quantity_is_whole (quantity_u) && unit_is_counted (item->unit))
    return FO_QUANTITY_NOT_WHOLE;
  if (item->kind == FO_ITEM_SERVICE)
    return FO_ITEM_IS_SERVICE;
  return FO_OK;
}

FoDay
fo_item_expiry_from_production (const FoItem *item, FoDay produced_on)
{
  if (produced_on == FO_DAY_NONE || item->shelf_life_days <= 0)
    return FO_DAY_NONE;
  return item->shelf_life_days - 1 > FO_DAY_MAX - produced_on ? FO_DAY_MAX : produced_on + item->shelf_life_days - 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/shipment.h"

FoVerdict
fo_shipment_may_leave (const FoLine *line, const FoItem *item, const FoLot *lot, FoDay today)
{
  FoVerdict verdict = FO_OK;

  if (item->certificate == FO_CERTIFICATE_BEFORE && line->certificate_on == FO_DAY_NONE)
    verdict = FO_CERTIFICATE_MISSING;
  verdict = fo_verdict_first (verdict, fo_lot_usable (lot, item, today, fo_lot_until_for (today, FO_DAY_NONE, line->min_life_days)));
  return fo_verdict_first (verdict, fo_line_takes_lot (line, lot->number, lot->owner));
}

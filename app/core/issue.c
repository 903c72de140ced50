/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/issue.h"
#include <assert.h>
#include <string.h>

#define UNKNOWN_DAY "0000-00-00"

char *
fo_usable_until_key (FoDay usable_until, char *text)
{
  if (usable_until == FO_DAY_NONE) {
    memcpy (text, UNKNOWN_DAY, FO_DAY_KEY_MAX);
    return text;
  }
  return fo_day_print_iso (usable_until, text);
}

FoDay
fo_usable_until_from_key (const char *text)
{
  FoDay day;

  return fo_day_parse_iso (text, &day) == FO_OK ? day : FO_DAY_NONE;
}

static char *
append (char *end, const char *text)
{
  size_t length = strlen (text);

  memcpy (end, text, length + 1);
  return end + length;
}

char *
fo_issue_key (const FoLot *lot, const FoItem *item, char *key)
{
  char until[FO_DAY_KEY_MAX], received[FO_DAY_KEY_MAX];
  FoDay usable_until = fo_lot_usable_until (lot, item);
  bool by_expiry = item->issue == FO_ISSUE_FEFO || usable_until == FO_DAY_NONE;
  char *end = key;

  fo_usable_until_key (usable_until, until);
  fo_usable_until_key (lot->received_on, received); /* what came before anybody wrote it down is the oldest */
  end = append (end, by_expiry ? until : received);
  end = append (end, "|");
  end = append (end, by_expiry ? received : until);
  end = append (end, "|");
  append (end, lot->number);
  return key;
}

FoVerdict
fo_open_lot_usable (const FoOpenLot *lot, FoDay today, FoDay until)
{
  const FoItem item = { .has_expiry = true };
  const FoLot same = { .expires_on = lot->usable_until, .state = FO_LOT_STATE_FREE };

  return fo_lot_usable (&same, &item, today, until);
}

size_t
fo_issue_plan (const FoOpenLot *lots, size_t n, FoDay today, FoDay until, FoQuantity wanted_u, FoPick *picks, size_t room,
               FoQuantity *ret_missing_u)
{
  size_t taken = 0;

  assert (wanted_u >= 0);
  for (size_t i = 0; i < n && wanted_u > 0 && taken < room; i++) {
    FoQuantity quantity_u = lots[i].free_u < wanted_u ? lots[i].free_u : wanted_u;

    if (quantity_u <= 0 || fo_open_lot_usable (&lots[i], today, until) != FO_OK)
      continue;
    picks[taken++] = (FoPick){ lots[i].lot_id, lots[i].place_id, lots[i].usable_until, quantity_u };
    wanted_u -= quantity_u;
  }
  *ret_missing_u = wanted_u;
  return taken;
}

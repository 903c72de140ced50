/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/uuid.h"

#include <string.h>

static bool
get_hex (const char *text, int digits, uint64_t *value)
{
  for (int i = 0; i < digits; i++) {
    char c = text[i];
    int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;

    if (digit < 0)
      return false;
    *value = *value << 4 | (uint64_t) digit;
  }
  return true;
}

bool
fo_id_of_uuid (const char *text, uint64_t space, FoId *ret_id)
{
  uint64_t front = 0, middle = 0, end = 0, back = 0;
  char again[FO_UUID_TEXT_MAX];
  FoId id;

  if (strlen (text) != FO_UUID_TEXT_MAX - 1 || !get_hex (text, 8, &front) || !get_hex (text + 9, 4, &front)
      || !get_hex (text + 14, 4, &middle) || !get_hex (text + 19, 4, &end) || !get_hex (text + 24, 12, &back))
    return false;
  id = (FoId) (front << 15 | (middle & 0xfff) << 3 | (end >> 11 & 7));
  if (strcmp (fo_id_uuid (id, space, again), text) != 0) /* and nothing else has its digits */
    return false;
  *ret_id = id;
  return true;
}

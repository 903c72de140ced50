/* SPDX-License-Identifier: GPL-3.0-or-later
 * Element strings for libzint, which wants its AIs in brackets and sets the separators by itself. */
#include "firstout/core/gs1.h"
#include "parts.h"

#include <string.h>

/* Is the element's length fixed by the first two digits of its AI, so that no separator follows (General Specifications
 * 7.8.5)? The list is closed: the standard will not change it. */
static bool
is_predefined (const char *ai)
{
  static const char list[] = "00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41";

  for (const char *at = list;; at += 3) {
    if (strncmp (at, ai, 2) == 0)
      return true;
    if (at[2] == '\0')
      return false;
  }
}

/* Would the symbol of these elements read as exactly these bytes? Not with a separator too many or too few, brackets,
 * or an element said twice. */
static bool
is_as_scanned (const FoGs1 *gs1)
{
  size_t at = 0;

  for (int i = 0; i < gs1->count; i++) {
    const FoGs1Entry *entry = &gs1->entries[i];
    bool is_last = i == gs1->count - 1;
    if (gs1->is_bracketed || entry->at != at + strlen (entry->ai))
      return false;
    at = entry->at + entry->length;
    if (!is_last && !is_predefined (entry->ai) && gs1->bytes[at++] != FO_GS1_SEPARATOR)
      return false;
  }
  return at == gs1->length;
}

FoVerdict
fo_symbol_gs1_bracket (const char *data, size_t length, char **ret_text)
{
  /* Whether a day exists does not hang on the century: between 1950 and 2099 every fourth year is a leap year. */
  FoDay today = fo_day_from_civil (2026, 1, 1);
  char text[2 * FO_SCAN_BYTES_MAX];
  FoGs1 gs1;

  if (fo_gs1_parse (&gs1, data, length, today) != FO_OK)
    return gs1.verdict;
  if (!is_as_scanned (&gs1))
    return FO_GS1_BAD_CHARACTER;
  if (!fo_gs1_print (&gs1, "[]", text, sizeof text))
    return FO_CODE_TOO_LONG;
  *ret_text = g_strdup (text);
  return FO_OK;
}

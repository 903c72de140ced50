/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as an element string: every slice lies inside the input, what is called sound says the same when it is
 * written again, and every reading of a string without separators is a reading of that string. */
#include "fuzz.h"

#include "firstout/core/gs1.h"
#include <string.h>

#define ROOM 8

static FoDay
today (void)
{
  return fo_day_from_civil (2026, 11, 21);
}

static void
assert_slices (const FoGs1 *gs1, const uint8_t *data, size_t size)
{
  FoVerdict first = FO_OK;

  g_assert_cmpuint (gs1->count, <=, FO_GS1_ENTRIES_MAX);
  for (int i = 0; i < gs1->count; i++) {
    const FoGs1Entry *entry = &gs1->entries[i];
    g_assert_cmpuint (entry->at + entry->length, <=, size);
    g_assert_true (memcmp (gs1->bytes + entry->at, data + entry->at, entry->length) == 0);
    g_assert_cmpuint (strlen (entry->ai), <, FO_GS1_AI_MAX);
    g_assert_true (entry->ai[0] != '\0' || entry->verdict != FO_OK);
    first = fo_verdict_first (first, entry->verdict);
  }
  if (gs1->verdict != FO_CODE_EMPTY && gs1->verdict != FO_CODE_TOO_LONG)
    g_assert_cmpint (gs1->verdict, ==, first);
}

static void
ask_everything (const FoGs1 *gs1)
{
  char text[FO_GS1_VALUE_MAX];
  FoQuantity u;
  FoDay day = fo_gs1_expires_on (gs1);

  (void) fo_gs1_gtin (gs1, text);
  (void) fo_gs1_content_gtin (gs1, text);
  (void) fo_gs1_lot (gs1, text);
  (void) fo_gs1_serial (gs1, text);
  (void) fo_gs1_sscc (gs1, text);
  (void) fo_gs1_ship_to (gs1, text);
  (void) fo_gs1_location (gs1, text);
  (void) fo_gs1_order (gs1, text);
  g_assert_true (day == FO_DAY_NONE || (day >= FO_DAY_MIN && day <= FO_DAY_MAX));
  if (fo_gs1_count (gs1, &u) || fo_gs1_content_count (gs1, &u) || fo_gs1_weight (gs1, &u))
    g_assert_true (u >= 0 && u <= FO_QUANTITY_MAX);
}

/* A sound string of known AIs, its values written anew, parses to the same values. */
static void
write_again (const FoGs1 *gs1)
{
  static char values[FO_GS1_ENTRIES_MAX][FO_SCAN_BYTES_MAX + 1];
  char text[FO_SCAN_BYTES_MAX + 1], value[FO_GS1_VALUE_MAX];
  FoGs1Pair pairs[FO_GS1_ENTRIES_MAX];
  FoVerdict verdict;
  FoGs1 again;

  for (int i = 0; i < gs1->count; i++) {
    if (gs1->entries[i].flags & FO_GS1_ENTRY_UNKNOWN)
      return;
    g_assert_true (fo_gs1_text (gs1, gs1->entries[i].ai, values[i], sizeof values[i]));
    pairs[i] = (FoGs1Pair){ gs1->entries[i].ai, values[i] };
  }
  verdict = fo_gs1_build (pairs, gs1->count, gs1->today, text, sizeof text);
  if (verdict == FO_CODE_TOO_LONG || verdict == FO_GS1_SEPARATOR_LOST) /* its separators may need more room, or go */
    return;
  g_assert_cmpint (verdict, ==, FO_OK);
  (void) fo_gs1_parse (&again, text, strlen (text), gs1->today);
  g_assert_cmpuint (again.count, ==, gs1->count);
  for (int i = 0; i < gs1->count; i++) {
    g_assert_true (fo_gs1_text (&again, pairs[i].ai, value, sizeof value));
    g_assert_cmpstr (value, ==, values[i]);
  }
}

static void
assert_readings (const uint8_t *data, size_t size)
{
  static FoGs1 readings[ROOM];
  size_t count = fo_gs1_readings ((const char *) data, size, today (), readings, ROOM);

  g_assert_cmpuint (count, <=, ROOM + 1);
  for (size_t i = 0; i < count && count <= ROOM; i++) {
    size_t said = 0;
    assert_slices (&readings[i], data, size);
    g_assert_cmpint (readings[i].verdict, ==, FO_OK);
    if (readings[i].is_bracketed || readings[i].has_separator)
      return;
    for (int j = 0; j < readings[i].count; j++)
      said += strlen (readings[i].entries[j].ai) + readings[i].entries[j].length;
    g_assert_cmpuint (said, ==, size);
    write_again (&readings[i]);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  char text[2 * FO_SCAN_BYTES_MAX];
  FoGs1 gs1;

  (void) fo_gs1_parse (&gs1, (const char *) data, size, today ());
  assert_slices (&gs1, data, size);
  ask_everything (&gs1);
  g_assert_true (fo_gs1_print (&gs1, "[]", text, sizeof text));
  if (gs1.verdict == FO_OK)
    write_again (&gs1);
  assert_readings (data, size);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/gs1.h"

#include "gs1-parts.h"
#include "gs1-table.h"
#include "output.h"

FoVerdict
fo_gs1_judge_pairs (const FoGs1Pair *pairs, size_t count, FoDay today)
{
  FoVerdict verdict = count > 0 ? FO_OK : FO_CODE_EMPTY;

  for (size_t i = 0; i < count; i++) {
    if (!fo_gs1_ai_is_known (pairs[i].ai)) {
      verdict = fo_verdict_first (verdict, FO_CODE_UNKNOWN);
      continue;
    }
    verdict = fo_verdict_first (verdict, fo_gs1_judge (fo_gs1_row (pairs[i].ai, strlen (pairs[i].ai)), pairs[i].value,
                                                       strlen (pairs[i].value), today));
    for (size_t j = 0; j < i; j++)
      if (strcmp (pairs[i].ai, pairs[j].ai) == 0)
        verdict = fo_verdict_first (verdict, FO_GS1_CONTRADICTION);
  }
  return verdict;
}

/* The pairs that are, or are not, of predefined length; the latter with separators between them. */
static void
put_pairs (Output *out, const FoGs1Pair *pairs, size_t count, bool predefined)
{
  const char separator = FO_GS1_SEPARATOR;
  bool separate = false;

  for (size_t i = 0; i < count; i++) {
    if ((fo_gs1_predefined_length (pairs[i].ai) > 0) != predefined)
      continue;
    if (separate)
      put (out, &separator, 1);
    put_text (out, pairs[i].ai);
    put_text (out, pairs[i].value);
    separate = !predefined;
  }
}

FoVerdict
fo_gs1_build (const FoGs1Pair *pairs, size_t count, FoDay today, char *ret_text, size_t room)
{
  char text[FO_SCAN_BYTES_MAX + 1];
  Output out = { .text = text, .room = room < sizeof text ? room : sizeof text };
  FoVerdict verdict = fo_gs1_judge_pairs (pairs, count, today);
  FoGs1 again;

  if (verdict != FO_OK)
    return verdict;
  put_pairs (&out, pairs, count, true);
  put_pairs (&out, pairs, count, false);
  if (out.overflow)
    return FO_CODE_TOO_LONG;
  /* What two measures contradict, or looks like a lost separator, is found by reading it back. */
  verdict = fo_gs1_parse (&again, text, out.length, today);
  if (verdict != FO_OK)
    return verdict;
  memcpy (ret_text, text, out.length);
  ret_text[out.length] = '\0';
  return FO_OK;
}

bool
fo_gs1_print (const FoGs1 *gs1, const char brackets[2], char *ret_text, size_t room)
{
  char text[FO_SCAN_BYTES_MAX + 2 * FO_GS1_ENTRIES_MAX + 1];
  Output out = { .text = text, .room = room < sizeof text ? room : sizeof text };

  for (int i = 0; i < gs1->count; i++) {
    const FoGs1Entry *entry = &gs1->entries[i];
    put (&out, &brackets[0], 1);
    put_text (&out, entry->ai);
    put (&out, &brackets[1], 1);
    put (&out, gs1->bytes + entry->at, entry->length);
  }
  if (out.overflow || room == 0)
    return false;
  memcpy (ret_text, text, out.length);
  ret_text[out.length] = '\0';
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/gs1.h"

#include "gs1-parts.h"
#include "gs1-table.h"
#include "text.h"

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

char
fo_gs1_check_digit (const char *digits, size_t length)
{
  int sum = 0;

  if (!all_digits (digits, length))
    return '\0';
  for (size_t i = 0; i < length; i++)
    sum += (digits[length - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  return (char) ('0' + (10 - sum % 10) % 10);
}

FoVerdict
fo_gtin_normalise (const char *digits, char ret_gtin[FO_GTIN_MAX])
{
  size_t length = strlen (digits);

  if (length == 0)
    return FO_CODE_EMPTY;
  if (!all_digits (digits, length))
    return FO_CODE_BAD_CHARACTER;
  if (length != 8 && (length < 12 || length > 14))
    return FO_GS1_BAD_LENGTH;
  if (fo_gs1_check_digit (digits, length - 1) != digits[length - 1])
    return FO_CODE_CHECK_DIGIT;
  memset (ret_gtin, '0', 14 - length);
  memcpy (ret_gtin + 14 - length, digits, length + 1);
  return FO_OK;
}

/* The UPC-A that eight digits of UPC-E leave zeros out of: where they stood is said by the last digit before the check
 * digit. */
static void
expand_upce (const char *e, char upca[13])
{
  char last = e[6];
  size_t maker = last <= '2' ? 2 : last <= '4' ? (size_t) (last - '0') : 5; /* digits of the maker's number in E */

  memcpy (upca, "000000000000", 13);
  memcpy (upca, e, 1 + maker);
  if (last <= '2')
    upca[3] = last;
  if (last >= '5')
    upca[10] = last;
  else
    memcpy (upca + 11 - (5 - maker), e + 1 + maker, 5 - maker);
  upca[11] = e[7];
}

FoVerdict
fo_gtin_from_upce (const char *digits, char ret_gtin[FO_GTIN_MAX])
{
  size_t length = strlen (digits);
  char upca[13];

  if (length == 0)
    return FO_CODE_EMPTY;
  if (!all_digits (digits, length) || digits[0] != '0')
    return FO_CODE_BAD_CHARACTER;
  if (length != 8)
    return FO_GS1_BAD_LENGTH;
  expand_upce (digits, upca);
  return fo_gtin_normalise (upca, ret_gtin);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static bool
same_value (const FoGs1 *gs1, const FoGs1Entry *a, const FoGs1Entry *b)
{
  return a->length == b->length && memcmp (gs1->bytes + a->at, gs1->bytes + b->at, a->length) == 0;
}

static void
refuse (FoGs1 *gs1, FoGs1Entry *entry, FoVerdict verdict)
{
  entry->verdict = fo_verdict_first (entry->verdict, verdict);
  gs1->verdict = fo_verdict_first (gs1->verdict, verdict);
}

static bool
is_measure (const FoGs1Entry *entry)
{
  return fo_gs1_is_measure (entry->ai) && entry->verdict == FO_OK && !(entry->flags & FO_GS1_ENTRY_UNKNOWN);
}

static bool
contradict (const FoGs1 *gs1, const FoGs1Entry *a, const FoGs1Entry *b)
{
  if (a->ai[0] == '\0')
    return false;
  if (strcmp (a->ai, b->ai) == 0)
    return !same_value (gs1, a, b);
  return is_measure (a) && is_measure (b)
         && fo_gs1_measures_differ (a->ai, gs1->bytes + a->at, b->ai, gs1->bytes + b->at);
}

/* One element more, unless the same one stands there already. False when there is no room. */
static bool
add_entry (FoGs1 *gs1, const FoGs1Entry *entry)
{
  FoGs1Entry *added = &gs1->entries[gs1->count];

  for (int i = 0; i < gs1->count; i++)
    if (entry->ai[0] != '\0' && strcmp (entry->ai, gs1->entries[i].ai) == 0
        && same_value (gs1, entry, &gs1->entries[i]))
      return true;
  if (gs1->count == FO_GS1_ENTRIES_MAX) {
    gs1->verdict = fo_verdict_first (gs1->verdict, FO_CODE_TOO_LONG);
    return false;
  }
  gs1->count++;
  *added = *entry;
  added->verdict = FO_OK;
  refuse (gs1, added, entry->verdict);
  for (int i = 0; i < gs1->count - 1; i++)
    if (contradict (gs1, added, &gs1->entries[i])) {
      refuse (gs1, added, FO_GS1_CONTRADICTION);
      refuse (gs1, &gs1->entries[i], FO_GS1_CONTRADICTION);
    }
  return true;
}

/* The digits of the AI that should stand at AT, before STOP; 0 and why when none can be read. */
static size_t
ai_at (const FoGs1 *gs1, size_t at, size_t stop, FoVerdict *ret_why)
{
  const char *ai = gs1->bytes + at;
  size_t left = stop - at, digits;

  *ret_why = FO_GS1_BAD_CHARACTER;
  if (!is_digit (ai[0]) || (left >= 2 && !is_digit (ai[1])))
    return 0;
  digits = left >= 2 ? fo_gs1_ai_digits (ai) : 2;
  if (!all_digits (ai, left < digits ? left : digits))
    return 0;
  *ret_why = FO_GS1_TRUNCATED;
  return left < digits ? 0 : digits;
}

static FoGs1Entry
entry_of (const FoGs1 *gs1, const char *ai, size_t digits, size_t at, size_t end)
{
  FoGs1Entry entry = { .at = (uint16_t) at, .length = (uint16_t) (end - at) };
  const Gs1Row *row = fo_gs1_row (ai, digits);

  memcpy (entry.ai, ai, digits);
  if (row == NULL || fo_gs1_ai_digits (ai) != digits)
    entry.flags = FO_GS1_ENTRY_UNKNOWN;
  else
    entry.verdict = fo_gs1_judge (row, gs1->bytes + at, end - at, gs1->today);
  return entry;
}

bool
fo_gs1_add (FoGs1 *gs1, const char *ai, size_t digits, size_t at, size_t end)
{
  FoGs1Entry entry = entry_of (gs1, ai, digits, at, end);

  return add_entry (gs1, &entry);
}

static size_t
separator_from (const FoGs1 *gs1, size_t at)
{
  const char *separator = memchr (gs1->bytes + at, FO_GS1_SEPARATOR, gs1->length - at);

  return separator ? (size_t) (separator - gs1->bytes) : gs1->length;
}

/* Takes the element at AT; returns where the next one may begin. */
static size_t
take_element (FoGs1 *gs1, size_t at)
{
  const char *ai = gs1->bytes + at;
  size_t stop = separator_from (gs1, at), end = stop, fixed, digits;
  FoVerdict why;
  FoGs1Entry entry;

  digits = ai_at (gs1, at, stop, &why);
  if (digits == 0) {
    entry = (FoGs1Entry){ .at = (uint16_t) at, .length = (uint16_t) (stop - at), .verdict = why };
    return add_entry (gs1, &entry) ? stop : gs1->length;
  }
  fixed = fo_gs1_predefined_length (ai);
  if (fixed > 0 && at + digits + fixed < stop)
    end = at + digits + fixed;
  return fo_gs1_add (gs1, ai, digits, at + digits, end) ? end : gs1->length;
}

static void
read_plain (FoGs1 *gs1)
{
  for (size_t at = 0; at < gs1->length;)
    if (gs1->bytes[at] == FO_GS1_SEPARATOR) {
      gs1->has_separator = true;
      at++;
    } else {
      at = take_element (gs1, at);
    }
}

/* The length of "(digits)" at AT; 0 when it does not stand there. */
static size_t
bracket_at (const FoGs1 *gs1, size_t at)
{
  size_t digits = 0;

  if (at >= gs1->length || gs1->bytes[at] != '(')
    return 0;
  while (is_digit (gs1->bytes[at + 1 + digits]))
    digits++;
  return digits >= 2 && digits < FO_GS1_AI_MAX && gs1->bytes[at + 1 + digits] == ')' ? digits + 2 : 0;
}

static size_t
skip_spaces (const FoGs1 *gs1, size_t at)
{
  while (at < gs1->length && (gs1->bytes[at] == ' ' || gs1->bytes[at] == FO_GS1_SEPARATOR))
    at++;
  return at;
}

/* The value at AT ends before the next bracket, spaces before which are not its own. */
static size_t
bracketed_end (const FoGs1 *gs1, size_t at, size_t *ret_next)
{
  size_t end = at;

  while (end < gs1->length && bracket_at (gs1, end) == 0)
    end++;
  *ret_next = end;
  while (end > at && (gs1->bytes[end - 1] == ' ' || gs1->bytes[end - 1] == FO_GS1_SEPARATOR))
    end--;
  return end;
}

static void
read_bracketed (FoGs1 *gs1)
{
  size_t at = 0;

  gs1->is_bracketed = true;
  while (at < gs1->length) {
    size_t bracket = bracket_at (gs1, at), value = skip_spaces (gs1, at + bracket), next;
    size_t end = bracketed_end (gs1, value, &next);
    FoGs1Entry entry = { .at = (uint16_t) at, .length = (uint16_t) (end - at), .verdict = FO_GS1_BAD_CHARACTER };
    if (bracket > 0)
      entry = entry_of (gs1, gs1->bytes + at + 1, bracket - 2, value, end);
    at = add_entry (gs1, &entry) ? next : gs1->length;
  }
}

/* ---- lost separators --------------------------------------------------------------------------------------------- */

/* Does the value end in AI and KEY digits of a key that proves itself and stands nowhere else? The own AIs of firms
 * (9…) may hold whatever they like. */
static bool
ends_in_key (const FoGs1 *gs1, const FoGs1Entry *entry, const char *ai, size_t key)
{
  const char *tail;

  if (entry->ai[0] == '9' || entry->length <= key + 2 || fo_gs1_find (gs1, ai))
    return false;
  tail = gs1->bytes + entry->at + entry->length - key - 2;
  return memcmp (tail, ai, 2) == 0 && fo_gs1_check_digit (tail + 2, key - 1) == tail[key + 1];
}

/* Without a separator only the last value can have swallowed another element. */
static void
judge_separators (FoGs1 *gs1)
{
  FoGs1Entry *last = &gs1->entries[gs1->count - 1];
  bool impossible = last->verdict == FO_GS1_BAD_LENGTH || last->verdict == FO_GS1_BAD_CHARACTER;

  if (last->ai[0] == '\0' || (last->flags & FO_GS1_ENTRY_UNKNOWN) || fo_gs1_predefined_length (last->ai) > 0)
    return;
  if (impossible && fo_gs1_has_readings (gs1->bytes, gs1->length, gs1->today, 1)) {
    gs1->verdict = last->verdict = FO_GS1_SEPARATOR_LOST;
    return;
  }
  if (last->verdict != FO_OK)
    return;
  if (ends_in_key (gs1, last, "00", 18) || ends_in_key (gs1, last, "01", 14) || ends_in_key (gs1, last, "02", 14))
    refuse (gs1, last, FO_GS1_SEPARATOR_LOST);
  else if (fo_gs1_has_readings (gs1->bytes, gs1->length, gs1->today, 2))
    last->flags |= FO_GS1_ENTRY_SPLITTABLE;
}

bool
fo_gs1_may_have_lost_separators (const FoGs1 *gs1)
{
  if (gs1->has_separator || gs1->is_bracketed || gs1->is_link)
    return false;
  if (gs1->verdict == FO_GS1_SEPARATOR_LOST)
    return true;
  for (int i = 0; i < gs1->count; i++)
    if (gs1->entries[i].flags & FO_GS1_ENTRY_SPLITTABLE)
      return gs1->verdict == FO_OK;
  return false;
}

FoVerdict
fo_gs1_parse (FoGs1 *gs1, const char *bytes, size_t length, FoDay today)
{
  memset (gs1, 0, sizeof *gs1);
  gs1->today = today;
  if (length > FO_SCAN_BYTES_MAX)
    return gs1->verdict = FO_CODE_TOO_LONG;
  memcpy (gs1->bytes, bytes, length);
  gs1->length = (uint16_t) length;
  if (length > 0 && bytes[0] == '(')
    read_bracketed (gs1);
  else
    read_plain (gs1);
  if (gs1->count == 0)
    return gs1->verdict = FO_CODE_EMPTY;
  if (!gs1->is_bracketed && !gs1->has_separator)
    judge_separators (gs1);
  return gs1->verdict;
}

/* ---- what it says ------------------------------------------------------------------------------------------------ */

const FoGs1Entry *
fo_gs1_find (const FoGs1 *gs1, const char *ai)
{
  for (int i = 0; i < gs1->count; i++)
    if (strcmp (gs1->entries[i].ai, ai) == 0)
      return &gs1->entries[i];
  return NULL;
}

/* The element when it may be used. */
static const FoGs1Entry *
find_sound (const FoGs1 *gs1, const char *ai)
{
  const FoGs1Entry *entry = fo_gs1_find (gs1, ai);

  return entry && entry->verdict == FO_OK ? entry : NULL;
}

bool
fo_gs1_text (const FoGs1 *gs1, const char *ai, char *ret_text, size_t room)
{
  const FoGs1Entry *entry = find_sound (gs1, ai);

  if (entry == NULL || entry->length >= room)
    return false;
  memcpy (ret_text, gs1->bytes + entry->at, entry->length);
  ret_text[entry->length] = '\0';
  return true;
}

bool
fo_gs1_gtin (const FoGs1 *gs1, char ret_gtin[FO_GTIN_MAX])
{
  return fo_gs1_text (gs1, "01", ret_gtin, FO_GTIN_MAX);
}

bool
fo_gs1_content_gtin (const FoGs1 *gs1, char ret_gtin[FO_GTIN_MAX])
{
  return fo_gs1_text (gs1, "02", ret_gtin, FO_GTIN_MAX);
}

bool
fo_gs1_lot (const FoGs1 *gs1, char ret_lot[FO_GS1_LOT_MAX])
{
  return fo_gs1_text (gs1, "10", ret_lot, FO_GS1_LOT_MAX);
}

bool
fo_gs1_serial (const FoGs1 *gs1, char ret_serial[FO_GS1_SERIAL_MAX])
{
  return fo_gs1_text (gs1, "21", ret_serial, FO_GS1_SERIAL_MAX);
}

bool
fo_gs1_sscc (const FoGs1 *gs1, char ret_sscc[FO_SSCC_MAX])
{
  return fo_gs1_text (gs1, "00", ret_sscc, FO_SSCC_MAX);
}

bool
fo_gs1_ship_to (const FoGs1 *gs1, char ret_gln[FO_GLN_MAX])
{
  return fo_gs1_text (gs1, "410", ret_gln, FO_GLN_MAX);
}

bool
fo_gs1_location (const FoGs1 *gs1, char ret_gln[FO_GLN_MAX])
{
  return fo_gs1_text (gs1, "414", ret_gln, FO_GLN_MAX);
}

bool
fo_gs1_order (const FoGs1 *gs1, char ret_order[FO_GS1_ORDER_MAX])
{
  return fo_gs1_text (gs1, "400", ret_order, FO_GS1_ORDER_MAX);
}

static FoDay
day_of (const FoGs1 *gs1, const char *ai)
{
  char digits[7];
  FoDay day = FO_DAY_NONE;

  if (fo_gs1_text (gs1, ai, digits, sizeof digits) && fo_day_parse_gs1 (digits, gs1->today, &day) == FO_OK)
    return day;
  return FO_DAY_NONE;
}

FoDay
fo_gs1_expires_on (const FoGs1 *gs1)
{
  return day_of (gs1, "17");
}

FoDay
fo_gs1_best_before_on (const FoGs1 *gs1)
{
  return day_of (gs1, "15");
}

FoDay
fo_gs1_produced_on (const FoGs1 *gs1)
{
  return day_of (gs1, "11");
}

FoDay
fo_gs1_packed_on (const FoGs1 *gs1)
{
  return day_of (gs1, "13");
}

static bool
count_of (const FoGs1 *gs1, const char *ai, FoQuantity *ret_count_u)
{
  const FoGs1Entry *entry = find_sound (gs1, ai);

  if (entry == NULL)
    return false;
  *ret_count_u = number_at (gs1->bytes + entry->at, entry->length) * FO_ONE;
  return true;
}

bool
fo_gs1_count (const FoGs1 *gs1, FoQuantity *ret_count_u)
{
  return count_of (gs1, "30", ret_count_u);
}

bool
fo_gs1_content_count (const FoGs1 *gs1, FoQuantity *ret_count_u)
{
  return count_of (gs1, "37", ret_count_u);
}

bool
fo_gs1_measure (const FoGs1 *gs1, const char *ai3, FoQuantity *ret_measure_u)
{
  for (int i = 0; i < gs1->count; i++)
    if (is_measure (&gs1->entries[i]) && strncmp (gs1->entries[i].ai, ai3, 3) == 0) {
      *ret_measure_u = fo_gs1_measure_of (gs1->entries[i].ai, gs1->bytes + gs1->entries[i].at);
      return true;
    }
  return false;
}

bool
fo_gs1_weight (const FoGs1 *gs1, FoQuantity *ret_weight_u)
{
  return fo_gs1_measure (gs1, "310", ret_weight_u);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gs1-table.h"

#include "firstout/core/gs1.h"
#include "text.h"

#define CSET_82 "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"

/* In the order of the numbers; each stands for AIs of as many digits as its first two ask for. */
static const Gs1Row rows[] = {
#include "gs1-ais.inc"
};

#define N_ROWS (sizeof rows / sizeof *rows)

size_t
fo_gs1_ai_digits (const char *ai)
{
  /* By the first two digits; '3' three digits in all, '4' four, '.' just these two. */
  static const char digits[] = ".........." /* 00 … 09 */
                               ".........." /* 10 … */
                               "...333...."
                               ".444444..4"
                               "3334......"
                               ".........."
                               ".........."
                               "434......."
                               "444......."
                               "..........";
  int two = number_at (ai, 2);
  char more = digits[two];

  return more == '.' ? 2 : (size_t) (more - '0');
}

size_t
fo_gs1_predefined_length (const char *ai)
{
  /* General Specifications 7.8.5: fixed for ever, also for AIs that are still to come. */
  static const uint8_t lengths[42] = {
    [0] = 18, [1] = 14, [2] = 14, [3] = 14, [4] = 16, [11] = 6, [12] = 6, [13] = 6, [14] = 6, [15] = 6, [16] = 6,
    [17] = 6, [18] = 6, [19] = 6, [20] = 2, [31] = 6, [32] = 6, [33] = 6, [34] = 6, [35] = 6, [36] = 6, [41] = 13,
  };
  int two = number_at (ai, 2);

  return two < 42 ? lengths[two] : 0;
}

const Gs1Row *
fo_gs1_row (const char *ai, size_t digits)
{
  int number = number_at (ai, digits);
  size_t low = 0, high = N_ROWS;

  while (low < high) {
    size_t middle = (low + high) / 2;
    if (number > rows[middle].to)
      low = middle + 1;
    else if (number < rows[middle].from)
      high = middle;
    else
      return &rows[middle];
  }
  return NULL;
}

bool
fo_gs1_ai_is_known (const char *ai)
{
  size_t digits = strlen (ai);

  return digits >= 2 && digits < FO_GS1_AI_MAX && all_digits (ai, digits) && fo_gs1_ai_digits (ai) == digits
         && fo_gs1_row (ai, digits) != NULL;
}

size_t
fo_gs1_row_least (const Gs1Row *row)
{
  return (size_t) row->parts[0].least + row->parts[1].least;
}

size_t
fo_gs1_row_most (const Gs1Row *row)
{
  return (size_t) row->parts[0].most + row->parts[1].most;
}

static bool
in_set (char c, char set)
{
  if (is_digit (c))
    return true;
  if (set == 'N')
    return false;
  if (c >= 'A' && c <= 'Z')
    return true;
  if (set == 'Y')
    return c != '\0' && strchr ("#-/", c) != NULL;
  if (c >= 'a' && c <= 'z')
    return true;
  return c != '\0' && strchr (set == 'X' ? CSET_82 : "-_=", c) != NULL;
}

static bool
all_in_set (const char *value, size_t length, char set)
{
  for (size_t i = 0; i < length; i++)
    if (!in_set (value[i], set))
      return false;
  return true;
}

static FoVerdict
judge_day (const char *digits, FoDay today)
{
  char day[7] = "";
  FoDay ignored;

  memcpy (day, digits, 6);
  return fo_day_parse_gs1 (day, today, &ignored);
}

/* HH, HHMM or HHMMSS. */
static FoVerdict
judge_clock (const char *digits, size_t length)
{
  for (size_t i = 0; i < length; i += 2)
    if (number_at (digits + i, 2) >= (i == 0 ? 24 : 60))
      return FO_GS1_BAD_DATE;
  return FO_OK;
}

/* CCYYMMDD */
static FoVerdict
judge_long_day (const char *digits)
{
  char iso[] = "0000-00-00";
  FoDay ignored;

  memcpy (iso, digits, 4);
  memcpy (iso + 5, digits + 4, 2);
  memcpy (iso + 8, digits + 6, 2);
  return fo_day_parse_iso (iso, &ignored) == FO_OK ? FO_OK : FO_GS1_BAD_DATE;
}

/* The two characters behind VALUE[0 … LENGTH) that prove it (General Specifications 7.9.5): the places of the characters
 * in CSET 82 times the primes, the last character the first prime, modulo 1021, as two digits of base 32. */
static void
check_pair (const char *value, size_t length, char pair[2])
{
  static const uint8_t primes[] = { 2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,
                                    41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83 };
  static const char cset_82[] = CSET_82, cset_32[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  int sum = 0;

  for (size_t i = 0; i < length; i++)
    sum += (int) (strchr (cset_82, value[length - 1 - i]) - cset_82) * primes[i];
  sum %= 1021;
  pair[0] = cset_32[sum >> 5];
  pair[1] = cset_32[sum & 31];
}

static FoVerdict
judge_pair (const char *value, size_t length)
{
  char pair[2];

  if (length < 3)
    return FO_GS1_TRUNCATED;
  check_pair (value, length - 2, pair);
  return memcmp (value + length - 2, pair, 2) == 0 ? FO_OK : FO_GS1_CHECK_DIGIT;
}

static FoVerdict
judge_check (const char *digits, size_t length)
{
  return fo_gs1_check_digit (digits, length - 1) == digits[length - 1] ? FO_OK : FO_GS1_CHECK_DIGIT;
}

/* LENGTH characters of the right set, all there: do they mean something? */
static FoVerdict
judge_rule (Gs1Rule rule, const char *value, size_t length, FoDay today)
{
  switch (rule) {
  case GS1_ANY:
  case GS1_COUNTRY:
  case GS1_COUNTRIES:
  case GS1_CURRENCY:
  case GS1_IBAN:
    break;
  case GS1_CHECK:
    return judge_check (value, length);
  case GS1_ZERO_CHECK:
    return value[0] == '0' ? judge_check (value, length) : FO_GS1_BAD_CHARACTER;
  case GS1_PAIR:
    return judge_pair (value, length);
  case GS1_DATE:
    return judge_day (value, today);
  case GS1_DAY:
  case GS1_DAY_OR_NONE:
    return memcmp (value + 4, "00", 2) == 0 ? FO_GS1_BAD_DATE : judge_day (value, today);
  case GS1_LONG_DAY:
    return judge_long_day (value);
  case GS1_TIME_OR_NINES:
    return memcmp (value, "9999", 4) == 0 ? FO_OK : judge_clock (value, length);
  case GS1_TIME:
  case GS1_TIME_OR_NONE:
  case GS1_CLOCK:
    return judge_clock (value, length);
  case GS1_MINUS:
    return value[0] == '-' ? FO_OK : FO_GS1_BAD_CHARACTER;
  }
  return FO_OK;
}

/* What a value of this rule is made of: all of it or nothing, pairs of digits, threes. */
static size_t
unit_of (const Gs1Part *part)
{
  return part->least == 0 && part->rule != GS1_ANY ? part->most
         : part->rule == GS1_CLOCK                 ? 2
         : part->rule == GS1_COUNTRIES             ? 3
                                                   : 1;
}

static FoVerdict
judge_part (const Gs1Part *part, const char *value, size_t length, FoDay today)
{
  if (length == 0)
    return FO_OK;
  if (length % unit_of (part) != 0)
    return FO_GS1_TRUNCATED;
  if (!all_in_set (value, length, part->set))
    return FO_GS1_BAD_CHARACTER;
  return judge_rule ((Gs1Rule) part->rule, value, length, today);
}

FoVerdict
fo_gs1_judge (const Gs1Row *row, const char *value, size_t length, FoDay today)
{
  size_t first;
  FoVerdict verdict;

  if (length == 0)
    return FO_GS1_EMPTY_VALUE;
  if (length < fo_gs1_row_least (row))
    return FO_GS1_TRUNCATED;
  if (length > fo_gs1_row_most (row))
    return FO_GS1_BAD_LENGTH;
  first = row->parts[1].set ? row->parts[0].most : length;
  verdict = judge_part (&row->parts[0], value, first, today);
  return row->parts[1].set
             ? fo_verdict_first (verdict, judge_part (&row->parts[1], value + first, length - first, today))
             : verdict;
}

/* ---- measures ---------------------------------------------------------------------------------------------------- */

bool
fo_gs1_is_measure (const char *ai)
{
  return ai[0] == '3' && ai[1] >= '1' && ai[1] <= '6';
}

FoQuantity
fo_gs1_measure_of (const char *ai, const char *value)
{
  FoQuantity measure_u = number_at (value, 6);

  for (int decimals = ai[3] - '0'; decimals < 6; decimals++)
    measure_u *= 10;
  return measure_u;
}

bool
fo_gs1_measures_differ (const char *ai, const char *value, const char *other_ai, const char *other_value)
{
  return fo_gs1_is_measure (ai) && memcmp (ai, other_ai, 3) == 0
         && fo_gs1_measure_of (ai, value) != fo_gs1_measure_of (other_ai, other_value);
}

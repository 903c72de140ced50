/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/day.h"

#include "text.h"
#include <assert.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 9999

static bool
is_leap (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
fo_day_days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month < 1 || month > 12)
    return 0;
  return month == 2 && is_leap (year) ? 29 : days[month - 1];
}

/* Days are counted from 0000-03-01: with the year beginning in March its leap day comes last, and before month M of
 * such a year lie (153 M + 2) / 5 days, for the months from March on have 31 30 31 30 31, 31 30 31 30 31, 31 ...
 * days. */
#define EPOCH_FROM_MARCH 719468 /* 1970-01-01 */
#define DAYS_IN_400_YEARS 146097

FoDay
fo_day_from_civil (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year, m = (month + 9) % 12;

  if (year < FIRST_YEAR || year > LAST_YEAR || day < 1 || day > fo_day_days_in_month (year, month))
    return FO_DAY_NONE;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - EPOCH_FROM_MARCH;
}

void
fo_day_to_civil (FoDay day, int *ret_year, int *ret_month, int *ret_day)
{
  int count, in_400, in_year, y, m;

  assert (day >= FO_DAY_MIN && day <= FO_DAY_MAX);
  count = day + EPOCH_FROM_MARCH;
  in_400 = count % DAYS_IN_400_YEARS;
  /* Leap days, taken out, leave years of 365 days: one each 1461 days, none each 36524, one again on the very last. */
  y = (in_400 - in_400 / 1460 + in_400 / 36524 - in_400 / (DAYS_IN_400_YEARS - 1)) / 365;
  in_year = in_400 - (365 * y + y / 4 - y / 100);
  m = (5 * in_year + 2) / 153;
  *ret_month = m < 10 ? m + 3 : m - 9;
  *ret_day = in_year - (153 * m + 2) / 5 + 1;
  *ret_year = y + count / DAYS_IN_400_YEARS * 400 + (*ret_month <= 2 ? 1 : 0);
}

FoDay
fo_day_plus (FoDay day, int64_t days)
{
  if (day == FO_DAY_NONE || days > FO_DAY_MAX - (int64_t) day || days < FO_DAY_MIN - (int64_t) day)
    return FO_DAY_NONE;
  return (FoDay) (day + days);
}

FoVerdict
fo_day_parse_iso (const char *text, FoDay *ret_day)
{
  FoDay day;

  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-' || !all_digits (text, 4) || !all_digits (text + 5, 2)
      || !all_digits (text + 8, 2))
    return FO_DAY_BAD;
  day = fo_day_from_civil (number_at (text, 4), number_at (text + 5, 2), number_at (text + 8, 2));
  if (day == FO_DAY_NONE)
    return FO_DAY_BAD;
  *ret_day = day;
  return FO_OK;
}

char *
fo_day_print_iso (FoDay day, char *text)
{
  int year, month, in_month;

  text[0] = '\0';
  if (day == FO_DAY_NONE)
    return text;
  fo_day_to_civil (day, &year, &month, &in_month);
  put_number (text, year, 4);
  put_number (text + 5, month, 2);
  put_number (text + 8, in_month, 2);
  text[4] = text[7] = '-';
  text[10] = '\0';
  return text;
}

/* The year that ends in YY, within -49 … +50 years of TODAY's. */
static int
full_year (int yy, FoDay today)
{
  int year, month, day, ahead;

  fo_day_to_civil (today, &year, &month, &day);
  ahead = yy - year % 100;
  if (ahead >= 51)
    ahead -= 100;
  else if (ahead <= -50)
    ahead += 100;
  return year + ahead;
}

/* Up to three numbers of up to four digits with the same one of . / - between them. Returns how many, 0 when it is not
 * so. */
static int
split_numbers (const char *text, size_t length, int numbers[3], size_t widths[3])
{
  int count = 0;
  char mark = '\0';

  for (size_t at = 0; count < 3; at++) {
    size_t width = 0;
    while (at + width < length && is_digit (text[at + width]))
      width++;
    if (width == 0 || width > 4)
      return 0;
    numbers[count] = number_at (text + at, width);
    widths[count++] = width;
    at += width;
    if (at == length)
      return count;
    if (strchr ("./-", text[at]) == NULL || (mark != '\0' && text[at] != mark))
      return 0;
    mark = text[at];
  }
  return 0;
}

/* A year of two or four digits; 0 for any other. */
static int
year_of (int number, size_t width, FoDay today)
{
  return width == 4 ? number : width == 2 ? full_year (number, today) : 0;
}

static FoDay
day_with_marks (const char *text, size_t length, FoDay today)
{
  int numbers[3], year;
  size_t widths[3];
  int count = split_numbers (text, length, numbers, widths);

  if (count < 2 || widths[0] > 2 || widths[count - 2] > 2)
    return FO_DAY_NONE;
  year = year_of (numbers[count - 1], widths[count - 1], today);
  if (count == 2)
    return fo_day_from_civil (year, numbers[0], fo_day_days_in_month (year, numbers[0]));
  return fo_day_from_civil (year, numbers[1], numbers[0]);
}

FoVerdict
fo_day_parse_typed (const char *text, FoDay today, FoDay *ret_day)
{
  size_t length;
  FoDay day;

  text += strspn (text, " ");
  length = strlen (text);
  while (length > 0 && text[length - 1] == ' ')
    length--;
  if (length == 6 && all_digits (text, 6))
    day = fo_day_from_civil (full_year (number_at (text + 4, 2), today), number_at (text + 2, 2), number_at (text, 2));
  else
    day = day_with_marks (text, length, today);
  if (day == FO_DAY_NONE && length == 10) {
    char iso[FO_DAY_TEXT_MAX] = "";
    memcpy (iso, text, 10);
    return fo_day_parse_iso (iso, ret_day);
  }
  if (day == FO_DAY_NONE)
    return FO_DAY_BAD;
  *ret_day = day;
  return FO_OK;
}

FoVerdict
fo_day_parse_gs1 (const char *digits, FoDay today, FoDay *ret_day)
{
  int year, month, in_month;
  FoDay day;

  if (strlen (digits) != 6 || !all_digits (digits, 6))
    return FO_GS1_BAD_DATE;
  year = full_year (number_at (digits, 2), today);
  month = number_at (digits + 2, 2);
  in_month = number_at (digits + 4, 2);
  day = fo_day_from_civil (year, month, in_month > 0 ? in_month : fo_day_days_in_month (year, month));
  if (day == FO_DAY_NONE)
    return FO_GS1_BAD_DATE;
  *ret_day = day;
  return FO_OK;
}

char *
fo_day_print_gs1 (FoDay day, char *text)
{
  int year, month, in_month;

  text[0] = '\0';
  if (day == FO_DAY_NONE)
    return text;
  fo_day_to_civil (day, &year, &month, &in_month);
  put_number (text, year % 100, 2);
  put_number (text + 2, month, 2);
  put_number (text + 4, in_month, 2);
  text[6] = '\0';
  return text;
}

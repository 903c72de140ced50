/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/quantity.h"

#include "text.h"

#define DECIMALS 6
#define WHOLE_LIMIT ((int64_t) 1000000000000) /* digits beyond this only matter as "too large" */

bool
fo_quantity_add (FoQuantity a, FoQuantity b, FoQuantity *ret)
{
  if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < INT64_MIN - b))
    return false;
  *ret = a + b;
  return true;
}

bool
fo_quantity_subtract (FoQuantity a, FoQuantity b, FoQuantity *ret)
{
  if ((b < 0 && a > INT64_MAX + b) || (b > 0 && a < INT64_MIN + b))
    return false;
  *ret = a - b;
  return true;
}

static uint64_t
magnitude (int64_t value)
{
  return value < 0 ? 0 - (uint64_t) value : (uint64_t) value;
}

bool
fo_quantity_times (FoQuantity a, int64_t factor, FoQuantity *ret)
{
  bool negative = (a < 0) != (factor < 0);
  uint64_t limit = (uint64_t) INT64_MAX + (negative ? 1 : 0);
  uint64_t product;

  if (a == 0 || factor == 0) {
    *ret = 0;
    return true;
  }
  if (magnitude (a) > limit / magnitude (factor))
    return false;
  product = magnitude (a) * magnitude (factor);
  *ret = negative ? -(int64_t) (product - 1) - 1 : (int64_t) product;
  return true;
}

bool
fo_quantity_is_whole (FoQuantity quantity_u)
{
  return quantity_u % FO_ONE == 0;
}

/* The length of the space that may stand between thousands or around a number; 0 when there is none. */
static size_t
space_length (const char *text)
{
  if (*text == ' ')
    return 1;
  if (strncmp (text, "\xc2\xa0", 2) == 0)
    return 2;
  return strncmp (text, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

static const char *
skip_spaces (const char *text)
{
  while (space_length (text) > 0)
    text += space_length (text);
  return text;
}

/* The length of the sign between two factors: x and * of any keyboard, the Cyrillic letter too. */
static size_t
times_length (const char *text)
{
  static const char *const signs[] = { "x", "X", "*", "\xc3\x97", "\xd1\x85", "\xd0\xa5" };

  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (strncmp (text, signs[i], strlen (signs[i])) == 0)
      return strlen (signs[i]);
  return 0;
}

/* Whole units at *TEXT: digits, or groups of three behind a first group of one to three. */
static bool
read_whole (const char **text, int64_t *ret_whole)
{
  const char *at = *text;
  int64_t whole = 0;
  int group = 0;
  bool grouped = false;

  for (;; at++, group++) {
    if (!is_digit (*at)) {
      size_t space = space_length (at);
      if (group == 0 || (grouped && group != 3))
        return false;
      if (space == 0 || group > 3 || !is_digit (at[space]))
        break;
      at += space;
      grouped = true;
      group = 0;
    }
    whole = whole * 10 + (*at - '0');
    if (whole > WHOLE_LIMIT)
      whole = WHOLE_LIMIT;
  }
  *text = at;
  *ret_whole = whole;
  return true;
}

/* Millionths behind a decimal mark at *TEXT; none is 0. */
static bool
read_decimals (const char **text, int64_t *ret_millionths)
{
  const char *at = *text;
  int64_t value = 0;
  int digits = 0;

  if (*at == '.' || *at == ',') {
    for (at++; is_digit (*at) && digits <= DECIMALS; at++, digits++)
      value = value * 10 + (*at - '0');
    if (digits == 0 || digits > DECIMALS)
      return false;
  }
  for (; digits < DECIMALS; digits++)
    value *= 10;
  *text = at;
  *ret_millionths = value;
  return true;
}

/* An unsigned number; larger ones than WHOLE_LIMIT come as about that. */
static bool
read_number (const char **text, FoQuantity *ret_quantity_u)
{
  int64_t whole, millionths;

  if (!read_whole (text, &whole) || !read_decimals (text, &millionths))
    return false;
  *ret_quantity_u = whole * FO_ONE + millionths;
  return true;
}

/* FIRST × SECOND, one of which must be whole. INT64_MAX for anything too large, for how much too large does not
 * matter. */
static bool
multiply (FoQuantity first_u, FoQuantity second_u, FoQuantity *ret_u)
{
  FoQuantity count_u = fo_quantity_is_whole (first_u) ? first_u : second_u;
  FoQuantity each_u = fo_quantity_is_whole (first_u) ? second_u : first_u;

  if (!fo_quantity_is_whole (count_u))
    return false;
  if (first_u > FO_QUANTITY_MAX || second_u > FO_QUANTITY_MAX || !fo_quantity_times (each_u, count_u / FO_ONE, ret_u))
    *ret_u = INT64_MAX;
  return true;
}

FoVerdict
fo_quantity_parse (const char *text, FoQuantity *ret_quantity_u)
{
  const char *at = skip_spaces (text);
  bool negative = *at == '-';
  FoQuantity quantity_u, second_u;

  at += negative;
  if (!read_number (&at, &quantity_u))
    return FO_QUANTITY_BAD;
  at = skip_spaces (at);
  if (times_length (at) > 0) {
    at = skip_spaces (at + times_length (at));
    if (!read_number (&at, &second_u) || !multiply (quantity_u, second_u, &quantity_u))
      return FO_QUANTITY_BAD;
    at = skip_spaces (at);
  }
  if (*at != '\0')
    return FO_QUANTITY_BAD;
  if (quantity_u > FO_QUANTITY_MAX)
    return FO_QUANTITY_TOO_LARGE;
  *ret_quantity_u = negative ? -quantity_u : quantity_u;
  return FO_OK;
}

char *
fo_quantity_print (FoQuantity quantity_u, char *text)
{
  char digits[FO_QUANTITY_TEXT_MAX];
  uint64_t rest = magnitude (quantity_u);
  size_t n = 0, length = 0, keep = 0;

  /* From the last decimal on: zeros at the end are not kept, one digit before the point always is. */
  for (; n <= DECIMALS || rest > 0; n++, rest /= 10)
    digits[n] = (char) ('0' + rest % 10);
  while (keep < DECIMALS && digits[keep] == '0')
    keep++;
  if (quantity_u < 0)
    text[length++] = '-';
  while (n > keep) {
    text[length++] = digits[--n];
    if (n == DECIMALS && n > keep)
      text[length++] = '.';
  }
  text[length] = '\0';
  return text;
}

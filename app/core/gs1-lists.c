/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values that stand in a list of somebody else's: countries, currencies, and the check digits of an IBAN. Lists grow, and our copy of
 * one is as old as the program: so they are warned of, and no goods are refused for them. */
#include "gs1-table.h"

#include <string.h>

/* The numbers and the letters, "004" and "AF", one after the other. */
static const char countries[] =
#include "gs1-countries.inc"
    ;
static const char currencies[] =
#include "gs1-currencies.inc"
    ;

enum { COUNTRY_ROW = 5, CURRENCY_ROW = 6, NUMBER = 3, LETTERS = 2 };

static bool
stands_in (const char *list, size_t row, size_t at, const char *value, size_t length)
{
  for (const char *line = list; *line; line += row)
    if (memcmp (line + at, value, length) == 0)
      return true;
  return false;
}

/* "999" is said for "none of them" where processors are named. */
static bool
is_country (const char *value, size_t length)
{
  if (length == LETTERS)
    return stands_in (countries, COUNTRY_ROW, NUMBER, value, LETTERS);
  return memcmp (value, "999", NUMBER) == 0 || stands_in (countries, COUNTRY_ROW, 0, value, NUMBER);
}

static bool
are_countries (const char *value, size_t length)
{
  for (size_t i = 0; i + NUMBER <= length; i += NUMBER)
    if (!is_country (value + i, NUMBER))
      return false;
  return true;
}

static bool
is_letter (char c)
{
  return c >= 'A' && c <= 'Z';
}

/* ISO 13616: a country, two check digits, 11 to 30 letters and digits; the first four moved to the end, letters as numbers from 10
 * on, and all of it is 1 modulo 97. */
static bool
is_iban (const char *value, size_t length)
{
  unsigned rest = 0;

  if (length < 15 || length > 34 || !is_letter (value[0]) || !is_letter (value[1]) || !is_country (value, LETTERS))
    return false;
  for (size_t i = 0; i < length; i++) {
    char c = value[(i + 4) % length];

    if (!is_letter (c) && (c < '0' || c > '9'))
      return false;
    rest = is_letter (c) ? (rest * 100 + (unsigned) (c - 'A') + 10) % 97 : (rest * 10 + (unsigned) (c - '0')) % 97;
  }
  return rest == 1;
}

const char *
fo_gs1_unknown_in (const Gs1Row *row, const char *value, size_t length)
{
  const Gs1Part *part = &row->parts[0];
  size_t first = row->parts[1].set ? part->most : length;

  if (part->rule == GS1_COUNTRY && !is_country (value, first))
    return "country";
  if (part->rule == GS1_COUNTRIES && !are_countries (value, first))
    return "country";
  if (part->rule == GS1_CURRENCY && !stands_in (currencies, CURRENCY_ROW, 0, value, NUMBER))
    return "currency";
  return part->rule == GS1_IBAN && !is_iban (value, first) ? "iban" : NULL;
}

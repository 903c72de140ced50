/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

#include <string.h>

char *
fo_finding_words (guint filter, const char *search)
{
  return filter ? g_strdup_printf ("\x01%c%s", '0' + (int) filter, search) : g_strdup (search);
}

guint
fo_finding_filter (const char **words, guint n)
{
  guint filter = 0;

  if ((*words)[0] == '\x01' && (*words)[1] > '0' && (*words)[1] < '0' + (int) n) {
    filter = (guint) ((*words)[1] - '0');
    *words += 2;
  }
  return filter;
}

bool
fo_finding_fits (const char *text, const char *folded)
{
  g_autofree char *whole = *text ? g_utf8_casefold (text, -1) : NULL;

  return !*folded || (whole && strstr (whole, folded));
}

/* "25.11", "25.11.": of the three years around today the day that is nearest. */
static FoDay
nearest (const char *text, FoDay today)
{
  FoDay best = FO_DAY_NONE, day;
  int this_year, month, of_month;

  fo_day_to_civil (today, &this_year, &month, &of_month);
  for (int year = this_year - 1; year <= this_year + 1; year++) {
    g_autofree char *whole = g_strdup_printf ("%s%s%d", text, g_str_has_suffix (text, ".") ? "" : ".", year);

    if (fo_day_parse_typed (whole, today, &day) == FO_OK
        && (best == FO_DAY_NONE || ABS (day - today) < ABS (best - today)))
      best = day;
  }
  return best;
}

FoDay
fo_finding_day (const char *text, FoDay today)
{
  FoDay day;

  if (!strpbrk (text, ".-/") || strspn (text, "0123456789.-/ ") != strlen (text))
    return FO_DAY_NONE;
  day = nearest (text, today);
  return day != FO_DAY_NONE || fo_day_parse_typed (text, today, &day) == FO_OK ? day : FO_DAY_NONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ranges of serial numbers. */
#include "firstout/label/form.h"

#include <stdbool.h>
#include <string.h>

#define DIGITS_MAX 18

/* One end of a range, cut around its last digits. */
typedef struct {
  char before[64], after[64];
  int width;
  guint64 number;
} End;

static FoVerdict
cut (const char *text, End *ret_end)
{
  const char *end = text + strlen (text), *begin;

  while (end > text && !g_ascii_isdigit (end[-1]))
    end--;
  for (begin = end; begin > text && g_ascii_isdigit (begin[-1]);)
    begin--;
  if (begin == end || end - begin > DIGITS_MAX)
    return FO_LABEL_SERIES_BAD;
  if ((gsize) (begin - text) >= sizeof ret_end->before || strlen (end) >= sizeof ret_end->after)
    return FO_TEXT_TOO_LONG;
  *ret_end = (End){ .width = (int) (end - begin), .number = g_ascii_strtoull (begin, NULL, 10) };
  memcpy (ret_end->before, text, (gsize) (begin - text));
  g_strlcpy (ret_end->after, end, sizeof ret_end->after);
  return FO_OK;
}

static guint64
power_of_ten (int n)
{
  guint64 power = 1;

  while (n-- > 0)
    power *= 10;
  return power;
}

static FoVerdict
settle (const End *from, guint64 last, FoLabelSeries *ret_series)
{
  if (last < from->number)
    return FO_LABEL_SERIES_BAD;
  if (last - from->number >= FO_LABEL_COPIES_MAX)
    return FO_LABEL_TOO_MANY;
  *ret_series = (FoLabelSeries){ .width = from->width, .first = from->number, .n = (guint) (last - from->number) + 1 };
  g_strlcpy (ret_series->before, from->before, sizeof ret_series->before);
  g_strlcpy (ret_series->after, from->after, sizeof ret_series->after);
  return FO_OK;
}

/* Without zeros in front: 8..12 says itself that it grows. */
static bool
may_grow (const End *from, const End *to)
{
  return from->width < to->width && (from->number == 0 || from->number >= power_of_ten (from->width - 1))
         && to->number >= power_of_ten (to->width - 1);
}

static FoVerdict
settle_to (const End *from, const char *text, FoLabelSeries *ret_series)
{
  End to;
  FoVerdict verdict = cut (text, &to);

  if (verdict != FO_OK)
    return verdict;
  if ((to.width != from->width && !may_grow (from, &to)) || !g_str_equal (to.before, from->before)
      || !g_str_equal (to.after, from->after))
    return FO_LABEL_SERIES_BAD;
  return settle (from, to.number, ret_series);
}

static FoVerdict
settle_count (const End *from, const char *text, FoLabelSeries *ret_series)
{
  guint64 count;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &count, NULL))
    return FO_LABEL_SERIES_BAD;
  if (from->number + count - 1 >= power_of_ten (from->width))
    return FO_LABEL_SERIES_BAD;
  return settle (from, from->number + count - 1, ret_series);
}

FoVerdict
fo_label_series_parse (const char *text, FoLabelSeries *ret_series)
{
  g_autofree char *whole = g_strstrip (g_strdup (text));
  char *dots = strstr (whole, ".."), *plus = dots ? NULL : strrchr (whole, '+');
  char *rest = dots ? dots + 2 : plus ? plus + 1 : NULL;
  End from;
  FoVerdict verdict;

  if (rest)
    *(dots ? dots : plus) = '\0';
  verdict = cut (g_strstrip (whole), &from);
  if (verdict != FO_OK)
    return verdict;
  if (!rest)
    return settle (&from, from.number, ret_series);
  rest = g_strstrip (rest);
  return dots ? settle_to (&from, rest, ret_series) : settle_count (&from, rest, ret_series);
}

char *
fo_label_series_print (const FoLabelSeries *series, guint i)
{
  g_assert (i < series->n);
  return g_strdup_printf ("%s%0*" G_GUINT64_FORMAT "%s", series->before, series->width, series->first + i,
                          series->after);
}

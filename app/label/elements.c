/* SPDX-License-Identifier: GPL-3.0-or-later
 * GS1 codes composed from fields: "(01){gtin}[(17){expires_on}](10){lot}". The pattern is cut into elements before a
 * value is put in, so that brackets in a value never become an element of their own; where separators go is not the
 * template's business. */
#include "firstout/core/gs1.h"
#include "parts.h"

#include <string.h>

#define ELEMENTS_MAX 12

typedef struct {
  char ai[FO_GS1_AI_MAX];
  char *pattern; /* of the value */
  bool optional; /* stands in [ ] */
} Element;

/* How many bytes "(digits)" with an AI's number of digits takes at TEXT; 0: it does not stand there. */
static size_t
ai_length (const char *text)
{
  size_t digits = *text == '(' ? strspn (text + 1, "0123456789") : 0;

  return digits >= 2 && digits <= 4 && text[1 + digits] == ')' ? digits + 2 : 0;
}

bool
fo_label_is_elements (const char *pattern)
{
  return ai_length (pattern + (*pattern == '[')) > 0;
}

/* Where the value ends that begins at TEXT. */
static const char *
value_end (const char *text, bool optional)
{
  if (optional)
    return text + strcspn (text, "]");
  while (*text && ai_length (text) == 0 && !(text[0] == '[' && ai_length (text + 1) > 0))
    text++;
  return text;
}

/* Cuts the element at *AT out; false when there is none. */
static bool
cut (const char **at, Element *ret_element)
{
  bool optional = **at == '[';
  const char *text = *at + optional, *end;
  size_t length = ai_length (text);

  if (length == 0)
    return false;
  end = value_end (text + length, optional);
  if (end == text + length || (optional && *end != ']'))
    return false;
  *ret_element = (Element){ .pattern = g_strndup (text + length, (gsize) (end - text) - length), .optional = optional };
  memcpy (ret_element->ai, text + 1, length - 2);
  *at = end + optional;
  return true;
}

const char *
fo_label_elements_fault (const char *pattern)
{
  for (int n = 0; *pattern; n++) {
    Element element;
    const char *fault;
    if (!cut (&pattern, &element))
      return "is made of elements such as (01){gtin}[(17){expires_on}](10){lot}";
    fault = !fo_gs1_ai_is_known (element.ai) ? "has an AI that is not in the table"
            : n == ELEMENTS_MAX              ? "has too many elements"
                                             : fo_label_pattern_fault (element.pattern);
    g_free (element.pattern);
    if (fault)
      return fault;
  }
  return NULL;
}

/* A GTIN of 8 to 13 digits stands as 14 in an element; any other text is left for fo_gs1_build to judge. */
static char *
value_of (const char *ai, const char *text)
{
  char gtin[FO_GTIN_MAX];

  if ((g_str_equal (ai, "01") || g_str_equal (ai, "02")) && fo_gtin_normalise (text, gtin) == FO_OK)
    return g_strdup (gtin);
  return g_strdup (text);
}

static void
take_over (FoLabelFilled *filled, FoLabelFilled *part)
{
  if (!filled->missing)
    filled->missing = g_steal_pointer (&part->missing);
  if (!filled->bad)
    filled->bad = g_steal_pointer (&part->bad);
}

FoVerdict
fo_label_fill_elements (const char *pattern,
                        FoLanguage language,
                        const FoLabelFields *fields,
                        FoLabelFilled *ret_filled)
{
  FoDay today = fo_day_from_civil (2026, 1, 1); /* a day's digits are right or wrong in any century */
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  FoGs1Pair pairs[ELEMENTS_MAX];
  char ais[ELEMENTS_MAX][FO_GS1_AI_MAX], text[FO_SCAN_BYTES_MAX + 1];
  Element element;
  FoVerdict verdict;

  *ret_filled = (FoLabelFilled){ .text = g_string_new (NULL) };
  while (*pattern && cut (&pattern, &element)) {
    g_auto (FoLabelFilled) part = { 0 };
    g_autofree char *of_value = element.pattern;
    guint n = values->len;
    fo_label_fill (of_value, language, fields, FO_LABEL_FILL_ELEMENT, &part);
    if (part.missing && element.optional)
      continue;
    take_over (ret_filled, &part);
    memcpy (ais[n], element.ai, sizeof element.ai);
    g_ptr_array_add (values, value_of (element.ai, part.text->str));
    pairs[n] = (FoGs1Pair){ ais[n], values->pdata[n] };
  }
  if (ret_filled->missing || ret_filled->bad)
    return FO_OK;
  verdict = fo_gs1_build (pairs, values->len, today, text, sizeof text);
  if (verdict == FO_OK)
    g_string_assign (ret_filled->text, text);
  return verdict;
}

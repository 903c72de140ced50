/* SPDX-License-Identifier: GPL-3.0-or-later
 * All ways to put the separators back that a scanner has dropped: a depth-first walk over the lengths each value may
 * have, fenced by a table of the positions from which the rest can be read at all, without recursion. */
#include "gs1-readings.h"

#include "text.h"

#define STEPS_MAX 20000 /* lengths tried in one walk; a label takes some dozens */

typedef Gs1Element Element;
typedef Gs1Walk Walk;

/* The element that begins at AT, before any length was tried. */
static bool
element_at (const Walk *walk, size_t at, Element *ret_element)
{
  const char *ai = walk->bytes + at;
  size_t left = walk->length - at, digits;
  const Gs1Row *row;

  if (left < 2 || !all_digits (ai, 2))
    return false;
  digits = fo_gs1_ai_digits (ai);
  if (left < digits || !all_digits (ai, digits))
    return false;
  row = fo_gs1_row (ai, digits);
  if (row == NULL)
    return false;
  *ret_element = (Element){ .at = at, .value = at + digits, .length = fo_gs1_row_least (row) - 1, .row = row };
  return true;
}

/* On to the next longer value that is sound and leaves a rest that can be read. */
static bool
lengthen (Walk *walk, Element *element)
{
  size_t most = fo_gs1_row_most (element->row), left = walk->length - element->value;

  while (element->length < most && element->length < left) {
    FoVerdict verdict;
    element->length++;
    walk->steps++;
    verdict = fo_gs1_judge (element->row, walk->bytes + element->value, element->length, walk->today);
    if (verdict == FO_OK && walk->readable[element->value + element->length]
        && (walk->may_be == NULL || walk->may_be (walk, element)))
      return true;
    if (verdict == FO_GS1_BAD_CHARACTER)
      return false;
  }
  return false;
}

static void
find_readable (Walk *walk)
{
  walk->readable[walk->length] = true;
  for (size_t at = walk->length; at-- > 0;) {
    Element element;
    walk->readable[at] = element_at (walk, at, &element) && lengthen (walk, &element);
  }
  walk->steps = 0;
}

/* Does an element in hand forbid this one? The same AI does, and another value of the same measure. */
static bool
is_forbidden (const Walk *walk, const Element *element)
{
  const char *ai = walk->bytes + element->at, *value = walk->bytes + element->value;
  size_t digits = element->value - element->at;

  for (int i = 0; i < walk->depth; i++) {
    const Element *other = &walk->elements[i];
    const char *other_ai = walk->bytes + other->at, *other_value = walk->bytes + other->value;
    if (other->value - other->at == digits && memcmp (other_ai, ai, digits) == 0)
      return true;
    if (fo_gs1_measures_differ (ai, value, other_ai, other_value))
      return true;
  }
  return false;
}

static bool
push (Walk *walk, size_t at)
{
  Element element;

  if (walk->depth == FO_GS1_ENTRIES_MAX || !element_at (walk, at, &element) || is_forbidden (walk, &element))
    return false;
  walk->elements[walk->depth++] = element;
  return true;
}

void
fo_gs1_walk_start (Walk *walk)
{
  find_readable (walk);
  if (walk->length > 0 && walk->readable[0])
    (void) push (walk, 0);
}

bool
fo_gs1_walk_next (Walk *walk)
{
  while (walk->depth > 0 && walk->steps <= STEPS_MAX) {
    Element *top = &walk->elements[walk->depth - 1];
    if (!lengthen (walk, top))
      walk->depth--;
    else if (top->value + top->length == walk->length)
      return true;
    else
      (void) push (walk, top->value + top->length); /* where the next one is forbidden, this value grows on */
  }
  return false;
}

bool
fo_gs1_walk_is_complete (const Walk *walk)
{
  return walk->steps <= STEPS_MAX;
}

void
fo_gs1_walk_fill (const Walk *walk, FoGs1 *gs1)
{
  memset (gs1, 0, sizeof *gs1);
  gs1->today = walk->today;
  gs1->length = (uint16_t) walk->length;
  memcpy (gs1->bytes, walk->bytes, walk->length);
  for (int i = 0; i < walk->depth; i++) {
    const Element *element = &walk->elements[i];
    FoGs1Entry *entry = &gs1->entries[gs1->count++];
    entry->at = (uint16_t) element->value;
    entry->length = (uint16_t) element->length;
    memcpy (entry->ai, walk->bytes + element->at, element->value - element->at);
  }
}

/* Finds up to ROOM readings, into READINGS unless that is NULL. */
static size_t
walk_readings (const char *bytes, size_t length, FoDay today, FoGs1 *readings, size_t room, bool *ret_complete)
{
  Walk walk = { .bytes = bytes, .length = length, .today = today };
  size_t found = 0;
  bool more;

  fo_gs1_walk_start (&walk);
  while ((more = fo_gs1_walk_next (&walk)) && found < room) {
    if (readings)
      fo_gs1_walk_fill (&walk, &readings[found]);
    found++;
  }
  *ret_complete = !more && fo_gs1_walk_is_complete (&walk);
  return found;
}

bool
fo_gs1_has_several_readings (const char *bytes, size_t length)
{
  return (length == 0 || bytes[0] != '(') && memchr (bytes, FO_GS1_SEPARATOR, length) == NULL;
}

bool
fo_gs1_has_readings (const char *bytes, size_t length, FoDay today, size_t count)
{
  bool complete;

  return walk_readings (bytes, length, today, NULL, count, &complete) == count;
}

size_t
fo_gs1_readings (const char *bytes, size_t length, FoDay today, FoGs1 *ret_readings, size_t room)
{
  bool complete;
  FoGs1 plain;
  size_t found;

  if (length > FO_SCAN_BYTES_MAX)
    return 0;
  if (fo_gs1_has_several_readings (bytes, length)) {
    found = walk_readings (bytes, length, today, ret_readings, room, &complete);
    return complete ? found : room + 1;
  }
  if (fo_gs1_parse (&plain, bytes, length, today) != FO_OK)
    return 0;
  if (room > 0)
    ret_readings[0] = plain;
  return 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the General Specifications miss beside an element, or do not want there. */
#include "firstout/core/gs1.h"

#include "gs1-table.h"
#include "text.h"

/* Is AI the one PATTERN of LENGTH characters stands for, "n" being any digit? */
static bool
is_meant (const char *ai, const char *pattern, size_t length)
{
  if (strlen (ai) != length)
    return false;
  for (size_t i = 0; i < length; i++)
    if (pattern[i] != 'n' && pattern[i] != ai[i])
      return false;
  return true;
}

/* The element PATTERN stands for, other than EXCEPT. */
static const FoGs1Entry *
find_meant (const FoGs1 *gs1, const char *pattern, size_t length, const FoGs1Entry *except)
{
  for (int i = 0; i < gs1->count; i++)
    if (&gs1->entries[i] != except && is_meant (gs1->entries[i].ai, pattern, length))
      return &gs1->entries[i];
  return NULL;
}

/* Are all of "01+21", up to END, there? */
static bool
has_group (const FoGs1 *gs1, const char *group, const char *end)
{
  while (group < end) {
    size_t length = strcspn (group, "+,");
    if (find_meant (gs1, group, length, NULL) == NULL)
      return false;
    group += length + 1;
  }
  return true;
}

static bool
has_any_group (const FoGs1 *gs1, const char *groups)
{
  while (*groups) {
    const char *end = groups + strcspn (groups, ",");
    if (has_group (gs1, groups, end))
      return true;
    groups = end + (*end != '\0');
  }
  return false;
}

typedef struct {
  FoGs1Warning *warnings;
  size_t count, room;
} Warnings;

static void
warn (Warnings *warnings, const FoGs1Entry *entry, const char *needs, const FoGs1Entry *unwanted)
{
  FoGs1Warning warning = { .needs = needs };

  memcpy (warning.ai, entry->ai, sizeof warning.ai);
  if (unwanted)
    memcpy (warning.unwanted, unwanted->ai, sizeof warning.unwanted);
  if (warnings->count < warnings->room)
    warnings->warnings[warnings->count] = warning;
  warnings->count++;
}

static void
warn_of_unwanted (Warnings *warnings, const FoGs1 *gs1, const FoGs1Entry *entry, const char *not_with)
{
  const char family[] = { entry->ai[0], entry->ai[1], entry->ai[2], 'n', '\0' };

  if (strcmp (not_with, "family") == 0)
    not_with = family;
  while (*not_with) {
    size_t length = strcspn (not_with, ",");
    const FoGs1Entry *unwanted = find_meant (gs1, not_with, length, entry);
    if (unwanted)
      warn (warnings, entry, NULL, unwanted);
    not_with += length + (not_with[length] != '\0');
  }
}

static void
warn_of_unknown (Warnings *warnings, const FoGs1Entry *entry, const char *unknown)
{
  if (!unknown)
    return;
  warn (warnings, entry, NULL, NULL);
  if (warnings->count <= warnings->room)
    warnings->warnings[warnings->count - 1].unknown = unknown;
}

size_t
fo_gs1_warnings (const FoGs1 *gs1, FoGs1Warning *ret_warnings, size_t room)
{
  Warnings warnings = { .warnings = ret_warnings, .room = room };

  for (int i = 0; i < gs1->count; i++) {
    const FoGs1Entry *entry = &gs1->entries[i];
    const Gs1Row *row = fo_gs1_ai_is_known (entry->ai) ? fo_gs1_row (entry->ai, strlen (entry->ai)) : NULL;
    if (row && row->needs && !has_any_group (gs1, row->needs))
      warn (&warnings, entry, row->needs, NULL);
    if (row && row->not_with)
      warn_of_unwanted (&warnings, gs1, entry, row->not_with);
    if (row && entry->verdict == FO_OK)
      warn_of_unknown (&warnings, entry, fo_gs1_unknown_in (row, gs1->bytes + entry->at, entry->length));
  }
  return warnings.count;
}

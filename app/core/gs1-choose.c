/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which of the lots one knows a string without separators names: the readings are walked with only such lots and
 * serials as some candidate has, so that even a long code takes few steps. */
#include "gs1-readings.h"
#include "text.h"

typedef struct {
  const FoGs1Candidate *candidates;
  size_t count;
  size_t found;                 /* the candidate that fits; COUNT: none yet */
  bool several_in_one, several; /* others fit: the same reading, another one */
  FoGs1Choice choice;
  /* what speaks for the choice, in the best reading that fits */
  bool expires_as_known;
  int days;
} Search;

/* ---- does it fit? -------------------------------------------------------------------------------------------------- */

static bool
is_asked (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static bool
is_text (const char *text, const char *value, size_t length)
{
  return strlen (text) == length && memcmp (text, value, length) == 0;
}

/* May this be the lot, or the serial, of any candidate? Whatever they do not ask for may be anything. */
static bool
may_be_candidate (const Gs1Walk *walk, const Gs1Element *element)
{
  const Search *search = walk->user;
  const char *ai = walk->bytes + element->at, *value = walk->bytes + element->value;
  bool is_lot = memcmp (ai, "10", 2) == 0, is_serial = memcmp (ai, "21", 2) == 0;

  for (size_t i = 0; i < search->count && (is_lot || is_serial); i++) {
    const char *asked = is_lot ? search->candidates[i].lot : search->candidates[i].serial;
    if (!is_asked (asked) || is_text (asked, value, element->length))
      return true;
  }
  return !is_lot && !is_serial;
}

static FoDay
expiry_of (const FoGs1 *reading)
{
  FoDay expires_on = fo_gs1_expires_on (reading);

  return expires_on != FO_DAY_NONE ? expires_on : fo_gs1_best_before_on (reading);
}

/* Says READING this of AI, where the candidate asks for it? */
static bool
says (const FoGs1 *reading, const char *ai, const char *asked)
{
  const FoGs1Entry *entry = fo_gs1_find (reading, ai);

  return !is_asked (asked) || (entry && is_text (asked, reading->bytes + entry->at, entry->length));
}

static bool
fits (const FoGs1 *reading, const FoGs1Candidate *candidate)
{
  const char *key = fo_gs1_find (reading, "01") ? "01" : "02";
  FoDay expires_on = expiry_of (reading);

  if (!is_asked (candidate->lot) && !is_asked (candidate->serial))
    return false;
  if (fo_gs1_find (reading, key) && !says (reading, key, candidate->gtin))
    return false;
  return says (reading, "10", candidate->lot) && says (reading, "21", candidate->serial)
         && (expires_on == FO_DAY_NONE || candidate->expires_on == FO_DAY_NONE || expires_on == candidate->expires_on);
}

/* ---- what the fitting readings agree on ------------------------------------------------------------------------------ */

static bool
has_element (const FoGs1 *reading, const FoGs1Entry *entry)
{
  const FoGs1Entry *same = fo_gs1_find (reading, entry->ai);

  return same && same->at == entry->at && same->length == entry->length;
}

/* (37) counts what (02) names, and alone says nothing. */
static bool
is_quantity (const FoGs1 *reading, const FoGs1Entry *entry)
{
  return strcmp (entry->ai, "30") == 0 || (strcmp (entry->ai, "37") == 0 && fo_gs1_find (reading, "02"))
         || fo_gs1_is_measure (entry->ai);
}

/* Is there a quantity in A that B does not have? */
static bool
counts_otherwise (const FoGs1 *a, const FoGs1 *b)
{
  for (int i = 0; i < a->count; i++)
    if (is_quantity (a, &a->entries[i]) && !has_element (b, &a->entries[i]))
      return true;
  return false;
}

static void
agree (FoGs1Choice *choice, const FoGs1 *reading)
{
  FoGs1 *common = &choice->reading;
  int kept = 0;

  if (counts_otherwise (common, reading) || counts_otherwise (reading, common))
    choice->quantity_is_sure = false;
  for (int i = 0; i < common->count; i++)
    if (has_element (reading, &common->entries[i]))
      common->entries[kept++] = common->entries[i];
  memset (common->entries + kept, 0, sizeof *common->entries * (size_t) (common->count - kept));
  common->count = (uint8_t) kept;
}

/* ---- what speaks against it ------------------------------------------------------------------------------------------ */

/* A lot the book does not have may begin like one it has: (10)1442(11)260622 is (10)144(21)1260622 as well, and then the
 * second is no find but a chance: when the longer, unknown name gives more days of the calendar; when the known one is so
 * short that chance finds it anywhere, as many days and AIs that labels usually have. */

#define SHORT_NAME 3

static int
count_days (const FoGs1 *reading)
{
  int days = 0;

  for (int i = 0; i < reading->count; i++)
    days += reading->entries[i].ai[0] == '1' && reading->entries[i].ai[1] != '0';
  return days;
}

static bool
is_ordinary (const FoGs1 *reading)
{
  static const char ordinary[] = " 00 01 02 10 11 13 15 17 21 30 37 ";

  for (int i = 0; i < reading->count; i++) {
    const char *ai = reading->entries[i].ai;
    if (strncmp (ai, "310", 3) != 0 && (ai[2] != '\0' || strstr (ordinary, ai) == NULL))
      return false;
  }
  return true;
}

/* Is there a reading with another, unknown name that is more likely than the choice? */
static bool
is_outdone (const Search *search, const char *bytes, size_t length, FoDay today)
{
  const FoGs1Candidate *candidate = &search->candidates[search->found];
  const char *ai = is_asked (candidate->lot) ? "10" : "21";
  const char *name = is_asked (candidate->lot) ? candidate->lot : candidate->serial;
  bool is_short = strlen (name) <= SHORT_NAME;
  Gs1Walk walk = { .bytes = bytes, .length = length, .today = today };

  if (search->expires_as_known)
    return false;
  fo_gs1_walk_start (&walk);
  while (fo_gs1_walk_next (&walk)) {
    const FoGs1Entry *other;
    FoGs1 reading;
    fo_gs1_walk_fill (&walk, &reading);
    other = fo_gs1_find (&reading, ai);
    if (other && other->length > strlen (name)
        && (count_days (&reading) > search->days
            || (is_short && count_days (&reading) == search->days && is_ordinary (&reading))))
      return true;
  }
  return !fo_gs1_walk_is_complete (&walk);
}

/* ---- choosing ---------------------------------------------------------------------------------------------------------- */

/* The first candidate that READING names; *RET_SEVERAL when it names others, too. */
static size_t
named_by (const Search *search, const FoGs1 *reading, bool *ret_several)
{
  size_t first = search->count;

  for (size_t i = 0; i < search->count; i++)
    if (fits (reading, &search->candidates[i])) {
      first = first == search->count ? i : first;
      *ret_several |= search->candidates[i].id != search->candidates[first].id;
    }
  return first;
}

static void
weigh (Search *search, const FoGs1 *reading, const FoGs1Candidate *named)
{
  int days = count_days (reading);

  search->expires_as_known |= named->expires_on != FO_DAY_NONE && expiry_of (reading) == named->expires_on;
  search->days = days > search->days ? days : search->days;
}

static void
take_reading (Search *search, const FoGs1 *reading)
{
  size_t named = named_by (search, reading, &search->several_in_one);

  if (named == search->count)
    return;
  weigh (search, reading, &search->candidates[named]);
  if (search->found == search->count) {
    search->found = named;
    search->choice = (FoGs1Choice){ .candidate = named, .quantity_is_sure = true, .reading = *reading };
    return;
  }
  search->several |= search->candidates[named].id != search->candidates[search->found].id;
  agree (&search->choice, reading);
}

static FoVerdict
walk_all (Search *search, const char *bytes, size_t length, FoDay today)
{
  Gs1Walk walk = { .bytes = bytes, .length = length, .today = today, .may_be = may_be_candidate, .user = search };

  fo_gs1_walk_start (&walk);
  while (fo_gs1_walk_next (&walk)) {
    FoGs1 reading;
    fo_gs1_walk_fill (&walk, &reading);
    take_reading (search, &reading);
  }
  if (!fo_gs1_walk_is_complete (&walk))
    return FO_GS1_SEPARATOR_LOST;
  return search->found < search->count && is_outdone (search, bytes, length, today) ? FO_GS1_SEPARATOR_LOST : FO_OK;
}

static FoVerdict
take_plain (Search *search, const char *bytes, size_t length, FoDay today)
{
  FoGs1 plain;
  FoVerdict verdict = fo_gs1_parse (&plain, bytes, length, today);

  if (verdict == FO_OK)
    take_reading (search, &plain);
  return verdict;
}

FoVerdict
fo_gs1_choose (const char *bytes,
               size_t length,
               FoDay today,
               const FoGs1Candidate *candidates,
               size_t count,
               FoGs1Choice *ret_choice)
{
  Search search = { .candidates = candidates, .count = count, .found = count };
  FoVerdict verdict;

  if (length == 0)
    return FO_CODE_EMPTY;
  if (length > FO_SCAN_BYTES_MAX)
    return FO_CODE_TOO_LONG;
  verdict = (fo_gs1_has_several_readings (bytes, length) ? walk_all : take_plain) (&search, bytes, length, today);
  if (verdict != FO_OK)
    return verdict;
  if (search.several)
    return FO_GS1_SEPARATOR_LOST;
  if (search.several_in_one)
    return FO_LOT_AMBIGUOUS;
  if (search.found == count)
    return FO_LOT_UNKNOWN;
  *ret_choice = search.choice;
  return FO_OK;
}

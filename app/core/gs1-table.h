/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of application identifiers, and what the readers and writers of element strings ask of it. */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/quantity.h"
#include "firstout/core/verdict.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a value must be besides its length and characters: the words of data/gs1/application-identifiers.facts. */
typedef enum {
  GS1_ANY,
  GS1_CHECK,        /* digits that end in their check digit */
  GS1_ZERO_CHECK,   /* the same, and the first is 0 */
  GS1_PAIR,         /* ends in a pair of check characters */
  GS1_DATE,         /* YYMMDD, day 00 is the end of the month */
  GS1_DAY,          /* YYMMDD, a real day */
  GS1_DAY_OR_NONE,  /* the same, or not there at all */
  GS1_LONG_DAY,     /* YYYYMMDD */
  GS1_TIME,         /* HHMM */
  GS1_TIME_OR_NONE, /* the same, or not there at all */
  GS1_TIME_OR_NINES,
  GS1_CLOCK,  /* HH, HHMM or HHMMSS */
  GS1_COUNTRY,   /* as ISO 3166-1 has it, three digits or two letters: only warned of */
  GS1_COUNTRIES, /* the same, several of three digits */
  GS1_CURRENCY,  /* as ISO 4217 has it, three digits: only warned of */
  GS1_IBAN,      /* only warned of */
  GS1_MINUS      /* a minus or nothing */
} Gs1Rule;

typedef struct {
  char set; /* N digits, X CSET 82, Y CSET 39, Z base64url; '\0': no such part */
  uint8_t least, most;
  uint8_t rule; /* Gs1Rule */
} Gs1Part;

/* AIs FROM … TO, as numbers. A value has one part or two, and then the first has a fixed length. The texts are NULL or as
 * in the facts. */
typedef struct {
  uint16_t from, to;
  Gs1Part parts[2];
  const char *needs, *not_with, *key;
} Gs1Row;

/* How many digits an AI has that begins with the two digits at AI: 2, 3 or 4. */
size_t fo_gs1_ai_digits (const char *ai);

/* The length its first two digits prescribe for the value, so that no separator is needed behind it; 0 when they do
 * not. */
size_t fo_gs1_predefined_length (const char *ai);

/* The row of the AI whose DIGITS digits stand at AI; NULL when it is unknown. */
const Gs1Row *fo_gs1_row (const char *ai, size_t digits);

/* Shortest and longest value. */
size_t fo_gs1_row_least (const Gs1Row *row);
size_t fo_gs1_row_most (const Gs1Row *row);

/* Is VALUE of LENGTH bytes one this AI may have? FO_OK, or in this order FO_GS1_TRUNCATED, FO_GS1_EMPTY_VALUE,
 * FO_GS1_BAD_LENGTH, FO_GS1_BAD_CHARACTER, FO_GS1_CHECK_DIGIT, FO_GS1_BAD_DATE. */
FoVerdict fo_gs1_judge (const Gs1Row *row, const char *value, size_t length, FoDay today);

/* What VALUE, which was judged, is none of: "country", "currency", "iban"; NULL: nothing to complain of (gs1-lists.c). */
const char *fo_gs1_unknown_in (const Gs1Row *row, const char *value, size_t length);

/* Is the AI at AI, of four digits, that of a measure (31nn … 36nn)? */
bool fo_gs1_is_measure (const char *ai);

/* The six digits of a measure in millionths of its unit. */
FoQuantity fo_gs1_measure_of (const char *ai, const char *value);

/* Do two sound measures say different things of the same one, as (3103)001250 and (3102)000126 do? */
bool fo_gs1_measures_differ (const char *ai, const char *value, const char *other_ai, const char *other_value);

/* Are there at least COUNT readings (see fo_gs1_readings)? False also when they were not found in bounded time. */
bool fo_gs1_has_readings (const char *bytes, size_t length, FoDay today, size_t count);

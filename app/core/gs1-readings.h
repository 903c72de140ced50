/* SPDX-License-Identifier: GPL-3.0-or-later
 * The walk over all ways to read a string without separators: for listing them, and for choosing among them. */
#pragma once

#include "firstout/core/gs1.h"

#include "gs1-table.h"

typedef struct {
  size_t at, value, length; /* where the AI and its value begin, and the length tried now */
  const Gs1Row *row;
} Gs1Element;

typedef struct Gs1Walk Gs1Walk;

struct Gs1Walk {
  const char *bytes;
  size_t length;
  FoDay today;
  bool (*may_be) (const Gs1Walk *walk, const Gs1Element *element); /* NULL: any sound value will do */
  const void *user;                                                /* for may_be */
  bool readable[FO_SCAN_BYTES_MAX + 1];                            /* from here on to the end */
  Gs1Element elements[FO_GS1_ENTRIES_MAX];
  int depth; /* elements in hand */
  int steps;
};

/* Bytes, length, today and may_be are set, the rest is zero. */
void fo_gs1_walk_start (Gs1Walk *walk);

/* The next complete reading; false when there is none, or the steps are used up: then the walk is not complete. */
bool fo_gs1_walk_next (Gs1Walk *walk);
bool fo_gs1_walk_is_complete (const Gs1Walk *walk);

/* The reading in hand. */
void fo_gs1_walk_fill (const Gs1Walk *walk, FoGs1 *gs1);

/* Neither bracketed nor with a separator: there may be more than the plain reading. */
bool fo_gs1_has_several_readings (const char *bytes, size_t length);

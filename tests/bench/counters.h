/* SPDX-License-Identifier: GPL-3.0-or-later
 * The exact counters: what SQLite says its statements cost, and the bars they are held to. */
#pragma once

#include "firstout/store/store.h"
#include "floor.h"

/* Sums of counts, a statement a row. */
typedef struct Counters Counters;

Counters *counters_new (void);
void counters_free (Counters *counters);
/* Adds what STORE counted since its last reset. */
void counters_take (Counters *counters, const FoStore *store);

typedef struct {
  gint64 fullscans, sorts, autoindexes;
  double worst; /* VM steps of a statement to those of the floor's own, where it has one */
} Counted;

/* FO_BENCH_STATEMENTS=1 lists what the sums are made of. A statement that scans or sorts is always named. */
Counted counters_judge (const Counters *counters, const Floor *floor);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hostile tests: what the world does to a warehouse, and what must be true afterwards. Each room fills in bars; a bar that is
 * short fails the program. Counts are those of ctest; `./run hostile` multiplies them (FO_COUNT_FACTOR, support/seed.h). */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* One line "name<TAB>value<TAB>limit<TAB>ok|short". */
void bar_at_most (const char *name, double value, double limit);
void bar_at_least (const char *name, double value, double limit);
/* A figure without a limit. */
void bar_told (const char *name, double value);

/* The power is cut behind every call that changes the disk; controls with a weaker `synchronous` must lose. */
void hostile_power (void);
/* Every call of the disk fails, once and for a while. */
void hostile_faults (void);
/* Stations that take the same scarce goods and are killed; the control without the turn must oversell. */
void hostile_oversell (void);
/* PostgreSQL goes down in the middle, again and again. */
void hostile_restart (void);
/* Scans that come while the store is locked, and while the disk is full. */
void hostile_scans (void);
/* Random operations against what must always be true. */
void hostile_model (void);
/* No unit leaves that was not the oldest when it was chosen, after any history. */
void hostile_fefo (void);
/* The real desk process is killed at random points. */
void hostile_kills (void);
/* Many real desks at one server that goes down again and again. */
void hostile_stations (void);
/* A whole house in one process, decided by one seed: stations, gateways, sales, and everything that goes wrong between them. */
void hostile_sim (void);
/* Codes that must do nothing, on every way into the desk. */
void hostile_codes (void);
/* Stations whose wires are cut and mended, that are killed and revoked. */
void hostile_partitions (void);

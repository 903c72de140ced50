/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desktop's start, seen from outside: spawned on a display of its own and watched until it rests. */
#pragma once

/* Processor time until the window stands, and the anonymous memory then. The program, a folder for what it writes, the warehouse. */
void start_measure (const char *firstout, const char *folder, const char *store, double *ret_cpu_s, double *ret_anonymous_mb);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random tests print their seed; FO_SEED=… replays one. */
#pragma once

#include <glib.h>

/* The generator of this test, its seed printed as "# seed N" and taken from FO_SEED when that is set. Free with g_rand_free. */
GRand *fo_test_rand (const char *what);

/* COUNT, or what FO_COUNT_FACTOR makes of it: `./run hostile` sets the factor to run the full numbers. */
guint fo_test_count (guint count);

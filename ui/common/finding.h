/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a list is asked for what somebody looks for: a filter and words as one text, and what fits the words. Any thread. */
#pragma once

#include "firstout/core/day.h"

#include <glib.h>
#include <stdbool.h>

/* What fo_long_list_look is given for SEARCH among what FILTER (0: everything) lets through. Free with g_free. */
char *fo_finding_words (guint filter, const char *search);
/* And back: the filter, below N; *words is then what is searched. */
guint fo_finding_filter (const char **words, guint n);

/* Is it a part of TEXT, whatever the case? FOLDED by g_utf8_casefold; "" is a part of everything. */
bool fo_finding_fits (const char *text, const char *folded);
/* The day that is looked for: as days are typed, and "25.11": the next or the last one of that name. FO_DAY_NONE: it is no day. */
FoDay fo_finding_day (const char *text, FoDay today);

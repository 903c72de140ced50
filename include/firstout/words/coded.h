/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sentences that are kept as what they say, and worded when somebody reads them. */
#pragma once

#include "firstout/words/words.h"

/* What CODED says: an id of the catalogues, and behind tabs names and texts ("link.1c-no-right TAB object TAB …"), as a sentence. What
 * is no such thing are another program's own words, and comes back as it is. Never NULL; free with g_free. Any thread. */
char *fo_words_coded (FoLanguage language, const char *coded);

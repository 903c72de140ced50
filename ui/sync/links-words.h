/* SPDX-License-Identifier: GPL-3.0-or-later
 * How links stand, in signs and words. Any thread; texts are freed with g_free. */
#pragma once

#include "firstout/store/links.h"
#include "firstout/words/words.h"

/* OUT: it does not answer, or shall not be asked: switched off, or latched. LATE: nothing was heard for two minutes. */
typedef enum { FO_LINK_LIGHT_GREEN, FO_LINK_LIGHT_LATE, FO_LINK_LIGHT_OUT, FO_N_LINK_LIGHTS } FoLinkLight;
FoLinkLight fo_link_light (const FoSalesLink *link, gint64 now_us);
const char *fo_link_light_sign (FoLinkLight light);      /* "●": each has its own shape */
const char *fo_link_light_css_class (FoLinkLight light); /* "light-green" */

/* "3 s ago", "never", "switched off". */
char *fo_link_words_contact (FoLanguage language, const FoSalesLink *link, gint64 now_us);
/* "1C:Trade"; the word itself where the kind has none. */
char *fo_link_words_kind (FoLanguage language, const char *kind);
/* What the field NAME of the set-up is called for links of KIND, and one of its choices. */
char *fo_link_words_field (FoLanguage language, const char *name, const char *kind);
char *fo_link_words_choice (FoLanguage language, const char *name, const char *choice);

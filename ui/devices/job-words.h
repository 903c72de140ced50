/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a print job says to a person, in the language of the window. Texts are freed with g_free. */
#pragma once

#include "card-list.h"
#include "firstout/work/print.h"

/* "▲ no paper" while it waits for that; "✓ printed". */
char *fo_job_pill (const FoPrintJob *job);
const char *fo_job_css_class (const FoPrintJob *job);
/* "Zebra · 3 of 10 labels · 14:03" */
char *fo_job_detail (const FoPrintJob *job);
/* Why it stands as it does, and what to do; may be "". */
char *fo_job_next (const FoPrintJob *job);
/* One reason by itself. */
char *fo_reason_text (FoPrintReason reason);

/* What became of fo_print_queue_add. */
char *fo_added_text (const FoPrintAdded *added, const GError *error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is expected: open production and purchase orders, soonest first, as work that waits. */
#pragma once

#include "common/request.h"
#include "firstout/words/words.h"

/* CAME gets FoWorkRow in LANGUAGE. */
void fo_expected_read (FoStation *station, FoLanguage language, FoRequestCame came, GObject *owner);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Orders that can be picked or shipped now, most urgent first, as work that waits. */
#pragma once

#include "common/request.h"
#include "firstout/words/words.h"

/* CAME gets FoWorkRow in LANGUAGE. */
void fo_ready_orders_read (FoStation *station, FoLanguage language, FoRequestCame came, GObject *owner);

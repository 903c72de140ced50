/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places whose count was begun, then those that somebody asked to count, as work that waits. */
#pragma once

#include "common/long-list.h"

/* FoWorkRow, and what follows it. */
extern const FoLongListKind fo_to_count_kind;

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is expected: open production and purchase orders, soonest first, as work that waits. */
#pragma once

#include "common/long-list.h"

/* FoWorkRow, and what follows it. */
extern const FoLongListKind fo_expected_kind;

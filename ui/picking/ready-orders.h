/* SPDX-License-Identifier: GPL-3.0-or-later
 * Orders that can be picked or shipped now, most urgent first, as work that waits. */
#pragma once

#include "common/long-list.h"

/* FoWorkRow, and what follows it. */
extern const FoLongListKind fo_ready_orders_kind;

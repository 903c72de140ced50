/* SPDX-License-Identifier: GPL-3.0-or-later
 * Orders that stand on the bench, as work that waits for the page of packing. */
#pragma once

#include "common/long-list.h"

extern const FoLongListKind fo_picked_orders_kind;

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What waits at the docks to be put away, as work that waits. */
#pragma once

#include "common/long-list.h"

/* FoWorkRow, and what follows it. */
extern const FoLongListKind fo_dock_goods_kind;

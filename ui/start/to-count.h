/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places in their order, each counted or to count, as rows of a FoWorkList: choosing one goes and counts it. */
#pragma once

#include "common/long-list.h"

extern const FoLongListKind fo_to_count_kind;

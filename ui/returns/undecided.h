/* SPDX-License-Identifier: GPL-3.0-or-later
 * What came back and is undecided, claims that are not settled, and recalls that go on, as work that waits. */
#pragma once

#include "common/long-list.h"

/* FoWorkRow, and what follows it. */
extern const FoLongListKind fo_undecided_kind;

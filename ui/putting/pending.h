/* SPDX-License-Identifier: GPL-3.0-or-later
 * Write-offs that wait for the lead's word, then transfers that have not arrived, as work that waits. */
#pragma once

#include "common/long-list.h"

/* FoWorkRow, and what follows it. */
extern const FoLongListKind fo_pending_kind;

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the readers and writers of element strings and Digital Links share. */
#pragma once

#include "firstout/core/gs1.h"

/* One element more: the AI whose DIGITS digits stand at AI, and the value gs1->bytes[AT … END), judged. False when there
 * is no room; then the verdict says so. */
bool fo_gs1_add (FoGs1 *gs1, const char *ai, size_t digits, size_t at, size_t end);

/* May these be written together? As fo_gs1_build says, but for what only reading back finds. */
FoVerdict fo_gs1_judge_pairs (const FoGs1Pair *pairs, size_t count, FoDay today);

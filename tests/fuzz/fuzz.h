/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz targets. Each tests/fuzz/fuzz-NAME.c is one, in the shape libFuzzer calls. In a usual build tests/fuzz/driver.c
 * drives it: every input it begins with, cut at each byte, then random changes of them, the seed printed. In the preset
 * "fuzz" (clang, libFuzzer, AddressSanitizer, UndefinedBehaviorSanitizer) `./run hostile` runs it ten million times. To
 * add a target: fuzz-NAME.c, a line in CMakeLists.txt, and what it begins with: lines in seeds/NAME.txt (marks as in
 * support/table.h) or a folder of files.
 *
 * A target aborts (g_assert) on anything that must not be, and returns 0. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

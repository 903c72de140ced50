/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz targets. Each tests/fuzz/fuzz-NAME.c is one, in the shape libFuzzer calls; built with clang and
 * -DFO_SANITIZE=fuzzer,address,undefined it is a libFuzzer program, else tests/fuzz/driver.c drives it: the lines of
 * seeds/NAME.txt (marks as in support/table.h), then random changes of them, the seed printed. To add a target:
 * fuzz-NAME.c, seeds/NAME.txt, and its modules in CMakeLists.txt.
 *
 * A target aborts (g_assert) on anything that must not be, and returns 0. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

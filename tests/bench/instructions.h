/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How many instructions the program and its arguments take under callgrind. Ends the bench when it fails. */
double bench_instructions (const char *const *argv);

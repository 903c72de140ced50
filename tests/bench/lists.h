/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a page reads when it is opened. */
#pragma once

#include <glib.h>

/* Reads the first rows of the list WHAT ("stock", "board", "board-whole", "outlook", "lot") N times. */
int lists_child (const char *what, guint n, const char *path);

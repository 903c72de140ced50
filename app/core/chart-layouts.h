/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keyboard layouts, as far as scanners and PCs mix them up. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* In a predicted text: one character or none, nobody knows which (a dead key, a key behind AltGr). */
#define CHART_ANY '\x01'

enum { CHART_LAYOUTS = 5 };

/* "de". */
const char *fo_chart_layout_name (size_t layout);

/* What the ASCII character C becomes, as UTF-8: READ_AS: its key on a US keyboard read with LAYOUT; else its key on
 * LAYOUT read as US. RET_TEXT has room for 4 bytes; returns how many there are, with CHART_ANY for one of its own. */
size_t fo_chart_retype (size_t layout, bool read_as, char c, char ret_text[4]);
